// Addresses: of what in a study a value is. FIELD [ "@" PART … ], as a value keeps it.
//
//     study.phase                     a plain field of the form
//     arm.dose@2                      a field of a repeated section, item 2
//     result@OUTCOME@ARM@TIME         a cell of the grid; result.n and result.set: its n and its analysis population
//     contrast@OUTCOME@ARM-ARM@TIME   an effect between two arms
//     rob2.1.1@mortality              risk of bias: instrument, item, outcome
//     jbi-cohort.1                    the same of a study as a whole: as a plain field, only that an instrument knows
//     it
#pragma once

#include "core/base/result.h"
#include "core/model/form.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

enum class AddressKind : std::uint8_t { Field, Result, ResultN, ResultSet, Contrast, RiskOfBias };

struct Address {
    AddressKind kind = AddressKind::Field;
    std::string field; ///< of Field and RiskOfBias: all before the first "@"
    int item = 0; ///< of a repeated section, from 1; 0: the field does not repeat
    std::string outcome; ///< its id
    int arm = 0; ///< item number of the section "arm"; in a contrast the experimental one
    int other = 0; ///< the arm that a contrast compares with
    std::string time; ///< as a time of the form, or as typed
    bool operator==(const Address&) const = default;
};

inline constexpr int MaxItem = 999;
inline constexpr std::size_t MaxAddress = 400; ///< bytes

/// InvalidInput if it is none.
[[nodiscard]] Result<Address> parseAddress(std::string_view text);
/// What parseAddress reads back as the same.
[[nodiscard]] std::string toText(const Address& address);

[[nodiscard]] std::string itemAddress(std::string_view field, int item);
[[nodiscard]] std::string resultAddress(
    std::string_view outcome, int arm, std::string_view time, AddressKind kind = AddressKind::Result);
[[nodiscard]] std::string contrastAddress(std::string_view outcome, int arm, int other, std::string_view time);

/// InvalidInput, with the reason, unless the form or an instrument has a place for it.
[[nodiscard]] Result<> mustFit(const Form& form, const Address& address);

/// What a person calls it: "Dose, arm 2", "MELD, Cells, 3 months". `arms`: labels by item number; one without has its
/// number.
[[nodiscard]] std::string described(const Form& form, const Address& address, const std::vector<std::string>& arms);

/// The days of a time: "baseline" and "before treatment" are 0, "day 3" 3, "3 months" 91.3, "week 12" 84; none if it is
/// no time that is known.
[[nodiscard]] std::optional<double> daysOf(std::string_view time);
/// The same, first by the times of the form.
[[nodiscard]] std::optional<double> daysOf(const Form& form, std::string_view time);

/// The items of a repeated section that have values, in order.
[[nodiscard]] std::vector<int> itemsOf(const Form& form, std::string_view sectionId, const std::vector<Value>& values);

} // namespace winnow::extraction
