#include "core/ranking/order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

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

struct Ranked {
    std::uint64_t key = 0; ///< less comes first
    std::uint32_t record = 0;
};

/// Less the higher the score.
std::uint64_t keyOf(double score)
{
    constexpr std::uint64_t Sign = std::uint64_t{1} << 63U;
    const auto bits = std::bit_cast<std::uint64_t>(score + 0.0); // −0 is 0
    return (bits & Sign) != 0 ? bits : ~(bits | Sign);
}

/// By score, the highest first, and by record among equals. Digit by digit from the last one: a comparison of records
/// far apart in memory costs more than all the digits.
void sortByScore(std::vector<std::uint32_t>& candidates, std::span<const double> scores)
{
    if (!std::ranges::is_sorted(candidates))
        std::ranges::sort(candidates); // equals stay as they stand
    constexpr unsigned DigitBits = 11;
    constexpr std::size_t Digits = 6;
    constexpr std::uint64_t Mask = (1U << DigitBits) - 1;
    std::vector<Ranked> ranked;
    ranked.reserve(candidates.size());
    std::vector<std::array<std::uint32_t, Mask + 1>> starts(Digits);
    for (const std::uint32_t record : candidates) {
        const std::uint64_t key = keyOf(scores[record]);
        ranked.push_back({key, record});
        for (std::size_t digit = 0; digit < Digits; ++digit)
            ++starts[digit][key >> (digit * DigitBits) & Mask];
    }
    std::vector<Ranked> moved(ranked.size());
    for (std::size_t digit = 0; digit < Digits; ++digit) {
        std::exclusive_scan(starts[digit].begin(), starts[digit].end(), starts[digit].begin(), 0U);
        for (const Ranked& one : ranked)
            moved[starts[digit][one.key >> (digit * DigitBits) & Mask]++] = one;
        ranked.swap(moved);
    }
    std::ranges::transform(ranked, candidates.begin(), &Ranked::record);
}

} // namespace

std::vector<std::uint32_t> ordered(
    std::span<const double> scores, std::vector<std::uint32_t> candidates, const OrderRules& rules)
{
    sortByScore(candidates, scores);
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
