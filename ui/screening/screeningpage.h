// Screening of titles and abstracts, as a page: queue, record, criteria, and the bar of keys.
#pragma once

#include "ui/screening/screeningcontroller.h"
#include "ui/widgets/page.h"

class QProgressBar;
class QSplitter;
class QStackedWidget;

namespace winnow::ui {

class CriteriaPanel;
class DecisionBar;
class EmptyState;
class FilterPopup;
class InlineEditor;
class KeyButton;
class LabelsPopup;
class PageHeader;
class QueuePanel;
class RelevancePopup;
class RecordCard;
class SidePanes;
class StoppingPanel;
class TermPopup;
class TermsPanel;
class TextLabel;

class ScreeningPage final : public Page {
    Q_OBJECT
public:
    explicit ScreeningPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~ScreeningPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    [[nodiscard]] QString stateName() const override;
    [[nodiscard]] QVariantMap state() const override;
    void setState(const QVariantMap& state) override;
    [[nodiscard]] ScreeningController& controller() { return m_controller; }

protected:
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum class Beside { Nothing, Criteria, Terms, Stopping }; ///< what stands beside the record
    void makeActions();
    void makeViewActions();
    void makeListActions();
    void makeOrderActions();
    void makePanels();
    void listen();
    void listenToFilter();
    void listenToOrder();
    void showOrder();
    void showWhy();
    void showStopping();
    void chooseRelevance();
    void rememberOrder();
    void recallOrder();
    void exportCurve(bool asTable);
    void storeDrafts();
    void showBeside(Beside beside);
    void hideSource(bool hidden);
    void showCurrent();
    void showProgress();
    void showLists();
    void showEmpty();
    void label();
    void note();
    void toggleTerms();
    void addTerm();
    void narrow();
    void actOnAll();
    void showSitting();
    void focusRecord();

    ScreeningController m_controller;
    DecisionBar* m_bar;
    QAction *m_label, *m_note, *m_undo, *m_criteria, *m_terms, *m_addTerm, *m_highlights, *m_hideSource;
    QAction *m_recent, *m_narrow, *m_bulk;
    QString m_shown; ///< the record in sight
    QAction *m_byRelevance, *m_relevance, *m_why, *m_stopping;
    PageHeader* m_header;
    QProgressBar* m_progress;
    SidePanes* m_panes = nullptr; ///< queue, record, and what stands beside it
    QueuePanel* m_queue;
    QWidget* m_record = nullptr;
    QStackedWidget* m_stack;
    RecordCard* m_card;
    EmptyState* m_empty;
    InlineEditor* m_noteEditor;
    LabelsPopup* m_labels;
    CriteriaPanel* m_panel;
    TermsPanel* m_termsPanel;
    TermPopup* m_termPopup;
    FilterPopup* m_filter;
    RelevancePopup* m_relevancePopup;
    StoppingPanel* m_stoppingPanel;
    TextLabel* m_whyLine;
    QVariantMap m_orders; ///< by review, as they are remembered on this computer
    QString m_review; ///< the path of the one that is open
    int m_said = 0; ///< decisions of the sitting when its summary was last said
    KeyButton* m_labelButton;
};

} // namespace winnow::ui
