#include "core/store/records.h"

#include "core/base/text.h"
#include "core/dedup/identity.h"
#include "core/store/journal.h"
#include "core/store/projection.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::store {

namespace {

/// Lists lie in one column, a line an entry.
std::string lines(const std::vector<std::string>& entries)
{
    std::string joined;
    for (const std::string& entry : entries) {
        if (!joined.empty())
            joined += '\n';
        const std::size_t start = joined.size();
        joined += entry;
        std::replace(joined.begin() + static_cast<std::ptrdiff_t>(start), joined.end(), '\n', ' ');
    }
    return joined;
}

std::vector<std::string> entries(std::string_view joined)
{
    return splitTrimmed(joined, '\n');
}

} // namespace

std::string titleKey(const std::string& title)
{
    constexpr std::size_t MaxBytes = 64;
    std::string key = folded(std::string_view{title}.substr(0, 4 * MaxBytes));
    if (key.size() > MaxBytes) {
        std::size_t end = MaxBytes;
        while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0U) == 0x80U)
            --end;
        key.resize(end);
    }
    return key;
}

Result<> RecordWriter::addText(std::int64_t id, const Record& record)
{
    const std::string authors = lines(record.authors);
    const std::string keywords = lines(record.keywords);
    const std::string mesh = lines(record.mesh);
    const std::string groups = lines(record.groupAuthors);
    const std::string registrations = lines(record.registrations);
    const std::string types = lines(record.types);
    const std::string urls = lines(record.urls);
    const std::string notices = lines(record.notices);
    const std::string editors = lines(record.editors);
    const std::string serials = lines(record.serials);
    const StatementInUse text = TRY(m_connection->cached(
        "INSERT INTO record_text (record, abstract, authors, keywords, mesh, original_title, group_authors, date, "
        "journal_abbreviation, pmcid, registrations, language, types, urls, notices, raw, editors, publisher, serials) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"));
    TRY(text->bind(id, record.abstract, authors, keywords, mesh, record.originalTitle, groups, record.date,
        record.journalAbbreviation, record.pmcid, registrations, record.language, types, urls, notices,
        Blob{record.raw}, editors, record.publisher, serials));
    return text->run();
}

Result<> RecordWriter::addTrial(std::int64_t id, const TrialFacts& trial)
{
    const std::string phases = lines(trial.phases);
    const std::string conditions = lines(trial.conditions);
    const std::string interventions = lines(trial.interventions);
    const std::string sponsors = lines(trial.sponsors);
    const std::string countries = lines(trial.countries);
    const StatementInUse add = TRY(m_connection->cached(
        "INSERT INTO record_trial (record, status, phases, enrolment, study_type, conditions, interventions, sponsors, "
        "countries, registered, started, completed, updated, has_results) "
        "VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"));
    TRY(add->bind(id, trial.status, phases, trial.enrolment, trial.studyType, conditions, interventions, sponsors,
        countries, trial.registered, trial.started, trial.completed, trial.updated, trial.hasResults));
    return add->run();
}

Result<> RecordWriter::addRelations(std::int64_t id, const std::vector<Relation>& relations)
{
    const StatementInUse add =
        TRY(m_connection->cached("INSERT OR IGNORE INTO record_relation (record, kind, target) VALUES (?1, ?2, ?3)"));
    for (const Relation& relation : relations) {
        TRY(add->bind(id, relation.kind, relation.target));
        TRY(add->run());
    }
    return {};
}

Result<RecordWriter> RecordWriter::begin(Connection& connection)
{
    RecordWriter writer(connection);
    const StatementInUse next = TRY(connection.cached(
        "SELECT (SELECT coalesce(max(id), 0) + 1 FROM import), (SELECT coalesce(max(id), 0) + 1 FROM record)"));
    TRY(next->step());
    writer.m_import = ImportId{next->integer(0)};
    writer.m_first = next->integer(1);
    return writer;
}

Result<RecordId> RecordWriter::add(const Record& record)
{
    const std::int64_t id = m_first + m_count++;
    ++m_position;
    const std::string key = titleKey(record.title);
    const std::string_view lead =
        record.authors.empty() ? std::string_view{} : std::string_view{record.authors.front()};
    const StatementInUse row = TRY(m_connection->cached(
        "INSERT INTO record (id, import, position, raw_offset, line, kind, source_id, title, title_key, lead_author, "
        "author_count, journal, year, volume, issue, pages, doi, pmid, wos, has_abstract) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"));
    TRY(row->bind(id, m_import, m_position, record.rawOffset, record.line, record.kind, record.sourceId, record.title,
        key, lead, record.authors.size(), record.journal, record.year, record.volume, record.issue, record.pages,
        record.doi, record.pmid, record.wos, !record.abstract.empty()));
    TRY(row->run());
    TRY(addText(id, record));
    if (record.trial != TrialFacts{})
        TRY(addTrial(id, record.trial));
    if (!record.relations.empty())
        TRY(addRelations(id, record.relations));
    for (const std::int64_t hash : dedup::keyHashes(record))
        m_hashes.emplace_back(hash, id);
    return RecordId{id};
}

