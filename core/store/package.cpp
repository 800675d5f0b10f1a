#include "core/store/package.h"

#include "core/store/backup.h"
#include "core/store/database.h"
#include "core/store/projection.h"
#include "core/store/reviewers.h"
#include "core/store/team.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace winnow::store {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

/// Every act that tells what somebody else said, in temp.hidden: `part` if it tells other things too.
Result<> findHidden(Connection& connection, ReviewerId reviewer, Stage stage)
{
    const StageRules rules = TRY(stageRules(connection));
    const bool first = stage == Stage::TitleAbstract || rules[0].blind();
    // What follows an inclusion on title and abstract tells of it.
    const bool fullText = first || stage == Stage::FullText || rules[1].blind();
    const std::string me = std::to_string(reviewer.value);
    const std::string stages = first ? "1, 2" : "2";
    std::string sql = "DROP TABLE IF EXISTS temp.hidden;"
                      "CREATE TEMP TABLE hidden (op INTEGER PRIMARY KEY, part INTEGER NOT NULL);"
                      "INSERT OR IGNORE INTO hidden SELECT e.op, o.kind = 'import' FROM decision_event e JOIN op o ON "
                      "o.id = e.op WHERE e.reviewer <> "
        + me + " AND e.stage IN (" + stages
        + ");"
          "INSERT OR IGNORE INTO hidden SELECT e.op, o.kind = 'import' FROM resolution_event e JOIN op o ON o.id = "
          "e.op WHERE e.reviewer <> "
        + me + " AND e.stage IN (" + stages
        + ");"
          "INSERT OR IGNORE INTO hidden SELECT e.op, o.kind = 'import' FROM note_event e JOIN op o ON o.id = e.op "
          "WHERE e.reviewer <> "
        + me + ";";
    if (fullText)
        sql += "INSERT OR IGNORE INTO hidden SELECT e.op, 0 FROM annotation_event e WHERE e.reviewer <> " + me + ";";
    if (first)
        for (const char* table : {"retrieval_event", "file_event", "study_event"})
            sql += "INSERT OR IGNORE INTO hidden SELECT e.op, o.kind = 'import' FROM " + std::string(table)
                + " e JOIN op o ON o.id = e.op WHERE o.reviewer <> " + me + ";";
    if (first || TRY(extractionRule(connection)).blind())
        sql += "INSERT OR IGNORE INTO hidden SELECT e.op, 0 FROM value_event e WHERE e.reviewer <> " + me
            + "; INSERT OR IGNORE INTO hidden SELECT e.op, 0 FROM agreement_event e WHERE e.reviewer <> " + me + ";";
    if (rules[0].blind() || rules[1].blind())
        sql += "INSERT OR IGNORE INTO hidden SELECT e.op, 0 FROM label_event e JOIN op o ON o.id = e.op "
               "WHERE o.kind <> 'import' AND o.reviewer <> "
            + me + ";";
    sql +=
        "INSERT OR IGNORE INTO hidden WITH RECURSIVE upon (op) AS (SELECT o.id FROM op o JOIN hidden h ON h.op = "
        "o.undoes WHERE NOT h.part UNION SELECT o.id FROM op o JOIN upon u ON o.undoes = u.op) SELECT op, 0 FROM upon;";
    // Of an import, what it carried of others; its file stays.
    sql += "DELETE FROM decision_event WHERE op IN (SELECT op FROM hidden WHERE part) AND reviewer <> " + me
        + " AND stage IN (" + stages + ");"
        + "DELETE FROM note_event WHERE op IN (SELECT op FROM hidden WHERE part) AND reviewer <> " + me + ";";
    return connection.execute(sql.c_str());
}

constexpr const char* Withhold = R"(
INSERT OR REPLACE INTO withheld (device, number, part, hash)
    SELECT o.device, o.number, h.part, o.hash FROM hidden h JOIN op o ON o.id = h.op;
DELETE FROM hidden WHERE part;
DELETE FROM decision_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM resolution_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM note_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM label_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM annotation_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM evidence_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM value_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM agreement_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM retrieval_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM file_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM study_event WHERE op IN (SELECT op FROM hidden);
DELETE FROM op WHERE id IN (SELECT op FROM hidden);
DROP TABLE temp.hidden;
DELETE FROM package;
UPDATE device SET identity = x'';
UPDATE reviewer SET name = '?' || hex(uuid) WHERE name NOT GLOB 'Reviewer [0-9]*';
)";

Result<> nameNeutrally(Connection& connection)
{
    Statement query = TRY(Statement::prepare(connection, "SELECT id FROM reviewer WHERE name GLOB '[?]*' ORDER BY id"));
    std::vector<std::int64_t> named;
    while (TRY(query.step()))
        named.push_back(query.integer(0));
    for (const std::int64_t id : named) {
        const std::string name = TRY(neutralName(connection));
        Statement rename = TRY(Statement::prepare(connection, "UPDATE reviewer SET name = ?2 WHERE id = ?1"));
        TRY(rename.bind(id, name));
        TRY(rename.run());
    }
    return {};
}

Result<> withhold(const QString& path, ReviewerId reviewer, Stage stage, Progress& progress)
{
    Database package = TRY(openDatabase(path, Access::ReadWrite));
    Connection& connection = package.connection;
    TRY(connection.execute("PRAGMA foreign_keys = OFF"));
    {
        Transaction transaction = TRY(Transaction::begin(connection));
        TRY(findHidden(connection, reviewer, stage));
        TRY(connection.execute(Withhold));
        TRY(nameNeutrally(connection));
        Statement whose =
            TRY(Statement::prepare(connection, "INSERT INTO package (one, reviewer, stage) VALUES (1, ?1, ?2)"));
        TRY(whose.bind(reviewer, stage));
        TRY(whose.run());
        TRY(rebuild(connection, progress));
        Statement keys = TRY(Statement::prepare(connection, "PRAGMA foreign_key_check"));
        if (TRY(keys.step()))
            return fail(ErrorKind::Internal, tr("The package could not be made. Nothing was written."));
        keys.reset();
        TRY(transaction.commit());
    }
    TRY(connection.execute("VACUUM")); // what was deleted stood in the pages still
    return package.close();
}

} // namespace

Result<> writePackage(Connection& connection, const QString& path, ReviewerId reviewer, Stage stage, Progress& progress)
{
    if (QFileInfo::exists(path))
        return fail(ErrorKind::Conflict,
            tr("“%1” is there already. It was left as it is; choose another name.").arg(QFileInfo(path).fileName()));
    const PassingFile passing{path + QStringLiteral(".package")};
    TRY(backupTo(connection, passing.path(), Existing::Refuse, progress));
    TRY(withhold(passing.path(), reviewer, stage, progress));
    return moveIntoPlace(passing.path(), path, Existing::Refuse);
}

} // namespace winnow::store
