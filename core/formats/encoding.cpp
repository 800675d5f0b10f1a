#include "core/formats/encoding.h"

#include "core/base/text.h"

#include <QStringDecoder>

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

constexpr std::string_view Western = "windows-1252";
constexpr std::string_view Replacement = "\xEF\xBF\xBD"; // U+FFFD

bool isHigh(char c)
{
    return (c & 0x80) != 0;
}

/// windows-1252's own signs between 0x80 and 0x9F (WHATWG); elsewhere it is Latin-1.
constexpr std::array<char16_t, 32> WesternSigns = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
    0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

void appendCodePoint(std::string& out, char16_t point)
{
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | point >> 6);
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | point >> 12);
        out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
}

void appendWestern(std::string& out, std::string_view bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        appendCodePoint(out, byte >= 0x80 && byte < 0xA0 ? WesternSigns[byte - 0x80U] : byte);
    }
}

/// True if all of it could be decoded.
bool append(std::string& out, std::string_view bytes, const std::string& encoding)
{
    if (encoding == Western) {
        appendWestern(out, bytes);
        return true;
    }
    QStringDecoder decoder{encoding.c_str(), QStringDecoder::Flag::Stateless};
    if (!decoder.isValid()) {
        appendWestern(out, bytes);
        return true;
    }
    const QString text = decoder.decode(QByteArrayView{bytes.data(), static_cast<qsizetype>(bytes.size())});
    out += text.toStdString();
    return !decoder.hasError() && !text.contains(QChar::ReplacementCharacter);
}

/// Calls f(line with its end, 1-based number) for each line.
template <typename F> void forEachLine(std::string_view bytes, F f)
{
    std::size_t number = 0;
    while (!bytes.empty()) {
        std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
        if (end < bytes.size())
            end += bytes.substr(end).starts_with("\r\n") ? 2U : 1U;
        f(bytes.substr(0, end), ++number);
        bytes.remove_prefix(end);
    }
}

/// What the lines that are not UTF-8 are in. uchardet is asked, and believed where a wrong answer is unlikely: it
/// takes short Western text for all sorts of things, while in Cyrillic, Greek or East Asian text most letters are
/// beyond ASCII.
std::string guessLegacy(std::string_view bytes)
{
    constexpr std::array<std::string_view, 17> Believed = {"GB18030", "GBK", "GB2312", "BIG5", "EUC-TW", "SHIFT_JIS",
        "EUC-JP", "EUC-KR", "UHC", "WINDOWS-1251", "KOI8-R", "ISO-8859-5", "WINDOWS-1253", "ISO-8859-7", "WINDOWS-1250",
        "ISO-8859-2", "WINDOWS-1254"};
    constexpr std::ptrdiff_t EnoughBytes = 32;

    std::string foreign;
    forEachLine(bytes, [&](std::string_view line, std::size_t) {
        if (!isUtf8(line))
            foreign += line;
    });
    if (std::ranges::count_if(foreign, isHigh) < EnoughBytes)
        return std::string{Western};
    uchardet_t detector = uchardet_new();
    uchardet_handle_data(detector, foreign.data(), foreign.size());
    uchardet_data_end(detector);
    const std::string guess = uchardet_get_charset(detector);
    uchardet_delete(detector);
    return std::ranges::find(Believed, guess) != Believed.end() ? guess : std::string{Western};
}

/// Characters of UTF-16 text that are ASCII have a zero byte on one side: on which, and are they most?
bool looksLikeUtf16(std::string_view sample, std::size_t zeroSide)
{
    std::size_t ascii = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        const char zero = sample[i + zeroSide];
        const char other = sample[i + 1 - zeroSide];
        ascii += zero == '\0' && (other >= ' ' || other == '\n' || other == '\r' || other == '\t') ? 1 : 0;
    }
    return sample.size() >= 4 && ascii * 10 >= sample.size() / 2 * 3;
}

