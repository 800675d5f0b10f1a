// BibTeX and biblatex, as Web of Science, Scopus, Google Scholar, Zotero, JabRef, Mendeley and others write them.
#include "core/base/text.h"
#include "core/formats/bibnames.h"
#include "core/formats/bibsyntax.h"
#include "core/formats/carried.h"
#include "core/formats/encoding.h"
#include "core/formats/latex.h"
#include "core/formats/pieces.h"
#include "core/formats/reviewtools.h"
#include "core/formats/values.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

enum class Slot : std::uint8_t {
    None,
    Abbreviation,
    Abstract,
    Accession,
    ArchivePrefix,
    ArticleNumber,
    Author,
    BookTitle,
    Carried,
    Comment,
    Date,
    Day,
    Doi,
    EarlyAccess,
    Editor,
    Eprint,
    Groups,
    Institution,
    Issue,
    Journal,
    Keywords,
    Language,
    Month,
    Note,
    Number,
    OriginalTitle,
    Pages,
    Pmcid,
    Pmid,
    Publisher,
    Serial,
    Subtitle,
    Title,
    Type,
    Url,
    Volume,
    Year,
};

struct Name {
    std::string_view name; ///< small letters and digits alone
    Slot slot;
};
// BibTeX's and biblatex's manuals; then Web of Science, Scopus, Zotero, JabRef, Mendeley, DBLP, the ACM and ADS.
constexpr auto Names = [] {
    auto names = std::to_array<Name>({{"abbrevsourcetitle", Slot::Abbreviation}, {"journaliso", Slot::Abbreviation},
        {"shortjournal", Slot::Abbreviation}, {"journalabbreviation", Slot::Abbreviation}, {"abstract", Slot::Abstract},
        {"abstractnote", Slot::Abstract}, {"uniqueid", Slot::Accession}, {"archiveprefix", Slot::ArchivePrefix},
        {"eprinttype", Slot::ArchivePrefix}, {"articlenumber", Slot::ArticleNumber}, {"artnumber", Slot::ArticleNumber},
        {"articleno", Slot::ArticleNumber}, {"eid", Slot::ArticleNumber}, {"author", Slot::Author},
        {"authors", Slot::Author}, {"bookauthor", Slot::None}, {"booktitle", Slot::BookTitle},
        {"comment", Slot::Comment}, {"date", Slot::Date}, {"issued", Slot::Date}, {"day", Slot::Day},
        {"doi", Slot::Doi}, {"bookdoi", Slot::None}, {"earlyaccessdate", Slot::EarlyAccess}, {"editor", Slot::Editor},
        {"editors", Slot::Editor}, {"eprint", Slot::Eprint}, {"arxivid", Slot::Eprint}, {"groups", Slot::Groups},
        {"institution", Slot::Institution}, {"school", Slot::Institution}, {"organization", Slot::Institution},
        {"issue", Slot::Issue}, {"journal", Slot::Journal}, {"journaltitle", Slot::Journal},
        {"fjournal", Slot::Journal}, {"keywords", Slot::Keywords}, {"keyword", Slot::Keywords},
        {"authorkeywords", Slot::Keywords}, {"keywordsplus", Slot::Keywords}, {"mendeleytags", Slot::Keywords},
        {"language", Slot::Language}, {"langid", Slot::Language}, {"month", Slot::Month}, {"note", Slot::Note},
        {"notes", Slot::Note}, {"annote", Slot::Note}, {"annotation", Slot::Note}, {"addendum", Slot::Note},
        {"number", Slot::Number}, {"origtitle", Slot::OriginalTitle}, {"pages", Slot::Pages}, {"page", Slot::Pages},
        {"pmcid", Slot::Pmcid}, {"pmc", Slot::Pmcid}, {"pmid", Slot::Pmid}, {"pubmedid", Slot::Pmid},
        {"publisher", Slot::Publisher}, {"issn", Slot::Serial}, {"eissn", Slot::Serial}, {"isbn", Slot::Serial},
        {"eisbn", Slot::Serial}, {"subtitle", Slot::Subtitle}, {"title", Slot::Title}, {"type", Slot::Type},
        {"documenttype", Slot::Type}, {"entrysubtype", Slot::Type}, {"url", Slot::Url}, {"link", Slot::Url},
        {"ee", Slot::Url}, {"adsurl", Slot::Url}, {"bdskurl1", Slot::Url}, {"howpublished", Slot::Url},
        {"volume", Slot::Volume}, {"winnow", Slot::Carried}, {"year", Slot::Year}});
    std::ranges::sort(names, {}, &Name::name);
    return names;
}();

