// The pages of a PDF under one another: scrolled, zoomed, turned; words selected; marks painted over.
#pragma once

#include "core/pdf/document.h"
#include "ui/widgets/pdflayout.h"

#include <QAbstractScrollArea>

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

/// Boxes painted over a page by us; never by Poppler, so a change of them renders nothing anew.
struct PdfMark {
    int page = 0;
    std::vector<QRectF> boxes;
    QColor color; ///< multiplied over the page
    bool outlined = false;
};

/// Shows a document that the owner opens; asks it only for the pages in sight and their neighbours.
class PdfView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Fit { None, Width, Page };

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
    void turnRight();

    void setMarks(std::vector<PdfMark> marks);
    [[nodiscard]] bool hasSelection() const;
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
    /// What the view's upper edge shows, so that it stays when the layout changes.
    struct Place {
        int page = 0;
        double top = 0; ///< fraction of the page
    };

    void documentChanged();
    void layOut(const Place& keep);
    [[nodiscard]] Place place() const;
    void setZoom(Fit fit, double scale, std::optional<QPoint> fixed = {});
    [[nodiscard]] QPoint offset() const; ///< of the view on the sheet
    [[nodiscard]] QRect sheetInSight() const;
    void askForTiles();
    void follow();
    void paintPage(QPainter& painter, int page, const QRect& exposed);
    void paintMarks(QPainter& painter, int page);
    [[nodiscard]] QRectF onSheet(int page, const QRectF& box) const;
    [[nodiscard]] QPointF onPage(int page, QPoint viewPoint) const;
    [[nodiscard]] int pageUnder(QPoint viewPoint) const;
    [[nodiscard]] Caret caretAt(QPoint viewPoint) const;
    [[nodiscard]] const pdf::Link* linkAt(QPoint viewPoint) const;
    [[nodiscard]] std::optional<pdf::TextRange> selectedOn(int page) const;
    void setSelection(Caret anchor, Caret head);
    void selectAround(QPoint viewPoint, pdf::TextRange (pdf::PageText::*unit)(qsizetype) const);
    void showCursor(QPoint viewPoint);

    pdf::Document& m_document;
    PdfLayout m_layout;
    std::vector<QSizeF> m_sizes;
    Fit m_fit = Fit::Width;
    pdf::Rotation m_rotation = pdf::Rotation::None;
    int m_current = 0;
    bool m_layingOut = false;

    std::vector<PdfMark> m_marks;
    Caret m_anchor;
    Caret m_head;
    bool m_selecting = false;
    QPoint m_pressed;
    qint64 m_doubleClicked = 0; ///< when, to know a third click
};

} // namespace winnow::ui
