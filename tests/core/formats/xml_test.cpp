// XML that is not what a tidy program writes: told by its content, read as far as it goes, and never a danger.
#include "core/formats/xml.h"

#include "core/formats/formats.h"
#include "tests/core/formats/collect.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>

#include <string>

namespace winnow::test {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* Article =
    "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T\xC3\xA9</ArticleTitle>"
    "</Article></MedlineCitation></PubmedArticle>";

std::string set(const std::string& articles)
{
    return "<PubmedArticleSet>" + articles + "</PubmedArticleSet>";
}

std::string article(const std::string& title)
{
    return "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>" + title
        + "</ArticleTitle></Article></MedlineCitation></PubmedArticle>";
}

Collected read(const std::string& bytes)
{
    Result<Collected> collected = collect(bytes);
    EXPECT_TRUE(collected) << collected.error().message.toStdString();
    if (!collected)
        return {};
    expectEveryByteAccountedFor(bytes, *collected);
    return std::move(*collected);
}

std::string titleOf(const std::string& articleTitle)
{
    const Collected collected = read(set(article(articleTitle)));
    return collected.records.size() == 1 ? collected.records[0].title : "no record";
}

TEST(XmlFormats, AreToldByTheirElementsWhateverStandsBefore)
{
    const std::vector<std::pair<std::string, Format>> starts = {
        {"<PubmedArticleSet></PubmedArticleSet>", Format::PubmedXml},
        {"\xEF\xBB\xBF\n<?xml version=\"1.0\"?><!-- <html> <xml><records> --><PubmedArticleSet/>", Format::PubmedXml},
        {"<!DOCTYPE x [<!ENTITY a \"<clinical_study>\">]><PubmedBookArticleSet>", Format::PubmedXml},
        {"This XML file does not appear to have any style information.\n<MedlineCitationSet>", Format::PubmedXml},
        {"<xml><records><record><ref-type>17</ref-type>", Format::EndnoteXml},
        {"<records><record><rec-number>1</rec-number>", Format::EndnoteXml},
        {"<clinical_study rank=\"1\">", Format::CtgovXml},
        {"<Trials_downloaded_from_ICTRP><Trial>", Format::IctrpXml},
        {"<rdf:RDF xmlns:z=\"http://www.zotero.org/namespaces/export#\">", Format::ZoteroRdf},
    };
    for (const auto& [bytes, format] : starts)
        EXPECT_EQ(read(bytes).receipt.format, format) << bytes;
}

TEST(XmlFormats, AreReadInUtf16WithAndWithoutAByteOrderMark)
{
    const std::string ascii =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n" + set(article("A title") + "\n" + article("B"));
    for (const bool bigEndian : {false, true}) {
        for (const std::string& mark : {""s, bigEndian ? "\xFE\xFF"s : "\xFF\xFE"s}) {
            const Collected collected = read(mark + utf16(ascii, bigEndian));
            ASSERT_THAT(collected.records, SizeIs(2));
            EXPECT_EQ(collected.records[0].title, "A title");
            EXPECT_EQ(collected.records[1].line, 3U);
            EXPECT_EQ(
                formats::rawFields(Format::PubmedXml, collected.receipt.encoding, {}, collected.records[1].raw).back(),
                (RawField{"MedlineCitation/Article/ArticleTitle", "B"}));
        }
    }
}

TEST(XmlFormats, AreReadWhereSeveralFilesWerePutTogether)
{
    const std::string one = "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n" + set(Article) + "\n";
    const Collected collected = read(one + one + one);
    EXPECT_THAT(collected.records, SizeIs(3));
    EXPECT_EQ(collected.receipt.problems.at(0).line, 3U);
}

TEST(XmlFormats, DecodeEntitiesOfXmlAndHtmlAndWhatWasEscapedTwice)
{
    EXPECT_EQ(titleOf("&lt;40 &amp; &#945;&#x3b2; &gamma;"), "<40 & \u03B1\u03B2 \u03B3");
    EXPECT_EQ(titleOf("p &amp;lt; 0.05"), "p < 0.05");
    EXPECT_EQ(titleOf("&unknown; &#0; &#x1F;"), "&unknown; &#0; &#x1F;");
}

TEST(XmlFormats, KeepTheSpacesBetweenMarkedWords)
{
    EXPECT_EQ(titleOf("<b>One</b> <i>two</i>\n   <sub>three</sub>four"), "One two threefour");
    EXPECT_EQ(titleOf("<![CDATA[a < b & ]]>c"), "a < b & c");
    EXPECT_EQ(titleOf("a<!-- not this -->b"), "ab");
}

TEST(XmlFormats, WriteFormulasInOneLine)
{
    const auto math = [](const std::string& formula) { return titleOf("<mml:math>" + formula + "</mml:math>"); };
    EXPECT_EQ(math("<mml:mfrac><mml:mn>1</mml:mn> <mml:mn>2</mml:mn></mml:mfrac>"), "1/2");
    EXPECT_EQ(
        math("<mml:msup><mml:mi>x</mml:mi><mml:mrow><mml:mi>n</mml:mi><mml:mo>+</mml:mo><mml:mn>1</mml:mn></mml:mrow>"
             "</mml:msup>"),
        "x^(n+1)");
    EXPECT_EQ(math("<mml:msqrt><mml:mi>x</mml:mi></mml:msqrt>"), "\u221Ax");
    EXPECT_EQ(math("<mml:infinity/>"), "\u221E");
}

TEST(XmlFormats, DoNotGrowWithEntityBombs)
{
    std::string bomb = "<!DOCTYPE PubmedArticleSet [<!ENTITY a0 \"lol\">";
    for (int i = 1; i < 30; ++i)
        bomb +=
            "<!ENTITY a" + std::to_string(i) + " \"&a" + std::to_string(i - 1) + ";&a" + std::to_string(i - 1) + ";\">";
    const Collected collected =
        read(bomb + "<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>" + set(article("&a29;&secret;")));
    ASSERT_THAT(collected.records, SizeIs(1));
    EXPECT_EQ(collected.records[0].title, "&a29;&secret;");
}

TEST(XmlFormats, MayBeOfAnyDepth)
{
    std::string open;
    std::string close;
    for (int i = 0; i < 100'000; ++i) {
        open += "<i>";
        close += "</i>";
    }
    EXPECT_EQ(titleOf(open + "deep" + close), "deep");
    EXPECT_EQ(titleOf(open + "deep"), "deep");
    const Collected collected = read("<xml><records><record>" + open + "deep" + close + "</record></records></xml>");
    ASSERT_THAT(collected.records, SizeIs(1));
    EXPECT_EQ(formats::rawFields(Format::EndnoteXml, "UTF-8", {}, collected.records[0].raw).size(), 1U);
}

TEST(XmlFormats, ReadTenMegabytesInOneField)
{
    const std::string much(10U << 20U, 'x');
    EXPECT_EQ(titleOf(much), much);
}

TEST(XmlFormats, RejectWhatIsTooLargeAndGoOnBehindIt)
{
    const std::string much(formats::MaxRecordBytes + (2U << 20U), 'x');
    const Collected collected = read(set(article("A") + article(much) + article("B")));
    ASSERT_THAT(collected.records, SizeIs(2));
    EXPECT_EQ(collected.records[1].title, "B");
    EXPECT_EQ(collected.receipt.rejected, 1U);
}

TEST(XmlFormats, KeepTheBytesOfARecordWithTooManyElements)
{
    std::string many;
    for (int i = 0; i < 600'000; ++i)
        many += "<a>x</a>";
    const Collected collected = read(set(article("A") + "<PubmedArticle>" + many + "</PubmedArticle>" + article("B")));
    ASSERT_THAT(collected.records, SizeIs(3));
    EXPECT_EQ(collected.records[1].raw.size(), many.size() + 31);
    EXPECT_EQ(collected.receipt.problems.at(0).severity, Severity::Lost);
    EXPECT_EQ(collected.records[2].title, "B");
}

TEST(XmlFormats, LoseNothingOfABrokenRecordAndNothingOfTheNext)
{
    const std::vector<std::string> broken = {
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A <b>bold</i> "
        "title</ArticleTitle></Article>"
        "</MedlineCitation></PubmedArticle>",
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A bold title</Articletitle></Article>"
        "</MedlineCitation></PubmedArticle>",
        "<PubmedArticle><MedlineCitation x=1><PMID>1</PMID><Article a=\"b><ArticleTitle>A bold "
        "title</ArticleTitle></Article>"
        "</MedlineCitation></PubmedArticle>",
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A bold title</ArticleTitle><!-- open "
        "</Article>"
        "</MedlineCitation></PubmedArticle><!-- closed -->",
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A bold title</ArticleTitle></Article>",
    };
    for (const std::string& damaged : broken) {
        const Collected collected = read(set(damaged + article("The next")));
        ASSERT_THAT(collected.records, SizeIs(testing::Ge(1U))) << damaged;
        EXPECT_EQ(collected.records[0].title, "A bold title") << damaged;
        EXPECT_EQ(collected.records[0].pmid, "1") << damaged;
        EXPECT_EQ(collected.records.back().title, "The next") << damaged;
        EXPECT_FALSE(collected.receipt.problems.empty()) << damaged;
    }
    // An '&' and a '<' that are text break nothing.
    EXPECT_EQ(titleOf("R & D, a < b, p<0.05, x <y"), "R & D, a < b, p<0.05, x <y");
}

TEST(XmlFormats, GiveTheSameAsMedlineTextForTheSameRecord)
{
    const std::string nbib = R"(PMID- 90000001
IS  - 1234-5678 (Electronic)
IS  - 1234-567X (Linking)
VI  - 12
IP  - 3
DP  - 2019 Mar 5
TI  - A made-up trial of 10⁹ cells.
PG  - 494-6
LID - 10.5555/example [doi]
AB  - BACKGROUND: Nothing was measured (NCT01234567). METHODS: Forty patients.
FAU - Beispiel, Anna B
AU  - Beispiel AB
FAU - Ejemplo, José Jr
AU  - Ejemplo J Jr
CN  - Made-Up Study Group
LA  - eng
SI  - ClinicalTrials.gov/NCT07654321
PT  - Journal Article
PT  - Retracted Publication
TT  - Ein Titel.
TA  - J Made Up
JT  - Journal of the made-up
MH  - Liver Cirrhosis/*therapy
OT  - stem cells
OT  - *example
RIN - J Made Up. 2021 Jan;14(1):1. PMID: 90000010
PMC - PMC9000001
AID - 10.5555/example [doi]
)";
    const std::string xml = set(
        R"(<PubmedArticle><MedlineCitation><PMID Version="1">90000001</PMID><Article><Journal><ISSN IssnType="Electronic">1234-5678</ISSN>
<JournalIssue><Volume>12</Volume><Issue>3</Issue><PubDate><Year>2019</Year><Month>03</Month><Day>05</Day></PubDate></JournalIssue>
<Title>Journal of the made-up</Title><ISOAbbreviation>J. Made Up</ISOAbbreviation></Journal>
<ArticleTitle>A made-up trial of 10<sup>9</sup> cells.</ArticleTitle><Pagination><MedlinePgn>494-6</MedlinePgn></Pagination>
<ELocationID EIdType="doi">10.5555/EXAMPLE</ELocationID>
<Abstract><AbstractText Label="BACKGROUND">Nothing was measured (NCT01234567).</AbstractText><AbstractText Label="METHODS">Forty patients.</AbstractText></Abstract>
<AuthorList><Author><LastName>Beispiel</LastName><ForeName>Anna B</ForeName><Initials>AB</Initials></Author>
<Author><LastName>Ejemplo</LastName><ForeName>José</ForeName><Initials>J</Initials><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>Made-Up Study Group</CollectiveName></Author></AuthorList><Language>eng</Language>
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT07654321</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList><PublicationType>Journal Article</PublicationType><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
<VernacularTitle>Ein Titel.</VernacularTitle></Article>
<MedlineJournalInfo><MedlineTA>J Made Up</MedlineTA><ISSNLinking>1234-567X</ISSNLinking></MedlineJournalInfo>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Made Up. 2021 Jan;14(1):1</RefSource><PMID>90000010</PMID></CommentsCorrections></CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN="N">Liver Cirrhosis</DescriptorName><QualifierName MajorTopicYN="Y">therapy</QualifierName></MeshHeading></MeshHeadingList>
<KeywordList><Keyword MajorTopicYN="N">stem cells</Keyword><Keyword MajorTopicYN="Y">example</Keyword></KeywordList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC9000001</ArticleId></ArticleIdList></PubmedData></PubmedArticle>)");
    const Collected one = read(nbib);
    const Collected other = read(xml);
    ASSERT_THAT(one.records, SizeIs(1));
    ASSERT_THAT(other.records, SizeIs(1));
    const Record& text = one.records[0];
    const Record& tree = other.records[0];
    EXPECT_EQ(one.receipt.database, other.receipt.database);
    EXPECT_EQ(text.kind, tree.kind);
    EXPECT_EQ(text.sourceId, tree.sourceId);
    EXPECT_EQ(text.title, tree.title);
    EXPECT_EQ(text.originalTitle, tree.originalTitle);
    EXPECT_EQ(text.abstract, tree.abstract);
    EXPECT_EQ(text.authors, tree.authors);
    EXPECT_EQ(text.groupAuthors, tree.groupAuthors);
    EXPECT_EQ(text.year, tree.year);
    EXPECT_EQ(text.date, tree.date);
    EXPECT_EQ(text.journal, tree.journal);
    EXPECT_EQ(text.journalAbbreviation, tree.journalAbbreviation);
    EXPECT_EQ(text.volume, tree.volume);
    EXPECT_EQ(text.issue, tree.issue);
    EXPECT_EQ(text.pages, tree.pages);
    EXPECT_EQ(text.doi, tree.doi);
    EXPECT_EQ(text.pmid, tree.pmid);
    EXPECT_EQ(text.pmcid, tree.pmcid);
    EXPECT_EQ(text.registrations, tree.registrations);
    EXPECT_EQ(text.language, tree.language);
    EXPECT_EQ(text.types, tree.types);
    EXPECT_EQ(text.keywords, tree.keywords);
    EXPECT_EQ(text.mesh, tree.mesh);
    EXPECT_EQ(text.notices, tree.notices);
    EXPECT_EQ(text.serials, tree.serials);
    EXPECT_EQ(text.relations, tree.relations);
}

} // namespace
} // namespace winnow::test
