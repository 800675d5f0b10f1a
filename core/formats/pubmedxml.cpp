// PubMed's XML, as efetch and "Save, format XML" gave it, and NLM's own files (MedlineCitationSet).
//
// Elements: National Library of Medicine, "MEDLINE/PubMed XML Element Descriptions" and pubmed_250101.dtd. What a
// record says here it says in MEDLINE text, too: fields are worded as they are there (nbib.cpp), so that the same
// record gives the same, whichever way it came.
#include "core/base/text.h"
#include "core/formats/pubmed.h"
#include "core/formats/relations.h"
#include "core/formats/values.h"
#include "core/formats/xml.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

using Node = pugi::xml_node;

constexpr std::array Records = {
    RecordElement{"PubmedArticle"},
    RecordElement{"PubmedBookArticle"},
    RecordElement{"MedlineCitation", true},
};
constexpr std::array<std::string_view, 4> Around = {
    "PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "BookDocumentSet"};
constexpr PassedElement Deleted = {"DeleteCitation",
    QT_TRANSLATE_NOOP("formats",
        "PubMed lists records here that it has deleted. They were passed over; nothing in the review is changed.")};
constexpr std::array<std::string_view, 8> WithinText = {"i", "b", "u", "sup", "sub", "em", "strong", "DispFormula"};

bool isValid(Node node)
{
    return std::string_view{node.attribute("ValidYN").value()} != "N";
}
bool isMajor(Node node)
{
    return std::string_view{node.attribute("MajorTopicYN").value()} == "Y";
}

void append(std::string& text, std::string more, std::string_view between)
{
    if (text.empty())
        text = std::move(more);
    else if (!more.empty())
        text.append(between).append(more);
}

/// "2019 Mar-Apr", "2012 Nov 5", "1975 Winter": as MEDLINE text has it, which has no leading zeros.
std::string dateOf(Node date)
{
    constexpr std::array<std::string_view, 12> Months = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::string text = words(date.child("MedlineDate"));
    if (!text.empty())
        return text;
    text = words(date.child("Year"));
    for (const char* const part : {"Month", "Season", "Day"}) {
        std::string value = words(date.child(part));
        if (isDigits(value)) {
            value.erase(0, value.find_first_not_of('0'));
            if (part[0] == 'M' && !value.empty() && value.size() <= 2) {
                const auto month = static_cast<std::size_t>(
                    value.size() == 2 ? 10 * (value[0] - '0') + value[1] - '0' : value[0] - '0');
                value = month <= Months.size() ? Months[month - 1] : value;
            }
        }
        append(text, std::move(value), " ");
    }
    return text;
}

/// "BACKGROUND: …" a line each.
std::string abstractOf(Node abstract)
{
    std::string out;
    for (const Node part : abstract.children("AbstractText")) {
        std::string text = sectioned(words(part));
        if (const std::string label = words(part.attribute("Label")); !label.empty() && !text.empty())
            text.insert(0, label + ": ");
        append(out, std::move(text), "\n");
    }
    return out;
}

/// "CommentIn" → "Comment in", "CorrectedandRepublishedFrom" → "Corrected and republished from".
std::string wordsOfType(std::string_view type)
{
    std::string out;
    for (const char c : type) {
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital && !out.empty()) {
            if (out.ends_with("edand"))
                out.insert(out.size() - 3, " ");
            out += ' ';
        }
        out += capital && !out.empty() ? static_cast<char>(c | 0x20) : c;
    }
    return out;
}

class PubmedXmlReader final : public PieceReader {
public:
    Piece next(std::string_view text, bool last) override { return m_scanner.next(text, last); }
    std::size_t resume(std::string_view text) override { return m_scanner.resume(text); }
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    std::vector<RawField> fields(std::string_view text) override
    {
        std::vector<Note> notes;
        return xmlFields(m_xml.read(text, notes), WithinText);
    }
    [[nodiscard]] std::string database() const override { return "PubMed"; }

private:
    struct Parts;
    static void takeCitation(Record& record, Node citation, Parts& parts);
    static void takeArticle(Record& record, Node article, Parts& parts);
    static void takeJournal(Record& record, Node journal);
    static void takeBookDocument(Record& record, Node document, Parts& parts);
    static void takeBook(Record& record, Node book, Parts& parts);
    static void takePeople(Record& record, Node list);
    static void takeMesh(Record& record, Node heading);
    static void takeKeywords(Record& record, Node list);
    static void takeRelated(Node reference, Parts& parts);
    static void takeIdentifiers(Record& record, Node list);
    static void takeDoi(Record& record, Node location);
    static void finish(Record& record, Parts& parts, std::vector<Note>& notes);

    ElementScanner m_scanner{Records, Around, Deleted};
    XmlRecord m_xml;
};

/// What is decided only when the whole record is known.
struct PubmedXmlReader::Parts {
    BookPart book = BookPart::None;
    std::string bookTitle;
    std::string isoAbbreviation;
    std::string linkingSerial;
    std::string otherAbstract;
    std::vector<std::string> relatedNotices;
    int otherYear = 0;
};

