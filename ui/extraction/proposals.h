// What selected words of a report can mean in a field or a cell of the grid.
#pragma once

#include "core/model/form.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace winnow::ui {

/// A text to store, and what it means where several are to choose from.
struct Proposal {
    std::string text;
    QString says;
    bool operator==(const Proposal&) const = default;
};

inline constexpr std::size_t MaxProposals = 9; ///< as many as there are digits to choose by

/// The likeliest first; one alone is sure, none: the words say nothing that can stand there. `address` is one that the
/// form has a place for, `values` are the study's others. A result stands as the paper prints it where that is clear,
/// else so that it is open no more.
[[nodiscard]] std::vector<Proposal> proposalsFor(
    const Form& form, std::string_view address, std::string_view quote, const std::vector<Value>& values);

} // namespace winnow::ui
