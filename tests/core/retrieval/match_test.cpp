#include "core/retrieval/match.h"

#include "core/base/text.h"
#include "core/pdf/blocking.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace winnow::retrieval {
namespace {

using namespace Qt::Literals::StringLiterals;

const std::vector<ReportFacts> Few{
    {CitationId(1), "10.1000/ex.1", "Umbilical cord stem cells in decompensated cirrhosis", {"Suk, Kim"}, 2016,
        "26234345", {"NCT01333228"}},
    {CitationId(2), "10.1000/ex.12", "A second trial of bone marrow cells in acute liver failure", {"Lin, Bing"}, 2017,
        {}, {}},
    {CitationId(3), "", "Autologous CD34+ infusion: a na\xC3\xAFve comparison of two doses", {"Sharma, Manoj"}, 2020,
        {}, {}},
    {CitationId(4), "10.1000/short", "Cells", {"Short, A"}, 2001, {}, {}},
};

std::vector<Match> matchesOf(const std::string& page, const std::string& name = "paper.pdf",
    const std::string& title = {}, const std::string& about = {})
{
    return matches({name, title, about, {page}}, Few);
}

/// The sure report, or 0.
std::int64_t sure(const std::vector<Match>& found)
{
    return !found.empty() && found.front().certainty == Certainty::Sure ? found.front().id.value : 0;
}

std::int64_t first(const std::vector<Match>& found)
{
    return found.empty() ? 0 : found.front().id.value;
}

const std::string LinsHead =
    "ORIGINAL ARTICLE\nA Second Trial of Bone Marrow Cells in Acute Liver\nFailure\nBing Lin, Wei "
    "Chen\nHepatology 2017\nAbstract Background";

TEST(RetrievalMatch, IsSureWhereDoiAndTitleAgree)
{
    EXPECT_EQ(sure(matchesOf(LinsHead + " https://doi.org/10.1000/\nex.12. ")), 2) << "a line may break the DOI";
    EXPECT_EQ(sure(matchesOf(LinsHead + " DOI 10.1000/EX.12 Abstract")), 2);
}

TEST(RetrievalMatch, IsSureWhereTitleAndAuthorAgree)
{
    EXPECT_EQ(sure(matchesOf(LinsHead)), 2);
    EXPECT_EQ(sure(matchesOf("Autologous CD34+ infusion:\na naive compari-\nson of two doses\nM. Sharma\n2020")), 3)
        << "hyphens, accents and line ends make no difference";
}

TEST(RetrievalMatch, DoesNotTakeALongerDoiForAShorterOne)
{
    for (const Match& match : matchesOf("DOI 10.1000/ex.12 and no title, by nobody"))
        EXPECT_NE(match.id, CitationId(1));
    EXPECT_TRUE(matchesOf("DOI 10.1000/ex.19").empty());
    EXPECT_TRUE(matchesOf("DOI 10.1000/ex.1.v2").empty()) << "another version";
}

TEST(RetrievalMatch, AsksWhereADoiStandsAlone)
{
    std::string page = "As shown before (10.1000/ex.12) and elsewhere: ";
    for (int i = 0; i < 60; ++i)
        page += "word" + std::to_string(i) + ' ';
    const auto found = matchesOf(page);
    EXPECT_EQ(first(found), 2);
    EXPECT_EQ(sure(found), 0) << "it may be cited";
}

TEST(RetrievalMatch, IsSureOfTheOneDoiOfACoverSheet)
{
    EXPECT_EQ(sure(matchesOf("Scanned on demand. DOI 10.1000/ex.12")), 2);
    EXPECT_EQ(sure(matchesOf("Scanned on demand. DOI 10.1000/ex.12, 10.1000/ex.1")), 0);
}

TEST(RetrievalMatch, AsksWhereDoiAndTitleNameDifferentReports)
{
    EXPECT_EQ(sure(matchesOf(LinsHead + " 10.1000/ex.1 Suk")), 0);
}

TEST(RetrievalMatch, AsksWhereTheHeadSaysItIsAnotherThing)
{
    EXPECT_EQ(sure(matchesOf("Erratum to: " + LinsHead + " 10.1000/ex.12")), 0);
    EXPECT_EQ(sure(matchesOf("Supplementary appendix to " + LinsHead + " 10.1000/ex.12")), 0);
    EXPECT_EQ(sure(matchesOf("In reply: " + LinsHead)), 0);
    EXPECT_EQ(
        sure(matchesOf("A second trial of bone marrow cells in acute liver failure: study protocol\nBing Lin 2017")),
        0);
}

TEST(RetrievalMatch, AsksWhereThePaperHasAnotherDoiOfItsOwn)
{
    EXPECT_EQ(sure(matchesOf(LinsHead + " doi:10.9999/preprint.7")), 0) << "a preprint of the same title";
}

TEST(RetrievalMatch, AsksWhereTheAuthorsAreOthers)
{
    std::string page = "A second trial of bone marrow cells in acute liver failure\nMaria Rossi 2017\n";
    for (int i = 0; i < 60; ++i)
        page += "word" + std::to_string(i) + ' ';
    EXPECT_EQ(sure(matchesOf(page)), 0);
}

TEST(RetrievalMatch, TakesANearlyRightTitleOnlyWithTheDoi)
{
    const std::string page = "A second tria1 of bone rnarrow cells in acute liver failure\nBing Lin 2017";
    EXPECT_EQ(first(matchesOf(page)), 2);
    EXPECT_EQ(sure(matchesOf(page)), 0);
    EXPECT_EQ(sure(matchesOf(page + " 10.1000/ex.12")), 2);
}

TEST(RetrievalMatch, ProposesByTheFilesName)
{
    EXPECT_EQ(first(matchesOf("", "Lin 2017 bone marrow.pdf")), 2);
    EXPECT_EQ(sure(matchesOf("", "Lin 2017 bone marrow.pdf")), 0);
    EXPECT_EQ(first(matchesOf("", "PMID26234345.pdf")), 1);
    EXPECT_TRUE(matchesOf("", "scan0001.pdf").empty());
}

TEST(RetrievalMatch, KnowsARegisteredTrialsPapersAreMany)
{
    std::vector<ReportFacts> trial = Few;
    trial[0].title = "Cells for cirrhosis";
    trial[0].doi.clear();
    const auto found = matches({"a.pdf", {}, {}, {"NCT01333228 Kim Suk 2016 Cells for cirrhosis and more"}}, trial);
    EXPECT_EQ(first(found), 1);
    EXPECT_EQ(sure(found), 0) << "the title is too short to prove anything";
}

TEST(RetrievalMatch, AsksBetweenTwoReportsOfOneTitle)
{
    std::vector<ReportFacts> twins = Few;
    twins.push_back(Few[1]);
    twins.back().id = CitationId(9);
    twins.back().doi.clear();
    EXPECT_EQ(sure(matches({"a.pdf", {}, {}, {LinsHead}}, twins)), 0);
    EXPECT_EQ(sure(matches({"a.pdf", {}, {}, {LinsHead + " 10.1000/ex.12"}}, twins)), 2) << "the DOI tells them apart";
}

TEST(RetrievalMatch, FindsDoisInText)
{
    EXPECT_EQ(doisIn("(doi:10.1186/S13287-015-0106-1). See 10.1016/S0070-2153(06)74007-8; 10.1/x 110.1234/y"),
        (std::vector<std::string>{"10.1186/s13287-015-0106-1", "10.1016/s0070-2153(06)74007-8"}));
}

// Real papers
// ----------------------------------------------------------------------------------------------------------

struct Paper {
    std::string file; ///< a part of its name
    ReportFacts facts;
};

const std::vector<Paper>& papers()
{
    static const std::vector<Paper> all{
        {"agyeman-duah",
            {CitationId(101), "10.1186/1472-6963-14-1",
                "Understanding the barriers to setting up a healthcare quality improvement process in resource-limited "
                "settings: a situational analysis at the Medical Department of Kamuzu Central Hospital in Lilongwe, "
                "Malawi",
                {"Agyeman-Duah, Josephine Nana Afrakoma", "Theurer, Antje"}, 2014, {}, {}}},
        {"chiarotto",
            {CitationId(102), "10.1186/1745-6215-15-511",
                "A core outcome set for clinical trials on non-specific low back pain: study protocol for the "
                "development "
                "of a core domain set",
                {"Chiarotto, Alessandro", "Terwee, Caroline B"}, 2014, {}, {}}},
        {"dodd",
            {CitationId(103), "10.1186/s12916-014-0161-y",
                "The effects of antenatal dietary and lifestyle advice for women who are overweight or obese on "
                "maternal "
                "diet and physical activity: the LIMIT randomised trial",
                {"Dodd, Jodie M", "Cramp, Courtney"}, 2014, {}, {}}},
        {"frazier",
            {CitationId(104), "10.12688/f1000research.4767.2",
                "Longevity of Atlantic Sharpnose Sharks Rhizoprionodon terraenovae and Blacknose Sharks Carcharhinus "
                "acronotus in the western North Atlantic Ocean based on tag-recapture data and direct age estimates",
                {"Frazier, Bryan S", "Driggers, William B"}, 2015, {}, {}}},
        {"frontiers",
            {CitationId(105), "10.3389/fpsyg.2014.01582",
                "Tracking the evolutionary origins of dog-human cooperation: the \"Canine Cooperation Hypothesis\"",
                {"Range, Friederike",
                    "Vir\xC3\xA1nyi, Zs\xC3\xB3"
                    "fia"},
                2015, {}, {}}},
        {"iskandar",
            {CitationId(106), "10.1371/journal.pone.0115884",
                "A novel reproductive mode in frogs: a new species of fanged frog with internal fertilization and "
                "birth "
                "of tadpoles.",
                {"Iskandar, Djoko T", "Evans, Ben J"}, 2014, {}, {}}},
        {"legare",
            {CitationId(107), "10.1186/s13063-015-0567-7",
                "Improving Decision making On Location of Care with the frail Elderly and their caregivers (the DOLCE "
                "study): study protocol for a cluster randomized controlled trial",
                {"L\xC3\xA9gar\xC3\xA9, France"}, 2015, {}, {}}},
        {"mdpi",
            {CitationId(108), "10.3390/metabo4040932",
                "Volatile Metabolite Profiling of Durum Wheat Kernels Contaminated by Fusarium poae",
                {"Laddomada, Barbara"}, 2014, {}, {}}},
        {"sood",
            {CitationId(109), "10.1186/1745-6215-15-486",
                "Inhaled PGE1 in neonates with hypoxemic respiratory failure: two pilot feasibility randomized "
                "clinical "
                "trials",
                {"Sood, Beena G"}, 2014, {}, {}}},
        {"tully-2010-hindawi",
            {CitationId(110), "10.1155/2010/157939", "Patient Experiences of Structured Heart Failure Programmes",
                {"Tully, Nuala E", "Morgan, Karen M"}, 2010, {}, {}}},
        {"viechtbauer",
            {CitationId(111), "10.18637/jss.v036.i03", "Conducting Meta-Analyses in R with the metafor Package",
                {"Viechtbauer, Wolfgang"}, 2010, {}, {}}},
    };
    return all;
}

/// Records of other works: of the same authors, of nearly the same titles, cited by the papers, about anything.
std::vector<ReportFacts> decoys()
{
    std::vector<ReportFacts> all{
        {CitationId(501), "10.1136/bmj.g1285",
            "Antenatal lifestyle advice for women who are overweight or obese: LIMIT randomised trial",
            {"Dodd, Jodie M"}, 2014, {}, {}},
        {CitationId(502), "10.1186/s12916-014-0163-9",
            "The effects of antenatal dietary and lifestyle advice for women who are overweight or obese on neonatal "
            "health "
            "outcomes: the LIMIT randomised trial",
            {"Dodd, Jodie M"}, 2014, {}, {}},
        {CitationId(503), "10.1000/dolce.results",
            "Improving Decision making On Location of Care with the frail Elderly and their caregivers (the DOLCE "
            "study)",
            {"L\xC3\xA9gar\xC3\xA9, France"}, 2018, {}, {}},
        {CitationId(504), "10.1097/core.outcomes",
            "A core outcome set for clinical trials on non-specific low back pain", {"Chiarotto, Alessandro"}, 2018, {},
            {}},
        {CitationId(505), "10.12688/f1000research.4767",
            "Longevity of Atlantic sharpnose sharks and blacknose sharks in the western North Atlantic Ocean",
            {"Frazier, Bryan S"}, 2014, {}, {}},
        {CitationId(506), "",
            "Erratum: Volatile Metabolite Profiling of Durum Wheat Kernels Contaminated by Fusarium poae",
            {"Laddomada, Barbara"}, 2015, {}, {}},
        {CitationId(507), "10.1186/1745-6215-15-48", "Inhaled PGE1 in neonates with hypoxemic respiratory failure",
            {"Sood, Beena G"}, 2013, {}, {}},
        {CitationId(508), "10.1155/2010/15793", "Patient Experiences of Structured Heart Failure Programmes in Ireland",
            {"Tully, Nuala E"}, 2009, {}, {}},
        {CitationId(509), "", "Meta-analyses in R", {"Viechtbauer, Wolfgang"}, 2010, {}, {}},
    };
    QFile file(test::sharedFolder() + u"/data/liver/references_of_4_papers.ris"_s);
    EXPECT_TRUE(file.open(QFile::ReadOnly));
    ReportFacts record;
    std::int64_t id = 1000;
    for (const QByteArray& bytes : file.readAll().split('\n')) {
        const std::string line = bytes.trimmed().toStdString();
        const std::string value = line.size() > 6 ? line.substr(6) : std::string();
        if (line.starts_with("TI  -"))
            record.title = value;
        else if (line.starts_with("AU  -"))
            record.authors.push_back(value);
        else if (line.starts_with("DO  -"))
            record.doi = lowerAscii(value);
        else if (line.starts_with("PY  -"))
            record.year = toQString(value).toInt();
        else if (line.starts_with("ER  -")) {
            record.id = CitationId(++id);
            all.push_back(std::exchange(record, {}));
        }
    }
    return all;
}

struct RealFile {
    QString path;
    FileFacts facts;
    std::int64_t report = 0; ///< 0: none of ours
};

/// All PDFs that open, with their facts.
const std::vector<RealFile>& realFiles()
{
    static const std::vector<RealFile> all = [] {
        std::vector<RealFile> read;
        pdf::DocumentOptions options;
        options.helper = test::program(u"winnow-pdf"_s);
        QDirIterator files(
            test::sharedFolder() + u"/data/pdf"_s, {u"*.pdf"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            RealFile file;
            file.path = files.next();
            if (file.path.contains(u"/hostile/"_s))
                continue;
            auto document = pdf::BlockingDocument::open(file.path, {}, options);
            if (!document)
                continue;
            // A neutral name: the names of these files tell their authors.
            file.facts.name = "download.pdf";
            file.facts.title = document->title().toStdString();
            file.facts.about = document->about().toStdString();
            for (int page = 0; page < std::min(2, static_cast<int>(document->pages().size())); ++page)
                if (const auto text = document->text(page))
                    file.facts.pages.push_back(text->quote().toStdString());
            for (const Paper& paper : papers())
                if (QFileInfo(file.path).fileName().contains(toQString(paper.file)))
                    file.report = paper.facts.id.value;
            // Copies of one of the papers, and annotated ones.
            const QString name = QFileInfo(file.path).fileName();
            for (const QString& copy : {u"rotated"_s, u"cropbox"_s, u"permissions"_s, u"truncated-95"_s,
                     u"bad-startxref"_s, u"by-poppler"_s, u"by-libqpdf"_s, u"thousand"_s})
                if (name.startsWith(copy))
                    file.report = 101;
            read.push_back(std::move(file));
        }
        return read;
    }();
    return all;
}

TEST(RetrievalMatch, FindsThePapersAmongDecoysAndAttachesNoneWrongly)
{
    WINNOW_NEEDS_SHARED();
    std::vector<ReportFacts> records = decoys();
    for (const Paper& paper : papers())
        records.push_back(paper.facts);
    int wrong = 0;
    int right = 0;
    int wanted = 0;
    for (const RealFile& file : realFiles()) {
        const auto found = matches(file.facts, records);
        const std::int64_t id = sure(found);
        wanted += file.report != 0 ? 1 : 0;
        right += file.report != 0 && id == file.report ? 1 : 0;
        wrong += id != 0 && id != file.report ? 1 : 0;
        if (id != file.report)
            std::cout << QFileInfo(file.path).fileName().toStdString() << ": sure of " << id << ", is " << file.report
                      << ", first " << first(found) << '\n';
    }
    std::cout << wanted << " files of known papers, " << right << " found, " << wrong << " wrong\n";
    EXPECT_GE(wanted, 19);
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(10 * right, 9 * wanted);
}

TEST(RetrievalMatch, IsSureOfNothingWhereTheReportIsNotAmongThem)
{
    WINNOW_NEEDS_SHARED();
    for (const RealFile& file : realFiles()) {
        std::vector<ReportFacts> records = decoys();
        for (const Paper& paper : papers())
            if (paper.facts.id.value != file.report)
                records.push_back(paper.facts);
        EXPECT_EQ(sure(matches(file.facts, records)), 0) << file.path.toStdString();
    }
}

TEST(RetrievalMatch, IsSureOfNothingWhereAnotherReportHasTheSameTitle)
{
    WINNOW_NEEDS_SHARED();
    for (const RealFile& file : realFiles()) {
        std::vector<ReportFacts> records;
        for (const Paper& paper : papers()) {
            ReportFacts abstract = paper.facts;
            abstract.doi = "10.9999/abstract." + std::to_string(abstract.id.value);
            abstract.year -= 1;
            records.push_back(abstract);
        }
        EXPECT_EQ(sure(matches(file.facts, records)), 0) << file.path.toStdString();
    }
}

} // namespace
} // namespace winnow::retrieval
