#include "core/synthesis/giveneffect.h"

#include "core/extraction/units.h"
#include "core/stats/distributions.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace winnow::synthesis {

namespace {

using extraction::Reading;
using stats::Measure;
using stats::Missing;

constexpr double UsualLevel = 95;

struct Named {
    Measure measure;
    extraction::Measure said;
    const char* words;
};

constexpr std::array Names{
    Named{Measure::HazardRatio, extraction::Measure::HazardRatio, "hazard ratio"},
    Named{Measure::RiskRatio, extraction::Measure::RiskRatio, "risk ratio"},
    Named{Measure::OddsRatio, extraction::Measure::OddsRatio, "odds ratio"},
    Named{Measure::RateRatio, extraction::Measure::RateRatio, "rate ratio"},
    Named{Measure::RiskDifference, extraction::Measure::RiskDifference, "risk difference"},
    Named{Measure::MeanDifference, extraction::Measure::MeanDifference, "mean difference"},
    Named{Measure::StandardizedMeanDifference, extraction::Measure::StandardisedMeanDifference,
        "standardized mean difference"},
};

const Named* named(Measure measure)
{
    const auto* const found = std::ranges::find(Names, measure, &Named::measure);
    return found == Names.end() ? nullptr : found;
}

/// An estimate with either of what tells its precision, on the scale that is printed.
struct Printed {
    double value = Missing;
    double low = Missing;
    double high = Missing;
    double standardError = Missing;

    [[nodiscard]] bool hasInterval() const { return !std::isnan(low + high); }
    void scale(double factor)
    {
        for (double* const one : {&value, &low, &high, &standardError})
            *one *= factor;
    }
};

Printed printedIn(const Reading& reading)
{
    const auto value = [](const std::optional<extraction::Printed>& printed) {
        return printed ? printed->value : Missing;
    };
    return {value(reading.value ? reading.value : reading.percent), value(reading.low), value(reading.high),
        value(reading.se)};
}

std::string levelText(double level)
{
    return QLocale::c().toString(level, 'g', 6).toStdString();
}

class Taking {
public:
    Taking(const Reading& reading, const std::string& text, const GivenAsked& asked)
        : m_reading(reading)
        , m_quoted("“" + text + "”")
        , m_asked(asked)
        , m_name(named(asked.measure)->words)
        , m_isRatio(stats::isOnLogScale(asked.measure))
        , m_printed(printedIn(reading))
    {
    }

    tl::expected<GivenEffect, std::string> run()
    {
        if (std::string why = whyNot(); !why.empty())
            return tl::unexpected(m_quoted + ' ' + why);
        if (m_reading.measure == extraction::Measure::Unnamed)
            m_made.remarks.push_back(m_quoted + " taken as a " + m_name);
        if (std::string why = convert(); !why.empty())
            return tl::unexpected(m_quoted + ' ' + why);
        m_made.estimate = analysed(m_printed.value);
        m_made.standardError = m_printed.hasInterval() ? fromInterval() : m_printed.standardError;
        if (!(m_made.standardError > 0))
            return tl::unexpected(m_quoted + " has an interval without a width");
        m_made.interval = intervalShown();
        if (m_asked.isReversed)
            turnRound();
        return m_made;
    }

private:
    [[nodiscard]] std::string whyNot() const
    {
        if (!isGivenAs(m_asked.measure, m_reading.measure))
            return m_reading.measure == extraction::Measure::Unnamed ? "does not say that it is a " + m_name
                                                                     : "is no " + m_name;
        if (std::isnan(m_printed.value) || !(m_printed.hasInterval() || m_printed.standardError > 0))
            return "is no " + (m_isRatio ? "ratio" : m_name) + " with its interval" + (m_isRatio ? "" : " or SE");
        if (!m_printed.hasInterval())
            return m_isRatio ? "has an SE that may be of the ratio or of its logarithm" : "";
        const auto [value, low, high, error] = m_printed;
        if (m_isRatio && !(value > 0 && low > 0 && high > 0))
            return "is no ratio above zero";
        return value < low || value > high ? "lies outside its own interval" : "";
    }

    /// Risks into shares of one, means into the outcome's unit.
    std::string convert()
    {
        const bool isPercent = m_reading.percent || m_reading.unit == "%";
        if (m_asked.measure == Measure::RiskDifference) {
            if (isPercent)
                m_printed.scale(0.01);
            return std::abs(m_printed.value) <= 1 ? "" : "is no difference of risks, which lie between 0 and 1";
        }
        if (m_asked.measure != Measure::MeanDifference)
            return {};
        const std::string unit = m_reading.percent ? "%" : m_reading.unit;
        const auto factor = extraction::conversion(m_asked.outcome, unit, m_asked.unit);
        if (!factor)
            return "is in " + unit + ", which cannot be converted"
                + (m_asked.unit.empty() ? "" : " to " + m_asked.unit);
        if (*factor != 1) {
            m_printed.scale(*factor);
            m_made.remarks.push_back("converted from " + unit);
        }
        return {};
    }

    [[nodiscard]] double analysed(double value) const { return m_isRatio ? std::log(value) : value; }
    [[nodiscard]] double shown(double value) const { return m_isRatio ? std::exp(value) : value; }
    [[nodiscard]] double level() const { return m_reading.level > 0 ? m_reading.level : UsualLevel; }

    double fromInterval()
    {
        const bool byT = m_asked.measure == Measure::MeanDifference && !std::isnan(m_asked.df);
        if (m_reading.level <= 0 && m_asked.measure != Measure::HazardRatio)
            m_made.remarks.emplace_back("its interval taken as one of 95 %");
        if (byT)
            m_made.remarks.push_back(
                "its standard error by t with " + levelText(m_asked.df) + " degrees of freedom, as groups are small");
        return (analysed(m_printed.high) - analysed(m_printed.low))
            / (2 * stats::criticalValue(level(), byT ? m_asked.df : Missing));
    }

    stats::Interval intervalShown()
    {
        if (m_printed.hasInterval() && std::abs(level() - UsualLevel) < 1e-9)
            return {m_printed.low, m_printed.high};
        const double half = stats::criticalValue(UsualLevel, Missing) * m_made.standardError;
        double middle = m_made.estimate;
        if (m_printed.hasInterval()) {
            middle = (analysed(m_printed.low) + analysed(m_printed.high)) / 2;
            if (m_asked.measure == Measure::HazardRatio) // the others are analysed by their standard error alone
                m_made.remarks.push_back("interval of 95 % from one of " + levelText(level()) + " %");
        }
        return {shown(middle - half), shown(middle + half)};
    }

    void turnRound()
    {
        const auto turned = [this](double value) { return m_isRatio ? 1 / value : -value; };
        m_made.estimate = -m_made.estimate;
        m_made.interval = {turned(m_made.interval.upper), turned(m_made.interval.lower)};
    }

    const Reading& m_reading;
    std::string m_quoted;
    const GivenAsked& m_asked;
    std::string m_name;
    bool m_isRatio;
    Printed m_printed;
    GivenEffect m_made;
};

} // namespace

bool canBeGiven(Measure measure)
{
    return named(measure) != nullptr;
}

bool isGivenAs(Measure measure, extraction::Measure said)
{
    const Named* const name = named(measure);
    return name != nullptr
        && (said == name->said || (said == extraction::Measure::Unnamed && measure == Measure::HazardRatio));
}

tl::expected<GivenEffect, std::string> givenEffect(
    const Reading& reading, const std::string& text, const GivenAsked& asked)
{
    return Taking(reading, text, asked).run();
}

} // namespace winnow::synthesis
