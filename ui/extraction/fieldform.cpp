#include "ui/extraction/fieldform.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wheel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array Types{FieldType::Text, FieldType::Number, FieldType::Integer, FieldType::Choice,
    FieldType::Choices, FieldType::YesNo, FieldType::Date};

bool isNumber(FieldType type)
{
    return type == FieldType::Number || type == FieldType::Integer;
}

bool hasOptions(FieldType type)
{
    return type == FieldType::Choice || type == FieldType::Choices;
}

QPlainTextEdit* textBox(int lines)
{
    auto* box = new QPlainTextEdit;
    box->setTabChangesFocus(true);
    box->setSizeAdjustPolicy(QAbstractScrollArea::AdjustIgnored);
    box->setFixedHeight(lines * QFontMetrics(box->font()).lineSpacing() + 2 * theme::Grid);
    return box;
}

/// As tall as so many lines of the letters in use.
class LinesKeeper final : public QObject {
public:
    LinesKeeper(QWidget* box, int lines)
        : QObject(box)
        , m_lines(lines)
    {
        box->installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FontChange || event->type() == QEvent::Polish)
            if (auto* box = qobject_cast<QWidget*>(watched))
                box->setFixedHeight(m_lines * QFontMetrics(box->font()).lineSpacing() + 2 * theme::Grid);
        return false;
    }

private:
    int m_lines;
};

std::vector<std::string> linesOf(const QString& text)
{
    std::vector<std::string> lines;
    for (const QString& line : text.split(u'\n'))
        if (!line.trimmed().isEmpty())
            lines.push_back(line.trimmed().toStdString());
    return lines;
}

QString linesFrom(const std::vector<std::string>& lines)
{
    QStringList all;
    for (const std::string& line : lines)
        all.append(toQString(line));
    return all.join(u'\n');
}

} // namespace

QWidget* named(const QString& name, QWidget* control)
{
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid / 2);
    auto* label = new TextLabel(TextLabel::Voice::Caption, name);
    label->setWordWrap(true);
    column->addWidget(label);
    column->addWidget(control);
    control->setAccessibleName(name);
    return part;
}

QLineEdit* numberLine()
{
    auto* line = new QLineEdit;
    static const QRegularExpression number(u"[-+\u2212]?[0-9]{0,12}([.,][0-9]{0,9})?"_s);
    line->setValidator(new QRegularExpressionValidator(number, line));
    line->setMinimumWidth(8 * theme::Grid);
    return line;
}

std::optional<double> numberIn(const QLineEdit& line)
{
    return extraction::number(line.text().replace(u',', u'.').toStdString());
}

void showNumber(QLineEdit& line, const std::optional<double>& value)
{
    if (numberIn(line) != value)
        line.setText(value ? QLocale::c().toString(*value, 'g', 15) : QString());
}

void showText(QLineEdit& line, const std::string& text)
{
    // A space at the end is about to be followed by a word.
    if (const QString shown = toQString(text); line.text().trimmed() != shown.trimmed()) {
        line.setText(shown);
        line.setCursorPosition(0);
    }
}

