#include "core/screening/agreementtable.h"

#include "core/base/csv.h"

namespace winnow::screening {

namespace {

using Cells = std::vector<std::string>;

std::string plain(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'g', 10).toStdString() : std::string{};
}

void add(Cells& cells, const std::optional<Estimate>& estimate)
{
    cells.push_back(estimate ? plain(estimate->value) : std::string{});
    const bool interval = estimate && estimate->error;
    cells.push_back(interval ? plain(estimate->lower) : std::string{});
    cells.push_back(interval ? plain(estimate->upper) : std::string{});
}

void add(Cells& cells, const Agreement& found)
{
    const TwoByTwo& table = found.table;
    for (const std::int64_t count : {table.count(), table.both, table.first, table.second, table.neither})
        cells.push_back(std::to_string(count));
    cells.push_back(plain(found.observed));
    add(cells, found.kappa);
    cells.push_back(plain(found.pabak));
    add(cells, found.ac1);
    cells.push_back(plain(found.alpha));
}

} // namespace

QByteArray toCsv(const StageAgreement& agreement, Stage stage, const std::map<ReviewerId, std::string>& names)
{
    const Cells headings{"stage", "first", "second", "from", "to", "records", "both_include", "only_first_includes",
        "only_second_includes", "both_exclude", "agreement", "kappa", "kappa_lower", "kappa_upper", "pabak", "ac1",
        "ac1_lower", "ac1_upper", "alpha"};
    const std::string at = stage == Stage::FullText ? "full text" : "title and abstract";
    std::string text = csv::line(headings);
    const auto nameOf = [&names](ReviewerId reviewer) {
        const auto found = names.find(reviewer);
        return found == names.end() ? std::string{} : found->second;
    };
    for (const PairAgreement& pair : agreement.pairs) {
        const auto row = [&](std::int64_t from, std::int64_t to, const Agreement& found) {
            Cells cells{at, nameOf(pair.first), nameOf(pair.second), std::to_string(from), std::to_string(to)};
            add(cells, found);
            text += csv::line(cells);
        };
        const std::int64_t records = pair.agreement.table.count();
        row(records > 0 ? 1 : 0, records, pair.agreement);
        for (const Window& window : pair.windows)
            if (pair.windows.size() > 1) // one alone is the whole
                row(window.from, window.to, window.agreement);
    }
    Cells all(headings.size());
    all[0] = at;
    all[1] = "all reviewers";
    all[5] = std::to_string(agreement.citations);
    all.back() = plain(agreement.alpha);
    text += csv::line(all);
    return QByteArray::fromStdString(text);
}

} // namespace winnow::screening
