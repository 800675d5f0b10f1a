#include "core/store/sqlite.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QUrl>

#include <sqlite3.h>

#include <cerrno>

namespace winnow::store {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

int lastSystemError(sqlite3_file* file)
{
    int error = 0;
    if (file != nullptr && file->pMethods != nullptr)
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error);
    return error;
}

/// A quota or a limit on the size of files comes from SQLite as a plain I/O error.
bool isOutOfRoom(sqlite3* db)
{
    for (const int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
        sqlite3_file* file = nullptr;
        if (db == nullptr || sqlite3_file_control(db, "main", which, static_cast<void*>(&file)) != SQLITE_OK)
            continue;
        const int error = lastSystemError(file);
        if (error == ENOSPC || error == EDQUOT || error == EFBIG)
            return true;
    }
    return false;
}

ErrorKind kindOf(sqlite3* db, int status)
{
    switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::Busy;
    case SQLITE_CONSTRAINT:
        return ErrorKind::Conflict;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::Corrupt;
    case SQLITE_FULL:
        return ErrorKind::Full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorKind::ReadOnly;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return isOutOfRoom(db) ? ErrorKind::Full : ErrorKind::Io;
    case SQLITE_INTERRUPT:
        return ErrorKind::Cancelled;
    default:
        return ErrorKind::Internal;
    }
}

/// The file's name with its folder, so that the person knows which disk is meant.
QString placeOf(sqlite3* db)
{
    const char* name = db != nullptr ? sqlite3_db_filename(db, "main") : nullptr;
    return name != nullptr && *name != 0 ? QFile::decodeName(name) : tr("the review");
}

QString messageOf(ErrorKind kind, const QString& place)
{
    switch (kind) {
    case ErrorKind::Busy:
        return tr("The review file is in use by another program. Nothing was changed; try again.");
    case ErrorKind::Corrupt:
        return tr("The review file is damaged. Nothing was changed; open a backup from the folder beside it.");
    case ErrorKind::Full:
        return tr("The disk that holds %1 is full. Nothing was changed; make room and try again.").arg(place);
    case ErrorKind::ReadOnly:
        return tr("The review file cannot be written. Nothing was changed.");
    case ErrorKind::Io:
        return tr("%1 could not be read or written. Nothing was changed; check the disk and try again.").arg(place);
    case ErrorKind::Cancelled:
        return tr("Stopped. Nothing was changed.");
    default:
        return tr("The review file could not be used as expected. Nothing was changed.");
    }
}

int flagsOf(Connection::Mode mode)
{
    switch (mode) {
    case Connection::Mode::Create:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Connection::Mode::ReadWrite:
        return SQLITE_OPEN_READWRITE;
    case Connection::Mode::ReadOnly:
    case Connection::Mode::Immutable:
        break;
    }
    return SQLITE_OPEN_READONLY;
}

} // namespace

tl::unexpected<Error> sqliteFailure(sqlite3* db, int status, std::string_view what)
{
    const ErrorKind kind = kindOf(db, status);
    const bool said = db != nullptr && sqlite3_errcode(db) != SQLITE_OK; // a backup's failures are said nowhere
    const char* words = said ? sqlite3_errmsg(db) : sqlite3_errstr(status);
    return fail(kind, messageOf(kind, placeOf(db)),
        QStringLiteral("%1 (%2): %3").arg(QString::fromUtf8(words)).arg(status).arg(toQString(what)));
}

void Connection::Close::operator()(sqlite3* db) const
{
    sqlite3_close_v2(db);
}

Result<Connection> Connection::open(const QString& path, Mode mode)
{
    sqlite3* db = nullptr;
    int flags = flagsOf(mode) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    QByteArray name = QFile::encodeName(path);
    if (mode == Mode::Immutable) {
        flags |= SQLITE_OPEN_URI;
        name = QUrl::fromLocalFile(path).toEncoded() + "?immutable=1";
    }
    const int status = sqlite3_open_v2(name.constData(), &db, flags, nullptr);
    Connection connection;
    connection.m_db.reset(db);
    if (status != SQLITE_OK)
        return sqliteFailure(db, status, "open " + name.toStdString());
    sqlite3_busy_timeout(db, Connection::BusyMilliseconds);
    return connection;
}

