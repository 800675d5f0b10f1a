// Extraction forms: what is asked of each included study, and what can be answered.
#pragma once

#include "core/model/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

enum class FieldType : std::uint8_t { Text, Number, Integer, Choice, Choices, YesNo, Date };

struct Field {
    std::string id; ///< stable, lower case with dots: "safety.sae_patients"
    std::string label; ///< for the person
    std::string help;
    FieldType type = FieldType::Text;
    std::string unit; ///< for numbers; empty: none
    std::vector<std::string> choices; ///< for Choice and Choices
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::string atMost; ///< id of the field whose number this one cannot exceed ("deaths" of "analysed"); empty: none
    bool chart = false; ///< offered as a category in the summary charts
};

struct Section {
    std::string id;
    std::string title;
    std::vector<Field> fields;
};

/// A form, from `resources/templates/*.json` or the review file.
struct Form {
    std::string id;
    std::string title;
    int version = 1;
    std::vector<Section> sections;
    [[nodiscard]] const Field* field(std::string_view fieldId) const;
};

/// "Not reported", "none", "0" and "unclear" are different answers.
enum class Answer : std::uint8_t { Stated = 1, NotReported = 2, Unclear = 3, NotApplicable = 4 };

/// One answer of one reviewer for one study and field.
struct Value {
    StudyId study;
    std::string field;
    ReviewerId reviewer;
    Answer answer = Answer::Stated;
    std::string text; ///< as entered; several choices separated by "; ". Empty unless Stated.
    std::string source; ///< where it stands in the report, in the reviewer's words ("Table 2, p. 5"), or empty
    auto operator<=>(const Value&) const = default;
};

} // namespace winnow