/// Programs write one name in many ways: "Early Access Date", "earlyaccessdate", "article-number", "Art_Number".
Slot slotOf(std::string_view name)
{
    std::array<char, 24> buffer{};
    std::size_t length = 0;
    for (const char c : name) {
        if (isUpper(c) || isLower(c) || isDigit(c)) {
            if (length == buffer.size())
                return Slot::None;
            buffer[length++] = isUpper(c) ? static_cast<char>(c | 0x20) : c;
        } else if (c != ' ' && c != '-' && c != '_') {
            return Slot::None; // "author+an:role", "% title"
        }
    }
    const std::string_view plain{buffer.data(), length};
    const auto found = std::ranges::lower_bound(Names, plain, {}, &Name::name);
    return found != Names.end() && found->name == plain ? found->slot : Slot::None;
}

struct TypeName {
    std::string_view type;
    RecordKind kind;
};
constexpr std::array Types = {
    TypeName{"article", RecordKind::Article},
    TypeName{"suppperiodical", RecordKind::Article},
    TypeName{"periodical", RecordKind::Article},
    TypeName{"inproceedings", RecordKind::ConferencePaper},
    TypeName{"conference", RecordKind::ConferencePaper},
    TypeName{"proceedings", RecordKind::ConferencePaper},
    TypeName{"mvproceedings", RecordKind::ConferencePaper},
    TypeName{"book", RecordKind::Book},
    TypeName{"mvbook", RecordKind::Book},
    TypeName{"booklet", RecordKind::Book},
    TypeName{"collection", RecordKind::Book},
    TypeName{"mvcollection", RecordKind::Book},
    TypeName{"reference", RecordKind::Book},
    TypeName{"incollection", RecordKind::Chapter},
    TypeName{"inbook", RecordKind::Chapter},
    TypeName{"bookinbook", RecordKind::Chapter},
    TypeName{"suppbook", RecordKind::Chapter},
    TypeName{"suppcollection", RecordKind::Chapter},
    TypeName{"inreference", RecordKind::Chapter},
    TypeName{"phdthesis", RecordKind::Thesis},
    TypeName{"mastersthesis", RecordKind::Thesis},
    TypeName{"thesis", RecordKind::Thesis},
    TypeName{"techreport", RecordKind::Report},
    TypeName{"report", RecordKind::Report},
    TypeName{"manual", RecordKind::Report},
    TypeName{"standard", RecordKind::Report},
    TypeName{"dataset", RecordKind::Dataset},
    TypeName{"data", RecordKind::Dataset},
    TypeName{"online", RecordKind::WebPage},
    TypeName{"electronic", RecordKind::WebPage},
    TypeName{"www", RecordKind::WebPage},
    TypeName{"webpage", RecordKind::WebPage},
    TypeName{"patent", RecordKind::Patent},
    TypeName{"preprint", RecordKind::Preprint},
};

