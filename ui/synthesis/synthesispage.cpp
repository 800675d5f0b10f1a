#include "ui/synthesis/synthesispage.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/models/session.h"
#include "ui/synthesis/chartcard.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Empty, Charts };
enum ChartsShown { Gallery, Large };
constexpr int SummaryRole = Qt::UserRole; ///< the summary's place; −1: all; absent: a heading

} // namespace

SynthesisPage::SynthesisPage(Dialogs& dialogs, QWidget* parent)
    : Page(PageId::Synthesis, dialogs, parent)
    , m_header(new PageHeader(tr("Synthesis")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(
          tr("No records yet. Once export files are imported, they are charted here."), tr("Go to sources")))
    , m_list(new QListWidget)
    , m_charts(new QStackedWidget)
    , m_gallery(new QScrollArea)
    , m_grid(new QGridLayout)
    , m_large(new FigureView(FigureView::Fit::Whole))
{
    makeActions();
    m_list->setAccessibleName(tr("Charts"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumWidth(22 * theme::Grid);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* cards = new QWidget;
    auto* column = new QVBoxLayout(cards);
    column->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid);
    column->addLayout(m_grid);
    column->addStretch(1);
    m_grid->setSpacing(2 * theme::Grid);
    m_gallery->setWidget(cards);
    m_gallery->setWidgetResizable(true);
    m_gallery->setFrameShape(QFrame::NoFrame);
    m_gallery->setAccessibleName(tr("Charts"));
    m_gallery->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_gallery->viewport()->installEventFilter(this);
    m_charts->addWidget(m_gallery);
    m_charts->addWidget(m_large);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(m_list);
    split->addWidget(m_charts);
    split->setStretchFactor(1, 1);
    split->setSizes({28 * theme::Grid, 100 * theme::Grid});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(split);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addWidget(m_stack, 1);

    connect(m_empty, &EmptyState::clicked, this, [this] {
        Door door;
        door.page = PageId::Sources;
        Q_EMIT doorOpened(door);
    });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        const int place = item ? item->data(SummaryRole).toInt() : -1;
        m_controller.select(place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place)));
    });
    connect(m_large, &FigureView::markActivated, this, [this](int category) {
        if (m_controller.selected())
            openDoor(*m_controller.selected(), category);
    });
    connect(&m_controller, &SynthesisController::changed, this, &SynthesisPage::follow);
    connect(&m_controller, &SynthesisController::selectionChanged, this, &SynthesisPage::followSelection);
    connect(&m_controller, &SynthesisController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    follow();
}

SynthesisPage::~SynthesisPage()
{
    removeWidgets();
}

void SynthesisPage::makeActions()
{
    const auto make = [this](const QString& text, const QString& name, const auto& run) {
        auto* action = new QAction(text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        auto* button = new QPushButton(text);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_header->addControl(button);
        m_buttons += button;
        return action;
    };
    m_all = make(tr("Show all charts"), u"synthesis.all"_s, [this] { m_controller.select(std::nullopt); });
    m_exportFigure = make(tr("Export figure…"), u"synthesis.exportFigure"_s, [this] {
        if (m_controller.selected())
            saveFigure(*m_controller.selected());
    });
    m_exportData = make(tr("Export data (CSV)…"), u"synthesis.exportData"_s, [this] {
        if (m_controller.selected())
            saveData(*m_controller.selected());
    });
    m_large->addActions({m_exportFigure, m_exportData});
}

void SynthesisPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller.setSession(session);
}

void SynthesisPage::entered()
{
    m_controller.setActive(true);
    if (m_stack->currentIndex() == Charts)
        m_list->setFocus();
    else
        m_empty->setFocus();
}

void SynthesisPage::hideEvent(QHideEvent* event)
{
    m_controller.setActive(false);
    Page::hideEvent(event);
}

QList<QAction*> SynthesisPage::pageActions() const
{
    return QList<QAction*>{m_all, m_exportFigure, m_exportData} + m_large->zoomActions();
}

void SynthesisPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_exportData != nullptr)
        followSelection();
}

bool SynthesisPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_gallery->viewport() && event->type() == QEvent::Resize)
        arrangeCards();
    return Page::eventFilter(watched, event);
}

