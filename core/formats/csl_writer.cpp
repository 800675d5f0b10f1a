// CSL JSON (schema 1.0.2), one record a line.
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/writing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace winnow::formats {

namespace {

const char* typeOf(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Article:
        return "article-journal";
    case RecordKind::ConferencePaper:
        return "paper-conference";
    case RecordKind::Book:
        return "book";
    case RecordKind::Chapter:
        return "chapter";
    case RecordKind::Thesis:
        return "thesis";
    case RecordKind::Report:
        return "report";
    case RecordKind::Preprint:
        return "article";
    case RecordKind::Dataset:
        return "dataset";
    case RecordKind::WebPage:
        return "webpage";
    case RecordKind::Patent:
        return "patent";
    case RecordKind::Registration:
    case RecordKind::Other:
        break;
    }
    return "document";
}

QJsonArray names(const Record& record, const std::vector<std::string>& people)
{
    QJsonArray out;
    for (const std::string& person : people) {
        QJsonObject name;
        const std::size_t comma = person.find(", ");
        if (comma == std::string::npos || isGroup(record, person)) {
            name[QStringLiteral("literal")] = toQString(person);
        } else {
            name[QStringLiteral("family")] = toQString(std::string_view{person}.substr(0, comma));
            name[QStringLiteral("given")] = toQString(std::string_view{person}.substr(comma + 2));
        }
        out.append(name);
    }
    return out;
}

class CslWriter final : public PagedWriter {
public:
    explicit CslWriter(ByteSink sink)
        : PagedWriter(Format::CslJson, std::move(sink))
    {
    }

private:
    [[nodiscard]] std::string head() const override { return "[\n"; }
    [[nodiscard]] std::string one(const Entry& entry) const override;
    [[nodiscard]] std::string between() const override { return ",\n"; }
    [[nodiscard]] std::string tail() const override { return "\n]\n"; }
};

std::string CslWriter::one(const Entry& entry) const
{
    const Record& record = entry.record;
    QJsonObject object;
    const auto put = [&](const char* key, const std::string& value) {
        if (!value.empty())
            object[QLatin1StringView{key}] = toQString(value);
    };
    put("id", record.sourceId);
    put("type", typeOf(record.kind));
    put("title", record.title);
    if (!record.authors.empty())
        object[QStringLiteral("author")] = names(record, record.authors);
    if (!record.editors.empty())
        object[QStringLiteral("editor")] = names(record, record.editors);
    if (record.year != 0)
        object[QStringLiteral("issued")] =
            QJsonObject{{QStringLiteral("date-parts"), QJsonArray{QJsonArray{record.year}}}};
    put("container-title", record.journal);
    put("container-title-short", record.journalAbbreviation);
    put("volume", record.volume);
    put("issue", record.issue);
    put("page", record.pages);
    put("publisher", record.publisher);
    put(record.kind == RecordKind::Book || record.kind == RecordKind::Chapter ? "ISBN" : "ISSN",
        listed(record.serials));
    put("DOI", record.doi);
    put("PMID", record.pmid);
    put("PMCID", record.pmcid);
    if (!record.urls.empty())
        put("URL", record.urls.front());
    put("language", record.language);
    put("genre", listed(record.types));
    put("keyword", listed(record.keywords));
    put("abstract", record.abstract);
    if (!entry.carried.empty())
        object[QStringLiteral("custom")] = QJsonObject{
            {toQString(CarriedField), QJsonDocument::fromJson(QByteArray::fromStdString(entry.carried)).object()}};
    return QJsonDocument{object}.toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

std::unique_ptr<Writer> cslWriter(ByteSink sink)
{
    return std::make_unique<CslWriter>(std::move(sink));
}

} // namespace winnow::formats
