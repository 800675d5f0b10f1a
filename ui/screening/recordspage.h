// Where doors lead: the citations that a number stood for, in full.
#pragma once

#include "ui/models/citationlist.h"
#include "ui/widgets/page.h"

#include <optional>
#include <vector>

class QComboBox;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace winnow::ui {

class SearchBox;
class CitationTable;
struct BulkAct;
class EmptyState;
class FilterPopup;
class FilterRow;
class PageHeader;
class RecordCard;

/// A heading that says what was clicked, how many citations that is, the table of them, and the record card. Search
/// begins with the third letter; what was found before stays until the new is there.
class RecordsPage final : public Page {
    Q_OBJECT
public:
    explicit RecordsPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~RecordsPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    [[nodiscard]] CitationList& list() { return m_list; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void layOut();
    void listenToFilter();
    void applyFilter();
    void readLists(); ///< terms and reasons, for the card
    void showCitation(CitationId id);
    void showCount();
    void openInStep();
    void narrow();
    void actOnListed();
    void run(const BulkAct& act);
    void writeSaved(const std::vector<SavedFilter>& saved);
    [[nodiscard]] std::vector<CitationId> chosen() const; ///< several selected ones, else all that are listed

    CitationList m_list;
    std::shared_ptr<Session> m_session;
    Door m_door;
    CitationId m_wanted; ///< to be shown once the list is there
    QAction *m_openStep, *m_highlights, *m_narrowing, *m_bulk;
    PageHeader* m_header;
    SearchBox* m_search;
    QTimer* m_pause;
    QComboBox* m_box;
    QPushButton* m_all;
    FilterRow* m_row;
    FilterPopup* m_filter;
    Filter m_narrow;
    std::vector<Reason> m_reasons; ///< of title and abstract
    std::vector<std::string> m_labels;
    std::vector<SavedFilter> m_saved;
    CitationTable* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    RecordCard* m_card;
    bool m_stale = true;
};

} // namespace winnow::ui
