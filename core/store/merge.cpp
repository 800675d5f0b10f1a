#include "core/store/merge.h"

#include "core/base/text.h"
#include "core/store/backup.h"
#include "core/store/history.h"
#include "core/store/projection.h"
#include "core/store/renumber.h"
#include "core/store/reviewers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <map>
#include <set>

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

Error refused(const QString& path, ErrorKind kind, const QString& why, const QString& detail = {})
{
    return {kind, tr("“%1” was not brought in: %2 Nothing was changed.").arg(nameOf(path), why), detail};
}

Result<std::int64_t> number(Connection& connection, const char* sql)
{
    Statement query = TRY(Statement::prepare(connection, sql));
    TRY(query.step());
    return query.integer(0);
}

/// A private copy of the colleague's file, brought up to date: theirs is never written to.
Result<QString> privateCopy(const QString& other, const QString& folder, Progress& progress)
{
    TRY(identifyReview(other));
    QString copy = folder + QStringLiteral("/other.winnow");
    {
        Connection reader = TRY(openReader(other));
        const int version = TRY(schemaVersion(reader));
        if (version > Schema::current().version())
            return tl::unexpected<Error>(refused(
                other, ErrorKind::NewerFormat, tr("it was last written by a newer Winnow; install that here first.")));
        const std::vector<QString> differences = TRY(Schema::current().differences(reader));
        if (!differences.empty())
            return tl::unexpected<Error>(refused(other, ErrorKind::Corrupt, differences.front()));
        const Result<> copied = backupTo(reader, copy, Existing::Refuse, progress);
        if (!copied && copied.error().kind == ErrorKind::Corrupt)
            return tl::unexpected<Error>(
                refused(other, ErrorKind::Corrupt, tr("the file is damaged."), copied.error().detail));
        TRY(Result<>(copied));
    }
    return copy;
}

bool isSameFile(const QString& one, const QString& other)
{
    return QFileInfo::exists(one) && QFileInfo(one).canonicalFilePath() == QFileInfo(other).canonicalFilePath();
}

/// Who made a review: the act that made it, as its hash says.
Result<std::string> beginningOf(Connection& connection)
{
    Statement query = TRY(Statement::prepare(connection,
        "SELECT hex(d.uuid) || ':' || o.number || ':' || hex(o.hash) FROM op o JOIN device d ON d.id = o.device "
        "WHERE o.kind = 'create' ORDER BY o.stamp LIMIT 1"));
    return TRY(query.step()) ? query.text(0) : std::string{};
}

Result<> mustBeSound(const QString& other, const QString& copy, Connection& ours)
{
    Database theirs = TRY(openDatabase(copy, Access::ReadWrite));
    const std::string beginning = TRY(beginningOf(theirs.connection));
    if (beginning.empty() || beginning != TRY(beginningOf(ours)))
        return tl::unexpected<Error>(
            refused(other, ErrorKind::InvalidInput, tr("it is another review, not a copy of this one.")));
    const std::vector<std::string> faults = TRY(journalFaults(theirs.connection));
    if (!faults.empty())
        return tl::unexpected<Error>(refused(other, ErrorKind::Corrupt, toQString(faults.front())));
    return theirs.close();
}

/// The copy as "other" beside the review, while this lives.
class Attached {
public:
    [[nodiscard]] static Result<Attached> as(Connection& connection, const QString& path)
    {
        const std::string file = path.toStdString();
        // Rows are renumbered and come in any order; all references are checked before it is committed.
        TRY(connection.execute("PRAGMA foreign_keys = OFF"));
        Attached attached(connection);
        Statement attach = TRY(Statement::prepare(connection, "ATTACH ?1 AS other"));
        TRY(attach.bind(file));
        TRY(attach.run());
        return attached;
    }
    Attached(Attached&& from) noexcept
        : m_connection(std::exchange(from.m_connection, nullptr))
    {
    }
    Attached& operator=(Attached&&) = delete;
    Attached(const Attached&) = delete;
    Attached& operator=(const Attached&) = delete;
    ~Attached()
    {
        if (m_connection == nullptr)
            return;
        std::ignore = m_connection->execute("DETACH other");
        std::ignore = m_connection->execute("PRAGMA foreign_keys = ON");
    }

private:
    explicit Attached(Connection& connection)
        : m_connection(&connection)
    {
    }
    Connection* m_connection;
};

