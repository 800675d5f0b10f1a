// EndNote's tagged format, which began as Unix refer's: "%A Doe, Jane", as EndNote, Google Scholar and Rayyan write it.
// Tags after EndNote's "EndNote Import" and refer(1).
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/reader.h"
#include "core/formats/reviewtools.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

struct TypeName {
    std::string_view words; ///< in the name of the type
    RecordKind kind;
};
constexpr std::array Types = {
    TypeName{"journal", RecordKind::Article},
    TypeName{"article", RecordKind::Article},
    TypeName{"conference", RecordKind::ConferencePaper},
    TypeName{"book section", RecordKind::Chapter},
    TypeName{"chapter", RecordKind::Chapter},
    TypeName{"book", RecordKind::Book},
    TypeName{"thesis", RecordKind::Thesis},
    TypeName{"dissertation", RecordKind::Thesis},
    TypeName{"report", RecordKind::Report},
    TypeName{"government document", RecordKind::Report},
    TypeName{"standard", RecordKind::Report},
    TypeName{"preprint", RecordKind::Preprint},
    TypeName{"dataset", RecordKind::Dataset},
    TypeName{"web page", RecordKind::WebPage},
    TypeName{"blog", RecordKind::WebPage},
    TypeName{"electronic source", RecordKind::WebPage},
    TypeName{"online", RecordKind::WebPage},
    TypeName{"patent", RecordKind::Patent},
    TypeName{"trial registration", RecordKind::Registration},
};

/// Without %0, as refer itself has it, a journal makes an article.
RecordKind kindOf(const Record& record)
{
    for (const TypeName& type : Types) {
        const auto names = [&](const std::string& name) { return containsIgnoringCase(name, type.words); };
        if (std::ranges::any_of(record.types, names))
            return type.kind;
    }
    return record.types.empty() && !record.journal.empty() ? RecordKind::Article : RecordKind::Other;
}

class ReferReader final : public Reader {
public:
    [[nodiscard]] TagOf tagOf() const override { return referTag; }
    [[nodiscard]] AfterBlank afterBlank() const override { return AfterBlank::Continues; }
    [[nodiscard]] bool hasEndLine() const override { return false; }
    [[nodiscard]] Join joinOf(Tag) const override { return Join::Lines; }
    [[nodiscard]] std::string database() const override { return m_severalDatabases ? std::string{} : m_database; }
    [[nodiscard]] Role role(std::string_view line, const TaggedLine& tagged, Position position) override;
    void fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes) override;

private:
    static void fillText(Record& record, const std::vector<Field>& fields);
    static void fillSource(Record& record, const std::vector<Field>& fields);
    static void fillIdentifiers(Record& record, const std::vector<Field>& fields);
    static void addPeople(const Field& field, std::vector<std::string>& people, std::vector<std::string>* groups);

    bool m_hasTypes = false; ///< records begin with %0
    std::string m_database;
    bool m_severalDatabases = false;
};

/// A record begins with %0, or in files without it behind a blank line.
Role ReferReader::role(std::string_view, const TaggedLine& tagged, Position position)
{
    if (tagged.tag == NoTag)
        return position.inside() ? Role::Belongs : Role::Remarks;
    if (tagged.tag == "%0"_tag) {
        m_hasTypes = true;
        return Role::Begins;
    }
    return position.inside() && (m_hasTypes || !position.afterBlank) ? Role::Belongs : Role::Begins;
}

/// "Jane Doe", as refer has it.
std::string familyFirst(const std::string& name)
{
    const std::size_t space = name.find(',') == std::string::npos ? name.rfind(' ') : std::string::npos;
    return space == std::string::npos ? name : name.substr(space + 1) + ", " + name.substr(0, space);
}

/// EndNote marks the name of a group with a comma at its end.
void ReferReader::addPeople(const Field& field, std::vector<std::string>& people, std::vector<std::string>* groups)
{
    for (const std::string& line : linesOf(field)) {
        for (const std::string& name : splitTrimmed(line, ';')) {
            const bool group = name.find(',') == name.size() - 1 || isGroupName(name);
            people.push_back(group ? name.substr(0, name.find_last_not_of(", ") + 1) : familyFirst(personName(name)));
            if (group && groups != nullptr)
                groups->push_back(people.back());
        }
    }
}

