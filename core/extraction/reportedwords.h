// The words that say what the numbers beside them are.
#pragma once

#include "core/extraction/reportedvalue.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace winnow::extraction {

struct Labels {
    bool mean = false;
    bool median = false;
    bool sd = false;
    bool se = false;
    bool quartiles = false;
    bool range = false;
    bool interval = false; ///< of confidence or credibility
    bool p = false;
    bool count = false; ///< "n", "number of patients"
    bool percent = false;
    bool change = false;
    bool decrease = false;
    bool from = false; ///< "from 19.5 to 14.5": two values, no range
    Measure measure = Measure::Unnamed;
    double level = 0;

    [[nodiscard]] bool any() const;
    /// Says what a number beside a value is; such a label opens no value of its own.
    [[nodiscard]] bool ofPart() const { return sd || se || quartiles || range || interval || p; }
    void add(const Labels& other);
};

struct LabelRun {
    Labels labels;
    std::size_t end = 0; ///< the token after it
};

/// The labels that begin at `at`, with the colons, brackets and small words among them ("median [IQR]:", "95 % CI,");
/// none if no label stands there.
[[nodiscard]] std::optional<LabelRun> labelsAt(const std::vector<Token>& tokens, std::size_t at);

/// Where the unit that begins at `at` ends; `at` if there is none.
[[nodiscard]] std::size_t unitEnd(const std::vector<Token>& tokens, std::size_t at);
/// True for a unit that counts people or events.
[[nodiscard]] bool countsPeople(const std::vector<Token>& tokens, std::size_t begin, std::size_t end);

/// What a text without numbers says is absent; several if it can be meant in several ways.
[[nodiscard]] std::vector<Absence> absences(const std::vector<Token>& tokens);
[[nodiscard]] bool saysNotSignificant(const std::vector<Token>& tokens);

} // namespace winnow::extraction
