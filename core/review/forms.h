// What a review has in the fields of its forms, so that nobody changes a form without knowing.
#pragma once

#include "core/review/reader.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace winnow::review {

/// What is answered in one field, over all studies.
struct FieldUse {
    std::int64_t studies = 0; ///< that have an answer, of any kind
    std::map<std::string, std::int64_t> options; ///< studies by stated option; where several are given, each
    bool operator==(const FieldUse&) const = default;
};

struct FormUse {
    /// By id, and whether it is asked of items: values of the two have other addresses.
    std::map<std::pair<std::string, bool>, FieldUse> fields;
    std::map<std::string, std::int64_t> outcomes; ///< studies with results, by id of the outcome
    std::map<std::string, std::int64_t> times; ///< the same by time
    bool ownOnly = false; ///< what others extracted is hidden as yet, and not counted
    std::vector<Form> forms; ///< Reader::forms

    [[nodiscard]] FieldUse of(const std::string& field, bool repeat) const;
    [[nodiscard]] std::set<std::string> usedFields() const; ///< ids
};

/// Unbounded: ask in a job.
[[nodiscard]] Result<FormUse> formUse(Reader& reader);

} // namespace winnow::review
