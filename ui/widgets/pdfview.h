// The pages of a PDF under one another: scrolled, zoomed, turned; words selected; marks painted over.
#pragma once

#include "core/pdf/document.h"
#include "ui/widgets/pdflayout.h"
#include "ui/widgets/pdfmarks.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QImage>

#include <array>
#include <optional>
#include <vector>

namespace winnow::ui {

/// A piece of selected text on one page: what a quotation, a highlight and a value's evidence are made of.
struct PdfPassage {
    int page = 0;
    pdf::TextRange range;
    std::vector<QRectF> boxes; ///< points on the page, one a line
    QString quote; ///< cleaned: lines joined, hyphens of line ends gone
    bool operator==(const PdfPassage&) const = default;
};

/// Shows a document that the owner opens; asks it only for the pages in sight and their neighbours.
class PdfView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Fit { None, Width, Page };
    /// What dragging with the mouse does; Ctrl drags a box whatever the tool.
    enum class Tool {
        Text, ///< selects words
        Box, ///< draws a box, once
        Place, ///< a click chooses a place, once
    };

    explicit PdfView(pdf::Document& document, QWidget* parent = nullptr);

    [[nodiscard]] int currentPage() const; ///< 0-based: the page that has most of the view's upper part
    /// `top`: how far down the page, as a fraction of its height.
    void goToPage(int page, double top = 0);
    /// Scrolls no further than needed to bring the box into sight.
    void show(int page, const QRectF& box);

    [[nodiscard]] double scale() const { return m_layout.scale(); } ///< pixels a point
    [[nodiscard]] int percent() const; ///< 100: as large as on paper
    [[nodiscard]] Fit fit() const { return m_fit; }
    void setFit(Fit fit);
    void zoomBy(double factor);
    void setPercent(int percent);
    [[nodiscard]] pdf::Rotation rotation() const { return m_rotation; }
    void turnRight() { turn(1); }
    void turnLeft() { turn(3); }
    /// One page in sight, or all under one another.
    void setSinglePage(bool single);
    [[nodiscard]] bool singlePage() const { return m_single; }
    void setPaper(Paper paper); ///< dark paper: light and dark are exchanged, colours stay
    [[nodiscard]] Paper paper() const { return m_paper; }

    /// What the view's upper edge shows.
    struct Place {
        int page = 0;
        double top = 0; ///< fraction of the page
    };
    [[nodiscard]] Place place() const;
    void remember(); ///< where one is, to come back to: before a jump
    void goBack() { travel(m_back, m_forward); }
    void goForward() { travel(m_forward, m_back); }
    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }

    void setMarks(PdfMarks list, std::vector<PdfMark> marks);
    void selectMark(int key); ///< of the annotations; negative: none
    void setTool(Tool tool);
    [[nodiscard]] Tool tool() const { return m_tool; }
    /// Where a part of a page is seen, in pixels of the viewport.
    [[nodiscard]] QRect inSight(int page, const QRectF& box) const;

    [[nodiscard]] bool hasSelection() const;
    void select(int page, pdf::TextRange range);
    /// One passage a page, in order.
    [[nodiscard]] std::vector<PdfPassage> selection() const;
    [[nodiscard]] QString selectedText() const;
    void clearSelection();
    void copy() const;

Q_SIGNALS:
    void currentPageChanged(int page);
    void zoomChanged();
    void selectionChanged();
    void linkActivated(const QString& url);
    void markClicked(int key); ///< an annotation; −1: beside all of them
    void evidenceClicked(int key);
    void toolChanged();
    void historyChanged(); ///< canGoBack, canGoForward
    /// What was drawn with Tool::Box, or where Tool::Place was clicked (a small box then); points on the page.
    void boxChosen(winnow::ui::PdfView::Tool with, int page, const QRectF& box);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    /// A place in the text: page, then offset.
    struct Caret {
        int page = 0;
        qsizetype offset = 0;
        auto operator<=>(const Caret&) const = default;
    };

    void documentChanged();
    void layOut(const Place& keep);
    void turn(int quarters);
    void bound(int page);
    void turnPage(int step);
    void travel(std::vector<Place>& from, std::vector<Place>& to);
    [[nodiscard]] int pageOnLine(int y) const; ///< of the sheet
    [[nodiscard]] QImage asPaper(const QImage& image);
    void setZoom(Fit fit, double scale, std::optional<QPoint> fixed = {});
    [[nodiscard]] QPoint offset() const; ///< of the view on the sheet
    [[nodiscard]] QRect sheetInSight() const;
    void askForTiles();
    void follow();
    void paintPage(QPainter& painter, int page, const QRect& exposed);
    void paintMarks(QPainter& painter, int page, const QRect& exposed);
    [[nodiscard]] QRectF onSheet(int page, const QRectF& box) const;
    [[nodiscard]] QPointF onPage(int page, QPoint viewPoint) const;
    [[nodiscard]] int pageUnder(QPoint viewPoint) const;
    [[nodiscard]] Caret caretAt(QPoint viewPoint) const;
    [[nodiscard]] const pdf::Link* linkAt(QPoint viewPoint) const;
    [[nodiscard]] const PdfMark* markAt(PdfMarks list, QPoint viewPoint) const;
    void finishBox(QPoint viewPoint);
    [[nodiscard]] std::optional<pdf::TextRange> selectedOn(int page) const;
    void setSelection(Caret anchor, Caret head);
    void selectAround(QPoint viewPoint, pdf::TextRange (pdf::PageText::*unit)(qsizetype) const);
    void showCursor(QPoint viewPoint);

    pdf::Document& m_document;
    PdfLayout m_layout;
    std::vector<QSizeF> m_sizes;
    Fit m_fit = Fit::Width;
    pdf::Rotation m_rotation = pdf::Rotation::None;
    Paper m_paper = Paper::White;
    int m_current = 0;
    bool m_single = false;
    std::vector<Place> m_back;
    std::vector<Place> m_forward;
    QCache<qint64, QImage> m_darkened{64 << 10}; ///< by the image's key; kB
    bool m_layingOut = false;

    static constexpr std::size_t MarkLists = 4;
    std::array<PdfMarkList, MarkLists> m_marks;
    int m_selectedMark = -1;
    Tool m_tool = Tool::Text;
    std::optional<QRect> m_box; ///< being drawn, in pixels of the viewport
    int m_boxPage = 0;
    Caret m_anchor;
    Caret m_head;
    bool m_selecting = false;
    QPoint m_pressed;
    qint64 m_doubleClicked = 0; ///< when, to know a third click
};

} // namespace winnow::ui
