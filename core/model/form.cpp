#include "core/model/form.h"

#include <algorithm>

namespace winnow {

namespace {

template <typename Part>
const Part* named(const std::vector<Part>& parts, std::string_view name, std::string Part::* member)
{
    const auto found = std::ranges::find(parts, name, member);
    return found == parts.end() ? nullptr : &*found;
}

} // namespace

const Field* Form::field(std::string_view idOrAddress) const
{
    const std::string_view name = idOrAddress.substr(0, idOrAddress.find('@'));
    for (const Section& section : sections)
        if (const Field* const found = named(section.fields, name, &Field::id))
            return section.repeat || name.size() == idOrAddress.size() ? found : nullptr;
    return nullptr;
}

const Section* Form::section(std::string_view sectionId) const
{
    return named(sections, sectionId, &Section::id);
}

const Outcome* Form::outcome(std::string_view outcomeId) const
{
    return named(outcomes, outcomeId, &Outcome::id);
}

const TimePoint* Form::time(std::string_view label) const
{
    return named(times, label, &TimePoint::label);
}

} // namespace winnow
