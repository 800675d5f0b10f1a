// RIS in all the ways databases and reference managers write it.
//
// Tag of two characters, two spaces, dash, space; TY first, ER last (Research Information Systems, "RIS format
// specifications", 2001 and 2011). Dialects differ in the tags of title (TI, T1), authors (AU, A1), abstract (AB, N2),
// year (PY, Y1, DA) and journal (JF, T2, JO), in the spaces around the dash, and in what stands between records.
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/reader.h"
#include "core/formats/relations.h"
#include "core/formats/reviewtools.h"
#include "core/formats/trial.h"
#include "core/formats/values.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

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

/// Tags of both specifications. Only these are recognised in lower case or with one space before the dash, where
/// words of a text could look the same.
bool isKnown(Tag tag)
{
    static constexpr auto Known = [] {
        std::array tags = {"A1"_tag, "A2"_tag, "A3"_tag, "A4"_tag, "AB"_tag, "AD"_tag, "AN"_tag, "AU"_tag, "BT"_tag,
            "C1"_tag, "C2"_tag, "C3"_tag, "C4"_tag, "C5"_tag, "C6"_tag, "C7"_tag, "C8"_tag, "CA"_tag, "CN"_tag,
            "CP"_tag, "CT"_tag, "CY"_tag, "DA"_tag, "DB"_tag, "DI"_tag, "DO"_tag, "DP"_tag, "ED"_tag, "EP"_tag,
            "ER"_tag, "ET"_tag, "ID"_tag, "IS"_tag, "J1"_tag, "J2"_tag, "JA"_tag, "JF"_tag, "JO"_tag, "KW"_tag,
            "L1"_tag, "L2"_tag, "L3"_tag, "L4"_tag, "LA"_tag, "LB"_tag, "LK"_tag, "M1"_tag, "M2"_tag, "M3"_tag,
            "N1"_tag, "N2"_tag, "NV"_tag, "OP"_tag, "PB"_tag, "PP"_tag, "PY"_tag, "RI"_tag, "RN"_tag, "RP"_tag,
            "SE"_tag, "SN"_tag, "SP"_tag, "ST"_tag, "T1"_tag, "T2"_tag, "T3"_tag, "TA"_tag, "TI"_tag, "TT"_tag,
            "TY"_tag, "U1"_tag, "U2"_tag, "U3"_tag, "U4"_tag, "U5"_tag, "UR"_tag, "VL"_tag, "VO"_tag, "Y1"_tag,
            "Y2"_tag};
        std::ranges::sort(tags);
        return tags;
    }();
    return std::ranges::binary_search(Known, tag);
}

struct TypeName {
    std::string_view code;
    RecordKind kind;
};
constexpr std::array Types = {
    TypeName{"JOUR", RecordKind::Article},
    TypeName{"JFULL", RecordKind::Article},
    TypeName{"EJOUR", RecordKind::Article},
    TypeName{"INPR", RecordKind::Article},
    TypeName{"ABST", RecordKind::Article},
    TypeName{"MGZN", RecordKind::Article},
    TypeName{"NEWS", RecordKind::Article},
    TypeName{"CONF", RecordKind::ConferencePaper},
    TypeName{"CPAPER", RecordKind::ConferencePaper},
    TypeName{"BOOK", RecordKind::Book},
    TypeName{"EBOOK", RecordKind::Book},
    TypeName{"EDBOOK", RecordKind::Book},
    TypeName{"SER", RecordKind::Book},
    TypeName{"CHAP", RecordKind::Chapter},
    TypeName{"ECHAP", RecordKind::Chapter},
    TypeName{"THES", RecordKind::Thesis},
    TypeName{"RPRT", RecordKind::Report},
    TypeName{"GOVDOC", RecordKind::Report},
    TypeName{"STAND", RecordKind::Report},
    TypeName{"DATA", RecordKind::Dataset},
    TypeName{"AGGR", RecordKind::Dataset},
    TypeName{"DBASE", RecordKind::Dataset},
    TypeName{"ELEC", RecordKind::WebPage},
    TypeName{"WEB", RecordKind::WebPage},
    TypeName{"BLOG", RecordKind::WebPage},
    TypeName{"ICOMM", RecordKind::WebPage},
    TypeName{"PAT", RecordKind::Patent},
    TypeName{"PREPRINT", RecordKind::Preprint},
    TypeName{"PREP", RecordKind::Preprint},
};

