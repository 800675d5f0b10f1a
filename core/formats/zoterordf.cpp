// Zotero's RDF: an element an item, and behind it the elements it refers to: its journal, its notes, its attachments.
//
// A journal that several items share stands behind the first of them. Elements: Zotero's translator "Zotero RDF"
// (namespaces bib, dc, dcterms, foaf, link, prism, z), whose prefixes are always the same.
#include "core/base/text.h"
#include "core/formats/values.h"
#include "core/formats/xml.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <map>

namespace winnow::formats {

namespace {

using Node = pugi::xml_node;
constexpr auto npos = std::string_view::npos;

constexpr std::string_view Root = "rdf:RDF";

struct TypeName {
    std::string_view name;
    RecordKind kind;
};
constexpr std::array Types = {
    TypeName{"journalArticle", RecordKind::Article},
    TypeName{"magazineArticle", RecordKind::Article},
    TypeName{"newspaperArticle", RecordKind::Article},
    TypeName{"conferencePaper", RecordKind::ConferencePaper},
    TypeName{"presentation", RecordKind::ConferencePaper},
    TypeName{"book", RecordKind::Book},
    TypeName{"bookSection", RecordKind::Chapter},
    TypeName{"encyclopediaArticle", RecordKind::Chapter},
    TypeName{"dictionaryEntry", RecordKind::Chapter},
    TypeName{"thesis", RecordKind::Thesis},
    TypeName{"report", RecordKind::Report},
    TypeName{"standard", RecordKind::Report},
    TypeName{"preprint", RecordKind::Preprint},
    TypeName{"dataset", RecordKind::Dataset},
    TypeName{"webpage", RecordKind::WebPage},
    TypeName{"blogPost", RecordKind::WebPage},
    TypeName{"forumPost", RecordKind::WebPage},
    TypeName{"patent", RecordKind::Patent},
};

/// Where the element at the start of `text` ends, counting what opens and closes within; npos if its end is not there.
std::size_t elementEnd(std::string_view text)
{
    std::size_t depth = 0;
    for (std::size_t at = 0; at != npos && at < text.size(); at = text.find('<', at)) {
        const std::string_view rest = text.substr(at);
        const std::size_t length = markupEnd(rest);
        const std::string_view name = elementName(rest);
        if (length == npos || (depth > 0 && name == Root))
            return length == npos ? npos : at;
        const std::string_view markup = rest.substr(0, length);
        if (!name.empty() && markup.starts_with("</"))
            --depth;
        else if (!name.empty() && !markup.ends_with("/>"))
            ++depth;
        at += length;
        if (depth == 0)
            return at;
    }
    return npos;
}

/// An item has a type of its own; what it refers to has none, or one of these.
bool isItem(std::string_view element)
{
    constexpr std::string_view Mark = "<z:itemType>";
    const std::size_t at = element.find(Mark);
    if (at == npos)
        return false;
    const std::string_view type = element.substr(at + Mark.size(), 16);
    return !type.starts_with("attachment") && !type.starts_with("note") && !type.starts_with("annotation");
}

/// Cuts the file into items, each with what follows it and is no item.
class ItemScanner {
public:
    Piece next(std::string_view text, bool last)
    {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin != 0)
            return begin == npos && !last ? Piece{} : separator(std::min(begin, text.size()));
        const std::size_t tag = text.find('<');
        if (tag != 0)
            return tag == npos && !last ? Piece{} : remark(text.substr(0, tag));
        const std::string_view name = elementName(text);
        const bool structure = name.empty() || name == Root || text.starts_with("</");
        const std::size_t length = structure ? markupEnd(text) : elementEnd(text);
        if (length == npos && !last)
            return {};
        if (structure)
            return separator(length == npos ? text.size() : length);
        const std::string_view element = text.substr(0, length);
        if (!isItem(element))
            return passOver(name, element.size());
        if (length == npos)
            return {.kind = Piece::Kind::Record,
                .length = text.find_last_not_of(" \t\r\n") + 1,
                .problem = QT_TRANSLATE_NOOP("formats",
                    "The last record has no end tag; the file may have been cut short. The record was kept as far as "
                    "it goes.")};
        return withWhatFollows(text, length, last);
    }

