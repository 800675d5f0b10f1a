#include "core/formats/tablerecord.h"

#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/reviewtools.h"
#include "core/formats/trial.h"
#include "core/formats/values.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

/// What is decided only when all cells are known.
struct Parts {
    std::string authors;
    std::string fullAuthors;
    std::string bookAuthors;
    std::string groupAuthors;
    std::string bookGroup;
    std::string firstAuthor;
    std::string year;
    std::string earlyAccess;
    std::string book;
    std::string isoAbbreviation;
    std::string firstPage;
    std::string lastPage;
    std::string pageCount;
    std::string articleNumber;
    std::string bookDoi;
    std::string otherId;
    std::string publicationType;
    std::string kind;
    std::string citation;
    std::string carried;
    TrialText trial;
    std::vector<std::string> secondaryIds;
    GivenDecision screening;
    GivenDecision fullText;
    bool screened = false;
    bool assessed = false;
};

/// "12.0" → "12": what spreadsheets and scripts make of whole numbers.
std::string wholeNumber(std::string text)
{
    if (text.ends_with(".0") && isDigits(std::string_view{text}.substr(0, text.size() - 2)))
        text.resize(text.size() - 2);
    return text;
}

/// The number in "PUBMED 123", "https://pubmed.ncbi.nlm.nih.gov/123", "123.0"; empty if there is none.
std::string pmidIn(std::string_view text)
{
    const std::size_t begin = text.find_first_of("123456789");
    if (begin == npos || containsIgnoringCase(text.substr(0, begin), "pmc"))
        return {};
    const std::string_view digits = leadingDigits(text.substr(begin));
    return digits.size() <= 8 ? std::string{digits} : std::string{};
}

char listSeparator(std::string_view text)
{
    for (const char separator : {';', '|', '\n'}) {
        if (text.find(separator) != npos)
            return separator;
    }
    return '\0';
}

/// Keywords and the like: between semicolons, bars or lines; commas only where nothing else can be meant.
std::vector<std::string> listIn(std::string_view text)
{
    if (const char separator = listSeparator(text); separator != '\0')
        return splitTrimmed(text, separator);
    const auto commas = std::ranges::count(text, ',');
    bool tight = commas > 0;
    for (std::size_t at = text.find(','); at != npos; at = text.find(',', at + 1))
        tight &= at + 1 < text.size() && text[at + 1] != ' ';
    if (tight || commas > 1)
        return splitTrimmed(text, ',');
    return {std::string{trimmed(text)}};
}

/// Values that may hold commas.
std::vector<std::string> separated(const std::string& text)
{
    const char separator = listSeparator(text);
    return separator == '\0' ? std::vector{text} : splitTrimmed(text, separator);
}

/// The list as Winnow writes it: what does not come back so, it carries beside.
std::vector<std::string> ownListIn(std::string_view text)
{
    return splitTrimmed(text, ';');
}

void addAll(std::vector<std::string>& to, std::vector<std::string>&& values)
{
    for (std::string& value : values)
        addOnce(to, std::move(value));
}

