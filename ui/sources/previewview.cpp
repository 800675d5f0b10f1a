#include "ui/sources/previewview.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "ui/sources/columnmap.h"
#include "ui/sources/receipttext.h"
#include "ui/sources/receiptview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Content, Work };

using FileState = ImportBatch::File::State;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString authorsOf(const Record& record)
{
    if (record.authors.empty())
        return {};
    const QString first = inOneLine(record.authors.front());
    return record.authors.size() == 1 ? first : PreviewView::tr("%1 et al.").arg(first);
}

} // namespace

PreviewView::PreviewView(ImportBatch& batch, QWidget* parent)
    : QWidget(parent)
    , m_batch(batch)
    , m_stack(new QStackedWidget)
{
    auto* area = new QScrollArea;
    area->setWidget(makeContent());
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stack->addWidget(area);
    m_stack->addWidget(makeWork());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
}

QWidget* PreviewView::makeWork()
{
    m_work = new TextLabel(TextLabel::Voice::Body);
    m_work->setAlignment(Qt::AlignCenter);
    m_work->setWordWrap(true);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setMaximumWidth(50 * theme::Grid);
    m_bar->setAccessibleName(tr("How much of the file is read"));
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->addStretch(2);
    column->addWidget(m_work);
    column->addSpacing(theme::Grid);
    auto* bar = new QHBoxLayout;
    bar->addStretch(1);
    bar->addWidget(m_bar, 4);
    bar->addStretch(1);
    column->addLayout(bar);
    column->addStretch(3);
    return page;
}

QWidget* PreviewView::makeContent()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    m_understood = new TextLabel(TextLabel::Voice::Heading);
    m_counts = new TextLabel(TextLabel::Voice::Body);
    m_news = new TextLabel(TextLabel::Voice::Body);
    auto* facts = new QVBoxLayout;
    facts->setSpacing(theme::Grid / 2);
    for (TextLabel* label : {m_understood, m_counts, m_news}) {
        label->setWordWrap(true);
        facts->addWidget(label);
    }
    column->addLayout(facts);
    column->addWidget(makeSearch());
    m_decisions = new QCheckBox;
    connect(m_decisions, &QCheckBox::toggled, &m_batch, &ImportBatch::setTakeDecisions);
    column->addWidget(m_decisions);
    m_columnsPart = makeColumns();
    column->addWidget(m_columnsPart);
    m_problems = new QVBoxLayout;
    m_problems->setContentsMargins(0, 0, 0, 0);
    m_problems->setSpacing(theme::Grid);
    column->addLayout(m_problems);
    m_recordsHeading = new TextLabel(TextLabel::Voice::Strong);
    column->addWidget(m_recordsHeading);
    m_records = new QTableWidget(0, 5);
    m_records->setHorizontalHeaderLabels({tr("Title"), tr("Authors"), tr("Year"), tr("Journal"), tr("Number")});
    m_records->setAccessibleName(tr("First records of the file"));
    m_records->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_records->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_records->setTabKeyNavigation(false);
    m_records->setShowGrid(false);
    m_records->setWordWrap(false);
    m_records->verticalHeader()->hide();
    m_records->horizontalHeader()->setHighlightSections(false);
    m_records->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_records->setMinimumHeight(26 * theme::Grid);
    column->addWidget(m_records, 1);
    column->addStretch(0); // where there are no records to show, the rest stays at the top
    return content;
}

