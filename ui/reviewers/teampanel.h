// Who judges, and how many each stage needs.
#pragma once

#include "ui/reviewers/teamcontroller.h"
#include "ui/reviewers/teammodel.h"

#include <QWidget>

#include <array>

class QAction;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace winnow::ui {

class ShortTable;
class TextLabel;

/// For each stage how many decisions a record needs, what follows from it, and a button that opens its conflicts or
/// makes it blind again: the first press says what that means, the second does it.
class TeamPanel final : public QWidget {
    Q_OBJECT
public:
    explicit TeamPanel(TeamController& controller, const QList<QAction*>& people, QWidget* parent = nullptr);
    void update();
    void askToOpen(Stage stage); ///< as the first press of the button
    void takeFocus();
    [[nodiscard]] ReviewerId chosen() const;

Q_SIGNALS:
    void chosenChanged();

private:
    struct StagePart {
        QSpinBox* reviewers = nullptr;
        QPushButton* open = nullptr;
        TextLabel* words = nullptr;
        QWidget* asking = nullptr;
        TextLabel* question = nullptr;
        QPushButton* yes = nullptr;
    };
    void makeStage(QVBoxLayout* column, Stage stage);

    TeamController& m_controller;
    TeamModel m_model{TeamModel::Boxes::None};
    std::array<StagePart, 2> m_stages;
    TextLabel* m_owner;
    TextLabel* m_alone; ///< what to do first
    TextLabel* m_progress;
    ShortTable* m_table;
    bool m_following = false;
};

} // namespace winnow::ui