void fitIntoForm(QComboBox& box)
{
    keepFromWheel(box);
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(12);
    box.setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

FieldForm::FieldForm(DesignController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_label(new QLineEdit)
    , m_help(textBox(3))
    , m_type(new QComboBox)
    , m_options(textBox(6))
    , m_unit(new QLineEdit)
    , m_least(numberLine())
    , m_most(numberLine())
    , m_atMost(new QComboBox)
    , m_when(new QComboBox)
    , m_answers(new QListWidget)
    , m_answerWords(new QLineEdit)
    , m_chart(new QCheckBox(tr("In the summary charts")))
    , m_means(new TextLabel(TextLabel::Voice::Body))
    , m_id(new TextLabel(TextLabel::Voice::Caption))
{
    new LinesKeeper(m_help, 3);
    new LinesKeeper(m_options, 6);
    new LinesKeeper(m_answers, 6);
    m_label->setMaxLength(1000);
    m_unit->setMaxLength(100);
    m_unit->setMinimumWidth(8 * theme::Grid);
    for (const FieldType type : Types)
        m_type->addItem(wordOf(type), static_cast<int>(type));
    for (QComboBox* box : {m_type, m_atMost, m_when})
        fitIntoForm(*box);
    m_answers->setAccessibleName(tr("Answers with which it is shown"));
    m_answerWords->setAccessibleName(m_answers->accessibleName());
    m_answerWords->setPlaceholderText(tr("Answers, separated by semicolons"));
    m_means->setWordWrap(true);
    m_id->setWordWrap(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid * 3 / 2);
    column->addWidget(named(tr("What it asks"), m_label));
    column->addWidget(named(tr("How it is answered"), m_type));
    column->addWidget(m_means);
    m_optionsPart = named(tr("Options, one a line"), m_options);
    column->addWidget(m_optionsPart);
    m_numberPart = new QWidget;
    auto* number = new QVBoxLayout(m_numberPart);
    number->setContentsMargins(0, 0, 0, 0);
    number->setSpacing(column->spacing());
    auto* bounds = new QWidget;
    auto* row = new FlowLayout(2 * theme::Grid, bounds);
    row->setContentsMargins(0, 0, 0, 0);
    for (const auto& [name, line] :
        {std::pair(tr("Unit"), m_unit), std::pair(tr("At least"), m_least), std::pair(tr("At most"), m_most)})
        row->addWidget(named(name, line));
    number->addWidget(bounds);
    number->addWidget(named(tr("Not more than"), m_atMost));
    column->addWidget(m_numberPart);
    column->addWidget(named(tr("Help below it"), m_help));
    column->addWidget(named(tr("When it is shown"), m_when));
    m_answersPart = new QWidget;
    auto* answers = new QVBoxLayout(m_answersPart);
    answers->setContentsMargins(2 * theme::Grid, 0, 0, 0);
    answers->addWidget(m_answers);
    answers->addWidget(m_answerWords);
    column->addWidget(m_answersPart);
    column->addWidget(m_chart);
    column->addWidget(m_id);

    for (QLineEdit* line : {m_label, m_unit, m_least, m_most, m_answerWords})
        connect(line, &QLineEdit::textEdited, this, &FieldForm::store);
    for (QPlainTextEdit* box : {m_help, m_options})
        connect(box, &QPlainTextEdit::textChanged, this, &FieldForm::store);
    connect(m_type, &QComboBox::currentIndexChanged, this, &FieldForm::store);
    connect(m_atMost, &QComboBox::currentIndexChanged, this, &FieldForm::store);
    connect(m_when, &QComboBox::currentIndexChanged, this, &FieldForm::store);
    connect(m_answers, &QListWidget::itemChanged, this, &FieldForm::store);
    connect(m_chart, &QCheckBox::toggled, this, &FieldForm::store);
}

void FieldForm::show(bool another)
{
    const DesignController::Place& place = m_controller.selected();
    const Field* const field = m_controller.draft().field(place);
    if (field == nullptr)
        return;
    m_showing = true;
    const bool writes = m_controller.canWrite();
    showText(*m_label, field->label);
    if (m_help->toPlainText() != toQString(field->help))
        m_help->setPlainText(toQString(field->help));
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(field->type)));
    if (linesOf(m_options->toPlainText()) != field->choices && (another || hasOptions(field->type)))
        m_options->setPlainText(linesFrom(field->choices));
    if (another || isNumber(field->type)) {
        showText(*m_unit, field->unit);
        showNumber(*m_least, field->minimum);
        showNumber(*m_most, field->maximum);
    }
    fillPartners(*field);
    showCondition(*field, another);
    m_chart->setChecked(field->chart);
    showParts(field->type);
    const QString means = m_controller.changeMeans(place);
    m_means->setText(means);
    m_means->setVisible(!means.isEmpty());
    m_id->setText(tr("Called %1 in exports and scripts%2")
            .arg(toQString(field->id),
                m_controller.draft().isNew(field->id) ? tr("; named after what it asks until the form is saved")
                                                      : QString()));
    for (QWidget* each : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_help), static_cast<QWidget*>(m_type),
             static_cast<QWidget*>(m_options), m_numberPart, static_cast<QWidget*>(m_when), m_answersPart,
             static_cast<QWidget*>(m_chart)})
        each->setEnabled(writes);
    m_showing = false;
}

void FieldForm::showParts(FieldType type)
{
    m_optionsPart->setVisible(hasOptions(type));
    m_numberPart->setVisible(isNumber(type));
}