QWidget* PreviewView::makeSearch()
{
    m_source = new QComboBox;
    m_source->setEditable(true);
    m_source->setInsertPolicy(QComboBox::NoInsert);
    m_source->completer()->setFilterMode(Qt::MatchContains);
    m_source->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(16);
    m_kind = new QComboBox;
    for (const SourceKind kind : {SourceKind::Database, SourceKind::Register, SourceKind::Other})
        m_kind->addItem(wordOf(kind), static_cast<int>(kind));
    m_date = new QLineEdit;
    m_date->setPlaceholderText(tr("2025-03-31"));
    m_dateDoubt = new TextLabel(TextLabel::Voice::Caption);
    m_dateDoubt->setWordWrap(true);
    connect(m_date, &QLineEdit::textChanged, this, &PreviewView::checkDate);
    auto* date = new QHBoxLayout;
    date->setSpacing(theme::Grid);
    date->addWidget(m_date, 1);
    date->addWidget(m_dateDoubt, 2);
    m_query = new QPlainTextEdit;
    m_query->setPlaceholderText(tr("As it was run in the source, for the report of the search"));
    m_query->setTabChangesFocus(true);
    m_query->setFixedHeight(3 * m_query->fontMetrics().lineSpacing() + 2 * theme::Grid);
    connect(m_source->lineEdit(), &QLineEdit::editingFinished, this, &PreviewView::searchEdited);
    connect(m_source, &QComboBox::activated, this, &PreviewView::searchEdited);
    connect(m_kind, &QComboBox::activated, this, &PreviewView::searchEdited);
    connect(m_date, &QLineEdit::textEdited, this, &PreviewView::searchEdited);
    connect(m_query, &QPlainTextEdit::textChanged, this, &PreviewView::searchEdited);

    auto* fields = new QWidget;
    fields->setMaximumWidth(90 * theme::Grid);
    auto* form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * theme::Grid);
    form->setVerticalSpacing(theme::Grid);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("&Source"), m_source);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("Searched &on"), date);
    form->addRow(tr("&Query"), m_query);
    m_source->setAccessibleName(tr("Source"));
    m_kind->setAccessibleName(tr("Kind of source"));
    m_date->setAccessibleName(tr("Date of the search"));
    m_query->setAccessibleName(tr("Search query"));
    if (auto* label = qobject_cast<QLabel*>(form->labelForField(date)))
        label->setBuddy(m_date);
    return fields;
}

QWidget* PreviewView::makeColumns()
{
    m_columnsWords = new TextLabel(TextLabel::Voice::Strong);
    m_columnsWords->setWordWrap(true);
    m_columnsButton = new QPushButton(tr("Change…"));
    m_columnsButton->setCheckable(true);
    m_columnsButton->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_columnsButton->setAccessibleName(tr("Show which field each column goes to"));
    m_columns = new ColumnMap;
    connect(m_columnsButton, &QPushButton::toggled, m_columns, &QWidget::setVisible);
    connect(m_columns, &ColumnMap::fieldChosen, &m_batch, &ImportBatch::setField);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    auto* head = new QHBoxLayout;
    head->addWidget(m_columnsWords, 1);
    head->addWidget(m_columnsButton);
    column->addLayout(head);
    column->addWidget(m_columns);
    return part;
}

void PreviewView::setSourceNames(const QStringList& names)
{
    const QSignalBlocker quiet(m_source);
    const QString text = m_source->currentText();
    m_source->clear();
    m_source->addItems(names);
    m_source->setCurrentText(text);
}

void PreviewView::follow()
{
    const ImportBatch::File* const file = m_batch.currentFile();
    if (file == nullptr)
        return;
    const bool failed = file->state == FileState::Failed;
    if (file->reads == 0 && !failed) {
        m_work->setText(tr("Reading %1").arg(file->name));
        m_bar->setRange(0, 0);
        m_stack->setCurrentIndex(Work);
        m_path.clear();
        return;
    }
    const bool other = std::exchange(m_path, file->path) != file->path;
    const bool again = std::exchange(m_reads, file->reads) != file->reads;
    showFacts(*file);
    showSearch(*file);
    showColumns(*file);
    if (other && file->reads > 0) // of a table that nobody knows, the columns are the first thing to look at
        m_columnsButton->setChecked(file->preview.receipt.database.empty());
    m_columns->setVisible(m_columnsButton->isChecked());
    if (other || again || failed) {
        showProblems(failed ? Receipt{} : file->preview.receipt);
        showRecords(failed ? std::vector<Record>{} : file->preview.first);
    }
    m_stack->setCurrentIndex(Content);
}

void PreviewView::showProgress(std::int64_t done, std::int64_t total)
{
    constexpr int Steps = 1000;
    if (total <= 0)
        return;
    m_bar->setRange(0, Steps);
    m_bar->setValue(static_cast<int>(std::clamp<std::int64_t>(done * Steps / total, 0, Steps)));
}

void PreviewView::focusFirst()
{
    if (m_stack->currentIndex() == Content)
        m_source->setFocus();
}

