#include "ui/widgets/pdfview.h"

#include "core/base/shown.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace winnow::ui {

namespace {

constexpr double PointsPerInch = 72;
constexpr double ZoomStep = 1.2;
constexpr int PagesAhead = 2;
constexpr int PagesBehind = 1;
constexpr std::size_t MostRemembered = 100;

/// Lightness is turned round (in HSL: c + 255 − largest − smallest), so that hues stay; white becomes the paper's dark.
QImage darkened(const QImage& image)
{
    QImage dark = image.convertToFormat(QImage::Format_RGB32);
    const PaperColors& colors = theme::paper(Paper::Dark);
    const int low = colors.paper.lightness();
    const int high = colors.print.lightness();
    std::array<uchar, 256> lifted{};
    for (int i = 0; i < 256; ++i)
        lifted[static_cast<std::size_t>(i)] = static_cast<uchar>(low + i * (high - low) / 255);
    for (int y = 0; y < dark.height(); ++y) {
        uchar* byte = dark.scanLine(y);
        for (int x = 0; x < dark.width(); ++x, byte += 4) {
            const int turn = 255 - std::max({byte[0], byte[1], byte[2]}) - std::min({byte[0], byte[1], byte[2]});
            for (int channel = 0; channel < 3; ++channel)
                byte[channel] = lifted[static_cast<std::size_t>(byte[channel] + turn)];
        }
    }
    return dark;
}

} // namespace

PdfView::PdfView(pdf::Document& document, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_document(document)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Pages of the PDF"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(48);
    horizontalScrollBar()->setSingleStep(48);
    connect(&m_document, &pdf::Document::stateChanged, this, &PdfView::documentChanged);
    connect(&m_document, &pdf::Document::tileReady, this, [this](const pdf::Tile& tile) {
        if (tile.page < m_layout.pageCount())
            viewport()->update(m_layout.page(tile.page).translated(-offset()));
    });
    connect(&m_document, &pdf::Document::pageFailed, this, [this] { viewport()->update(); });
    connect(&m_document, &pdf::Document::textReady, this, [this](int page) {
        if (hasSelection() && page >= std::min(m_anchor, m_head).page && page <= std::max(m_anchor, m_head).page)
            viewport()->update();
    });
    documentChanged();
}

void PdfView::documentChanged()
{
    m_sizes.clear();
    if (m_document.state() == pdf::Document::State::Ready) {
        for (int i = 0; i < m_document.pageCount(); ++i)
            m_sizes.push_back(m_document.page(i).size);
    } else {
        for (PdfMarkList& list : m_marks)
            list.clear();
        m_selectedMark = -1;
        setTool(Tool::Text);
        m_rotation = pdf::Rotation::None;
        m_darkened.clear();
        m_back.clear();
        m_forward.clear();
        Q_EMIT historyChanged();
        clearSelection();
    }
    m_current = 0;
    layOut({});
    Q_EMIT currentPageChanged(m_current);
}

// Layout --------------------------------------------------------------------------------------------------------------

