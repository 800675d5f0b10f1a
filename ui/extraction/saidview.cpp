#include "ui/extraction/saidview.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/extraction/fieldeditor.h"
#include "ui/extraction/reconciliationcontroller.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

TextLabel* wrapped(TextLabel::Voice voice, const QString& text)
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

SaidView::SaidView(ReconciliationController& controller, const std::array<QAction*, 9>& accept, QAction* own,
    QAction* takeBack, QWidget* parent)
    : QScrollArea(parent)
    , m_controller(controller)
    , m_accept(accept)
    , m_own(own)
    , m_takeBack(takeBack)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What each extractor said"));
}

void SaidView::follow()
{
    const review::Compared* const current = m_controller.current();
    std::optional<Value> draft;
    QString reason;
    if (m_editor != nullptr && current != nullptr && m_about == std::pair{current->value.study, current->value.field}) {
        draft = m_editor->draft(); // what is being typed outlives a change made elsewhere
        reason = m_reason->text();
    }
    const bool typing = m_editor != nullptr && m_editor->isAncestorOf(QApplication::focusWidget());
    const bool inside = widget() != nullptr && widget()->isAncestorOf(QApplication::focusWidget());
    const bool reasoning = m_reason != nullptr && m_reason->hasFocus();
    m_editor = nullptr;
    m_reason = nullptr;
    m_places.clear();
    m_body = new QWidget;
    m_column = new QVBoxLayout(m_body);
    m_column->setContentsMargins(2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid, 2 * theme::Grid);
    m_column->setSpacing(theme::Grid / 2);
    if (current != nullptr) {
        m_column->addWidget(wrapped(TextLabel::Voice::Heading, inOneLine(current->label)));
        m_column->addWidget(wrapped(TextLabel::Voice::Muted, inOneLine(current->study)));
        for (int number = 1; number <= m_controller.extractors(); ++number)
            addSaid(number);
        if (current->value.standing == winnow::Standing::Agreed)
            addSettled();
        addButtons(current->value.standing == winnow::Standing::Agreed);
        if (draft)
            addWriting(draft, reason);
    }
    m_column->addStretch(1);
    if (QWidget* const before = takeWidget()) { // later: a button in it may be what was pressed
        before->hide();
        before->deleteLater();
    }
    setWidget(m_body);
    m_body->show();
    if (m_reason != nullptr && reasoning)
        m_reason->setFocus();
    else if (m_editor != nullptr && typing)
        m_editor->focusAnswer();
    else if (inside) // what had the focus is gone
        Q_EMIT ended();
}

void SaidView::addSaid(int number)
{
    const Value* const value = m_controller.said(number);
    if (value == nullptr)
        return;
    const ReviewValue& review = m_controller.current()->value;
    const bool taken =
        review.standing == winnow::Standing::Agreed && review.answer == value->answer && review.text == value->text;
    m_column->addSpacing(theme::Grid);
    m_column->addWidget(hairline(Qt::Horizontal));
    m_column->addSpacing(theme::Grid / 2);
    auto* head = new QHBoxLayout;
    auto* name = new TextLabel(TextLabel::Voice::Muted, m_controller.nameOf(number));
    name->setElided(8);
    head->addWidget(name, 1);
    if (number <= static_cast<int>(m_accept.size())) {
        auto* accept = new KeyButton(m_accept.at(static_cast<std::size_t>(number) - 1));
        accept->setOn(taken);
        head->addWidget(accept);
    }
    m_column->addLayout(head);
    m_column->addWidget(
        wrapped(TextLabel::Voice::Strong, m_controller.words(value->answer, value->text, value->field)));
    if (!value->source.empty())
        m_column->addWidget(wrapped(TextLabel::Voice::Body, inOneLine(value->source)));
    addPlaces(value->evidence);
}

void SaidView::addPlaces(const std::vector<Evidence>& places)
{
    if (places.empty())
        m_column->addWidget(new TextLabel(TextLabel::Voice::Caption, tr("no quote")));
    for (const Evidence& place : places) {
        m_places.push_back(place);
        const QString quote = toQString(place.quote);
        auto* link = new LinkButton(tr("p. %1").arg(place.page + 1));
        link->setFocusPolicy(Qt::TabFocus);
        link->setToolTip(tr("Shows the words in the PDF"));
        link->setAccessibleName(tr("Show the words on page %1: %2").arg(QString::number(place.page + 1), quote));
        connect(link, &QPushButton::clicked, this, [this, place] { Q_EMIT placeWanted(place); });
        auto* row = new QHBoxLayout;
        row->setSpacing(theme::Grid);
        row->addWidget(link, 0, Qt::AlignTop);
        row->addWidget(wrapped(TextLabel::Voice::Body, quote.isEmpty() ? tr("an area") : tr("“%1”").arg(quote)), 1,
            Qt::AlignVCenter);
        m_column->addLayout(row);
    }
}

