// The imports of a review as a table.
#pragma once

#include "core/model/views.h"

#include <QAbstractTableModel>

#include <vector>

namespace winnow::ui {

class SourceTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, File, Format, Date, Query, Records, Problems, Duplicates, ColumnCount };
    enum Role {
        DoorRole = Qt::UserRole, ///< true where a click leads to what a number stands for
        UndoneRole, ///< true in the row of an import that was taken back
    };

    explicit SourceTableModel(QObject* parent = nullptr);
    void setSources(std::vector<Source> sources);
    [[nodiscard]] const std::vector<Source>& sources() const { return m_sources; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString text(const Source& source, int column);
    std::vector<Source> m_sources;
};

} // namespace winnow::ui
