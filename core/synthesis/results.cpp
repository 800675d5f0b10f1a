#include "core/synthesis/results.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/units.h"
#include "core/stats/conversions.h"
#include "core/stats/distributions.h"
#include "core/stats/fivenumbers.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace winnow::synthesis {

namespace {

using extraction::Arm;
using extraction::ArmRole;
using extraction::Reading;
using extraction::ReportedForm;
using stats::Group;
using stats::Measure;
using stats::Missing;

/// What a measure is made of.
enum class Needs { Tables, OneTable, Means, OneMean, Ratios, Nothing };

Needs needsOf(Measure measure)
{
    switch (measure) {
    case Measure::RiskRatio:
    case Measure::OddsRatio:
    case Measure::RiskDifference:
    case Measure::PetoOddsRatio:
    case Measure::ArcsineDifference:
        return Needs::Tables;
    case Measure::Proportion:
    case Measure::LogProportion:
    case Measure::LogitProportion:
    case Measure::ArcsineProportion:
    case Measure::DoubleArcsineProportion:
        return Needs::OneTable;
    case Measure::MeanDifference:
    case Measure::StandardizedMeanDifference:
    case Measure::StandardizedMeanDifferenceHeteroscedastic:
    case Measure::RatioOfMeans:
        return Needs::Means;
    case Measure::Mean:
    case Measure::LogMean:
        return Needs::OneMean;
    case Measure::HazardRatio:
        return Needs::Ratios;
    default:
        return Needs::Nothing;
    }
}

std::vector<std::string> columnsOf(Needs needs)
{
    switch (needs) {
    case Needs::Tables:
        return {"ai", "n1i", "ci", "n2i"};
    case Needs::OneTable:
        return {"xi", "ni"};
    case Needs::Means:
        return {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"};
    case Needs::OneMean:
        return {"mi", "sdi", "ni"};
    default:
        return {"hr", "lb", "ub"};
    }
}

std::string written(double number)
{
    return QLocale::c().toString(number, 'g', 15).toStdString();
}

/// Events of patients.
struct Events {
    double events = 0;
    double n = 0;
};

/// Also those of which only what is open tells.
std::vector<Arm> armsWithOpen(const Form& form, const extraction::StudyValues& study)
{
    std::vector<Value> values = study.values;
    for (const std::string& field : study.open) {
        Value open;
        open.field = field;
        open.answer = Answer::Unclear;
        values.push_back(std::move(open));
    }
    return extraction::armsOf(form, values);
}

/// One study; why it has no row, if it has none.
class StudyRow {
public:
    StudyRow(const Form& form, const extraction::StudyValues& study, const ResultsAsked& asked, Needs needs)
        : m_form(form)
        , m_study(study)
        , m_asked(asked)
        , m_needs(needs)
        , m_arms(armsWithOpen(form, study))
    {
        chooseTime();
    }

    [[nodiscard]] bool concerned() const { return m_concerned; }
    [[nodiscard]] const std::string& why() const { return m_why; }
    [[nodiscard]] const std::vector<std::string>& remarks() const { return m_remarks; }

    /// The numbers of the measure's columns; none if something is missing.
    std::optional<std::vector<double>> numbers()
    {
        if (!m_why.empty() || !m_concerned)
            return {};
        if (m_needs == Needs::Ratios)
            return ratio();
        std::vector<double> out;
        for (const ArmRole role : {ArmRole::Experimental, ArmRole::Comparator}) {
            if (role == ArmRole::Comparator && !ofTwoGroups())
                continue;
            const bool counts = m_needs == Needs::Tables || m_needs == Needs::OneTable;
            if (!(counts ? addEvents(role, out) : addMeans(role, out)))
                return {};
        }
        return out;
    }

    /// What the study has of a field, for a column.
    [[nodiscard]] std::string valueOf(const Field& field, bool ofArms) const
    {
        std::set<std::string> said;
        const auto take = [&](const std::string& address) {
            const Value* const value = valueAt(address);
            if (value != nullptr && value->answer == Answer::Stated && !value->text.empty())
                said.insert(value->text);
        };
        if (!ofArms)
            take(field.id);
        for (const Arm& arm : m_arms)
            if (ofArms && arm.role == ArmRole::Experimental)
                take(extraction::itemAddress(field.id, arm.item));
        const bool isNumber = field.type == FieldType::Number || field.type == FieldType::Integer;
        if (isNumber) {
            const auto number = said.size() == 1 ? extraction::number(*said.begin()) : std::nullopt;
            return number ? written(*number) : std::string{};
        }
        std::string joined;
        for (const std::string& one : said)
            joined += (joined.empty() ? "" : " + ") + one;
        return joined;
    }

private:
    [[nodiscard]] bool ofTwoGroups() const { return m_needs == Needs::Tables || m_needs == Needs::Means; }

    /// What the outcome has at one time: settled or open.
    struct AtTime {
        std::string time;
        std::optional<double> days;
        bool experimental = false;
        bool comparator = false;
    };

    /// The time to take results from; says so where it is not the one asked for, word for word.
    void chooseTime()
    {
        const std::vector<AtTime> times = timesWithResults();
        m_concerned = !times.empty();
        if (times.empty() && std::ranges::any_of(m_study.values, [this](const Value& value) {
                const auto address = extraction::parseAddress(value.field);
                return address && isOfKind(*address) && (m_asked.time.empty() || address->time == m_asked.time);
            })) {
            m_concerned = true;
            fail("it reports no result");
            return;
        }
        const auto usable = [this](const AtTime& at) {
            return m_needs == Needs::Ratios || (at.experimental && (at.comparator || !ofTwoGroups()));
        };
        if (!m_asked.time.empty()) {
            const auto days = extraction::daysOf(m_form, m_asked.time);
            const AtTime* chosen = nullptr;
            for (const AtTime& at : times) {
                // "1 year" is "12 months", "52 weeks" nearly so.
                const bool same = days && at.days && std::abs(*at.days - *days) <= *days / 100;
                if (at.time == m_asked.time || (same && chosen == nullptr))
                    chosen = &at;
            }
            m_concerned = chosen != nullptr;
            m_time = chosen != nullptr ? chosen->time : m_asked.time;
            if (m_time != m_asked.time)
                say("at “" + m_time + "”");
            return;
        }
        // timesWithResults gives the last time first.
        const auto after = [](const AtTime& at) { return at.days != 0.0; };
        const auto last = std::ranges::find_if(times, after);
        auto chosen = std::ranges::find_if(times, [&](const AtTime& at) { return after(at) && usable(at); });
        if (last == times.end()) {
            if (m_concerned)
                fail("there are results at baseline alone");
            return;
        }
        if (chosen == times.end())
            chosen = last; // what it lacks is said by what reads it
        m_time = chosen->time;
        say("at " + m_time + (chosen != last ? ", as the results at " + last->time + " are not of both groups" : ""));
    }

    /// A result of the outcome, of the kind that the measure is made of.
    [[nodiscard]] bool isOfKind(const extraction::Address& address) const
    {
        const auto kind =
            m_needs == Needs::Ratios ? extraction::AddressKind::Contrast : extraction::AddressKind::Result;
        return address.kind == kind && address.outcome == m_asked.outcome;
    }

    [[nodiscard]] std::vector<AtTime> timesWithResults() const
    {
        std::vector<AtTime> times;
        const auto add = [&](const std::string& field) {
            const auto address = extraction::parseAddress(field);
            if (!address || !isOfKind(*address))
                return;
            auto at = std::ranges::find(times, address->time, &AtTime::time);
            if (at == times.end())
                at = times.insert(at, {address->time, extraction::daysOf(m_form, address->time)});
            const auto arm = std::ranges::find(m_arms, address->arm, &Arm::item);
            const ArmRole role = arm != m_arms.end() ? arm->role
                : address->arm == 1                  ? ArmRole::Experimental
                                                     : ArmRole::Comparator;
            at->experimental = at->experimental || role == ArmRole::Experimental;
            at->comparator = at->comparator || role == ArmRole::Comparator;
        };
        for (const Value& value : m_study.values)
            if (value.answer == Answer::Stated)
                add(value.field);
        for (const std::string& field : m_study.open)
            add(field);
        // A time that is no number of days ("at discharge") comes after baseline and before those that are.
        std::ranges::stable_sort(
            times, std::ranges::greater{}, [](const AtTime& at) { return at.days.value_or(1e-3); });
        return times;
    }

    [[nodiscard]] const Value* valueAt(const std::string& address) const
    {
        const auto found = std::ranges::find(m_study.values, address, &Value::field);
        return found == m_study.values.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool isOpen(const std::string& address) const
    {
        return std::ranges::binary_search(m_study.open, address);
    }
    [[nodiscard]] bool isOpen(const char* field, const Arm& arm) const
    {
        return isOpen(extraction::itemAddress(field, arm.item));
    }

    void say(const std::string& what) { m_remarks.push_back(m_study.name + ": " + what); }
    bool fail(const std::string& why)
    {
        if (m_why.empty())
            m_why = why;
        return false;
    }
    /// Why nothing is made of what is open: another number may come out once it is settled.
    bool failAsOpen(const std::string& what) { return fail("extractors differ on " + what + "; settle it first"); }

    /// Of each arm of the role that has one; none if one cannot be used.
    std::vector<std::pair<const Arm*, Reading>> readings(ArmRole role)
    {
        std::vector<std::pair<const Arm*, Reading>> out;
        std::vector<std::string> without;
        for (const Arm& arm : m_arms) {
            const std::string address = extraction::resultAddress(m_asked.outcome, arm.item, m_time);
            const Value* const value = valueAt(address);
            const bool open = isOpen(address);
            if ((value != nullptr || open) && isOpen("arm.role", arm)) {
                failAsOpen("what role " + arm.label + " has");
                return {};
            }
            if (arm.role != role)
                continue;
            if (open) {
                failAsOpen("the result of " + arm.label);
                return {};
            }
            if (value == nullptr || value->answer != Answer::Stated) {
                without.push_back(arm.label);
                continue;
            }
            std::optional<Reading> reading = extraction::readingOf(m_form, *value, m_study.values);
            if (!reading) {
                fail("“" + value->text + "” of " + arm.label + " says no number");
                return {};
            }
            if (reading->form == ReportedForm::Absent && reading->absence == extraction::Absence::None)
                *reading = noneOccurred();
            if (reading->form == ReportedForm::Absent)
                without.push_back(arm.label + " (“" + value->text + "”)");
            else
                out.emplace_back(&arm, *std::move(reading));
        }
        if (out.empty())
            fail(role == ArmRole::Experimental ? "no experimental arm has a result" : "no comparator has a result");
        else
            for (const std::string& arm : without)
                say("without " + arm + ", which has no result");
        return out;
    }

    static Reading noneOccurred()
    {
        Reading reading;
        reading.form = ReportedForm::Number;
        reading.count = extraction::Printed{};
        return reading;
    }

    std::optional<double> size(const Arm& arm, const Reading& reading)
    {
        if (reading.total)
            return reading.total->value;
        const std::string beside =
            extraction::resultAddress(m_asked.outcome, arm.item, m_time, extraction::AddressKind::ResultN);
        if (const Value* const value = valueAt(beside); value != nullptr)
            if (const auto n = extraction::number(value->text))
                return n;
        if (isOpen(beside) || isOpen("arm.analysed", arm) || (!arm.analysed && isOpen("arm.randomised", arm))) {
            failAsOpen("how many patients " + arm.label + " had");
            return {};
        }
        if (arm.analysed) {
            say("n of " + arm.label + " is that of the analysed");
            return arm.analysed;
        }
        if (arm.randomised) {
            say("n of " + arm.label + " is that of the randomised");
            return arm.randomised;
        }
        fail("how many patients " + arm.label + " had is not known");
        return {};
    }

    bool addEvents(ArmRole role, std::vector<double>& out)
    {
        const auto found = readings(role);
        if (found.empty())
            return false;
        Events sum;
        for (const auto& [arm, reading] : found) {
            const std::optional<double> n = size(*arm, reading);
            if (!n)
                return false;
            double events = Missing;
            if (reading.count)
                events = reading.count->value;
            else if (reading.percent)
                events = std::round(reading.percent->value / 100 * *n);
            if (std::isnan(events))
                return fail("the result of " + arm->label + " is no number of patients");
            if (!reading.count)
                say("events of " + arm->label + " from the percentage");
            sum.events += events;
            sum.n += *n;
        }
        tellJoined(found.size(), role);
        out.push_back(sum.events);
        out.push_back(sum.n);
        return true;
    }

    bool addMeans(ArmRole role, std::vector<double>& out)
    {
        const auto found = readings(role);
        if (found.empty())
            return false;
        std::optional<Group> all;
        for (const auto& [arm, reading] : found) {
            const std::optional<double> n = size(*arm, reading);
            if (!n)
                return false;
            std::optional<Group> group = groupOf(*arm, reading, *n);
            if (!group || !convert(*arm, reading, *group))
                return false;
            all = all ? stats::combined(*all, *group) : *group;
        }
        tellJoined(found.size(), role);
        out.insert(out.end(), {all->mean, all->sd, all->n});
        return true;
    }

    /// Into the outcome's unit.
    bool convert(const Arm& arm, const Reading& reading, Group& group)
    {
        const Outcome& outcome = *m_form.outcome(m_asked.outcome);
        const auto factor = extraction::conversion(outcome.label, reading.unit, outcome.unit);
        if (!factor)
            return fail("the result of " + arm.label + " is in " + reading.unit + ", which cannot be converted"
                + (outcome.unit.empty() ? "" : " to " + outcome.unit));
        if (*factor == 1)
            return true;
        group.mean *= *factor;
        group.sd *= *factor;
        say("the result of " + arm.label + " converted from " + reading.unit);
        return true;
    }

    std::optional<Group> groupOf(const Arm& arm, const Reading& reading, double n)
    {
        const auto value = [](const std::optional<extraction::Printed>& printed) {
            return printed ? printed->value : Missing;
        };
        if (reading.form == ReportedForm::MeanSd)
            return Group{n, value(reading.value), value(reading.sd)};
        if (reading.form == ReportedForm::MeanSe) {
            say("SD of " + arm.label + " from its standard error");
            return Group{n, value(reading.value), stats::sdFromStandardError(value(reading.se), n)};
        }
        if (reading.form == ReportedForm::Mean && reading.low && reading.high) {
            say("SD of " + arm.label + " from the confidence interval of its mean");
            return Group{n, value(reading.value),
                stats::sdFromInterval(
                    {value(reading.low), value(reading.high)}, n, reading.level > 0 ? reading.level : 95, n < 60)};
        }
        stats::FiveNumbers five;
        five.median = value(reading.value);
        five.n = n;
        if (reading.form == ReportedForm::MedianQuartiles) {
            five.q1 = value(reading.low);
            five.q3 = value(reading.high);
            five.least = value(reading.minimum);
            five.most = value(reading.maximum);
        } else if (reading.form == ReportedForm::MedianRange) {
            five.least = value(reading.low);
            five.most = value(reading.high);
        } else {
            fail("the result of " + arm.label + " has no mean with a spread");
            return {};
        }
        const auto moments = stats::fromNormal(five);
        if (!moments) {
            fail("the median of " + arm.label + " cannot be converted: " + moments.error().message.toStdString());
            return {};
        }
        const auto skewed = stats::skewness(five);
        say("mean and SD of " + arm.label + " from the median (Luo 2018, Wan 2014)"
            + (skewed && skewed->isSignificant ? "; the numbers are skewed" : ""));
        return Group{n, moments->mean, moments->sd};
    }

    void tellJoined(std::size_t arms, ArmRole role)
    {
        if (arms > 1)
            say(std::to_string(arms) + (role == ArmRole::Experimental ? " experimental arms" : " comparators")
                + " taken together");
    }

    /// A contrast between an experimental arm and a comparator, as written.
    struct Contrast {
        const Value* value = nullptr; ///< none: extractors differ
        const Arm* experimental = nullptr;
        const Arm* comparator = nullptr;
        bool reversed = false; ///< written the other way round

        [[nodiscard]] std::string name() const { return experimental->label + " against " + comparator->label; }
    };

    std::optional<std::vector<double>> ratio()
    {
        std::vector<Contrast> usable;
        std::string unused;
        const auto take = [&](const std::string& field, const Value* value) {
            const auto address = extraction::parseAddress(field);
            if (!address || address->kind != extraction::AddressKind::Contrast || address->outcome != m_asked.outcome
                || address->time != m_time)
                return;
            const auto one = std::ranges::find(m_arms, address->arm, &Arm::item);
            const auto other = std::ranges::find(m_arms, address->other, &Arm::item);
            if (one == m_arms.end() || other == m_arms.end())
                return;
            if (isOpen("arm.role", *one) || isOpen("arm.role", *other))
                failAsOpen("what role " + (isOpen("arm.role", *one) ? one : other)->label + " has");
            else if (one->role == ArmRole::Experimental && other->role == ArmRole::Comparator)
                usable.push_back({value, &*one, &*other, false});
            else if (one->role == ArmRole::Comparator && other->role == ArmRole::Experimental)
                usable.push_back({value, &*other, &*one, true});
            else
                unused = one->label + " against " + other->label + " is no experimental arm against a comparator";
        };
        for (const Value& value : m_study.values)
            if (value.answer == Answer::Stated)
                take(value.field, &value);
        for (const std::string& field : m_study.open)
            take(field, nullptr);
        if (!m_why.empty())
            return {};
        if (usable.empty()) {
            fail(unused.empty() ? "no ratio with its interval was extracted" : unused);
            return {};
        }
        if (usable.size() > 1) {
            std::string names;
            for (const Contrast& one : usable)
                names += (names.empty() ? "" : ", ") + one.name();
            fail("it has more than one contrast (" + names + "), and patients would count twice");
            return {};
        }
        return ratioOf(usable.front());
    }

    std::optional<std::vector<double>> ratioOf(const Contrast& contrast)
    {
        if (contrast.value == nullptr) {
            failAsOpen(contrast.name());
            return {};
        }
        const std::string& text = contrast.value->text;
        const auto reading = extraction::readingOf(m_form, *contrast.value, m_study.values);
        if (!reading || !reading->value || !reading->low || !reading->high) {
            fail("“" + text + "” is no ratio with its interval");
            return {};
        }
        if (reading->measure == extraction::Measure::Unnamed) {
            say("“" + text + "” taken as a hazard ratio");
        } else if (reading->measure != extraction::Measure::HazardRatio) {
            fail("“" + text + "” is no hazard ratio");
            return {};
        }
        std::vector numbers{reading->value->value, reading->low->value, reading->high->value};
        if (std::ranges::any_of(numbers, [](double one) { return !(one > 0); })) {
            fail("“" + text + "” is no ratio above zero");
            return {};
        }
        if (reading->level > 0 && std::abs(reading->level - 95) > 1e-9) {
            // The width on the logarithmic scale, from one normal quantile to the other.
            const double wider = stats::normalQuantile(0.975) / stats::normalQuantile(0.5 + reading->level / 200);
            const double half = std::log(numbers[2] / numbers[1]) / 2 * wider;
            const double middle = std::log(numbers[2] * numbers[1]) / 2;
            numbers[1] = std::exp(middle - half);
            numbers[2] = std::exp(middle + half);
            say("interval of 95 % from one of " + written(reading->level) + " %");
        }
        if (contrast.reversed) {
            numbers = {1 / numbers[0], 1 / numbers[2], 1 / numbers[1]};
            say("turned round: " + contrast.name());
        }
        return numbers;
    }

    const Form& m_form;
    const extraction::StudyValues& m_study;
    const ResultsAsked& m_asked;
    Needs m_needs;
    std::vector<Arm> m_arms;
    std::string m_time;
    bool m_concerned = false;
    std::string m_why;
    std::vector<std::string> m_remarks;
};

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
    const Needs needs = needsOf(asked.measure);
    if (needs == Needs::Nothing)
        return fail(ErrorKind::InvalidInput,
            QStringLiteral("%1 cannot be made of the results that were extracted.")
                .arg(toQString(stats::nameOf(asked.measure))));
    ResultsTable made;
    const std::vector<ColumnField> fields = TRY(columnFields(form, asked.fields));
    made.table.headings = columnsOf(needs);
    made.table.headings.insert(made.table.headings.begin(), {"slab", "year"});
    made.table.headings.insert(made.table.headings.end(), asked.fields.begin(), asked.fields.end());
    for (const extraction::StudyValues& study : studies) {
        StudyRow row(form, study, asked, needs);
        const auto numbers = row.numbers();
        if (!row.concerned())
            continue;
        if (!numbers) {
            made.leftOut.push_back(study.name + ": " + row.why());
            made.leftOutStudies.push_back(study.study);
            continue;
        }
        made.remarks.insert(made.remarks.end(), row.remarks().begin(), row.remarks().end());
        csv::Row cells{{study.name, extraction::yearOf(study.name)}, made.table.rows.size() + 2};
        for (const double number : *numbers)
            cells.cells.push_back(written(number));
        for (const ColumnField& column : fields)
            cells.cells.push_back(row.valueOf(*column.field, column.ofArms));
        made.table.rows.push_back(std::move(cells));
        made.studies.push_back(study.study);
    }
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
