#include "core/retrieval/match.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <unordered_set>

namespace winnow::retrieval {

namespace {

constexpr std::size_t MaxPageBytes = 60'000;
constexpr std::size_t HeadLetters = 2500; ///< where an article says what it is
constexpr std::size_t MinTitleLetters = 15;
constexpr std::size_t TellingTitleLetters = 30;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Text without white space, as a DOI may be broken at a line's end; and where there was some.
struct Packed {
    std::string text;
    std::vector<bool> spaceBefore;
};

Packed withoutSpaces(std::string_view text)
{
    Packed out;
    bool space = false;
    for (const char c : lowerAscii(text)) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            space = true;
            continue;
        }
        out.text += c;
        out.spaceBefore.push_back(space);
        space = false;
    }
    return out;
}

/// Whether `doi` stands there whole, not as the beginning of a longer one.
bool endsThere(const std::string& doi, const Packed& packed, std::size_t end)
{
    if (end >= packed.text.size() || packed.spaceBefore[end])
        return true;
    const auto at = [&](std::size_t i) { return i < packed.text.size() ? packed.text[i] : '\0'; };
    const char next = at(end);
    if (isDigit(next) && isDigit(doi.back()))
        return false;
    // "…4767.1" is another version of "…4767"; a full stop ends a sentence.
    if ((next == '.' || next == '-' || next == '/' || next == '_')
        && std::isalnum(static_cast<unsigned char>(at(end + 1))) && !packed.spaceBefore[end + 1])
        return false;
    return true;
}

/// The reports whose DOIs stand in a text; where one DOI begins another, the longer one is meant.
std::set<std::size_t> byDoi(const Packed& packed, const std::vector<ReportFacts>& reports)
{
    std::map<std::size_t, std::pair<std::size_t, std::vector<std::size_t>>> longest; // place → length, reports
    // All places where a DOI can begin, so that a thousand reports cost no more than one.
    std::vector<std::size_t> starts;
    for (std::size_t at = packed.text.find("10."); at != std::string::npos; at = packed.text.find("10.", at + 1))
        starts.push_back(at);
    std::set<std::size_t> found;
    if (starts.empty())
        return found;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const std::string& doi = reports[i].doi;
        if (doi.size() < 7)
            continue;
        for (const std::size_t at : starts) {
            if (packed.text.compare(at, doi.size(), doi) != 0 || !endsThere(doi, packed, at + doi.size()))
                continue;
            auto& [length, there] = longest[at];
            if (doi.size() > length)
                there.clear();
            if (doi.size() >= length) {
                length = doi.size();
                there.push_back(i);
            }
        }
    }
    for (const auto& [at, entry] : longest)
        found.insert(entry.second.begin(), entry.second.end());
    return found;
}

/// Letters and digits alone: however a title is broken, hyphenated and spaced, it is the same.
std::string lettersOf(std::string_view text)
{
    std::string letters = folded(text);
    std::erase(letters, ' ');
    return letters;
}

struct Head {
    std::string letters; ///< of the first page's head
    std::string all; ///< of all pages
    std::string words; ///< folded, with one space
    std::unordered_set<std::string> vocabulary;
    int firstYear = 0; ///< that is printed on the first page
};

/// 0 if no word of these is a year.
int firstYearIn(const std::string& words)
{
    for (std::size_t at = 0; at + 4 <= words.size(); ++at) {
        const bool begins = at == 0 || words[at - 1] == ' ';
        const bool ends = at + 4 == words.size() || words[at + 4] == ' ';
        const std::string_view four = std::string_view(words).substr(at, 4);
        if (begins && ends && (four.starts_with("19") || four.starts_with("20")) && isDigit(four[2])
            && isDigit(four[3]))
            return 10 * (10 * (10 * (four[0] - '0') + four[1] - '0') + four[2] - '0') + four[3] - '0';
    }
    return 0;
}

