#include "ui/synthesis/synthesispage.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/report/compose.h"
#include "ui/models/session.h"
#include "ui/synthesis/analysispanel.h"
#include "ui/synthesis/chartcard.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Gallery, Large, Analysis, Crossed };
constexpr int CrossedPlace = -2;
constexpr int SummaryRole = Qt::UserRole; ///< the summary's place; −1: all; −2: two fields; absent: a heading, or
constexpr int ReportSlot = 1;
constexpr int AnalysisRole = Qt::UserRole + 1; ///< a meta-analysis, by its id

} // namespace

SynthesisPage::SynthesisPage(Dialogs& dialogs, QWidget* parent)
    : FigurePage(PageId::Synthesis, tr("Synthesis"),
          tr("No records yet. Once export files are imported, they are charted here."), dialogs, parent)
    , m_list(new QListWidget)
    , m_charts(new QStackedWidget)
    , m_gallery(new QScrollArea)
    , m_grid(new QGridLayout)
    , m_large(new FigureView(FigureView::Fit::Whole, u"synthesis"_s))
    , m_analysis(new AnalysisPanel(m_analyses, dialogs))
    , m_crossed(new CrossPanel(m_cross, dialogs))
{
    makeActions();
    m_list->setObjectName(u"charts"_s);
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
    m_charts->addWidget(m_analysis);
    m_charts->addWidget(m_crossed);
    m_panes = new SidePanes(*this, u"synthesis"_s);
    QWidget* const list = makeList();
    m_panes->addSide(list, tr("Charts"), 24 * theme::Grid);
    m_panes->addMain(m_charts, tr("Figure"));
    m_panes->addSide(m_analysis->question(), tr("Question"), 28 * theme::Grid);
    m_panes->showPane(list);
    layOut(m_panes, m_list);

    connect(m_list, &QListWidget::currentItemChanged, this, &SynthesisPage::choose);
    connect(m_analysis, &AnalysisPanel::doorOpened, this, &Page::doorOpened);
    connect(m_analysis, &AnalysisPanel::said, this, [this](const QString& text) { say(text); });
    connect(m_crossed, &CrossPanel::doorOpened, this, &Page::doorOpened);
    connect(m_crossed, &CrossPanel::said, this, [this](const QString& text) { say(text); });
    connect(
        &m_cross, &CrossController::failed, this, [this](const Error& error) { this->dialogs().error(this, error); });
    connect(&m_analyses, &AnalysesController::changed, this, &SynthesisPage::follow);
    connect(&m_analyses, &AnalysesController::selectionChanged, this, &SynthesisPage::followSelection);
    connect(&m_analyses, &AnalysesController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
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
    m_all = makeButton(u"synthesis.all"_s, tr("Show all charts"), [this] {
        m_isCrossed = false;
        m_analyses.select({});
        m_controller.select(std::nullopt);
        followSelection();
    });
    QAction* const figure = makeButton(u"synthesis.exportFigure"_s, tr("Export figure…"), [this] {
        if (m_isCrossed)
            m_crossed->exportFigure();
        else if (m_analyses.current() != nullptr)
            m_analysis->exportFigure();
        else if (m_controller.selected())
            saveFigure(*m_controller.selected());
    });
    QAction* const table = makeButton(u"synthesis.exportData"_s, tr("Export data (CSV)…"), [this] {
        if (m_isCrossed)
            m_crossed->exportData();
        else if (m_analyses.current() != nullptr)
            m_analysis->exportData();
        else if (m_controller.selected())
            saveData(*m_controller.selected());
    });
    m_large->addActions({figure, table});
    m_large->shareZoom(m_analysis->view());
    m_large->shareZoom(m_crossed->view());
    m_analysis->view().addActions({figure, table});
    m_crossed->view().addActions({figure, table});
    m_forR =
        makeAction(u"synthesis.exportForR"_s, tr("Export for R (metafor)…"), {}, [this] { m_analysis->exportForR(); });
    m_remove = makeAction(u"synthesis.removeAnalysis"_s, tr("Remove meta-analysis"), {}, [this] {
        m_analyses.remove();
        Q_EMIT notice(tr("Meta-analysis removed"), true);
    });
}

/// The list, and what is done about the whole beneath it.
QWidget* SynthesisPage::makeList()
{
    QAction* const add =
        makeAction(u"synthesis.addAnalysis"_s, tr("New meta-analysis"), {QKeySequence(Qt::Key_M)}, [this] {
            if (const QString obstacle = m_analyses.obstacle(); !obstacle.isEmpty())
                say(obstacle);
            else
                m_analyses.add();
        });
    QAction* const write = makeAction(
        u"synthesis.report"_s, tr("Write the report…"), {QKeySequence(Qt::Key_W)}, [this] { writeReport(); });
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, theme::Grid);
    column->setSpacing(theme::Grid);
    column->addWidget(m_list, 1);
    for (QAction* const action : {add, write, m_forR, m_remove}) {
        auto* button = new QPushButton(action->text());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [action, button] { button->setVisible(action->isEnabled()); });
        auto* row = new QHBoxLayout;
        row->setContentsMargins(theme::Grid, 0, theme::Grid, 0);
        row->addWidget(button);
        column->addLayout(row);
    }
    return side;
}