/// Which of their rows are which of ours, for rows that have universal ids.
constexpr const char* MapPeople = R"(
DROP TABLE IF EXISTS temp.m_device;
DROP TABLE IF EXISTS temp.m_reviewer;
DROP TABLE IF EXISTS temp.m_reason;
INSERT INTO main.device (uuid, identity) SELECT d.uuid, x'' FROM other.device d
    WHERE NOT EXISTS (SELECT 1 FROM main.device m WHERE m.uuid = d.uuid)
    AND (EXISTS (SELECT 1 FROM other.op o WHERE o.device = d.id) OR EXISTS (SELECT 1 FROM other.withheld w WHERE w.device = d.id))
    ORDER BY d.id;
CREATE TEMP TABLE m_device AS SELECT d.id AS theirs, m.id AS ours FROM other.device d JOIN main.device m ON m.uuid = d.uuid;
INSERT INTO main.reason (uuid) SELECT r.uuid FROM other.reason r
    WHERE NOT EXISTS (SELECT 1 FROM main.reason m WHERE m.uuid = r.uuid) ORDER BY r.id;
CREATE TEMP TABLE m_reason AS SELECT r.id AS theirs, m.id AS ours FROM other.reason r JOIN main.reason m ON m.uuid = r.uuid;
)";

Result<> addReviewers(Connection& connection)
{
    Statement unseen = TRY(Statement::prepare(connection,
        "SELECT r.uuid, r.name, EXISTS (SELECT 1 FROM main.reviewer m WHERE m.name = r.name) FROM other.reviewer r "
        "WHERE NOT EXISTS (SELECT 1 FROM main.reviewer m WHERE m.uuid = r.uuid) ORDER BY 3, r.id")); // free names first
    std::vector<std::pair<std::string, std::string>> reviewers;
    while (TRY(unseen.step()))
        reviewers.emplace_back(unseen.text(0), unseen.integer(2) != 0 ? std::string{} : unseen.text(1));
    for (const auto& [uuid, name] : reviewers) {
        const std::string called = name.empty() ? TRY(neutralName(connection)) : name;
        Statement add = TRY(Statement::prepare(connection, "INSERT INTO main.reviewer (uuid, name) VALUES (?1, ?2)"));
        TRY(add.bind(Blob{uuid}, called));
        TRY(add.run());
    }
    return connection.execute("CREATE TEMP TABLE m_reviewer AS SELECT r.id AS theirs, m.id AS ours "
                              "FROM other.reviewer r JOIN main.reviewer m ON m.uuid = r.uuid");
}

/// Acts that both hold must be the same act.
Result<> mustAgree(const QString& other, Connection& connection)
{
    Statement query = TRY(Statement::prepare(connection,
        "SELECT t.number FROM (SELECT device, number, hash FROM other.op UNION ALL SELECT device, number, hash FROM "
        "other.withheld) t JOIN m_device d ON d.theirs = t.device "
        "JOIN (SELECT device, number, hash FROM main.op UNION ALL SELECT device, number, hash FROM main.withheld) o "
        "ON o.device = d.ours AND o.number = t.number WHERE o.hash <> t.hash ORDER BY t.number LIMIT 1"));
    if (TRY(query.step()))
        return tl::unexpected<Error>(refused(other, ErrorKind::Corrupt,
            tr("act %1 of one computer is not the same in the two copies; one of them was changed, or goes back to an "
               "older backup.")
                .arg(query.integer(0))));
    return {};
}

