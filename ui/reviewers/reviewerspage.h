// Several reviewers: who they are, who has what to do, where they differ, and how far they agree.
#pragma once

#include "ui/reviewers/agreementcontroller.h"
#include "ui/reviewers/conflictscontroller.h"
#include "ui/reviewers/teamcontroller.h"
#include "ui/widgets/page.h"

class QComboBox;
class QTabWidget;

namespace winnow::ui {

class AgreementPanel;
class ConflictsPanel;
class DecisionBar;
class InlineEditor;
class PageHeader;
class TeamPanel;
class WorkPanel;

/// Four tabs about one stage, which is chosen in the head. Files that are dropped on it are copies to be brought in.
class ReviewersPage final : public Page {
    Q_OBJECT
public:
    enum Tab { Team, Work, Conflicts, Agreement };

    explicit ReviewersPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~ReviewersPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void takeFiles(const QStringList& files) override;

    [[nodiscard]] TeamController& team() { return m_team; }
    [[nodiscard]] ConflictsController& conflicts() { return m_conflicts; }
    [[nodiscard]] AgreementController& agreement() { return m_agreement; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void makePeopleActions();
    void makeWorkActions();
    void makeAgreementActions();
    void layOut();
    void listen();
    void showTab(Tab tab);
    void setStage(Stage stage);
    void followTab();
    void followTeam();
    void followActions();
    void openConflicts();
    void askName(const QString& title, const QString& value, std::function<void(const QString&)> then);

    TeamController m_team;
    ConflictsController m_conflicts;
    AgreementController m_agreement;
    DecisionBar* m_bar;
    PageHeader* m_header;
    QComboBox* m_stage;
    QTabWidget* m_tabs;
    TeamPanel* m_teamPanel = nullptr;
    WorkPanel* m_workPanel = nullptr;
    ConflictsPanel* m_conflictsPanel = nullptr;
    AgreementPanel* m_agreementPanel = nullptr;
    InlineEditor* m_note;
    QAction *m_open, *m_openExtraction, *m_add, *m_rename, *m_use, *m_remove, *m_bringIn, *m_split, *m_unassign,
        *m_send, *m_copy, *m_csv, *m_figure;
    QAction *m_noteAction, *m_undo;
};

} // namespace winnow::ui
