#include "core/store/citations.h"

#include "core/base/text.h"
#include "core/dedup/bestvalues.h"
#include "core/dedup/identity.h"
#include "core/dedup/version.h"
#include "core/store/overview.h"
#include "core/store/projection.h"
#include "core/store/records.h"
#include "core/store/team.h"
#include "core/store/versions.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <variant>

namespace winnow::store {

namespace {

using Parameter = std::variant<std::int64_t, std::string>;

/// A WHERE clause in the making, with what it binds.
class Where {
public:
    void add(const std::string& condition, std::initializer_list<Parameter> parameters = {})
    {
        m_sql += m_sql.empty() ? " WHERE " : " AND ";
        m_sql += '(' + condition + ')';
        m_parameters.insert(m_parameters.end(), parameters);
    }
    [[nodiscard]] const std::string& sql() const { return m_sql; }
    [[nodiscard]] Result<> bind(Statement& statement) const
    {
        int index = 0;
        for (const Parameter& parameter : m_parameters) {
            ++index;
            if (const auto* number = std::get_if<std::int64_t>(&parameter))
                TRY(statement.bindAt(index, *number));
            else
                TRY(statement.bindAt(index, std::get<std::string>(parameter)));
        }
        return {};
    }

private:
    std::string m_sql;
    std::vector<Parameter> m_parameters;
};

Where whereOf(const Filter& filter, const StageRules& rules, const StageRule& extraction, ReviewerId reviewer)
{
    Where where;
    if (const std::string query = searchQuery(filter.text); !query.empty())
        where.add(
            "c.id IN (SELECT coalesce(j.citation, f.rowid) FROM record_fts f LEFT JOIN joined j ON j.record = f.rowid "
            "WHERE record_fts MATCH ?)",
            {query});
    if (!filter.boxes.empty()) {
        std::string list;
        for (const Box box : filter.boxes)
            list += (list.empty() ? "" : ", ") + std::to_string(static_cast<int>(box));
        where.add("c.box IN (" + list + ")");
    }
    if (filter.reason) {
        if (*filter.reason)
            where.add("c.reason IN (" + sameReasons(std::to_string(filter.reason->value)) + ")");
        else
            where.add("c.reason IS NULL");
    }
    if (filter.arm)
        where.add(*filter.arm == SourceKind::Other ? "c.arm = 3" : "c.arm <> 3");
    if (filter.source)
        where.add("c.id IN (SELECT coalesce(j.citation, r.id) FROM record r JOIN import i ON i.id = r.import "
                  "JOIN search s ON s.id = i.search LEFT JOIN joined j ON j.record = r.id WHERE s.name = ? "
                  "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op))",
            {*filter.source});
    if (filter.from)
        where.add("c.id IN (SELECT coalesce(j.citation, r.id) FROM record r JOIN import i ON i.id = r.import "
                  "JOIN search s ON s.id = i.search LEFT JOIN joined j ON j.record = r.id WHERE s.kind = ? "
                  "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op))",
            {static_cast<std::int64_t>(*filter.from)});
    if (filter.year)
        where.add("r.year = ?", {std::int64_t{*filter.year}});
    if (filter.label)
        where.add(
            "c.id IN (SELECT citation FROM " + seenLabels(rules, reviewer) + " WHERE label = ?)", {*filter.label});
    if (filter.assignedToMe)
        where.add("c.id IN (SELECT citation FROM assignment WHERE reviewer = ? AND stage = ?)",
            {reviewer.value, static_cast<std::int64_t>(filter.stage)});
    if (filter.team)
        where.add(inList(rules, *filter.team, filter.stage));
    const auto stage = static_cast<std::int64_t>(filter.stage);
    if (filter.mine)
        where.add("c.id IN (SELECT citation FROM decision WHERE reviewer = ? AND stage = ? AND verdict = ?)",
            {reviewer.value, stage, static_cast<std::int64_t>(*filter.mine)});
    if (filter.undecidedByMe) {
        // Where one decision is enough, what another decided comes to nobody again, unless it was assigned to them.
        const bool oneIsEnough = isOneEnough(rules, filter.stage) && !filter.assignedToMe;
        where.add("NOT EXISTS (SELECT 1 FROM decision d WHERE d.citation = c.id AND d.stage = ? AND (? OR d.reviewer = "
                  "?))",
            {stage, std::int64_t{oneIsEnough ? 1 : 0}, reviewer.value});
        if (filter.stage == Stage::FullText)
            where.add("c.box >= 4");
    }
    if (filter.decidedByMe)
        where.add("EXISTS (SELECT 1 FROM decision d WHERE d.citation = c.id AND d.stage = ? AND d.reviewer = ?)",
            {stage, reviewer.value});
    if (filter.myReason)
        where.add("c.id IN (SELECT citation FROM decision WHERE reviewer = ? AND stage = ? AND verdict = 0 "
                  "AND coalesce(reason, 0) IN ("
                + sameReasons(std::to_string(filter.myReason->value)) + "))",
            {reviewer.value, stage});
    if (filter.yearFrom)
        where.add("r.year <> 0 AND r.year >= ?", {std::int64_t{*filter.yearFrom}});
    if (filter.yearTo)
        where.add("r.year <> 0 AND r.year <= ?", {std::int64_t{*filter.yearTo}});
    const std::string textOf =
        "c.id IN (SELECT coalesce(j.citation, t.record) FROM record_text t LEFT JOIN joined j ON j.record = t.record ";
    if (filter.language)
        where.add(textOf + "WHERE t.language = ?)", {*filter.language});
    if (filter.type)
        where.add(
            textOf + "WHERE instr(char(10) || t.types || char(10), char(10) || ? || char(10)) > 0)", {*filter.type});
    if (filter.withoutAbstract)
        where.add("r.has_abstract = 0 AND NOT EXISTS (SELECT 1 FROM joined j JOIN record o ON o.id = j.record "
                  "WHERE j.citation = c.id AND o.has_abstract = 1)");
    if (filter.withDuplicates)
        where.add("c.records > 1");
    if (filter.changedBy)
        where.add("c.id IN (SELECT j.citation FROM import i JOIN version_event v ON v.op = i.op "
                  "JOIN record r ON r.id = v.record JOIN joined j ON j.record = v.record "
                  "WHERE i.id = ? AND r.import = i.id AND j.how = 3)",
            {filter.changedBy->value});
    if (filter.value) {
        where.add("c.box = 9");
        const std::string study = "coalesce((SELECT p.study FROM study_report p WHERE p.citation = c.id), c.id) ";
        const std::string values = "IN (SELECT study FROM " + seenValues(extraction, reviewer);
        if (filter.value->second.empty())
            where.add(
                study + "NOT " + values + " WHERE field = ? AND answer = 1 AND text <> '')", {filter.value->first});
        else
            where.add(study + values
                    + " WHERE field = ? AND answer = 1 AND instr('; ' || text || '; "
                      "', '; ' || ? || '; ') > 0)",
                {filter.value->first, filter.value->second});
    }
    return where;
}

/// `reviewer` and `stage`: whose decisions, for the order of deciding.
std::string orderOf(Order order, Direction direction, ReviewerId reviewer, Stage stage)
{
    const std::string way = direction == Direction::Descending ? " DESC" : "";
    switch (order) {
    case Order::AsImported:
        break;
    case Order::Year:
        return " ORDER BY r.year" + way + ", c.id" + way;
    case Order::Title:
        return " ORDER BY r.title_key" + way + ", c.id" + way;
    case Order::Author:
        return " ORDER BY r.lead_author COLLATE NOCASE" + way + ", c.id" + way;
    case Order::Journal:
        return " ORDER BY r.journal COLLATE NOCASE" + way + ", c.id" + way;
    case Order::Source:
        return " ORDER BY (SELECT s.name FROM import i JOIN search s ON s.id = i.search WHERE i.id = r.import)" + way
            + ", c.id" + way;
    case Order::Decided:
        return " ORDER BY (SELECT o.stamp FROM decision d JOIN op o ON o.id = d.op WHERE d.citation = c.id "
               "AND d.stage = "
            + std::to_string(static_cast<int>(stage)) + " AND d.reviewer = " + std::to_string(reviewer.value) + ")"
            + way + ", c.id" + way;
    }
    return " ORDER BY c.id" + way;
}

/// "Suk KT, et al.": family name and initials of the first author.
std::string shortAuthors(std::string_view lead, std::int64_t count)
{
    std::string text;
    const std::size_t comma = lead.find(',');
    if (comma == std::string_view::npos) {
        text = lead;
    } else {
        text = trimmed(lead.substr(0, comma));
        text += ' ';
        bool start = true;
        const QString given = toQString(trimmed(lead.substr(comma + 1)));
        for (const QChar c : given) {
            const bool letter = c.isLetter();
            if (letter && (start || (c.isUpper() && given.size() <= 4)))
                text += QString(c).toUpper().toStdString();
            start = !letter;
        }
    }
    if (count > 1)
        text += ", et al.";
    return text;
}

/// What the newest version of the leading record says now.
Result<> fillFromNewest(Connection& connection, CitationRow& row)
{
    const std::vector<RecordId> records = TRY(recordsOf(connection, row.id));
    const std::vector<std::pair<RecordId, RecordId>> versions = TRY(versionsAmong(connection, records));
    std::set<RecordId> chain{RecordId{row.id.value}};
    for (const auto& [record, of] : versions) // in order: an older one before what follows it
        if (chain.contains(of))
            chain.insert(record);
    const StatementInUse query =
        TRY(connection.cached("SELECT title, lead_author, author_count, journal, year FROM record WHERE id = ?1"));
    for (auto newer = std::next(chain.begin()); newer != chain.end(); ++newer) {
        query->reset();
        TRY(query->bind(*newer));
        TRY(query->step());
        if (!query->view(0).empty())
            row.title = query->text(0);
        if (!query->view(1).empty())
            row.authors = shortAuthors(query->view(1), query->integer(2));
        if (!query->view(3).empty())
            row.journal = query->text(3);
        if (query->integer(4) != 0)
            row.year = static_cast<int>(query->integer(4));
    }
    return {};
}

/// The labels that the reviewer may see on the citation ?1.
Result<Statement> labelsOfCitation(Connection& connection, ReviewerId reviewer)
{
    const StageRules rules = TRY(stageRules(connection));
    return Statement::prepare(
        connection, "SELECT label FROM " + seenLabels(rules, reviewer) + " WHERE citation = ?1 ORDER BY label");
}

Result<> fillFromOthers(Connection& connection, CitationRow& row)
{
    TRY(fillFromNewest(connection, row));
    const StatementInUse query =
        TRY(connection.cached("SELECT r.title, r.lead_author, r.author_count, r.journal, r.year, r.has_abstract "
                              "FROM joined j JOIN record r ON r.id = j.record WHERE j.citation = ?1 ORDER BY r.id"));
    TRY(query->bind(row.id));
    while (TRY(query->step())) {
        if (row.title.empty())
            row.title = query->text(0);
        if (row.authors.empty())
            row.authors = shortAuthors(query->view(1), query->integer(2));
        if (row.journal.empty())
            row.journal = query->text(3);
        if (row.year == 0)
            row.year = static_cast<int>(query->integer(4));
        row.hasAbstract = row.hasAbstract || query->integer(5) != 0;
    }
    return {};
}

} // namespace

std::string searchQuery(std::string_view text)
{
    std::string query;
    const auto add = [&query](std::string_view words, bool prefix) {
        const std::string key = folded(words); // punctuation is no part of a token
        if (key.empty())
            return;
        query += (query.empty() ? "\"" : " \"") + key + (prefix ? "\"*" : "\"");
    };
    while (!text.empty()) {
        if (text.front() == '"') {
            const std::size_t end = text.find('"', 1);
            add(text.substr(1, end == std::string_view::npos ? end : end - 1), end == std::string_view::npos);
            text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        } else {
            const std::size_t end = text.find_first_of(" \t\n\"");
            add(text.substr(0, end), true);
            text = end == std::string_view::npos ? std::string_view{} : text.substr(text[end] == '"' ? end : end + 1);
        }
    }
    return query;
}

Result<std::vector<CitationId>> citationIds(
    Connection& connection, ReviewerId reviewer, const Filter& filter, Order order, Direction direction)
{
    if (!trimmed(filter.text).empty() && searchQuery(filter.text).empty())
        return std::vector<CitationId>{};
    const Where where = whereOf(filter, TRY(stageRules(connection)), TRY(extractionRule(connection)), reviewer);
    const bool byCitation = order == Order::AsImported || order == Order::Decided;
    const bool needsRecord = !byCitation || filter.year || filter.yearFrom || filter.yearTo || filter.withoutAbstract;
    const std::string sql = std::string("SELECT c.id FROM citation c")
        + (needsRecord ? " JOIN record r ON r.id = c.id" : "") + where.sql()
        + orderOf(order, direction, reviewer, filter.stage);
    Statement query = TRY(Statement::prepare(connection, sql));
    TRY(where.bind(query));
    std::vector<CitationId> ids;
    while (TRY(query.step()))
        ids.emplace_back(query.integer(0));
    return ids;
}

Result<FilterChoices> filterChoices(Connection& connection)
{
    FilterChoices choices;
    const std::string standing = " NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)";
    Statement texts = TRY(Statement::prepare(connection,
        "SELECT t.language, t.types FROM import i JOIN record r ON r.import = i.id JOIN record_text t ON t.record = "
        "r.id "
        "WHERE"
            + standing));
    std::map<std::string, std::int64_t> languages;
    std::map<std::string, std::int64_t> types;
    while (TRY(texts.step())) {
        if (!texts.view(0).empty())
            ++languages[texts.text(0)];
        for (std::string_view rest = texts.view(1); !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (end > 0)
                ++types[std::string(rest.substr(0, end))];
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    std::map<std::string, std::int64_t> sources;
    Statement counted = TRY(Statement::prepare(connection,
        "SELECT s.name, count(*) FROM import i JOIN search s ON s.id = i.search JOIN record r ON r.import = i.id WHERE"
            + standing + " GROUP BY s.name"));
    while (TRY(counted.step()))
        sources[counted.text(0)] = counted.integer(1);
    Statement years = TRY(Statement::prepare(
        connection, "SELECT min(r.year), max(r.year) FROM citation c JOIN record r ON r.id = c.id WHERE r.year <> 0"));
    if (TRY(years.step())) {
        choices.firstYear = static_cast<int>(years.integer(0));
        choices.lastYear = static_cast<int>(years.integer(1));
    }
    const auto byFrequency = [](const std::map<std::string, std::int64_t>& counts) {
        std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
        std::stable_sort(
            sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        return sorted;
    };
    choices.languages = byFrequency(languages);
    choices.types = byFrequency(types);
    choices.sources = byFrequency(sources);
    return choices;
}

Result<std::vector<CitationRow>> citationRows(
    Connection& connection, ReviewerId reviewer, const std::vector<CitationId>& ids)
{
    std::vector<CitationRow> rows;
    rows.reserve(ids.size());
    const StatementInUse main = TRY(connection.cached(
        "SELECT c.records, c.box, CASE WHEN c.box < 4 THEN 0 ELSE c.retrieval END, r.title, r.lead_author, "
        "r.author_count, CASE r.journal WHEN '' THEN (SELECT journal_abbreviation "
        "FROM record_text t WHERE t.record = r.id) ELSE r.journal END, "
        "r.year, r.kind, r.has_abstract, "
        "(SELECT count(*) FROM report_file f WHERE f.citation = c.id), "
        "EXISTS (SELECT 1 FROM joined j WHERE j.record = c.id) FROM "
        "citation c JOIN record r ON r.id = c.id WHERE c.id = ?1"));
    const StatementInUse decisions =
        TRY(connection.cached("SELECT stage, verdict, reason FROM decision WHERE citation = ?1 AND reviewer = ?2"));
    Statement labels = TRY(labelsOfCitation(connection, reviewer));
    for (const CitationId id : ids) {
        main->reset();
        TRY(main->bind(id));
        if (!TRY(main->step()))
            continue;
        CitationRow row;
        row.id = id;
        row.records = static_cast<int>(main->integer(0));
        row.box = static_cast<Box>(main->integer(1));
        row.retrieval = static_cast<Retrieval>(main->integer(2));
        row.title = main->text(3);
        row.authors = shortAuthors(main->view(4), main->integer(5));
        row.journal = main->text(6);
        row.year = static_cast<int>(main->integer(7));
        row.kind = static_cast<RecordKind>(main->integer(8));
        row.hasAbstract = main->integer(9) != 0;
        row.files = static_cast<int>(main->integer(10));
        const bool joined = main->integer(11) != 0;
        decisions->reset();
        TRY(decisions->bind(id, reviewer));
        while (TRY(decisions->step())) {
            const auto stage = static_cast<std::size_t>(decisions->integer(0) - 1);
            row.mine[stage] = static_cast<Verdict>(decisions->integer(1));
            row.reason[stage] = TRY(leadingReason(connection, ReasonId{decisions->integer(2)}));
        }
        labels.reset();
        TRY(labels.bind(id));
        while (TRY(labels.step()))
            row.labels.push_back(labels.text(0));
        if (joined)
            TRY(fillFromOthers(connection, row));
        rows.push_back(std::move(row));
    }
    return rows;
}

namespace {

/// The best of several records, of each its newest version: what a newer one states is not asked of an older one.
Result<dedup::BestValues> bestValuesOf(
    Connection& connection, const std::vector<RecordId>& ids, const std::vector<RecordDetail>& details)
{
    std::vector<std::pair<RecordId, const Record*>> views;
    views.reserve(details.size());
    for (const RecordDetail& detail : details)
        views.emplace_back(detail.id, &detail.record);
    const std::vector<std::pair<RecordId, RecordId>> versions =
        details.size() > 1 ? TRY(versionsAmong(connection, ids)) : std::vector<std::pair<RecordId, RecordId>>{};
    if (versions.empty())
        return dedup::bestValues(views);

    std::map<RecordId, Record> outdated; // what of the older records is still heard
    std::map<RecordId, RecordId> before;
    for (const auto& [record, of] : versions)
        before.emplace(record, of);
    const auto whole = [&details](RecordId record) -> const Record& {
        return std::find_if(details.begin(), details.end(), [record](const auto& d) { return d.id == record; })->record;
    };
    for (const auto& [newer, of] : versions)
        for (auto older = before.find(newer); older != before.end(); older = before.find(older->second))
            dedup::outdate(outdated.emplace(older->second, whole(older->second)).first->second, whole(newer));
    for (auto& [id, record] : views)
        if (const auto heard = outdated.find(id); heard != outdated.end())
            record = &heard->second;
    return dedup::bestValues(views);
}

} // namespace

Result<CitationDetail> citationDetail(Connection& connection, ReviewerId reviewer, CitationId id)
{
    CitationDetail detail;
    detail.id = id;
    const StatementInUse main = TRY(connection.cached(
        // Retrieval is told of once the report is sought: before, it would tell who included it.
        "SELECT c.box, CASE WHEN c.box < 4 THEN 0 ELSE c.retrieval END, coalesce((SELECT why FROM retrieval t WHERE "
        "t.citation = c.id AND c.box >= 4), ''), "
        "coalesce((SELECT study FROM study_report p WHERE p.citation = c.id), c.id), "
        "coalesce((SELECT text FROM citation_note n WHERE n.citation = c.id AND n.reviewer = ?2), '') FROM citation c "
        "WHERE c.id = ?1"));
    TRY(main->bind(id, reviewer.value));
    if (!TRY(main->step()))
        return fail(
            ErrorKind::NotFound, QCoreApplication::translate("store", "There is no such record in this review."));
    detail.box = static_cast<Box>(main->integer(0));
    detail.retrieval = static_cast<Retrieval>(main->integer(1));
    detail.notRetrievedWhy = main->text(2);
    detail.study = StudyId{main->integer(3)};
    detail.note = main->text(4);
    main->reset();

    const std::vector<RecordId> records = TRY(recordsOf(connection, id));
    for (const RecordId record : records)
        detail.records.push_back(TRY(readRecord(connection, record, Raw::Without)).detail);
    dedup::BestValues best = TRY(bestValuesOf(connection, records, detail.records));
    detail.best = std::move(best.record);
    detail.origins = std::move(best.origins);

    const StatementInUse decisions =
        TRY(connection.cached("SELECT d.stage, d.verdict, d.reason, d.note, o.stamp / 1000 FROM decision d "
                              "JOIN op o ON o.id = d.op WHERE d.citation = ?1 AND d.reviewer = ?2 ORDER BY d.stage"));
    TRY(decisions->bind(id, reviewer));
    while (TRY(decisions->step()))
        detail.decisions.push_back(
            {static_cast<Stage>(decisions->integer(0)), reviewer, {}, static_cast<Verdict>(decisions->integer(1)),
                TRY(leadingReason(connection, ReasonId{decisions->integer(2)})), decisions->text(3),
                decisions->integer(4)});
    Statement labels = TRY(labelsOfCitation(connection, reviewer));
    TRY(labels.bind(id));
    while (TRY(labels.step()))
        detail.labels.push_back(labels.text(0));
    detail.files = TRY(filesOf(connection, id));
    return detail;
}

namespace {

/// What is read while it lives is of one moment; and SQLite need not lock the file anew for each statement.
class Snapshot {
public:
    explicit Snapshot(Connection& connection)
        : m_connection(connection)
    {
    }
    ~Snapshot() { std::ignore = m_connection.execute("ROLLBACK"); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    [[nodiscard]] Result<> begin() { return m_connection.execute("BEGIN"); }

private:
    Connection& m_connection;
};

} // namespace

Result<> eachCitation(Connection& connection, ReviewerId reviewer, const Filter& filter, Order order,
    Direction direction, const TakeCitation& take)
{
    Snapshot snapshot{connection};
    TRY(snapshot.begin());
    const std::vector<CitationId> ids = TRY(citationIds(connection, reviewer, filter, order, direction));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        CitationDetail detail = TRY(citationDetail(connection, reviewer, ids[i]));
        TRY(take(std::move(detail), i, ids.size()));
    }
    return {};
}

Result<std::vector<CitationId>> findCitations(Connection& connection, const std::string& kind, const std::string& value)
{
    std::vector<CitationId> citations;
    const std::string wanted{trimmed(value)};
    if (kind == "citation") {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
        if (error == std::errc{} && end == wanted.data() + wanted.size())
            if (const CitationId citation = TRY(citationOf(connection, RecordId{number})))
                citations.push_back(citation);
        return citations;
    }
    std::vector<std::int64_t> hashes;
    if (kind == "pmid")
        hashes = {dedup::keyHash(dedup::KeyKind::Pmid, wanted)};
    else if (kind == "doi")
        hashes = {dedup::keyHash(dedup::KeyKind::Doi, wanted)};
    else if (kind == "wos")
        hashes = {dedup::keyHash(dedup::KeyKind::Wos, wanted)};
    else if (kind == "key") // a record whose own id is its PMID has no key of its own
        hashes = {dedup::keyHash(dedup::KeyKind::SourceId, wanted), dedup::keyHash(dedup::KeyKind::Pmid, wanted),
            dedup::keyHash(dedup::KeyKind::Wos, wanted)};
    else
        return fail(ErrorKind::InvalidInput,
            QCoreApplication::translate(
                "store", "Records cannot be looked up by “%1”: use citation, pmid, doi, wos or key.")
                .arg(toQString(kind)));
    std::set<CitationId> found;
    for (const std::int64_t hash : hashes) {
        const StatementInUse query =
            TRY(connection.cached("SELECT r.id FROM record_key k JOIN record r ON r.id = k.record WHERE k.hash = ?1 "
                                  "AND lower(?2) IN (lower(r.pmid), lower(r.doi), lower(r.wos), lower(r.source_id))"));
        TRY(query->bind(hash, wanted));
        std::vector<RecordId> records;
        while (TRY(query->step()))
            records.emplace_back(query->integer(0));
        for (const RecordId record : records)
            if (const CitationId citation = TRY(citationOf(connection, record)))
                found.insert(citation);
    }
    citations.assign(found.begin(), found.end());
    return citations;
}

namespace {

Result<std::vector<AttachedFile>> readFiles(Statement& query)
{
    std::vector<AttachedFile> files;
    while (TRY(query.step())) {
        AttachedFile file;
        file.citation = CitationId{query.integer(0)};
        file.sha256 = query.text(1);
        file.name = query.text(2);
        file.bytes = query.integer(3);
        files.push_back(std::move(file));
    }
    return files;
}

} // namespace

Result<std::vector<AttachedFile>> filesOf(Connection& connection, CitationId citation)
{
    const StatementInUse query = TRY(
        connection.cached("SELECT citation, sha256, name, bytes FROM report_file WHERE citation = ?1 ORDER BY name"));
    TRY(query->bind(citation));
    return readFiles(*query);
}

Result<std::vector<AttachedFile>> allFiles(Connection& connection)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT citation, sha256, name, bytes FROM report_file ORDER BY citation, name"));
    return readFiles(*query);
}

Result<std::int64_t> indexSlice(Connection& connection, int slice)
{
    const StatementInUse missing =
        TRY(connection.cached("SELECT (SELECT coalesce(max(id), 0) FROM record) - indexed, indexed FROM fts_state"));
    TRY(missing->step());
    const std::int64_t left = missing->integer(0);
    const std::int64_t after = missing->integer(1);
    missing->reset();
    if (left <= 0)
        return 0;
    Transaction transaction = TRY(Transaction::begin(connection));
    const StatementInUse add = TRY(connection.cached(
        "INSERT INTO record_fts (rowid, title, abstract, authors, keywords) "
        "SELECT id, title, abstract, authors, keywords FROM record_search WHERE id > ?1 AND id <= ?2 ORDER BY id"));
    TRY(add->bind(after, after + slice));
    TRY(add->run());
    const StatementInUse state = TRY(connection.cached("UPDATE fts_state SET indexed = ?1"));
    TRY(state->bind(after + std::min<std::int64_t>(slice, left)));
    TRY(state->run());
    TRY(transaction.commit());
    return std::max<std::int64_t>(0, left - slice);
}

} // namespace winnow::store
