// The second step of the flow: which records are one citation.
#pragma once

#include "ui/duplicates/duplicatescontroller.h"
#include "ui/widgets/page.h"

class QComboBox;
class QListView;
class QPushButton;
class QStackedWidget;

namespace winnow::ui {

class CitationTable;
class ComparisonView;
class EmptyState;
class KeyButton;
class PageHeader;
class TextLabel;
class ThresholdsDialog;

/// Pairs to decide on, what is joined, links and answers as a list at the left; the records side by side at the right;
/// below them the keys.
class DuplicatesPage final : public Page {
    Q_OBJECT
public:
    explicit DuplicatesPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~DuplicatesPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;

    [[nodiscard]] DuplicatesController& controller() { return m_controller; }

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void makeHeader();
    QWidget* makeLists();
    QWidget* makeRecords();
    QWidget* makeBar();
    void listen();
    void followShows();
    void followCounts();
    void followPairs();
    void followJoined();
    void followChosen();
    void showEmpty();
    void emptyClicked();
    void openCitation();
    void askThresholds(const DuplicateThresholds& now);
    void focusList();

    DuplicatesController m_controller;
    PageHeader* m_header;
    QAction *m_join, *m_apart, *m_link, *m_takeBack, *m_undo, *m_open, *m_find, *m_thresholds;
    QPushButton* m_findButton;
    QPushButton* m_thresholdsButton;
    std::vector<QPushButton*> m_chips; ///< as DuplicatesShow
    QComboBox* m_source;
    TextLabel* m_count;
    QStackedWidget* m_lists; ///< pairs, or joined citations
    QListView* m_pairs;
    CitationTable* m_table;
    QStackedWidget* m_stack; ///< records side by side, or why there are none
    ComparisonView* m_comparison;
    EmptyState* m_empty;
    QWidget* m_bar;
    KeyButton *m_joinButton, *m_apartButton, *m_linkButton, *m_takeBackButton;
    bool m_following = false;
};

} // namespace winnow::ui