/// m_op: their acts, ours or to be; `takes`: events are to be taken; `fresh`: the act itself is.
constexpr const char* MapActs = R"(
DROP TABLE IF EXISTS temp.m_op;
DROP TABLE IF EXISTS temp.m_import;
DROP TABLE IF EXISTS temp.m_record;
DROP TABLE IF EXISTS temp.m_search;
CREATE TEMP TABLE m_op AS
    SELECT t.id AS theirs, o.id AS ours, w.number IS NOT NULL AS takes, 0 AS fresh
    FROM other.op t JOIN m_device d ON d.theirs = t.device JOIN main.op o ON o.device = d.ours AND o.number = t.number
    LEFT JOIN main.withheld w ON w.device = o.device AND w.number = o.number;
INSERT INTO m_op SELECT t.id, row_number() OVER (ORDER BY t.id) + (SELECT max(id) FROM main.op), 1, 1
    FROM other.op t JOIN m_device d ON d.theirs = t.device
    WHERE NOT EXISTS (SELECT 1 FROM main.op o WHERE o.device = d.ours AND o.number = t.number);
CREATE UNIQUE INDEX temp.m_op_theirs ON m_op (theirs);
CREATE TEMP TABLE m_search AS
    SELECT t.id AS theirs, s.id AS ours, 0 AS fresh FROM other.search t JOIN main.search s ON s.uuid = t.uuid;
INSERT INTO m_search SELECT t.id, row_number() OVER (ORDER BY t.id) + (SELECT coalesce(max(id), 0) FROM main.search), 1
    FROM other.search t WHERE NOT EXISTS (SELECT 1 FROM main.search s WHERE s.uuid = t.uuid);
CREATE TEMP TABLE m_import AS
    SELECT t.id AS theirs, i.id AS ours, t.first_record AS from_record, i.first_record AS to_record, 0 AS fresh
    FROM other.import t JOIN main.import i ON i.uuid = t.uuid;
INSERT INTO m_import
    SELECT t.id, row_number() OVER (ORDER BY t.id) + (SELECT coalesce(max(id), 0) FROM main.import), t.first_record,
        (SELECT coalesce(max(id), 0) FROM main.record) + 1
            + sum(t.records) OVER (ORDER BY t.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - t.records, 1
    FROM other.import t WHERE NOT EXISTS (SELECT 1 FROM main.import i WHERE i.uuid = t.uuid);
CREATE UNIQUE INDEX temp.m_import_theirs ON m_import (theirs);
CREATE TEMP TABLE m_record (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL, fresh INTEGER NOT NULL);
INSERT INTO m_record SELECT r.id, m.to_record + (r.id - m.from_record), m.fresh
    FROM other.record r JOIN m_import m ON m.theirs = r.import ORDER BY r.id;
)";

/// What only later numbers in main, where all theirs come after all ours; put into the common order afterwards.
constexpr const char* TakeActs = R"(
INSERT INTO main.op (id, device, number, stamp, reviewer, kind, subject, amount, undoes, hash)
    SELECT m.ours, d.ours, t.number, t.stamp, v.ours, t.kind, t.subject, t.amount,
        (SELECT u.ours FROM m_op u WHERE u.theirs = t.undoes), t.hash
    FROM m_op m JOIN other.op t ON t.id = m.theirs JOIN m_device d ON d.theirs = t.device
    JOIN m_reviewer v ON v.theirs = t.reviewer WHERE m.fresh = 1 ORDER BY m.ours;
INSERT INTO main.search (id, uuid, op, name, kind, query, date)
    SELECT m.ours, t.uuid, o.ours, t.name, t.kind, t.query, t.date
    FROM m_search m JOIN other.search t ON t.id = m.theirs JOIN m_op o ON o.theirs = t.op WHERE m.fresh = 1;
)";

