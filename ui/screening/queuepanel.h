// The queue beside the record: which citations, in which order, and the list of them.
#pragma once

#include "ui/models/citationtable.h"
#include "ui/screening/screeningcontroller.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTimer;

namespace winnow::ui {

class TextLabel;

class QueuePanel final : public QWidget {
    Q_OBJECT
public:
    explicit QueuePanel(ScreeningController& controller, QWidget* parent = nullptr);
    [[nodiscard]] CitationTable& table() { return *m_table; }
    [[nodiscard]] QLineEdit& search() { return *m_search; }
    void setDoor(const QString& heading); ///< what a door narrowed the queue to; empty: nothing
    void update(); ///< to the controller's state

Q_SIGNALS:
    void doorClosed(); ///< show the whole queue again

private:
    void setLabels();
    void count();

    ScreeningController& m_controller;
    QLineEdit* m_search;
    QTimer* m_pause;
    std::vector<QPushButton*> m_chips; ///< as QueueShows
    QComboBox* m_label;
    QComboBox* m_order;
    QPushButton* m_door;
    TextLabel* m_count;
    CitationTable* m_table;
};

} // namespace winnow::ui
