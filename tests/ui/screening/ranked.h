// A review whose records an order by relevance can tell apart, and what that order has to be.
#pragma once

#include "core/review/ranker.h"
#include "tests/ui/screening/openreview.h"

namespace winnow::test {

/// The five of OpenReview, then so many made-up records, every third about stem cells in cirrhosis.
class RankedReview : public OpenReview {
protected:
    void SetUp() override
    {
        OpenReview::SetUp();
        if (HasFatalFailure())
            return;
        import(QStringLiteral("many.nbib"), exported(1, 36));
        reopen();
    }
    [[nodiscard]] static QByteArray exported(int first, int last)
    {
        QByteArray text;
        for (int i = first; i <= last; ++i) {
            const QByteArray number = QByteArray::number(i);
            const bool cells = i % 3 == 0;
            text += "PMID- " + QByteArray::number(91'000'000 + i) + "\nTI  - ";
            text += (cells ? "Stem cells in cirrhosis, part " : "Statins and lipids, part ") + number;
            text += "\nAB  - ";
            text += cells ? "Autologous marrow was infused in batch " : "Cholesterol was measured in batch ";
            text += number + ".\nDP  - 2011\nJT  - Journal of Examples\nPT  - Journal Article\n\n";
        }
        return text;
    }
    /// What a ranker of its own makes of the decisions as they stand.
    [[nodiscard]] std::vector<CitationId> rankedNow(const review::RankerOptions& options = {})
    {
        auto reader = review::Reader::open(session->path(), session->info().reviewer).value();
        NoProgress quiet;
        auto ranker = review::Ranker::build(reader, options, quiet).value();
        ranker.learn(review::Ranker::training(reader, Stage::TitleAbstract).value());
        std::vector<CitationId> order;
        const auto ranked = ranker.order();
        for (const review::Ranked& one : ranked)
            order.push_back(one.citation);
        return order;
    }
};

/// `order` without what stands in `without`.
inline std::vector<CitationId> left(std::vector<CitationId> order, const std::vector<CitationId>& without)
{
    std::erase_if(order, [&](CitationId id) { return std::ranges::find(without, id) != without.end(); });
    return order;
}

} // namespace winnow::test
