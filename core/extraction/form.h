// Forms from JSON and back, and what speaks against a value.
#pragma once

#include "core/base/result.h"
#include "core/model/form.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

inline constexpr qsizetype MaxFormBytes = qsizetype{8} << 20;
inline constexpr std::size_t MaxFields = 500; ///< also of sections, and of choices in a field
inline constexpr qsizetype MaxText = 10'000; ///< characters

/// Reads a form; InvalidInput with the place of the fault (a line, or the field). Bounded by the limits above. A key
/// that a form does not know is a fault too, so that a misspelt one does not pass unseen.
[[nodiscard]] Result<Form> parseForm(const QByteArray& json);
/// What parseForm reads back as the same form.
[[nodiscard]] QByteArray toJson(const Form& form);

/// What speaks against a value, in one plain sentence; empty if nothing does. Never blocks.
[[nodiscard]] std::string doubt(const Field& field, const Value& value);

/// The same, looking also at the study's other answers: more deaths than patients (Field::atMost).
[[nodiscard]] std::string doubt(
    const Form& form, const Field& field, const Value& value, const std::vector<Value>& others);

/// A number as people print it: decimal point or comma, thousands in groups of three set off by spaces or by the
/// other mark, a minus sign or hyphen. None if it is not one, or if one mark before three digits leaves open what is
/// meant ("1,204"); a decimal point there is taken as one ("1.204").
[[nodiscard]] std::optional<double> number(std::string_view text);

/// The parts of an answer to FieldType::Choices, and back.
[[nodiscard]] std::vector<std::string> splitChoices(std::string_view text);
[[nodiscard]] std::string joinChoices(const std::vector<std::string>& choices);

} // namespace winnow::extraction