RecordKind kindOf(std::string_view code, const std::vector<std::string>& types, const Record& record)
{
    const auto says = [&](std::string_view word) {
        return std::ranges::any_of(types, [&](const std::string& type) { return containsIgnoringCase(type, word); });
    };
    if (says("trial registry record") || says("clinical trial registration"))
        return RecordKind::Registration;
    if (says("preprint"))
        return RecordKind::Preprint;
    const auto* const found = std::ranges::find(Types, code, &TypeName::code);
    // Cochrane's CENTRAL comes out of Ovid as ELEC, although its records are articles.
    if (found != Types.end() && found->kind == RecordKind::WebPage && !record.journal.empty() && !record.volume.empty())
        return RecordKind::Article;
    if (found != Types.end() && found->kind == RecordKind::Article && (says("conference") || says("meeting abstract")))
        return RecordKind::ConferencePaper;
    return found != Types.end() ? found->kind : RecordKind::Other;
}

/// "Doe J, Roe RA" (Ovid's CENTRAL): names and initials, several on one line.
bool isListOfShortNames(std::string_view text)
{
    const std::vector<std::string> parts = splitTrimmed(text, ',');
    return parts.size() > 1 && std::ranges::all_of(parts, [](std::string_view part) {
        const std::size_t space = part.rfind(' ');
        const std::string_view initials = space == std::string_view::npos ? "" : part.substr(space + 1);
        return !initials.empty() && initials.size() <= 3 && std::ranges::all_of(initials, isUpper)
            && isLower(part[space - 1]);
    });
}

void addEditors(Record& record, const Field& field)
{
    for (const std::string& line : linesOf(field)) {
        for (const std::string& entry : splitTrimmed(line, ';'))
            addOnce(record.editors, personName(entry));
    }
}

void addAuthors(Record& record, const Field& field)
{
    for (const std::string& line : linesOf(field)) {
        for (const std::string& entry : splitTrimmed(line, ';')) {
            if (isListOfShortNames(entry)) {
                for (const std::string& name : splitTrimmed(entry, ','))
                    record.authors.push_back(personName(name));
                continue;
            }
            record.authors.push_back(personName(entry));
            if (isGroupName(entry))
                record.groupAuthors.push_back(record.authors.back());
        }
    }
}

/// All texts of these tags that say something new, a paragraph each: EBSCO repeats AB, some write AB and N2.
std::string paragraphs(const std::vector<Field>& fields, std::initializer_list<Tag> tags)
{
    std::string out;
    for (const Tag tag : tags) {
        for (const Field& field : fields) {
            if (field.tag != tag)
                continue;
            const std::string text = textOf(field, Join::Paragraphs);
            if (!text.empty() && out.find(text) == std::string::npos)
                out += (out.empty() ? "" : "\n") + text;
        }
    }
    return out;
}

std::string doiOf(const std::vector<Field>& fields)
{
    constexpr std::array Fields = {"DO"_tag, "DI"_tag, "M3"_tag, "L3"_tag, "C7"_tag};
    constexpr std::array Texts = {"UR"_tag, "N1"_tag, "L2"_tag, "LK"_tag, "L1"_tag};
    for (const Tag tag : Fields) {
        for (const Field& field : fields) {
            if (field.tag != tag)
                continue;
            if (std::string doi = findDoi(field.text, DoiIn::Field); !doi.empty())
                return doi;
        }
    }
    for (const Tag tag : Texts) {
        for (const Field& field : fields) {
            const std::string_view text = trimmed(field.text);
            // A note can speak of another document's DOI.
            if (field.tag != tag || (tag == "N1"_tag && !containsIgnoringCase(text.substr(0, 3), "doi")))
                continue;
            if (std::string doi = findDoi(text, DoiIn::Text); !doi.empty())
                return doi;
        }
    }
    return {};
}

/// The number that follows `word` in `text` ("PMID: 123", "PUBMED 123"); empty if there is none.
std::string_view numberAfter(std::string_view text, std::string_view word)
{
    const std::size_t at = text.find(word);
    if (at == std::string_view::npos)
        return {};
    text.remove_prefix(at + word.size());
    text.remove_prefix(std::min(text.find_first_not_of(" :/"), text.size()));
    return leadingDigits(text);
}