/// The fields it can hang on or be bounded by, with their sections' names.
void FieldForm::fillPartners(const Field& field)
{
    using Items = std::vector<std::pair<QString, QString>>; // shown, id
    Items bounds{{tr("No other field"), QString()}};
    Items conditions{{tr("Always"), QString()}};
    for (const Field* partner : m_controller.draft().partnersOf(m_controller.selected())) {
        const Section* const in = m_controller.draft().section(m_controller.draft().placeOf(partner->id));
        const QString name = tr("%1 (%2)").arg(inOneLine(partner->label), inOneLine(in->title));
        if (isNumber(partner->type))
            bounds.emplace_back(name, toQString(partner->id));
        conditions.emplace_back(tr("By what “%1” says").arg(name), toQString(partner->id));
    }
    const auto fill = [](QComboBox& box, Items items, const std::string& chosen) {
        const QString id = toQString(chosen);
        const auto known = [&id](const auto& item) { return item.second == id; };
        if (std::ranges::none_of(items, known)) // a fault, which is said above: it is shown as it is
            items.emplace_back(id, id);
        bool same = box.count() == static_cast<int>(items.size());
        for (int i = 0; same && i < box.count(); ++i)
            same = std::pair(box.itemText(i), box.itemData(i).toString()) == items[static_cast<std::size_t>(i)];
        if (!same) {
            box.clear();
            for (const auto& [shown, of] : items)
                box.addItem(shown, of);
        }
        box.setCurrentIndex(box.findData(id));
    };
    fill(*m_atMost, std::move(bounds), field.atMost);
    fill(*m_when, std::move(conditions), field.when ? field.when->field : std::string());
}

void FieldForm::showCondition(const Field& field, bool another)
{
    m_answersPart->setVisible(field.when.has_value());
    if (!field.when) {
        m_partner.clear();
        m_answers->clear();
        m_answerWords->clear();
        return;
    }
    const Field* const partner = m_controller.draft().field(m_controller.draft().placeOf(field.when->field));
    std::vector<std::pair<QString, std::string>> offered;
    if (partner != nullptr && hasOptions(partner->type))
        for (const std::string& option : partner->choices)
            offered.emplace_back(inOneLine(option), option);
    else if (partner != nullptr && partner->type == FieldType::YesNo)
        offered = {{tr("Yes"), "yes"}, {tr("No"), "no"}};
    const bool listed = !offered.empty();
    for (const std::string& answer : field.when->is) // one that is no option any more can be taken away
        if (listed && std::ranges::find(offered, answer, &std::pair<QString, std::string>::second) == offered.end())
            offered.emplace_back(tr("%1 (no option now)").arg(inOneLine(answer)), answer);
    m_answers->setVisible(listed);
    m_answerWords->setVisible(!listed);
    if (!listed) {
        if (another || extraction::splitChoices(m_answerWords->text().toStdString()) != field.when->is)
            showText(*m_answerWords, extraction::joinChoices(field.when->is));
        m_partner = field.when->field;
        return;
    }
    const bool same = m_partner == field.when->field && m_answers->count() == static_cast<int>(offered.size());
    m_partner = field.when->field;
    if (!same) {
        m_answers->clear();
        for (std::size_t i = 0; i < offered.size(); ++i)
            m_answers->addItem(QString());
    }
    for (int i = 0; i < m_answers->count(); ++i) {
        QListWidgetItem* const item = m_answers->item(i);
        const auto& [shown, answer] = offered[static_cast<std::size_t>(i)];
        const bool chosen = std::ranges::find(field.when->is, answer) != field.when->is.end();
        item->setText(shown);
        item->setData(Qt::UserRole, toQString(answer));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
    }
    if (!same)
        m_answers->setCurrentRow(0);
}

std::optional<AskedWhen> FieldForm::condition(const Field& before) const
{
    const std::string partner = m_when->currentData().toString().toStdString();
    if (partner.empty())
        return {};
    AskedWhen when{partner, {}};
    if (!before.when || before.when->field != partner || m_partner != partner)
        return when; // its answers are to be chosen
    if (m_answers->isHidden()) {
        when.is = extraction::splitChoices(m_answerWords->text().toStdString());
        return when;
    }
    for (int i = 0; i < m_answers->count(); ++i)
        if (m_answers->item(i)->checkState() == Qt::Checked)
            when.is.push_back(m_answers->item(i)->data(Qt::UserRole).toString().toStdString());
    return when;
}

void FieldForm::store()
{
    const Field* const before = m_controller.draft().field(m_controller.selected());
    if (m_showing || before == nullptr)
        return;
    Field field = *before;
    field.label = m_label->text().toStdString();
    field.help = m_help->toPlainText().toStdString();
    field.type = static_cast<FieldType>(m_type->currentData().toInt());
    field.choices = hasOptions(field.type) ? linesOf(m_options->toPlainText()) : std::vector<std::string>{};
    const bool number = isNumber(field.type);
    field.unit = number ? m_unit->text().trimmed().toStdString() : std::string();
    field.minimum = number ? numberIn(*m_least) : std::nullopt;
    field.maximum = number ? numberIn(*m_most) : std::nullopt;
    field.atMost = number ? m_atMost->currentData().toString().toStdString() : std::string();
    field.when = condition(*before);
    field.chart = m_chart->isChecked();
    m_controller.change(field);
}

} // namespace winnow::ui
