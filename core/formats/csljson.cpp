// CSL JSON (schema 1.0.2), as Zotero, Mendeley and Crossref write it.
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/jsonrecords.h"
#include "core/formats/reviewtools.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

struct TypeName {
    std::string_view type;
    RecordKind kind;
};
constexpr std::array Types = {
    TypeName{"article-journal", RecordKind::Article},
    TypeName{"journal-article", RecordKind::Article},
    TypeName{"article-magazine", RecordKind::Article},
    TypeName{"article-newspaper", RecordKind::Article},
    TypeName{"review", RecordKind::Article},
    TypeName{"article", RecordKind::Preprint},
    TypeName{"posted-content", RecordKind::Preprint},
    TypeName{"paper-conference", RecordKind::ConferencePaper},
    TypeName{"proceedings-article", RecordKind::ConferencePaper},
    TypeName{"speech", RecordKind::ConferencePaper},
    TypeName{"book", RecordKind::Book},
    TypeName{"chapter", RecordKind::Chapter},
    TypeName{"book-chapter", RecordKind::Chapter},
    TypeName{"entry-encyclopedia", RecordKind::Chapter},
    TypeName{"thesis", RecordKind::Thesis},
    TypeName{"dissertation", RecordKind::Thesis},
    TypeName{"report", RecordKind::Report},
    TypeName{"standard", RecordKind::Report},
    TypeName{"dataset", RecordKind::Dataset},
    TypeName{"webpage", RecordKind::WebPage},
    TypeName{"post", RecordKind::WebPage},
    TypeName{"post-weblog", RecordKind::WebPage},
    TypeName{"patent", RecordKind::Patent},
};

std::string text(const JsonValue& value)
{
    // Crossref gives titles as lists.
    const std::string& own =
        value.kind == JsonValue::Kind::Array && !value.members.empty() ? value.members[0].text : value.text;
    return withoutEntities(std::string{trimmed(own)});
}

/// {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van", "suffix": "Jr."}, or a literal name.
void addPeople(const JsonValue& names, std::vector<std::string>& people, std::vector<std::string>* groups)
{
    for (const JsonValue& name : names.members) {
        std::string family = text(name["family"]);
        for (const std::string_view particle : {"non-dropping-particle", "dropping-particle"}) {
            if (const std::string words = text(name[particle]); !words.empty())
                family.insert(0, words + ' ');
        }
        std::string literal = text(name["literal"]);
        if (literal.empty())
            literal = text(name["name"]);
        const std::string given = text(name["given"]);
        if (!family.empty() && given.empty() && literal.empty())
            literal = std::exchange(family, {});
        if (family.empty() && literal.empty())
            continue;
        std::string person = family.empty() ? literal : family;
        if (!family.empty())
            person.append(", ").append(given);
        if (const std::string suffix = text(name["suffix"]); !suffix.empty())
            person += ", " + suffix;
        if (groups != nullptr && family.empty() && literal.find(',') == std::string::npos)
            groups->push_back(person);
        people.push_back(std::move(person));
    }
}

/// {"date-parts": [[2019, 3, 12]]}, {"raw": "12 March 2019"} or {"literal": …}; ISO as far as stated.
std::string dateOf(const JsonValue& date)
{
    const JsonValue& parts = date["date-parts"];
    std::string out;
    if (!parts.members.empty()) {
        for (const JsonValue& part : parts.members[0].members) {
            if (part.text.empty() || part.text == "0")
                break;
            out += out.empty() ? "" : part.text.size() < 2 ? "-0" : "-";
            out += part.text;
        }
    }
    for (const std::string_view key : {"raw", "literal"}) {
        if (out.empty())
            out = text(date[key]);
    }
    return out.empty() ? date.text : out;
}

