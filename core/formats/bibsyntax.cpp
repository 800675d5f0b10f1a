#include "core/formats/bibsyntax.h"

#include "core/base/text.h"
#include "core/formats/latex.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

// Longer ones are no such thing; the limits keep the time for hostile input linear.
constexpr std::size_t LongestHead = 80;
constexpr std::size_t LongestKey = 300;
constexpr std::size_t LongestName = 80;
constexpr std::size_t LongestMacro = 64U << 10U;
constexpr std::size_t MostMacroBytes = 4U << 20U;
constexpr std::size_t MostNotes = 20; // of an entry
constexpr std::size_t MostExpandedBytes = 1U << 20U;

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isNameSign(char c)
{
    return isLetter(c) || isDigit(c) || c < 0 || std::string_view{" -_+:./*'"}.find(c) != npos;
}

std::size_t spaceEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

/// Where the name of a field that stands at `at` ends, before its "="; npos if none stands there.
std::size_t fieldNameEnd(std::string_view text, std::size_t at)
{
    if (at >= text.size() || !(isLetter(text[at]) || text[at] < 0))
        return npos;
    std::size_t end = at;
    while (end < text.size() && end - at < LongestName && isNameSign(text[end]))
        ++end;
    const std::size_t equals = spaceEnd(text.substr(0, at + LongestName + 1), end);
    return equals < text.size() && text[equals] == '=' ? end : npos;
}

constexpr auto Telling = [] {
    std::array<bool, 256> telling{};
    for (const char c : std::string_view{"\\{}\"()\n\r"})
        telling[static_cast<unsigned char>(c)] = true;
    return telling;
}();

} // namespace

BibHead bibHead(std::string_view text)
{
    if (!text.starts_with('@'))
        return {};
    std::size_t at = spaceEnd(text.substr(0, LongestHead), 1);
    const std::size_t begin = at;
    while (at < text.size() && at < LongestHead
        && (isLetter(text[at]) || (at > begin && (isDigit(text[at]) || text[at] == '_' || text[at] == '-'))))
        ++at;
    const std::string_view type = text.substr(begin, at - begin);
    at = spaceEnd(text.substr(0, LongestHead), at);
    if (at == text.size() && at < LongestHead)
        return {.type = {}, .cut = true};
    if (type.empty() || at == LongestHead || (text[at] != '{' && text[at] != '('))
        return {};
    return {.type = type, .length = at + 1, .inParentheses = text[at] == '('};
}

/// "@article{key," or "@string{", at the start of a line: nothing that stands within a value.
BibScanner::Ahead BibScanner::entryBegins(std::string_view text, bool last)
{
    const BibHead head = bibHead(text);
    if (head.cut)
        return last ? Ahead::No : Ahead::Unknown;
    if (head.type.empty())
        return Ahead::No;
    const std::string type = lowerAscii(head.type);
    if (type == "string" || type == "comment" || type == "preamble")
        return Ahead::Yes;
    const std::string_view rest = text.substr(head.length, LongestKey);
    const std::size_t end = rest.find_first_of(",={}\"");
    if (end == npos)
        return rest.size() == LongestKey || last ? Ahead::No : Ahead::Unknown;
    return rest[end] == ',' ? Ahead::Yes : Ahead::No;
}

/// ", name =" behind a brace.
BibScanner::Ahead BibScanner::fieldFollows(std::string_view text, bool last)
{
    constexpr std::size_t Far = 2 * LongestName;
    std::size_t at = spaceEnd(text.substr(0, Far), 0);
    if (at < text.size() && text[at] == ',')
        at = spaceEnd(text.substr(0, Far), at + 1);
    else if (at < text.size())
        return Ahead::No;
    if (fieldNameEnd(text, at) != npos)
        return Ahead::Yes;
    const bool goesOn = at < Far
        && std::ranges::all_of(
            text.substr(std::min(at, text.size())), [](char c) { return isNameSign(c) || isSpace(c); });
    return text.size() < Far && goesOn && !last ? Ahead::Unknown : Ahead::No;
}

