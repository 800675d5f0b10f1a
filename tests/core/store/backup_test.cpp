// Copies are whole, checked, and kept in turn.
#include "core/store/backup.h"
#include "tests/core/store/reviewfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QDir>
#include <QFileInfo>

namespace winnow::store {
namespace {

using namespace winnow::test;
using testing::ElementsAre;

constexpr std::int64_t Day = 24LL * 3600 * 1000;
constexpr std::int64_t Start = 1'900'000'000'000; // ms since 1970

std::int64_t thingsIn(const QString& path)
{
    Result<Database> copy = openDatabase(path, Access::ReadOnly);
    EXPECT_TRUE(copy) << copy.error();
    return copy ? countThings(copy->connection) : -1;
}

class Backup : public testing::Test {
protected:
    void SetUp() override
    {
        Result<Database> made = createDatabase(folder.review());
        ASSERT_TRUE(made) << made.error();
        database = std::move(*made);
        addThings(database.connection, 5);
    }
    ReviewFolder folder;
    Database database;
    NoProgress quiet;
    QString target = folder.path() + u"/Copy.winnow"_s;
};

TEST_F(Backup, HoldsWhatIsCommittedWhileTheReviewIsInUse)
{
    const Result<> done = backupTo(database.connection, target, Existing::Refuse, quiet);
    ASSERT_TRUE(done) << done.error();
    addThings(database.connection, 1);
    EXPECT_EQ(thingsIn(target), 5);
    EXPECT_EQ(countThings(database.connection), 6);
}

TEST_F(Backup, IsOneFileThatNeedsNothingBesideIt)
{
    ASSERT_TRUE(backupTo(database.connection, target, Existing::Refuse, quiet));
    EXPECT_EQ(thingsIn(target), 5);
    ASSERT_TRUE(database.close());
    EXPECT_THAT(folder.files(), ElementsAre(u"Copy.winnow"_s, u"Liver.winnow"_s));
}

TEST_F(Backup, IsMadeThroughAReaderToo)
{
    Result<Connection> reader = openReader(folder.review());
    ASSERT_TRUE(reader) << reader.error();
    const Result<> done = backupTo(*reader, target, Existing::Refuse, quiet);
    ASSERT_TRUE(done) << done.error();
    EXPECT_EQ(thingsIn(target), 5);
}

TEST_F(Backup, ReplacesAFileOnlyWhenTold)
{
    ASSERT_TRUE(backupTo(database.connection, target, Existing::Refuse, quiet));
    addThings(database.connection, 1);
    const Result<> refused = backupTo(database.connection, target, Existing::Refuse, quiet);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(thingsIn(target), 5);
    ASSERT_TRUE(backupTo(database.connection, target, Existing::Replace, quiet));
    EXPECT_EQ(thingsIn(target), 6);
}

class StopAtOnce final : public Progress {
public:
    [[nodiscard]] bool step(std::int64_t, std::int64_t) override { return false; }
};

TEST_F(Backup, ThatIsStoppedLeavesNothing)
{
    ASSERT_TRUE(database.connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 90000)"
        "INSERT INTO reviewer (uuid, name) SELECT randomblob(16), hex(randomblob(30)) FROM n"));
    StopAtOnce stop;
    const Result<> stopped = backupTo(database.connection, target, Existing::Refuse, stop);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
    ASSERT_TRUE(database.close());
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST_F(Backup, OfADamagedReviewDoesNotCount)
{
    ASSERT_TRUE(database.close());
    folder.scribble(u"Liver.winnow"_s, 20 * PageSize, QByteArray(2 * PageSize, '\xA5'));
    Result<Connection> reader = openReader(folder.review());
    ASSERT_TRUE(reader) << reader.error();
    const Result<> done = backupTo(*reader, target, Existing::Refuse, quiet);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::Corrupt);
    EXPECT_FALSE(QFileInfo::exists(target));
}

TEST_F(Backup, IsMadeOnceADayAndKeptForSeven)
{
    QStringList made;
    for (int day = 0; day < 10; ++day) {
        const Result<QString> first =
            rotateBackup(database.connection, folder.review(), Occasion::Daily, Start + day * Day, quiet);
        ASSERT_TRUE(first) << first.error();
        const Result<QString> again =
            rotateBackup(database.connection, folder.review(), Occasion::Daily, Start + day * Day + 1000, quiet);
        ASSERT_TRUE(again) << again.error();
        EXPECT_EQ(*first, *again);
        made.push_front(*first);
    }
    const std::vector<QString> kept = backups(folder.review());
    EXPECT_THAT(kept, testing::ElementsAreArray(made.begin(), made.begin() + 7));
    EXPECT_EQ(QFileInfo(kept.front()).absolutePath(), folder.path() + u"/Liver.backups"_s);
}

TEST_F(Backup, BeforeImportsKeepsFiveAndLeavesTheDailyOnesAlone)
{
    ASSERT_TRUE(rotateBackup(database.connection, folder.review(), Occasion::Daily, Start, quiet));
    for (int i = 0; i < 8; ++i) // two within the same second have names of their own
        ASSERT_TRUE(rotateBackup(database.connection, folder.review(), Occasion::Import, Start + i * 500, quiet));
    const QStringList names = QDir(backupFolder(folder.review())).entryList(QDir::Files);
    EXPECT_EQ(names.filter(u"-import"_s).size(), 5);
    EXPECT_EQ(names.filter(u"-daily"_s).size(), 1);
}

TEST_F(Backup, RemovesWhatAKilledOneOfItsKindLeft)
{
    ASSERT_TRUE(QDir().mkpath(backupFolder(folder.review())));
    for (const char* name : {"2026-01-01T000000Z-import.winnow.part", "2026-01-01T000000Z-import.winnow.part-journal",
             "2026-01-01T000000Z-daily.winnow.part"})
        folder.write(u"Liver.backups/"_s + QString::fromLatin1(name), "half a copy");
    ASSERT_TRUE(rotateBackup(database.connection, folder.review(), Occasion::Import, Start, quiet));
    const QStringList parts = QDir(backupFolder(folder.review())).entryList({u"*.part*"_s}, QDir::Files);
    EXPECT_EQ(parts, QStringList{u"2026-01-01T000000Z-daily.winnow.part"_s}); // another may be at work on it
}

} // namespace
} // namespace winnow::store
