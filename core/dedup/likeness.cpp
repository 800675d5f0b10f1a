#include "core/dedup/likeness.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace winnow::dedup {

namespace {

constexpr std::size_t Longest = 512;
constexpr std::size_t Bits = 64;

/// Which letters a word has, one bit each.
std::uint64_t lettersOf(std::string_view word)
{
    std::uint64_t letters = 0;
    for (const char c : word)
        letters |= 1ULL << (static_cast<unsigned char>(c) % Bits);
    return letters;
}

} // namespace

std::size_t commonLetters(std::string_view a, std::string_view b)
{
    a = a.substr(0, Longest);
    b = b.substr(0, Longest);
    if (a.size() > b.size())
        std::swap(a, b);
    if (a.empty())
        return 0;
    // Where each byte stands in `a`, word by word: only the rows of bytes that occur are cleared.
    thread_local std::array<std::array<std::uint64_t, Longest / Bits>, 256> places{};
    const std::size_t words = (a.size() + Bits - 1) / Bits;
    for (std::size_t i = 0; i < a.size(); ++i)
        places[static_cast<unsigned char>(a[i])][i / Bits] |= 1ULL << (i % Bits);
    std::array<std::uint64_t, Longest / Bits> row{};
    row.fill(~0ULL);
    for (const char letter : b) {
        const auto& match = places[static_cast<unsigned char>(letter)];
        std::uint64_t carry = 0;
        for (std::size_t w = 0; w < words; ++w) {
            const std::uint64_t both = row[w] & match[w];
            const std::uint64_t sum = row[w] + both;
            const std::uint64_t full = sum + carry;
            carry = (sum < row[w] || full < sum) ? 1 : 0;
            row[w] = full | (row[w] & ~match[w]);
        }
    }
    std::size_t common = 0;
    for (std::size_t w = 0; w < words; ++w) {
        const std::size_t used = std::min(Bits, a.size() - w * Bits);
        const std::uint64_t mask = used == Bits ? ~0ULL : (1ULL << used) - 1;
        common += static_cast<std::size_t>(std::popcount(~row[w] & mask));
    }
    for (const char letter : a)
        places[static_cast<unsigned char>(letter)].fill(0);
    return common;
}

double likeness(std::string_view a, std::string_view b)
{
    a = a.substr(0, Longest);
    b = b.substr(0, Longest);
    if (a == b)
        return 1;
    return 2.0 * static_cast<double>(commonLetters(a, b)) / static_cast<double>(a.size() + b.size());
}

bool sameWord(std::string_view a, std::string_view b)
{
    if (a == b)
        return true;
    if (a.size() > b.size())
        std::swap(a, b);
    if (a.size() < 4 || b.size() - a.size() > 2)
        return false;
    const std::size_t allowed = std::max<std::size_t>(1, (a.size() + b.size()) / 8);
    // Each letter that only one of them has counts: most pairs of words end here.
    if (static_cast<std::size_t>(std::popcount(lettersOf(a) ^ lettersOf(b))) > allowed)
        return false;
    return a.size() + b.size() - 2 * commonLetters(a, b) <= allowed;
}

} // namespace winnow::dedup
