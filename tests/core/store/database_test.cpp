// Opening a review file: what is one, which version, and what is left behind.
#include "core/store/database.h"
#include "tests/core/store/reviewfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace winnow::store {
namespace {

using namespace winnow::test;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Database, IsMadeWithOurMarksAndOpensForWriting)
{
    const ReviewFolder folder;
    {
        Result<Database> made = createDatabase(folder.review());
        ASSERT_TRUE(made) << made.error();
        EXPECT_FALSE(made->readOnly);
        EXPECT_EQ(answerOf(made->connection, "PRAGMA application_id"), std::to_string(ApplicationId));
        EXPECT_EQ(answerOf(made->connection, "PRAGMA user_version"), std::to_string(Schema::current().version()));
        EXPECT_EQ(answerOf(made->connection, "PRAGMA page_size"), "8192");
    }
    Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_TRUE(opened->readOnlyReason.isEmpty());
    EXPECT_TRUE(opened->notice.isEmpty());
}

TEST(Database, IsNeverMadeOverAnotherFile)
{
    const ReviewFolder folder;
    folder.write(u"Liver.winnow"_s, "somebody's notes");
    const Result<Database> made = createDatabase(folder.review());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(folder.read(u"Liver.winnow"_s), "somebody's notes");
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(Database, LeavesNothingBehindWhenItCannotBeMade)
{
    const ReviewFolder folder;
    const Schema broken{{"CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE thing (id)"}};
    EXPECT_FALSE(createDatabase(folder.review(), {.schema = &broken, .disk = {}}));
    EXPECT_THAT(folder.files(), testing::IsEmpty());
}

TEST(Database, IsOneFileWhenClosed)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    addThings(made->connection, 100);
    EXPECT_GT(QFileInfo(folder.review() + u"-wal"_s).size(), 0);
    ASSERT_TRUE(made->close());
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(Database, IsOneFileAgainAfterOneWhoOnlyRead)
{
    const ReviewFolder folder;
    makeReview(folder);
    {
        Result<Database> reading = openDatabase(folder.review(), Access::ReadOnly);
        ASSERT_TRUE(reading) << reading.error();
        EXPECT_TRUE(reading->readOnly);
        EXPECT_TRUE(reading->readOnlyReason.isEmpty());
    }
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(Database, WritesItsLogAheadAndSyncsEachCommit)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    EXPECT_EQ(answerOf(made->connection, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA synchronous"), "2");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA foreign_keys"), "1");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA cell_size_check"), "1");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA trusted_schema"), "0");
    EXPECT_EQ(answerOf(made->connection, "PRAGMA secure_delete"), "0");
    EXPECT_FALSE(made->connection.execute("SELECT \"a word in double quotes is not a string\""));
    EXPECT_FALSE(made->connection.execute("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"));
}

TEST(Database, UsesARollbackJournalOnANetworkDriveAndSaysSo)
{
    const ReviewFolder folder;
    makeReview(folder);
    const Conditions network{.schema = nullptr, .disk = Disk::Network};
    Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite, network);
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA journal_mode"), "delete");
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA synchronous"), "3");
    EXPECT_THAT(opened->notice.toStdString(), HasSubstr("network drive"));
    addThings(opened->connection, 1);
    Result<Connection> reader = openReader(folder.review());
    ASSERT_TRUE(reader) << reader.error();
    EXPECT_EQ(countThings(*reader), 1);
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s, u"Liver.winnow.lock"_s));
}

TEST(Database, GoesBackToItsLogOnALocalDisk)
{
    const ReviewFolder folder;
    makeReview(folder);
    ASSERT_TRUE(openDatabase(folder.review(), Access::ReadWrite, {.schema = nullptr, .disk = Disk::Network}));
    Result<Database> opened =
        openDatabase(folder.review(), Access::ReadWrite, {.schema = nullptr, .disk = Disk::Local});
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA journal_mode"), "wal");
}

TEST(Database, ReadersSeeWhatIsCommittedAndNothingElse)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    Result<Connection> reader = openReader(folder.review());
    ASSERT_TRUE(reader) << reader.error();
    {
        Result<Transaction> act = Transaction::begin(made->connection);
        ASSERT_TRUE(act);
        addThings(made->connection, 3);
        EXPECT_EQ(countThings(*reader), 0);
        ASSERT_TRUE(act->commit());
    }
    EXPECT_EQ(countThings(*reader), 3);
    const Result<> written = reader->execute("DELETE FROM reviewer");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::ReadOnly);
}

struct Unusable {
    const char* what;
    QByteArray bytes;
    const char* words;
};

class NotAReview : public testing::TestWithParam<Unusable> { };

TEST_P(NotAReview, IsRefusedInPlainWordsAndLeftAsItIs)
{
    const ReviewFolder folder;
    folder.write(u"Liver.winnow"_s, GetParam().bytes);
    for (const Access access : {Access::ReadWrite, Access::ReadWriteOrReadOnly, Access::ReadOnly}) {
        const Result<Database> opened = openDatabase(folder.review(), access);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().kind, ErrorKind::InvalidInput);
        EXPECT_THAT(opened.error().message.toStdString(), HasSubstr(GetParam().words));
    }
    EXPECT_EQ(folder.read(u"Liver.winnow"_s), GetParam().bytes);
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

