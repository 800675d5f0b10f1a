#include "ui/sources/receiptview.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr int MostRowsShown = 8;

TextLabel* selectable(TextLabel::Voice voice, const QString& text)
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

} // namespace

QWidget* problemTable(const Receipt& receipt, QWidget* parent)
{
    auto* table = new QTableWidget(static_cast<int>(receipt.problems.size()), 4, parent);
    table->setHorizontalHeaderLabels(
        {QObject::tr("Line"), QObject::tr("Record"), QObject::tr("Kind"), QObject::tr("What was found")});
    table->setAccessibleName(QObject::tr("Problems by line"));
    for (int row = 0; row < table->rowCount(); ++row) {
        const Problem& problem = receipt.problems[static_cast<std::size_t>(row)];
        const auto set = [table, row](int column, const QString& text, Qt::Alignment alignment) {
            auto* item = new QTableWidgetItem(text);
            item->setTextAlignment(alignment | Qt::AlignVCenter);
            table->setItem(row, column, item);
        };
        const auto numbered = [](std::uint64_t value) {
            return value == 0 ? QString() : QLocale().toString(static_cast<qulonglong>(value));
        };
        set(0, numbered(problem.line), Qt::AlignRight);
        set(1, numbered(problem.record), Qt::AlignRight);
        set(2, wordOf(problem.severity), Qt::AlignLeft);
        set(3, toQString(problem.text), Qt::AlignLeft);
        table->item(row, 3)->setToolTip(asToolTip(toQString(problem.text)));
    }
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    const int height = table->fontMetrics().height() + theme::Grid;
    table->verticalHeader()->setMinimumSectionSize(height);
    table->verticalHeader()->setDefaultSectionSize(height);
    table->horizontalHeader()->setFixedHeight(height + theme::Grid);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const int column : {0, 1})
        table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int letter = table->fontMetrics().averageCharWidth();
    table->setColumnWidth(0, 12 * letter);
    table->setColumnWidth(1, 12 * letter);
    table->setColumnWidth(2, 14 * letter);
    table->setFixedHeight(std::min(table->rowCount(), MostRowsShown) * height + table->horizontalHeader()->height()
        + 2 * table->frameWidth() + 2);
    return table;
}

ReceiptView::ReceiptView(const ImportReport& report, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(headline(report));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    column->addWidget(selectable(TextLabel::Voice::Heading, headline(report)));
    if (report.error) {
        column->addWidget(selectable(TextLabel::Voice::Warning, report.error->message));
        return;
    }
    addLines(*column, report);
    addChanged(*column, report);
    addProblems(*column, report);
}

void ReceiptView::addLines(QVBoxLayout& column, const ImportReport& report)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * theme::Grid);
    grid->setVerticalSpacing(theme::Grid / 2);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const ReceiptLine& line : receiptLines(report)) {
        grid->addWidget(new TextLabel(TextLabel::Voice::Muted, line.label), row, 0, Qt::AlignTop);
        grid->addWidget(selectable(TextLabel::Voice::Body, line.value), row, 1);
        ++row;
    }
    column.addLayout(grid);
}

void ReceiptView::addChanged(QVBoxLayout& column, const ImportReport& report)
{
    if (report.changedCount == 0 || !report.import)
        return;
    auto* door = new LinkButton(report.changedCount == 1
            ? tr("Show the citation that has changed")
            : tr("Show the %L1 citations that have changed").arg(report.changedCount));
    connect(door, &QPushButton::clicked, this, [this, import = report.import] { Q_EMIT changedWanted(import); });
    column.addWidget(door);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * theme::Grid);
    grid->setVerticalSpacing(theme::Grid / 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    int row = 0;
    for (const ChangedRecord& record : report.changed) {
        if (row == MostRowsShown)
            break;
        grid->addWidget(selectable(TextLabel::Voice::Body, inOneLine(record.title)), row, 0, Qt::AlignTop);
        grid->addWidget(selectable(TextLabel::Voice::Muted, whatChanged(record)), row, 1, Qt::AlignTop);
        ++row;
    }
    column.addLayout(grid);
}

void ReceiptView::addProblems(QVBoxLayout& column, const ImportReport& report)
{
    auto* copy = new QPushButton(tr("Copy receipt"));
    copy->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(
        copy, &QPushButton::clicked, this, [text = plainText(report)] { QGuiApplication::clipboard()->setText(text); });
    if (!report.receipt.problems.empty())
        column.addWidget(problemTable(report.receipt));
    if (report.receipt.problemCount > report.receipt.problems.size() && !report.receipt.problems.empty())
        column.addWidget(new TextLabel(TextLabel::Voice::Caption,
            tr("The first %L1 of %L2 are listed.")
                .arg(report.receipt.problems.size())
                .arg(report.receipt.problemCount)));
    column.addWidget(copy);
}

} // namespace winnow::ui
