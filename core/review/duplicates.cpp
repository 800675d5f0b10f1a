#include "core/review/duplicates.h"

#include "core/base/text.h"
#include "core/dedup/duplicates.h"
#include "core/review/words.h"
#include "core/store/overview.h"
#include "core/store/projection.h"
#include "core/store/records.h"
#include "core/store/reviewers.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

/// A part of a longer piece of work: `done` of `total` within [from, to] of a thousand.
class Part final : public Progress {
public:
    Part(Progress& whole, std::int64_t from, std::int64_t to)
        : m_whole(whole)
        , m_from(from)
        , m_to(to)
    {
    }
    [[nodiscard]] bool step(std::int64_t done, std::int64_t total) override
    {
        if (total > 0)
            m_at = m_from + (m_to - m_from) * std::min(done, total) / total;
        return m_whole.step(m_at, 1000);
    }

private:
    Progress& m_whole;
    std::int64_t m_from;
    std::int64_t m_to;
    std::int64_t m_at = m_from;
};

/// What was found, and not yet written.
struct Search {
    store::RunEvent event;
    std::vector<store::StoredPair> pairs; ///< that the run says, by number
    std::int64_t records = 0;
    std::int64_t compared = 0;
    std::int64_t grouped = 0; ///< citations that would be
    std::int64_t doubtful = 0;
    std::int64_t linked = 0;
    bool needed = false; ///< there was something to compare
};

dedup::Thresholds engineThresholds(const DuplicateThresholds& wanted)
{
    dedup::Thresholds thresholds;
    if (wanted.join > 0)
        thresholds.same = wanted.join;
    thresholds.doubtful = std::min(wanted.show > 0 ? wanted.show : thresholds.doubtful, thresholds.same);
    return thresholds;
}

Result<> mustBeThresholds(const DuplicateThresholds& thresholds)
{
    const auto outside = [](double value) { return !(value >= 0 && value <= 1); };
    if (outside(thresholds.join) || outside(thresholds.show))
        return fail(ErrorKind::InvalidInput, tr("A likeness is a number from 0 to 1. Nothing was changed."));
    if (thresholds.show > engineThresholds(thresholds).same)
        return fail(ErrorKind::InvalidInput,
            tr("Pairs cannot be shown from a greater likeness on than they are joined from. Nothing was changed."));
    return {};
}

/// Makes records comparable on a thread of its own, while the next ones are read.
class ItemMaker {
public:
    explicit ItemMaker(std::int64_t expected) { m_items.reserve(static_cast<std::size_t>(expected)); }

    void take(RecordId id, Record&& record)
    {
        m_batch.emplace_back(id, std::move(record));
        if (m_batch.size() == BatchSize)
            begin();
    }

    /// In the order they were taken.
    std::vector<dedup::Item> finish()
    {
        begin();
        gather();
        return std::move(m_items);
    }

private:
    using Batch = std::vector<std::pair<RecordId, Record>>;
    static constexpr std::size_t BatchSize = 512;

    void begin()
    {
        gather();
        m_making = std::async(std::launch::async, [batch = std::exchange(m_batch, {})] {
            std::vector<dedup::Item> items;
            items.reserve(batch.size());
            for (const auto& [id, record] : batch)
                items.push_back(dedup::itemOf(id, record));
            return items;
        });
    }

    void gather()
    {
        if (m_making.valid())
            std::ranges::move(m_making.get(), std::back_inserter(m_items));
    }

    std::vector<dedup::Item> m_items;
    Batch m_batch;
    std::future<std::vector<dedup::Item>> m_making;
};

Result<std::vector<dedup::Item>> itemsOf(
    store::Connection& connection, const std::vector<store::StandingImport>& imports, Progress& progress)
{
    std::int64_t all = 0;
    for (const store::StandingImport& import : imports)
        all += import.last - import.first + 1;
    ItemMaker maker(all);
    std::int64_t read = 0;
    TRY(store::eachComparable(connection, imports, [&](RecordId id, Record&& record) -> Result<> {
        maker.take(id, std::move(record));
        if (!progress.step(++read, all))
            return fail(ErrorKind::Cancelled, tr("Looking for duplicates was stopped. Nothing was changed."));
        return {};
    }));
    return maker.finish();
}