RecordKind kindOf(std::string_view entryType, const Record& record)
{
    const auto says = [&](std::string_view word) {
        return std::ranges::any_of(
            record.types, [&](const std::string& type) { return containsIgnoringCase(type, word); });
    };
    const auto* const found = std::ranges::find(Types, entryType, &TypeName::type);
    const RecordKind kind = found != Types.end() ? found->kind : RecordKind::Other;
    if (says("trial registry record") || says("clinical trial registration"))
        return RecordKind::Registration;
    if (kind == RecordKind::Article || kind == RecordKind::Other) {
        if (says("preprint") || containsIgnoringCase(record.journal, "arxiv") || record.journal == "bioRxiv"
            || record.journal == "medRxiv")
            return RecordKind::Preprint;
        if (says("book chapter"))
            return RecordKind::Chapter;
        if (says("conference") || says("proceedings") || says("meeting abstract"))
            return RecordKind::ConferencePaper;
        if (says("data set") || says("data study") || says("dataset"))
            return RecordKind::Dataset;
        if (says("thesis") || says("dissertation"))
            return RecordKind::Thesis;
    }
    return kind;
}

std::string_view eidOf(std::string_view url)
{
    const std::size_t at = url.find("eid=2-s2.0-");
    if (at == npos)
        return {};
    const std::string_view eid = url.substr(at + 4);
    return eid.substr(0, eid.find_first_of("&{\\"));
}

/// UTF-8, whatever the bytes were.
std::string asUtf8(std::string_view bytes)
{
    return isUtf8(bytes) ? std::string{bytes}
                         : QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size())).toStdString();
}

class BibtexReader final : public PieceReader {
public:
    explicit BibtexReader(std::string_view context);

    [[nodiscard]] Piece next(std::string_view text, bool last) override;
    [[nodiscard]] std::size_t resume(std::string_view text) override;
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    [[nodiscard]] std::vector<RawField> fields(std::string_view text) override;
    [[nodiscard]] std::string database() const override { return m_severalDatabases ? std::string{} : m_database; }
    [[nodiscard]] std::string context() const override { return m_macros.definitions(); }

private:
    struct Parts;

    [[nodiscard]] static Piece between(std::string_view text, bool last);
    [[nodiscard]] static Piece passedOver(std::size_t length, std::string_view words, bool fields, bool commented);
    [[nodiscard]] Piece entry(std::string_view text, const BibHead& head, bool last);
    [[nodiscard]] bool define(std::string_view text);
    static void take(Record& record, const BibField& field, Slot slot, Parts& parts);
    static void finish(Record& record, Parts& parts);
    void learn(const Record& record, const Parts& parts);

    BibScanner m_scanner;
    BibMacros m_macros;
    BibEntry m_entry;
    std::unordered_set<std::size_t> m_keys; ///< hashes of those seen
    std::string m_database;
    bool m_severalDatabases = false;
};

BibtexReader::BibtexReader(std::string_view context)
{
    while (!context.empty()) {
        m_scanner.reset();
        (void)m_scanner.scan(context, true);
        const std::size_t length = std::max<std::size_t>(m_scanner.length(), 1);
        (void)define(context.substr(0, length));
        context.remove_prefix(length);
        context.remove_prefix(std::min(context.find_first_not_of(" \r\n"), context.size()));
    }
    m_scanner.reset();
}

Piece BibtexReader::next(std::string_view text, bool last)
{
    if (text.front() == '@') {
        const BibHead head = bibHead(text);
        if (head.cut && !last)
            return {};
        if (!head.type.empty())
            return entry(text, head, last);
    }
    return between(text, last);
}

bool mayBegin(std::string_view text, bool last)
{
    const BibHead head = bibHead(text);
    return !head.type.empty() || (head.cut && !last);
}

/// BibTeX passes over whatever is no entry; "%" is what people put before what nobody shall read.
bool isComment(std::string_view line)
{
    return line.starts_with('%') || lowerAscii(line.substr(0, 8)) == "@comment";
}

/// What programs write at the head of a file.
bool isHeading(std::string_view line)
{
    return line == "Scopus" || line.starts_with("EXPORT DATE:")
        || line.starts_with("This file was created with JabRef");
}