QPoint PdfView::offset() const
{
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

QRect PdfView::sheetInSight() const
{
    return {offset(), viewport()->size()};
}

PdfView::Place PdfView::place() const
{
    if (m_layout.pageCount() == 0)
        return {};
    const int y = offset().y() + PdfLayout::Gap;
    const int page = pageOnLine(y);
    const QRect where = m_layout.page(page);
    return {page, static_cast<double>(y - where.top()) / where.height()};
}

void PdfView::layOut(const Place& keep)
{
    const QScopedValueRollback<bool> guard(m_layingOut, true);
    double scale = m_layout.scale();
    if (!m_sizes.empty() && m_fit != Fit::None) {
        const QSizeF page =
            m_sizes[static_cast<std::size_t>(std::min<int>(keep.page, static_cast<int>(m_sizes.size()) - 1))];
        const QSize room = maximumViewportSize() - QSize(verticalScrollBar()->sizeHint().width(), 0);
        scale = m_fit == Fit::Width ? PdfLayout::fitWidth(page, m_rotation, room)
                                    : PdfLayout::fitPage(page, m_rotation, room);
    }
    m_layout.lay(m_sizes, scale, m_rotation, viewport()->width(), m_single ? viewport()->height() : 0);
    const QSize view = viewport()->size();
    const QSize sheet = m_layout.size();
    verticalScrollBar()->setPageStep(view.height());
    horizontalScrollBar()->setPageStep(view.width());
    const int scrolledPart = horizontalScrollBar()->maximum() > 0
        ? horizontalScrollBar()->value() * 1000 / horizontalScrollBar()->maximum()
        : 500;
    bound(keep.page);
    horizontalScrollBar()->setRange(0, m_sizes.empty() ? 0 : std::max(0, sheet.width() - view.width()));
    horizontalScrollBar()->setValue(horizontalScrollBar()->maximum() * scrolledPart / 1000);
    if (!m_sizes.empty()) {
        const QRect page = m_layout.page(std::min(keep.page, m_layout.pageCount() - 1));
        verticalScrollBar()->setValue(page.top() + static_cast<int>(keep.top * page.height()) - PdfLayout::Gap);
    }
    viewport()->update();
    askForTiles();
    follow();
    Q_EMIT zoomChanged();
}

/// One page at a time is the whole sheet, of which the bar reaches only that page.
void PdfView::bound(int page)
{
    if (m_sizes.empty())
        return verticalScrollBar()->setRange(0, 0);
    const auto [top, height] =
        m_single ? m_layout.slotOf(std::min(page, m_layout.pageCount() - 1)) : std::pair(0, m_layout.size().height());
    verticalScrollBar()->setRange(top, std::max(top, top + height - viewport()->height()));
}

int PdfView::pageOnLine(int y) const
{
    return m_single ? m_current : m_layout.pageAt(y);
}

void PdfView::setSinglePage(bool single)
{
    if (m_single == single)
        return;
    const Place keep{m_current, single ? 0 : place().top};
    m_single = single;
    layOut(keep);
}

void PdfView::turnPage(int step)
{
    const int page = m_current + step;
    if (page < 0 || page >= m_layout.pageCount())
        return;
    goToPage(page);
    if (step < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void PdfView::resizeEvent(QResizeEvent*)
{
    if (!m_layingOut)
        layOut(place());
}

void PdfView::scrollContentsBy(int, int)
{
    viewport()->update();
    if (m_layingOut)
        return;
    askForTiles();
    follow();
}

void PdfView::follow()
{
    if (m_layout.pageCount() == 0 || m_single)
        return;
    const int line = offset().y() + viewport()->height() / 3;
    const bool atEnd =
        verticalScrollBar()->value() == verticalScrollBar()->maximum() && verticalScrollBar()->value() > 0;
    const int page = atEnd ? m_layout.pageCount() - 1 : m_layout.pageAt(line);
    if (page == m_current)
        return;
    m_current = page;
    Q_EMIT currentPageChanged(page);
}

void PdfView::askForTiles()
{
    if (m_sizes.empty() || m_document.state() != pdf::Document::State::Ready || !isVisible())
        return;
    const QRect seen = sheetInSight();
    const auto [first, end] = m_layout.pagesIn(seen);
    const auto tilesOf = [&](int page, const QRect& area) {
        const QRect where = m_layout.page(page);
        return PdfLayout::tiles(page, m_sizes[static_cast<std::size_t>(page)], m_layout.scale(), m_rotation,
            devicePixelRatioF(), QRectF(area.intersected(where)).translated(-where.topLeft()));
    };
    std::vector<pdf::Tile> inSight;
    for (int page = first; page < end; ++page)
        for (const pdf::Tile& tile : tilesOf(page, seen))
            inSight.push_back(tile);
    std::vector<pdf::Tile> near;
    const QRect ahead = seen.adjusted(0, -seen.height(), 0, 2 * seen.height());
    for (int page = end; page < std::min(end + PagesAhead, m_layout.pageCount()); ++page)
        for (const pdf::Tile& tile : tilesOf(page, ahead))
            near.push_back(tile);
    for (int page = first - 1; page >= std::max(0, first - PagesBehind); --page)
        for (const pdf::Tile& tile : tilesOf(page, ahead))
            near.push_back(tile);
    m_document.want(std::move(inSight), std::move(near));
}

// Going and zooming ---------------------------------------------------------------------------------------------------

int PdfView::currentPage() const
{
    return m_current;
}

void PdfView::goToPage(int page, double top)
{
    if (page < 0 || page >= m_layout.pageCount())
        return;
    const QRect where = m_layout.page(page);
    const int before = m_current;
    if (m_single) {
        m_current = page;
        bound(page);
    }
    verticalScrollBar()->setValue(where.top() + static_cast<int>(top * where.height()) - PdfLayout::Gap);
    m_current = page; // the last pages may not reach the top
    if (page != before)
        Q_EMIT currentPageChanged(page);
}

void PdfView::show(int page, const QRectF& box)
{
    if (page < 0 || page >= m_layout.pageCount())
        return;
    if (m_single && page != m_current)
        goToPage(page);
    const QRect seen = sheetInSight();
    const QRect wanted = onSheet(page, box).toAlignedRect();
    const int room = viewport()->height() / 5;
    if (wanted.top() < seen.top() + room / 4 || wanted.bottom() > seen.bottom() - room / 4)
        verticalScrollBar()->setValue(wanted.top() - room);
    if (wanted.left() < seen.left() || wanted.right() > seen.right())
        horizontalScrollBar()->setValue(wanted.left() - PdfLayout::Gap);
}

int PdfView::percent() const
{
    return static_cast<int>(std::lround(scale() * PointsPerInch * 100 / logicalDpiX()));
}

void PdfView::setZoom(Fit fit, double scale, std::optional<QPoint> fixed)
{
    if (m_layout.pageCount() == 0)
        return;
    const QPoint at = fixed.value_or(QPoint(viewport()->width() / 2, PdfLayout::Gap));
    const int page = pageOnLine(offset().y() + at.y());
    const QRect before = m_layout.page(page);
    const QPointF part((offset().x() + at.x() - before.left()) / static_cast<double>(before.width()),
        (offset().y() + at.y() - before.top()) / static_cast<double>(before.height()));
    m_fit = fit;
    if (fit == Fit::None) {
        const QScopedValueRollback<bool> guard(m_layingOut, true);
        m_layout.lay(m_sizes, scale, m_rotation, viewport()->width(), m_single ? viewport()->height() : 0);
    }
    layOut({fit == Fit::Page ? m_current : page, fit == Fit::Page ? 0 : part.y()});
    if (fit != Fit::None)
        return;
    // The point under the mouse (or the middle of the upper edge) stays where it is.
    const QRect after = m_layout.page(page);
    horizontalScrollBar()->setValue(after.left() + static_cast<int>(part.x() * after.width()) - at.x());
    verticalScrollBar()->setValue(after.top() + static_cast<int>(part.y() * after.height()) - at.y());
}

void PdfView::setFit(Fit fit)
{
    setZoom(fit, scale());
}

void PdfView::zoomBy(double factor)
{
    setZoom(Fit::None, scale() * factor);
}

void PdfView::setPercent(int percent)
{
    setZoom(Fit::None, percent * logicalDpiX() / (PointsPerInch * 100));
}

void PdfView::remember()
{
    if (m_layout.pageCount() == 0)
        return;
    const Place here = place();
    if (m_back.empty() || m_back.back().page != here.page || std::abs(m_back.back().top - here.top) > 0.02)
        m_back.push_back(here);
    if (m_back.size() > MostRemembered)
        m_back.erase(m_back.begin());
    m_forward.clear();
    Q_EMIT historyChanged();
}

void PdfView::travel(std::vector<Place>& from, std::vector<Place>& to)
{
    if (from.empty())
        return;
    to.push_back(place());
    const Place there = from.back();
    from.pop_back();
    goToPage(there.page, there.top);
    follow(); // the upper edge may show the end of the page before
    Q_EMIT historyChanged();
}

void PdfView::setPaper(Paper paper)
{
    m_paper = paper;
    m_darkened.clear();
    viewport()->update();
}

QImage PdfView::asPaper(const QImage& image)
{
    if (m_paper == Paper::White || image.isNull())
        return image;
    if (const QImage* known = m_darkened.object(image.cacheKey()))
        return *known;
    const QImage dark = darkened(image);
    m_darkened.insert(image.cacheKey(), new QImage(dark), std::max<qsizetype>(1, dark.sizeInBytes() >> 10));
    return dark;
}

void PdfView::turn(int quarters)
{
    const int page = m_current;
    m_rotation = static_cast<pdf::Rotation>((static_cast<int>(m_rotation) + quarters) % 4);
    layOut({page, 0});
}

// Painting ------------------------------------------------------------------------------------------------------------

void PdfView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::blend(theme::colors().border, theme::colors().window, 0.5));
    const QRect exposed = event->rect().translated(offset());
    painter.translate(-offset());
    const auto [first, end] = m_layout.pagesIn(exposed);
    for (int page = first; page < end; ++page)
        paintPage(painter, page, exposed);
    if (m_box) {
        painter.setPen(QPen(theme::paper(m_paper).outline, 1.5, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(m_box->translated(offset()));
    }
}

void PdfView::paintPage(QPainter& painter, int page, const QRect& exposed)
{
    const QRect where = m_layout.page(page);
    painter.setPen(theme::colors().border);
    painter.setBrush(theme::paper(m_paper).paper);
    painter.drawRect(where.adjusted(-1, -1, 0, 0));
    if (const QString trouble = m_document.pageTrouble(page); !trouble.isEmpty()) {
        painter.setPen(theme::paper(m_paper).print);
        painter.setFont(font());
        painter.drawText(where.adjusted(PdfLayout::Gap, PdfLayout::Gap, -PdfLayout::Gap, -PdfLayout::Gap),
            Qt::AlignCenter | Qt::TextWordWrap, trouble);
        return;
    }
    const double ratio = devicePixelRatioF();
    const QRectF seen = QRectF(exposed.intersected(where)).translated(-where.topLeft());
    const auto tiles =
        PdfLayout::tiles(page, m_sizes[static_cast<std::size_t>(page)], m_layout.scale(), m_rotation, ratio, seen);
    std::vector<QImage> images;
    images.reserve(tiles.size());
    for (const pdf::Tile& tile : tiles)
        images.push_back(asPaper(m_document.image(tile)));
    if (std::any_of(images.begin(), images.end(), [](const QImage& image) { return image.isNull(); })) {
        if (const QImage other = m_document.standIn(page, m_rotation); !other.isNull())
            painter.drawImage(where, asPaper(other));
    }
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (images[i].isNull())
            continue;
        images[i].setDevicePixelRatio(ratio);
        painter.drawImage(QPointF(where.topLeft()) + QPointF(tiles[i].area.topLeft()) / ratio, images[i]);
    }
    paintMarks(painter, page, exposed);
}

void PdfView::paintMarks(QPainter& painter, int page, const QRect& exposed)
{
    struct Shown {
        const PdfMark* mark;
        std::vector<QRectF> boxes;
        bool selected;
    };
    std::vector<Shown> shown;
    for (const PdfMarkList& list : m_marks)
        for (const PdfMark& mark : list.on(page)) {
            const bool annotation = &list == &m_marks[static_cast<std::size_t>(PdfMarks::Annotations)];
            Shown one{&mark, {}, annotation && mark.key >= 0 && mark.key == m_selectedMark};
            bool seen = false;
            for (const QRectF& box : mark.boxes) {
                one.boxes.push_back(onSheet(page, box));
                seen = seen || one.boxes.back().adjusted(-NoteSign, -NoteSign, NoteSign, NoteSign).intersects(exposed);
            }
            if (seen)
                shown.push_back(std::move(one));
        }
    painter.save();
    painter.setClipRect(m_layout.page(page), Qt::IntersectClip);
    painter.setCompositionMode(
        m_paper == Paper::White ? QPainter::CompositionMode_Multiply : QPainter::CompositionMode_Screen);
    for (const Shown& one : shown)
        paintBehind(painter, *one.mark, one.boxes, m_paper);
    if (const auto range = selectedOn(page))
        for (const QRectF& box : m_document.text(page)->boxes(*range))
            painter.fillRect(onSheet(page, box), theme::paper(m_paper).area(Ink::Selection));
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Shown& one : shown)
        paintOver(painter, *one.mark, one.boxes, m_paper, one.selected);
    painter.restore();
}

void PdfView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

void PdfView::setMarks(PdfMarks list, std::vector<PdfMark> marks)
{
    m_marks[static_cast<std::size_t>(list)].set(std::move(marks));
    viewport()->update();
}

void PdfView::selectMark(int key)
{
    m_selectedMark = key;
    viewport()->update();
}

void PdfView::setTool(Tool tool)
{
    m_box.reset();
    viewport()->update();
    if (m_tool == tool)
        return;
    m_tool = tool;
    showCursor(viewport()->mapFromGlobal(QCursor::pos()));
    Q_EMIT toolChanged();
}

// Places --------------------------------------------------------------------------------------------------------------

QRectF PdfView::onSheet(int page, const QRectF& box) const
{
    const QRectF turned = pdf::turned(box, m_sizes[static_cast<std::size_t>(page)], m_rotation);
    return QRectF(turned.topLeft() * scale(), turned.size() * scale()).translated(m_layout.page(page).topLeft());
}

QRect PdfView::inSight(int page, const QRectF& box) const
{
    return page < m_layout.pageCount() ? onSheet(page, box).toAlignedRect().translated(-offset()) : QRect();
}

QPointF PdfView::onPage(int page, QPoint viewPoint) const
{
    const QPointF point = QPointF(viewPoint + offset() - m_layout.page(page).topLeft()) / scale();
    return pdf::turnedBack(point, m_sizes[static_cast<std::size_t>(page)], m_rotation);
}

int PdfView::pageUnder(QPoint viewPoint) const
{
    return m_layout.pageCount() == 0 ? -1 : pageOnLine(viewPoint.y() + offset().y());
}

PdfView::Caret PdfView::caretAt(QPoint viewPoint) const
{
    const int page = std::max(0, pageUnder(viewPoint));
    const auto text = m_document.text(page);
    return {page, text && m_layout.pageCount() > 0 ? text->offsetAt(onPage(page, viewPoint)) : 0};
}

const pdf::Link* PdfView::linkAt(QPoint viewPoint) const
{
    const int page = pageUnder(viewPoint);
    if (page < 0)
        return nullptr;
    const QPointF point = onPage(page, viewPoint);
    for (const pdf::Link& link : m_document.links(page))
        if (link.box.contains(point))
            return &link;
    return nullptr;
}

const PdfMark* PdfView::markAt(PdfMarks list, QPoint viewPoint) const
{
    const int page = pageUnder(viewPoint);
    return page < 0 ? nullptr
                    : m_marks[static_cast<std::size_t>(list)].at(page, onPage(page, viewPoint), NoteSign / scale());
}

// Selecting -----------------------------------------------------------------------------------------------------------

bool PdfView::hasSelection() const
{
    return m_anchor != m_head;
}

std::optional<pdf::TextRange> PdfView::selectedOn(int page) const
{
    const Caret from = std::min(m_anchor, m_head);
    const Caret to = std::max(m_anchor, m_head);
    const auto text = m_document.text(page);
    if (from == to || page < from.page || page > to.page || !text)
        return {};
    const pdf::TextRange range{page == from.page ? from.offset : 0, page == to.page ? to.offset : text->text().size()};
    return range.begin < range.end ? std::optional(range) : std::nullopt;
}

std::vector<PdfPassage> PdfView::selection() const
{
    std::vector<PdfPassage> passages;
    for (int page = std::min(m_anchor, m_head).page; page <= std::max(m_anchor, m_head).page; ++page)
        if (const auto range = selectedOn(page)) {
            const auto text = m_document.text(page);
            passages.push_back({page, *range, text->boxes(*range), text->quote(*range)});
        }
    return passages;
}

QString PdfView::selectedText() const
{
    QStringList quotes;
    for (const PdfPassage& passage : selection())
        quotes += passage.quote;
    return quotes.join(u'\n');
}

void PdfView::setSelection(Caret anchor, Caret head)
{
    if (anchor == m_anchor && head == m_head)
        return;
    m_anchor = anchor;
    m_head = head;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void PdfView::select(int page, pdf::TextRange range)
{
    setSelection({page, range.begin}, {page, range.end});
}

void PdfView::clearSelection()
{
    setSelection({}, {});
}

void PdfView::copy() const
{
    if (hasSelection())
        QApplication::clipboard()->setText(selectedText());
}

void PdfView::selectAround(QPoint viewPoint, pdf::TextRange (pdf::PageText::*unit)(qsizetype) const)
{
    const Caret at = caretAt(viewPoint);
    const auto text = m_document.text(at.page);
    if (!text)
        return;
    const pdf::TextRange range = ((*text).*unit)(at.offset);
    setSelection({at.page, range.begin}, {at.page, range.end});
}

// Mouse and keyboard --------------------------------------------------------------------------------------------------

void PdfView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_layout.pageCount() == 0)
        return;
    m_pressed = event->pos();
    if (m_tool != Tool::Text || event->modifiers().testFlag(Qt::ControlModifier)) {
        m_boxPage = std::max(0, pageUnder(event->pos()));
        m_box = QRect(event->pos(), QSize());
        return;
    }
    if (QDateTime::currentMSecsSinceEpoch() - m_doubleClicked < QApplication::doubleClickInterval()) {
        selectAround(event->pos(), &pdf::PageText::lineAround);
        return;
    }
    m_selecting = true;
    const Caret at = caretAt(event->pos());
    setSelection(event->modifiers().testFlag(Qt::ShiftModifier) && hasSelection() ? m_anchor : at, at);
}