const dedup::Item* itemIn(const std::vector<dedup::Item>& items, RecordId id)
{
    const auto found = std::ranges::lower_bound(items, id, {}, &dedup::Item::record);
    return found != items.end() && found->record == id ? &*found : nullptr;
}

/// What the record is to the other, where the engine says only how the two belong together.
Result<RelationKind> directed(store::Connection& connection, const dedup::Pair& pair)
{
    const auto read = [&](RecordId id) { return store::readRecord(connection, id, store::Raw::Without); };
    const Record a = TRY(read(pair.a)).detail.record;
    const Record b = TRY(read(pair.b)).detail.record;
    const auto begins = [](const Record& record, std::initializer_list<const char*> words) {
        const std::string title = folded(record.title);
        return std::ranges::any_of(words, [&](const char* word) { return title.starts_with(word); });
    };
    switch (pair.relation) {
    case dedup::Relation::Preprint:
        return a.kind == RecordKind::Preprint ? RelationKind::PreprintOf : RelationKind::PublishedAs;
    case dedup::Relation::Registration:
        return a.kind == RecordKind::Registration ? RelationKind::ReportedBy : RelationKind::ReportOf;
    case dedup::Relation::Notice: {
        const bool retraction = begins(a, {"retract"}) || begins(b, {"retract"});
        if (begins(a, {"retract", "erratum", "corrig", "correct", "publisher correction", "author correction"}))
            return retraction ? RelationKind::RetractionOf : RelationKind::CorrectionOf;
        return retraction ? RelationKind::RetractedBy : RelationKind::CorrectedBy;
    }
    case dedup::Relation::Comment:
        return begins(b, {"comment", "reply", "re ", "response", "letter", "in reply"}) ? RelationKind::CommentedBy
                                                                                        : RelationKind::CommentOn;
    case dedup::Relation::Update:
        return a.year > b.year ? RelationKind::UpdateOf : RelationKind::UpdatedBy;
    case dedup::Relation::Protocol:
    case dedup::Relation::ConferenceAbstract:
    case dedup::Relation::None:
        break;
    }
    return RelationKind::Related;
}

RelationKind reversed(RelationKind kind)
{
    using enum RelationKind;
    static const std::map<RelationKind, RelationKind> others = {{RetractionOf, RetractedBy},
        {RetractedBy, RetractionOf}, {CorrectionOf, CorrectedBy}, {CorrectedBy, CorrectionOf}, {CommentOn, CommentedBy},
        {CommentedBy, CommentOn}, {UpdateOf, UpdatedBy}, {UpdatedBy, UpdateOf}, {PreprintOf, PublishedAs},
        {PublishedAs, PreprintOf}, {ReportOf, ReportedBy}, {ReportedBy, ReportOf}, {Related, Related}};
    return others.at(kind);
}

using PairKey = std::pair<RecordId, RecordId>;

/// What a source says of two of its records outranks likeness: they are linked, not joined.
Result<> addNamed(store::Connection& connection, RecordId firstNew, std::vector<store::StoredPair>& pairs)
{
    std::map<PairKey, RelationKind> named;
    for (const store::NamedRelation& relation : TRY(store::namedRelations(connection))) {
        const bool forward = relation.record < relation.target;
        const PairKey key = std::minmax(relation.record, relation.target);
        if (!(key.second < firstNew))
            named.emplace(key, forward ? relation.kind : reversed(relation.kind));
    }
    if (named.empty())
        return {};
    for (store::StoredPair& pair : pairs)
        if (const auto known = named.find({pair.record, pair.other}); known != named.end()) {
            pair.said = store::Said::Linked;
            pair.relation = known->second;
            pair.rule.clear();
            named.erase(known);
        }
    for (const auto& [key, kind] : named)
        pairs.push_back(
            {.record = key.first, .other = key.second, .said = store::Said::Linked, .relation = kind, .likeness = 1});
    std::ranges::sort(pairs, {}, [](const store::StoredPair& p) { return PairKey{p.record, p.other}; });
    return {};
}

