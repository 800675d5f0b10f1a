// The text of a page in reading order, and where each of its characters stands.
#pragma once

#include <QRectF>
#include <QString>

#include <cstdint>
#include <vector>

namespace winnow::pdf {

/// A word as the helper reads it off the page.
struct RawWord {
    QString text;
    QRectF box; ///< points
    std::vector<float> edges; ///< where its characters begin and, last, where it ends: along x, or y if `vertical`
    bool vertical = false;
    bool spaceAfter = false;
    bool operator==(const RawWord&) const = default;
};

/// A stretch of a page's text, by offsets into PageText::text().
struct TextRange {
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const TextRange&) const = default;
};

/// Immutable; made once a page. Offsets count UTF-16 units of text().
class PageText {
public:
    PageText() = default;
    explicit PageText(const std::vector<RawWord>& words);

    /// Words in reading order, down one column and then the next; a newline where a line ends, as printed (hyphens at
    /// the end of a line kept).
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] std::size_t wordCount() const { return m_words.size(); }
    [[nodiscard]] TextRange word(std::size_t index) const;
    [[nodiscard]] QRectF wordBox(std::size_t index) const;

    /// What the range covers: one rectangle a line.
    [[nodiscard]] std::vector<QRectF> boxes(TextRange range) const;
    /// The boundary between characters nearest to a point. 0 on a page without text.
    [[nodiscard]] qsizetype offsetAt(QPointF point) const;
    /// True if the point is on a word, not beside one.
    [[nodiscard]] bool isOnWord(QPointF point) const;
    /// The word that holds this character, for a double click.
    [[nodiscard]] TextRange wordAround(qsizetype offset) const;
    [[nodiscard]] TextRange lineAround(qsizetype offset) const;

    /// The range as a quotation: lines joined, words put together that were hyphenated at a line's end, ligatures as
    /// letters, without private-use characters.
    [[nodiscard]] QString quote(TextRange range) const;
    [[nodiscard]] QString quote() const { return quote({0, m_text.size()}); }

    /// Every place of `query`: case, diacritics, hyphens and line breaks make no difference; in order, not overlapping.
    [[nodiscard]] std::vector<TextRange> find(const QString& query) const;

private:
    struct Word {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t edge = 0; ///< first of its end − begin + 1 edges
        float left = 0, top = 0, right = 0, bottom = 0;
        bool vertical = false;
    };
    [[nodiscard]] std::size_t wordIndex(qsizetype offset) const;
    [[nodiscard]] std::size_t nearestWord(QPointF point) const;
    [[nodiscard]] QRectF boxOf(const Word& word, qsizetype begin, qsizetype end) const;

    QString m_text;
    std::vector<Word> m_words;
    std::vector<float> m_edges;
    // What find() looks in: folded characters, each with where it came from and whether a gap stands before it.
    QString m_folded;
    std::vector<std::uint32_t> m_source;
    std::vector<std::uint8_t> m_gaps;
};

} // namespace winnow::pdf
