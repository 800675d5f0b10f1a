// The queue beside the record: which citations, in which order, and the list of them.
#pragma once

#include "ui/models/citationpanel.h"
#include "ui/screening/screeningcontroller.h"

class QAction;
class QComboBox;
class QPushButton;
class QTimer;

namespace winnow::ui {

class SearchBox;
class FilterRow;
class TextLabel;

class QueuePanel final : public CitationPanel {
    Q_OBJECT
public:
    QueuePanel(
        ScreeningController& controller, QAction* narrow, QAction* bulk, QAction* relevance, QWidget* parent = nullptr);
    [[nodiscard]] SearchBox& search() { return *m_search; }
    [[nodiscard]] FilterRow& filterRow() { return *m_row; }
    [[nodiscard]] QWidget& orderRow() { return *m_orderRow; }
    void update(); ///< to the controller's state

protected:
    [[nodiscard]] QString countText(int rows) const override;

private:
    void makeSearch();
    void makeMenus(QAction* relevance);
    void showFilter();
    void showOrder();

    ScreeningController& m_controller;
    SearchBox* m_search;
    QTimer* m_pause;
    FilterRow* m_row;
    QPushButton* m_assigned;
    QWidget* m_orderRow;
    QComboBox* m_order;
    TextLabel* m_basis; ///< how the order by relevance came about
    TextLabel* m_blind;
};

} // namespace winnow::ui