std::vector<dedup::PersonAnswer> engineAnswers(const std::vector<store::StoredPair>& answered)
{
    std::vector<dedup::PersonAnswer> answers;
    for (const store::StoredPair& pair : answered)
        answers.push_back(
            {pair.record, pair.other, pair.said == store::Said::Same ? dedup::Answer::Same : dedup::Answer::Distinct});
    return answers;
}

/// Groups all that is known and new. A sure pair that would bring two together that are certainly distinct is said to
/// be doubtful from here on, so that the review's citations follow from its pairs alone.
Result<> group(store::Connection& connection, const std::vector<dedup::Item>& items,
    const dedup::Thresholds& thresholds, Search& search)
{
    std::vector<dedup::Pair> all;
    for (const store::StoredPair& pair : TRY(store::programPairsBefore(connection, RecordId{search.event.first})))
        if (itemIn(items, pair.record) != nullptr && itemIn(items, pair.other) != nullptr)
            all.push_back(store::enginePair(pair));
    for (const store::StoredPair& pair : search.pairs)
        all.push_back(store::enginePair(pair));
    const dedup::Groups groups = dedup::groups(
        all, engineAnswers(TRY(store::answeredPairs(connection))), [&items](RecordId id) { return itemIn(items, id); },
        thresholds);
    std::map<PairKey, const dedup::Pair*> blocked;
    for (const dedup::Pair& pair : groups.doubtful)
        if (pair.evidence.rule == dedup::Rule::OthersApart)
            blocked.emplace(PairKey{pair.a, pair.b}, &pair);
    for (store::StoredPair& pair : search.pairs)
        if (const auto known = blocked.find({pair.record, pair.other}); known != blocked.end())
            pair = store::storedPair(*known->second);
    search.grouped = search.records;
    for (const std::vector<RecordId>& members : groups.groups)
        search.grouped -= static_cast<std::int64_t>(members.size()) - 1;
    search.doubtful = static_cast<std::int64_t>(groups.doubtful.size());
    search.linked = static_cast<std::int64_t>(groups.linked.size());
    return {};
}

Result<Search> searchFor(
    store::Connection& connection, const std::optional<DuplicateThresholds>& wanted, Progress& progress)
{
    const store::RunState state = TRY(store::runState(connection));
    const DuplicateThresholds thresholds = wanted.value_or(thresholdsOf(state));
    TRY(mustBeThresholds(thresholds));
    const bool all = !state.any || thresholds != thresholdsOf(state);
    Search search;
    search.event.joinFrom = thresholds.join;
    search.event.showFrom = thresholds.show;
    for (const store::StandingImport& import : state.imports) {
        search.event.imports.push_back(import.import);
        search.event.last = import.last;
        if (import.checked && !all)
            continue;
        search.event.compared.push_back(import.import);
        search.compared += import.last - import.first + 1;
        if (search.event.first == 0)
            search.event.first = import.first;
    }
    search.needed = !search.event.compared.empty();
    if (!search.needed)
        return search;

    Part reading{progress, 0, 300};
    const std::vector<dedup::Item> items = TRY(itemsOf(connection, state.imports, reading));
    search.records = static_cast<std::int64_t>(items.size());
    dedup::Options options;
    options.thresholds = engineThresholds(thresholds);
    options.keep = options.thresholds.doubtful;
    options.firstNew = RecordId{search.event.first};
    for (const store::StoredPair& pair : TRY(store::programPairsBefore(connection, options.firstNew)))
        options.known.push_back(store::enginePair(pair));
    Part comparing{progress, 300, 800};
    for (const dedup::Pair& pair : TRY(dedup::find(items, options, comparing))) {
        search.pairs.push_back(store::storedPair(pair));
        if (pair.answer == dedup::Answer::Linked)
            search.pairs.back().relation = TRY(directed(connection, pair));
    }
    TRY(addNamed(connection, options.firstNew, search.pairs));
    TRY(group(connection, items, options.thresholds, search));
    return search;
}

