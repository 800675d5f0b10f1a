// Every page of the sample, in the states that are laid out differently.
#pragma once

#include "tests/gui/driver.h"

#include <functional>

namespace winnow::test {

/// Opens the sample and calls `look` with the name of each view once it is in sight.
void everyView(Driver& driver, const std::function<void(const QString& name)>& look);

/// After everyView: each popup and dialog of screening, one after the other.
void everyPopup(Driver& driver, const std::function<void(QWidget& popup, const QString& name)>& look);

} // namespace winnow::test