/// White space, or a paragraph of what is no entry, up to the next one.
Piece BibtexReader::between(std::string_view text, bool last)
{
    constexpr std::size_t LongestParagraph = 64U << 10U;
    constexpr std::size_t LongestMark = 200;
    if (const std::size_t words = text.find_first_not_of(" \t\r\n\v\f\x1A"); words != 0)
        return {.kind = Piece::Kind::Separator, .length = std::min(words, text.size())};

    const bool whole = last || text.size() > LongestParagraph + LongestMark;
    const std::string_view limited = text.substr(0, LongestParagraph);
    std::string_view words; // the first line that says something
    bool fields = false;
    bool commented = false;
    std::size_t at = 0;
    for (bool ended = false; !ended && at < limited.size();) {
        const std::size_t end = std::min(limited.find_first_of("\r\n", at), limited.size());
        if (end == limited.size() && !whole)
            return {};
        const std::string_view line = trimmed(limited.substr(at, end - at));
        const bool comment = isComment(line);
        const std::string_view upToEnd = limited.substr(0, end);
        std::size_t stop = std::min(upToEnd.find(ByteOrderMark, std::max<std::size_t>(at, 1)), end);
        for (std::size_t mark = upToEnd.find('@', at); mark < stop && !comment; mark = upToEnd.find('@', mark + 1)) {
            if (mark > 0 && mayBegin(text.substr(mark), last))
                stop = mark;
        }
        const std::string_view shown = trimmed(limited.substr(at, stop - at));
        if (comment) {
            commented |= line.find('@', 1) != npos && line.find('{') != npos;
        } else if (shown.find_first_not_of("{}(),") != npos && !isHeading(shown)) {
            words = words.empty() ? shown : words;
            fields |= shown.find('=') != npos && shown.find_first_of("{\"") != npos;
        }
        const std::size_t next = std::min(limited.find_first_not_of("\r\n", end), limited.size());
        if (next == limited.size() && !whole)
            return {};
        ended = stop < end || limited.substr(end, next - end).find("\n\n") != npos || next - end > 2;
        at = stop < end ? stop : next;
    }
    return passedOver(at, words, fields, commented);
}

Piece BibtexReader::passedOver(std::size_t length, std::string_view words, bool fields, bool commented)
{
    Piece piece{.kind = Piece::Kind::Separator, .length = length, .severity = Severity::Note};
    if (fields) {
        piece.kind = Piece::Kind::Reject;
        piece.severity = Severity::Lost;
        piece.problem = QT_TRANSLATE_NOOP("formats",
            "Fields stand outside any entry from here on; they were left out: “%1”. Their bytes are counted as "
            "rejected.");
        piece.argument = printable(asUtf8(words.substr(0, 60)));
    } else if (!words.empty()) {
        piece.problem = QT_TRANSLATE_NOOP("formats", "Text between records was passed over: “%1”");
        piece.argument = printable(asUtf8(words.substr(0, 60)));
    } else if (commented) {
        piece.problem = QT_TRANSLATE_NOOP("formats", "An entry that is commented out with “%” was passed over.");
    }
    return piece;
}

Piece BibtexReader::entry(std::string_view text, const BibHead& head, bool last)
{
    const BibScanner::End end = m_scanner.scan(text, last);
    if (end == BibScanner::End::NotYet)
        return {};
    Piece piece{.kind = Piece::Kind::Record, .length = m_scanner.length()};
    m_scanner.reset();
    const std::string type = lowerAscii(head.type);
    if (type == "comment" || type == "preamble")
        piece.kind = Piece::Kind::Separator;
    if (type == "string") {
        piece.kind = Piece::Kind::Separator;
        if (!define(text.substr(0, piece.length))) {
            piece.severity = Severity::Lost;
            piece.problem = QT_TRANSLATE_NOOP(
                "formats", "This abbreviation (@string) could not be read; its name will stand for it.");
        }
        return piece;
    }
    if (end == BibScanner::End::ClosedTwice)
        piece.problem = QT_TRANSLATE_NOOP(
            "formats", "The entry has a closing brace too many; the fields behind it were kept with the entry.");
    else if (end == BibScanner::End::NextBegins)
        piece.problem =
            QT_TRANSLATE_NOOP("formats", "The entry is not closed; it was ended where the next one begins.");
    else if (end == BibScanner::End::TextEnds)
        piece.problem = QT_TRANSLATE_NOOP("formats",
            "The last entry is not closed; the file may have been cut short. The entry was kept as far as it goes.");
    return piece;
}

