#include "core/pdf/mark.h"

#include <algorithm>
#include <cmath>

namespace winnow::pdf {

bool samePlace(const std::vector<PageRect>& one, const std::vector<PageRect>& other)
{
    const auto near = [](double a, double b) { return std::abs(a - b) < 0.002; };
    return std::ranges::equal(one, other, [&](const PageRect& a, const PageRect& b) {
        return near(a.left, b.left) && near(a.top, b.top) && near(a.width, b.width) && near(a.height, b.height);
    });
}

} // namespace winnow::pdf