Head headOf(const FileFacts& file)
{
    Head head;
    for (std::size_t i = 0; i < file.pages.size() && i < 3; ++i) {
        const std::string_view page = std::string_view(file.pages[i]).substr(0, MaxPageBytes);
        const std::string words = folded(page);
        head.words += ' ' + words + ' ';
        std::string letters = words;
        std::erase(letters, ' ');
        if (i == 0) {
            head.letters = letters.substr(0, HeadLetters);
            head.firstYear = firstYearIn(words);
        }
        head.all += letters;
    }
    std::string word;
    for (const char c : head.words) {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            head.vocabulary.insert(word);
            word.clear();
        }
    }
    return head;
}

/// Words at an article's head that make it another thing than the report it names.
constexpr std::array OtherKinds{"erratum", "corrigendum", "correction to", "correction", "retraction", "supplementary",
    "supplemental", "additional file", "online appendix", "comment on", "commentary on", "reply", "response to",
    "letter to the editor", "author response", "in reply", "supporting information"};

/// Such a word stands before the title, or at the very beginning, and the report's own title lacks it.
bool isAnotherKind(const Head& head, const std::string& title, std::size_t titleAt)
{
    const std::string before = head.letters.substr(0, std::min({titleAt, head.letters.size(), std::size_t{400}}));
    const std::string begins = before.substr(0, 400);
    return std::any_of(OtherKinds.begin(), OtherKinds.end(), [&](std::string_view kind) {
        const std::string letters = lettersOf(kind);
        if (title.find(letters) != std::string::npos)
            return false;
        const std::size_t at = begins.find(letters);
        // Far before the title it may belong to a menu or a running head.
        return at != std::string::npos && (titleAt > 400 ? at < 60 : true);
    });
}

/// What follows a title and makes it another's: "…: study protocol for a randomised trial".
bool goesOn(const Head& head, const std::string& title, std::size_t end)
{
    const std::string after = head.letters.substr(std::min(end, head.letters.size()), 60);
    for (const std::string_view more : {"studyprotocol", "aprotocol", "protocolfor", "protocolof", "rationaleand",
             "designand", "secondaryanalysis", "posthoc", "followup", "extension", "partii", "parti", "supplement",
             "substudy", "statisticalanalysisplan", "anupdate"})
        if (const std::size_t at = after.find(more); at < 25 && title.find(more) == std::string::npos)
            return true;
    return false;
}

std::string familyName(const std::string& author)
{
    const std::string name = folded(author.substr(0, author.find(',')));
    return name;
}

/// How far a title is from the nearest stretch of a text, in letters: Sellers (1980), at most `most`.
std::size_t distanceTo(const std::string& title, const std::string& text, std::size_t most)
{
    std::vector<std::size_t> column(title.size() + 1);
    for (std::size_t i = 0; i <= title.size(); ++i)
        column[i] = i;
    std::size_t best = title.size();
    for (const char c : text) {
        std::size_t diagonal = column[0];
        column[0] = 0;
        for (std::size_t i = 1; i <= title.size(); ++i) {
            const std::size_t substituted = diagonal + (title[i - 1] == c ? 0U : 1U);
            diagonal = column[i];
            column[i] = std::min({substituted, column[i] + 1, column[i - 1] + 1});
        }
        best = std::min(best, column.back());
    }
    return best <= most ? best : most + 1;
}

struct Candidate {
    std::size_t report = 0;
    std::uint16_t evidence = 0;
    std::size_t titleLetters = 0;
    std::size_t titleAt = std::string::npos; ///< in the head's letters
    bool contradicted = false;

    [[nodiscard]] bool has(int bits) const { return (evidence & bits) != 0; }
};

class Matcher {
public:
    Matcher(const FileFacts& file, const std::vector<ReportFacts>& reports)
        : m_file(file)
        , m_reports(reports)
        , m_head(headOf(file))
    {
    }

    std::vector<Match> all()
    {
        dois();
        titles();
        names();
        for (auto& [report, candidate] : m_candidates)
            witnesses(candidate);
        return judged();
    }

private:
    Candidate& candidate(std::size_t report)
    {
        Candidate& found = m_candidates[report];
        found.report = report;
        return found;
    }

