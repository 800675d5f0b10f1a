// Shows a figure, and makes its parts doors for mouse and keyboard.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QAbstractScrollArea>
#include <QPixmap>

#include <functional>
#include <vector>

namespace winnow::ui {

/// The colours of figures in the look in force; what leaves the window is drawn in Palette::light().
[[nodiscard]] figure::Palette figurePalette();

/// Pixels a point at which a figure's text is as large as a caption of the window.
[[nodiscard]] double figureScale();

/// A drawing with marks. The mouse over a mark shows what it counts; a click, or Enter on the mark that has the
/// keyboard, activates it. Tab goes through the marks, arrows to the nearest one that way.
class FigureView : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Fit {
        Whole, ///< as large as the view allows, never too small to read: then it scrolls
        Given, ///< at figureScale(), laid out to the width by its owner; the view asks for the height it needs
    };
    /// `step` begins the names of its zoom actions ("prisma.zoomIn"), of a view that fits the whole.
    explicit FigureView(Fit fit, const QString& step = {}, QWidget* parent = nullptr);

    void setDrawing(const figure::Drawing& drawing);
    [[nodiscard]] const figure::Drawing& drawing() const { return m_drawing; }
    [[nodiscard]] int currentMark() const { return m_current; } ///< its place in Drawing::marks, −1: none

    [[nodiscard]] QList<QAction*> zoomActions() const { return m_zoomActions; }
    /// Its zoom actions, and their keys, act on this other one too: for views of a page that take one another's place.
    void shareZoom(FigureView& other);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void markActivated(int index); ///< Mark::index of one that opens something

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    [[nodiscard]] double scale() const;
    [[nodiscard]] QPointF origin() const; ///< of the drawing in the viewport
    [[nodiscard]] QRectF shown(const figure::Mark& mark) const;
    [[nodiscard]] int markAt(QPointF position) const;
    [[nodiscard]] int nearest(int key) const;
    void setCurrent(int mark);
    void setHovered(int mark);
    void activate(int mark);
    void setZoom(double zoom);
    void layOut();
    void addZoomActions(const QString& step);

    Fit m_fit;
    figure::Drawing m_drawing;
    QPixmap m_picture; ///< the drawing at the present scale
    double m_zoom = 1; ///< on top of what fits
    int m_current = -1;
    int m_hovered = -1;
    QList<QAction*> m_zoomActions;
    std::vector<std::function<double(double)>> m_zooms; ///< what each of these does
};

} // namespace winnow::ui
