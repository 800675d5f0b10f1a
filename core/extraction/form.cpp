#include "core/extraction/form.h"

#include "core/base/text.h"
#include "core/extraction/address.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace winnow::extraction {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

constexpr std::array<std::pair<OutcomeDomain, const char*>, 2> DomainNames{{
    {OutcomeDomain::Efficacy, "efficacy"},
    {OutcomeDomain::Safety, "safety"},
}};
constexpr std::array<std::pair<OutcomeType, const char*>, 5> OutcomeTypeNames{{
    {OutcomeType::Dichotomous, "dichotomous"},
    {OutcomeType::Continuous, "continuous"},
    {OutcomeType::TimeToEvent, "time-to-event"},
    {OutcomeType::Count, "count"},
    {OutcomeType::Text, "text"},
}};
constexpr std::array<std::pair<Better, const char*>, 3> BetterNames{{
    {Better::NotSaid, ""},
    {Better::Higher, "higher"},
    {Better::Lower, "lower"},
}};
/// What addresses of results begin with: no field can be called so.
constexpr std::array<std::string_view, 4> Reserved{"result", "result.n", "result.set", "contrast"};

constexpr std::array<std::pair<FieldType, const char*>, 7> TypeNames{{
    {FieldType::Text, "text"},
    {FieldType::Number, "number"},
    {FieldType::Integer, "integer"},
    {FieldType::Choice, "choice"},
    {FieldType::Choices, "choices"},
    {FieldType::YesNo, "yes-no"},
    {FieldType::Date, "date"},
}};

bool isNumeric(FieldType type)
{
    return type == FieldType::Number || type == FieldType::Integer;
}

bool hasChoices(FieldType type)
{
    return type == FieldType::Choice || type == FieldType::Choices;
}

/// `place` leads to the fault as a person would look for it: "field 3 of section “Study”".
tl::unexpected<Error> fault(const QString& place, const QString& what)
{
    return fail(ErrorKind::InvalidInput, Words::tr("The form cannot be used: %1: %2.").arg(place, what));
}