/// What seems not to be closed may be so for a reader to whom a backslash before a brace means nothing, as to BibTeX.
BibScanner::End BibScanner::unclosed(std::string_view text, std::size_t end, End how)
{
    m_at = end;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < end; ++i) {
        depth += text[i] == '{' ? 1U : 0U;
        if (text[i] != '}' || depth == 0)
            continue;
        --depth;
        if (depth != 0)
            continue;
        // Nothing stands behind it in its line.
        const std::size_t next = text.substr(0, end).find_first_not_of(" \t", i + 1);
        if (m_inParentheses || (next != npos && text[next] != '\n' && text[next] != '\r'))
            break;
        m_at = i + 1;
        return End::Closed;
    }
    while (m_at > 0 && isSpace(text[m_at - 1]))
        --m_at;
    return how;
}

BibScanner::End BibScanner::scan(std::string_view text, bool last)
{
    if (!m_begun) {
        const BibHead head = bibHead(text);
        m_at = head.length;
        m_inParentheses = head.inParentheses;
        m_begun = true;
    }
    for (; m_at < text.size(); ++m_at) {
        while (m_at < text.size() && !Telling[static_cast<unsigned char>(text[m_at])])
            ++m_at;
        if (m_at == text.size())
            break;
        switch (text[m_at]) {
        case '\\':
            if (m_at + 1 == text.size() && !last)
                return End::NotYet;
            ++m_at;
            break;
        case '{':
            ++m_depth;
            break;
        case '}':
        case ')': {
            const bool brace = text[m_at] == '}';
            if (brace && m_depth > 0) {
                --m_depth;
                break;
            }
            if (brace == m_inParentheses || (!brace && (m_depth > 0 || m_quoted)))
                break;
            const Ahead field = fieldFollows(text.substr(m_at + 1), last);
            if (field == Ahead::Unknown)
                return End::NotYet;
            if (field == Ahead::No) {
                ++m_at;
                return m_surplus ? End::ClosedTwice : End::Closed;
            }
            m_surplus = true;
            break;
        }
        case '"':
            m_quoted ^= m_depth == 0;
            break;
        case '\n':
        case '\r': {
            if (m_at + 1 < text.size() && text[m_at + 1] != '@')
                break;
            const Ahead entry = m_at + 1 == text.size() ? (last ? Ahead::No : Ahead::Unknown)
                                                        : entryBegins(text.substr(m_at + 1), last);
            if (entry == Ahead::Unknown)
                return End::NotYet;
            if (entry == Ahead::Yes)
                return unclosed(text, m_at + 1, End::NextBegins);
            break;
        }
        default:
            break;
        }
    }
    m_at = std::min(m_at, text.size());
    return last ? unclosed(text, text.size(), End::TextEnds) : End::NotYet;
}

bool BibMacros::define(std::string_view name, std::string value)
{
    m_bytes += name.size() + value.size();
    if (value.size() > LongestMacro || m_bytes > MostMacroBytes)
        return false;
    m_macros.insert_or_assign(lowerAscii(name), Macro{std::move(value), false});
    return true;
}

const std::string* BibMacros::find(std::string_view name) const
{
    static const std::map<std::string, std::string, std::less<>> Months = {{"jan", "Jan"}, {"feb", "Feb"},
        {"mar", "Mar"}, {"apr", "Apr"}, {"may", "May"}, {"jun", "Jun"}, {"jul", "Jul"}, {"aug", "Aug"}, {"sep", "Sep"},
        {"oct", "Oct"}, {"nov", "Nov"}, {"dec", "Dec"}};
    const std::string key = lowerAscii(name);
    if (const auto found = m_macros.find(key); found != m_macros.end()) {
        found->second.wanted = true;
        return &found->second.value;
    }
    const auto month = Months.find(key);
    return month == Months.end() ? nullptr : &month->second;
}

bool BibMacros::isFirstMiss(std::string_view name) const
{
    constexpr std::size_t MostMissing = 10'000;
    return m_missing.size() < MostMissing && m_missing.insert(lowerAscii(name.substr(0, LongestName))).second;
}

std::string BibMacros::definitions() const
{
    std::string out;
    for (const auto& [name, macro] : m_macros) {
        if (macro.wanted)
            out += "@string{" + name + " = {" + macro.value + "}}\n";
    }
    return out;
}

