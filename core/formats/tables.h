// The readers of tables.
#pragma once

#include "core/formats/pieces.h"

#include <memory>
#include <string_view>

namespace winnow::formats {

/// Text with a delimiter.
[[nodiscard]] std::unique_ptr<PieceReader> tableReader(const ReadOptions& options, std::string_view context);
/// True if a text that begins so is a table.
[[nodiscard]] bool looksLikeTable(std::string_view text);

} // namespace winnow::formats
