// Who has what to do, and the files that go back and forth.
#pragma once

#include "ui/reviewers/teamcontroller.h"
#include "ui/reviewers/teammodel.h"

#include <QWidget>

class QAction;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace winnow::ui {

class KeyButton;
class ShortTable;
class TextLabel;

/// Bringing in a copy at the top, with what would come and what came; below it the split of what waits, and the package
/// of the one chosen.
class WorkPanel final : public QWidget {
    Q_OBJECT
public:
    struct Actions {
        QAction *bringIn, *split, *unassign, *send;
    };
    WorkPanel(TeamController& controller, const Actions& actions, QWidget* parent = nullptr);
    void update();
    void updateBringIn();
    void takeFocus();
    [[nodiscard]] ReviewerId chosen() const;
    /// Whom a package is for: the one chosen, or the only other one; none if it is to be said first.
    [[nodiscard]] ReviewerId recipient() const;
    [[nodiscard]] SplitPlan plan() const;
    void nextSeed(); ///< once a split was made with this one

Q_SIGNALS:
    void chosenChanged();

private:
    void makeBringIn(QVBoxLayout* column);
    void makeSplit(QVBoxLayout* column);
    void showWaiting();
    QSpinBox* makeNumber(class FlowLayout* flow, const QString& label, int from, int to, const QString& toolTip);

    TeamController& m_controller;
    Actions m_actions;
    TeamModel m_model{TeamModel::Boxes::Checked};
    QWidget* m_offer;
    TextLabel* m_offered;
    TextLabel* m_lines;
    QPushButton *m_yes, *m_no;
    TextLabel* m_package;
    TextLabel* m_waiting;
    ShortTable* m_table;
    QSpinBox *m_each, *m_overlap, *m_seed;
    bool m_eachSet = false; ///< by hand
    bool m_following = false;
};

} // namespace winnow::ui
