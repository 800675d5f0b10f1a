#include "core/formats/values.h"

#include "core/base/text.h"
#include "core/formats/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

// Longer ones are no such thing; the limits keep the time for hostile input linear.
constexpr std::size_t LongestDoi = 500;
constexpr std::size_t LongestPages = 100;
constexpr std::size_t MostRegistrations = 500;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLetter(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z');
}
constexpr char lower(char c)
{
    return isUpper(c) ? static_cast<char>(c | 0x20) : c;
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char low = lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high >= 0 && low >= 0) {
                out += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return isUtf8(out) ? out : std::string{text};
}

/// Where the prefix of a DOI ("10.1234/", its slash perhaps as %2F) ends that begins at `at`; 0 if none does.
std::size_t doiPrefixEnd(std::string_view text, std::size_t at)
{
    std::size_t end = at + 3;
    std::size_t digits = 0;
    while (end < text.size() && (isDigit(text[end]) || (digits >= 4 && text[end] == '.'))) {
        ++digits;
        ++end;
    }
    if (digits < 4 || digits > 12)
        return 0;
    if (text.substr(end).starts_with('/'))
        return end + 1;
    const std::string slash = lowerAscii(text.substr(end, 3));
    return slash == "%2f" ? end + 3 : 0;
}

/// Punctuation that follows a DOI in a sentence, and brackets it was put in.
void dropTail(std::string& doi)
{
    while (!doi.empty()) {
        const char last = doi.back();
        const char opening = last == ')' ? '(' : last == ']' ? '[' : last == '}' ? '{' : last == '>' ? '<' : '\0';
        const bool stray = opening != '\0' && std::ranges::count(doi, opening) < std::ranges::count(doi, last);
        if (!stray && std::string_view{".,;:'\"/"}.find(last) == npos)
            return;
        doi.pop_back();
    }
}

struct PageParts {
    std::string_view letters;
    std::string_view digits;
    bool plain = false; ///< nothing but letters and then digits
};

PageParts pageParts(std::string_view page)
{
    const auto digits =
        std::min(static_cast<std::size_t>(std::ranges::find_if(page, isDigit) - page.begin()), page.size());
    PageParts parts{page.substr(0, digits), page.substr(digits), false};
    parts.plain = isDigits(parts.digits) && std::ranges::all_of(parts.letters, isLetter);
    return parts;
}

bool isRegisterBoundary(std::string_view text, std::size_t at)
{
    return at == 0 || !(isLetter(text[at - 1]) || isDigit(text[at - 1]));
}

/// How a register writes its numbers: `prefix`, then a run of `least` to `most` characters of `kind`.
struct Register {
    std::string_view prefix;
    enum class Kind : std::uint8_t { Digits, DigitsAndSlashes, DigitsAndHyphens, Letters } kind = Kind::Digits;
    std::size_t least = 1;
    std::size_t most = 20;
};
// From the registers' own sites by way of WHO ICTRP's list of primary registries.
constexpr std::array Registers = {
    Register{"NCT", Register::Kind::Digits, 8, 8},
    Register{"ISRCTN", Register::Kind::Digits, 8, 8},
    Register{"ChiCTR", Register::Kind::Letters, 8, 22},
    Register{"ACTRN", Register::Kind::Digits, 14, 14},
    Register{"DRKS", Register::Kind::Digits, 8, 8},
    Register{"UMIN", Register::Kind::Digits, 9, 9},
    Register{"EUCTR", Register::Kind::DigitsAndHyphens, 14, 14},
    Register{"EudraCT", Register::Kind::DigitsAndHyphens, 14, 14},
    Register{"CTRI/", Register::Kind::DigitsAndSlashes, 12, 15},
    Register{"IRCT", Register::Kind::Letters, 8, 22},
    Register{"PACTR", Register::Kind::Digits, 15, 16},
    Register{"KCT", Register::Kind::Digits, 7, 7},
    Register{"TCTR", Register::Kind::Digits, 11, 11},
    Register{"jRCT", Register::Kind::Letters, 10, 12},
    Register{"JapicCTI-", Register::Kind::Digits, 6, 6},
    Register{"JapicCTI/", Register::Kind::Digits, 6, 6},
    Register{"RBR-", Register::Kind::Letters, 6, 8},
    Register{"SLCTR/", Register::Kind::DigitsAndSlashes, 8, 9},
    Register{"LBCTR", Register::Kind::Digits, 10, 10},
    Register{"RPCEC", Register::Kind::Digits, 8, 8},
    Register{"NTR", Register::Kind::Digits, 2, 5},
};