bool isPubMed(std::string_view database)
{
    return containsIgnoringCase(database, "pubmed") || containsIgnoringCase(database, "medline") || database == "NLM"
        || containsIgnoringCase(database, "national library of medicine");
}

bool isPmid(std::string_view text)
{
    return isDigits(text) && text.size() <= 8;
}

/// A wrong PMID would join two documents: taken only where the source says that it is one.
std::string pmidOf(const std::vector<Field>& fields)
{
    bool pubMed = false;
    bool embase = false;
    for (const Field& field : fields) {
        if (field.tag == "DB"_tag || field.tag == "DP"_tag) {
            pubMed |= isPubMed(trimmed(field.text));
            embase |= containsIgnoringCase(field.text, "embase");
        }
    }
    for (const Field& field : fields) {
        const std::string_view text = trimmed(field.text);
        std::string_view found;
        std::string note;
        switch (field.tag) {
        case "AN"_tag:
            found = pubMed && !embase ? text : numberAfter(text, "PMID");
            break;
        case "ID"_tag:
            found = pubMed && containsIgnoringCase(firstText(fields, {"DB"_tag}), "ovid medline") ? text : "";
            break;
        case "C3"_tag: // Cochrane
            found = numberAfter(text, "PUBMED");
            break;
        case "C5"_tag: // Embase
            found = embase ? text : "";
            break;
        case "N1"_tag: // Zotero; a note on another document ("Comment in: … PMID: 1") has it further on
            for (const std::string& line : linesOf(field)) {
                if (line.starts_with("PMID"))
                    note = line;
            }
            found = numberAfter(note, "PMID");
            break;
        case "UR"_tag:
            found = text.find("pubmed.ncbi.nlm.nih.gov/") != std::string_view::npos
                ? numberAfter(text, "pubmed.ncbi.nlm.nih.gov/")
                : numberAfter(text, "ncbi.nlm.nih.gov/pubmed/");
            break;
        case "PM"_tag:
            found = text;
            break;
        default:
            break;
        }
        if (isPmid(found))
            return std::string{found};
    }
    return {};
}

std::string accessionOf(const std::vector<Field>& fields)
{
    for (const Tag tag : {"AN"_tag, "UT"_tag, "ID"_tag}) {
        const Field* field = firstOf(fields, {tag});
        const std::string_view text = field ? trimmed(field->text) : "";
        if (text.starts_with("WOS:") || text.starts_with("ISI:"))
            return "WOS:" + std::string{text.substr(4, text.find_first_of(" \r\n") - 4)};
    }
    return {};
}

std::string pagesOf(const std::vector<Field>& fields)
{
    std::string first = firstText(fields, {"SP"_tag});
    std::string last = firstText(fields, {"EP"_tag});
    // Ovid cuts "No Specified pages" in two.
    if (containsIgnoringCase(first, "no") && containsIgnoringCase(last, "specified"))
        first = last = {};
    if (!last.empty() && first.find('-') != std::string::npos)
        last = {};
    const std::string pages = fullPages(first, last);
    return pages.empty() ? firstText(fields, {"C7"_tag, "AR"_tag, "PG"_tag}) : pages;
}