void PreviewView::showFacts(const ImportBatch::File& file)
{
    const bool failed = file.state == FileState::Failed;
    m_understood->setText(failed ? tr("%1 cannot be imported").arg(file.name) : understoodAs(file.preview.receipt));
    m_counts->setVoice(failed ? TextLabel::Voice::Warning : TextLabel::Voice::Body);
    m_counts->setText(failed ? file.error->message : recordsRead(file.preview.receipt));
    m_news->setVoice(file.preview.alreadyImported ? TextLabel::Voice::Strong : TextLabel::Voice::Body);
    m_news->setText(failed ? QString() : newsOf(file.preview));
    m_news->setVisible(!failed);
    const auto decisions = static_cast<qint64>(file.preview.receipt.withDecisions);
    const QSignalBlocker quiet(m_decisions);
    m_decisions->setVisible(!failed && decisions > 0);
    m_decisions->setText(decisions == 1
            ? tr("Take over the decision, labels and note of 1 record")
            : tr("Take over the decisions, labels and notes of %1 records").arg(number(decisions)));
    m_decisions->setChecked(file.request.takeDecisions);
}

void PreviewView::showSearch(const ImportBatch::File& file)
{
    const bool ready = file.reads > 0 && file.state != FileState::Failed;
    m_source->parentWidget()->setVisible(ready);
    if (!ready)
        return;
    // What is being typed is not written over by what it has just been taken for.
    const ImportRequest& request = file.request;
    const QSignalBlocker quietSource(m_source);
    const QSignalBlocker quietDate(m_date);
    const QSignalBlocker quietQuery(m_query);
    if (m_source->currentText().trimmed().toStdString() != request.source)
        m_source->setCurrentText(toQString(request.source));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(request.kind.value_or(SourceKind::Database))));
    if (m_date->text().trimmed().toStdString() != request.date)
        m_date->setText(toQString(request.date));
    if (m_query->toPlainText().trimmed().toStdString() != request.query)
        m_query->setPlainText(toQString(request.query));
    checkDate();
}

void PreviewView::showColumns(const ImportBatch::File& file)
{
    const std::vector<Column>& columns = file.preview.receipt.columns;
    m_columnsPart->setVisible(file.reads > 0 && file.state != FileState::Failed && !columns.empty());
    if (columns.empty())
        return;
    const auto mapped =
        std::count_if(columns.begin(), columns.end(), [](const Column& column) { return !column.field.empty(); });
    m_columnsWords->setText(tr("%1 of %2 columns go to a field; the others are kept with each record")
            .arg(number(mapped), number(static_cast<qint64>(columns.size()))));
    m_columns->setColumns(columns);
}

void PreviewView::showProblems(const Receipt& receipt)
{
    while (QLayoutItem* item = m_problems->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (receipt.problems.empty())
        return;
    m_problems->addWidget(new TextLabel(TextLabel::Voice::Strong, tr("Problems, by line")));
    m_problems->addWidget(problemTable(receipt));
}

void PreviewView::showRecords(const std::vector<Record>& records)
{
    m_recordsHeading->setText(records.size() == 1
            ? tr("The first record")
            : tr("The first %1 records").arg(number(static_cast<qint64>(records.size()))));
    m_recordsHeading->setVisible(!records.empty());
    m_records->setVisible(!records.empty());
    m_records->setRowCount(static_cast<int>(records.size()));
    const int letter = m_records->fontMetrics().averageCharWidth();
    m_records->verticalHeader()->setDefaultSectionSize(m_records->fontMetrics().height() + theme::Grid);
    for (const auto& [column, letters] : {std::pair{0, 50}, {1, 24}, {2, 10}, {3, 30}, {4, 24}})
        m_records->setColumnWidth(column, letters * letter);
    for (int row = 0; row < m_records->rowCount(); ++row) {
        const Record& record = records[static_cast<std::size_t>(row)];
        const QStringList cells{inOneLine(record.title), authorsOf(record),
            record.year == 0 ? QString() : QString::number(record.year), inOneLine(record.journal),
            inOneLine(record.sourceId)};
        for (int column = 0; column < cells.size(); ++column)
            m_records->setItem(row, column, new QTableWidgetItem(cells.at(column)));
    }
}

void PreviewView::searchEdited()
{
    m_batch.setSearch(m_source->currentText().trimmed().toStdString(),
        static_cast<SourceKind>(m_kind->currentData().toInt()), m_query->toPlainText().trimmed().toStdString(),
        m_date->text().trimmed().toStdString());
}

void PreviewView::checkDate()
{
    Field field;
    field.type = FieldType::Date;
    Value value;
    value.text = m_date->text().toStdString();
    m_dateDoubt->setText(toQString(extraction::doubt(field, value)));
}

} // namespace winnow::ui
