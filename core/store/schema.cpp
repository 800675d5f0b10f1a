#include "core/store/schema.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <map>

static void linkSchema()
{
    Q_INIT_RESOURCE(schema); // must stand outside of every namespace
}

namespace winnow::store {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

std::vector<QByteArray> compiledIn()
{
    linkSchema();
    std::vector<QByteArray> migrations;
    for (;;) {
        QFile file(QStringLiteral(":/schema/%1.sql").arg(migrations.size() + 1, 4, 10, QLatin1Char('0')));
        if (!file.open(QIODevice::ReadOnly))
            return migrations;
        migrations.push_back(file.readAll());
    }
}

Result<std::vector<SchemaObject>> objectsOf(Connection& connection)
{
    Statement query = TRY(
        Statement::prepare(connection, "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"));
    std::vector<SchemaObject> objects;
    while (TRY(query.step()))
        objects.push_back({query.text(0), query.text(1), query.text(2)});
    return objects;
}

bool isRunnable(const SchemaObject& object)
{
    return object.type == "trigger" || object.type == "view";
}

/// No row, or the first of PRAGMA quick_check and foreign_key_check that is bad, as a failure.
Result<> checked(Connection& connection)
{
    Statement quick = TRY(Statement::prepare(connection, "PRAGMA quick_check(1)"));
    if (TRY(quick.step()) && quick.view(0) != "ok")
        return fail(ErrorKind::Corrupt, tr("The review file is damaged."), toQString(quick.view(0)));
    Statement keys = TRY(Statement::prepare(connection, "PRAGMA foreign_key_check"));
    if (TRY(keys.step()))
        return fail(
            ErrorKind::Corrupt, tr("The review file holds rows that refer to nothing."), toQString(keys.view(0)));
    return {};
}

Result<> migrateOne(Connection& connection, const QByteArray& script, int version)
{
    Transaction transaction = TRY(Transaction::begin(connection));
    TRY(connection.execute(script.constData()));
    if (sqlite3_get_autocommit(connection.handle()) != 0)
        return fail(ErrorKind::Internal, tr("A migration of the review file ended its own transaction."));
    TRY(connection.execute(QByteArray("PRAGMA user_version = " + QByteArray::number(version)).constData()));
    TRY(checked(connection));
    return transaction.commit();
}

} // namespace

Schema::Schema(std::vector<QByteArray> migrations)
    : m_migrations(std::move(migrations))
{
}

const Schema& Schema::current()
{
    static const Schema schema{compiledIn()};
    return schema;
}

Result<> Schema::migrate(Connection& connection, int from) const
{
    // A migration that rebuilds a table drops the old one, which must not take the rows that refer to it along
    // (sqlite.org/lang_altertable.html, section 7); what it leaves is checked before it is committed.
    TRY(connection.execute("PRAGMA foreign_keys = OFF"));
    for (int version = from + 1; version <= this->version(); ++version) {
        const Result<> done = migrateOne(connection, m_migrations[static_cast<std::size_t>(version - 1)], version);
        if (!done) {
            std::ignore = connection.execute("PRAGMA foreign_keys = ON");
            return tl::unexpected<Error>(done.error());
        }
    }
    return connection.execute("PRAGMA foreign_keys = ON");
}

Result<std::vector<SchemaObject>> Schema::objects(int version) const
{
    Connection memory = TRY(Connection::open(QStringLiteral(":memory:"), Connection::Mode::Create));
    for (int i = 0; i < std::min(version, this->version()); ++i)
        TRY(memory.execute(m_migrations[static_cast<std::size_t>(i)].constData()));
    return objectsOf(memory);
}

Result<std::vector<QString>> Schema::differences(Connection& connection) const
{
    const int version = TRY(schemaVersion(connection));
    const bool newer = version > this->version();
    std::map<std::pair<std::string, std::string>, std::string> expected;
    for (SchemaObject& object : TRY(objects(version)))
        expected.emplace(std::pair{std::move(object.type), std::move(object.name)}, std::move(object.sql));

    std::vector<QString> found;
    for (const SchemaObject& object : TRY(objectsOf(connection))) {
        const auto ours = expected.find({object.type, object.name});
        const bool known = ours != expected.end();
        const QString name = toQString(printable(object.name));
        if (!known && isRunnable(object) && !newer)
            found.push_back(
                tr("The file holds a %1 that is not part of a review: %2.").arg(toQString(object.type), name));
        else if (known && ours->second != object.sql && !newer)
            found.push_back(tr("The %1 %2 was changed by another program.").arg(toQString(object.type), name));
        if (known)
            expected.erase(ours);
    }
    for (const auto& [missing, sql] : expected) {
        if (missing.first != "index" || !newer)
            found.push_back(tr("The %1 %2 is missing.").arg(toQString(missing.first), toQString(missing.second)));
    }
    return found;
}

Result<int> schemaVersion(Connection& connection)
{
    Statement query = TRY(Statement::prepare(connection, "PRAGMA user_version"));
    if (!TRY(query.step()))
        return 0;
    return static_cast<int>(query.integer(0));
}

} // namespace winnow::store
