// Agreement between pairs of reviewers as a table.
#pragma once

#include "core/review/reader.h"

#include <QAbstractTableModel>

#include <vector>

namespace winnow::ui {

/// One row a pair, or one a stretch of one pair's course.
class AgreementModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Who, Records, Percent, Kappa, Pabak, Ac1, Alpha, ColumnCount };
    struct Row {
        QString who; ///< "Ada and Ben", or "1–100"
        screening::Agreement agreement;
    };

    explicit AgreementModel(const QString& who, QObject* parent = nullptr);
    void setRows(std::vector<Row> rows);
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_who;
    std::vector<Row> m_rows;
};

} // namespace winnow::ui
