// The view of a list of citations: a compact queue, or a table with columns.
#pragma once

#include "ui/models/citationlist.h"

#include <QTableView>

namespace winnow::ui {

/// Shows a CitationList at any length without holding the window. Keeps the current citation when the list is another;
/// if that is no longer in it, the one at its place becomes current (in a queue: none, its owner says what comes next).
class CitationTable : public QTableView {
    Q_OBJECT
public:
    /// Queue: two lines a citation (sign and title; author, year and journal) and no header. Columns: one line, a
    /// click on a header orders by it.
    enum class Shape { Queue, Columns };

    CitationTable(CitationList& list, Shape shape, QWidget* parent = nullptr);

    [[nodiscard]] CitationList& list() const { return m_list; }
    [[nodiscard]] CitationId currentCitation() const { return m_current; }
    /// None takes the mark away. One that is not listed is remembered and shown once it is.
    void setCurrentCitation(CitationId id);
    void setSourceHidden(bool hidden); ///< authors and journal, against bias
    /// In the list's order, walking ranges: never the million of a "select all" at once beyond `most`.
    [[nodiscard]] std::vector<CitationId> selectedCitations(std::size_t most) const;

    void keyboardSearch(const QString&) override { } ///< would read the whole list

Q_SIGNALS:
    void currentCitationChanged(winnow::CitationId id);
    void citationActivated(winnow::CitationId id); ///< Enter or double click

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void fitTitle();
    void restoreCurrent();
    void headerClicked(int column);
    void showOrder();

    CitationList& m_list;
    Shape m_shape;
    CitationId m_current;
    int m_row = -1; ///< where the current one stood
    bool m_restoring = false;
    bool m_sourceHidden = false;
};

} // namespace winnow::ui
