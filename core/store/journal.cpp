#include "core/store/journal.h"

#include "core/store/annotations.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSysInfo>

#include <algorithm>
#include <array>

#include <sys/stat.h>

namespace winnow::store {

namespace {

/// Every event of an op in words that mean the same in every copy of the review: row numbers of records, reviewers,
/// reasons and searches are replaced by their universal ids.
constexpr std::array DigestQueries = {
    "SELECT 'search', uuid, name, kind, query, date FROM search WHERE op = ?1 ORDER BY uuid",
    "SELECT 'import', i.uuid, s.uuid, i.file, i.sha256, i.format, i.encoding, i.bytes, i.records, i.rejected "
    "FROM import i JOIN search s ON s.id = i.search WHERE i.op = ?1 ORDER BY i.uuid",
    "SELECT 'decision', i.uuid, r.position, e.stage, v.uuid, e.verdict, n.uuid, e.note FROM decision_event e "
    "JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer "
    "LEFT JOIN reason n ON n.id = e.reason WHERE e.op = ?1 ORDER BY e.record, e.stage, v.uuid",
    "SELECT 'label', i.uuid, r.position, e.label, e.present FROM label_event e JOIN record r ON r.id = e.record "
    "JOIN import i ON i.id = r.import WHERE e.op = ?1 ORDER BY e.record, e.label",
    "SELECT 'note', i.uuid, r.position, v.uuid, e.text FROM note_event e JOIN record r ON r.id = e.record "
    "JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer WHERE e.op = ?1 ORDER BY e.record, v.uuid",
    "SELECT 'retrieval', i.uuid, r.position, e.status, e.why FROM retrieval_event e JOIN record r ON r.id = e.record "
    "JOIN import i ON i.id = r.import WHERE e.op = ?1 ORDER BY e.record",
    "SELECT 'file', i.uuid, r.position, e.sha256, e.name, e.bytes, e.present FROM file_event e "
    "JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import WHERE e.op = ?1 ORDER BY e.record, e.sha256",
    "SELECT 'study', i.uuid, r.position, si.uuid, s.position FROM study_event e JOIN record r ON r.id = e.record "
    "JOIN import i ON i.id = r.import LEFT JOIN record s ON s.id = e.study LEFT JOIN import si ON si.id = s.import "
    "WHERE e.op = ?1 ORDER BY e.record",
    "SELECT 'value', i.uuid, r.position, e.field, v.uuid, e.answer, e.text, e.source FROM value_event e "
    "JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer "
    "WHERE e.op = ?1 ORDER BY e.record, e.field",
    "SELECT 'reason', n.uuid, e.stage, e.label, e.position FROM reason_event e JOIN reason n ON n.id = e.reason "
    "WHERE e.op = ?1 ORDER BY n.uuid",
    "SELECT 'setting', key, value FROM setting_event WHERE op = ?1 ORDER BY key",
    "SELECT 'pair', i.uuid, r.position, oi.uuid, o.position, e.by_person, e.answer, e.relation, e.likeness, e.rule "
    "FROM pair_event e JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import "
    "JOIN record o ON o.id = e.other JOIN import oi ON oi.id = o.import WHERE e.op = ?1 "
    "ORDER BY e.record, e.other, e.by_person",
    "SELECT 'dedupe', fi.uuid, f.position, li.uuid, l.position, e.join_from, e.show_from FROM dedupe_event e "
    "JOIN record f ON f.id = e.first_record JOIN import fi ON fi.id = f.import "
    "JOIN record l ON l.id = e.last_record JOIN import li ON li.id = l.import WHERE e.op = ?1",
    "SELECT 'looked', i.uuid, e.compared FROM dedupe_import_event e JOIN import i ON i.id = e.import WHERE e.op = ?1 "
    "ORDER BY e.import",
    "SELECT 'version', i.uuid, r.position, oi.uuid, o.position, e.what FROM version_event e "
    "JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import JOIN record o ON o.id = e.of "
    "JOIN import oi ON oi.id = o.import WHERE e.op = ?1 ORDER BY e.record",
    "SELECT 'resolution', i.uuid, r.position, e.stage, v.uuid, e.verdict, n.uuid, e.note FROM resolution_event e "
    "JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer "
    "LEFT JOIN reason n ON n.id = e.reason WHERE e.op = ?1 ORDER BY e.record, e.stage",
    "SELECT 'assignment', i.uuid, r.position, e.stage, v.uuid, e.present FROM assignment_event e "
    "JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer "
    "WHERE e.op = ?1 ORDER BY e.record, e.stage, v.uuid",
    "SELECT 'annotation', i.uuid, r.position, e.annotation, v.uuid, e.kind, e.sha256, e.page, e.rects, e.quote, "
    "e.prefix, e.suffix, e.meaning, e.comment FROM annotation_event e JOIN record r ON r.id = e.record "
    "JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer WHERE e.op = ?1 "
    "ORDER BY e.record, e.annotation",
    "SELECT 'evidence', i.uuid, r.position, e.field, v.uuid, e.number, e.sha256, e.page, e.rects, e.quote, e.prefix, "
    "e.suffix FROM evidence_event e JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import "
    "JOIN reviewer v ON v.id = e.reviewer WHERE e.op = ?1 ORDER BY e.record, e.field, v.uuid, e.number",
    "SELECT 'agreement', i.uuid, r.position, e.field, v.uuid, e.answer, e.text, e.source, e.reason "
    "FROM agreement_event e JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import "
    "JOIN reviewer v ON v.id = e.reviewer WHERE e.op = ?1 ORDER BY e.record, e.field",
};
constexpr std::array DigestColumns = {6, 10, 8, 5, 5, 5, 7, 5, 8, 5, 3, 10, 7, 3, 6, 8, 6, 14, 12, 9};

/// As DigestQueries has it, in the order that was in use up to version 2; none where it is the same.
const char* byRow(std::size_t table)
{
    switch (table) {
    case 2:
        return "SELECT 'decision', i.uuid, r.position, e.stage, v.uuid, e.verdict, n.uuid, e.note FROM decision_event "
               "e JOIN record r ON r.id = e.record JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = "
               "e.reviewer LEFT JOIN reason n ON n.id = e.reason WHERE e.op = ?1 ORDER BY e.record, e.stage, "
               "e.reviewer";
    case 4:
        return "SELECT 'note', i.uuid, r.position, v.uuid, e.text FROM note_event e JOIN record r ON r.id = e.record "
               "JOIN import i ON i.id = r.import JOIN reviewer v ON v.id = e.reviewer WHERE e.op = ?1 "
               "ORDER BY e.record, e.reviewer";
    case 9:
        return "SELECT 'reason', n.uuid, e.stage, e.label, e.position FROM reason_event e "
               "JOIN reason n ON n.id = e.reason WHERE e.op = ?1 ORDER BY e.reason";
    default:
        return nullptr;
    }
}

/// Length before content, so that no two different rows give the same bytes.
void addField(QCryptographicHash& hash, bool null, std::string_view bytes)
{
    const std::string length = null ? "-;" : std::to_string(bytes.size()) + ':';
    hash.addData(QByteArrayView(length.data(), static_cast<qsizetype>(length.size())));
    if (!null)
        hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

/// What tells this copy of the file from every other: the computer and the file's own number on its disk.
QByteArray identityOf(const QString& path)
{
    struct stat status{};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QSysInfo::machineUniqueId());
    if (stat(path.toLocal8Bit().constData(), &status) == 0)
        hash.addData(QByteArray::number(static_cast<qulonglong>(status.st_ino)));
    return hash.result();
}

std::string_view bytesOf(const QByteArray& array)
{
    return {array.constData(), static_cast<std::size_t>(array.size())};
}

} // namespace

std::string newUuid()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    std::string bytes;
    for (const quint32 word : words)
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<char>((word >> shift) & 0xffU));
    return bytes;
}

