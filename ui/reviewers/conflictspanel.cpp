#include "ui/reviewers/conflictspanel.h"

#include "ui/models/citationtable.h"
#include "ui/models/servedcard.h"
#include "ui/models/session.h"
#include "ui/reviewers/judgementsview.h"
#include "ui/widgets/decisionbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

namespace winnow::ui {

namespace {

struct ListWord {
    TeamList list;
    std::int64_t TeamCounts::* count;
    const char* name;
};
constexpr std::array ListWords{
    ListWord{TeamList::Conflicts, &TeamCounts::conflicts, QT_TRANSLATE_NOOP("ConflictsPanel", "Conflicts")},
    ListWord{TeamList::Maybes, &TeamCounts::maybes, QT_TRANSLATE_NOOP("ConflictsPanel", "Maybes")},
    ListWord{TeamList::DifferentReasons, &TeamCounts::differentReasons,
        QT_TRANSLATE_NOOP("ConflictsPanel", "Excluded for different reasons")},
    ListWord{TeamList::UnanimousExclusions, &TeamCounts::unanimousExclusions,
        QT_TRANSLATE_NOOP("ConflictsPanel", "Excluded by all")},
    ListWord{TeamList::UnanimousInclusions, &TeamCounts::unanimousInclusions,
        QT_TRANSLATE_NOOP("ConflictsPanel", "Included by all")},
    ListWord{TeamList::Settled, &TeamCounts::settled, QT_TRANSLATE_NOOP("ConflictsPanel", "Settled")},
    ListWord{
        TeamList::AwaitingOthers, &TeamCounts::awaitingOthers, QT_TRANSLATE_NOOP("ConflictsPanel", "Awaiting others")},
};

QString shownName(const ListWord& word)
{
    return QCoreApplication::translate("ConflictsPanel", word.name);
}

} // namespace

ConflictsPanel::ConflictsPanel(ConflictsController& controller, DecisionBar* bar, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_panes(new SidePanes(page, QStringLiteral("reviewers")))
    , m_lists(new QComboBox)
    , m_count(new TextLabel(TextLabel::Voice::Caption))
    , m_table(new CitationTable(controller.list(), CitationTable::Shape::Queue))
    , m_stack(new QStackedWidget)
    , m_judgements(new JudgementsView([&controller](ReasonId reason) { return controller.reasonLabel(reason); }))
    , m_card(new RecordCard)
    , m_bar(bar)
    , m_empty(new EmptyState({}))
{
    m_stack->addWidget(makeRecord(bar));
    m_stack->addWidget(m_empty);
    m_panes->addSide(makeList(), tr("List"), 38 * theme::Grid);
    m_panes->addMain(m_stack, tr("Record"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_panes);
    serveCard(*m_card, page, [this] { return m_controller.session(); });
    connect(&m_controller, &ConflictsController::currentChanged, this, &ConflictsPanel::followCurrent);
    connect(&m_controller, &ConflictsController::listChanged, this, &ConflictsPanel::followList);
    connect(&m_controller, &ConflictsController::reasonsChanged, this, &ConflictsPanel::followReasons);
    connect(m_bar, &DecisionBar::decided, &m_controller, &ConflictsController::settle);
    connect(m_bar, &DecisionBar::excludedFor, &m_controller, &ConflictsController::excludeFor);
    connect(m_bar, &DecisionBar::excludedForNew, &m_controller, &ConflictsController::excludeForNew);
    connect(m_bar, &DecisionBar::takenBack, &m_controller, &ConflictsController::takeBack);
    connect(m_bar, &DecisionBar::ended, this, &ConflictsPanel::takeFocus);
    connect(m_empty, &EmptyState::clicked, this, &ConflictsPanel::openWanted);
    connect(m_table, &CitationTable::currentCitationChanged, this, [this](CitationId id) {
        if (id)
            m_controller.goTo(id);
    });
    connect(m_lists, &QComboBox::activated, this,
        [this](int index) { m_controller.setShows(ListWords.at(static_cast<std::size_t>(index)).list); });
    setCounts({});
    followCurrent();
    followList();
}

QWidget* ConflictsPanel::makeList()
{
    m_lists->setAccessibleName(tr("List"));
    m_lists->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lists->setMinimumContentsLength(10);
    for (const ListWord& word : ListWords)
        m_lists->addItem(shownName(word));
    keepKeys(m_lists);
    m_table->setAccessibleName(tr("Records to look at together"));
    m_table->setMinimumWidth(28 * theme::Grid);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, theme::Grid);
    head->setSpacing(theme::Grid);
    head->addWidget(m_lists);
    head->addWidget(m_count);
    auto* panel = new QWidget;
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_table, 1);
    return panel;
}

QWidget* ConflictsPanel::makeRecord(DecisionBar* bar)
{
    auto* record = new QWidget;
    auto* column = new QVBoxLayout(record);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_judgements);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_card, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(bar);
    return record;
}

