#include "core/review/crosstable.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/grid.h"
#include "core/review/valuetables.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::review {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CrossTable)
};

constexpr std::string_view YearField = "year";
constexpr std::string_view OutcomeField = "outcome";

/// Studies by each of their values, and the order in which these stand.
struct Sorted {
    std::vector<std::string> labels; ///< "" last, if any study states none
    std::vector<std::set<StudyId>> studies;
};

using ByValue = std::map<std::string, std::set<StudyId>>;

/// The values of one field, several of a study where it is asked of arms or has several choices.
ByValue byField(const Field& field, const std::vector<extraction::StudyValues>& studies)
{
    ByValue found;
    for (const extraction::StudyValues& study : studies)
        for (const Value& value : study.values) {
            if (value.answer != Answer::Stated
                || (value.field != field.id && !std::string_view(value.field).starts_with(field.id + '@')))
                continue;
            for (const std::string& part : splitTrimmed(value.text, ';')) // as the chart of one field counts them
                found[part].insert(study.study);
        }
    return found;
}

ByValue byOutcome(const Form& form, const std::vector<extraction::StudyValues>& studies)
{
    ByValue found;
    for (const extraction::StudyValues& study : studies)
        for (const Value& value : study.values)
            if (const auto address = extraction::parseAddress(value.field); address && !address->outcome.empty()
                && value.answer == Answer::Stated && address->kind != extraction::AddressKind::RiskOfBias)
                if (const Outcome* const outcome = form.outcome(address->outcome))
                    found[outcome->label].insert(study.study);
    return found;
}

ByValue byYear(const std::vector<extraction::StudyValues>& studies)
{
    ByValue found;
    for (const extraction::StudyValues& study : studies)
        if (const std::string year = extraction::yearOf(study.name); !year.empty())
            found[year].insert(study.study);
    return found;
}

/// The places of a field's words: as the form has its choices, numbers and years by size, else the most frequent first.
void order(std::vector<std::string>& labels, const ByValue& values, const Field* field, const Form& form, bool outcomes)
{
    const auto place = [&](const std::string& label) -> std::ptrdiff_t {
        if (outcomes)
            return std::ranges::find(form.outcomes, label, &Outcome::label) - form.outcomes.begin();
        if (field != nullptr && !field->choices.empty())
            return std::ranges::find(field->choices, label) - field->choices.begin();
        return 0;
    };
    std::ranges::stable_sort(labels, [&](const std::string& one, const std::string& other) {
        if (place(one) != place(other))
            return place(one) < place(other);
        const auto first = extraction::number(one);
        const auto second = extraction::number(other);
        if (first && second && *first != *second)
            return *first < *second;
        return values.at(one).size() > values.at(other).size();
    });
}

/// Neighbours on a scale are put together, never what lies apart: "12 to 40".
std::vector<std::string> inRanges(const std::vector<std::string>& labels, ByValue& values, std::size_t most)
{
    const std::size_t wide = (labels.size() + most - 1) / most;
    std::vector<std::string> ranges;
    for (std::size_t from = 0; from < labels.size(); from += wide) {
        const std::size_t last = std::min(from + wide, labels.size()) - 1;
        if (last == from) {
            ranges.push_back(labels[from]);
            continue;
        }
        std::set<StudyId> within;
        for (std::size_t i = from; i <= last; ++i)
            within.insert(values.at(labels[i]).begin(), values.at(labels[i]).end());
        ranges.push_back(Words::tr("%1 to %2").arg(toQString(labels[from]), toQString(labels[last])).toStdString());
        values[ranges.back()] = std::move(within);
    }
    return ranges;
}

Sorted sorted(ByValue values, const Field* field, const Form& form, bool outcomes,
    const std::vector<extraction::StudyValues>& all, std::size_t most)
{
    std::vector<std::string> labels;
    for (const auto& [label, studies] : values)
        labels.push_back(label);
    const bool isDate = field != nullptr && field->type == FieldType::Date;
    const bool isNumber =
        std::ranges::all_of(labels, [](const std::string& label) { return extraction::number(label).has_value(); });
    if (labels.size() <= most || (field == nullptr && isNumber)) { // years are shown one by one, however many
        order(labels, values, field, form, outcomes);
    } else if (isDate || isNumber) {
        if (isNumber)
            order(labels, values, field, form, outcomes);
        labels = inRanges(labels, values, most);
    } else { // the rarest are put together
        std::ranges::stable_sort(
            labels, std::ranges::greater{}, [&](const std::string& label) { return values.at(label).size(); });
        std::set<StudyId> others;
        for (auto rare = labels.begin() + static_cast<std::ptrdiff_t>(most) - 1; rare != labels.end(); ++rare)
            others.insert(values.at(*rare).begin(), values.at(*rare).end());
        const std::string other = Words::tr("%1 others").arg(labels.size() - most + 1).toStdString();
        labels.resize(most - 1);
        order(labels, values, field, form, outcomes);
        values[other] = std::move(others);
        labels.push_back(other);
    }
    Sorted out;
    std::set<StudyId> stated;
    for (const std::string& label : labels) {
        out.labels.push_back(label);
        out.studies.push_back(values.at(label));
        stated.insert(values.at(label).begin(), values.at(label).end());
    }
    std::set<StudyId> unstated;
    for (const extraction::StudyValues& study : all)
        if (!stated.contains(study.study))
            unstated.insert(study.study);
    if (!unstated.empty()) {
        out.labels.emplace_back();
        out.studies.push_back(std::move(unstated));
    }
    return out;
}

} // namespace

