// Sets of keys for people who come from another program.
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QString>

#include <map>
#include <vector>

namespace winnow::ui {

/// An action and the keys it can have.
struct Shortcut {
    QAction* action = nullptr;
    QString group;
    QKeySequence standard; ///< what it came with
    bool everywhere = false; ///< an action of the window, not of one page
};

/// The keys of deciding as another program has them. An action that is not named keeps its own key; if a named one has
/// that, it moves to Shift and the key.
struct KeyPreset {
    QString id;
    QString name;
    QString words; ///< what differs, in a line
    std::map<QString, QKeySequence> keys; ///< by the action's name
};

/// Winnow's own first, which names nothing.
[[nodiscard]] const std::vector<KeyPreset>& keyPresets();

/// By the action's name: the keys of all that differ from the standard. Empty keys: none.
using OwnKeys = std::map<QString, QKeySequence>;
[[nodiscard]] OwnKeys keysOf(const KeyPreset& preset, const std::vector<Shortcut>& shortcuts);

/// Whether a preset says anything of this action: those of screening and full text.
[[nodiscard]] bool inPresets(const QString& action);

/// Actions that would be called by the same keys, as pairs of their places in the list: of one page, or one of them of
/// the whole window. Neither works then. A page's own may go before the window's where both are as they came: it takes
/// the key itself.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> clashes(const std::vector<Shortcut>& shortcuts);

} // namespace winnow::ui
