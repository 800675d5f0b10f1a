// EndNote's XML, which Mendeley, Zotero, Bookends and the tools of systematic reviewers write, too.
//
// xml/records/record; nearly every text stands in one or more <style> elements, line ends within it are written &#xD;.
// Elements: RSRef4.0 DTD as EndNote X and later write it. Fields mean what they mean in EndNote's RIS export (ris.cpp),
// so that a library gives the same records, whichever way it came.
#include "core/base/text.h"
#include "core/formats/relations.h"
#include "core/formats/reviewtools.h"
#include "core/formats/values.h"
#include "core/formats/xml.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

using Node = pugi::xml_node;

constexpr std::array Records = {RecordElement{"record"}};
constexpr std::array<std::string_view, 2> Around = {"records", "xml"};
constexpr std::array<std::string_view, 6> WithinText = {"style", "i", "b", "u", "sup", "sub"};

struct TypeName {
    std::string_view name; ///< in lower case
    std::string_view number;
    RecordKind kind;
};
// EndNote's reference types. Other programs write other numbers, so that the name goes first.
constexpr std::array Types = {
    TypeName{"journal article", "17", RecordKind::Article},
    TypeName{"electronic article", "43", RecordKind::Article},
    TypeName{"magazine article", "19", RecordKind::Article},
    TypeName{"newspaper article", "23", RecordKind::Article},
    TypeName{"conference paper", "47", RecordKind::ConferencePaper},
    TypeName{"conference proceedings", "10", RecordKind::ConferencePaper},
    TypeName{"book", "6", RecordKind::Book},
    TypeName{"edited book", "28", RecordKind::Book},
    TypeName{"electronic book", "44", RecordKind::Book},
    TypeName{"serial", "57", RecordKind::Book},
    TypeName{"book section", "5", RecordKind::Chapter},
    TypeName{"electronic book section", "60", RecordKind::Chapter},
    TypeName{"dictionary", "52", RecordKind::Chapter},
    TypeName{"encyclopedia", "53", RecordKind::Chapter},
    TypeName{"thesis", "32", RecordKind::Thesis},
    TypeName{"report", "27", RecordKind::Report},
    TypeName{"government document", "46", RecordKind::Report},
    TypeName{"standard", "58", RecordKind::Report},
    TypeName{"dataset", "59", RecordKind::Dataset},
    TypeName{"aggregated database", "55", RecordKind::Dataset},
    TypeName{"online database", "45", RecordKind::Dataset},
    TypeName{"web page", "12", RecordKind::WebPage},
    TypeName{"blog", "56", RecordKind::WebPage},
    TypeName{"online multimedia", "48", RecordKind::WebPage},
    TypeName{"patent", "25", RecordKind::Patent},
    TypeName{"preprint", "", RecordKind::Preprint},
};

RecordKind kindOf(std::string_view name, std::string_view number, std::string_view workType)
{
    const auto says = [&](std::string_view words) { return containsIgnoringCase(workType, words); };
    if (says("trial registry record") || says("clinical trial registration"))
        return RecordKind::Registration;
    if (says("preprint"))
        return RecordKind::Preprint;
    const std::string lower = lowerAscii(name);
    const auto* found = std::ranges::find(Types, lower, &TypeName::name);
    if (found == Types.end() && lower.empty() && !number.empty())
        found = std::ranges::find(Types, number, &TypeName::number);
    if (found == Types.end())
        return RecordKind::Other;
    const bool meeting = says("conference") || says("meeting abstract");
    return found->kind == RecordKind::Article && meeting ? RecordKind::ConferencePaper : found->kind;
}

void addPerson(Node node, std::vector<std::string>& people, std::vector<std::string>* groups)
{
    for (const std::string& line : lines(node)) {
        people.push_back(personName(line));
        if (groups != nullptr && isGroupName(people.back()))
            groups->push_back(people.back());
    }
}

/// A new line is a new paragraph only behind the end of a sentence; elsewhere the text was wrapped.
std::string paragraphs(Node node)
{
    std::string out;
    for (const std::string& line : lines(node)) {
        const bool ended = !out.empty() && std::string_view{".!?:;"}.find(out.back()) != std::string_view::npos;
        out.append(out.empty() ? "" : ended ? "\n" : " ").append(line);
    }
    return out;
}

std::string firstOf(std::initializer_list<std::string> texts)
{
    for (const std::string& text : texts) {
        if (!text.empty())
            return text;
    }
    return {};
}

bool namesPubMed(std::string_view database)
{
    return containsIgnoringCase(database, "pubmed") || containsIgnoringCase(database, "medline") || database == "NLM"
        || containsIgnoringCase(database, "national library of medicine");
}

