// The forms that come with the program.
#pragma once

#include "core/base/result.h"
#include "core/model/form.h"

#include <string>
#include <vector>

namespace winnow::extraction {

/// Read from the resources under :/templates, by title. One that cannot be read is left out (a test sees to it that
/// all can).
[[nodiscard]] std::vector<Form> templates();

/// By its id ("stem-cell-liver"); NotFound names those there are.
[[nodiscard]] Result<Form> templateForm(const std::string& id);

} // namespace winnow::extraction
