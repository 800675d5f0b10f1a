// The report of a review: its numbers are the review's, and every format carries them.
#include "core/prisma/prisma.h"
#include "core/report/checklist.h"
#include "core/report/compose.h"
#include "core/review/review.h"
#include "core/review/sample.h"
#include "core/review/valuetables.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextDocument>

#include <algorithm>

namespace winnow::report {
namespace {

QString key(const char* text)
{
    return QString::fromUtf8(text);
}

/// Everything that is said, in its order.
QString said(const Document& document)
{
    QStringList out;
    for (const Block& block : document.blocks) {
        if (const auto* heading = std::get_if<Heading>(&block))
            out += heading->text;
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            out += paragraph->text;
        if (const auto* hint = std::get_if<Hint>(&block))
            out += hint->text;
        if (const auto* list = std::get_if<List>(&block))
            out += list->items;
        if (const auto* table = std::get_if<Table>(&block)) {
            out += table->caption;
            for (const QStringList& row : table->rows)
                out += row.join(QStringLiteral(" | "));
        }
    }
    return out.join(u'\n');
}

const Table* tableNamed(const Document& document, const QString& caption)
{
    for (const Block& block : document.blocks)
        if (const auto* table = std::get_if<Table>(&block); table != nullptr && table->caption == caption)
            return table;
    return nullptr;
}

class SampleReport : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        sample = new QTemporaryDir;
        NoProgress progress;
        const auto made = review::makeSample(sample->filePath(key("sample.winnow")), progress);
        ASSERT_TRUE(made) << made.error().message.toStdString();
    }
    static void TearDownTestSuite() { delete sample; }
    void SetUp() override
    {
        auto opened = review::Review::open(sample->filePath(key("sample.winnow")), review::OpenMode::ReadWrite, {});
        ASSERT_TRUE(opened) << opened.error().message.toStdString();
        m_review.emplace(*std::move(opened));
    }
    void workOnCopy()
    {
        m_review.reset();
        const QString copy = m_folder.filePath(key("copy.winnow"));
        ASSERT_TRUE(QFile::copy(sample->filePath(key("sample.winnow")), copy));
        auto opened = review::Review::open(copy, review::OpenMode::ReadWrite, {});
        ASSERT_TRUE(opened) << opened.error().message.toStdString();
        m_review.emplace(*std::move(opened));
    }
    Document composed(const Request& request = {key("1.0"), {}})
    {
        NoProgress progress;
        auto document = compose(m_review->reader(), request, progress);
        EXPECT_TRUE(document) << document.error().message.toStdString();
        return document ? *std::move(document) : Document{};
    }
    static QTemporaryDir* sample;
    QTemporaryDir m_folder;
    std::optional<review::Review> m_review;
};

QTemporaryDir* SampleReport::sample = nullptr;

TEST_F(SampleReport, TellsTheNumbersOfTheFlow)
{
    const FlowCounts counts = *m_review->reader().counts();
    const QString text = said(composed());
    EXPECT_TRUE(text.contains(key("%1 records were identified in databases and registers")
            .arg(prisma::number(counts.identified(SourceKind::Database) + counts.identified(SourceKind::Register)))));
    EXPECT_TRUE(text.contains(key("%1 studies in %2 reports are included")
            .arg(prisma::number(counts.includedStudies), prisma::number(counts.includedReports))));
}

TEST_F(SampleReport, NamesEverySourceStudyAndExcludedReport)
{
    const Document document = composed();
    const QString text = said(document);
    EXPECT_TRUE(text.contains(key("records were identified by other methods"))) << "both arms of the diagram";
    const auto sources = m_review->reader().sources();
    const auto studies = m_review->reader().studies();
    ASSERT_TRUE(sources && studies);
    for (const Source& source : *sources)
        EXPECT_TRUE(text.contains(QString::fromStdString(source.name))) << source.name;
    for (const Study& study : *studies)
        EXPECT_TRUE(text.contains(QString::fromStdString(study.name))) << study.name;
    Filter excluded;
    excluded.boxes = {Box::ExcludedFullText};
    const auto reports = m_review->reader().citations(excluded, Order::AsImported, Direction::Ascending);
    const Table* const table = tableNamed(document, key("Excluded reports with reasons"));
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->rows.size(), reports->size());
    for (const QStringList& row : table->rows)
        EXPECT_FALSE(row.value(1).isEmpty());
}

