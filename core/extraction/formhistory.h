// What a review asked in its former forms: values of then are kept, and called as they were.
#pragma once

#include "core/extraction/address.h"
#include "core/model/form.h"

#include <string>
#include <vector>

namespace winnow::extraction {

/// A field that is not in the form any more, as it was last.
struct FormerField {
    Field field;
    Section section; ///< it stood in; without its fields
    bool operator==(const FormerField&) const = default;
};

/// Those of former forms (the newest first) that `present` does not ask: not at all, or of other things, as when a
/// section repeats that did not. By the form they were in last, in its order.
[[nodiscard]] std::vector<FormerField> formerFields(const Form& present, const std::vector<Form>& former);

/// Whether the form, or an instrument, has a place for the value; if not, the value is one of a former form.
[[nodiscard]] bool isAskedFor(const Form& present, const std::string& address);

/// What a person calls an address (see `described`), by the first form that has a place for it.
[[nodiscard]] std::string describedByAny(
    const Form& present, const std::vector<Form>& former, const Address& address, const std::vector<std::string>& arms);

} // namespace winnow::extraction
