#include "ui/screening/filterpopup.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QIntValidator>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace winnow::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FilterPopup)
};

QString reasonWords(ReasonId id, const std::vector<Reason>& reasons)
{
    const auto known =
        std::find_if(reasons.begin(), reasons.end(), [id](const Reason& reason) { return reason.id == id; });
    return known == reasons.end() ? Words::tr("without a reason") : inOneLine(known->label);
}

/// Keeps what is chosen, though it is no longer offered.
void choose(QComboBox& menu, const QVariant& value, const QString& words)
{
    int index = value.isValid() ? menu.findData(value) : 0;
    if (index < 0) {
        menu.addItem(words, value);
        index = menu.count() - 1;
    }
    menu.setCurrentIndex(index);
}

std::optional<std::string> chosenWords(const QComboBox& menu)
{
    return menu.currentIndex() <= 0 ? std::nullopt : std::optional(menu.currentData().toString().toStdString());
}

void offer(QComboBox& menu, const std::vector<std::pair<std::string, std::int64_t>>& values)
{
    constexpr std::size_t Most = 200;
    while (menu.count() > 1)
        menu.removeItem(1);
    for (std::size_t i = 0; i < std::min(values.size(), Most); ++i)
        menu.addItem(QStringLiteral("%1 (%2)").arg(
                         inOneLine(values[i].first), QLocale().toString(static_cast<qlonglong>(values[i].second))),
            toQString(values[i].first));
}

} // namespace

QString wordsOf(const Filter& filter, const std::vector<Reason>& reasons)
{
    QStringList parts;
    if (filter.mine)
        parts.append(*filter.mine == Verdict::Include ? Words::tr("included by you")
                : *filter.mine == Verdict::Exclude    ? Words::tr("excluded by you")
                                                      : Words::tr("maybe"));
    if (filter.undecidedByMe)
        parts.append(Words::tr("undecided"));
    if (filter.label)
        parts.append(Words::tr("label %1").arg(inOneLine(*filter.label)));
    if (filter.myReason)
        parts.append(Words::tr("excluded: %1").arg(reasonWords(*filter.myReason, reasons)));
    if (filter.yearFrom && filter.yearTo)
        parts.append(*filter.yearFrom == *filter.yearTo
                ? QString::number(*filter.yearFrom)
                : QStringLiteral("%1–%2").arg(*filter.yearFrom).arg(*filter.yearTo));
    else if (filter.yearFrom)
        parts.append(Words::tr("from %1").arg(*filter.yearFrom));
    else if (filter.yearTo)
        parts.append(Words::tr("until %1").arg(*filter.yearTo));
    for (const auto& words : {filter.language, filter.type, filter.source})
        if (words)
            parts.append(inOneLine(*words));
    if (filter.withoutAbstract)
        parts.append(Words::tr("without an abstract"));
    return parts.join(QStringLiteral(" · "));
}

