// Every shortcut, to be looked up and changed.
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QWidget>

#include <vector>

class QGridLayout;

namespace winnow::ui {

class Preferences;
class TextLabel;

struct Shortcut {
    QAction* action = nullptr;
    QString group;
    QKeySequence standard; ///< what it came with
};

class ShortcutEditor final : public QWidget {
    Q_OBJECT
public:
    explicit ShortcutEditor(Preferences& preferences, QWidget* parent = nullptr);
    void setShortcuts(std::vector<Shortcut> shortcuts);

private:
    void choose(std::size_t at, const QKeySequence& keys);

    Preferences& m_preferences;
    std::vector<Shortcut> m_shortcuts;
    QGridLayout* m_grid;
    TextLabel* m_clash;
};

} // namespace winnow::ui