struct Column {
    const char* name;
    const char* map; ///< which rows of ours their value means; none: as it is
};
struct Table {
    const char* name;
    const char* of; ///< "op": rows of acts that are taken; else rows of what is fresh in this map
    const char* key; ///< the column that says so
    std::vector<Column> columns;
};

/// `INSERT … SELECT` of a table's rows, with references turned into ours.
std::string takeOf(const Table& table)
{
    std::string into;
    std::string values;
    std::string joins;
    int joined = 0;
    for (const Column& column : table.columns) {
        const std::string separator = into.empty() ? "" : ", ";
        into += separator + column.name;
        if (column.map == nullptr) {
            values += separator + "t." + column.name;
            continue;
        }
        const std::string alias = "j" + std::to_string(++joined);
        values += separator + alias + ".ours";
        joins += std::string(" LEFT JOIN ") + column.map + " " + alias + " ON " + alias + ".theirs = t." + column.name;
    }
    const bool ofActs = std::string_view(table.of) == "m_op";
    return std::string("INSERT OR IGNORE INTO main.") + table.name + " (" + into + ") SELECT " + values + " FROM other."
        + table.name + " t JOIN " + table.of + " k ON k.theirs = t." + table.key
        + (ofActs ? " AND k.takes" : " AND k.fresh") + joins;
}

