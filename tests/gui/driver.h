// Drives the real window: opens it on a review of its own, presses keys, clicks buttons by their words, and waits for
// what is to come instead of for time to pass.
#pragma once

#include "core/review/review.h"
#include "tests/support/scripteddialogs.h"
#include "ui/settings/preferences.h"
#include "ui/shell/mainwindow.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace winnow::test {

class Driver {
public:
    Driver();
    ~Driver();

    /// True once `condition` holds; false if it does not within half a minute.
    [[nodiscard]] static bool until(const std::function<bool()>& condition);

    [[nodiscard]] QString write(const QString& name, const QByteArray& bytes) const;
    /// A new review, opened in the window.
    void create(const QString& title);
    void openSample();
    /// Clicks the one button in sight of this text; false if there is none that can be clicked.
    [[nodiscard]] bool click(const QString& text) const;
    /// To whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void type(const QString& text) const;
    /// Runs an action by its id, as the palette does; false if it is not there or not enabled.
    [[nodiscard]] bool act(const QString& id) const;
    /// A look at the open review through a connection of our own.
    [[nodiscard]] review::Reader look() const;
    /// Waits until nothing runs and the page has settled.
    void settle() const;

    QTemporaryDir folder;
    ScriptedDialogs dialogs;
    std::unique_ptr<ui::Preferences> preferences;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace winnow::test
