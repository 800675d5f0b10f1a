#include "core/store/database.h"

#include "core/base/text.h"
#include "core/store/backup.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace winnow::store {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

QString nameOf(const QString& path)
{
    return QFileInfo(path).fileName();
}

const Schema& schemaOf(const Conditions& conditions)
{
    return conditions.schema != nullptr ? *conditions.schema : Schema::current();
}

/// True if SQLite left something beside the review that belongs to it: the end was unclean, or it is in use.
bool hasLog(const QString& path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return QFileInfo(real + QStringLiteral("-wal")).size() > 0
        || QFileInfo(real + QStringLiteral("-journal")).size() > 0;
}

bool isFolderWritable(const QString& path)
{
    return isWritable(QFileInfo(QFileInfo(path).canonicalFilePath()).path());
}

Result<std::string> answer(Connection& connection, const char* sql)
{
    Statement query = TRY(Statement::prepare(connection, sql));
    return TRY(query.step()) ? query.text(0) : std::string{};
}

/// A review may come from anybody: its schema is input, and nothing in it shall act. See sqlite.org/security.html.
Result<> configure(Connection& connection)
{
    sqlite3* db = connection.handle();
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    // secure_delete is on in Debian and would write zeros over each dropped projection. Temporary tables may go to
    // files: sorting a million rows in memory would break the bound on it.
    return connection.execute("PRAGMA foreign_keys = ON;"
                              "PRAGMA cell_size_check = ON;"
                              "PRAGMA mmap_size = 0;"
                              "PRAGMA secure_delete = OFF;"
                              "PRAGMA temp_store = FILE;"
                              "PRAGMA cache_size = -32768");
}

/// A connection that has read something, so that what stands in the way has shown.
Result<Connection> readThrough(const QString& path, Connection::Mode mode)
{
    Connection connection = TRY(Connection::open(path, mode));
    TRY(configure(connection));
    TRY(connection.execute("PRAGMA query_only = ON; SELECT count(*) FROM sqlite_schema"));
    return connection;
}

QString notAReview(const QString& path)
{
    return tr(
        "“%1” is not a Winnow review. It was not changed; to import an export file, open or start a review first.")
        .arg(nameOf(path));
}

/// Fails unless there is a review at `path`. Leaves no trace beside a file that is somebody else's: an immutable
/// connection looks for no log and makes none.
Result<> identify(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorKind::NotFound, tr("“%1” is not there. It may have been moved or renamed.").arg(path));
    if (info.isDir())
        return fail(ErrorKind::InvalidInput, tr("“%1” is a folder. Choose the review file itself.").arg(nameOf(path)));
    if (!info.isFile())
        return fail(ErrorKind::InvalidInput, notAReview(path));
    if (info.size() == 0)
        return fail(ErrorKind::InvalidInput,
            tr("“%1” is an empty file, not a review. If it was one, open a backup from the folder beside it.")
                .arg(nameOf(path)));
    if (!info.isReadable())
        return fail(
            ErrorKind::ReadOnly, tr("“%1” may not be read by you. Ask its owner for access.").arg(nameOf(path)));
    Connection connection = TRY(Connection::open(path, Connection::Mode::Immutable));
    const Result<std::string> id = answer(connection, "PRAGMA application_id");
    if (!id && id.error().kind != ErrorKind::Corrupt)
        return tl::unexpected<Error>(id.error());
    if (!id || *id != std::to_string(ApplicationId))
        return fail(
            ErrorKind::InvalidInput, notAReview(path), id ? toQString("application_id " + *id) : id.error().detail);
    return {};
}

QString newerMessage(const QString& path, int version, const Schema& schema)
{
    return tr("“%1” was last written by a newer Winnow (format %2; this one writes format %3). It can be read here; "
              "install the newer version to make changes.")
        .arg(nameOf(path))
        .arg(version)
        .arg(schema.version());
}

QString restoreAdvice(const QString& path)
{
    const std::vector<QString> copies = backups(path);
    return copies.empty() ? tr("There is no backup of it in %1.").arg(backupFolder(path))
                          : tr("The newest backup is %1.").arg(copies.front());
}

Result<> refuseForeign(Connection& connection, const QString& path, const Schema& schema)
{
    const std::vector<QString> found = TRY(schema.differences(connection));
    if (found.empty())
        return {};
    return fail(ErrorKind::Corrupt,
        tr("“%1” was not opened, because another program changed how it is built: %2 It was left as it is. %3")
            .arg(nameOf(path), found.front(), restoreAdvice(path)));
}

Result<> checkAfterUncleanEnd(Connection& connection, const QString& path)
{
    const std::string health = TRY(answer(connection, "PRAGMA quick_check(1)"));
    if (health == "ok")
        return {};
    return fail(ErrorKind::Corrupt,
        tr("“%1” is damaged. It was left as it is, with the files beside it. %2")
            .arg(nameOf(path), restoreAdvice(path)),
        toQString(health));
}