const std::vector<Table>& tables()
{
    static const std::vector<Table> all{
        {"import", "m_import", "id",
            {{"id", "m_import"}, {"uuid", nullptr}, {"op", "m_op"}, {"search", "m_search"}, {"file", nullptr},
                {"sha256", nullptr}, {"format", nullptr}, {"encoding", nullptr}, {"database", nullptr},
                {"bytes", nullptr}, {"records", nullptr}, {"rejected", nullptr}, {"record_bytes", nullptr},
                {"rejected_bytes", nullptr}, {"separator_bytes", nullptr}, {"problems", nullptr},
                {"first_record", nullptr}, {"context", nullptr}, {"unchanged", nullptr}}},
        {"import_problem", "m_import", "import",
            {{"import", "m_import"}, {"position", nullptr}, {"severity", nullptr}, {"line", nullptr},
                {"record", nullptr}, {"text", nullptr}}},
        {"record", "m_record", "id",
            {{"id", "m_record"}, {"import", "m_import"}, {"position", nullptr}, {"raw_offset", nullptr},
                {"line", nullptr}, {"kind", nullptr}, {"source_id", nullptr}, {"title", nullptr},
                {"title_key", nullptr}, {"lead_author", nullptr}, {"author_count", nullptr}, {"journal", nullptr},
                {"year", nullptr}, {"volume", nullptr}, {"issue", nullptr}, {"pages", nullptr}, {"doi", nullptr},
                {"pmid", nullptr}, {"wos", nullptr}, {"has_abstract", nullptr}}},
        {"record_text", "m_record", "record",
            {{"record", "m_record"}, {"abstract", nullptr}, {"authors", nullptr}, {"keywords", nullptr},
                {"mesh", nullptr}, {"original_title", nullptr}, {"group_authors", nullptr}, {"date", nullptr},
                {"journal_abbreviation", nullptr}, {"pmcid", nullptr}, {"registrations", nullptr},
                {"language", nullptr}, {"types", nullptr}, {"urls", nullptr}, {"notices", nullptr}, {"raw", nullptr},
                {"editors", nullptr}, {"publisher", nullptr}, {"serials", nullptr}}},
        {"record_trial", "m_record", "record",
            {{"record", "m_record"}, {"status", nullptr}, {"phases", nullptr}, {"enrolment", nullptr},
                {"study_type", nullptr}, {"conditions", nullptr}, {"interventions", nullptr}, {"sponsors", nullptr},
                {"countries", nullptr}, {"registered", nullptr}, {"started", nullptr}, {"completed", nullptr},
                {"updated", nullptr}, {"has_results", nullptr}}},
        {"record_relation", "m_record", "record", {{"record", "m_record"}, {"kind", nullptr}, {"target", nullptr}}},
        {"decision_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"stage", nullptr}, {"reviewer", "m_reviewer"},
                {"verdict", nullptr}, {"reason", "m_reason"}, {"note", nullptr}}},
        {"resolution_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"stage", nullptr}, {"reviewer", "m_reviewer"},
                {"verdict", nullptr}, {"reason", "m_reason"}, {"note", nullptr}}},
        {"assignment_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"stage", nullptr}, {"reviewer", "m_reviewer"},
                {"present", nullptr}}},
        {"annotation_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"annotation", nullptr}, {"reviewer", "m_reviewer"},
                {"kind", nullptr}, {"sha256", nullptr}, {"page", nullptr}, {"rects", nullptr}, {"quote", nullptr},
                {"prefix", nullptr}, {"suffix", nullptr}, {"meaning", nullptr}, {"comment", nullptr}}},
        {"label_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"label", nullptr}, {"present", nullptr}}},
        {"note_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"reviewer", "m_reviewer"}, {"text", nullptr}}},
        {"retrieval_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"status", nullptr}, {"why", nullptr}}},
        {"file_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"sha256", nullptr}, {"name", nullptr}, {"bytes", nullptr},
                {"present", nullptr}}},
        {"study_event", "m_op", "op", {{"op", "m_op"}, {"record", "m_record"}, {"study", "m_record"}}},
        {"value_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"field", nullptr}, {"reviewer", "m_reviewer"},
                {"answer", nullptr}, {"text", nullptr}, {"source", nullptr}}},
        {"evidence_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"field", nullptr}, {"reviewer", "m_reviewer"},
                {"number", nullptr}, {"sha256", nullptr}, {"page", nullptr}, {"rects", nullptr}, {"quote", nullptr},
                {"prefix", nullptr}, {"suffix", nullptr}}},
        {"agreement_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"field", nullptr}, {"reviewer", "m_reviewer"},
                {"answer", nullptr}, {"text", nullptr}, {"source", nullptr}, {"reason", nullptr}}},
        {"reason_event", "m_op", "op",
            {{"op", "m_op"}, {"reason", "m_reason"}, {"stage", nullptr}, {"label", nullptr}, {"position", nullptr}}},
        {"setting_event", "m_op", "op", {{"op", "m_op"}, {"key", nullptr}, {"value", nullptr}}},
        {"version_event", "m_op", "op",
            {{"op", "m_op"}, {"record", "m_record"}, {"of", "m_record"}, {"what", nullptr}}},
        {"dedupe_event", "m_op", "op",
            {{"op", "m_op"}, {"first_record", "m_record"}, {"last_record", "m_record"}, {"join_from", nullptr},
                {"show_from", nullptr}}},
        {"dedupe_import_event", "m_op", "op", {{"op", "m_op"}, {"import", "m_import"}, {"compared", nullptr}}},
    };
    return all;
}

const Table& pairTable()
{
    static const Table pairs{"pair_event", "m_op", "op",
        {{"op", "m_op"}, {"record", "m_record"}, {"other", "m_record"}, {"by_person", nullptr}, {"answer", nullptr},
            {"relation", nullptr}, {"likeness", nullptr}, {"rule", nullptr}}};
    return pairs;
}

/// Their acts that are whole fill ours in; places of acts that neither holds are kept.
constexpr const char* TakeWithheld = R"(
DELETE FROM main.withheld WHERE EXISTS (
    SELECT 1 FROM other.op t JOIN m_device d ON d.theirs = t.device
    WHERE d.ours = withheld.device AND t.number = withheld.number);
INSERT OR IGNORE INTO main.withheld (device, number, part, hash)
    SELECT d.ours, w.number, w.part, w.hash FROM other.withheld w JOIN m_device d ON d.theirs = w.device
    LEFT JOIN other.op t ON t.device = w.device AND t.number = w.number LEFT JOIN m_op m ON m.theirs = t.id
    WHERE (w.part = 0 AND NOT EXISTS (SELECT 1 FROM main.op o WHERE o.device = d.ours AND o.number = w.number))
        OR (w.part = 1 AND m.takes);
)";

