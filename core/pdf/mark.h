// An annotation as a PDF holds it, read from one or to be written into a copy.
#pragma once

#include "core/model/annotation.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace winnow::pdf {

/// How the file draws it, where that is more than its kind says.
enum class MarkForm : std::uint8_t { AsKind, StruckOut, Squiggly, Other };

struct Mark {
    AnnotationKind kind = AnnotationKind::Highlight;
    MarkForm form = MarkForm::AsKind; ///< what is written has this one
    int page = 0; ///< 0-based
    std::vector<PageRect> rects; ///< one a line; at least one
    QString name; ///< /NM: the file's own name for it, or empty
    QString comment;
    QString author;
    QString subject; ///< what Winnow calls its meaning
    std::uint32_t colour = 0xffff00; ///< 0xrrggbb
    std::int64_t made = 0; ///< ms since 1970; 0: the file does not say
    std::int64_t changed = 0;
    bool operator==(const Mark&) const = default;
};

/// The same lines, but for what is lost by writing numbers.
[[nodiscard]] bool samePlace(const std::vector<PageRect>& one, const std::vector<PageRect>& other);

/// What a file holds, and what must be known before a copy with other marks is made.
struct FileMarks {
    std::vector<Mark> marks; ///< in the order of the pages
    bool isSigned = false; ///< a copy's signature will no longer be valid
    bool copyAllowed = true; ///< false: who locked the file allows no annotations
    bool operator==(const FileMarks&) const = default;
};

inline constexpr std::size_t MaxMarks = 20'000; ///< of a file
inline constexpr std::size_t MaxMarkRects = 2'000;
inline constexpr qsizetype MaxMarkText = 20'000;

} // namespace winnow::pdf
