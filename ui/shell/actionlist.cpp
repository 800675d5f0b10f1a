#include "ui/shell/actionlist.h"

#include "ui/settings/preferences.h"

#include <QWidget>

namespace winnow::ui {

ActionList::ActionList(Preferences& preferences, QWidget* window)
    : QObject(window)
    , m_preferences(preferences)
    , m_window(window)
{
    connect(&preferences, &Preferences::shortcutChanged, this, [this](const QString& id) {
        for (const Entry& entry : m_entries)
            if (entry.action->objectName() == id)
                giveKeys(entry);
    });
}

QAction* ActionList::add(const QString& id, const QString& group, const QString& text, const QKeySequence& keys,
    std::function<void()> run, const QString& icon)
{
    auto* action = new QAction(text, m_window);
    action->setObjectName(id);
    action->setShortcut(keys);
    if (!icon.isEmpty())
        action->setIcon(theme::icon(icon));
    connect(action, &QAction::triggered, m_window, std::move(run));
    m_window->addAction(action);
    enter({action, group, std::nullopt, action->shortcuts()});
    return action;
}

void ActionList::addOf(PageId page, const QString& group, QAction* action)
{
    enter({action, group, page, action->shortcuts()});
}

void ActionList::enter(Entry entry)
{
    if (m_preferences.hasOwnShortcut(entry.action->objectName()))
        giveKeys(entry);
    m_entries.push_back(std::move(entry));
}

void ActionList::giveKeys(const Entry& entry)
{
    const QString id = entry.action->objectName();
    QList<QKeySequence> keys = entry.standards;
    if (m_preferences.hasOwnShortcut(id)) {
        const QKeySequence own = m_preferences.shortcut(id, {});
        keys = own.isEmpty() ? QList<QKeySequence>{} : keys.mid(1);
        keys.removeAll(own);
        if (!own.isEmpty())
            keys.prepend(own);
    }
    entry.action->setShortcuts(keys);
}

QAction* ActionList::find(const QString& id) const
{
    for (const Entry& entry : m_entries)
        if (entry.action->objectName() == id)
            return entry.action;
    return nullptr;
}

QString plainText(const QAction& action)
{
    QString text = action.text();
    text.replace(QLatin1String("&&"), QLatin1String("\x01"));
    text.remove(QLatin1Char('&'));
    text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
    while (text.endsWith(QChar(0x2026)) || text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

} // namespace winnow::ui