/// The write-ahead log, or where that cannot be, a rollback journal. Gives what there is to tell the person.
Result<QString> chooseJournal(Connection& connection, Disk disk)
{
    if (disk == Disk::Local && TRY(answer(connection, "PRAGMA journal_mode = WAL")) == "wal") {
        TRY(connection.execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864"));
        return QString{};
    }
    // A file that was in WAL mode can only be read here without shared memory, that is under SQLite's exclusive lock;
    // once it is out of that mode, others may read beside us again. EXTRA: with a rollback journal, FULL leaves the
    // removal of the journal unsynced, and a power cut would take the last act back.
    TRY(connection.execute("PRAGMA locking_mode = EXCLUSIVE"));
    const std::string mode = TRY(answer(connection, "PRAGMA journal_mode = DELETE"));
    TRY(connection.execute(
        "PRAGMA locking_mode = NORMAL; PRAGMA synchronous = EXTRA; SELECT count(*) FROM sqlite_schema"));
    if (mode != "delete")
        return fail(ErrorKind::Io,
            tr("The review cannot be written safely on this file system. It was left as it is; copy it to a disk of "
               "this computer."),
            toQString(mode));
    return tr("This review lies on a network drive. Each change takes longer there; do not open it on two computers at "
              "once, and keep a copy on this computer.");
}

void checkpointAtClose(Connection& connection, bool allowed)
{
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, allowed ? 0 : 1, nullptr);
}

Result<> bringUpToDate(Connection& connection, const QString& path, const Schema& schema, int version)
{
    NoProgress quiet;
    const QString copy =
        TRY(rotateBackup(connection, path, Occasion::Migration, QDateTime::currentMSecsSinceEpoch(), quiet));
    Result<> done = schema.migrate(connection, version);
    if (!done)
        done.error().message = tr(
            "“%1” could not be brought up to date for this version of Winnow. It was left as it is; a copy is in %2.")
                                   .arg(nameOf(path), copy);
    return done;
}

Result<> requireWritable(const QString& path)
{
    if (!isFolderWritable(path))
        return fail(ErrorKind::ReadOnly,
            tr("“%1” lies in a folder that cannot be written to. Copy it to another folder to make changes.")
                .arg(nameOf(path)));
    if (!isWritable(path))
        return fail(ErrorKind::ReadOnly,
            tr("“%1” is write-protected. Copy it, or allow writing, to make changes.").arg(nameOf(path)));
    return {};
}

Result<Database> openForWriting(const QString& path, std::unique_ptr<FileLock> lock, const Conditions& conditions)
{
    const Schema& schema = schemaOf(conditions);
    const bool unclean = hasLog(path);
    Database database;
    database.path = path;
    database.lock = std::move(lock);
    database.connection = TRY(Connection::open(path, Connection::Mode::ReadWrite));
    Connection& connection = database.connection;
    // Until the file is known to be sound, its log is left as found: the log may belong to another file of that name.
    checkpointAtClose(connection, !unclean);
    TRY(configure(connection));
    const Disk disk = conditions.disk.value_or(diskOf(path));
    if (disk == Disk::Network)
        TRY(connection.execute("PRAGMA locking_mode = EXCLUSIVE"));
    const int version = TRY(schemaVersion(connection));
    if (version > schema.version())
        return fail(ErrorKind::NewerFormat, newerMessage(path, version, schema));
    if (unclean)
        TRY(checkAfterUncleanEnd(connection, path));
    TRY(refuseForeign(connection, path, schema));
    database.notice = TRY(chooseJournal(connection, disk));
    checkpointAtClose(connection, true);
    if (version < schema.version())
        TRY(bringUpToDate(connection, path, schema, version));
    return database;
}

Result<Database> openForReading(const QString& path, const QString& reason, const Conditions& conditions)
{
    const Schema& schema = schemaOf(conditions);
    Database database;
    database.path = path;
    database.readOnly = true;
    database.readOnlyReason = reason;
    database.connection = TRY(openReader(path));
    const int version = TRY(schemaVersion(database.connection));
    if (version < schema.version())
        return fail(ErrorKind::ReadOnly,
            tr("“%1” was made by an older Winnow and has to be brought up to date before it can be shown, which needs "
               "writing. %2")
                .arg(nameOf(path), reason)
                .trimmed());
    if (version > schema.version())
        database.readOnlyReason = newerMessage(path, version, schema);
    TRY(refuseForeign(database.connection, path, schema));
    return database;
}

/// Whoever only read leaves an empty log behind, as removing it takes writing: done here, if nobody else is there.
void removeEmptyLog(const QString& path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    if (!QFile::exists(real + QStringLiteral("-wal")) || hasLog(path) || !requireWritable(path))
        return;
    const Result<std::unique_ptr<FileLock>> lock = FileLock::acquire(path, FileLock::Wait::Not);
    if (!lock)
        return;
    Result<Connection> connection = Connection::open(path, Connection::Mode::ReadWrite);
    if (connection)
        std::ignore = answer(*connection, "PRAGMA user_version");
}

