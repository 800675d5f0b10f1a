#include "core/synthesis/results.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/stats/conversions.h"
#include "core/stats/fivenumbers.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace winnow::synthesis {

namespace {

using extraction::Arm;
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

/// One study; why it has no row, if it has none.
class StudyRow {
public:
    StudyRow(const Form& form, const extraction::StudyValues& study, const ResultsAsked& asked)
        : m_form(form)
        , m_study(study)
        , m_asked(asked)
        , m_arms(extraction::armsOf(form, study.values))
        , m_time(asked.time.empty() ? longest() : asked.time)
    {
        if (asked.time.empty() && !m_time.empty())
            say("at " + m_time);
    }

    [[nodiscard]] bool concerned() const { return m_concerned; }
    [[nodiscard]] const std::string& why() const { return m_why; }
    [[nodiscard]] const std::vector<std::string>& remarks() const { return m_remarks; }

    /// The numbers of the measure's columns; none if something is missing.
    std::optional<std::vector<double>> numbers(Needs needs)
    {
        if (needs == Needs::Ratios)
            return ratio();
        const bool two = needs == Needs::Tables || needs == Needs::Means;
        std::vector<double> out;
        for (const bool experimental : {true, false}) {
            if (!experimental && !two)
                continue;
            const bool counts = needs == Needs::Tables || needs == Needs::OneTable;
            if (!(counts ? addEvents(experimental, out) : addMeans(experimental, out)))
                return {};
        }
        return out;
    }

private:
    /// The last time at which this study has a result of the outcome.
    [[nodiscard]] std::string longest() const
    {
        const bool ratios = needsOf(m_asked.measure) == Needs::Ratios;
        const auto kind = ratios ? extraction::AddressKind::Contrast : extraction::AddressKind::Result;
        std::string last;
        double most = -1;
        for (const Value& value : m_study.values) {
            const auto address = extraction::parseAddress(value.field);
            if (!address || address->kind != kind || address->outcome != m_asked.outcome)
                continue;
            const double days = extraction::daysOf(m_form, address->time).value_or(0);
            if (days > most) {
                most = days;
                last = address->time;
            }
        }
        return last;
    }

    [[nodiscard]] const Value* valueAt(const std::string& address) const
    {
        const auto found = std::ranges::find(m_study.values, address, &Value::field);
        return found == m_study.values.end() ? nullptr : &*found;
    }

    void say(const std::string& what) { m_remarks.push_back(m_study.name + ": " + what); }
    bool fail(const std::string& why)
    {
        if (m_why.empty())
            m_why = why;
        return false;
    }

    /// Of each arm of the role that has one.
    std::vector<std::pair<const Arm*, Reading>> readings(bool experimental)
    {
        std::vector<std::pair<const Arm*, Reading>> out;
        for (const Arm& arm : m_arms) {
            const Value* const value = valueAt(extraction::resultAddress(m_asked.outcome, arm.item, m_time));
            if (value == nullptr)
                continue;
            m_concerned = true;
            if (arm.experimental != experimental)
                continue;
            std::optional<Reading> reading = extraction::readingOf(m_form, *value, m_study.values);
            if (reading && reading->form != ReportedForm::Absent)
                out.emplace_back(&arm, *std::move(reading));
            else
                fail("“" + value->text + "” of " + arm.label + " says no number");
        }
        if (out.empty())
            fail(experimental ? "no experimental arm has a result" : "no comparator has a result");
        return out;
    }

    std::optional<double> size(const Arm& arm, const Reading& reading)
    {
        if (reading.total)
            return reading.total->value;
        const Value* const beside =
            valueAt(extraction::resultAddress(m_asked.outcome, arm.item, m_time, extraction::AddressKind::ResultN));
        if (beside != nullptr)
            if (const auto n = extraction::number(beside->text))
                return n;
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

    bool addEvents(bool experimental, std::vector<double>& out)
    {
        const auto found = readings(experimental);
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
        tellJoined(found.size(), experimental);
        out.push_back(sum.events);
        out.push_back(sum.n);
        return true;
    }

    bool addMeans(bool experimental, std::vector<double>& out)
    {
        const auto found = readings(experimental);
        if (found.empty())
            return false;
        std::optional<Group> all;
        for (const auto& [arm, reading] : found) {
            const std::optional<double> n = size(*arm, reading);
            if (!n)
                return false;
            const std::optional<Group> group = groupOf(*arm, reading, *n);
            if (!group)
                return false;
            all = all ? stats::combined(*all, *group) : *group;
        }
        tellJoined(found.size(), experimental);
        out.insert(out.end(), {all->mean, all->sd, all->n});
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

    void tellJoined(std::size_t arms, bool experimental)
    {
        if (arms > 1)
            say(std::to_string(arms) + (experimental ? " experimental arms" : " comparators") + " taken together");
    }

    std::optional<std::vector<double>> ratio()
    {
        for (const Value& value : m_study.values) {
            const auto address = extraction::parseAddress(value.field);
            if (!address || address->kind != extraction::AddressKind::Contrast || address->outcome != m_asked.outcome
                || address->time != m_time)
                continue;
            m_concerned = true;
            const auto reading = extraction::readingOf(m_form, value, m_study.values);
            if (!reading || !reading->value || !reading->low || !reading->high) {
                fail("“" + value.text + "” is no ratio with its interval");
                continue;
            }
            if (reading->level > 0 && std::abs(reading->level - 95) > 1e-9) {
                fail("the interval is not one of 95 %");
                continue;
            }
            return std::vector{reading->value->value, reading->low->value, reading->high->value};
        }
        fail("no ratio with its interval was extracted");
        return {};
    }

    const Form& m_form;
    const extraction::StudyValues& m_study;
    const ResultsAsked& m_asked;
    std::vector<Arm> m_arms;
    std::string m_time;
    bool m_concerned = false;
    std::string m_why;
    std::vector<std::string> m_remarks;
};

/// The times at which any study has a result of the outcome, as they stand.
std::string timesOf(const std::vector<extraction::StudyValues>& studies, const std::string& outcome)
{
    std::set<std::string> times;
    for (const extraction::StudyValues& study : studies) {
        for (const Value& value : study.values) {
            const auto address = extraction::parseAddress(value.field);
            if (address && address->outcome == outcome && !address->time.empty())
                times.insert(address->time);
        }
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
    made.table.headings = columnsOf(needs);
    made.table.headings.insert(made.table.headings.begin(), "slab");
    for (const extraction::StudyValues& study : studies) {
        StudyRow row(form, study, asked);
        const auto numbers = row.numbers(needs);
        if (!row.concerned())
            continue;
        if (!numbers) {
            made.leftOut.push_back(study.name + ": " + row.why());
            continue;
        }
        made.remarks.insert(made.remarks.end(), row.remarks().begin(), row.remarks().end());
        csv::Row cells{{study.name}, made.table.rows.size() + 2};
        for (const double number : *numbers)
            cells.cells.push_back(written(number));
        made.table.rows.push_back(std::move(cells));
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
