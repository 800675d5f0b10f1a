// Ovid's own export formats (.cgi, .ovd, .txt): records numbered "<1>", fields either tagged with two letters
// ("TI  - A title") or named on a line of their own with the value indented below ("Title", "  A title").
// Names and letters after Ovid's field guides of MEDLINE, Embase, PsycInfo and Journals@Ovid.
#include "core/base/text.h"
#include "core/formats/pieces.h"
#include "core/formats/reader.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
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
    Author,
    BookTitle,
    Database,
    Date,
    Doi,
    Editor,
    FullAuthor,
    Issue,
    Journal,
    Keywords,
    Language,
    Mesh,
    OriginalTitle,
    Pages,
    Pmid,
    Publisher,
    Registration,
    Serial,
    Source,
    Title,
    Type,
    Url,
    Volume,
    Year,
};

struct Name {
    std::string_view name; ///< in small letters
    Slot slot;
};
constexpr auto Names = [] {
    auto names = std::to_array<Name>({{"ab", Slot::Abstract}, {"abstract", Slot::Abstract}, {"an", Slot::Accession},
        {"accession number", Slot::Accession}, {"ui", Slot::Accession}, {"unique identifier", Slot::Accession},
        {"as", Slot::Abbreviation}, {"abbreviated source", Slot::Abbreviation},
        {"iso journal abbreviation", Slot::Abbreviation}, {"au", Slot::Author}, {"author", Slot::Author},
        {"authors", Slot::Author}, {"fa", Slot::FullAuthor}, {"authors full name", Slot::FullAuthor},
        {"author full name", Slot::FullAuthor}, {"bt", Slot::BookTitle}, {"book title", Slot::BookTitle},
        {"db", Slot::Database}, {"database", Slot::Database}, {"dp", Slot::Date}, {"date of publication", Slot::Date},
        {"publication date", Slot::Date}, {"dg", Slot::Date}, {"do", Slot::Doi}, {"doi", Slot::Doi}, {"di", Slot::Doi},
        {"doi number", Slot::Doi}, {"digital object identifier", Slot::Doi}, {"ed", Slot::Editor},
        {"editor", Slot::Editor}, {"editors", Slot::Editor}, {"ip", Slot::Issue}, {"issue", Slot::Issue},
        {"issue/part", Slot::Issue}, {"jn", Slot::Journal}, {"jt", Slot::Journal}, {"jx", Slot::Journal},
        {"journal name", Slot::Journal}, {"nj", Slot::Journal}, {"nlm journal name", Slot::Journal},
        {"kw", Slot::Keywords}, {"keyword heading", Slot::Keywords}, {"key words", Slot::Keywords},
        {"keywords", Slot::Keywords}, {"author keywords", Slot::Keywords}, {"key concepts", Slot::Keywords},
        {"lg", Slot::Language}, {"la", Slot::Language}, {"language", Slot::Language}, {"mh", Slot::Mesh},
        {"mesh subject headings", Slot::Mesh}, {"subject headings", Slot::Mesh}, {"sh", Slot::Mesh},
        {"heading words", Slot::Mesh}, {"ot", Slot::OriginalTitle}, {"original title", Slot::OriginalTitle},
        {"pg", Slot::Pages}, {"page", Slot::Pages}, {"pages", Slot::Pages}, {"pm", Slot::Pmid}, {"pmid", Slot::Pmid},
        {"medline pmid", Slot::Pmid}, {"pubmed id", Slot::Pmid}, {"pb", Slot::Publisher}, {"pu", Slot::Publisher},
        {"publisher", Slot::Publisher}, {"clinical trial number", Slot::Registration}, {"cn", Slot::Registration},
        {"is", Slot::Serial}, {"ib", Slot::Serial}, {"issn", Slot::Serial}, {"issn print", Slot::Serial},
        {"issn electronic", Slot::Serial}, {"isbn", Slot::Serial}, {"so", Slot::Source}, {"source", Slot::Source},
        {"ti", Slot::Title}, {"title", Slot::Title}, {"chapter title", Slot::Title}, {"pt", Slot::Type},
        {"publication type", Slot::Type}, {"dt", Slot::Type}, {"document type", Slot::Type}, {"xl", Slot::Url},
        {"ur", Slot::Url}, {"url", Slot::Url}, {"link to the ovid full text or citation", Slot::Url},
        {"link to the external link resolver", Slot::Url}, {"vi", Slot::Volume}, {"vo", Slot::Volume},
        {"volume", Slot::Volume}, {"yr", Slot::Year}, {"year of publication", Slot::Year}, {"year", Slot::Year}});
    std::ranges::sort(names, {}, &Name::name);
    return names;
}();

