// The tables of a review: results, efficacy, safety, studies.
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/checks.h"
#include "core/extraction/form.h"
#include "core/extraction/grid.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace winnow::extraction {

namespace {

std::string shown(double number)
{
    return QLocale::c().toString(number, 'g', 15).toStdString();
}

std::string shown(const std::optional<Printed>& printed)
{
    return printed ? shown(printed->value) : std::string{};
}

std::string nameOf(OutcomeType type)
{
    static constexpr std::array Names{"dichotomous", "continuous", "time-to-event", "count", "text"};
    return Names.at(static_cast<std::size_t>(type));
}

std::string nameOf(ReportedForm form)
{
    static constexpr std::array Names{"number", "count", "count of total", "count and percent", "percent",
        "mean and SD", "mean and SE", "mean", "median and quartiles", "median and range", "median and IQR", "median",
        "estimate", "range", "pair", "p", "not significant", "absent"};
    return Names.at(static_cast<std::size_t>(form));
}

std::string nameOf(Measure measure)
{
    static constexpr std::array Names{"", "HR", "OR", "RR", "IRR", "RD", "MD", "SMD", "r"};
    return Names.at(static_cast<std::size_t>(measure));
}

/// "Not reported", "unclear" and "not applicable" are said, "nothing was extracted" is an empty cell.
std::string answerOf(const Value& value)
{
    switch (value.answer) {
    case Answer::Stated:
        return value.text;
    case Answer::NotReported:
        return "not reported";
    case Answer::Unclear:
        return "unclear";
    case Answer::NotApplicable:
        break;
    }
    return "not applicable";
}

std::string textAt(const std::vector<Value>& values, const std::string& address)
{
    const auto found = std::ranges::find(values, address, &Value::field);
    return found == values.end() ? std::string{} : answerOf(*found);
}

std::string pagesOf(const Value& value)
{
    std::set<int> pages;
    for (const Evidence& place : value.evidence)
        pages.insert(place.page + 1);
    std::string text;
    for (const int page : pages)
        text += (text.empty() ? "" : "; ") + std::to_string(page);
    return text;
}

std::string quotesOf(const Value& value)
{
    std::string text;
    for (const Evidence& place : value.evidence)
        if (!place.quote.empty())
            text += (text.empty() ? "" : " | ") + place.quote;
    return text;
}

std::string converted(const Outcome* outcome, const Reading& reading, std::string& unit)
{
    const Quantity* const quantity = outcome != nullptr ? quantityOf(outcome->label) : nullptr;
    if (quantity == nullptr || !reading.value)
        return {};
    const std::optional<Converted> beside = extraction::converted(*quantity, *reading.value, reading.unit);
    if (!beside)
        return {};
    unit = beside->unit;
    std::string text = extraction::shown(*beside); // with its unit behind it
    if (text.ends_with(' ' + unit))
        text.resize(text.size() - unit.size() - 1);
    return text;
}

/// One result of one study, with all that tables show of it.
struct TableResult {
    const StudyValues* study = nullptr;
    const Value* value = nullptr;
    Address address;
    const Outcome* outcome = nullptr;
    std::string arm;
    std::string other;
    std::string_view role;
    double days = -1;
    std::optional<Reading> reading;
    std::string n;
    std::string set;
};

std::vector<TableResult> resultsOf(const Form& form, const std::vector<StudyValues>& studies)
{
    std::vector<TableResult> results;
    for (const StudyValues& study : studies) {
        std::map<int, Arm> arms;
        for (const Arm& arm : armsOf(form, study.values))
            arms.emplace(arm.item, arm);
        for (const Value& value : study.values) {
            const Result<Address> address = parseAddress(value.field);
            if (!address || (address->kind != AddressKind::Result && address->kind != AddressKind::Contrast))
                continue;
            TableResult result;
            result.study = &study;
            result.value = &value;
            result.address = *address;
            result.outcome = form.outcome(address->outcome);
            result.arm = arms[address->arm].label;
            result.role = keyOf(arms[address->arm].role);
            if (address->other > 0)
                result.other = arms[address->other].label;
            result.days = daysOf(form, address->time).value_or(-1);
            result.reading = readingOf(form, value, study.values);
            const auto beside = [&](AddressKind kind) {
                return textAt(study.values, resultAddress(address->outcome, address->arm, address->time, kind));
            };
            if (address->kind == AddressKind::Result) {
                result.n = result.reading && result.reading->total ? shown(result.reading->total)
                                                                   : beside(AddressKind::ResultN);
                result.set = beside(AddressKind::ResultSet);
            }
            results.push_back(std::move(result));
        }
    }
    return results;
}

std::size_t placeOf(const Form& form, const Outcome* outcome)
{
    return outcome == nullptr ? form.outcomes.size() : static_cast<std::size_t>(outcome - form.outcomes.data());
}

std::string percentOf(const std::string& part, const std::string& whole)
{
    const std::optional<double> count = number(part);
    const std::optional<double> total = number(whole);
    return count && total && *total > 0 ? QLocale::c().toString(100 * *count / *total, 'f', 1).toStdString()
                                        : std::string{};
}

csv::Table tableOf(std::vector<std::string> headings)
{
    csv::Table table;
    table.headings = std::move(headings);
    return table;
}

void add(csv::Table& table, std::vector<std::string> cells)
{
    table.rows.push_back({std::move(cells), table.rows.size() + 2});
}

/// With the word "open" where extractors differ and nobody settled it, so that it is not taken for missing. Arms keep
/// their numbers as names: they tell rows apart.
std::vector<StudyValues> withOpen(std::vector<StudyValues> studies)
{
    for (StudyValues& study : studies)
        for (const std::string& address : study.open)
            if (!address.starts_with(std::string(ArmSection) + '.'))
                study.values.push_back({study.study, address, {}, Answer::Stated, "open", {}});
    return studies;
}

/// What speaks against the values of a study, by address.
class Checked {
public:
    Checked(const Form& form, const StudyValues& study)
    {
        for (const Finding& finding : checkValues(form, study.values))
            for (const std::string& address : finding.values)
                m_says.emplace(address, sentence(finding));
    }
    /// Of the address, or of an item of a repeated section.
    [[nodiscard]] std::string of(const std::string& address) const
    {
        std::string all;
        const auto [first, last] = m_says.equal_range(address);
        for (auto each = first; each != last; ++each)
            if (all.find(each->second) == std::string::npos)
                all += (all.empty() ? "" : " ") + each->second;
        return all;
    }
    [[nodiscard]] std::string ofItem(std::string_view section, int item) const
    {
        std::string all;
        for (const auto& [address, says] : m_says) {
            const Result<Address> place = parseAddress(address);
            if (place && place->item == item && address.starts_with(std::string(section) + '.')
                && all.find(says) == std::string::npos)
                all += (all.empty() ? "" : " ") + says;
        }
        return all;
    }

private:
    std::multimap<std::string, std::string> m_says;
};

std::map<StudyId, Checked> checkedOf(const Form& form, const std::vector<StudyValues>& studies)
{
    std::map<StudyId, Checked> checked;
    for (const StudyValues& study : studies)
        checked.try_emplace(study.study, form, study);
    return checked;
}

/// Zero that is stated is told from what nobody wrote of.
std::string occurred(const std::string& patients, const std::string& events)
{
    for (const std::string& said : {patients, events}) {
        if (said == "not reported")
            return said;
        const std::vector<ReportedValue> read = reportedValues(said);
        const bool none = !read.empty() && !read.front().readings.empty()
            && read.front().readings.front().form == ReportedForm::Absent
            && read.front().readings.front().absence == Absence::None;
        if (none || number(said) == 0.0)
            return "none occurred";
        if (!said.empty())
            return number(said) ? "occurred" : said;
    }
    return {};
}

} // namespace

