// Tables for spreadsheets: CSV (UTF-8 with a byte order mark, so that spreadsheets take it for that) and Excel.
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/sheet.h"
#include "core/formats/writing.h"

#include <algorithm>
#include <array>
#include <utility>

namespace winnow::formats {

namespace {

/// The decision that a table shows for a stage; the others are carried.
const GivenDecision* decisionAt(const Record& record, Stage stage)
{
    const auto found = std::ranges::find(record.decisions, stage, &GivenDecision::stage);
    return found == record.decisions.end() ? nullptr : &*found;
}

template <Stage stage> std::string verdict(const Record& record)
{
    constexpr std::array Words = {"exclude", "include", "maybe"};
    const GivenDecision* const decision = decisionAt(record, stage);
    return decision ? Words[static_cast<std::size_t>(decision->verdict)] : "";
}

template <Stage stage, std::string GivenDecision::* member> std::string said(const Record& record)
{
    const GivenDecision* const decision = decisionAt(record, stage);
    return decision ? decision->*member : std::string{};
}

template <std::string Record::* member> std::string text(const Record& record)
{
    return record.*member;
}

template <std::vector<std::string> Record::* member> std::string list(const Record& record)
{
    return listed(record.*member);
}

template <std::string TrialFacts::* member> std::string trialText(const Record& record)
{
    return record.trial.*member;
}

template <std::vector<std::string> TrialFacts::* member> std::string trialList(const Record& record)
{
    return listed(record.trial.*member);
}

struct RecordColumn {
    const char* heading;
    std::string (*value)(const Record&);
};
constexpr auto TitleAbstract = Stage::TitleAbstract;
constexpr auto FullText = Stage::FullText;
constexpr std::array Columns = {
    RecordColumn{"verdict", verdict<TitleAbstract>},
    RecordColumn{"reason", said<TitleAbstract, &GivenDecision::reason>},
    RecordColumn{"decision_note", said<TitleAbstract, &GivenDecision::note>},
    RecordColumn{"fulltext_verdict", verdict<FullText>},
    RecordColumn{"fulltext_reason", said<FullText, &GivenDecision::reason>},
    RecordColumn{"fulltext_note", said<FullText, &GivenDecision::note>},
    RecordColumn{"labels", list<&Record::labels>},
    RecordColumn{"note", text<&Record::note>},
    RecordColumn{"source_id", text<&Record::sourceId>},
    RecordColumn{"kind", [](const Record& record) { return std::string{key(record.kind)}; }},
    RecordColumn{"title", text<&Record::title>},
    RecordColumn{"original_title", text<&Record::originalTitle>},
    RecordColumn{"abstract", text<&Record::abstract>},
    RecordColumn{"authors", list<&Record::authors>},
    RecordColumn{
        "year", [](const Record& record) { return record.year == 0 ? std::string{} : std::to_string(record.year); }},
    RecordColumn{"date", text<&Record::date>},
    RecordColumn{"journal", text<&Record::journal>},
    RecordColumn{"journal_abbreviation", text<&Record::journalAbbreviation>},
    RecordColumn{"volume", text<&Record::volume>},
    RecordColumn{"issue", text<&Record::issue>},
    RecordColumn{"pages", text<&Record::pages>},
    RecordColumn{"doi", text<&Record::doi>},
    RecordColumn{"pmid", text<&Record::pmid>},
    RecordColumn{"pmcid", text<&Record::pmcid>},
    RecordColumn{"wos", text<&Record::wos>},
    RecordColumn{"registrations", list<&Record::registrations>},
    RecordColumn{"language", text<&Record::language>},
    RecordColumn{"types", list<&Record::types>},
    RecordColumn{"keywords", list<&Record::keywords>},
    RecordColumn{"mesh", list<&Record::mesh>},
    RecordColumn{"urls", list<&Record::urls>},
    RecordColumn{"notices", list<&Record::notices>},
    RecordColumn{"editors", list<&Record::editors>},
    RecordColumn{"publisher", text<&Record::publisher>},
    RecordColumn{"serials", list<&Record::serials>},
    RecordColumn{"trial.status", trialText<&TrialFacts::status>},
    RecordColumn{"trial.phases", trialList<&TrialFacts::phases>},
    RecordColumn{"trial.enrolment",
        [](const Record& record) {
            return record.trial.enrolment == 0 ? std::string{} : std::to_string(record.trial.enrolment);
        }},
    RecordColumn{"trial.study_type", trialText<&TrialFacts::studyType>},
    RecordColumn{"trial.conditions", trialList<&TrialFacts::conditions>},
    RecordColumn{"trial.interventions", trialList<&TrialFacts::interventions>},
    RecordColumn{"trial.sponsors", trialList<&TrialFacts::sponsors>},
    RecordColumn{"trial.countries", trialList<&TrialFacts::countries>},
    RecordColumn{"trial.registered", trialText<&TrialFacts::registered>},
    RecordColumn{"trial.started", trialText<&TrialFacts::started>},
    RecordColumn{"trial.completed", trialText<&TrialFacts::completed>},
    RecordColumn{"trial.updated", trialText<&TrialFacts::updated>},
};

std::vector<std::string> headingsOf(const std::vector<std::string>& extras)
{
    std::vector<std::string> headings = extras;
    for (const RecordColumn& column : Columns)
        headings.emplace_back(column.heading);
    headings.emplace_back(CarriedField);
    return headings;
}

class TableWriter : public PagedWriter {
protected:
    /// No cell but the last is longer than `longestCell` bytes; what is cut off is carried.
    TableWriter(ByteSink sink, std::vector<std::string> headings, std::size_t longestCell)
        : PagedWriter(Format::Table, std::move(sink))
        , m_extras(std::move(headings))
        , m_longestCell(longestCell)
    {
    }
    [[nodiscard]] std::vector<std::string> headings() const { return headingsOf(m_extras); }
    [[nodiscard]] std::vector<std::string> cells(const Entry& entry) const;
    [[nodiscard]] std::string head() const override { return "\xEF\xBB\xBF" + csv::line(headings()); }
    [[nodiscard]] std::string one(const Entry& entry) const override { return csv::line(cells(entry)); }

private:
    std::vector<std::string> m_extras;
    std::size_t m_longestCell;
};

std::vector<std::string> TableWriter::cells(const Entry& entry) const
{
    std::vector<std::string> cells;
    for (const std::string& heading : m_extras) {
        const auto extra = std::ranges::find(entry.extras, heading, &Extra::heading);
        cells.push_back(extra == entry.extras.end() ? std::string{} : extra->value);
    }
    for (const RecordColumn& column : Columns)
        cells.emplace_back(partOf(plain(column.value(entry.record), LineEnds::Keep), m_longestCell));
    cells.push_back(entry.carried);
    return cells;
}

class CsvWriter final : public TableWriter {
public:
    CsvWriter(ByteSink sink, std::vector<std::string> headings)
        : TableWriter(std::move(sink), std::move(headings), std::string::npos)
    {
    }
};

class XlsxWriter final : public TableWriter {
public:
    XlsxWriter(ByteSink sink, std::vector<std::string> headings)
        : TableWriter(std::move(sink), std::move(headings), LongestCell)
    {
    }

private:
    [[nodiscard]] Result<> write(const std::vector<Entry>& page) override;
    [[nodiscard]] Result<> close() override;
    [[nodiscard]] Result<> begin();

    Sheet m_sheet{"Citations", Sheet::Cells::Text};
    bool m_begun = false;
};

Result<> XlsxWriter::begin()
{
    return std::exchange(m_begun, true) ? Result<>{} : m_sheet.head(headings());
}

Result<> XlsxWriter::write(const std::vector<Entry>& page)
{
    TRY(begin());
    for (const Entry& entry : page)
        TRY(m_sheet.row(cells(entry)));
    return {};
}

Result<> XlsxWriter::close()
{
    TRY(begin());
    return m_sheet.finish([this](std::string_view bytes) { return give(bytes); });
}

} // namespace

std::unique_ptr<Writer> csvWriter(ByteSink sink, std::vector<std::string> headings)
{
    return std::make_unique<CsvWriter>(std::move(sink), std::move(headings));
}

std::unique_ptr<Writer> xlsxWriter(ByteSink sink, std::vector<std::string> headings)
{
    return std::make_unique<XlsxWriter>(std::move(sink), std::move(headings));
}

} // namespace winnow::formats
