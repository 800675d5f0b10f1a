// The second step of the flow: which records are one citation.
#pragma once

#include "ui/duplicates/duplicatescontroller.h"
#include "ui/widgets/page.h"

class QComboBox;
class QStackedWidget;

namespace winnow::ui {

class CitationTable;
class ComparisonView;
class EmptyState;
class PageHeader;

/// The citations with more than one record at the left; their records side by side at the right.
class DuplicatesPage final : public Page {
    Q_OBJECT
public:
    explicit DuplicatesPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~DuplicatesPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    [[nodiscard]] QList<QAction*> pageActions() const override;

    [[nodiscard]] DuplicatesController& controller() { return m_controller; }

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void followSources();
    void followList();

    DuplicatesController m_controller;
    PageHeader* m_header;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    CitationTable* m_table;
    ComparisonView* m_comparison;
    QComboBox* m_source;
    QAction* m_open;
};

} // namespace winnow::ui
