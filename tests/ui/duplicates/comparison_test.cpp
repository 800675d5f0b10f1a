#include "ui/duplicates/comparison.h"

#include <gtest/gtest.h>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

QString together(const std::vector<Piece>& pieces)
{
    QString text;
    for (const Piece& piece : pieces)
        text += piece.text;
    return text;
}

TEST(Differences, MarksTheWordsThatTheOtherLacks)
{
    const auto [one, other] = differences(u"Cells in the cirrhosis of rats"_s, u"Cells in cirrhosis of men"_s);
    EXPECT_EQ(one,
        (std::vector<Piece>{
            {u"Cells in "_s, false}, {u"the "_s, true}, {u"cirrhosis of "_s, false}, {u"rats"_s, true}}));
    EXPECT_EQ(other, (std::vector<Piece>{{u"Cells in cirrhosis of "_s, false}, {u"men"_s, true}}));
}

TEST(Differences, MarksNothingInEqualTextsAndEverythingInUnlikeOnes)
{
    EXPECT_EQ(differences(u"one two"_s, u"one two"_s).first, (std::vector<Piece>{{u"one two"_s, false}}));
    EXPECT_EQ(differences(u"one two"_s, u"three"_s).first, (std::vector<Piece>{{u"one two"_s, true}}));
    EXPECT_TRUE(differences({}, u"three"_s).first.empty());
}

TEST(Differences, PassesOverCaseAndStops)
{
    const auto [one, other] = differences(u"Stem cells, in Cirrhosis."_s, u"stem Cells in cirrhosis"_s);
    EXPECT_EQ(one, (std::vector<Piece>{{u"Stem cells, in Cirrhosis."_s, false}}));
    EXPECT_EQ(other, (std::vector<Piece>{{u"stem Cells in cirrhosis"_s, false}}));
}

TEST(Differences, KeepsTheTextWhateverItIs)
{
    const QString one = u"  a  b\nc "_s;
    const QString other = QString(u"x "_s).repeated(5000);
    const auto [first, second] = differences(one, other);
    EXPECT_EQ(together(first), one);
    EXPECT_EQ(together(second), other);
}

RecordDetail record(std::int64_t id, const std::string& title, const std::string& pmid, const std::string& wos)
{
    RecordDetail detail;
    detail.id = RecordId{id};
    detail.record.title = title;
    detail.record.pmid = pmid;
    detail.record.wos = wos;
    detail.source = "S" + std::to_string(id);
    detail.file = "f";
    return detail;
}

TEST(Comparison, SaysWhyEachRecordStandsThere)
{
    CitationDetail citation;
    citation.records = {record(1, "A", "1", "WOS:2"), record(2, "A", "1", ""), record(3, "A", "", "WOS:2")};
    citation.joinedBy = {{RecordId{2}, u"same PMID"_s}, {RecordId{3}, u"joined by you"_s}};
    EXPECT_EQ(compare(citation).reasons, (QStringList{u"S2: same PMID"_s, u"S3: joined by you"_s}));
    EXPECT_EQ(compare(citation).ids, (std::vector{RecordId{1}, RecordId{2}, RecordId{3}}));
}

TEST(Comparison, MarksInEachRecordOfAPairWhatTheOtherLacks)
{
    const Comparison comparison =
        compare(record(1, "A first trial", "1", ""), record(2, "The first trial", "", ""), u"Title alike"_s);
    EXPECT_EQ(comparison.reasons, QStringList{u"Title alike"_s});
    ASSERT_EQ(comparison.fields.size(), 2U);
    EXPECT_EQ(comparison.fields[0],
        (ComparedField{u"Title"_s,
            {{{{u"A "_s, true}, {u"first trial"_s, false}}, false},
                {{{u"The "_s, true}, {u"first trial"_s, false}}, false}}}));
    EXPECT_EQ(comparison.fields[1], (ComparedField{u"PMID"_s, {{{{u"1"_s, false}}, false}, {{}, false}}}));
}

TEST(Comparison, MarksTheValueInUseAndWhatDiffersFromIt)
{
    CitationDetail citation;
    citation.records = {record(1, "A <i>first</i> trial", "1", ""), record(2, "The first trial", "1", "")};
    citation.best = citation.records[1].record;
    citation.origins = {{"title", RecordId{2}}};
    const Comparison comparison = compare(citation);
    EXPECT_EQ(comparison.records, (QStringList{u"S1"_s, u"S2"_s}));
    ASSERT_EQ(comparison.fields.size(), 2U);
    EXPECT_EQ(comparison.fields[0],
        (ComparedField{u"Title"_s,
            {{{{u"A "_s, true}, {u"first trial"_s, false}}, false},
                {{{u"The "_s, true}, {u"first trial"_s, false}}, true}}}));
    EXPECT_EQ(
        comparison.fields[1], (ComparedField{u"PMID"_s, {{{{u"1"_s, false}}, true}, {{{u"1"_s, false}}, false}}}));
}

TEST(Comparison, LeavesOutWhatNoRecordStates)
{
    CitationDetail citation;
    citation.records = {record(1, "A", "1", ""), record(2, "", "1", "")};
    const Comparison comparison = compare(citation);
    ASSERT_EQ(comparison.fields.size(), 2U);
    EXPECT_TRUE(comparison.fields[0].values[1].pieces.empty());
}

} // namespace
} // namespace winnow::ui