/// Everything up to 2,000 characters that looks like an address.
void addUrls(Record& record, std::string_view text)
{
    constexpr std::size_t LongestUrl = 2000;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n|;"), text.size());
        const std::string_view url = text.substr(0, end);
        if (url.find("://") != npos && url.size() <= LongestUrl)
            addOnce(record.urls, std::string{url});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// The last part of each address; addresses are separated by bars.
void addCountries(Record& record, std::string_view locations)
{
    for (const std::string& place : splitTrimmed(locations, '|')) {
        const std::size_t comma = place.rfind(',');
        addOnce(record.trial.countries, std::string{trimmed(comma == npos ? place : place.substr(comma + 1))});
    }
}

/// Zotero's further fields, one a line: "PMID: 1", "PMCID: PMC2".
void takeExtra(Record& record, std::string_view text)
{
    for (const std::string& line : splitTrimmed(text, '\n')) {
        if (record.pmid.empty() && line.starts_with("PMID:"))
            record.pmid = pmidIn(line);
        else if (record.pmcid.empty() && line.starts_with("PMCID:"))
            record.pmcid = pmcid(std::string_view{line}.substr(6));
    }
}

/// Volume, issue and pages of "Trials. 2011 Feb;12(2):39-44. doi: …" (PubMed) and "Trials (2011) 12:2 (39-44). Date of
/// …" (Embase), where they have no columns of their own.
void takeCitation(Record& record, std::string_view text)
{
    std::string volume;
    std::string issue;
    std::string pages;
    const auto plain = [](std::string_view part) {
        return part.size() < 40 && part.find_first_of(";:") == npos ? std::string{trimmed(part)} : std::string{};
    };
    const std::size_t year = text.find(" (");
    const std::size_t behindYear = year == npos ? npos : text.find(") ", year);
    if (behindYear != npos && findYear(text.substr(year, behindYear - year)) != 0 && behindYear - year < 8) {
        if (record.journal.empty())
            record.journal = trimmed(text.substr(0, year));
        std::string_view rest = text.substr(behindYear + 2);
        rest = rest.substr(0, rest.find(". "));
        const std::size_t open = rest.find(" (");
        const std::string_view numbers = rest.substr(0, std::min(open, rest.find(" Article Number")));
        if (open != npos && rest.find(')', open) != npos)
            pages = plain(rest.substr(open + 2, rest.find(')', open) - open - 2));
        if (const std::size_t number = rest.find("Article Number: "); number != npos)
            pages = plain(rest.substr(number + 16));
        const std::size_t colon = numbers.find(':');
        volume = plain(numbers.substr(0, colon));
        issue = colon == npos ? std::string{} : plain(numbers.substr(colon + 1));
    } else if (const std::size_t semicolon = text.find(';'); semicolon != npos) {
        std::string_view rest = text.substr(semicolon + 1);
        rest = rest.substr(0, rest.find(". "));
        if (rest.ends_with('.'))
            rest.remove_suffix(1);
        const std::size_t colon = rest.find(':');
        const std::string_view numbers = rest.substr(0, colon);
        pages = colon == npos ? std::string{} : plain(rest.substr(colon + 1));
        const std::size_t open = numbers.find('(');
        volume = plain(numbers.substr(0, open));
        if (open != npos && numbers.ends_with(')'))
            issue = plain(numbers.substr(open + 1, numbers.size() - open - 2));
    }
    const auto put = [](std::string& to, std::string value) {
        if (to.empty())
            to = std::move(value);
    };
    put(record.volume, std::move(volume));
    put(record.issue, std::move(issue));
    put(record.pages, fullPages(pages));
}

struct KindWord {
    std::string_view word;
    RecordKind kind;
};
// In this order: "book review" is an article and "conference paper" no paper of a conference's book.
constexpr std::array KindWords = {
    KindWord{"registr", RecordKind::Registration},
    KindWord{"clinical trial record", RecordKind::Registration},
    KindWord{"preprint", RecordKind::Preprint},
    KindWord{"posted-content", RecordKind::Preprint},
    KindWord{"posted content", RecordKind::Preprint},
    KindWord{"conference", RecordKind::ConferencePaper},
    KindWord{"proceeding", RecordKind::ConferencePaper},
    KindWord{"meeting abstract", RecordKind::ConferencePaper},
    KindWord{"thesis", RecordKind::Thesis},
    KindWord{"dissertation", RecordKind::Thesis},
    KindWord{"dataset", RecordKind::Dataset},
    KindWord{"data set", RecordKind::Dataset},
    KindWord{"data study", RecordKind::Dataset},
    KindWord{"book review", RecordKind::Article},
    KindWord{"review", RecordKind::Article},
    KindWord{"case report", RecordKind::Article},
    KindWord{"chapter", RecordKind::Chapter},
    KindWord{"booksection", RecordKind::Chapter},
    KindWord{"book section", RecordKind::Chapter},
    KindWord{"incollection", RecordKind::Chapter},
    KindWord{"inbook", RecordKind::Chapter},
    KindWord{"book", RecordKind::Book},
    KindWord{"monograph", RecordKind::Book},
    KindWord{"report", RecordKind::Report},
    KindWord{"webpage", RecordKind::WebPage},
    KindWord{"web page", RecordKind::WebPage},
    KindWord{"web-page", RecordKind::WebPage},
    KindWord{"website", RecordKind::WebPage},
    KindWord{"patent", RecordKind::Patent},
    KindWord{"article", RecordKind::Article},
    KindWord{"journal", RecordKind::Article},
};

RecordKind kindIn(const std::vector<std::string>& types, RecordKind otherwise)
{
    for (const auto& [word, kind] : KindWords) {
        if (std::ranges::any_of(types, [&](const std::string& type) { return containsIgnoringCase(type, word); }))
            return kind;
    }
    return otherwise;
}

RecordKind kindOf(const Record& record, const Plan& plan, const Parts& parts)
{
    if (plan.has(Habit::Registrations))
        return RecordKind::Registration;
    if (plan.has(Habit::Winnow) && lowerAscii(parts.kind) == "other")
        return RecordKind::Other;
    if (!parts.kind.empty())
        return kindIn({parts.kind}, RecordKind::Article);
    if (plan.has(Habit::WebOfScience))
        return webOfScienceKind(parts.publicationType, record.types);
    return kindIn(record.types, RecordKind::Article);
}

void putFirst(std::string& to, std::string&& value)
{
    if (to.empty())
        to = std::move(value);
}

class RowReading {
public:
    RowReading(Record& record, const TableHeader& header)
        : m_record(record)
        , m_header(header)
        , m_dates(header.plan.has(Habit::MonthFirst) ? DayAndMonth::MonthFirst : DayAndMonth::Unknown)
    {
    }

    void take(Slot slot, const std::string& heading, std::string&& value)
    {
        if (slot >= Slot::TrialStatus && slot <= Slot::TrialEligibility)
            takeTrial(slot, value);
        else if (slot >= Slot::Decision)
            takeGiven(slot, heading, std::move(value));
        else if (!takeText(slot, value) && !takePart(slot, value))
            takeList(slot, value);
    }

    void finish(std::vector<Note>& notes);

private:
    bool takeText(Slot slot, std::string& value);
    bool takePart(Slot slot, std::string& value);
    void takeList(Slot slot, const std::string& value);
    void takeTrial(Slot slot, const std::string& value);
    void takeGiven(Slot slot, const std::string& heading, std::string&& value);
    void finishAuthors();
    void finishDates(std::vector<Note>& notes);
    void finishPages();
    void finishDecisions();
    [[nodiscard]] std::vector<std::string> peopleIn(const std::string& cell) const;
    [[nodiscard]] std::vector<std::string> list(const std::string& value) const
    {
        return m_header.plan.has(Habit::Winnow) ? ownListIn(value) : listIn(value);
    }

    Record& m_record;
    const TableHeader& m_header;
    DayAndMonth m_dates;
    Parts m_parts;
};

bool RowReading::takeText(Slot slot, std::string& value)
{
    switch (slot) {
    case Slot::Title:
        putFirst(m_record.title, std::move(value));
        return true;
    case Slot::OriginalTitle:
        putFirst(m_record.originalTitle, std::move(value));
        return true;
    case Slot::Abstract:
        if (m_record.abstract.empty())
            m_record.abstract = m_header.plan.has(Habit::Winnow) ? std::move(value) : sectioned(std::move(value));
        return true;
    case Slot::Date:
        putFirst(m_record.date, std::move(value));
        return true;
    case Slot::Journal:
        putFirst(m_record.journal, std::move(value));
        return true;
    case Slot::JournalAbbreviation:
        putFirst(m_record.journalAbbreviation, std::move(value));
        return true;
    case Slot::Volume:
        putFirst(m_record.volume, wholeNumber(std::move(value)));
        return true;
    case Slot::Issue:
        putFirst(m_record.issue, wholeNumber(std::move(value)));
        return true;
    case Slot::Pages:
        if (m_record.pages.empty())
            m_record.pages = fullPages(wholeNumber(std::move(value)));
        return true;
    case Slot::Doi:
        if (m_record.doi.empty())
            m_record.doi = findDoi(value, DoiIn::Field);
        return true;
    case Slot::Pmid:
        if (m_record.pmid.empty())
            m_record.pmid = pmidIn(value);
        return true;
    case Slot::Pmcid:
        if (m_record.pmcid.empty())
            m_record.pmcid = pmcid(value.substr(value.find_last_of('/') + 1));
        return true;
    case Slot::Wos:
        if (m_record.wos.empty())
            m_record.wos = webOfScienceNumber(value);
        return true;
    case Slot::SourceId:
        if (m_record.sourceId.empty())
            m_record.sourceId = value.starts_with("https://openalex.org/") ? value.substr(21) : std::move(value);
        return true;
    case Slot::Language:
        putFirst(m_record.language, std::move(value));
        return true;
    case Slot::Publisher:
        putFirst(m_record.publisher, std::move(value));
        return true;
    default:
        return false;
    }
}

bool RowReading::takePart(Slot slot, std::string& value)
{
    std::string Parts::* part = nullptr;
    switch (slot) {
    case Slot::Authors:
        part = &Parts::authors;
        break;
    case Slot::FullAuthors:
        part = &Parts::fullAuthors;
        break;
    case Slot::FirstAuthor:
        part = &Parts::firstAuthor;
        break;
    case Slot::GroupAuthors:
        part = &Parts::groupAuthors;
        break;
    case Slot::BookAuthors:
        part = &Parts::bookAuthors;
        break;
    case Slot::BookGroup:
        part = &Parts::bookGroup;
        break;
    case Slot::Year:
        part = &Parts::year;
        break;
    case Slot::EarlyAccess:
        part = &Parts::earlyAccess;
        break;
    case Slot::Book:
        part = &Parts::book;
        break;
    case Slot::IsoAbbreviation:
        part = &Parts::isoAbbreviation;
        break;
    case Slot::FirstPage:
        part = &Parts::firstPage;
        break;
    case Slot::LastPage:
        part = &Parts::lastPage;
        break;
    case Slot::PageCount:
        part = &Parts::pageCount;
        break;
    case Slot::ArticleNumber:
        part = &Parts::articleNumber;
        break;
    case Slot::BookDoi:
        part = &Parts::bookDoi;
        break;
    case Slot::OtherId:
        part = &Parts::otherId;
        break;
    case Slot::PublicationType:
        part = &Parts::publicationType;
        break;
    case Slot::Kind:
        part = &Parts::kind;
        break;
    case Slot::Citation:
        part = &Parts::citation;
        break;
    default:
        return false;
    }
    putFirst(m_parts.*part, std::move(value));
    return true;
}

void RowReading::takeList(Slot slot, const std::string& value)
{
    switch (slot) {
    case Slot::Editors:
        addAll(m_record.editors, peopleIn(value));
        break;
    case Slot::Registrations:
        if (m_header.plan.has(Habit::Winnow))
            addAll(m_record.registrations, ownListIn(value));
        else if (m_header.plan.has(Habit::Registrations))
            m_parts.secondaryIds = separated(value);
        else
            findRegistrations(value, m_record.registrations);
        break;
    case Slot::RegistrationId:
        putFirst(m_record.sourceId, std::string{value});
        break;
    case Slot::Keywords:
        // Web of Science's two lists may share a word; both are as printed.
        if (m_header.plan.has(Habit::WebOfScience))
            std::ranges::move(splitTrimmed(value, ';'), std::back_inserter(m_record.keywords));
        else
            addAll(m_record.keywords, list(value));
        break;
    case Slot::Mesh:
        // "Carcinoma, Non-Small-Cell Lung": a comma is part of a heading.
        addAll(m_record.mesh, separated(value));
        break;
    case Slot::Types:
        addAll(m_record.types, separated(value));
        break;
    case Slot::Urls:
        addUrls(m_record, value);
        break;
    case Slot::Serials: {
        const char separator = listSeparator(value);
        addAll(m_record.serials, splitTrimmed(value, separator == '\0' ? ',' : separator));
        break;
    }
    case Slot::Notices:
        addAll(m_record.notices, m_header.plan.has(Habit::Winnow) ? ownListIn(value) : splitTrimmed(value, '\n'));
        break;
    case Slot::Retracted:
        if (verdictOf(value) == Verdict::Include)
            addOnce(m_record.notices, "Retracted");
        break;
    case Slot::Extra:
        takeExtra(m_record, value);
        break;
    default:
        break;
    }
}

void RowReading::takeTrial(Slot slot, const std::string& value)
{
    TrialFacts& trial = m_record.trial;
    switch (slot) {
    case Slot::TrialStatus:
        putFirst(trial.status, std::string{value});
        break;
    case Slot::TrialPhases:
        if (trial.phases.empty())
            trial.phases = phasesIn(value);
        break;
    case Slot::TrialEnrolment:
        trial.enrolment = enrolmentIn(wholeNumber(value));
        break;
    case Slot::TrialStudyType:
        putFirst(trial.studyType, std::string{value});
        break;
    case Slot::TrialConditions:
        addAll(trial.conditions, separated(value));
        break;
    case Slot::TrialInterventions:
        for (const std::string& intervention : separated(value))
            addOnce(trial.interventions, interventionName(intervention));
        break;
    case Slot::TrialSponsors:
        addAll(trial.sponsors, separated(value));
        break;
    case Slot::TrialCountries:
        addAll(trial.countries, separated(value));
        break;
    case Slot::TrialLocations:
        addCountries(m_record, value);
        break;
    case Slot::TrialRegistered:
        putFirst(trial.registered, isoDate(value, m_dates));
        break;
    case Slot::TrialStarted:
        putFirst(trial.started, isoDate(value, m_dates));
        break;
    case Slot::TrialCompleted:
        putFirst(trial.completed, isoDate(value, m_dates));
        break;
    case Slot::TrialUpdated:
        putFirst(trial.updated, isoDate(value, m_dates));
        break;
    case Slot::TrialOfficialTitle:
        putFirst(m_parts.trial.officialTitle, std::string{value});
        break;
    case Slot::TrialPrimaryOutcomes:
        addAll(m_parts.trial.primaryOutcomes, separated(value));
        break;
    case Slot::TrialSecondaryOutcomes:
        addAll(m_parts.trial.secondaryOutcomes, separated(value));
        break;
    case Slot::TrialEligibility:
        m_parts.trial.eligibility += (m_parts.trial.eligibility.empty() ? "" : "\n") + value;
        break;
    case Slot::TrialResults:
        trial.hasResults = containsIgnoringCase(value, "has results") || verdictOf(value) == Verdict::Include;
        break;
    default:
        break;
    }
}

void RowReading::takeGiven(Slot slot, const std::string& heading, std::string&& value)
{
    const auto decide = [&](GivenDecision& decision, bool& made) {
        if (const auto verdict = verdictOf(value); verdict && !made) {
            decision.verdict = *verdict;
            made = true;
        }
    };
    // Abstrackr's numbers: 1 is in, -1 is out, 0 is not sure.
    const bool numbers = slot == Slot::ReviewerDecision || headingKey(heading) == "consensus";
    if (numbers && (value == "0" || value == "-1"))
        value = value == "0" ? "maybe" : "exclude";
    switch (slot) {
    case Slot::Decision:
        decide(m_parts.screening, m_parts.screened);
        break;
    case Slot::FullTextDecision:
        decide(m_parts.fullText, m_parts.assessed);
        break;
    case Slot::ReviewerDecision:
        if (const auto verdict = verdictOf(value))
            m_record.decisions.push_back({Stage::TitleAbstract, *verdict, {}, {}, heading});
        break;
    case Slot::Reason:
        putFirst(m_parts.screening.reason, std::move(value));
        break;
    case Slot::FullTextReason:
        putFirst(m_parts.fullText.reason, std::move(value));
        break;
    case Slot::DecisionNote:
        putFirst(m_parts.screening.note, std::move(value));
        break;
    case Slot::FullTextNote:
        putFirst(m_parts.fullText.note, std::move(value));
        break;
    case Slot::Labels:
        addAll(m_record.labels, list(value));
        break;
    case Slot::Note:
        m_record.note += (m_record.note.empty() ? "" : "\n") + value;
        break;
    case Slot::ToolNote:
        if (!takeReviewNote(value, m_record) && m_header.plan.has(Habit::ReviewTool))
            m_record.note += (m_record.note.empty() ? "" : "\n") + value;
        break;
    case Slot::Carried:
        m_parts.carried += value;
        break;
    default:
        break;
    }
}

std::vector<std::string> RowReading::peopleIn(const std::string& cell) const
{
    if (m_header.plan.has(Habit::Winnow))
        return ownListIn(cell);
    if (m_header.plan.has(Habit::WebOfScience)) { // as in its tagged format
        std::vector<std::string> names;
        for (const std::string& name : splitTrimmed(cell, ';'))
            names.push_back(personName(name));
        return names;
    }
    return people(cell, m_header.commas, m_header.plan.has(Habit::GluedAuthors) ? Glue::CapitalBegins : Glue::None);
}

void RowReading::finishAuthors()
{
    for (const std::string* cell :
        {&m_parts.fullAuthors, &m_parts.authors, &m_parts.bookAuthors, &m_parts.firstAuthor}) {
        if (m_record.authors.empty() && !cell->empty())
            m_record.authors = peopleIn(*cell);
    }
    const auto groups = [](const std::string& cell) { return splitTrimmed(cell, ';'); };
    m_record.groupAuthors = groups(m_parts.groupAuthors);
    if (m_record.authors.empty() && m_record.groupAuthors.empty())
        m_record.groupAuthors = groups(m_parts.bookGroup);
    if (m_record.groupAuthors.empty() && !m_header.plan.has(Habit::WebOfScience) && !m_header.plan.has(Habit::Winnow))
        std::ranges::copy_if(m_record.authors, std::back_inserter(m_record.groupAuthors),
            [](const std::string& author) { return isGroupName(author); });
    else
        std::ranges::copy(m_record.groupAuthors, std::back_inserter(m_record.authors));
}

void RowReading::finishDates(std::vector<Note>& notes)
{
    m_record.year = findYear(m_parts.year);
    if (m_record.year == 0)
        m_record.year = findYear(m_parts.earlyAccess);
    if (m_record.year == 0)
        m_record.year = findYear(m_record.date);
    if (!m_parts.year.empty() && m_record.year == 0)
        notes.push_back({Severity::Note, 0,
            QT_TRANSLATE_NOOP("formats", "“%1” is not a year; the year was left empty."), m_parts.year});
    if (m_header.plan.has(Habit::Winnow))
        return;
    if (m_parts.year.empty() && m_record.date.empty())
        m_record.date = m_parts.earlyAccess;
    else if (findYear(m_record.date) == 0 && m_record.year != 0)
        m_record.date += (m_record.date.empty() || m_parts.year.empty() ? "" : " ") + m_parts.year;
}

void RowReading::finishPages()
{
    const std::string first = wholeNumber(std::move(m_parts.firstPage));
    std::string last = wholeNumber(std::move(m_parts.lastPage));
    int from = 0;
    int count = 0;
    const auto number = [](const std::string& text, int& value) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size();
    };
    if (last.empty() && number(first, from) && number(wholeNumber(m_parts.pageCount), count) && count > 0
        && from < 1'000'000 && count < 10'000)
        last = std::to_string(from + count - 1);
    if (const std::string pages = fullPages(first, last); !pages.empty() && m_record.pages.empty())
        m_record.pages = pages;
    if (m_record.pages.empty())
        m_record.pages = wholeNumber(std::move(m_parts.articleNumber));
}

void RowReading::finishDecisions()
{
    const auto put = [&](GivenDecision& decision, bool made, Stage stage) {
        if (!made)
            return;
        decision.stage = stage;
        if (decision.verdict != Verdict::Exclude)
            decision.reason.clear();
        m_record.decisions.push_back(std::move(decision));
    };
    put(m_parts.screening, m_parts.screened, Stage::TitleAbstract);
    put(m_parts.fullText, m_parts.assessed, Stage::FullText);
}

void RowReading::finish(std::vector<Note>& notes)
{
    finishAuthors();
    finishDates(notes);
    finishPages();
    finishDecisions();
    if (!m_parts.citation.empty())
        takeCitation(m_record, m_parts.citation);
    putFirst(m_record.journal, std::move(m_parts.book));
    if (!m_parts.isoAbbreviation.empty())
        m_record.journalAbbreviation = std::move(m_parts.isoAbbreviation);
    if (m_record.doi.empty())
        m_record.doi = findDoi(m_parts.bookDoi, DoiIn::Field);
    constexpr std::string_view Medline = "MEDLINE:";
    if (m_record.pmid.empty() && m_record.wos.starts_with(Medline))
        m_record.pmid = leadingDigits(std::string_view{m_record.wos}.substr(Medline.size()));
    if (m_header.plan.has(Habit::WebOfScience))
        m_record.sourceId = m_record.wos;
    putFirst(m_record.sourceId, std::move(m_parts.otherId));
    if (m_header.plan.has(Habit::Registrations)) {
        m_parts.trial.summary = std::move(m_record.abstract);
        finishRegistration(m_record, m_parts.trial, m_parts.secondaryIds);
    } else if (!m_header.plan.has(Habit::Winnow)) {
        findRegistrations(m_record.title, m_record.registrations);
        findRegistrations(m_record.abstract, m_record.registrations);
        for (const std::string& type : m_record.types) {
            if (containsIgnoringCase(type, "retract") || containsIgnoringCase(type, "correction")
                || containsIgnoringCase(type, "expression of concern"))
                addOnce(m_record.notices, std::string{type});
        }
    }
    m_record.kind = kindOf(m_record, m_header.plan, m_parts);
    if (m_record.sourceId.empty())
        m_record.sourceId = !m_record.pmid.empty() ? m_record.pmid : m_record.wos;
    if (!m_parts.carried.empty())
        takeCarried(m_parts.carried, m_record);
}

/// Takes off the apostrophe that csv::escaped put before what a spreadsheet would take for a formula.
void dropGuard(std::string& value)
{
    if (value.size() > 1 && value[0] == '\'' && std::string_view{"=+-@\t\r"}.find(value[1]) != npos)
        value.erase(0, 1);
}

/// What programs write where they have nothing.
bool isNothing(std::string_view value, Slot slot)
{
    return value.empty() || (value == "NA" && slot != Slot::TrialPhases) || value == "null" || value == "nan"
        || value == "None" || value == "NULL" || value == "NaN";
}

} // namespace

std::size_t TableHeader::columnOf(std::size_t i, std::size_t cells) const
{
    const std::size_t columns = headings.size();
    if (cells <= columns || plan.elastic == Plan::None || i <= plan.elastic)
        return std::min(i, columns);
    return std::max(plan.elastic, i - (cells - columns));
}

void fillFromRow(Record& record, const TableHeader& header, const std::vector<Cell>& cells, std::vector<Note>& notes)
{
    RowReading reading{record, header};
    const std::vector<Slot>& slots = header.plan.slots;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t column = header.columnOf(i, cells.size());
        if (column >= slots.size() || slots[column] == Slot::None || cells[i].text.empty())
            continue;
        std::string value = cellText(cells[i]);
        if (header.plan.has(Habit::Winnow))
            dropGuard(value);
        else
            value = withoutEntities(std::move(value));
        if (!isNothing(value, slots[column]))
            reading.take(slots[column], header.headings[column], std::move(value));
    }
    reading.finish(notes);
}

} // namespace winnow::formats
