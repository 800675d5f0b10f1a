// Bringing in a colleague's copy: what is told before and after, PDFs, reasons typed twice, and copies that cannot be
// brought in.
#include "core/base/clock.h"
#include "core/review/review.h"
#include "core/store/backup.h"
#include "core/store/database.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr const char* Export =
    "TY  - JOUR\nTI  - First\nAN  - 1\nER  - \n\nTY  - JOUR\nTI  - Second\nAN  - 2\nER  - \n\n"
    "TY  - JOUR\nTI  - Third\nAN  - 3\nER  - \n\nTY  - JOUR\nTI  - Fourth\nAN  - 4\nER  - \n\n";

/// Mine, by Ada, and theirs, a copy in a folder of its own that goes on by Ben.
class BringIn : public testing::Test {
protected:
    BringIn()
        : mine(Review::create(folder.filePath(u"mine.winnow"_s), "Two", {nullptr, "Ada"}).value())
    {
        ImportRequest request;
        request.path = write(u"export.ris"_s, Export);
        EXPECT_TRUE(mine.importFile(request, quiet));
        ids = mine.reader().citations({}, Order::AsImported, Direction::Ascending).value();
        EXPECT_TRUE(QDir(folder.path()).mkdir(u"theirs"_s));
    }

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        return file.fileName();
    }
    [[nodiscard]] QString theirPath() const { return folder.filePath(u"theirs/copy.winnow"_s); }
    Review copy()
    {
        EXPECT_TRUE(mine.backup(theirPath(), quiet));
        return Review::open(theirPath(), OpenMode::ReadWrite, {nullptr, "Ben"}).value();
    }
    void tamper(const char* sql) const
    {
        auto database = store::openDatabase(theirPath(), store::Access::ReadWrite).value();
        ASSERT_TRUE(database.connection.execute(sql));
        ASSERT_TRUE(database.close());
    }
    /// What cannot be brought in says why in words, and nothing is changed: neither by looking nor by trying.
    void expectRefused(ErrorKind kind, const QString& words)
    {
        const auto before = mine.reader().history(100).value().size();
        for (const Error& error :
            {mine.previewBringIn(theirPath(), quiet).error(), mine.bringIn(theirPath(), quiet).error()}) {
            EXPECT_EQ(error.kind, kind) << error.message.toStdString();
            EXPECT_TRUE(error.message.contains(words)) << error.message.toStdString();
            EXPECT_TRUE(error.message.contains(u"Nothing was changed"_s)) << error.message.toStdString();
        }
        EXPECT_EQ(mine.reader().history(100).value().size(), before);
        const auto findings = mine.check(true, quiet).value();
        for (const Finding& finding : findings)
            EXPECT_FALSE(finding.bad) << finding.text.toStdString();
    }

    QTemporaryDir folder;
    NoProgress quiet;
    Review mine;
    std::vector<CitationId> ids;
};

ReasonId reasonNamed(Review& review, Stage stage, const std::string& label)
{
    const auto all = review.reader().reasons(stage).value();
    for (const Reason& reason : all)
        if (reason.label == label)
            return reason.id;
    ADD_FAILURE() << "no reason " << label;
    return {};
}

std::vector<std::string> labelsOf(Review& review, Stage stage)
{
    std::vector<std::string> labels;
    const auto all = review.reader().reasons(stage).value();
    for (const Reason& reason : all)
        labels.push_back(reason.label);
    return labels;
}

} // namespace

TEST_F(BringIn, IsToldBeforeAndChangesNothingUntilItIsDone)
{
    Review theirs = copy();
    ASSERT_TRUE(theirs.decide({ids[0], Stage::TitleAbstract, Verdict::Include, {}, {}}));
    ASSERT_TRUE(theirs.decide({ids[1], Stage::TitleAbstract, Verdict::Exclude, {}, {}}));
    const MergePreview preview = mine.previewBringIn(theirPath(), quiet).value();
    EXPECT_EQ(preview.actsNew, 2);
    EXPECT_EQ(preview.records, 0);
    EXPECT_EQ(preview.reviewers, std::vector<std::string>{"Ben"});
    EXPECT_EQ(preview.newReviewers, std::vector<std::string>{"Ben"});
    EXPECT_EQ(mine.reader().team().value().size(), 1U);
    EXPECT_TRUE(mine.undo()) << "writing goes on after a look";
    ASSERT_TRUE(mine.redo());

    const MergeResult result = mine.bringIn(theirPath(), quiet).value();
    EXPECT_EQ(result.actsNew, 2);
    EXPECT_EQ(mine.reader().team().value().size(), 2U);
    EXPECT_EQ(mine.previewBringIn(theirPath(), quiet).value().actsNew, 0);
    EXPECT_TRUE(mine.reader().isCopy(theirPath()).value());
    EXPECT_FALSE(mine.reader().isCopy(mine.path()).value()) << "it is this very file";
    EXPECT_FALSE(mine.reader().isCopy(write(u"export2.ris"_s, Export)).value_or(false));
}