Slot slotOf(std::string_view name)
{
    const std::string lower = lowerAscii(name);
    const auto found = std::ranges::lower_bound(Names, std::string_view{lower}, {}, &Name::name);
    return found != Names.end() && found->name == lower ? found->slot : Slot::None;
}

/// The line at `at`, without its end; `next` is where the one after it begins.
std::string_view lineAt(std::string_view text, std::size_t at, std::size_t& next)
{
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    next = std::min(end + (text.substr(end).starts_with("\r\n") ? 2 : 1), text.size());
    return text.substr(at, end - at);
}

struct OvidField {
    std::string_view name;
    std::string_view text; ///< its lines, indents still in it
};

/// Tagged lines are those of RIS, with any letters; a name stands at the margin above an indented line.
std::vector<OvidField> fieldsOf(std::string_view text)
{
    std::vector<OvidField> fields;
    std::size_t at = 0;
    (void)lineAt(text, 0, at); // "<1>"
    bool tagged = false;
    while (at < text.size()) {
        const std::size_t begin = at;
        const std::string_view line = lineAt(text, at, at);
        const TaggedLine tag = risTag(line);
        const std::string_view words = trimmed(line);
        if (tag.tag != NoTag && !tag.lowerCase) {
            tagged = true;
            fields.push_back({line.substr(0, 2), line.substr(tag.value)});
            continue;
        }
        std::size_t ignored = 0;
        const bool indentedNext = at < text.size() && isSpace(text[at]) && !trimmed(lineAt(text, at, ignored)).empty();
        constexpr std::size_t LongestName = 60;
        if (!tagged && !words.empty() && !isSpace(line.front()) && words.size() <= LongestName
            && (indentedNext || slotOf(words) != Slot::None)) {
            fields.push_back({words, text.substr(at, 0)});
        } else if (!words.empty() && !fields.empty()) {
            std::string_view& value = fields.back().text;
            const std::size_t start =
                trimmed(value).empty() ? begin : static_cast<std::size_t>(value.data() - text.data());
            value = text.substr(start, begin + line.size() - start);
        } else if (!words.empty()) {
            fields.push_back({{}, line});
        }
    }
    return fields;
}

Field asField(const OvidField& field)
{
    return {.tag = NoTag, .text = field.text, .severalLines = field.text.find_first_of("\r\n") != npos};
}

/// "Doe, Jane 1" and "Doe J.A." as "Family, Given".
std::string authorName(std::string_view name)
{
    name = trimmed(name);
    while (!name.empty() && (isDigit(name.back()) || name.back() == '*' || name.back() == ' '))
        name.remove_suffix(1);
    const std::size_t space = name.rfind(' ');
    if (name.find(',') == npos && space != npos && space > 0 && name.ends_with('.') && isUpper(name[space + 1]))
        return std::string{trimmed(name.substr(0, space))} + ", " + std::string{name.substr(space + 1)};
    return personName(name);
}

std::vector<std::string> namesOf(const OvidField& field)
{
    std::vector<std::string> names;
    for (std::string line : linesOf(asField(field))) {
        // "[Author; E-mail: …]" is said of the one before it.
        for (std::size_t open = line.find('['); open != npos; open = line.find('[', open))
            line.erase(open, std::min(line.find(']', open), line.size() - 1) + 1 - open);
        std::vector<std::string> parts = splitTrimmed(line, ';');
        if (parts.size() == 1 && line.find("  ") != npos) { // two spaces are all that stands between them
            parts.clear();
            for (std::size_t at = 0; at < line.size();) {
                const std::size_t end = std::min(line.find("  ", at), line.size());
                parts.emplace_back(trimmed(std::string_view{line}.substr(at, end - at)));
                at = std::min(line.find_first_not_of(' ', end), line.size());
            }
        }
        for (const std::string& part : parts) {
            if (std::string name = authorName(part); !name.empty())
                names.push_back(std::move(name));
        }
    }
    return names;
}

