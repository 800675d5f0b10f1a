// Where a review cannot be written: a read-only folder, a full disk.
#include "core/store/backup.h"
#include "core/store/database.h"
#include "tests/core/store/reviewfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QFileInfo>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace winnow::store {
namespace {

using namespace winnow::test;
using testing::HasSubstr;

constexpr int CannotBeTried = 77;

/// In a child process: takes the right to write into the folder away, from the superuser too by becoming nobody.
void becomeUnableToWrite(const ReviewFolder& folder)
{
    for (const QString& name : folder.files())
        ::chmod(QFile::encodeName(folder.path() + u'/' + name).constData(), 0444);
    ::chmod(QFile::encodeName(folder.path()).constData(), 0555);
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
        ::_exit(CannotBeTried);
    if (::access(QFile::encodeName(folder.review()).constData(), R_OK) != 0
        || ::access(QFile::encodeName(folder.path()).constData(), W_OK) == 0)
        ::_exit(CannotBeTried);
}

void makeWritableAgain(const ReviewFolder& folder)
{
    ::chmod(QFile::encodeName(folder.path()).constData(), 0755);
}

TEST(NoWrite, ClosedReviewInAReadOnlyFolderIsReadAsItStands)
{
    const ReviewFolder folder;
    {
        Result<Database> made = createDatabase(folder.review());
        ASSERT_TRUE(made) << made.error();
        addThings(made->connection, 7);
    }
    const int status = inChild([&] {
        becomeUnableToWrite(folder);
        const Result<Database> writing = openDatabase(folder.review(), Access::ReadWrite);
        ASSERT_FALSE(writing);
        EXPECT_EQ(writing.error().kind, ErrorKind::ReadOnly);
        Result<Database> reading = openDatabase(folder.review(), Access::ReadWriteOrReadOnly);
        ASSERT_TRUE(reading) << reading.error();
        EXPECT_TRUE(reading->readOnly);
        EXPECT_THAT(reading->readOnlyReason.toStdString(), HasSubstr("cannot be written to"));
        EXPECT_EQ(countThings(reading->connection), 7);
        Result<Connection> reader = openReader(folder.review());
        ASSERT_TRUE(reader) << reader.error();
        EXPECT_EQ(countThings(*reader), 7);
        const Result<Database> made = createDatabase(folder.path() + u"/Other.winnow"_s);
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().kind, ErrorKind::ReadOnly);
    });
    makeWritableAgain(folder);
    if (status == CannotBeTried)
        GTEST_SKIP() << "SKIPPED: this user cannot give up the right to write, so read-only folders were not tested";
    EXPECT_EQ(status, 0);
}

TEST(NoWrite, UncleanReviewInAReadOnlyFolderIsNotShownWithoutItsLastChanges)
{
    const ReviewFolder folder;
    makeReview(folder);
    abandonWithLog(folder);
    QFile::remove(folder.review() + u"-shm"_s);
    const int status = inChild([&] {
        becomeUnableToWrite(folder);
        const Result<Database> reading = openDatabase(folder.review(), Access::ReadWriteOrReadOnly);
        ASSERT_FALSE(reading);
        EXPECT_EQ(reading.error().kind, ErrorKind::ReadOnly);
        EXPECT_THAT(reading.error().message.toStdString(), HasSubstr("Copy all files"));
    });
    makeWritableAgain(folder);
    if (status == CannotBeTried)
        GTEST_SKIP() << "SKIPPED: this user cannot give up the right to write, so read-only folders were not tested";
    EXPECT_EQ(status, 0);
}

/// In a child process: files may not grow beyond `bytes`.
void limitFiles(rlim_t bytes)
{
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

TEST(NoWrite, FullDiskLeavesTheReviewReadableAndTheActRepeatable)
{
    const ReviewFolder folder;
    makeReview(folder);
    const int status = inChild([&] {
        Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
        ASSERT_TRUE(opened) << opened.error();
        addThings(opened->connection, 3);
        const char* const act = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90000)"
                                "INSERT INTO reviewer (uuid, name) SELECT randomblob(16), hex(randomblob(30)) FROM n";
        limitFiles(static_cast<rlim_t>(QFileInfo(folder.review()).size()) + 100'000);
        const Result<> failed = opened->connection.execute(act);
        ASSERT_FALSE(failed);
        EXPECT_EQ(failed.error().kind, ErrorKind::Full) << failed.error();
        EXPECT_THAT(failed.error().message.toStdString(), HasSubstr(folder.review().toStdString()));
        EXPECT_EQ(countThings(opened->connection), 3);

        NoProgress quiet;
        const QString copy = folder.path() + u"/Copy.winnow"_s;
        limitFiles(50'000);
        const Result<> copied = backupTo(opened->connection, copy, Existing::Refuse, quiet);
        ASSERT_FALSE(copied);
        EXPECT_EQ(copied.error().kind, ErrorKind::Full) << copied.error();
        EXPECT_FALSE(QFileInfo::exists(copy));

        limitFiles(RLIM_INFINITY);
        const Result<> done = opened->connection.execute(act);
        ASSERT_TRUE(done) << done.error();
        EXPECT_EQ(countThings(opened->connection), 90'003);
    });
    EXPECT_EQ(status, 0);
}

} // namespace
} // namespace winnow::store
