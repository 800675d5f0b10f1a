#include "ui/extraction/partform.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "ui/extraction/fieldform.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <memory>

namespace winnow::ui {

namespace {

using Place = DesignController::Place;
using Kind = DesignController::Kind;

enum Page { WholePage, SectionPage, FieldPage, GroupPage, OutcomePage, TimePage };

TextLabel* wrapped(TextLabel::Voice voice, const QString& text = {})
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    return label;
}

QWidget* pageOf(const std::vector<QWidget*>& parts)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid * 3 / 2);
    for (QWidget* part : parts)
        column->addWidget(part);
    column->addStretch(1);
    return page;
}

QWidget* sideBySide(const std::vector<QWidget*>& parts)
{
    auto* holder = new QWidget;
    auto* row = new FlowLayout(2 * theme::Grid, holder);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part : parts)
        row->addWidget(part);
    return holder;
}

QLineEdit* line()
{
    auto* made = new QLineEdit;
    made->setMaxLength(1000);
    made->setMinimumWidth(8 * theme::Grid);
    return made;
}

} // namespace

PartForm::PartForm(DesignController& controller, QWidget* parent)
    : QScrollArea(parent)
    , m_controller(controller)
    , m_heading(wrapped(TextLabel::Voice::Heading))
    , m_faults(wrapped(TextLabel::Voice::Warning))
    , m_used(wrapped(TextLabel::Voice::Muted))
    , m_field(new FieldForm(controller))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_group = wrapped(TextLabel::Voice::Body);
    m_pages = {makeWhole(), makeSection(), pageOf({m_field}), pageOf({m_group}), makeOutcome(), makeTime()};
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::CardMargin, 2 * theme::Grid, theme::CardMargin, theme::CardMargin);
    column->setSpacing(theme::Grid);
    column->addWidget(m_heading);
    column->addWidget(m_used);
    column->addWidget(m_faults);
    for (QWidget* page : m_pages)
        column->addWidget(page);
    column->addStretch(1);
    content->installEventFilter(this);
    setWidget(content);
    showPage(WholePage);
    connect(&m_controller, &DesignController::changed, this, &PartForm::follow);
    connect(&m_controller, &DesignController::selectedChanged, this, [this] {
        m_showing = true;
        m_field->show(true);
        m_showing = false;
        follow();
        ensureVisible(0, 0);
    });
}

QWidget* PartForm::makeWhole()
{
    m_title = line();
    m_former = new QWidget;
    m_formerRows = new QVBoxLayout(m_former);
    m_formerRows->setContentsMargins(0, 0, 0, 0);
    m_formerRows->setSpacing(theme::Grid);
    connect(m_title, &QLineEdit::textEdited, this,
        [this](const QString& text) { m_controller.setTitle(text.toStdString()); });
    return pageOf({named(tr("Name of the form"), m_title),
        wrapped(TextLabel::Voice::Muted,
            tr("Each save is a new version and one act of the review, which can be undone. A field keeps its id and "
               "its answers for good: what is removed or answered otherwise stays with the studies, under “No longer "
               "in the form”, and is exported with them.")),
        m_former});
}

QWidget* PartForm::makeSection()
{
    m_section = line();
    m_repeat = new QCheckBox(tr("Asked several times"));
    m_repeatMeans = wrapped(TextLabel::Voice::Muted);
    connect(m_section, &QLineEdit::textEdited, this, &PartForm::storeSection);
    connect(m_repeat, &QCheckBox::toggled, this, &PartForm::storeSection);
    return pageOf({named(tr("Name of the section"), m_section), m_repeat, m_repeatMeans});
}

QWidget* PartForm::makeOutcome()
{
    m_outcome = line();
    m_domain = new QComboBox;
    m_domain->addItem(tr("Efficacy"), static_cast<int>(OutcomeDomain::Efficacy));
    m_domain->addItem(tr("Safety"), static_cast<int>(OutcomeDomain::Safety));
    m_outcomeType = new QComboBox;
    for (const OutcomeType type : {OutcomeType::Dichotomous, OutcomeType::Continuous, OutcomeType::TimeToEvent,
             OutcomeType::Count, OutcomeType::Text})
        m_outcomeType->addItem(wordOf(type), static_cast<int>(type));
    m_better = new QComboBox;
    m_better->addItem(tr("Not said"), static_cast<int>(Better::NotSaid));
    m_better->addItem(tr("More is better"), static_cast<int>(Better::Higher));
    m_better->addItem(tr("Less is better"), static_cast<int>(Better::Lower));
    m_outcomeUnit = line();
    m_outcomeLeast = numberLine();
    m_outcomeMost = numberLine();
    m_outcomeGroup = line();
    for (QComboBox* box : {m_domain, m_outcomeType, m_better}) {
        fitIntoForm(*box);
        connect(box, &QComboBox::currentIndexChanged, this, &PartForm::storeOutcome);
    }
    for (QLineEdit* each : {m_outcome, m_outcomeUnit, m_outcomeLeast, m_outcomeMost, m_outcomeGroup})
        connect(each, &QLineEdit::textEdited, this, &PartForm::storeOutcome);
    return pageOf({named(tr("What is measured"), m_outcome), named(tr("It belongs to"), m_domain),
        named(tr("How it is reported"), m_outcomeType),
        sideBySide({named(tr("Unit"), m_outcomeUnit), named(tr("A patient has at least"), m_outcomeLeast),
            named(tr("at most"), m_outcomeMost)}),
        named(tr("Direction"), m_better), named(tr("Listed under"), m_outcomeGroup)});
}

