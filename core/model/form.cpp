#include "core/model/form.h"

namespace winnow {

const Field* Form::field(std::string_view fieldId) const
{
    for (const Section& section : sections)
        for (const Field& candidate : section.fields)
            if (candidate.id == fieldId)
                return &candidate;
    return nullptr;
}

} // namespace winnow
