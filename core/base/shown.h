// How the window shows text that others wrote: never more than fits, and nothing in it that acts.
#pragma once

#include <QString>

#include <string_view>

namespace winnow {

/// `text` as it stands, line for line, and its beginning only if it is long. Qt takes what looks like HTML for HTML,
/// which could load a file; and text that is merely escaped it sometimes shows with the escapes. Empty for none.
[[nodiscard]] QString asToolTip(const QString& text);

/// For a cell, a heading, a message: without safeHtml's tags, control characters and bidirectional overrides, line
/// breaks as spaces; the beginning only of what is longer than a thousand characters, as painting takes as long as the
/// text is.
[[nodiscard]] QString inOneLine(std::string_view text);

} // namespace winnow
