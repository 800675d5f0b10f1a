#include "ui/screening/narrowing.h"

#include <algorithm>

namespace winnow::ui {

Filter narrowedBy(Filter filter, const Filter& by)
{
    bool possible = true;
    const auto narrow = [&possible](auto& condition, const auto& more) {
        if (!more)
            return;
        possible = possible && (!condition || *condition == *more);
        condition = more;
    };
    narrow(filter.mine, by.mine);
    narrow(filter.label, by.label);
    narrow(filter.myReason, by.myReason);
    narrow(filter.language, by.language);
    narrow(filter.type, by.type);
    narrow(filter.source, by.source);
    if (by.yearFrom)
        filter.yearFrom = std::max(*by.yearFrom, filter.yearFrom.value_or(*by.yearFrom));
    if (by.yearTo)
        filter.yearTo = std::min(*by.yearTo, filter.yearTo.value_or(*by.yearTo));
    filter.undecidedByMe = filter.undecidedByMe || by.undecidedByMe;
    filter.decidedByMe = filter.decidedByMe || by.decidedByMe;
    filter.withoutAbstract = filter.withoutAbstract || by.withoutAbstract;
    if (!possible)
        filter.year = -1; // both hold for no record
    return filter;
}

} // namespace winnow::ui
