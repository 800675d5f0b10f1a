#include "ui/widgets/recordcard.h"

#include "core/base/text.h"
#include "ui/widgets/theme.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

namespace winnow::ui {
namespace {

using testing::HasSubstr;
using testing::Not;

CitationDetail trial()
{
    CitationDetail citation;
    citation.id = CitationId{7};
    Record& best = citation.best;
    best.title = "Autologous cells in alcoholic cirrhosis: a <i>phase 2</i> trial with CD34<sup>+</sup> cells";
    best.authors = {"Suk, Ki Tae", "Yoon, Jung-Hwan"};
    best.journal = "Hepatology";
    best.year = 2016;
    best.volume = "64";
    best.issue = "6";
    best.pages = "2185-2197";
    best.pmid = "27339398";
    best.doi = "10.1002/hep.28693";
    best.registrations = {"NCT01875081"};
    best.abstract = "BACKGROUND: Mesenchymal stem cells may help in cirrhosis.\n"
                    "METHODS: Patients were randomised to one or two injections.";
    best.keywords = {"fibrosis", "stem cell"};
    RecordDetail record;
    record.id = RecordId{3};
    record.record = best;
    record.source = "PubMed";
    record.file = "pubmed.nbib";
    record.fields = {{"PMID", "27339398"}, {"XX", "a tag nobody knows"}};
    citation.records = {record};
    return citation;
}

class RecordCardTest : public testing::Test {
protected:
    void SetUp() override
    {
        card.resize(800, 600);
        card.setReadRecord([this](RecordId id) -> Result<RecordDetail> {
            read.push_back(id);
            return trial().records.front();
        });
        card.setCitation(trial());
        card.show();
        QApplication::processEvents();
    }
    [[nodiscard]] std::string shown() const { return card.toPlainText().toStdString(); }
    void click(const QString& link) { Q_EMIT card.anchorClicked(QUrl(link)); }
    /// What is marked, in order.
    [[nodiscard]] std::vector<std::string> marked() const
    {
        std::vector<std::string> words;
        for (QTextBlock block = card.document()->begin(); block.isValid(); block = block.next())
            for (const QTextLayout::FormatRange& range : block.layout()->formats())
                words.push_back(block.text().mid(range.start, range.length).toStdString());
        return words;
    }

