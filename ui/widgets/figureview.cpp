#include "ui/widgets/figureview.h"

#include "core/base/shown.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QFontInfo>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double ChartText = 9; ///< points, the text size that figures are laid out with
constexpr double SmallestScale = 0.85; ///< of figureScale(): below it, the figure scrolls
constexpr double SmallestWide = 0.62; ///< the same of one that is too wide for its pane
constexpr double LargestScale = 1.5;
constexpr double ZoomStep = 1.2;

} // namespace

figure::Palette figurePalette()
{
    figure::Palette palette = theme::dark() ? figure::Palette::dark() : figure::Palette::light();
    palette.background = theme::colors().surface;
    palette.text = theme::colors().text;
    palette.muted = theme::colors().muted;
    return palette;
}

double figureScale()
{
    return QFontInfo(QApplication::font()).pixelSize() * 0.95 / ChartText;
}

FigureView::FigureView(Fit fit, const QString& step, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_fit(fit)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Figure"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    if (fit == Fit::Given) {
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    } else {
        addZoomActions(step);
    }
}

void FigureView::addZoomActions(const QString& step)
{
    const auto add = [this, &step](
                         const QString& text, const QString& name, const QList<QKeySequence>& keys, auto zoom) {
        auto* action = new QAction(text, this);
        action->setObjectName(step + name);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, zoom] { setZoom(zoom(m_zoom)); });
        addAction(action);
        m_zoomActions += action;
        m_zooms.emplace_back(zoom);
    };
    add(tr("Enlarge figure"), u".zoomIn"_s, {QKeySequence(u"+"_s), QKeySequence(u"="_s)},
        [](double zoom) { return zoom * ZoomStep; });
    add(tr("Shrink figure"), u".zoomOut"_s, {QKeySequence(u"-"_s)}, [](double zoom) { return zoom / ZoomStep; });
    add(tr("Fit figure to window"), u".fit"_s, {QKeySequence(u"0"_s)}, [](double) { return 1.0; });
}

void FigureView::shareZoom(FigureView& other)
{
    for (std::size_t i = 0; i < m_zooms.size(); ++i) {
        QAction* const action = m_zoomActions[static_cast<qsizetype>(i)];
        connect(
            action, &QAction::triggered, &other, [&other, zoom = m_zooms[i]] { other.setZoom(zoom(other.m_zoom)); });
        other.addAction(action);
    }
}

void FigureView::setDrawing(const figure::Drawing& drawing)
{
    // The keyboard stays on the mark it was on if the figure has it still, with whatever count.
    const int index = m_current >= 0 ? m_drawing.marks[static_cast<std::size_t>(m_current)].index : -1;
    m_drawing = drawing;
    m_current = -1;
    m_hovered = -1;
    for (std::size_t i = 0; index >= 0 && i < m_drawing.marks.size(); ++i)
        if (m_drawing.marks[i].index == index)
            m_current = static_cast<int>(i);
    setAccessibleName(m_drawing.title);
    setAccessibleDescription(m_drawing.description);
    updateGeometry();
    layOut();
}

QSize FigureView::sizeHint() const
{
    const double size = m_fit == Fit::Given ? figureScale() : figureScale() * LargestScale;
    return (m_drawing.size * size).toSize().expandedTo(QSize(1, 1));
}

QSize FigureView::minimumSizeHint() const
{
    return m_fit == Fit::Given ? QSize(20 * theme::Grid, sizeHint().height())
                               : QSize(30 * theme::Grid, 20 * theme::Grid);
}

double FigureView::scale() const
{
    if (m_drawing.size.isEmpty())
        return 1;
    if (m_fit == Fit::Given)
        return viewport()->width() / m_drawing.size.width();
    // Measured without scroll bars, which would come and go with the scale.
    const QSizeF room = maximumViewportSize();
    const double fitting = std::min(room.width() / m_drawing.size.width(), room.height() / m_drawing.size.height());
    // Wide ones are read whole with smaller letters; tall ones scroll.
    const double smallest =
        std::clamp(room.width() / m_drawing.size.width(), figureScale() * SmallestWide, figureScale() * SmallestScale);
    return std::clamp(fitting, smallest, figureScale() * LargestScale) * m_zoom;
}

QPointF FigureView::origin() const
{
    const QSizeF size = m_drawing.size * scale();
    const auto start = [](double room, double needed, const QScrollBar* bar) {
        return needed <= room ? std::floor((room - needed) / 2) : -static_cast<double>(bar->value());
    };
    const double top = m_fit == Fit::Given ? 0 : start(viewport()->height(), size.height(), verticalScrollBar());
    return {start(viewport()->width(), size.width(), horizontalScrollBar()), top};
}

QRectF FigureView::shown(const figure::Mark& mark) const
{
    return {origin() + mark.place.topLeft() * scale(), mark.place.size() * scale()};
}

void FigureView::layOut()
{
    m_picture = {};
    const QSize size = (m_drawing.size * scale()).toSize();
    const auto range = [](QScrollBar* bar, int needed, int room) {
        bar->setRange(0, std::max(0, needed - room));
        bar->setPageStep(room);
        bar->setSingleStep(3 * theme::Grid);
    };
    range(horizontalScrollBar(), size.width(), viewport()->width());
    range(verticalScrollBar(), m_fit == Fit::Given ? 0 : size.height(), viewport()->height());
    viewport()->update();
}

