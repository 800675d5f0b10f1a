#include "core/synthesis/studyrow.h"

#include "core/base/text.h"
#include "core/extraction/form.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tuple>

namespace winnow::synthesis {

using extraction::AddressKind;
using extraction::Arm;
using extraction::ArmRole;
using stats::Measure;
using stats::Missing;

namespace {

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

/// Of a date as it is written: "2015-03", "12 March 2015"; empty if none stands there.
std::string yearIn(const std::string& date)
{
    static const QRegularExpression year(QStringLiteral("\\b(1[89]\\d\\d|20\\d\\d)\\b"));
    return year.match(toQString(date)).captured(1).toStdString();
}

} // namespace

std::string written(double number)
{
    return QLocale::c().toString(number, 'g', 15).toStdString();
}

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
    case Measure::RateRatio:
        return Needs::Effects;
    default:
        return Needs::Nothing;
    }
}

std::vector<std::string> columnsOf(Measure measure)
{
    switch (needsOf(measure)) {
    case Needs::Tables:
        return {"ai", "n1i", "ci", "n2i"};
    case Needs::OneTable:
        return {"xi", "ni"};
    case Needs::Means:
        return {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"};
    case Needs::OneMean:
        return {"mi", "sdi", "ni"};
    default:
        return measure == Measure::HazardRatio ? std::vector<std::string>{"hr", "lb", "ub"}
                                               : std::vector<std::string>{};
    }
}

StudyRow::StudyRow(const Form& form, const extraction::StudyValues& study, const ResultsAsked& asked)
    : m_form(form)
    , m_study(study)
    , m_asked(asked)
    , m_needs(needsOf(asked.measure))
    , m_arms(armsWithOpen(form, study))
{
    chooseTime();
}

std::optional<StudyRow::Numbers> StudyRow::numbers()
{
    if (!m_why.empty() || !m_concerned)
        return {};
    const std::size_t said = m_remarks.size();
    if (m_hasArms) {
        if (auto own = ofArms())
            return Numbers{*std::move(own), {}};
        if (m_isOpen || !canBeGiven(m_asked.measure))
            return {};
    }
    const std::string whyNotArms = std::exchange(m_why, {});
    m_remarks.resize(said);
    const auto effect = given();
    if (!effect) {
        if (!whyNotArms.empty())
            m_why = whyNotArms + (m_why.empty() ? "" : "; " + m_why);
        fail("no effect with its interval was extracted");
        return {};
    }
    if (m_asked.measure != Measure::HazardRatio) {
        if (!whyNotArms.empty())
            m_remarks[said] += ", as " + whyNotArms;
        return Numbers{{}, *effect};
    }
    return Numbers{{std::exp(effect->estimate), effect->interval.lower, effect->interval.upper}, {}};
}

// The time ------------------------------------------------------------------------------------------------------------

/// Says so where the time is not the one asked for, word for word.
void StudyRow::chooseTime()
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
    if (m_asked.time.empty())
        return chooseLast(times);
    const auto days = extraction::daysOf(m_form, m_asked.time);
    // Where a study has the time in several words, arms come first, then an effect, then the words that were asked for.
    const auto rank = [this](const AtTime& at) { return std::tuple(hasArms(at), at.effect, at.time == m_asked.time); };
    const AtTime* chosen = nullptr;
    for (const AtTime& at : times) {
        // "1 year" is "12 months", "52 weeks" nearly so.
        const bool same = days && at.days && std::abs(*at.days - *days) <= *days / 100;
        if ((at.time == m_asked.time || same) && (chosen == nullptr || rank(at) > rank(*chosen)))
            chosen = &at;
    }
    m_concerned = chosen != nullptr;
    if (chosen == nullptr)
        return;
    take(*chosen);
    if (m_time != m_asked.time)
        say("at “" + m_time + "”");
}