    RecordCard card;
    std::vector<RecordId> read;
};

TEST_F(RecordCardTest, ShowsWhatAReviewerNeeds)
{
    EXPECT_THAT(shown(), HasSubstr("Autologous cells in alcoholic cirrhosis: a phase 2 trial with CD34+ cells"));
    EXPECT_THAT(shown(), HasSubstr("Suk, Ki Tae; Yoon, Jung-Hwan"));
    EXPECT_THAT(shown(), HasSubstr("Hepatology · 2016 · 64(6):2185-2197"));
    EXPECT_THAT(shown(), HasSubstr("PMID 27339398"));
    EXPECT_THAT(shown(), HasSubstr("BACKGROUND: Mesenchymal stem cells may help in cirrhosis."));
    EXPECT_THAT(shown(), HasSubstr("fibrosis · stem cell"));
}

TEST_F(RecordCardTest, MarksTermsAndTakesTheMarksAwayWithoutTouchingTheText)
{
    card.setTerms({{"Population", 0, {"cirrho*"}}, {"Intervention", 2, {"stem cell*"}}});
    const std::string text = shown();
    EXPECT_THAT(marked(), testing::ElementsAre("cirrhosis", "stem cells", "cirrhosis", "stem cell"));
    EXPECT_THAT(text, HasSubstr("Population 2   Intervention 2"));
    card.setHighlightsShown(false);
    EXPECT_THAT(marked(), testing::IsEmpty());
    EXPECT_EQ(shown(), text);
    card.setHighlightsShown(true);
    EXPECT_EQ(marked().size(), 4U);
}

TEST_F(RecordCardTest, LongAuthorListsFoldOut)
{
    CitationDetail citation = trial();
    citation.best.authors.clear();
    for (int i = 0; i < 7456; ++i)
        citation.best.authors.push_back("Author" + std::to_string(i) + ", A");
    card.setCitation(citation);
    EXPECT_THAT(shown(), HasSubstr("Author9, A and " + QLocale().toString(7446).toStdString() + " more"));
    EXPECT_THAT(shown(), Not(HasSubstr("Author10, A")));
    click(QStringLiteral("show:authors"));
    EXPECT_THAT(shown(), HasSubstr("Author7455, A"));
}

TEST_F(RecordCardTest, HidesAuthorsAndJournalAgainstBias)
{
    card.setSourceHidden(true);
    EXPECT_THAT(shown(), Not(HasSubstr("Suk")));
    EXPECT_THAT(shown(), Not(HasSubstr("Hepatology")));
    CitationDetail other = trial();
    other.id = CitationId{8};
    card.setCitation(other);
    EXPECT_THAT(shown(), Not(HasSubstr("Hepatology")));
}

TEST_F(RecordCardTest, ShowsEveryTagOfARecordOnRequestOnly)
{
    EXPECT_TRUE(read.empty());
    click(QStringLiteral("show:records"));
    EXPECT_THAT(shown(), HasSubstr("PubMed · pubmed.nbib"));
    EXPECT_TRUE(read.empty());
    click(QStringLiteral("fields:3"));
    EXPECT_EQ(read, std::vector{RecordId{3}});
    EXPECT_THAT(shown(), HasSubstr("XX\ta tag nobody knows"));
}

TEST_F(RecordCardTest, ShowsWhatARegisterSaysOfATrial)
{
    CitationDetail registered = trial();
    TrialFacts& facts = registered.best.trial;
    facts.phases = {"1", "2"};
    facts.status = "Completed";
    facts.enrolment = 72;
    facts.sponsors = {"Yonsei University", "Pharmicell"};
    facts.countries = {"South Korea"};
    facts.registered = "2013-06";
    facts.updated = "2016-04-20";
    card.setCitation(registered);
    for (const char* words : {"Phase 1/2 · Completed · 72 participants", "Yonsei University · Pharmicell",
             "South Korea", "registered 2013-06 · this version of 2016-04-20"})
        EXPECT_THAT(shown(), HasSubstr(words));
}

TEST_F(RecordCardTest, LeadsToTheReportsThatAreLinked)
{
    CitationDetail linked = trial();
    linked.links = {
        {CitationId{9}, "The same as a preprint", RelationKind::PublishedAs, QStringLiteral("Published as"), false}};
    card.setCitation(linked);
    EXPECT_THAT(shown(), HasSubstr("Published as  The same as a preprint"));
    CitationId led;
    QObject::connect(&card, &RecordCard::citationClicked, &card, [&led](CitationId id) { led = id; });
    click(QStringLiteral("citation:9"));
    EXPECT_EQ(led, CitationId{9});
}

TEST_F(RecordCardTest, ShowsDecisionsThatCameWithAnImport)
{
    CitationDetail given = trial();
    given.records.front().record.decisions = {{Stage::TitleAbstract, Verdict::Exclude, "Not in humans", "mice", "Kim"}};
    card.setCitation(given);
    EXPECT_THAT(shown(), HasSubstr("In pubmed.nbib  Excluded: Not in humans, by Kim (mice)"));
}

TEST_F(RecordCardTest, ARetractionStandsAboveTheTitle)
{
    CitationDetail citation = trial();
    citation.best.notices = {"Retraction in: Hepatology. 2018;1:2"};
    citation.best.types = {"Retracted Publication"};
    card.setCitation(citation);
    EXPECT_THAT(shown(), testing::StartsWith("Retracted publication  Retraction in: Hepatology"));
}

TEST_F(RecordCardTest, TextOfARecordStaysText)
{
    CitationDetail citation = trial();
    citation.best.title = "<img src='file:///etc/passwd'><a href='http://x.org'>Title</a><b>bold";
    citation.best.abstract = "<script>1</script> &amp; x < y <style>";
    card.setCitation(citation);
    EXPECT_THAT(shown(), HasSubstr("<img src='file:///etc/passwd'><a href='http://x.org'>Title</a>bold"));
    EXPECT_THAT(shown(), HasSubstr("<script>1</script> &amp; x < y <style>"));
    for (QTextBlock block = card.document()->begin(); block.isValid(); block = block.next())
        for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
            EXPECT_FALSE(piece.fragment().charFormat().isImageFormat());
            EXPECT_THAT(piece.fragment().charFormat().anchorHref().toStdString(), Not(HasSubstr("x.org")));
        }
}

TEST_F(RecordCardTest, TagsThatAPublisherLeftInAreNotRead)
{
    CitationDetail citation = trial();
    citation.best.abstract = "<jats:title>Background</jats:title><jats:p>Cells of <em>umbilical</em> cord.</jats:p><p "
                             "class=\"x\">p <0.05 in <strong>all</strong>; a <pilot> word</p>";
    card.setCitation(citation);
    EXPECT_THAT(shown(), HasSubstr("Cells of umbilical cord."));
    EXPECT_THAT(shown(), HasSubstr("p <0.05 in all; a <pilot> word"));
    EXPECT_THAT(shown(), Not(HasSubstr("jats")));
}

TEST_F(RecordCardTest, IdentifiersAreCopiedOrOpenedAtOurOwnAddresses)
{
    const QSignalSpy opened(&card, &RecordCard::urlClicked);
    const QSignalSpy copied(&card, &RecordCard::copied);
    click(QStringLiteral("copy:1"));
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("10.1002/hep.28693"));
    EXPECT_EQ(copied.size(), 1);
    click(QStringLiteral("open:0"));
    ASSERT_EQ(opened.size(), 1);
    EXPECT_EQ(opened.at(0).at(0).toUrl(), QUrl(QStringLiteral("https://pubmed.ncbi.nlm.nih.gov/27339398")));
    click(QStringLiteral("open:99"));
    EXPECT_EQ(opened.size(), 1);
}