Result<> take(Connection& connection, const Table& table)
{
    Statement insert = TRY(Statement::prepare(connection, takeOf(table)));
    return insert.run();
}

Result<bool> hasNews(Connection& connection)
{
    const std::int64_t news = TRY(number(connection,
        "SELECT (SELECT count(*) FROM m_op m WHERE m.fresh OR (m.takes AND EXISTS (SELECT 1 FROM other.op t "
        "WHERE t.id = m.theirs))) + (SELECT count(*) FROM other.withheld w JOIN m_device d ON d.theirs = w.device "
        "WHERE NOT EXISTS (SELECT 1 FROM main.op o WHERE o.device = d.ours AND o.number = w.number) "
        "AND NOT EXISTS (SELECT 1 FROM main.withheld o WHERE o.device = d.ours AND o.number = w.number))"));
    return news > 0;
}

/// Files of imports that stand though what they rest on does not.
Result<std::set<std::string>> withoutGround(Connection& connection)
{
    Statement query = TRY(Statement::prepare(connection,
        "SELECT l.file FROM import i JOIN search s ON s.id = i.search JOIN search t ON t.name = s.name "
        "JOIN import l ON l.search = t.id AND l.id > i.id AND l.unchanged > 0 "
        "WHERE EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = l.op)"));
    std::set<std::string> files;
    while (TRY(query.step()))
        files.insert(query.text(0));
    return files;
}

Result<std::vector<MergedFile>> filesToBring(Connection& connection)
{
    Statement query = TRY(Statement::prepare(connection,
        "SELECT DISTINCT f.sha256, max(f.name) FROM other.file_event f WHERE f.present = 1 GROUP BY f.sha256"));
    std::vector<MergedFile> files;
    while (TRY(query.step()))
        files.push_back({query.text(0), query.text(1)});
    return files;
}

Result<> takeAll(Connection& connection)
{
    TRY(connection.execute(TakeActs));
    for (const Table& table : tables())
        TRY(take(connection, table));
    TRY(connection.execute("UPDATE main.import SET first_record = (SELECT m.to_record FROM m_import m WHERE m.ours = "
                           "import.id) WHERE id IN (SELECT ours FROM m_import WHERE fresh)"));
    // A pair names the record of the lower number first, as it will be in the common order and may not be yet.
    TRY(connection.execute("PRAGMA ignore_check_constraints = ON"));
    const Result<> paired = take(connection, pairTable());
    const Result<> ordered = paired ? inCommonOrder(connection) : paired;
    TRY(connection.execute("PRAGMA ignore_check_constraints = OFF"));
    TRY(Result<>(ordered));
    return connection.execute(TakeWithheld);
}

/// The copy, checked and beside the review; what of it is new is mapped within a transaction of the owner's.
struct Copy {
    QTemporaryDir folder;
    std::optional<Attached> attached;
};

Result<> fetch(Copy& copy, Database& database, const QString& other, Progress& progress)
{
    if (isSameFile(other, database.path))
        return tl::unexpected<Error>(refused(other, ErrorKind::InvalidInput, tr("it is this review itself.")));
    if (!copy.folder.isValid())
        return fail(ErrorKind::Io,
            tr("No folder for a passing copy could be made beside the review. Nothing was changed."),
            copy.folder.errorString());
    const QString path = TRY(privateCopy(other, copy.folder.path(), progress));
    TRY(mustBeSound(other, path, database.connection));
    copy.attached.emplace(TRY(Attached::as(database.connection, path)));
    return {};
}

