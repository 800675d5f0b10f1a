#include "core/formats/people.h"

#include "core/base/text.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>
#include <optional>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

using Parts = std::vector<std::string>;

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
/// Of a character beyond ASCII, which names have as letters only, as far as matters here.
constexpr bool isBeyondAscii(char c)
{
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// How many letters (characters, not bytes) a word has, up to two.
int lettersUpToTwo(std::string_view word)
{
    int count = 0;
    for (const char c : word) {
        if (isUpper(c) || isLower(c) || (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U)
            ++count;
    }
    return std::min(count, 2);
}

/// "J", "J.", "JA", "J.A.", "J.-P.", "Ö.": capitals with stops and hyphens. Up to four without a stop.
bool isInitials(std::string_view word)
{
    int capitals = 0;
    bool stops = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        if (isUpper(c)) {
            ++capitals;
        } else if (isBeyondAscii(c)) {
            // A capital of two bytes: U+00C0 to U+00DE, and every other one up to U+017F; no other follows a letter.
            const auto lead = static_cast<unsigned char>(c);
            const auto trail = i + 1 < word.size() ? static_cast<unsigned char>(word[i + 1]) : 0U;
            const bool latin = lead == 0xC3 && trail >= 0x80 && trail <= 0x9E;
            const bool extended = (lead == 0xC4 || lead == 0xC5) && i == 0;
            if (!latin && !extended)
                return false;
            ++capitals;
            ++i;
        } else if (c == '.') {
            stops = true;
        } else if (c != '-') {
            return false;
        }
    }
    return capitals > 0 && capitals <= (stops ? 6 : 4);
}

bool isParticle(std::string_view word)
{
    constexpr std::array<std::string_view, 30> Particles = {"van", "von", "der", "den", "de", "del", "della", "di",
        "da", "das", "do", "dos", "du", "la", "le", "las", "los", "ten", "ter", "te", "zu", "zur", "zum", "af", "av",
        "al", "el", "bin", "ibn", "st."};
    return std::ranges::find(Particles, lowerAscii(word)) != Particles.end();
}

bool isSuffix(std::string_view word)
{
    constexpr std::array<std::string_view, 9> Suffixes = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "2nd", "3rd"};
    return std::ranges::find(Suffixes, lowerAscii(word)) != Suffixes.end();
}

Parts wordsOf(std::string_view text)
{
    return splitTrimmed(text, ' ');
}

bool endsInInitials(std::string_view name)
{
    const std::size_t space = name.rfind(' ');
    return space != npos && isInitials(name.substr(space + 1)) && lettersUpToTwo(name.substr(0, space)) == 2
        && !isInitials(name.substr(0, space));
}

/// "G.", "G. A.", "JA": initials and nothing else.
bool isOnlyInitials(std::string_view text)
{
    const Parts words = wordsOf(text);
    return !words.empty() && std::ranges::all_of(words, [](const std::string& word) { return isInitials(word); });
}

/// "G. A. Kennett", "J.-P. Nominé", "P. van den Berg": initials in front of a name.
bool beginsWithInitials(std::string_view name)
{
    const std::size_t space = name.find(' ');
    if (space == npos || !isInitials(name.substr(0, space)) || name.substr(0, space).find('.') == npos)
        return false;
    return !isOnlyInitials(name);
}

/// A family name alone: one word, or particles and a word.
bool isFamily(std::string_view text)
{
    const Parts words = wordsOf(text);
    return !words.empty() && !isOnlyInitials(text)
        && std::all_of(words.begin(), words.end() - 1, [](const std::string& word) { return isParticle(word); });
}

bool isRest(std::string_view name)
{
    const std::string lower = lowerAscii(name);
    constexpr std::array<std::string_view, 10> Rest = {"et al", "et al.", "others", "...", "…", "[no authors listed]",
        "no authors listed", "[no author name available]", "no author name available", "[anonymous]"};
    return std::ranges::find(Rest, lower) != Rest.end();
}

/// "Liu, Fengyuan (60410297700)" (Scopus), "Doe, Jane (jane@example.org)" (Web of Science).
std::string_view withoutBrackets(std::string_view name)
{
    const std::size_t open = name.rfind('(');
    if (open == npos || open == 0 || !name.ends_with(')'))
        return name;
    const std::string_view inner = name.substr(open + 1, name.size() - open - 2);
    return isDigits(inner) || inner.find('@') != npos ? trimmed(name.substr(0, open)) : name;
}

/// "Jane M. de Boer" → "de Boer, Jane M."; a name that may be something else as it is.
std::string familyFirst(std::string_view name)
{
    Parts words = wordsOf(name);
    std::string suffix;
    if (words.size() > 2 && isSuffix(words.back())) {
        suffix = ", " + words.back();
        words.pop_back();
    }
    constexpr std::size_t MostWords = 7;
    if (words.size() < 2 || words.size() > MostWords || std::ranges::any_of(name, isDigit))
        return std::string{name};
    std::size_t family = words.size() - 1;
    while (family > 1 && isParticle(words[family - 1]))
        --family;
    std::string out;
    for (std::size_t i = family; i < words.size(); ++i)
        out += (out.empty() ? "" : " ") + words[i];
    out += ',';
    for (std::size_t i = 0; i < family; ++i)
        out += ' ' + words[i];
    return out + suffix;
}

