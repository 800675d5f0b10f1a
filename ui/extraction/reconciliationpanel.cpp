#include "ui/extraction/reconciliationpanel.h"

#include "core/base/text.h"
#include "ui/extraction/comparedmodel.h"
#include "ui/extraction/resulttable.h"
#include "ui/extraction/saidview.h"
#include "ui/models/extractionrule.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QKeyEvent>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Work, Agreement, Blind };

constexpr std::array Lists{review::ComparedList::Open, review::ComparedList::Settled, review::ComparedList::Different,
    review::ComparedList::All};

QString nameOf(review::ComparedList list)
{
    switch (list) {
    case review::ComparedList::Open:
        return ReconciliationPanel::tr("Open");
    case review::ComparedList::Settled:
        return ReconciliationPanel::tr("Settled");
    case review::ComparedList::Different:
        return ReconciliationPanel::tr("Said differently");
    case review::ComparedList::All:
        break;
    }
    return ReconciliationPanel::tr("All compared");
}

} // namespace

ReconciliationPanel::ReconciliationPanel(ReconciliationController& controller, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_head(new QWidget)
    , m_choice(new QComboBox)
    , m_summary(new TextLabel(TextLabel::Voice::Caption))
    , m_model(new ComparedModel(controller, this))
    , m_list(new QListView)
    , m_stack(new QStackedWidget)
    , m_below(new QStackedWidget)
    , m_empty(new EmptyState({}))
{
    makeActions(page);
    m_stack->addWidget(makeWork());
    m_stack->addWidget(makeAgreement());
    m_stack->addWidget(makeBlind());
    m_choice->setAccessibleName(tr("List"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(14);
    for (const review::ComparedList list : Lists)
        m_choice->addItem(nameOf(list));
    keepKeys(m_choice);
    m_agreeButton = new KeyButton(m_agree);
    auto* choosing = new QHBoxLayout;
    choosing->setSpacing(theme::Grid);
    choosing->addWidget(m_choice, 1);
    choosing->addWidget(m_agreeButton);
    auto* head = new QVBoxLayout(m_head);
    head->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, theme::Grid);
    head->setSpacing(theme::Grid / 2);
    head->addLayout(choosing);
    head->addWidget(m_summary);
    m_summary->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_stack, 1);
    connect(m_stack, &QStackedWidget::currentChanged, this, &ReconciliationPanel::roomWanted);
    connect(&m_controller, &ReconciliationController::changed, this, &ReconciliationPanel::follow);
    connect(&m_controller, &ReconciliationController::currentChanged, this, &ReconciliationPanel::followCurrent);
    connect(m_choice, &QComboBox::activated, this,
        [this](int index) { m_controller.setShows(Lists.at(static_cast<std::size_t>(index))); });
    follow();
    followCurrent();
}

void ReconciliationPanel::makeActions(Page& page)
{
    for (std::size_t i = 0; i < m_accept.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        m_accept.at(i) = page.makeAction(u"extraction.accept%1"_s.arg(number), tr("Accept value %1").arg(number),
            {static_cast<Qt::Key>(Qt::Key_0 + number)}, [this, number] { m_controller.accept(number); });
        m_accept.at(i)->setToolTip(tr("Makes what this extractor said the review's value, and shows the next"));
    }
    m_own =
        page.makeAction(u"extraction.own"_s, tr("Enter another value"), {Qt::Key_E}, [this] { m_said->beginOwn(); });
    m_own->setToolTip(tr("What neither said, with the reason"));
    m_takeBack = page.makeAction(
        u"extraction.takeBack"_s, tr("Take back"), {Qt::Key_Backspace}, [this] { m_controller.takeBack(); });
    m_takeBack->setToolTip(tr("What the extractors said counts again"));
    m_next = page.makeAction(
        u"extraction.nextCompared"_s, tr("Next compared value"), {Qt::Key_J}, [this] { m_controller.next(); });
    m_previous = page.makeAction(u"extraction.previousCompared"_s, tr("Previous compared value"), {Qt::Key_K},
        [this] { m_controller.previous(); });
    m_place = page.makeAction(
        u"extraction.showSaid"_s, tr("Show the next quote in the PDF"), {Qt::Key_W}, [this] { showNextPlace(); });
    m_lists = page.makeAction(u"extraction.list"_s, tr("Next list"), {Qt::Key_S}, [this] { nextList(); });
    m_agree = page.makeAction(u"extraction.agreement"_s, tr("Agreement"), {Qt::Key_A},
        [this] { showAgreement(m_stack->currentIndex() != Agreement); });
    m_agree->setToolTip(tr("How far extractors agree on each field"));
    m_undo = page.makeAction(u"extraction.undo"_s, tr("Undo"), {Qt::Key_Z}, [this] { m_controller.undo(); });
    m_open = page.makeAction(u"extraction.open"_s, tr("Open extracted values…"), {Qt::Key_O}, [this] { askToOpen(); });
    m_copy = page.makeAction(u"extraction.copyAgreement"_s, tr("Copy the sentences"), {}, [this] {
        QApplication::clipboard()->setText(m_controller.methods());
        Q_EMIT copied();
    });
}

QWidget* ReconciliationPanel::makeWork()
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(comparedDelegate(m_list));
    m_list->setAccessibleName(tr("Values that extractors compare"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->installEventFilter(this);
    m_said = new SaidView(m_controller, m_accept, m_own, m_takeBack);
    m_below->addWidget(m_said);
    m_below->addWidget(m_empty);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& at) {
        if (!m_following && at.isValid())
            m_controller.setRow(at.row());
    });
    connect(m_list, &QListView::activated, m_own, &QAction::trigger);
    connect(m_said, &SaidView::placeWanted, this, &ReconciliationPanel::placeWanted);
    connect(m_said, &SaidView::ended, this, &ReconciliationPanel::takeFocus);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(m_list);
    split->addWidget(m_below);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({26 * theme::Grid, 52 * theme::Grid});
    return split;
}

