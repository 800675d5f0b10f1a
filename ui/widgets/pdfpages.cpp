#include "ui/widgets/pdfpages.h"

#include "ui/widgets/theme.h"

#include <QAbstractListModel>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr double Widest = 160; ///< pixels of the screen, before its ratio

class PagesModel final : public QAbstractListModel {
public:
    PagesModel(const pdf::Document& document, QObject* parent)
        : QAbstractListModel(parent)
        , m_document(document)
    {
    }
    void reload()
    {
        beginResetModel();
        endResetModel();
    }
    void touch(int page) { Q_EMIT dataChanged(index(page), index(page)); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() || m_document.state() != pdf::Document::State::Ready ? 0 : m_document.pageCount();
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return {};
        const QString& label = m_document.page(index.row()).label;
        return PdfPages::tr("Page %1").arg(label.isEmpty() ? QString::number(index.row() + 1) : label);
    }

private:
    const pdf::Document& m_document;
};

/// The page as far as it is rendered, with its label below; a frame around the one that is read.
class PageDelegate final : public QStyledItemDelegate {
public:
    PageDelegate(pdf::Document& document, const PdfPages& pages, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_document(document)
        , m_pages(pages)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colors& colors = theme::colors();
        const pdf::Tile tile = m_pages.tileOf(index.row());
        const double ratio = m_pages.devicePixelRatioF();
        const QSize size(qRound(tile.area.width() / ratio), qRound(tile.area.height() / ratio));
        const QRect place(
            option.rect.center().x() - size.width() / 2, option.rect.top() + theme::Grid, size.width(), size.height());
        painter->save();
        QImage image = m_document.image(tile);
        if (image.isNull())
            image = m_document.standIn(index.row(), pdf::Rotation::None);
        if (image.isNull())
            painter->fillRect(place, Qt::white);
        else
            painter->drawImage(place, image);
        const bool current = (option.state & QStyle::State_Selected) != 0;
        painter->setPen(QPen(current ? colors.accent : colors.border, current ? 2 : 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(place.adjusted(-1, -1, 0, 0));
        painter->setPen(current ? colors.text : colors.muted);
        painter->setFont(theme::caption());
        painter->drawText(
            QRect(option.rect.left(), place.bottom() + 2, option.rect.width(), QFontMetrics(theme::caption()).height()),
            Qt::AlignCenter, index.data().toString());
        painter->restore();
    }
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const pdf::Tile tile = m_pages.tileOf(index.row());
        return {10,
            qRound(tile.area.height() / m_pages.devicePixelRatioF()) + 2 * theme::Grid
                + QFontMetrics(theme::caption()).height()};
    }

private:
    pdf::Document& m_document;
    const PdfPages& m_pages;
};

} // namespace

PdfPages::PdfPages(pdf::Document& document, QWidget* parent)
    : QListView(parent)
    , m_document(document)
    , m_open(&document)
{
    auto* const model = new PagesModel(document, this);
    setModel(model);
    setItemDelegate(new PageDelegate(document, *this, this));
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Pages"));
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&document, &pdf::Document::stateChanged, this, &PdfPages::reload);
    connect(&document, &pdf::Document::tileReady, this, [this, model](const pdf::Tile& tile) {
        if (isVisible() && tile == tileOf(tile.page))
            model->touch(tile.page);
    });
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { Q_EMIT pageChosen(index.row()); });
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) { Q_EMIT pageChosen(index.row()); });
}

pdf::Tile PdfPages::tileOf(int page) const
{
    pdf::Tile tile;
    tile.page = page;
    if (page < 0 || page >= m_document.pageCount())
        return tile;
    const QSizeF size = m_document.page(page).size;
    const double room = std::max(40.0, std::min(Widest, viewport()->width() - 3.0 * theme::Grid));
    // A page far higher than wide is as small as fits a square.
    tile.scale = room * devicePixelRatioF() / std::max({size.width(), size.height() / 1.6, 1.0});
    tile.area = QRect(QPoint(0, 0), pdf::pixelSize(size, tile.scale, pdf::Rotation::None));
    return tile;
}

void PdfPages::setCurrentPage(int page)
{
    const QModelIndex index = model()->index(page, 0);
    if (!index.isValid() || index == currentIndex())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

void PdfPages::reload()
{
    static_cast<PagesModel*>(model())->reload();
    ask();
}

/// What is in sight; nothing while this is hidden.
void PdfPages::ask()
{
    if (m_open.isNull())
        return;
    std::vector<pdf::Tile> tiles;
    if (isVisible() && m_document.state() == pdf::Document::State::Ready) {
        const QModelIndex first = indexAt({viewport()->width() / 2, 1});
        for (int page = first.isValid() ? first.row() : 0; page < m_document.pageCount(); ++page) {
            if (visualRect(model()->index(page, 0)).top() > viewport()->height())
                break;
            tiles.push_back(tileOf(page));
        }
    }
    m_document.wantAside(std::move(tiles));
}

void PdfPages::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // pages are as wide as there is room
    ask();
}

void PdfPages::showEvent(QShowEvent* event)
{
    QListView::showEvent(event);
    Q_EMIT shown();
    ask();
}

void PdfPages::hideEvent(QHideEvent* event)
{
    QListView::hideEvent(event);
    ask();
}

void PdfPages::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    ask();
}

} // namespace winnow::ui
