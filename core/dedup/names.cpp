#include "core/dedup/names.h"

#include "core/base/text.h"
#include "core/dedup/likeness.h"

#include <algorithm>
#include <array>

namespace winnow::dedup {

namespace {

using Words = std::vector<std::string_view>;

Words split(std::string_view text, char separator)
{
    Words parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool isOneOf(std::string_view word, const auto& list)
{
    return std::ranges::find(list, word) != list.end();
}

/// Parts of names that databases drop, move or join.
constexpr std::array<std::string_view, 28> Particles = {"van", "von", "der", "den", "de", "del", "della", "di", "da",
    "do", "dos", "du", "la", "le", "les", "el", "al", "ten", "ter", "af", "zu", "jr", "sr", "ii", "iii", "2nd", "3rd",
    "st"};
constexpr std::array<std::string_view, 6> Nobody = {
    "anonymous", "anon", "unknown", "no authors listed", "et al", "others"};

/// What groups are called. They stand in one database where people do in another, so they are nobody.
constexpr std::array<std::string_view, 30> GroupWords = {"group", "groups", "study", "trial", "trials", "trialists",
    "collaborators", "collaboration", "collaborative", "investigators", "committee", "consortium", "network", "society",
    "association", "team", "department", "institute", "institutes", "organization", "organisation", "center", "centre",
    "college", "university", "council", "agency", "project", "programme", "initiative"};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/// "XD", "G": letters of given names rather than a name.
bool isInitials(std::string_view word, bool mayBeFamily)
{
    const std::size_t longest = mayBeFamily ? 1 : 4;
    return word.size() <= longest && std::ranges::all_of(word, isUpper);
}

/// One author's words and initials as they come.
struct Author {
    std::vector<std::string> words;
    std::string initials;

    [[nodiscard]] bool empty() const { return words.empty(); }
    void write(std::string& into)
    {
        if (words.empty())
            return;
        if (!into.empty())
            into += '|';
        bool first = true;
        for (const std::string& word : words) {
            if (!first)
                into += ' ';
            into += word;
            first = false;
        }
        for (const char initial : initials) {
            into += ' ';
            into += initial;
        }
        *this = {};
    }
};

/// Letters of one word, bytes beyond ASCII and apostrophes and hyphens included.
bool belongsToWord(char c)
{
    return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || isUpper(c) || c == '\'' || c == '-';
}

/// Adds the authors of one entry, which may be several run together.
class AuthorReader {
public:
    explicit AuthorReader(std::string& key)
        : m_key(key)
    {
    }

    void read(std::string_view entry)
    {
        const std::string plain = folded(entry);
        if (isOneOf(plain, Nobody))
            return;
        // A long entry is a whole list of authors.
        const Words words = split(plain, ' ');
        if (words.size() <= 12
            && std::ranges::any_of(words, [](std::string_view word) { return isOneOf(word, GroupWords); }))
            return;
        const std::size_t comma = entry.find(',');
        m_comma = comma != std::string_view::npos;
        bool family = true; // before the comma, or the first word
        std::size_t at = 0;
        while (at < entry.size()) {
            if (!belongsToWord(entry[at])) {
                if (entry[at] == ',')
                    family = false;
                ++at;
                continue;
            }
            std::size_t end = at;
            while (end < entry.size() && belongsToWord(entry[end]))
                ++end;
            take(entry.substr(at, end - at), family);
            if (!m_comma)
                family = false;
            at = end;
        }
        m_author.write(m_key);
    }

private:
    void take(std::string_view raw, bool family)
    {
        if (isInitials(raw, family)) {
            for (const char c : raw)
                m_author.initials += static_cast<char>(c | 0x20);
            return;
        }
        const std::string word = folded(raw);
        if (word.empty())
            return;
        if (!m_comma && !m_author.empty() && !m_author.initials.empty())
            m_author.write(m_key); // a name after initials begins the next author: "Adeli K.Lewis G. F."
        for (const std::string_view part : split(word, ' ')) {
            if (isOneOf(part, Particles) || part.size() < 2)
                continue;
            m_author.words.emplace_back(part);
            if (!family)
                m_author.initials += part.front();
        }
    }

    std::string& m_key;
    Author m_author;
    bool m_comma = false;
};

bool isInitial(std::string_view word)
{
    return word.size() == 1;
}

/// True if the two share a word, but for a slip in it.
bool sameAuthor(const Words& a, const Words& b)
{
    for (const std::string_view x : a)
        for (const std::string_view y : b)
            if (!isInitial(x) && !isInitial(y) && sameWord(x, y))
                return true;
    return false;
}

/// True if both have initials, and none in common.
bool otherInitials(const Words& a, const Words& b)
{
    bool stated[2] = {false, false};
    for (const std::string_view x : a) {
        if (!isInitial(x))
            continue;
        stated[0] = true;
        for (const std::string_view y : b)
            if (x == y)
                return false;
    }
    for (const std::string_view y : b)
        stated[1] = stated[1] || isInitial(y);
    return stated[0] && stated[1];
}

std::vector<Words> authorsOf(std::string_view key)
{
    std::vector<Words> authors;
    for (const std::string_view author : split(key, '|'))
        authors.push_back(split(author, ' '));
    return authors;
}

constexpr std::array<std::string_view, 37> JournalStopwords = {"the", "of", "and", "for", "in", "on", "to", "a", "an",
    "de", "der", "die", "das", "des", "du", "la", "le", "les", "el", "et", "und", "y", "e", "i", "fur", "da", "do",
    "di", "del", "della", "d", "l", "o", "suppl", "supplement", "supplements", "supp"};

std::string journalWords(std::string_view name)
{
    std::string words;
    for (const std::string_view word : split(name, ' ')) {
        if (isOneOf(word, JournalStopwords))
            continue;
        if (!words.empty())
            words += ' ';
        words += word == "journal" ? "j" : word;
    }
    return words;
}

/// True if each word of `shorter` begins or abbreviates the word in its place: "j infect dis", "intl j".
bool abbreviates(const Words& shorter, const Words& longer)
{
    if (shorter.size() != longer.size())
        return false;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < shorter.size(); ++i) {
        const std::string_view x = shorter[i].size() <= longer[i].size() ? shorter[i] : longer[i];
        const std::string_view y = shorter[i].size() <= longer[i].size() ? longer[i] : shorter[i];
        letters += x.size();
        if (x == y)
            continue;
        if (y.starts_with(x))
            continue;
        // "natl" for "national", "intl" for "international", "hlth": the same first letter, and the rest in order.
        if (x.size() < 3 || x.front() != y.front() || commonLetters(x, y) + (x.size() > 4 ? 1 : 0) < x.size())
            return false;
    }
    return letters > 1;
}

/// "bmj" for "br med j", "jama" for "j am med assoc".
bool isAcronym(std::string_view word, const Words& words)
{
    if (word.size() < 3 || word.size() != words.size())
        return false;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].front() != word[i])
            return false;
    return true;
}

