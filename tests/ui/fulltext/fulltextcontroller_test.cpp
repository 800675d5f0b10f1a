#include "ui/fulltext/fulltextcontroller.h"

#include "tests/ui/fulltext/openreports.h"

#include <gmock/gmock.h>

#include <QFile>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class FullText : public test::OpenReports {
protected:
    void SetUp() override
    {
        OpenReports::SetUp();
        if (HasFatalFailure())
            return;
        QObject::connect(&controller, &FullTextController::notice, &controller,
            [this](const QString& text) { notices.push_back(text.toStdString()); });
        QObject::connect(&controller, &FullTextController::failed, &controller,
            [this](const Error& error) { errors.push_back(error.message.toStdString()); });
        controller.setSession(session);
        controller.setActive(true);
        ASSERT_TRUE(until([this] { return controller.current() && controller.progress(); }));
    }
    void TearDown() override
    {
        controller.setSession({});
        OpenReports::TearDown();
    }
    [[nodiscard]] std::string shown() const
    {
        return controller.current()
            ? controller.current()->best.title.substr(0, controller.current()->best.title.find(' '))
            : "";
    }
    [[nodiscard]] bool shows(const std::string& title)
    {
        return until([&] { return shown() == title; });
    }
    [[nodiscard]] std::vector<std::string> listed()
    {
        std::vector<std::string> titles;
        CitationTableModel& list = controller.list().model();
        for (int row = 0; row < list.rowCount(); ++row)
            titles.push_back(list.citation(row).title.substr(0, list.citation(row).title.find(' ')));
        return titles;
    }
    [[nodiscard]] bool lists(const std::vector<std::string>& titles)
    {
        return until([&] { return listed() == titles; });
    }
    [[nodiscard]] QByteArray bytes(const QString& file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    FullTextController controller;
    std::vector<std::string> notices;
    std::vector<std::string> errors;
};

TEST_F(FullText, ListsWhatWasIncludedOnTitleAndAbstract)
{
    EXPECT_EQ(shown(), "Alpha");
    EXPECT_THAT(listed(), ElementsAre("Alpha", "Bravo", "Charlie"));
    EXPECT_EQ(controller.fileState(), FileState::None);
    EXPECT_EQ(controller.state(), ReportsState::Ready);
}

TEST_F(FullText, AttachingAPdfRetrievesTheReportAndLeavesTheFileAlone)
{
    const QString file = pdf(u"alpha.pdf"_s, u"Words"_s);
    const QByteArray before = bytes(file);
    controller.attach({file});
    ASSERT_TRUE(until([&] { return controller.file() != nullptr; }));
    EXPECT_EQ(shown(), "Alpha");
    EXPECT_EQ(stored("Alpha").retrieval, Retrieval::Retrieved);
    EXPECT_EQ(stored("Alpha").box, Box::AwaitingAssessment);
    EXPECT_EQ(controller.file()->name, "alpha.pdf");
    EXPECT_EQ(controller.fileState(), FileState::Good);
    EXPECT_EQ(bytes(file), before);
    EXPECT_EQ(bytes(controller.file()->path), before);
}

TEST_F(FullText, SaysThatAnAttachedFileIsAnIncompleteDownload)
{
    const QString whole = pdf(u"alpha.pdf"_s, u"Words"_s);
    controller.attach({whole});
    ASSERT_TRUE(until([&] { return controller.file() != nullptr; }));
    EXPECT_TRUE(notices.empty());
    const QString cut = folder.filePath(u"cut.pdf"_s);
    QFile file(cut);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes(whole).left(bytes(whole).size() / 2));
    file.close();
    controller.attach({cut});
    ASSERT_TRUE(until([&] { return !notices.empty(); }));
    EXPECT_THAT(notices, ElementsAre(HasSubstr("cut.pdf ends before it should")));
    EXPECT_EQ(controller.file()->name, "cut.pdf") << "what was attached last is shown";
}

TEST_F(FullText, NoticesAFileThatIsMissingOrChanged)
{
    controller.attach({pdf(u"alpha.pdf"_s, u"Words"_s)});
    ASSERT_TRUE(until([&] { return controller.file() != nullptr; }));
    const QString kept = controller.file()->path;
    QByteArray other = bytes(kept);
    other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 1); // as long as it was
    QFile::setPermissions(kept, QFile::ReadOwner | QFile::WriteOwner);
    QFile file(kept);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(other);
    file.close();
    controller.goTo(idOf("Bravo"));
    controller.goTo(idOf("Alpha"));
    EXPECT_TRUE(until([&] { return controller.fileState() == FileState::Changed; }));
    ASSERT_TRUE(QFile::remove(kept));
    controller.goTo(idOf("Bravo"));
    controller.goTo(idOf("Alpha"));
    EXPECT_EQ(controller.fileState(), FileState::Missing);
}

