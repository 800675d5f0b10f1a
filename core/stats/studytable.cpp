#include "core/stats/studytable.h"

#include "core/base/text.h"
#include "core/stats/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace winnow::stats {

namespace {

constexpr std::array<std::string_view, ColumnCount> Names{"ai", "bi", "ci", "di", "n1i", "n2i", "m1i", "sd1i", "m2i",
    "sd2i", "xi", "mi", "sdi", "ni", "ti", "x1i", "t1i", "x2i", "t2i", "ri", "yi", "vi", "sei", "hr", "lb", "ub", "ome",
    "v"};

std::string lowered(std::string_view text)
{
    std::string low{text};
    std::transform(low.begin(), low.end(), low.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return low;
}

bool isMissing(std::string_view cell)
{
    return cell.empty() || cell == "NA" || cell == "NaN" || cell == "null" || cell == ".";
}

/// Columns of people and events; without ai and ci, `di` is a standardized difference.
bool isOfCounts(const csv::Table& table, std::string_view column)
{
    constexpr std::array<std::string_view, 9> Counts{"ai", "bi", "ci", "n1i", "n2i", "xi", "ni", "x1i", "x2i"};
    return std::find(Counts.begin(), Counts.end(), column) != Counts.end()
        || (column == "di" && (table.column("ai") || table.column("ci")));
}

/// "1,234", "12,345,678": every group after a comma has three digits, and none leads with a zero.
bool hasThousands(std::string_view cell)
{
    const std::size_t comma = cell.find(',');
    if (comma < 1 || comma > 3 || cell.size() % 4 != comma || cell.front() == '0')
        return false;
    for (std::size_t i = 0; i < cell.size(); ++i)
        if (i % 4 == comma ? cell[i] != ',' : cell[i] < '0' || cell[i] > '9')
            return false;
    return true;
}

Result<double> numberIn(const csv::Table& table, const csv::Row& row, std::string_view column)
{
    std::string cell{table.cell(row, column)};
    if (isMissing(cell))
        return Missing;
    const auto refused = [&](const QString& why) {
        return fail(ErrorKind::InvalidInput,
            tr("Line %1, column “%2”: “%3” %4").arg(row.line).arg(toQString(column), toQString(cell), why));
    };
    // A minus sign as papers print it (U+2212); a decimal comma.
    if (cell.starts_with("\u2212"))
        cell.replace(0, std::string_view{"\u2212"}.size(), "-");
    if (const std::size_t comma = cell.find(','); comma != std::string::npos && cell.find('.') == std::string::npos) {
        if (isOfCounts(table, column) && hasThousands(cell))
            return refused(tr("may be thousands or a fraction; write counts without commas."));
        if (table.separator == ',')
            return refused(tr("has a comma; write numbers without thousands separators and with a decimal point, or "
                              "separate the cells with semicolons."));
        cell[comma] = '.';
    }
    double number = 0;
    const char* begin = cell.data() + (cell.starts_with('+') ? 1 : 0);
    const char* end = cell.data() + cell.size();
    const auto [rest, error] = std::from_chars(begin, end, number);
    if (error == std::errc{} && rest == end && std::isfinite(number))
        return number;
    return refused(tr("is not a number; leave it empty if it is not known."));
}

std::string labelOf(const csv::Table& table, const csv::Row& row)
{
    for (const std::string_view column : {"slab", "study", "label"})
        if (const std::string_view label = table.cell(row, column); !label.empty())
            return std::string{label};
    std::string label{table.cell(row, "author")};
    const std::string_view year = table.cell(row, "year");
    if (!label.empty() && !year.empty())
        label += ", " + std::string{year};
    return label;
}

Result<> needColumn(const csv::Table& table, std::string_view column)
{
    if (table.column(column))
        return {};
    QStringList known;
    for (const std::string& heading : table.headings)
        known.append(toQString(heading));
    return fail(ErrorKind::NotFound,
        tr("There is no column “%1”; there are: %2.").arg(toQString(column), known.join(QStringLiteral(", "))));
}

/// Sets of columns, any of which is enough, with words for people.
struct Needs {
    std::string_view words;
    std::vector<std::vector<std::string_view>> sets;
};

Needs needsOf(Measure measure)
{
    using enum Measure;
    if (measure <= ArcsineDifference)
        return {"ai, bi, ci, di, or ai, n1i, ci, n2i, or yi with vi or sei",
            {{"ai", "bi", "ci", "di"}, {"ai", "n1i", "ci", "n2i"}, {"ai", "bi", "ci", "n2i"}, {"ai", "n1i", "ci", "di"},
                {"yi", "vi"}, {"yi", "sei"}}};
    if (measure <= SquareRootRateDifference)
        return {
            "x1i, t1i, x2i, t2i, or yi with vi or sei", {{"x1i", "t1i", "x2i", "t2i"}, {"yi", "vi"}, {"yi", "sei"}}};
    if (measure == StandardizedMeanDifference)
        return {"m1i, sd1i, n1i, m2i, sd2i, n2i, or di or ti with n1i, n2i, or yi with vi or sei",
            {{"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}, {"di", "n1i", "n2i"}, {"ti", "n1i", "n2i"}, {"yi", "vi"},
                {"yi", "sei"}}};
    if (measure <= RatioOfMeans)
        return {"m1i, sd1i, n1i, m2i, sd2i, n2i, or yi with vi or sei",
            {{"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"}, {"yi", "vi"}, {"yi", "sei"}}};
    if (measure <= DoubleArcsineProportion)
        return {"xi, ni", {{"xi", "ni"}, {"xi", "mi"}}};
    if (measure <= FreemanTukeyRate)
        return {"xi, ti", {{"xi", "ti"}}};
    if (measure <= LogMean)
        return {"mi, sdi, ni", {{"mi", "sdi", "ni"}}};
    if (measure == StandardizedMeanChangeOfRaw)
        return {"m1i, m2i, sd1i, ni, ri", {{"m1i", "m2i", "sd1i", "ni", "ri"}}};
    if (measure <= RatioOfMeansChange)
        return {"m1i, m2i, sd1i, sd2i, ni, ri", {{"m1i", "m2i", "sd1i", "sd2i", "ni", "ri"}}};
    if (measure <= FisherZ)
        return {"ri, ni", {{"ri", "ni"}}};
    if (measure == HazardRatio)
        return {
            "hr, lb, ub, or ome, v, or yi with vi or sei", {{"lb", "ub"}, {"ome", "v"}, {"yi", "vi"}, {"yi", "sei"}}};
    return {"yi, vi, or yi, sei", {{"yi", "vi"}, {"yi", "sei"}, {"yi", "lb", "ub"}}};
}

} // namespace

std::optional<Column> columnNamed(std::string_view name)
{
    const auto* found = std::find(Names.begin(), Names.end(), lowered(name));
    return found == Names.end() ? std::nullopt : std::optional{static_cast<Column>(found - Names.begin())};
}

std::string_view nameOf(Column column)
{
    return Names[static_cast<std::size_t>(column)];
}

Result<std::vector<StudyNumbers>> studiesOf(const csv::Table& table)
{
    std::vector<StudyNumbers> studies;
    studies.reserve(table.rows.size());
    for (const csv::Row& row : table.rows) {
        StudyNumbers study;
        study.label = labelOf(table, row);
        for (const std::string& heading : table.headings)
            if (const auto column = columnNamed(heading))
                study[*column] = TRY(numberIn(table, row, heading));
        studies.push_back(std::move(study));
    }
    return studies;
}

Result<std::vector<double>> numbersOf(const csv::Table& table, std::string_view column)
{
    const std::string low = lowered(column); // headings are
    TRY(needColumn(table, low));
    std::vector<double> numbers;
    for (const csv::Row& row : table.rows)
        numbers.push_back(TRY(numberIn(table, row, low)));
    return numbers;
}

Result<std::vector<std::string>> wordsOf(const csv::Table& table, std::string_view column)
{
    const std::string low = lowered(column);
    TRY(needColumn(table, low));
    std::vector<std::string> words;
    for (const csv::Row& row : table.rows) {
        const std::string_view cell = table.cell(row, low);
        words.emplace_back(isMissing(cell) ? std::string_view{} : cell);
    }
    return words;
}

Result<Measure> knownMeasure(std::string_view name)
{
    if (const auto measure = measureNamed(name))
        return *measure;
    QStringList all;
    for (const Measure measure : allMeasures())
        all += toQString(nameOf(measure));
    return fail(ErrorKind::InvalidInput,
        tr("Winnow has no %1; it has %2.").arg(toQString(name), all.join(QStringLiteral(", "))));
}

std::string_view columnsFor(Measure measure)
{
    return needsOf(measure).words;
}

Result<> needColumns(const csv::Table& table, Measure measure)
{
    const Needs needs = needsOf(measure);
    const auto has = [&table](std::string_view column) { return table.column(column).has_value(); };
    const bool enough = std::any_of(needs.sets.begin(), needs.sets.end(),
        [&](const auto& set) { return std::all_of(set.begin(), set.end(), has); });
    if (enough)
        return {};
    return fail(ErrorKind::InvalidInput,
        tr("The measure %1 needs the columns %2.").arg(toQString(nameOf(measure)), toQString(needs.words)));
}

} // namespace winnow::stats