bool BibtexReader::define(std::string_view text)
{
    std::vector<Note> notes;
    BibEntry definition;
    const std::string utf8 = asUtf8(text);
    definition.parse(utf8, m_macros, notes);
    if (definition.fields().size() != 1)
        return false;
    const BibField& field = definition.fields().front();
    return m_macros.define(field.name, std::string{field.value});
}

std::size_t BibtexReader::resume(std::string_view text)
{
    m_scanner.reset();
    for (std::size_t at = text.find('@', 1); at != npos; at = text.find('@', at + 1)) {
        const bool lineStart = text[at - 1] == '\n' || text[at - 1] == '\r';
        if (lineStart && !bibHead(text.substr(at)).type.empty())
            return at;
    }
    return npos;
}

/// What is decided only when all fields are known.
struct BibtexReader::Parts {
    std::string subtitle;
    std::string bookTitle;
    std::string year;
    std::string month;
    std::string day;
    std::string date;
    std::string earlyAccess;
    std::string number;
    std::string articleNumber;
    std::string institution;
    std::string eprint;
    std::string archive;
    std::string note;
    std::vector<std::string_view> carried; ///< what Winnow itself wrote
    std::string_view eid;
};

void setOnce(std::string& value, std::string text)
{
    if (value.empty())
        value = std::move(text);
}

/// "3--4" is "3-4" elsewhere.
std::string withHyphens(std::string text)
{
    constexpr std::string_view Dash = "–";
    for (std::size_t at = text.find(Dash); at != npos; at = text.find(Dash, at))
        text.replace(at, Dash.size(), "-");
    return text;
}

