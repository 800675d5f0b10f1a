#include "core/extraction/grid.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>
#include <utility>

namespace winnow::extraction {

namespace {

const Value* valueAt(const std::vector<Value>& values, std::string_view address)
{
    const auto found = std::ranges::find(values, address, &Value::field);
    return found == values.end() ? nullptr : &*found;
}

/// What is stated there; empty if nothing is.
std::string textAt(const std::vector<Value>& values, std::string_view address)
{
    const Value* const value = valueAt(values, address);
    return value != nullptr && value->answer == Answer::Stated ? std::string(trimmed(value->text)) : std::string{};
}

std::optional<double> numberAt(const std::vector<Value>& values, std::string_view address)
{
    return number(textAt(values, address));
}

/// Arms are named wherever something is said of them: also by the results alone.
std::set<int> armItems(const Form& form, const std::vector<Value>& values)
{
    const std::vector<int> described = itemsOf(form, ArmSection, values);
    std::set<int> items(described.begin(), described.end());
    for (const Value& value : values)
        if (const Result<Address> address = parseAddress(value.field)) {
            if (address->arm > 0)
                items.insert(address->arm);
            if (address->other > 0)
                items.insert(address->other);
        }
    return items;
}

bool isMeasured(ReportedForm form)
{
    return form == ReportedForm::MeanSd || form == ReportedForm::MeanSe || form == ReportedForm::Mean
        || form == ReportedForm::Number;
}

/// The part of a reading that its type of outcome can have: none if it cannot be told.
std::optional<ReportedForm> usualForm(OutcomeType type)
{
    switch (type) {
    case OutcomeType::Dichotomous:
        return ReportedForm::CountOfTotal;
    case OutcomeType::Continuous:
        return ReportedForm::MeanSd;
    case OutcomeType::Count:
        return ReportedForm::Count;
    case OutcomeType::TimeToEvent:
    case OutcomeType::Text:
        break;
    }
    return {};
}

/// What the outcome is.
void checkAgainst(const Outcome& outcome, const Value& value, const Reading& reading, std::vector<Finding>& found)
{
    const bool counted = reading.form == ReportedForm::CountOfTotal || reading.form == ReportedForm::Count;
    if (outcome.type == OutcomeType::Continuous && counted)
        found.push_back({Check::KindUnlikeOutcome, Concern::Unlikely, {value.field}, {},
            {toQString(value.text).simplified().left(40).toStdString(), outcome.label}});
    if (!reading.value || !isMeasured(reading.form) || reading.change)
        return;
    if (reading.value->value < 0 && outcome.minimum.value_or(-1) >= 0) {
        std::erase_if(found, [&](const Finding& finding) { // said better here
            return finding.values == std::vector{value.field}
            && (finding.check == Check::ChangeUnmarked || finding.check == Check::UnitUnlikely);
        });
        found.push_back({Check::ChangeUnmarked, Concern::Unlikely, {value.field}, {reading.value->value}, {}});
        return;
    }
    const double least = outcome.minimum.value_or(reading.value->value);
    const double most = outcome.maximum.value_or(reading.value->value);
    if (reading.value->value < least || reading.value->value > most) {
        std::erase_if(found, [&](const Finding& finding) { // what is unlikely is said to be impossible here
            return finding.check == Check::OutOfRange && finding.values == std::vector{value.field};
        });
        found.push_back({Check::OutOfRange, Concern::Impossible, {value.field}, {reading.value->value, least, most},
            {outcome.label}});
    }
}

/// Patients with an adverse event are no more than those at risk, and have no fewer events; its arm is one of the
/// study.
void checkEvent(const std::vector<Value>& values, const std::vector<Arm>& arms, int item, std::vector<Finding>& found)
{
    const auto at = [item](const char* field) { return itemAddress(field, item); };
    if (const std::string arm = textAt(values, at("event.arm")); !arms.empty() && !arm.empty() && !armNamed(arms, arm))
        found.push_back({Check::ArmUnknown, Concern::Unlikely, {at("event.arm")}, {}, {arm}});
    const std::optional<double> patients = numberAt(values, at("event.patients"));
    const std::optional<double> events = numberAt(values, at("event.events"));
    const std::optional<double> atRisk = numberAt(values, at("event.at_risk"));
    if (patients && atRisk && *patients > *atRisk)
        found.push_back({Check::CountExceedsTotal, Concern::Impossible, {at("event.patients"), at("event.at_risk")},
            {*patients, *atRisk}, {}});
    if (patients && events && *patients > *events)
        found.push_back({Check::CountExceedsTotal, Concern::Impossible, {at("event.patients"), at("event.events")},
            {*patients, *events}, {}});
}

std::optional<double> sumOf(const std::vector<Arm>& arms, std::optional<double> Arm::* member)
{
    std::optional<double> sum;
    for (const Arm& arm : arms)
        if (arm.*member)
            sum = sum.value_or(0) + *(arm.*member);
    return sum;
}

/// What an arm's size in a finding is about: the arm's own fields.
std::string addressOfArm(const std::vector<Arm>& arms, const std::string& label)
{
    const auto arm = std::ranges::find(arms, label, &Arm::label);
    return arm == arms.end() ? label : itemAddress("arm.randomised", arm->item);
}

} // namespace

std::string_view keyOf(ArmRole role)
{
    switch (role) {
    case ArmRole::Experimental:
        return "experimental";
    case ArmRole::Comparator:
        return "comparator";
    case ArmRole::Other:
        break;
    }
    return "other";
}

std::vector<Arm> armsOf(const Form& form, const std::vector<Value>& values)
{
    std::vector<Arm> arms;
    for (const int item : armItems(form, values)) {
        const auto at = [item](const char* field) { return itemAddress(field, item); };
        Arm arm;
        arm.item = item;
        arm.label = textAt(values, at("arm.label"));
        if (arm.label.empty())
            arm.label = "Arm " + std::to_string(item);
        const std::string role = lowerAscii(textAt(values, at("arm.role")));
        if (role.empty())
            arm.role = item == 1 ? ArmRole::Experimental : ArmRole::Comparator;
        else if (role == keyOf(ArmRole::Experimental))
            arm.role = ArmRole::Experimental;
        else
            arm.role = role == keyOf(ArmRole::Comparator) || role == "control" ? ArmRole::Comparator : ArmRole::Other;
        arm.registered = numberAt(values, at("arm.registered"));
        arm.randomised = numberAt(values, at("arm.randomised"));
        arm.treated = numberAt(values, at("arm.treated"));
        arm.analysed = numberAt(values, at("arm.analysed"));
        const bool named = std::ranges::find(arms, arm.label, &Arm::label) != arms.end();
        if (named) // two arms of one label are two arms
            arm.label += " (" + std::to_string(item) + ')';
        arms.push_back(std::move(arm));
    }
    return arms;
}

bool isAsked(const Form& form, const Field& field, int item, const std::vector<Value>& values)
{
    if (!field.when)
        return true;
    const Value* said = item > 0 ? valueAt(values, itemAddress(field.when->field, item)) : nullptr;
    if (said == nullptr)
        said = valueAt(values, field.when->field);
    if (said == nullptr || said->answer != Answer::Stated)
        return false;
    const Field* const on = form.field(said->field);
    const std::vector<std::string> answers = on != nullptr && on->type == FieldType::Choices
        ? splitChoices(said->text)
        : std::vector<std::string>{std::string(trimmed(said->text))};
    return std::ranges::any_of(answers,
        [&](const std::string& answer) { return std::ranges::find(field.when->is, answer) != field.when->is.end(); });
}

Expected expectedOf(const Form& form, std::string_view address, const std::vector<Value>& values)
{
    Expected expected;
    const Result<Address> place = parseAddress(address);
    if (!place)
        return expected;
    if (place->kind == AddressKind::Contrast) {
        expected.form = ReportedForm::Estimate;
        return expected;
    }
    if (const Outcome* const outcome = form.outcome(place->outcome))
        expected.form = usualForm(outcome->type);
    if (place->arm == 0)
        return expected;
    for (const std::string& n : {resultAddress(place->outcome, place->arm, place->time, AddressKind::ResultN),
             itemAddress("arm.analysed", place->arm), itemAddress("arm.treated", place->arm),
             itemAddress("arm.randomised", place->arm)})
        if (!expected.total)
            expected.total = numberAt(values, n);
    return expected;
}

std::optional<Reading> readingOf(const Form& form, const Value& value, const std::vector<Value>& values)
{
    if (value.answer != Answer::Stated)
        return {};
    const std::vector<ReportedValue> found = reportedValues(value.text, expectedOf(form, value.field, values));
    if (found.empty() || found.front().readings.empty())
        return {};
    Reading reading = found.front().readings.front();
    const Result<Address> address = parseAddress(value.field);
    const Outcome* const outcome = address ? form.outcome(address->outcome) : nullptr;
    const bool counts = outcome != nullptr && outcome->type == OutcomeType::Dichotomous;
    if (counts && reading.form == ReportedForm::Number) { // "3" of a yes-or-no outcome is three patients
        reading.form = ReportedForm::Count;
        reading.count = std::exchange(reading.value, std::nullopt);
    }
    const bool ofPatients = counts || (outcome != nullptr && outcome->type == OutcomeType::TimeToEvent);
    if (ofPatients && reading.form == ReportedForm::Pair) { // "36/30" is more patients than there were, not two sizes
        reading.form = ReportedForm::CountOfTotal;
        reading.count = std::exchange(reading.low, std::nullopt);
        reading.total = std::exchange(reading.high, std::nullopt);
    }
    if (reading.unit.empty() && outcome != nullptr && isMeasured(reading.form))
        reading.unit = outcome->unit;
    return reading;
}

StudyGrid gridOf(const Form& form, const std::vector<Value>& values)
{
    StudyGrid grid;
    const std::vector<Arm> arms = armsOf(form, values);
    std::map<int, std::string> labels;
    for (const Arm& arm : arms) {
        grid.arms.push_back({arm.label, arm.registered, arm.randomised, arm.treated, arm.analysed});
        labels.emplace(arm.item, arm.label);
    }
    grid.randomised = numberAt(values, "study.randomised");
    grid.analysed = numberAt(values, "study.analysed");
    grid.enrolled = numberAt(values, "study.enrolled");
    grid.dates = {textAt(values, "study.registered"), textAt(values, "study.recruitment_start"),
        textAt(values, "study.recruitment_end"), textAt(values, "study.published")};
    grid.randomisedTrial = textAt(values, "study.design").find("RCT") != std::string::npos;
    for (const Value& value : values) {
        const Result<Address> address = parseAddress(value.field);
        if (!address || (address->kind != AddressKind::Result && address->kind != AddressKind::Contrast))
            continue;
        std::optional<Reading> reading = readingOf(form, value, values);
        if (!reading || reading->form == ReportedForm::Absent)
            continue;
        const Outcome* const outcome = form.outcome(address->outcome);
        GridValue cell;
        cell.id = value.field;
        cell.arm = address->kind == AddressKind::Contrast ? labels[address->arm] + " − " + labels[address->other]
                                                          : labels[address->arm];
        cell.outcome = outcome != nullptr ? outcome->label : address->outcome;
        cell.time = address->time;
        cell.days = daysOf(form, address->time).value_or(-1);
        cell.baseline = cell.days == 0;
        cell.reading = std::move(*reading);
        cell.n = numberAt(values, resultAddress(address->outcome, address->arm, address->time, AddressKind::ResultN));
        cell.cumulative = outcome != nullptr && outcome->type == OutcomeType::TimeToEvent;
        grid.values.push_back(std::move(cell));
    }
    return grid;
}

std::vector<Finding> checkValues(const Form& form, const std::vector<Value>& values)
{
    std::vector<Finding> found = checkStudy(gridOf(form, values));
    const std::vector<Arm> arms = armsOf(form, values);
    for (Finding& finding : found)
        if (finding.check == Check::TotalsOutOfOrder)
            for (std::string& id : finding.values)
                id = addressOfArm(arms, id);
    for (const auto& [field, member] : {std::pair{"study.randomised", &Arm::randomised},
             std::pair{"study.analysed", &Arm::analysed}, std::pair{"study.enrolled", &Arm::registered}})
        for (Finding& finding : found)
            if (finding.check == Check::ArmsDoNotSum && finding.values == std::vector<std::string>{""}
                && finding.numbers
                    == std::vector<double>{sumOf(arms, member).value_or(-1), numberAt(values, field).value_or(-1)})
                finding.values = {field};
    for (const Value& value : values)
        if (const Result<Address> address = parseAddress(value.field); address && address->kind == AddressKind::Result)
            if (const Outcome* const outcome = form.outcome(address->outcome)) {
                const std::optional<Reading> reading = readingOf(form, value, values);
                if (reading)
                    checkAgainst(*outcome, value, *reading, found);
                else if (value.answer == Answer::Stated && outcome->type != OutcomeType::Text)
                    found.push_back({Check::Unreadable, Concern::Unlikely, {value.field}, {},
                        {toQString(value.text).simplified().left(40).toStdString()}});
            }
    for (const int item : itemsOf(form, EventSection, values))
        checkEvent(values, arms, item, found);
    return found;
}

std::string yearOf(std::string_view studyName)
{
    static const QRegularExpression year(QStringLiteral("\\b(1[89]\\d\\d|20\\d\\d)[a-z]{0,2}$"));
    return year.match(toQString(studyName)).captured(1).toStdString();
}

bool saySame(const Form& form, const Value& one, const Value& other)
{
    if (one.answer != other.answer)
        return false;
    const auto plain = [](const std::string& text) { return toQString(text).simplified().toLower(); };
    if (one.answer != Answer::Stated || plain(one.text) == plain(other.text))
        return true;
    const Field* const field = form.field(one.field);
    if (field != nullptr && field->type == FieldType::Choices) {
        const std::vector<std::string> first = splitChoices(one.text);
        const std::vector<std::string> second = splitChoices(other.text);
        return std::set(first.begin(), first.end()) == std::set(second.begin(), second.end());
    }
    const std::optional<double> number1 = number(one.text);
    const std::optional<double> number2 = number(other.text);
    if (number1 && number2)
        return *number1 == *number2;
    if (field != nullptr && field->type != FieldType::Number && field->type != FieldType::Integer)
        return false;
    std::optional<Reading> first = readingOf(form, one);
    std::optional<Reading> second = readingOf(form, other);
    if (!first || !second || first->form == ReportedForm::Absent)
        return false;
    for (Reading* reading : {&*first, &*second}) {
        reading->remarks.clear();
        if (reading->form == ReportedForm::CountOfTotal)
            reading->percent.reset(); // follows from the two
        for (std::optional<Printed> Reading::* part :
            {&Reading::value, &Reading::count, &Reading::total, &Reading::percent, &Reading::sd, &Reading::se,
                &Reading::width, &Reading::low, &Reading::high, &Reading::minimum, &Reading::maximum, &Reading::p})
            if (auto& printed = reading->*part)
                *printed = {printed->value, 1, 0, printed->bound};
    }
    return *first == *second;
}

} // namespace winnow::extraction
