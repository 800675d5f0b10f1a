// Web of Science's "Plain text file" and EndNote's ".ciw": two-letter tags, further lines indented by three, PT to ER,
// an FN and VR line before and an EF line after all records. Tags: Clarivate, "Web of Science Core Collection field
// tags".
#include "core/base/text.h"
#include "core/formats/reader.h"
#include "core/formats/values.h"

#include <QtGlobal>

#include <algorithm>

namespace winnow::formats {

namespace {

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isUpperOrDigit(char c)
{
    return isUpper(c) || (c >= '0' && c <= '9');
}

enum class Slot : std::uint8_t {
    None,
    PublicationType,
    Title,
    OriginalTitle,
    Abstract,
    FullAuthor,
    Author,
    BookAuthor,
    GroupAuthor,
    BookGroup,
    Year,
    EarlyAccess,
    Date,
    Journal,
    Abbreviation,
    Volume,
    Issue,
    FirstPage,
    LastPage,
    Pages,
    ArticleNumber,
    Doi,
    BookDoi,
    Pmid,
    Accession,
    OtherAccession,
    Language,
    DocumentType,
    Keywords,
    Url,
    Editor,
    Publisher,
    Serial,
};

constexpr TagTable Slots = tagTable<Slot>({
    {"PT"_tag, Slot::PublicationType},
    {"TI"_tag, Slot::Title},
    {"FT"_tag, Slot::OriginalTitle},
    {"AB"_tag, Slot::Abstract},
    {"AF"_tag, Slot::FullAuthor},
    {"AU"_tag, Slot::Author},
    {"BF"_tag, Slot::BookAuthor},
    {"BA"_tag, Slot::BookAuthor},
    {"CA"_tag, Slot::GroupAuthor},
    {"GP"_tag, Slot::BookGroup},
    {"PY"_tag, Slot::Year},
    {"EA"_tag, Slot::EarlyAccess},
    {"EY"_tag, Slot::EarlyAccess},
    {"PD"_tag, Slot::Date},
    {"SO"_tag, Slot::Journal},
    {"JI"_tag, Slot::Abbreviation},
    {"J9"_tag, Slot::Abbreviation},
    {"VL"_tag, Slot::Volume},
    {"IS"_tag, Slot::Issue},
    {"BP"_tag, Slot::FirstPage},
    {"EP"_tag, Slot::LastPage},
    {"PS"_tag, Slot::Pages},
    {"AR"_tag, Slot::ArticleNumber},
    {"DI"_tag, Slot::Doi},
    {"D2"_tag, Slot::BookDoi},
    {"DL"_tag, Slot::BookDoi},
    {"PM"_tag, Slot::Pmid},
    {"UT"_tag, Slot::Accession},
    {"AN"_tag, Slot::OtherAccession},
    {"LA"_tag, Slot::Language},
    {"DT"_tag, Slot::DocumentType},
    {"DE"_tag, Slot::Keywords},
    {"ID"_tag, Slot::Keywords},
    {"UR"_tag, Slot::Url},
    {"BE"_tag, Slot::Editor},
    {"ED"_tag, Slot::Editor},
    {"PU"_tag, Slot::Publisher},
    {"SN"_tag, Slot::Serial},
    {"EI"_tag, Slot::Serial},
    {"BN"_tag, Slot::Serial},
});

/// "Doe, Jane (jane@example.org)" → "Doe, Jane": some databases put the address there.
std::string_view withoutAddress(std::string_view name)
{
    const std::size_t open = name.rfind(" (");
    const bool address = open != std::string_view::npos && name.find('@', open) != std::string_view::npos;
    return trimmed(address ? name.substr(0, open) : name);
}

/// One author a line; MEDLINE within Web of Science has them all on one, with semicolons.
std::vector<std::string> authorsOf(const Field* field)
{
    std::vector<std::string> authors;
    if (!field)
        return authors;
    for (const std::string& line : linesOf(*field)) {
        for (const std::string& name : splitTrimmed(line, ';'))
            authors.push_back(personName(withoutAddress(name)));
    }
    return authors;
}

class WosReader final : public Reader {
public:
    [[nodiscard]] TagOf tagOf() const override { return wosTag; }
    [[nodiscard]] AfterBlank afterBlank() const override { return AfterBlank::Continues; }
    [[nodiscard]] bool hasEndLine() const override { return true; }
    [[nodiscard]] Join joinOf(Tag tag) const override;
    [[nodiscard]] std::string database() const override { return "Web of Science"; }
    [[nodiscard]] Role role(std::string_view line, const TaggedLine& tagged, Position position) override;
    void fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes) override;

private:
    struct Parts;
    static void take(Record& record, const Field& field, Parts& parts);
};

Join WosReader::joinOf(Tag tag) const
{
    switch (tag) {
    case "AU"_tag:
    case "AF"_tag:
    case "BA"_tag:
    case "BF"_tag:
    case "BE"_tag:
    case "CA"_tag:
    case "C1"_tag:
    case "CR"_tag:
        return Join::Lines;
    default:
        return Join::Words;
    }
}

Role WosReader::role(std::string_view, const TaggedLine& tagged, Position position)
{
    switch (tagged.tag) {
    case NoTag:
        return position.inside() ? Role::Belongs : Role::Remarks;
    case "PT"_tag:
        return Role::Begins;
    case "ER"_tag:
        return position.inside() ? Role::Ends : Role::Stray;
    case "EF"_tag:
        return Role::Separates;
    case "FN"_tag:
    case "VR"_tag:
        return position.inside() ? Role::Belongs : Role::Separates;
    default:
        return position.inside() ? Role::Belongs : Role::Begins;
    }
}

/// What is decided only when all fields are known.
struct WosReader::Parts {
    const Field* fullAuthors = nullptr;
    const Field* authors = nullptr;
    const Field* bookAuthors = nullptr;
    const Field* groupAuthors = nullptr;
    const Field* bookGroup = nullptr;
    std::string publicationType;
    std::string year;
    std::string earlyAccess;
    std::string firstPage;
    std::string lastPage;
    std::string pages;
    std::string articleNumber;
    std::string bookDoi;
    std::string otherAccession;
};

// NOLINTNEXTLINE(readability-function-size): a table of tags in the shape of a switch
void WosReader::take(Record& record, const Field& field, Parts& parts)
{
    switch (Slots[field.tag]) {
    case Slot::PublicationType:
        parts.publicationType = textOf(field);
        break;
    case Slot::Title:
        record.title += (record.title.empty() ? "" : " ") + textOf(field);
        break;
    case Slot::OriginalTitle:
        record.originalTitle = textOf(field);
        break;
    case Slot::Abstract:
        record.abstract += (record.abstract.empty() ? "" : "\n") + sectioned(textOf(field));
        break;
    case Slot::FullAuthor:
        parts.fullAuthors = &field;
        break;
    case Slot::Author:
        parts.authors = &field;
        break;
    case Slot::BookAuthor:
        parts.bookAuthors = &field;
        break;
    case Slot::GroupAuthor:
        parts.groupAuthors = &field;
        break;
    case Slot::BookGroup:
        parts.bookGroup = &field;
        break;
    case Slot::Year:
        parts.year = textOf(field);
        break;
    case Slot::EarlyAccess:
        parts.earlyAccess = textOf(field);
        break;
    case Slot::Date:
        record.date = textOf(field);
        break;
    case Slot::Journal:
        record.journal = textOf(field);
        break;
    case Slot::Abbreviation:
        if (record.journalAbbreviation.empty() || field.tag == "JI"_tag)
            record.journalAbbreviation = textOf(field);
        break;
    case Slot::Volume:
        if (record.volume.empty())
            record.volume = textOf(field);
        break;
    case Slot::Issue:
        if (record.issue.empty())
            record.issue = textOf(field);
        break;
    case Slot::FirstPage:
        parts.firstPage = textOf(field);
        break;
    case Slot::LastPage:
        parts.lastPage = textOf(field);
        break;
    case Slot::Pages:
        parts.pages = textOf(field);
        break;
    case Slot::ArticleNumber:
        parts.articleNumber = textOf(field);
        break;
    case Slot::Doi:
        record.doi = findDoi(textOf(field), DoiIn::Field);
        break;
    case Slot::BookDoi:
        parts.bookDoi = findDoi(textOf(field), DoiIn::Field);
        break;
    case Slot::Pmid:
        record.pmid = leadingDigits(trimmed(field.text));
        break;
    case Slot::Accession:
        record.wos = webOfScienceNumber(field.text);
        break;
    case Slot::OtherAccession:
        parts.otherAccession = textOf(field);
        break;
    case Slot::Language:
        record.language = textOf(field);
        break;
    case Slot::DocumentType:
        record.types = splitTrimmed(textOf(field), ';');
        break;
    case Slot::Keywords:
        std::ranges::move(splitTrimmed(textOf(field), ';'), std::back_inserter(record.keywords));
        break;
    case Slot::Url:
        std::ranges::move(linesOf(field), std::back_inserter(record.urls));
        break;
    case Slot::Editor:
        record.editors = authorsOf(&field);
        break;
    case Slot::Publisher:
        record.publisher = textOf(field);
        break;
    case Slot::Serial:
        for (std::string& serial : splitTrimmed(textOf(field), ';'))
            addOnce(record.serials, std::move(serial));
        break;
    case Slot::None:
        break;
    }
}

void WosReader::fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes)
{
    Parts parts;
    for (const Field& field : fields) {
        if (!trimmed(field.text).empty())
            take(record, field, parts);
    }
    record.kind = webOfScienceKind(parts.publicationType, record.types);
    if (parts.publicationType.empty())
        notes.push_back({Severity::Note, 0,
            QT_TRANSLATE_NOOP("formats", "The record does not say its publication type (PT)."), {}});
    for (const Field* field : {parts.fullAuthors, parts.authors, parts.bookAuthors}) {
        if (record.authors.empty())
            record.authors = authorsOf(field);
    }
    // GP is the group behind the whole volume ("IEEE"): an author only where nobody else is.
    record.groupAuthors = authorsOf(parts.groupAuthors);
    if (record.authors.empty() && record.groupAuthors.empty())
        record.groupAuthors = authorsOf(parts.bookGroup);
    std::ranges::copy(record.groupAuthors, std::back_inserter(record.authors));

    record.year = findYear(parts.year);
    if (record.year == 0)
        record.year = findYear(parts.earlyAccess);
    if (record.year == 0)
        record.year = findYear(record.date);
    if (parts.year.empty() && record.date.empty())
        record.date = parts.earlyAccess;
    else if (findYear(record.date) == 0)
        record.date += (record.date.empty() || parts.year.empty() ? "" : " ") + parts.year;

    record.pages = fullPages(parts.firstPage, parts.lastPage);
    if (record.pages.empty())
        record.pages = parts.pages.empty() ? parts.articleNumber : fullPages(parts.pages);
    if (record.doi.empty())
        record.doi = parts.bookDoi;
    // MEDLINE's accession number within Web of Science is the PMID.
    if (constexpr std::string_view Medline = "MEDLINE:"; record.pmid.empty() && record.wos.starts_with(Medline))
        record.pmid = leadingDigits(std::string_view{record.wos}.substr(Medline.size()));
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
    for (const std::string& type : record.types) {
        if (containsIgnoringCase(type, "retract") || containsIgnoringCase(type, "correction")
            || containsIgnoringCase(type, "expression of concern"))
            record.notices.push_back(type);
    }
    record.sourceId = record.wos.empty() ? parts.otherAccession : record.wos;
}

} // namespace

TaggedLine wosTag(std::string_view line)
{
    if (line.size() < 2 || !isUpper(line[0]) || !isUpperOrDigit(line[1]) || (line.size() > 2 && line[2] != ' '))
        return {};
    const Tag tag = packTag(line.substr(0, 2));
    // "ER positive" at the start of a line is text that lost its indent.
    const bool standsAlone = tag == "ER"_tag || tag == "EF"_tag;
    return standsAlone && !trimmed(line.substr(2)).empty() ? TaggedLine{} : TaggedLine{tag, 2, false};
}

std::unique_ptr<Reader> wosReader()
{
    return std::make_unique<WosReader>();
}

} // namespace winnow::formats
