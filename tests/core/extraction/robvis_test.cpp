#include "core/extraction/robvis.h"

#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>

#include <set>
#include <string>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(Robvis, ReadsWhatItWrites)
{
    RobvisTable table;
    table.tool = "ROBINS-I";
    table.domains = {"D1", "D2", "D3", "D4", "D5", "D6", "D7"};
    table.rows = {
        {"Suk, 2016", {"Moderate", "Critical", "Low", "", "No information", "Serious", "Low"}, "Critical", 12.5},
        {"=Lin \"2017\"", {"Low", "Low", "Low", "Low", "Low", "Low", "Low"}, "Low", {}}};
    const Result<RobvisTable> read = parseRobvis(toRobvis(table));
    ASSERT_TRUE(read) << read.error().message.toStdString();
    EXPECT_EQ(*read, table);
}

TEST(Robvis, TakesTheFirstLetterAsRobvisDoes)
{
    const Result<RobvisTable> read =
        parseRobvis("study;d1;d2;d3;d4;d5;overall\nA;l;LOW RISK;s;some;High;h\nB;n;NA;;no info;L;S\n");
    ASSERT_TRUE(read) << read.error().message.toStdString();
    EXPECT_EQ(read->tool, "ROB2");
    EXPECT_EQ(
        read->rows[0].judgements, (std::vector<std::string>{"Low", "Low", "Some concerns", "Some concerns", "High"}));
    EXPECT_EQ(read->rows[1].judgements, (std::vector<std::string>{"", "", "", "No information", "Low"}));
    EXPECT_EQ(read->rows[1].overall, "Some concerns");
}

TEST(Robvis, SaysWhereAWordIsNoJudgement)
{
    const Result<RobvisTable> wrong = parseRobvis("Study,D1,Overall\nA,Low,Low\nB,brilliant,Low\n");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().message, u"Line 3: “brilliant” is not a judgement."_s);
    EXPECT_FALSE(parseRobvis("Study,D1\nA,Low\n"));
}

TEST(Robvis, RoundTripsThePackagesOwnExamples)
{
    WINNOW_NEEDS_SHARED();
    const std::vector<std::pair<QString, std::string>> examples{{u"robvis_data_rob2.csv"_s, "ROB2"},
        {u"robvis_data_robins_i.csv"_s, "ROBINS-I"}, {u"robvis_data_rob1.csv"_s, "Generic"}};
    for (const auto& [name, tool] : examples) {
        QFile file(test::sharedFolder() + u"/oracle/"_s + name);
        ASSERT_TRUE(file.open(QFile::ReadOnly));
        const std::string bytes = file.readAll().toStdString();
        const Result<RobvisTable> read = parseRobvis(bytes);
        ASSERT_TRUE(read) << read.error().message.toStdString();
        EXPECT_EQ(read->tool, tool);
        EXPECT_GE(read->rows.size(), 9U);
        // Nothing is lost but the line ends.
        std::string written = toRobvis(*read);
        std::erase(written, '\r');
        std::string given = bytes;
        std::erase(given, '\r');
        if (!given.ends_with('\n'))
            given += '\n';
        EXPECT_EQ(written, given) << name.toStdString();
    }
}

} // namespace
} // namespace winnow::extraction