    void dois()
    {
        std::string text;
        for (const std::string& page : m_file.pages)
            text += page.substr(0, MaxPageBytes) + '\n';
        for (const std::size_t report : byDoi(withoutSpaces(text), m_reports))
            candidate(report).evidence |= DoiInText;
        for (const std::size_t report : byDoi(withoutSpaces(m_file.about + '\n' + m_file.title), m_reports))
            candidate(report).evidence |= DoiInMetadata;
        // Of its own: in the metadata, or on the first page.
        const std::string first = m_file.pages.empty() ? std::string() : m_file.pages.front();
        m_own = doisIn(m_file.about + '\n' + first.substr(0, MaxPageBytes));
    }

    void titles()
    {
        const std::string metadata = lettersOf(m_file.title);
        for (std::size_t i = 0; i < m_reports.size(); ++i) {
            const std::string words = folded(withoutMarkup(m_reports[i].title));
            std::string letters = words;
            std::erase(letters, ' ');
            if (letters.size() < MinTitleLetters)
                continue;
            if (metadata.size() >= MinTitleLetters && metadata == letters)
                found(i, letters, TitleInMetadata);
            if (m_head.all.find(letters) != std::string::npos)
                found(i, letters, TitleInText);
            else if (isNearly(words, letters))
                found(i, letters, TitleNearly);
        }
    }

    void found(std::size_t report, const std::string& letters, Evidence evidence)
    {
        Candidate& known = candidate(report);
        known.evidence |= evidence;
        known.titleLetters = letters.size();
        known.titleAt = m_head.letters.find(letters);
    }

    /// A tenth of the letters may be wrong: fonts without a mapping, lost accents, added marks.
    [[nodiscard]] bool isNearly(const std::string& words, const std::string& letters) const
    {
        std::size_t telling = 0;
        std::size_t present = 0;
        std::string word;
        for (const char c : words + ' ') {
            if (c != ' ') {
                word += c;
                continue;
            }
            if (word.size() >= 4) {
                ++telling;
                present += m_head.vocabulary.contains(word) ? 1U : 0U;
            }
            word.clear();
        }
        if (telling < 4 || 10 * present < 7 * telling || letters.size() > 400)
            return false;
        const std::size_t most = letters.size() / 10;
        return distanceTo(letters, m_head.letters, most) <= most;
    }

    /// What the file's name says: a DOI's suffix, a PMID, an author and a year.
    void names()
    {
        const std::size_t dot = m_file.name.find_last_of('.');
        const std::string stem = lowerAscii(m_file.name.substr(0, dot));
        const std::string letters = lettersOf(stem);
        const std::string words = ' ' + folded(stem) + ' ';
        for (std::size_t i = 0; i < m_reports.size(); ++i) {
            const ReportFacts& report = m_reports[i];
            const std::size_t slash = report.doi.find('/');
            const std::string suffix =
                slash == std::string::npos ? std::string() : lettersOf(report.doi.substr(slash + 1));
            if (suffix.size() >= 8 && letters.find(suffix) != std::string::npos && endsInName(letters, suffix))
                candidate(i).evidence |= DoiInName;
            if (report.pmid.size() >= 6
                && (words.find(' ' + report.pmid + ' ') != std::string::npos
                    || words.find("pmid" + report.pmid + ' ') != std::string::npos))
                candidate(i).evidence |= PmidFound;
            if (report.year == 0 || report.authors.empty())
                continue;
            const std::string author = familyName(report.authors.front());
            const bool tells = author.size() >= 3 && words.find(' ' + author + ' ') != std::string::npos
                && words.find(std::to_string(report.year)) != std::string::npos;
            if (tells)
                candidate(i).evidence |= NameTells;
            const std::string title = lettersOf(withoutMarkup(report.title));
            if (title.size() >= TellingTitleLetters && letters.size() >= TellingTitleLetters
                && (letters.find(title.substr(0, 60)) != std::string::npos))
                candidate(i).evidence |= NameTells;
        }
    }

