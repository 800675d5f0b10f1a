#include "ui/sources/importpanel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/sources/previewview.h"
#include "ui/sources/receipttext.h"
#include "ui/sources/receiptview.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Shown { Preview, Work, Receipts };

using FileState = ImportBatch::File::State;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

/// What stands under a file's name in the list.
QString stateOf(const ImportBatch::File& file)
{
    switch (file.state) {
    case FileState::Waiting:
    case FileState::Reading:
        return ImportPanel::tr("Being read…");
    case FileState::Failed:
        return ImportPanel::tr("Cannot be imported");
    default:
        break;
    }
    if (file.preview.alreadyImported)
        return ImportPanel::tr("Imported already");
    return toQString(file.request.source) + u" · "_s + recordsRead(file.preview.receipt);
}

QVBoxLayout* cardColumn(QWidget* of)
{
    auto* column = new QVBoxLayout(of);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    column->setSpacing(2 * theme::Grid);
    return column;
}

QHBoxLayout* footRow()
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(theme::CardMargin, theme::Grid, theme::CardMargin, theme::Grid);
    row->setSpacing(theme::Grid);
    return row;
}

/// A page with a foot below a hairline.
QWidget* withFoot(QWidget* content, QLayout* foot)
{
    auto* page = new QWidget;
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(content, 1);
    all->addWidget(hairline(Qt::Horizontal));
    all->addLayout(foot);
    return page;
}

} // namespace

ImportPanel::ImportPanel(ImportBatch& batch, QWidget* parent)
    : QWidget(parent)
    , m_batch(batch)
    , m_header(new PageHeader(tr("Import")))
    , m_stack(new QStackedWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(makePreview());
    m_stack->addWidget(makeWork());
    m_stack->addWidget(makeReceipts());
    connect(&m_batch, &ImportBatch::changed, this, &ImportPanel::follow);
    connect(&m_batch, &ImportBatch::fileChanged, this, &ImportPanel::followFile);
    connect(&m_batch, &ImportBatch::progressed, this, &ImportPanel::showProgress);
    connect(&m_batch, &ImportBatch::duplicatesChanged, this, &ImportPanel::showDuplicates);
}

QWidget* ImportPanel::makePreview()
{
    m_files = new QListWidget;
    m_files->setAccessibleName(tr("Files to import"));
    m_files->setFrameShape(QFrame::NoFrame);
    m_files->setMinimumWidth(26 * theme::Grid);
    m_files->setTextElideMode(Qt::ElideRight);
    m_files->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_files->setSpacing(theme::Grid / 4);
    connect(m_files, &QListWidget::currentRowChanged, this, [this](int row) {
        if (!m_filling)
            m_batch.setCurrent(row);
    });
    connect(m_files, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling)
            m_batch.setWanted(m_files->row(item), item->checkState() == Qt::Checked);
    });
    m_preview = new PreviewView(m_batch);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(m_files);
    split->addWidget(m_preview);
    split->setStretchFactor(1, 1);
    split->setSizes({36 * theme::Grid, 100 * theme::Grid});

    m_cancel = new QPushButton(tr("Cancel"));
    connect(m_cancel, &QPushButton::clicked, &m_batch, &ImportBatch::cancel);
    m_import = new PrimaryButton(tr("Import"));
    connect(m_import, &QPushButton::clicked, &m_batch, &ImportBatch::import);
    m_wait = new TextLabel(TextLabel::Voice::Muted);
    m_wait->setElided(8);
    auto* foot = footRow();
    foot->addWidget(m_cancel);
    foot->addWidget(m_wait, 1);
    foot->addWidget(m_import);
    return withFoot(split, foot);
}

QWidget* ImportPanel::makeWork()
{
    auto* page = new QWidget;
    auto* column = cardColumn(page);
    m_work = new TextLabel(TextLabel::Voice::Body);
    m_work->setAlignment(Qt::AlignCenter);
    m_work->setWordWrap(true);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(50 * theme::Grid);
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_stop = new QPushButton(tr("Cancel"));
    m_stop->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_stop, &QPushButton::clicked, &m_batch, &ImportBatch::cancel);
    column->addStretch(2);
    column->addWidget(m_work);
    column->addWidget(m_bar, 0, Qt::AlignHCenter);
    column->addWidget(m_stop, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return page;
}

QWidget* ImportPanel::makeReceipts()
{
    auto* content = new QWidget;
    auto* column = cardColumn(content);
    m_duplicates = new TextLabel(TextLabel::Voice::Strong);
    m_duplicates->setWordWrap(true);
    m_decide = new LinkButton(tr("Decide on the doubtful pairs"));
    connect(m_decide, &QPushButton::clicked, this, &ImportPanel::duplicatesWanted);
    m_receipts = new QVBoxLayout;
    m_receipts->setSpacing(2 * theme::Grid);
    column->addWidget(m_duplicates);
    column->addWidget(m_decide);
    column->addLayout(m_receipts);
    column->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    m_back = new PrimaryButton(tr("Back to the sources"));
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_batch.close();
        Q_EMIT closed();
    });
    auto* foot = footRow();
    foot->addStretch(1);
    foot->addWidget(m_back);
    return withFoot(area, foot);
}

void ImportPanel::setSourceNames(const QStringList& names)
{
    m_preview->setSourceNames(names);
}

void ImportPanel::follow()
{
    switch (m_batch.state()) {
    case ImportBatch::State::Idle:
        Q_EMIT closed();
        return;
    case ImportBatch::State::Preview:
        showPreview();
        return;
    case ImportBatch::State::Importing:
        showWork();
        return;
    case ImportBatch::State::Done:
        showOutcomes();
        return;
    }
}

