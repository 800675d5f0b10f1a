// A table that comes out of all studies' results: safety, efficacy.
#pragma once

#include "core/base/csv.h"

#include <QWidget>

#include <string>

class QStackedWidget;
class QTableView;

namespace winnow::ui {

class CsvModel;

/// Cells open their study; one button exports.
class ResultTable final : public QWidget {
    Q_OBJECT
public:
    /// `name`: for a screen reader; `empty`: what is said while there is no row; `hint`: what stands below.
    ResultTable(const QString& name, const QString& empty, const QString& hint, QWidget* parent = nullptr);
    void setTable(const csv::Table& table);
    [[nodiscard]] std::string text() const; ///< as CSV
    [[nodiscard]] QTableView& view() { return *m_view; }

Q_SIGNALS:
    void studyWanted(const QString& name);
    void exportWanted();

private:
    void sizeColumns();

    CsvModel* m_model;
    QStackedWidget* m_stack;
    QTableView* m_view;
};

} // namespace winnow::ui
