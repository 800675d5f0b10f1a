#include "core/extraction/form.h"
#include "core/review/review.h"

#include <gtest/gtest.h>

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/stat.h>

namespace winnow::review {

namespace {

const QByteArray Medline =
    "PMID- 1001\nTI  - Umbilical cells in cirrhosis\nFAU - Adam, Bert\nAU  - Adam B\nDP  - 2011\n"
    "AB  - About \"cells\" & liver.\nAID - 10.1000/a.1 [doi]\nXYZ - an unknown tag\n\n"
    "PMID- 1002\nTI  - A second trial\nDP  - 2012\n\n"
    "PMID- 1003\nTI  - Bone marrow trial\nDP  - 2011\n";
const QByteArray Ris = "TY  - JOUR\nTI  - Umbilical cells in cirrhosis\nAN  - 1001\nDB  - PubMed\nKW  - liver\nER  - \n"
                       "TY  - JOUR\nTI  - Undated\nID  - k7\nER  - \n";

class ReaderTest : public testing::Test {
protected:
    ReaderTest()
        : review(Review::create(folder.filePath(QStringLiteral("r.winnow")), "R", {nullptr, "one"}).value())
    {
        import("a.nbib", Medline, "PubMed");
        import("b.ris", Ris, "Embase");
        ids = list();
    }

    void import(const char* name, const QByteArray& bytes, const char* source)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        ImportRequest request;
        request.path = file.fileName();
        request.source = source;
        NoProgress progress;
        ASSERT_TRUE(review.importFile(request, progress));
    }

    std::vector<CitationId> list(
        const Filter& filter = {}, Order order = Order::AsImported, Direction direction = Direction::Ascending)
    {
        return review.reader().citations(filter, order, direction).value();
    }

    void decide(CitationId id, Stage stage, Verdict verdict)
    {
        ASSERT_TRUE(review.decide({id, stage, verdict, {}, {}}));
    }