void ImportPanel::followFile(int file)
{
    if (m_batch.state() != ImportBatch::State::Preview)
        return;
    fillList();
    if (file == m_batch.current())
        m_preview->follow();
    showButtons();
}

void ImportPanel::fillList()
{
    m_filling = true;
    const auto& files = m_batch.files();
    while (m_files->count() > static_cast<int>(files.size()))
        delete m_files->takeItem(m_files->count() - 1);
    for (int i = 0; i < static_cast<int>(files.size()); ++i) {
        const ImportBatch::File& file = files[static_cast<std::size_t>(i)];
        if (i == m_files->count())
            m_files->addItem(QString());
        QListWidgetItem* const item = m_files->item(i);
        item->setText(file.name + u'\n' + stateOf(file));
        item->setToolTip(asToolTip(file.path));
        item->setFlags(file.state == FileState::Failed
                ? Qt::ItemIsEnabled | Qt::ItemIsSelectable
                : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(file.wanted && file.state != FileState::Failed ? Qt::Checked : Qt::Unchecked);
    }
    m_files->setCurrentRow(m_batch.current());
    m_files->setVisible(files.size() > 1);
    m_filling = false;
}

void ImportPanel::showPreview()
{
    const bool entering = m_stack->currentIndex() != Preview || !isVisible();
    const ImportBatch::File* const file = m_batch.currentFile();
    m_header->setHeading(file == nullptr ? tr("Import") : tr("Import %1").arg(file->name));
    m_header->setStatus(m_batch.files().size() > 1
            ? tr("%1 files").arg(number(static_cast<qint64>(m_batch.files().size())))
            : QString());
    fillList();
    m_preview->follow();
    m_stack->setCurrentIndex(Preview);
    m_takesFocus |= entering;
    showButtons();
}

void ImportPanel::showButtons()
{
    const int wanted = m_batch.wantedCount();
    m_import->setText(wanted > 1 ? tr("Import %1 files").arg(number(wanted)) : tr("Import"));
    const bool could = m_import->isEnabled();
    m_import->setEnabled(m_batch.canImport());
    // While it is dead the focus waits elsewhere: on Cancel, Enter would throw everything away.
    if (m_import->isEnabled()
        && (m_takesFocus || (!could && (focusWidget() == nullptr || focusWidget() == m_cancel)))) {
        m_takesFocus = false;
        m_import->setFocus();
    }
    const auto waiting = std::count_if(m_batch.files().begin(), m_batch.files().end(),
        [](const auto& file) { return file.state == FileState::Waiting || file.state == FileState::Reading; });
    m_wait->setText(waiting == 0 ? QString()
            : waiting == 1       ? tr("1 file is being read")
                                 : tr("%1 files are being read").arg(number(waiting)));
}

void ImportPanel::showWork()
{
    const ImportBatch::File* const file = m_batch.currentFile();
    m_header->setHeading(tr("Import"));
    const auto& files = m_batch.files();
    m_header->setStatus(files.size() > 1
            ? tr("File %1 of %2").arg(number(m_batch.current() + 1), number(static_cast<qint64>(files.size())))
            : QString());
    m_work->setText(file == nullptr ? QString() : tr("Importing %1").arg(file->name));
    m_bar->setRange(0, 0);
    m_stack->setCurrentIndex(Work);
    m_stop->setFocus();
}

void ImportPanel::showProgress(std::int64_t done, std::int64_t total)
{
    constexpr int Steps = 1000;
    m_preview->showProgress(done, total);
    if (total <= 0)
        return;
    m_bar->setRange(0, Steps);
    m_bar->setValue(static_cast<int>(std::clamp<std::int64_t>(done * Steps / total, 0, Steps)));
}

void ImportPanel::showOutcomes()
{
    clearReceipts();
    m_header->setHeading(m_batch.files().size() == 1 ? tr("Receipt") : tr("Receipts"));
    m_header->setStatus({});
    for (const ImportBatch::File& file : m_batch.files()) {
        ImportReport report = file.state == FileState::Imported ? reportOf(file.name, file.request.source, file.result)
                                                                : failureOf(file.name, file.error.value_or(Error{}));
        report.leavesDecisions = !file.request.takeDecisions;
        addReceipt(report);
    }
    showDuplicates();
    m_stack->setCurrentIndex(Receipts);
    m_back->setFocus();
}

void ImportPanel::showDuplicates()
{
    const auto& found = m_batch.duplicates();
    m_duplicates->setVisible(m_batch.findingDuplicates() || found);
    m_decide->setVisible(found && *found && (*found)->doubtful > 0);
    if (m_batch.findingDuplicates())
        m_duplicates->setText(tr("Looking for duplicates among the new records…"));
    else if (found && *found)
        m_duplicates->setText(duplicatesLine(**found));
    else if (found)
        m_duplicates->setText((*found).error().kind == ErrorKind::Cancelled
                ? tr("Duplicates were not looked for: it was cancelled. The page of duplicates can do it later.")
                : (*found).error().message);
}

void ImportPanel::showReport(const ImportReport& report)
{
    clearReceipts();
    m_header->setHeading(tr("Receipt"));
    m_header->setStatus({});
    m_duplicates->hide();
    m_decide->hide();
    addReceipt(report);
    m_stack->setCurrentIndex(Receipts);
    m_back->setFocus();
}

void ImportPanel::addReceipt(const ImportReport& report)
{
    if (m_receipts->count() > 0)
        m_receipts->addWidget(hairline(Qt::Horizontal));
    auto* view = new ReceiptView(report);
    connect(view, &ReceiptView::changedWanted, this, &ImportPanel::changedWanted);
    m_receipts->addWidget(view);
}

void ImportPanel::clearReceipts()
{
    while (QLayoutItem* item = m_receipts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace winnow::ui
