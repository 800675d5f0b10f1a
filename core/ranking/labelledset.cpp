#include "core/ranking/labelledset.h"

#include "core/base/csv.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace winnow::ranking {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ranking", text);
}

/// asreview/docs: the names it takes for a label, most exact first.
constexpr std::array<std::string_view, 8> LabelNames{"label_included", "included", "final_included", "included_label",
    "included_final", "included_flag", "include", "asreview_label"};

std::optional<std::string_view> labelColumn(const csv::Table& table)
{
    for (const std::string_view name : LabelNames) {
        if (table.column(name))
            return name;
    }
    return std::nullopt;
}

} // namespace

std::size_t LabelledSet::included() const
{
    return static_cast<std::size_t>(std::ranges::count(relevant, true));
}

Features LabelledSet::features(Model model) const
{
    FeaturesBuilder builder(model);
    for (const Record& record : records)
        builder.add({record.title, record.abstract, record.keywords});
    return builder.finish();
}

Result<LabelledSet> readLabelledSet(std::string_view bytes)
{
    const csv::Table table = TRY(csv::parse(bytes));
    const auto label = labelColumn(table);
    if (!label)
        return fail(ErrorKind::InvalidInput,
            tr("No column says which records are relevant: it is called label_included or included, and holds 1 or "
               "0."));
    LabelledSet set;
    bool hasText = false;
    for (const csv::Row& row : table.rows) {
        const std::string_view said = table.cell(row, *label);
        if (said != "1" && said != "0" && said != "1.0" && said != "0.0")
            return fail(ErrorKind::InvalidInput,
                tr("Line %1: %2 is “%3”, which is neither 1 nor 0.")
                    .arg(row.line)
                    .arg(toQString(*label), toQString(printable(said))));
        set.relevant.push_back(said.front() == '1');
        set.records.push_back({std::string{table.cell(row, "title")}, std::string{table.cell(row, "abstract")},
            std::string{table.cell(row, "keywords")}});
        hasText |= !set.records.back().title.empty() || !set.records.back().abstract.empty();
    }
    if (!hasText)
        return fail(ErrorKind::InvalidInput, tr("No record has a title or an abstract."));
    return set;
}

} // namespace winnow::ranking
