#include "core/prisma/stated.h"

#include "core/base/csv.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>

namespace winnow::prisma {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("prisma", text);
}

using Count = std::int64_t;
using Named = std::pair<std::string, Count>;

Result<Count> wholeNumber(std::string_view text, const std::string& row)
{
    Count count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size())
        return fail(ErrorKind::InvalidInput,
            tr("In the row “%1”, “%2” is no whole number. Correct it and try again.")
                .arg(toQString(row), toQString(text)));
    return count;
}

/// "PubMed, 1203; Web of Science, 1107". A bare number is no list.
Result<std::vector<Named>> namedCounts(std::string_view text, const std::string& row)
{
    std::vector<Named> list;
    for (const std::string& entry : splitTrimmed(text, ';')) {
        const std::size_t comma = entry.rfind(',');
        if (comma == std::string::npos) {
            TRY(wholeNumber(entry, row));
            continue;
        }
        const std::string_view entryView = entry;
        const Count count = TRY(wholeNumber(trimmed(entryView.substr(comma + 1)), row));
        list.emplace_back(trimmed(entryView.substr(0, comma)), count);
    }
    return list;
}

/// What the table says, by the names of its rows; "NA" and nothing are not stated.
class Rows {
public:
    static Result<Rows> of(std::string_view bytes)
    {
        Rows rows;
        const csv::Table table = TRY(csv::parse(bytes));
        for (const csv::Row& row : table.rows) {
            const std::string_view value = table.cell(row, "n");
            if (!value.empty() && value != "NA")
                rows.m_values.emplace(std::string{table.cell(row, "data")}, std::string{value});
        }
        return rows;
    }

    [[nodiscard]] Result<std::optional<Count>> count(const std::string& name) const
    {
        const auto found = m_values.find(name);
        if (found == m_values.end())
            return std::optional<Count>{};
        return std::optional{TRY(wholeNumber(found->second, name))};
    }
    [[nodiscard]] Result<std::vector<Named>> list(const std::string& name) const
    {
        const auto found = m_values.find(name);
        return found == m_values.end() ? std::vector<Named>{} : namedCounts(found->second, name);
    }

private:
    std::map<std::string, std::string> m_values;
};

Result<std::optional<StudyCount>> studies(const Rows& rows, const std::string& before, const std::string& after)
{
    const std::optional<Count> of = TRY(rows.count(before + "studies" + after));
    const std::optional<Count> reports = TRY(rows.count(before + "reports" + after));
    if (!of && !reports)
        return std::optional<StudyCount>{};
    return std::optional{StudyCount{of.value_or(0), reports.value_or(0)}};
}

bool isNothing(const std::optional<StudyCount>& count)
{
    return !count || *count == StudyCount{};
}

Result<> readCounts(const Rows& rows, FlowCounts& counts)
{
    const std::pair<const char*, Count*> places[] = {
        {"duplicates", &counts.duplicates},
        {"excluded_automatic", &counts.automation},
        {"excluded_other", &counts.otherRemoved},
        {"records_screened", &counts.databases.screened},
        {"records_excluded", &counts.databases.excludedScreening},
        {"dbr_sought_reports", &counts.databases.sought},
        {"dbr_notretrieved_reports", &counts.databases.notRetrieved},
        {"dbr_assessed", &counts.databases.assessed},
        {"other_sought_reports", &counts.others.sought},
        {"other_notretrieved_reports", &counts.others.notRetrieved},
        {"other_assessed", &counts.others.assessed},
        {"new_studies", &counts.includedStudies},
        {"new_reports", &counts.includedReports},
    };
    bool any = false;
    for (const auto& [name, place] : places) {
        const std::optional<Count> count = TRY(rows.count(name));
        *place = count.value_or(0);
        any |= count.has_value();
    }
    if (!any)
        return fail(ErrorKind::InvalidInput,
            tr("This table has none of the rows of a PRISMA 2020 flow. It needs the columns “data” and “n”, as the "
               "PRISMA2020 R package writes them."));
    return {};
}

