#include "core/store/writtenonce.h"

#include <sqlite3.h>

namespace winnow::store {

namespace {

Result<std::string> journalMode(Connection& connection, const char* sql)
{
    Statement query = TRY(Statement::prepare(connection, sql));
    std::string mode = TRY(query.step()) ? query.text(0) : std::string{};
    return mode;
}

} // namespace

Result<WrittenOnce> WrittenOnce::begin(Connection& connection)
{
    if (TRY(journalMode(connection, "PRAGMA journal_mode")) != "wal")
        return WrittenOnce(nullptr);
    // EXTRA before the change, so that no moment is less than durable: with a rollback journal, FULL leaves the removal
    // of the journal unsynced.
    TRY(connection.execute("PRAGMA synchronous = EXTRA"));
    sqlite3_busy_timeout(connection.handle(), 0); // who reads now will go on reading
    const Result<std::string> mode = journalMode(connection, "PRAGMA journal_mode = DELETE");
    sqlite3_busy_timeout(connection.handle(), Connection::BusyMilliseconds);
    if (mode && *mode == "delete")
        return WrittenOnce(&connection);
    TRY(connection.execute("PRAGMA synchronous = FULL"));
    if (mode || mode.error().kind == ErrorKind::Busy) // somebody reads: the log it is
        return WrittenOnce(nullptr);
    return tl::unexpected<Error>(mode.error());
}

WrittenOnce::~WrittenOnce()
{
    if (m_connection == nullptr)
        return;
    const Result<std::string> mode = journalMode(*m_connection, "PRAGMA journal_mode = WAL");
    if (mode && *mode == "wal")
        std::ignore = m_connection->execute("PRAGMA synchronous = FULL");
}

} // namespace winnow::store