TEST_F(FullText, ADecisionShowsTheNextReport)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    EXPECT_EQ(stored("Alpha").box, Box::Included);
    EXPECT_TRUE(lists({"Bravo", "Charlie"}));
    controller.decide(Verdict::Maybe);
    ASSERT_TRUE(shows("Charlie"));
    EXPECT_EQ(stored("Bravo").box, Box::AssessmentOpen);
    controller.setShows(ReportsShow::Included);
    EXPECT_TRUE(lists({"Alpha"}));
    EXPECT_TRUE(shows("Alpha"));
}

TEST_F(FullText, AnExclusionNeedsAReasonOnceThereAreAny)
{
    controller.decide(Verdict::Exclude);
    ASSERT_TRUE(shows("Bravo")) << "no reason can be asked for while the list is empty";
    addReasons({"Wrong population", "No comparator"});
    ASSERT_TRUE(until([&] { return controller.reasons().size() == 2; }));
    controller.decide(Verdict::Exclude);
    EXPECT_THAT(notices, ElementsAre(HasSubstr("needs a reason")));
    EXPECT_TRUE(stored("Bravo").decisions.size() == 1) << "only the one on the abstract";
    controller.excludeFor(7);
    controller.excludeFor(2);
    ASSERT_TRUE(shows("Charlie"));
    controller.goTo(idOf("Bravo"));
    EXPECT_EQ(controller.verdict(), Verdict::Exclude);
    EXPECT_EQ(controller.reason(), controller.reasons()[1].id);
}

TEST_F(FullText, ANewReasonIsAddedAndUsed)
{
    controller.excludeForNew(u"  Wrong   outcome "_s);
    ASSERT_TRUE(shows("Bravo"));
    ASSERT_EQ(controller.reasons().size(), 1U);
    EXPECT_EQ(controller.reasons()[0].label, "Wrong outcome");
    controller.excludeForNew(u"Wrong outcome"_s);
    ASSERT_TRUE(shows("Charlie"));
    EXPECT_EQ(controller.reasons().size(), 1U);
    EXPECT_EQ(stored("Bravo").box, Box::ExcludedFullText);
}

TEST_F(FullText, UndoShowsWhatItUndid)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    session->undo();
    ASSERT_TRUE(shows("Alpha"));
    EXPECT_EQ(controller.verdict(), std::nullopt);
    EXPECT_TRUE(lists({"Alpha", "Bravo", "Charlie"}));
}

TEST_F(FullText, SaysWhyAReportCouldNotBeHad)
{
    controller.setRetrieval(Retrieval::NotRetrieved, u" No  full text "_s);
    ASSERT_TRUE(until([&] { return controller.current()->retrieval == Retrieval::NotRetrieved; }));
    EXPECT_EQ(controller.current()->notRetrievedWhy, "No full text");
    EXPECT_TRUE(lists({"Bravo", "Charlie"}));
    controller.setShows(ReportsShow::ToRetrieve);
    EXPECT_TRUE(lists({"Alpha", "Bravo", "Charlie"}));
    controller.setRetrieval(Retrieval::Sought);
    EXPECT_TRUE(until([&] { return stored("Alpha").box == Box::AwaitingRetrieval; }));
}

TEST_F(FullText, SendsADroppedPdfToTheReportItNames)
{
    controller.take({pdf(u"download.pdf"_s, u"A trial\nCharlie Author\nhttps://doi.org/10.1000/ex.3"_s)});
    ASSERT_TRUE(shows("Charlie"));
    ASSERT_TRUE(until([&] { return controller.file() != nullptr; }));
    EXPECT_THAT(notices, ElementsAre(HasSubstr("bears the DOI of “Charlie")));
    controller.take({pdf(u"other.pdf"_s, u"BRAVO TRIAL OF\nSTEM CELLS IN CIRRHOSIS\nBravo Author, 2012"_s)});
    ASSERT_TRUE(shows("Bravo"));
    EXPECT_TRUE(stored("Alpha").files.empty());
}

TEST_F(FullText, GivesADroppedPdfThatNamesNoneToTheReportInSight)
{
    controller.take({pdf(u"scan.pdf"_s, u"Nothing to go by"_s)});
    ASSERT_TRUE(until([&] { return controller.file() != nullptr; }));
    EXPECT_EQ(shown(), "Alpha");
    EXPECT_THAT(notices, ElementsAre(HasSubstr("names no report")));
}

