#include "core/formats/headings.h"

#include "core/base/text.h"
#include "core/formats/formats.h"
#include "core/formats/presets.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

struct SlotField {
    Slot slot;
    std::string_view field;
};
// The first of a field is what a person's mapping means by it.
constexpr std::array Fields = {
    SlotField{Slot::Title, "title"},
    SlotField{Slot::OriginalTitle, "original_title"},
    SlotField{Slot::Abstract, "abstract"},
    SlotField{Slot::Authors, "authors"},
    SlotField{Slot::FullAuthors, "authors"},
    SlotField{Slot::FirstAuthor, "authors"},
    SlotField{Slot::GroupAuthors, "authors"},
    SlotField{Slot::BookAuthors, "authors"},
    SlotField{Slot::BookGroup, "authors"},
    SlotField{Slot::Editors, "editors"},
    SlotField{Slot::Year, "year"},
    SlotField{Slot::EarlyAccess, "date"},
    SlotField{Slot::Date, "date"},
    SlotField{Slot::Journal, "journal"},
    SlotField{Slot::Book, "journal"},
    SlotField{Slot::JournalAbbreviation, "journal_abbreviation"},
    SlotField{Slot::IsoAbbreviation, "journal_abbreviation"},
    SlotField{Slot::Volume, "volume"},
    SlotField{Slot::Issue, "issue"},
    SlotField{Slot::Pages, "pages"},
    SlotField{Slot::FirstPage, "pages"},
    SlotField{Slot::LastPage, "pages"},
    SlotField{Slot::PageCount, "pages"},
    SlotField{Slot::ArticleNumber, "pages"},
    SlotField{Slot::Citation, "pages"},
    SlotField{Slot::Doi, "doi"},
    SlotField{Slot::BookDoi, "doi"},
    SlotField{Slot::Pmid, "pmid"},
    SlotField{Slot::Pmcid, "pmcid"},
    SlotField{Slot::Wos, "wos"},
    SlotField{Slot::SourceId, "source_id"},
    SlotField{Slot::OtherId, "source_id"},
    SlotField{Slot::Registrations, "registrations"},
    SlotField{Slot::RegistrationId, "registrations"},
    SlotField{Slot::Keywords, "keywords"},
    SlotField{Slot::Mesh, "mesh"},
    SlotField{Slot::Types, "types"},
    SlotField{Slot::Kind, "kind"},
    SlotField{Slot::PublicationType, "kind"},
    SlotField{Slot::Language, "language"},
    SlotField{Slot::Urls, "urls"},
    SlotField{Slot::Publisher, "publisher"},
    SlotField{Slot::Serials, "serials"},
    SlotField{Slot::Notices, "notices"},
    SlotField{Slot::Retracted, "notices"},
    SlotField{Slot::TrialStatus, "trial.status"},
    SlotField{Slot::TrialPhases, "trial.phases"},
    SlotField{Slot::TrialEnrolment, "trial.enrolment"},
    SlotField{Slot::TrialStudyType, "trial.study_type"},
    SlotField{Slot::TrialConditions, "trial.conditions"},
    SlotField{Slot::TrialInterventions, "trial.interventions"},
    SlotField{Slot::TrialSponsors, "trial.sponsors"},
    SlotField{Slot::TrialCountries, "trial.countries"},
    SlotField{Slot::TrialLocations, "trial.countries"},
    SlotField{Slot::TrialRegistered, "trial.registered"},
    SlotField{Slot::TrialStarted, "trial.started"},
    SlotField{Slot::TrialCompleted, "trial.completed"},
    SlotField{Slot::TrialUpdated, "trial.updated"},
    SlotField{Slot::Decision, "decision"},
    SlotField{Slot::FullTextDecision, "decision"},
    SlotField{Slot::ReviewerDecision, "decision"},
    SlotField{Slot::Reason, "reason"},
    SlotField{Slot::FullTextReason, "reason"},
    SlotField{Slot::Labels, "labels"},
    SlotField{Slot::Note, "note"},
    SlotField{Slot::DecisionNote, "note"},
    SlotField{Slot::FullTextNote, "note"},
    SlotField{Slot::ToolNote, "note"},
};

using Keys = std::vector<std::string>;

bool holds(const Keys& keys, std::string_view key)
{
    return std::ranges::find(keys, key) != keys.end();
}

bool matches(const Preset& preset, const Keys& keys)
{
    const auto there = [&](std::string_view key) { return holds(keys, key); };
    return std::ranges::all_of(preset.allOf, there) && std::ranges::none_of(preset.noneOf, there)
        && (preset.anyOf.empty() || std::ranges::any_of(preset.anyOf, there));
}

