// What a reviewer marks in a report: highlights, underlines, notes, areas.
#pragma once

#include "core/model/ids.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace winnow {

/// Numbered as in the file.
enum class AnnotationKind : std::uint8_t { Highlight = 1, Underline = 2, Note = 3, Area = 4 };

/// A part of a page in fractions (0 to 1) of the page as it is shown: its crop box, turned as the file says and not as
/// the reader turned it; from the upper left corner. So it holds at every zoom and however the reader turns the page.
struct PageRect {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
    bool operator==(const PageRect&) const = default;
};

/// A place in a report. While the file is unchanged its rectangles hold; in another copy of the report its words do
/// (core/pdf/anchor.h).
struct PdfPlace {
    std::string sha256; ///< 32 bytes: of the PDF
    int page = 0; ///< 0-based
    std::vector<PageRect> rects; ///< one a line
    std::string quote; ///< empty for an area, or a note on a place
    std::string prefix;
    std::string suffix;
    bool operator==(const PdfPlace&) const = default;
};

struct Annotation : PdfPlace {
    std::string id; ///< 16 bytes, the same in every copy of the review; given by the review
    CitationId citation;
    AnnotationKind kind = AnnotationKind::Highlight;
    std::string meaning; ///< one of those that the review defines, or one that it once did
    std::string comment;
    ReviewerId reviewer;
    std::int64_t made = 0; ///< ms since 1970
    std::int64_t changed = 0;
    bool operator==(const Annotation&) const = default;
};

/// Each meaning has a colour, so there are no more than there are colours that can be told apart.
inline constexpr std::size_t MaxMeanings = 5;
/// Until the review says otherwise.
inline const std::array<std::string, MaxMeanings> DefaultMeanings{
    "Safety", "Efficacy", "Population", "Method", "Other"};

} // namespace winnow
