// The list of citations beside what is read of them.
#pragma once

#include "ui/models/citationtable.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace winnow::ui {

class TextLabel;

/// Chips that choose which citations are listed, what a door narrowed the list to, how many they are, and the list.
class CitationPanel : public QWidget {
    Q_OBJECT
public:
    CitationPanel(CitationList& list, const QString& name, const QStringList& chips, QWidget* parent = nullptr);
    [[nodiscard]] CitationTable& table() { return *m_table; }
    void setDoor(const QString& heading); ///< what a door narrowed the list to; empty: nothing
    void follow(int chip, CitationId current); ///< shows these as the chosen ones

Q_SIGNALS:
    void chipChosen(int chip);
    void doorClosed(); ///< show the whole list again

protected:
    [[nodiscard]] QVBoxLayout& head() { return *m_head; } ///< the chips, the door, the count, one below the other
    virtual QString countText(int rows) const = 0;
    void count();

private:
    CitationList& m_list;
    QVBoxLayout* m_head;
    std::vector<QPushButton*> m_chips;
    QWidget* m_door;
    TextLabel* m_heading;
    TextLabel* m_count;
    CitationTable* m_table;
};

} // namespace winnow::ui