void replaceZeros(std::string_view text, std::string& scratch)
{
    std::string out;
    out.reserve(text.size() + 16);
    for (const char c : text) {
        if (c == '\0')
            out += Replacement;
        else
            out += c;
    }
    scratch = std::move(out);
}

} // namespace

std::string fromUtf16(std::string_view bytes, Unit unit)
{
    QStringDecoder decoder{unit == Unit::Utf16Le ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom};
    const QString text = decoder.decode(QByteArrayView{bytes.data(), static_cast<qsizetype>(bytes.size())});
    return text.toStdString();
}

Encoding Encoding::detect(std::string_view sample)
{
    Encoding encoding;
    encoding.m_mark = sample.starts_with(ByteOrderMark);
    if (sample.starts_with("\xFF\xFE") || looksLikeUtf16(sample, 1))
        encoding.m_unit = Unit::Utf16Le;
    else if (sample.starts_with("\xFE\xFF") || looksLikeUtf16(sample, 0))
        encoding.m_unit = Unit::Utf16Be;
    return encoding;
}

Encoding Encoding::named(std::string_view name)
{
    Encoding encoding;
    encoding.m_mark = name.find("with BOM") != std::string_view::npos;
    if (name == "UTF-16LE")
        encoding.m_unit = Unit::Utf16Le;
    else if (name == "UTF-16BE")
        encoding.m_unit = Unit::Utf16Be;
    else if (const std::size_t both = name.find(" and "); both != std::string_view::npos)
        encoding.m_legacy = name.substr(both + 5);
    else if (!name.starts_with("UTF-8"))
        encoding.m_legacy = name;
    return encoding;
}

std::string Encoding::name() const
{
    if (m_unit != Unit::Byte)
        return m_unit == Unit::Utf16Le ? "UTF-16LE" : "UTF-16BE";
    if (m_legacy.empty())
        return m_mark ? "UTF-8 with BOM" : "UTF-8";
    if (m_mark)
        return "UTF-8 with BOM and " + m_legacy;
    return m_sawUtf8 ? "UTF-8 and " + m_legacy : m_legacy;
}

Encoding::Text Encoding::decode(std::string_view bytes, std::string& scratch)
{
    Text result{.text = bytes};
    if (m_unit != Unit::Byte) {
        scratch = fromUtf16(bytes, m_unit);
        result.text = scratch;
        result.damaged = scratch.find(Replacement) != std::string::npos;
    } else if (isUtf8(bytes)) {
        m_sawUtf8 = m_sawUtf8 || std::ranges::any_of(bytes, isHigh);
    } else {
        result = decodeLegacy(bytes, scratch);
    }
    // SQLite and most widgets take a zero byte for the end of the text.
    if (result.text.find('\0') != std::string_view::npos) {
        replaceZeros(result.text, scratch);
        result.text = scratch;
        result.damaged = true;
    }
    return result;
}

Encoding::Text Encoding::decodeLegacy(std::string_view bytes, std::string& scratch)
{
    if (m_legacy.empty())
        m_legacy = guessLegacy(bytes);
    Text result;
    forEachLine(bytes, [&](std::string_view line, std::size_t number) {
        if (result.legacyLine == 0 && !isUtf8(line))
            result.legacyLine = number;
    });
    // A line of East Asian text can be UTF-8 by chance, a whole record hardly: try it in one piece first.
    scratch.clear();
    const bool manyBytes = m_legacy != Western;
    if (!manyBytes || !append(scratch, bytes, m_legacy)) {
        scratch.clear();
        forEachLine(bytes, [&](std::string_view line, std::size_t) {
            if (!isUtf8(line)) {
                result.damaged |= !append(scratch, line, m_legacy);
                return;
            }
            m_sawUtf8 = m_sawUtf8 || std::ranges::any_of(line, isHigh);
            scratch += line;
        });
    }
    result.text = scratch;
    return result;
}

} // namespace winnow::formats
