// What speaks against saving a form, in the words of the person who makes it.
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/formdraft.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::extraction {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

bool isNumeric(const Field& field)
{
    return field.type == FieldType::Number || field.type == FieldType::Integer;
}

bool hasChoices(const Field& field)
{
    return field.type == FieldType::Choice || field.type == FieldType::Choices;
}

bool isTooLong(const std::string& text)
{
    return toQString(text).size() > MaxText;
}

/// Gathers what is wrong, part by part.
class Faults {
public:
    explicit Faults(const Form& form)
        : m_form(form)
    {
    }

    std::vector<FormFault> all()
    {
        whole();
        for (std::size_t s = 0; s < m_form.sections.size(); ++s)
            section(m_form.sections[s], static_cast<int>(s));
        for (std::size_t i = 0; i < m_form.outcomes.size(); ++i)
            outcome(m_form.outcomes[i], {FormPlace::Kind::Outcome, -1, static_cast<int>(i)});
        for (std::size_t i = 0; i < m_form.times.size(); ++i)
            time(m_form.times[i], {FormPlace::Kind::Time, -1, static_cast<int>(i)});
        return std::move(m_faults);
    }

private:
    void add(const FormPlace& place, const QString& says) { m_faults.push_back({place, says}); }

    void whole()
    {
        const FormPlace place;
        if (trimmed(m_form.title).empty())
            add(place, Words::tr("The form has no name. Give it one."));
        if (m_form.sections.empty())
            add(place, Words::tr("The form asks nothing yet. Add a section with a field."));
        std::size_t fields = 0;
        for (const Section& each : m_form.sections)
            fields += each.fields.size();
        if (fields > MaxFields)
            add(place,
                Words::tr("The form has %1 fields; a form can have %2. Remove some.").arg(fields).arg(MaxFields));
        if (std::max({m_form.sections.size(), m_form.outcomes.size(), m_form.times.size()}) > MaxFields)
            add(place, Words::tr("A form can have %1 sections, outcomes and times each. Remove some.").arg(MaxFields));
        if (isTooLong(m_form.title))
            add(place, tooLong(Words::tr("The form’s name")));
    }

    void section(const Section& section, int index)
    {
        const FormPlace place{FormPlace::Kind::Section, index, -1};
        const QString name = toQString(section.title);
        if (trimmed(section.title).empty())
            add(place, Words::tr("Section %1 has no name. Give it one.").arg(index + 1));
        else if (section.fields.empty())
            add(place, Words::tr("The section “%1” has no field. Add one, or remove the section.").arg(name));
        if (isTooLong(section.title))
            add(place, tooLong(Words::tr("The name of section %1").arg(index + 1)));
        for (std::size_t f = 0; f < section.fields.size(); ++f)
            field(section, section.fields[f], {FormPlace::Kind::Field, index, static_cast<int>(f)});
    }

    void field(const Section& section, const Field& field, const FormPlace& place)
    {
        const QString name = toQString(field.label);
        if (trimmed(field.label).empty())
            add(place,
                Words::tr("Field %1 of “%2” has no name. Say what it asks.")
                    .arg(place.index + 1)
                    .arg(toQString(section.title)));
        if (isTooLong(field.label) || isTooLong(field.help) || isTooLong(field.unit))
            add(place, tooLong(Words::tr("A text of “%1”").arg(name.left(60))));
        if (field.minimum && field.maximum && *field.minimum > *field.maximum)
            add(place, Words::tr("“%1”: the least value is greater than the most. Change one of them.").arg(name));
        if (hasChoices(field))
            options(field, place);
        if (!field.atMost.empty() && partner(section, field, field.atMost) == nullptr)
            add(place,
                Words::tr("“%1” may not exceed a field that is not there for it. Choose another one, or none.")
                    .arg(name));
        else if (!field.atMost.empty() && !isNumeric(*partner(section, field, field.atMost)))
            add(place,
                Words::tr("“%1” may not exceed a field that is no number. Choose another one, or none.").arg(name));
        if (field.when)
            condition(section, field, place);
    }

    void options(const Field& field, const FormPlace& place)
    {
        const QString name = toQString(field.label);
        if (field.choices.empty())
            add(place, Words::tr("“%1” has no options to choose from. Write them, one a line.").arg(name));
        if (field.choices.size() > MaxFields)
            add(place, Words::tr("“%1” has more than %2 options. Remove some.").arg(name).arg(MaxFields));
        std::set<std::string> seen;
        for (const std::string& option : field.choices) {
            if (option.find(';') != std::string::npos)
                add(place,
                    Words::tr("“%1”: the option “%2” has a semicolon, which separates answers. Write it otherwise.")
                        .arg(name, toQString(option)));
            else if (isTooLong(option))
                add(place, tooLong(Words::tr("An option of “%1”").arg(name)));
            if (!seen.insert(option).second)
                add(place, Words::tr("“%1”: the option “%2” stands there twice.").arg(name, toQString(option)));
        }
    }

    void condition(const Section& section, const Field& field, const FormPlace& place)
    {
        const QString name = toQString(field.label);
        const Field* const asked = partner(section, field, field.when->field);
        if (asked == nullptr) {
            add(place,
                Words::tr("“%1” hangs on a field that is not there for it: it can hang on one of the same section, or "
                          "of one that is asked once.")
                    .arg(name));
            return;
        }
        if (field.when->is.empty())
            add(place,
                Words::tr("“%1” is shown by what “%2” says. Choose the answers, or let it be shown always.")
                    .arg(name, toQString(asked->label)));
        if (hasChoices(*asked))
            for (const std::string& answer : field.when->is)
                if (std::ranges::find(asked->choices, answer) == asked->choices.end())
                    add(place,
                        Words::tr("“%1” is shown when “%2” says “%3”, which is no option of it. Choose other answers.")
                            .arg(name, toQString(asked->label), toQString(answer)));
        if (hangsOnItself(field))
            add(place,
                Words::tr("“%1” and “%2” hang on each other, so neither is ever shown. Free one of them.")
                    .arg(name, toQString(asked->label)));
    }

    void outcome(const Outcome& outcome, const FormPlace& place)
    {
        if (trimmed(outcome.label).empty())
            add(place, Words::tr("Outcome %1 has no name. Give it one.").arg(place.index + 1));
        if (outcome.minimum && outcome.maximum && *outcome.minimum > *outcome.maximum)
            add(place,
                Words::tr("“%1”: the least value is greater than the most. Change one of them.")
                    .arg(toQString(outcome.label)));
        if (isTooLong(outcome.label) || isTooLong(outcome.unit) || isTooLong(outcome.group))
            add(place, tooLong(Words::tr("A text of “%1”").arg(toQString(outcome.label).left(60))));
    }

    void time(const TimePoint& time, const FormPlace& place)
    {
        const QString name = toQString(time.label);
        if (trimmed(time.label).empty())
            add(place, Words::tr("Time %1 has no name. Write one, such as “3 months”.").arg(place.index + 1));
        else if (time.label.find('@') != std::string::npos || trimmed(time.label) != time.label
            || isTooLong(time.label))
            add(place, Words::tr("The time “%1” may have no “@” and no spaces at its ends.").arg(name.left(60)));
        else if (std::ranges::count(m_form.times, time.label, &TimePoint::label) > 1)
            add(place, Words::tr("The time “%1” stands there twice.").arg(name));
        if (!(time.days >= 0))
            add(place, Words::tr("Say how many days after the beginning “%1” is.").arg(name));
    }

    [[nodiscard]] const Field* partner(const Section& section, const Field& field, const std::string& name) const
    {
        for (const Section& one : m_form.sections)
            for (const Field& candidate : one.fields)
                if (candidate.id == name && candidate.id != field.id && (!one.repeat || one.id == section.id))
                    return &candidate;
        return nullptr;
    }

    [[nodiscard]] bool hangsOnItself(const Field& field) const
    {
        std::set<std::string> passed{field.id};
        for (const Field* at = &field; at != nullptr && at->when;) {
            if (at->when->field == field.id)
                return true;
            if (!passed.insert(at->when->field).second)
                return false;
            at = m_form.field(at->when->field);
        }
        return false;
    }

    static QString tooLong(const QString& what)
    {
        return Words::tr("%1 is longer than %2 characters. Shorten it.").arg(what).arg(MaxText);
    }

    const Form& m_form;
    std::vector<FormFault> m_faults;
};

} // namespace

std::vector<FormFault> faultsOf(const Form& form)
{
    return Faults(form).all();
}

} // namespace winnow::extraction
