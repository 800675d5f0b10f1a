// What a TeX source says, as Unicode text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace winnow::formats {

/// How far a value is TeX: prose is; in an address, a DOI or a file's name only the signs TeX would trip over are
/// written with a backslash, and everything else stands for itself.
enum class Tex : std::uint8_t { Prose, Verbatim };

/// Accents, ligatures, symbols, Greek letters, superscripts and subscripts as characters; braces, math signs and
/// commands that only change the looks dropped; lines that were wrapped put together, a paragraph a line. A command
/// that is not known stays as it stands. Runs in linear time whatever it is given.
[[nodiscard]] std::string fromTex(std::string_view source, Tex tex = Tex::Prose);

/// The end of the group that begins with the brace at `at`: behind its closing brace; npos if it is not closed within
/// `limit` bytes. A brace after a backslash does not count.
[[nodiscard]] std::size_t groupEnd(std::string_view source, std::size_t at, std::size_t limit = std::string_view::npos);

} // namespace winnow::formats