void SynthesisPage::follow()
{
    m_header->setStatus(m_controller.status());
    fillList();
    fillGallery();
    followSelection();
    const bool any = m_controller.hasRecords();
    const bool focused = m_empty->hasFocus();
    m_stack->setCurrentIndex(any ? Charts : Empty);
    if (any && focused)
        m_list->setFocus();
}

/// All charts, those of records, those of included studies.
void SynthesisPage::fillList()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto heading = [this](const QString& text) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setFlags(Qt::NoItemFlags);
        item->setFont(theme::caption());
    };
    auto* all = new QListWidgetItem(tr("All charts"), m_list);
    all->setData(SummaryRole, -1);
    std::optional<bool> ofStudies;
    for (std::size_t i = 0; i < m_controller.summaries().size(); ++i) {
        const SynthesisController::Summary& summary = m_controller.summaries()[i];
        if (ofStudies != summary.field.ofStudies)
            heading(summary.field.ofStudies ? tr("Included studies") : tr("Records"));
        ofStudies = summary.field.ofStudies;
        auto* item = new QListWidgetItem(toQString(summary.field.label), m_list);
        item->setData(SummaryRole, static_cast<int>(i));
        item->setToolTip(asToolTip(summary.chart.title));
    }
}

void SynthesisPage::fillGallery()
{
    const std::size_t wanted = m_controller.summaries().size();
    while (m_cards.size() > wanted) {
        delete m_cards.back();
        m_cards.pop_back();
    }
    while (m_cards.size() < wanted) {
        const std::size_t place = m_cards.size();
        auto* card = new ChartCard;
        connect(card, &ChartCard::enlarged, this, [this, place] { m_controller.select(place); });
        connect(card, &ChartCard::figureExported, this, [this, place] { saveFigure(place); });
        connect(card, &ChartCard::dataExported, this, [this, place] { saveData(place); });
        connect(card, &ChartCard::markActivated, this, [this, place](int category) { openDoor(place, category); });
        m_cards.push_back(card);
        m_columns = 0;
    }
    for (std::size_t i = 0; i < wanted; ++i)
        m_cards[i]->setChart(m_controller.summaries()[i].chart);
    arrangeCards();
}

/// As many columns as have room for a chart.
void SynthesisPage::arrangeCards()
{
    const int least = static_cast<int>(300 * figureScale());
    const int columns = std::clamp(m_gallery->viewport()->width() / least, 1, 4);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (ChartCard* card : m_cards)
        m_grid->removeWidget(card);
    for (int column = 0; column < 4; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (int i = 0; i < static_cast<int>(m_cards.size()); ++i)
        m_grid->addWidget(m_cards[static_cast<std::size_t>(i)], i / columns, i % columns);
}

void SynthesisPage::followSelection()
{
    const std::optional<std::size_t> selected = m_controller.selected();
    for (QPushButton* button : m_buttons)
        button->setVisible(selected.has_value());
    for (QAction* action : {m_all, m_exportFigure, m_exportData})
        action->setEnabled(selected.has_value());
    const int place = selected ? static_cast<int>(*selected) : -1;
    {
        const QSignalBlocker quiet(m_list);
        for (int row = 0; row < m_list->count(); ++row) {
            const QVariant there = m_list->item(row)->data(SummaryRole);
            if (there.isValid() && there.toInt() == place)
                m_list->setCurrentRow(row);
        }
    }
    if (selected) {
        figure::Look look;
        look.palette = figurePalette();
        m_large->setDrawing(figure::barChart(m_controller.summaries()[*selected].chart, look));
    }
    m_charts->setCurrentIndex(selected ? Large : Gallery);
}

void SynthesisPage::openDoor(std::size_t summary, int category)
{
    if (const std::optional<Door> door = m_controller.door(summary, category))
        Q_EMIT doorOpened(*door);
}

void SynthesisPage::saveFigure(std::size_t summary)
{
    exportFigure(this, dialogs(), figure::barChart(m_controller.summaries()[summary].chart),
        m_controller.exportName(summary), [this](const QString& text) { Q_EMIT notice(text, false); });
}

void SynthesisPage::saveData(std::size_t summary)
{
    exportCsv(this, dialogs(), figure::chartCsv(m_controller.summaries()[summary].chart),
        m_controller.exportName(summary), [this](const QString& text) { Q_EMIT notice(text, false); });
}

} // namespace winnow::ui
