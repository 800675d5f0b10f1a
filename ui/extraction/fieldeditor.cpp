#include "ui/extraction/fieldeditor.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "ui/extraction/extractioncontroller.h"
#include "ui/extraction/placelinks.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QFocusEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int TickColumns = 2;

QString yesNoWord(const QString& text)
{
    return text == u"yes" ? FieldEditor::tr("Yes") : FieldEditor::tr("No");
}

} // namespace

FieldEditor::FieldEditor(const Field& field, QWidget* parent)
    : QWidget(parent)
    , m_field(field)
    , m_label(new TextLabel(TextLabel::Voice::Body, toQString(field.label)))
    , m_doubt(new TextLabel(TextLabel::Voice::Warning))
    , m_places(new PlaceLinks)
    , m_state(new QComboBox)
    , m_source(new QLineEdit)
{
    const QString label = toQString(field.label);
    setAccessibleName(label);
    m_label->setWordWrap(true);
    m_doubt->setWordWrap(true);
    m_doubt->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_doubt->hide();
    m_answer = makeAnswer();
    m_state->addItem(tr("Stated"), static_cast<int>(Answer::Stated));
    for (const Answer answer : {Answer::NotReported, Answer::Unclear, Answer::NotApplicable})
        m_state->addItem(wordOf(answer), static_cast<int>(answer));
    m_state->setAccessibleName(tr("%1: whether it is stated").arg(label));
    m_source->setPlaceholderText(tr("Where"));
    m_source->setToolTip(tr("Where it stands in the report, such as “Table 2, p. 5”"));
    m_source->setAccessibleName(tr("%1: where it stands in the report").arg(label));
    m_source->setMaxLength(1000);

    auto* head = new QHBoxLayout;
    head->setSpacing(theme::Grid);
    head->addWidget(m_label, 3);
    head->addWidget(m_doubt, 2);
    head->addWidget(m_places);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid / 2);
    column->addLayout(head);
    auto* answer = new QHBoxLayout;
    if (m_ticks.empty())
        answer->addWidget(m_answer, 1);
    else // as wide as the form, so that the form need not be wider than a line
        column->addWidget(m_answer);
    if (!field.unit.empty())
        answer->addWidget(new TextLabel(TextLabel::Voice::Muted, toQString(field.unit)));
    auto* source = new QHBoxLayout;
    source->addWidget(m_state);
    source->addWidget(m_source, 1);
    m_source->setMinimumWidth(8 * theme::Grid);
    m_row = new QBoxLayout(QBoxLayout::LeftToRight);
    for (QBoxLayout* each : {static_cast<QBoxLayout*>(answer), static_cast<QBoxLayout*>(source), m_row})
        each->setSpacing(theme::Grid);
    m_row->addLayout(answer, m_ticks.empty() ? 1 : 0);
    m_row->addLayout(source, 1);
    column->addLayout(m_row);
    if (!field.help.empty()) {
        auto* help = new TextLabel(TextLabel::Voice::Caption, toQString(field.help));
        help->setWordWrap(true);
        column->addWidget(help);
    }

    watch(m_state);
    watch(m_source);
    connect(m_places, &PlaceLinks::wanted, this, &FieldEditor::placeWanted);
    connect(m_state, &QComboBox::currentIndexChanged, this, &FieldEditor::followState);
    connect(m_source, &QLineEdit::textEdited, this, &FieldEditor::drafted);
}

QSize FieldEditor::minimumSizeHint() const
{
    const QSize now = QWidget::minimumSizeHint();
    int narrow = widestTick();
    for (int i = 0; i < m_row->count(); ++i)
        narrow = std::max(narrow, m_row->itemAt(i)->minimumSize().width());
    return {std::min(now.width(), narrow), now.height()};
}

void FieldEditor::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Where there is no room for both, as with large text, the place stands below the answer.
    const bool wide = width() >= 52 * fontMetrics().averageCharWidth();
    m_row->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    if (!m_ticks.empty())
        arrangeTicks(width() >= TickColumns * (widestTick() + theme::Grid) ? TickColumns : 1);
}

QWidget* FieldEditor::makeAnswer()
{
    const QString label = toQString(m_field.label);
    switch (m_field.type) {
    case FieldType::Choices:
        return makeTicks();
    case FieldType::Choice:
    case FieldType::YesNo: {
        m_choice = new QComboBox;
        m_choice->addItem(u"–"_s, QString());
        if (m_field.type == FieldType::YesNo)
            for (const QString& text : {u"yes"_s, u"no"_s})
                m_choice->addItem(yesNoWord(text), text);
        for (const std::string& choice : m_field.choices)
            m_choice->addItem(toQString(choice), toQString(choice));
        m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_choice->setMinimumContentsLength(10);
        m_choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_choice->setAccessibleName(label);
        m_choice->setAccessibleDescription(toQString(m_field.help));
        connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_showing)
                Q_EMIT drafted();
        });
        watch(m_choice);
        return m_choice;
    }
    default:
        m_line = new QLineEdit;
        m_line->setAccessibleName(m_field.unit.empty() ? label : tr("%1, in %2").arg(label, toQString(m_field.unit)));
        m_line->setAccessibleDescription(toQString(m_field.help));
        m_line->setMinimumWidth(8 * theme::Grid);
        m_line->setMaxLength(1'000'000); // a paste is not cut; Qt's own bound is 32,767
        connect(m_line, &QLineEdit::textEdited, this, &FieldEditor::drafted);
        watch(m_line);
        return m_line;
    }
}