    static std::size_t resume(std::string_view text)
    {
        for (std::size_t at = text.find("\n    <bib:", 1); at != npos; at = text.find("\n    <bib:", at + 1)) {
            if (isItem(text.substr(at, 4096)))
                return at + 5;
        }
        return npos;
    }

private:
    static Piece separator(std::size_t length) { return {.kind = Piece::Kind::Separator, .length = length}; }

    static Piece remark(std::string_view text)
    {
        return {.kind = Piece::Kind::Separator,
            .length = text.size(),
            .problem = QT_TRANSLATE_NOOP("formats", "Text between records was passed over: “%1”"),
            .severity = Severity::Note,
            .argument = printable(trimmed(text).substr(0, 60))};
    }

    /// Collections, and notes and files that stand alone: said of the first only, as a library has hundreds.
    Piece passOver(std::string_view name, std::size_t length)
    {
        Piece piece = separator(length);
        const bool collection = name == "z:Collection";
        if (bool& said = collection ? m_saidCollections : m_saidOthers; !said) {
            said = true;
            piece.severity = Severity::Note;
            piece.problem = collection
                ? QT_TRANSLATE_NOOP("formats", "The file holds collections of Zotero; they were passed over.")
                : QT_TRANSLATE_NOOP("formats",
                      "The file holds notes, attachments or journals that no item before them refers to; they were "
                      "passed over.");
        }
        return piece;
    }

    static Piece withWhatFollows(std::string_view text, std::size_t end, bool last)
    {
        const auto item = [&] { return Piece{.kind = Piece::Kind::Record, .length = end}; };
        for (;;) {
            const std::size_t at = text.find_first_not_of(" \t\r\n", end);
            const std::size_t length = at == npos ? npos : elementEnd(text.substr(at));
            const std::string_view name = at == npos ? "" : elementName(text.substr(at));
            // "</rdf:RDF" must be seen whole to be told from an element.
            const bool enough = at != npos && text.size() - at > Root.size() + 3;
            if (!enough || (length == npos && !last && text[at] == '<' && text[at + 1] != '/'))
                return last ? item() : Piece{};
            const std::string_view element = text.substr(at, length);
            if (length == npos || name.empty() || text[at + 1] == '/' || name == "z:Collection" || isItem(element))
                return item();
            end = at + length;
        }
    }

    bool m_saidCollections = false;
    bool m_saidOthers = false;
};

/// Words of a note, which is HTML.
std::string withoutHtml(std::string_view html)
{
    std::string text;
    for (std::size_t at = 0; at < html.size(); ++at) {
        const std::size_t end = html[at] == '<' ? html.find('>', at) : npos;
        if (end == npos) {
            text += html[at];
            continue;
        }
        const std::string tag = lowerAscii(html.substr(at + 1, 3));
        const bool ends =
            tag.starts_with("/p") || tag.starts_with("br") || tag == "/di" || tag == "/li" || tag == "/h1";
        text += ends ? "\n" : "";
        at = end;
    }
    std::string out;
    for (const std::string& line : splitTrimmed(text, '\n'))
        out.append(out.empty() ? "" : "\n").append(line);
    return out;
}

void addPeople(Node list, std::vector<std::string>& people, std::vector<std::string>* groups)
{
    for (const Node entry : list.child("rdf:Seq").children("rdf:li")) {
        const Node person = entry.child("foaf:Person");
        std::string name = words(person.child("foaf:surname"));
        std::string given = words(person.child("foaf:givenName"));
        if (given.empty())
            given = words(person.child("foaf:givenname"));
        if (name.empty())
            name = words(person.child("foaf:name"));
        const bool group = !name.empty() && given.empty() && isGroupName(name);
        if (!given.empty())
            name.append(name.empty() ? "" : ", ").append(given);
        if (name.empty())
            continue;
        people.push_back(name);
        if (group && groups != nullptr)
            groups->push_back(std::move(name));
    }
}

class ZoteroRdfReader final : public PieceReader {
public:
    Piece next(std::string_view text, bool last) override { return m_scanner.next(text, last); }
    std::size_t resume(std::string_view text) override { return ItemScanner::resume(text); }
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    std::vector<RawField> fields(std::string_view text) override
    {
        std::vector<Note> notes;
        std::vector<RawField> out;
        for (Node node = m_xml.read(text, notes); node; node = node.next_sibling()) {
            if (node.type() != pugi::node_element)
                continue;
            for (RawField& field : xmlFields(node, {})) {
                if (field.tag != node.name())
                    field.tag.insert(0, std::string{node.name()} + (field.tag.starts_with('@') ? "" : "/"));
                out.push_back(std::move(field));
            }
        }
        return out;
    }
    [[nodiscard]] std::string database() const override { return m_severalDatabases ? std::string{} : m_database; }

private:
    /// What an item is part of: a journal, a book, a series.
    struct Container {
        std::string title;
        std::string abbreviation;
        std::string volume;
        std::string issue;
        std::vector<std::string> identifiers;
    };
    static Container containerOf(Node node);
    static void takeContainer(Record& record, const Container& container);
    static void takeIdentifier(Record& record, const std::string& identifier);
    static void takeExtra(Record& record, Node extra);
    void takeRest(Record& record, Node child, Node item);
    void takePart(Record& record, Node part);
    static void takeNote(Record& record, Node reference, Node item);
    void learnDatabase(const std::string& catalog);