class EndnoteXmlReader final : public PieceReader {
public:
    Piece next(std::string_view text, bool last) override { return m_scanner.next(text, last); }
    std::size_t resume(std::string_view text) override { return m_scanner.resume(text); }
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    std::vector<RawField> fields(std::string_view text) override
    {
        std::vector<Note> notes;
        return xmlFields(m_xml.read(text, notes), WithinText);
    }
    [[nodiscard]] std::string database() const override { return m_severalDatabases ? std::string{} : m_database; }

private:
    struct Parts;
    static void take(Record& record, Node child, Parts& parts);
    static void takeTitles(Record& record, Node titles, Parts& parts);
    static void takeDates(Record& record, Node dates);
    static void takeUrls(Record& record, Node urls);
    static void takeNotes(Record& record, Node node, Parts& parts);
    static void finish(Record& record, Parts& parts);
    void learnDatabase(const Parts& parts, const Record& record);

    ElementScanner m_scanner{Records, Around};
    XmlRecord m_xml;
    std::string m_database;
    bool m_severalDatabases = false;
};

/// What is decided only when the whole record is known.
struct EndnoteXmlReader::Parts {
    std::string typeName;
    std::string typeNumber;
    std::string workType;
    std::string number; ///< of the record in its library
    std::string accession;
    std::string databaseName;
    std::string provider;
    std::string secondaryTitle;
    std::string tertiaryTitle;
    std::string shortTitle;
    std::string alternativeTitle;
    std::string fullTitle;
    std::string abbreviation;
    std::string originalPublication;
    std::string section;
    std::string articleNumber;
    std::string notedPmid;
    std::string notedDoi;
};

void EndnoteXmlReader::takeTitles(Record& record, Node titles, Parts& parts)
{
    record.title = words(titles.child("title"));
    record.originalTitle = words(titles.child("translated-title"));
    parts.secondaryTitle = words(titles.child("secondary-title"));
    parts.tertiaryTitle = words(titles.child("tertiary-title"));
    parts.shortTitle = words(titles.child("short-title"));
    parts.alternativeTitle = words(titles.child("alt-title"));
}

void EndnoteXmlReader::takeDates(Record& record, Node dates)
{
    const std::string year = words(dates.child("year"));
    record.date = words(dates.child("pub-dates").child("date"));
    record.year = findYear(year);
    if (record.year == 0)
        record.year = findYear(record.date);
    if (record.date.empty())
        record.date = year;
}

void EndnoteXmlReader::takeUrls(Record& record, Node urls)
{
    for (const Node kind : urls.children()) {
        for (const Node url : kind.children("url")) {
            for (const std::string& line : lines(url)) {
                if (std::string address = line.substr(0, line.find_first_of(" \t"));
                    address.find("://") != std::string::npos)
                    addOnce(record.urls, std::move(address));
            }
        }
    }
}

void EndnoteXmlReader::takeNotes(Record& record, Node node, Parts& parts)
{
    for (std::string& line : lines(node)) {
        if (takeReviewNote(line, record))
            continue;
        if (line.starts_with("PMID"))
            parts.notedPmid = leadingDigits(trimmed(std::string_view{line}.substr(line.starts_with("PMID:") ? 5 : 4)));
        else if (containsIgnoringCase(line.substr(0, 3), "doi"))
            parts.notedDoi = findDoi(line, DoiIn::Text);
        if (containsIgnoringCase(line, "erratum") || containsIgnoringCase(line, "retract")) {
            takeRelation(line, record);
            record.notices.push_back(std::move(line));
        }
    }
}

void EndnoteXmlReader::take(Record& record, Node child, Parts& parts)
{
    const std::string_view name = child.name();
    if (name == "ref-type") {
        parts.typeName = words(child.attribute("name"));
        parts.typeNumber = words(child);
    } else if (name == "rec-number") {
        parts.number = words(child);
    } else if (name == "contributors") {
        for (const Node author : child.child("authors").children())
            addPerson(author, record.authors, &record.groupAuthors);
        for (const Node editor : child.child("secondary-authors").children())
            addPerson(editor, record.editors, nullptr);
    } else if (name == "titles") {
        takeTitles(record, child, parts);
    } else if (name == "periodical") {
        parts.fullTitle = words(child.child("full-title"));
        parts.abbreviation = words(child.child("abbr-1"));
    } else if (name == "pages") {
        record.pages = fullPages(words(child));
    } else if (name == "volume") {
        record.volume = words(child);
    } else if (name == "number") {
        record.issue = words(child);
    } else if (name == "section") {
        parts.section = words(child);
    } else if (name == "custom7") {
        parts.articleNumber = words(child);
    } else if (name == "dates") {
        takeDates(record, child);
    } else if (name == "isbn") {
        for (std::string& serial : lines(child))
            addOnce(record.serials, std::move(serial));
    } else if (name == "publisher") {
        record.publisher = words(child);
    } else if (name == "accession-num") {
        parts.accession = words(child);
    } else if (name == "electronic-resource-num") {
        record.doi = findDoi(words(child), DoiIn::Field);
    } else if (name == "abstract") {
        record.abstract = sectioned(paragraphs(child));
    } else if (name == "notes") {
        takeNotes(record, child, parts);
    } else if (name == "research-notes") {
        record.note = paragraphs(child);
    } else if (name == "keywords") {
        for (const Node keyword : child.children())
            std::ranges::move(lines(keyword), std::back_inserter(record.keywords));
    } else if (name == "urls") {
        takeUrls(record, child);
    } else if (name == "language") {
        record.language = words(child);
    } else if (name == "work-type") {
        parts.workType = words(child);
    } else if (name == "remote-database-name") {
        parts.databaseName = words(child);
    } else if (name == "remote-database-provider") {
        parts.provider = words(child);
    } else if (name == "orig-pub") {
        parts.originalPublication = words(child);
    } else if (name == "custom2") {
        if (const std::string id = words(child); id.starts_with("PMC"))
            record.pmcid = pmcid(id);
    } else if (name == "label" || name == "caption") { // "Duplicate", "Include": what reviewers' tools write there
        for (std::string& label : lines(child))
            addOnce(record.labels, std::move(label));
    }
}

