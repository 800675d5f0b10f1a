// Screening of titles and abstracts, as a page: queue, record, criteria, and the bar of keys.
#pragma once

#include "ui/screening/screeningcontroller.h"
#include "ui/widgets/page.h"

class QProgressBar;
class QSplitter;
class QStackedWidget;

namespace winnow::ui {

class CriteriaPanel;
class EmptyState;
class InlineEditor;
class KeyButton;
class LabelsPopup;
class PageHeader;
class QueuePanel;
class ReasonsBar;
class RecordCard;

class ScreeningPage final : public Page {
    Q_OBJECT
public:
    explicit ScreeningPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~ScreeningPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    [[nodiscard]] QList<QAction*> pageActions() const override { return m_actions; }
    [[nodiscard]] ScreeningController& controller() { return m_controller; }

protected:
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeActions();
    QAction* action(const char* name, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run);
    [[nodiscard]] QWidget* makeBar();
    void makePanels();
    void listen();
    void showCurrent();
    void showProgress();
    void showLists();
    void showEmpty();
    void exclude();
    void label();
    void note();
    void editTerms();
    void focusRecord();

    ScreeningController m_controller;
    QList<QAction*> m_actions;
    QAction *m_include, *m_exclude, *m_maybe, *m_takeBack, *m_label, *m_note, *m_undo, *m_criteria, *m_highlights,
        *m_hideSource;
    PageHeader* m_header;
    QProgressBar* m_progress;
    QueuePanel* m_queue;
    QStackedWidget* m_stack;
    RecordCard* m_card;
    EmptyState* m_empty;
    ReasonsBar* m_reasons;
    InlineEditor* m_noteEditor;
    LabelsPopup* m_labels;
    CriteriaPanel* m_panel;
    QWidget* m_bar;
    KeyButton *m_includeButton, *m_excludeButton, *m_maybeButton, *m_labelButton;
    std::vector<QAction*> m_needRecord; ///< act on the record in sight
};

} // namespace winnow::ui
