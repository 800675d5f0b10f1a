// Files on their way in, from their previews to their receipts.
#pragma once

#include "ui/sources/importbatch.h"

#include <QWidget>

class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace winnow::ui {

class LinkButton;
class PageHeader;
class PreviewView;
class TextLabel;
struct ImportReport;

/// Shows what the batch is at: the files in a list, each with its preview; the import; the receipts.
class ImportPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ImportPanel(ImportBatch& batch, QWidget* parent = nullptr);
    void setSourceNames(const QStringList& names);
    /// The receipt of an import of former times.
    void showReport(const ImportReport& report);

Q_SIGNALS:
    void closed(); ///< back to the table
    void changedWanted(winnow::ImportId import); ///< the citations that an import changed
    void duplicatesWanted();

private:
    QWidget* makePreview();
    QWidget* makeWork();
    QWidget* makeReceipts();
    void follow();
    void followFile(int file);
    void fillList();
    void showPreview();
    void showButtons();
    void showWork();
    void showOutcomes();
    void showDuplicates();
    void addReceipt(const ImportReport& report);
    void clearReceipts();
    void showProgress(std::int64_t done, std::int64_t total);

    ImportBatch& m_batch;
    PageHeader* m_header;
    QStackedWidget* m_stack;
    // The previews
    QListWidget* m_files;
    PreviewView* m_preview;
    TextLabel* m_wait;
    QPushButton* m_cancel;
    QPushButton* m_import;
    // While it imports
    TextLabel* m_work;
    QProgressBar* m_bar;
    QPushButton* m_stop;
    // The receipts
    QVBoxLayout* m_receipts;
    TextLabel* m_duplicates;
    LinkButton* m_decide;
    QPushButton* m_back;
    bool m_filling = false;
    bool m_takesFocus = false; ///< as soon as there is something to import
};

} // namespace winnow::ui