void SaidView::addButtons(bool settled)
{
    m_buttons = new QWidget;
    auto* buttons = new FlowLayout(theme::Grid, m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(new KeyButton(m_own));
    if (settled)
        buttons->addWidget(new KeyButton(m_takeBack));
    m_column->addSpacing(2 * theme::Grid);
    m_column->addWidget(m_buttons);
}

void SaidView::addSettled()
{
    const ReviewValue& value = m_controller.current()->value;
    m_column->addSpacing(theme::Grid);
    m_column->addWidget(hairline(Qt::Horizontal));
    m_column->addSpacing(theme::Grid / 2);
    m_column->addWidget(new TextLabel(TextLabel::Voice::Muted, tr("✓ Settled: the review's value")));
    m_column->addWidget(wrapped(TextLabel::Voice::Strong, m_controller.words(value.answer, value.text, value.field)));
    if (!value.source.empty())
        m_column->addWidget(wrapped(TextLabel::Voice::Body, inOneLine(value.source)));
    if (!value.reason.empty())
        m_column->addWidget(wrapped(TextLabel::Voice::Body, tr("Why: %1").arg(toQString(value.reason))));
    if (!value.agreedEvidence.empty()) // else it rests on what the extractors quoted
        addPlaces(value.agreedEvidence);
}

// One's own value -----------------------------------------------------------------------------------------------------

void SaidView::beginOwn()
{
    const review::Compared* const current = m_controller.current();
    if (current == nullptr || !m_controller.canSettle())
        return;
    const ReviewValue& value = current->value;
    if (m_editor == nullptr) {
        std::optional<Value> draft;
        if (value.standing == winnow::Standing::Agreed) {
            draft = Value{};
            draft->answer = value.answer;
            draft->text = value.text;
            draft->source = value.source;
            draft->evidence = value.agreedEvidence;
        }
        addWriting(draft, draft ? toQString(value.reason) : QString());
    }
    m_editor->focusAnswer();
    showWriting();
}

/// With the buttons below it, once it is laid out.
void SaidView::showWriting()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_reason == nullptr)
                return;
            widget()->layout()->activate();
            ensureWidgetVisible(m_reason, 0, 8 * theme::Grid);
        },
        Qt::QueuedConnection);
}

void SaidView::addWriting(const std::optional<Value>& draft, const QString& reason)
{
    const review::Compared& current = *m_controller.current();
    m_about = {current.value.study, current.value.field};
    Field field = m_controller.fieldOf(current.value.field);
    field.label = tr("Your value").toStdString();
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, theme::Grid, 0, 0);
    column->setSpacing(theme::Grid);
    m_editor = new FieldEditor(field);
    m_editor->reset(draft);
    m_reason = new QLineEdit(reason);
    m_reason->setPlaceholderText(tr("Why this one"));
    m_reason->setAccessibleName(tr("Why this one"));
    m_reason->setMaxLength(1000);
    auto* save = new QPushButton(tr("Settle"));
    auto* cancel = new QPushButton(tr("Cancel"));
    save->setToolTip(tr("Enter"));
    cancel->setToolTip(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::Grid);
    row->addWidget(m_reason, 1);
    row->addWidget(cancel);
    row->addWidget(save);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_editor);
    column->addLayout(row);
    m_buttons->hide(); // the writing takes their place
    m_column->insertWidget(m_column->indexOf(m_buttons) + 1, box);
    box->show(); // at once: it takes the focus
    keepKeys(box);
    connect(m_editor, &FieldEditor::placeWanted, this, &SaidView::placeWanted);
    connect(m_editor, &FieldEditor::entered, m_reason, [this] {
        if (!m_taker || !m_taker())
            m_reason->setFocus(Qt::TabFocusReason);
    });
    connect(m_reason, &QLineEdit::returnPressed, this, &SaidView::save);
    connect(save, &QPushButton::clicked, this, &SaidView::save);
    connect(cancel, &QPushButton::clicked, this, &SaidView::giveUp);
    for (QWidget* each : box->findChildren<QWidget*>())
        each->installEventFilter(this);
}

bool SaidView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && m_editor != nullptr) {
        giveUp();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void SaidView::takeWords(const QString& text, const std::vector<Evidence>& places)
{
    if (m_editor == nullptr)
        return;
    Value draft = m_editor->draft();
    if (draft.answer == Answer::Stated && trimmed(draft.text).empty())
        draft.text = text.toStdString();
    for (const Evidence& place : places)
        if (std::ranges::find(draft.evidence, place) == draft.evidence.end())
            draft.evidence.push_back(place);
    m_editor->reset(draft);
    m_reason->setFocus(Qt::OtherFocusReason);
    showWriting(); // the links to its places have made it taller
}

void SaidView::save()
{
    if (m_editor == nullptr)
        return;
    const Value draft = m_editor->draft();
    if (draft.answer == Answer::Stated && trimmed(draft.text).empty()) {
        m_editor->focusAnswer();
        return;
    }
    const std::string reason = m_reason->text().toStdString();
    m_editor = nullptr;
    m_reason = nullptr;
    m_controller.settle({{}, {}, draft.answer, draft.text, draft.source, reason, {}, draft.evidence});
    Q_EMIT ended();
}

void SaidView::giveUp()
{
    m_editor = nullptr;
    m_reason = nullptr;
    follow();
    Q_EMIT ended();
}

} // namespace winnow::ui
