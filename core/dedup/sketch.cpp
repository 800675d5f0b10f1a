#include "core/dedup/sketch.h"

#include "core/base/text.h"

#include <algorithm>
#include <limits>

namespace winnow::dedup {

namespace {

constexpr std::size_t FewestWords = 20;
constexpr std::size_t MostWords = 1000;

std::uint64_t mixed(std::uint64_t x) // the finaliser of splitmix64
{
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

} // namespace

Sketch sketchOf(std::string_view text)
{
    Sketch sketch;
    if (text.size() < FewestWords * 3)
        return sketch;
    std::array<std::uint64_t, Sketch::Size> least{};
    least.fill(std::numeric_limits<std::uint64_t>::max());
    const std::string plain = folded(text.substr(0, 16384));
    std::array<std::uint64_t, 3> window{};
    std::size_t words = 0;
    std::string_view rest = plain;
    while (!rest.empty() && words < MostWords) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        std::uint64_t hash = 14695981039346656037ULL;
        for (const char c : rest.substr(0, end))
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        rest.remove_prefix(std::min(end + 1, rest.size()));
        window = {window[1], window[2], hash};
        if (++words < 3)
            continue;
        // One strong hash of the three words; the others follow from its halves (Kirsch and Mitzenmacher 2006).
        const std::uint64_t shingle = mixed(window[0] * 3 + window[1] * 5 + window[2] * 7);
        const std::uint64_t step = mixed(shingle) | 1U;
        std::uint64_t value = shingle;
        for (std::uint64_t& place : least) {
            place = std::min(place, value);
            value += step;
        }
    }
    if (words < FewestWords)
        return sketch;
    sketch.words = static_cast<std::uint16_t>(words);
    for (std::size_t i = 0; i < least.size(); ++i)
        sketch.places[i] = static_cast<std::uint16_t>(mixed(least[i]));
    return sketch;
}

double containment(const Sketch& a, const Sketch& b)
{
    std::size_t equal = 0;
    for (std::size_t i = 0; i < Sketch::Size; ++i)
        equal += a.places[i] == b.places[i] ? 1U : 0U;
    const double common = static_cast<double>(equal) / Sketch::Size; // Jaccard: |A ∩ B| / |A ∪ B|
    const double sum = a.words + b.words;
    return std::min(1.0, common / (1 + common) * sum / std::min(a.words, b.words));
}

} // namespace winnow::dedup
