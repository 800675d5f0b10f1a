// The dialogs a person sees.
#pragma once

#include "ui/widgets/dialogs.h"

namespace winnow::ui {

/// Window-modal, without a nested event loop: the answer comes by a call.
class WindowDialogs final : public Dialogs {
public:
    void error(QWidget* parent, const Error& error) override;
    void openFiles(
        QWidget* parent, const QString& title, const QString& filter, std::function<void(QStringList)> then) override;
    void saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter,
        std::function<void(QString)> then) override;
    void text(QWidget* parent, const QString& title, const QString& label, const QString& value,
        const QStringList& choices, std::function<void(std::optional<QString>)> then) override;
    void show(QWidget* dialog) override;
};

} // namespace winnow::ui