/// Sure pairs by what settled them.
std::vector<std::pair<QString, std::int64_t>> tallied(const std::vector<store::StoredPair>& pairs)
{
    std::map<QString, std::int64_t> counts;
    for (const store::StoredPair& pair : pairs) {
        const auto evidence = dedup::evidenceFromText(pair.rule);
        if (pair.said != store::Said::Same || !evidence)
            continue;
        const bool sameDoi = evidence->doi == dedup::Agreement::Same;
        ++counts[evidence->rule != dedup::Rule::Fields ? dedup::inWords(dedup::Evidence{.rule = evidence->rule})
                : sameDoi                              ? tr("same DOI, and alike")
                                                       : tr("alike in title, authors, place and year")];
    }
    std::vector<std::pair<QString, std::int64_t>> rules(counts.begin(), counts.end());
    std::ranges::stable_sort(rules, std::greater{}, &std::pair<QString, std::int64_t>::second);
    return rules;
}

/// What the review says of its duplicates now.
Result<DuplicateRun> presentState(store::Connection& connection)
{
    DuplicateRun run;
    run.citations = TRY(store::citationCount(connection));
    const store::JoinedCounts joined = TRY(store::joinedCounts(connection));
    run.records = run.citations + joined.byProgram + joined.byPerson;
    run.doubtful = TRY(store::waitingPairCount(connection));
    run.linked = TRY(store::linkedPairCount(connection));
    return run;
}

/// Writes the run; all or nothing.
Result<Changes> writeRun(
    store::Connection& connection, const store::Writer& writer, const Search& search, Progress& progress)
{
    store::Act act = TRY(store::Act::begin(connection, writer, "dedupe", {}));
    const store::Stoppable stoppable{connection, progress};
    const auto total = static_cast<std::int64_t>(search.pairs.size());
    TRY(act.run(search.event));
    for (std::int64_t done = 0; const store::StoredPair& pair : search.pairs) {
        TRY(act.pair(pair));
        if (!progress.step(++done, 4 * total))
            return fail(ErrorKind::Cancelled, tr("Looking for duplicates was stopped. Nothing was changed."));
    }
    const std::int64_t before = TRY(store::citationCount(connection));
    Changes changes = TRY(store::projectOp(connection, act.id()));
    const std::int64_t joined = std::max<std::int64_t>(0, before - TRY(store::citationCount(connection)));
    TRY(act.finish(joined));
    changes.op = act.id();
    changes.everything = true;
    changes.citations.clear();
    changes.done = actName("dedupe", {}, joined);
    changes.count = joined;
    return changes;
}

QString person(const QString& name, bool me)
{
    return me ? tr("joined by you") : tr("joined by %1").arg(name);
}

QString relationName(RelationKind kind)
{
    switch (kind) {
    case RelationKind::RetractionOf:
        return tr("Retraction of");
    case RelationKind::RetractedBy:
        return tr("Retracted by");
    case RelationKind::CorrectionOf:
        return tr("Correction of");
    case RelationKind::CorrectedBy:
        return tr("Corrected by");
    case RelationKind::CommentOn:
        return tr("Comment on");
    case RelationKind::CommentedBy:
        return tr("Commented on by");
    case RelationKind::UpdateOf:
        return tr("Update of");
    case RelationKind::UpdatedBy:
        return tr("Updated by");
    case RelationKind::PreprintOf:
        return tr("Preprint of");
    case RelationKind::PublishedAs:
        return tr("Published as");
    case RelationKind::ReportOf:
        return tr("Report of");
    case RelationKind::ReportedBy:
        return tr("Reported by");
    case RelationKind::Related:
        break;
    }
    return tr("Belongs to");
}

QString ruleInWords(const store::StoredPair& pair)
{
    if (const auto evidence = dedup::evidenceFromText(pair.rule))
        return dedup::inWords(*evidence);
    return pair.relation && !pair.byPerson ? tr("its source names it") : tr("found by a person");
}