void PdfView::finishBox(QPoint viewPoint)
{
    constexpr double PlaceSide = 6; // points
    const Tool with = m_tool == Tool::Place ? Tool::Place : Tool::Box;
    const QRectF whole(QPointF(0, 0), m_sizes[static_cast<std::size_t>(m_boxPage)]);
    const QPointF from = onPage(m_boxPage, m_pressed);
    const QPointF to = onPage(m_boxPage, viewPoint);
    const bool clicked = (viewPoint - m_pressed).manhattanLength() < QApplication::startDragDistance();
    const QRectF drawn = QRectF(from, to).normalized();
    const QRectF placed(to - QPointF(PlaceSide / 2, PlaceSide / 2), QSizeF(PlaceSide, PlaceSide));
    const QRectF box = (with == Tool::Place ? placed : drawn).intersected(whole);
    m_box.reset();
    viewport()->update();
    if (box.isEmpty() || (with == Tool::Box && clicked))
        return;
    setTool(Tool::Text);
    Q_EMIT boxChosen(with, m_boxPage, box);
}

void PdfView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_box && event->buttons().testFlag(Qt::LeftButton)) {
        m_box = QRect(m_pressed, event->pos()).normalized();
        viewport()->update();
        return;
    }
    if (!m_selecting || !event->buttons().testFlag(Qt::LeftButton)) {
        showCursor(event->pos());
        return;
    }
    const int beyond = event->pos().y() < 0       ? event->pos().y()
        : event->pos().y() > viewport()->height() ? event->pos().y() - viewport()->height()
                                                  : 0;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond / 2);
    setSelection(m_anchor, caretAt(event->pos()));
}

