#include "core/store/backup.h"

#include "core/base/text.h"
#include "core/store/database.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <memory>

namespace winnow::store {

namespace {

constexpr int PagesAStep = 512; // 4 MB: progress and cancel some fifty times a second
constexpr qint64 LargeReview = 512LL << 20U;

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

/// Keeps one snapshot of the source while it is copied, so that a writer beside us does not make it start anew.
class Snapshot {
public:
    [[nodiscard]] static Result<Snapshot> of(Connection& connection)
    {
        if (sqlite3_get_autocommit(connection.handle()) == 0)
            return fail(ErrorKind::Internal, tr("A copy cannot be made in the middle of an act. Nothing was written."));
        TRY(connection.execute("BEGIN; SELECT count(*) FROM sqlite_schema"));
        return Snapshot(connection);
    }
    Snapshot(Snapshot&& other) noexcept
        : m_connection(std::exchange(other.m_connection, nullptr))
    {
    }
    Snapshot& operator=(Snapshot&&) = delete;
    ~Snapshot()
    {
        if (m_connection != nullptr)
            std::ignore = m_connection->execute("COMMIT");
    }

private:
    explicit Snapshot(Connection& connection)
        : m_connection(&connection)
    {
    }
    Connection* m_connection;
};

struct FinishBackup {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

Result<> copyPages(Connection& from, Connection& to, Progress& progress)
{
    const Snapshot snapshot = TRY(Snapshot::of(from));
    const std::unique_ptr<sqlite3_backup, FinishBackup> backup{
        sqlite3_backup_init(to.handle(), "main", from.handle(), "main")};
    if (!backup)
        return sqliteFailure(to.handle(), sqlite3_extended_errcode(to.handle()), "backup");
    for (;;) {
        const int status = sqlite3_backup_step(backup.get(), PagesAStep);
        if (status == SQLITE_DONE)
            return {};
        if (status != SQLITE_OK)
            return sqliteFailure(to.handle(), status, "backup step");
        const int total = sqlite3_backup_pagecount(backup.get());
        if (!progress.step(total - sqlite3_backup_remaining(backup.get()), total))
            return fail(ErrorKind::Cancelled, tr("The copy was stopped. Nothing was written."));
    }
}

Result<std::string> answer(Connection& connection, const char* sql)
{
    Statement query = TRY(Statement::prepare(connection, sql));
    return TRY(query.step()) ? query.text(0) : std::string{};
}

Result<> copyAndCheck(Connection& connection, const QString& path, Progress& progress)
{
    Connection copy = TRY(Connection::open(path, Connection::Mode::Create));
    TRY(copy.execute("PRAGMA synchronous = OFF")); // it is synced as a whole before it gets its name
    TRY(copyPages(connection, copy, progress));
    copy = TRY(Connection::open(path, Connection::Mode::ReadWrite)); // as anyone would open it
    TRY(answer(copy, "PRAGMA journal_mode = DELETE"));
    const std::string id = TRY(answer(copy, "PRAGMA application_id"));
    const std::string health = TRY(answer(copy, "PRAGMA quick_check(1)"));
    if (id != std::to_string(ApplicationId) || health != "ok")
        return fail(ErrorKind::Corrupt,
            tr("The copy was not sound and was not kept. The review itself was not changed; check it with “Check the "
               "review”."),
            toQString(health));
    return {};
}

QString nameOf(Occasion occasion)
{
    switch (occasion) {
    case Occasion::Daily:
        return QStringLiteral("daily");
    case Occasion::Import:
        return QStringLiteral("import");
    case Occasion::Merge:
        return QStringLiteral("merge");
    case Occasion::Migration:
        break;
    }
    return QStringLiteral("migration");
}

/// Of one occasion, newest first: names begin with the time.
QStringList copiesFor(const QDir& folder, Occasion occasion)
{
    return folder.entryList(
        {QStringLiteral("*-%1*.winnow").arg(nameOf(occasion))}, QDir::Files, QDir::Name | QDir::Reversed);
}

/// What a copy left that was killed in the middle; each occasion has one maker, who is about to begin anew.
void dropUnfinished(QDir& folder, Occasion occasion)
{
    for (const QString& name :
        folder.entryList({QStringLiteral("*-%1*.winnow.part*").arg(nameOf(occasion))}, QDir::Files))
        folder.remove(name);
}

void dropOldest(QDir& folder, Occasion occasion, bool large)
{
    const qsizetype keep = large ? 2 : occasion == Occasion::Daily ? 7 : 5;
    const QStringList copies = copiesFor(folder, occasion);
    for (qsizetype i = keep; i < copies.size(); ++i)
        folder.remove(copies.at(i));
}

QString freeName(const QDir& folder, Occasion occasion, const QDateTime& time)
{
    const QString stem = time.toString(QStringLiteral("yyyy-MM-dd'T'HHmmss'Z'-")) + nameOf(occasion);
    QString name = stem + QStringLiteral(".winnow");
    for (int i = 2; folder.exists(name); ++i)
        name = QStringLiteral("%1-%2.winnow").arg(stem).arg(i);
    return folder.filePath(name);
}

} // namespace

Result<> backupTo(Connection& connection, const QString& path, Existing existing, Progress& progress)
{
    const QFileInfo target(path);
    if (existing == Existing::Refuse && target.exists())
        return fail(ErrorKind::Conflict,
            tr("“%1” is there already. It was left as it is; choose another name.").arg(target.fileName()));
    if (!QFileInfo(target.absolutePath()).isDir())
        return fail(
            ErrorKind::NotFound, tr("The folder %1 is not there. Nothing was written.").arg(target.absolutePath()));
    const PassingFile passing{path + QStringLiteral(".part")};
    Result<> copied = copyAndCheck(connection, passing.path(), progress);
    if (!copied && copied.error().kind == ErrorKind::Full)
        copied.error().message =
            tr("There is not enough room in %1 for a copy. Nothing was written; the review itself is as it was.")
                .arg(target.absolutePath());
    else if (!copied && (copied.error().kind == ErrorKind::Io || copied.error().kind == ErrorKind::ReadOnly))
        copied.error().message =
            tr("The copy could not be written to %1. The review itself is as it was.").arg(target.absolutePath());
    if (!copied)
        return copied;
    return moveIntoPlace(passing.path(), path, existing);
}

QString backupFolder(const QString& review)
{
    const QFileInfo info(review);
    return info.absoluteDir().filePath(info.completeBaseName() + QStringLiteral(".backups"));
}

QString reviewOfBackup(const QString& path)
{
    const QString folder = QFileInfo(path).absolutePath();
    const QString ending = QStringLiteral(".backups");
    return folder.endsWith(ending) ? folder.chopped(ending.size()) + QStringLiteral(".winnow") : QString();
}

std::vector<QString> backups(const QString& review)
{
    const QDir folder(backupFolder(review));
    std::vector<QString> paths;
    for (const QString& name : folder.entryList({QStringLiteral("*.winnow")}, QDir::Files, QDir::Name | QDir::Reversed))
        paths.push_back(folder.filePath(name));
    return paths;
}

Result<QString> rotateBackup(
    Connection& connection, const QString& review, Occasion occasion, std::int64_t now, Progress& progress)
{
    QDir folder(backupFolder(review));
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC);
    const QStringList before = copiesFor(folder, occasion);
    if (occasion == Occasion::Daily && !before.isEmpty()
        && before.front().startsWith(time.toString(QStringLiteral("yyyy-MM-dd"))))
        return folder.filePath(before.front());
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorKind::ReadOnly,
            tr("The folder for backups, %1, could not be made. The review itself is as it was.").arg(folder.path()));
    dropUnfinished(folder, occasion);
    QString path = freeName(folder, occasion, time);
    TRY(backupTo(connection, path, Existing::Refuse, progress));
    dropOldest(folder, occasion, QFileInfo(path).size() > LargeReview);
    return path;
}

} // namespace winnow::store