QWidget* FieldEditor::makeTicks()
{
    auto* ticks = new QWidget;
    m_tickGrid = new QGridLayout(ticks);
    m_tickGrid->setContentsMargins(0, 0, 0, 0);
    m_tickGrid->setVerticalSpacing(theme::Grid / 2);
    for (const std::string& choice : m_field.choices) {
        auto* tick = new QCheckBox(toQString(choice));
        tick->setAccessibleName(tr("%1: %2").arg(toQString(m_field.label), toQString(choice)));
        connect(tick, &QCheckBox::toggled, this, [this] {
            if (!m_showing)
                Q_EMIT drafted();
        });
        watch(tick);
        m_ticks.push_back(tick);
    }
    arrangeTicks(TickColumns);
    return ticks;
}

void FieldEditor::arrangeTicks(int columns)
{
    if (m_tickColumns == columns)
        return;
    m_tickColumns = columns;
    for (QCheckBox* tick : m_ticks)
        m_tickGrid->removeWidget(tick);
    for (int i = 0; i < static_cast<int>(m_ticks.size()); ++i)
        m_tickGrid->addWidget(m_ticks[static_cast<std::size_t>(i)], i / columns, i % columns);
}

int FieldEditor::widestTick() const
{
    int widest = 0;
    for (const QCheckBox* tick : m_ticks)
        widest = std::max(widest, tick->sizeHint().width());
    return widest;
}

void FieldEditor::watch(QWidget* widget)
{
    widget->installEventFilter(this);
    if (qobject_cast<QComboBox*>(widget) != nullptr)
        widget->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the form, it never changes an answer
}

bool FieldEditor::owns(const QWidget* widget) const
{
    return widget != nullptr && isAncestorOf(widget);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT entered();
            return true;
        }
        if (key == Qt::Key_Escape && giveUp())
            return true;
    }
    if (event->type() == QEvent::FocusIn)
        Q_EMIT focused();
    if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        const bool popup = reason == Qt::PopupFocusReason || reason == Qt::MenuBarFocusReason;
        // What was answered is kept before its state or place is said; an emptied answer waits for them.
        const QWidget* const now = QApplication::focusWidget();
        const bool fromAnswer = watched == m_answer || m_answer->isAncestorOf(static_cast<QWidget*>(watched));
        const bool inAnswer = now != nullptr && (now == m_answer || m_answer->isAncestorOf(now));
        if (!popup && (!owns(now) || (fromAnswer && !inAnswer && !answerText().trimmed().isEmpty())))
            Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

QString FieldEditor::answerText() const
{
    if (m_line != nullptr)
        return m_line->text();
    if (m_choice != nullptr)
        return m_choice->currentData().toString();
    std::vector<std::string> chosen;
    for (const QCheckBox* tick : m_ticks)
        if (tick->isChecked())
            chosen.push_back(tick->text().toStdString());
    chosen.insert(chosen.end(), m_unknown.begin(), m_unknown.end());
    return toQString(extraction::joinChoices(chosen));
}

void FieldEditor::setAnswerText(const QString& text)
{
    if (m_line != nullptr) {
        m_line->setText(text);
        if (!m_line->hasFocus()) // where one types on, the end is at hand; else the beginning is in sight
            m_line->setCursorPosition(0);
        return;
    }
    if (m_choice != nullptr) {
        int at = m_choice->findData(text);
        if (at < 0) { // of a former form, or from a table: shown as it is, and doubted
            m_choice->addItem(text, text);
            at = m_choice->count() - 1;
        }
        m_choice->setCurrentIndex(at);
        return;
    }
    m_unknown = extraction::splitChoices(text.toStdString());
    for (QCheckBox* tick : m_ticks) {
        const auto found = std::find(m_unknown.begin(), m_unknown.end(), tick->text().toStdString());
        tick->setChecked(found != m_unknown.end());
        if (found != m_unknown.end())
            m_unknown.erase(found);
    }
}

Value FieldEditor::draft() const
{
    Value value;
    value.field = address();
    value.answer = static_cast<Answer>(m_state->currentData().toInt());
    if (value.answer == Answer::Stated)
        value.text = answerText().toStdString();
    value.source = m_source->text().toStdString();
    if (m_set)
        value.evidence = m_set->evidence;
    return value;
}

