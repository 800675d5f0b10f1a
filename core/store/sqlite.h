// RAII over SQLite's C API: the only place that speaks to it.
#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace winnow::store {

/// Bytes to be bound as a BLOB rather than TEXT.
struct Blob {
    std::string_view bytes;
};

class Statement;

/// A kept statement while somebody uses it. Reset when it goes out of use, wherever a function is left: one standing on
/// a row would hold its connection at the state of the review it began with, and an interrupt would never end.
struct EndUse {
    void operator()(Statement* statement) const;
};
using StatementInUse = std::unique_ptr<Statement, EndUse>;

/// One SQLite connection. Belongs to the thread that opened it; never shared, but for interrupt().
class Connection {
public:
    enum class Mode {
        ReadWrite,
        Create, ///< makes the file if it is not there
        ReadOnly,
        Immutable ///< a read-only folder: no lock, no WAL is looked for
    };
    [[nodiscard]] static Result<Connection> open(const QString& path, Mode mode);
    static constexpr int BusyMilliseconds = 5000; ///< how long it waits for others to let go of the file

    /// One or more statements without parameters.
    [[nodiscard]] Result<> execute(const char* sql);
    /// A statement that is kept: prepared at the first call, reset and unbound after each use. `sql` must be a literal,
    /// as its address is the key. At most one user at a time.
    [[nodiscard]] Result<StatementInUse> cached(const char* sql);
    [[nodiscard]] sqlite3* handle() const { return m_db.get(); }
    [[nodiscard]] std::int64_t lastInsertId() const;
    /// From any thread: the running statement fails with Cancelled.
    void interrupt();

private:
    struct Close {
        void operator()(sqlite3* db) const;
    };
    std::unique_ptr<sqlite3, Close> m_db;
    std::map<const char*, std::unique_ptr<Statement>> m_cache; // destroyed before m_db
};

/// Lets `progress` stop what the connection does, as long as it lives: the statement then fails with Cancelled. SQLite
/// does not say how far it is.
class Stoppable {
public:
    Stoppable(Connection& connection, Progress& progress);
    Stoppable(const Stoppable&) = delete;
    Stoppable& operator=(const Stoppable&) = delete;
    ~Stoppable();

private:
    sqlite3* m_db;
};

/// A prepared statement: bind in order, then step through the rows. Text is copied out.
class Statement {
public:
    [[nodiscard]] static Result<Statement> prepare(Connection& connection, std::string_view sql);

    /// Binds all parameters, from the first to the last.
    template <typename... Values> [[nodiscard]] Result<> bind(const Values&... values)
    {
        int index = 0;
        int status = 0;
        ((status = status != 0 ? status : bindOne(++index, values)), ...);
        return check(status);
    }
    /// Binds one, 1-based; the text must outlive the step.
    template <typename Value> [[nodiscard]] Result<> bindAt(int index, const Value& value)
    {
        return check(bindOne(index, value));
    }

    [[nodiscard]] Result<bool> step(); ///< true while there is a row, false after the last
    [[nodiscard]] Result<> run(); ///< steps to the end and resets: for statements that give no rows
    void reset(); ///< and forgets the bindings

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const; ///< empty for NULL; blobs too
    [[nodiscard]] std::string_view view(int column) const; ///< valid until the next step
    [[nodiscard]] bool isNull(int column) const;

private:
    int bindOne(int index, std::int64_t value);
    int bindOne(int index, double value);
    int bindOne(int index, std::string_view value); ///< not copied: must outlive the step
    int bindOne(int index, const std::string& value) { return bindOne(index, std::string_view{value}); }
    int bindOne(int index, const char* value) { return bindOne(index, std::string_view{value}); }
    int bindOne(int index, Blob value);
    int bindOne(int index, std::nullopt_t);
    template <std::integral T> int bindOne(int index, T value)
    {
        return bindOne(index, static_cast<std::int64_t>(value));
    }
    template <typename T>
        requires std::is_enum_v<T>
    int bindOne(int index, T value)
    {
        return bindOne(index, static_cast<std::int64_t>(value));
    }
    /// An id of none is NULL.
    template <typename Tag> int bindOne(int index, Id<Tag> id)
    {
        return id ? bindOne(index, id.value) : bindOne(index, std::nullopt);
    }
    template <typename T> int bindOne(int index, const std::optional<T>& value)
    {
        return value ? bindOne(index, *value) : bindOne(index, std::nullopt);
    }
    [[nodiscard]] Result<> check(int status) const;

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// A write: rolled back unless committed. Takes the write lock at once, so that a busy file shows here and not in the
/// middle of the work.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Result<> commit();

private:
    explicit Transaction(Connection& connection)
        : m_connection(&connection)
    {
    }
    Connection* m_connection;
};

/// The Error for what SQLite answered last: kind, a sentence for the user, SQL and SQLite's words as detail.
[[nodiscard]] tl::unexpected<Error> sqliteFailure(sqlite3* db, int status, std::string_view what);

} // namespace winnow::store