bool isId(std::string_view id)
{
    return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

Result<QJsonObject> object(const QJsonValue& value, const QString& place, const QStringList& keys)
{
    if (!value.isObject())
        return fault(place, Words::tr("an object { … } was expected"));
    QJsonObject found = value.toObject();
    for (auto it = found.constBegin(); it != found.constEnd(); ++it)
        if (!keys.contains(it.key()))
            return fault(place, Words::tr("“%1” is not a key it can have").arg(it.key().left(100)));
    return found;
}

enum class Presence { Needed, Optional };

Result<std::string> text(const QJsonObject& from, QLatin1StringView key, Presence presence, const QString& place)
{
    const QJsonValue value = from.value(key);
    if (value.isUndefined() && presence == Presence::Optional)
        return std::string{};
    if (!value.isString())
        return fault(place, Words::tr("“%1” must be a text in quotes").arg(key));
    const QString found = value.toString();
    if (found.size() > MaxText)
        return fault(place, Words::tr("“%1” is longer than %2 characters").arg(key).arg(MaxText));
    if (presence == Presence::Needed && found.trimmed().isEmpty())
        return fault(place, Words::tr("“%1” is empty").arg(key));
    return found.toStdString();
}

Result<std::optional<double>> bound(const QJsonObject& from, QLatin1StringView key, const QString& place)
{
    const QJsonValue value = from.value(key);
    if (value.isUndefined())
        return std::optional<double>{};
    if (!value.isDouble())
        return fault(place, Words::tr("“%1” must be a number").arg(key));
    return std::optional<double>{value.toDouble()};
}

Result<bool> flag(const QJsonObject& from, QLatin1StringView key, const QString& place)
{
    const QJsonValue value = from.value(key);
    if (!value.isUndefined() && !value.isBool())
        return fault(place, Words::tr("“%1” must be true or false").arg(key));
    return value.toBool();
}

Result<std::string> id(const QJsonObject& from, const QString& place)
{
    const std::string found = TRY(text(from, "id"_L1, Presence::Needed, place));
    if (!isId(found))
        return fault(
            place, Words::tr("“id” may have lower-case letters, digits, points, hyphens and underscores only"));
    return found;
}

/// One of a list of words.
template <typename Kind, std::size_t Count>
Result<Kind> word(const QJsonObject& from, QLatin1StringView key,
    const std::array<std::pair<Kind, const char*>, Count>& names, Presence presence, const QString& place)
{
    const std::string found = TRY(text(from, key, presence, place));
    QStringList known;
    for (const auto& [kind, name] : names) {
        if (found == name)
            return kind;
        if (*name != '\0')
            known += QString::fromLatin1(name);
    }
    return fault(place,
        Words::tr("“%1” is not a %2; there are %3")
            .arg(toQString(found).left(100), key, known.join(QStringLiteral(", "))));
}

template <typename Kind, std::size_t Count>
QString nameOf(Kind kind, const std::array<std::pair<Kind, const char*>, Count>& names)
{
    for (const auto& [one, name] : names)
        if (one == kind)
            return QString::fromLatin1(name);
    return {};
}

Result<QJsonArray> array(const QJsonObject& from, QLatin1StringView key, const QString& place)
{
    const QJsonValue value = from.value(key);
    if (!value.isArray() || value.toArray().isEmpty())
        return fault(place, Words::tr("“%1” must be a list [ … ] with something in it").arg(key));
    if (value.toArray().size() > static_cast<qsizetype>(MaxFields))
        return fault(place, Words::tr("“%1” has more than %2 entries").arg(key).arg(MaxFields));
    return value.toArray();
}

Result<std::vector<std::string>> choices(const QJsonObject& from, const QString& place)
{
    std::vector<std::string> found;
    const QJsonArray list = TRY(array(from, "choices"_L1, place));
    for (const QJsonValue entry : list) {
        const QString choice = entry.toString();
        if (choice.trimmed().isEmpty() || choice.trimmed() != choice || choice.size() > MaxText)
            return fault(place, Words::tr("a choice is empty, too long, no text, or has spaces at its ends"));
        if (choice.contains(u';'))
            return fault(place, Words::tr("the choice “%1” has a semicolon, which separates choices").arg(choice));
        if (std::find(found.begin(), found.end(), choice.toStdString()) != found.end())
            return fault(place, Words::tr("the choice “%1” stands there twice").arg(choice));
        found.push_back(choice.toStdString());
    }
    return found;
}

Result<std::optional<AskedWhen>> askedWhen(const QJsonObject& from, const QString& place)
{
    if (from.value("when"_L1).isUndefined())
        return std::optional<AskedWhen>{};
    const QJsonObject said = TRY(object(from.value("when"_L1), place, {u"field"_s, u"is"_s}));
    AskedWhen when;
    when.field = TRY(text(said, "field"_L1, Presence::Needed, place));
    const QJsonArray list = TRY(array(said, "is"_L1, place));
    for (const QJsonValue entry : list) {
        if (!entry.isString() || entry.toString().isEmpty() || entry.toString().size() > MaxText)
            return fault(place, Words::tr("an answer in “is” is empty, too long or no text"));
        when.is.push_back(entry.toString().toStdString());
    }
    return std::optional{when};
}

Result<Field> parseField(const QJsonValue& json, const QString& place)
{
    const QJsonObject from = TRY(object(json, place,
        {u"id"_s, u"label"_s, u"help"_s, u"type"_s, u"unit"_s, u"choices"_s, u"min"_s, u"max"_s, u"atMost"_s,
            u"chart"_s, u"when"_s}));
    Field field;
    field.id = TRY(id(from, place));
    const QString named = Words::tr("field “%1”").arg(toQString(field.id));
    field.label = TRY(text(from, "label"_L1, Presence::Needed, named));
    field.help = TRY(text(from, "help"_L1, Presence::Optional, named));
    field.type = TRY(word(from, "type"_L1, TypeNames, Presence::Needed, named));
    field.unit = TRY(text(from, "unit"_L1, Presence::Optional, named));
    field.minimum = TRY(bound(from, "min"_L1, named));
    field.maximum = TRY(bound(from, "max"_L1, named));
    field.atMost = TRY(text(from, "atMost"_L1, Presence::Optional, named));
    if (!isNumeric(field.type) && (!field.unit.empty() || field.minimum || field.maximum || !field.atMost.empty()))
        return fault(named, Words::tr("only a number or an integer has “unit”, “min”, “max” or “atMost”"));
    if (field.minimum && field.maximum && *field.minimum > *field.maximum)
        return fault(named, Words::tr("“min” is greater than “max”"));
    if (hasChoices(field.type))
        field.choices = TRY(choices(from, named));
    else if (from.contains("choices"_L1))
        return fault(named, Words::tr("only the types choice and choices have “choices”"));
    field.chart = TRY(flag(from, "chart"_L1, named));
    field.when = TRY(askedWhen(from, named));
    return field;
}

Result<Section> parseSection(const QJsonValue& json, const QString& place)
{
    const QJsonObject from = TRY(object(json, place, {u"id"_s, u"title"_s, u"fields"_s, u"repeat"_s}));
    Section section;
    section.id = TRY(id(from, place));
    section.repeat = TRY(flag(from, "repeat"_L1, place));
    section.title = TRY(text(from, "title"_L1, Presence::Needed, place));
    const QJsonArray fields = TRY(array(from, "fields"_L1, place));
    for (qsizetype i = 0; i < fields.size(); ++i)
        section.fields.push_back(TRY(
            parseField(fields.at(i), Words::tr("field %1 of section “%2”").arg(i + 1).arg(toQString(section.title)))));
    return section;
}

Result<Outcome> parseOutcome(const QJsonValue& json, const QString& place)
{
    const QJsonObject from = TRY(object(json, place,
        {u"id"_s, u"label"_s, u"domain"_s, u"type"_s, u"unit"_s, u"better"_s, u"min"_s, u"max"_s, u"group"_s}));
    Outcome outcome;
    outcome.id = TRY(id(from, place));
    const QString named = Words::tr("outcome “%1”").arg(toQString(outcome.id));
    if (outcome.id.front() < 'a' || outcome.id.front() > 'z')
        return fault(named, Words::tr("“id” must begin with a letter"));
    outcome.label = TRY(text(from, "label"_L1, Presence::Needed, named));
    outcome.domain = TRY(word(from, "domain"_L1, DomainNames, Presence::Needed, named));
    outcome.type = TRY(word(from, "type"_L1, OutcomeTypeNames, Presence::Needed, named));
    outcome.unit = TRY(text(from, "unit"_L1, Presence::Optional, named));
    outcome.better = TRY(word(from, "better"_L1, BetterNames, Presence::Optional, named));
    outcome.minimum = TRY(bound(from, "min"_L1, named));
    outcome.maximum = TRY(bound(from, "max"_L1, named));
    if (outcome.minimum && outcome.maximum && *outcome.minimum > *outcome.maximum)
        return fault(named, Words::tr("“min” is greater than “max”"));
    outcome.group = TRY(text(from, "group"_L1, Presence::Optional, named));
    return outcome;
}

Result<TimePoint> parseTime(const QJsonValue& json, const QString& place)
{
    const QJsonObject from = TRY(object(json, place, {u"label"_s, u"days"_s}));
    TimePoint time;
    time.label = TRY(text(from, "label"_L1, Presence::Needed, place));
    if (time.label.find('@') != std::string::npos || trimmed(time.label) != time.label)
        return fault(place, Words::tr("“label” may have no “@”, and no spaces at its ends"));
    const std::optional<double> days = TRY(bound(from, "days"_L1, place));
    const std::optional<double> meant = days ? days : daysOf(time.label);
    if (!meant || *meant < 0)
        return fault(place, Words::tr("“days” must say how many days “%1” is").arg(toQString(time.label)));
    time.days = *meant;
    return time;
}

Result<> mustBeUnique(std::set<std::string>& known, const std::string& id, const QString& place)
{
    if (!known.insert(id).second)
        return fault(place, Words::tr("its id stands there twice"));
    return {};
}

/// A field that another names must be there, and be the same item's or the study's.
const Field* partnerOf(const Form& form, const Section& section, const Field& field, const std::string& name)
{
    for (const Section& one : form.sections)
        for (const Field& candidate : one.fields)
            if (candidate.id == name && &candidate != &field && (!one.repeat || one.id == section.id))
                return &candidate;
    return nullptr;
}

Result<> checkPartners(const Form& form, const Section& section, const Field& field)
{
    const QString named = Words::tr("field “%1”").arg(toQString(field.id));
    if (!field.atMost.empty()) {
        const Field* partner = partnerOf(form, section, field, field.atMost);
        if (partner == nullptr || !isNumeric(partner->type))
            return fault(named, Words::tr("“atMost” must be the id of another field that is a number"));
    }
    if (!field.when)
        return {};
    const Field* asked = partnerOf(form, section, field, field.when->field);
    if (asked == nullptr)
        return fault(
            named, Words::tr("“when” must name another field, of the same item or of one that does not repeat"));
    if (hasChoices(asked->type))
        for (const std::string& answer : field.when->is)
            if (std::ranges::find(asked->choices, answer) == asked->choices.end())
                return fault(
                    named, Words::tr("“%1” is not among the choices of the field it hangs on").arg(toQString(answer)));
    return {};
}

/// What can only be said of the whole: ids are unique, and fields lead to fields.
Result<> checkWhole(const Form& form)
{
    std::set<std::string> ids;
    std::set<std::string> sections;
    for (const Section& section : form.sections) {
        TRY(mustBeUnique(sections, section.id, Words::tr("section “%1”").arg(toQString(section.id))));
        for (const Field& field : section.fields) {
            const QString named = Words::tr("field “%1”").arg(toQString(field.id));
            TRY(mustBeUnique(ids, field.id, named));
            if (std::ranges::find(Reserved, field.id) != Reserved.end())
                return fault(named, Words::tr("results are called so; give it another id"));
        }
    }
    if (ids.size() > MaxFields)
        return fault(Words::tr("the whole"), Words::tr("it has more than %1 fields").arg(MaxFields));
    for (const Section& section : form.sections)
        for (const Field& field : section.fields)
            TRY(checkPartners(form, section, field));
    std::set<std::string> outcomes;
    for (const Outcome& outcome : form.outcomes)
        TRY(mustBeUnique(outcomes, outcome.id, Words::tr("outcome “%1”").arg(toQString(outcome.id))));
    std::set<std::string> times;
    for (const TimePoint& time : form.times)
        TRY(mustBeUnique(times, time.label, Words::tr("time “%1”").arg(toQString(time.label))));
    return {};
}

qsizetype lineAt(const QByteArray& json, int offset)
{
    return json.left(offset).count('\n') + 1;
}

void insertText(QJsonObject& to, const QString& key, const std::string& value)
{
    if (!value.empty())
        to.insert(key, toQString(value));
}

QJsonArray listOf(const std::vector<std::string>& texts)
{
    QJsonArray list;
    for (const std::string& text : texts)
        list.append(toQString(text));
    return list;
}

QJsonObject outcomeToJson(const Outcome& outcome)
{
    QJsonObject to{{u"id"_s, toQString(outcome.id)}, {u"label"_s, toQString(outcome.label)},
        {u"domain"_s, nameOf(outcome.domain, DomainNames)}, {u"type"_s, nameOf(outcome.type, OutcomeTypeNames)}};
    insertText(to, u"unit"_s, outcome.unit);
    insertText(to, u"better"_s, nameOf(outcome.better, BetterNames).toStdString());
    insertText(to, u"group"_s, outcome.group);
    if (outcome.minimum)
        to.insert(u"min"_s, *outcome.minimum);
    if (outcome.maximum)
        to.insert(u"max"_s, *outcome.maximum);
    return to;
}

QJsonObject fieldToJson(const Field& field)
{
    QJsonObject to{{u"id"_s, toQString(field.id)}, {u"label"_s, toQString(field.label)},
        {u"type"_s, nameOf(field.type, TypeNames)}};
    insertText(to, u"help"_s, field.help);
    insertText(to, u"unit"_s, field.unit);
    insertText(to, u"atMost"_s, field.atMost);
    if (!field.choices.empty())
        to.insert(u"choices"_s, listOf(field.choices));
    if (field.when)
        to.insert(
            u"when"_s, QJsonObject{{u"field"_s, toQString(field.when->field)}, {u"is"_s, listOf(field.when->is)}});
    if (field.minimum)
        to.insert(u"min"_s, *field.minimum);
    if (field.maximum)
        to.insert(u"max"_s, *field.maximum);
    if (field.chart)
        to.insert(u"chart"_s, true);
    return to;
}

} // namespace