Result<MergeOutlook> mapActs(Connection& connection, const QString& other)
{
    TRY(connection.execute(MapPeople));
    TRY(mustAgree(other, connection));
    TRY(connection.execute(MapActs));
    MergeOutlook outlook;
    outlook.actsNew = TRY(number(connection, "SELECT count(*) FROM m_op WHERE fresh"));
    outlook.actsKnown = TRY(number(connection, "SELECT count(*) FROM m_op WHERE NOT fresh"));
    outlook.records = TRY(number(connection, "SELECT count(*) FROM m_record WHERE fresh"));
    return outlook;
}

} // namespace

Result<bool> isCopy(Connection& connection, const QString& path, const QString& other)
{
    if (isSameFile(other, path))
        return false;
    TRY(identifyReview(other));
    Connection theirs = TRY(openReader(other));
    const std::string beginning = TRY(beginningOf(theirs));
    return !beginning.empty() && beginning == TRY(beginningOf(connection));
}

Result<MergeOutlook> previewMerge(Database& database, const QString& other, Progress& progress)
{
    Connection& connection = database.connection;
    Copy copy{QTemporaryDir(database.path + QStringLiteral(".merge-XXXXXX")), {}};
    TRY(fetch(copy, database, other, progress));
    const Stoppable stoppable{connection, progress};
    const Transaction transaction = TRY(Transaction::begin(connection)); // rolled back
    MergeOutlook outlook = TRY(mapActs(connection, other));
    Statement query = TRY(Statement::prepare(connection,
        "SELECT DISTINCT v.uuid, v.name, m.id IS NULL FROM m_op o JOIN other.op t ON t.id = o.theirs "
        "JOIN other.reviewer v ON v.id = t.reviewer LEFT JOIN main.reviewer m ON m.uuid = v.uuid "
        "WHERE o.fresh ORDER BY v.id"));
    while (TRY(query.step()))
        outlook.people.push_back({query.text(0), query.text(1), query.integer(2) != 0});
    return outlook;
}

Result<Merged> mergeFrom(Database& database, const QString& other,
    const std::function<Result<>(const std::vector<MergedFile>&)>& bringFiles, Progress& progress)
{
    Connection& connection = database.connection;
    Copy copy{QTemporaryDir(database.path + QStringLiteral(".merge-XXXXXX")), {}};
    TRY(fetch(copy, database, other, progress));
    Merged merged;
    const Stoppable stoppable{connection, progress};
    Transaction transaction = TRY(Transaction::begin(connection));
    const std::set<std::string> before = TRY(withoutGround(connection));
    const MergeOutlook outlook = TRY(mapActs(connection, other));
    merged.actsNew = outlook.actsNew;
    merged.actsKnown = outlook.actsKnown;
    merged.records = outlook.records;
    const std::vector<MergedFile> files = TRY(filesToBring(connection));
    TRY(bringFiles(files)); // also those of acts that are known: one may have been missing
    if (!TRY(hasNews(connection)))
        return merged;
    TRY(addReviewers(connection));
    TRY(takeAll(connection));
    TRY(findTwins(connection));
    TRY(rebuild(connection, progress));
    Statement keys = TRY(Statement::prepare(connection, "PRAGMA main.foreign_key_check"));
    if (TRY(keys.step()))
        return fail(ErrorKind::Internal, tr("The two copies could not be put together. Nothing was changed."),
            toQString(keys.text(0) + " → " + keys.text(2)));
    keys.reset();
    for (const std::set<std::string> after = TRY(withoutGround(connection)); const std::string& file : after)
        if (!before.contains(file))
            merged.lostGround.push_back(toQString(file));
    TRY(connection.execute("DROP TABLE temp.m_device; DROP TABLE temp.m_reviewer; DROP TABLE temp.m_reason; "
                           "DROP TABLE temp.m_op; DROP TABLE temp.m_search; DROP TABLE temp.m_import; "
                           "DROP TABLE temp.m_record"));
    merged.changed = true;
    TRY(transaction.commit());
    return merged;
}

} // namespace winnow::store