/// Where the record says it comes from, in one spelling.
std::string databaseOf(const std::vector<Field>& fields, const Record& record)
{
    constexpr std::array<std::array<std::string_view, 2>, 13> Names = {
        {{"embase", "Embase"}, {"ovid medline", "MEDLINE (Ovid)"}, {"pubmed", "PubMed"}, {"nlm", "PubMed"},
            {"medline", "MEDLINE"}, {"scopus", "Scopus"}, {"cinahl", "CINAHL"}, {"psycinfo", "APA PsycInfo"},
            {"web of science", "Web of Science"}, {"cochrane", "Cochrane CENTRAL"}, {"global health", "Global Health"},
            {"ieee", "IEEE Xplore"}, {"proquest", "ProQuest"}}};
    for (const Tag tag : {"DB"_tag, "DP"_tag}) {
        std::string text = firstText(fields, {tag});
        for (const auto& [word, name] : Names) {
            if (containsIgnoringCase(text, word))
                return std::string{name};
        }
        if (!text.empty() && tag == "DB"_tag)
            return text;
    }
    if (!record.wos.empty())
        return "Web of Science";
    const std::string id = firstText(fields, {"AN"_tag, "ID"_tag});
    if (id.starts_with("CN-"))
        return "Cochrane CENTRAL";
    const std::string url = firstText(fields, {"UR"_tag, "L2"_tag});
    constexpr std::array<std::array<std::string_view, 2>, 7> Sites = {
        {{"scopus.com/", "Scopus"}, {"embase.com/", "Embase"}, {"lens.org/", "The Lens"}, {"openalex.org/", "OpenAlex"},
            {"cochranelibrary.com/", "Cochrane CENTRAL"}, {"clinicaltrials.gov/", "ClinicalTrials.gov"},
            {"ieeexplore.ieee.org/", "IEEE Xplore"}}};
    for (const auto& [site, name] : Sites) {
        if (url.find(site) != std::string::npos)
            return std::string{name};
    }
    return {};
}

/// "Phase: PHASE2|PHASE3", a fact a line, as registers' exports put them into notes.
void takeTrialFacts(std::string_view text, Record& record)
{
    TrialFacts& trial = record.trial;
    for (const std::string& line : splitTrimmed(text, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        const std::string name = lowerAscii(trimmed(std::string_view{line}.substr(0, colon)));
        const std::string value{trimmed(std::string_view{line}.substr(colon + 1))};
        const auto add = [&](std::vector<std::string>& values) {
            for (std::string& entry : splitTrimmed(value, value.find('|') != std::string::npos ? '|' : ';'))
                addOnce(values, std::move(entry));
        };
        if (name.ends_with("status"))
            trial.status = value;
        else if (name == "phase" || name == "phases")
            trial.phases = phasesIn(value);
        else if (name == "enrollment" || name == "enrolment" || name == "target size")
            trial.enrolment = enrolmentIn(value);
        else if (name == "study type")
            trial.studyType = value;
        else if (name == "condition" || name == "conditions")
            add(trial.conditions);
        else if (name == "intervention" || name == "interventions")
            add(trial.interventions);
        else if (name == "sponsor" || name == "sponsors" || name == "lead sponsor" || name == "collaborators")
            add(trial.sponsors);
        else if (name == "country" || name == "countries")
            add(trial.countries);
        else if (name == "start date")
            trial.started = isoDate(value);
        else if (name == "completion date")
            trial.completed = isoDate(value);
        else if (name == "first posted" || name == "date of registration")
            trial.registered = isoDate(value);
        else if (name == "last update posted" || name == "last update" || name == "last updated")
            trial.updated = isoDate(value);
    }
}

class RisReader final : public Reader {
public:
    [[nodiscard]] TagOf tagOf() const override { return risTag; }
    [[nodiscard]] AfterBlank afterBlank() const override { return AfterBlank::Continues; }
    [[nodiscard]] bool hasEndLine() const override { return true; }
    [[nodiscard]] Join joinOf(Tag) const override { return Join::Lines; }
    [[nodiscard]] std::string database() const override { return m_severalDatabases ? std::string{} : m_database; }
    [[nodiscard]] Role role(std::string_view line, const TaggedLine& tagged, Position position) override;
    void fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes) override;

private:
    static void fillText(Record& record, const std::vector<Field>& fields);
    static void fillSource(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes);
    static void fillLists(Record& record, const std::vector<Field>& fields);
    static void fillNotes(Record& record, const std::vector<Field>& fields);

    std::string m_database;
    bool m_severalDatabases = false;
};

Role RisReader::role(std::string_view line, const TaggedLine& tagged, Position position)
{
    using Place = Position::Place;
    switch (tagged.tag) {
    case NoTag:
        if (position.inside())
            return Role::Belongs;
        return isRisSeparator(line) ? Role::Separates : Role::Remarks;
    case "TY"_tag:
        return Role::Begins;
    case "ER"_tag:
        return position.inside() ? Role::Ends : Role::Stray;
    default:
        // Ovid writes NL and more right behind ER.
        if (position.inside() || (position.place == Place::BehindEnd && !position.afterBlank))
            return Role::Belongs;
        return Role::Stray;
    }
}

