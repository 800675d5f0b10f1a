// The addresses that are reconciled, as a list.
#pragma once

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace winnow::ui {

class ReconciliationController;

/// One row an address: what it is called; below it its study and what each extractor said.
class ComparedModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        SaysRole = Qt::UserRole, ///< "Example 2019 · 9 ≠ 4"
        StandingRole, ///< of winnow::Standing, as a number
    };
    explicit ComparedModel(const ReconciliationController& controller, QObject* parent = nullptr);
    void refresh(); ///< other rows, or other values in them

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] QString says(int row) const;

    const ReconciliationController& m_controller;
    int m_rows = 0;
};

/// Paints its rows, with a sign for how each stands.
[[nodiscard]] QStyledItemDelegate* comparedDelegate(QObject* parent);

} // namespace winnow::ui