const Preset* presetOf(const Keys& keys)
{
    for (const Preset& preset : presets()) {
        if (matches(preset, keys))
            return &preset;
    }
    return nullptr;
}

Slot slotOfHeading(const std::string& key, const Preset* preset)
{
    if (preset) {
        const auto own = std::ranges::find(preset->headings, key, &Heading::key);
        if (own != preset->headings.end())
            return own->slot;
    }
    const std::span<const Heading> known = knownHeadings();
    const auto found = std::ranges::lower_bound(known, key, {}, &Heading::key);
    return found != known.end() && found->key == key ? found->slot : Slot::None;
}

/// Abstrackr heads a reviewer's decisions with the name, and the notes with "general notes (name)".
void findReviewers(const std::vector<std::string>& headings, std::vector<Slot>& slots)
{
    constexpr std::string_view Notes = "general notes (";
    for (std::size_t i = 0; i < headings.size(); ++i) {
        if (!headings[i].starts_with(Notes) || !headings[i].ends_with(')'))
            continue;
        slots[i] = Slot::Note;
        const std::string name = headings[i].substr(Notes.size(), headings[i].size() - Notes.size() - 1);
        const auto column = std::ranges::find(headings, name);
        if (column != headings.end())
            slots[static_cast<std::size_t>(column - headings.begin())] = Slot::ReviewerDecision;
    }
}

bool contains(const std::vector<Slot>& slots, Slot slot)
{
    return std::ranges::find(slots, slot) != slots.end();
}

Keys keysOf(const std::vector<std::string>& headings)
{
    Keys keys;
    keys.reserve(headings.size());
    for (const std::string& heading : headings)
        keys.push_back(headingKey(heading));
    return keys;
}

} // namespace

std::string_view fieldOf(Slot slot)
{
    const auto* const found = std::ranges::find(Fields, slot, &SlotField::slot);
    return found != Fields.end() ? found->field : std::string_view{};
}

Slot slotOf(std::string_view field)
{
    const auto* const found = std::ranges::find(Fields, field, &SlotField::field);
    return found != Fields.end() ? found->slot : Slot::None;
}

bool Plan::tellsRecords() const
{
    if (contains(slots, Slot::Title) || contains(slots, Slot::RegistrationId))
        return true;
    return mapped
        && (contains(slots, Slot::Doi) || contains(slots, Slot::Pmid) || contains(slots, Slot::Registrations)
            || contains(slots, Slot::SourceId));
}

std::string headingKey(std::string_view heading)
{
    std::string key = folded(heading);
    std::erase(key, ' ');
    return key;
}

Plan planOf(const std::vector<std::string>& headings, const std::vector<std::pair<std::string, std::string>>& mapping)
{
    const Keys keys = keysOf(headings);
    const Preset* const preset = presetOf(keys);
    Plan plan;
    plan.mapped = !mapping.empty();
    if (preset) {
        plan.database = preset->database;
        plan.habits = preset->habits;
    }
    for (const std::string& key : keys)
        plan.slots.push_back(slotOfHeading(key, preset));
    if (plan.has(Habit::ReviewTool))
        findReviewers(headings, plan.slots);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (plan.slots[i] == Slot::Carried || keys[i] == "fundingtext1" || keys[i] == "fundingtexts")
            plan.elastic = i;
    }
    // "Source" is the journal in a list of references, and the database where there is a journal beside it.
    if (!preset && !contains(plan.slots, Slot::Journal)) {
        const auto source = std::ranges::find(keys, "source");
        if (source != keys.end())
            plan.slots[static_cast<std::size_t>(source - keys.begin())] = Slot::Journal;
    }
    for (const auto& [heading, field] : mapping) {
        for (std::size_t i = 0; i < headings.size(); ++i) {
            if (headings[i] == heading && fieldOf(plan.slots[i]) != field)
                plan.slots[i] = slotOf(field);
        }
    }
    return plan;
}

int headerScore(const std::vector<std::string>& cells)
{
    constexpr std::size_t LongestHeading = 120;
    constexpr int OfPreset = 10;
    constexpr int OfTitle = 3;
    if (std::ranges::any_of(cells, [](const std::string& cell) { return cell.size() > LongestHeading; }))
        return 0;
    const Keys keys = keysOf(cells);
    const Preset* const preset = presetOf(keys);
    int score = preset ? OfPreset : 0;
    for (const std::string& key : keys) {
        const Slot slot = slotOfHeading(key, preset);
        score += slot == Slot::Title ? OfTitle : slot != Slot::None ? 1 : 0;
    }
    return score;
}

} // namespace winnow::formats
