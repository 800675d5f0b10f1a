#include "ui/synthesis/synthesispage.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/report/compose.h"
#include "ui/models/session.h"
#include "ui/synthesis/analysispanel.h"
#include "ui/synthesis/armspanel.h"
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
#include <initializer_list>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ReportSlot = 1;
/// What an item of the list shows: one of these, with the number or id of what it is. A heading has none.
constexpr int PlaceRole = Qt::UserRole;
const QString AllCharts = u"charts"_s;
const QString Crossed = u"cross"_s;
const QString Chart = u"chart:"_s;
const QString Meta = u"analysis:"_s;
const QString Arms = u"arms:"_s;

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
    , m_arms(new ArmsPanel(m_analyses, dialogs))
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
    m_charts->addWidget(m_arms);
    m_panes = new SidePanes(*this, u"synthesis"_s);
    QWidget* const list = makeList();
    m_panes->addSide(list, tr("Charts"), 24 * theme::Grid);
    m_panes->addMain(m_charts, tr("Figure"));
    m_panes->addSide(m_analysis->question(), tr("Question"), 28 * theme::Grid);
    m_panes->showPane(list);
    layOut(m_panes, m_list);

    connect(m_list, &QListWidget::currentItemChanged, this, &SynthesisPage::choose);
    for (FigurePanel* const one : std::initializer_list<FigurePanel*>{m_analysis, m_crossed, m_arms}) {
        connect(one, &FigurePanel::doorOpened, this, &Page::doorOpened);
        connect(one, &FigurePanel::said, this, [this](const QString& text) { say(text); });
    }
    connect(
        &m_cross, &CrossController::failed, this, [this](const Error& error) { this->dialogs().error(this, error); });
    connect(&m_analyses, &AnalysesController::changed, this, &SynthesisPage::follow);
    connect(&m_analyses, &AnalysesController::selectionChanged, this, &SynthesisPage::followSelection);
    connect(&m_analyses, &AnalysesController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    // Once it is done: what is told of it before is taken for the act before, and its undo withdrawn.
    connect(
        &m_analyses, &AnalysesController::removed, this, [this] { Q_EMIT notice(tr("Meta-analysis removed"), true); });
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
    m_all = makeButton(u"synthesis.all"_s, tr("Show all charts"), [this] { showPlace(AllCharts); });
    QAction* const figure = makeButton(u"synthesis.exportFigure"_s, tr("Export figure…"), [this] {
        if (FigurePanel* const shown = panel())
            shown->exportFigure();
        else if (m_controller.selected())
            saveFigure(*m_controller.selected());
    });
    QAction* const table = makeButton(u"synthesis.exportData"_s, tr("Export data (CSV)…"), [this] {
        if (FigurePanel* const shown = panel())
            shown->exportData();
        else if (m_controller.selected())
            saveData(*m_controller.selected());
    });
    m_large->addActions({figure, table});
    for (FigurePanel* const one : std::initializer_list<FigurePanel*>{m_analysis, m_crossed, m_arms}) {
        m_large->shareZoom(one->view());
        one->view().addActions({figure, table});
    }
    m_forR =
        makeAction(u"synthesis.exportForR"_s, tr("Export for R (metafor)…"), {}, [this] { m_analysis->exportForR(); });
    m_remove =
        makeAction(u"synthesis.removeAnalysis"_s, tr("Remove meta-analysis"), {}, [this] { m_analyses.remove(); });
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
    if (item != nullptr)
        showPlace(item->data(PlaceRole).toString());
}

void SynthesisPage::showPlace(const QString& place)
{
    const bool isChart = place == AllCharts || place.startsWith(Chart);
    const bool isMeta = place.startsWith(Meta);
    m_other = isChart || isMeta ? QString() : place;
    m_analyses.select(isMeta ? place.mid(Meta.size()).toStdString() : std::string());
    if (isChart)
        m_controller.select(place == AllCharts ? std::nullopt : std::optional(place.mid(Chart.size()).toULongLong()));
    followSelection();
}

/// A meta-analysis that was just made is selected by its controller.
QString SynthesisPage::place() const
{
    if (m_analyses.current() != nullptr)
        return Meta + toQString(m_analyses.current()->id);
    if (!m_other.isEmpty())
        return m_other;
    return m_controller.selected() ? Chart + QString::number(*m_controller.selected()) : AllCharts;
}