// NOLINTNEXTLINE(readability-function-size): a table of fields in the shape of a switch
void BibtexReader::take(Record& record, const BibField& field, Slot slot, Parts& parts)
{
    const std::string_view source = field.value;
    switch (slot) {
    case Slot::Title:
        setOnce(record.title, fromTex(source));
        break;
    case Slot::Subtitle:
        parts.subtitle = fromTex(source);
        break;
    case Slot::OriginalTitle:
        record.originalTitle = fromTex(source);
        break;
    case Slot::Abstract:
        setOnce(record.abstract, sectioned(fromTex(source)));
        break;
    case Slot::Author:
        addBibPeople(source, record.authors, &record.groupAuthors);
        break;
    case Slot::Editor:
        addBibPeople(source, record.editors, nullptr);
        break;
    case Slot::Year:
        parts.year = fromTex(source);
        break;
    case Slot::Month:
        parts.month = fromTex(source);
        break;
    case Slot::Day:
        parts.day = fromTex(source);
        break;
    case Slot::Date:
        setOnce(parts.date, fromTex(source, Tex::Verbatim));
        break;
    case Slot::EarlyAccess:
        parts.earlyAccess = fromTex(source);
        break;
    case Slot::Journal:
        setOnce(record.journal, fromTex(source));
        break;
    case Slot::BookTitle:
        parts.bookTitle = fromTex(source);
        break;
    case Slot::Abbreviation:
        setOnce(record.journalAbbreviation, fromTex(source));
        break;
    case Slot::Volume:
        record.volume = withHyphens(fromTex(source));
        break;
    case Slot::Issue:
        record.issue = withHyphens(fromTex(source));
        break;
    case Slot::Number:
        parts.number = withHyphens(fromTex(source));
        break;
    case Slot::Pages:
        setOnce(record.pages, fullPages(fromTex(source)));
        break;
    case Slot::ArticleNumber:
        setOnce(parts.articleNumber, fromTex(source));
        break;
    case Slot::Doi:
        setOnce(record.doi, findDoi(fromTex(source), DoiIn::Field));
        break;
    case Slot::Pmid:
        setOnce(record.pmid, std::string{leadingDigits(trimmed(fromTex(source)))});
        break;
    case Slot::Pmcid:
        setOnce(record.pmcid, pmcid(fromTex(source)));
        break;
    case Slot::Accession:
        record.sourceId = fromTex(source);
        break;
    case Slot::Language:
        setOnce(record.language, fromTex(source));
        break;
    case Slot::Type:
        for (std::string& type : splitTrimmed(fromTex(source), ';'))
            addOnce(record.types, std::move(type));
        break;
    case Slot::Keywords:
        addBibKeywords(source, record.keywords);
        break;
    case Slot::Groups:
        addBibKeywords(source, record.labels);
        break;
    case Slot::Comment:
        record.note = fromTex(source);
        break;
    case Slot::Note:
        if (const std::string note = fromTex(source); !takeReviewNote(note, record))
            parts.note += (parts.note.empty() ? "" : "\n") + note;
        break;
    case Slot::Carried:
        parts.carried.push_back(withoutOuterBraces(source));
        break;
    case Slot::Url:
        if (const std::string url = fromTex(withoutOuterBraces(source), Tex::Verbatim); url.find("://") != npos) {
            const std::size_t begin = url.rfind("http", url.find("://"));
            addOnce(record.urls, url.substr(begin == npos ? 0 : begin, url.find_first_of(" }", begin) - begin));
        }
        if (parts.eid.empty())
            parts.eid = eidOf(source);
        break;
    case Slot::Publisher:
        setOnce(record.publisher, fromTex(source));
        break;
    case Slot::Institution:
        setOnce(parts.institution, fromTex(source));
        break;
    case Slot::Serial:
        for (std::string& serial : splitTrimmed(fromTex(source), ';'))
            addOnce(record.serials, std::move(serial));
        break;
    case Slot::Eprint:
        setOnce(parts.eprint, fromTex(source, Tex::Verbatim));
        break;
    case Slot::ArchivePrefix:
        setOnce(parts.archive, lowerAscii(fromTex(source)));
        break;
    case Slot::None:
        break;
    }
}

/// The number behind "PMID:", where a note says it of this record.
std::string pmidIn(std::string_view note)
{
    const std::size_t at = note.find("PMID");
    if (at == npos || (at > 0 && note[at - 1] != '\n' && at > 40))
        return {};
    std::string_view rest = note.substr(at + 4);
    rest.remove_prefix(std::min(rest.find_first_not_of(" :"), rest.size()));
    const std::string_view digits = leadingDigits(rest);
    return digits.size() <= 8 ? std::string{digits} : std::string{};
}

void BibtexReader::finish(Record& record, Parts& parts)
{
    if (!parts.subtitle.empty())
        record.title += (record.title.empty() ? "" : ": ") + parts.subtitle;
    setOnce(record.title, record.journal.empty() ? std::string{} : parts.bookTitle);
    setOnce(record.journal, parts.bookTitle);
    if (record.journalAbbreviation == record.journal)
        record.journalAbbreviation.clear();
    for (const std::string* text : {&parts.year, &parts.date, &parts.earlyAccess}) {
        if (record.year == 0)
            record.year = findYear(*text);
    }
    record.date = parts.date;
    if (record.date.empty()) {
        const std::string& year = parts.year.empty() ? parts.earlyAccess : parts.year;
        record.date = parts.month + (parts.month.empty() || parts.day.empty() ? "" : " ") + parts.day;
        record.date += (record.date.empty() || year.empty() ? "" : " ") + year;
    }
    setOnce(record.issue, parts.number);
    setOnce(record.pages, parts.articleNumber);
    setOnce(record.publisher, parts.institution);
    for (const std::string& url : record.urls) {
        setOnce(record.doi, url.find("doi") != npos ? findDoi(url, DoiIn::Text) : std::string{});
        for (const std::string_view site : {"pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/"}) {
            if (const std::size_t at = url.find(site); at != npos)
                setOnce(record.pmid, std::string{leadingDigits(std::string_view{url}.substr(at + site.size()))});
        }
    }
    if (containsIgnoringCase(std::string_view{parts.note}.substr(0, 4), "doi"))
        setOnce(record.doi, findDoi(parts.note, DoiIn::Text));
    setOnce(record.pmid, parts.archive == "pubmed" ? std::string{leadingDigits(parts.eprint)} : pmidIn(parts.note));
    if (parts.archive == "pmc" || parts.archive == "pmcid")
        setOnce(record.pmcid, pmcid(parts.eprint));
    if (parts.archive == "arxiv" && !parts.eprint.empty())
        addOnce(record.urls, "https://arxiv.org/abs/" + parts.eprint);
    if (containsIgnoringCase(parts.note, "erratum") || containsIgnoringCase(parts.note, "retract"))
        record.notices.push_back(parts.note);
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
}

