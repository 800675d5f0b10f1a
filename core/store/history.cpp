#include "core/store/history.h"

#include "core/base/text.h"
#include "core/store/journal.h"
#include "core/store/team.h"

#include <QCoreApplication>

#include <map>

namespace winnow::store {

namespace {

// `named`: the first record an act names; an import is about its file, whatever decisions
// came with it, and a search for duplicates about all of them. A citation has
// its leading record's number.
constexpr const char* Columns =
    "SELECT o.id, o.at, o.reviewer, o.kind, o.subject, o.amount, o.undoes, EXISTS (SELECT 1 FROM undone u WHERE u.op = "
    "o.id), coalesce((SELECT title FROM record WHERE id = o.named), ''), "
    "coalesce((SELECT citation FROM joined WHERE record = o.named), o.named) "
    "FROM (SELECT p.id, p.stamp / 1000 AS at, p.reviewer, p.kind, p.subject, p.amount, p.undoes, CASE WHEN p.kind IN "
    "('import', 'dedupe') THEN NULL ELSE coalesce("
    "(SELECT min(record) FROM decision_event WHERE op = p.id), (SELECT min(record) FROM label_event WHERE op = p.id), "
    "(SELECT min(record) FROM note_event WHERE op = p.id), (SELECT min(record) FROM file_event WHERE op = p.id), "
    "(SELECT min(record) FROM retrieval_event WHERE op = p.id), (SELECT min(record) FROM study_event WHERE op = p.id), "
    "(SELECT min(record) FROM value_event WHERE op = p.id), (SELECT min(record) FROM pair_event WHERE op = p.id), "
    "(SELECT min(record) FROM resolution_event WHERE op = p.id), "
    "(SELECT min(record) FROM agreement_event WHERE op = p.id), "
    "(SELECT min(record) FROM annotation_event WHERE op = p.id)) END "
    "AS named "
    "FROM op p) o ";

JournalRow rowOf(const Statement& query)
{
    return {OpId{query.integer(0)}, query.integer(1), ReviewerId{query.integer(2)}, query.text(3), query.text(4),
        query.integer(5), OpId{query.integer(6)}, query.integer(7) != 0, query.text(8), CitationId{query.integer(9)}};
}

Error noSuchAct()
{
    return {ErrorKind::NotFound,
        QCoreApplication::translate("store", "There is no such act in the history of this review."), {}};
}

Result<std::optional<OpId>> optionalOp(Statement& query)
{
    std::optional<OpId> op;
    if (TRY(query.step()))
        op = OpId{query.integer(0)};
    query.reset();
    return op;
}

} // namespace

Result<std::vector<JournalRow>> journal(Connection& connection, ReviewerId viewer, int limit, OpId before)
{
    const StageRules rules = TRY(stageRules(connection));
    Statement query = TRY(Statement::prepare(
        connection, std::string(Columns) + "WHERE o.id < coalesce(?1, 9223372036854775807) ORDER BY o.id DESC"));
    TRY(query.bind(before));
    std::vector<JournalRow> rows;
    while (limit > static_cast<int>(rows.size()) && TRY(query.step())) {
        JournalRow row = rowOf(query);
        const JournalRow act = TRY(actBehind(connection, row));
        if (!TRY(isHidden(connection, rules, viewer, act.op, act.reviewer, act.kind)))
            rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::optional<std::pair<Answer, std::string>>> valueOfAct(Connection& connection, OpId op)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT answer, text FROM value_event WHERE op = ?1 UNION ALL "
                              "SELECT answer, text FROM agreement_event WHERE op = ?1 LIMIT 2"));
    TRY(query->bind(op));
    std::optional<std::pair<Answer, std::string>> value;
    if (TRY(query->step()) && !query->isNull(0))
        value.emplace(static_cast<Answer>(query->integer(0)), query->text(1));
    if (value && TRY(query->step()))
        value.reset();
    return value;
}

Result<JournalRow> journalRow(Connection& connection, OpId op)
{
    Statement query = TRY(Statement::prepare(connection, std::string(Columns) + "WHERE o.id = ?1"));
    TRY(query.bind(op));
    if (!TRY(query.step()))
        return tl::unexpected<Error>(noSuchAct());
    return rowOf(query);
}

