// The pages of a window, by their place in the flow.
#pragma once

#include "ui/widgets/page.h"

#include <vector>

namespace winnow::ui {

class Preferences;

/// One entry of the way through the window.
struct Step {
    PageId page;
    int number; ///< 0: not a step of the flow
    QString name;
    QString icon;
};

/// In the order of the sidebar.
[[nodiscard]] std::vector<Step> steps();

/// A page's name, also of those that are no step.
[[nodiscard]] QString nameOf(PageId page);

[[nodiscard]] Page* makePage(PageId page, Dialogs& dialogs, Preferences& preferences, QWidget* parent);

} // namespace winnow::ui