Result<std::optional<std::int64_t>> knownDevice(Connection& connection, const QString& path)
{
    const QByteArray identity = identityOf(path);
    const StatementInUse find = TRY(connection.cached("SELECT id FROM device WHERE identity = ?1"));
    TRY(find->bind(Blob{bytesOf(identity)}));
    std::optional<std::int64_t> device;
    if (TRY(find->step()))
        device = find->integer(0);
    return device;
}

Result<std::int64_t> thisDevice(Connection& connection, const QString& path)
{
    if (const auto known = TRY(knownDevice(connection, path)))
        return *known;
    const QByteArray identity = identityOf(path);
    const std::string uuid = newUuid();
    const StatementInUse add = TRY(connection.cached("INSERT INTO device (uuid, identity) VALUES (?1, ?2)"));
    TRY(add->bind(Blob{uuid}, Blob{bytesOf(identity)}));
    TRY(add->run());
    return connection.lastInsertId();
}

Act::Act(Connection& connection, Transaction transaction, const Writer& writer)
    : m_connection(&connection)
    , m_transaction(std::move(transaction))
    , m_writer(writer)
{
}

Result<Act> Act::begin(
    Connection& connection, const Writer& writer, std::string_view kind, std::string_view subject, OpId undoes)
{
    Act act(connection, TRY(Transaction::begin(connection)), writer);
    const StatementInUse last =
        TRY(connection.cached("SELECT max((SELECT coalesce(max(number), 0) FROM op WHERE device = ?1), "
                              "(SELECT coalesce(max(number), 0) FROM withheld WHERE device = ?1)), "
                              "(SELECT coalesce(max(stamp), 0) FROM op)"));
    TRY(last->bind(writer.device));
    TRY(last->step());
    const std::int64_t number = last->integer(0) + 1;
    // A hybrid clock: wall time where it goes forward, else one more than the newest stamp seen.
    const std::int64_t stamp = std::max(writer.clock->now() * 1000, last->integer(1) + 1);
    last->reset();
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO op (device, number, stamp, reviewer, kind, subject, amount, undoes, hash) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, x'')"));
    TRY(add->bind(writer.device, number, stamp, writer.reviewer, kind, subject, undoes));
    TRY(add->run());
    act.m_id = OpId{connection.lastInsertId()};
    return act;
}