    QString pdf(const char* name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir folder;
    Review review;
    std::vector<CitationId> ids;
};

} // namespace

TEST_F(ReaderTest, FiltersHoldTogether)
{
    ASSERT_EQ(ids.size(), 4U);
    Filter year;
    year.year = 2011;
    EXPECT_EQ(list(year), (std::vector{ids[0], ids[2]}));
    year.source = "Embase";
    EXPECT_EQ(list(year), (std::vector{ids[0]}));
    Filter undated;
    undated.year = 0;
    EXPECT_EQ(list(undated), (std::vector{ids[3]}));
    Filter joined;
    joined.withDuplicates = true;
    EXPECT_EQ(list(joined), (std::vector{ids[0]}));
    Filter registers;
    registers.from = SourceKind::Register;
    EXPECT_TRUE(list(registers).empty());
    decide(ids[1], Stage::TitleAbstract, Verdict::Maybe);
    Filter mine;
    mine.mine = Verdict::Maybe;
    EXPECT_EQ(list(mine), (std::vector{ids[1]}));
    Filter open;
    open.undecidedByMe = true;
    EXPECT_EQ(list(open).size(), 3U);
}

TEST_F(ReaderTest, WhatOneDecidedComesToNobodyAgainWhereOneIsEnough)
{
    decide(ids[1], Stage::TitleAbstract, Verdict::Exclude);
    const std::string first = *review.reader().reviewerName(review.reviewer());
    ASSERT_TRUE(review.useReviewer("Second"));
    Filter open;
    open.undecidedByMe = true;
    EXPECT_EQ(list(open).size(), 3U);
    EXPECT_EQ(review.reader().progress(Stage::TitleAbstract).value().all, 3);
    decide(ids[1], Stage::TitleAbstract, Verdict::Include); // looked up, and judged all the same
    EXPECT_EQ(list(open).size(), 3U);
    EXPECT_EQ(review.reader().progress(Stage::TitleAbstract).value().all, 4);
    ASSERT_TRUE(review.undo());
    Filter assigned = open;
    assigned.assignedToMe = true;
    EXPECT_TRUE(list(assigned).empty());

    ASSERT_TRUE(review.useReviewer(first));
    ASSERT_TRUE(review.setReviewers(Stage::TitleAbstract, 2));
    ASSERT_TRUE(review.useReviewer("Second"));
    EXPECT_EQ(list(open).size(), 4U) << "of two, nobody learns what the other has done";
    EXPECT_EQ(review.reader().progress(Stage::TitleAbstract).value().all, 4);
}

TEST_F(ReaderTest, OrdersByWhatIsAskedBothWays)
{
    EXPECT_EQ(list({}, Order::Title), (std::vector{ids[1], ids[2], ids[0], ids[3]}));
    EXPECT_EQ(list({}, Order::Year, Direction::Descending), (std::vector{ids[1], ids[2], ids[0], ids[3]}));
}

TEST_F(ReaderTest, FindsCitationsByEveryIdentifier)
{
    Reader& reader = review.reader();
    EXPECT_EQ(reader.find("pmid", "1001").value(), (std::vector{ids[0]}));
    EXPECT_EQ(reader.find("doi", "10.1000/A.1").value(), (std::vector{ids[0]}));
    EXPECT_EQ(reader.find("key", "k7").value(), (std::vector{ids[3]}));
    EXPECT_EQ(reader.find("key", "1002").value(), (std::vector{ids[1]}));
    EXPECT_TRUE(reader.find("pmid", "9").value().empty());
    EXPECT_FALSE(reader.find("isbn", "9"));
}

TEST_F(ReaderTest, ShowsEachFieldsBestValueAndEveryTagOfTheRecordsUnderIt)
{
    const CitationDetail detail = review.reader().citation(ids[0]).value();
    EXPECT_EQ(detail.best.title, "Umbilical cells in cirrhosis");
    EXPECT_EQ(detail.best.abstract, "About \"cells\" & liver.");
    EXPECT_EQ(detail.best.keywords, std::vector<std::string>{"liver"});
    ASSERT_EQ(detail.records.size(), 2U);
    EXPECT_EQ(detail.records[1].source, "Embase");
    const RecordDetail record = review.reader().recordDetail(detail.records[0].id).value();
    EXPECT_NE(
        std::find(record.fields.begin(), record.fields.end(), RawField{"XYZ", "an unknown tag"}), record.fields.end());
    EXPECT_TRUE(Medline.startsWith(QByteArray::fromStdString(record.record.raw).left(20)));
}

TEST_F(ReaderTest, SearchIgnoresWhatAUserMayTypeThatIsNoWord)
{
    while (review.indexSlice().value() > 0) { }
    for (const char* text : {"\"umbilical cells\"", "UMBILIC", "cells AND (", "cirrhosis*", "cells -"}) {
        Filter filter;
        filter.text = text;
        EXPECT_LE(list(filter).size(), 1U) << text;
    }
    Filter phrase;
    phrase.text = "\"cells in cirrhosis\"";
    EXPECT_EQ(list(phrase), (std::vector{ids[0]}));
    Filter nothing;
    nothing.text = "()";
    EXPECT_TRUE(list(nothing).empty());
}

TEST_F(ReaderTest, LabelsNotesAndHistoryTellWhatWasDone)
{
    ASSERT_TRUE(review.setLabel({ids[0], ids[1]}, "to discuss", true));
    ASSERT_TRUE(review.setNote(ids[0], "ask the authors"));
    EXPECT_EQ(review.reader().labels().value(), std::vector<std::string>{"to discuss"});
    EXPECT_EQ(review.reader().citation(ids[0]).value().note, "ask the authors");
    const auto rows = review.reader().history(2).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].what, QStringLiteral("Note"));
    EXPECT_EQ(rows[0].about, "Umbilical cells in cirrhosis");
    EXPECT_TRUE(rows[1].what.contains(QStringLiteral("to discuss")));
    EXPECT_EQ(review.reader().undoState().value().undo, QStringLiteral("Note"));
}

