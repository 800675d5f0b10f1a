#include "core/formats/reviewtools.h"

#include "core/formats/relations.h"
#include "tests/core/formats/collect.h"
#include "tests/core/formats/corpus.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <array>

namespace winnow::test {
namespace {

using Decisions = std::vector<GivenDecision>;

Record recordOf(const std::string& fields)
{
    const Result<Collected> collected = collect("TY  - JOUR\nTI  - A title\n" + fields + "ER  - \n");
    EXPECT_TRUE(collected && collected->records.size() == 1);
    return collected && !collected->records.empty() ? collected->records.front() : Record{};
}

TEST(ReviewTools, RayyansVerdictsComeWithTheirReviewersReasonsAndLabels)
{
    const Record record = recordOf("N1  - RAYYAN-INCLUSION: {\"Ann\"=>\"Excluded\", \"Bob \\\"B\\\"\"=>\"Included\"} | "
                                   "RAYYAN-LABELS: diet,to discuss | RAYYAN-EXCLUSION-REASONS: wrong outcome,foreign "
                                   "language | USER-NOTES: {\"Ann\"=>[\"see table 2\", \"old\"]}\n");
    EXPECT_EQ(record.decisions,
        (Decisions{{Stage::TitleAbstract, Verdict::Exclude, "wrong outcome; foreign language", {}, "Ann"},
            {Stage::TitleAbstract, Verdict::Include, {}, {}, "Bob \"B\""}}));
    EXPECT_EQ(record.labels, (std::vector<std::string>{"diet", "to discuss"}));
    EXPECT_EQ(record.note, "Ann: see table 2\nAnn: old");
}

TEST(ReviewTools, AsreviewsLabelsAreVerdicts)
{
    EXPECT_EQ(recordOf("N1  - ASReview_relevant\n").decisions,
        (Decisions{{Stage::TitleAbstract, Verdict::Include, {}, {}, {}}}));
    EXPECT_EQ(recordOf("N1  - ASReview_irrelevant\n").decisions,
        (Decisions{{Stage::TitleAbstract, Verdict::Exclude, {}, {}, {}}}));
    EXPECT_EQ(recordOf("N1  - ASReview_not_seen\n").decisions, Decisions{});
    EXPECT_EQ(recordOf("U1  - ASReview_validation_relevant\n").labels,
        std::vector<std::string>{"ASReview_validation_relevant"});
}

TEST(ReviewTools, CovidencesReasonIsAnExclusionOnFullText)
{
    EXPECT_EQ(recordOf("N1  - Exclusion reason: Wrong study design; \n").decisions,
        (Decisions{{Stage::FullText, Verdict::Exclude, "Wrong study design", {}, {}}}));
}

TEST(ReviewTools, OtherNotesDecideNothing)
{
    const Record record = recordOf("N1  - Export Date: 9 January 2019; Cited By :12\nN1  - RAYYAN is a tool\n");
    EXPECT_EQ(record.decisions, Decisions{});
    EXPECT_TRUE(record.labels.empty() && record.note.empty());
}

TEST(ReviewTools, RealRayyanFilesKeepTheirVerdicts)
{
    WINNOW_NEEDS_SHARED();
    const Result<Collected> file =
        collect(contentOf(importFolder() + QStringLiteral("/reviewtools/baseline_rayyan.ris")));
    ASSERT_TRUE(file);
    std::array<int, 3> verdicts{};
    for (const Record& record : file->records) {
        for (const GivenDecision& decision : record.decisions) {
            EXPECT_EQ(decision.reviewer, "Emily");
            ++verdicts.at(static_cast<std::size_t>(decision.verdict));
        }
    }
    EXPECT_EQ(verdicts, (std::array<int, 3>{2, 2, 2}));
    EXPECT_EQ(file->receipt.withDecisions, 6U);
}

TEST(Relations, NameTheOtherRecordByItsIdentifier)
{
    EXPECT_EQ(formats::relationTarget("Int J Dermatol. 2017 Dec;56(12):1489-1490. PMID: 28884800"), "pmid:28884800");
    EXPECT_EQ(formats::relationTarget("doi: 10.1002/14651858.CD007917"), "doi:10.1002/14651858.cd007917");
    EXPECT_EQ(formats::relationTarget(" A letter of 1950 "), "A letter of 1950");
}

TEST(Relations, OfAPreprintAreItsPublication)
{
    Record preprint;
    preprint.kind = RecordKind::Preprint;
    formats::addRelation(preprint, RelationKind::UpdatedBy, "Lancet. 2021. PMID: 1");
    EXPECT_EQ(preprint.relations, (std::vector<Relation>{{RelationKind::PublishedAs, "pmid:1"}}));
    Record article;
    formats::addRelation(article, RelationKind::UpdateOf, "medRxiv. 2020 PMID: 2");
    formats::addRelation(article, RelationKind::UpdateOf, "Cochrane Database Syst Rev. 2010 PMID: 3");
    EXPECT_EQ(article.relations,
        (std::vector<Relation>{{RelationKind::PreprintOf, "pmid:2"}, {RelationKind::UpdateOf, "pmid:3"}}));
}

TEST(Registers, InRisBecomeRegistrationsWithTheirFacts)
{
    const Record record =
        recordOf("AN  - NCT01234567\nUR  - https://clinicaltrials.gov/study/NCT01234567\nN1  - Status: "
                 "RECRUITING\nN1  - Phases: PHASE2|PHASE3\nN1  - Enrollment: 120\nN1  - Conditions: "
                 "Cirrhosis|Fibrosis\nN1  - Start date: March 2019\n");
    EXPECT_EQ(record.kind, RecordKind::Registration);
    EXPECT_EQ(record.registrations, std::vector<std::string>{"NCT01234567"});
    TrialFacts facts;
    facts.status = "RECRUITING";
    facts.phases = {"2", "3"};
    facts.enrolment = 120;
    facts.conditions = {"Cirrhosis", "Fibrosis"};
    facts.started = "2019-03";
    EXPECT_EQ(record.trial, facts);
}

} // namespace
} // namespace winnow::test