/// "48th" and "49th Hawaii International Conference": another one of a series.
bool otherNumbers(const Words& a, const Words& b)
{
    const auto numbers = [](const Words& words) {
        Words list;
        for (const std::string_view word : words)
            if (word.front() >= '0' && word.front() <= '9')
                list.push_back(word);
        return list;
    };
    const Words x = numbers(a);
    const Words y = numbers(b);
    return !x.empty() && !y.empty() && x != y;
}

std::uint8_t compareNames(std::string_view a, std::string_view b)
{
    if (a == b)
        return 100;
    const Words x = split(a, ' ');
    const Words y = split(b, ' ');
    if (otherNumbers(x, y))
        return 40;
    if (abbreviates(x, y) || (x.size() == 1 && isAcronym(a, y)) || (y.size() == 1 && isAcronym(b, x)))
        return 95;
    // The same words but for one in many: "j trauma inj infect crit care".
    const Words& few = x.size() <= y.size() ? x : y;
    const Words& many = x.size() <= y.size() ? y : x;
    std::size_t at = 0;
    std::size_t found = 0;
    for (const std::string_view word : few)
        for (std::size_t i = at; i < many.size(); ++i)
            if (many[i].starts_with(word) || word.starts_with(many[i]) || sameWord(word, many[i])) {
                at = i + 1;
                ++found;
                break;
            }
    const double share = static_cast<double>(found) / static_cast<double>(many.size());
    const double letters = likeness(a, b);
    return static_cast<std::uint8_t>(90 * std::max(share, letters * letters));
}

