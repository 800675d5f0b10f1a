// PubMed's own export, "MEDLINE" or ".nbib".
//
// A tag is padded to four columns, "- " follows, further lines are indented by six. Records begin with PMID (from
// PubMed Central: PMC, then PMID) and a blank line stands between them. Tags: National Library of Medicine,
// "MEDLINE/PubMed Data Element (Field) Descriptions".
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/pubmed.h"
#include "core/formats/reader.h"
#include "core/formats/relations.h"
#include "core/formats/values.h"

#include <QtGlobal>

#include <algorithm>

namespace winnow::formats {

namespace {

constexpr bool isUpperOrDigit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

enum class Slot : std::uint8_t {
    None,
    Pmid,
    Pmc,
    Title,
    BookTitle,
    VernacularTitle,
    Abstract,
    OtherAbstract,
    FullAuthor,
    Author,
    GroupAuthor,
    Date,
    OtherDate,
    Journal,
    Abbreviation,
    Volume,
    Issue,
    Pages,
    ArticleId,
    Citation,
    Registration,
    Language,
    Type,
    Keyword,
    Mesh,
    Editor,
    Publisher,
    Serial,
    GeneralNote,
};

constexpr TagTable Slots = tagTable<Slot>({
    {"PMID"_tag, Slot::Pmid},
    {"PMC"_tag, Slot::Pmc},
    {"TI"_tag, Slot::Title},
    {"BTI"_tag, Slot::BookTitle},
    {"CTI"_tag, Slot::BookTitle},
    {"TT"_tag, Slot::VernacularTitle},
    {"AB"_tag, Slot::Abstract},
    {"OAB"_tag, Slot::OtherAbstract},
    {"FAU"_tag, Slot::FullAuthor},
    {"AU"_tag, Slot::Author},
    {"CN"_tag, Slot::GroupAuthor},
    {"DP"_tag, Slot::Date},
    {"DEP"_tag, Slot::OtherDate},
    {"EDAT"_tag, Slot::OtherDate},
    {"CRDT"_tag, Slot::OtherDate},
    {"JT"_tag, Slot::Journal},
    {"TA"_tag, Slot::Abbreviation},
    {"VI"_tag, Slot::Volume},
    {"IP"_tag, Slot::Issue},
    {"PG"_tag, Slot::Pages},
    {"AID"_tag, Slot::ArticleId},
    {"LID"_tag, Slot::ArticleId},
    {"SO"_tag, Slot::Citation},
    {"SI"_tag, Slot::Registration},
    {"LA"_tag, Slot::Language},
    {"PT"_tag, Slot::Type},
    {"OT"_tag, Slot::Keyword},
    {"MH"_tag, Slot::Mesh},
    {"FED"_tag, Slot::Editor},
    {"ED"_tag, Slot::Editor},
    {"PB"_tag, Slot::Publisher},
    {"IS"_tag, Slot::Serial},
    {"ISBN"_tag, Slot::Serial},
    {"GN"_tag, Slot::GeneralNote},
});

/// What a tag that relates the record to another one says.
constexpr TagTable Notices = tagTable<std::string_view>({
    {"CIN"_tag, "Comment in: "},
    {"CON"_tag, "Comment on: "},
    {"EIN"_tag, "Erratum in: "},
    {"EFR"_tag, "Erratum for: "},
    {"RIN"_tag, "Retraction in: "},
    {"ROF"_tag, "Retraction of: "},
    {"PRIN"_tag, "Partial retraction in: "},
    {"PROF"_tag, "Partial retraction of: "},
    {"CRI"_tag, "Corrected and republished in: "},
    {"CRF"_tag, "Corrected and republished from: "},
    {"RPI"_tag, "Republished in: "},
    {"RPF"_tag, "Republished from: "},
    {"RRI"_tag, "Retracted and republished in: "},
    {"RRF"_tag, "Retracted and republished from: "},
    {"ECI"_tag, "Expression of concern in: "},
    {"ECF"_tag, "Expression of concern for: "},
    {"UIN"_tag, "Update in: "},
    {"UOF"_tag, "Update of: "},
    {"SPIN"_tag, "Summary for patients in: "},
    {"ORI"_tag, "Original report in: "},
});

/// Adds further text of a kind that should come once, behind what is there.
void append(std::string& text, std::string more, std::string_view between)
{
    if (text.empty())
        text = std::move(more);
    else if (!more.empty())
        text.append(between).append(more);
}

class NbibReader final : public Reader {
public:
    [[nodiscard]] TagOf tagOf() const override { return nbibTag; }
    [[nodiscard]] AfterBlank afterBlank() const override { return AfterBlank::StandsAlone; }
    [[nodiscard]] bool hasEndLine() const override { return false; }
    [[nodiscard]] Join joinOf(Tag) const override { return Join::Words; }
    [[nodiscard]] std::string database() const override { return m_sawPmid ? "PubMed" : "PubMed Central"; }
    [[nodiscard]] Role role(std::string_view line, const TaggedLine& tagged, Position position) override;
    void fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes) override;

private:
    struct Parts;
    void take(Record& record, const Field& field, Parts& parts) const;

