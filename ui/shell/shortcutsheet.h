// The shortcuts that work here, at a glance.
#pragma once

#include "ui/shell/actionlist.h"

#include <QDialog>

namespace winnow::ui {

/// Those of the page in sight first, then those that work everywhere.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    ShortcutSheet(const ActionList& actions, std::optional<PageId> page, QWidget* parent = nullptr);
};

} // namespace winnow::ui
