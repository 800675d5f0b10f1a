// Text in UTF-8: what every room needs of it.
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace winnow {

/// Without white space (ASCII) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// True if every byte belongs to a well-formed UTF-8 sequence (no overlong forms, no surrogates).
[[nodiscard]] bool isUtf8(std::string_view bytes);

/// ASCII letters in lower case; other bytes untouched.
[[nodiscard]] std::string lowerAscii(std::string_view text);

/// For comparing and sorting: compatibility forms decomposed, diacritics dropped, case folded, runs of anything that is
/// neither letter nor digit made one space, none at the ends.
[[nodiscard]] std::string folded(std::string_view text);

/// Fit for a terminal or a log line: control characters (C0, C1, DEL, bidirectional overrides) replaced by U+FFFD,
/// tabs and newlines by a space.
[[nodiscard]] std::string printable(std::string_view text);

/// The one way for text of a record into a rich-text widget: everything escaped but the tags i, b, u, sub, sup
/// without attributes; unbalanced ones are closed. Nothing it returns can load a file or a URL.
[[nodiscard]] QString safeHtml(std::string_view text);

/// `text` without those tags, their characters kept: for lists, figures and files.
[[nodiscard]] std::string withoutMarkup(std::string_view text);

/// Parts between `separator`, trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string> splitTrimmed(std::string_view text, char separator);

[[nodiscard]] inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace winnow
