#include "core/pdf/pagetext.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace winnow::pdf {

namespace {

enum class Gap : std::uint8_t { None = 0, Hyphen = 1, Space = 2 };

/// Text made comparable, character by character.
struct Folded {
    QString text;
    std::vector<std::uint32_t> source;
    std::vector<std::uint8_t> gaps; ///< before each character
};

bool isHyphen(QChar c)
{
    const char16_t u = c.unicode();
    return u == u'-' || u == 0x00AD || (u >= 0x2010 && u <= 0x2015) || u == 0x2212;
}

bool isPrivate(QChar c)
{
    return c.category() == QChar::Other_PrivateUse;
}

/// A character may fold to several (a ligature) or to none (a combining accent).
QString foldedCharacter(QStringView c)
{
    const QString decomposed = c.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString letters;
    for (const QChar part : decomposed)
        if (!part.isMark())
            letters += part;
    return letters;
}

Folded fold(QStringView text)
{
    Folded out;
    out.text.reserve(text.size());
    Gap gap = Gap::None;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isSpace()) {
            // A line that ends in a hyphen may go on with the rest of the word.
            const bool brokenWord = c == u'\n' && gap == Gap::Hyphen;
            gap = brokenWord ? Gap::Hyphen : Gap::Space;
            continue;
        }
        if (isHyphen(c)) {
            gap = gap == Gap::Space ? Gap::Space : Gap::Hyphen;
            continue;
        }
        if (isPrivate(c) || c.category() == QChar::Other_Control)
            continue;
        const qsizetype length = c.isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        const QString letters = c.unicode() < 0x80 ? QString(c.toLower()) : foldedCharacter(text.mid(i, length));
        for (const QChar letter : letters) {
            out.text += letter;
            out.source.push_back(static_cast<std::uint32_t>(i));
            out.gaps.push_back(static_cast<std::uint8_t>(gap));
            gap = Gap::None;
        }
        i += length - 1;
    }
    return out;
}

/// True if what follows goes on in the same line of print.
bool sameLine(const RawWord& before, const RawWord& after)
{
    if (before.vertical || after.vertical)
        return before.vertical == after.vertical && std::abs(before.box.left() - after.box.left()) < 2;
    const double height = std::min(before.box.height(), after.box.height());
    const double overlap =
        std::min(before.box.bottom(), after.box.bottom()) - std::max(before.box.top(), after.box.top());
    return overlap > 0.25 * height && after.box.left() > before.box.right() - std::max(2.0, height);
}

double distance(double value, double low, double high)
{
    return value < low ? low - value : value > high ? value - high : 0;
}

} // namespace

PageText::PageText(const std::vector<RawWord>& words)
{
    m_words.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const RawWord& raw = words[i];
        Word word;
        word.begin = static_cast<std::uint32_t>(m_text.size());
        word.edge = static_cast<std::uint32_t>(m_edges.size());
        word.left = static_cast<float>(raw.box.left());
        word.top = static_cast<float>(raw.box.top());
        word.right = static_cast<float>(raw.box.right());
        word.bottom = static_cast<float>(raw.box.bottom());
        word.vertical = raw.vertical;
        m_text += raw.text;
        word.end = static_cast<std::uint32_t>(m_text.size());
        m_edges.insert(m_edges.end(), raw.edges.begin(), raw.edges.end());
        m_edges.resize(
            word.edge + static_cast<std::size_t>(raw.text.size()) + 1, raw.vertical ? word.bottom : word.right);
        m_words.push_back(word);
        if (i + 1 == words.size())
            break;
        if (!sameLine(raw, words[i + 1]))
            m_text += u'\n';
        else if (raw.spaceAfter || words[i + 1].box.left() - raw.box.right() > 0.15 * raw.box.height())
            m_text += u' ';
    }
    Folded folded = fold(m_text);
    m_folded = std::move(folded.text);
    m_source = std::move(folded.source);
    m_gaps = std::move(folded.gaps);
}

TextRange PageText::word(std::size_t index) const
{
    return {m_words[index].begin, m_words[index].end};
}

QRectF PageText::wordBox(std::size_t index) const
{
    const Word& word = m_words[index];
    return {QPointF(word.left, word.top), QPointF(word.right, word.bottom)};
}

std::size_t PageText::wordIndex(qsizetype offset) const
{
    const auto after = std::upper_bound(m_words.begin(), m_words.end(), offset,
        [](qsizetype value, const Word& word) { return value < static_cast<qsizetype>(word.begin); });
    return after == m_words.begin() ? 0 : static_cast<std::size_t>(after - m_words.begin() - 1);
}

QRectF PageText::boxOf(const Word& word, qsizetype begin, qsizetype end) const
{
    const auto edge = [&](qsizetype offset) {
        return static_cast<double>(m_edges[word.edge + static_cast<std::size_t>(offset - word.begin)]);
    };
    const double from = std::min(edge(begin), edge(end));
    const double to = std::max(edge(begin), edge(end));
    if (word.vertical)
        return {QPointF(word.left, from), QPointF(word.right, to)};
    return {QPointF(from, word.top), QPointF(to, word.bottom)};
}

