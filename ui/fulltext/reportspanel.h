// The list of reports beside the reader, and which of them it shows.
#pragma once

#include "ui/fulltext/fulltextcontroller.h"
#include "ui/models/citationtable.h"

#include <QWidget>

class QPushButton;

namespace winnow::ui {

class TextLabel;

class ReportsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ReportsPanel(FullTextController& controller, QWidget* parent = nullptr);
    [[nodiscard]] CitationTable& table() { return *m_table; }
    void setDoor(const QString& heading); ///< what a door narrowed the list to; empty: nothing
    void update(); ///< to the controller's state

Q_SIGNALS:
    void doorClosed(); ///< show the whole list again

private:
    void count();

    FullTextController& m_controller;
    std::vector<QPushButton*> m_chips; ///< as ReportsShow
    QPushButton* m_door;
    TextLabel* m_count;
    CitationTable* m_table;
};

} // namespace winnow::ui
