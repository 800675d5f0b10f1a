// The grid of results with what is known of the cell at hand.
#pragma once

#include "ui/extraction/resultsmodel.h"

#include <QWidget>

#include <functional>

class QLineEdit;
class QStackedWidget;
class QTableView;

namespace winnow::ui {

class EmptyState;
class PlaceLinks;
class TextLabel;

/// By keyboard: arrows and Tab move, Enter takes selected words or edits, Del takes back, Ctrl+V fills a block.
class ResultsView final : public QWidget {
    Q_OBJECT
public:
    explicit ResultsView(ExtractionController& controller, QWidget* parent = nullptr);

    /// What Enter does before it edits: takes selected words, if there are any (true then).
    void setTaker(std::function<bool()> take) { m_take = std::move(take); }
    void commit(); ///< stores what is being typed
    void setAnswer(Answer answer, const std::string& text = {}); ///< of the selected cells
    void focusCell(const std::string& address); ///< clears the filter if the cell is not in sight
    [[nodiscard]] bool hasFocusWithin() const;
    [[nodiscard]] ResultsModel& model() { return *m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QTableView& rows() { return *m_rows; }

Q_SIGNALS:
    void placeWanted(const winnow::Evidence& place);
    void armWanted(); ///< none is there yet
    void pasted(const winnow::ui::ResultsModel::Pasted& pasted);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void prepare(QTableView* table);
    void joinTables();
    QWidget* makeBar();
    QWidget* makeDetail();
    void follow(); ///< the grid has changed
    void followCell();
    void showUnderstood(const QString& text);
    void sizeGrid();
    bool tableKey(int key, Qt::KeyboardModifiers modifiers);
    void storeBeside(extraction::AddressKind kind, const QString& text);

    ExtractionController& m_controller;
    ResultsModel* m_model;
    std::function<bool()> m_take;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QTableView* m_table; ///< a column an arm or contrast
    QTableView* m_rows; ///< what its rows are: outcomes and times, which stay in sight
    QLineEdit* m_filter = nullptr;
    QLineEdit* m_time = nullptr;
    TextLabel* m_cell = nullptr;
    PlaceLinks* m_places = nullptr;
    TextLabel* m_understood = nullptr;
    TextLabel* m_objections = nullptr;
    QLineEdit* m_n = nullptr;
    QLineEdit* m_set = nullptr;
    std::string m_address; ///< of the cell at hand
};

} // namespace winnow::ui
