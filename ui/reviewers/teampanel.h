// Who judges, and how many each stage needs.
#pragma once

#include "ui/reviewers/teamcontroller.h"
#include "ui/reviewers/teammodel.h"

#include <QWidget>

#include <array>
#include <functional>

class QAction;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace winnow::ui {

class ShortTable;
class TextLabel;

/// For each stage how many decisions a record needs, and how many extractors a study; what follows from it, and a
/// button that opens its conflicts or values or makes it blind again: the first press says what that means, the second
/// does it.
class TeamPanel final : public QWidget {
    Q_OBJECT
public:
    explicit TeamPanel(TeamController& controller, const QList<QAction*>& people, QWidget* parent = nullptr);
    void update();
    void askToOpen(Stage stage); ///< as the first press of the button
    void askToOpenExtraction();
    void takeFocus();
    [[nodiscard]] ReviewerId chosen() const;

Q_SIGNALS:
    void chosenChanged();

private:
    /// What one step needs, and its button.
    struct Part {
        QSpinBox* reviewers = nullptr;
        QPushButton* open = nullptr;
        TextLabel* words = nullptr;
        QWidget* asking = nullptr;
        TextLabel* question = nullptr;
        QPushButton* yes = nullptr;
    };
    struct Acts { ///< of a step
        std::function<void(int reviewers)> set;
        std::function<void()> ask; ///< before it is opened or closed
        std::function<void()> change; ///< opens or closes it
    };
    void makePart(QVBoxLayout* column, Part& part, const QString& name, const QString& what, const Acts& acts);
    void updatePart(Part& part, const StageRule& rule, const QString& name, const QString& words);
    static void ask(Part& part, const QString& name, const QString& question, const QString& yes);
    [[nodiscard]] Part& partOf(Stage stage) { return m_stages.at(static_cast<std::size_t>(stage) - 1); }

    TeamController& m_controller;
    TeamModel m_model{TeamModel::Boxes::None};
    std::array<Part, 2> m_stages;
    Part m_extraction;
    TextLabel* m_owner;
    TextLabel* m_alone; ///< what to do first
    TextLabel* m_progress;
    ShortTable* m_table;
    bool m_following = false;
};

} // namespace winnow::ui
