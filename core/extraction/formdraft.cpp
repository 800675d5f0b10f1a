#include "core/extraction/formdraft.h"

#include "core/base/text.h"
#include "core/extraction/instrument.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <utility>

namespace winnow::extraction {

namespace {

using Kind = FormPlace::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

/// As an id may be: "Serious adverse events" is "serious_adverse_events". Empty where no letter is Latin.
std::string slug(const std::string& label)
{
    constexpr std::size_t Longest = 40;
    std::string made;
    for (const char c : folded(label)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            made += c;
        else if (!made.empty() && made.back() != '_')
            made += '_';
    }
    made.resize(std::min(made.size(), Longest));
    while (made.ends_with('_'))
        made.pop_back();
    return made;
}

template <typename Taken> std::string numbered(const std::string& wanted, const Taken& isTaken)
{
    std::string id = wanted;
    for (int number = 2; isTaken(id); ++number)
        id = wanted + '_' + std::to_string(number);
    return id;
}

template <typename Part> auto* partAt(std::vector<Part>& parts, int index)
{
    return index < 0 || index >= static_cast<int>(parts.size()) ? nullptr : &parts[static_cast<std::size_t>(index)];
}
template <typename Part> const auto* partAt(const std::vector<Part>& parts, int index)
{
    return index < 0 || index >= static_cast<int>(parts.size()) ? nullptr : &parts[static_cast<std::size_t>(index)];
}

/// Inserts after the index, or at the end if it is none; where it stands then.
template <typename Part> int insertAfter(std::vector<Part>& parts, int index, Part part)
{
    const int at = index < 0 || index >= static_cast<int>(parts.size()) ? static_cast<int>(parts.size()) : index + 1;
    parts.insert(parts.begin() + at, std::move(part));
    return at;
}

/// The one option that is called otherwise now, as it was and as it is; nothing if more than one is, or their number.
std::optional<std::pair<std::string, std::string>> renamedOption(
    const std::vector<std::string>& before, const std::vector<std::string>& now)
{
    if (before.size() != now.size())
        return {};
    const auto [one, other] = std::ranges::mismatch(before, now);
    if (one == before.end() || !std::equal(one + 1, before.end(), other + 1, now.end()))
        return {};
    return std::pair{*one, *other};
}

tl::unexpected<Error> refused(const QString& why)
{
    return fail(ErrorKind::InvalidInput, why);
}

} // namespace

FormDraft::FormDraft(Form saved, std::vector<Form> former, std::set<std::string> used)
    : m_saved(std::move(saved))
    , m_form(m_saved)
    , m_former(std::move(former))
    , m_taken(std::move(used))
{
    const auto take = [this](const Form& form) {
        for (const Section& section : form.sections)
            for (const Field& field : section.fields)
                m_taken.insert(field.id);
    };
    take(m_saved);
    for (const Form& form : m_former)
        take(form);
}

bool FormDraft::isNew(std::string_view fieldId) const
{
    return !m_taken.contains(std::string(fieldId));
}

Form FormDraft::toSave() const
{
    Form form = m_form;
    const auto latest = [this](const std::string& id) {
        int version = m_saved.id == id ? m_saved.version : 0;
        for (const Form& former : m_former)
            if (former.id == id)
                version = std::max(version, former.version);
        return version;
    };
    if (form.id.empty()) {
        const std::string made = slug(form.title);
        form.id = made.empty() ? "form" : made;
    }
    // One that came from elsewhere counts on from where it was.
    form.version = std::max(latest(form.id) + 1, form.id == m_saved.id ? 1 : form.version);
    return form;
}

// Parts ---------------------------------------------------------------------------------------------------------------

const Section* FormDraft::section(const FormPlace& place) const
{
    return place.kind == Kind::Section || place.kind == Kind::Field ? partAt(m_form.sections, place.section) : nullptr;
}

const Field* FormDraft::field(const FormPlace& place) const
{
    const Section* const in = section(place);
    return in == nullptr || place.kind != Kind::Field ? nullptr : partAt(in->fields, place.index);
}

const Outcome* FormDraft::outcome(const FormPlace& place) const
{
    return place.kind == Kind::Outcome ? partAt(m_form.outcomes, place.index) : nullptr;
}

const TimePoint* FormDraft::time(const FormPlace& place) const
{
    return place.kind == Kind::Time ? partAt(m_form.times, place.index) : nullptr;
}

Section* FormDraft::sectionAt(const FormPlace& place)
{
    return const_cast<Section*>(std::as_const(*this).section(place));
}

Field* FormDraft::fieldAt(const FormPlace& place)
{
    return const_cast<Field*>(std::as_const(*this).field(place));
}

FormPlace FormDraft::placeOf(std::string_view fieldId) const
{
    for (std::size_t s = 0; s < m_form.sections.size(); ++s)
        for (std::size_t f = 0; f < m_form.sections[s].fields.size(); ++f)
            if (m_form.sections[s].fields[f].id == fieldId)
                return {Kind::Field, static_cast<int>(s), static_cast<int>(f)};
    return {};
}

std::vector<const Field*> FormDraft::partnersOf(const FormPlace& place) const
{
    std::vector<const Field*> partners;
    const Section* const in = section(place);
    const Field* const of = field(place);
    if (of == nullptr)
        return partners;
    for (const Section& each : m_form.sections)
        for (const Field& candidate : each.fields)
            if (candidate.id != of->id && (!each.repeat || each.id == in->id))
                partners.push_back(&candidate);
    return partners;
}

// Steps ---------------------------------------------------------------------------------------------------------------

void FormDraft::step(const FormPlace& place, bool goesOn)
{
    constexpr std::size_t MostSteps = 200;
    if (!(goesOn && m_goesOn && m_changing == place)) {
        m_past.push_back(m_form);
        if (m_past.size() > MostSteps)
            m_past.erase(m_past.begin());
    }
    m_future.clear();
    m_changing = place;
    m_goesOn = goesOn;
}

void FormDraft::undo()
{
    if (m_past.empty())
        return;
    m_future.push_back(std::exchange(m_form, std::move(m_past.back())));
    m_past.pop_back();
    m_goesOn = false;
}

void FormDraft::redo()
{
    if (m_future.empty())
        return;
    m_past.push_back(std::exchange(m_form, std::move(m_future.back())));
    m_future.pop_back();
    m_goesOn = false;
}

// Changes -------------------------------------------------------------------------------------------------------------

void FormDraft::setTitle(const std::string& title)
{
    if (title == m_form.title)
        return;
    step({}, true);
    m_form.title = title;
}

void FormDraft::change(const FormPlace& place, const Section& section)
{
    Section* const at = sectionAt(place);
    if (at == nullptr || (at->title == section.title && at->repeat == section.repeat))
        return;
    step(place, true);
    const bool ofSavedForm = m_saved.section(at->id) != nullptr
        || std::ranges::any_of(m_former, [&](const Form& form) { return form.section(at->id) != nullptr; });
    at->title = section.title;
    at->repeat = section.repeat;
    if (!ofSavedForm && at->fields.empty())
        at->id = freeSectionId(at->title, at->id);
}

void FormDraft::change(const FormPlace& place, const Field& field)
{
    Field* const at = fieldAt(place);
    if (at == nullptr)
        return;
    Field wanted = field;
    wanted.id = at->id;
    if (wanted == *at)
        return;
    step(place, true);
    const auto renamed = renamedOption(at->choices, wanted.choices);
    const std::string id = at->id;
    *at = wanted;
    if (renamed)
        for (Section& section : m_form.sections)
            for (Field& other : section.fields)
                if (other.when && other.when->field == id)
                    std::ranges::replace(other.when->is, renamed->first, renamed->second);
    if (isNew(id) && !m_fixed.contains(id))
        renameField(id, freeFieldId(*section(place), wanted.label, id));
}

void FormDraft::change(const FormPlace& place, const Outcome& outcome)
{
    Outcome* const at = place.kind == Kind::Outcome ? partAt(m_form.outcomes, place.index) : nullptr;
    if (at == nullptr || *at == outcome)
        return;
    step(place, true);
    const std::string id = at->id;
    *at = outcome;
    at->id = id;
}

void FormDraft::change(const FormPlace& place, const TimePoint& time)
{
    TimePoint* const at = place.kind == Kind::Time ? partAt(m_form.times, place.index) : nullptr;
    if (at == nullptr || *at == time)
        return;
    step(place, true);
    *at = time;
}

FormPlace FormDraft::addSection(const FormPlace& after, const std::string& title, bool repeat)
{
    const int index = section(after) == nullptr ? -1 : after.section;
    step(after);
    Section made;
    made.id = freeSectionId(title, {});
    made.title = title;
    made.repeat = repeat;
    return {Kind::Section, insertAfter(m_form.sections, index, std::move(made)), -1};
}

FormPlace FormDraft::addField(const FormPlace& after, const std::string& label)
{
    FormPlace place = after;
    if (section(place) == nullptr) {
        if (m_form.sections.empty())
            return {};
        place = {Kind::Section, static_cast<int>(m_form.sections.size()) - 1, -1};
    }
    step(place);
    Field made;
    made.label = label;
    Section& to = *sectionAt(place);
    made.id = freeFieldId(to, label, {});
    const int index = place.kind == Kind::Field ? place.index : -1;
    return {Kind::Field, place.section, insertAfter(to.fields, index, std::move(made))};
}

FormPlace FormDraft::addOutcome(const FormPlace& after, const std::string& label)
{
    step(after);
    Outcome made;
    made.label = label;
    std::set<std::string> taken;
    const auto take = [&taken](const Form& form) {
        for (const Outcome& each : form.outcomes)
            taken.insert(each.id);
    };
    take(m_form);
    take(m_saved);
    std::ranges::for_each(m_former, take);
    if (outcome(after) != nullptr) {
        made = *outcome(after); // mostly of the same kind as the one before
        made.label = label;
        made.minimum = made.maximum = {};
        made.unit.clear();
        made.better = Better::NotSaid;
    }
    // Outcomes of a form are seldom many, and their names are typed later: a number says as much.
    made.id = numbered("outcome", [&](const std::string& id) { return taken.contains(id); });
    const int index = after.kind == Kind::Outcome ? after.index : -1;
    return {Kind::Outcome, -1, insertAfter(m_form.outcomes, index, std::move(made))};
}

FormPlace FormDraft::addTime(const FormPlace& after, const std::string& label)
{
    step(after);
    const int index = after.kind == Kind::Time ? after.index : -1;
    const TimePoint made{label, daysOf(label).value_or(-1)};
    return {Kind::Time, -1, insertAfter(m_form.times, index, made)};
}

/// Of a field that comes with its section or back, what it hangs on may be missing.
void FormDraft::adopt(Section& to, const Section& from, const Form& other)
{
    for (const Field& field : from.fields) {
        if (placeOf(field.id) != FormPlace())
            continue;
        Field taken = field;
        const bool asBefore = isNew(field.id) || std::ranges::any_of(m_former, [&](const Form& form) {
            const Field* const former = form.field(to.repeat ? field.id + "@1" : field.id);
            return former != nullptr && former->type == field.type && former->unit == field.unit;
        });
        if (!asBefore)
            taken.id = freeFieldId(to, field.label, {});
        m_fixed.insert(taken.id);
        to.fields.push_back(std::move(taken));
    }
    const auto reaches = [&](const std::string& name) {
        const FormPlace at = placeOf(name);
        return at.kind == Kind::Field && (!section(at)->repeat || section(at)->id == to.id);
    };
    for (Field& field : to.fields) {
        if (field.when && !reaches(field.when->field) && other.field(field.when->field) != nullptr)
            field.when.reset();
        if (!field.atMost.empty() && !reaches(field.atMost) && other.field(field.atMost) != nullptr)
            field.atMost.clear();
    }
}

/// The section of its id, if it is of the same kind; else a new one.
Section& FormDraft::sectionLike(const Section& section)
{
    for (Section& each : m_form.sections)
        if (each.id == section.id && each.repeat == section.repeat)
            return each;
    const bool free = m_form.section(section.id) == nullptr;
    m_form.sections.push_back(
        {free ? section.id : freeSectionId(section.title, {}), section.title, {}, section.repeat});
    return m_form.sections.back();
}

FormPlace FormDraft::addFrom(const Form& other, const Section& section)
{
    step({});
    Section& to = sectionLike(section);
    adopt(to, section, other);
    return {Kind::Section, static_cast<int>(&to - m_form.sections.data()), -1};
}

FormPlace FormDraft::bringBack(const FormerField& former)
{
    if (const FormPlace there = placeOf(former.field.id); there != FormPlace())
        return there; // asked of other things than before: there cannot be two of one id
    Form whole;
    whole.sections.push_back(former.section);
    for (const std::string& name : {former.field.when ? former.field.when->field : std::string(), former.field.atMost})
        if (!name.empty()) { // it hung on these, and is freed where they are gone, too
            Field named;
            named.id = name;
            whole.sections.front().fields.push_back(named);
        }
    Section only = former.section;
    only.fields = {former.field};
    step({});
    adopt(sectionLike(former.section), only, whole);
    return placeOf(former.field.id);
}

void FormDraft::replace(const Form& other)
{
    step({});
    m_form = other;
    for (const Section& section : other.sections)
        for (const Field& field : section.fields)
            m_fixed.insert(field.id);
}

int FormDraft::remove(const FormPlace& place)
{
    const auto erase = [](auto& parts, int index) { parts.erase(parts.begin() + index); };
    int freed = 0;
    std::set<std::string> gone;
    if (field(place) != nullptr) {
        gone.insert(field(place)->id);
        step(place);
        erase(sectionAt(place)->fields, place.index);
    } else if (section(place) != nullptr) {
        for (const Field& each : section(place)->fields)
            gone.insert(each.id);
        step(place);
        erase(m_form.sections, place.section);
    } else if (outcome(place) != nullptr) {
        step(place);
        erase(m_form.outcomes, place.index);
    } else if (time(place) != nullptr) {
        step(place);
        erase(m_form.times, place.index);
    }
    for (Section& section : m_form.sections)
        for (Field& other : section.fields) {
            const bool condition = other.when && gone.contains(other.when->field);
            const bool limit = gone.contains(other.atMost);
            if (condition)
                other.when.reset();
            if (limit)
                other.atMost.clear();
            freed += condition || limit ? 1 : 0;
        }
    return freed;
}

Result<FormPlace> FormDraft::move(const FormPlace& place, int step)
{
    const auto swapped = [&](auto& parts) -> Result<FormPlace> {
        const int to = place.index + step;
        if (to < 0 || to >= static_cast<int>(parts.size()))
            return refused(step < 0 ? Words::tr("It is the first already.") : Words::tr("It is the last already."));
        this->step(place);
        std::swap(parts[static_cast<std::size_t>(place.index)], parts[static_cast<std::size_t>(to)]);
        FormPlace moved = place;
        moved.index = to;
        return moved;
    };
    if (outcome(place) != nullptr)
        return swapped(m_form.outcomes);
    if (time(place) != nullptr)
        return swapped(m_form.times);
    Section* const from = sectionAt(place);
    if (from == nullptr)
        return refused(Words::tr("The form itself has no place to move to."));
    const int next = place.section + step;
    const bool isSection = place.kind == Kind::Section;
    if (!isSection && place.index + step >= 0 && place.index + step < static_cast<int>(from->fields.size()))
        return swapped(from->fields);
    if (next < 0 || next >= static_cast<int>(m_form.sections.size()))
        return refused(step < 0 ? Words::tr("It is the first already.") : Words::tr("It is the last already."));
    Section& to = m_form.sections[static_cast<std::size_t>(next)];
    if (isSection) {
        this->step(place);
        std::swap(*from, to);
        return FormPlace{Kind::Section, next, -1};
    }
    // An answer of an arm is none of an adverse event, and none of the study: it would be shown where it was not given.
    if (!isNew(field(place)->id) && (from->repeat || to.repeat))
        return refused(Words::tr(
            "“%1” stays in “%2”: its answers belong to one of several there. Add a new field in “%3” instead.")
                .arg(toQString(field(place)->label), toQString(from->title), toQString(to.title)));
    this->step(place);
    Field moved = std::move(from->fields[static_cast<std::size_t>(place.index)]);
    from->fields.erase(from->fields.begin() + place.index);
    const std::size_t at = step < 0 ? to.fields.size() : 0;
    to.fields.insert(to.fields.begin() + static_cast<std::ptrdiff_t>(at), std::move(moved));
    return FormPlace{Kind::Field, next, static_cast<int>(at)};
}

// Ids -----------------------------------------------------------------------------------------------------------------

std::string FormDraft::freeFieldId(const Section& section, const std::string& label, std::string_view but) const
{
    const std::string name = slug(label);
    return numbered(section.id + '.' + (name.empty() ? "field" : name),
        [&](const std::string& id) { return id != but && (m_taken.contains(id) || placeOf(id) != FormPlace()); });
}

std::string FormDraft::freeSectionId(const std::string& title, std::string_view but) const
{
    // Addresses of results and judgements begin so (address.h); arms and events have a meaning of their own (form.h).
    std::set<std::string> taken{"result", "contrast", std::string(ArmSection), std::string(EventSection)};
    for (const Instrument& instrument : instruments())
        taken.insert(instrument.id);
    const auto take = [&](const Form& form) {
        for (const Section& section : form.sections)
            if (section.id != but)
                taken.insert(section.id);
    };
    take(m_form);
    take(m_saved);
    std::ranges::for_each(m_former, take);
    const std::string name = slug(title);
    return numbered(name.empty() ? "section" : name, [&](const std::string& id) { return taken.contains(id); });
}

void FormDraft::renameField(const std::string& from, const std::string& to)
{
    if (from == to)
        return;
    for (Section& section : m_form.sections)
        for (Field& field : section.fields) {
            if (field.id == from)
                field.id = to;
            if (field.atMost == from)
                field.atMost = to;
            if (field.when && field.when->field == from)
                field.when->field = to;
        }
}

} // namespace winnow::extraction