const Arm* armNamed(const std::vector<Arm>& arms, const std::string& said)
{
    const auto found = std::ranges::find_if(arms,
        [&](const Arm& arm) { return said == std::to_string(arm.item) || lowerAscii(said) == lowerAscii(arm.label); });
    return found == arms.end() ? nullptr : &*found;
}

csv::Table resultsTable(const Form& form, const std::vector<StudyValues>& studies)
{
    csv::Table table = tableOf({"study", "name", "outcome", "label", "group", "domain", "type", "arm", "role",
        "against", "time", "days", "printed", "form", "measure", "events", "n", "percent", "mean or median", "sd", "se",
        "low", "high", "level", "minimum", "maximum", "p", "change", "unit", "converted", "converted unit",
        "population", "source", "pages", "quotes"});
    for (const TableResult& result : resultsOf(form, studies)) {
        const Reading reading = result.reading.value_or(Reading{});
        const Outcome outcome = result.outcome != nullptr ? *result.outcome : Outcome{};
        std::string unit;
        const std::string beside = converted(result.outcome, reading, unit);
        add(table,
            {std::to_string(result.study->study.value), result.study->name, result.address.outcome, outcome.label,
                outcome.group, outcome.domain == OutcomeDomain::Safety ? "safety" : "efficacy", nameOf(outcome.type),
                result.arm, std::string(result.role), result.other, result.address.time,
                result.days < 0 ? "" : shown(std::round(result.days)), answerOf(*result.value),
                result.reading ? nameOf(reading.form) : "", result.reading ? nameOf(reading.measure) : "",
                shown(reading.count), result.n, shown(reading.percent), shown(reading.value), shown(reading.sd),
                shown(reading.se), shown(reading.low), shown(reading.high),
                reading.level == 0 ? "" : shown(reading.level), shown(reading.minimum), shown(reading.maximum),
                shown(reading.p), reading.change ? "yes" : "", reading.unit, beside, unit, result.set,
                result.value->source, pagesOf(*result.value), quotesOf(*result.value)});
    }
    return table;
}

