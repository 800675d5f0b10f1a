// The queue beside the record: which citations, in which order, and the list of them.
#pragma once

#include "ui/models/citationpanel.h"
#include "ui/screening/screeningcontroller.h"

class QComboBox;
class QLineEdit;
class QTimer;

namespace winnow::ui {

class QueuePanel final : public CitationPanel {
    Q_OBJECT
public:
    explicit QueuePanel(ScreeningController& controller, QWidget* parent = nullptr);
    [[nodiscard]] QLineEdit& search() { return *m_search; }
    void update(); ///< to the controller's state

protected:
    [[nodiscard]] QString countText(int rows) const override;

private:
    void makeSearch();
    void makeMenus();
    void setLabels();

    ScreeningController& m_controller;
    QLineEdit* m_search;
    QTimer* m_pause;
    QComboBox* m_label;
    QComboBox* m_order;
};

} // namespace winnow::ui
