// All answers: a row a study, a column a field.
#pragma once

#include "core/model/form.h"

#include <QAbstractTableModel>

#include <vector>

namespace winnow::ui {

class ExtractionController;

class ValueTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        StatedRole = Qt::UserRole, ///< false where the cell says why there is no value
        DoubtRole, ///< what speaks against it, or nothing
    };
    explicit ValueTableModel(const ExtractionController& controller, QObject* parent = nullptr);
    void refresh();
    [[nodiscard]] const Field* field(int column) const; ///< none for the study's name

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ExtractionController& m_controller;
    std::vector<const Field*> m_fields;
    int m_rows = 0;
};

} // namespace winnow::ui
