#include "core/extraction/robvis.h"

#include "core/base/csv.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::extraction {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

/// The scale of a table is told by its letters and columns.
enum class Scale { SomeConcerns, Serious };

/// The judgement by its first letter; none if it is no judgement. "NA" and nothing are the empty one.
std::optional<std::string> judgement(std::string_view cell, Scale scale)
{
    const std::string word = lowerAscii(trimmed(cell));
    if (word.empty() || word == "na" || word == "n/a" || word == "n" || word == "x" || word == "not applicable")
        return std::string{};
    switch (word.front()) {
    case 'l':
        return "Low";
    case 'm':
        return "Moderate";
    case 's':
        if (word.starts_with("ser"))
            return "Serious";
        if (word.starts_with("som"))
            return "Some concerns";
        return scale == Scale::Serious ? "Serious" : "Some concerns";
    case 'h':
        return "High";
    case 'c':
        return "Critical";
    case 'v':
        return "Very high";
    case 'u':
        return "Unclear";
    case 'n':
        return "No information";
    default:
        return {};
    }
}

std::string toolOf(const std::vector<std::string>& domains, Scale scale)
{
    const bool numbered = std::all_of(domains.begin(), domains.end(),
        [i = 1](const std::string& name) mutable { return lowerAscii(name) == "d" + std::to_string(i++); });
    if (!numbered)
        return domains.size() == 6 && domains[1] == "D1b" ? "ROB2-Cluster" : "Generic";
    if (domains.size() == 5)
        return "ROB2";
    if (domains.size() == 7)
        return scale == Scale::Serious ? "ROBINS-I" : "ROBINS-E";
    return domains.size() == 4 ? "QUADAS-2" : domains.size() == 6 ? "QUIPS" : "Generic";
}

/// Headings with their own letters, which csv::parse makes small.
std::vector<std::string> headings(std::string_view bytes, std::size_t count)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    const std::string line(bytes.substr(0, bytes.find_first_of("\r\n")));
    for (const char separator : {',', ';', '\t'}) {
        std::vector<std::string> names;
        std::string name;
        bool quoted = false;
        for (const char c : line + separator) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                names.emplace_back(trimmed(name));
                name.clear();
            } else {
                name += c;
            }
        }
        if (names.size() == count)
            return names;
    }
    return {};
}

} // namespace

Result<RobvisTable> parseRobvis(std::string_view bytes)
{
    const csv::Table table = TRY(csv::parse(bytes));
    const auto study = table.column("study");
    const auto overall = table.column("overall");
    if (!study || !overall)
        return fail(ErrorKind::InvalidInput, Words::tr("The table needs the columns Study and Overall."));
    const auto weight = table.column("weight");
    std::vector<std::string> names = headings(bytes, table.headings.size());
    if (names.empty())
        names = table.headings;
    RobvisTable out;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.headings.size(); ++i)
        if (i != *study && i != *overall && (!weight || i != *weight)) {
            columns.push_back(i);
            out.domains.push_back(names[i]);
        }
    std::set<char> letters;
    for (const csv::Row& row : table.rows)
        for (const std::size_t column : columns)
            if (const std::string word = lowerAscii(trimmed(row.cells[column])); !word.empty())
                letters.insert(word.starts_with("ser") ? 'c' : word.front());
    const bool serious = letters.contains('m') || letters.contains('c');
    const Scale scale =
        serious || (columns.size() == 7 && !letters.contains('h')) ? Scale::Serious : Scale::SomeConcerns;
    out.tool = toolOf(out.domains, scale);
    for (const csv::Row& row : table.rows) {
        RobvisRow read;
        read.study = std::string(trimmed(row.cells[*study]));
        const auto cell = [&](std::size_t column) -> Result<std::string> {
            std::optional<std::string> word = judgement(row.cells[column], scale);
            if (!word)
                return fail(ErrorKind::InvalidInput,
                    Words::tr("Line %1: “%2” is not a judgement.")
                        .arg(row.line)
                        .arg(toQString(row.cells[column]).left(100)));
            return *std::move(word);
        };
        for (const std::size_t column : columns) {
            std::string word = TRY(cell(column));
            read.judgements.push_back(std::move(word));
        }
        read.overall = TRY(cell(*overall));
        if (weight) {
            bool understood = false;
            const double value = toQString(row.cells[*weight]).trimmed().toDouble(&understood);
            if (understood)
                read.weight = value;
        }
        out.rows.push_back(std::move(read));
    }
    return out;
}

std::string toRobvis(const RobvisTable& table)
{
    const bool weighted =
        std::any_of(table.rows.begin(), table.rows.end(), [](const RobvisRow& row) { return row.weight.has_value(); });
    std::vector<std::string> cells{"Study"};
    cells.insert(cells.end(), table.domains.begin(), table.domains.end());
    cells.emplace_back("Overall");
    if (weighted)
        cells.emplace_back("Weight");
    std::string out = csv::line(cells);
    const auto word = [](const std::string& judgement) { return judgement.empty() ? std::string("NA") : judgement; };
    for (const RobvisRow& row : table.rows) {
        cells = {row.study};
        for (std::size_t i = 0; i < table.domains.size(); ++i)
            cells.push_back(word(i < row.judgements.size() ? row.judgements[i] : std::string()));
        cells.push_back(word(row.overall));
        if (weighted)
            cells.push_back(row.weight ? QLocale::c().toString(*row.weight, 'g', 10).toStdString() : std::string());
        out += csv::line(cells);
    }
    return out;
}

} // namespace winnow::extraction