TEST_F(BringIn, PdfsOfBothAreThereAfterwards)
{
    Review theirs = copy();
    ASSERT_TRUE(mine.attach(ids[0], write(u"one.pdf"_s, "%PDF-1.4 one")));
    ASSERT_TRUE(theirs.attach(ids[1], write(u"two.pdf"_s, "%PDF-1.4 two")));
    ASSERT_TRUE(theirs.attach(ids[0], write(u"same.pdf"_s, "%PDF-1.4 one")));
    const MergeResult result = mine.bringIn(theirPath(), quiet).value();
    EXPECT_EQ(result.files, 1) << "the other is the same file";
    EXPECT_TRUE(result.notices.empty());
    for (const CitationId id : {ids[0], ids[1]}) {
        const auto files = mine.reader().files(id).value();
        ASSERT_EQ(files.size(), 1U);
        EXPECT_TRUE(files.front().present);
    }
}

TEST_F(BringIn, APdfThatWasNotBesideTheCopyIsNamedAndComesLater)
{
    Review theirs = copy();
    ASSERT_TRUE(theirs.attach(ids[1], write(u"two.pdf"_s, "%PDF-1.4 two")));
    const QString files = folder.filePath(u"theirs/copy.files"_s);
    const QString away = folder.filePath(u"away"_s);
    ASSERT_TRUE(QDir().rename(files, away));
    const MergeResult without = mine.bringIn(theirPath(), quiet).value();
    EXPECT_EQ(without.files, 0);
    ASSERT_EQ(without.notices.size(), 1U);
    EXPECT_TRUE(without.notices.front().contains(u"two.pdf"_s));
    EXPECT_FALSE(mine.reader().files(ids[1]).value().front().present);
    ASSERT_TRUE(QDir().rename(away, files));
    EXPECT_EQ(mine.bringIn(theirPath(), quiet).value().files, 1);
    EXPECT_TRUE(mine.reader().files(ids[1]).value().front().present);
}

TEST_F(BringIn, ACopyWithAGapInItsJournalIsRefused)
{
    {
        Review theirs = copy();
        ASSERT_TRUE(theirs.decide({ids[0], Stage::TitleAbstract, Verdict::Include, {}, {}}));
        ASSERT_TRUE(theirs.decide({ids[1], Stage::TitleAbstract, Verdict::Exclude, {}, {}}));
    }
    tamper("PRAGMA foreign_keys = OFF; DELETE FROM decision_event WHERE op = (SELECT max(id) - 1 FROM op); "
           "DELETE FROM decision WHERE op = (SELECT max(id) - 1 FROM op); "
           "DELETE FROM op WHERE id = (SELECT max(id) - 1 FROM op)");
    expectRefused(ErrorKind::Corrupt, u"copy.winnow"_s);
}

TEST_F(BringIn, ACopyOfANewerVersionIsRefused)
{
    (void)copy();
    tamper("PRAGMA user_version = 9999");
    expectRefused(ErrorKind::NewerFormat, u"newer Winnow"_s);
}

TEST_F(BringIn, BrokenOffAtAnyStepItLeavesTheReviewAsItWas)
{
    class StopAt final : public Progress {
    public:
        explicit StopAt(int steps)
            : m_left(steps)
        {
        }
        bool step(std::int64_t, std::int64_t) override { return m_left-- > 0; }
        [[nodiscard]] bool stopped() const { return m_left < 0; }

    private:
        int m_left;
    };
    Review theirs = copy();
    for (const CitationId id : ids)
        ASSERT_TRUE(theirs.decide({id, Stage::TitleAbstract, Verdict::Include, {}, {}}));
    int brokenOff = 0;
    for (int steps = 0; steps < 1000; ++steps) {
        StopAt progress(steps);
        const auto brought = mine.bringIn(theirPath(), progress);
        if (brought)
            break;
        ASSERT_EQ(brought.error().kind, ErrorKind::Cancelled) << brought.error().message.toStdString();
        ++brokenOff;
        ASSERT_EQ(mine.reader().team().value().size(), 1U) << steps;
        ASSERT_EQ(mine.reader().progress(Stage::TitleAbstract).value().boxes[1], 4) << steps;
    }
    EXPECT_GT(brokenOff, 0);
    EXPECT_EQ(mine.reader().team().value().size(), 2U) << "in the end it is brought in";
    const auto findings = mine.check(true, quiet).value();
    for (const Finding& finding : findings)
        EXPECT_FALSE(finding.bad) << finding.text.toStdString();
}