void RisReader::fillText(Record& record, const std::vector<Field>& fields)
{
    record.title = firstText(fields, {"TI"_tag, "T1"_tag, "CT"_tag, "BT"_tag, "ST"_tag});
    record.originalTitle = firstText(fields, {"TT"_tag, "OP"_tag});
    record.abstract = sectioned(paragraphs(fields, {"AB"_tag, "N2"_tag}));
    for (const Field& field : fields) {
        if (field.tag == "AU"_tag || field.tag == "A1"_tag)
            addAuthors(record, field);
        else if (field.tag == "A2"_tag || field.tag == "ED"_tag)
            addEditors(record, field);
    }
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
}

void RisReader::fillSource(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes)
{
    const Field* const year = firstOf(fields, {"PY"_tag, "Y1"_tag, "DA"_tag});
    for (const Tag tag : {"PY"_tag, "Y1"_tag, "DA"_tag}) {
        for (const Field& field : fields) {
            if (field.tag == tag && record.year == 0)
                record.year = findYear(field.text);
        }
    }
    if (year && record.year == 0)
        notes.push_back({Severity::Note, year->line,
            QT_TRANSLATE_NOOP("formats", "“%1” is not a year; the year was left empty."), textOf(*year)});
    record.date = firstText(fields, {"DA"_tag, "Y1"_tag, "PY"_tag});
    record.journal = firstText(fields, {"JF"_tag, "T2"_tag, "JO"_tag, "BT"_tag, "JA"_tag, "J2"_tag});
    record.journalAbbreviation = firstText(fields, {"JA"_tag, "J2"_tag, "J1"_tag, "JO"_tag});
    if (record.journalAbbreviation == record.journal)
        record.journalAbbreviation.clear();
    record.volume = firstText(fields, {"VL"_tag, "VO"_tag});
    record.issue = firstText(fields, {"IS"_tag, "CP"_tag});
    record.pages = pagesOf(fields);
    record.doi = doiOf(fields);
    record.pmid = pmidOf(fields);
    record.wos = accessionOf(fields);
    if (const std::string pmc = firstText(fields, {"C2"_tag}); pmc.starts_with("PMC"))
        record.pmcid = pmcid(pmc);
    record.language = firstText(fields, {"LA"_tag});
    record.sourceId = firstText(fields, {"AN"_tag, "ID"_tag, "UT"_tag, "U2"_tag});
    record.publisher = firstText(fields, {"PB"_tag});
}

void RisReader::fillLists(Record& record, const std::vector<Field>& fields)
{
    for (const Field& field : fields) {
        switch (field.tag) {
        case "M3"_tag:
            if (std::string type = textOf(field); findDoi(type, DoiIn::Field).empty())
                addOnce(record.types, std::move(type));
            break;
        case "KW"_tag: // EndNote writes one a line under a single tag
            std::ranges::move(linesOf(field), std::back_inserter(record.keywords));
            break;
        case "UR"_tag:
        case "L1"_tag:
        case "L2"_tag:
        case "L3"_tag:
        case "LK"_tag:
            for (const std::string& line : linesOf(field)) {
                if (std::string url = line.substr(0, line.find_first_of(" \t")); url.find("://") != std::string::npos)
                    addOnce(record.urls, std::move(url));
            }
            break;
        case "SN"_tag:
            for (const std::string& line : linesOf(field)) {
                for (std::string& serial : splitTrimmed(line, ';'))
                    addOnce(record.serials, std::move(serial));
            }
            break;
        default:
            break;
        }
    }
}

/// Notes that say something we know; what Winnow itself wrote comes last, as it outranks the other fields.
void RisReader::fillNotes(Record& record, const std::vector<Field>& fields)
{
    std::string ours;
    for (const Field& field : fields) {
        if (field.tag != "N1"_tag && field.tag != "U1"_tag)
            continue;
        std::string text = unfolded(field, Join::Words);
        if (text.starts_with(CarriedMark)) {
            ours = std::move(text);
            continue;
        }
        text = withoutEntities(std::move(text));
        if (takeReviewNote(text, record) || field.tag != "N1"_tag)
            continue;
        if (takeRelation(text, record) || containsIgnoringCase(text, "erratum")
            || containsIgnoringCase(text, "retract"))
            record.notices.push_back(text);
        if (containsIgnoringCase(text.substr(0, 24), "trial registration"))
            findRegistrations(text, record.registrations);
        if (record.kind == RecordKind::Registration)
            takeTrialFacts(textOf(field, Join::Lines), record);
    }
    if (!ours.empty())
        takeCarried(ours, record);
}

