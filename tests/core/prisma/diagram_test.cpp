#include "core/prisma/diagram.h"
#include "tests/core/prisma/flows.h"

#include <gmock/gmock.h>

#include <set>

namespace {

using namespace winnow;
using prisma::Part;
using testing::ElementsAre;

std::vector<std::string> linesOf(const prisma::Diagram& diagram, Part part)
{
    std::vector<std::string> lines;
    const prisma::DiagramBox* box = diagram.box(part);
    if (!box)
        return {"absent"};
    for (const prisma::Line& line : box->lines)
        lines.push_back(std::string(static_cast<std::size_t>(line.indent), '\t') + line.label.toStdString()
            + (line.count ? " " + line.countText().toStdString() : ""));
    return lines;
}

TEST(Diagram, SpeaksTheWordsOfThe2020Template)
{
    const prisma::Diagram diagram = prisma::diagram(test::finishedFlow());
    EXPECT_EQ(diagram.variant, prisma::Variant::Databases);
    EXPECT_THAT(
        linesOf(diagram, Part::DatabasesTitle), ElementsAre("Identification of studies via databases and registers"));
    EXPECT_THAT(linesOf(diagram, Part::Identified),
        ElementsAre("Records identified from:", "\tDatabases (n = 2,310)", "\t\tPubMed (n = 1,203)",
            "\t\tWeb of Science (n = 1,107)", "\tRegisters (n = 96)", "\t\tClinicalTrials.gov (n = 96)"));
    EXPECT_THAT(linesOf(diagram, Part::Removed),
        ElementsAre("Records removed before screening:", "\tDuplicate records removed (n = 741)",
            "\tRecords marked as ineligible by automation tools (n = 30)",
            "\tRecords removed for other reasons (n = 5)"));
    EXPECT_THAT(linesOf(diagram, Part::Screened), ElementsAre("Records screened (n = 1,630)"));
    EXPECT_THAT(linesOf(diagram, Part::Excluded), ElementsAre("Records excluded (n = 1,498)"));
    EXPECT_THAT(linesOf(diagram, Part::Sought), ElementsAre("Reports sought for retrieval (n = 132)"));
    EXPECT_THAT(linesOf(diagram, Part::NotRetrieved), ElementsAre("Reports not retrieved (n = 7)"));
    EXPECT_THAT(linesOf(diagram, Part::Assessed), ElementsAre("Reports assessed for eligibility (n = 125)"));
    EXPECT_THAT(linesOf(diagram, Part::Included),
        ElementsAre("Studies included in review (n = 25)", "Reports of included studies (n = 30)"));
}

TEST(Diagram, SortsReasonsByNumberOfReports)
{
    EXPECT_THAT(linesOf(prisma::diagram(test::finishedFlow()), Part::ReportsExcluded),
        ElementsAre("Reports excluded:", "\tNo safety or efficacy outcome (n = 31)", "\tWrong intervention (n = 24)",
            "\tNo reason given (n = 22)", "\tWrong population (n = 18)"));
}

TEST(Diagram, LeavesOtherMethodsOutUnlessTheyFoundSomething)
{
    const prisma::Diagram without = prisma::diagram(test::finishedFlow());
    EXPECT_EQ(without.box(Part::OthersTitle), nullptr);
    EXPECT_EQ(without.boxes.size(), 10U);

    const prisma::Diagram with = prisma::diagram(test::flowWithOtherMethods());
    EXPECT_EQ(with.variant, prisma::Variant::DatabasesAndOthers);
    EXPECT_EQ(with.boxes.size(), 16U);
    EXPECT_THAT(linesOf(with, Part::OtherIdentified),
        ElementsAre("Records identified from:", "\tWebsites (n = 4)", "\tOrganisations (n = 2)",
            "\tCitation searching (n = 24)"));
    EXPECT_THAT(with.footnotes,
        ElementsAre(QStringLiteral(
            "Records from other methods: identified 30, duplicates 1, excluded by title and abstract 2.")));
}

TEST(Diagram, ConnectsOnlyBoxesThatItHas)
{
    for (const FlowCounts& counts : {FlowCounts{}, test::finishedFlow(), test::flowWithOtherMethods()}) {
        const prisma::Diagram diagram = prisma::diagram(counts);
        for (const prisma::Arrow& arrow : diagram.arrows) {
            EXPECT_NE(diagram.box(arrow.from), nullptr);
            EXPECT_NE(diagram.box(arrow.to), nullptr);
        }
    }
}

TEST(Diagram, PutsEachBoxInAPlaceOfItsOwn)
{
    std::set<std::pair<int, int>> places;
    for (const prisma::DiagramBox& box : prisma::diagram(test::flowWithOtherMethods()).boxes)
        EXPECT_TRUE(places.insert({box.column, box.row}).second) << "column " << box.column << ", row " << box.row;
}

TEST(Diagram, OpensTheRecordsBehindEachLine)
{
    const prisma::Diagram diagram = prisma::diagram(test::flowWithOtherMethods());

    Filter pubmed;
    pubmed.source = "PubMed";
    EXPECT_EQ(diagram.box(Part::Identified)->lines[2].records, pubmed);
    EXPECT_EQ(diagram.box(Part::Identified)->lines[2].heading, QStringLiteral("Records identified from PubMed"));

    Filter wrongPopulation;
    wrongPopulation.arm = SourceKind::Other;
    wrongPopulation.boxes = {Box::ExcludedFullText};
    wrongPopulation.reason = ReasonId(1);
    EXPECT_EQ(diagram.box(Part::OtherReportsExcluded)->lines[1].records, wrongPopulation);

    Filter included;
    included.boxes = {Box::Included};
    EXPECT_EQ(diagram.box(Part::Included)->lines[0].records, included);

    // Nothing is kept of records that a tool removed before they came to Winnow.
    EXPECT_EQ(diagram.box(Part::Removed)->lines[2].records, std::nullopt);
}

TEST(Diagram, JoinsImportsOfOneSource)
{
    FlowCounts counts;
    counts.sources = {
        {"PubMed", SourceKind::Database, 3}, {"Embase", SourceKind::Database, 2}, {"PubMed", SourceKind::Database, 4}};
    EXPECT_THAT(linesOf(prisma::diagram(counts), Part::Identified),
        ElementsAre("Records identified from:", "\tDatabases (n = 9)", "\t\tPubMed (n = 7)", "\t\tEmbase (n = 2)",
            "\tRegisters (n = 0)"));
}

TEST(Diagram, IsStampedWithWhatIsOpen)
{
    FlowCounts counts = test::finishedFlow();
    EXPECT_TRUE(prisma::diagram(counts).open.empty());
    counts.databases.awaitingAssessment = 3;
    ASSERT_EQ(prisma::diagram(counts).open.size(), 1U);
    EXPECT_EQ(prisma::diagram(counts).open.front().text, QStringLiteral("3 awaiting assessment"));
}

} // namespace