/// For each first letter of a register, the second letters that may follow (bit = letter & 31): what decides at almost
/// every place in a text that no id begins there.
constexpr auto RegisterPairs = [] {
    std::array<std::uint32_t, 256> seconds{};
    for (const Register& registry : Registers)
        seconds[static_cast<unsigned char>(registry.prefix[0])] |= 1U
            << (static_cast<unsigned char>(registry.prefix[1]) & 31U);
    return seconds;
}();

bool belongs(char c, Register::Kind kind)
{
    switch (kind) {
    case Register::Kind::Digits:
        return isDigit(c);
    case Register::Kind::DigitsAndSlashes:
        return isDigit(c) || c == '/';
    case Register::Kind::DigitsAndHyphens:
        return isDigit(c) || c == '-';
    case Register::Kind::Letters:
        return isDigit(c) || isLetter(c) || c == '-';
    }
    return false;
}

/// The id at the start of `text` in the register's own spelling; `length` of text is taken. Empty if there is none.
std::string registrationAt(std::string_view text, std::size_t& length)
{
    for (const Register& registry : Registers) {
        if (!text.starts_with(registry.prefix))
            continue;
        std::size_t at = registry.prefix.size();
        // "NCT 01234567", "EudraCT number: 2010-…", "EudraCT/2004-…"
        const std::string_view between = text.substr(at, text.substr(at, 12).find_first_of("0123456789"));
        const std::string words = lowerAscii(between);
        if (registry.kind != Register::Kind::Letters
            && (words == " " || words == ": " || words == ":" || words == "/" || words == " no. " || words == " number "
                || words == " number: " || words == "-"))
            at += between.size();
        std::size_t end = at;
        while (end < text.size() && end - at < registry.most && belongs(text[end], registry.kind))
            ++end;
        while (end > at && !isDigit(text[end - 1]) && !isLetter(text[end - 1]))
            --end;
        const std::string_view number = text.substr(at, end - at);
        const bool wordGoesOn = end < text.size() && (isLetter(text[end]) || isDigit(text[end]));
        if (number.size() < registry.least || wordGoesOn || std::ranges::count_if(number, isDigit) < 2)
            continue;
        length = end;
        return std::string{registry.prefix} + (registry.prefix == "EudraCT" ? " " : "") + std::string{number};
    }
    return {};
}

/// Where the heading begins whose colon stands at `colon`; npos if no heading ends there. A heading follows the end
/// of a sentence, has no more than MaxHeading characters, and is in capitals or one of the usual words.
std::size_t headingBegin(std::string_view text, std::size_t colon)
{
    constexpr std::size_t MaxHeading = 60;
    constexpr std::array<std::string_view, 24> Usual = {"background", "objective", "objectives", "aim", "aims",
        "methods", "method", "design", "setting", "patients", "participants", "interventions", "intervention",
        "results", "findings", "conclusion", "conclusions", "discussion", "introduction", "purpose", "interpretation",
        "funding", "materials and methods", "trial registration"};
    const std::size_t limit = colon > MaxHeading ? colon - MaxHeading : 0;
    std::size_t begin = colon;
    std::size_t capitals = 0;
    bool small = false;
    while (begin > limit) {
        const char c = text[begin - 1];
        const bool sentenceEnd =
            c == ' ' && begin >= 2 && std::string_view{".?!);]%,"}.find(text[begin - 2]) != npos && capitals > 0;
        if (sentenceEnd && text[begin - 2] != ',')
            break;
        if (!isLetter(c) && c != ' ' && c != '/' && c != '&' && c != '-' && c != ',' && c != '\'' && c != '('
            && c != ')')
            return npos;
        capitals += isUpper(c) ? 1U : 0U;
        small |= isLetter(c) && !isUpper(c);
        --begin;
    }
    if (begin < 2 || begin == colon || !isUpper(text[begin]) || text[begin - 1] != ' ')
        return npos;
    const std::string_view heading = text.substr(begin, colon - begin);
    if (!small)
        return capitals >= 3 ? begin : npos;
    return std::ranges::find(Usual, lowerAscii(heading)) != Usual.end() ? begin : npos;
}

} // namespace