void PubmedXmlReader::takePeople(Record& record, Node list)
{
    const bool editors = std::string_view{list.attribute("Type").value()} == "editors";
    std::vector<std::string>& people = editors ? record.editors : record.authors;
    for (const Node author : list.children("Author")) {
        if (!isValid(author))
            continue;
        if (std::string group = words(author.child("CollectiveName")); !group.empty()) {
            people.push_back(group);
            if (!editors)
                record.groupAuthors.push_back(std::move(group));
            continue;
        }
        std::string name = words(author.child("LastName"));
        std::string given = words(author.child("ForeName"));
        if (given.empty())
            given = words(author.child("FirstName")); // before 2002
        if (given.empty())
            given = words(author.child("Initials"));
        append(given, words(author.child("Suffix")), " ");
        append(name, std::move(given), ", ");
        if (!name.empty())
            people.push_back(std::move(name));
    }
}

void PubmedXmlReader::takeJournal(Record& record, Node journal)
{
    record.journal = words(journal.child("Title"));
    if (const Node serial = journal.child("ISSN")) {
        std::string number = words(serial);
        if (const std::string type = words(serial.attribute("IssnType")); !type.empty() && !number.empty())
            number += " (" + type + ')';
        addOnce(record.serials, std::move(number));
    }
    const Node issue = journal.child("JournalIssue");
    record.volume = words(issue.child("Volume"));
    record.issue = words(issue.child("Issue"));
    record.date = dateOf(issue.child("PubDate"));
}

void PubmedXmlReader::takeDoi(Record& record, Node location)
{
    if (record.doi.empty() && isValid(location) && std::string_view{location.attribute("EIdType").value()} == "doi")
        record.doi = findDoi(words(location), DoiIn::Field);
}

void PubmedXmlReader::takeArticle(Record& record, Node article, Parts& parts)
{
    for (const Node child : article.children()) {
        const std::string_view name = child.name();
        if (name == "Journal") {
            takeJournal(record, child);
            parts.isoAbbreviation = words(child.child("ISOAbbreviation"));
        } else if (name == "ArticleTitle") {
            record.title = words(child);
        } else if (name == "VernacularTitle") {
            record.originalTitle = words(child);
        } else if (name == "Book") {
            takeBook(record, child, parts);
        } else if (name == "Pagination") {
            record.pages = fullPages(words(child.child("MedlinePgn")));
            if (record.pages.empty())
                record.pages = fullPages(words(child.child("StartPage")), words(child.child("EndPage")));
        } else if (name == "ELocationID") {
            takeDoi(record, child);
        } else if (name == "Abstract") {
            append(record.abstract, abstractOf(child), "\n");
        } else if (name == "AuthorList") {
            takePeople(record, child);
        } else if (name == "Language") {
            append(record.language, words(child), ", ");
        } else if (name == "DataBankList") {
            for (const Node bank : child.children("DataBank")) {
                const std::string bankName = words(bank.child("DataBankName"));
                for (const Node number : bank.child("AccessionNumberList").children())
                    findRegistrations(bankName + '/' + words(number), record.registrations);
            }
        } else if (name == "PublicationTypeList") {
            for (const Node type : child.children("PublicationType"))
                addOnce(record.types, words(type));
        } else if (name == "PublicationType") { // of a book
            addOnce(record.types, words(child));
        } else if (name == "ArticleDate" && parts.otherYear == 0) {
            parts.otherYear = findYear(plain(child.child("Year")));
        }
    }
}

void PubmedXmlReader::takeMesh(Record& record, Node heading)
{
    std::string text;
    for (const Node part : heading.children()) {
        std::string name = words(part);
        if (!name.empty() && isMajor(part))
            name.insert(0, "*");
        append(text, std::move(name), "/");
    }
    if (!text.empty())
        record.mesh.push_back(std::move(text));
}

void PubmedXmlReader::takeKeywords(Record& record, Node list)
{
    for (const Node keyword : list.children("Keyword")) {
        if (const std::string text = words(keyword); !text.empty())
            record.keywords.push_back((isMajor(keyword) ? "*" : "") + text);
    }
}

void PubmedXmlReader::takeRelated(Node reference, Parts& parts)
{
    const std::string_view type = reference.attribute("RefType").value();
    if (type == "Cites" || type.empty()) // the reference list of old records
        return;
    std::string text = words(reference.child("RefSource"));
    if (const std::string pmid = words(reference.child("PMID")); !pmid.empty()) {
        if (!text.empty() && text.back() != '.')
            text += '.';
        append(text, "PMID: " + pmid, " ");
    }
    if (!text.empty())
        parts.relatedNotices.push_back(wordsOfType(type) + ": " + text);
}

void PubmedXmlReader::takeIdentifiers(Record& record, Node list)
{
    for (const Node id : list.children("ArticleId")) {
        const std::string_view type = id.attribute("IdType").value();
        if (type == "doi" && record.doi.empty())
            record.doi = findDoi(words(id), DoiIn::Field);
        else if (type == "pmc" && record.pmcid.empty())
            record.pmcid = pmcid(words(id));
        else if (type == "pubmed" && record.pmid.empty())
            record.pmid = leadingDigits(plain(id));
    }
}