void SynthesisPage::choose(const QListWidgetItem* item)
{
    if (item == nullptr)
        return;
    const QVariant analysis = item->data(AnalysisRole);
    const int place = item->data(SummaryRole).toInt();
    m_isCrossed = !analysis.isValid() && place == CrossedPlace;
    m_analyses.select(analysis.toString().toStdString());
    if (!analysis.isValid())
        m_controller.select(place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place)));
    followSelection();
}

void SynthesisPage::setActive(bool active)
{
    m_controller.setActive(active);
    m_analyses.setActive(active);
    m_cross.setActive(active);
}

void SynthesisPage::setSession(const std::shared_ptr<Session>& session)
{
    m_session = session;
    m_controller.setSession(session);
    m_isCrossed = false;
    m_analyses.setSession(session);
    m_cross.setSession(session);
}

/// Everything that Winnow knows, with the meta-analyses that are kept.
void SynthesisPage::writeReport()
{
    if (!m_session)
        return;
    dialogs().saveFile(this, tr("Write the report"), m_analyses.exportName(u"report"_s) + u".odt"_s,
        tr("OpenDocument text (*.odt);;Web page (*.html);;Markdown (*.md)"), [this](const QString& path) {
            if (path.isEmpty() || !m_session)
                return;
            m_session->longQuery<QString>(
                this, ReportSlot, tr("Writing the report"),
                [path, version = QCoreApplication::applicationVersion()](
                    review::Reader& reader, Progress& progress) -> Result<QString> {
                    QStringList problems;
                    report::Request request{version, TRY(report::keptSyntheses(reader, problems))};
                    const report::Document document = TRY(report::compose(reader, request, progress));
                    TRY(report::write(document, path));
                    const QString saved = tr("Saved %1").arg(QFileInfo(path).fileName());
                    return problems.isEmpty() ? saved : tr("%1, without “%2”").arg(saved, problems.join(u"”, “"_s));
                },
                [this](const Result<QString>& written) {
                    if (written)
                        say(*written);
                    else if (written.error().kind != ErrorKind::Cancelled)
                        this->dialogs().error(this, written.error());
                });
        });
}

QList<QAction*> SynthesisPage::pageActions() const
{
    return Page::pageActions() + m_large->zoomActions();
}

void SynthesisPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
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
    header().setStatus(m_controller.status());
    fillList();
    fillGallery();
    followSelection();
    showContent(m_controller.hasRecords());
}

/// Meta-analyses, all charts, those of records, those of included studies.
void SynthesisPage::fillList()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto heading = [this](const QString& text) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setFlags(Qt::NoItemFlags);
        item->setFont(theme::caption());
    };
    if (!m_analyses.plans().empty())
        heading(tr("Meta-analyses"));
    for (const AnalysisPlan& plan : m_analyses.plans()) {
        auto* item = new QListWidgetItem(inOneLine(plan.title), m_list);
        item->setData(AnalysisRole, toQString(plan.id));
        item->setToolTip(asToolTip(toQString(plan.title)));
    }
    if (!m_analyses.plans().empty())
        heading(tr("Charts"));
    auto* all = new QListWidgetItem(tr("All charts"), m_list);
    all->setData(SummaryRole, -1);
    auto* crossed = new QListWidgetItem(tr("Two fields at once"), m_list);
    crossed->setData(SummaryRole, CrossedPlace);
    crossed->setToolTip(asToolTip(tr("Any field by any other, and outcomes: the evidence map")));
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
    const AnalysisPlan* const analysis = m_analyses.current();
    const bool other = analysis != nullptr || m_isCrossed;
    const std::optional<std::size_t> selected = other ? std::nullopt : m_controller.selected();
    showButtons(selected.has_value() || other);
    m_forR->setEnabled(analysis != nullptr);
    m_remove->setEnabled(analysis != nullptr);
    {
        const QSignalBlocker quiet(m_list);
        const int place = m_isCrossed ? CrossedPlace : selected ? static_cast<int>(*selected) : -1;
        for (int row = 0; row < m_list->count(); ++row) {
            const QListWidgetItem* const item = m_list->item(row);
            const QVariant there = item->data(SummaryRole);
            const bool current = analysis != nullptr ? item->data(AnalysisRole).toString() == toQString(analysis->id)
                                                     : there.isValid() && there.toInt() == place;
            if (current)
                m_list->setCurrentRow(row);
        }
    }
    if (selected) {
        figure::Look look;
        look.palette = figurePalette();
        m_large->setDrawing(figure::barChart(m_controller.summaries()[*selected].chart, look));
    }
    m_panes->setWanted(m_analysis->question(), analysis != nullptr);
    m_charts->setCurrentIndex(analysis != nullptr ? Analysis : m_isCrossed ? Crossed : selected ? Large : Gallery);
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