TEST_F(SampleReport, TheChecklistNamesOnlySectionsThatAreThere)
{
    const Document document = composed();
    std::vector<QString> headings{key("Authors")};
    for (const Block& block : document.blocks)
        if (const auto* heading = std::get_if<Heading>(&block))
            headings.push_back(heading->text);
    const Table list = checklist(document, {});
    EXPECT_EQ(list.rows.size(), 42U); // 27 items, some in parts
    for (const QStringList& row : list.rows)
        EXPECT_THAT(headings, testing::Contains(row.value(3)));
}

TEST_F(SampleReport, ClaimsNoItemThatItsTextDoesNotReport)
{
    const Document document = composed();
    const auto where = [](const Table& list, const char* item) {
        for (const QStringList& row : list.rows)
            if (row.value(0) == key(item))
                return row.value(3);
        return QString();
    };
    const Table nothing = checklist(document, {});
    for (const char* item : {"6", "7", "10a", "12", "13b", "13c"})
        EXPECT_EQ(where(nothing, item), key("Authors")) << item;
    EXPECT_EQ(where(checklist(document, {.searchDates = true}), "6"), key("Information sources and search"));
    const QString text = said(document);
    EXPECT_TRUE(text.contains(key("Outcomes: Death from any cause; "))) << "item 10a points there";
    EXPECT_TRUE(text.contains(key("Times of outcomes: ")));
    const Table& list = std::get<Table>(document.blocks.back());
    EXPECT_EQ(where(list, "10a"), key("Data collection"));
    EXPECT_EQ(where(list, "13b"), key("Authors")) << "no synthesis was reported";
}

TEST_F(SampleReport, NamesTogetherTheStudiesThatNothingIsKnownOf)
{
    const Document document = composed();
    for (const Block& block : document.blocks) {
        const auto* const table = std::get_if<Table>(&block);
        if (table == nullptr)
            continue;
        for (const QStringList& row : table->rows) {
            const QStringList said = row.mid(table->keys);
            EXPECT_TRUE(said.isEmpty() || said.count(key("not extracted")) < said.size())
                << table->caption.toStdString() << row.value(0).toStdString();
        }
    }
}

TEST_F(SampleReport, SaysOfDisagreementsOnlyWhatBecameOfThem)
{
    workOnCopy();
    const std::string owner = *m_review->reader().reviewerName(m_review->reviewer());
    Filter filter;
    filter.boxes = {Box::Included};
    const auto included = m_review->reader().citations(filter, Order::AsImported, Direction::Ascending);
    ASSERT_TRUE(included && included->size() > 1);
    const auto reasons = m_review->reader().reasons(Stage::FullText);
    ASSERT_TRUE(reasons && !reasons->empty());
    EXPECT_FALSE(said(composed()).contains(key("did not see one another")));

    ASSERT_TRUE(m_review->setReviewers(Stage::FullText, 2));
    ASSERT_TRUE(m_review->useReviewer("Second"));
    for (const CitationId citation : {included->at(0), included->at(1)})
        ASSERT_TRUE(m_review->decide({{citation, Stage::FullText, Verdict::Exclude, reasons->front().id, {}}}));
    ASSERT_TRUE(m_review->useReviewer(owner));
    const QString blind = said(composed());
    EXPECT_TRUE(
        blind.contains(key("are judged by 2 reviewers independently, who do not see one another's decisions.")));
    EXPECT_TRUE(blind.contains(key("Their conflicts have not been opened yet")));
    EXPECT_FALSE(blind.contains(key("not settled yet")));

    ASSERT_TRUE(m_review->openConflicts(Stage::FullText, true));
    EXPECT_TRUE(said(composed()).contains(key("not settled yet: 2.")));
    const auto waiting = m_review->reader().teamCounts(Stage::FullText);
    ASSERT_TRUE(waiting && *waiting && (*waiting)->awaitingOthers > 0);
    EXPECT_TRUE(said(composed())
            .contains(key("except %1, which fewer have judged.").arg(prisma::number((*waiting)->awaitingOthers))))
        << "claims nothing of the others";
    ASSERT_TRUE(m_review->settle({{included->at(0), Stage::FullText, Verdict::Include, {}, {}}}));
    const QString open = said(composed());
    EXPECT_TRUE(open.contains(key("saw the decisions with their reasons: 1.")));
    EXPECT_TRUE(open.contains(key("not settled yet: 1.")));
}

