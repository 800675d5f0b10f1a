// The PRISMA 2020 flow diagram as data: boxes, their lines, and arrows, without any size or colour.
#pragma once

#include "core/prisma/prisma.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace winnow::prisma {

enum class Part : std::uint8_t {
    DatabasesTitle,
    Identified,
    Removed,
    Screened,
    Excluded,
    Sought,
    NotRetrieved,
    Assessed,
    ReportsExcluded,
    OthersTitle,
    OtherIdentified,
    OtherSought,
    OtherNotRetrieved,
    OtherAssessed,
    OtherReportsExcluded,
    Included,
    PreviousTitle, ///< this and the next two only of an update
    Previous,
    Total,
};

/// One statement of a box, and the citations it counts.
struct Line {
    QString label; ///< "Duplicate records removed"
    std::optional<std::int64_t> count; ///< none: a heading such as "Reports excluded:"
    int indent = 0;
    std::optional<Filter> records; ///< what a click opens; none where no citation stands behind the count
    QString heading; ///< says what the count stands for away from its box: "Records identified from PubMed"

    [[nodiscard]] QString countText() const; ///< "(n = 1,203)", or empty
};

struct DiagramBox {
    Part part = Part::Identified;
    int column = 0; ///< −1 previous version, 0 databases, 1 what left them, 2 other methods, 3 what left those
    int row = 0; ///< 0 titles, 1 identification, 2–4 screening, 5 included, 6 total of an update
    std::vector<Line> lines; ///< a title has one line; but for the previous version, it spans its column and the next
};

struct Arrow {
    Part from = Part::Identified;
    Part to = Part::Screened;
};

/// A side bar that names a phase.
struct Phase {
    QString label;
    int firstRow = 0;
    int lastRow = 0;
};

struct Diagram {
    Variant variant = Variant::Databases;
    QString title;
    std::vector<DiagramBox> boxes;
    std::vector<Arrow> arrows;
    std::vector<Phase> phases;
    std::vector<OpenWork> open; ///< not empty: the diagram is stamped "interim"
    QStringList footnotes;

    [[nodiscard]] const DiagramBox* box(Part part) const; ///< null if this variant leaves it out
};

/// Reasons for exclusion come by number of reports, sources in the order of `counts`.
[[nodiscard]] Diagram diagram(const FlowCounts& counts);

} // namespace winnow::prisma
