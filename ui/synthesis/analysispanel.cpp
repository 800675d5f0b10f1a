#include "ui/synthesis/analysispanel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/synthesis/reanalysis.h"
#include "core/synthesis/words.h"
#include "ui/synthesis/fieldchoice.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wheel.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QtConcurrentRun>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;
using synthesis::FigureKind;

namespace {

enum FigureShown { Drawn, Problem };
constexpr std::array Kinds{FigureKind::Forest, FigureKind::Funnel, FigureKind::Cumulative, FigureKind::LeaveOneOut,
    FigureKind::Galbraith, FigureKind::Baujat, FigureKind::Bubble, FigureKind::LAbbe};

struct Choice {
    QString label;
    QString id;
};

/// Shows these and chooses the one with the id; one that is not among them is added as it is.
void fill(QComboBox& box, const std::vector<Choice>& choices, const std::string& chosen)
{
    box.clear();
    for (const Choice& choice : choices)
        box.addItem(choice.label, choice.id);
    const QString id = toQString(chosen);
    if (box.findData(id) < 0)
        box.addItem(id, id);
    box.setCurrentIndex(box.findData(id));
    // The list is read whole, however narrow its box is.
    const int needed = box.view()->sizeHintForColumn(0) + box.view()->verticalScrollBar()->sizeHint().width();
    box.view()->setMinimumWidth(std::min(needed, 64 * theme::Grid));
}

std::string chosenIn(const QComboBox& box)
{
    return box.currentData().toString().toStdString();
}

constexpr std::string_view Mixed = "GLMM";

std::span<const stats::MixedModel> mixedModelsFor(const std::string& measure)
{
    const auto known = stats::measureNamed(measure);
    return known ? stats::mixedModelsFor(*known) : std::span<const stats::MixedModel>{};
}

QString mixedId(stats::MixedModel model)
{
    return toQString(Mixed) + u' ' + toQString(stats::nameOf(model));
}

QString mixedLabel(const std::string& measure, stats::MixedModel model)
{
    if (mixedModelsFor(measure).size() == 1)
        return AnalysisPanel::tr("Mixed model of the counts");
    switch (model) {
    case stats::MixedModel::FixedStudies:
        return AnalysisPanel::tr("Mixed model of the counts: fixed study effects");
    case stats::MixedModel::RandomStudies:
        return AnalysisPanel::tr("Mixed model of the counts: random study effects");
    case stats::MixedModel::ConditionalExact:
        return AnalysisPanel::tr("Mixed model of the counts: conditional, exact");
    case stats::MixedModel::ConditionalApproximate:
        break;
    }
    return AnalysisPanel::tr("Mixed model of the counts: conditional, approximate");
}

std::vector<Choice> methodsOf(const std::string& measure)
{
    std::vector<Choice> methods;
    const auto add = [&](const QString& id, const QString& label) { methods.push_back({label, id}); };
    add(u"REML"_s, AnalysisPanel::tr("Random effects: REML"));
    add(u"DL"_s, AnalysisPanel::tr("Random effects: DerSimonian and Laird"));
    add(u"PM"_s, AnalysisPanel::tr("Random effects: Paule and Mandel"));
    add(u"ML"_s, AnalysisPanel::tr("Random effects: maximum likelihood"));
    add(u"EB"_s, AnalysisPanel::tr("Random effects: empirical Bayes"));
    add(u"SJ"_s, AnalysisPanel::tr("Random effects: Sidik and Jonkman"));
    add(u"HE"_s, AnalysisPanel::tr("Random effects: Hedges"));
    add(u"HS"_s, AnalysisPanel::tr("Random effects: Hunter and Schmidt"));
    add(u"EE"_s, AnalysisPanel::tr("Equal effects: inverse variances"));
    if (measure == "RR" || measure == "OR" || measure == "RD")
        add(u"MH"_s, AnalysisPanel::tr("Equal effects: Mantel and Haenszel"));
    if (measure == "OR" || measure == "PETO")
        add(u"PETO"_s, AnalysisPanel::tr("Equal effects: Peto"));
    for (const stats::MixedModel model : mixedModelsFor(measure))
        add(mixedId(model), mixedLabel(measure, model));
    return methods;
}

/// The choice of a plan's method; a mixed model is one of them.
std::string methodChoice(const AnalysisPlan& plan)
{
    if (plan.method != Mixed)
        return plan.method;
    const auto model = stats::mixedModelNamed(plan.model).value_or(stats::MixedModel::FixedStudies);
    return mixedId(model).toStdString();
}

void chooseMethod(AnalysisPlan& plan, const std::string& choice)
{
    const std::size_t space = choice.find(' ');
    plan.method = choice.substr(0, space);
    plan.model = space == std::string::npos ? std::string() : choice.substr(space + 1);
}

std::vector<Choice> testsOf(const std::string& method)
{
    if (method == Mixed)
        return {{AnalysisPanel::tr("Wald"), u"z"_s}, {AnalysisPanel::tr("t distribution"), u"t"_s}};
    return {{AnalysisPanel::tr("Wald"), u"z"_s}, {AnalysisPanel::tr("Knapp and Hartung"), u"knha"_s},
        {AnalysisPanel::tr("Knapp and Hartung, never narrower"), u"adhoc"_s}};
}

bool has(const std::vector<Choice>& choices, const std::string& id)
{
    return std::ranges::find(choices, toQString(id), &Choice::id) != choices.end();
}

QPlainTextEdit* makeText(const QString& name)
{
    auto* text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(name);
    return text;
}

QStringList asLines(const std::vector<std::string>& texts)
{
    QStringList lines;
    for (const std::string& text : texts)
        lines += toQString(text);
    return lines;
}

} // namespace