/// What the style variables have no place for: Zotero's "PMID: 123" lines.
void takeNote(Record& record, const std::string& note)
{
    if (note.empty() || takeReviewNote(note, record))
        return;
    for (const std::string& line : splitTrimmed(note, '\n')) {
        const std::string_view value =
            trimmed(std::string_view{line}.substr(std::min(line.find(':') + 1, line.size())));
        if (line.starts_with("PMID:") && record.pmid.empty())
            record.pmid = leadingDigits(value);
        else if (line.starts_with("PMCID:") && record.pmcid.empty())
            record.pmcid = pmcid(value);
        else if (line.starts_with("DOI:") && record.doi.empty())
            record.doi = findDoi(value, DoiIn::Field);
    }
    if (containsIgnoringCase(note, "erratum") || containsIgnoringCase(note, "retract"))
        record.notices.push_back(note);
}

class CslJsonReader final : public JsonRecordReader {
public:
    CslJsonReader()
        : JsonRecordReader({})
    {
    }
    [[nodiscard]] std::string database() const override { return {}; }

private:
    void take(Record& record, const JsonValue& item) override;
    static void takeLists(Record& record, const JsonValue& item);
};

void CslJsonReader::take(Record& record, const JsonValue& item)
{
    record.sourceId = text(item["id"]);
    record.title = text(item["title"]);
    record.originalTitle = text(item["original-title"]);
    record.abstract = sectioned(text(item["abstract"]));
    addPeople(item["author"], record.authors, &record.groupAuthors);
    addPeople(item["editor"], record.editors, nullptr);
    record.date = dateOf(item["issued"]);
    record.year = findYear(record.date);
    record.journal = text(item["container-title"]);
    record.journalAbbreviation = text(item["container-title-short"]);
    if (record.journalAbbreviation.empty())
        record.journalAbbreviation = text(item["journalAbbreviation"]);
    if (record.journalAbbreviation == record.journal)
        record.journalAbbreviation.clear();
    record.volume = text(item["volume"]);
    record.issue = text(item["issue"]);
    record.pages = fullPages(text(item["page"]));
    if (record.pages.empty())
        record.pages = text(item["number"]);
    record.publisher = text(item["publisher"]);
    record.doi = findDoi(text(item["DOI"]), DoiIn::Field);
    record.pmid = leadingDigits(text(item["PMID"]));
    record.pmcid = pmcid(text(item["PMCID"]));
    record.language = text(item["language"]);
    takeLists(record, item);
    takeNote(record, text(item["note"]));
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
    const std::string type = text(item["type"]);
    const auto* const found = std::ranges::find(Types, type, &TypeName::type);
    record.kind = found != Types.end() ? found->kind : RecordKind::Other;
    if (record.kind == RecordKind::Preprint && !record.journal.empty() && !record.volume.empty())
        record.kind = RecordKind::Article;
    // As it came in the text, for what Winnow itself wrote.
    if (const JsonValue& own = item["custom"][CarriedField]; own.kind == JsonValue::Kind::Object)
        takeCarried(jsonText(own), record);
}

void CslJsonReader::takeLists(Record& record, const JsonValue& item)
{
    for (const std::string_view key : {"genre", "type"}) {
        for (std::string& type : splitTrimmed(text(item[key]), ';')) {
            if (key == "genre" || record.types.empty())
                addOnce(record.types, std::move(type));
        }
    }
    for (const std::string_view key : {"keyword", "categories", "subject"}) {
        for (const std::string& words : item[key].texts()) {
            const char separator = words.find(';') != std::string::npos ? ';' : ',';
            for (std::string& word : splitTrimmed(withoutEntities(words), separator))
                addOnce(record.keywords, std::move(word));
        }
    }
    for (const std::string_view key : {"ISSN", "ISBN"}) {
        for (const std::string& words : item[key].texts()) {
            for (std::string& serial : splitTrimmed(words, ';'))
                addOnce(record.serials, std::move(serial));
        }
    }
    addOnce(record.urls, item["URL"].text);
}

} // namespace

bool isCslType(std::string_view type)
{
    return type == "document" || std::ranges::find(Types, type, &TypeName::type) != Types.end();
}

std::unique_ptr<PieceReader> cslJsonReader(const ReadOptions&, std::string_view)
{
    return std::make_unique<CslJsonReader>();
}

} // namespace winnow::formats
