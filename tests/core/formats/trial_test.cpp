#include "core/formats/trial.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace winnow::formats {
namespace {

using Phases = std::vector<std::string>;

TEST(Trial, ReadsPhasesInEveryRegistersSpelling)
{
    const std::vector<std::pair<std::string, Phases>> spellings = {
        {"Phase 1/Phase 2", {"1", "2"}},
        {"PHASE2|PHASE3", {"2", "3"}},
        {"Phase 3", {"3"}},
        {"Early Phase 1", {"0"}},
        {"EARLY_PHASE1", {"0"}},
        {"Early Phase 1|Phase 2", {"0", "2"}},
        {"Phase 0", {"0"}},
        {"Phase II/III", {"2", "3"}},
        {"Phase I,II", {"1", "2"}},
        {"IIb", {"2"}},
        {"2-3", {"2", "3"}},
        {"1/2", {"1", "2"}},
        {"Phase 1b/2a", {"1", "2"}},
        {"Phase3/ Phase 4", {"3", "4"}},
        {"Phase-2", {"2"}},
        {"Phases 2 and 3", {"2", "3"}},
        {"III", {"3"}},
        {"Phase 4 (post marketing, 2 sites)", {"4"}},
        {"N/A", {}},
        {"NA", {}},
        {"Not Applicable", {}},
        {"Not selected", {}},
        {"New Treatment Measure Clinical Study", {}},
        {"12", {}},
        {"", {}},
    };
    for (const auto& [spelling, phases] : spellings)
        EXPECT_EQ(phasesIn(spelling), phases) << spelling;
}

TEST(Trial, TakesOnlyThePhasesTheEuropeanRegisterSaysYesTo)
{
    EXPECT_EQ(phasesIn("Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes\nTherapeutic "
                       "confirmatory - (Phase III): Yes\nTherapeutic use (Phase IV): no\n"),
        (Phases{"2", "3"}));
    EXPECT_EQ(phasesIn("Human pharmacology (Phase I): no Therapeutic use (Phase IV): no"), Phases{});
}

TEST(Trial, MakesOneSetOfSeveralPhases)
{
    EXPECT_EQ(phasesIn(std::vector<std::string>{"PHASE3", "PHASE2", "PHASE3"}), (Phases{"2", "3"}));
}

TEST(Trial, WritesDatesAsFarAsTheyAreStated)
{
    const std::vector<std::pair<std::string, std::string>> dates = {
        {"2019-03-12", "2019-03-12"},
        {"2019-03", "2019-03"},
        {"2019", "2019"},
        {"20190312", "2019-03-12"},
        {"2019/3/2", "2019-03-02"},
        {"2019-03-12T00:00:00", "2019-03-12"},
        {"2019-03-12 10:20:00", "2019-03-12"},
        {"November 3, 1999", "1999-11-03"},
        {"January 2004", "2004-01"},
        {"3 November 1999", "1999-11-03"},
        {"Nov 3, 1999", "1999-11-03"},
        {"03-Nov-1999", "1999-11-03"},
        {"1999 Nov 3", "1999-11-03"},
        {"1999 Nov-Dec", "1999-11"},
        {"May 2020", "2020-05"},
        {"03/2020", "2020-03"},
        {"Spring 2000", "2000"},
        {"25/03/2020", "2020-03-25"},
        {"3/25/2020 12:00:00 AM", "2020-03-25"},
        {"05/05/2020", "2020-05-05"},
        {"04/05/2020", "2020"},
        {"2019-02-30", "2019-02"},
        {"2019-13-01", "2019"},
        {"", ""},
        {"Not yet", ""},
        {"12", ""},
    };
    for (const auto& [words, iso] : dates)
        EXPECT_EQ(isoDate(words), iso) << words;
}

TEST(Trial, ReadsDaysAndMonthsInTheOrderTheRegisterUses)
{
    EXPECT_EQ(isoDate("04/05/2020", DayAndMonth::DayFirst), "2020-05-04");
    EXPECT_EQ(isoDate("04/05/2020", DayAndMonth::MonthFirst), "2020-04-05");
    EXPECT_EQ(isoDate("25/05/2020", DayAndMonth::MonthFirst), "2020-05-25");
    EXPECT_EQ(isoDate("2020-05-04", DayAndMonth::DayFirst), "2020-05-04");
}

TEST(Trial, CountsParticipants)
{
    const std::vector<std::pair<std::string, std::int64_t>> sizes = {
        {"150", 150},
        {"1,200", 1200},
        {"1 200 patients", 1200},
        {"300 (Anticipated)", 300},
        {"40 (20 in each group)", 40},
        {"experimental group:30;control group:32;", 62},
        {"Planned Sample Size: 300; UK Sample Size: 120", 300},
        {"Total: 60; Arm A: 30; Arm B: 30", 60},
        {"at least 100", 100},
        {"0", 0},
        {"", 0},
        {"not stated", 0},
        {"99999999999999999999", 0},
    };
    for (const auto& [words, size] : sizes)
        EXPECT_EQ(enrolmentIn(words), size) << words;
}

TEST(Trial, NamesInterventionsWithoutTheirKind)
{
    EXPECT_EQ(interventionName("DRUG: Nifedipine"), "Nifedipine");
    EXPECT_EQ(interventionName("Dietary Supplement: Vitamin D: high dose"), "Vitamin D: high dose");
    EXPECT_EQ(interventionName("DIAGNOSTIC_TEST: PCR"), "PCR");
    EXPECT_EQ(interventionName("Group A: placebo"), "Group A: placebo");
    EXPECT_EQ(interventionName(" Placebo "), "Placebo");
}

TEST(Trial, MakesOfEveryRegistersEntryTheSameKindOfRecord)
{
    Record record;
    record.title = "A made-up trial";
    record.sourceId = "NCT01234567";
    record.trial.registered = "2019-03-12";
    finishRegistration(record,
        {.summary = "It was invented.",
            .description = "See also ISRCTN12345678.",
            .officialTitle = "A Made-Up Randomised Trial",
            .primaryOutcomes = {"Death [30 days]", "Stroke"},
            .secondaryOutcomes = {},
            .eligibility = "Adults"},
        {"2004-000446-20", "EudraCT 2004-000446-20"});
    EXPECT_EQ(record.kind, RecordKind::Registration);
    EXPECT_EQ(record.abstract,
        "It was invented.\nDETAILED DESCRIPTION: See also ISRCTN12345678.\nPRIMARY OUTCOMES: Death [30 days]; Stroke\n"
        "ELIGIBILITY: Adults\nBRIEF TITLE: A made-up trial");
    EXPECT_EQ(record.title, "A Made-Up Randomised Trial");
    EXPECT_EQ(record.year, 2019);
    EXPECT_EQ(record.date, "2019-03-12");
    EXPECT_EQ(
        record.registrations, (std::vector<std::string>{"NCT01234567", "EudraCT 2004-000446-20", "ISRCTN12345678"}));
}

TEST(Trial, KeepsTheNumberOfARegisterThatIsNotKnown)
{
    Record record;
    record.sourceId = "XYZ-17/4";
    finishRegistration(record, {.officialTitle = "A title"}, {});
    EXPECT_EQ(record.title, "A title");
    EXPECT_EQ(record.registrations, std::vector<std::string>{"XYZ-17/4"});
    EXPECT_EQ(record.abstract, "");
    EXPECT_EQ(record.year, 0);
}

} // namespace
} // namespace winnow::formats
