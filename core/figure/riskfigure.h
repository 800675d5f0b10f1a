// Risk of bias as figures: traffic lights (a study a row) and summary bars (a domain a bar), as robvis draws them.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace winnow::figure {

enum class RiskLevel : std::uint8_t { Low, Moderate, High, Critical, NoInformation, NotApplicable };
inline constexpr std::size_t RiskLevelCount = 6;

struct RiskDomain {
    QString code; ///< "D1": over the column
    QString title; ///< in the legend; may be empty
};

struct RiskRow {
    QString study;
    std::vector<RiskLevel> levels; ///< one a domain; those missing are not applicable
    RiskLevel overall = RiskLevel::NoInformation;
    std::optional<double> weight; ///< in a meta-analysis
    int index = -1; ///< for marks
};

struct RiskTable {
    QString title;
    std::vector<RiskDomain> domains;
    std::vector<RiskRow> rows;
    /// What the instrument calls each level, by its number: RoB 2 says "Some concerns" and "High", ROBINS-I "Moderate"
    /// and "Serious".
    std::vector<QString> words;
};

/// A disc a judgement, with a colour that people with any colour vision can tell and a sign in it: + − × ! ?.
[[nodiscard]] Drawing trafficLights(const RiskTable& table, const Look& look = {});

/// A bar of 100 % a domain, and overall. Studies count alike, or by their weights if `weighted` and all have one.
[[nodiscard]] Drawing riskSummary(const RiskTable& table, bool weighted, const Look& look = {});

/// The shares of the summary, in percent.
[[nodiscard]] QByteArray riskSummaryCsv(const RiskTable& table, bool weighted);

} // namespace winnow::figure