    static bool endsInName(const std::string& letters, const std::string& suffix)
    {
        const std::size_t end = letters.find(suffix) + suffix.size();
        return end >= letters.size() || !isDigit(suffix.back()) || !isDigit(letters[end]);
    }

    /// What else speaks for a candidate, and what against it.
    void witnesses(Candidate& candidate)
    {
        const ReportFacts& report = m_reports[candidate.report];
        for (std::size_t i = 0; i < report.authors.size() && i < 3; ++i) {
            const std::string family = familyName(report.authors[i]);
            if (family.size() >= 2 && m_head.words.find(' ' + family + ' ') != std::string::npos)
                candidate.evidence |= AuthorInText;
        }
        if (report.year != 0 && m_head.words.find(std::to_string(report.year)) != std::string::npos)
            candidate.evidence |= YearInText;
        for (const std::string& registration : report.registrations)
            if (const std::string key = lettersOf(registration);
                key.size() >= 8 && m_head.all.find(key) != std::string::npos)
                candidate.evidence |= RegistrationInText;
        const std::string title = lettersOf(withoutMarkup(report.title));
        // Without its title in sight, only what stands at the very beginning can be about the paper itself.
        candidate.contradicted = isAnotherKind(m_head, title, candidate.titleAt)
            || (candidate.titleAt != std::string::npos
                && goesOn(m_head, title, candidate.titleAt + candidate.titleLetters));
        // Another DOI of its own: a preprint, a later version, an abstract of the same title.
        const bool ownDoi = candidate.has(DoiInText | DoiInMetadata | DoiInName);
        if (!report.doi.empty() && !ownDoi && !m_own.empty())
            candidate.contradicted = true;
        if (!report.authors.empty() && !m_head.words.empty() && !candidate.has(AuthorInText) && isReadable())
            candidate.contradicted = true;
    }

    /// False for scans and fonts without a mapping, whose text says nothing.
    [[nodiscard]] bool isReadable() const { return m_head.vocabulary.size() >= 40; }

    /// Two witnesses that agree.
    [[nodiscard]] bool isProven(const Candidate& candidate) const
    {
        const ReportFacts& report = m_reports[candidate.report];
        const bool title = candidate.has(TitleInText | TitleInMetadata);
        const bool atHead = candidate.titleAt != std::string::npos || candidate.has(TitleInMetadata);
        const bool doi = candidate.has(DoiInText | DoiInMetadata);
        const bool known = report.authors.empty() ? candidate.has(YearInText) : candidate.has(AuthorInText);
        if (doi && (title || candidate.has(TitleNearly)))
            return true;
        if (doi && candidate.has(AuthorInText) && (candidate.has(DoiInMetadata) || m_own.size() == 1))
            return true;
        // A cover sheet, or a scan with its DOI stamped on it: there is no room for citing others.
        if (doi && !isReadable() && m_own.size() == 1)
            return true;
        if (candidate.has(DoiInName) && title && atHead)
            return true;
        // Without a DOI only the year tells an article from the abstract of the same title: it is the first that is
        // printed ("Trials 2014, 15:486").
        const bool year = report.year == 0 || m_head.firstYear == 0 || report.year == m_head.firstYear;
        return title && atHead && known && year && candidate.titleLetters >= TellingTitleLetters;
    }

    [[nodiscard]] double score(const Candidate& candidate) const
    {
        double sum = 0;
        for (const auto& [bit, weight] : std::initializer_list<std::pair<Evidence, double>>{{DoiInMetadata, 8},
                 {DoiInText, 5}, {DoiInName, 5}, {TitleInText, 4}, {TitleInMetadata, 6}, {TitleNearly, 3},
                 {PmidFound, 3}, {AuthorInText, 1}, {YearInText, 0.5}, {RegistrationInText, 1}, {NameTells, 2}})
            if (candidate.has(bit))
                sum += weight;
        if (candidate.titleAt != std::string::npos)
            sum += 3 + static_cast<double>(candidate.titleLetters) / 200;
        return candidate.contradicted ? sum / 2 : sum;
    }

