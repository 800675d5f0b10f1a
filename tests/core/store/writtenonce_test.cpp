// A first import goes into the file at once, and is as safe there as in the log.
#include "core/store/writtenonce.h"
#include "tests/core/store/reviewfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include <QFileInfo>

namespace winnow::store {
namespace {

using namespace winnow::test;
using testing::ElementsAre;

TEST(WrittenOnce, WritesIntoTheFileAndGoesBackToTheLog)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    {
        const Result<WrittenOnce> once = WrittenOnce::begin(made->connection);
        ASSERT_TRUE(once) << once.error();
        EXPECT_TRUE(once->isInForce());
        EXPECT_EQ(answerOf(made->connection, "PRAGMA journal_mode"), "delete");
        EXPECT_EQ(answerOf(made->connection, "PRAGMA synchronous"), "3");
        addThings(made->connection, 2);
        EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s, u"Liver.winnow.lock"_s));
    }
    EXPECT_EQ(answerOf(made->connection, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA synchronous"), "2");
    EXPECT_EQ(countThings(made->connection), 2);
}

TEST(WrittenOnce, LeavesTheLogInForceWhereSomebodyReads)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    Result<Connection> reader = openReader(folder.review());
    ASSERT_TRUE(reader) << reader.error();
    const Result<WrittenOnce> once = WrittenOnce::begin(made->connection);
    ASSERT_TRUE(once) << once.error();
    EXPECT_FALSE(once->isInForce());
    EXPECT_EQ(answerOf(made->connection, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA synchronous"), "2");
    addThings(made->connection, 3);
    EXPECT_EQ(countThings(*reader), 3);
}

TEST(WrittenOnce, ChangesNothingOnANetworkDrive)
{
    const ReviewFolder folder;
    makeReview(folder);
    Result<Database> opened =
        openDatabase(folder.review(), Access::ReadWrite, {.schema = nullptr, .disk = Disk::Network});
    ASSERT_TRUE(opened) << opened.error();
    {
        const Result<WrittenOnce> once = WrittenOnce::begin(opened->connection);
        ASSERT_TRUE(once) << once.error();
        EXPECT_FALSE(once->isInForce());
    }
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA journal_mode"), "delete");
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA synchronous"), "3");
}

/// Kills a process in the middle of a transaction of which pages stand in the file already.
void abandonInTheMiddle(const ReviewFolder& folder)
{
    const int status = inChild([&] {
        Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
        ASSERT_TRUE(opened) << opened.error();
        const Result<WrittenOnce> once = WrittenOnce::begin(opened->connection);
        ASSERT_TRUE(once) << once.error();
        ASSERT_TRUE(opened->connection.execute("PRAGMA cache_size = 10"));
        const Result<Transaction> transaction = Transaction::begin(opened->connection);
        ASSERT_TRUE(transaction);
        addThings(opened->connection, 5000);
        ASSERT_GT(QFileInfo(folder.review() + u"-journal"_s).size(), 0);
        ::raise(SIGKILL);
    });
    ASSERT_EQ(status, -SIGKILL);
}

TEST(WrittenOnce, IsTakenBackByWhoeverOpensTheFileAfterACrash)
{
    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const ReviewFolder folder;
        makeReview(folder);
        const QByteArray before = folder.read(u"Liver.winnow"_s);
        abandonInTheMiddle(folder);
        ASSERT_GT(folder.read(u"Liver.winnow"_s).size(), before.size());
        {
            Result<Database> opened = openDatabase(folder.review(), access);
            ASSERT_TRUE(opened) << opened.error();
            EXPECT_EQ(countThings(opened->connection), 0);
            EXPECT_EQ(answerOf(opened->connection, "PRAGMA integrity_check"), "ok");
        }
        EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
    }
}

} // namespace
} // namespace winnow::store
