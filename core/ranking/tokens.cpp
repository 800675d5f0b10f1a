#include "core/ranking/tokens.h"

#include "core/base/text.h"

#include <QChar>
#include <QList>

#include <libstemmer.h>

namespace winnow::ranking {

namespace {

bool isLetter(char32_t c)
{
    return c < 0x80 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : QChar::isLetter(c);
}

bool isWord(char32_t c)
{
    if (c < 0x80)
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
    return QChar::isLetterOrNumber(c);
}

bool isSpace(char32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F) : QChar::isSpace(c);
}

void appendLower(std::u32string& out, char32_t c, char32_t next)
{
    constexpr char32_t DottedI = 0x130;
    constexpr char32_t Sigma = 0x3A3;
    if (c == DottedI) {
        out += U"i\u0307";
    } else if (c == Sigma) {
        const bool last = !out.empty() && isLetter(out.back()) && !isLetter(next);
        out += last ? U'\u03C2' : U'\u03C3';
    } else {
        out += QChar::toLower(c);
    }
}

} // namespace

std::u32string lowered(std::string_view utf8)
{
    std::u32string out;
    out.reserve(utf8.size());
    std::size_t i = 0;
    for (; i < utf8.size() && (utf8[i] & 0x80) == 0; ++i) {
        const char c = utf8[i];
        out += static_cast<char32_t>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    if (i == utf8.size())
        return out;
    const QList<uint> rest = toQString(utf8.substr(i)).toUcs4();
    for (qsizetype j = 0; j < rest.size(); ++j)
        appendLower(out, rest[j], j + 1 < rest.size() ? rest[j + 1] : U' ');
    return out;
}

std::vector<std::u32string_view> words(std::u32string_view text)
{
    std::vector<std::u32string_view> found;
    for (std::size_t i = 0; i < text.size();) {
        if (!isWord(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < text.size() && isWord(text[end]))
            ++end;
        if (end - i >= 2)
            found.push_back(text.substr(i, end - i));
        i = end;
    }
    return found;
}

TermHash hashOf(std::u32string_view term)
{
    TermHash hash = 0x51'7C'C1'B7'27'22'0A'95ULL;
    for (const char32_t c : term) {
        hash = (hash ^ c) * 0x9E'37'79'B9'7F'4A'7C'15ULL;
        hash ^= hash >> 32U;
    }
    return hash;
}

TermHash pairHash(TermHash first, TermHash second)
{
    TermHash hash = (first ^ (second << 23U) ^ (second >> 41U) ^ 0x20U) * 0x9E'37'79'B9'7F'4A'7C'15ULL;
    hash ^= hash >> 29U;
    return (hash + second) * 0xBF'58'47'6D'1C'E4'E5'B9ULL;
}

void characterRuns(std::u32string_view text, std::size_t length, std::vector<TermHash>& out)
{
    // Characters beyond the basic plane share the sixteen bits of the private area: rare, and only a hash.
    const auto narrow = [](char32_t c) { return static_cast<TermHash>(c <= 0xFFFF ? c : 0xE000U | (c & 0x7FFU)); };
    const TermHash mask = length >= 4 ? ~TermHash{0} : (TermHash{1} << (16U * length)) - 1;
    for (std::size_t i = 0; i < text.size();) {
        if (isSpace(text[i])) {
            ++i;
            continue;
        }
        TermHash run = ' ';
        std::size_t seen = 1;
        for (; i < text.size() && !isSpace(text[i]); ++i) {
            run = ((run << 16U) | narrow(text[i])) & mask;
            if (++seen >= length)
                out.push_back(run);
        }
        run = ((run << 16U) | U' ') & mask;
        ++seen;
        out.push_back(run); // of a word too short for a run, the one there is
    }
}

std::vector<std::u32string_view> phrases(std::u32string_view keywords)
{
    const auto isEdge = [](char32_t c) { return isSpace(c) || c == U'*'; };
    std::vector<std::u32string_view> found;
    while (!keywords.empty()) {
        const std::size_t end = keywords.find_first_of(U";/\n");
        std::u32string_view phrase = keywords.substr(0, end);
        while (!phrase.empty() && isEdge(phrase.front()))
            phrase.remove_prefix(1);
        while (!phrase.empty() && isEdge(phrase.back()))
            phrase.remove_suffix(1);
        if (!phrase.empty())
            found.push_back(phrase);
        keywords = end == std::u32string_view::npos ? std::u32string_view{} : keywords.substr(end + 1);
    }
    return found;
}

std::string utf8(std::u32string_view text)
{
    return QString::fromUcs4(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

Stemmer::Stemmer()
    : m_stemmer(sb_stemmer_new("english", "UTF_8"))
{
}

Stemmer::~Stemmer()
{
    sb_stemmer_delete(m_stemmer);
}

std::u32string Stemmer::stem(std::u32string_view word)
{
    const std::string bytes = utf8(word);
    const auto* const data = reinterpret_cast<const sb_symbol*>(bytes.data());
    const sb_symbol* const stemmed = sb_stemmer_stem(m_stemmer, data, static_cast<int>(bytes.size()));
    if (stemmed == nullptr)
        return std::u32string{word}; // out of memory
    const auto length = static_cast<std::size_t>(sb_stemmer_length(m_stemmer));
    return lowered(std::string_view{reinterpret_cast<const char*>(stemmed), length});
}

} // namespace winnow::ranking
