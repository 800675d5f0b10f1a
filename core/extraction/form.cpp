#include "core/extraction/form.h"

#include "core/base/text.h"

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

Result<FieldType> typeOf(const QJsonObject& from, const QString& place)
{
    const std::string found = TRY(text(from, "type"_L1, Presence::Needed, place));
    for (const auto& [type, name] : TypeNames)
        if (found == name)
            return type;
    return fault(place,
        Words::tr("“%1” is not a type; there are text, number, integer, choice, choices, yes-no and date")
            .arg(toQString(found).left(100)));
}

Result<Field> parseField(const QJsonValue& json, const QString& place)
{
    const QJsonObject from = TRY(object(json, place,
        {u"id"_s, u"label"_s, u"help"_s, u"type"_s, u"unit"_s, u"choices"_s, u"min"_s, u"max"_s, u"atMost"_s,
            u"chart"_s}));
    Field field;
    field.id = TRY(text(from, "id"_L1, Presence::Needed, place));
    if (!isId(field.id))
        return fault(
            place, Words::tr("“id” may have lower-case letters, digits, points, hyphens and underscores only"));
    const QString named = Words::tr("field “%1”").arg(toQString(field.id));
    field.label = TRY(text(from, "label"_L1, Presence::Needed, named));
    field.help = TRY(text(from, "help"_L1, Presence::Optional, named));
    field.type = TRY(typeOf(from, named));
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
    if (!from.value("chart"_L1).isUndefined() && !from.value("chart"_L1).isBool())
        return fault(named, Words::tr("“chart” must be true or false"));
    field.chart = from.value("chart"_L1).toBool();
    return field;
}

Result<Section> parseSection(const QJsonValue& json, const QString& place)
{
    const QJsonObject from = TRY(object(json, place, {u"id"_s, u"title"_s, u"fields"_s}));
    Section section;
    section.id = TRY(text(from, "id"_L1, Presence::Needed, place));
    if (!isId(section.id))
        return fault(
            place, Words::tr("“id” may have lower-case letters, digits, points, hyphens and underscores only"));
    section.title = TRY(text(from, "title"_L1, Presence::Needed, place));
    const QJsonArray fields = TRY(array(from, "fields"_L1, place));
    for (qsizetype i = 0; i < fields.size(); ++i)
        section.fields.push_back(TRY(
            parseField(fields.at(i), Words::tr("field %1 of section “%2”").arg(i + 1).arg(toQString(section.title)))));
    return section;
}

/// What can only be said of the whole: ids are unique, and `atMost` leads to a number.
Result<> checkWhole(const Form& form)
{
    std::set<std::string> ids;
    std::set<std::string> sections;
    for (const Section& section : form.sections) {
        if (!sections.insert(section.id).second)
            return fault(Words::tr("section “%1”").arg(toQString(section.id)), Words::tr("its id stands there twice"));
        for (const Field& field : section.fields)
            if (!ids.insert(field.id).second)
                return fault(Words::tr("field “%1”").arg(toQString(field.id)), Words::tr("its id stands there twice"));
    }
    if (ids.size() > MaxFields)
        return fault(Words::tr("the whole"), Words::tr("it has more than %1 fields").arg(MaxFields));
    for (const Section& section : form.sections)
        for (const Field& field : section.fields) {
            if (field.atMost.empty())
                continue;
            const Field* partner = form.field(field.atMost);
            if (partner == nullptr || partner == &field || !isNumeric(partner->type))
                return fault(Words::tr("field “%1”").arg(toQString(field.id)),
                    Words::tr("“atMost” must be the id of another field that is a number"));
        }
    return {};
}

qsizetype lineAt(const QByteArray& json, int offset)
{
    return json.left(offset).count('\n') + 1;
}

QJsonObject fieldToJson(const Field& field)
{
    QJsonObject to{{u"id"_s, toQString(field.id)}, {u"label"_s, toQString(field.label)}};
    for (const auto& [type, name] : TypeNames)
        if (field.type == type)
            to.insert(u"type"_s, QString::fromLatin1(name));
    const auto insertText = [&to](const QString& key, const std::string& value) {
        if (!value.empty())
            to.insert(key, toQString(value));
    };
    insertText(u"help"_s, field.help);
    insertText(u"unit"_s, field.unit);
    insertText(u"atMost"_s, field.atMost);
    if (!field.choices.empty()) {
        QJsonArray list;
        for (const std::string& choice : field.choices)
            list.append(toQString(choice));
        to.insert(u"choices"_s, list);
    }
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
    const QJsonObject from = TRY(object(root, place, {u"id"_s, u"title"_s, u"version"_s, u"sections"_s}));
    Form form;
    form.id = TRY(text(from, "id"_L1, Presence::Needed, place));
    if (!isId(form.id))
        return fault(
            place, Words::tr("“id” may have lower-case letters, digits, points, hyphens and underscores only"));
    form.title = TRY(text(from, "title"_L1, Presence::Needed, place));
    form.version = from.value("version"_L1).toInt(0);
    if (form.version < 1)
        return fault(place, Words::tr("“version” must be a whole number from 1 on"));
    const QJsonArray sections = TRY(array(from, "sections"_L1, place));
    for (qsizetype i = 0; i < sections.size(); ++i)
        form.sections.push_back(TRY(parseSection(sections.at(i), Words::tr("section %1").arg(i + 1))));
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
        sections.append(QJsonObject{
            {u"id"_s, toQString(section.id)}, {u"title"_s, toQString(section.title)}, {u"fields"_s, fields}});
    }
    const QJsonObject root{{u"id"_s, toQString(form.id)}, {u"title"_s, toQString(form.title)},
        {u"version"_s, form.version}, {u"sections"_s, sections}};
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
