#include "core/dedup/blocks.h"

#include "core/dedup/names.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>

namespace winnow::dedup {

namespace {

constexpr std::size_t FewInBlock = 40; ///< all pairs of a block up to this size
constexpr std::size_t FewInPart = 20; ///< and of a part of a larger block
constexpr std::size_t Neighbours = 8; ///< in what is still larger

class Hash {
public:
    explicit Hash(std::uint64_t seed)
        : m_value(14695981039346656037ULL + seed * 0x9E3779B97F4A7C15ULL)
    {
    }

    Hash& text(std::string_view bytes)
    {
        for (const char c : bytes)
            if (c != ' ')
                byte(static_cast<unsigned char>(c));
        byte(0xFF);
        return *this;
    }
    Hash& number(std::uint64_t value)
    {
        m_value = (m_value ^ value) * 0xBF58476D1CE4E5B9ULL;
        m_value ^= m_value >> 29U;
        return *this;
    }
    [[nodiscard]] std::uint64_t value() const
    {
        std::uint64_t x = m_value;
        x = (x ^ (x >> 30U)) * 0x94D049BB133111EBULL;
        x ^= x >> 31U;
        return x == 0 ? 1 : x;
    }

private:
    void byte(unsigned char c) { m_value = (m_value ^ c) * 1099511628211ULL; }

    std::uint64_t m_value;
};

/// The n-th least hash of the title's words of four and more letters, taken two at a time: titles that differ in a word
/// or two still agree in one of them.
std::uint64_t titleBand(const Item& item, std::uint64_t band)
{
    std::array<std::uint64_t, 2> least{};
    least.fill(std::numeric_limits<std::uint64_t>::max());
    std::size_t count = 0;
    std::string_view rest = item.title;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, std::min<std::size_t>(end, 6));
        if (word.size() >= 4) {
            ++count;
            for (std::size_t i = 0; i < least.size(); ++i)
                least[i] = std::min(least[i], Hash{band * 2 + i + 100}.text(word).value());
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return count < 3 ? 0 : Hash{band}.number(least[0]).number(least[1]).value();
}

std::string lettersOf(std::string_view text)
{
    std::string letters;
    for (const char c : text)
        if (c != ' ')
            letters += c;
    return letters;
}

/// The initials of a journal's first name: the same however it is abbreviated.
std::uint64_t journalInitials(const Item& item)
{
    Hash hash{77};
    bool start = true;
    for (const char c : item.journal) {
        if (c == '|')
            break;
        if (start)
            hash.number(static_cast<unsigned char>(c));
        start = c == ' ';
    }
    return hash.value();
}

std::uint64_t keyOf(const Item& item, std::size_t key)
{
    const std::uint64_t year = static_cast<std::uint64_t>(item.year);
    const std::string_view family = firstFamily(item.authors);
    const std::uint32_t page = item.pages.first;
    const Hash hash{key + 1};
    switch (key) {
    case 0:
        return item.pmid;
    case 1:
        return item.wos;
    case 2: {
        const std::size_t version = std::min({item.doi.rfind(".pub"), item.doi.rfind("/v"), item.doi.size()});
        return item.doi.empty() ? 0 : Hash{hash}.text(std::string_view{item.doi}.substr(0, version)).value();
    }
    case 3:
        return item.title.empty() ? 0 : Hash{hash}.text(item.title).value();
    case 4:
    case 5: { // a slip at one end of the title leaves the other
        const std::string letters = lettersOf(item.title);
        constexpr std::size_t Part = 24;
        if (letters.size() < Part)
            return 0;
        const std::string_view part = key == 4 ? std::string_view{letters}.substr(0, Part)
                                               : std::string_view{letters}.substr(letters.size() - Part);
        return Hash{hash}.text(part).value();
    }
    case 6:
    case 7:
    case 8:
        return titleBand(item, key);
    case 9:
        return family.empty() || year == 0 ? 0 : Hash{hash}.text(family).number(year).value();
    case 10:
        return year == 0 || item.volume == 0 || page == 0
            ? 0
            : Hash{hash}.number(year).number(item.volume).number(page).value();
    case 11:
        return item.journal.empty() || item.volume == 0 || page == 0
            ? 0
            : Hash{hash}.number(journalInitials(item)).number(item.volume).number(page).value();
    case 12:
        return family.empty() || page == 0 ? 0 : Hash{hash}.text(family).number(page).value();
    case 13:
    case 14: {
        if (item.abstract.words == 0)
            return 0;
        Hash band = hash;
        for (std::size_t i = 0; i < 3; ++i)
            band.number(item.abstract.places[(key - 13) * 3 + i]);
        return band.value();
    }
    case 15:
        return item.otherTitle.empty() ? item.registration : Hash{4}.text(item.otherTitle).value();
    default:
        return 0;
    }
}

/// What cuts a large block into parts.
constexpr std::size_t PartCount = 5;
std::uint64_t partOf(const Item& item, std::size_t part)
{
    const std::string_view family = firstFamily(item.authors);
    const std::uint32_t page = item.pages.first;
    const auto year = static_cast<std::uint64_t>(item.year);
    const Hash hash{part + 200};
    switch (part) {
    case 0:
        return family.empty() || page == 0 ? 0 : Hash{hash}.text(family).number(page).value();
    case 1:
        return item.volume == 0 || page == 0 ? 0 : Hash{hash}.number(item.volume).number(page).value();
    case 2:
        return item.title.empty() ? 0 : Hash{hash}.text(item.title).number(year).value();
    case 3:
        return family.empty() ? 0 : Hash{hash}.text(family).number(year).number(item.volume).value();
    case 4:
        return item.doi.empty() ? 0 : Hash{hash}.text(item.doi).value();
    default:
        return 0;
    }
}

using Places = std::vector<std::uint32_t>;

class Pairing {
public:
    Pairing(const std::vector<Item>& items, RecordId firstNew, std::vector<Candidate>& candidates)
        : m_items(items)
        , m_firstNew(firstNew)
        , m_candidates(candidates)
    {
    }

