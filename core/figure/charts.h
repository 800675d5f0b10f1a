// Bar charts of how often something occurs: by year, by source, by an answer.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"
#include "core/model/flow.h"
#include "core/model/views.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace winnow::figure {

struct Category {
    QString label;
    std::int64_t count = 0;
    bool notStated = false; ///< drawn hatched, and last
};

enum class Bars : std::uint8_t {
    Horizontal, ///< one row a category, any length of label
    Years, ///< labels are years: upright bars in order of time, years without any shown as gaps
};

struct Chart {
    QString title;
    QString subtitle; ///< one line under the title: what was counted, or a notice
    QString countLabel; ///< of the axis that counts: "Studies"
    QString categoryLabel; ///< heading of the categories in the data: "Phase"
    std::optional<std::int64_t> n; ///< how many were counted; a study may stand in several categories
    Bars bars = Bars::Horizontal;
    std::vector<Category> categories;
};

/// A chart of what Reader::tally gave. Category i of the chart is tally i. `counts` says how many there are in all.
[[nodiscard]] Chart summaryChart(
    const TallyField& field, const std::vector<Tally>& tallies, const FlowCounts& counts, const QString& notice = {});

/// Lays the chart out; as high as it needs to be. A mark's index is the category's, or −1 where bars were put together.
[[nodiscard]] Drawing barChart(const Chart& chart, const Look& look = {});

/// The chart's numbers as CSV: every category, also those the drawing puts together.
[[nodiscard]] QByteArray chartCsv(const Chart& chart);

/// Ticks at 1, 2 or 5 times a power of ten from 0 to at least `maximum`, whole numbers, about `wanted` of them.
[[nodiscard]] std::vector<double> countTicks(std::int64_t maximum, int wanted);

} // namespace winnow::figure