std::vector<QRectF> PageText::boxes(TextRange range) const
{
    std::vector<QRectF> lines;
    bool newLine = true;
    for (std::size_t i = wordIndex(range.begin); i < m_words.size(); ++i) {
        const Word& word = m_words[i];
        const qsizetype begin = std::max<qsizetype>(range.begin, word.begin);
        const qsizetype end = std::min<qsizetype>(range.end, word.end);
        if (static_cast<qsizetype>(word.begin) >= range.end)
            break;
        if (begin < end) {
            const QRectF box = boxOf(word, begin, end);
            if (newLine || lines.empty())
                lines.push_back(box);
            else
                lines.back() |= box;
            newLine = false;
        }
        newLine = newLine || (static_cast<qsizetype>(word.end) < m_text.size() && m_text[word.end] == u'\n');
    }
    return lines;
}

std::size_t PageText::nearestWord(QPointF point) const
{
    std::size_t nearest = 0;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const Word& word = m_words[i];
        // Beside a line is nearer than above or below it, as a reader means it.
        const double along = distance(point.x(), word.left, word.right);
        const double across = 3 * distance(point.y(), word.top, word.bottom);
        const double far = along * along + across * across;
        if (far < least) {
            least = far;
            nearest = i;
        }
    }
    return nearest;
}

qsizetype PageText::offsetAt(QPointF point) const
{
    if (m_words.empty())
        return 0;
    const Word& word = m_words[nearestWord(point)];
    const double position = word.vertical ? point.y() : point.x();
    qsizetype best = 0;
    for (qsizetype i = 1; i <= static_cast<qsizetype>(word.end - word.begin); ++i) {
        const auto away = [&](qsizetype k) {
            return std::abs(m_edges[word.edge + static_cast<std::size_t>(k)] - position);
        };
        if (away(i) < away(best))
            best = i;
    }
    return word.begin + best;
}

bool PageText::isOnWord(QPointF point) const
{
    return !m_words.empty() && wordBox(nearestWord(point)).adjusted(-1, -1, 1, 1).contains(point);
}

TextRange PageText::wordAround(qsizetype offset) const
{
    if (m_words.empty())
        return {};
    // Words without a gap between them are one to a reader ("p<0.05" may be three on the page).
    const auto isGap = [this](qsizetype i) { return m_text[i] == u' ' || m_text[i] == u'\n'; };
    TextRange range{
        std::clamp<qsizetype>(offset, 0, m_text.size() - 1), std::clamp<qsizetype>(offset, 0, m_text.size())};
    if (isGap(range.begin) && range.begin > 0)
        range.end = --range.begin;
    while (range.begin > 0 && !isGap(range.begin - 1))
        --range.begin;
    while (range.end < m_text.size() && !isGap(range.end))
        ++range.end;
    return range;
}

TextRange PageText::lineAround(qsizetype offset) const
{
    if (m_text.isEmpty())
        return {};
    const qsizetype at = std::clamp<qsizetype>(offset, 0, m_text.size());
    const qsizetype before = at == 0 ? -1 : m_text.lastIndexOf(u'\n', at - 1);
    const qsizetype after = m_text.indexOf(u'\n', at);
    return {before + 1, after < 0 ? m_text.size() : after};
}

QString PageText::quote(TextRange range) const
{
    const QStringView printed = QStringView(m_text).mid(range.begin, range.end - range.begin);
    QString out;
    out.reserve(printed.size());
    for (qsizetype i = 0; i < printed.size(); ++i) {
        const QChar c = printed[i];
        const bool lineEnds = i + 1 < printed.size() && printed[i + 1] == u'\n';
        const bool wordGoesOn =
            i > 0 && printed[i - 1].isLetter() && i + 2 < printed.size() && printed[i + 2].isLower();
        if (isHyphen(c) && lineEnds && wordGoesOn) {
            ++i;
            continue;
        }
        if (c.unicode() == 0x00AD || isPrivate(c) || c.category() == QChar::Other_Control) {
            if (c == u'\n')
                out += u' ';
        } else if (c.unicode() >= 0xFB00 && c.unicode() <= 0xFB06) {
            out += QString(c).normalized(QString::NormalizationForm_KC);
        } else {
            out += c;
        }
    }
    return out.simplified();
}

std::vector<TextRange> PageText::find(const QString& query) const
{
    const Folded wanted = fold(query);
    std::vector<TextRange> hits;
    if (wanted.text.isEmpty())
        return hits;
    const auto gapsAgree = [&](qsizetype at) {
        for (qsizetype i = 1; i < wanted.text.size(); ++i) {
            const auto here = static_cast<Gap>(m_gaps[static_cast<std::size_t>(at + i)]);
            const bool asked = static_cast<Gap>(wanted.gaps[static_cast<std::size_t>(i)]) != Gap::None;
            if ((here == Gap::Space && !asked) || (here == Gap::None && asked))
                return false;
        }
        return true;
    };
    qsizetype at = 0;
    while ((at = m_folded.indexOf(wanted.text, at)) >= 0) {
        if (!gapsAgree(at)) {
            ++at;
            continue;
        }
        const qsizetype last = m_source[static_cast<std::size_t>(at + wanted.text.size() - 1)];
        const qsizetype width = m_text[last].isHighSurrogate() ? 2 : 1;
        hits.push_back({m_source[static_cast<std::size_t>(at)], last + width});
        at += wanted.text.size();
    }
    return hits;
}

} // namespace winnow::pdf
