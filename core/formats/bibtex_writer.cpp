// BibTeX in UTF-8, one field a line.
#include "core/formats/carried.h"
#include "core/formats/writing.h"

#include <algorithm>
#include <unordered_set>

namespace winnow::formats {

namespace {

std::string_view typeOf(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Article:
        return "article";
    case RecordKind::ConferencePaper:
        return "inproceedings";
    case RecordKind::Book:
        return "book";
    case RecordKind::Chapter:
        return "incollection";
    case RecordKind::Thesis:
        return "phdthesis";
    case RecordKind::Report:
        return "techreport";
    case RecordKind::Preprint:
        return "unpublished";
    case RecordKind::Dataset:
        return "dataset";
    case RecordKind::WebPage:
        return "online";
    case RecordKind::Patent:
        return "patent";
    case RecordKind::Registration:
    case RecordKind::Other:
        break;
    }
    return "misc";
}

/// With the characters that TeX gives a meaning as it writes them.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : plain(text, LineEnds::Keep)) {
        switch (c) {
        case '\\':
            out += "\\textbackslash{}";
            break;
        case '~':
            out += "\\textasciitilde{}";
            break;
        case '^':
            out += "\\textasciicircum{}";
            break;
        case '{':
        case '}':
        case '$':
        case '&':
        case '#':
        case '_':
        case '%':
            out += '\\';
            [[fallthrough]];
        default:
            out += c;
        }
    }
    return out;
}

void add(std::string& out, std::string_view name, std::string_view value)
{
    if (!value.empty())
        out.append(",\n  ").append(name).append(" = {").append(value).append("}");
}

/// Names as BibTeX reads them; what is no "Family, Given" is braced, so that it is not taken apart.
std::string names(const Record& record, const std::vector<std::string>& people)
{
    std::string out;
    for (const std::string& person : people) {
        out += out.empty() ? "" : " and ";
        const bool apart = person.find(',') != std::string::npos && !isGroup(record, person)
            && person.find(" and ") == std::string::npos;
        out += apart ? escaped(person) : '{' + escaped(person) + '}';
    }
    return out;
}

class BibtexWriter final : public PagedWriter {
public:
    explicit BibtexWriter(ByteSink sink)
        : PagedWriter(Format::Bibtex, std::move(sink))
    {
    }

private:
    [[nodiscard]] std::string one(const Entry& entry) const override;
    [[nodiscard]] Result<> write(const std::vector<Entry>& page) override;

    std::unordered_set<std::size_t> m_keys; ///< hashes of those in the file
};

/// The source's own key, as far as TeX can use it.
std::string keyOf(const Record& record)
{
    const auto usable = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '-'
            || c == '_' || c == '.' || c == '/' || c == '+';
    };
    std::string key;
    std::ranges::copy_if(record.sourceId, std::back_inserter(key), usable);
    return key.empty() ? "record" : key;
}

Result<> BibtexWriter::write(const std::vector<Entry>& page)
{
    std::string text;
    for (const Entry& entry : page) {
        const std::string key = keyOf(entry.record);
        std::string given = key;
        for (int number = 2; !m_keys.insert(std::hash<std::string>{}(given)).second; ++number)
            given = key + '-' + std::to_string(number);
        std::string written = one(entry);
        if (given != key) {
            Record name;
            name.sourceId = entry.record.sourceId;
            std::string field;
            add(field, CarriedField, std::string{CarriedMark} + carried(name, Record{}));
            written.insert(written.rfind("\n}"), field);
        }
        const std::size_t at = written.find('{') + 1;
        text += written.substr(0, at) + given + written.substr(at + key.size());
    }
    return give(text);
}

std::string BibtexWriter::one(const Entry& entry) const
{
    const Record& record = entry.record;
    const bool part = record.kind == RecordKind::ConferencePaper || record.kind == RecordKind::Chapter;
    std::string out = "@";
    out.append(typeOf(record.kind)).append("{").append(keyOf(record));
    if (!record.title.empty())
        add(out, "title", '{' + escaped(record.title) + '}');
    add(out, "author", names(record, record.authors));
    add(out, "editor", names(record, record.editors));
    add(out, part ? "booktitle" : "journal", escaped(record.journal));
    add(out, "shortjournal", escaped(record.journalAbbreviation));
    if (record.year != 0)
        add(out, "year", std::to_string(record.year));
    add(out, "volume", escaped(record.volume));
    add(out, "number", escaped(record.issue));
    std::string pages = escaped(record.pages);
    if (const std::size_t hyphen = pages.find('-'); hyphen != std::string::npos)
        pages.insert(hyphen, 1, '-');
    add(out, "pages", pages);
    add(out, "publisher", escaped(record.publisher));
    if (!record.serials.empty())
        add(out, part || record.kind == RecordKind::Book ? "isbn" : "issn", escaped(listed(record.serials)));
    // As it is, for programs that make a link of it, unless that would break the entry.
    const bool plainDoi = record.doi.find_first_of("{}\\") == std::string::npos;
    add(out, "doi", plainDoi ? record.doi : escaped(record.doi));
    add(out, "pmid", escaped(record.pmid));
    add(out, "pmcid", escaped(record.pmcid));
    add(out, "unique-id", escaped(record.wos));
    if (!record.urls.empty())
        add(out, "url", escaped(record.urls.front()));
    add(out, "language", escaped(record.language));
    add(out, "keywords", escaped(listed(record.keywords)));
    add(out, "abstract", escaped(record.abstract));
    if (!entry.carried.empty())
        add(out, CarriedField, std::string{CarriedMark} + entry.carried);
    return out += "\n}\n\n";
}

} // namespace

std::unique_ptr<Writer> bibtexWriter(ByteSink sink)
{
    return std::make_unique<BibtexWriter>(std::move(sink));
}

} // namespace winnow::formats
