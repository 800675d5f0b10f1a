// The queue beside the record: which citations, in which order, and the list of them.
#pragma once

#include "ui/models/citationpanel.h"
#include "ui/screening/screeningcontroller.h"

class QAction;
class QComboBox;
class QLineEdit;
class QTimer;

namespace winnow::ui {

class FilterRow;

class QueuePanel final : public CitationPanel {
    Q_OBJECT
public:
    QueuePanel(ScreeningController& controller, QAction* narrow, QAction* bulk, QWidget* parent = nullptr);
    [[nodiscard]] QLineEdit& search() { return *m_search; }
    [[nodiscard]] FilterRow& filterRow() { return *m_row; }
    void update(); ///< to the controller's state

protected:
    [[nodiscard]] QString countText(int rows) const override;

private:
    void makeSearch();
    void makeMenus();
    void showFilter();

    ScreeningController& m_controller;
    QLineEdit* m_search;
    QTimer* m_pause;
    FilterRow* m_row;
    QComboBox* m_order;
};

} // namespace winnow::ui
