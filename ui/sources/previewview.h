// One file before it is imported: what it was taken for, what of it is new, and how it shall come in.
#pragma once

#include "ui/sources/importbatch.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QVBoxLayout;

namespace winnow::ui {

class ColumnMap;
class TextLabel;

class PreviewView final : public QWidget {
    Q_OBJECT
public:
    explicit PreviewView(ImportBatch& batch, QWidget* parent = nullptr);
    void setSourceNames(const QStringList& names);
    void follow(); ///< shows the file the batch looks at
    void showProgress(std::int64_t done, std::int64_t total);
    void focusFirst();

private:
    QWidget* makeContent();
    QWidget* makeSearch();
    QWidget* makeColumns();
    QWidget* makeWork();
    void showFacts(const ImportBatch::File& file);
    void showSearch(const ImportBatch::File& file);
    void showColumns(const ImportBatch::File& file);
    void showProblems(const Receipt& receipt);
    void showRecords(const std::vector<Record>& records);
    void searchEdited();
    void checkDate();

    ImportBatch& m_batch;
    QString m_path; ///< of the file that is shown
    int m_reads = 0; ///< and which of its previews
    QStackedWidget* m_stack;
    TextLabel *m_understood, *m_counts, *m_news;
    QComboBox *m_source, *m_kind;
    QLineEdit* m_date;
    TextLabel* m_dateDoubt;
    QPlainTextEdit* m_query;
    QCheckBox* m_decisions;
    QWidget* m_columnsPart;
    TextLabel* m_columnsWords;
    QPushButton* m_columnsButton;
    ColumnMap* m_columns;
    QVBoxLayout* m_problems;
    TextLabel* m_recordsHeading;
    QTableWidget* m_records;
    TextLabel* m_work;
    QProgressBar* m_bar;
};

} // namespace winnow::ui
