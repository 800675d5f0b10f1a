// The fifth step of the flow: what the included studies found.
#pragma once

#include "ui/extraction/designcontroller.h"
#include "ui/extraction/extractioncontroller.h"
#include "ui/extraction/reconciliationcontroller.h"
#include "ui/widgets/page.h"

#include <QTimer>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QListView;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace winnow::ui {

class EmptyState;
class FormChooser;
class FormDesigner;
class FormView;
class PageHeader;
class ReconciliationPanel;
class ReportPane;
class ResultTable;
class ResultsView;
class StudyListModel;
class ValueTableModel;

/// Studies at the left, the report in the middle, its form at the right; or all answers as a table; or what extractors
/// said differently, beside the report. In place of all that, the designer of the form, as long as it is looked at.
class ExtractionPage final : public Page {
    Q_OBJECT
public:
    explicit ExtractionPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~ExtractionPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    [[nodiscard]] QString stateName() const override;
    [[nodiscard]] QVariantMap state() const override;
    void setState(const QVariantMap& state) override;

    [[nodiscard]] ExtractionController& controller() { return m_controller; }
    [[nodiscard]] FormView& formView() { return *m_form; }
    [[nodiscard]] DesignController& design() { return m_design; }
    [[nodiscard]] FormDesigner& designer() { return *m_designer; }
    [[nodiscard]] ReportPane& report() { return *m_report; }
    [[nodiscard]] ResultsView& results() { return *m_results; }
    [[nodiscard]] ReconciliationController& reconciliation() { return m_reconciliation; }
    [[nodiscard]] ReconciliationPanel& reconciliationPanel() { return *m_reconcile; }
    void goTo(const std::string& address); ///< its field or cell, in the study at hand

protected:
    void hideEvent(QHideEvent* event) override;

private:
    enum Shown { Empty, Chooser, Work, Designer };
    QWidget* makeStudies();
    QWidget* makeTable();
    void sizeColumns();
    void makeActions();
    void follow();
    void followStudy();
    void followSelection();
    void chooseForm();
    void takeForm(const Form& form);
    void openDesigner();
    void closeDesigner();
    void connectDesigner();
    void restActions(bool rest);
    void keepDraft();
    void joinSelected();
    void offerSeparation();
    void exportTable();
    void exportAs(const QString& proposal, const std::string& table);
    QWidget* makeSide();
    QWidget* makeResultTable(ResultTable* table, const QString& file);
    void setAnswer(Answer answer, const std::string& text = {});
    void followTab();
    void showWanted();
    void attach();
    void commit(); ///< stores what is being typed
    bool takeForOwn(const std::vector<Evidence>& places); ///< into the own value that is being written
    bool takeSelection(); ///< into the field or cell at hand; false if nothing is selected
    void chooseAmong(const std::vector<Proposal>& proposals, const std::function<void(const std::string& text)>& take);
    void showPlace(const Evidence& place);
    void showNextPlace();
    void placeReport();
    void followCompared();
    [[nodiscard]] bool isReconciling() const; ///< its tab is the one that is chosen
    void markEvidence();
    void tableActivated(const QModelIndex& index);
    [[nodiscard]] std::vector<StudyId> selected() const;

    ExtractionController m_controller;
    ReconciliationController m_reconciliation;
    DesignController m_design;
    QAction* m_designForm = nullptr;
    QAction* m_changeForm = nullptr;
    QAction* m_join = nullptr;
    QAction* m_separate = nullptr;
    QAction* m_export = nullptr;
    PageHeader* m_header;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    FormChooser* m_chooser;
    FormDesigner* m_designer = nullptr;
    QTabWidget* m_tabs;
    QListView* m_studies = nullptr;
    StudyListModel* m_studyModel;
    ValueTableModel* m_valueModel;
    QTableView* m_table = nullptr;
    ReportPane* m_report; ///< of the study, and of what is reconciled: it goes where it is looked at
    QWidget* m_reportPlace; ///< of the report, beside the form
    QSplitter* m_reconcileSplit;
    ReconciliationPanel* m_reconcile = nullptr;
    FormView* m_form;
    ResultsView* m_results;
    QTabWidget* m_side = nullptr; ///< form, results, what to look at
    ResultTable* m_efficacy;
    ResultTable* m_safety;
    QPushButton* m_formButton;
    QPushButton* m_joinButton = nullptr;
    QPushButton* m_separateButton = nullptr;
    QList<int> m_reconcileSizes{60 * 8, 76 * 8};
    bool m_choosing = false; ///< the form is being changed for another one
    bool m_designing = false; ///< the designer is in sight, or comes when the form is read:
    bool m_opening = false; ///< it is not yet
    QVariantMap m_drafts; ///< of forms, by their reviews' paths
    QString m_saidOnceWritten; ///< what was pasted
    QString m_draftsPath; ///< of the open review
    QTimer m_keepSoon;
    QList<QAction*> m_resting; ///< of the studies, while the designer is in sight
    bool m_following = false;
    std::pair<CitationId, std::string> m_wanted; ///< of a door: a report of the study, and the value's address
    std::pair<std::string, std::size_t> m_shownPlace; ///< of an address the one that is shown next
};

} // namespace winnow::ui
