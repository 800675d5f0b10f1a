#include "core/extraction/formhistory.h"

#include <algorithm>
#include <set>
#include <utility>

namespace winnow::extraction {

std::vector<FormerField> formerFields(const Form& present, const std::vector<Form>& former)
{
    std::vector<FormerField> found;
    std::set<std::pair<std::string, bool>> known;
    for (const Section& section : present.sections)
        for (const Field& field : section.fields)
            known.emplace(field.id, section.repeat);
    for (const Form& form : former)
        for (const Section& section : form.sections)
            for (const Field& field : section.fields)
                if (known.emplace(field.id, section.repeat).second)
                    found.push_back({field, {section.id, section.title, {}, section.repeat}});
    return found;
}

bool isAskedFor(const Form& present, const std::string& address)
{
    const Result<Address> place = parseAddress(address);
    return place && mustFit(present, *place);
}

std::string describedByAny(
    const Form& present, const std::vector<Form>& former, const Address& address, const std::vector<std::string>& arms)
{
    if (!mustFit(present, address))
        for (const Form& form : former)
            if (mustFit(form, address))
                return described(form, address, arms);
    return described(present, address, arms);
}

} // namespace winnow::extraction
