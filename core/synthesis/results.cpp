#include "core/synthesis/results.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/synthesis/studyrow.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace winnow::synthesis {

namespace {

/// A field that can be a column, and whether it is asked of each arm.
struct ColumnField {
    const Field* field = nullptr;
    bool ofArms = false;
};

Result<std::vector<ColumnField>> columnFields(const Form& form, const std::vector<std::string>& ids)
{
    std::vector<ColumnField> fields;
    for (const std::string& id : ids) {
        const Field* const field = form.field(id);
        const auto section = std::ranges::find_if(form.sections,
            [&](const Section& one) { return std::ranges::find(one.fields, id, &Field::id) != one.fields.end(); });
        if (field == nullptr || section == form.sections.end() || (section->repeat && section->id != ArmSection))
            return fail(
                ErrorKind::NotFound, QStringLiteral("The form asks of no study or arm “%1”.").arg(toQString(id)));
        fields.push_back({field, section->repeat});
    }
    return fields;
}

/// The times at which any study has a result of the outcome, as they stand.
std::string timesOf(const std::vector<extraction::StudyValues>& studies, const std::string& outcome)
{
    std::set<std::string> times;
    const auto add = [&](const std::string& field) {
        const auto address = extraction::parseAddress(field);
        if (address && address->outcome == outcome && !address->time.empty())
            times.insert(address->time);
    };
    for (const extraction::StudyValues& study : studies) {
        for (const Value& value : study.values)
            add(value.field);
        for (const std::string& field : study.open)
            add(field);
    }
    std::string text;
    for (const std::string& time : times)
        text += (text.empty() ? "" : ", ") + time;
    return text;
}

/// What a row of the table is made of.
struct Numbers {
    std::string study;
    StudyRow::Numbers numbers;
    std::vector<std::string> fields;
};

/// With yi and vi only where a study gives its effect itself.
csv::Table tableOf(const std::vector<Numbers>& all, const ResultsAsked& asked)
{
    const std::vector<std::string> own = columnsOf(asked.measure);
    const bool anyGiven = std::ranges::any_of(all, [](const Numbers& one) { return one.numbers.given.has_value(); });
    csv::Table table;
    table.headings = {"slab", "year"};
    table.headings.insert(table.headings.end(), own.begin(), own.end());
    if (anyGiven)
        table.headings.insert(table.headings.end(), {"yi", "vi"});
    table.headings.insert(table.headings.end(), asked.fields.begin(), asked.fields.end());
    for (const Numbers& one : all) {
        csv::Row row{{one.study, extraction::yearOf(one.study)}, table.rows.size() + 2};
        for (const double number : one.numbers.own)
            row.cells.push_back(written(number));
        row.cells.resize(2 + own.size());
        if (const auto& given = one.numbers.given)
            row.cells.insert(
                row.cells.end(), {written(given->estimate), written(given->standardError * given->standardError)});
        else if (anyGiven)
            row.cells.resize(row.cells.size() + 2);
        row.cells.insert(row.cells.end(), one.fields.begin(), one.fields.end());
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Result<ResultsTable> tableOfResults(
    const Form& form, const std::vector<extraction::StudyValues>& studies, const ResultsAsked& asked)
{
    const Outcome* const outcome = form.outcome(asked.outcome);
    if (outcome == nullptr) {
        QStringList known;
        for (const Outcome& one : form.outcomes)
            known += toQString(one.id);
        return fail(ErrorKind::NotFound,
            QStringLiteral("The form has no outcome “%1”. It has: %2.")
                .arg(toQString(asked.outcome), known.join(QStringLiteral(", "))));
    }
    if (needsOf(asked.measure) == Needs::Nothing)
        return fail(ErrorKind::InvalidInput,
            QStringLiteral("%1 cannot be made of the results that were extracted.")
                .arg(toQString(stats::nameOf(asked.measure))));
    const std::vector<ColumnField> fields = TRY(columnFields(form, asked.fields));
    ResultsTable made;
    std::vector<Numbers> numbers;
    for (const extraction::StudyValues& study : studies) {
        StudyRow row(form, study, asked);
        const auto found = row.numbers();
        if (!row.concerned())
            continue;
        if (!found) {
            made.leftOut.push_back(study.name + ": " + row.why());
            made.leftOutStudies.push_back(study.study);
            continue;
        }
        made.remarks.insert(made.remarks.end(), row.remarks().begin(), row.remarks().end());
        made.studies.push_back(study.study);
        numbers.push_back({study.name, *found, {}});
        for (const ColumnField& column : fields)
            numbers.back().fields.push_back(row.valueOf(*column.field, column.ofArms));
    }
    made.table = tableOf(numbers, asked);
    if (!made.table.rows.empty())
        return made;
    const std::string times = timesOf(studies, asked.outcome);
    if (times.empty())
        return fail(
            ErrorKind::NotFound, QStringLiteral("No study has a result of %1 yet.").arg(toQString(outcome->label)));
    if (made.leftOut.empty())
        return fail(ErrorKind::NotFound,
            QStringLiteral("No study has a result of %1 at “%2”. There are results at: %3.")
                .arg(toQString(outcome->label), toQString(asked.time), toQString(times)));
    return fail(ErrorKind::NotFound,
        QStringLiteral("No study's result of %1 at “%2” can be used. %3.")
            .arg(toQString(outcome->label), toQString(asked.time), toQString(made.leftOut.front())));
}

} // namespace winnow::synthesis