/// Takes journal, volume, issue, pages and year out of Ovid's source line, where no field of their own has them:
/// "Journal. 28(2):103-106, April 2015.", "Journal. 12 (3) (pp 103-110), 2018.", "Title. Vol 28(2) April 2015,
/// 103-106."
void readSource(Record& record, std::string_view source)
{
    source = trimmed(source);
    std::size_t split = npos;
    for (std::size_t at = source.find(". "); at != npos && split == npos; at = source.find(". ", at + 1)) {
        const std::size_t rest = source.find_first_not_of(' ', at + 1);
        if (rest != npos
            && (isDigit(source[rest]) || source[rest] == '(' || source.substr(rest).starts_with("Vol ")
                || source.substr(rest).starts_with("Conference:") || source.substr(rest).starts_with("[")))
            split = at;
    }
    const std::size_t journalEnd = std::min(split != npos ? split : source.find('.'), source.size());
    if (record.journal.empty())
        record.journal = trimmed(source.substr(0, journalEnd));
    std::string_view rest = source.substr(std::min(journalEnd + 1, source.size()));
    if (record.year == 0)
        record.year = findYear(rest);
    if (const std::size_t conference = rest.find("Conference:"); conference != npos) {
        const std::size_t behind = rest.find_last_of('.', rest.find(" (", conference));
        rest = behind == npos ? std::string_view{} : rest.substr(behind + 1);
    }
    rest = trimmed(rest);
    if (rest.starts_with("Vol "))
        rest.remove_prefix(4);
    const std::string_view volume = rest.substr(0, rest.find_first_not_of("0123456789"));
    if (volume.empty() || volume.size() > 5)
        return;
    if (record.volume.empty())
        record.volume = volume;
    rest = trimmed(rest.substr(volume.size()));
    if (rest.starts_with('(') && !rest.starts_with("(pp")) {
        const std::size_t close = rest.find(')');
        if (record.issue.empty() && rest.substr(0, close).find("pagination") == npos)
            record.issue = trimmed(rest.substr(1, close - 1));
        rest = close == npos ? std::string_view{} : trimmed(rest.substr(close + 1));
    }
    if (!record.pages.empty())
        return;
    if (rest.starts_with(':'))
        record.pages = fullPages(rest.substr(1, rest.find(',') - 1));
    else if (rest.starts_with("(pp"))
        record.pages = fullPages(trimmed(rest.substr(3, rest.find(')') - 3)));
    else if (const std::size_t comma = rest.rfind(", "); comma != npos && isDigit(rest.substr(comma + 2).front()))
        record.pages = fullPages(rest.substr(comma + 2, rest.find_first_of(". ", comma + 2) - comma - 2));
    if (findYear(record.pages) == record.year && record.pages.size() == 4)
        record.pages.clear();
}

RecordKind kindOf(const Record& record)
{
    const auto says = [&](std::string_view word) {
        return std::ranges::any_of(
            record.types, [&](const std::string& type) { return containsIgnoringCase(type, word); });
    };
    if (says("conference") || says("meeting") || says("proceeding"))
        return RecordKind::ConferencePaper;
    if (says("chapter"))
        return RecordKind::Chapter;
    if (says("patent"))
        return RecordKind::Patent;
    if (says("preprint"))
        return RecordKind::Preprint;
    if (says("thesis") || says("dissertation"))
        return RecordKind::Thesis;
    return says("book") && !says("review") ? RecordKind::Book : RecordKind::Article;
}

class OvidReader final : public PieceReader {
public:
    [[nodiscard]] Piece next(std::string_view text, bool last) override;
    [[nodiscard]] std::size_t resume(std::string_view text) override;
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override;
    [[nodiscard]] std::vector<RawField> fields(std::string_view text) override;
    [[nodiscard]] std::string database() const override { return m_severalDatabases ? std::string{} : m_database; }

private:
    struct Parts;
    [[nodiscard]] std::size_t nextMark(std::string_view text, bool last);
    static void take(Record& record, const OvidField& ovid, Parts& parts);