Result<> Connection::execute(const char* sql)
{
    const int status = sqlite3_exec(m_db.get(), sql, nullptr, nullptr, nullptr);
    if (status != SQLITE_OK)
        return sqliteFailure(m_db.get(), status, sql);
    return {};
}

void EndUse::operator()(Statement* statement) const
{
    statement->reset();
}

Result<StatementInUse> Connection::cached(const char* sql)
{
    std::unique_ptr<Statement>& kept = m_cache[sql];
    if (!kept)
        kept = std::make_unique<Statement>(TRY(Statement::prepare(*this, sql)));
    return StatementInUse{kept.get()};
}

std::int64_t Connection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_db.get());
}

void Connection::interrupt()
{
    sqlite3_interrupt(m_db.get());
}

Stoppable::Stoppable(Connection& connection, Progress& progress)
    : m_db(connection.handle())
{
    constexpr int OperationsPerStep = 20'000;
    sqlite3_progress_handler(
        m_db, OperationsPerStep, [](void* told) { return static_cast<Progress*>(told)->step(0, 0) ? 0 : 1; },
        &progress);
}

Stoppable::~Stoppable()
{
    sqlite3_progress_handler(m_db, 0, nullptr, nullptr);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Result<Statement> Statement::prepare(Connection& connection, std::string_view sql)
{
    sqlite3_stmt* prepared = nullptr;
    const int status = sqlite3_prepare_v3(
        connection.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (status != SQLITE_OK)
        return sqliteFailure(connection.handle(), status, sql);
    Statement statement;
    statement.m_statement.reset(prepared);
    return statement;
}

Result<> Statement::check(int status) const
{
    if (status == SQLITE_OK)
        return {};
    return sqliteFailure(sqlite3_db_handle(m_statement.get()), status, sqlite3_sql(m_statement.get()));
}

Result<bool> Statement::step()
{
    const int status = sqlite3_step(m_statement.get());
    if (status == SQLITE_ROW)
        return true;
    if (status == SQLITE_DONE) {
        sqlite3_reset(m_statement.get()); // so that a finished query holds no read transaction open
        return false;
    }
    auto failure = sqliteFailure(sqlite3_db_handle(m_statement.get()), status, sqlite3_sql(m_statement.get()));
    sqlite3_reset(m_statement.get());
    return failure;
}

Result<> Statement::run()
{
    while (TRY(step())) { }
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string_view Statement::view(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr ? std::string_view{}
                            : std::string_view{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::string Statement::text(int column) const
{
    return std::string{view(column)};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

int Statement::bindOne(int index, std::int64_t value)
{
    return sqlite3_bind_int64(m_statement.get(), index, value);
}

int Statement::bindOne(int index, double value)
{
    return sqlite3_bind_double(m_statement.get(), index, value);
}

int Statement::bindOne(int index, std::string_view value)
{
    return sqlite3_bind_text64(
        m_statement.get(), index, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
}

int Statement::bindOne(int index, Blob value)
{
    return sqlite3_bind_blob64(
        m_statement.get(), index, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
}

int Statement::bindOne(int index, std::nullopt_t)
{
    return sqlite3_bind_null(m_statement.get(), index);
}

Result<Transaction> Transaction::begin(Connection& connection)
{
    TRY(connection.execute("BEGIN IMMEDIATE"));
    return Transaction(connection);
}

Transaction::~Transaction()
{
    if (m_connection != nullptr)
        (void)m_connection->execute("ROLLBACK");
}

Result<> Transaction::commit()
{
    TRY(m_connection->execute("COMMIT"));
    m_connection = nullptr;
    return {};
}

} // namespace winnow::store
