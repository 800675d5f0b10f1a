// What reviewers judged differently: the list, what each said, the record, and the keys that settle it.
#pragma once

#include "ui/reviewers/conflictscontroller.h"

#include <QWidget>

class QComboBox;
class QStackedWidget;

namespace winnow::ui {

class CitationTable;
class DecisionBar;
class EmptyState;
class JudgementsView;
class Page;
class RecordCard;
class SidePanes;
class TextLabel;

class ConflictsPanel final : public QWidget {
    Q_OBJECT
public:
    /// `bar`: the page's; it goes below the record.
    ConflictsPanel(ConflictsController& controller, DecisionBar* bar, Page& page, QWidget* parent = nullptr);
    void setCounts(const std::optional<TeamCounts>& counts);
    void setOwner(bool owner); ///< may open conflicts
    void nextList();
    void takeFocus();
    [[nodiscard]] RecordCard& card() { return *m_card; }

Q_SIGNALS:
    void openWanted(); ///< the stage is blind, and its conflicts are to be opened

private:
    QWidget* makeList();
    QWidget* makeRecord(DecisionBar* bar);
    void followCurrent();
    void followList();
    void followReasons();
    void showEmpty();

    ConflictsController& m_controller;
    SidePanes* m_panes;
    QComboBox* m_lists;
    TextLabel* m_count;
    CitationTable* m_table;
    QStackedWidget* m_stack;
    JudgementsView* m_judgements;
    RecordCard* m_card;
    DecisionBar* m_bar;
    EmptyState* m_empty;
    bool m_owner = false;
};

} // namespace winnow::ui
