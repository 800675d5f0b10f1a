#include "ui/reviewers/workpanel.h"

#include "ui/reviewers/parts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QFileInfo>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

WorkPanel::WorkPanel(TeamController& controller, const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_actions(actions)
    , m_offer(new QWidget)
    , m_offered(new TextLabel(TextLabel::Voice::Strong))
    , m_lines(new TextLabel(TextLabel::Voice::Body))
    , m_yes(new PrimaryButton(tr("Bring it in")))
    , m_no(new QPushButton)
    , m_package(new TextLabel(TextLabel::Voice::Strong))
    , m_waiting(new TextLabel(TextLabel::Voice::Caption))
    , m_table(new ShortTable(tr("Who has what to do"), &m_model))
{
    QVBoxLayout* column = bodyColumn(this);
    m_package->setWordWrap(true);
    m_package->hide();
    makeBringIn(column);
    column->insertWidget(0, m_package);
    makeSplit(column);
    connect(m_table, &ShortTable::rowChanged, this, &WorkPanel::chosenChanged);
    connect(&m_model, &TeamModel::checkedChanged, this, &WorkPanel::chosenChanged);
    connect(this, &WorkPanel::chosenChanged, this, &WorkPanel::showWaiting);
}

void WorkPanel::makeBringIn(QVBoxLayout* column)
{
    addHeading(column, tr("What colleagues send back"));
    auto* words = new TextLabel(TextLabel::Voice::Caption,
        tr("A copy of this review, or a package that came back, is one file: bring it in here, or drop it on the "
           "window."));
    words->setWordWrap(true);
    column->addWidget(words);
    auto* buttons = new FlowLayout(theme::Grid);
    buttons->addWidget(new KeyButton(m_actions.bringIn));
    column->addLayout(buttons);
    m_lines->setWordWrap(true);
    m_lines->setFocusPolicy(Qt::NoFocus);
    auto* answers = new FlowLayout(theme::Grid);
    answers->addWidget(m_yes);
    answers->addWidget(m_no);
    auto* offer = new QVBoxLayout(m_offer);
    offer->setContentsMargins(0, theme::Grid, 0, 0);
    m_offered->setWordWrap(true);
    offer->addWidget(m_offered);
    offer->addWidget(m_lines);
    offer->addLayout(answers);
    m_offer->hide();
    column->addWidget(m_offer);
    connect(m_yes, &QPushButton::clicked, &m_controller, &TeamController::startBringIn);
    connect(m_no, &QPushButton::clicked, this, [this] {
        m_controller.endBringIn();
        takeFocus();
    });
}

QSpinBox* WorkPanel::makeNumber(FlowLayout* flow, const QString& label, int from, int to, const QString& toolTip)
{
    auto* number = new QSpinBox;
    number->setRange(from, to);
    number->setAccessibleName(label);
    number->setToolTip(toolTip);
    keepKeys(number);
    auto* words = new TextLabel(TextLabel::Voice::Body, label);
    words->setBuddy(number);
    flow->addWidget(words);
    flow->addWidget(number);
    return number;
}

void WorkPanel::makeSplit(QVBoxLayout* column)
{
    addHeading(column, tr("Who has what to do"));
    m_waiting->setWordWrap(true);
    column->addWidget(m_waiting);
    column->addWidget(m_table);
    auto* numbers = new FlowLayout(theme::Grid);
    m_each = makeNumber(numbers, tr("Reviewers a record"), 1, 9, tr("How many get each record"));
    m_overlap = makeNumber(numbers, tr("Overlap"), 0, 100,
        tr("The share of records that one reviewer more gets, so that agreement can be told"));
    m_overlap->setSuffix(tr(" %"));
    m_seed = makeNumber(numbers, tr("Seed"), 1, 999'999'999,
        tr("Of the chance that splits: the same seed splits the same records the same way, on every computer"));
    column->addLayout(numbers);
    auto* buttons = new FlowLayout(theme::Grid);
    for (QAction* action : {m_actions.split, m_actions.send, m_actions.unassign})
        buttons->addWidget(new KeyButton(action));
    column->addLayout(buttons);
    connect(m_each, &QSpinBox::valueChanged, this, [this] {
        if (!m_following)
            m_eachSet = true;
        Q_EMIT chosenChanged();
    });
}

void WorkPanel::update()
{
    m_following = true;
    m_package->setText(m_controller.packageWords());
    m_package->setVisible(!m_package->text().isEmpty());
    if (!m_eachSet)
        m_each->setValue(std::clamp(m_controller.rule(m_controller.stage()).reviewers, 1,
            std::max(1, static_cast<int>(m_controller.team().size()))));
    for (QSpinBox* number : {m_each, m_overlap, m_seed})
        number->setEnabled(m_controller.isOwner());
    m_model.setTeam(m_controller.team(), m_controller.stage());
    m_following = false;
    Q_EMIT chosenChanged();
}

/// What there is to split, and why it cannot be.
void WorkPanel::showWaiting()
{
    if (!m_controller.isRead()) {
        m_waiting->clear();
        return;
    }
    const std::int64_t unassigned = m_controller.unassigned();
    QString words = unassigned == 0
        ? tr("All that waits at this stage is assigned.")
        : tr("%Ln record(s) wait at this stage and are assigned to nobody.", nullptr, static_cast<int>(unassigned));
    const SplitPlan planned = plan();
    if (const QString why = m_controller.whyNotOwner(); !why.isEmpty())
        words += u' ' + why;
    else if (planned.each > static_cast<int>(planned.reviewers.size()))
        words += u' ' + tr("Each record is to go to %1 reviewers: tick as many.").arg(planned.each);
    else if (const int needed = m_controller.rule(m_controller.stage()).reviewers; planned.each < needed)
        words += u' '
            + tr("This stage needs %1 decisions a record: those that go to fewer reviewers stay open.").arg(needed);
    m_waiting->setText(words);
}

void WorkPanel::updateBringIn()
{
    const BringIn& now = m_controller.bringIn();
    const QString file = QFileInfo(now.path).fileName();
    const bool had = m_offer->isAncestorOf(focusWidget());
    m_offer->setVisible(now.state != BringIn::State::None);
    m_yes->setVisible(now.state == BringIn::State::Ready && now.useful);
    m_no->setVisible(now.state == BringIn::State::Ready || now.state == BringIn::State::Done);
    m_no->setText(now.state == BringIn::State::Done || !now.useful ? tr("Close") : tr("Not now"));
    m_lines->setText(now.lines.join(u'\n'));
    m_lines->setVisible(!now.lines.isEmpty());
    switch (now.state) {
    case BringIn::State::None:
        break;
    case BringIn::State::Reading:
        m_offered->setText(tr("Reading %1…").arg(file));
        break;
    case BringIn::State::Ready:
        m_offered->setText(tr("%1 would bring:").arg(file));
        (now.useful ? m_yes : m_no)->setFocus(Qt::OtherFocusReason);
        break;
    case BringIn::State::Running:
        m_offered->setText(tr("Bringing in %1…").arg(file));
        break;
    case BringIn::State::Done:
        m_offered->setText(tr("%1 brought:").arg(file));
        m_no->setFocus(Qt::OtherFocusReason);
        break;
    }
    if (had && now.state == BringIn::State::None)
        takeFocus();
    m_offer->setAccessibleName(m_offered->text() + u' ' + m_lines->text());
    m_yes->setAccessibleDescription(m_lines->text());
    m_no->setAccessibleDescription(m_lines->text());
}

void WorkPanel::takeFocus()
{
    m_table->setFocus();
}

/// Oneself is rarely meant: the first row is chosen until another one is.
ReviewerId WorkPanel::recipient() const
{
    const auto& team = m_controller.team();
    const auto isMe = [](const TeamMember& member) { return member.me; };
    const auto others = team.size() - static_cast<std::size_t>(std::ranges::count_if(team, isMe));
    const TeamMember* const member = m_model.at(m_table->row());
    if (member == nullptr || (member->me && others > 1))
        return {};
    if (!member->me || others == 0)
        return member->id;
    return std::ranges::find_if_not(team, isMe)->id;
}

ReviewerId WorkPanel::chosen() const
{
    const TeamMember* const member = m_model.at(m_table->row());
    return member != nullptr ? member->id : ReviewerId{};
}

SplitPlan WorkPanel::plan() const
{
    return {m_model.checked(), m_each->value(), m_overlap->value(), static_cast<std::uint64_t>(m_seed->value())};
}

void WorkPanel::nextSeed()
{
    m_seed->setValue(m_seed->value() + 1);
}

} // namespace winnow::ui
