#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace winnow {

namespace {

constexpr std::string_view Replacement = "\xEF\xBF\xBD"; // U+FFFD

constexpr bool isAsciiSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr bool isAsciiLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool isAscii(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}

bool isContinuation(std::uint8_t byte)
{
    return (byte & 0xC0U) == 0x80U;
}

/// Bytes of the well-formed sequence at the start of `bytes` (Unicode 15, table 3-7); 0 if there is none.
std::size_t sequenceLength(const std::uint8_t* bytes, std::size_t count)
{
    const std::uint8_t lead = bytes[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (count < length)
        return 0;
    const std::uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < lowest || bytes[1] > highest)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (!isContinuation(bytes[i]))
            return 0;
    }
    return length;
}

/// Letters whose stroke or ligature Unicode does not decompose, but a reader takes for the plain letter.
std::u16string_view plainLetters(char16_t letter)
{
    switch (letter) {
    case u'ø':
        return u"o";
    case u'ł':
        return u"l";
    case u'đ':
    case u'ð':
        return u"d";
    case u'ħ':
        return u"h";
    case u'ı':
        return u"i";
    case u'æ':
        return u"ae";
    case u'œ':
        return u"oe";
    case u'þ':
        return u"th";
    case u'ß': // Qt folds letter by letter
        return u"ss";
    default:
        return {};
    }
}

std::string foldedUnicode(std::string_view text)
{
    const QString decomposed = toQString(text).normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString out;
    out.reserve(decomposed.size());
    bool gap = false;
    const auto put = [&](QStringView letters) {
        if (gap && !out.isEmpty())
            out += u' ';
        gap = false;
        out += letters;
    };
    for (qsizetype i = 0; i < decomposed.size(); ++i) {
        char32_t point = decomposed[i].unicode();
        qsizetype units = 1;
        if (decomposed[i].isHighSurrogate() && i + 1 < decomposed.size() && decomposed[i + 1].isLowSurrogate()) {
            point = QChar::surrogateToUcs4(decomposed[i], decomposed[i + 1]);
            units = 2;
        }
        if (!QChar::isMark(point)) {
            const std::u16string_view plain = units == 1 ? plainLetters(decomposed[i].unicode()) : u"";
            if (!plain.empty())
                put(QStringView{plain});
            else if (QChar::isLetterOrNumber(point))
                put(QStringView{decomposed}.sliced(i, units));
            else
                gap = true;
        }
        i += units - 1;
    }
    return out.toStdString();
}

/// The formatting tags that a title or abstract may carry.
constexpr std::array<std::string_view, 5> AllowedTags = {"i", "b", "u", "sub", "sup"};

struct Tag {
    std::string_view name; ///< one of AllowedTags
    bool closing = false;
    std::size_t length = 0; ///< with its brackets
};

/// The allowed tag that `text`, which begins with '<', begins with.
std::optional<Tag> allowedTag(std::string_view text)
{
    const std::size_t end = text.substr(0, 6).find('>');
    if (end == std::string_view::npos)
        return std::nullopt;
    std::string_view inner = text.substr(1, end - 1);
    const bool closing = inner.starts_with('/');
    inner.remove_prefix(closing ? 1 : 0);
    const std::string name = winnow::lowerAscii(inner);
    const auto* const found = std::ranges::find(AllowedTags, name);
    if (found == AllowedTags.end())
        return std::nullopt;
    return Tag{*found, closing, end + 1};
}

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '<':
        out += "&lt;";
        break;
    case '>':
        out += "&gt;";
        break;
    case '&':
        out += "&amp;";
        break;
    case '"':
        out += "&quot;";
        break;
    case '\0':
        out += Replacement;
        break;
    default:
        out += c;
    }
}

void appendTag(std::string& out, std::string_view name, bool closing)
{
    out += closing ? "</" : "<";
    out += name;
    out += '>';
}

/// Opens and closes so that what comes out is well nested; a closing tag without its opening one vanishes.
void balance(std::string& out, std::vector<std::string_view>& open, const Tag& tag)
{
    if (!tag.closing) {
        open.push_back(tag.name);
        appendTag(out, tag.name, false);
        return;
    }
    if (std::ranges::find(open, tag.name) == open.end())
        return;
    std::vector<std::string_view> reopen;
    while (open.back() != tag.name) {
        appendTag(out, open.back(), true);
        reopen.push_back(open.back());
        open.pop_back();
    }
    appendTag(out, tag.name, true);
    open.pop_back();
    for (auto name = reopen.rbegin(); name != reopen.rend(); ++name) {
        open.push_back(*name);
        appendTag(out, *name, false);
    }
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isAsciiSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isAsciiSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isUtf8(std::string_view bytes)
{
    constexpr std::uint64_t HighBits = 0x8080808080808080U;
    const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t i = 0;
    while (i < bytes.size()) {
        // Most text is ASCII: sixteen bytes at a time.
        while (i + 16 <= bytes.size()) {
            std::array<std::uint64_t, 2> words{};
            std::memcpy(words.data(), data + i, sizeof words);
            if (((words[0] | words[1]) & HighBits) != 0)
                break;
            i += 16;
        }
        if (i == bytes.size())
            break;
        const std::size_t length = sequenceLength(data + i, bytes.size() - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

std::string lowerAscii(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

std::string folded(std::string_view text)
{
    if (!isAscii(text))
        return foldedUnicode(text);
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (const char c : text) {
        if (!isAsciiLetterOrDigit(c)) {
            gap = true;
            continue;
        }
        if (gap && !out.empty())
            out += ' ';
        gap = false;
        out += lower(c);
    }
    return out;
}

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    const auto* const data = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceLength(data + i, text.size() - i);
        const std::string_view sequence = text.substr(i, std::max<std::size_t>(length, 1));
        const bool control =
            data[i] < 0x20 || data[i] == 0x7F || (data[i] == 0xC2 && length == 2 && data[i + 1] < 0xA0);
        // U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows.
        const bool turns = length == 3 && data[i] == 0xE2
            && ((data[i + 1] == 0x80 && data[i + 2] >= 0xAA && data[i + 2] <= 0xAE)
                || (data[i + 1] == 0x81 && data[i + 2] >= 0xA6 && data[i + 2] <= 0xA9));
        if (data[i] == '\t' || data[i] == '\n' || data[i] == '\r')
            out += ' ';
        else if (length == 0 || control || turns)
            out += Replacement;
        else
            out += sequence;
        i += sequence.size();
    }
    return out;
}

QString safeHtml(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 32);
    std::vector<std::string_view> open;
    for (std::size_t i = 0; i < text.size();) {
        const std::optional<Tag> tag = text[i] == '<' ? allowedTag(text.substr(i)) : std::nullopt;
        if (tag)
            balance(out, open, *tag);
        else
            appendEscaped(out, text[i]);
        i += tag ? tag->length : 1;
    }
    for (auto name = open.rbegin(); name != open.rend(); ++name)
        appendTag(out, *name, true);
    return toQString(out);
}

std::string withoutMarkup(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::optional<Tag> tag = text[i] == '<' ? allowedTag(text.substr(i)) : std::nullopt;
        if (!tag)
            out += text[i];
        i += tag ? tag->length : 1;
    }
    return out;
}

std::vector<std::string> splitTrimmed(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty())
            parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

} // namespace winnow
