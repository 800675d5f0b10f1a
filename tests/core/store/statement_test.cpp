#include "core/store/sqlite.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

#include <sqlite3.h>

namespace winnow::store {
namespace {

Result<std::int64_t> firstOf(Connection& connection, std::int64_t after)
{
    const StatementInUse query = TRY(connection.cached("SELECT id FROM number WHERE id > ?1 ORDER BY id"));
    TRY(query->bind(after));
    return TRY(query->step()) ? query->integer(0) : 0; // left while it stands on a row
}

TEST(Statement, HoldsNoStateOfTheFileOnceItIsOutOfUse)
{
    const QTemporaryDir folder;
    Connection connection = Connection::open(folder.filePath(QStringLiteral("n.db")), Connection::Mode::Create).value();
    ASSERT_TRUE(connection.execute("CREATE TABLE number (id INTEGER PRIMARY KEY); INSERT INTO number VALUES (1), (2)"));
    EXPECT_EQ(firstOf(connection, 0), 1);
    EXPECT_EQ(sqlite3_txn_state(connection.handle(), "main"), SQLITE_TXN_NONE);
    EXPECT_EQ(firstOf(connection, 1), 2);
    EXPECT_EQ(firstOf(connection, 2), 0);
}

TEST(Statement, IsNotStoppedByAnInterruptThatCameBeforeIt)
{
    const QTemporaryDir folder;
    Connection connection = Connection::open(folder.filePath(QStringLiteral("n.db")), Connection::Mode::Create).value();
    ASSERT_TRUE(connection.execute("CREATE TABLE number (id INTEGER PRIMARY KEY); INSERT INTO number VALUES (1), (2)"));
    EXPECT_EQ(firstOf(connection, 0), 1);
    connection.interrupt();
    const StatementInUse count = connection.cached("SELECT count(*) FROM number").value();
    const Result<bool> stepped = count->step();
    ASSERT_TRUE(stepped) << stepped.error().detail.toStdString();
    EXPECT_EQ(count->integer(0), 2);
}

} // namespace
} // namespace winnow::store