TEST_F(RecordCardTest, AVeryLongAbstractIsShownInPartUntilAskedFor)
{
    CitationDetail citation = trial();
    citation.best.abstract.clear();
    while (citation.best.abstract.size() < 100'000)
        citation.best.abstract += "word after word ";
    citation.best.abstract += "END";
    card.setCitation(citation);
    EXPECT_THAT(shown(), Not(HasSubstr("END")));
    click(QStringLiteral("show:abstract"));
    EXPECT_THAT(shown(), HasSubstr("END"));
}

TEST(IdentifierLinks, OnlyWellFormedIdentifiersLeadAnywhere)
{
    EXPECT_EQ(doiUrl("10.1002/hep.28693"), QUrl(QStringLiteral("https://doi.org/10.1002/hep.28693")));
    EXPECT_EQ(doiUrl("10.1000/a b"), std::nullopt);
    EXPECT_EQ(doiUrl("10.1000/a?x=1#y&z<>\"")->toEncoded(), "https://doi.org/10.1000/a%3Fx%3D1%23y%26z%3C%3E%22");
    EXPECT_EQ(pubmedUrl("1/../../evil"), std::nullopt);
    EXPECT_EQ(registrationUrl("NCT01875081"), QUrl(QStringLiteral("https://clinicaltrials.gov/study/NCT01875081")));
    EXPECT_EQ(registrationUrl("javascript:1"), std::nullopt);
    EXPECT_EQ(webOfScienceUrl("WOS:000388123400039"),
        QUrl(QStringLiteral("https://www.webofscience.com/wos/woscc/full-record/WOS:000388123400039")));
}

/// Written where WINNOW_SCREENSHOTS says, to be looked at.
TEST_F(RecordCardTest, LooksAreTakenWhereAskedFor)
{
    const QString folder = qEnvironmentVariable("WINNOW_SCREENSHOTS");
    if (folder.isEmpty())
        GTEST_SKIP() << "WINNOW_SCREENSHOTS is not set";
    CitationDetail citation = trial();
    citation.decisions = {{Stage::TitleAbstract, ReviewerId{1}, "A", Verdict::Exclude, ReasonId{1}, "", 0}};
    citation.best.notices = {"Retraction in: Hepatology. 2018;1:2"};
    citation.best.types = {"Journal Article", "Retracted Publication"};
    citation.labels = {"dose", "check"};
    citation.note = "Same cohort as the pilot?";
    citation.best.mesh = {"Humans", "*Liver Cirrhosis", "Mesenchymal Stem Cells/cytology"};
    card.setReasons({{ReasonId{1}, Stage::TitleAbstract, "Wrong population", 1}});
    card.setTerms({{"Population", 0, {"cirrho*"}}, {"Exclusion", 1, {"pilot", "alcoholic"}},
        {"Intervention", 2, {"stem cell*", "cells"}}, {"Design", 3, {"random*", "trial"}}, {"Other", 4, {"patient*"}}});
    card.setCitation(citation);
    click(QStringLiteral("show:records"));
    click(QStringLiteral("fields:3"));
    for (const Appearance look : {Appearance::Light, Appearance::Dark}) {
        theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), look);
        QApplication::processEvents();
        EXPECT_TRUE(card.grab().save(folder
            + (look == Appearance::Light ? QStringLiteral("/card-light.png") : QStringLiteral("/card-dark.png"))));
    }
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Light);
}

TEST(RecordCard, ShowsTheBeginningOfWhatIsEnormous)
{
    CitationDetail citation;
    citation.id = CitationId{1};
    citation.best.title = std::string(1'000'000, 'w');
    for (int i = 0; i < 2'000'000; ++i)
        citation.best.abstract += "word ";
    citation.best.journal = std::string(1'000'000, 'j');
    citation.best.keywords = {std::string(1'000'000, 'k')};
    RecordDetail detail;
    detail.id = RecordId{1};
    detail.record = citation.best;
    detail.fields = {{"AB", citation.best.abstract}};
    citation.records = {detail};
    RecordCard card;
    card.setReadRecord([&](RecordId) -> Result<RecordDetail> { return detail; });
    card.setCitation(citation);
    EXPECT_LT(card.document()->characterCount(), 50'000);
    Q_EMIT card.anchorClicked(QUrl(QStringLiteral("show:abstract")));
    Q_EMIT card.anchorClicked(QUrl(QStringLiteral("show:records")));
    Q_EMIT card.anchorClicked(QUrl(QStringLiteral("fields:1")));
    EXPECT_LT(card.document()->characterCount(), 300'000);
    EXPECT_TRUE(card.toPlainText().contains(QStringLiteral("9,800,000")));
}

} // namespace
} // namespace winnow::ui
