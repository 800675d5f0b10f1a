// The reviewers of a review as a table.
#pragma once

#include "core/model/team.h"

#include <QAbstractTableModel>

#include <set>
#include <vector>

namespace winnow::ui {

/// One row a reviewer, with their work at one stage. What blindness hides is said to be hidden.
class TeamModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Role, Assigned, AssignedDecided, Decided, ColumnCount };
    enum class Boxes { None, Checked }; ///< before the names: who takes part in what is planned

    explicit TeamModel(Boxes boxes, QObject* parent = nullptr);

    void setTeam(const std::vector<TeamMember>& team, Stage stage);
    [[nodiscard]] const TeamMember* at(int row) const;
    [[nodiscard]] int rowOf(ReviewerId reviewer) const; ///< −1: nobody of that id
    [[nodiscard]] std::vector<ReviewerId> checked() const;
    void toggle(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void checkedChanged();

private:
    [[nodiscard]] QString text(const TeamMember& member, int column) const;

    Boxes m_boxes;
    Stage m_stage = Stage::TitleAbstract;
    std::vector<TeamMember> m_team;
    std::set<ReviewerId> m_without; ///< not checked; whoever is new is
};

} // namespace winnow::ui
