// Older files are brought up to date in whole steps, with a copy kept.
#include "core/store/backup.h"
#include "core/store/check.h"
#include "core/store/schema.h"
#include "tests/core/store/reviewfile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::store {
namespace {

using namespace winnow::test;
using testing::HasSubstr;

const QByteArray First = "CREATE TABLE study (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
                         "CREATE TABLE arm (id INTEGER PRIMARY KEY, study INTEGER NOT NULL REFERENCES study) STRICT;"
                         "INSERT INTO study VALUES (1, 'Suk; \"2016\"'); INSERT INTO arm VALUES (1, 1);";
// A table is rebuilt, as SQLite's own procedure for changes says; a trigger holds semicolons.
const QByteArray Second =
    "CREATE TABLE study_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, year INTEGER) STRICT;"
    "INSERT INTO study_new SELECT id, name, 2016 FROM study; DROP TABLE study;"
    "ALTER TABLE study_new RENAME TO study;"
    "CREATE TRIGGER kept BEFORE DELETE ON study BEGIN SELECT 1; SELECT RAISE(ABORT, 'kept'); END;";

Database madeBy(const Schema& schema, const ReviewFolder& folder)
{
    Result<Database> made = createDatabase(folder.review(), {.schema = &schema, .disk = {}});
    EXPECT_TRUE(made) << made.error();
    return made ? std::move(*made) : Database{};
}

TEST(Schema, OlderFileIsCopiedAndBroughtUpToDate)
{
    const ReviewFolder folder;
    const Schema older{{First}};
    const Schema newer{{First, Second}};
    ASSERT_TRUE(madeBy(older, folder).close());
    Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite, {.schema = &newer, .disk = {}});
    ASSERT_TRUE(opened) << opened.error();
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA user_version"), "2");
    EXPECT_EQ(answerOf(opened->connection, "SELECT name || year FROM study"), "Suk; \"2016\"2016");
    EXPECT_EQ(answerOf(opened->connection, "SELECT count(*) FROM arm"), "1");
    EXPECT_EQ(answerOf(opened->connection, "PRAGMA foreign_keys"), "1");

    const std::vector<QString> copies = backups(folder.review());
    ASSERT_EQ(copies.size(), 1U);
    const Result<Database> copy = openDatabase(copies.front(), Access::ReadOnly, {.schema = &older, .disk = {}});
    EXPECT_TRUE(copy) << copy.error();
}

TEST(Schema, FailedMigrationLeavesTheFileAsItWas)
{
    const std::pair<QByteArray, const char*> broken[] = {
        {Second + "INSERT INTO nowhere VALUES (1)", "an error at its end"},
        {"DROP TABLE study; CREATE TABLE study (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
            "rows that refer to nothing"},
    };
    for (const auto& [script, what] : broken) {
        const ReviewFolder folder;
        const Schema older{{First}};
        ASSERT_TRUE(madeBy(older, folder).close());
        const Schema newer{{First, script}};
        const Result<Database> opened =
            openDatabase(folder.review(), Access::ReadWrite, {.schema = &newer, .disk = {}});
        ASSERT_FALSE(opened) << what;
        EXPECT_THAT(opened.error().message.toStdString(), HasSubstr("could not be brought up to date")) << what;
        Result<Database> again = openDatabase(folder.review(), Access::ReadWrite, {.schema = &older, .disk = {}});
        ASSERT_TRUE(again) << what << ": " << again.error();
        EXPECT_EQ(answerOf(again->connection, "SELECT count(*) FROM study"), "1") << what;
    }
}

TEST(Schema, OlderFileThatCannotBeWrittenSaysWhatToDo)
{
    const ReviewFolder folder;
    const Schema older{{First}};
    const Schema newer{{First, Second}};
    ASSERT_TRUE(madeBy(older, folder).close());
    const Result<Database> opened = openDatabase(folder.review(), Access::ReadOnly, {.schema = &newer, .disk = {}});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::ReadOnly);
    EXPECT_THAT(opened.error().message.toStdString(), HasSubstr("older Winnow"));
}

TEST(Schema, OursHasNoDifferenceFromItself)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    const Result<std::vector<QString>> found = Schema::current().differences(made->connection);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->empty()) << found->front().toStdString();
    EXPECT_GE(Schema::current().version(), 1);
}

TEST(Check, SoundFileHasNoFindings)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    addThings(made->connection, 10);
    NoProgress quiet;
    for (const Depth depth : {Depth::Quick, Depth::Full}) {
        const Result<std::vector<QString>> found = checkFile(made->connection, depth, quiet);
        ASSERT_TRUE(found) << found.error();
        EXPECT_TRUE(found->empty());
    }
}

TEST(Check, NamesDanglingRowsAndChangedTables)
{
    const ReviewFolder folder;
    makeReview(folder);
    alter(folder,
        "PRAGMA foreign_keys = OFF; INSERT INTO undone VALUES (77); DROP INDEX op_undoes; DROP TABLE citation_note");
    Result<Connection> reader = openReader(folder.review());
    ASSERT_TRUE(reader) << reader.error();
    NoProgress quiet;
    const Result<std::vector<QString>> found = checkFile(*reader, Depth::Full, quiet);
    ASSERT_TRUE(found) << found.error();
    std::vector<std::string> sentences;
    for (const QString& finding : *found)
        sentences.push_back(finding.toStdString());
    EXPECT_THAT(sentences,
        testing::ElementsAre("The index op_undoes is missing.", "The table citation_note is missing.",
            "Row 77 of the table undone refers to a row of op that is not there."));
}

class StopAtOnce final : public Progress {
public:
    [[nodiscard]] bool step(std::int64_t, std::int64_t) override { return false; }
};

TEST(Check, CanBeStopped)
{
    const ReviewFolder folder;
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made);
    ASSERT_TRUE(made->connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
                                         "INSERT INTO reviewer (uuid, name) SELECT randomblob(16), i FROM n"));
    StopAtOnce stop;
    const Result<std::vector<QString>> found = checkFile(made->connection, Depth::Full, stop);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Cancelled);
}

} // namespace
} // namespace winnow::store