AnalysisPanel::AnalysisPanel(AnalysesController& controller, Dialogs& dialogs, QWidget* parent)
    : FigurePanel(parent)
    , m_controller(controller)
    , m_dialogs(dialogs)
    , m_kinds(new QTabBar)
    , m_figure(new QStackedWidget)
    , m_view(new FigureView(FigureView::Fit::Whole))
    , m_problem(new TextLabel(TextLabel::Voice::Body))
    , m_words(new QTabWidget)
    , m_result(makeText(tr("Result")))
    , m_leftOut(new QListWidget)
    , m_remarks(makeText(tr("How the numbers were made")))
    , m_methods(makeText(tr("For the methods section")))
    , m_title(new QLineEdit)
    , m_outcome(new ChoiceBox)
    , m_time(new ChoiceBox)
    , m_measure(new ChoiceBox)
    , m_method(new ChoiceBox)
    , m_test(new ChoiceBox)
    , m_dropDoubleZero(new QCheckBox(tr("Without double zeros")))
    , m_subgroup(new ChoiceBox)
    , m_moderators(new FieldChoice(tr("Add a field…")))
    , m_sort(new ChoiceBox)
    , m_lower(new QLineEdit)
    , m_higher(new QLineEdit)
    , m_fillsIn(new QCheckBox(tr("Trim and fill")))
    , m_hasRisk(new QCheckBox(tr("Risk of bias beside the studies")))
{
    auto* figureAndWords = new QSplitter(Qt::Vertical);
    figureAndWords->setChildrenCollapsible(false);
    figureAndWords->setHandleWidth(1);
    figureAndWords->addWidget(makeFigure());
    figureAndWords->addWidget(makeWords());
    figureAndWords->setStretchFactor(0, 1);
    figureAndWords->setSizes({400, 150});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(figureAndWords);
    m_question = makeQuestion();
    connect(&m_controller, &AnalysesController::changed, this, &AnalysisPanel::follow);
    connect(&m_controller, &AnalysesController::selectionChanged, this, &AnalysisPanel::follow);
}

QWidget* AnalysisPanel::makeFigure()
{
    m_kinds->setAccessibleName(tr("Figures"));
    m_kinds->setExpanding(false);
    m_kinds->setUsesScrollButtons(true);
    m_kinds->setDrawBase(false);
    for (const QString& name : {tr("Forest"), tr("Funnel"), tr("Cumulative"), tr("Leave one out"), tr("Galbraith"),
             tr("Baujat"), tr("Bubble"), tr("L'Abbé")})
        m_kinds->addTab(name);
    connect(m_kinds, &QTabBar::currentChanged, this, &AnalysisPanel::followFigure);
    m_problem->setWordWrap(true);
    m_problem->setAlignment(Qt::AlignCenter);
    m_problem->setMargin(4 * theme::Grid);
    m_figure->addWidget(m_view);
    m_figure->addWidget(m_problem);
    connect(m_view, &FigureView::markActivated, this, [this](int study) {
        const auto computed = m_controller.computed();
        if (!computed.synthesis || study < 0
            || static_cast<std::size_t>(study) >= computed.synthesis->results.studies.size())
            return;
        const StudyId id = computed.synthesis->results.studies[static_cast<std::size_t>(study)];
        if (const auto door = m_controller.door(id))
            Q_EMIT doorOpened(*door);
    });
    m_hasRisk->setChecked(true);
    connect(m_fillsIn, &QCheckBox::toggled, this, &AnalysisPanel::followFigure);
    connect(m_hasRisk, &QCheckBox::toggled, this, &AnalysisPanel::followFigure);
    auto* widget = new QWidget;
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, theme::Grid, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_kinds);
    column->addWidget(m_fillsIn);
    column->addWidget(m_hasRisk);
    column->addWidget(m_figure, 1);
    return widget;
}