    std::size_t m_scanned = 0; ///< of the piece that was not whole
    std::string m_database;
    bool m_severalDatabases = false;
};

/// Where behind its first line the next record begins; npos if more text is needed to tell.
std::size_t OvidReader::nextMark(std::string_view text, bool last)
{
    std::size_t at = m_scanned;
    for (;;) {
        at = text.find_first_of("\r\n", at);
        if (at == npos)
            break;
        const std::size_t begin = at + (text.substr(at).starts_with("\r\n") ? 2 : 1);
        const std::size_t end = text.find_first_of("\r\n", begin);
        if (end == npos && !last)
            break;
        if (isOvidMark(text.substr(begin, std::min(end, text.size()) - std::min(begin, text.size()))))
            return begin;
        at = begin;
        if (at >= text.size())
            break;
    }
    m_scanned = at == npos ? text.size() : at;
    return last ? text.size() : npos;
}

Piece OvidReader::next(std::string_view text, bool last)
{
    if (const std::size_t words = text.find_first_not_of(" \t\r\n\v\f\x1A"); words != 0)
        return {.kind = Piece::Kind::Separator, .length = std::min(words, text.size())};
    std::size_t behind = 0;
    const std::string_view first = lineAt(text, 0, behind);
    if (first.size() == text.size() && !last && text.size() < MaxRecordBytes)
        return {};
    const bool isRecord = isOvidMark(first);
    const std::size_t end = nextMark(text, last);
    if (end == npos)
        return {};
    m_scanned = 0;
    std::size_t length = end;
    while (length > 0 && (isSpace(text[length - 1]) || text[length - 1] == '\x1A'))
        --length;
    if (isRecord)
        return {.kind = Piece::Kind::Record, .length = length};
    // Ovid may put the search before the records.
    return {.kind = Piece::Kind::Separator,
        .length = length,
        .problem = QT_TRANSLATE_NOOP("formats", "Text between records was passed over: “%1”"),
        .severity = Severity::Note,
        .argument = printable(isUtf8(first) ? first.substr(0, 60) : "…")};
}

std::size_t OvidReader::resume(std::string_view text)
{
    m_scanned = 0;
    for (std::size_t at = text.find('<', 1); at != npos; at = text.find('<', at + 1)) {
        std::size_t ignored = 0;
        if ((text[at - 1] == '\n' || text[at - 1] == '\r') && isOvidMark(lineAt(text.substr(at, 32), 0, ignored)))
            return at;
    }
    return npos;
}

/// What is decided only when all fields are known.
struct OvidReader::Parts {
    std::vector<std::string> fullAuthors;
    std::string source;
    std::string bookTitle;
    std::string database;
};

