// Who did what and when; undo from here.
#pragma once

#include "ui/widgets/page.h"

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace winnow::ui {

class EmptyState;
class HistoryController;
class PageHeader;

class HistoryPage final : public Page {
    Q_OBJECT
public:
    explicit HistoryPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~HistoryPage() override;
    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    [[nodiscard]] HistoryController& controller() const { return *m_controller; }

private:
    void makeActions();
    void makeTable();
    void showState();
    void openCitation();
    [[nodiscard]] int currentRow() const;

    HistoryController* m_controller;
    PageHeader* m_header;
    QLineEdit* m_filter;
    QComboBox* m_kind;
    QTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QAction* m_undo;
    QAction* m_open;
    bool m_stale = true;
};

} // namespace winnow::ui
