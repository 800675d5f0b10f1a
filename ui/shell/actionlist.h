// Every action of a window, registered once: for its menus, the command palette and the list of shortcuts.
#pragma once

#include "ui/widgets/page.h"

#include <QAction>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace winnow::ui {

class Preferences;

class ActionList final : public QObject {
    Q_OBJECT
public:
    struct Entry {
        QAction* action = nullptr;
        QString group; ///< "File", or the page's name
        std::optional<PageId> page; ///< of this page; none: works everywhere
        QList<QKeySequence> standards; ///< the shortcuts it came with; one of one's own takes the place of the first
    };

    ActionList(Preferences& preferences, QWidget* window);

    /// A new action of the window itself; `id` becomes its object name ("file.open").
    QAction* add(const QString& id, const QString& group, const QString& text, const QKeySequence& keys,
        std::function<void()> run, const QString& icon = {});
    /// One that a page has made.
    void addOf(PageId page, const QString& group, QAction* action);

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] QAction* find(const QString& id) const;

private:
    void enter(Entry entry);
    void giveKeys(const Entry& entry);
    Preferences& m_preferences;
    QWidget* m_window;
    std::vector<Entry> m_entries;
};

/// An action's text without its mnemonic and its dots.
[[nodiscard]] QString plainText(const QAction& action);

} // namespace winnow::ui