// NOLINTNEXTLINE(readability-function-size): a table of tags in the shape of a switch
void OvidReader::take(Record& record, const OvidField& ovid, Parts& parts)
{
    const Field field = asField(ovid);
    const auto once = [&](std::string& value) {
        if (value.empty())
            value = textOf(field);
    };
    const auto list = [&](std::vector<std::string>& values) {
        for (const std::string& line : linesOf(field)) {
            for (std::string& value : splitTrimmed(line, ';'))
                addOnce(values, std::move(value));
        }
    };
    switch (slotOf(ovid.name)) {
    case Slot::Title:
        once(record.title);
        break;
    case Slot::OriginalTitle:
        once(record.originalTitle);
        break;
    case Slot::Abstract:
        record.abstract += (record.abstract.empty() ? "" : "\n") + sectioned(textOf(field, Join::Paragraphs));
        break;
    case Slot::Author:
        std::ranges::move(namesOf(ovid), std::back_inserter(record.authors));
        break;
    case Slot::FullAuthor:
        std::ranges::move(namesOf(ovid), std::back_inserter(parts.fullAuthors));
        break;
    case Slot::Editor:
        std::ranges::move(namesOf(ovid), std::back_inserter(record.editors));
        break;
    case Slot::Journal:
        once(record.journal);
        break;
    case Slot::Abbreviation:
        if (const std::string text = textOf(field); record.journalAbbreviation.empty())
            record.journalAbbreviation = text.substr(0, text.find(". "));
        break;
    case Slot::BookTitle:
        once(parts.bookTitle);
        break;
    case Slot::Source:
        once(parts.source);
        break;
    case Slot::Volume:
        once(record.volume);
        break;
    case Slot::Issue:
        once(record.issue);
        break;
    case Slot::Pages:
        if (const std::string pages = textOf(field); !containsIgnoringCase(pages, "no pagination"))
            record.pages = fullPages(pages);
        break;
    case Slot::Year:
        record.year = findYear(textOf(field));
        break;
    case Slot::Date:
        once(record.date);
        break;
    case Slot::Doi:
        if (record.doi.empty())
            record.doi = findDoi(textOf(field), DoiIn::Field);
        break;
    case Slot::Pmid:
        if (record.pmid.empty())
            record.pmid = leadingDigits(trimmed(field.text));
        break;
    case Slot::Accession:
        once(record.sourceId);
        break;
    case Slot::Registration:
        findRegistrations(textOf(field), record.registrations);
        break;
    case Slot::Database:
        once(parts.database);
        break;
    case Slot::Language:
        once(record.language);
        break;
    case Slot::Publisher:
        once(record.publisher);
        break;
    case Slot::Serial:
        list(record.serials);
        break;
    case Slot::Type:
        list(record.types);
        break;
    case Slot::Keywords:
        list(record.keywords);
        break;
    case Slot::Mesh:
        list(record.mesh);
        break;
    case Slot::Url:
        for (const std::string& line : linesOf(field)) {
            if (line.find("://") != npos)
                addOnce(record.urls, line.substr(0, line.find_first_of(" \t")));
        }
        break;
    case Slot::None:
        break;
    }
}

void OvidReader::fill(Record& record, std::string_view text, std::vector<Note>&)
{
    Parts parts;
    for (const OvidField& field : fieldsOf(text))
        take(record, field, parts);
    if (parts.fullAuthors.size() >= record.authors.size())
        record.authors = std::move(parts.fullAuthors);
    for (const std::string& author : record.authors) {
        if (isGroupName(author))
            record.groupAuthors.push_back(author);
    }
    if (!parts.source.empty())
        readSource(record, parts.source);
    if (record.journal.empty())
        record.journal = parts.bookTitle;
    if (record.title.empty())
        record.title = parts.bookTitle.substr(0, parts.bookTitle.find(". "));
    if (record.language.ends_with('.'))
        record.language.pop_back();
    // MEDLINE's own number is PubMed's.
    if (record.pmid.empty() && containsIgnoringCase(parts.database, "medline") && isDigits(record.sourceId)
        && record.sourceId.size() <= 8)
        record.pmid = record.sourceId;
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
    record.kind = kindOf(record);
    std::string database = parts.database;
    if (containsIgnoringCase(database, "medline"))
        database = "MEDLINE (Ovid)";
    else if (containsIgnoringCase(database, "embase"))
        database = "Embase";
    m_severalDatabases |= !m_database.empty() && !database.empty() && database != m_database;
    if (m_database.empty())
        m_database = database;
}

std::vector<RawField> OvidReader::fields(std::string_view text)
{
    std::vector<RawField> out;
    std::size_t ignored = 0;
    out.push_back({{}, std::string{trimmed(lineAt(text, 0, ignored))}});
    for (const OvidField& field : fieldsOf(text))
        out.push_back({std::string{field.name}, unfolded(asField(field), Join::Lines)});
    return out;
}

} // namespace

bool isOvidMark(std::string_view line)
{
    line = trimmed(line);
    if (line.size() < 3 || line.size() > 20 || line.front() != '<' || line.back() != '>')
        return false;
    const std::string_view digits = leadingDigits(line.substr(1));
    const std::string_view rest = trimmed(line.substr(1 + digits.size(), line.size() - 2 - digits.size()));
    return !digits.empty() && (rest.empty() || rest == ".");
}

std::unique_ptr<PieceReader> ovidReader(const ReadOptions&, std::string_view)
{
    return std::make_unique<OvidReader>();
}

} // namespace winnow::formats
