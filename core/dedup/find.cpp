#include "core/dedup/duplicates.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace winnow::dedup {

Result<std::vector<Pair>> find(const std::vector<Item>& items, const Options& options, Progress& progress)
{
    std::unordered_map<std::string_view, std::vector<const Item*>> byTitle;
    std::unordered_map<std::uint64_t, std::vector<const Item*>> byNumber;
    std::vector<Pair> pairs;
    const auto meet = [&](std::vector<const Item*>& others, const Item& item) {
        const std::size_t window = 30;
        for (std::size_t i = others.size() - std::min(window, others.size()); i < others.size(); ++i) {
            if (std::max(others[i]->record, item.record) < options.firstNew)
                continue;
            Pair pair = compare(*others[i], item, options.thresholds);
            if (pair.likeness >= static_cast<float>(options.keep) || pair.answer == Answer::Linked)
                pairs.push_back(pair);
        }
        others.push_back(&item);
    };
    std::int64_t done = 0;
    for (const Item& item : items) {
        if (!progress.step(++done, static_cast<std::int64_t>(items.size())))
            return fail(
                ErrorKind::Cancelled, QCoreApplication::translate("dedup", "Looking for duplicates was stopped."));
        if (!item.title.empty())
            meet(byTitle[item.title], item);
        for (const std::uint64_t number : {item.pmid, item.wos})
            if (number != 0)
                meet(byNumber[number], item);
    }
    const auto order = [](const Pair& x, const Pair& y) { return std::pair{x.a, x.b} < std::pair{y.a, y.b}; };
    std::ranges::sort(pairs, order);
    const auto same = [](const Pair& x, const Pair& y) { return x.a == y.a && x.b == y.b; };
    pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());
    return pairs;
}

} // namespace winnow::dedup