Result<ImportId> RecordWriter::finish(
    OpId op, SearchId search, const std::string& file, const Receipt& receipt, std::string_view formatKey)
{
    TRY(addKeys(*m_connection, m_hashes));
    const std::string uuid = newUuid();
    const StatementInUse add = TRY(m_connection->cached(
        "INSERT INTO import (id, uuid, op, search, file, sha256, format, encoding, database, bytes, records, rejected, "
        "record_bytes, rejected_bytes, separator_bytes, problems, first_record, context, "
        "unchanged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"));
    TRY(add->bind(m_import, Blob{uuid}, op, search, file, Blob{receipt.sha256}, formatKey, receipt.encoding,
        receipt.database, receipt.bytes, m_count, receipt.rejected, receipt.recordBytes, receipt.rejectedBytes,
        receipt.separatorBytes, receipt.problemCount, m_first, receipt.context, m_position - m_count));
    TRY(add->run());
    const StatementInUse problem = TRY(m_connection->cached(
        "INSERT INTO import_problem (import, position, severity, line, record, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    std::int64_t position = 0;
    for (const Problem& p : receipt.problems) {
        TRY(problem->bind(m_import, ++position, p.severity, p.line, p.record, p.text));
        TRY(problem->run());
    }
    return m_import;
}

Result<SearchId> searchOf(Connection& connection, OpId op, const std::string& name, SourceKind kind,
    const std::string& query, const std::string& date)
{
    const StatementInUse find =
        TRY(connection.cached("SELECT id FROM search WHERE name = ?1 AND kind = ?2 AND query = ?3 AND date = ?4 "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = search.op)"));
    TRY(find->bind(name, kind, query, date));
    if (TRY(find->step())) {
        const SearchId id{find->integer(0)};
        return id;
    }
    const std::string uuid = newUuid();
    const StatementInUse add = TRY(
        connection.cached("INSERT INTO search (uuid, op, name, kind, query, date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    TRY(add->bind(Blob{uuid}, op, name, kind, query, date));
    TRY(add->run());
    return SearchId{connection.lastInsertId()};
}

Result<std::optional<ImportId>> standingImport(
    Connection& connection, const std::string& sha256, const std::string& source)
{
    const StatementInUse find = TRY(connection.cached(
        "SELECT i.id FROM import i JOIN search s ON s.id = i.search WHERE i.sha256 = ?1 AND s.name = ?2 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)"));
    TRY(find->bind(Blob{sha256}, source));
    std::optional<ImportId> import;
    if (TRY(find->step()))
        import = ImportId{find->integer(0)};
    return import;
}

Result<bool> isKnown(Connection& connection, const Record& record)
{
    const StatementInUse find = TRY(connection.cached(
        "SELECT EXISTS (SELECT 1 FROM record_key k JOIN record r ON r.id = k.record JOIN import i ON i.id = r.import "
        "WHERE k.hash = ?1 "
        "AND (r.pmid = ?2 OR r.wos = ?2) AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op))"));
    for (const auto& [kind, value] :
        {std::pair{dedup::KeyKind::Pmid, &record.pmid}, std::pair{dedup::KeyKind::Wos, &record.wos}}) {
        if (value->empty())
            continue;
        find->reset();
        TRY(find->bind(dedup::keyHash(kind, *value), *value));
        if (TRY(find->step()) && find->integer(0) != 0)
            return true;
    }
    return false;
}

namespace {

Result<TrialFacts> readTrial(Connection& connection, RecordId id)
{
    TrialFacts trial;
    const StatementInUse query = TRY(connection.cached(
        "SELECT status, phases, enrolment, study_type, conditions, interventions, sponsors, countries, registered, "
        "started, completed, updated, has_results FROM record_trial WHERE record = ?1"));
    TRY(query->bind(id));
    if (!TRY(query->step()))
        return trial;
    trial.status = query->text(0);
    trial.phases = entries(query->view(1));
    trial.enrolment = query->integer(2);
    trial.studyType = query->text(3);
    trial.conditions = entries(query->view(4));
    trial.interventions = entries(query->view(5));
    trial.sponsors = entries(query->view(6));
    trial.countries = entries(query->view(7));
    trial.registered = query->text(8);
    trial.started = query->text(9);
    trial.completed = query->text(10);
    trial.updated = query->text(11);
    trial.hasResults = query->integer(12) != 0;
    return trial;
}

Result<std::vector<Relation>> readRelations(Connection& connection, RecordId id)
{
    std::vector<Relation> relations;
    const StatementInUse query =
        TRY(connection.cached("SELECT kind, target FROM record_relation WHERE record = ?1 ORDER BY kind, target"));
    TRY(query->bind(id));
    while (TRY(query->step()))
        relations.push_back({static_cast<RelationKind>(query->integer(0)), query->text(1)});
    return relations;
}

} // namespace

Result<StoredRecord> readRecord(Connection& connection, RecordId id, Raw raw)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT r.kind, r.source_id, r.title, r.journal, r.year, r.volume, r.issue, r.pages, r.doi, r.pmid, r.wos, "
        "r.raw_offset, r.line, t.abstract, t.authors, t.keywords, t.mesh, t.original_title, t.group_authors, t.date, "
        "t.journal_abbreviation, t.pmcid, t.registrations, t.language, t.types, t.urls, t.notices, "
        "CASE ?2 WHEN 1 THEN t.raw END, s.name, i.file, i.format, i.encoding, i.context, t.editors, t.publisher, "
        "t.serials "
        "FROM record r JOIN record_text t ON t.record = r.id JOIN import i ON i.id = r.import "
        "JOIN search s ON s.id = i.search WHERE r.id = ?1"));
    TRY(query->bind(id, raw == Raw::With ? 1 : 0));
    if (!TRY(query->step()))
        return fail(
            ErrorKind::NotFound, QCoreApplication::translate("store", "There is no such record in this review."));
    StoredRecord stored;
    stored.detail.id = id;
    Record& record = stored.detail.record;
    record.kind = static_cast<RecordKind>(query->integer(0));
    record.sourceId = query->text(1);
    record.title = query->text(2);
    record.journal = query->text(3);
    record.year = static_cast<int>(query->integer(4));
    record.volume = query->text(5);
    record.issue = query->text(6);
    record.pages = query->text(7);
    record.doi = query->text(8);
    record.pmid = query->text(9);
    record.wos = query->text(10);
    record.rawOffset = static_cast<std::uint64_t>(query->integer(11));
    record.line = static_cast<std::uint64_t>(query->integer(12));
    record.abstract = query->text(13);
    record.authors = entries(query->view(14));
    record.keywords = entries(query->view(15));
    record.mesh = entries(query->view(16));
    record.originalTitle = query->text(17);
    record.groupAuthors = entries(query->view(18));
    record.date = query->text(19);
    record.journalAbbreviation = query->text(20);
    record.pmcid = query->text(21);
    record.registrations = entries(query->view(22));
    record.language = query->text(23);
    record.types = entries(query->view(24));
    record.urls = entries(query->view(25));
    record.notices = entries(query->view(26));
    record.raw = query->text(27);
    stored.detail.source = query->text(28);
    stored.detail.file = query->text(29);
    stored.formatKey = query->text(30);
    stored.encoding = query->text(31);
    stored.context = query->text(32);
    record.editors = entries(query->view(33));
    record.publisher = query->text(34);
    record.serials = entries(query->view(35));
    record.trial = TRY(readTrial(connection, id));
    record.relations = TRY(readRelations(connection, id));
    return stored;
}

Result<std::vector<RecordId>> recordsAfter(Connection& connection, RecordId after, int limit)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT r.id FROM record r JOIN import i ON i.id = r.import WHERE r.id > ?1 "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) ORDER BY r.id LIMIT ?2"));
    TRY(query->bind(after.value, limit));
    std::vector<RecordId> records;
    while (TRY(query->step()))
        records.emplace_back(query->integer(0));
    return records;
}

Result<std::vector<Problem>> problemsOf(Connection& connection, ImportId import)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT severity, line, record, text FROM import_problem WHERE import = ?1 ORDER BY position"));
    TRY(query->bind(import));
    std::vector<Problem> problems;
    while (TRY(query->step()))
        problems.push_back({static_cast<Severity>(query->integer(0)), static_cast<std::uint64_t>(query->integer(1)),
            static_cast<std::uint64_t>(query->integer(2)), query->text(3)});
    return problems;
}

} // namespace winnow::store