FigurePanel* SynthesisPage::panel() const
{
    return qobject_cast<FigurePanel*>(m_charts->currentWidget());
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
    m_other.clear();
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

/// Meta-analyses, what the arms had, all charts, those of records, those of included studies.
void SynthesisPage::fillList()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto heading = [this](const QString& text) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setFlags(Qt::NoItemFlags);
        item->setFont(theme::caption());
    };
    const auto add = [this](const QString& text, const QString& place, const QString& more) {
        auto* item = new QListWidgetItem(text, m_list);
        item->setData(PlaceRole, place);
        item->setToolTip(asToolTip(more));
    };
    if (!m_analyses.plans().empty())
        heading(tr("Meta-analyses"));
    for (const AnalysisPlan& plan : m_analyses.plans())
        add(inOneLine(plan.title), Meta + toQString(plan.id), toQString(plan.title));
    if (!m_analyses.ofArms().empty())
        heading(tr("Safety and efficacy"));
    for (const AnalysesController::OfArms& figure : m_analyses.ofArms())
        add(figure.title.simplified(), Arms + toQString(figure.id), figure.title);
    if (m_list->count() > 0)
        heading(tr("Charts"));
    add(tr("All charts"), AllCharts, tr("All charts"));
    add(tr("Two fields at once"), Crossed, tr("Any field by any other, and outcomes: the evidence map"));
    std::optional<bool> ofStudies;
    for (std::size_t i = 0; i < m_controller.summaries().size(); ++i) {
        const SynthesisController::Summary& summary = m_controller.summaries()[i];
        if (ofStudies != summary.field.ofStudies)
            heading(summary.field.ofStudies ? tr("Included studies") : tr("Records"));
        ofStudies = summary.field.ofStudies;
        add(toQString(summary.field.label), Chart + QString::number(i), summary.chart.title);
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
        connect(card, &ChartCard::enlarged, this, [this, place] { showPlace(Chart + QString::number(place)); });
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
    if (m_other.startsWith(Arms) && !m_arms->showFigure(m_other.mid(Arms.size()).toStdString()))
        m_other.clear(); // its values are gone
    const AnalysisPlan* const analysis = m_analyses.current();
    const bool other = analysis != nullptr || !m_other.isEmpty();
    const std::optional<std::size_t> selected = other ? std::nullopt : m_controller.selected();
    showButtons(selected.has_value() || other);
    m_forR->setEnabled(analysis != nullptr);
    m_remove->setEnabled(analysis != nullptr);
    {
        const QSignalBlocker quiet(m_list);
        for (int row = 0; row < m_list->count(); ++row)
            if (m_list->item(row)->data(PlaceRole).toString() == place())
                m_list->setCurrentRow(row);
    }
    if (selected) {
        figure::Look look;
        look.palette = figurePalette();
        m_large->setDrawing(figure::barChart(m_controller.summaries()[*selected].chart, look));
    }
    m_panes->setWanted(m_analysis->question(), analysis != nullptr);
    m_charts->setCurrentWidget(analysis != nullptr ? static_cast<QWidget*>(m_analysis)
            : m_other == Crossed                   ? m_crossed
            : m_other.startsWith(Arms)             ? static_cast<QWidget*>(m_arms)
            : selected                             ? static_cast<QWidget*>(m_large)
                                                   : m_gallery);
}

void SynthesisPage::openDoor(std::size_t summary, int category)
{
    if (const std::optional<Door> door = m_controller.door(summary, category))
        Q_EMIT doorOpened(*door);
}

void SynthesisPage::saveFigure(std::size_t summary)
{
    const SynthesisController::Summary& shown = m_controller.summaries()[summary];
    exportFigure(this, dialogs(), figure::barChart(shown.chart, exportLook()),
        m_controller.exportName(toQString(shown.field.id)),
        [this](const QString& text) { Q_EMIT notice(text, false); });
}

void SynthesisPage::saveData(std::size_t summary)
{
    const SynthesisController::Summary& shown = m_controller.summaries()[summary];
    exportCsv(this, dialogs(), figure::chartCsv(shown.chart), m_controller.exportName(toQString(shown.field.id)),
        [this](const QString& text) { Q_EMIT notice(text, false); });
}

} // namespace winnow::ui