std::string withoutEntities(std::string text)
{
    std::size_t at = text.find('&');
    if (at == npos)
        return text;
    std::string out;
    out.reserve(text.size());
    std::size_t copied = 0;
    for (; at != npos; at = text.find('&', at + 1)) {
        const std::string_view reference = std::string_view{text}.substr(at + 1, LongestEntity + 1);
        const std::size_t length = reference.find(';');
        const std::string character = length == npos ? std::string{} : entity(reference.substr(0, length));
        if (character.empty())
            continue;
        const std::size_t end = at + 1 + length;
        out.append(text, copied, at - copied);
        out += character;
        copied = end + 1;
        at = end;
    }
    return out.append(text, copied, npos);
}

std::string findDoi(std::string_view text, DoiIn where)
{
    for (std::size_t at = text.find("10."); at != npos; at = text.find("10.", at + 1)) {
        const std::size_t prefixEnd = doiPrefixEnd(text, at);
        if (prefixEnd == 0 || (at > 0 && (isDigit(text[at - 1]) || text[at - 1] == '.')))
            continue;
        const std::string_view stops = where == DoiIn::Field ? " \t\n" : " \t\n<>\"&?|";
        const std::string_view rest = text.substr(prefixEnd, LongestDoi);
        const std::size_t end = prefixEnd + std::min(rest.find_first_of(stops), rest.size());
        std::string doi = lowerAscii(percentDecoded(text.substr(at, end - at)));
        dropTail(doi);
        if (const std::size_t slash = doi.find('/'); slash != npos && slash + 1 < doi.size())
            return doi;
    }
    return {};
}

int findYear(std::string_view text)
{
    for (std::size_t i = 0; i + 4 <= text.size();) {
        std::size_t end = i;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        // "20190228": dates without separators begin with the year.
        if (const std::size_t digits = end - i; digits == 4 || digits == 8) {
            int year = 0;
            std::from_chars(text.data() + i, text.data() + i + 4, year);
            if (year >= 1000 && year < 3000)
                return year;
        }
        i = std::max(end, i + 1);
    }
    return 0;
}

std::string fullPages(std::string_view pages)
{
    std::string plain{trimmed(pages)};
    if (plain.size() > LongestPages)
        return plain;
    for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
        for (std::size_t at = plain.find(dash); at != npos; at = plain.find(dash, at))
            plain.replace(at, dash.size(), "-");
    }
    const std::size_t hyphen = plain.find('-');
    if (hyphen == npos || hyphen == 0 || plain.find('-', hyphen + 1) != npos)
        return plain;
    const std::string_view first = trimmed(std::string_view{plain}.substr(0, hyphen));
    const std::string_view last = trimmed(std::string_view{plain}.substr(hyphen + 1));
    if (first == last)
        return std::string{first};
    const PageParts from = pageParts(first);
    const PageParts to = pageParts(last);
    if (!from.plain || !to.plain || (!to.letters.empty() && to.letters != from.letters))
        return plain;
    std::string digits{to.digits};
    if (to.digits.size() < from.digits.size())
        digits.insert(0, from.digits.substr(0, from.digits.size() - to.digits.size()));
    // "1234-5" may also be an article number; only what counts upwards is a range of pages.
    if (digits.size() == from.digits.size() && digits < from.digits)
        return plain;
    if (digits == from.digits)
        return std::string{first};
    return std::string{first} + '-' + std::string{from.letters} + digits;
}

std::string fullPages(std::string_view first, std::string_view last)
{
    first = trimmed(first);
    last = trimmed(last);
    if (first == last || last.empty())
        return fullPages(first);
    return first.empty() ? std::string{last} : fullPages(std::string{first} + '-' + std::string{last});
}