void FigureView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_drawing.background);
    if (m_drawing.size.isEmpty())
        return;
    if (m_picture.isNull()) {
        const double ratio = devicePixelRatioF();
        m_picture = QPixmap((m_drawing.size * scale() * ratio).toSize());
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(m_drawing.background);
        QPainter drawer(&m_picture);
        drawer.scale(scale(), scale());
        figure::paint(drawer, m_drawing);
    }
    painter.drawPixmap(origin(), m_picture);

    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [this](int mark) { return shown(m_drawing.marks[static_cast<std::size_t>(mark)]); };
    if (m_hovered >= 0 && m_drawing.marks[static_cast<std::size_t>(m_hovered)].index >= 0) {
        QColor tint = theme::colors().accent;
        tint.setAlphaF(0.14F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint);
        painter.drawRoundedRect(place(m_hovered), 4, 4);
    }
    if (m_current >= 0 && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme::colors().accent, 2));
        painter.drawRoundedRect(place(m_current).adjusted(-1, -1, 1, 1), 4, 4);
    }
}

void FigureView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

int FigureView::markAt(QPointF position) const
{
    int found = -1;
    double smallest = 0;
    for (std::size_t i = 0; i < m_drawing.marks.size(); ++i) {
        const QRectF place = shown(m_drawing.marks[i]);
        const double area = place.width() * place.height();
        if (place.contains(position) && (found < 0 || area < smallest)) {
            found = static_cast<int>(i);
            smallest = area;
        }
    }
    return found;
}

void FigureView::setHovered(int mark)
{
    if (m_hovered == mark)
        return;
    m_hovered = mark;
    const bool opens = mark >= 0 && m_drawing.marks[static_cast<std::size_t>(mark)].index >= 0;
    viewport()->setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void FigureView::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(markAt(event->position()));
}

void FigureView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int mark = markAt(event->position());
    if (mark < 0)
        return;
    setCurrent(mark);
    activate(mark);
}

void FigureView::activate(int mark)
{
    const int index = mark >= 0 ? m_drawing.marks[static_cast<std::size_t>(mark)].index : -1;
    if (index >= 0)
        Q_EMIT markActivated(index);
}

void FigureView::wheelEvent(QWheelEvent* event)
{
    if (m_fit == Fit::Given) {
        event->ignore(); // whatever the figure stands in scrolls
        return;
    }
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(event->angleDelta().y() > 0 ? m_zoom * ZoomStep : m_zoom / ZoomStep);
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void FigureView::setZoom(double zoom)
{
    m_zoom = std::clamp(zoom, 0.5, 4.0);
    layOut();
}

/// The next mark in the direction of an arrow key: near along it, and not far aside.
int FigureView::nearest(int key) const
{
    if (m_current < 0)
        return m_drawing.marks.empty() ? -1 : 0;
    const QPointF from = m_drawing.marks[static_cast<std::size_t>(m_current)].place.center();
    const bool across = key == Qt::Key_Left || key == Qt::Key_Right;
    const double sign = key == Qt::Key_Right || key == Qt::Key_Down ? 1 : -1;
    int found = m_current;
    double least = 0;
    for (std::size_t i = 0; i < m_drawing.marks.size(); ++i) {
        const QPointF way = m_drawing.marks[i].place.center() - from;
        const double along = sign * (across ? way.x() : way.y());
        const double aside = std::abs(across ? way.y() : way.x());
        const double cost = along + 3 * aside;
        if (along > 0.5 && (found == m_current || cost < least)) {
            found = static_cast<int>(i);
            least = cost;
        }
    }
    return found;
}

void FigureView::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_drawing.marks.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        setCurrent(nearest(event->key()));
        return;
    case Qt::Key_Home:
        setCurrent(std::min(0, last));
        return;
    case Qt::Key_End:
        setCurrent(last);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void FigureView::setCurrent(int mark)
{
    m_current = mark;
    if (mark >= 0) {
        const figure::Mark& current = m_drawing.marks[static_cast<std::size_t>(mark)];
        const QRectF place = shown(current);
        const auto reveal = [](QScrollBar* bar, double from, double to, int room) {
            if (from < 0)
                bar->setValue(bar->value() + static_cast<int>(from) - theme::Grid);
            else if (to > room)
                bar->setValue(bar->value() + static_cast<int>(to) - room + theme::Grid);
        };
        reveal(verticalScrollBar(), place.top(), place.bottom(), viewport()->height());
        reveal(horizontalScrollBar(), place.left(), place.right(), viewport()->width());
        // A screen reader says the mark, as it would an item of a list.
        setAccessibleName(m_drawing.title + u": "_s + current.label);
    } else {
        setAccessibleName(m_drawing.title);
    }
    QAccessibleEvent changed(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
    viewport()->update();
}

bool FigureView::focusNextPrevChild(bool next)
{
    const int last = static_cast<int>(m_drawing.marks.size()) - 1;
    const int mark = m_current + (next ? 1 : -1);
    if (m_current < 0 || mark < 0 || mark > last)
        return QAbstractScrollArea::focusNextPrevChild(next);
    setCurrent(mark);
    return true;
}

void FigureView::focusInEvent(QFocusEvent* event)
{
    const int last = static_cast<int>(m_drawing.marks.size()) - 1;
    if (event->reason() == Qt::BacktabFocusReason)
        setCurrent(last);
    else if (event->reason() == Qt::TabFocusReason || m_current < 0)
        setCurrent(std::min(0, last));
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void FigureView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void FigureView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        updateGeometry();
        layOut();
    }
}

bool FigureView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int mark = markAt(help->pos());
        if (mark < 0) {
            QToolTip::hideText();
            return true;
        }
        const figure::Mark& over = m_drawing.marks[static_cast<std::size_t>(mark)];
        QToolTip::showText(help->globalPos(), asToolTip(over.label), viewport(), shown(over).toRect());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace winnow::ui
