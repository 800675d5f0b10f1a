#include "core/store/reportprojection.h"

#include "core/store/newest.h"
#include "core/store/projection.h"

#include <array>
#include <optional>
#include <string>

namespace winnow::store {

namespace {

struct FileRow {
    std::string name;
    std::int64_t bytes;
    bool present;
};

/// The event that a value now follows from; `record` and `op` lead to its evidence.
struct ValueRow {
    std::int64_t record;
    std::int64_t op;
    std::optional<std::int64_t> answer;
    std::string text;
    std::string source;
};

struct AgreedRow {
    std::int64_t record;
    std::int64_t op;
    std::int64_t reviewer;
    std::optional<std::int64_t> answer;
    std::string text;
    std::string source;
    std::string reason;
};

struct AnnotationRow {
    std::int64_t reviewer;
    std::optional<std::int64_t> kind;
    std::int64_t page;
    std::array<std::string, 7> words; ///< sha256, rects, quote, prefix, suffix, meaning, comment
    std::int64_t stamp;
};

} // namespace

Result<> projectRetrieval(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    using Row = std::pair<std::int64_t, std::string>;
    const auto rows = TRY((newest<int, Row>(
        connection, records,
        "SELECT o.stamp, e.op, e.status, e.why FROM retrieval_event e JOIN op o ON o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement&) { return 0; }, [](const Statement& s) { return Row{s.integer(2), s.text(3)}; })));
    TRY(clear(connection, "DELETE FROM retrieval WHERE citation = ?1", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO retrieval (citation, status, why) VALUES (?1, ?2, ?3)"));
    for (const auto& [key, row] : rows)
        if (row.first != static_cast<std::int64_t>(Retrieval::Sought) || !row.second.empty()) {
            TRY(add->bind(citation, row.first, row.second));
            TRY(add->run());
        }
    return {};
}

Result<> projectFiles(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    const auto rows = TRY((newest<std::string, FileRow>(
        connection, records,
        "SELECT o.stamp, e.op, e.sha256, e.name, e.bytes, e.present FROM file_event e JOIN op o ON o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return s.text(2); },
        [](const Statement& s) { return FileRow{s.text(3), s.integer(4), s.integer(5) != 0}; })));
    TRY(clear(connection, "DELETE FROM report_file WHERE citation = ?1", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO report_file (citation, sha256, name, bytes) VALUES (?1, ?2, ?3, ?4)"));
    for (const auto& [sha256, row] : rows)
        if (row.present) {
            TRY(add->bind(citation, Blob{sha256}, row.name, row.bytes));
            TRY(add->run());
        }
    return {};
}

Result<> projectStudy(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    const auto rows = TRY((newest<int, std::int64_t>(
        connection, records,
        "SELECT o.stamp, e.op, e.study FROM study_event e JOIN op o ON o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement&) { return 0; }, [](const Statement& s) { return s.integer(2); })));
    TRY(clear(connection, "DELETE FROM study_report WHERE citation = ?1", citation));
    if (rows.empty() || rows.begin()->second == 0)
        return {};
    const CitationId study = TRY(citationOf(connection, RecordId{rows.begin()->second}));
    if (!study || study == citation)
        return {};
    const StatementInUse add = TRY(connection.cached("INSERT INTO study_report (citation, study) VALUES (?1, ?2)"));
    TRY(add->bind(citation, study));
    return add->run();
}

Result<> projectValues(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    using Key = std::pair<std::string, std::int64_t>;
    const auto rows = TRY((newest<Key, ValueRow>(
        connection, records,
        "SELECT o.stamp, e.op, e.field, e.reviewer, e.answer, e.text, e.source, e.record FROM value_event e "
        "JOIN op o ON o.id = e.op WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return Key{s.text(2), s.integer(3)}; },
        [](const Statement& s) {
            return ValueRow{s.integer(7), s.integer(1), s.isNull(4) ? std::nullopt : std::optional{s.integer(4)},
                s.text(5), s.text(6)};
        })));
    TRY(clear(connection, "DELETE FROM study_value WHERE study = ?1", citation));
    TRY(clear(connection, "DELETE FROM value_evidence WHERE study = ?1 AND reviewer <> 0", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO study_value (study, field, reviewer, answer, text, source) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    const StatementInUse rest = TRY(connection.cached(
        "INSERT INTO value_evidence (study, field, reviewer, number, sha256, page, rects, quote, prefix, suffix) "
        "SELECT ?1, field, reviewer, number, sha256, page, rects, quote, prefix, suffix FROM evidence_event "
        "WHERE record = ?2 AND field = ?3 AND reviewer = ?4 AND op = ?5"));
    for (const auto& [key, row] : rows) {
        if (!row.answer)
            continue;
        TRY(add->bind(citation, key.first, key.second, *row.answer, row.text, row.source));
        TRY(add->run());
        TRY(rest->bind(citation, row.record, key.first, key.second, row.op));
        TRY(rest->run());
    }
    return {};
}

Result<> projectAgreements(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    const auto rows = TRY((newest<std::string, AgreedRow>(
        connection, records,
        "SELECT o.stamp, e.op, e.field, e.reviewer, e.answer, e.text, e.source, e.reason, e.record "
        "FROM agreement_event e "
        "JOIN op o ON o.id = e.op WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return s.text(2); },
        [](const Statement& s) {
            return AgreedRow{s.integer(8), s.integer(1), s.integer(3),
                s.isNull(4) ? std::nullopt : std::optional{s.integer(4)}, s.text(5), s.text(6), s.text(7)};
        })));
    TRY(clear(connection, "DELETE FROM agreed_value WHERE study = ?1", citation));
    TRY(clear(connection, "DELETE FROM value_evidence WHERE study = ?1 AND reviewer = 0", citation));
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO agreed_value (study, field, reviewer, answer, text, source, reason) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    // An adjudicator may have extracted the same address: what an agreed value rests on has no reviewer (0).
    const StatementInUse rest = TRY(connection.cached(
        "INSERT INTO value_evidence (study, field, reviewer, number, sha256, page, rects, quote, prefix, suffix) "
        "SELECT ?1, field, 0, number, sha256, page, rects, quote, prefix, suffix FROM evidence_event "
        "WHERE record = ?2 AND field = ?3 AND reviewer = ?4 AND op = ?5"));
    for (const auto& [field, row] : rows)
        if (row.answer) {
            TRY(add->bind(citation, field, row.reviewer, *row.answer, row.text, row.source, row.reason));
            TRY(add->run());
            TRY(rest->bind(citation, row.record, field, row.reviewer, row.op));
            TRY(rest->run());
        }
    return {};
}

Result<> projectAnnotations(Connection& connection, CitationId citation, const std::vector<RecordId>& records)
{
    const auto rows = TRY((newest<std::string, AnnotationRow>(
        connection, records,
        "SELECT o.stamp, e.op, e.annotation, e.reviewer, e.kind, e.page, e.sha256, e.rects, e.quote, e.prefix, "
        "e.suffix, e.meaning, e.comment FROM annotation_event e JOIN op o ON o.id = e.op "
        "WHERE e.record = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)",
        [](const Statement& s) { return s.text(2); },
        [](const Statement& s) {
            return AnnotationRow{s.integer(3), s.isNull(4) ? std::nullopt : std::optional{s.integer(4)}, s.integer(5),
                {s.text(6), s.text(7), s.text(8), s.text(9), s.text(10), s.text(11), s.text(12)}, s.integer(0)};
        })));
    TRY(clear(connection, "DELETE FROM annotation WHERE citation = ?1", citation));
    const StatementInUse add = TRY(connection.cached(
        "INSERT INTO annotation (citation, annotation, reviewer, kind, page, sha256, rects, quote, prefix, suffix, "
        "meaning, comment, made, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "(SELECT min(o.stamp) / 1000 FROM annotation_event e JOIN op o ON o.id = e.op WHERE e.annotation = ?2), ?13)"));
    for (const auto& [id, row] : rows)
        if (row.kind) {
            TRY(add->bind(citation, Blob{id}, row.reviewer, *row.kind, row.page, Blob{row.words[0]}, row.words[1],
                row.words[2], row.words[3], row.words[4], row.words[5], row.words[6], row.stamp / 1000));
            TRY(add->run());
        }
    return {};
}

} // namespace winnow::store
