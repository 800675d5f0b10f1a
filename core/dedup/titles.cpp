#include "core/dedup/titles.h"

#include "core/base/text.h"
#include "core/dedup/likeness.h"

#include <algorithm>
#include <array>
#include <vector>

namespace winnow::dedup {

namespace {

using Words = std::vector<std::string_view>;

Words wordsOf(std::string_view text)
{
    Words words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0)
            words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

bool isOneOf(std::string_view word, const auto& list)
{
    return std::ranges::find(list, word) != list.end();
}

bool beginsWithOneOf(std::string_view text, const auto& list)
{
    return std::ranges::any_of(list, [text](std::string_view x) {
        return text.starts_with(x) && (text.size() == x.size() || text[x.size()] == ' ');
    });
}

bool endsWithOneOf(std::string_view text, const auto& list)
{
    return std::ranges::any_of(list, [text](std::string_view x) {
        return text.ends_with(x) && (text.size() == x.size() || text[text.size() - x.size() - 1] == ' ');
    });
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// --- what databases add to titles ---

constexpr std::array<std::string_view, 30> NoteBeginnings = {"review", "erratum", "errata", "published erratum",
    "comment in", "comment on", "comments", "see comment", "see comments", "abstract no", "abstract",
    "provisional abstract", "structured abstract", "brief record", "cochrane review", "letter", "editorial",
    "retracted", "retraction in", "corrected", "meeting abstract", "conference abstract", "republished", "reprint",
    "article in", "record supplied", "proceedings", "multimedia", "withdrawn", "summary"};
constexpr std::array<std::string_view, 30> Languages = {"english", "german", "french", "spanish", "italian",
    "portuguese", "russian", "chinese", "japanese", "korean", "polish", "czech", "slovak", "hungarian", "dutch",
    "danish", "swedish", "norwegian", "finnish", "turkish", "hebrew", "arabic", "persian", "ukrainian", "croatian",
    "serbian", "bulgarian", "romanian", "greek", "thai"};

/// "Review", "45 refs", "Russian", "in Chinese": nothing of the title itself.
bool isNote(std::string_view text)
{
    const std::string note = folded(text);
    const Words words = wordsOf(note);
    if (words.empty())
        return true;
    if (words.size() <= 3 && (words.back() == "refs" || words.back() == "references" || words.back() == "ref"))
        return true;
    const std::string_view language = words.front() == "in" && words.size() > 1 ? words[1] : words.front();
    if (words.size() <= 3 && isOneOf(language, Languages))
        return true;
    if (words.size() > 1 && words.front() == "vol" && isDigit(words[1].front()))
        return true;
    return beginsWithOneOf(note, NoteBeginnings)
        && (words.size() <= 4 || note.find("appears in") != std::string::npos || note.starts_with("comment")
            || note.starts_with("retract") || note.starts_with("published") || note.starts_with("erratum")
            || note.starts_with("abstract no"));
}

/// Where the bracket that ends `text` opens; npos if none ends it.
std::size_t openingOfLast(std::string_view text)
{
    if (text.empty() || (text.back() != ']' && text.back() != ')'))
        return std::string_view::npos;
    const char close = text.back();
    const char open = close == ']' ? '[' : '(';
    int depth = 0;
    for (std::size_t i = text.size(); i-- > 0;) {
        depth += text[i] == close ? 1 : text[i] == open ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return std::string_view::npos;
}

std::string_view withoutEnd(std::string_view text)
{
    while (!text.empty() && std::string_view{" .,;:\t\r\n\"'"}.find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

std::string_view withoutBeginning(std::string_view text)
{
    while (!text.empty() && std::string_view{" .,;:\t\r\n\"'"}.find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    return text;
}

/// Formatting tags dropped, so that CO<sub>2</sub> is CO2.
std::string withoutTags(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '<') {
            const std::size_t end = text.substr(i, 24).find('>');
            const bool tag = end != std::string_view::npos && end > 1
                && std::ranges::all_of(text.substr(i + 1, end - 1),
                    [](char c) { return (c >= 'a' && c <= 'z') || c == '/' || c == ' ' || isDigit(c) || c == ':'; });
            if (tag) {
                i += end;
                continue;
            }
        }
        plain += text[i];
    }
    return plain;
}

/// Cuts notes from the end; what the notes say is added to the marks.
std::string_view withoutNotes(std::string_view text, std::uint16_t& marks)
{
    for (;;) {
        text = withoutEnd(text);
        const std::size_t open = openingOfLast(text);
        if (open == std::string_view::npos || open == 0)
            break;
        const std::string_view note = text.substr(open + 1, text.size() - open - 2);
        if (!isNote(note))
            break;
        const std::string low = lowerAscii(trimmed(note));
        if (low == "abstract" || low.starts_with("abstract no") || low.starts_with("meeting abstract")
            || low.starts_with("conference abstract"))
            marks |= AbstractMark;
        text = text.substr(0, open);
    }
    for (const std::string_view end : {": original article", " la: chi", " original article"}) {
        const std::string low = lowerAscii(text);
        if (low.ends_with(end) && text.size() > end.size() + 20)
            text.remove_suffix(end.size());
    }
    if (const std::size_t at = text.rfind(" LA: "); at != std::string_view::npos && text.size() - at <= 12)
        text = text.substr(0, at);
    return withoutEnd(text);
}

/// "T262. Title", "P1.04-002: Title": the number of a meeting's abstract.
std::string_view withoutAbstractNumber(std::string_view text, std::uint16_t& marks)
{
    std::size_t i = 0;
    bool digit = false;
    while (i < text.size() && i < 14
        && ((text[i] >= 'A' && text[i] <= 'Z') || isDigit(text[i]) || text[i] == '-' || text[i] == '.')) {
        digit = digit || isDigit(text[i]);
        if (digit && (text[i] == '.') && i + 1 < text.size() && text[i + 1] == ' ')
            break;
        ++i;
    }
    const bool ends = i + 2 < text.size() && (text[i] == '.' || text[i] == ':') && text[i + 1] == ' ';
    if (!digit || !ends || !(text.front() >= 'A' && text.front() <= 'Z') || text.size() < i + 20)
        return text;
    marks |= AbstractMark;
    return withoutBeginning(text.substr(i));
}

std::string_view withoutLead(std::string_view text, std::uint16_t& marks)
{
    for (const std::string_view lead : {"retracted article:", "retracted:", "retracted.", "withdrawn:", "withdrawn.",
             "reprint of:", "reprint:", "republished:", "original article:", "review article:", "proceedings:",
             "article:", "review:", "research:"}) {
        if (lowerAscii(text.substr(0, lead.size())) == lead && text.size() > lead.size() + 15)
            text = withoutBeginning(text.substr(lead.size()));
    }
    return withoutAbstractNumber(withoutBeginning(text), marks);
}

/// Greek letters as words, as databases without them write.
std::string spelled(std::string_view text)
{
    struct Letter {
        std::string_view sign;
        std::string_view name;
    };
    static constexpr std::array<Letter, 26> Letters = {{{"α", "alpha"}, {"β", "beta"}, {"γ", "gamma"}, {"δ", "delta"},
        {"ε", "epsilon"}, {"ζ", "zeta"}, {"η", "eta"}, {"θ", "theta"}, {"κ", "kappa"}, {"λ", "lambda"}, {"μ", "mu"},
        {"µ", "mu"}, {"π", "pi"}, {"ρ", "rho"}, {"σ", "sigma"}, {"τ", "tau"}, {"φ", "phi"}, {"χ", "chi"}, {"ψ", "psi"},
        {"ω", "omega"}, {"Γ", "gamma"}, {"Δ", "delta"}, {"Ω", "omega"}, {"Β", "beta"}, {"Α", "alpha"}, {"Κ", "kappa"}}};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((text[i] & 0x80) == 0) {
            out += text[i];
            continue;
        }
        const auto* const found = std::ranges::find_if(
            Letters, [&](const Letter& letter) { return text.substr(i).starts_with(letter.sign); });
        if (found != Letters.end()) {
            out += found->name;
            i += found->sign.size() - 1;
        } else {
            out += text[i];
        }
    }
    return out;
}

// --- what a title says of itself ---

constexpr std::array<std::string_view, 21> ErratumBeginnings = {"erratum", "errata", "corrigendum", "corrigenda",
    "correction to", "correction", "corrections", "author correction", "publisher correction", "addendum", "retraction",
    "retraction note", "retraction notice", "notice of retraction", "notice of correction", "expression of concern",
    "editorial expression of concern", "correction of", "statement of retraction", "publisher s note",
    "publisher s correction"};
constexpr std::array<std::string_view, 27> CommentBeginnings = {"re", "reply", "reply to", "author reply",
    "authors reply", "author s reply", "authors response", "author response", "response", "response to",
    "in response to", "in reply", "comment", "comment on", "comments on", "commentary on", "commentary",
    "invited commentary", "letter to the editor", "letter", "discussion of", "rejoinder", "rebuttal", "a comment on",
    "a response to", "a reply to", "the authors reply"};
constexpr std::array<std::string_view, 16> CommentEndings = {"reply", "author reply", "authors reply", "author s reply",
    "the authors reply", "response", "authors response", "author response", "comment", "a comment", "a reply",
    "commentary", "invited commentary", "rejoinder", "rebuttal", "editorial comment"};
constexpr std::array<std::string_view, 13> ProtocolPhrases = {"study protocol", "trial protocol", "protocol for a",
    "protocol for the", "protocol of a", "protocol of the", "review protocol", "a protocol", "rationale and design",
    "design and rationale", "rationale design", "design and methods", "statistical analysis plan"};

std::uint16_t marksOf(std::string_view words)
{
    std::uint16_t marks = NoMark;
    if (beginsWithOneOf(words, ErratumBeginnings)
        || endsWithOneOf(words, std::array<std::string_view, 4>{"erratum", "corrigendum", "retraction", "correction"}))
        marks |= ErratumMark;
    if (beginsWithOneOf(words, CommentBeginnings) || endsWithOneOf(words, CommentEndings))
        marks |= CommentMark;
    if (std::ranges::any_of(
            ProtocolPhrases, [words](std::string_view phrase) { return words.find(phrase) != std::string_view::npos; })
        || endsWithOneOf(words, std::array<std::string_view, 1>{"protocol"}))
        marks |= ProtocolMark;
    const Words list = wordsOf(words);
    if (isOneOf("update", list) || isOneOf("updated", list))
        marks |= UpdateMark;
    return marks;
}

// --- comparing ---

constexpr std::array<std::string_view, 44> Stopwords = {"the", "and", "for", "with", "from", "that", "this", "are",
    "was", "its", "their", "into", "than", "des", "der", "die", "das", "und", "les", "une", "dans", "pour", "avec",
    "del", "los", "las", "con", "por", "para", "using", "use", "after", "among", "between", "during", "study", "of",
    "in", "on", "to", "a", "an", "by", "as"};

/// Titles that every journal has made of these words.
constexpr std::array<std::string_view, 62> Commonplace = {"editorial", "editorials", "editor", "editors", "editor's",
    "introduction", "introductory", "preface", "foreword", "letter", "letters", "reply", "response", "author",
    "authors", "comment", "comments", "commentary", "news", "notes", "note", "book", "books", "review", "reviews",
    "reviewer", "reviewers", "issue", "special", "section", "minitrack", "guest", "correspondence", "erratum",
    "corrigendum", "correction", "index", "contents", "abstracts", "abstract", "announcement", "announcements", "call",
    "papers", "paper", "obituary", "conclusion", "conclusions", "discussion", "perspective", "perspectives", "opinion",
    "opinions", "research", "report", "reports", "annual", "meeting", "volume", "message", "president", "about"};

/// I to XX and one to ten as figures; others as they stand.
std::string_view asNumber(std::string_view word)
{
    struct Number {
        std::string_view word;
        std::string_view figure;
    };
    static constexpr std::array<Number, 36> Numbers = {{{"ii", "2"}, {"iii", "3"}, {"iv", "4"}, {"vi", "6"},
        {"vii", "7"}, {"viii", "8"}, {"ix", "9"}, {"xi", "11"}, {"xii", "12"}, {"xiii", "13"}, {"xiv", "14"},
        {"xv", "15"}, {"one", "1"}, {"two", "2"}, {"three", "3"}, {"four", "4"}, {"five", "5"}, {"six", "6"},
        {"seven", "7"}, {"eight", "8"}, {"nine", "9"}, {"ten", "10"}, {"first", "1"}, {"second", "2"}, {"third", "3"},
        {"fourth", "4"}, {"fifth", "5"}, {"1st", "1"}, {"2nd", "2"}, {"3rd", "3"}, {"4th", "4"}, {"5th", "5"},
        {"i", "1"}, {"v", "5"}, {"x", "10"}, {"twelve", "12"}}};
    const auto* const found = std::ranges::find(Numbers, word, &Number::word);
    return found == Numbers.end() ? word : found->figure;
}

/// All figures of a title run together; 'part b' counts as one.
std::string figuresOf(const Words& words)
{
    std::string figures;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool part = i > 0
            && isOneOf(words[i - 1],
                std::array<std::string_view, 7>{"part", "section", "phase", "study", "type", "paper", "volume"});
        if (part && words[i].size() == 1 && words[i] != "a") {
            figures += asNumber(words[i]);
            continue;
        }
        if (part && words[i] == "a" && i + 1 == words.size())
            figures += 'a';
        for (const char c : asNumber(words[i]))
            if (isDigit(c))
                figures += c;
    }
    return figures;
}

/// True if a word tells what a work is about, rather than how.
bool isTelling(std::string_view word)
{
    return word.size() >= 4 && !isOneOf(word, Stopwords);
}

bool hasDigit(std::string_view word)
{
    return std::ranges::any_of(word, isDigit);
}

/// The words of `a` that are left when each word of `b` has taken its like.
Words without(const Words& a, const Words& b)
{
    Words rest = a;
    for (const std::string_view word : b)
        if (const auto found = std::ranges::find(rest, word); found != rest.end())
            rest.erase(found);
    return rest;
}

std::string joined(const Words& words)
{
    std::string letters;
    for (const std::string_view word : words)
        letters += word;
    return letters;
}

/// The same word but for a slip or its ending: "pediatric", "pediatrics"; "randomised", "randomized".
bool alike(std::string_view a, std::string_view b)
{
    if (sameWord(a, b))
        return true;
    const std::size_t least = std::min(a.size(), b.size());
    return least >= 6 && a.substr(0, least - 1) == b.substr(0, least - 1);
}

/// The telling words of `only` with no like among the words that only the other title has.
Words telling(const Words& only, const Words& otherOnly)
{
    const std::string letters = joined(otherOnly); // "pre operative" for "preoperative"
    Words rest;
    for (const std::string_view word : only)
        if (isTelling(word) && !hasDigit(word) && letters.find(word) == std::string::npos
            && std::ranges::none_of(otherOnly, [word](std::string_view other) { return alike(word, other); }))
            rest.push_back(word);
    return rest;
}

/// True if `a` denies what `b` does not: "without", "not", "non-diabetic". Of the words that only one title has.
bool negates(const Words& a, const Words& b)
{
    static constexpr std::array<std::string_view, 3> Negations = {"without", "not", "no"};
    if (std::ranges::any_of(Negations, [&](std::string_view no) { return isOneOf(no, a); }))
        return true;
    return isOneOf("non", a) && joined(b).find("non") == std::string::npos;
}

/// Short words one of which in place of the other makes another study. Of the words that only one title has.
bool opposed(const Words& a, const Words& b)
{
    static constexpr std::array<std::array<std::string_view, 2>, 16> Opposites = {
        {{"men", "women"}, {"male", "female"}, {"males", "females"}, {"boys", "girls"}, {"rats", "mice"},
            {"rat", "mouse"}, {"vivo", "vitro"}, {"pre", "post"}, {"low", "high"}, {"left", "right"}, {"short", "long"},
            {"old", "young"}, {"early", "late"}, {"with", "without"}, {"cats", "dogs"}, {"systolic", "diastolic"}}};
    return std::ranges::any_of(Opposites, [&](const auto& pair) {
        return (isOneOf(pair[0], a) && isOneOf(pair[1], b)) || (isOneOf(pair[1], a) && isOneOf(pair[0], b));
    });
}

/// True if each has a letter that stands alone in place of another: hepatitis B and C, group A and B. Of the words that
/// only one title has.
bool otherLetters(const Words& a, const Words& b)
{
    const auto alone = [](const Words& words) {
        return std::ranges::any_of(
            words, [](std::string_view word) { return word.size() == 1 && !isDigit(word.front()); });
    };
    return alone(a) && alone(b);
}

std::string joined(std::string_view words)
{
    std::string letters;
    for (const char c : words)
        if (c != ' ')
            letters += c;
    return letters;
}

} // namespace

TitleKey titleKey(std::string_view title)
{
    TitleKey key;
    const std::string plain = spelled(withoutTags(title));
    std::string_view text = withoutBeginning(withoutEnd(plain));
    std::string_view other;
    for (const std::string_view separator : {"<ORIGINAL>", "] TO: "}) {
        if (const std::size_t at = text.find(separator); at != std::string_view::npos) {
            other = text.substr(at + separator.size());
            text = text.substr(0, separator.front() == ']' ? at + 1 : at);
        }
    }
    text = withoutLead(withoutNotes(text, key.marks), key.marks);
    if (text.starts_with('[')) {
        if (openingOfLast(text) == 0) {
            key.marks |= TranslatedMark;
            text = withoutNotes(text.substr(1, text.size() - 2), key.marks);
        }
    } else if (const std::size_t open = openingOfLast(text); open != std::string_view::npos && open > 0) {
        // "Titel [Title]": both languages in one field.
        const std::string_view inner = text.substr(open + 1, text.size() - open - 2);
        if (wordsOf(folded(inner)).size() >= 4 && inner.size() * 3 >= open && text.back() == ']') {
            other = inner;
            text = text.substr(0, open);
        }
    }
    key.words = folded(text);
    key.other = folded(other);
    if (key.words.empty())
        key.words = folded(plain);
    key.marks |= marksOf(key.words);
    return key;
}

bool isEnglish(std::string_view words)
{
    static constexpr std::array<std::string_view, 10> Small = {
        "of", "the", "and", "with", "for", "from", "by", "to", "at", "on"};
    return std::ranges::any_of(wordsOf(words), [](std::string_view word) { return isOneOf(word, Small); });
}

double titleWeight(std::string_view words)
{
    double weight = 0;
    Words seen;
    for (const std::string_view word : wordsOf(words)) {
        if (isOneOf(word, seen) || isOneOf(word, Stopwords))
            continue;
        seen.push_back(word);
        if (isOneOf(word, Commonplace) || isDigit(word.front()) || word.size() <= 2)
            weight += 0.1;
        else
            weight += word.size() >= 5 ? 1 : 0.6;
    }
    return std::min(1.0, weight / 5);
}

TitleLikeness compareTitles(std::string_view a, std::string_view b)
{
    TitleLikeness result;
    if (a == b) {
        result.share = 1;
        return result;
    }
    std::string x = joined(a);
    std::string y = joined(b);
    if (x == y) {
        result.share = 1;
        return result;
    }
    if (x.size() > y.size()) {
        std::swap(x, y);
        std::swap(a, b);
    }
    result.share = likeness(x, y);
    const Words few = wordsOf(a);
    const Words many = wordsOf(b);
    if (x.size() >= 20 && y.size() > x.size() + x.size() / 10 && result.share < 0.97) {
        const std::string_view whole = y;
        const double start = likeness(x, whole.substr(0, x.size()));
        const double end = likeness(x, whole.substr(whole.size() - x.size()));
        if (std::max(start, end) >= 0.93) {
            result.contained = true;
            result.share = std::max(result.share, std::max(start, end) - 0.03);
        }
    }
    if (result.share < 0.5)
        return result;
    const Words onlyFew = without(few, many);
    const Words onlyMany = without(many, few);
    const std::string fewFigures = figuresOf(few);
    const std::string manyFigures = figuresOf(many);
    if (otherLetters(onlyFew, onlyMany))
        result.numbersDiffer = true;
    else if (fewFigures != manyFigures) // figures that a longer subtitle adds make no other part
        result.numbersDiffer =
            !result.contained || !manyFigures.starts_with(fewFigures) || manyFigures.size() - fewFigures.size() <= 2;
    const bool fewTells = !telling(onlyFew, onlyMany).empty();
    const bool manyTells = !telling(onlyMany, onlyFew).empty();
    result.wordsAdded = fewTells != manyTells && !result.contained;
    result.wordsDiffer = (fewTells && manyTells) || opposed(onlyFew, onlyMany)
        || (!result.contained && (negates(onlyFew, onlyMany) || negates(onlyMany, onlyFew)));
    return result;
}

} // namespace winnow::dedup