Result<store::StoredPair> answerable(store::Connection& connection, RecordId first, RecordId second)
{
    if (first == second)
        return fail(ErrorKind::InvalidInput, tr("A record cannot be compared with itself. Nothing was changed."));
    for (const RecordId record : {first, second})
        if (!TRY(store::citationOf(connection, record)))
            return fail(ErrorKind::NotFound,
                tr("There is no record %1 in this review. Nothing was changed.").arg(record.value));
    store::StoredPair pair;
    pair.record = std::min(first, second);
    pair.other = std::max(first, second);
    pair.byPerson = true;
    return pair;
}

} // namespace

DuplicateThresholds thresholdsOf(const store::RunState& state)
{
    return {state.joinFrom, state.showFrom};
}

Result<DuplicateRun> findDuplicatesIn(store::Connection& connection, const store::Writer& writer,
    const std::optional<DuplicateThresholds>& thresholds, Progress& progress)
{
    QElapsedTimer clock;
    clock.start();
    const Search search = TRY(searchFor(connection, thresholds, progress));
    Changes changes;
    if (search.needed) {
        Part writing{progress, 800, 1000};
        changes = TRY(writeRun(connection, writer, search, writing));
    }
    DuplicateRun run = TRY(presentState(connection));
    run.joined = search.needed ? changes.count : 0;
    run.compared = search.compared;
    run.rules = tallied(search.pairs);
    run.changes = std::move(changes);
    run.seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    return run;
}

Result<DuplicateRun> previewDuplicatesIn(
    store::Connection& connection, const DuplicateThresholds& thresholds, Progress& progress)
{
    QElapsedTimer clock;
    clock.start();
    const Search search = TRY(searchFor(connection, thresholds, progress));
    DuplicateRun run = TRY(presentState(connection));
    if (search.needed) {
        run.joined = run.citations - search.grouped;
        run.citations = search.grouped;
        run.doubtful = search.doubtful;
        run.linked = search.linked;
    }
    run.compared = search.compared;
    run.rules = tallied(search.pairs);
    run.seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    return run;
}

Result<> addAnswer(store::Connection& connection, store::Act& act, RecordId first, RecordId second, PairAnswer answer)
{
    store::StoredPair pair = TRY(answerable(connection, first, second));
    switch (answer) {
    case PairAnswer::Apart:
        pair.said = store::Said::Apart;
        break;
    case PairAnswer::Same:
        pair.said = store::Said::Same;
        break;
    case PairAnswer::Linked:
        pair.said = store::Said::Linked;
        pair.relation = RelationKind::Related;
        break;
    case PairAnswer::TakenBack:
        break;
    }
    return act.pair(pair);
}

Result<> addTakeOut(store::Connection& connection, store::Act& act, RecordId record)
{
    const CitationId citation = TRY(store::citationOf(connection, record));
    if (!citation)
        return fail(
            ErrorKind::NotFound, tr("There is no record %1 in this review. Nothing was changed.").arg(record.value));
    std::vector<RecordId> others = TRY(store::originalsOf(connection, citation));
    if (std::erase(others, record) == 0)
        return fail(ErrorKind::InvalidInput,
            tr("Record %1 is a newer version of another and stands with it. Nothing was changed.").arg(record.value));
    if (others.empty())
        return fail(ErrorKind::InvalidInput,
            tr("Record %1 is a citation of its own already. Nothing was changed.").arg(record.value));
    for (const RecordId other : others) {
        store::StoredPair pair = TRY(answerable(connection, record, other));
        pair.said = store::Said::Apart;
        TRY(act.pair(pair));
    }
    // Where it alone connected the others, the person's act does: they were shown together and left so.
    (void)TRY(store::projectOp(connection, act.id()));
    std::map<CitationId, RecordId> pieces;
    for (const RecordId other : others)
        pieces.emplace(TRY(store::citationOf(connection, other)), other);
    for (auto piece = std::next(pieces.begin()); piece != pieces.end(); ++piece) {
        store::StoredPair pair = TRY(answerable(connection, pieces.begin()->second, piece->second));
        pair.said = store::Said::Same;
        TRY(act.pair(pair));
    }
    return {};
}