QWidget* PartForm::makeTime()
{
    m_time = line();
    m_days = numberLine();
    connect(m_days, &QLineEdit::textEdited, this, &PartForm::storeTime);
    connect(m_time, &QLineEdit::textEdited, this, [this] {
        m_days->clear(); // what the words say, as long as they say it
        storeTime();
    });
    return pageOf({named(tr("Time, such as “3 months”"), m_time), named(tr("Days after the beginning"), m_days)});
}

QLineEdit* PartForm::name() const
{
    switch (m_page) {
    case WholePage:
        return m_title;
    case SectionPage:
        return m_section;
    case FieldPage:
        return &m_field->name();
    case OutcomePage:
        return m_outcome;
    case TimePage:
        return m_time;
    default:
        return nullptr;
    }
}

void PartForm::showPage(int page)
{
    const QWidget* const focused = QApplication::focusWidget();
    const bool lost =
        page != m_page && focused != nullptr && m_pages[static_cast<std::size_t>(m_page)]->isAncestorOf(focused);
    m_page = page;
    m_pages[static_cast<std::size_t>(page)]->show();
    if (lost && name() != nullptr)
        name()->setFocus(Qt::OtherFocusReason);
    else if (lost)
        Q_EMIT focusLost();
    for (int i = 0; i < static_cast<int>(m_pages.size()); ++i)
        m_pages[static_cast<std::size_t>(i)]->setVisible(i == page);
}

/// As wide as its widest part, as it never scrolls sideways.
void PartForm::fitWidth()
{
    setMinimumWidth(widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
}

bool PartForm::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fitWidth();
    return QScrollArea::eventFilter(watched, event);
}

void PartForm::focusName()
{
    if (QLineEdit* const line = name()) {
        line->setFocus(Qt::ShortcutFocusReason);
        line->selectAll();
    }
}

void PartForm::follow()
{
    const Place& place = m_controller.selected();
    const extraction::FormDraft& draft = m_controller.draft();
    const bool writes = m_controller.canWrite();
    m_showing = true;
    const QString used = m_controller.usedIn(place);
    QString kept = m_controller.use().ownOnly ? tr("Answers by you in %1; what others extracted is hidden as yet.")
                                              : tr("Answers in %1.");
    kept = kept.arg(used.isEmpty() ? tr("no study") : used);
    if (const Field* const field = draft.field(place)) {
        showPage(FieldPage);
        const Section& in = *draft.section(place);
        m_heading->setText(in.repeat ? tr("Field of each of “%1”").arg(inOneLine(in.title))
                                     : tr("Field of “%1”").arg(inOneLine(in.title)));
        m_field->show(false);
        if (draft.isNew(field->id))
            kept = tr("New: no study has an answer yet.");
        else if (!used.isEmpty())
            kept += u' ' + tr("If it is removed, they are kept.");
    } else if (const Section* const section = draft.section(place)) {
        showPage(SectionPage);
        m_heading->setText(tr("Section of the form"));
        showText(*m_section, section->title);
        m_repeat->setChecked(section->repeat);
        m_repeatMeans->setText(section->id == ArmSection
                ? tr("Results, tables and the analysis take the arms of a study from here.")
                : section->id == EventSection ? tr("The table of safety takes the adverse events from here.")
                                              : tr("A study can have several of it, as it has several arms."));
        const Section* const before = draft.saved().section(section->id);
        if (before != nullptr && before->repeat != section->repeat)
            kept = tr("What was answered before stays with the studies as “no longer in the form”, as it says nothing "
                      "of which one it would belong to.");
        else if (!used.isEmpty())
            kept += u' ' + tr("If it is removed, they are kept.");
    } else if (const Outcome* const outcome = draft.outcome(place)) {
        showPage(OutcomePage);
        m_heading->setText(tr("Outcome"));
        showText(*m_outcome, outcome->label);
        m_domain->setCurrentIndex(m_domain->findData(static_cast<int>(outcome->domain)));
        m_outcomeType->setCurrentIndex(m_outcomeType->findData(static_cast<int>(outcome->type)));
        m_better->setCurrentIndex(m_better->findData(static_cast<int>(outcome->better)));
        showText(*m_outcomeUnit, outcome->unit);
        showNumber(*m_outcomeLeast, outcome->minimum);
        showNumber(*m_outcomeMost, outcome->maximum);
        showText(*m_outcomeGroup, outcome->group);
    } else if (const TimePoint* const time = draft.time(place)) {
        showPage(TimePage);
        m_heading->setText(tr("Time"));
        showText(*m_time, time->label);
        showNumber(*m_days, time->days >= 0 ? std::optional(time->days) : std::nullopt);
    } else if (place.kind == Kind::Outcome || place.kind == Kind::Time) {
        showPage(GroupPage);
        m_heading->setText(place.kind == Kind::Outcome ? tr("Outcomes") : tr("Times"));
        m_group->setText(place.kind == Kind::Outcome
                ? tr("What is measured in each arm: the rows of the results of a study.")
                : tr("When it is measured: each outcome has a row for each of these times."));
        kept.clear();
    } else {
        showPage(WholePage);
        m_heading->setText(tr("The form as a whole"));
        showText(*m_title, m_controller.form().title);
        followFormer();
        kept.clear();
    }
    for (QWidget* each : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_section),
             static_cast<QWidget*>(m_repeat), m_pages[OutcomePage], m_pages[TimePage]})
        each->setEnabled(writes);
    m_used->setText(kept);
    m_used->setVisible(!kept.isEmpty());
    const QString faults = m_controller.faultsAt(place).join(u'\n');
    m_faults->setText(faults.isEmpty() ? faults : tr("! %1").arg(faults));
    m_faults->setVisible(!faults.isEmpty());
    if (QLineEdit* const line = name())
        line->setAccessibleDescription(faults.isEmpty() ? kept : faults);
    m_showing = false;
}