    ItemScanner m_scanner;
    XmlRecord m_xml;
    std::map<std::string, Container> m_containers; ///< by rdf:about, of items before
    std::string m_database;
    bool m_severalDatabases = false;
};

ZoteroRdfReader::Container ZoteroRdfReader::containerOf(Node node)
{
    Container container{.title = words(node.child("dc:title")),
        .abbreviation = words(node.child("dcterms:alternative")),
        .volume = words(node.child("prism:volume")),
        .issue = words(node.child("prism:number")),
        .identifiers = {}};
    for (const Node identifier : node.children("dc:identifier"))
        container.identifiers.push_back(words(identifier));
    return container;
}

void ZoteroRdfReader::takeIdentifier(Record& record, const std::string& identifier)
{
    if (identifier.starts_with("ISSN ") || identifier.starts_with("ISBN "))
        addOnce(record.serials, identifier.substr(5));
    else if (identifier.starts_with("DOI ") && record.doi.empty())
        record.doi = findDoi(identifier, DoiIn::Field);
    else if (identifier.find("://") != std::string::npos)
        addOnce(record.urls, identifier);
}

void ZoteroRdfReader::takeContainer(Record& record, const Container& container)
{
    const auto fill = [](std::string& text, const std::string& value) {
        if (text.empty())
            text = value;
    };
    fill(record.journal, container.title);
    if (container.abbreviation != container.title)
        fill(record.journalAbbreviation, container.abbreviation);
    fill(record.volume, container.volume);
    fill(record.issue, container.issue);
    for (const std::string& identifier : container.identifiers)
        takeIdentifier(record, identifier);
}

void ZoteroRdfReader::takePart(Record& record, Node part)
{
    const std::string resource = words(part.attribute("rdf:resource"));
    if (resource.empty()) {
        for (const Node container : part.children())
            takeContainer(record, containerOf(container));
    } else if (const auto found = m_containers.find(resource); found != m_containers.end()) {
        takeContainer(record, found->second);
    }
}

void ZoteroRdfReader::takeNote(Record& record, Node reference, Node item)
{
    const std::string resource = words(reference.attribute("rdf:resource"));
    for (Node node = item.next_sibling(); node; node = node.next_sibling()) {
        if (std::string_view{node.name()} == "bib:Memo" && words(node.attribute("rdf:about")) == resource) {
            const std::string text = withoutHtml(words(node.child("rdf:value")));
            if (!text.empty())
                record.note.append(record.note.empty() ? "" : "\n").append(text);
        }
    }
}

/// The field "Extra", where identifiers stand that Zotero has no field for.
void ZoteroRdfReader::takeExtra(Record& record, Node extra)
{
    for (const std::string& line : wrappedLines(extra)) {
        const std::string_view value = trimmed(std::string_view{line}.substr(line.find(':') + 1));
        if (line.starts_with("PMID:") && isDigits(value) && value.size() <= 8)
            record.pmid = value;
        else if (line.starts_with("PMCID:"))
            record.pmcid = pmcid(value);
        else if (line.starts_with("DOI:") && record.doi.empty())
            record.doi = findDoi(value, DoiIn::Field);
    }
}

void ZoteroRdfReader::takeRest(Record& record, Node child, Node item)
{
    const std::string_view name = child.name();
    if (name == "z:itemType") {
        const std::string type = words(child);
        const auto* const found = std::ranges::find(Types, type, &TypeName::name);
        record.kind = found == Types.end() ? RecordKind::Other : found->kind;
        addOnce(record.types, type);
    } else if (name == "dc:title") {
        record.title = words(child);
    } else if (name == "dcterms:abstract") {
        std::string text;
        for (const std::string& line : wrappedLines(child))
            text.append(text.empty() || line.empty() ? "" : "\n").append(line);
        record.abstract = sectioned(std::move(text));
    } else if (name == "dc:date") {
        record.date = words(child);
        record.year = findYear(record.date);
    } else if (name == "bib:pages") {
        record.pages = fullPages(words(child));
    } else if (name == "prism:volume") {
        record.volume = words(child);
    } else if (name == "prism:number") {
        record.issue = words(child);
    } else if (name == "dc:identifier") {
        takeIdentifier(record, words(child));
    } else if (name == "dcterms:isPartOf") {
        takePart(record, child);
    } else if (name == "dcterms:isReferencedBy") {
        takeNote(record, child, item);
    } else if (name == "dc:subject") {
        addOnce(record.keywords, words(child));
    } else if (name == "dc:description") {
        takeExtra(record, child);
    } else if (name == "dc:publisher") {
        record.publisher = words(child.child("foaf:Organization").child("foaf:name"));
    } else if (name == "z:language" || name == "dc:language") {
        record.language = words(child);
    } else if (name == "z:type") {
        addOnce(record.types, words(child));
    } else if (name == "z:libraryCatalog") {
        learnDatabase(words(child));
    } else if (name == "bib:editors") {
        addPeople(child, record.editors, nullptr);
    } else if (name == "bib:authors" || name == "z:inventors" || name == "z:presenters" || name == "z:programmers"
        || name == "z:artists" || name == "z:directors") {
        addPeople(child, record.authors, &record.groupAuthors);
    }
}

void ZoteroRdfReader::learnDatabase(const std::string& catalog)
{
    // "DOI.org (Crossref)" and the like are where Zotero looked the item up, not where it was found.
    const std::string database = containsIgnoringCase(catalog, "pubmed") ? "PubMed"
        : containsIgnoringCase(catalog, "web of science")                ? "Web of Science"
        : containsIgnoringCase(catalog, "scopus")                        ? "Scopus"
                                                                         : "";
    m_severalDatabases |= (m_database != database && !m_database.empty()) || database.empty();
    if (m_database.empty())
        m_database = database;
}

void ZoteroRdfReader::fill(Record& record, std::string_view text, std::vector<Note>& notes)
{
    constexpr std::size_t MostContainers = 20'000; // each is used by one item as a rule
    const Node item = m_xml.read(text, notes);
    for (Node node = item.next_sibling(); node; node = node.next_sibling()) {
        const std::string about = words(node.attribute("rdf:about"));
        const std::string_view name = node.name();
        if (!about.empty() && name != "bib:Memo" && name != "z:Attachment" && m_containers.size() < MostContainers)
            m_containers.insert_or_assign(about, containerOf(node));
    }
    for (const Node child : item.children())
        takeRest(record, child, item);
    if (record.title.empty())
        record.title = words(item.child("z:shortTitle"));
    const std::string about = words(item.attribute("rdf:about"));
    if (!about.starts_with('#')) // "#item_12" is another item in the next export
        record.sourceId = about;
    if (about.find("://") != std::string::npos)
        addOnce(record.urls, about);
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
}

} // namespace

std::unique_ptr<PieceReader> zoteroRdfReader()
{
    return std::make_unique<ZoteroRdfReader>();
}

} // namespace winnow::formats