TEST_F(ReaderTest, AnUndoAndItsRedoAreAboutTheSameRecordAsTheAct)
{
    ASSERT_TRUE(review.setNote(ids[0], "ask the authors"));
    ASSERT_TRUE(review.undo());
    ASSERT_TRUE(review.redo());
    const std::vector<HistoryRow> rows = review.reader().history(3).value();
    ASSERT_EQ(rows.size(), 3U);
    for (const HistoryRow& row : rows) {
        EXPECT_EQ(row.about, "Umbilical cells in cirrhosis") << row.what.toStdString();
        EXPECT_EQ(row.citation, ids[0]);
    }
}

TEST_F(ReaderTest, AttachedFilesAreKeptByTheirHashAndMissedWhenGone)
{
    decide(ids[0], Stage::TitleAbstract, Verdict::Include);
    const QByteArray bytes = "%PDF-1.4\nnothing to see\n%%EOF\n";
    ASSERT_TRUE(review.attach(ids[0], pdf("paper.pdf", bytes)));
    auto files = review.reader().files(ids[0]).value();
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files[0].sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toStdString());
    EXPECT_TRUE(files[0].present);
    EXPECT_EQ(review.reader().rows({ids[0]}).value().front().box, Box::AwaitingAssessment);
    ASSERT_TRUE(QFile::remove(files[0].path));
    EXPECT_FALSE(review.reader().files(ids[0]).value().front().present);
    NoProgress progress;
    EXPECT_EQ(review.check(false, progress).value().size(), 1U);
}