FilterPopup::FilterPopup(Verdicts verdicts, QWidget* parent)
    : PopupFrame(parent)
    , m_savedRow(new QWidget)
    , m_saved(new QComboBox)
    , m_remove(new QPushButton(tr("Remove")))
    , m_save(new QPushButton(tr("Save this filter")))
    , m_name(new QLineEdit)
    , m_verdict(new QComboBox)
    , m_label(new QComboBox)
    , m_reason(new QComboBox)
    , m_language(new QComboBox)
    , m_type(new QComboBox)
    , m_source(new QComboBox)
    , m_from(new QLineEdit)
    , m_to(new QLineEdit)
    , m_withoutAbstract(new QCheckBox(tr("Without an abstract")))
{
    setAccessibleName(tr("Filter"));
    auto* grid = new QGridLayout(&body());
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::Grid);
    grid->setColumnStretch(1, 1);
    const auto put = [grid](const QString& name, QWidget* field) {
        const int row = grid->rowCount();
        auto* label = new TextLabel(TextLabel::Voice::Body, name);
        label->setBuddy(field);
        field->setAccessibleName(name);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1);
        return label;
    };
    makeSaved();
    put(tr("Saved"), m_savedRow);
    m_verdict->addItems({tr("Any"), tr("Undecided"), tr("Included"), tr("Excluded"), tr("Maybe")});
    TextLabel* const verdictLabel = put(tr("My verdict"), m_verdict);
    verdictLabel->setVisible(verdicts == Verdicts::Here);
    m_verdict->setVisible(verdicts == Verdicts::Here);
    for (const auto& [name, menu] : {std::pair(tr("Label"), m_label), std::pair(tr("My reason"), m_reason)}) {
        menu->addItem(tr("Any"));
        put(name, menu);
    }
    auto* years = new QWidget;
    auto* yearRow = new QHBoxLayout(years);
    yearRow->setContentsMargins(0, 0, 0, 0);
    for (QLineEdit* year : {m_from, m_to}) {
        year->setValidator(new QIntValidator(1, 9999, year));
        year->setMaxLength(4);
    }
    yearRow->addWidget(m_from);
    yearRow->addWidget(new TextLabel(TextLabel::Voice::Body, tr("to", "between two years")));
    yearRow->addWidget(m_to);
    put(tr("Years"), years);
    m_from->setAccessibleName(tr("From the year"));
    m_to->setAccessibleName(tr("To the year"));
    for (const auto& [name, menu] :
        {std::pair(tr("Language"), m_language), std::pair(tr("Type"), m_type), std::pair(tr("Source"), m_source)}) {
        menu->addItem(tr("Any"));
        put(name, menu);
    }
    grid->addWidget(m_withoutAbstract, grid->rowCount(), 1);
    auto* clear = new QPushButton(tr("Clear"));
    auto* done = new QPushButton(tr("Done"));
    foot().addWidget(clear);
    foot().addStretch(1);
    foot().addWidget(done);
    for (QComboBox* menu : {m_saved, m_verdict, m_label, m_reason, m_language, m_type, m_source}) {
        menu->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        menu->setMinimumContentsLength(18);
        if (menu != m_saved)
            connect(menu, &QComboBox::activated, this, &FilterPopup::tell);
    }
    for (QLineEdit* year : {m_from, m_to})
        connect(year, &QLineEdit::textChanged, this, &FilterPopup::tell);
    connect(m_withoutAbstract, &QCheckBox::toggled, this, &FilterPopup::tell);
    connect(done, &QPushButton::clicked, this, &QWidget::hide);
    connect(clear, &QPushButton::clicked, this, [this] {
        showFilter({});
        tell();
    });
    keepKeys(this);
    for (QWidget* child : findChildren<QWidget*>())
        child->installEventFilter(this);
}

void FilterPopup::makeSaved()
{
    m_name->setPlaceholderText(tr("Name to save it under"));
    m_name->setAccessibleName(tr("Name of the filter to be saved"));
    m_saved->setAccessibleName(tr("Saved filters"));
    m_save->setEnabled(false);
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_saved, 1);
    choice->addWidget(m_remove);
    auto* making = new QHBoxLayout;
    making->addWidget(m_name, 1);
    making->addWidget(m_save);
    auto* column = new QVBoxLayout(m_savedRow);
    column->setContentsMargins(0, 0, 0, theme::Grid);
    column->setSpacing(theme::Grid);
    column->addLayout(choice);
    column->addLayout(making);
    connect(m_name, &QLineEdit::textChanged, this,
        [this](const QString& text) { m_save->setEnabled(!text.simplified().isEmpty()); });
    const auto save = [this] {
        if (!m_name->text().simplified().isEmpty())
            Q_EMIT saveWanted(m_name->text().simplified());
        m_name->clear();
    };
    connect(m_save, &QPushButton::clicked, this, save);
    connect(m_name, &QLineEdit::returnPressed, this, save);
    connect(m_saved, &QComboBox::activated, this, [this](int index) {
        if (index <= 0)
            return;
        const SavedFilter chosen = m_savedFilters[static_cast<std::size_t>(index) - 1];
        showFilter(chosen.filter);
        Q_EMIT savedChosen(chosen);
    });
    connect(m_saved, &QComboBox::currentIndexChanged, this, [this](int index) { m_remove->setEnabled(index > 0); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (m_saved->currentIndex() > 0)
            Q_EMIT savedRemoved(toQString(m_savedFilters[static_cast<std::size_t>(m_saved->currentIndex()) - 1].name));
    });
}

void FilterPopup::setReasons(const std::vector<Reason>& reasons)
{
    m_reason->clear();
    m_reason->addItem(tr("Any"));
    for (const Reason& reason : reasons)
        m_reason->addItem(inOneLine(reason.label), static_cast<qlonglong>(reason.id.value));
    m_reason->addItem(tr("Without a reason"), qlonglong{0});
}