void PdfView::mouseReleaseEvent(QMouseEvent* event)
{
    m_selecting = false;
    if (m_box && event->button() == Qt::LeftButton)
        return finishBox(event->pos());
    const bool clicked = (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || !clicked || hasSelection())
        return;
    if (const pdf::Link* link = linkAt(event->pos())) {
        if (link->page >= 0) {
            remember();
            goToPage(link->page, link->top);
        } else
            Q_EMIT linkActivated(link->url);
        return;
    }
    const PdfMark* mark = markAt(PdfMarks::Annotations, event->pos());
    Q_EMIT markClicked(mark != nullptr ? mark->key : -1);
    const PdfMark* evidence = markAt(PdfMarks::Evidence, event->pos());
    if (mark == nullptr && evidence != nullptr)
        Q_EMIT evidenceClicked(evidence->key);
}

void PdfView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_layout.pageCount() == 0)
        return;
    m_doubleClicked = QDateTime::currentMSecsSinceEpoch();
    selectAround(event->pos(), &pdf::PageText::wordAround);
}

void PdfView::showCursor(QPoint viewPoint)
{
    const int page = pageUnder(viewPoint);
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (m_tool != Tool::Text)
        shape = Qt::CrossCursor;
    else if (linkAt(viewPoint) != nullptr)
        shape = Qt::PointingHandCursor;
    else if (const auto text = m_document.text(page); text && page >= 0 && text->isOnWord(onPage(page, viewPoint)))
        shape = Qt::IBeamCursor;
    viewport()->setCursor(shape);
}

