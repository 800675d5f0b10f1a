#include "ui/sources/importpanel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "ui/sources/receipttext.h"
#include "ui/sources/receiptview.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Page { Work, Preview, Receipts };

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString recordsRead(const Receipt& receipt)
{
    QString text = receipt.records == 1
        ? ImportPanel::tr("1 record")
        : ImportPanel::tr("%1 records").arg(number(static_cast<qint64>(receipt.records)));
    if (receipt.rejected > 0)
        text += u" · "_s + ImportPanel::tr("%1 could not be read").arg(number(static_cast<qint64>(receipt.rejected)));
    if (receipt.problemCount > 0)
        text += u" · "_s
            + (receipt.problemCount == 1
                    ? ImportPanel::tr("1 problem")
                    : ImportPanel::tr("%1 problems").arg(number(static_cast<qint64>(receipt.problemCount))));
    return text;
}

QString knownText(const ImportPreview& preview)
{
    if (preview.alreadyImported)
        return ImportPanel::tr("This very file has been imported already: importing it again adds nothing.");
    if (preview.known == 0)
        return ImportPanel::tr("None of its records is in the review by PMID or accession number.");
    return ImportPanel::tr("%1 of its records are in the review already, by PMID or accession number; they are kept "
                           "under their citations.")
        .arg(number(preview.known));
}

QString authorsOf(const Record& record)
{
    if (record.authors.empty())
        return {};
    const QString first = inOneLine(record.authors.front());
    return record.authors.size() == 1 ? first : ImportPanel::tr("%1 et al.").arg(first);
}

QScrollArea* scrolling(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

QVBoxLayout* cardColumn(QWidget* of)
{
    auto* column = new QVBoxLayout(of);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    return column;
}

} // namespace

ImportPanel::ImportPanel(ImportQueue& queue, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_header(new PageHeader(tr("Import")))
    , m_stack(new QStackedWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(makeWork());
    m_stack->addWidget(makePreview());
    m_stack->addWidget(makeReceipts());
    connect(&m_queue, &ImportQueue::changed, this, &ImportPanel::follow);
    connect(&m_queue, &ImportQueue::progressed, this, &ImportPanel::showProgress);
}

QWidget* ImportPanel::makeWork()
{
    auto* page = new QWidget;
    auto* column = cardColumn(page);
    m_work = new TextLabel(TextLabel::Voice::Body);
    m_work->setAlignment(Qt::AlignCenter);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(50 * theme::Grid);
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_stop = new QPushButton(tr("Cancel"));
    m_stop->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_stop, &QPushButton::clicked, &m_queue, &ImportQueue::cancel);
    column->addStretch(2);
    column->addWidget(m_work);
    column->addWidget(m_bar, 0, Qt::AlignHCenter);
    column->addWidget(m_stop, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return page;
}

QWidget* ImportPanel::makePreview()
{
    auto* content = new QWidget;
    auto* column = cardColumn(content);
    m_understood = new TextLabel(TextLabel::Voice::Heading);
    m_counts = new TextLabel(TextLabel::Voice::Body);
    m_known = new TextLabel(TextLabel::Voice::Muted);
    for (TextLabel* label : {m_understood, m_counts, m_known})
        label->setWordWrap(true);
    auto* facts = new QVBoxLayout;
    facts->setSpacing(theme::Grid / 2);
    facts->addWidget(m_understood);
    facts->addWidget(m_counts);
    facts->addWidget(m_known);
    column->addLayout(facts);
    column->addWidget(makePreviewFields());
    m_problems = new QVBoxLayout;
    m_problems->setContentsMargins(0, 0, 0, 0);
    m_problems->setSpacing(theme::Grid);
    column->addLayout(m_problems);
    m_shownRecords = new TextLabel(TextLabel::Voice::Strong);
    column->addWidget(m_shownRecords);
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
    m_records->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_records->setMinimumHeight(24 * theme::Grid);
    column->addWidget(m_records, 1);

    auto* cancel = new QPushButton(tr("Cancel"));
    m_skip = new QPushButton(tr("Leave this file out"));
    m_all = new QPushButton;
    m_import = new PrimaryButton(tr("Import"));
    connect(cancel, &QPushButton::clicked, &m_queue, &ImportQueue::cancel);
    connect(m_skip, &QPushButton::clicked, &m_queue, &ImportQueue::skip);
    connect(m_import, &QPushButton::clicked, this, [this] { m_queue.accept(request()); });
    connect(
        m_all, &QPushButton::clicked, this, [this] { m_queue.accept(request(), ImportQueue::Reach::AllOfThisSource); });
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::CardMargin, theme::Grid, theme::CardMargin, theme::Grid);
    buttons->setSpacing(theme::Grid);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_skip);
    buttons->addWidget(m_all);
    buttons->addWidget(m_import);

    auto* page = new QWidget;
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scrolling(content), 1);
    all->addWidget(hairline(Qt::Horizontal));
    all->addLayout(buttons);
    return page;
}