void ReferReader::fillText(Record& record, const std::vector<Field>& fields)
{
    record.title = firstText(fields, {"%T"_tag, "%!"_tag});
    record.originalTitle = firstText(fields, {"%Q"_tag});
    for (const Field& field : fields) {
        switch (field.tag) {
        case "%0"_tag:
        case "%9"_tag:
            addOnce(record.types, textOf(field));
            break;
        case "%X"_tag:
            record.abstract += (record.abstract.empty() ? "" : "\n") + sectioned(textOf(field, Join::Paragraphs));
            break;
        case "%A"_tag:
            addPeople(field, record.authors, &record.groupAuthors);
            break;
        case "%E"_tag:
            addPeople(field, record.editors, nullptr);
            break;
        case "%K"_tag:
            for (const std::string& line : linesOf(field)) {
                for (std::string& keyword : splitTrimmed(line, line.find(';') != std::string::npos ? ';' : ','))
                    addOnce(record.keywords, std::move(keyword));
            }
            break;
        case "%@"_tag:
            for (const std::string& line : linesOf(field)) {
                for (std::string& serial : splitTrimmed(line, ';'))
                    addOnce(record.serials, std::move(serial));
            }
            break;
        case "%U"_tag:
            for (const std::string& line : linesOf(field)) {
                if (line.find("://") != std::string::npos)
                    addOnce(record.urls, line.substr(0, line.find_first_of(" \t")));
            }
            break;
        case "%Z"_tag:
        case "%O"_tag:
        case "%1"_tag:
        case "%2"_tag:
        case "%3"_tag:
        case "%4"_tag: {
            const std::string note = textOf(field, Join::Paragraphs);
            if (!takeReviewNote(note, record)
                && (containsIgnoringCase(note, "erratum") || containsIgnoringCase(note, "retract")))
                record.notices.push_back(note);
            break;
        }
        default:
            break;
        }
    }
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
}

void ReferReader::fillSource(Record& record, const std::vector<Field>& fields)
{
    record.journal = firstText(fields, {"%J"_tag, "%B"_tag, "%S"_tag});
    record.volume = firstText(fields, {"%V"_tag});
    record.issue = firstText(fields, {"%N"_tag});
    record.pages = fullPages(firstText(fields, {"%P"_tag}));
    record.publisher = firstText(fields, {"%I"_tag});
    record.language = firstText(fields, {"%G"_tag});
    record.date = firstText(fields, {"%8"_tag, "%D"_tag});
    for (const Tag tag : {"%D"_tag, "%8"_tag}) {
        if (record.year == 0)
            record.year = findYear(firstText(fields, {tag}));
    }
}

void ReferReader::fillIdentifiers(Record& record, const std::vector<Field>& fields)
{
    record.sourceId = firstText(fields, {"%M"_tag, "%F"_tag, "%L"_tag});
    record.doi = findDoi(firstText(fields, {"%R"_tag}), DoiIn::Field);
    const std::string database = firstText(fields, {"%~"_tag, "%W"_tag});
    const std::string accession = firstText(fields, {"%M"_tag});
    const bool pubMed =
        containsIgnoringCase(database, "pubmed") || containsIgnoringCase(database, "medline") || database == "NLM";
    if (accession.starts_with("WOS:") || accession.starts_with("ISI:"))
        record.wos = "WOS:" + accession.substr(4);
    else if (pubMed && isDigits(accession) && accession.size() <= 8)
        record.pmid = accession;
    for (const std::string& url : record.urls) {
        if (record.doi.empty() && url.find("doi") != std::string::npos)
            record.doi = findDoi(url, DoiIn::Text);
        for (const std::string_view site : {"pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/"}) {
            if (const std::size_t at = url.find(site); at != std::string::npos && record.pmid.empty())
                record.pmid = leadingDigits(std::string_view{url}.substr(at + site.size()));
        }
    }
}

void ReferReader::fill(Record& record, const std::vector<Field>& fields, std::vector<Note>&)
{
    fillText(record, fields);
    fillSource(record, fields);
    fillIdentifiers(record, fields);
    record.kind = kindOf(record);
    const std::string database = !record.wos.empty() ? "Web of Science" : firstText(fields, {"%~"_tag, "%W"_tag});
    m_severalDatabases |= !m_database.empty() && !database.empty() && database != m_database;
    if (m_database.empty())
        m_database = database;
}

} // namespace

TaggedLine referTag(std::string_view line)
{
    constexpr std::string_view Signs = "@!#$&()*+?<>=[]^~";
    if (line.size() < 2 || line[0] != '%' || (line.size() > 2 && line[2] != ' ' && line[2] != '\t'))
        return {};
    const char c = line[1];
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool lowerCase = c >= 'a' && c <= 'z';
    if (!letter && !lowerCase && Signs.find(c) == std::string_view::npos)
        return {};
    return {packTag(line.substr(0, 2)), 2, lowerCase};
}

std::unique_ptr<Reader> referReader()
{
    return std::make_unique<ReferReader>();
}

} // namespace winnow::formats
