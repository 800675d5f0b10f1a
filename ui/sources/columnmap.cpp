#include "ui/sources/columnmap.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/formats/formats.h"
#include "ui/sources/fieldwords.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QWheelEvent>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr qsizetype SampleShown = 80; // characters

/// The wheel scrolls the page, it never changes a choice by the way.
class Choice final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

QString samplesOf(const Column& column)
{
    QStringList samples;
    for (const std::string& sample : column.samples)
        samples.append(inOneLine(sample).left(SampleShown));
    return samples.join(QStringLiteral(" · "));
}

bool sameHeadings(const std::vector<Column>& one, const std::vector<Column>& other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
        [](const Column& a, const Column& b) { return a.heading == b.heading; });
}

} // namespace

ColumnMap::ColumnMap(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Columns and their fields"));
}

void ColumnMap::setColumns(const std::vector<Column>& columns)
{
    const bool same = sameHeadings(columns, m_columns) && !m_choices.empty();
    m_columns = columns;
    if (!same)
        build();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QSignalBlocker quiet(m_choices[i]);
        m_choices[i]->setCurrentIndex(std::max(0, m_choices[i]->findData(toQString(m_columns[i].field))));
    }
}

void ColumnMap::build()
{
    qDeleteAll(findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete layout();
    m_choices.clear();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(2 * theme::Grid);
    grid->setVerticalSpacing(theme::Grid / 2);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    int row = 0;
    const auto head = [&](int column, const QString& text) {
        grid->addWidget(new TextLabel(TextLabel::Voice::Caption, text), row, column);
    };
    head(0, tr("Column"));
    head(1, tr("Values"));
    head(2, tr("Goes to"));
    for (const Column& column : m_columns) {
        ++row;
        const QString name = inOneLine(column.heading);
        auto* heading = new TextLabel(TextLabel::Voice::Body, name);
        auto* samples = new TextLabel(TextLabel::Voice::Muted, samplesOf(column));
        heading->setElided(8);
        samples->setElided(8);
        auto* choice = new Choice;
        choice->setFocusPolicy(Qt::StrongFocus);
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(16);
        choice->setAccessibleName(tr("Field for the column %1").arg(name));
        choice->setAccessibleDescription(samplesOf(column));
        choice->addItem(tr("Kept, in no field"), QString());
        for (const std::string& field : formats::fieldNames())
            choice->addItem(wordOfField(field), toQString(field));
        connect(choice, &QComboBox::activated, this, [this, choice, heading = column.heading] {
            Q_EMIT fieldChosen(heading, choice->currentData().toString().toStdString());
        });
        grid->addWidget(heading, row, 0);
        grid->addWidget(samples, row, 1);
        grid->addWidget(choice, row, 2);
        m_choices.push_back(choice);
    }
}

} // namespace winnow::ui
