// What every page of the flow is to the shell.
#pragma once

#include "core/model/views.h"

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QVariantMap>
#include <QWidget>

#include <functional>
#include <memory>
#include <string>

namespace winnow::ui {

class Dialogs;
class Session;

/// Where a door leads: a page, and what it shows there.
enum class PageId {
    Sources,
    Duplicates,
    Screening,
    FullText,
    Extraction,
    Appraisal,
    Synthesis,
    Prisma,
    History,
    Settings,
    Records,
    Reviewers
};

/// A number that was clicked: the citations behind it, under a heading that says what it stood for.
struct Door {
    PageId page = PageId::Records;
    QString heading;
    Filter filter;
    CitationId citation; ///< to be shown first, if any
    std::string address = {}; ///< of the value to be shown of its study: a field's, or a result's
};

/// A page of the flow: lays out and paints; its controller holds the state and says what a key does.
///
/// The shell makes each once, gives it the session (or none), and tells it when it comes into sight. A page refreshes
/// on Session::changed only while visible, else marks itself stale and refreshes in `entered`.
class Page : public QWidget {
    Q_OBJECT
public:
    Page(PageId id, Dialogs& dialogs, QWidget* parent = nullptr);
    [[nodiscard]] PageId id() const { return m_id; }
    [[nodiscard]] Dialogs& dialogs() const { return m_dialogs; }

    virtual void setSession(const std::shared_ptr<Session>& session) = 0;
    virtual void entered() { } ///< is in sight now; put the focus where the keyboard works
    virtual void open(const Door&) { } ///< shows what a door leads to
    /// Files dropped anywhere on the window or named on the command line: export files for Sources, PDFs for Full text.
    virtual void takeFiles(const QStringList&) { }
    /// For menus, palette and the list of shortcuts.
    [[nodiscard]] virtual QList<QAction*> pageActions() const { return m_actions; }
    /// What is remembered of its looks from one session to the next: a name of its own, and values; no name: nothing.
    [[nodiscard]] virtual QString stateName() const { return {}; }
    [[nodiscard]] virtual QVariantMap state() const { return {}; }
    virtual void setState(const QVariantMap&) { } ///< empty at first
    /// Makes one of these, once: `id` is its object name ("screening.include"). Its keys act in the page and all it
    /// holds; plain ones only while no text field has the focus.
    QAction* makeAction(
        const QString& id, const QString& text, const QList<QKeySequence>& keys, std::function<void()> run);

Q_SIGNALS:
    void stateChanged(); ///< to be remembered
    void doorOpened(const winnow::ui::Door& door);
    /// A short line at the foot of the window; with `undo`, an Undo button beside it.
    void notice(const QString& text, bool undo);
    /// What a key just did, in the line of state for a while; nothing moves by it.
    void did(const QString& text);

protected:
    /// Every page's destructor begins with it: stores what is being entered and deletes the widgets while the
    /// controller they look at is still there.
    void removeWidgets();

private:
    PageId m_id;
    Dialogs& m_dialogs;
    QList<QAction*> m_actions;
};

} // namespace winnow::ui
