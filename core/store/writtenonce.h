// How a large first import reaches the disk.
#pragma once

#include "core/store/sqlite.h"

#include <utility>

namespace winnow::store {

/// While it lives, a transaction goes into the file at once, guarded by a rollback journal, and not through the
/// write-ahead log, which would take every page first and give it to the file later: for a million records 5 GB more.
/// Pages that are new need no copy in the journal, so this pays where most are: in the first import of a review. As
/// durable as the log (synchronous=EXTRA): after a crash or a power cut the next to open the file rolls it back.
///
/// Others cannot read meanwhile. Where somebody has the file open, as the window has, or where the file has no log
/// anyway, as on a network drive, it changes nothing.
class WrittenOnce {
public:
    [[nodiscard]] static Result<WrittenOnce> begin(Connection& connection);
    WrittenOnce(WrittenOnce&& other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    WrittenOnce& operator=(WrittenOnce&&) = delete;
    ~WrittenOnce(); ///< back to the log; should the disk fail just then, the journal does until the next opening

    [[nodiscard]] bool isInForce() const { return m_connection != nullptr; }

private:
    explicit WrittenOnce(Connection* connection)
        : m_connection(connection)
    {
    }
    Connection* m_connection;
};

} // namespace winnow::store
