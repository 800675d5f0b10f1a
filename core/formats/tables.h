// The readers of tables.
#pragma once

#include "core/formats/pieces.h"

#include <memory>
#include <string_view>

namespace winnow::formats {

/// Text with a delimiter.
[[nodiscard]] std::unique_ptr<PieceReader> tableReader(const ReadOptions& options, std::string_view context);
/// True if a text that begins so is a table; its headings need not be known.
[[nodiscard]] bool looksLikeTable(std::string_view text);
/// True if it is one whose headings are known, whatever its cells look like.
[[nodiscard]] bool hasKnownHeadings(std::string_view text);

} // namespace winnow::formats
