#include "core/dedup/version.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace winnow::dedup {

namespace {

struct TextField {
    const char* name;
    std::string Record::* field;
};
constexpr std::array TextFields = {
    TextField{"abstract", &Record::abstract},
    TextField{"title", &Record::title},
    TextField{"original_title", &Record::originalTitle},
    TextField{"date", &Record::date},
    TextField{"journal", &Record::journal},
    TextField{"journal_abbreviation", &Record::journalAbbreviation},
    TextField{"volume", &Record::volume},
    TextField{"issue", &Record::issue},
    TextField{"pages", &Record::pages},
    TextField{"doi", &Record::doi},
    TextField{"pmid", &Record::pmid},
    TextField{"pmcid", &Record::pmcid},
    TextField{"wos", &Record::wos},
    TextField{"language", &Record::language},
    TextField{"publisher", &Record::publisher},
};

struct ListField {
    const char* name;
    std::vector<std::string> Record::* field;
};
constexpr std::array ListFields = {
    ListField{"authors", &Record::authors},
    ListField{"group_authors", &Record::groupAuthors},
    ListField{"editors", &Record::editors},
    ListField{"registrations", &Record::registrations},
    ListField{"types", &Record::types},
    ListField{"keywords", &Record::keywords},
    ListField{"mesh", &Record::mesh},
    ListField{"notices", &Record::notices},
    ListField{"serials", &Record::serials},
};

struct TrialText {
    const char* name;
    std::string TrialFacts::* field;
};
constexpr std::array TrialTexts = {
    TrialText{"status", &TrialFacts::status},
    TrialText{"study_type", &TrialFacts::studyType},
    TrialText{"registered", &TrialFacts::registered},
    TrialText{"started", &TrialFacts::started},
    TrialText{"completed", &TrialFacts::completed},
    TrialText{"updated", &TrialFacts::updated},
};
struct TrialList {
    const char* name;
    std::vector<std::string> TrialFacts::* field;
};
constexpr std::array TrialLists = {
    TrialList{"phases", &TrialFacts::phases},
    TrialList{"conditions", &TrialFacts::conditions},
    TrialList{"interventions", &TrialFacts::interventions},
    TrialList{"sponsors", &TrialFacts::sponsors},
    TrialList{"countries", &TrialFacts::countries},
};

std::string spaced(std::string_view text)
{
    std::string out;
    bool gap = false;
    for (const char c : trimmed(text)) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space && gap)
            out += ' ';
        if (!space)
            out += c;
        gap = space;
    }
    return out;
}

std::vector<std::string> sorted(const std::vector<std::string>& list)
{
    std::vector<std::string> all;
    for (const std::string& entry : list)
        all.push_back(spaced(entry));
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

enum class Difference : std::uint8_t { None, Added, Changed };

Difference difference(const std::string& before, const std::string& after)
{
    if (after.empty() || before == after)
        return Difference::None;
    if (before.empty())
        return Difference::Added;
    return spaced(before) == spaced(after) ? Difference::None : Difference::Changed;
}

Difference difference(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    if (after.empty() || before == after)
        return Difference::None;
    if (before.empty())
        return Difference::Added;
    return sorted(before) == sorted(after) ? Difference::None : Difference::Changed;
}

bool isRelated(const Record& record, RelationKind kind)
{
    return std::any_of(record.relations.begin(), record.relations.end(),
        [kind](const Relation& relation) { return relation.kind == kind; });
}

/// Does a type or a notice begin with one of these, in lower case?
template <std::size_t N> bool says(const Record& record, const std::array<std::string_view, N>& beginnings)
{
    const auto begins = [&](const std::string& text) {
        const std::string lower = lowerAscii(text);
        return std::any_of(beginnings.begin(), beginnings.end(),
            [&](std::string_view beginning) { return std::string_view{lower}.starts_with(beginning); });
    };
    return std::any_of(record.types.begin(), record.types.end(), begins)
        || std::any_of(record.notices.begin(), record.notices.end(), begins);
}

bool isRetracted(const Record& record)
{
    constexpr std::array<std::string_view, 3> Words = {"retracted", "retraction in", "partial retraction in"};
    return isRelated(record, RelationKind::RetractedBy) || says(record, Words);
}

bool isCorrected(const Record& record)
{
    constexpr std::array<std::string_view, 3> Words = {"erratum in", "correction in", "corrected and republished in"};
    return isRelated(record, RelationKind::CorrectedBy) || says(record, Words);
}

bool isOfConcern(const Record& record)
{
    constexpr std::array<std::string_view, 1> Words = {"expression of concern"};
    return says(record, Words);
}

/// Gathers the keys, in order.
class Keys {
public:
    explicit Keys(Exported exported)
        : m_exported(exported)
    {
    }
    void add(std::string key) { keys.push_back(std::move(key)); }
    void field(const std::string& name, Difference difference)
    {
        if (difference == Difference::Added)
            add(name + ":added");
        else if (difference == Difference::Changed && m_exported == Exported::Alike)
            add(name + ":changed");
    }

    std::vector<std::string> keys;

private:
    Exported m_exported;
};

/// "published:volume+pages" where these became known of a record that was ahead of print; the fields it speaks of.
std::vector<std::string_view> published(const Record& before, const Record& after, Keys& keys)
{
    std::vector<std::string_view> fields;
    std::string key;
    for (const TextField& field : TextFields) {
        if (field.field != &Record::volume && field.field != &Record::issue && field.field != &Record::pages)
            continue;
        if (difference(before.*field.field, after.*field.field) != Difference::Added)
            continue;
        key += (key.empty() ? "published:" : "+") + std::string{field.name};
        fields.emplace_back(field.name);
    }
    // An issue or pages alone are an addition to an article that was in print.
    if (fields.empty() || (!before.volume.empty() && !before.pages.empty()))
        return {};
    keys.add(key);
    for (const char* other : {"date", "volume", "issue", "pages"}) // they come and change with it
        fields.emplace_back(other);
    return fields;
}

void trialDifferences(const TrialFacts& before, const TrialFacts& after, Keys& keys)
{
    for (const TrialText& text : TrialTexts)
        keys.field(std::string{"trial."} + text.name, difference(before.*text.field, after.*text.field));
    for (const TrialList& list : TrialLists)
        keys.field(std::string{"trial."} + list.name, difference(before.*list.field, after.*list.field));
    if (after.enrolment != 0 && after.enrolment != before.enrolment)
        keys.field("trial.enrolment", before.enrolment == 0 ? Difference::Added : Difference::Changed);
    if (after.hasResults && !before.hasResults)
        keys.add("trial.results:added");
}

std::string titleOf(const Record& record)
{
    return folded(record.title);
}

} // namespace