void BibEntry::note(Severity severity, const char* text, std::string_view argument)
{
    if (m_notes->size() >= MostNotes)
        return;
    std::uint32_t line = 0;
    for (std::size_t i = 0; i < std::min(m_at, m_text.size()); ++i)
        line += m_text[i] == '\n' || (m_text[i] == '\r' && m_text.substr(i + 1, 1) != "\n") ? 1U : 0U;
    m_notes->push_back({severity, line, text, printable(argument.substr(0, 60))});
}

void BibEntry::skipSpace()
{
    m_at = spaceEnd(m_text, m_at);
}

void BibEntry::parse(std::string_view text, const BibMacros& macros, std::vector<Note>& notes)
{
    m_text = text;
    m_macros = &macros;
    m_notes = &notes;
    const std::size_t before = notes.size();
    for (const Braces braces : {Braces::Escaped, Braces::Plain, Braces::Missing}) {
        notes.resize(before);
        if (parseFields(braces))
            return;
    }
}

/// What stands before the first comma, unless that is a field.
void BibEntry::parseKey()
{
    skipSpace();
    m_key = {};
    const std::size_t end = std::min(m_text.find_first_of(",=", m_at), m_text.size());
    if (end < m_text.size() && m_text[end] == '=') {
        // Where its comma is missing, it still has its line to itself.
        const std::size_t line = m_text.substr(0, end).find_first_of("\n\r", m_at);
        const std::string_view first = trimmed(m_text.substr(m_at, std::min(line, m_text.size()) - m_at));
        if (line != npos && !first.empty() && first.find_first_of(" \t{}\"#") == npos) {
            m_key = first;
            m_at = line;
        }
        return;
    }
    m_key = trimmed(m_text.substr(m_at, end - m_at));
    if (end == m_text.size() && (m_key.ends_with('}') || m_key.ends_with(')')))
        m_key = trimmed(m_key.substr(0, m_key.size() - 1));
    m_at = end;
}

/// False if the entry does not end where its text does: its braces are to be read in another way.
bool BibEntry::parseFields(Braces braces)
{
    m_fields.clear();
    m_joined.clear();
    m_expanded = 0;
    const BibHead head = bibHead(m_text);
    m_type = head.type;
    m_at = head.length;
    parseKey();
    if (m_at == m_text.size())
        return true;
    bool comma = true;
    while (m_at < m_text.size()) {
        skipSpace();
        if (m_at >= m_text.size())
            break;
        const char c = m_text[m_at];
        if (c == ',') {
            ++m_at;
            comma = true;
            continue;
        }
        if (c == '}' || c == ')') {
            if (++m_at == m_text.size())
                return true;
            continue; // the scanner has told of one too many
        }
        BibField field{.name = {}, .value = {}, .at = m_at};
        if (!parseName(field.name)) {
            const std::size_t begin = m_at;
            m_at = std::min(m_text.find_first_of(",\n\r", m_at + 1), m_text.size());
            note(Severity::Note, QT_TRANSLATE_NOOP("formats", "“%1” within the entry is no field and was passed over."),
                trimmed(m_text.substr(begin, m_at - begin)));
            continue;
        }
        if (!comma)
            note(Severity::Repaired, QT_TRANSLATE_NOOP("formats", "The comma before the field “%1” is missing."),
                field.name);
        if (!parseValue(field.value, braces) && braces != Braces::Missing)
            return false;
        m_fields.push_back(field);
        comma = false;
    }
    return braces == Braces::Missing;
}

/// The name up to "=", which it leaves behind.
bool BibEntry::parseName(std::string_view& name)
{
    const std::string_view near = m_text.substr(m_at, 2 * LongestName);
    const std::size_t equals = near.find_first_of("=,{}\"#@");
    if (equals == npos || near[equals] != '=')
        return false;
    name = trimmed(near.substr(0, equals));
    // A line that is no field stands before it.
    if (const std::size_t line = name.find_last_of("\n\r"); line != npos)
        name = trimmed(name.substr(line));
    m_at += equals + 1;
    return !name.empty();
}