/// Without what stands in round brackets (places, "(Clinical research ed.)") and without apostrophes.
std::string withoutPlaces(std::string_view name)
{
    std::string plain;
    int depth = 0;
    for (const char c : name) {
        if (c == '(' || c == '<')
            ++depth;
        else if ((c == ')' || c == '>') && depth > 0)
            --depth;
        else if (depth == 0 && c != '\'')
            plain += c;
    }
    return plain;
}

/// Where the first of a journal's names ends.
std::size_t nameEnd(std::string_view names)
{
    const std::size_t end = std::min({names.find_first_of("=:/;["), names.find(". Conference"), names.size()});
    // A full stop ends a name if a long word stands before it: "Circulation. Conference", not "Ann. Surg."
    for (std::size_t stop = names.find('.'); stop < end; stop = names.find('.', stop + 1)) {
        std::size_t begin = stop;
        while (begin > 0 && belongsToWord(names[begin - 1]))
            --begin;
        if (stop - begin >= 6 || (stop - begin >= 4 && isUpper(names[stop - 1])))
            return stop;
    }
    return end;
}

} // namespace

std::string authorsKey(const std::vector<std::string>& authors)
{
    std::string key;
    AuthorReader reader{key};
    for (const std::string& author : authors) {
        reader.read(author);
        if (static_cast<std::size_t>(std::ranges::count(key, '|')) + 1 >= MaximumAuthors)
            break;
    }
    return key;
}

std::optional<AuthorLikeness> compareAuthors(std::string_view a, std::string_view b)
{
    if (a.empty() || b.empty())
        return {};
    const std::vector<Words> x = authorsOf(a);
    const std::vector<Words> y = authorsOf(b);
    const std::vector<Words>& few = x.size() <= y.size() ? x : y;
    const std::vector<Words>& many = x.size() <= y.size() ? y : x;
    std::vector<bool> taken(many.size());
    std::size_t matched = 0;
    for (const Words& author : few)
        for (std::size_t i = 0; i < many.size(); ++i)
            if (!taken[i] && sameAuthor(author, many[i])) {
                taken[i] = true;
                ++matched;
                break;
            }
    AuthorLikeness result;
    result.percent = static_cast<std::uint8_t>(100 * matched / few.size());
    result.matched = static_cast<std::uint8_t>(matched);
    result.first = sameAuthor(x.front(), y.front());
    result.contradicted = result.first && matched == 1 && otherInitials(x.front(), y.front());
    return result;
}

std::string journalKey(std::string_view name, std::string_view abbreviation)
{
    std::string key;
    const auto add = [&key](std::string_view text) {
        const std::string words = journalWords(folded(text));
        if (words.empty())
            return;
        for (const std::string_view known : split(key, '|'))
            if (known == words)
                return;
        if (!key.empty())
            key += '|';
        key += words;
    };
    const std::string plain = withoutPlaces(name);
    std::string_view rest = plain;
    while (!rest.empty()) {
        const std::size_t end = nameEnd(rest);
        const std::string_view part = trimmed(rest.substr(0, end));
        const std::string low = lowerAscii(part);
        if (low == "electronic resource]" || low.starts_with("official "))
            break;
        if (low.starts_with("conference"))
            break; // "Circulation. Conference: American Heart Association's Scientific Sessions"
        add(part);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (key.empty())
        add(name);
    if (key.find('|') != std::string::npos)
        add(plain);
    add(name.substr(0, 120)); // "Med Clin (Barc)" is also "Med Clin Barc"
    add(abbreviation);
    return key;
}

std::uint8_t compareJournals(std::string_view a, std::string_view b)
{
    std::uint8_t best = 0;
    for (const std::string_view x : split(a, '|'))
        for (const std::string_view y : split(b, '|'))
            best = std::max(best, compareNames(x, y));
    return best;
}

std::string_view firstFamily(std::string_view authorsKey)
{
    return authorsKey.substr(0, authorsKey.find_first_of(" |"));
}

} // namespace winnow::dedup