void FilterPopup::setLabels(const std::vector<std::string>& labels)
{
    m_label->clear();
    m_label->addItem(tr("Any"));
    for (const std::string& label : labels)
        m_label->addItem(inOneLine(label), toQString(label));
}

void FilterPopup::setChoices(const FilterChoices& choices)
{
    const Filter before = filter();
    offer(*m_language, choices.languages);
    offer(*m_type, choices.types);
    offer(*m_source, choices.sources);
    m_from->setPlaceholderText(choices.firstYear == 0 ? QString() : QString::number(choices.firstYear));
    m_to->setPlaceholderText(choices.lastYear == 0 ? QString() : QString::number(choices.lastYear));
    showFilter(before);
}

void FilterPopup::setSaved(const std::vector<SavedFilter>& saved, bool writable)
{
    const QString chosen = m_saved->currentIndex() > 0 ? m_saved->currentText() : QString();
    m_savedFilters = saved;
    m_saved->clear();
    m_saved->addItem(saved.empty() ? tr("None yet") : tr("Choose"));
    for (const SavedFilter& one : saved)
        m_saved->addItem(inOneLine(one.name));
    m_saved->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, m_saved->findText(chosen)));
    m_saved->setEnabled(!saved.empty());
    m_remove->setVisible(writable);
    m_remove->setEnabled(m_saved->currentIndex() > 0);
    m_name->setVisible(writable);
    m_save->setVisible(writable);
}

void FilterPopup::begin(const Filter& filter, const QWidget& below)
{
    showFilter(filter);
    popUpBelow(below);
    m_label->setFocus(Qt::PopupFocusReason);
}

void FilterPopup::showFilter(const Filter& filter)
{
    m_showing = true;
    m_verdict->setCurrentIndex(filter.undecidedByMe ? 1
            : !filter.mine                          ? 0
            : *filter.mine == Verdict::Include      ? 2
            : *filter.mine == Verdict::Exclude      ? 3
                                                    : 4);
    const auto words = [](const std::optional<std::string>& chosen) {
        return chosen ? QVariant(toQString(*chosen)) : QVariant();
    };
    for (const auto& [menu, chosen] : {std::pair(m_label, filter.label), std::pair(m_language, filter.language),
             std::pair(m_type, filter.type), std::pair(m_source, filter.source)})
        choose(*menu, words(chosen), inOneLine(chosen.value_or(std::string())));
    choose(*m_reason, filter.myReason ? QVariant(static_cast<qlonglong>(filter.myReason->value)) : QVariant(),
        tr("A former reason"));
    m_from->setText(filter.yearFrom ? QString::number(*filter.yearFrom) : QString());
    m_to->setText(filter.yearTo ? QString::number(*filter.yearTo) : QString());
    m_withoutAbstract->setChecked(filter.withoutAbstract);
    m_showing = false;
}

Filter FilterPopup::filter() const
{
    Filter filter;
    const int verdict = m_verdict->currentIndex();
    filter.undecidedByMe = verdict == 1;
    if (verdict > 1)
        filter.mine = verdict == 2 ? Verdict::Include : verdict == 3 ? Verdict::Exclude : Verdict::Maybe;
    filter.label = chosenWords(*m_label);
    if (m_reason->currentIndex() > 0)
        filter.myReason = ReasonId{m_reason->currentData().toLongLong()};
    filter.language = chosenWords(*m_language);
    filter.type = chosenWords(*m_type);
    filter.source = chosenWords(*m_source);
    // A year is taken once it is whole: 2 and 20 on the way to 2010 would empty the list.
    const auto year = [](const QLineEdit& field) {
        return field.text().size() == 4 ? std::optional(field.text().toInt()) : std::nullopt;
    };
    filter.yearFrom = year(*m_from);
    filter.yearTo = year(*m_to);
    filter.withoutAbstract = m_withoutAbstract->isChecked();
    return filter;
}

void FilterPopup::tell()
{
    if (m_showing)
        return;
    m_saved->setCurrentIndex(0);
    Q_EMIT narrowed(filter());
}

bool FilterPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool combo = qobject_cast<QComboBox*>(watched) != nullptr;
        if (key == Qt::Key_Escape
            || ((key == Qt::Key_Return || key == Qt::Key_Enter) && watched != m_name && !combo
                && qobject_cast<QPushButton*>(watched) == nullptr)) {
            hide();
            return true;
        }
    }
    return PopupFrame::eventFilter(watched, event);
}

} // namespace winnow::ui
