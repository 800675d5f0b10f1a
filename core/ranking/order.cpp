#include "core/ranking/order.h"

#include <algorithm>

namespace winnow::ranking {

namespace {

/// splitmix64 (Steele, Lea & Flood 2014): the same on every machine, which std::uniform_… is not.
class Chance {
public:
    explicit Chance(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next()
    {
        std::uint64_t z = m_state += 0x9E'37'79'B9'7F'4A'7C'15ULL;
        z = (z ^ (z >> 30U)) * 0xBF'58'47'6D'1C'E4'E5'B9ULL;
        z = (z ^ (z >> 27U)) * 0x94'D0'49'BB'13'31'11'EBULL;
        return z ^ (z >> 31U);
    }
    double share() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

private:
    std::uint64_t m_state;
};

} // namespace

std::vector<std::uint32_t> ordered(
    std::span<const double> scores, std::vector<std::uint32_t> candidates, const OrderRules& rules)
{
    std::ranges::sort(candidates, [&](std::uint32_t left, std::uint32_t right) {
        return scores[left] != scores[right] ? scores[left] > scores[right] : left < right;
    });
    if (rules.randomShare <= 0)
        return candidates;
    std::vector<std::uint32_t> drawn = candidates;
    Chance chance(rules.seed);
    for (std::size_t i = drawn.size(); i > 1; --i)
        std::swap(drawn[i - 1], drawn[chance.next() % i]);
    std::vector<bool> taken(scores.size());
    std::vector<std::uint32_t> mixed;
    mixed.reserve(candidates.size());
    auto best = candidates.begin();
    auto random = drawn.begin();
    while (mixed.size() < candidates.size()) {
        const bool byChance = chance.share() < rules.randomShare;
        auto& from = byChance ? random : best;
        const auto end = byChance ? drawn.end() : candidates.end();
        while (from != end && taken[*from])
            ++from;
        if (from == end)
            continue;
        taken[*from] = true;
        mixed.push_back(*from);
    }
    return mixed;
}

} // namespace winnow::ranking