TEST_F(FullText, OfManyDroppedPdfsAttachesOnlyTheSureOnes)
{
    controller.take({pdf(u"one.pdf"_s, u"Alpha Author. doi 10.1000/ex.1"_s), pdf(u"two.pdf"_s, u"Nothing"_s),
        pdf(u"three.pdf"_s, u"Bravo Author. doi 10.1000/ex.2"_s)});
    ASSERT_TRUE(until([&] { return controller.doubtful().size() == 1 && stored("Bravo").files.size() == 1; }));
    EXPECT_EQ(stored("Alpha").files.size(), 1U);
    EXPECT_TRUE(stored("Charlie").files.empty());
    EXPECT_TRUE(controller.doubtful()[0].file.endsWith(u"two.pdf"_s));
    EXPECT_TRUE(controller.doubtful()[0].candidates.empty());
    controller.setAside();
    EXPECT_TRUE(controller.doubtful().empty());
    EXPECT_TRUE(stored("Charlie").files.empty());
}

TEST_F(FullText, AsksWhichReportADoubtfulPdfIs)
{
    // A title alone is no two witnesses.
    controller.take(
        {pdf(u"nothing.pdf"_s, u"Nothing"_s), pdf(u"some.pdf"_s, u"CHARLIE TRIAL OF\nSTEM CELLS IN CIRRHOSIS"_s)});
    ASSERT_TRUE(until([&] { return controller.doubtful().size() == 2; }));
    controller.setAside();
    const auto& candidates = controller.doubtful()[0].candidates;
    ASSERT_EQ(candidates.size(), 1U);
    EXPECT_TRUE(candidates[0].title.startsWith(u"Charlie"_s));
    EXPECT_EQ(candidates[0].why, u"its title"_s);
    controller.place(candidates[0].report);
    ASSERT_TRUE(until([&] { return stored("Charlie").files.size() == 1; }));
    EXPECT_TRUE(controller.doubtful().empty());
}

TEST_F(FullText, SaysThatADroppedWebPageIsNoPdf)
{
    QFile page(folder.filePath(u"login.pdf"_s));
    ASSERT_TRUE(page.open(QIODevice::WriteOnly));
    page.write("<html>Log in</html>");
    page.close();
    controller.take({page.fileName()});
    ASSERT_TRUE(until([&] { return !errors.empty(); }));
    EXPECT_THAT(errors, ElementsAre(HasSubstr("web page")));
    EXPECT_TRUE(stored("Alpha").files.empty());
}

TEST_F(FullText, SaysTogetherWhichOfManyDroppedFilesAreNoPdfs)
{
    QStringList files{folder.filePath(u"gone.pdf"_s)};
    for (const QString& name : {u"a.pdf"_s, u"b.pdf"_s}) {
        QFile bad(folder.filePath(name));
        ASSERT_TRUE(bad.open(QIODevice::WriteOnly) && bad.write("no PDF") > 0);
        files.append(bad.fileName());
    }
    files.append(pdf(u"one.pdf"_s, u"Alpha Author. doi 10.1000/ex.1"_s));
    controller.take(files);
    ASSERT_TRUE(until([&] { return stored("Alpha").files.size() == 1 && !errors.empty(); }));
    EXPECT_THAT(errors, ElementsAre(AllOf(HasSubstr("gone.pdf"), HasSubstr("a.pdf"), HasSubstr("b.pdf"))));
}

TEST_F(FullText, DetachingKeepsTheReportAndCanBeUndone)
{
    controller.attach({pdf(u"alpha.pdf"_s, u"Words"_s)});
    ASSERT_TRUE(until([&] { return controller.file() != nullptr; }));
    controller.detach();
    ASSERT_TRUE(until([&] { return controller.file() == nullptr; }));
    EXPECT_EQ(stored("Alpha").box, Box::AwaitingRetrieval);
    session->undo();
    EXPECT_TRUE(until([&] { return controller.file() != nullptr; }));
}

TEST_F(FullText, ADoorListsOnlyItsReports)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    Filter filter;
    filter.boxes = {Box::Included};
    controller.showOnly(filter);
    EXPECT_TRUE(lists({"Alpha"}));
    controller.showOnly({});
    EXPECT_TRUE(lists({"Bravo", "Charlie"}));
}

} // namespace
} // namespace winnow::ui