void BibtexReader::learn(const Record& record, const Parts& parts)
{
    const std::string_view database = !record.wos.empty() ? "Web of Science" : !parts.eid.empty() ? "Scopus" : "";
    m_severalDatabases |= !m_database.empty() && !database.empty() && database != m_database;
    if (m_database.empty())
        m_database = database;
}

void BibtexReader::fill(Record& record, std::string_view text, std::vector<Note>& notes)
{
    m_entry.parse(text, m_macros, notes);
    Parts parts;
    const std::string entryType = lowerAscii(m_entry.type());
    for (const BibField& field : m_entry.fields()) {
        if (const Slot slot = slotOf(field.name); slot != Slot::None)
            take(record, field, slot, parts);
    }
    finish(record, parts);
    // Web of Science has its accession number, once called ISI's, for a key too.
    for (const std::string_view id : {std::string_view{record.sourceId}, m_entry.key()}) {
        if (record.wos.empty() && (id.starts_with("WOS:") || id.starts_with("ISI:")))
            record.wos = "WOS:" + std::string{id.substr(4)};
    }
    if (!record.wos.empty())
        record.sourceId = record.wos;
    else if (!parts.eid.empty())
        record.sourceId = parts.eid;
    setOnce(record.sourceId, std::string{m_entry.key()});
    if (record.types.empty())
        record.types.push_back(entryType);
    record.kind = kindOf(entryType, record);
    if (record.kind == RecordKind::Other && parts.archive == "arxiv")
        record.kind = RecordKind::Preprint;
    if (record.kind == RecordKind::Other && record.journal.empty() && !record.urls.empty() && record.doi.empty()
        && record.volume.empty())
        record.kind = RecordKind::WebPage;
    for (const std::string_view carried : parts.carried)
        takeCarried(carried, record);
    learn(record, parts);
    if (!m_entry.key().empty() && !m_keys.insert(std::hash<std::string_view>{}(m_entry.key())).second)
        notes.push_back({Severity::Note, 0,
            QT_TRANSLATE_NOOP("formats", "The key “%1” stands at an entry before, too; both were kept."),
            printable(m_entry.key().substr(0, 60))});
}

std::vector<RawField> BibtexReader::fields(std::string_view text)
{
    std::vector<Note> notes;
    m_entry.parse(text, m_macros, notes);
    std::vector<RawField> out;
    out.reserve(m_entry.fields().size() + 1);
    out.push_back({'@' + std::string{m_entry.type()}, std::string{m_entry.key()}});
    for (const BibField& field : m_entry.fields()) {
        const Slot slot = slotOf(field.name);
        const bool verbatim = slot == Slot::Url || slot == Slot::Eprint || lowerAscii(field.name) == "file";
        out.push_back({std::string{field.name}, fromTex(field.value, verbatim ? Tex::Verbatim : Tex::Prose)});
    }
    return out;
}

} // namespace

std::unique_ptr<PieceReader> bibtexReader(const ReadOptions&, std::string_view context)
{
    return std::make_unique<BibtexReader>(context);
}

} // namespace winnow::formats