Result<> Act::decision(
    RecordId record, Stage stage, std::optional<Verdict> verdict, ReasonId reason, std::string_view note)
{
    return decisionOf(m_writer.reviewer, record, stage, verdict, reason, note);
}

Result<> Act::decisionOf(ReviewerId reviewer, RecordId record, Stage stage, std::optional<Verdict> verdict,
    ReasonId reason, std::string_view note)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO decision_event (op, record, stage, reviewer, verdict, reason, note) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"));
    TRY(add->bind(m_id, record, stage, reviewer, verdict, reason, note));
    return add->run();
}

Result<> Act::resolution(
    RecordId record, Stage stage, std::optional<Verdict> verdict, ReasonId reason, std::string_view note)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO resolution_event (op, record, stage, reviewer, verdict, reason, note) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    TRY(add->bind(m_id, record, stage, m_writer.reviewer, verdict, reason, note));
    return add->run();
}

Result<> Act::assignment(RecordId record, Stage stage, ReviewerId reviewer, bool present)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO assignment_event (op, record, stage, reviewer, present) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5)"));
    TRY(add->bind(m_id, record, stage, reviewer, present));
    return add->run();
}

Result<> Act::label(RecordId record, std::string_view label, bool present)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO label_event (op, record, label, present) VALUES (?1, ?2, ?3, ?4)"));
    TRY(add->bind(m_id, record, label, present));
    return add->run();
}

Result<> Act::note(RecordId record, std::string_view text)
{
    return noteOf(m_writer.reviewer, record, text);
}

Result<> Act::noteOf(ReviewerId reviewer, RecordId record, std::string_view text)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO note_event (op, record, reviewer, text) VALUES (?1, ?2, ?3, ?4) "
                                 "ON CONFLICT DO NOTHING"));
    TRY(add->bind(m_id, record, reviewer, text));
    return add->run();
}