TEST_F(ReaderTest, RefusesWhatIsNoPdfAndLeavesNothingBehind)
{
    const auto page = review.attach(ids[0], pdf("login.pdf", "<!DOCTYPE html><html>Sign in</html>"));
    ASSERT_FALSE(page);
    EXPECT_TRUE(page.error().message.contains(QStringLiteral("web page")));
    EXPECT_FALSE(review.attach(ids[0], pdf("empty.pdf", {})));
    EXPECT_FALSE(review.attach(ids[0], folder.filePath(QStringLiteral("missing.pdf"))));
    const QString pipe = folder.filePath(QStringLiteral("pipe.pdf"));
    ASSERT_EQ(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const auto piped = review.attach(ids[0], pipe); // would wait for ever for somebody to write into it
    ASSERT_FALSE(piped);
    EXPECT_TRUE(piped.error().message.contains(QStringLiteral("pipe")));
    EXPECT_TRUE(review.reader().files(ids[0]).value().empty());
    EXPECT_TRUE(QDir(folder.filePath(QStringLiteral("r.files"))).entryList(QDir::Files).isEmpty());
}

TEST_F(ReaderTest, StudiesGatherReportsAndChartsCountThemOnce)
{
    for (const CitationId id : {ids[0], ids[1], ids[2]}) {
        decide(id, Stage::TitleAbstract, Verdict::Include);
        decide(id, Stage::FullText, Verdict::Include);
    }
    ASSERT_TRUE(review.joinStudy({ids[0], ids[1]}));
    const auto studies = review.reader().studies().value();
    ASSERT_EQ(studies.size(), 2U);
    EXPECT_EQ(studies[0].name, "Adam 2011");
    EXPECT_EQ(studies[0].reports, (std::vector{ids[0], ids[1]}));
    const FlowCounts counts = review.reader().counts().value();
    EXPECT_EQ(counts.includedReports, 3);
    EXPECT_EQ(counts.includedStudies, 2);

    Form form;
    form.id = "f";
    form.title = "F";
    form.sections = {{"s", "S", {{"phase", "Phase", "", FieldType::Choices, "", {"1", "2"}, {}, {}, "", true, {}}}}};
    ASSERT_TRUE(review.setForm(form));
    ASSERT_TRUE(review.setValue({studies[0].id, "phase", {}, Answer::Stated, "1; 2", "p. 1"}));
    std::vector<std::pair<std::string, std::int64_t>> tally;
    const std::vector<Tally> phases = review.reader().tally("phase").value();
    for (const Tally& category : phases) {
        tally.emplace_back(category.label, category.count);
        EXPECT_FALSE(list(category.door).empty()) << category.label;
    }
    EXPECT_EQ(tally, (std::vector<std::pair<std::string, std::int64_t>>{{"1", 1}, {"2", 1}, {"", 1}}));
}

TEST_F(ReaderTest, StudiesWithoutAuthorsAreNamedByTheirRegistersAndNoTwoAlike)
{
    import("c.nbib",
        "PMID- 2001\nTI  - Safety of cells\nDP  - 2016\nSI  - ClinicalTrials.gov/NCT01234567\n\n"
        "PMID- 2002\nTI  - A trial of marrow\nFAU - Yu, An\nAU  - Yu A\nDP  - 2017\n\n"
        "PMID- 2003\nTI  - Another trial of cord blood\nFAU - Yu, Bo\nAU  - Yu B\nDP  - 2017\n\n"
        "PMID- 2004\nTI  - The cells of fat\nDP  - 2018\n\n",
        "More");
    for (const CitationId id : list()) {
        decide(id, Stage::TitleAbstract, Verdict::Include);
        decide(id, Stage::FullText, Verdict::Include);
    }
    std::vector<std::string> names;
    const std::vector<Study> studies = review.reader().studies().value();
    for (const Study& study : studies)
        names.push_back(study.name);
    EXPECT_EQ(names,
        (std::vector<std::string>{"Adam 2011", "second 2012", "Bone 2011", "Undated", "NCT01234567 2016", "Yu 2017a",
            "Yu 2017b", "cells 2018"}));
}

TEST_F(ReaderTest, PhasesStandInTheFormsOrderInTheirChart)
{
    for (const CitationId id : ids) {
        decide(id, Stage::TitleAbstract, Verdict::Include);
        decide(id, Stage::FullText, Verdict::Include);
    }
    Form form;
    form.id = "f";
    form.title = "F";
    form.sections = {{"s", "S",
        {{"phase", "Phase", "", FieldType::Choice, "", {"early 1", "1", "1/2", "2"}, {}, {}, "", true, {}}}}};
    ASSERT_TRUE(review.setForm(form));
    for (const auto& [place, phase] : {std::pair{0, "2"}, std::pair{1, "2"}, std::pair{2, "1/2"}})
        ASSERT_TRUE(review.setValue(
            {StudyId{ids[static_cast<std::size_t>(place)].value}, "phase", {}, Answer::Stated, phase, "p. 1"}));
    std::vector<std::string> phases;
    const std::vector<Tally> tallies = review.reader().tally("phase").value();
    for (const Tally& tally : tallies)
        phases.push_back(tally.label);
    EXPECT_EQ(phases, (std::vector<std::string>{"1/2", "2", ""}));
}

TEST_F(ReaderTest, EveryBarOfAChartOpensAsManyCitationsAsItCounts)
{
    decide(ids[0], Stage::TitleAbstract, Verdict::Include);
    for (const char* field : {"year", "source", "verdict"}) {
        const std::vector<Tally> tallies = review.reader().tally(field).value();
        for (const Tally& category : tallies)
            EXPECT_EQ(static_cast<std::int64_t>(list(category.door).size()), category.count)
                << field << ' ' << category.label;
    }
}

TEST_F(ReaderTest, AnotherConnectionSeesWhatWasCommitted)
{
    Reader other = Reader::open(review.path(), review.reviewer()).value();
    decide(ids[0], Stage::TitleAbstract, Verdict::Include);
    EXPECT_EQ(other.progress(Stage::TitleAbstract).value().included, 1);
    EXPECT_EQ(other.info().value().title, "R");
}

TEST_F(ReaderTest, TwoReviewersWhoDisagreeLeaveTheCitationOpen)
{
    decide(ids[0], Stage::TitleAbstract, Verdict::Include);
    ASSERT_TRUE(review.useReviewer("two"));
    decide(ids[0], Stage::TitleAbstract, Verdict::Exclude);
    EXPECT_EQ(review.reader().rows({ids[0]}).value().front().box, Box::ScreeningOpen);
    EXPECT_EQ(review.reader().citation(ids[0]).value().decisions.size(), 1U); // blind to the other
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(review.reader().rows({ids[0]}).value().front().box, Box::AwaitingRetrieval);
    EXPECT_FALSE(review.undo()); // the first decision is another's
}

TEST_F(ReaderTest, WhatThisReviewerDecidedStandsInTheOrderOfDecidingAndNobodyElsesDoes)
{
    for (const std::size_t place : {2U, 0U, 1U})
        decide(ids[place], Stage::TitleAbstract, Verdict::Maybe);
    decide(ids[2], Stage::TitleAbstract, Verdict::Include); // again: it is the latest now
    Filter mine;
    mine.decidedByMe = true;
    EXPECT_EQ(list(mine, Order::Decided, Direction::Descending), (std::vector{ids[2], ids[1], ids[0]}));
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(list(mine, Order::Decided, Direction::Descending), (std::vector{ids[1], ids[0], ids[2]}));
    ASSERT_TRUE(review.useReviewer("two"));
    EXPECT_TRUE(list(mine, Order::Decided, Direction::Descending).empty());
}

TEST_F(ReaderTest, FiltersByOwnReasonYearsAndMissingAbstract)
{
    ASSERT_TRUE(review.setReasons(Stage::TitleAbstract, {{{}, Stage::TitleAbstract, "Animals", 1}}));
    const ReasonId animals = review.reader().reasons(Stage::TitleAbstract).value().front().id;
    ASSERT_TRUE(review.decide({ids[0], Stage::TitleAbstract, Verdict::Exclude, animals, {}}));
    ASSERT_TRUE(review.decide({ids[1], Stage::TitleAbstract, Verdict::Exclude, {}, {}}));
    Filter filter;
    filter.myReason = animals;
    EXPECT_EQ(list(filter), std::vector{ids[0]});
    filter.myReason = ReasonId{};
    EXPECT_EQ(list(filter), std::vector{ids[1]});
    Filter years;
    years.yearTo = 2011; // not those without a year
    EXPECT_EQ(list(years), (std::vector{ids[0], ids[2]}));
    years.yearFrom = 2012;
    EXPECT_TRUE(list(years).empty());
    Filter without;
    without.withoutAbstract = true;
    for (const CitationId id : list(without))
        EXPECT_TRUE(review.reader().citation(id)->best.abstract.empty());
    EXPECT_EQ(list(without).size(), ids.size() - 1);
}

TEST_F(ReaderTest, ASavedFilterKeepsWhatWasChosenAndItsReasonByTheReasonsWords)
{
    ASSERT_TRUE(review.setReasons(Stage::TitleAbstract, {{{}, Stage::TitleAbstract, "Animals", 1}}));
    SavedFilter saved{"Animals of late", {}};
    saved.filter.text = "cells";
    saved.filter.mine = Verdict::Exclude;
    saved.filter.myReason = review.reader().reasons(Stage::TitleAbstract).value().front().id;
    saved.filter.label = "pilot";
    saved.filter.yearFrom = 2010;
    saved.filter.language = "eng";
    saved.filter.withoutAbstract = true;
    ASSERT_TRUE(review.setSavedFilters({saved, {"All", {}}}));
    EXPECT_EQ(review.reader().savedFilters().value(), (std::vector<SavedFilter>{saved, {"All", {}}}));
    ASSERT_TRUE(review.undo());
    EXPECT_TRUE(review.reader().savedFilters().value().empty());
}

TEST_F(ReaderTest, ThereIsToChooseFromWhatTheRecordsSay)
{
    const FilterChoices choices = review.reader().filterChoices().value();
    using Counted = std::vector<std::pair<std::string, std::int64_t>>;
    EXPECT_EQ(choices.sources, (Counted{{"PubMed", 3}, {"Embase", 2}}));
    EXPECT_EQ(choices.firstYear, 2011);
    EXPECT_EQ(choices.lastYear, 2012);
}

} // namespace winnow::review