std::string personName(std::string_view name)
{
    name = trimmed(name);
    if (name.ends_with(','))
        name = trimmed(name.substr(0, name.size() - 1));
    std::string out{name};
    if (const std::size_t comma = out.find(','); comma != npos) {
        if (comma + 1 < out.size() && out[comma + 1] != ' ')
            out.insert(comma + 1, " ");
        return out;
    }
    const std::size_t space = out.rfind(' ');
    if (space == npos || space == 0 || isGroupName(out))
        return out;
    const std::string_view initials = std::string_view{out}.substr(space + 1);
    if (initials.size() <= 3 && std::ranges::all_of(initials, isUpper)
        && std::ranges::any_of(out, [](char c) { return !isUpper(c) && c != ' '; }))
        out.insert(space, ",");
    return out;
}

bool isGroupName(std::string_view name)
{
    constexpr std::array<std::string_view, 22> Words = {"group", "groups", "study", "investigators", "investigator",
        "collaboration", "collaborators", "collaborative", "consortium", "committee", "team", "network", "society",
        "association", "trialists", "organization", "organisation", "initiative", "registry", "council", "institute",
        "trial"};
    if (name.find(',') != npos)
        return false;
    const std::vector<std::string> words = splitTrimmed(name, ' ');
    return words.size() > 1 && std::ranges::any_of(words, [&](const std::string& word) {
        return std::ranges::find(Words, lowerAscii(word)) != Words.end();
    });
}

void findRegistrations(std::string_view text, std::vector<std::string>& ids)
{
    for (std::size_t i = 0; i + 5 < text.size() && ids.size() < MostRegistrations; ++i) {
        const std::uint32_t seconds = RegisterPairs[static_cast<unsigned char>(text[i])];
        if (seconds == 0 || (seconds >> (static_cast<unsigned char>(text[i + 1]) & 31U) & 1U) == 0
            || !isRegisterBoundary(text, i))
            continue;
        std::size_t length = 0;
        if (std::string id = registrationAt(text.substr(i), length); !id.empty()) {
            addOnce(ids, std::move(id));
            i += length - 1;
        }
    }
}

std::string sectioned(std::string abstract)
{
    for (std::size_t colon = abstract.find(": "); colon != npos; colon = abstract.find(": ", colon + 1)) {
        if (const std::size_t begin = headingBegin(abstract, colon); begin != npos)
            abstract[begin - 1] = '\n';
    }
    return abstract;
}

std::string pmcid(std::string_view text)
{
    text = trimmed(text);
    if (containsIgnoringCase(text.substr(0, 3), "pmc"))
        text.remove_prefix(3);
    const std::string_view digits = leadingDigits(text);
    return digits.empty() ? std::string{} : "PMC" + std::string{digits};
}

std::string webOfScienceNumber(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with("ISI:"))
        text.remove_prefix(4);
    if (text.empty() || text.find(':') != std::string_view::npos)
        return std::string{text};
    return "WOS:" + std::string{text};
}

RecordKind webOfScienceKind(std::string_view publicationType, const std::vector<std::string>& types)
{
    const auto has = [&](std::string_view word) {
        return std::ranges::any_of(types, [&](const std::string& type) { return containsIgnoringCase(type, word); });
    };
    if (has("proceedings") || has("meeting abstract") || has("conference"))
        return RecordKind::ConferencePaper;
    if (has("book chapter"))
        return RecordKind::Chapter;
    if (has("preprint"))
        return RecordKind::Preprint;
    if (has("data set") || has("data study"))
        return RecordKind::Dataset;
    if (has("thesis") || has("dissertation"))
        return RecordKind::Thesis;
    if (publicationType == "P" || has("patent"))
        return RecordKind::Patent;
    if (publicationType == "C")
        return RecordKind::ConferencePaper;
    return publicationType == "B" ? RecordKind::Book : RecordKind::Article;
}

std::string_view leadingDigits(std::string_view text)
{
    const auto end = std::ranges::find_if_not(text, isDigit);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

bool containsIgnoringCase(std::string_view text, std::string_view asciiPart)
{
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    return !std::ranges::search(text, asciiPart, same).empty();
}

void addOnce(std::vector<std::string>& values, std::string value)
{
    if (!value.empty() && std::ranges::find(values, value) == values.end())
        values.push_back(std::move(value));
}

} // namespace winnow::formats
