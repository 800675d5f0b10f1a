// A file on its way in, from its preview to its receipt.
#pragma once

#include "ui/sources/importqueue.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QVBoxLayout;

namespace winnow::ui {

class PageHeader;
class TextLabel;
struct ImportReport;

/// Shows what the queue has at hand: being read, its preview to be accepted, being imported, the receipts.
class ImportPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ImportPanel(ImportQueue& queue, QWidget* parent = nullptr);
    void setSourceNames(const QStringList& names);
    /// The receipt of an import of former times.
    void showReport(const ImportReport& report);
    void follow(); ///< shows the state the queue is in

Q_SIGNALS:
    void closed(); ///< back to the table

private:
    QWidget* makeWork();
    QWidget* makePreview();
    QWidget* makeReceipts();
    QWidget* makePreviewFields();
    void showWork();
    void showPreview();
    void showProblems(const ImportPreview& preview);
    void showRecords(const std::vector<Record>& records);
    void showOutcomes();
    void clearReceipts();
    void showProgress(std::int64_t done, std::int64_t total);
    void checkDate();
    [[nodiscard]] ImportRequest request() const;

    ImportQueue& m_queue;
    PageHeader* m_header;
    QStackedWidget* m_stack;
    // While it works
    TextLabel* m_work;
    QProgressBar* m_bar;
    QPushButton* m_stop;
    // The preview
    TextLabel* m_understood;
    TextLabel* m_counts;
    TextLabel* m_known;
    TextLabel* m_shownRecords;
    QComboBox* m_source;
    QComboBox* m_kind;
    QLineEdit* m_date;
    TextLabel* m_dateDoubt;
    QPlainTextEdit* m_query;
    QTableWidget* m_records;
    QVBoxLayout* m_problems;
    QPushButton* m_skip;
    QPushButton* m_all;
    QPushButton* m_import;
    // The receipts
    QVBoxLayout* m_receipts;
    QPushButton* m_back;
};

} // namespace winnow::ui
