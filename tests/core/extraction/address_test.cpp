#include "core/extraction/address.h"

#include "core/extraction/templates.h"

#include <gtest/gtest.h>

namespace winnow::extraction {
namespace {

TEST(Address, IsReadBackAsItWasWritten)
{
    for (const std::string text : {"study.phase", "arm.dose@2", "arm.dose@999", "result@meld@1@3 months",
             "result.n@meld@2@baseline", "result.set@meld@1@week 12", "contrast@mortality@1-2@12 months",
             "rob2.1.1@mortality", "rob2.overall.judgement@mortality"}) {
        const Result<Address> address = parseAddress(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(toText(*address), text);
    }
    EXPECT_EQ(parseAddress("rob2.1.1@mortality")->kind, AddressKind::RiskOfBias);
    EXPECT_EQ(parseAddress("contrast@a@2-1@baseline")->other, 1);
}

TEST(Address, IsRefusedIfItIsNone)
{
    for (const std::string text : {"", "@", "a@", "@1", "a@1@2", "arm.dose@ ", "result", "result@meld",
             "result@meld@0@x", "result@meld@1000@x", "result@meld@01@x", "result@meld@-1@x", "result@meld@1@",
             "contrast@a@1@x", "contrast@a@1-1@x", "contrast@a@1-@x", "\xff"})
        EXPECT_FALSE(parseAddress(text)) << text;
    EXPECT_FALSE(parseAddress(std::string(MaxAddress + 1, 'a')));
}

TEST(Address, FitsAFormOrAnInstrument)
{
    const Result<Form> form = templateForm("stem-cell-liver");
    ASSERT_TRUE(form);
    const auto fits = [&](const std::string& text) { return mustFit(*form, *parseAddress(text)).has_value(); };
    for (const std::string text : {"study.phase", "arm.dose@2", "event.term@12", "result@meld@1@3 months",
             "result.n@meld@1@day 3", "contrast@survival@1-2@12 months", "rob2.1.1@mortality", "rob2.1.1"})
        EXPECT_TRUE(fits(text)) << text;
    for (const std::string text : {"study.phase@1", "arm.dose", "no.such", "result@nothing@1@x", "rob2.1.1@nothing",
             "rob2", "study.phase@mortality"})
        EXPECT_FALSE(fits(text)) << text;
    EXPECT_EQ(described(*form, *parseAddress("result@meld@2@3 months"), {"Cells", "Care"}), "MELD, Care, 3 months");
    EXPECT_EQ(described(*form, *parseAddress("arm.dose@1"), {}), "Dose, arm 1");
    EXPECT_EQ(described(*form, *parseAddress("rob2.overall.judgement@meld"), {}), "RoB 2: overall, judgement, MELD");
    EXPECT_THAT(described(*form, *parseAddress("rob2.D1.support"), {}), testing::MatchesRegex("RoB 2: .{5,}, support"));
    EXPECT_THAT(described(*form, *parseAddress("rob2.1.1@meld"), {}), testing::MatchesRegex("RoB 2: 1.1 .{5,}, MELD"));
}

TEST(Address, KnowsTheDaysOfTimes)
{
    const auto days = [](std::string_view time) { return daysOf(time).value_or(-1); };
    for (const std::string_view start : {"baseline", "Baseline", "before treatment", "pre-treatment", "at enrolment"})
        EXPECT_EQ(days(start), 0) << start;
    EXPECT_EQ(days("day 3"), 3);
    EXPECT_EQ(days("12 weeks"), 84);
    EXPECT_EQ(days("week 12"), 84);
    EXPECT_EQ(days("1.5 years"), 1.5 * 365.25);
    EXPECT_NEAR(days("3 months"), 91.3, 0.1);
    EXPECT_NEAR(days("at 3-month follow-up"), 91.3, 0.1);
    EXPECT_EQ(days("24 h"), 1);
    for (const std::string_view none : {"", "end of treatment", "3–6 months", "visit 2", "3"})
        EXPECT_EQ(days(none), -1) << none;
}

} // namespace
} // namespace winnow::extraction