/// The last after baseline that has what is needed; of those that have only some of it, the last.
void StudyRow::chooseLast(const std::vector<AtTime>& times)
{
    // timesWithResults gives the last time first.
    const auto find = [&](const std::function<bool(const AtTime&)>& has) {
        return std::ranges::find_if(times, [&](const AtTime& at) { return at.days != 0.0 && has(at); });
    };
    auto last = find([](const AtTime& at) { return at.experimental || at.comparator || at.effect; });
    if (last == times.end())
        last = find([](const AtTime&) { return true; });
    if (last == times.end()) {
        if (m_concerned)
            fail("there are results at baseline alone");
        return;
    }
    auto chosen = find([this](const AtTime& at) { return hasArms(at) || at.effect; });
    if (chosen == times.end())
        chosen = last; // what it lacks is said by what reads it
    take(*chosen);
    say("at " + m_time + (chosen != last ? ", as the results at " + last->time + " are not of both groups" : ""));
}

void StudyRow::take(const AtTime& at)
{
    m_time = at.time;
    m_hasArms = at.experimental || at.comparator;
}

bool StudyRow::hasArms(const AtTime& at) const
{
    return at.experimental && (at.comparator || !ofTwoGroups());
}

/// A result of the outcome, of a kind that the measure can be made of.
bool StudyRow::isOfKind(const extraction::Address& address) const
{
    if (address.outcome != m_asked.outcome)
        return false;
    return address.kind == AddressKind::Contrast ? canBeGiven(m_asked.measure)
                                                 : address.kind == AddressKind::Result && m_needs != Needs::Effects;
}

std::vector<StudyRow::AtTime> StudyRow::timesWithResults() const
{
    std::vector<AtTime> times;
    const auto add = [&](const std::string& field, const Value* value) {
        const auto address = extraction::parseAddress(field);
        if (!address || !isOfKind(*address))
            return;
        auto at = std::ranges::find(times, address->time, &AtTime::time);
        if (at == times.end())
            at = times.insert(at, {address->time, extraction::daysOf(m_form, address->time)});
        if (address->kind == AddressKind::Contrast) {
            // Of one that is open the measure is not known: it takes a study with arms to no other time.
            const bool isEffect = value != nullptr ? isOfMeasure(*value) : m_needs == Needs::Effects;
            at->effect = at->effect || (isEffect && contrastAt(*address, value));
            return;
        }
        const Arm* const arm = armOf(address->arm);
        const ArmRole role = arm != nullptr ? arm->role
            : address->arm == 1             ? ArmRole::Experimental
                                            : ArmRole::Comparator;
        at->experimental = at->experimental || role == ArmRole::Experimental;
        at->comparator = at->comparator || role == ArmRole::Comparator;
    };
    for (const Value& value : m_study.values)
        if (value.answer == Answer::Stated)
            add(value.field, &value);
    for (const std::string& field : m_study.open)
        add(field, nullptr);
    // A time that is no number of days ("at discharge") comes after baseline and before those that are.
    std::ranges::stable_sort(times, std::ranges::greater{}, [](const AtTime& at) { return at.days.value_or(1e-3); });
    return times;
}

const Value* StudyRow::valueAt(const std::string& address) const
{
    const auto found = std::ranges::find(m_study.values, address, &Value::field);
    return found == m_study.values.end() ? nullptr : &*found;
}

bool StudyRow::isOpen(const std::string& address) const
{
    return std::ranges::binary_search(m_study.open, address);
}

bool StudyRow::isOpen(const char* field, const Arm& arm) const
{
    return isOpen(extraction::itemAddress(field, arm.item));
}

const Arm* StudyRow::armOf(int item) const
{
    const auto found = std::ranges::find(m_arms, item, &Arm::item);
    return found == m_arms.end() ? nullptr : &*found;
}

void StudyRow::say(const std::string& what)
{
    m_remarks.push_back(m_study.name + ": " + what);
}

bool StudyRow::fail(const std::string& why)
{
    if (m_why.empty())
        m_why = why;
    return false;
}

/// Why nothing is made of what is open: another number may come out once it is settled.
bool StudyRow::failAsOpen(const std::string& what)
{
    m_isOpen = true;
    return fail("extractors differ on " + what + "; settle it first");
}

// Its contrasts -------------------------------------------------------------------------------------------------------

/// None if it is not of the outcome and time, or not of an experimental arm and a comparator.
std::optional<StudyRow::Contrast> StudyRow::contrastAt(const extraction::Address& address, const Value* value) const
{
    const Arm* const one = armOf(address.arm);
    const Arm* const other = armOf(address.other);
    if (one == nullptr || other == nullptr)
        return {};
    if (one->role == ArmRole::Experimental && other->role == ArmRole::Comparator)
        return Contrast{value, one, other, false};
    if (one->role == ArmRole::Comparator && other->role == ArmRole::Experimental)
        return Contrast{value, other, one, true};
    return {};
}

