// All answers: a row a study, a column a field.
#pragma once

#include "ui/extraction/extractioncontroller.h"

#include <QAbstractTableModel>

#include <string>
#include <utility>
#include <vector>

namespace winnow::ui {

class ValueTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        StatedRole = Qt::UserRole, ///< false where the cell says why there is no value
        DoubtRole, ///< what speaks against it, or nothing
    };
    explicit ValueTableModel(const ExtractionController& controller, QObject* parent = nullptr);
    void refresh();
    [[nodiscard]] std::string address(int column) const; ///< empty for the study's name

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const Asked* asked(int column) const;
    [[nodiscard]] const std::pair<std::string, QString>* former(int column) const;

    const ExtractionController& m_controller;
    std::vector<Asked> m_columns;
    std::vector<std::pair<std::string, QString>> m_former; ///< columns after them: address, heading
    int m_rows = 0;
};

} // namespace winnow::ui