    /// True if `a` is said by more than its title, in which `b` is contained, or by a DOI that `b` lacks.
    [[nodiscard]] bool outweighs(const Candidate& a, const Candidate& b) const
    {
        if (a.has(DoiInMetadata) != b.has(DoiInMetadata))
            return a.has(DoiInMetadata);
        if (a.has(DoiInText) && !b.has(DoiInText) && a.has(TitleInText | TitleInMetadata | TitleNearly))
            return true;
        const bool aTitle = a.titleAt != std::string::npos;
        const bool bTitle = b.titleAt != std::string::npos;
        if (aTitle != bTitle)
            return aTitle;
        if (aTitle && a.titleLetters > b.titleLetters)
            return lettersOf(withoutMarkup(m_reports[a.report].title))
                       .find(lettersOf(withoutMarkup(m_reports[b.report].title)))
                != std::string::npos;
        if (aTitle && a.titleLetters == b.titleLetters && a.titleAt == b.titleAt)
            return a.has(YearInText) && !b.has(YearInText) && m_reports[b.report].year != 0;
        return false;
    }

    std::vector<Match> judged()
    {
        std::vector<const Candidate*> candidates;
        for (const auto& [report, candidate] : m_candidates)
            candidates.push_back(&candidate);
        std::stable_sort(candidates.begin(), candidates.end(),
            [&](const Candidate* a, const Candidate* b) { return score(*a) > score(*b); });
        std::vector<Match> out;
        for (const Candidate* candidate : candidates) {
            if (out.size() >= MaxMatches)
                break;
            out.push_back(
                {m_reports[candidate->report].id, Certainty::Doubtful, candidate->evidence, score(*candidate)});
        }
        if (candidates.empty() || candidates.front()->contradicted || !isProven(*candidates.front()))
            return out;
        const Candidate& first = *candidates.front();
        const bool alone = std::all_of(candidates.begin() + 1, candidates.end(), [&](const Candidate* other) {
            const bool rival = other->has(
                DoiInText | DoiInMetadata | DoiInName | TitleInText | TitleInMetadata | TitleNearly | PmidFound);
            return !rival || outweighs(first, *other);
        });
        if (alone)
            out.front().certainty = Certainty::Sure;
        return out;
    }

    const FileFacts& m_file;
    const std::vector<ReportFacts>& m_reports;
    Head m_head;
    std::vector<std::string> m_own;
    std::map<std::size_t, Candidate> m_candidates;
};

} // namespace

std::vector<Match> matches(const FileFacts& file, const std::vector<ReportFacts>& reports)
{
    return Matcher(file, reports).all();
}

std::vector<std::string> doisIn(std::string_view text)
{
    std::vector<std::string> dois;
    const std::string lower = lowerAscii(text);
    for (std::size_t at = lower.find("10."); at != std::string::npos; at = lower.find("10.", at + 1)) {
        if (at > 0 && (isDigit(lower[at - 1]) || lower[at - 1] == '.'))
            continue;
        std::size_t end = at + 3;
        while (end < lower.size() && isDigit(lower[end]))
            ++end;
        if (end - at < 7 || end - at > 12 || end >= lower.size() || lower[end] != '/')
            continue;
        const std::size_t suffix = ++end;
        while (end < lower.size()) {
            const char c = lower[end];
            if (std::isalnum(static_cast<unsigned char>(c)) == 0
                && std::string_view("-._;()/:").find(c) == std::string_view::npos)
                break;
            ++end;
        }
        std::string doi = lower.substr(at, end - at);
        while (doi.size() > suffix - at && std::string_view(".,;:").find(doi.back()) != std::string_view::npos)
            doi.pop_back();
        if (doi.ends_with(')') && std::count(doi.begin(), doi.end(), '(') < std::count(doi.begin(), doi.end(), ')'))
            doi.pop_back();
        if (doi.size() > suffix - at && std::find(dois.begin(), dois.end(), doi) == dois.end())
            dois.push_back(std::move(doi));
    }
    return dois;
}

} // namespace winnow::retrieval