/// The numbers of registers stand in the accession number or the address.
void findRegistryIds(Record& record, const std::vector<Field>& fields)
{
    for (const Field& field : fields) {
        const bool address = field.tag == "UR"_tag || field.tag == "L2"_tag || field.tag == "LK"_tag;
        if (field.tag == "AN"_tag || field.tag == "ID"_tag
            || (address && containsIgnoringCase(field.text, "clinicaltrials.gov")))
            findRegistrations(textOf(field), record.registrations);
    }
}

void RisReader::fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes)
{
    fillText(record, fields);
    fillSource(record, fields, notes);
    findRegistryIds(record, fields);
    fillLists(record, fields);
    const std::string code = firstText(fields, {"TY"_tag});
    const std::string database = databaseOf(fields, record);
    const bool fromRegister = database == "ClinicalTrials.gov" || containsIgnoringCase(database, "ictrp")
        || std::ranges::find(record.registrations, record.sourceId) != record.registrations.end();
    record.kind = fromRegister ? RecordKind::Registration : kindOf(code, record.types, record);
    // "JOUR" says no more than the kind does; "INPR" does.
    if (code != risType(record.kind) && findDoi(code, DoiIn::Field).empty() && !code.empty())
        record.types.insert(record.types.begin(), code);
    fillNotes(record, fields);
    m_severalDatabases |= !m_database.empty() && !database.empty() && database != m_database;
    if (m_database.empty())
        m_database = database;
}

} // namespace

TaggedLine risTag(std::string_view line)
{
    if (line.size() < 4 || !(isUpper(line[0]) || isLower(line[0])))
        return {};
    const bool isTag = isUpper(line[1]) || isLower(line[1]) || isDigit(line[1]);
    if (!isTag || line[2] != ' ')
        return {};
    const std::size_t dash = line.find_first_not_of(' ', 2);
    if (dash > 5 || line[dash] != '-') // none is far away, too
        return {};
    const bool lowerCase = isLower(line[0]) || isLower(line[1]);
    const bool oneSpace = dash == 3;
    const bool spaceBehind = dash + 1 == line.size() || line[dash + 1] == ' ';
    const Tag tag = packTag(line.substr(0, 2));
    if ((lowerCase || oneSpace || !spaceBehind) && !isKnown(tag))
        return {};
    if ((lowerCase || oneSpace) && !spaceBehind)
        return {};
    // "ER - positive tumours" is text of an abstract that was wrapped.
    if (tag == "ER"_tag && (lowerCase || oneSpace) && !trimmed(line.substr(dash + 1)).empty())
        return {};
    return {tag, dash + 1, lowerCase};
}

bool isRisSeparator(std::string_view line)
{
    line = trimmed(line);
    const std::string_view number = leadingDigits(line);
    if (!number.empty() && (line.size() == number.size() || line.substr(number.size()) == "."))
        return true;
    constexpr std::array<std::string_view, 6> Starts = {
        "Record #", "Provider: ", "Content: ", "Database: ", "Link to the Ovid", "Link to the External"};
    return std::ranges::any_of(Starts, [&](std::string_view start) { return line.starts_with(start); });
}

std::string_view risType(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Article:
        return "JOUR";
    case RecordKind::ConferencePaper:
        return "CPAPER";
    case RecordKind::Book:
        return "BOOK";
    case RecordKind::Chapter:
        return "CHAP";
    case RecordKind::Thesis:
        return "THES";
    case RecordKind::Report:
        return "RPRT";
    case RecordKind::Preprint:
        return "UNPB"; // there is none for preprints; M3 says so
    case RecordKind::Dataset:
        return "DATA";
    case RecordKind::Registration:
        return "DBASE";
    case RecordKind::WebPage:
        return "ELEC";
    case RecordKind::Patent:
        return "PAT";
    case RecordKind::Other:
        break;
    }
    return "GEN";
}

std::unique_ptr<Reader> risReader()
{
    return std::make_unique<RisReader>();
}

} // namespace winnow::formats