std::vector<std::string> differences(const Record& before, const Record& after, Exported exported)
{
    Keys keys(exported);
    std::vector<std::string_view> told;
    if (isRetracted(after) && !isRetracted(before))
        keys.add("retracted");
    if (isOfConcern(after) && !isOfConcern(before))
        keys.add("concern");
    if (isCorrected(after) && !isCorrected(before))
        keys.add("corrected");
    if (!keys.keys.empty())
        told = {"types", "notices", "relations"};
    const std::vector<std::string_view> print = published(before, after, keys);
    told.insert(told.end(), print.begin(), print.end());
    const auto isTold = [&](std::string_view name) { return std::find(told.begin(), told.end(), name) != told.end(); };
    for (const TextField& field : TextFields)
        if (!isTold(field.name))
            keys.field(field.name, difference(before.*field.field, after.*field.field));
    if (after.year != 0 && after.year != before.year && !isTold("date"))
        keys.field("year", before.year == 0 ? Difference::Added : Difference::Changed);
    if (exported == Exported::Differently) // lists are worded by each format in its own way
        return std::move(keys.keys);
    for (const ListField& field : ListFields)
        if (!isTold(field.name))
            keys.field(field.name, difference(before.*field.field, after.*field.field));
    trialDifferences(before.trial, after.trial, keys);
    const auto isNew = [&](const Relation& relation) {
        return std::find(before.relations.begin(), before.relations.end(), relation) == before.relations.end();
    };
    if (!isTold("relations") && std::any_of(after.relations.begin(), after.relations.end(), isNew))
        keys.add(before.relations.empty() ? "relations:added" : "relations:changed");
    return std::move(keys.keys);
}

bool mayBeSame(const Record& before, const Record& after)
{
    const auto differ = [](const std::string& one, const std::string& other) {
        return !one.empty() && !other.empty() && lowerAscii(one) != lowerAscii(other);
    };
    const auto equal = [](const std::string& one, const std::string& other) {
        return !one.empty() && lowerAscii(one) == lowerAscii(other);
    };
    if (differ(before.pmid, after.pmid) || differ(before.wos, after.wos))
        return false;
    if (equal(before.pmid, after.pmid) || equal(before.wos, after.wos))
        return true;
    const bool sameTitle = !before.title.empty() && titleOf(before) == titleOf(after);
    const bool sameDoi = equal(before.doi, after.doi);
    if (sameDoi && sameTitle)
        return true;
    if (!equal(before.sourceId, after.sourceId))
        return false;
    const bool registration = before.kind == RecordKind::Registration && after.kind == RecordKind::Registration
        && std::find(after.registrations.begin(), after.registrations.end(), after.sourceId)
            != after.registrations.end();
    return sameTitle || sameDoi || registration;
}

void outdate(Record& older, const Record& newer)
{
    for (const TextField& field : TextFields)
        if (!(newer.*field.field).empty())
            (older.*field.field).clear();
    for (const ListField& field : ListFields)
        if (!(newer.*field.field).empty())
            (older.*field.field).clear();
    if (newer.year != 0)
        older.year = 0;
    for (const TrialText& text : TrialTexts)
        if (!(newer.trial.*text.field).empty())
            (older.trial.*text.field).clear();
    for (const TrialList& list : TrialLists)
        if (!(newer.trial.*list.field).empty())
            (older.trial.*list.field).clear();
    if (newer.trial.enrolment != 0)
        older.trial.enrolment = 0;
}

} // namespace winnow::dedup