TEST_F(SampleReport, ClaimsDoubleExtractionOnlyOfStudiesThatHadIt)
{
    workOnCopy();
    const std::string owner = *m_review->reader().reviewerName(m_review->reviewer());
    const auto studies = m_review->reader().studies();
    const auto extracted = review::valuesByStudy(m_review->reader());
    ASSERT_TRUE(studies && extracted && extracted->size() > 2);
    ASSERT_TRUE(m_review->setExtractors(2));
    const QString blind = said(composed());
    EXPECT_TRUE(blind.contains(key("Each study is extracted by 2 extractors independently")));
    ASSERT_TRUE(m_review->useReviewer("Second"));
    Value value;
    value.study = extracted->front().study;
    value.field = "study.design";
    value.text = "RCT";
    ASSERT_TRUE(m_review->setValue(value));
    ASSERT_TRUE(m_review->useReviewer(owner));
    ASSERT_TRUE(m_review->openExtraction(true));
    const QString opened = said(composed());
    EXPECT_FALSE(opened.contains(key("Each study was extracted by 2"))) << "only one was";
    EXPECT_TRUE(opened.contains(key("1 were extracted by 2 extractors independently"))) << opened.toStdString();
}

TEST_F(SampleReport, ReportsASynthesisWithItsForestPlot)
{
    auto table = csv::parse("study,ai,n1i,ci,n2i\nA,4,40,8,41\nB,3,38,6,40\nC,12,90,20,90\n");
    ASSERT_TRUE(table);
    synthesis::AnalysisOptions options;
    options.measure = "RR";
    options.title = "Mortality";
    auto analysis = synthesis::analyse(*table, options);
    ASSERT_TRUE(analysis);
    Request request{key("1.0"), {}};
    request.syntheses.push_back({*std::move(analysis)});
    const Document document = composed(request);
    EXPECT_TRUE(said(document).contains(key("random-effects model with τ² by restricted maximum likelihood")));
    EXPECT_TRUE(std::ranges::any_of(document.blocks, [](const Block& block) {
        const auto* figure = std::get_if<Figure>(&block);
        return figure != nullptr && figure->name == key("forest-1");
    }));
}

TEST_F(SampleReport, HasTheResultsOfEachStudyAndItsArms)
{
    const Document document = composed();
    const Table* const arms = tableNamed(document, key("Arms"));
    ASSERT_NE(arms, nullptr);
    EXPECT_GT(arms->rows.size(), 10U) << "a row an arm";
    ASSERT_NE(tableNamed(document, key("Results: efficacy")), nullptr);
    const Table* const safety = tableNamed(document, key("Results: safety"));
    ASSERT_NE(safety, nullptr);
    EXPECT_GE(safety->rows.size(), 7U);
    for (const char* name : {"adverse-events", "over-time-meld"})
        EXPECT_TRUE(std::ranges::any_of(document.blocks, [&](const Block& block) {
            const auto* figure = std::get_if<Figure>(&block);
            return figure != nullptr && figure->name == key(name);
        })) << name;
}

TEST_F(SampleReport, HtmlIsOneFileThatLoadsNothing)
{
    const auto bytes = toHtml(composed());
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(bytes->contains("default-src 'none'"));
    EXPECT_TRUE(bytes->contains("data:image/svg+xml;base64,"));
    EXPECT_FALSE(bytes->contains("src=\"http"));
    EXPECT_FALSE(bytes->contains("<script"));
}

TEST_F(SampleReport, MarkdownHasItsFiguresBesideIt)
{
    const QString path = m_folder.filePath(key("report.md"));
    ASSERT_TRUE(write(composed(), path));
    EXPECT_TRUE(QFile::exists(m_folder.filePath(key("report-figures/prisma.svg"))));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    EXPECT_TRUE(text.contains("(<report-figures/prisma.svg>)"));
    EXPECT_TRUE(text.contains("|---|"));
}

TEST_F(SampleReport, OpenDocumentSaysWhatItIs)
{
    const auto bytes = toOpenDocument(composed());
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(bytes->left(200).contains("mimetypeapplication/vnd.oasis.opendocument.text"));
    EXPECT_TRUE(bytes->contains("Pictures/")); // the diagram
}