QWidget* ImportPanel::makePreviewFields()
{
    m_source = new QComboBox;
    m_source->setEditable(true);
    m_source->setInsertPolicy(QComboBox::NoInsert);
    m_source->completer()->setFilterMode(Qt::MatchContains);
    m_source->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_kind = new QComboBox;
    for (const SourceKind kind : {SourceKind::Database, SourceKind::Register, SourceKind::Other})
        m_kind->addItem(wordOf(kind), static_cast<int>(kind));
    m_date = new QLineEdit;
    m_date->setPlaceholderText(tr("2025-03-31"));
    m_date->setMaximumWidth(20 * theme::Grid);
    m_dateDoubt = new TextLabel(TextLabel::Voice::Caption);
    connect(m_date, &QLineEdit::textChanged, this, &ImportPanel::checkDate);
    auto* date = new QHBoxLayout;
    date->setSpacing(theme::Grid);
    date->addWidget(m_date);
    date->addWidget(m_dateDoubt, 1);
    m_query = new QPlainTextEdit;
    m_query->setPlaceholderText(tr("As it was run in the source, for the report of the search"));
    m_query->setTabChangesFocus(true);
    m_query->setFixedHeight(3 * m_query->fontMetrics().lineSpacing() + 2 * theme::Grid);

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

QWidget* ImportPanel::makeReceipts()
{
    auto* content = new QWidget;
    m_receipts = cardColumn(content);
    m_back = new PrimaryButton(tr("Back to the sources"));
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_queue.close();
        Q_EMIT closed();
    });
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::CardMargin, theme::Grid, theme::CardMargin, theme::Grid);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    auto* page = new QWidget;
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scrolling(content), 1);
    all->addWidget(hairline(Qt::Horizontal));
    all->addLayout(buttons);
    return page;
}

void ImportPanel::setSourceNames(const QStringList& names)
{
    const QString text = m_source->currentText();
    m_source->clear();
    m_source->addItems(names);
    m_source->setCurrentText(text);
}

void ImportPanel::follow()
{
    const int count = m_queue.count();
    m_header->setStatus(count > 1 && m_queue.state() != ImportQueue::State::Done
            ? tr("File %1 of %2").arg(number(m_queue.position()), number(count))
            : QString());
    switch (m_queue.state()) {
    case ImportQueue::State::Idle:
        Q_EMIT closed();
        return;
    case ImportQueue::State::Reading:
    case ImportQueue::State::Importing:
        showWork();
        return;
    case ImportQueue::State::Ready:
        showPreview();
        return;
    case ImportQueue::State::Done:
        showOutcomes();
        return;
    }
}

void ImportPanel::showWork()
{
    const bool importing = m_queue.state() == ImportQueue::State::Importing;
    m_header->setHeading(tr("Import"));
    m_work->setText(importing ? tr("Importing %1").arg(m_queue.file()) : tr("Reading %1").arg(m_queue.file()));
    m_bar->setRange(0, 0);
    m_stack->setCurrentIndex(Work);
    m_stop->setFocus();
}

void ImportPanel::showProgress(std::int64_t done, std::int64_t total)
{
    constexpr int Steps = 1000;
    if (total <= 0)
        return;
    m_bar->setRange(0, Steps);
    m_bar->setValue(static_cast<int>(std::clamp<std::int64_t>(done * Steps / total, 0, Steps)));
}