Result<JournalRow> actBehind(Connection& connection, JournalRow row)
{
    while (row.undoes)
        row = TRY(journalRow(connection, row.undoes));
    return row;
}

Result<> mustBeSeen(Connection& connection, ReviewerId viewer, const JournalRow& row)
{
    const StageRules rules = TRY(stageRules(connection));
    const JournalRow act = TRY(actBehind(connection, row));
    if (TRY(isHidden(connection, rules, viewer, act.op, act.reviewer, act.kind)))
        return tl::unexpected<Error>(noSuchAct());
    return {};
}

bool isUndoable(std::string_view kind)
{
    return kind != "create" && kind != "ground" && kind != "undo" && kind != "redo";
}

Result<std::optional<OpId>> undoCandidate(Connection& connection, ReviewerId reviewer)
{
    const StatementInUse query = TRY(
        connection.cached("SELECT id FROM op WHERE reviewer = ?1 AND kind NOT IN ('create', 'ground', 'undo', 'redo') "
                          "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = op.id) "
                          "AND NOT EXISTS (SELECT 1 FROM op g WHERE g.reviewer = ?1 AND g.kind = 'ground' "
                          "AND g.device = op.device AND g.number > op.number) ORDER BY id DESC LIMIT 1"));
    TRY(query->bind(reviewer));
    return optionalOp(*query);
}

Result<std::optional<OpId>> redoCandidate(Connection& connection, ReviewerId reviewer)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT id FROM op WHERE reviewer = ?1 AND kind = 'undo' AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = "
        "op.id) "
        "AND id > (SELECT coalesce(max(id), 0) FROM op b WHERE b.reviewer = ?1 AND b.kind NOT IN ('undo', 'redo')) "
        "ORDER BY id DESC LIMIT 1"));
    TRY(query->bind(reviewer));
    return optionalOp(*query);
}

Result<std::optional<OpId>> standingUndoOf(Connection& connection, OpId op)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT id FROM op WHERE undoes = ?1 AND kind = 'undo' "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = op.id) ORDER BY id DESC LIMIT 1"));
    TRY(query->bind(op));
    return optionalOp(*query);
}

namespace {

/// An act's place in the chain of its device.
struct Link {
    OpId op; ///< none: the act is withheld from this copy
    std::int64_t device = 0;
    std::int64_t number = 0;
    std::string hash;
    bool part = false; ///< some of its events are withheld, so that its content cannot be checked
};

Result<bool> isWhole(Connection& connection, const Link& link)
{
    if (!link.op || link.part)
        return true;
    if (TRY(opHash(connection, link.op)) == link.hash)
        return true;
    return TRY(opHash(connection, link.op, HashOrder::ByRow)) == link.hash;
}

} // namespace

Result<std::vector<std::string>> journalFaults(Connection& connection)
{
    std::vector<std::string> faults;
    std::vector<Link> links;
    const StatementInUse query = TRY(
        connection.cached("SELECT o.id, o.device, o.number, o.hash, w.number IS NOT NULL FROM op o "
                          "LEFT JOIN withheld w ON w.device = o.device AND w.number = o.number "
                          "UNION ALL SELECT NULL, device, number, hash, 0 FROM withheld WHERE part = 0 ORDER BY 2, 3"));
    while (TRY(query->step()))
        links.push_back(
            {OpId{query->integer(0)}, query->integer(1), query->integer(2), query->text(3), query->integer(4) != 0});
    std::map<std::int64_t, std::int64_t> next;
    for (const Link& link : links) {
        std::int64_t& expected = next.try_emplace(link.device, 1).first->second;
        if (link.number != expected)
            faults.push_back(QCoreApplication::translate("store", "The journal lacks acts %1 to %2 of device %3.")
                    .arg(expected)
                    .arg(link.number - 1)
                    .arg(link.device)
                    .toStdString());
        expected = link.number + 1;
        if (!TRY(isWhole(connection, link)))
            faults.push_back(
                QCoreApplication::translate("store", "Act %1 of the journal was changed after it was written.")
                    .arg(link.op.value)
                    .toStdString());
    }
    return faults;
}

} // namespace winnow::store
