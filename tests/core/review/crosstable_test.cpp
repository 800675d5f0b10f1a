// Included studies by two things at once, of the sample review.
#include "core/review/crosstable.h"

#include "core/review/review.h"
#include "core/review/sample.h"

#include <QTemporaryDir>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace winnow::review {
namespace {

class CrossTableTest : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        folder = new QTemporaryDir;
        NoProgress progress;
        ASSERT_TRUE(makeSample(path(), progress));
    }
    static void TearDownTestSuite() { delete folder; }
    static QString path() { return folder->filePath(QStringLiteral("Sample.winnow")); }
    static Review open()
    {
        auto opened = Review::open(path(), OpenMode::ReadOnly, {});
        EXPECT_TRUE(opened) << opened.error().message.toStdString();
        return std::move(*opened);
    }
    static inline QTemporaryDir* folder = nullptr;
};

TEST_F(CrossTableTest, EveryStudyStandsInACellOfAnyTwoFields)
{
    Review review = open();
    const auto fields = crossFields(review.reader());
    ASSERT_TRUE(fields);
    ASSERT_GT(fields->size(), 10U);
    for (std::size_t i = 0; i + 1 < fields->size(); i += 3) {
        const auto table = crossTable(review.reader(), (*fields)[i].id, (*fields)[i + 1].id);
        ASSERT_TRUE(table) << (*fields)[i].id << ' ' << table.error().message.toStdString();
        std::set<StudyId> found;
        for (const auto& row : table->cells) {
            ASSERT_EQ(row.size(), table->columns.size());
            for (const auto& cell : row)
                found.insert(cell.begin(), cell.end());
        }
        EXPECT_EQ(found.size(), table->studies.size()) << (*fields)[i].id << " by " << (*fields)[i + 1].id;
        EXPECT_LE(table->rows.size(), (*fields)[i].id == "year" ? 40U : 17U);
    }
}

TEST_F(CrossTableTest, CountsAsTheChartOfOneFieldDoes)
{
    Review review = open();
    const auto table = crossTable(review.reader(), "study.phase", "intervention.cell_source");
    ASSERT_TRUE(table) << table.error().message.toStdString();
    EXPECT_THAT(table->rows, testing::ElementsAre("1", "1/2", "2", "2/3", "3", "4", "")); // as the form has them
    const auto phases = review.reader().tally("study.phase");
    ASSERT_TRUE(phases);
    for (const Tally& phase : *phases) {
        const auto row = std::ranges::find(table->rows, phase.label);
        ASSERT_NE(row, table->rows.end()) << phase.label;
        std::set<StudyId> studies;
        for (const auto& cell : table->cells[static_cast<std::size_t>(row - table->rows.begin())])
            studies.insert(cell.begin(), cell.end());
        EXPECT_EQ(static_cast<std::int64_t>(studies.size()), phase.count) << phase.label;
    }
}

TEST_F(CrossTableTest, YearsAreNeverPutTogetherAndCountriesStandApart)
{
    Review review = open();
    const auto table = crossTable(review.reader(), "study.country", "year", 4);
    ASSERT_TRUE(table) << table.error().message.toStdString();
    EXPECT_GT(table->columns.size(), 5U);
    for (const std::string& year : table->columns)
        EXPECT_TRUE(year.empty() || year.size() == 4) << year;
    const auto countries = crossTable(review.reader(), "study.country", "year", 100);
    ASSERT_TRUE(countries);
    for (const std::string& country : countries->rows)
        EXPECT_EQ(country.find(';'), std::string::npos) << country;
    const auto sizes = crossTable(review.reader(), "arm.randomised", "year", 4);
    ASSERT_TRUE(sizes) << sizes.error().message.toStdString();
    EXPECT_LE(sizes->rows.size(), 5U);
    EXPECT_NE(sizes->rows.front().find(" to "), std::string::npos) << "neighbours in a range";
}

TEST_F(CrossTableTest, WhatHasNoResultIsCalledSo)
{
    Review review = open();
    const auto table = crossTable(review.reader(), "study.phase", "outcome");
    ASSERT_TRUE(table);
    const figure::Matrix matrix = matrixOf(*table);
    EXPECT_EQ(matrix.noColumn, QStringLiteral("No result extracted"));
    EXPECT_TRUE(matrix.noRow.isEmpty()) << "a phase is not stated";
}

TEST_F(CrossTableTest, OutcomesAreThoseWithAResult)
{
    Review review = open();
    const auto table = crossTable(review.reader(), "outcome", "year");
    ASSERT_TRUE(table);
    EXPECT_THAT(table->rows,
        testing::ElementsAre("Death from any cause", "MELD", "Serious adverse event", "Serious infection", ""));
    std::size_t deaths = 0;
    for (const auto& cell : table->cells[0])
        deaths += cell.size();
    EXPECT_EQ(deaths, 5U); // Lin, Newsome, Spahr, Zekri, Yu
    const auto none = crossTable(review.reader(), "phase", "year");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::NotFound);
}

} // namespace
} // namespace winnow::review