Result<std::vector<CrossField>> crossFields(Reader& reader)
{
    std::vector<CrossField> fields{{std::string(YearField), Words::tr("Year").toStdString()}};
    const Result<Form> form = reader.form();
    if (!form && form.error().kind == ErrorKind::NotFound) // none is chosen yet
        return fields;
    if (!form)
        return tl::unexpected(form.error());
    if (!form->outcomes.empty())
        fields.push_back({std::string(OutcomeField), Words::tr("Outcome").toStdString()});
    for (const Section& section : form->sections)
        for (const Field& field : section.fields)
            if (section.id != EventSection || field.type != FieldType::Text || field.id == "event.term")
                fields.push_back({field.id, field.label});
    return fields;
}

Result<CrossTable> crossTable(Reader& reader, const std::string& row, const std::string& column, std::size_t most)
{
    const std::vector<CrossField> fields = TRY(crossFields(reader));
    Form form;
    if (auto chosen = reader.form())
        form = *std::move(chosen);
    const std::vector<extraction::StudyValues> studies = TRY(valuesByStudy(reader));
    CrossTable table;
    for (const extraction::StudyValues& study : studies)
        table.studies.emplace_back(study.study, study.name);
    const auto side = [&](const std::string& id, CrossField& named) -> Result<Sorted> {
        const auto field = std::ranges::find(fields, id, &CrossField::id);
        if (field == fields.end()) {
            QStringList known;
            for (const CrossField& one : fields)
                known += toQString(one.id);
            return fail(ErrorKind::NotFound,
                Words::tr("Studies cannot be laid out by “%1”; there are: %2.")
                    .arg(toQString(id), known.join(QStringLiteral(", "))));
        }
        named = *field;
        const Field* const asked = form.field(id);
        ByValue values;
        if (id == YearField)
            values = byYear(studies);
        else if (id == OutcomeField)
            values = byOutcome(form, studies);
        else
            values = byField(*asked, studies);
        return sorted(std::move(values), asked, form, id == OutcomeField, studies, most);
    };
    const Sorted rows = TRY(side(row, table.rowField));
    const Sorted columns = TRY(side(column, table.columnField));
    table.rows = rows.labels;
    table.columns = columns.labels;
    for (const std::set<StudyId>& inRow : rows.studies) {
        auto& cells = table.cells.emplace_back();
        for (const std::set<StudyId>& inColumn : columns.studies)
            std::ranges::set_intersection(inRow, inColumn, std::back_inserter(cells.emplace_back()));
    }
    return table;
}

figure::Matrix matrixOf(const CrossTable& table, const QString& notice)
{
    figure::Matrix matrix;
    matrix.rowLabel = toQString(table.rowField.label);
    matrix.columnLabel = toQString(table.columnField.label);
    const auto none = [](const CrossField& field) {
        return field.id == OutcomeField ? Words::tr("No result extracted") : QString();
    };
    matrix.noRow = none(table.rowField);
    matrix.noColumn = none(table.columnField);
    matrix.title = Words::tr("Included studies: %1 by %2").arg(matrix.rowLabel, matrix.columnLabel);
    matrix.subtitle = Words::tr("n = %1; a study may stand in several cells").arg(table.studies.size());
    if (!notice.isEmpty())
        matrix.subtitle += QStringLiteral(" · ") + notice;
    for (const std::string& row : table.rows)
        matrix.rows += toQString(row);
    for (const std::string& column : table.columns)
        matrix.columns += toQString(column);
    for (const auto& row : table.cells) {
        auto& counts = matrix.counts.emplace_back();
        for (const std::vector<StudyId>& studies : row)
            counts.push_back(static_cast<std::int64_t>(studies.size()));
    }
    return matrix;
}

} // namespace winnow::review
