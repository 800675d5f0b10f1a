// What is painted over the pages of a PDF: places found, what reviewers marked, where a value came from.
#pragma once

#include "ui/widgets/theme.h"

#include <QRectF>
#include <QString>

#include <span>
#include <vector>

class QPainter;

namespace winnow::ui {

/// Boxes painted over a page by us; never by Poppler, so a change of them renders nothing anew.
struct PdfMark {
    enum class Look : std::uint8_t {
        Fill, ///< behind the words
        FillAndOutline, ///< what is looked at
        Underline,
        Note, ///< a sign at the end of the first box, and a dotted line under the words
        Outline, ///< of a figure or a table
    };
    int page = 0;
    std::vector<QRectF> boxes; ///< points on the page
    Ink ink = Ink::Hit;
    Look look = Look::Fill;
    int key = -1; ///< by which its owner knows it; negative: it cannot be clicked
    QString tip; ///< what is said when the mouse rests on it
};

/// Lists of marks, each set by itself; painted in this order.
enum class PdfMarks : std::uint8_t {
    Annotations,
    Evidence, ///< where values stand
    Found, ///< by a search
    Place, ///< shown for a moment
};

/// Marks of one kind, found by page: a page is painted as fast with a thousand marks on others as without.
class PdfMarkList {
public:
    void set(std::vector<PdfMark> marks);
    void clear() { m_marks.clear(); }
    [[nodiscard]] std::span<const PdfMark> on(int page) const;
    /// The one with the smallest box at this point that has a key; none if there is none. `sign`: the side of a note's
    /// sign in points.
    [[nodiscard]] const PdfMark* at(int page, QPointF point, double sign) const;

private:
    std::vector<PdfMark> m_marks; ///< by page
};

inline constexpr int NoteSign = 18; ///< pixels: the side of a note's sign

/// Where a note's sign stands: over the upper right corner of its first box.
[[nodiscard]] QRectF noteSign(const QRectF& box, double side);
/// What lies behind the print: painted first for all marks of a page.
void paintBehind(QPainter& painter, const PdfMark& mark, const std::vector<QRectF>& boxes, Paper paper);
/// What lies over it. `selected`: the one that was clicked.
void paintOver(QPainter& painter, const PdfMark& mark, const std::vector<QRectF>& boxes, Paper paper, bool selected);

} // namespace winnow::ui