void PubmedXmlReader::takeCitation(Record& record, Node citation, Parts& parts)
{
    for (const Node child : citation.children()) {
        const std::string_view name = child.name();
        if (name == "PMID") {
            record.pmid = leadingDigits(plain(child));
        } else if (name == "Article") {
            takeArticle(record, child, parts);
        } else if (name == "MedlineJournalInfo") {
            record.journalAbbreviation = words(child.child("MedlineTA"));
            parts.linkingSerial = words(child.child("ISSNLinking"));
        } else if (name == "MeshHeadingList") {
            for (const Node heading : child.children("MeshHeading"))
                takeMesh(record, heading);
        } else if (name == "KeywordList") {
            takeKeywords(record, child);
        } else if (name == "CommentsCorrectionsList") {
            for (const Node reference : child.children("CommentsCorrections"))
                takeRelated(reference, parts);
        } else if (name == "OtherAbstract") {
            append(parts.otherAbstract, abstractOf(child), "\n");
        } else if (name == "OtherID") {
            if (const std::string id = words(child); record.pmcid.empty() && id.starts_with("PMC"))
                record.pmcid = pmcid(id);
        } else if (name == "DateCreated" && parts.otherYear == 0) {
            parts.otherYear = findYear(plain(child.child("Year")));
        }
    }
}

void PubmedXmlReader::takeBook(Record& record, Node book, Parts& parts)
{
    parts.bookTitle = words(book.child("BookTitle"));
    record.publisher = words(book.child("Publisher").child("PublisherName"));
    record.volume = words(book.child("Volume"));
    record.date = dateOf(book.child("PubDate"));
    for (const Node child : book.children()) {
        const std::string_view name = child.name();
        if (name == "AuthorList")
            takePeople(record, child);
        else if (name == "Isbn")
            addOnce(record.serials, words(child));
        else if (name == "ELocationID")
            takeDoi(record, child);
    }
}

void PubmedXmlReader::takeBookDocument(Record& record, Node document, Parts& parts)
{
    record.pmid = leadingDigits(plain(document.child("PMID")));
    takeIdentifiers(record, document.child("ArticleIdList"));
    takeArticle(record, document, parts);
    for (const Node list : document.children("KeywordList"))
        takeKeywords(record, list);
    if (record.date.empty())
        record.date = dateOf(document.child("ContributionDate"));
    parts.book = record.title.empty() ? BookPart::Whole : BookPart::Chapter;
}

void PubmedXmlReader::finish(Record& record, Parts& parts, std::vector<Note>& notes)
{
    if (record.journalAbbreviation.empty())
        record.journalAbbreviation = std::move(parts.isoAbbreviation);
    if (!parts.linkingSerial.empty())
        addOnce(record.serials, parts.linkingSerial + " (Linking)");
    if (record.title.empty())
        record.title = std::move(parts.bookTitle);
    else if (record.journal.empty())
        record.journal = std::move(parts.bookTitle);
    // "Publisher: Abstract available from the publisher." is none.
    if (record.abstract.empty() && !containsIgnoringCase(parts.otherAbstract, "available from the publisher"))
        record.abstract = std::move(parts.otherAbstract);
    record.year = findYear(record.date);
    if (record.year == 0)
        record.year = parts.otherYear;
    setPubmedKind(record, parts.book);
    for (std::string& notice : parts.relatedNotices) {
        takeRelation(notice, record);
        record.notices.push_back(std::move(notice));
    }
    addTypeNotices(record);
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
    record.sourceId = record.pmid.empty() ? record.pmcid : record.pmid;
    if (record.sourceId.empty())
        notes.push_back(
            {Severity::Note, 0, QT_TRANSLATE_NOOP("formats", "The record has neither a PMID nor a PMC number."), {}});
}

void PubmedXmlReader::fill(Record& record, std::string_view text, std::vector<Note>& notes)
{
    const Node root = m_xml.read(text, notes);
    Parts parts;
    if (std::string_view{root.name()} == "MedlineCitation") {
        takeCitation(record, root, parts);
    } else if (const Node document = root.child("BookDocument")) {
        takeBookDocument(record, document, parts);
        takeIdentifiers(record, root.child("PubmedBookData").child("ArticleIdList"));
    } else {
        takeCitation(record, root.child("MedlineCitation"), parts);
        // The lists of the articles that it refers to stand deeper.
        const Node data = root.child("PubmedData");
        takeIdentifiers(record, data.child("ArticleIdList"));
        if (parts.otherYear == 0)
            parts.otherYear = findYear(plain(data.child("History").child("PubMedPubDate").child("Year")));
    }
    finish(record, parts, notes);
}

} // namespace

std::unique_ptr<PieceReader> pubmedXmlReader()
{
    return std::make_unique<PubmedXmlReader>();
}

} // namespace winnow::formats