Result<> Act::annotation(RecordId record, const Annotation& said, bool present)
{
    const StatementInUse add = TRY(m_connection->cached(
        "INSERT INTO annotation_event (op, record, annotation, reviewer, kind, sha256, page, rects, quote, prefix, "
        "suffix, meaning, comment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"));
    const std::string rects = toText(said.rects);
    TRY(add->bind(m_id, record, Blob{said.id}, m_writer.reviewer,
        present ? std::optional{static_cast<std::int64_t>(said.kind)} : std::nullopt, Blob{said.sha256},
        std::int64_t{said.page}, rects, said.quote, said.prefix, said.suffix, said.meaning, said.comment));
    return add->run();
}

Result<> Act::version(RecordId record, RecordId of, const std::vector<std::string>& what)
{
    std::string keys;
    for (const std::string& key : what)
        keys += (keys.empty() ? "" : "\n") + key;
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO version_event (op, record, of, what) VALUES (?1, ?2, ?3, ?4)"));
    TRY(add->bind(m_id, record, of, keys));
    return add->run();
}

Result<> Act::retrieval(RecordId record, Retrieval status, std::string_view why)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO retrieval_event (op, record, status, why) VALUES (?1, ?2, ?3, ?4)"));
    TRY(add->bind(m_id, record, status, why));
    return add->run();
}

Result<> Act::file(RecordId record, std::string_view sha256, std::string_view name, std::int64_t bytes, bool present)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO file_event (op, record, sha256, name, bytes, present) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    TRY(add->bind(m_id, record, Blob{sha256}, name, bytes, present));
    return add->run();
}

Result<> Act::study(RecordId record, RecordId study)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO study_event (op, record, study) VALUES (?1, ?2, ?3)"));
    TRY(add->bind(m_id, record, study));
    return add->run();
}

Result<> Act::value(const Value& value)
{
    const RecordId record{value.study.value};
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO value_event (op, record, field, reviewer, answer, text, source) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    TRY(add->bind(m_id, record, value.field, m_writer.reviewer, value.answer,
        value.answer == Answer::Stated ? std::string_view(value.text) : std::string_view(), value.source));
    TRY(add->run());
    return evidence(record, value.field, value.evidence);
}

Result<> Act::evidence(RecordId record, std::string_view field, const std::vector<Evidence>& places)
{
    const StatementInUse add = TRY(m_connection->cached(
        "INSERT INTO evidence_event (op, record, field, reviewer, number, sha256, page, rects, quote, prefix, suffix) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
    std::int64_t number = 0;
    for (const Evidence& place : places) {
        const std::string rects = toText(place.rects);
        TRY(add->bind(m_id, record, field, m_writer.reviewer, ++number, Blob{place.sha256}, std::int64_t{place.page},
            rects, place.quote, place.prefix, place.suffix));
        TRY(add->run());
    }
    return {};
}

Result<> Act::noValue(StudyId study, std::string_view field)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO value_event (op, record, field, reviewer, answer, text, source) "
                                 "VALUES (?1, ?2, ?3, ?4, NULL, '', '')"));
    TRY(add->bind(m_id, RecordId{study.value}, field, m_writer.reviewer));
    return add->run();
}

Result<> Act::agreement(const AgreedValue& value, bool present)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO agreement_event (op, record, field, reviewer, answer, text, source, "
                                 "reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    const RecordId record{value.study.value};
    TRY(add->bind(m_id, record, value.field, m_writer.reviewer, present ? std::optional(value.answer) : std::nullopt,
        present && value.answer == Answer::Stated ? std::string_view(value.text) : std::string_view(), value.source,
        value.reason));
    TRY(add->run());
    return evidence(record, value.field, present ? value.evidence : std::vector<Evidence>());
}