    Tag m_first = NoTag; ///< what the records of this file begin with
    bool m_hasPmid = false; ///< the record that has begun has its PMID
    bool m_sawPmid = false;
};

Role NbibReader::role(std::string_view, const TaggedLine& tagged, Position position)
{
    if (tagged.tag == NoTag)
        return position.inside() ? Role::Belongs : Role::Remarks;
    if (m_first == NoTag)
        m_first = tagged.tag;
    const bool isPmid = tagged.tag == "PMID"_tag;
    const bool mayBegin = tagged.tag == "PMC"_tag || tagged.tag == m_first;
    const bool begins = !position.inside() || (isPmid ? m_hasPmid : position.afterBlank && mayBegin);
    m_hasPmid = isPmid || (m_hasPmid && !begins);
    m_sawPmid |= isPmid;
    return begins ? Role::Begins : Role::Belongs;
}

/// What is decided only when all fields are known.
struct NbibReader::Parts {
    Tag lastAuthor = NoTag;
    std::string bookTitle;
    std::string otherAbstract;
    std::string citationDoi;
    std::string carried;
    int otherYear = 0;
    bool fullEditors = false;
};

// NOLINTNEXTLINE(readability-function-size): a table of tags in the shape of a switch
void NbibReader::take(Record& record, const Field& field, Parts& parts) const
{
    switch (Slots[field.tag]) {
    case Slot::Pmid:
        record.pmid = leadingDigits(trimmed(field.text));
        break;
    case Slot::Pmc:
        record.pmcid = pmcid(field.text);
        break;
    case Slot::Title:
        append(record.title, textOf(field), " ");
        break;
    case Slot::BookTitle:
        append(parts.bookTitle, textOf(field), " ");
        break;
    case Slot::VernacularTitle:
        append(record.originalTitle, textOf(field), " ");
        break;
    case Slot::Abstract:
        append(record.abstract, sectioned(textOf(field)), "\n");
        break;
    case Slot::OtherAbstract:
        append(parts.otherAbstract, sectioned(textOf(field)), "\n");
        break;
    case Slot::FullAuthor:
        record.authors.push_back(personName(textOf(field)));
        parts.lastAuthor = field.tag;
        break;
    case Slot::Author: // the same author in short, unless the full name is missing
        if (parts.lastAuthor != "FAU"_tag)
            record.authors.push_back(personName(textOf(field)));
        parts.lastAuthor = field.tag;
        break;
    case Slot::GroupAuthor:
        record.authors.push_back(textOf(field));
        record.groupAuthors.push_back(record.authors.back());
        parts.lastAuthor = field.tag;
        break;
    case Slot::Date:
        if (record.date.empty())
            record.date = textOf(field);
        break;
    case Slot::OtherDate:
        if (parts.otherYear == 0)
            parts.otherYear = findYear(field.text);
        break;
    case Slot::Journal:
        append(record.journal, textOf(field), " ");
        break;
    case Slot::Abbreviation:
        append(record.journalAbbreviation, textOf(field), " ");
        break;
    case Slot::Volume:
        append(record.volume, textOf(field), " ");
        break;
    case Slot::Issue:
        append(record.issue, textOf(field), " ");
        break;
    case Slot::Pages:
        if (record.pages.empty())
            record.pages = fullPages(textOf(field));
        break;
    case Slot::ArticleId:
        if (const std::string_view id = trimmed(field.text);
            record.doi.empty() && (id.ends_with("[doi]") || containsIgnoringCase(id.substr(0, 4), "doi")))
            record.doi = findDoi(id, DoiIn::Field);
        break;
    case Slot::Citation:
        if (const std::size_t at = field.text.find("doi:"); at != std::string_view::npos)
            parts.citationDoi =
                findDoi(unfolded({.text = field.text.substr(at), .severalLines = true}, Join::Words), DoiIn::Field);
        break;
    case Slot::Registration:
        findRegistrations(textOf(field), record.registrations);
        break;
    case Slot::Language:
        append(record.language, textOf(field), ", ");
        break;
    case Slot::Type:
        addOnce(record.types, textOf(field));
        break;
    case Slot::Keyword:
        record.keywords.push_back(textOf(field));
        break;
    case Slot::Mesh:
        record.mesh.push_back(textOf(field));
        break;
    case Slot::Editor: // as with authors, in full and in short
        if (field.tag == "FED"_tag && !parts.fullEditors)
            record.editors.clear();
        parts.fullEditors |= field.tag == "FED"_tag;
        if (!parts.fullEditors || field.tag == "FED"_tag)
            record.editors.push_back(personName(textOf(field)));
        break;
    case Slot::Publisher:
        append(record.publisher, textOf(field), "; ");
        break;
    case Slot::Serial:
        addOnce(record.serials, textOf(field));
        break;
    case Slot::GeneralNote:
        if (std::string note = unfolded(field, Join::Words); note.starts_with(CarriedMark))
            parts.carried = std::move(note);
        break;
    case Slot::None:
        if (const std::string_view notice = Notices[field.tag]; !notice.empty())
            record.notices.push_back(std::string{notice} + textOf(field));
        break;
    }
}

void NbibReader::fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes)
{
    Parts parts;
    for (const Field& field : fields) {
        if (field.tag == NoTag)
            notes.push_back({Severity::Note, field.line,
                QT_TRANSLATE_NOOP("formats", "This line belongs to no field; it is kept with the record as it stands."),
                {}});
        else if (!trimmed(field.text).empty())
            take(record, field, parts);
    }
    setPubmedKind(record,
        parts.bookTitle.empty()    ? BookPart::None
            : record.title.empty() ? BookPart::Whole
                                   : BookPart::Chapter);
    if (record.title.empty())
        record.title = std::move(parts.bookTitle);
    else if (record.journal.empty())
        record.journal = std::move(parts.bookTitle);
    // "Publisher: Abstract available from the publisher." is none.
    if (record.abstract.empty() && !containsIgnoringCase(parts.otherAbstract, "available from the publisher"))
        record.abstract = std::move(parts.otherAbstract);
    if (record.doi.empty())
        record.doi = std::move(parts.citationDoi);
    record.year = findYear(record.date);
    if (record.year == 0)
        record.year = parts.otherYear;
    addTypeNotices(record);
    for (const Field& field : fields) {
        const std::string_view notice = Notices[field.tag];
        if (const auto kind = relationKind(notice.substr(0, notice.find(':'))))
            addRelation(record, *kind, textOf(field));
    }
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
    record.sourceId = record.pmid.empty() ? record.pmcid : record.pmid;
    if (record.sourceId.empty())
        notes.push_back(
            {Severity::Note, 0, QT_TRANSLATE_NOOP("formats", "The record has neither a PMID nor a PMC number."), {}});
    if (!parts.carried.empty())
        takeCarried(parts.carried, record);
}

} // namespace

TaggedLine nbibTag(std::string_view line)
{
    constexpr std::size_t Column = 4;
    std::size_t length = 0;
    while (length < line.size() && length < Column && (isUpperOrDigit(line[length]) || isLower(line[length])))
        ++length;
    if (length < 2 || (line[0] >= '0' && line[0] <= '9'))
        return {};
    std::size_t dash = length;
    while (dash < line.size() && dash < Column && line[dash] == ' ')
        ++dash;
    if (dash >= line.size() || line[dash] != '-')
        return {};
    const Tag tag = packTag(line.substr(0, length));
    const bool spaced = dash + 1 == line.size() || line[dash + 1] == ' ';
    const bool padded = dash == Column && length < Column;
    // "SARS-CoV-2" at the start of a line is no tag, "PMID-12345" is one.
    if (!spaced && !padded && tag != "PMID"_tag)
        return {};
    const bool lowerCase = std::ranges::any_of(line.substr(0, length), isLower);
    if (lowerCase && (dash != Column || (Slots[tag] == Slot::None && Notices[tag].empty())))
        return {};
    return {tag, dash + 1, lowerCase};
}

std::unique_ptr<Reader> nbibReader()
{
    return std::make_unique<NbibReader>();
}

} // namespace winnow::formats