std::string FieldEditor::address() const
{
    return m_item > 0 ? extraction::itemAddress(m_field.id, m_item) : m_field.id;
}

void FieldEditor::setWaiting(const std::vector<Evidence>& places)
{
    m_waiting = places;
    showPlaces();
}

void FieldEditor::showPlaces()
{
    std::vector<Evidence> all = m_set ? m_set->evidence : std::vector<Evidence>{};
    all.insert(all.end(), m_waiting.begin(), m_waiting.end());
    m_places->setPlaces(all, m_set && m_set->answer == Answer::Stated);
}

void FieldEditor::setValue(const std::optional<Value>& value)
{
    const Value now = draft();
    const auto says = [&now](const Value& other) {
        return now.answer == other.answer && trimmed(now.text) == trimmed(other.text)
            && trimmed(now.source) == trimmed(other.source);
    };
    if (value && says(*value)) { // stored as it was drafted
        m_set = value;
        showPlaces();
        return;
    }
    if (m_set == value) // nothing new: a draft that could not be stored stays, such as a place without an answer
        return;
    if (!says(m_set.value_or(Value{})) && owns(QApplication::focusWidget()))
        return;
    show(value);
}

/// What is stored shows again; false if it does already.
bool FieldEditor::giveUp()
{
    const Value now = draft();
    const Value stored = m_set.value_or(Value{});
    if (m_readOnly || (now.answer == stored.answer && now.text == stored.text && now.source == stored.source))
        return false;
    show(m_set);
    Q_EMIT drafted();
    return true;
}

void FieldEditor::setSource(const QString& source)
{
    m_source->setText(source);
    m_source->setCursorPosition(0);
}

void FieldEditor::reset(const std::optional<Value>& value)
{
    show(value);
}

void FieldEditor::show(const std::optional<Value>& value)
{
    m_showing = true;
    m_set = value;
    m_state->setCurrentIndex(m_state->findData(static_cast<int>(value ? value->answer : Answer::Stated)));
    setAnswerText(value ? toQString(value->text) : QString());
    m_source->setText(value ? toQString(value->source) : QString());
    m_source->setCursorPosition(0);
    m_showing = false;
    showPlaces();
    followState();
}

void FieldEditor::setAnswer(Answer answer)
{
    if (!m_readOnly)
        m_state->setCurrentIndex(m_state->findData(static_cast<int>(answer)));
}

void FieldEditor::followState()
{
    const bool stated = static_cast<Answer>(m_state->currentData().toInt()) == Answer::Stated;
    // The focus would be thrown to the next field by a widget that goes dead under it.
    if (!stated && owns(QApplication::focusWidget()) && m_answer->isAncestorOf(QApplication::focusWidget()))
        m_state->setFocus();
    if (!stated && m_answer == QApplication::focusWidget())
        m_state->setFocus();
    m_answer->setEnabled(stated && !m_readOnly);
    if (m_line != nullptr)
        m_line->setPlaceholderText(
            m_field.type == FieldType::Date && stated ? tr("2016, 2016-03 or 2016-03-31") : QString());
    if (!m_showing)
        Q_EMIT drafted();
}

void FieldEditor::offer(const QStringList& words)
{
    if (m_line == nullptr)
        return;
    if (m_line->completer() == nullptr) {
        auto* completer = new QCompleter(new QStringListModel(m_line), m_line);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_line->setCompleter(completer);
        connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &FieldEditor::drafted,
            Qt::QueuedConnection); // once the line has it
    }
    static_cast<QStringListModel*>(m_line->completer()->model())->setStringList(words);
}

void FieldEditor::setDoubt(const QString& doubt)
{
    m_doubt->setText(doubt.isEmpty() ? QString() : tr("? %1").arg(doubt));
    m_doubt->setVisible(!doubt.isEmpty());
    QWidget* answer = m_line != nullptr ? static_cast<QWidget*>(m_line) : m_choice;
    if (answer != nullptr)
        answer->setAccessibleDescription(doubt.isEmpty() ? toQString(m_field.help) : doubt);
}

QString FieldEditor::doubt() const
{
    return m_doubt->text();
}

void FieldEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_state->setEnabled(!readOnly);
    m_source->setEnabled(!readOnly);
    m_showing = true; // nothing is drafted by that
    followState();
    m_showing = false;
}

void FieldEditor::focusAnswer()
{
    if (!m_answer->isEnabled())
        m_state->setFocus(Qt::TabFocusReason);
    else if (!m_ticks.empty())
        m_ticks.front()->setFocus(Qt::TabFocusReason);
    else
        m_answer->setFocus(Qt::TabFocusReason);
}

} // namespace winnow::ui
