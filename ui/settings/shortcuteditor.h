// Every shortcut, to be looked up and changed.
#pragma once

#include "ui/settings/keypresets.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QKeySequenceEdit;
class QPushButton;
class QVBoxLayout;

namespace winnow::ui {

class Preferences;
class TextLabel;

/// A set of keys to choose as a whole, and a row an action. Keys that two actions have are said, with a button that
/// takes them from one of the two.
class ShortcutEditor final : public QWidget {
    Q_OBJECT
public:
    explicit ShortcutEditor(Preferences& preferences, QWidget* parent = nullptr);
    void setShortcuts(std::vector<Shortcut> shortcuts);

private:
    struct Row {
        QKeySequenceEdit* keys;
        QPushButton* reset;
    };
    void choosePreset(int index);
    void showKeys(); ///< the keys in force, the preset they make, what clashes
    void showClashes();
    [[nodiscard]] OwnKeys ownKeys() const; ///< of the actions that presets are about

    Preferences& m_preferences;
    std::vector<Shortcut> m_shortcuts;
    std::vector<Row> m_rows; ///< as m_shortcuts
    QComboBox* m_preset;
    TextLabel* m_presetWords;
    QVBoxLayout* m_clashes;
    QGridLayout* m_grid;
};

} // namespace winnow::ui
