#include "ui/synthesis/chartcard.h"

#include "core/base/shown.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QResizeEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr std::size_t CardBars = 8; ///< more are shown when the chart is enlarged

} // namespace

ChartCard::ChartCard(QWidget* parent)
    : QWidget(parent)
    , m_title(new LinkButton({}))
    , m_export(new QToolButton)
    , m_view(new FigureView(FigureView::Fit::Given))
{
    auto* menu = new QMenu(m_export);
    connect(menu->addAction(tr("Export figure…")), &QAction::triggered, this, &ChartCard::figureExported);
    connect(menu->addAction(tr("Export data (CSV)…")), &QAction::triggered, this, &ChartCard::dataExported);
    m_view->addActions(menu->actions());
    m_export->setIcon(theme::icon(QStringLiteral("export")));
    m_export->setAutoRaise(true);
    // Not setMenu(): its arrow would stand where the icon is.
    connect(m_export, &QToolButton::clicked, menu,
        [this, menu] { menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height()))); });
    m_title->setToolTip(tr("Enlarge this chart"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, 0);
    head->addWidget(m_title, 1, Qt::AlignLeft);
    head->addWidget(m_export);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, theme::Grid);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_view);
    column->addStretch(1);
    connect(m_title, &QPushButton::clicked, this, &ChartCard::enlarged);
    connect(m_view, &FigureView::markActivated, this, &ChartCard::markActivated);
}

void ChartCard::setChart(const figure::Chart& chart)
{
    m_chart = chart;
    m_title->setText(QString(chart.title).replace(u'&', QStringLiteral("&&")));
    m_title->setAccessibleName(tr("Enlarge: %1").arg(chart.title));
    m_export->setAccessibleName(tr("Export: %1").arg(chart.title));
    m_export->setToolTip(asToolTip(m_export->accessibleName()));
    layOut();
}

void ChartCard::layOut()
{
    figure::Look look;
    look.palette = figurePalette();
    look.width = std::max(160.0, (width() - 2) / figureScale());
    look.bars = CardBars;
    figure::Chart untitled = m_chart; // the card has its title already
    untitled.title.clear();
    figure::Drawing drawing = figure::barChart(untitled, look);
    drawing.title = m_chart.title;
    drawing.description = m_chart.title + drawing.description;
    m_view->setDrawing(drawing);
    m_view->setFixedHeight(m_view->sizeHint().height());
}

void ChartCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().surface);
    painter.setPen(theme::colors().border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ChartCard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOut();
}

void ChartCard::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        layOut();
}

} // namespace winnow::ui
