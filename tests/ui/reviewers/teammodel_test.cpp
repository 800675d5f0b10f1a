#include "ui/reviewers/mergewords.h"
#include "ui/reviewers/teammodel.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

std::vector<TeamMember> two(bool blind)
{
    TeamMember ada;
    ada.id = ReviewerId{1};
    ada.name = "Ada";
    ada.owner = ada.me = true;
    ada.assigned[0] = 10;
    ada.decided[0] = 7;
    ada.assignedDecided[0] = 5;
    TeamMember ben;
    ben.id = ReviewerId{2};
    ben.name = "Ben";
    ben.assigned[0] = 12;
    if (!blind) {
        ben.decided[0] = 9;
        ben.assignedDecided[0] = 9;
    }
    return {ada, ben};
}

QString cell(const TeamModel& model, int row, int column)
{
    return model.data(model.index(row, column), Qt::DisplayRole).toString();
}

} // namespace

TEST(TeamModel, SaysWhatIsHiddenWhileTheStageIsBlind)
{
    TeamModel model(TeamModel::Boxes::None);
    model.setTeam(two(true), Stage::TitleAbstract);
    EXPECT_EQ(cell(model, 0, TeamModel::Role), u"you, began the review"_s);
    EXPECT_EQ(cell(model, 0, TeamModel::Decided), u"7"_s);
    EXPECT_EQ(cell(model, 1, TeamModel::Assigned), u"12"_s);
    EXPECT_EQ(cell(model, 1, TeamModel::Decided), u"hidden"_s);
    EXPECT_EQ(cell(model, 1, TeamModel::AssignedDecided), u"hidden"_s);
    model.setTeam(two(false), Stage::TitleAbstract);
    EXPECT_EQ(cell(model, 1, TeamModel::Decided), u"9"_s);
}

TEST(TeamModel, KeepsWhoIsTickedWhenTheWorkGoesOn)
{
    TeamModel model(TeamModel::Boxes::Checked);
    model.setTeam(two(true), Stage::TitleAbstract);
    EXPECT_EQ(model.checked().size(), 2U);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    ASSERT_TRUE(model.setData(model.index(0, TeamModel::Name), Qt::Unchecked, Qt::CheckStateRole));
    model.setTeam(two(false), Stage::TitleAbstract);
    EXPECT_EQ(model.checked(), std::vector<ReviewerId>{ReviewerId{2}});
    EXPECT_EQ(resets.count(), 0) << "the row that is chosen stays";
}

TEST(MergeWords, TellConflictsOnlyWhereTheStageIsNotBlind)
{
    MergeResult result;
    result.actsNew = 3;
    result.conflicts[1] = 2;
    const QString words = wordsOf(result).join(u'\n');
    EXPECT_TRUE(words.contains(u"Title and abstract: blind, so conflicts are not told."_s)) << words.toStdString();
    EXPECT_TRUE(words.contains(u"Full text:"_s));
    EXPECT_EQ(wordsOf(MergeResult{}), QStringList{u"Nothing new came: all of it was here already."_s});
}

TEST(MergeWords, OfACopyThatHoldsNothingNewSaySo)
{
    MergePreview preview;
    preview.actsKnown = 12;
    EXPECT_EQ(wordsOf(preview).size(), 1);
    preview.actsNew = 4;
    preview.reviewers = {"Ben"};
    preview.newReviewers = {"Ben"};
    const QString words = wordsOf(preview).join(u'\n');
    EXPECT_TRUE(words.contains(u"by Ben"_s)) << words.toStdString();
    EXPECT_TRUE(words.contains(u"New here: Ben."_s));
}

} // namespace winnow::ui