/// An import that was killed or lost its power while it was written into the file itself (WrittenOnce) is taken back by
/// the next to open the file for writing: here for whoever only wants to read. True if there is something to read now.
bool takeBackBrokenOff(const QString& path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    if (!QFile::exists(real + QStringLiteral("-journal")) || !requireWritable(path))
        return false;
    const Result<std::unique_ptr<FileLock>> lock = FileLock::acquire(path, FileLock::Wait::Not);
    if (!lock)
        return false;
    Result<Connection> connection = Connection::open(path, Connection::Mode::ReadWrite);
    return connection && answer(*connection, "SELECT count(*) FROM sqlite_schema");
}

bool mayBeRead(ErrorKind kind)
{
    return kind == ErrorKind::Busy || kind == ErrorKind::ReadOnly || kind == ErrorKind::NewerFormat
        || kind == ErrorKind::Corrupt || kind == ErrorKind::Full;
}

Result<> makeFile(const QString& passing, const Schema& schema)
{
    Connection connection = TRY(Connection::open(passing, Connection::Mode::Create));
    TRY(configure(connection));
    TRY(connection.execute("PRAGMA synchronous = OFF")); // it is synced as a whole before it gets its name
    TRY(connection.execute(QByteArray("PRAGMA page_size = " + QByteArray::number(PageSize)
        + "; PRAGMA application_id = " + QByteArray::number(ApplicationId))
            .constData()));
    return schema.migrate(connection, 0);
}

} // namespace

Database& Database::operator=(Database&& other) noexcept
{
    std::ignore = close();
    connection = std::move(other.connection);
    path = std::move(other.path);
    readOnly = other.readOnly;
    readOnlyReason = std::move(other.readOnlyReason);
    notice = std::move(other.notice);
    lock = std::move(other.lock);
    return *this;
}

Database::~Database()
{
    std::ignore = close();
}

Result<> Database::close()
{
    sqlite3* db = connection.handle();
    if (db == nullptr)
        return {};
    for (sqlite3_stmt* open = sqlite3_next_stmt(db, nullptr); open != nullptr; open = sqlite3_next_stmt(db, open))
        sqlite3_reset(open); // one left in the middle would keep the log from being emptied
    Result<> emptied;
    int keepsLog = 0;
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &keepsLog);
    if (!readOnly && keepsLog == 0) {
        sqlite3_busy_timeout(db, 1000);
        const int status = sqlite3_wal_checkpoint_v2(db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        if (status != SQLITE_OK && (status & 0xff) != SQLITE_BUSY)
            emptied = sqliteFailure(db, status, "checkpoint");
    }
    connection = Connection{};
    lock.reset();
    if (readOnly)
        removeEmptyLog(path);
    return emptied;
}

Result<Database> createDatabase(const QString& path, const Conditions& conditions)
{
    const QFileInfo info(path);
    const QString folder = info.absolutePath();
    if (info.exists() || info.isSymLink())
        return fail(ErrorKind::Conflict,
            tr("“%1” is there already. It was left as it is; choose another name, or open it.").arg(nameOf(path)));
    if (!QFileInfo(folder).isDir())
        return fail(ErrorKind::NotFound, tr("The folder %1 is not there. No review was made.").arg(folder));
    if (!isWritable(folder))
        return fail(ErrorKind::ReadOnly,
            tr("The folder %1 cannot be written to. No review was made; choose another folder.").arg(folder));
    std::unique_ptr<FileLock> lock = TRY(FileLock::acquire(path, FileLock::Wait::Briefly));
    const PassingFile passing{path + QStringLiteral(".new")};
    TRY(makeFile(passing.path(), schemaOf(conditions)));
    TRY(moveIntoPlace(passing.path(), path, Existing::Refuse));
    return openForWriting(path, std::move(lock), conditions);
}

Result<Database> openDatabase(const QString& path, Access access, const Conditions& conditions)
{
    TRY(identify(path));
    if (access == Access::ReadOnly)
        return openForReading(path, {}, conditions);
    Result<Database> opened = [&]() -> Result<Database> {
        TRY(requireWritable(path));
        return openForWriting(path, TRY(FileLock::acquire(path, FileLock::Wait::Briefly)), conditions);
    }();
    if (opened || access == Access::ReadWrite || !mayBeRead(opened.error().kind))
        return opened;
    return openForReading(path, opened.error().message, conditions);
}

Result<> identifyReview(const QString& path)
{
    return identify(path);
}

Result<Connection> openReader(const QString& path)
{
    Result<Connection> connection = readThrough(path, Connection::Mode::ReadOnly);
    if (!connection && connection.error().kind == ErrorKind::ReadOnly && takeBackBrokenOff(path))
        connection = readThrough(path, Connection::Mode::ReadOnly);
    if (connection || connection.error().kind == ErrorKind::Corrupt || isFolderWritable(path))
        return connection;
    // Reading a file in WAL mode makes a file for shared memory beside it. Where that cannot be made, the review can
    // still be read as it stands, as long as nothing waits in a log.
    if (!hasLog(path))
        return readThrough(path, Connection::Mode::Immutable);
    return fail(ErrorKind::ReadOnly,
        tr("“%1” was not closed properly, and its last changes stand in a file beside it that cannot be read in this "
           "folder. Copy all files whose names begin with “%1” to a folder you can write to, and open it there.")
            .arg(nameOf(path)),
        connection.error().detail);
}

} // namespace winnow::store
