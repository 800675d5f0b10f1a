#include "core/extraction/appraisal.h"

#include <gtest/gtest.h>

namespace winnow::extraction {
namespace {

Instrument named(const std::string& id)
{
    return instrument(id).value();
}

TEST(Appraisal, AddressesAreThoseOfTheContract)
{
    const Instrument rob2 = named("rob2");
    const Appraising at(rob2, "assignment", "mortality");
    EXPECT_EQ(at.item(*rob2.domain("D1"), "1.1"), "rob2.1.1@mortality");
    EXPECT_EQ(at.item(*rob2.domain("D2_assignment"), "2.3"), "rob2.2.3@mortality");
    EXPECT_EQ(at.judgement("D1"), "rob2.D1.judgement@mortality");
    EXPECT_EQ(at.support(Overall), "rob2.overall.support@mortality");
    EXPECT_EQ(Appraising(rob2, "assignment", "").judgement(Overall), "rob2.overall.judgement");
}

TEST(Appraisal, TheEffectOfAdheringHasItemsOfItsOwn)
{
    const Instrument rob2 = named("rob2");
    const Appraising assigned(rob2, "assignment", "");
    const Appraising adhering(rob2, "adhering", "");
    EXPECT_EQ(adhering.item(*rob2.domain("D2_adhering"), "2.3"), "rob2.adhering.2.3");
    EXPECT_EQ(adhering.item(*rob2.domain("D1"), "1.1"), assigned.item(*rob2.domain("D1"), "1.1"));
    EXPECT_NE(adhering.judgement(Overall), assigned.judgement(Overall));
    EXPECT_EQ(effectsOf(rob2), (std::vector<std::string>{"assignment", "adhering"}));
    EXPECT_TRUE(effectsOf(named("nos-cohort")).empty());
}

TEST(Appraisal, ReadsItsOwnValuesAndProposesFromThem)
{
    const Instrument rob2 = named("rob2");
    const Appraising at(rob2, "assignment", "mortality");
    const Assessment said = assessment(at,
        {{"rob2.1.1@mortality", "Y"}, {"rob2.1.2@mortality", "PY"}, {"rob2.1.3@mortality", "N"},
            {"rob2.1.1@other", "N"}, {"study.phase", "2"}, {"rob2.D1.support@mortality", "Central."}});
    EXPECT_EQ(said.answers.at("D1"), (Answers{{"1.1", "Y"}, {"1.2", "PY"}, {"1.3", "N"}}));
    EXPECT_EQ(said.supports, (std::map<std::string, std::string>{{"D1", "Central."}}));
    EXPECT_TRUE(said.judgements.empty());
    EXPECT_EQ(domainProposal(*rob2.domain("D1"), said).judgement, "Low");
    EXPECT_EQ(overallProposal(at, said).judgement, "");
    EXPECT_EQ(progress(at, said), (AppraisalProgress{0, 6}));
}

TEST(Appraisal, SupportIsWrittenWithThePagesOfItsQuotes)
{
    const auto resting = [](const char* text, const std::vector<std::string>& quotes) {
        Value value;
        value.text = text;
        for (const std::string& quote : quotes)
            value.evidence.push_back({std::string(32, 's'), 3, {}, quote, {}, {}});
        return value;
    };
    EXPECT_EQ(quoted(resting("", {"two\nlines"}).evidence[0]), "“two lines” (p. 4)");
    EXPECT_EQ(quoted(resting("", {""}).evidence[0]), "(p. 4)") << "a place without words";
    const Instrument rob2 = named("rob2");
    const Appraising at(rob2, "assignment", "mortality");
    const std::map<std::string, Value> values{{"rob2.1.1@mortality", resting("Y", {})},
        {"rob2.1.2@mortality", resting("N", {"an open list"})}, {"rob2.2.1@mortality", resting("Y", {"unmasked"})},
        {"rob2.D1.support@mortality", resting("A list\non the door.", {})},
        {"rob2.overall.judgement@mortality", resting("High", {"a, b"})}};
    EXPECT_EQ(supportText(at, rob2.domain("D1"), values), "A list on the door. 1.2: “an open list” (p. 4)");
    const std::map<std::string, Value> passed{{"rob2.3.1@mortality", resting("Y", {"none was lost"})},
        {"rob2.3.2@mortality", resting("N", {"an earlier thought"})}};
    EXPECT_EQ(supportText(at, rob2.domain("D3"), passed), "3.1: “none was lost” (p. 4)") << "3.2 is not asked now";
    EXPECT_EQ(supportText(at, nullptr, values), "“a, b” (p. 4)") << "answers stand with their domains";
    const Instrument jbi = named("jbi-case-series");
    const Appraising whole(jbi, "", "");
    const Domain& domain = *whole.domains().front();
    EXPECT_EQ(supportText(whole, nullptr, {{whole.item(domain, domain.items[1].id), resting("Y", {"by MRI"})}}),
        domain.items[1].id + ": “by MRI” (p. 4)");
}

TEST(Appraisal, InstrumentsOfItemsCountTheseAndTheOverallJudgement)
{
    const Instrument nos = named("nos-cohort");
    const Appraising at(nos, "", "");
    std::map<std::string, std::string> values;
    for (const Domain* domain : at.domains())
        for (const Item& item : domain->items)
            values[at.item(*domain, item.id)] = "1";
    const Assessment said = assessment(at, values);
    EXPECT_FALSE(judgesDomains(nos));
    EXPECT_EQ(progress(at, said), (AppraisalProgress{8, 9}));
    EXPECT_EQ(overallProposal(at, said).judgement, "Good");
}

TEST(Appraisal, AssessorsMustAgreeOnWhatIsJudgedAlone)
{
    const Instrument rob2 = named("rob2");
    EXPECT_EQ(judged(Appraising(rob2, "assignment", "mortality")),
        (std::vector<std::string>{"rob2.D1.judgement@mortality", "rob2.D2_assignment.judgement@mortality",
            "rob2.D3.judgement@mortality", "rob2.D4.judgement@mortality", "rob2.D5.judgement@mortality",
            "rob2.overall.judgement@mortality"}));
    const Instrument jbi = named("jbi-case-series");
    EXPECT_EQ(judged(Appraising(jbi, "", "")).size(), 11U) << "ten items are what is judged there";
}

TEST(Appraisal, AJudgementRestsOnItsOpenQuestions)
{
    const Instrument rob2 = named("rob2");
    const Domain& domain = *rob2.domain("D1");
    Assessment said;
    said.answers["D1"] = {{"1.1", "Y"}, {"1.3", "N"}};
    EXPECT_TRUE(openBelow(domain, said).empty()) << "nothing rests on them yet";
    said.judgements["D1"] = "Low";
    EXPECT_EQ(openBelow(domain, said), std::vector<std::string>{"1.2"});
    said.answers["D1"].clear();
    EXPECT_TRUE(openBelow(domain, said).empty()) << "a judgement from a table";
}

TEST(Appraisal, JudgementsGoOutAsRobvisHasThemAndComeBack)
{
    const Instrument rob2 = named("rob2");
    const Appraising at(rob2, "adhering", "mortality");
    const std::map<std::string, std::string> values{{at.judgement("D1"), "Low"}, {at.judgement("D2_adhering"), "High"},
        {at.judgement("D3"), "Some concerns"}, {at.judgement(Overall), "High"}};
    const RobvisTable table = robvisTable(at, {{"Ada 2011", assessment(at, values)}});
    EXPECT_EQ(toRobvis(table), "Study,D1,D2,D3,D4,D5,Overall\r\nAda 2011,Low,High,Some concerns,NA,NA,High\r\n");
    EXPECT_EQ(valuesOf(at, table, table.rows.front()).value(), values);
    const Instrument robins = named("robins-i");
    EXPECT_FALSE(valuesOf(Appraising(robins, "assignment", ""), table, table.rows.front()));
}

TEST(Appraisal, ItemsOfJbiAreColumnsOfAGenericTable)
{
    const Instrument jbi = named("jbi-case-series");
    const Appraising at(jbi, "", "");
    const RobvisTable table = robvisTable(at,
        {{"Ben 2014",
            assessment(at,
                {{at.item(jbi.domains[0], "1"), "Y"}, {at.item(jbi.domains[0], "2"), "N"},
                    {at.item(jbi.domains[0], "3"), "U"}, {at.judgement(Overall), "Include"}})}});
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.domains.size(), 10U);
    EXPECT_EQ(table.rows[0].judgements[0], "Low");
    EXPECT_EQ(table.rows[0].judgements[1], "High");
    EXPECT_EQ(table.rows[0].judgements[2], "Unclear");
    EXPECT_EQ(table.rows[0].overall, "Low");
}

TEST(Appraisal, AnOutcomeCannotBreakAnAddress)
{
    EXPECT_TRUE(checkOutcomes({"mortality", "MELD, 3 months"}));
    for (const std::vector<std::string>& bad :
        std::vector<std::vector<std::string>>{{""}, {"a@b"}, {"3"}, {" a"}, {"a", "a"}, {std::string(300, 'a')}})
        EXPECT_FALSE(checkOutcomes(bad)) << bad.front();
}

} // namespace
} // namespace winnow::extraction
