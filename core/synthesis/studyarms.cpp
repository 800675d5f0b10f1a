// What the arms of a study bring to its row: events of patients, means with their spread.
#include "core/extraction/form.h"
#include "core/extraction/units.h"
#include "core/stats/fivenumbers.h"
#include "core/synthesis/studyrow.h"

#include <algorithm>
#include <cmath>

namespace winnow::synthesis {

using extraction::Arm;
using extraction::ArmRole;
using extraction::Reading;
using extraction::ReportedForm;
using stats::Group;
using stats::Missing;

namespace {

/// Events of patients.
struct Events {
    double events = 0;
    double n = 0;
};

Reading noneOccurred()
{
    Reading reading;
    reading.form = ReportedForm::Number;
    reading.count = extraction::Printed{};
    return reading;
}

} // namespace

std::optional<std::vector<double>> StudyRow::ofArms()
{
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

/// Of each arm of the role that has one; none if one cannot be used.
std::vector<StudyRow::ArmReading> StudyRow::readings(ArmRole role)
{
    std::vector<ArmReading> out;
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

std::optional<double> StudyRow::size(const Arm& arm, const Reading& reading)
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

bool StudyRow::addEvents(ArmRole role, std::vector<double>& out)
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

bool StudyRow::addMeans(ArmRole role, std::vector<double>& out)
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
bool StudyRow::convert(const Arm& arm, const Reading& reading, Group& group)
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

std::optional<Group> StudyRow::groupOf(const Arm& arm, const Reading& reading, double n)
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

void StudyRow::tellJoined(std::size_t arms, ArmRole role)
{
    if (arms > 1)
        say(std::to_string(arms) + (role == ArmRole::Experimental ? " experimental arms" : " comparators")
            + " taken together");
}

} // namespace winnow::synthesis
