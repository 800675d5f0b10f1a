#include "core/screening/workpackages.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

namespace winnow::screening {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("screening", text);
}

/// std::shuffle and the library's distributions differ from one library to the next; the engine does not.
template <typename T> void shuffle(std::vector<T>& values, std::mt19937_64& random)
{
    for (std::size_t left = values.size(); left > 1; --left) {
        // Numbers above the last whole multiple are drawn again, so that each place is equally likely.
        const std::uint64_t limit = std::mt19937_64::max() - std::mt19937_64::max() % left;
        std::uint64_t drawn = random();
        while (drawn >= limit)
            drawn = random();
        std::swap(values[left - 1], values[static_cast<std::size_t>(drawn % left)]);
    }
}

/// Who has how much, and how often two have the same record.
class Loads {
public:
    explicit Loads(std::size_t reviewers)
        : m_records(reviewers, 0)
    {
    }

    /// The least loaded; of those, who has met the others of this record least.
    std::vector<std::size_t> take(std::size_t count)
    {
        std::vector<std::size_t> taken;
        while (taken.size() < count) {
            std::size_t best = m_records.size();
            for (std::size_t i = 0; i < m_records.size(); ++i)
                if (std::ranges::find(taken, i) == taken.end()
                    && (best == m_records.size() || weight(i, taken) < weight(best, taken)))
                    best = i;
            for (const std::size_t other : taken)
                ++m_met[std::minmax(best, other)];
            taken.push_back(best);
        }
        for (const std::size_t reviewer : taken)
            ++m_records[reviewer];
        return taken;
    }

private:
    std::pair<std::int64_t, std::int64_t> weight(std::size_t reviewer, const std::vector<std::size_t>& with) const
    {
        std::int64_t met = 0;
        for (const std::size_t other : with) {
            const auto found = m_met.find(std::minmax(reviewer, other));
            met += found == m_met.end() ? 0 : found->second;
        }
        return {m_records[reviewer], met};
    }

    std::vector<std::int64_t> m_records;
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> m_met;
};

} // namespace

Result<std::vector<Assigned>> split(std::vector<CitationId> citations, const Split& split)
{
    const std::set<ReviewerId> different(split.reviewers.begin(), split.reviewers.end());
    if (different.empty())
        return fail(ErrorKind::InvalidInput, tr("Nobody was named to split the records among. Nothing was changed."));
    if (different.size() != split.reviewers.size())
        return fail(
            ErrorKind::InvalidInput, tr("A reviewer was named twice to split records among. Nothing was changed."));
    const auto people = split.reviewers.size();
    if (split.each < 1 || static_cast<std::size_t>(split.each) > people)
        return fail(ErrorKind::InvalidInput,
            tr("Each record can be given to 1 to %1 of the reviewers named, not to %2. Nothing was changed.")
                .arg(people)
                .arg(split.each));
    if (!(split.overlap >= 0 && split.overlap <= 1))
        return fail(ErrorKind::InvalidInput,
            tr("The overlap is a share of the records, from 0 to 100 %. Nothing was changed."));
    std::ranges::sort(citations);
    const auto repeated = std::ranges::unique(citations);
    citations.erase(repeated.begin(), repeated.end());
    std::mt19937_64 random(split.seed);
    shuffle(citations, random);
    std::vector<ReviewerId> reviewers = split.reviewers;
    shuffle(reviewers, random); // who gets the odd one is chance too

    const auto shared = static_cast<std::size_t>(std::llround(split.overlap * static_cast<double>(citations.size())));
    Loads loads(people);
    std::vector<Assigned> assigned;
    for (std::size_t i = 0; i < citations.size(); ++i) {
        const std::size_t count = std::min(people, static_cast<std::size_t>(split.each) + (i < shared ? 1 : 0));
        for (const std::size_t reviewer : loads.take(count))
            assigned.push_back({citations[i], reviewers[reviewer]});
    }
    std::ranges::sort(assigned);
    return assigned;
}

} // namespace winnow::screening