Result<> readSources(const Rows& rows, StatedFlow& flow)
{
    flow.databases = TRY(rows.count("database_results"));
    flow.registers = TRY(rows.count("register_results"));
    const auto add = [&flow](const std::string& name, Count count, SourceKind kind) {
        flow.counts.sources.push_back({name, kind, count, 0});
    };
    const std::vector<Named> databases = TRY(rows.list("database_specific_results"));
    for (const auto& [name, count] : databases)
        add(name, count, SourceKind::Database);
    const std::vector<Named> registers = TRY(rows.list("register_specific_results"));
    for (const auto& [name, count] : registers)
        add(name, count, SourceKind::Register);
    for (const auto& [row, name] : {std::pair{"website_results", "Websites"}, {"organisation_results", "Organisations"},
             {"citations_results", "Citation searching"}})
        if (const std::optional<Count> count = TRY(rows.count(row)); count && *count != 0)
            add(name, *count, SourceKind::Other);
    return {};
}

Result<> readExcluded(const Rows& rows, FlowCounts& counts)
{
    const auto fill = [&rows](const char* row, FlowArm& arm) -> Result<> {
        const std::vector<Named> reasons = TRY(rows.list(row));
        arm.includedReports = arm.assessed;
        for (const auto& [reason, reports] : reasons) {
            arm.excludedFullText.push_back({{}, reason, reports});
            arm.includedReports -= reports;
        }
        return {};
    };
    TRY(fill("dbr_excluded", counts.databases));
    TRY(fill("other_excluded", counts.others));
    // Which arm an included report came by is not stated.
    counts.databases.includedReports = counts.includedReports - counts.others.includedReports;
    return {};
}

Count sumOf(const FlowCounts& counts, SourceKind kind)
{
    return counts.identified(kind);
}

bool lists(const FlowCounts& counts, SourceKind kind)
{
    return std::ranges::any_of(counts.sources, [kind](const SourceCount& source) { return source.kind == kind; });
}

/// Everything that is compared, in the order of the table.
std::vector<std::pair<QString, Count>> entries(const StatedFlow& flow)
{
    const FlowCounts& counts = flow.counts;
    std::vector<std::pair<QString, Count>> all;
    const auto add = [&all](const char* name, Count count) { all.emplace_back(QString::fromLatin1(name), count); };
    const auto addSources = [&](const char* name, SourceKind kind) {
        for (const SourceCount& source : counts.sources)
            if (source.kind == kind)
                all.emplace_back(
                    QString::fromLatin1(name) + QStringLiteral(": ") + toQString(source.name), source.records);
    };
    const auto addReasons = [&](const char* name, const FlowArm& arm) {
        for (const ReasonCount& reason : arm.excludedFullText)
            all.emplace_back(
                QString::fromLatin1(name) + QStringLiteral(": ") + toQString(reason.reason), reason.reports);
    };
    const StudyCount previous = counts.previous.value_or(StudyCount{});
    add("previous_studies", previous.studies);
    add("previous_reports", previous.reports);
    add("database_results", flow.databases.value_or(sumOf(counts, SourceKind::Database)));
    addSources("database_specific_results", SourceKind::Database);
    add("register_results", flow.registers.value_or(sumOf(counts, SourceKind::Register)));
    addSources("register_specific_results", SourceKind::Register);
    addSources("other methods", SourceKind::Other);
    add("duplicates", counts.duplicates);
    add("excluded_automatic", counts.automation);
    add("excluded_other", counts.otherRemoved);
    add("records_screened", counts.databases.screened);
    add("records_excluded", counts.databases.excludedScreening);
    add("dbr_sought_reports", counts.databases.sought);
    add("dbr_notretrieved_reports", counts.databases.notRetrieved);
    add("other_sought_reports", counts.others.sought);
    add("other_notretrieved_reports", counts.others.notRetrieved);
    add("dbr_assessed", counts.databases.assessed);
    addReasons("dbr_excluded", counts.databases);
    add("other_assessed", counts.others.assessed);
    addReasons("other_excluded", counts.others);
    add("new_studies", counts.includedStudies);
    add("new_reports", counts.includedReports);
    if (counts.previous || counts.stated) {
        add("total_studies", counts.total().studies);
        add("total_reports", counts.total().reports);
    }
    return all;
}

} // namespace

