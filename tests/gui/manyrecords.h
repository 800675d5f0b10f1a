// A review of any number of short records, for tests that decide on many.
#pragma once

#include "core/review/review.h"

#include <gtest/gtest.h>

#include <QFile>

#include <map>
#include <optional>
#include <utility>

namespace winnow::test {

/// Makes it in the folder, with three exclusion reasons; its reviewer is "tester". The file of the review.
inline QString makeManyRecords(const QString& folder, int records)
{
    const QString path = folder + QStringLiteral("/many.winnow");
    QFile file(folder + QStringLiteral("/many.nbib"));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    for (int i = 1; i <= records; ++i) {
        const QByteArray number = QByteArray::number(i);
        file.write("PMID- " + QByteArray::number(80'000'000 + i) + "\nTI  - Trial number " + number
            + " of cells\nAB  - BACKGROUND: Text of " + number + ".\nFAU - Author, A\nDP  - "
            + QByteArray::number(1990 + i % 30) + "\nJT  - Journal of Examples\n\n");
    }
    file.close();
    auto review = review::Review::create(path, "Many", {nullptr, "tester"});
    EXPECT_TRUE(review);
    NoProgress progress;
    EXPECT_TRUE(review->importFile({.path = file.fileName(), .source = "PubMed"}, progress));
    EXPECT_TRUE(review->setReasons(Stage::TitleAbstract,
        {{{}, Stage::TitleAbstract, "Animals", 1}, {{}, Stage::TitleAbstract, "No cells", 2},
            {{}, Stage::TitleAbstract, "No trial", 3}}));
    return path;
}

/// Verdict and reason, by citation; those without a decision are not in it.
using Decided = std::map<CitationId, std::pair<Verdict, ReasonId>>;

inline Decided decidedIn(review::Reader& reader)
{
    Decided decided;
    const auto ids = reader.citations({}, Order::AsImported, Direction::Ascending);
    EXPECT_TRUE(ids);
    for (std::size_t from = 0; ids && from < ids->size(); from += review::Reader::PageSize) {
        const std::size_t to = std::min(ids->size(), from + review::Reader::PageSize);
        const auto rows = reader.rows(
            {ids->begin() + static_cast<std::ptrdiff_t>(from), ids->begin() + static_cast<std::ptrdiff_t>(to)});
        EXPECT_TRUE(rows);
        for (const CitationRow& row : *rows)
            if (row.mine[0])
                decided[row.id] = {*row.mine[0], row.reason[0]};
    }
    return decided;
}

} // namespace winnow::test