csv::Table efficacyTable(const Form& form, const std::vector<StudyValues>& extracted)
{
    const std::map<StudyId, Checked> checked = checkedOf(form, extracted);
    const std::vector<StudyValues> studies = withOpen(extracted);
    std::vector<TableResult> results = resultsOf(form, studies);
    std::erase_if(results, [](const TableResult& result) {
        return result.outcome == nullptr || result.outcome->domain != OutcomeDomain::Efficacy;
    });
    std::ranges::stable_sort(results, {}, [&](const TableResult& result) {
        return std::tuple(placeOf(form, result.outcome), result.days, result.address.time);
    });
    csv::Table table = tableOf({"outcome", "time", "study", "arm", "role", "against", "printed", "n", "unit",
        "converted", "converted unit", "population", "checks"});
    for (const TableResult& result : results) {
        std::string unit;
        const Reading reading = result.reading.value_or(Reading{});
        const std::string beside = converted(result.outcome, reading, unit);
        add(table,
            {result.outcome->label, result.address.time, result.study->name, result.arm, std::string(result.role),
                result.other, answerOf(*result.value), result.n, reading.unit, beside, unit, result.set,
                checked.at(result.study->study).of(result.value->field)});
    }
    return table;
}

csv::Table safetyTable(const Form& form, const std::vector<StudyValues>& extracted)
{
    const std::map<StudyId, Checked> checked = checkedOf(form, extracted);
    const std::vector<StudyValues> studies = withOpen(extracted);
    std::vector<std::vector<std::string>> rows;
    for (const StudyValues& study : studies) {
        const std::vector<Arm> arms = armsOf(form, study.values);
        for (const int item : itemsOf(form, EventSection, study.values)) {
            const auto at = [&](const char* field) { return textAt(study.values, itemAddress(field, item)); };
            const auto armOf = [&](const std::string& said) {
                const Arm* const arm = armNamed(arms, said);
                return arm == nullptr ? said : arm->label;
            };
            const std::string patients = at("event.patients");
            const std::string events = at("event.events");
            const std::string atRisk = at("event.at_risk");
            rows.push_back({at("event.soc"), at("event.term"), study.name, armOf(at("event.arm")), patients, events,
                atRisk, percentOf(patients, atRisk), occurred(patients, events), at("event.grade"), at("event.serious"),
                at("event.related"), at("event.how"), at("event.window"),
                checked.at(study.study).ofItem(EventSection, item)});
        }
    }
    std::ranges::stable_sort(rows, {},
        [](const std::vector<std::string>& row) { return std::tuple(row[0].empty(), folded(row[0]), folded(row[1])); });
    std::vector<TableResult> results = resultsOf(form, studies);
    std::ranges::stable_sort(results, {}, [&](const TableResult& result) {
        return std::tuple(placeOf(form, result.outcome), result.days, result.address.time);
    });
    for (const TableResult& result : results)
        if (result.outcome != nullptr && result.outcome->domain == OutcomeDomain::Safety && result.other.empty()) {
            const std::string said = answerOf(*result.value);
            const std::string count = result.reading && result.reading->count ? shown(result.reading->count) : said;
            rows.push_back({result.outcome->group, result.outcome->label, result.study->name, result.arm, count, "",
                result.n, percentOf(count, result.n), occurred(count, ""), "", "", "", "", result.address.time,
                checked.at(result.study->study).of(result.value->field)});
        }
    csv::Table table = tableOf({"system organ class", "term", "study", "arm", "patients", "events", "at risk",
        "percent", "occurred", "grade", "serious", "related", "collected", "window", "checks"});
    for (std::vector<std::string>& row : rows)
        add(table, std::move(row));
    return table;
}

csv::Table studiesTable(const Form& form, const std::vector<StudyValues>& studies)
{
    std::set<std::string> seen;
    for (const StudyValues& study : studies)
        for (const Value& value : study.values)
            seen.insert(value.field);
    std::vector<std::string> addresses;
    const auto take = [&](const std::string& address) {
        if (seen.erase(address) > 0)
            addresses.push_back(address);
    };
    for (const Section& section : form.sections) {
        for (const Field& field : section.fields)
            take(field.id);
        for (int item = 1; section.repeat && item <= MaxItem; ++item)
            for (const Field& field : section.fields)
                take(itemAddress(field.id, item));
    }
    addresses.insert(addresses.end(), seen.begin(), seen.end());
    csv::Table table = tableOf({"study", "name"});
    table.headings.insert(table.headings.end(), addresses.begin(), addresses.end());
    for (const StudyValues& study : studies) {
        std::vector<std::string> cells{std::to_string(study.study.value), study.name};
        for (const std::string& address : addresses)
            cells.push_back(textAt(study.values, address));
        add(table, std::move(cells));
    }
    return table;
}

} // namespace winnow::extraction