Result<> Act::pair(const StoredPair& pair)
{
    const StatementInUse add = TRY(
        m_connection->cached("INSERT INTO pair_event (op, record, other, by_person, answer, relation, likeness, rule) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    TRY(add->bind(m_id, pair.record, pair.other, pair.byPerson, pair.said, pair.relation, pair.likeness, pair.rule));
    return add->run();
}

Result<> Act::run(const RunEvent& run)
{
    const StatementInUse add = TRY(m_connection->cached(
        "INSERT INTO dedupe_event (op, first_record, last_record, join_from, show_from) VALUES (?1, ?2, ?3, ?4, ?5)"));
    TRY(add->bind(m_id, run.first, run.last, run.joinFrom, run.showFrom));
    TRY(add->run());
    const StatementInUse looked =
        TRY(m_connection->cached("INSERT INTO dedupe_import_event (op, import, compared) VALUES (?1, ?2, ?3)"));
    for (const std::int64_t import : run.imports) {
        TRY(looked->bind(m_id, import, std::ranges::find(run.compared, import) != run.compared.end()));
        TRY(looked->run());
    }
    return {};
}

Result<ReasonId> Act::reason(const Reason& reason, std::optional<int> position)
{
    ReasonId id = reason.id;
    if (!id) {
        const std::string uuid = newUuid();
        const StatementInUse make = TRY(m_connection->cached("INSERT INTO reason (uuid) VALUES (?1)"));
        TRY(make->bind(Blob{uuid}));
        TRY(make->run());
        id = ReasonId{m_connection->lastInsertId()};
    }
    const StatementInUse add = TRY(m_connection->cached("INSERT INTO reason_event (op, reason, stage, label, position) "
                                                        "VALUES (?1, ?2, ?3, ?4, ?5)"));
    TRY(add->bind(m_id, id, reason.stage, reason.label, position));
    TRY(add->run());
    return id;
}

Result<> Act::setting(std::string_view key, std::string_view value)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT INTO setting_event (op, key, value) VALUES (?1, ?2, ?3)"));
    TRY(add->bind(m_id, key, value));
    return add->run();
}

Result<> Act::finish(std::int64_t amount)
{
    const StatementInUse count = TRY(m_connection->cached("UPDATE op SET amount = ?2 WHERE id = ?1"));
    TRY(count->bind(m_id, amount));
    TRY(count->run());
    const std::string hash = TRY(opHash(*m_connection, m_id));
    const StatementInUse seal = TRY(m_connection->cached("UPDATE op SET hash = ?2 WHERE id = ?1"));
    TRY(seal->bind(m_id, Blob{hash}));
    TRY(seal->run());
    return m_transaction.commit();
}

Result<std::string> opHash(Connection& connection, OpId op, HashOrder order)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const StatementInUse row = TRY(connection.cached(
        "SELECT coalesce((SELECT b.hash FROM op b WHERE b.device = o.device AND b.number = o.number "
        "- 1), (SELECT w.hash FROM withheld w WHERE w.device = o.device AND w.number = o.number - 1), "
        "x''), d.uuid, "
        "o.number, o.stamp, v.uuid, o.kind, o.subject, o.amount, ud.uuid, u.number "
        "FROM op o JOIN device d ON d.id = o.device JOIN reviewer v ON v.id = o.reviewer "
        "LEFT JOIN op u ON u.id = o.undoes LEFT JOIN device ud ON ud.id = u.device WHERE o.id = ?1"));
    TRY(row->bind(op));
    TRY(row->step());
    for (int column = 0; column < 10; ++column)
        addField(hash, row->isNull(column), row->view(column));
    row->reset();
    for (std::size_t i = 0; i < DigestQueries.size(); ++i) {
        const char* const former = order == HashOrder::ByRow ? byRow(i) : nullptr;
        const StatementInUse events = TRY(connection.cached(former != nullptr ? former : DigestQueries.at(i)));
        TRY(events->bind(op));
        while (TRY(events->step()))
            for (int column = 0; column < DigestColumns[i]; ++column)
                addField(hash, events->isNull(column), events->view(column));
    }
    return hash.result().toStdString();
}

} // namespace winnow::store