bool StudyRow::isOfMeasure(const Value& value) const
{
    const auto reading = extraction::readingOf(m_form, value, m_study.values);
    return reading && isGivenAs(m_asked.measure, reading->measure);
}

/// At the time, of an experimental arm and a comparator; those that can be of the measure, if any can.
std::vector<StudyRow::Contrast> StudyRow::contrasts()
{
    std::vector<Contrast> ofMeasure;
    std::vector<Contrast> others;
    std::string unused;
    const auto add = [&](const std::string& field, const Value* value) {
        const auto address = extraction::parseAddress(field);
        if (!address || address->kind != AddressKind::Contrast || address->outcome != m_asked.outcome
            || address->time != m_time)
            return;
        const Arm* const one = armOf(address->arm);
        const Arm* const other = armOf(address->other);
        if (one == nullptr || other == nullptr)
            return;
        if (isOpen("arm.role", *one) || isOpen("arm.role", *other))
            failAsOpen("what role " + (isOpen("arm.role", *one) ? one : other)->label + " has");
        else if (const auto contrast = contrastAt(*address, value))
            (value == nullptr || isOfMeasure(*value) ? ofMeasure : others).push_back(*contrast);
        else
            unused = one->label + " against " + other->label + " is no experimental arm against a comparator";
    };
    for (const Value& value : m_study.values)
        if (value.answer == Answer::Stated)
            add(value.field, &value);
    for (const std::string& field : m_study.open)
        add(field, nullptr);
    if (ofMeasure.empty() && others.empty())
        fail(unused);
    if (ofMeasure.empty() && !others.empty())
        return {others.front()}; // to be said of
    return ofMeasure;
}

std::optional<GivenEffect> StudyRow::given()
{
    const std::vector<Contrast> found = contrasts();
    if (!m_why.empty() || found.empty())
        return {};
    if (found.size() == 1)
        return givenBy(found.front());
    std::string names;
    for (const Contrast& one : found)
        names += (names.empty() ? "" : ", ") + one.name();
    fail("it has more than one contrast (" + names + "), and patients would count twice");
    return {};
}

std::optional<GivenEffect> StudyRow::givenBy(const Contrast& contrast)
{
    if (contrast.value == nullptr) {
        failAsOpen(contrast.name());
        return {};
    }
    const std::string& text = contrast.value->text;
    const auto reading = extraction::readingOf(m_form, *contrast.value, m_study.values);
    if (!reading) {
        fail("“" + text + "” says no effect with its interval");
        return {};
    }
    const Outcome& outcome = *m_form.outcome(m_asked.outcome);
    auto effect = givenEffect(
        *reading, text, {m_asked.measure, outcome.label, outcome.unit, contrast.isReversed, degreesOf(contrast)});
    if (!effect) {
        fail(effect.error());
        return {};
    }
    if (m_asked.measure != Measure::HazardRatio)
        say("given by the study" + (m_arms.size() > 2 ? " for " + contrast.name() : std::string{}) + ": " + text);
    for (const std::string& remark : effect->remarks)
        say(remark);
    if (contrast.isReversed)
        say("turned round: " + contrast.name());
    return *std::move(effect);
}

/// Of the t that a difference of small groups rests on; Missing for larger ones, or if their sizes are not known.
double StudyRow::degreesOf(const Contrast& contrast) const
{
    constexpr double Small = 60; // Cochrane Handbook 6.5.2.2
    double df = -2;
    for (const Arm* const arm : {contrast.experimental, contrast.comparator}) {
        const double n =
            isOpen("arm.analysed", *arm) ? Missing : arm->analysed.value_or(arm->randomised.value_or(Missing));
        df += n < Small ? n : Missing;
    }
    return df > 0 ? df : Missing;
}

/// What the study has of a field, for a column.
std::string StudyRow::valueOf(const Field& field, bool ofArms) const
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
    if (field.type == FieldType::Date) {
        std::set<std::string> years;
        for (const std::string& date : said)
            years.insert(yearIn(date));
        return years.size() == 1 ? *years.begin() : std::string{};
    }
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

} // namespace winnow::synthesis