void ConflictsPanel::setCounts(const std::optional<TeamCounts>& counts)
{
    for (std::size_t i = 0; i < ListWords.size(); ++i) {
        QString text = shownName(ListWords.at(i));
        if (counts)
            text =
                tr("%1 (%2)").arg(text, QLocale().toString(static_cast<qlonglong>((*counts).*ListWords.at(i).count)));
        m_lists->setItemText(static_cast<int>(i), text);
    }
}

void ConflictsPanel::setOwner(bool owner)
{
    m_owner = owner;
    showEmpty();
}

void ConflictsPanel::nextList()
{
    const int next = (m_lists->currentIndex() + 1) % m_lists->count();
    m_controller.setShows(ListWords.at(static_cast<std::size_t>(next)).list);
}

void ConflictsPanel::takeFocus()
{
    m_table->setFocus();
}

void ConflictsPanel::followCurrent()
{
    m_bar->hideReasons();
    m_card->setCitation(m_controller.current());
    m_judgements->setJudgements(m_controller.judgements(), m_controller.note());
    m_bar->setDecidable(m_controller.canSettle());
    m_bar->setVerdict(m_controller.settled());
    m_table->setCurrentCitation(m_controller.current() ? m_controller.current()->id : CitationId{});
    showEmpty();
}

void ConflictsPanel::followList()
{
    for (std::size_t i = 0; i < ListWords.size(); ++i)
        if (ListWords.at(i).list == m_controller.shows())
            m_lists->setCurrentIndex(static_cast<int>(i));
    const int rows = m_controller.list().model().rowCount();
    m_count->setWordWrap(true);
    m_count->setText(m_controller.rule().blind() ? tr("Not counted until conflicts are opened")
            : !m_controller.isListed()           ? QString()
                                                 : tr("%Ln record(s)", nullptr, rows));
    m_bar->setDecidable(m_controller.canSettle());
    showEmpty();
}

void ConflictsPanel::followReasons()
{
    m_card->setReasons(m_controller.allReasons());
    m_card->setTerms(m_controller.terms());
    m_bar->setReasons(m_controller.reasons());
}

void ConflictsPanel::showEmpty()
{
    m_stack->setCurrentIndex(m_controller.current() ? 0 : 1);
    if (m_controller.current())
        return;
    const bool blind = m_controller.rule().blind();
    m_empty->setButton(blind && m_owner ? tr("Open conflicts…") : QString());
    if (blind)
        m_empty->setLine(tr("Reviewers are blind to each other at this stage. What they judged differently shows here "
                            "once conflicts are opened."));
    else if (!m_controller.isListed())
        m_empty->setLine({});
    else if (m_controller.shows() == TeamList::Conflicts)
        m_empty->setLine(tr("Nothing to settle: where two or more have judged a record at this stage, they agree."));
    else
        m_empty->setLine(tr("No record is in this list."));
}

} // namespace winnow::ui
