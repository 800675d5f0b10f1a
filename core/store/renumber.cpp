#include "core/store/renumber.h"

#include <string>
#include <utility>
#include <vector>

namespace winnow::store {

namespace {

constexpr const char* OrderActs = R"(
DROP TABLE IF EXISTS temp.n_op;
DROP TABLE IF EXISTS temp.n_import;
CREATE TEMP TABLE n_op (former INTEGER PRIMARY KEY, present INTEGER NOT NULL);
INSERT INTO n_op SELECT o.id, row_number() OVER (ORDER BY o.stamp, d.uuid, o.number)
    FROM main.op o JOIN main.device d ON d.id = o.device;
CREATE TEMP TABLE n_import (former INTEGER PRIMARY KEY, present INTEGER NOT NULL, from_record INTEGER NOT NULL,
    to_record INTEGER NOT NULL, records INTEGER NOT NULL);
INSERT INTO n_import SELECT i.id, row_number() OVER (ORDER BY n.present, i.id), i.first_record,
    1 + sum(i.records) OVER (ORDER BY n.present, i.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - i.records,
    i.records
    FROM main.import i JOIN n_op n ON n.former = i.op;
)";

constexpr const char* OrderRecords = R"(
DROP TABLE IF EXISTS temp.n_record;
CREATE TEMP TABLE n_record (former INTEGER PRIMARY KEY, present INTEGER NOT NULL);
INSERT INTO n_record SELECT r.id, n.to_record + (r.id - n.from_record)
    FROM main.record r JOIN n_import n ON n.former = r.import ORDER BY r.id;
)";

using Columns = std::vector<std::pair<const char*, const char*>>;

const Columns& actColumns()
{
    static const Columns columns{{"op", "id"}, {"op", "undoes"}, {"search", "op"}, {"import", "op"},
        {"decision_event", "op"}, {"resolution_event", "op"}, {"assignment_event", "op"}, {"label_event", "op"},
        {"note_event", "op"}, {"retrieval_event", "op"}, {"file_event", "op"}, {"study_event", "op"},
        {"value_event", "op"}, {"evidence_event", "op"}, {"agreement_event", "op"}, {"reason_event", "op"},
        {"setting_event", "op"}, {"version_event", "op"}, {"annotation_event", "op"}, {"pair_event", "op"},
        {"dedupe_event", "op"}, {"dedupe_import_event", "op"}};
    return columns;
}

const Columns& importColumns()
{
    static const Columns columns{
        {"import", "id"}, {"import_problem", "import"}, {"record", "import"}, {"dedupe_import_event", "import"}};
    return columns;
}

const Columns& recordColumns()
{
    static const Columns columns{{"record", "id"}, {"record_text", "record"}, {"record_trial", "record"},
        {"record_relation", "record"}, {"decision_event", "record"}, {"resolution_event", "record"},
        {"assignment_event", "record"}, {"label_event", "record"}, {"note_event", "record"},
        {"retrieval_event", "record"}, {"file_event", "record"}, {"study_event", "record"}, {"study_event", "study"},
        {"value_event", "record"}, {"evidence_event", "record"}, {"agreement_event", "record"},
        {"version_event", "record"}, {"version_event", "of"}, {"annotation_event", "record"}, {"pair_event", "record"},
        {"pair_event", "other"}, {"dedupe_event", "first_record"}, {"dedupe_event", "last_record"}};
    return columns;
}

/// Every value gets its new number. Through numbers that nobody has, as a new one may still be another's former one.
Result<> renumber(Connection& connection, const Columns& columns, const std::string& map)
{
    const std::string passing = std::to_string(std::int64_t{1} << 40U);
    for (const auto& [table, column] : columns) {
        const std::string update = std::string("UPDATE main.") + table + " SET " + column + " = ";
        const std::string set = std::string(" WHERE ") + column + " IS NOT NULL";
        TRY(connection.execute((update + "(SELECT n.present + " + passing + " FROM " + map
            + " n WHERE n.former = " + table + '.' + column + ')' + set)
                .c_str()));
        TRY(connection.execute((update + column + " - " + passing + set).c_str()));
    }
    return {};
}

Result<bool> differs(Connection& connection, const char* sql)
{
    Statement query = TRY(Statement::prepare(connection, sql));
    TRY(query.step());
    return query.integer(0) != 0;
}

} // namespace

Result<> inCommonOrder(Connection& connection)
{
    TRY(connection.execute(OrderActs));
    const bool acts = TRY(differs(connection, "SELECT EXISTS (SELECT 1 FROM n_op WHERE former <> present)"));
    const bool imports = TRY(differs(connection,
        "SELECT EXISTS (SELECT 1 FROM n_import WHERE former <> present OR (records > 0 AND from_record <> "
        "to_record))"));
    if (imports) {
        TRY(connection.execute(OrderRecords));
        TRY(renumber(connection, recordColumns(), "n_record"));
        TRY(renumber(connection, importColumns(), "n_import"));
        TRY(connection.execute(
            "UPDATE main.import SET first_record = (SELECT n.to_record FROM n_import n WHERE n.present = import.id);"
            "INSERT INTO record_fts (record_fts) VALUES ('delete-all'); UPDATE fts_state SET indexed = 0;"
            "DROP TABLE temp.n_record"));
    }
    if (acts)
        TRY(renumber(connection, actColumns(), "n_op"));
    return connection.execute("DROP TABLE temp.n_op; DROP TABLE temp.n_import");
}

Result<> findTwins(Connection& connection)
{
    return connection.execute(R"(
DELETE FROM twin;
DROP TABLE IF EXISTS temp.t_import;
DROP TABLE IF EXISTS temp.t_record;
CREATE TEMP TABLE t_import AS
    SELECT i.id AS import, min(k.id) AS of FROM import i JOIN search s ON s.id = i.search JOIN op o ON o.id = i.op
    JOIN import k ON k.sha256 = i.sha256 AND k.id < i.id JOIN search t ON t.id = k.search AND t.name = s.name
    JOIN op p ON p.id = k.op WHERE p.device <> o.device GROUP BY i.id;
CREATE TEMP TABLE t_record (import INTEGER, position INTEGER, record INTEGER, PRIMARY KEY (import, position));
INSERT INTO t_record SELECT import, position, id FROM record
    WHERE import IN (SELECT import FROM t_import UNION SELECT of FROM t_import);
INSERT INTO twin (record, of) SELECT a.record, b.record FROM t_import t JOIN t_record a ON a.import = t.import
    JOIN t_record b ON b.import = t.of AND b.position = a.position;
DROP TABLE temp.t_import;
DROP TABLE temp.t_record;
)");
}

} // namespace winnow::store
