// The seam for everything modal: pages ask here, the shell shows it, tests script it.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace winnow::ui {

/// Asks the person at the screen. The window's implementation shows window-modal dialogs without a nested event loop
/// and calls back; a test's answers at once, and fails on a question it did not expect.
class Dialogs {
public:
    virtual ~Dialogs() = default;
    /// What failed, in plain words, with "Details…" where there are any.
    virtual void error(QWidget* parent, const Error& error) = 0;
    /// Files to open; empty if given up. `filter` as QFileDialog's.
    virtual void openFiles(
        QWidget* parent, const QString& title, const QString& filter, std::function<void(QStringList)> then) = 0;
    /// A name to save under, with one of the filters' endings; empty if given up.
    virtual void saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter,
        std::function<void(QString)> then) = 0;
    /// A line (or, with `lines`, a text) of input; none if given up. `choices` are offered while typing.
    virtual void text(QWidget* parent, const QString& title, const QString& label, const QString& value,
        const QStringList& choices, std::function<void(std::optional<QString>)> then) = 0;
    /// Any other dialog a page has built: shown window-modal, deleted when closed.
    virtual void show(QWidget* dialog) = 0;
};

} // namespace winnow::ui