void EndnoteXmlReader::finish(Record& record, Parts& parts)
{
    record.kind = kindOf(parts.typeName, parts.typeNumber, parts.workType);
    addOnce(record.types, std::move(parts.typeName));
    addOnce(record.types, std::move(parts.workType));
    if (record.title.empty())
        record.title = firstOf({parts.shortTitle, record.kind == RecordKind::Book ? parts.secondaryTitle : ""});
    record.journal = firstOf({parts.fullTitle, parts.secondaryTitle, parts.alternativeTitle});
    record.journalAbbreviation = firstOf({parts.abbreviation, parts.alternativeTitle, parts.secondaryTitle});
    // EndNote's list of journals has them the other way round where names came from PubMed.
    if (record.journalAbbreviation.size() >= record.journal.size())
        record.journalAbbreviation.clear();
    if (record.pages.empty())
        record.pages = std::move(parts.articleNumber);
    if (record.originalTitle.empty() && !takeRelation(parts.originalPublication, record))
        record.originalTitle = std::move(parts.originalPublication);
    if (record.doi.empty())
        record.doi = std::move(parts.notedDoi);
    for (auto url = record.urls.begin(); record.doi.empty() && url != record.urls.end(); ++url)
        record.doi = findDoi(*url, DoiIn::Text);

    const std::string& id = parts.accession;
    const bool fromPubMed = namesPubMed(parts.databaseName) || namesPubMed(parts.provider);
    const bool fromEmbase =
        containsIgnoringCase(parts.databaseName, "embase") || containsIgnoringCase(parts.provider, "embase");
    if (fromPubMed && !fromEmbase && isDigits(id) && id.size() <= 8)
        record.pmid = id;
    else if (isDigits(parts.notedPmid) && parts.notedPmid.size() <= 8)
        record.pmid = parts.notedPmid;
    if (id.starts_with("WOS:") || id.starts_with("ISI:"))
        record.wos = "WOS:" + id.substr(4, id.find(' ') - 4);
    record.sourceId = id.empty() ? parts.number : id;
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
}

/// The database that all records come from, if they say so.
void EndnoteXmlReader::learnDatabase(const Parts& parts, const Record& record)
{
    constexpr std::array<std::array<std::string_view, 2>, 11> Names = {{{"embase", "Embase"},
        {"ovid medline", "MEDLINE (Ovid)"}, {"pubmed", "PubMed"}, {"medline", "MEDLINE"}, {"scopus", "Scopus"},
        {"cinahl", "CINAHL"}, {"psycinfo", "APA PsycInfo"}, {"web of science", "Web of Science"},
        {"cochrane", "Cochrane CENTRAL"}, {"ieee", "IEEE Xplore"}, {"proquest", "ProQuest"}}};
    std::string database;
    const std::string said = parts.databaseName.empty() ? parts.provider : parts.databaseName;
    for (const auto& [word, name] : Names) {
        if (database.empty() && containsIgnoringCase(said, word))
            database = name;
    }
    if (database.empty())
        database = said == "NLM" ? "PubMed" : !record.wos.empty() ? "Web of Science" : parts.databaseName;
    m_severalDatabases |= !m_database.empty() && !database.empty() && database != m_database;
    if (m_database.empty())
        m_database = std::move(database);
}

void EndnoteXmlReader::fill(Record& record, std::string_view text, std::vector<Note>& notes)
{
    Parts parts;
    for (const Node child : m_xml.read(text, notes).children())
        take(record, child, parts);
    finish(record, parts);
    if (record.year == 0 && !record.date.empty())
        notes.push_back({Severity::Note, 0,
            QT_TRANSLATE_NOOP("formats", "“%1” is not a year; the year was left empty."), record.date});
    learnDatabase(parts, record);
}

} // namespace

std::unique_ptr<PieceReader> endnoteXmlReader()
{
    return std::make_unique<EndnoteXmlReader>();
}

} // namespace winnow::formats