void ImportPanel::showPreview()
{
    const ImportPreview& preview = m_queue.preview();
    m_header->setHeading(tr("Import %1").arg(m_queue.file()));
    m_understood->setText(understoodAs(preview.receipt));
    m_counts->setText(recordsRead(preview.receipt));
    m_known->setText(knownText(preview));
    m_source->setCurrentText(toQString(m_queue.proposal().source));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(preview.kind)));
    m_date->clear();
    m_query->clear();
    showProblems(preview);
    showRecords(preview.first);
    const int left = m_queue.count() - m_queue.position() + 1;
    m_skip->setVisible(left > 1);
    m_all->setVisible(left > 1);
    m_all->setText(tr("Import all from %1").arg(toQString(preview.source)));
    m_all->setToolTip(tr("Every file of this source, of those that were chosen; for another source you are asked."));
    m_stack->setCurrentIndex(Preview);
    m_import->setFocus();
}

void ImportPanel::showProblems(const ImportPreview& preview)
{
    while (QLayoutItem* item = m_problems->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (preview.receipt.problems.empty())
        return;
    m_problems->addWidget(new TextLabel(TextLabel::Voice::Strong, tr("Problems, by line")));
    m_problems->addWidget(problemTable(preview.receipt));
}

void ImportPanel::showRecords(const std::vector<Record>& records)
{
    m_shownRecords->setText(tr("The first %1 records").arg(number(static_cast<qint64>(records.size()))));
    m_shownRecords->setVisible(!records.empty());
    m_records->setVisible(!records.empty());
    m_records->setRowCount(static_cast<int>(records.size()));
    const int letter = m_records->fontMetrics().averageCharWidth();
    m_records->verticalHeader()->setDefaultSectionSize(m_records->fontMetrics().height() + theme::Grid);
    for (const auto& [column, letters] : {std::pair{1, 24}, {2, 8}, {3, 30}, {4, 24}})
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

void ImportPanel::showOutcomes()
{
    clearReceipts();
    const std::vector<ImportQueue::Outcome>& outcomes = m_queue.outcomes();
    m_header->setHeading(outcomes.size() == 1 ? tr("Receipt") : tr("Receipts"));
    for (const ImportQueue::Outcome& outcome : outcomes) {
        ImportReport report;
        report.file = outcome.file;
        report.source = toQString(outcome.source);
        if (outcome.result) {
            report.receipt = outcome.result->receipt;
            report.joined = outcome.result->joined;
            report.notice = outcome.result->notice;
            report.alreadyImported = outcome.result->alreadyImported;
        } else {
            report.error = outcome.result.error();
        }
        if (m_receipts->count() > 0)
            m_receipts->addWidget(hairline(Qt::Horizontal));
        m_receipts->addWidget(new ReceiptView(report));
    }
    m_receipts->addStretch(1);
    m_stack->setCurrentIndex(Receipts);
    m_back->setFocus();
}

void ImportPanel::showReport(const ImportReport& report)
{
    clearReceipts();
    m_header->setHeading(tr("Receipt"));
    m_header->setStatus({});
    m_receipts->addWidget(new ReceiptView(report));
    m_receipts->addStretch(1);
    m_stack->setCurrentIndex(Receipts);
    m_back->setFocus();
}

void ImportPanel::clearReceipts()
{
    while (QLayoutItem* item = m_receipts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ImportPanel::checkDate()
{
    Field field;
    field.type = FieldType::Date;
    Value value;
    value.text = m_date->text().toStdString();
    m_dateDoubt->setText(toQString(extraction::doubt(field, value)));
}

ImportRequest ImportPanel::request() const
{
    ImportRequest request = m_queue.proposal();
    request.source = m_source->currentText().trimmed().toStdString();
    request.kind = static_cast<SourceKind>(m_kind->currentData().toInt());
    request.date = m_date->text().trimmed().toStdString();
    request.query = m_query->toPlainText().trimmed().toStdString();
    return request;
}

} // namespace winnow::ui