INSTANTIATE_TEST_SUITE_P(Database, NotAReview,
    testing::Values(Unusable{"Text", "PMID- 1\nTI  - A title\n", "not a Winnow review"},
        Unusable{"Empty", "", "empty file"},
        Unusable{"Pdf", QByteArray("%PDF-1.7\n") + QByteArray(20'000, 'x'), "not a Winnow review"},
        Unusable{"HeaderOnly", QByteArray("SQLite format 3\0", 16), "not a Winnow review"}),
    [](const auto& instance) { return instance.param.what; });

TEST(Database, RefusesAnotherProgramsSqliteFile)
{
    const ReviewFolder folder;
    {
        Result<Connection> foreign = Connection::open(folder.review(), Connection::Mode::Create);
        ASSERT_TRUE(foreign);
        ASSERT_TRUE(
            foreign->execute("PRAGMA journal_mode = WAL; CREATE TABLE note (text); INSERT INTO note VALUES ('x')"));
    }
    const Result<Database> opened = openDatabase(folder.review(), Access::ReadWriteOrReadOnly);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::InvalidInput);
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(Database, SaysThatAFileIsNotThereOrIsAFolder)
{
    const ReviewFolder folder;
    const Result<Database> missing = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
    QDir(folder.path()).mkdir(u"Liver.winnow"_s);
    const Result<Database> inside = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_FALSE(inside);
    EXPECT_EQ(inside.error().kind, ErrorKind::InvalidInput);
    EXPECT_THAT(inside.error().message.toStdString(), HasSubstr("is a folder"));
    const Result<Database> nowhere = createDatabase(folder.path() + u"/missing/Liver.winnow"_s);
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().kind, ErrorKind::NotFound);
}

TEST(Database, OfANewerVersionIsOnlyRead)
{
    const ReviewFolder folder;
    makeReview(folder);
    alter(folder, "PRAGMA user_version = 99; CREATE VIEW of_the_future AS SELECT 1");
    const Result<Database> writing = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_FALSE(writing);
    EXPECT_EQ(writing.error().kind, ErrorKind::NewerFormat);
    for (const Access access : {Access::ReadWriteOrReadOnly, Access::ReadOnly}) {
        const Result<Database> reading = openDatabase(folder.review(), access);
        ASSERT_TRUE(reading) << reading.error();
        EXPECT_TRUE(reading->readOnly);
        EXPECT_THAT(reading->readOnlyReason.toStdString(), HasSubstr("a newer Winnow (format 99"));
    }
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

TEST(Database, WithForeignTriggersOrViewsIsRefused)
{
    const char* const tampering[] = {
        "CREATE TRIGGER snoop AFTER INSERT ON setting BEGIN DELETE FROM op; END",
        "CREATE VIEW setting_view AS SELECT * FROM setting",
        "DROP TABLE setting; CREATE VIEW setting AS SELECT 1 AS name, 2 AS value",
        "ALTER TABLE op ADD COLUMN extra TEXT DEFAULT 'x'",
    };
    for (const char* sql : tampering) {
        const ReviewFolder folder;
        makeReview(folder);
        alter(folder, sql);
        for (const Access access : {Access::ReadWrite, Access::ReadWriteOrReadOnly, Access::ReadOnly}) {
            const Result<Database> opened = openDatabase(folder.review(), access);
            ASSERT_FALSE(opened) << sql;
            EXPECT_EQ(opened.error().kind, ErrorKind::Corrupt) << sql;
            EXPECT_THAT(opened.error().message.toStdString(), HasSubstr("another program changed"));
        }
    }
}

TEST(Database, ToleratesAnIndexAndStatisticsOfAnotherProgram)
{
    const ReviewFolder folder;
    makeReview(folder);
    alter(folder, "CREATE INDEX mine ON op (stamp); ANALYZE");
    const Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
    EXPECT_TRUE(opened) << opened.error();
}

TEST(Database, IsCheckedAfterAnUncleanEndAndLeftAsFoundIfDamaged)
{
    const ReviewFolder folder;
    makeReview(folder);
    abandonWithLog(folder);
    folder.scribble(u"Liver.winnow"_s, 20 * PageSize, QByteArray(2 * PageSize, '\xA5'));
    const QByteArray before = folder.read(u"Liver.winnow"_s);
    const QByteArray log = folder.read(u"Liver.winnow-wal"_s);
    ASSERT_FALSE(log.isEmpty());
    const Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::Corrupt);
    EXPECT_THAT(opened.error().message.toStdString(), HasSubstr("is damaged"));
    EXPECT_EQ(folder.read(u"Liver.winnow"_s), before);
    EXPECT_EQ(folder.read(u"Liver.winnow-wal"_s), log);
}

TEST(Database, KeepsEverythingCommittedBeforeAnUncleanEnd)
{
    const ReviewFolder folder;
    makeReview(folder);
    abandonWithLog(folder);
    Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_EQ(countThings(opened->connection), ThingsLeftInLog);
    ASSERT_TRUE(opened->close());
    EXPECT_THAT(folder.files(), ElementsAre(u"Liver.winnow"_s));
}

} // namespace
} // namespace winnow::store
