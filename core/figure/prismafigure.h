// The PRISMA 2020 flow diagram as a drawing.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"
#include "core/prisma/diagram.h"

#include <vector>

namespace winnow::figure {

/// What a mark of the diagram opens.
struct FlowTarget {
    QString heading; ///< "Reports excluded: Wrong population"
    Filter records;
};

struct PrismaFigure {
    Drawing drawing; ///< a mark's index is its target's, or −1 where no citation stands behind a count
    std::vector<FlowTarget> targets;
};

/// Lays the diagram out in the manner of PRISMA's own template: boxes grow with their text, rows and columns stay in
/// line, arrows meet the boxes. Fits a portrait page, with other methods a landscape one; Look::width is not used.
/// While work is open, a stamp at the top says so. `notice` is one line beneath, such as a demonstration's.
[[nodiscard]] PrismaFigure prismaFigure(
    const prisma::Diagram& diagram, const Look& look = {}, const QString& notice = {});

} // namespace winnow::figure