Result<DuplicateCounts> duplicateCountsOf(store::Connection& connection)
{
    DuplicateCounts counts;
    const store::JoinedCounts joined = TRY(store::joinedCounts(connection));
    counts.byProgram = joined.byProgram;
    counts.byPerson = joined.byPerson;
    counts.doubtful = TRY(store::waitingPairCount(connection));
    counts.linked = TRY(store::linkedPairCount(connection));
    const store::RunState state = TRY(store::runState(connection));
    for (const store::StandingImport& import : state.imports)
        counts.unchecked += import.checked ? 0 : import.last - import.first + 1;
    const FlowCounts flow = TRY(store::flowCounts(connection));
    for (const SourceCount& source : flow.sources)
        counts.perSource.emplace_back(source.name, source.duplicates);
    return counts;
}

std::vector<DoubtfulPair> asDoubtful(const std::vector<store::ListedPair>& pairs)
{
    std::vector<DoubtfulPair> found;
    for (const store::ListedPair& listed : pairs) {
        DoubtfulPair pair;
        pair.first = listed.pair.record;
        pair.second = listed.pair.other;
        pair.firstCitation = listed.first;
        pair.secondCitation = listed.second;
        pair.likeness = listed.pair.likeness;
        pair.weight = listed.weight;
        const QString rule = ruleInWords(listed.pair);
        pair.rule = rule.left(1).toUpper() + rule.mid(1);
        if (listed.pair.byPerson)
            pair.answer = listed.pair.said == store::Said::Same ? PairAnswer::Same
                : listed.pair.said == store::Said::Linked       ? PairAnswer::Linked
                                                                : PairAnswer::Apart;
        pair.relation = listed.pair.relation.value_or(RelationKind::Related);
        found.push_back(std::move(pair));
    }
    return found;
}

Result<std::vector<Link>> linksIn(store::Connection& connection, CitationId citation)
{
    std::map<std::pair<CitationId, RelationKind>, Link> links;
    for (const store::ListedPair& listed : TRY(store::linksOf(connection, citation))) {
        const bool isFirst = listed.first == citation;
        const RelationKind stored = listed.pair.relation.value_or(RelationKind::Related);
        Link link;
        link.citation = isFirst ? listed.second : listed.first;
        link.kind = isFirst ? stored : reversed(stored);
        link.words = relationName(link.kind);
        link.byPerson = listed.pair.byPerson;
        link.title =
            TRY(store::readRecord(connection, RecordId{link.citation.value}, store::Raw::Without)).detail.record.title;
        links.emplace(std::pair{link.citation, link.kind}, std::move(link));
    }
    std::vector<Link> found;
    for (auto& [key, link] : links)
        found.push_back(std::move(link));
    return found;
}

Result<std::vector<std::pair<RecordId, QString>>> joinedByIn(
    store::Connection& connection, const store::LocalNames& names, CitationId citation, ReviewerId reviewer)
{
    using Kind = store::Together::Kind;
    std::vector<std::pair<RecordId, QString>> words;
    for (const store::Together& why : TRY(store::whyTogether(connection, citation))) {
        QString said;
        switch (why.kind) {
        case Kind::SamePmid:
            said = dedup::inWords(dedup::Evidence{.rule = dedup::Rule::SamePmid});
            break;
        case Kind::SameWos:
            said = dedup::inWords(dedup::Evidence{.rule = dedup::Rule::SameWos});
            break;
        case Kind::Program:
            said = ruleInWords(why.pair);
            break;
        case Kind::Person:
            said =
                person(toQString(TRY(store::reviewerName(connection, names, why.reviewer))), why.reviewer == reviewer);
            break;
        case Kind::Version:
            said = tr("newer version of record %1").arg(why.with.value);
            break;
        }
        words.emplace_back(why.record, said);
    }
    return words;
}

} // namespace winnow::review
