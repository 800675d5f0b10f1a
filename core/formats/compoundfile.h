// The container of old Office files: streams in sectors, as in a small file system ([MS-CFB]).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace winnow::formats {

/// The content of the stream of this name in the container; nothing if there is none, or the container is damaged.
/// Never larger than the container.
[[nodiscard]] std::optional<std::string> compoundStream(std::string_view bytes, std::u16string_view name);

} // namespace winnow::formats