    void block(const Places& places)
    {
        if (places.size() <= FewInBlock) {
            all(places);
            return;
        }
        for (std::size_t part = 0; part < PartCount; ++part)
            parts(places, part);
        neighbours(places);
    }

private:
    void pair(std::uint32_t one, std::uint32_t other)
    {
        if (m_items[one].record < m_firstNew && m_items[other].record < m_firstNew)
            return;
        const auto [a, b] = std::minmax(one, other);
        m_candidates.push_back(static_cast<Candidate>(a) << 32U | b);
    }

    void all(const Places& places)
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = i + 1; j < places.size(); ++j)
                pair(places[i], places[j]);
    }

    void parts(const Places& places, std::size_t part)
    {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
        for (const std::uint32_t place : places)
            if (const std::uint64_t key = partOf(m_items[place], part); key != 0)
                keyed.emplace_back(key, place);
        std::ranges::sort(keyed);
        for (std::size_t begin = 0; begin < keyed.size();) {
            Places same;
            std::size_t end = begin;
            for (; end < keyed.size() && keyed[end].first == keyed[begin].first; ++end)
                same.push_back(keyed[end].second);
            begin = end;
            if (same.size() <= FewInPart)
                all(same);
            else
                neighbours(same);
        }
    }

    void neighbours(Places places)
    {
        const auto content = [this](std::uint32_t place) {
            const Item& item = m_items[place];
            return std::tie(
                item.title, item.year, item.volume, item.pages, item.authors, item.doi, item.journal, item.record);
        };
        std::ranges::sort(places, [&](std::uint32_t x, std::uint32_t y) { return content(x) < content(y); });
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = i + 1; j < std::min(places.size(), i + 1 + Neighbours); ++j)
                pair(places[i], places[j]);
    }

    const std::vector<Item>& m_items;
    RecordId m_firstNew;
    std::vector<Candidate>& m_candidates;
};

} // namespace

std::vector<std::uint64_t> keysOf(const std::vector<Item>& items, std::size_t key)
{
    std::vector<std::uint64_t> keys(items.size());
    std::ranges::transform(items, keys.begin(), [key](const Item& item) { return keyOf(item, key); });
    return keys;
}

void addCandidates(const std::vector<Item>& items, const std::vector<std::uint64_t>& keys, RecordId firstNew,
    std::vector<Candidate>& candidates)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] != 0)
            keyed.emplace_back(keys[i], static_cast<std::uint32_t>(i));
    std::ranges::sort(keyed);
    Pairing pairing{items, firstNew, candidates};
    for (std::size_t begin = 0; begin < keyed.size();) {
        Places places;
        std::size_t end = begin;
        for (; end < keyed.size() && keyed[end].first == keyed[begin].first; ++end)
            places.push_back(keyed[end].second);
        begin = end;
        if (places.size() > 1)
            pairing.block(std::move(places));
    }
}

} // namespace winnow::dedup