Result<StatedFlow> statedFromCsv(std::string_view bytes)
{
    const Rows rows = TRY(Rows::of(bytes));
    StatedFlow flow;
    TRY(readCounts(rows, flow.counts));
    TRY(readSources(rows, flow));
    TRY(readExcluded(rows, flow.counts));
    flow.counts.previous = TRY(studies(rows, "previous_", ""));
    flow.counts.stated = TRY(studies(rows, "total_", ""));
    flow.counts.metaAnalysed = TRY(studies(rows, "total_", "_ma"));
    // The package writes 0 into rows that do not apply.
    if (isNothing(flow.counts.previous)) {
        flow.counts.previous.reset();
        flow.counts.stated.reset();
    } else if (isNothing(flow.counts.stated)) {
        flow.counts.stated.reset();
    }
    if (isNothing(flow.counts.metaAnalysed))
        flow.counts.metaAnalysed.reset();
    return flow;
}

std::vector<Remark> check(const StatedFlow& flow)
{
    FlowCounts counts = flow.counts;
    std::vector<Remark> sums;
    const auto total = [&](SourceKind kind, const std::optional<Count>& stated, const QString& text) {
        if (!stated)
            return;
        const Count sum = sumOf(flow.counts, kind);
        if (lists(flow.counts, kind) && sum != *stated)
            sums.push_back({QStringLiteral("R12"), Weight::Error, text.arg(number(*stated), number(sum))});
        std::erase_if(counts.sources, [kind](const SourceCount& source) { return source.kind == kind; });
        counts.sources.push_back({{}, kind, *stated, 0});
    };
    total(SourceKind::Database, flow.databases,
        tr("%1 records are stated to come from databases, but those of each database come to %2."));
    total(SourceKind::Register, flow.registers,
        tr("%1 records are stated to come from registers, but those of each register come to %2."));
    std::vector<Remark> remarks = check(counts);
    remarks.insert(remarks.end(), sums.begin(), sums.end());
    return remarks;
}

FlowCounts drawable(const StatedFlow& flow)
{
    FlowCounts counts = flow.counts;
    const auto fill = [&](SourceKind kind, const std::optional<Count>& stated, const QString& name) {
        const Count left = stated.value_or(0) - sumOf(flow.counts, kind);
        if (left > 0)
            counts.sources.push_back({name.toStdString(), kind, left, 0});
    };
    fill(SourceKind::Database, flow.databases, tr("Databases, not named"));
    fill(SourceKind::Register, flow.registers, tr("Registers, not named"));
    counts.others.screened = counts.identified(SourceKind::Other); // PRISMA has no box that would say otherwise
    return counts;
}

std::vector<Difference> differences(const StatedFlow& flow, const FlowCounts& review)
{
    const Result<StatedFlow> counted = statedFromCsv(toCsv(review).toStdString());
    std::vector<std::pair<QString, Count>> others;
    if (counted)
        others = entries(*counted);
    const auto keyOf = [](const QString& name) { return QString::fromStdString(folded(name.toStdString())); };
    std::map<QString, Count> left;
    for (const auto& [name, count] : others)
        left[keyOf(name)] = count;
    std::vector<Difference> found;
    for (const auto& [name, count] : entries(flow)) {
        const auto same = left.find(keyOf(name));
        const Count there = same == left.end() ? 0 : same->second;
        if (there != count)
            found.push_back({name, count, there});
        if (same != left.end())
            left.erase(same);
    }
    for (const auto& [name, count] : others) // what only the review has
        if (left.contains(keyOf(name)) && count != 0)
            found.push_back({name, 0, count});
    return found;
}

} // namespace winnow::prisma
