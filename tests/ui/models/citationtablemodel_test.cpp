#include "ui/models/citationtablemodel.h"

#include <gmock/gmock.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <algorithm>
#include <numeric>

namespace winnow::ui {
namespace {

using Column = CitationTableModel::Column;

/// Gives rows titled after their id, backwards, and counts how often it is asked.
struct FakeReview {
    int reads = 0;
    std::size_t most = 0;
    std::vector<CitationId> missing;
    std::string suffix;

    CitationTableModel::ReadRows reader()
    {
        return [this](const std::vector<CitationId>& ids) {
            ++reads;
            most = std::max(most, ids.size());
            std::vector<CitationRow> rows;
            for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
                if (std::find(missing.begin(), missing.end(), *id) != missing.end())
                    continue;
                CitationRow row;
                row.id = *id;
                row.title = "Citation " + std::to_string(id->value) + suffix;
                row.year = 2016;
                rows.push_back(row);
            }
            return rows;
        };
    }
};

std::vector<CitationId> firstIds(std::int64_t count)
{
    std::vector<CitationId> ids(static_cast<std::size_t>(count));
    std::generate(ids.begin(), ids.end(), [id = std::int64_t{0}]() mutable { return CitationId{++id}; });
    return ids;
}

std::vector<CitationId> idsOf(std::initializer_list<std::int64_t> values)
{
    std::vector<CitationId> ids;
    for (const std::int64_t value : values)
        ids.emplace_back(value);
    return ids;
}

class CitationTableModelTest : public testing::Test {
protected:
    void SetUp() override { model.setReader(review.reader()); }
    [[nodiscard]] std::string at(int row, int column = Column::Title) const
    {
        return model.index(row, column).data().toString().toStdString();
    }

    FakeReview review;
    CitationTableModel model;
    QAbstractItemModelTester contract{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(CitationTableModelTest, ForgetsRowsThatChangedWhileNoneWasListed)
{
    model.setIds(firstIds(3));
    EXPECT_EQ(
        model.data(model.index(0, CitationTableModel::Title), Qt::DisplayRole).toString().toStdString(), "Citation 1");
    model.setIds({}); // all decided: the list is empty
    review.suffix = ", undecided again";
    model.refresh(firstIds(3));
    model.setIds(firstIds(3));
    EXPECT_EQ(model.data(model.index(0, CitationTableModel::Title), Qt::DisplayRole).toString().toStdString(),
        "Citation 1, undecided again");
}

TEST_F(CitationTableModelTest, KeepsTheOrderOfTheIdsNotOfTheReader)
{
    model.setIds(idsOf({30, 10, 20}));
    EXPECT_EQ(at(0), "Citation 30");
    EXPECT_EQ(at(1), "Citation 10");
    EXPECT_EQ(at(2), "Citation 20");
}

TEST(CitationTableModel, ReadsOnlyThePageThatIsLookedAt)
{
    // Without the tester, which looks at rows of its own.
    FakeReview review;
    CitationTableModel model;
    model.setReader(review.reader());
    model.setIds(firstIds(1'000'000));
    EXPECT_EQ(model.rowCount(), 1'000'000);
    EXPECT_EQ(review.reads, 0);
    EXPECT_EQ(model.index(999'999, Column::Title).data().toString(), QStringLiteral("Citation 1000000"));
    EXPECT_EQ(model.index(999'998, Column::Title).data().toString(), QStringLiteral("Citation 999999"));
    EXPECT_EQ(review.reads, 1);
    EXPECT_LE(review.most, std::size_t{CitationTableModel::PageSize});
}

TEST(CitationTableModel, TakingOneOutReadsNothingAgain)
{
    FakeReview review;
    CitationTableModel model;
    model.setReader(review.reader());
    model.setIds(firstIds(1000));
    EXPECT_EQ(model.index(0, Column::Title).data().toString(), QStringLiteral("Citation 1"));
    model.remove(CitationId{1});
    EXPECT_EQ(model.rowCount(), 999);
    EXPECT_EQ(model.index(0, Column::Title).data().toString(), QStringLiteral("Citation 2"));
    EXPECT_EQ(review.reads, 1);
}

TEST_F(CitationTableModelTest, OneThatIsGoneMeanwhileIsBlankAndAskedForOnce)
{
    review.missing = idsOf({2});
    model.setIds(idsOf({1, 2, 3}));
    EXPECT_EQ(at(1), "");
    EXPECT_EQ(at(1, Column::Status), "");
    EXPECT_EQ(at(2), "Citation 3");
    const int reads = review.reads;
    EXPECT_EQ(at(1), "");
    EXPECT_EQ(review.reads, reads);
}

TEST_F(CitationTableModelTest, ReadsAgainOnlyWhatChanged)
{
    model.setIds(idsOf({1, 2, 3, 4}));
    EXPECT_EQ(at(1), "Citation 2");
    review.suffix = " (corrected)";
    model.refresh(idsOf({1}));
    EXPECT_EQ(at(0), "Citation 1 (corrected)");
    EXPECT_EQ(at(1), "Citation 2");
    const QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    model.refresh(idsOf({3, 2, 77, 78, 79}));
    ASSERT_EQ(told.size(), 1);
    EXPECT_EQ(told.at(0).at(0).toModelIndex().row(), 1);
    EXPECT_EQ(told.at(0).at(1).toModelIndex().row(), 2);
    EXPECT_EQ(at(1), "Citation 2 (corrected)");
    EXPECT_EQ(at(2), "Citation 3 (corrected)");
}

TEST_F(CitationTableModelTest, ShowsTheStandingItIsAskedFor)
{
    model.setReader([](const std::vector<CitationId>&) {
        CitationRow row;
        row.id = CitationId{1};
        row.title = "<i>In vitro</i> & 2 < 3";
        row.box = Box::AwaitingRetrieval;
        row.mine[0] = Verdict::Include;
        row.labels = {"animal", "dose"};
        return std::vector{row};
    });
    model.setIds(idsOf({1}));
    EXPECT_EQ(at(0, Column::Status), "Included");
    model.setStanding(Standing::Eligibility);
    EXPECT_EQ(at(0, Column::Status), "Undecided");
    model.setStanding(Standing::Flow);
    EXPECT_EQ(at(0, Column::Status), "Report sought");
    EXPECT_EQ(at(0), "In vitro & 2 < 3");
    EXPECT_EQ(at(0, Column::Labels), "animal, dose");
    EXPECT_EQ(at(0, Column::Year), "");
}

TEST_F(CitationTableModelTest, FindsRowsByIdAndIdsByRow)
{
    model.setIds(idsOf({30, 10, 20}));
    EXPECT_EQ(model.rowOf(CitationId{20}), 2);
    EXPECT_EQ(model.rowOf(CitationId{7}), -1);
    EXPECT_EQ(model.idAt(1), CitationId{10});
    EXPECT_EQ(model.idAt(3), CitationId{});
    EXPECT_EQ(model.idAt(-1), CitationId{});
}

} // namespace
} // namespace winnow::ui