QWidget* ReconciliationPanel::makeAgreement()
{
    m_agreement = new ResultTable(tr("Agreement of each field"), tr("No value was given by two extractors yet."),
        tr("Compared: values that two or more gave."));
    connect(m_agreement, &ResultTable::exportWanted, this, [this] {
        const csv::Table& table = m_controller.agreement();
        std::string text = csv::line(table.headings);
        for (const csv::Row& row : table.rows)
            text += csv::line(row.cells);
        Q_EMIT exportWanted(text);
    });
    m_methods = new TextLabel(TextLabel::Voice::Body);
    m_methods->setWordWrap(true);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_agreement, 1);
    column->addWidget(hairline(Qt::Horizontal));
    auto* words = new QVBoxLayout;
    words->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid);
    words->setSpacing(theme::Grid);
    words->addWidget(new TextLabel(TextLabel::Voice::Strong, tr("For the methods section")));
    words->addWidget(m_methods);
    words->addWidget(new KeyButton(m_copy), 0, Qt::AlignLeft);
    column->addLayout(words);
    return page;
}

QWidget* ReconciliationPanel::makeBlind()
{
    m_blind = new QWidget;
    m_blind->setFocusPolicy(Qt::StrongFocus); // where there is no button
    m_blind->setAccessibleName(tr("Extraction is blind"));
    m_blindWords = new TextLabel(TextLabel::Voice::Muted);
    m_owner = new TextLabel(TextLabel::Voice::Caption);
    m_openButton = new QPushButton(tr("Open extracted values…"));
    m_asking = new QWidget;
    auto* question = new TextLabel(TextLabel::Voice::Body, extractionOpeningWords(true));
    m_yes = new QPushButton(tr("Open the values"));
    m_yes->setAccessibleDescription(question->text());
    auto* no = new QPushButton(tr("Not now"));
    for (TextLabel* label : {m_blindWords, m_owner, question}) {
        label->setWordWrap(true);
        label->setMaximumWidth(90 * theme::Grid);
    }
    auto* answers = new FlowLayout(theme::Grid);
    answers->addWidget(m_yes);
    answers->addWidget(no);
    auto* asking = new QVBoxLayout(m_asking);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->setSpacing(theme::Grid);
    asking->addWidget(question);
    asking->addLayout(answers);
    auto* column = new QVBoxLayout(m_blind);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    column->addWidget(m_blindWords);
    column->addWidget(m_owner);
    column->addWidget(m_openButton, 0, Qt::AlignLeft);
    column->addWidget(m_asking);
    column->addStretch(1);
    m_asking->hide();
    const auto fold = [this] {
        m_asking->hide();
        m_openButton->show();
        m_openButton->setFocus();
    };
    connect(m_openButton, &QPushButton::clicked, m_open, &QAction::trigger);
    connect(m_yes, &QPushButton::clicked, this, [this, fold] {
        fold();
        m_controller.openToAll();
    });
    connect(no, &QPushButton::clicked, this, fold);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_asking, fold);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    return m_blind;
}

void ReconciliationPanel::setShown(bool shown)
{
    m_controller.setActive(shown);
    if (m_shown == shown)
        return;
    m_asking->hide();
    m_shown = shown;
    follow();
}

bool ReconciliationPanel::wantsAllRoom() const
{
    return m_stack->currentIndex() != Work;
}

void ReconciliationPanel::takeFocus()
{
    if (m_stack->currentIndex() == Blind)
        (m_openButton->isVisibleTo(m_blind) && m_openButton->isEnabled() ? static_cast<QWidget*>(m_openButton)
                                                                         : m_blind)
            ->setFocus();
    else if (m_stack->currentIndex() == Agreement)
        m_agreement->view().setFocus();
    else
        m_list->setFocus();
}

void ReconciliationPanel::askToOpen()
{
    if (!m_controller.canOpen())
        return;
    m_openButton->hide();
    m_asking->show();
    m_yes->setFocus(Qt::OtherFocusReason);
}