bool PdfView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const pdf::Link* link = linkAt(help->pos());
        const PdfMark* mark = markAt(PdfMarks::Annotations, help->pos());
        if (mark == nullptr)
            mark = markAt(PdfMarks::Evidence, help->pos());
        if (link && link->page < 0)
            QToolTip::showText(help->globalPos(), asToolTip(link->url), viewport());
        else if (mark != nullptr && !mark->tip.isEmpty())
            QToolTip::showText(help->globalPos(), asToolTip(mark->tip), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Show)
        askForTiles();
    return QAbstractScrollArea::viewportEvent(event);
}

void PdfView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        const QScrollBar* bar = verticalScrollBar();
        const int turned = event->angleDelta().y();
        if (m_single && turned < 0 && bar->value() == bar->maximum())
            turnPage(1);
        else if (m_single && turned > 0 && bar->value() == bar->minimum())
            turnPage(-1);
        else
            QAbstractScrollArea::wheelEvent(event);
        return;
    }
    const double steps = event->angleDelta().y() / 120.0;
    setZoom(Fit::None, scale() * std::pow(ZoomStep, steps), event->position().toPoint());
}

void PdfView::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers().testFlag(Qt::AltModifier)) // arrows with Alt go through the history, and don't scroll
        return event->ignore();
    QScrollBar* bar = verticalScrollBar();
    const int screen = std::max(1, viewport()->height() - 3 * bar->singleStep());
    const bool back = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->matches(QKeySequence::Copy))
        return copy();
    const auto scroll = [&](int step) {
        if (m_single && bar->value() == (step > 0 ? bar->maximum() : bar->minimum()))
            turnPage(step > 0 ? 1 : -1);
        else
            bar->setValue(bar->value() + step);
    };
    switch (event->key()) {
    case Qt::Key_PageDown:
        return scroll(screen);
    case Qt::Key_PageUp:
        return scroll(-screen);
    case Qt::Key_Space:
        return scroll(back ? -screen : screen);
    case Qt::Key_Home:
        return goToPage(0);
    case Qt::Key_End:
        goToPage(m_layout.pageCount() - 1);
        return bar->setValue(bar->maximum());
    case Qt::Key_Escape:
        if (m_tool != Tool::Text)
            return setTool(Tool::Text);
        if (hasSelection())
            return clearSelection();
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

} // namespace winnow::ui
