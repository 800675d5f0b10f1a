// Which format a file is in, told from its content alone: extensions lie.
#pragma once

#include "core/base/result.h"
#include "core/model/receipt.h"

#include <string_view>

namespace winnow::formats {

/// From the first bytes of a file as they are, and the same as UTF-8 text. Unsupported, with a message that says what
/// the file looks like and what to do, if it is none of our formats.
[[nodiscard]] Result<Format> detect(std::string_view bytes, std::string_view text);

} // namespace winnow::formats
