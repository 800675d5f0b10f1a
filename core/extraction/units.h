// Laboratory units and cell doses: as printed, and converted beside.
#pragma once

#include "core/extraction/printed.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

/// A unit in which a quantity is printed. value in the quantity's first unit = factor · value in this one.
struct QuantityUnit {
    std::string_view name; ///< as it is shown: "mg/dL"
    double factor = 1;
    std::string_view source; ///< where the factor comes from; empty for the first unit
};

/// Something that is measured. Ranges are of means and medians of groups of patients, in the first unit: what lies
/// beyond `least` and `most` was mistyped or is in another unit.
struct Quantity {
    std::string_view id;
    std::vector<std::string_view> names; ///< folded, the longest first
    std::vector<QuantityUnit> units; ///< the first is the one that others are converted to
    double least = 0;
    double most = 0;
};

[[nodiscard]] const std::vector<Quantity>& quantities();

/// By the name of an outcome or a field ("Total bilirubin", "s-creatinine at 3 months"); none if it is not known.
[[nodiscard]] const Quantity* quantityOf(std::string_view name);

/// A unit in one spelling: "umol/l", "µmol·L⁻¹" and "μmol/L" are "umol/l".
[[nodiscard]] std::string unitKey(std::string_view printed);

/// None if the quantity is not printed in such a unit. An empty unit is the quantity's own where it has but one.
[[nodiscard]] const QuantityUnit* unitOf(const Quantity& quantity, std::string_view printed);

struct Converted {
    double value = 0;
    double step = 1; ///< of the last printed place
    std::string unit;
    double factor = 1;
    std::string source;
};
/// In the quantity's first unit; none if the unit is not known.
[[nodiscard]] std::optional<Converted> converted(const Quantity& quantity, const Printed& value, std::string_view unit);

/// What a number printed in one unit is multiplied by to be in another: 1 where they are the same or the number has no
/// unit. An empty `to` is the quantity's first unit, where the name is that of a quantity. None if it is not known.
[[nodiscard]] std::optional<double> conversion(std::string_view name, std::string_view from, std::string_view to);

/// With the places that the printed value had: 3.1 mg/dL is 53 µmol/L, not 53.0224.
[[nodiscard]] std::string shown(const Converted& converted);

/// The units of the quantity in which the number would be plausible, though it is not in the one that is printed;
/// empty if it is plausible there, or nowhere (`isPlausible` tells these apart).
[[nodiscard]] std::vector<std::string_view> likelierUnits(
    const Quantity& quantity, const Printed& value, std::string_view unit);
[[nodiscard]] bool isPlausible(const Quantity& quantity, const Printed& value, std::string_view unit);

/// What a dose is counted by.
enum class DoseBasis : std::uint8_t { NotStated, Total, PerKilogram, PerPatient, PerInfusion, PerMillilitre, PerArea };

/// "1–10 × 10⁵ cells/kg weekly ×4": the number, its unit and its basis, kept apart.
struct Dose {
    Printed low;
    Printed high; ///< the same as low, but in a range
    std::string unit; ///< "cells", or as printed
    DoseBasis basis = DoseBasis::NotStated;
    int times = 0; ///< how often it was given; 0: not stated
    bool operator==(const Dose&) const = default;
};
/// All doses in a text, in order.
[[nodiscard]] std::vector<Dose> doses(std::string_view text);

} // namespace winnow::extraction
