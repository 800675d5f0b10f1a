#include "core/dedup/duplicates.h"

#include "core/dedup/blocks.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <thread>
#include <unordered_map>

namespace winnow::dedup {

namespace {

constexpr std::size_t Budget = 32U << 20U; ///< candidates held at once: 256 MB
constexpr std::size_t Chunk = 4096; ///< candidates compared between two looks at the progress
constexpr std::size_t LargeCluster = 64; ///< up to which all records of a cluster are compared with all
constexpr std::size_t Neighbours = 8; ///< with how many in a larger one

bool inOrder(const Pair& x, const Pair& y)
{
    return std::pair{x.a, x.b} < std::pair{y.a, y.b};
}

bool samePair(const Pair& x, const Pair& y)
{
    return x.a == y.a && x.b == y.b;
}

/// Compares candidates on several threads; the caller's is one of them.
class Comparer {
public:
    Comparer(const std::vector<Item>& items, const Options& options)
        : m_items(items)
        , m_options(options)
        , m_threads(options.threads > 0 ? static_cast<unsigned>(options.threads)
                                        : std::max(1U, std::thread::hardware_concurrency()))
    {
    }

    std::vector<Pair> found;

    /// Takes the candidates and leaves none. False if it was cancelled; `step` is asked between chunks.
    bool run(std::vector<Candidate>& candidates, const std::function<bool(double)>& step)
    {
        std::ranges::sort(candidates);
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        const std::size_t chunks = (candidates.size() + Chunk - 1) / Chunk;
        std::vector<std::vector<Pair>> results(chunks);
        std::atomic<std::size_t> next{0};
        std::atomic<bool> stopped{false};
        const auto work = [&](bool watches) {
            for (std::size_t chunk = next++; chunk < chunks && !stopped; chunk = next++) {
                const std::size_t end = std::min(candidates.size(), (chunk + 1) * Chunk);
                for (std::size_t i = chunk * Chunk; i < end; ++i)
                    compareOne(candidates[i], results[chunk]);
                if (watches && !step(static_cast<double>(chunk + 1) / static_cast<double>(chunks)))
                    stopped = true;
            }
        };
        {
            std::vector<std::jthread> others;
            for (unsigned i = 1; i < m_threads && chunks > 1; ++i)
                others.emplace_back([&work] { work(false); });
            work(true);
        }
        candidates.clear();
        for (std::vector<Pair>& result : results)
            found.insert(found.end(), result.begin(), result.end());
        return !stopped;
    }

private:
    void compareOne(Candidate candidate, std::vector<Pair>& into) const
    {
        const Item& one = m_items[candidate >> 32U];
        const Item& other = m_items[candidate & 0xFFFFFFFFU];
        const Pair pair = compare(one, other, m_options.thresholds);
        const bool alike = !contradicts(pair) && pair.likeness >= static_cast<float>(m_options.keep);
        if (alike || pair.answer != Answer::Distinct)
            into.push_back(pair);
    }

    const std::vector<Item>& m_items;
    const Options& m_options;
    unsigned m_threads;
};

/// The records that sure pairs connect, before anything keeps them apart.
class Clusters {
public:
    void connect(RecordId a, RecordId b) { m_parent[root(a)] = root(b); }

    [[nodiscard]] std::vector<std::vector<RecordId>> ofThreeAndMore()
    {
        std::unordered_map<RecordId, std::vector<RecordId>> members;
        std::vector<RecordId> ids;
        for (const auto& [id, parent] : m_parent)
            ids.push_back(id);
        std::ranges::sort(ids);
        for (const RecordId id : ids)
            members[root(id)].push_back(id);
        std::vector<std::vector<RecordId>> clusters;
        for (auto& [id, list] : members)
            if (list.size() > 2)
                clusters.push_back(std::move(list));
        return clusters;
    }

private:
    RecordId root(RecordId id)
    {
        RecordId at = id;
        for (auto found = m_parent.emplace(at, at).first; found->second != at; found = m_parent.find(at))
            at = found->second;
        while (id != at) {
            RecordId& parent = m_parent[id];
            id = parent;
            parent = at;
        }
        return at;
    }

    std::unordered_map<RecordId, RecordId> m_parent;
};

/// The pairs of records in one cluster that are not sure, whether they were candidates or not.
std::vector<Pair> unsurePairs(const std::vector<Item>& items, const std::vector<Pair>& found, const Options& options)
{
    Clusters clusters;
    for (const Pair& pair : options.known)
        if (pair.answer == Answer::Same)
            clusters.connect(pair.a, pair.b);
    for (const Pair& pair : found)
        if (pair.answer == Answer::Same)
            clusters.connect(pair.a, pair.b);
    const std::vector<std::vector<RecordId>> large = clusters.ofThreeAndMore();
    if (large.empty())
        return {};
    std::unordered_map<RecordId, const Item*> byRecord;
    for (const std::vector<RecordId>& cluster : large)
        for (const RecordId id : cluster)
            byRecord.emplace(id, nullptr);
    for (const Item& item : items)
        if (const auto at = byRecord.find(item.record); at != byRecord.end())
            at->second = &item;
    std::vector<Pair> pairs;
    for (const std::vector<RecordId>& cluster : large) {
        const std::size_t reach = cluster.size() <= LargeCluster ? LargeCluster : Neighbours;
        for (std::size_t i = 0; i < cluster.size(); ++i)
            for (std::size_t j = i + 1; j < std::min(cluster.size(), i + 1 + reach); ++j) {
                const Item* const a = byRecord[cluster[i]];
                const Item* const b = byRecord[cluster[j]];
                if (!a || !b || std::max(a->record, b->record) < options.firstNew)
                    continue;
                if (const Pair pair = compare(*a, *b, options.thresholds); pair.answer != Answer::Same)
                    pairs.push_back(pair);
            }
    }
    return pairs;
}

} // namespace

Result<std::vector<Pair>> find(const std::vector<Item>& items, const Options& options, Progress& progress)
{
    const auto total = static_cast<std::int64_t>(items.size());
    const auto stopped = [] {
        return fail(ErrorKind::Cancelled,
            QCoreApplication::translate("dedup", "Looking for duplicates was stopped; nothing was changed."));
    };
    Comparer comparer{items, options};
    std::vector<Candidate> candidates;
    double done = 0; // of 1
    const auto step = [&](double more) {
        return progress.step(static_cast<std::int64_t>((done + more) * static_cast<double>(total)), total);
    };
    for (std::size_t key = 0; key < KeyCount; ++key) {
        if (!step(0))
            return stopped();
        addCandidates(items, keysOf(items, key), options.firstNew, candidates);
        const double share = key + 1 == KeyCount ? 1 - done : 0.3 / KeyCount;
        if (candidates.size() > Budget || key + 1 == KeyCount) {
            if (!comparer.run(candidates, [&](double part) { return step(part * share); }))
                return stopped();
        }
        done += share;
    }
    std::vector<Pair> pairs = std::move(comparer.found);
    std::ranges::sort(pairs, inOrder);
    pairs.erase(std::unique(pairs.begin(), pairs.end(), samePair), pairs.end());
    const std::vector<Pair> apart = unsurePairs(items, pairs, options);
    pairs.insert(pairs.end(), apart.begin(), apart.end());
    std::ranges::sort(pairs, inOrder);
    pairs.erase(std::unique(pairs.begin(), pairs.end(), samePair), pairs.end());
    return pairs;
}

} // namespace winnow::dedup