TEST_F(BringIn, AnotherReviewIsRefused)
{
    ASSERT_TRUE(Review::create(theirPath(), "Another", {nullptr, "Ben"}));
    expectRefused(ErrorKind::InvalidInput, u"another review"_s);
}

TEST_F(BringIn, TheSameReasonTypedOnBothIsOne)
{
    Review theirs = copy();
    ASSERT_TRUE(mine.setReasons(
        Stage::FullText, {{{}, Stage::FullText, "Wrong population", 0}, {{}, Stage::FullText, "No outcome", 0}}));
    ASSERT_TRUE(theirs.setReasons(
        Stage::FullText, {{{}, Stage::FullText, "Animals", 0}, {{}, Stage::FullText, "wrong population", 0}}));
    std::vector<DecisionRequest> in;
    for (const CitationId id : ids)
        in.push_back({id, Stage::TitleAbstract, Verdict::Include, {}, {}});
    ASSERT_TRUE(mine.decide(in));
    const auto exclude = [&](Review& review, std::size_t record, const std::string& reason) {
        ASSERT_TRUE(review.decide(
            {ids[record], Stage::FullText, Verdict::Exclude, reasonNamed(review, Stage::FullText, reason), {}}));
    };
    ASSERT_TRUE(mine.setRetrieval(ids, Retrieval::Retrieved, {}));
    exclude(mine, 0, "Wrong population");
    exclude(mine, 1, "Wrong population");
    exclude(theirs, 1, "wrong population");
    exclude(theirs, 2, "wrong population");
    exclude(theirs, 3, "Animals");
    const QString before = folder.filePath(u"before.winnow"_s);
    ASSERT_TRUE(mine.backup(before, quiet));
    ASSERT_TRUE(theirs.bringIn(before, quiet));
    ASSERT_TRUE(mine.bringIn(theirPath(), quiet));

    for (Review* review : {&mine, &theirs}) {
        EXPECT_EQ(labelsOf(*review, Stage::FullText).size(), 3U);
        const FlowCounts counts = review->reader().counts().value();
        const auto& reasons = counts.databases.excludedFullText;
        const auto& others = counts.others.excludedFullText;
        const auto& counted = reasons.empty() ? others : reasons;
        ASSERT_EQ(counted.size(), 2U);
        EXPECT_EQ(counted[0].reports, 3);
        Filter filter;
        filter.reason = counted[0].id;
        EXPECT_EQ(review->reader().citations(filter, Order::AsImported, Direction::Ascending).value().size(), 3U)
            << "its door opens what it counts";
        EXPECT_EQ(review->reader().judgements(ids[2], Stage::FullText).value().votes.front().reason, counted[0].id);
        EXPECT_EQ(review->reader().teamCounts(Stage::FullText).value()->differentReasons, 0);
    }
    EXPECT_EQ(labelsOf(mine, Stage::FullText), labelsOf(theirs, Stage::FullText)) << "whoever brought in whom";

    auto list = mine.reader().reasons(Stage::FullText).value();
    for (Reason& reason : list)
        if (QString::fromStdString(reason.label).compare(u"wrong population"_s, Qt::CaseInsensitive) == 0)
            reason.label = "Other people";
    ASSERT_TRUE(mine.setReasons(Stage::FullText, list));
    EXPECT_EQ(labelsOf(mine, Stage::FullText).size(), 3U) << "a new name is that of all of them";
    std::erase_if(list, [](const Reason& reason) { return reason.label == "Other people"; });
    ASSERT_TRUE(mine.setReasons(Stage::FullText, list));
    EXPECT_EQ(labelsOf(mine, Stage::FullText).size(), 2U) << "and so is taking it off the list";
    ASSERT_TRUE(mine.undo());
    EXPECT_EQ(labelsOf(mine, Stage::FullText).size(), 3U);
    const auto findings = mine.check(true, quiet).value();
    for (const Finding& finding : findings)
        EXPECT_FALSE(finding.bad) << finding.text.toStdString();
}

} // namespace winnow::review