TEST_F(SampleReport, LibreOfficeOpensTheOpenDocument)
{
    const QString office = QStandardPaths::findExecutable(key("soffice"));
    if (office.isEmpty())
        GTEST_SKIP() << "LibreOffice is not installed";
    const QString path = m_folder.filePath(key("report.odt"));
    ASSERT_TRUE(write(composed(), path));
    QProcess process;
    process.start(office, {key("--headless"), key("--convert-to"), key("pdf"), key("--outdir"), m_folder.path(), path});
    ASSERT_TRUE(process.waitForFinished(120'000));
    EXPECT_TRUE(QFile::exists(m_folder.filePath(key("report.pdf"))));
}

TEST(ReportFormats, WordsOfARecordStayWords)
{
    Document document;
    document.title = key("<script>alert(1)</script>");
    document.blocks = {Paragraph{key("a | b *c* [d](javascript:e) <img src=x>\n- f\n# g")},
        Table{key("t"), {key("x|y")}, {{key("1|2\n3")}}}};
    const QByteArray html = *toHtml(document);
    EXPECT_FALSE(html.contains("<script>"));
    EXPECT_FALSE(html.contains("<img"));
    QTextDocument read;
    read.setMarkdown(QString::fromUtf8(toMarkdown(document, key("f"))));
    const QString shown = read.toPlainText();
    EXPECT_TRUE(shown.contains(key("a | b *c* [d](javascript:e) <img src=x>"))) << shown.toStdString();
    EXPECT_TRUE(shown.contains(key("- f")));
    EXPECT_TRUE(shown.contains(key("# g")));
    EXPECT_TRUE(shown.contains(key("1|2")));
}

TEST(ReportFormats, NumbersTablesAndFigures)
{
    Document document;
    document.blocks = {
        Table{key("One"), {key("a")}, {}}, Figure{key("Two"), key("two"), {}}, Table{key("Three"), {key("a")}, {}}};
    const QString text = QString::fromUtf8(toMarkdown(document, key("f")));
    for (const char* caption : {"Table 1. One", "Figure 1. Two", "Table 2. Three"})
        EXPECT_TRUE(text.contains(key(caption))) << caption;
}

TEST(ReportFormats, OpenDocumentRepeatsHeaderRowsAndTurnsPagesForWideTables)
{
    QTemporaryDir folder;
    const QString unzip = QStandardPaths::findExecutable(key("unzip"));
    if (unzip.isEmpty())
        GTEST_SKIP() << "unzip is not installed";
    const auto contentOf = [&](qsizetype columns) {
        Document document;
        Table table{key("Wide"), {}, {{key("Suk 2016")}}};
        for (qsizetype i = 0; i < columns; ++i)
            table.columns += key("Column %1").arg(i);
        document.blocks = {std::move(table), Paragraph{key("after\x01 it")}, Heading{2, key("Next")}};
        const QString path = folder.filePath(key("%1.odt").arg(columns));
        EXPECT_TRUE(write(document, path));
        QProcess process;
        process.start(unzip, {key("-p"), path, key("content.xml")});
        EXPECT_TRUE(process.waitForFinished());
        return QString::fromUtf8(process.readAllStandardOutput());
    };
    const QString narrow = contentOf(3);
    EXPECT_EQ(narrow.count(key("<table:table-header-rows>")), 1);
    EXPECT_FALSE(narrow.contains(key("text:style-name=\"L-")));
    const QString wide = contentOf(20);
    EXPECT_EQ(wide.count(key("<table:table-header-rows>")), 2) << "in two parts";
    EXPECT_EQ(wide.count(key(">Suk 2016<")), 2) << "each says which study";
    EXPECT_EQ(wide.count(key(">Column 19<")), 1);
    EXPECT_TRUE(wide.contains(key("text:style-name=\"L-Table\"")));
    EXPECT_TRUE(wide.contains(key("text:style-name=\"U-Heading_20_2\""))) << "what follows stands upright";
}

TEST(ReportFormats, AnUnknownEndingIsRefused)
{
    EXPECT_EQ(write({}, key("report.docm")).error().kind, ErrorKind::InvalidInput);
}

} // namespace
} // namespace winnow::report