QWidget* AnalysisPanel::makeWords()
{
    m_leftOut->setFrameShape(QFrame::NoFrame);
    m_leftOut->setAccessibleName(tr("Studies that are left out"));
    m_leftOut->setWordWrap(true);
    connect(m_leftOut, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        if (const auto door = m_controller.door(StudyId{item->data(Qt::UserRole).toLongLong()}))
            Q_EMIT doorOpened(*door);
    });
    m_words->setDocumentMode(true);
    m_words->addTab(m_result, tr("Result"));
    m_words->addTab(m_leftOut, tr("Left out"));
    m_words->addTab(m_remarks, tr("How the numbers were made"));
    m_words->addTab(m_methods, tr("For the methods"));
    return m_words;
}

QScrollArea* AnalysisPanel::makeQuestion()
{
    auto* form = new QWidget;
    auto* rows = new QFormLayout(form);
    rows->setRowWrapPolicy(QFormLayout::WrapAllRows);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, 2 * theme::Grid);
    const auto add = [&](const QString& label, QWidget* field) {
        rows->addRow(label, field);
        field->setAccessibleName(label);
        if (auto* const box = qobject_cast<QComboBox*>(field)) {
            box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
            box->setMinimumContentsLength(10);
            keepFromWheel(*box); // each change is an act of the review
            connect(box, &QComboBox::activated, this, &AnalysisPanel::take);
        } else if (auto* const line = qobject_cast<QLineEdit*>(field)) {
            connect(line, &QLineEdit::editingFinished, this, &AnalysisPanel::take);
        }
    };
    add(tr("Title"), m_title);
    add(tr("Outcome"), m_outcome);
    add(tr("Time"), m_time);
    add(tr("Effect measure"), m_measure);
    add(tr("Model"), m_method);
    add(tr("Confidence interval"), m_test);
    rows->addRow(m_dropDoubleZero);
    add(tr("Subgroups by"), m_subgroup);
    add(tr("Meta-regression on"), m_moderators);
    add(tr("Order of the studies"), m_sort);
    add(tr("A lower result favours"), m_lower);
    add(tr("A higher result favours"), m_higher);
    m_lower->setPlaceholderText(tr("treatment"));
    m_higher->setPlaceholderText(tr("control"));
    m_dropDoubleZero->setToolTip(tr("Leaves out studies with no event, or only events, in both groups"));
    connect(m_dropDoubleZero, &QCheckBox::clicked, this, &AnalysisPanel::take);
    connect(m_moderators, &FieldChoice::chosenChanged, this, &AnalysisPanel::take);
    auto* scroll = new QScrollArea;
    scroll->setWidget(form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

FigureKind AnalysisPanel::kind() const
{
    return Kinds.at(static_cast<std::size_t>(std::max(0, m_kinds->currentIndex())));
}

void AnalysisPanel::showKind(FigureKind kind)
{
    m_kinds->setCurrentIndex(static_cast<int>(std::ranges::find(Kinds, kind) - Kinds.begin()));
}

void AnalysisPanel::focusFirst()
{
    m_view->setFocus();
}

void AnalysisPanel::follow()
{
    const AnalysisPlan* const plan = m_controller.current();
    if (plan == nullptr)
        return;
    followQuestion(*plan);
    followFigure();
    followWords();
}

void AnalysisPanel::followQuestion(const AnalysisPlan& plan)
{
    m_following = true;
    const Form& form = m_controller.form();
    m_title->setText(toQString(plan.title));
    std::vector<Choice> outcomes;
    for (const Outcome& outcome : form.outcomes)
        if (!synthesis::measuresFor(outcome).empty())
            outcomes.push_back({inOneLine(outcome.label), toQString(outcome.id)});
    fill(*m_outcome, outcomes, plan.outcome);
    std::vector<Choice> times{{tr("The last of each study"), {}}};
    for (const QString& time : m_controller.timesOf(plan.outcome))
        times.push_back({inOneLine(time.toStdString()), time});
    fill(*m_time, times, plan.time);
    std::vector<Choice> measures;
    if (const Outcome* const outcome = form.outcome(plan.outcome))
        for (const stats::Measure measure : synthesis::measuresFor(*outcome))
            measures.push_back({synthesis::measureChoice(measure), toQString(stats::nameOf(measure))});
    fill(*m_measure, measures, plan.measure);
    fill(*m_method, methodsOf(plan.measure), methodChoice(plan));
    fill(*m_test, testsOf(plan.method), plan.test);
    m_test->setEnabled(plan.method != "MH" && plan.method != "PETO");
    m_dropDoubleZero->setChecked(plan.dropDoubleZero);
    std::vector<Choice> fields{{tr("None"), {}}};
    for (const FieldOffer& field : m_controller.fields())
        fields.push_back({field.label, toQString(field.id)});
    fill(*m_subgroup, fields, plan.subgroup);
    followModerators(plan);
    fill(*m_sort,
        {{tr("As the studies stand"), {}}, {tr("By name"), u"label"_s}, {tr("By effect"), u"effect"_s},
            {tr("By weight"), u"weight"_s}},
        plan.sortBy);
    const QStringList favours = toQString(plan.favours).split(u',');
    m_lower->setText(favours.value(0));
    m_higher->setText(favours.value(1));
    // As wide as its fields: nothing is scrolled sideways to be read.
    m_question->setMinimumWidth(
        m_question->widget()->minimumSizeHint().width() + m_question->verticalScrollBar()->sizeHint().width());
    m_following = false;
}

void AnalysisPanel::followModerators(const AnalysisPlan& plan)
{
    const std::vector<FieldOffer> offered = m_controller.moderators();
    std::vector<FieldOffer> known = m_controller.fields(); // what was chosen may be offered no more
    known.insert(known.end(), offered.begin(), offered.end());
    std::vector<FieldOffer> chosen;
    for (const std::string& id : plan.moderators) {
        const auto field = std::ranges::find(known, id, &FieldOffer::id);
        chosen.push_back(field != known.end() ? *field : FieldOffer{id, toQString(id)});
    }
    m_moderators->setFields(offered, chosen);
}

void AnalysisPanel::take()
{
    const AnalysisPlan* const current = m_controller.current();
    if (m_following || current == nullptr)
        return;
    AnalysisPlan plan = *current;
    plan.title = m_title->text().trimmed().toStdString();
    plan.outcome = chosenIn(*m_outcome);
    plan.time = chosenIn(*m_time);
    plan.measure = chosenIn(*m_measure);
    chooseMethod(plan, chosenIn(*m_method));
    plan.test = chosenIn(*m_test);
    plan.dropDoubleZero = m_dropDoubleZero->isChecked();
    plan.subgroup = chosenIn(*m_subgroup);
    plan.moderators = m_moderators->chosen();
    plan.sortBy = chosenIn(*m_sort);
    const QString lower = m_lower->text().remove(u',').trimmed();
    const QString higher = m_higher->text().remove(u',').trimmed();
    plan.favours = lower.isEmpty() && higher.isEmpty() ? std::string() : (lower + u',' + higher).toStdString();
    const Outcome* const before = m_controller.form().outcome(current->outcome);
    const Outcome* const outcome = m_controller.form().outcome(plan.outcome);
    if (outcome != nullptr && plan.outcome != current->outcome) {
        if (before != nullptr && plan.title == before->label)
            plan.title = outcome->label;
        if (!m_controller.timesOf(plan.outcome).contains(toQString(plan.time)))
            plan.time.clear();
        const std::vector<stats::Measure> measures = synthesis::measuresFor(*outcome);
        if (std::ranges::find(measures, plan.measure, [](stats::Measure one) { return stats::nameOf(one); })
            == measures.end())
            plan.measure = stats::nameOf(measures.front());
    }
    const std::vector<Choice> methods = methodsOf(plan.measure);
    if (!has(methods, methodChoice(plan)))
        chooseMethod(plan, methods.front().id.toStdString());
    if (!has(testsOf(plan.method), plan.test))
        plan.test = "z";
    if (plan != *current)
        m_controller.change(plan);
}

synthesis::FigureRules AnalysisPanel::rules() const
{
    return {true, m_fillsIn->isChecked(), m_hasRisk->isChecked() ? m_controller.risk() : figure::RiskTable{}};
}

void AnalysisPanel::followFigure()
{
    m_fillsIn->setVisible(kind() == FigureKind::Funnel);
    m_hasRisk->setVisible(kind() == FigureKind::Forest && !m_controller.risk().rows.empty());
    const auto computed = m_controller.computed();
    if (!computed.synthesis) {
        m_problem->setText(computed.problem);
        m_figure->setCurrentIndex(Problem);
        return;
    }
    figure::Look look;
    look.palette = figurePalette();
    const auto drawing = synthesis::drawn(computed.synthesis->analysis, kind(), rules(), look);
    if (drawing)
        m_view->setDrawing(*drawing);
    else
        m_problem->setText(drawing.error().message);
    m_figure->setCurrentIndex(drawing ? Drawn : Problem);
}

void AnalysisPanel::followWords()
{
    const auto computed = m_controller.computed();
    m_leftOut->clear();
    if (!computed.synthesis) {
        m_result->setPlainText(computed.problem);
        m_remarks->clear();
        m_methods->clear();
    } else {
        const synthesis::Synthesis& shown = *computed.synthesis;
        m_result->setPlainText(synthesis::summary(shown.analysis).join(u'\n'));
        m_remarks->setPlainText(asLines(shown.results.remarks).join(u'\n'));
        m_methods->setPlainText(synthesis::methodsText(shown.analysis));
        followLeftOut(shown);
    }
    const int leftOut = m_leftOut->count();
    m_words->setTabText(1, leftOut > 0 ? tr("Left out (%1)").arg(leftOut) : tr("Left out"));
    if (computed.synthesis && leftOut == 0) {
        auto* none = new QListWidgetItem(tr("None"), m_leftOut);
        none->setFlags(Qt::NoItemFlags);
    }
}

/// Studies whose results make no row, and those whose row has no say in the pooled estimate.
void AnalysisPanel::followLeftOut(const synthesis::Synthesis& shown)
{
    const auto list = [this](const std::string& why, StudyId study) {
        auto* item = new QListWidgetItem(inOneLine(why), m_leftOut);
        item->setData(Qt::UserRole, static_cast<qlonglong>(study.value));
    };
    for (std::size_t i = 0; i < shown.results.leftOut.size(); ++i)
        list(shown.results.leftOut[i], shown.results.leftOutStudies[i]);
    const std::vector<std::size_t> pooled = shown.analysis.pooledStudies();
    for (std::size_t row = 0; row < shown.results.studies.size(); ++row)
        if (std::ranges::find(pooled, row) == pooled.end()
            || (!shown.analysis.mixed && !shown.analysis.effects.all[row].isUsable())) // tables of double zeros weigh 0
            list(tr("%1: its numbers give no estimate that can be pooled, as with no event in either group")
                     .arg(toQString(shown.analysis.label(row)))
                     .toStdString(),
                shown.results.studies[row]);
}

void AnalysisPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_controller.current() != nullptr)
        followFigure();
}

