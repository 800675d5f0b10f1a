#include "app/cli/fields.h"

#include "core/base/text.h"

#include <QJsonArray>

namespace winnow::cli {

namespace {

using Values = std::vector<std::string>;

template <std::string Record::* Member> Values one(const Record& record)
{
    return (record.*Member).empty() ? Values{} : Values{record.*Member};
}

template <Values Record::* Member> Values many(const Record& record)
{
    return record.*Member;
}

Values year(const Record& record)
{
    return record.year == 0 ? Values{} : Values{std::to_string(record.year)};
}

/// Bytes that are not UTF-8 come out as the characters of Latin-1, so that each can be had back.
QJsonValue jsonText(const std::string& text)
{
    return isUtf8(text) ? toQString(text) : QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

const std::vector<RecordField>& recordFields()
{
    static const std::vector<RecordField> fields{
        {"source_id", false, one<&Record::sourceId>},
        {"title", false, one<&Record::title>},
        {"original_title", false, one<&Record::originalTitle>},
        {"abstract", false, one<&Record::abstract>},
        {"authors", true, many<&Record::authors>},
        {"year", false, year},
        {"date", false, one<&Record::date>},
        {"journal", false, one<&Record::journal>},
        {"journal_abbreviation", false, one<&Record::journalAbbreviation>},
        {"volume", false, one<&Record::volume>},
        {"issue", false, one<&Record::issue>},
        {"pages", false, one<&Record::pages>},
        {"doi", false, one<&Record::doi>},
        {"pmid", false, one<&Record::pmid>},
        {"pmcid", false, one<&Record::pmcid>},
        {"wos", false, one<&Record::wos>},
        {"registrations", true, many<&Record::registrations>},
        {"language", false, one<&Record::language>},
        {"types", true, many<&Record::types>},
        {"keywords", true, many<&Record::keywords>},
        {"mesh", true, many<&Record::mesh>},
        {"urls", true, many<&Record::urls>},
        {"notices", true, many<&Record::notices>},
        {"editors", true, many<&Record::editors>},
        {"publisher", false, one<&Record::publisher>},
        {"serials", true, many<&Record::serials>},
        {"raw", false, one<&Record::raw>},
    };
    return fields;
}

const RecordField* recordField(std::string_view name)
{
    for (const RecordField& field : recordFields())
        if (field.name == name)
            return &field;
    return nullptr;
}

void insert(QJsonObject& object, const RecordField& field, const Record& record)
{
    const Values values = field.values(record);
    if (values.empty())
        return;
    const QString name = QString::fromLatin1(field.name);
    if (field.values == year) {
        object.insert(name, record.year);
    } else if (!field.list) {
        object.insert(name, jsonText(values.front()));
    } else {
        QJsonArray array;
        for (const std::string& value : values)
            array.append(jsonText(value));
        object.insert(name, array);
    }
}

std::string cell(const RecordField& field, const Record& record)
{
    std::string text;
    for (const std::string& value : field.values(record)) {
        if (!text.empty())
            text += "; ";
        text += value;
    }
    return text;
}

} // namespace winnow::cli