/// Fields that are gone, each to be brought back.
void PartForm::followFormer()
{
    std::vector<extraction::FormerField> former = m_controller.formerFields();
    if (former == m_formerShown && m_formerRows->count() > 0)
        return;
    m_formerShown = std::move(former);
    while (m_formerRows->count() > 0) {
        const std::unique_ptr<QLayoutItem> item(m_formerRows->takeAt(0));
        item->widget()->hide(); // one of them may be what was clicked
        item->widget()->deleteLater();
    }
    m_former->setVisible(!m_formerShown.empty());
    if (m_formerShown.empty())
        return;
    m_formerRows->addWidget(hairline(Qt::Horizontal));
    m_formerRows->addWidget(wrapped(TextLabel::Voice::Strong, tr("No longer in the form")));
    std::vector<QWidget*> backs{m_title};
    for (const extraction::FormerField& each : m_formerShown) {
        auto* row = new QWidget;
        auto* flow = new FlowLayout(2 * theme::Grid, row);
        flow->setContentsMargins(0, 0, 0, 0);
        const QString name = inOneLine(each.field.label);
        const QString used = m_controller.usedIn(each);
        auto* says = new TextLabel(TextLabel::Voice::Body,
            used.isEmpty() ? tr("%1 (%2)").arg(name, inOneLine(each.section.title))
                           : tr("%1 (%2): answered in %3").arg(name, inOneLine(each.section.title), used));
        says->setElided(20);
        flow->addWidget(says);
        const bool otherwise = m_controller.draft().placeOf(each.field.id) != Place();
        if (!otherwise && m_controller.canWrite()) {
            auto* back = new LinkButton(tr("Bring back"));
            back->setAccessibleName(tr("Bring “%1” back into the form").arg(name));
            connect(back, &QPushButton::clicked, this, [this, each] { m_controller.bringBack(each); });
            flow->addWidget(back);
            backs.push_back(back);
        }
        m_formerRows->addWidget(row);
    }
    for (std::size_t i = 1; i < backs.size(); ++i)
        setTabOrder(backs[i - 1], backs[i]);
}

void PartForm::storeSection()
{
    const Section* const before = m_controller.draft().section(m_controller.selected());
    if (m_showing || before == nullptr)
        return;
    Section section = *before;
    section.title = m_section->text().toStdString();
    section.repeat = m_repeat->isChecked();
    m_controller.change(section);
}

void PartForm::storeOutcome()
{
    const Outcome* const before = m_controller.draft().outcome(m_controller.selected());
    if (m_showing || before == nullptr)
        return;
    Outcome outcome = *before;
    outcome.label = m_outcome->text().toStdString();
    outcome.domain = static_cast<OutcomeDomain>(m_domain->currentData().toInt());
    outcome.type = static_cast<OutcomeType>(m_outcomeType->currentData().toInt());
    outcome.better = static_cast<Better>(m_better->currentData().toInt());
    outcome.unit = m_outcomeUnit->text().trimmed().toStdString();
    outcome.minimum = numberIn(*m_outcomeLeast);
    outcome.maximum = numberIn(*m_outcomeMost);
    outcome.group = m_outcomeGroup->text().trimmed().toStdString();
    m_controller.change(outcome);
}

void PartForm::storeTime()
{
    const TimePoint* const before = m_controller.draft().time(m_controller.selected());
    if (m_showing || before == nullptr)
        return;
    TimePoint time = *before;
    time.label = m_time->text().trimmed().toStdString();
    const std::optional<double> days = numberIn(*m_days);
    time.days = days ? *days : extraction::daysOf(time.label).value_or(-1);
    m_controller.change(time);
}

} // namespace winnow::ui