QString AnalysisPanel::fileName(const QString& ending) const
{
    const AnalysisPlan* const plan = m_controller.current();
    QString name;
    for (const QChar letter : toQString(plan->title).simplified().toLower())
        name += letter.isLetterOrNumber() ? letter : QChar(u'-');
    return m_controller.exportName(name.isEmpty() ? ending : name.left(40) + u'-' + ending);
}

void AnalysisPanel::exportFigure()
{
    const auto computed = m_controller.computed();
    if (!computed.synthesis)
        return;
    const auto drawing = synthesis::drawn(computed.synthesis->analysis, kind(), rules(), exportLook());
    if (!drawing)
        return m_dialogs.error(this, drawing.error());
    ui::exportFigure(this, m_dialogs, *drawing, fileName(m_kinds->tabText(m_kinds->currentIndex()).toLower()),
        [this](const QString& notice) { Q_EMIT said(notice); });
}

void AnalysisPanel::exportData()
{
    const auto computed = m_controller.computed();
    if (!computed.synthesis)
        return;
    const auto csv = synthesis::figureCsv(computed.synthesis->analysis, kind(), rules());
    if (!csv)
        return m_dialogs.error(this, csv.error());
    exportCsv(this, m_dialogs, *csv, fileName(m_kinds->tabText(m_kinds->currentIndex()).toLower()),
        [this](const QString& notice) { Q_EMIT said(notice); });
}

void AnalysisPanel::exportForR()
{
    const auto computed = m_controller.computed();
    if (!computed.synthesis)
        return;
    const QPointer<AnalysisPanel> guard(this);
    m_dialogs.saveFile(this, tr("Export for R"), fileName(u"metafor"_s) + u".R"_s, tr("R script and its table (*.R)"),
        [guard, shown = computed.synthesis](const QString& path) {
            if (!guard || path.isEmpty())
                return;
            QtConcurrent::run([shown, path] {
                return synthesis::writeReanalysis(shown->results.table, shown->analysis, path);
            }).then(guard.data(), [panel = guard.data(), path](const Result<>& written) {
                if (written)
                    Q_EMIT panel->said(tr("Saved %1 and its table").arg(QFileInfo(path).fileName()));
                else
                    panel->m_dialogs.error(panel, written.error());
            });
        });
}

} // namespace winnow::ui