void ReconciliationPanel::nextList()
{
    const int next = (m_choice->currentIndex() + 1) % m_choice->count();
    m_controller.setShows(Lists.at(static_cast<std::size_t>(next)));
}

void ReconciliationPanel::showAgreement(bool shown)
{
    if (m_stack->currentIndex() == Blind)
        return;
    m_stack->setCurrentIndex(shown ? Agreement : Work);
    m_agreeButton->setOn(shown);
    followActions();
    takeFocus();
}

void ReconciliationPanel::showNextPlace()
{
    const std::vector<Evidence>& places = m_said->places();
    if (places.empty())
        return;
    const Evidence place = places[m_placeAt % places.size()];
    m_placeAt = m_placeAt % places.size() + 1;
    Q_EMIT placeWanted(place);
}

void ReconciliationPanel::follow()
{
    const bool blind = m_controller.isBlind();
    if (blind) {
        m_stack->setCurrentIndex(Blind);
        m_agreeButton->setOn(false);
        m_blindWords->setText(
            tr("Each study needs %1 extractors, and they are blind to each other: values of others are "
               "not shown, here or anywhere, until who began this review opens them. What they said "
               "differently is settled here then.")
                .arg(m_controller.rule().reviewers));
        m_owner->setText(m_controller.whyNotOwner());
        m_owner->setVisible(!m_controller.whyNotOwner().isEmpty());
        m_openButton->setEnabled(m_controller.canOpen());
        if (m_asking->isHidden())
            m_openButton->setVisible(m_controller.whyNotOwner().isEmpty());
    } else if (m_stack->currentIndex() == Blind) {
        const bool hadFocus = m_blind->isAncestorOf(QApplication::focusWidget());
        m_stack->setCurrentIndex(Work);
        if (hadFocus)
            m_list->setFocus();
    }
    m_head->setVisible(!blind);
    m_summary->setText(m_controller.summary());
    m_summary->setVisible(!m_summary->text().isEmpty());
    for (std::size_t i = 0; i < Lists.size(); ++i) {
        m_choice->setItemText(static_cast<int>(i),
            tr("%1 (%2)").arg(
                nameOf(Lists.at(i)), QLocale().toString(static_cast<qlonglong>(m_controller.count(Lists.at(i))))));
        if (Lists.at(i) == m_controller.shows())
            m_choice->setCurrentIndex(static_cast<int>(i));
    }
    m_following = true;
    m_model->refresh();
    m_following = false;
    m_agreement->setTable(m_controller.agreementShown());
    m_methods->setText(m_controller.methods());
    if (!m_controller.isRead())
        m_empty->setLine({});
    else if (m_controller.count(review::ComparedList::All) > 0)
        m_empty->setLine(m_controller.shows() == review::ComparedList::Open
                ? tr("Nothing to settle: where two or more gave a value, they agree, or it was settled.")
                : tr("No value is in this list."));
    else if (m_controller.rule().reviewers == 1)
        m_empty->setLine(tr("One extractor is enough for each study. To have two extract independently, set the number "
                            "on the page Reviewers, under Team: what they say differently is settled here."));
    else
        m_empty->setLine(tr("No value was given by two extractors yet."));
    followActions();
}

void ReconciliationPanel::followCurrent()
{
    m_following = true;
    const int row = m_controller.row();
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
    m_following = false;
    m_list->setVisible(m_controller.rowCount() > 0);
    m_below->setCurrentIndex(row < 0 ? 1 : 0);
    m_placeAt = 0;
    m_said->follow();
    followActions();
}

void ReconciliationPanel::followActions()
{
    const bool work = m_shown && m_stack->currentIndex() == Work;
    for (std::size_t i = 0; i < m_accept.size(); ++i)
        m_accept.at(i)->setEnabled(
            work && m_controller.canSettle() && m_controller.said(static_cast<int>(i) + 1) != nullptr);
    m_own->setEnabled(work && m_controller.canSettle());
    m_takeBack->setEnabled(work && m_controller.canTakeBack());
    m_next->setEnabled(work && m_controller.row() + 1 < m_controller.rowCount());
    m_previous->setEnabled(work && m_controller.row() > 0);
    m_place->setEnabled(work && !m_said->places().empty());
    m_lists->setEnabled(work);
    m_agree->setEnabled(m_shown && m_controller.isRead() && m_stack->currentIndex() != Blind);
    m_undo->setEnabled(m_shown && m_controller.canUndo());
    m_open->setEnabled(m_shown && m_controller.canOpen());
    m_copy->setEnabled(m_shown && !m_controller.methods().isEmpty());
}

/// A list would search its rows for the letter: here letters are keys.
bool ReconciliationPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && !static_cast<QKeyEvent*>(event)->text().trimmed().isEmpty()
        && static_cast<QKeyEvent*>(event)->text().at(0).isPrint()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace winnow::ui