bool BibEntry::parseValue(std::string_view& value, Braces braces)
{
    std::string joined;
    bool several = false;
    bool whole = true;
    for (;;) {
        skipSpace();
        std::string_view part;
        whole = parsePart(part, braces) && whole;
        if (several)
            joined += part;
        else
            value = part;
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != '#')
            break;
        ++m_at;
        if (!several)
            joined = value;
        several = true;
        if (joined.size() > MostExpandedBytes) {
            note(Severity::Lost,
                QT_TRANSLATE_NOOP("formats", "A value is put together from so many abbreviations that it was cut."));
            m_at = std::min(m_text.find(',', m_at), m_text.size());
            break;
        }
    }
    if (several)
        value = m_joined.emplace_back(std::move(joined));
    return whole;
}

/// One part between "#" signs. False if it is not closed.
bool BibEntry::parsePart(std::string_view& part, Braces braces)
{
    if (m_at < m_text.size() && (m_text[m_at] == '{' || m_text[m_at] == '"'))
        return parseDelimited(part, braces);
    parseBare(part);
    return true;
}

bool BibEntry::parseDelimited(std::string_view& part, Braces braces)
{
    const bool quoted = m_text[m_at] == '"';
    const std::size_t begin = ++m_at;
    std::size_t depth = 0;
    for (; m_at < m_text.size(); ++m_at) {
        while (m_at < m_text.size() && !Telling[static_cast<unsigned char>(m_text[m_at])])
            ++m_at;
        if (m_at >= m_text.size())
            break;
        const char c = m_text[m_at];
        if (c == '\\' && braces != Braces::Plain) {
            // "M\"uller" with quotation marks around it; but also "C:\temp\".
            const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
            const char behind = m_at + 2 < m_text.size() ? m_text[m_at + 2] : '\0';
            m_at += next != '"' || isLetter(behind) || behind == '{' ? 1U : 0U;
        } else if (c == '{') {
            ++depth;
        } else if ((c == '}' && depth == 0 && !quoted) || (c == '"' && depth == 0 && quoted)) {
            part = m_text.substr(begin, m_at - begin);
            ++m_at;
            return true;
        } else if (c == '}' && depth > 0) {
            --depth;
        } else if ((c == '\n' || c == '\r') && braces == Braces::Missing && fieldBegins(m_at)) {
            break;
        }
    }
    m_at = std::min(m_at, m_text.size());
    part = trimmed(m_text.substr(begin, m_at - begin));
    if (braces == Braces::Missing)
        note(Severity::Repaired, QT_TRANSLATE_NOOP("formats", "The value that ends here is not closed; it was ended."));
    if (part.ends_with(','))
        part.remove_suffix(1);
    if (!quoted && depth == 0 && part.ends_with('}'))
        part.remove_suffix(1);
    return false;
}

/// True if the line behind this line end is a field: "name = {", or anything with a name behind a comma.
bool BibEntry::fieldBegins(std::size_t lineEnd) const
{
    const std::size_t at = spaceEnd(m_text.substr(0, lineEnd + LongestName), lineEnd);
    const std::size_t end = fieldNameEnd(m_text, at);
    if (end == npos)
        return false;
    const std::size_t value = spaceEnd(m_text, m_text.find('=', end) + 1);
    const bool delimited = value < m_text.size() && (m_text[value] == '{' || m_text[value] == '"');
    return delimited || trimmed(m_text.substr(0, lineEnd)).ends_with(',');
}

/// A number, an abbreviation, or what somebody forgot to delimit.
void BibEntry::parseBare(std::string_view& part)
{
    const std::size_t begin = m_at;
    m_at = std::min(m_text.find_first_of(",#}\n\r", m_at), m_text.size());
    part = trimmed(m_text.substr(begin, m_at - begin));
    if (part.ends_with(')') && m_at == m_text.size()) {
        part = trimmed(part.substr(0, part.size() - 1));
        m_at = m_text.size() - 1;
    }
    if (part.empty() || isDigit(part.front()))
        return;
    const std::string* const text = m_macros->find(part);
    if (text == nullptr) {
        if (m_macros->isFirstMiss(part))
            note(Severity::Note,
                QT_TRANSLATE_NOOP(
                    "formats", "The abbreviation “%1” is not defined in the file; its name stands for it."),
                part);
    } else {
        m_expanded += text->size();
        if (m_expanded <= MostExpandedBytes)
            part = *text;
    }
}

} // namespace winnow::formats