std::string onePerson(std::string_view name)
{
    name = withoutBrackets(trimmed(name));
    while (name.ends_with(',') || name.ends_with(';'))
        name = trimmed(name.substr(0, name.size() - 1));
    for (const std::string_view title : {"Prof. ", "Dr. ", "Prof ", "Dr "}) {
        if (name.starts_with(title))
            name = trimmed(name.substr(title.size()));
    }
    if (name.find(',') != npos || isGroupName(name))
        return personName(name);
    // "JUNCHANG LU": nothing tells a short family name from initials.
    if (name.find('.') == npos && std::ranges::none_of(name, isLower) && wordsOf(name).size() == 2)
        return std::string{name};
    // "Adeli K.", "Lewis G. F.", "Luna Vital D. A.", "Griffin DK"
    const Parts words = wordsOf(name);
    std::size_t initials = words.size();
    while (initials > 0 && isInitials(words[initials - 1]))
        --initials;
    if (initials > 0 && initials < words.size() && !isInitials(words.front())) {
        std::string out;
        for (std::size_t i = 0; i < words.size(); ++i)
            out += (i == 0 ? "" : i == initials ? ", " : " ") + words[i];
        return out;
    }
    return familyFirst(name);
}

void add(Parts& out, std::string_view name)
{
    name = trimmed(name);
    while (name.starts_with("and ") || name.starts_with("& "))
        name = trimmed(name.substr(name.find(' ')));
    if (name.empty() || isRest(name))
        return;
    if (std::string person = onePerson(name); !person.empty())
        out.push_back(std::move(person));
}

void addEach(Parts& out, const Parts& names)
{
    for (const std::string& name : names)
        add(out, name);
}

/// Cuts "Adeli K.Lewis G. F.": where a word begins right behind the stop of an initial that follows a name.
Parts unglued(std::string_view text)
{
    Parts out;
    std::size_t begin = 0;
    for (std::size_t i = 1; i + 2 < text.size(); ++i) {
        if (text[i] != '.' || text[i + 1] == ' ' || text[i + 1] == '-' || text[i + 1] == ',')
            continue;
        const bool behindInitial = isUpper(text[i - 1]) || isBeyondAscii(text[i - 1]);
        const std::string_view behind = text.substr(i + 1, text.find_first_of(" .", i + 1) - i - 1);
        if (!behindInitial || lettersUpToTwo(behind) < 2 || isInitials(behind))
            continue;
        const std::string_view before = trimmed(text.substr(begin, i + 1 - begin));
        if (endsInInitials(before)) {
            out.emplace_back(before);
            begin = i + 1;
        }
    }
    out.emplace_back(trimmed(text.substr(begin)));
    return out;
}

/// Cuts where a capital follows a small letter, unless that is how the name is spelled ("McDonald", "DeVries").
Parts cutAtCapitals(std::string_view text)
{
    constexpr std::array<std::string_view, 11> Within = {
        "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz", "Da"};
    Parts out;
    std::size_t begin = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool small = isLower(text[i - 1]) || isBeyondAscii(text[i - 1]) || text[i - 1] == ')';
        if (!small || !isUpper(text[i]))
            continue;
        const std::string_view before = text.substr(begin, i - begin);
        const std::string_view word = before.substr(before.rfind(' ') + 1);
        if (before.find(' ') == npos || std::ranges::find(Within, word) != Within.end())
            continue;
        out.emplace_back(trimmed(before));
        begin = i;
    }
    out.emplace_back(trimmed(text.substr(begin)));
    return out;
}

/// "Family, G. I., Family, G. I." as pairs, or with given names spelled out where the families are one word each.
bool addPairs(Parts& out, const Parts& parts, Commas commas)
{
    if (parts.size() < 4 || parts.size() % 2 != 0)
        return false;
    bool initials = true;
    bool families = true;
    for (std::size_t i = 0; i < parts.size(); i += 2) {
        initials &= isOnlyInitials(parts[i + 1]) && !isOnlyInitials(parts[i]);
        families &= isFamily(parts[i]) && !isFamily(parts[i + 1]);
    }
    if (!initials && !(families && commas != Commas::BetweenPeople))
        return false;
    for (std::size_t i = 0; i < parts.size(); i += 2)
        add(out, parts[i] + ", " + parts[i + 1]);
    return true;
}