Result<Form> parseForm(const QByteArray& json)
{
    if (json.size() > MaxFormBytes)
        return fault(Words::tr("the whole"), Words::tr("it is larger than 8 MB"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::InvalidInput,
            Words::tr("The form cannot be used: line %1 is not valid JSON.").arg(lineAt(json, error.offset)),
            error.errorString());
    const QString place = Words::tr("the form");
    const QJsonValue root = document.isObject() ? QJsonValue(document.object()) : QJsonValue();
    const QJsonObject from =
        TRY(object(root, place, {u"id"_s, u"title"_s, u"version"_s, u"sections"_s, u"outcomes"_s, u"times"_s}));
    Form form;
    form.id = TRY(id(from, place));
    form.title = TRY(text(from, "title"_L1, Presence::Needed, place));
    form.version = from.value("version"_L1).toInt(0);
    if (form.version < 1)
        return fault(place, Words::tr("“version” must be a whole number from 1 on"));
    const QJsonArray sections = TRY(array(from, "sections"_L1, place));
    for (qsizetype i = 0; i < sections.size(); ++i)
        form.sections.push_back(TRY(parseSection(sections.at(i), Words::tr("section %1").arg(i + 1))));
    if (from.contains("outcomes"_L1)) {
        const QJsonArray outcomes = TRY(array(from, "outcomes"_L1, place));
        for (qsizetype i = 0; i < outcomes.size(); ++i)
            form.outcomes.push_back(TRY(parseOutcome(outcomes.at(i), Words::tr("outcome %1").arg(i + 1))));
    }
    if (from.contains("times"_L1)) {
        const QJsonArray times = TRY(array(from, "times"_L1, place));
        for (qsizetype i = 0; i < times.size(); ++i)
            form.times.push_back(TRY(parseTime(times.at(i), Words::tr("time %1").arg(i + 1))));
    }
    TRY(checkWhole(form));
    return form;
}

QByteArray toJson(const Form& form)
{
    QJsonArray sections;
    for (const Section& section : form.sections) {
        QJsonArray fields;
        for (const Field& field : section.fields)
            fields.append(fieldToJson(field));
        QJsonObject one{
            {u"id"_s, toQString(section.id)}, {u"title"_s, toQString(section.title)}, {u"fields"_s, fields}};
        if (section.repeat)
            one.insert(u"repeat"_s, true);
        sections.append(one);
    }
    QJsonObject root{{u"id"_s, toQString(form.id)}, {u"title"_s, toQString(form.title)}, {u"version"_s, form.version},
        {u"sections"_s, sections}};
    QJsonArray outcomes;
    for (const Outcome& outcome : form.outcomes)
        outcomes.append(outcomeToJson(outcome));
    if (!outcomes.isEmpty())
        root.insert(u"outcomes"_s, outcomes);
    QJsonArray times;
    for (const TimePoint& time : form.times)
        times.append(QJsonObject{{u"label"_s, toQString(time.label)}, {u"days"_s, time.days}});
    if (!times.isEmpty())
        root.insert(u"times"_s, times);
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

std::vector<std::string> splitChoices(std::string_view text)
{
    return splitTrimmed(text, ';');
}

std::string joinChoices(const std::vector<std::string>& choices)
{
    std::string joined;
    for (const std::string& choice : choices) {
        if (!joined.empty())
            joined += "; ";
        joined += choice;
    }
    return joined;
}

} // namespace winnow::extraction