/// What stands between other separators, or alone in the cell.
void addByCommas(Parts& out, std::string_view text, Commas commas, Glue glue)
{
    const Parts parts = splitTrimmed(text, ',');
    if (parts.size() <= 1) {
        const Parts names = glue == Glue::CapitalBegins ? cutAtCapitals(text) : unglued(text);
        addEach(out, names);
        return;
    }
    // "Family GI, Family GI"
    const auto shortNames = static_cast<std::size_t>(std::ranges::count_if(parts, endsInInitials));
    if (shortNames == parts.size() || (parts.size() > 2 && shortNames * 4 >= parts.size() * 3)) {
        addEach(out, parts);
        return;
    }
    if (addPairs(out, parts, commas))
        return;
    if (parts.size() == 2 || (parts.size() == 3 && isSuffix(parts[2]))) {
        const bool familyAhead = wordsOf(parts[0]).size() == 1 || isFamily(parts[0]);
        const bool givenFirst = beginsWithInitials(parts[0]) && beginsWithInitials(parts[1]);
        const bool two = parts.size() == 2 && !isOnlyInitials(parts[1])
            && (givenFirst || commas == Commas::BetweenPeople
                || (commas == Commas::Unknown && !familyAhead && wordsOf(parts[1]).size() > 1));
        if (!two) {
            if (const Parts glued = unglued(text); glued.size() > 1)
                addEach(out, glued);
            else
                add(out, text);
            return;
        }
    }
    if (commas == Commas::WithinNames && parts.size() == 3) {
        add(out, text); // "Family, Given, degree"
        return;
    }
    addEach(out, parts);
}

/// Where " and " stands between people. BibTeX has it between all of them, running text before the last.
bool addByAnd(Parts& out, std::string_view text, Commas commas, Glue glue)
{
    Parts pieces;
    std::string_view rest = text;
    for (std::size_t at = rest.find(" and "); at != npos; at = rest.find(" and ")) {
        pieces.emplace_back(trimmed(rest.substr(0, at)));
        rest.remove_prefix(at + 5);
    }
    if (pieces.empty())
        return false;
    pieces.emplace_back(trimmed(rest));
    std::erase_if(pieces, [](const std::string& piece) { return piece.empty(); });
    const auto commasOf = [](const std::string& piece) { return std::ranges::count(piece, ','); };
    if (pieces.size() == 2 && commasOf(pieces[0]) == 0 && commasOf(pieces[1]) == 0 && isGroupName(text)
        && !beginsWithInitials(pieces[0])) {
        add(out, text); // "Department of Health and Human Services Study Group"
        return true;
    }
    const std::string& last = pieces.back();
    const bool runningText = commasOf(last) == 0 && wordsOf(last).size() > 1 && !isGroupName(last)
        && std::ranges::any_of(pieces, [&](const std::string& piece) { return commasOf(piece) > 0; });
    if (runningText || std::ranges::any_of(pieces, [&](const std::string& piece) { return commasOf(piece) > 2; })) {
        for (const std::string& piece : pieces)
            addByCommas(out, piece, runningText ? Commas::BetweenPeople : commas, glue);
        return true;
    }
    addEach(out, pieces);
    return true;
}

void addByBestSeparator(Parts& out, std::string_view text, Commas commas, Glue glue)
{
    if (!addByAnd(out, text, commas, glue))
        addByCommas(out, text, commas, glue);
}

} // namespace

Commas commasIn(const std::vector<std::string>& cells)
{
    int within = 0;
    int between = 0;
    for (const std::string& cell : cells) {
        const std::string_view text = trimmed(cell);
        const auto commas = std::ranges::count(text, ',');
        if (commas == 0)
            continue;
        const bool otherwise = text.find(';') != npos || text.find('|') != npos || text.find('\n') != npos;
        const bool bibtex = text.find(" and ") != npos && text.substr(text.rfind(" and ")).find(',') != npos;
        const Parts parts = splitTrimmed(text, ',');
        if (otherwise || bibtex)
            ++within;
        else if (parts.size() > 2
            && std::ranges::all_of(parts, [](const std::string& part) { return wordsOf(part).size() > 1; }))
            ++between;
    }
    return within > between ? Commas::WithinNames : between > within ? Commas::BetweenPeople : Commas::Unknown;
}

std::vector<std::string> people(std::string_view cell, Commas commas, Glue glue)
{
    Parts out;
    cell = trimmed(cell);
    // PubMed ends its list with a stop: "Griffin DK, O'Connor RE."
    if (cell.size() > 2 && cell.ends_with('.') && isUpper(cell[cell.size() - 2])) {
        const std::string_view word = cell.substr(cell.find_last_of(" ,;") + 1);
        if (std::ranges::count(word, '.') == 1 && cell.find('.') == cell.size() - 1)
            cell.remove_suffix(1);
    }
    const auto each = [&](char separator, Commas within) {
        for (const std::string& piece : splitTrimmed(cell, separator)) {
            const Parts parts = splitTrimmed(piece, ',');
            const bool list = parts.size() > 1
                && (std::ranges::all_of(parts, endsInInitials) || std::ranges::all_of(parts, beginsWithInitials));
            if (list)
                addByCommas(out, piece, within, glue);
            else
                add(out, piece);
        }
    };
    if (cell.find(';') != npos)
        each(';', Commas::WithinNames);
    else if (cell.find('|') != npos)
        each('|', Commas::WithinNames);
    else if (cell.find('\n') != npos)
        each('\n', Commas::WithinNames);
    else
        addByBestSeparator(out, cell, commas, glue);
    return out;
}

} // namespace winnow::formats
