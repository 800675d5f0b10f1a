// Checks of one value.
#include "core/base/text.h"
#include "core/extraction/checks.h"
#include "core/extraction/reportedreadings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace winnow::extraction {

namespace {

using Form = ReportedForm;

/// Half the standard normal distribution's interval of this level: 1.96 for 95.
double normalQuantile(double level)
{
    // Bisection on the error function; called once a check, so nothing faster is needed.
    double low = 0;
    double high = 10;
    for (int i = 0; i < 80; ++i) {
        const double middle = (low + high) / 2;
        (std::erf(middle / std::sqrt(2.0)) < level / 100 ? low : high) = middle;
    }
    return (low + high) / 2;
}

class Checker {
public:
    Checker(std::string_view id, const Reading& reading, std::string_view outcome, bool wholeNumbers)
        : m_id(id)
        , m_reading(reading)
        , m_outcome(outcome)
        , m_wholeNumbers(wholeNumbers)
    {
    }

    std::vector<Finding> all()
    {
        counts();
        interval();
        spread();
        units();
        return std::move(m_found);
    }

private:
    void find(Check check, Concern concern, std::vector<double> numbers, std::vector<std::string> words = {})
    {
        m_found.push_back({check, concern, {std::string(m_id)}, std::move(numbers), std::move(words)});
    }

    void counts()
    {
        const Reading& r = m_reading;
        if (!r.count || !r.total)
            return;
        if (r.count->value > r.total->value) {
            find(Check::CountExceedsTotal, Concern::Impossible, {r.count->value, r.total->value});
            return;
        }
        if (r.percent && !percentFits(r.count->value, r.total->value, *r.percent))
            find(Check::PercentDiffers, Concern::Impossible,
                {r.count->value, r.total->value, 100 * r.count->value / r.total->value, r.percent->value,
                    std::round(r.percent->value * r.total->value / 100)});
    }

    void interval()
    {
        const Reading& r = m_reading;
        if (!r.low || !r.high)
            return;
        if (r.form == Form::Pair)
            return;
        if (r.low->value > r.high->value) {
            find(Check::IntervalReversed, Concern::Impossible, {r.low->value, r.high->value});
            return;
        }
        const std::optional<Printed>& middle = r.value ? r.value : r.percent;
        if (!middle)
            return;
        if (middle->value < r.low->value - 0.5 * r.low->step || middle->value > r.high->value + 0.5 * r.high->step) {
            find(Check::IntervalMisses, Concern::Impossible, {middle->value, r.low->value, r.high->value});
            return;
        }
        if (r.form == Form::Estimate || r.form == Form::Mean) {
            symmetry(*r.value);
            pValue(*r.value);
        }
    }

    /// How far the estimate is from the middle in shares of half the interval, taking all three as kindly as their
    /// rounding allows.
    static double lopsided(const Printed& low, const Printed& value, const Printed& high, bool logarithms)
    {
        const auto scaled = [logarithms](double x) { return logarithms ? std::log(std::max(x, 1e-300)) : x; };
        const auto ends = [&](const Printed& number) {
            return std::array{scaled(number.value - 0.5 * number.step), scaled(number.value + 0.5 * number.step)};
        };
        const auto l = ends(low);
        const auto v = ends(value);
        const auto h = ends(high);
        const double least = (l[0] + h[0]) / 2;
        const double most = (l[1] + h[1]) / 2;
        const double gap = std::max({0.0, v[0] - most, least - v[1]});
        const double half = (h[1] - l[0]) / 2;
        return half > 0 ? gap / half : 0;
    }

    void symmetry(const Printed& value)
    {
        const Reading& r = m_reading;
        const bool positive = r.low->value > 0 && value.value > 0;
        const bool ratio = isRatio(r.measure);
        if (r.form == Form::Estimate && r.measure == Measure::Unnamed && !r.percent && r.level == 0)
            return; // may be a median and its range
        if (ratio && !positive) {
            if (value.value <= 0 || r.low->value < 0)
                find(Check::IntervalLopsided, Concern::Impossible, {value.value, r.low->value, r.high->value});
            return;
        }
        double far = lopsided(*r.low, value, *r.high, ratio);
        if (r.measure == Measure::Unnamed && positive)
            far = std::min(far, lopsided(*r.low, value, *r.high, true));
        // Exact and bootstrap intervals are a little lopsided; a mistyped digit is far more.
        if (far > 0.2)
            find(Check::IntervalLopsided, Concern::Unlikely, {value.value, r.low->value, r.high->value});
    }

    void pValue(const Printed& value)
    {
        const Reading& r = m_reading;
        if (!r.p || (r.measure == Measure::Unnamed && !r.change))
            return;
        const bool ratio = isRatio(r.measure);
        const double level = r.level == 0 ? 95 : r.level;
        // The widest and the narrowest interval that the print allows.
        const auto p = [&](double shift, double widen) {
            const double low = r.low->value - widen * 0.5 * r.low->step;
            const double high = r.high->value + widen * 0.5 * r.high->step;
            return pOfInterval(
                value.value + shift * 0.5 * value.step, ratio ? std::max(low, 1e-9) : low, high, level, ratio);
        };
        double least = 1;
        double most = 0;
        for (const double shift : {-1.0, 0.0, 1.0})
            for (const double widen : {-1.0, 0.0, 1.0})
                if (const auto one = p(shift, widen)) {
                    least = std::min(least, *one);
                    most = std::max(most, *one);
                }
        if (least > most)
            return;
        // Another test than the interval's gives another p; three times as much is beyond that.
        least /= 3;
        most = std::min(1.0, 3 * most + 0.002);
        const Printed& said = *r.p;
        const double half = 0.5 * said.step;
        bool fits = true;
        if (said.bound == Bound::Below || said.bound == Bound::AtMost)
            fits = least <= said.value;
        else if (said.bound == Bound::Above || said.bound == Bound::AtLeast)
            fits = most >= said.value;
        else
            fits = said.value + half >= least && said.value - half <= most;
        if (!fits)
            find(Check::PDiffersFromInterval, Concern::Unlikely,
                {said.value, pOfInterval(value.value, r.low->value, r.high->value, level, ratio).value_or(1)});
    }

    void spread()
    {
        const Reading& r = m_reading;
        for (const std::optional<Printed>* spread : {&r.sd, &r.se, &r.width})
            if (*spread && (*spread)->value < 0)
                find(Check::NegativeSpread, Concern::Impossible, {(*spread)->value});
        if (r.minimum && r.maximum && r.value
            && (r.value->value < r.minimum->value || r.value->value > r.maximum->value))
            find(Check::MeanOutsideRange, Concern::Impossible, {r.value->value, r.minimum->value, r.maximum->value});
        if (m_wholeNumbers && r.value && r.total
            && (r.form == Form::MeanSd || r.form == Form::MeanSe || r.form == Form::Mean)
            && !meanIsPossible(*r.value, r.total->value))
            find(Check::MeanImpossible, Concern::Unlikely, {r.value->value, r.total->value});
    }

    void units()
    {
        if (!m_reading.value || m_reading.change || m_reading.measure != Measure::Unnamed
            || m_reading.form == Form::Estimate || m_id.starts_with("contrast@")) // differences lie elsewhere
            return;
        const std::string outcome = ' ' + folded(m_outcome);
        for (const std::string_view difference : {" change", " difference", " decrease", " increase", " delta"})
            if (outcome.find(difference) != std::string::npos)
                return;
        const Quantity* quantity = quantityOf(m_outcome);
        if (quantity == nullptr || isPlausible(*quantity, *m_reading.value, m_reading.unit))
            return;
        if (m_reading.value->value < 0 && quantity->least >= 0)
            return find(Check::ChangeUnmarked, Concern::Unlikely, {m_reading.value->value});
        const auto likelier = likelierUnits(*quantity, *m_reading.value, m_reading.unit);
        if (likelier.empty())
            find(Check::OutOfRange, Concern::Unlikely, {m_reading.value->value, quantity->least, quantity->most},
                {m_reading.unit, std::string(quantity->units.front().name)});
        else
            find(Check::UnitUnlikely, Concern::Unlikely, {m_reading.value->value},
                {m_reading.unit, std::string(likelier.front())});
    }

    std::string_view m_id;
    const Reading& m_reading;
    std::string_view m_outcome;
    bool m_wholeNumbers;
    std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> checkReading(
    std::string_view id, const Reading& reading, std::string_view outcome, bool wholeNumbers)
{
    return Checker(id, reading, outcome, wholeNumbers).all();
}

std::optional<double> pOfInterval(double estimate, double low, double high, double level, bool ratio)
{
    if (ratio) {
        if (estimate <= 0 || low <= 0 || high <= 0)
            return {};
        estimate = std::log(estimate);
        low = std::log(low);
        high = std::log(high);
    }
    if (high <= low || level <= 0 || level >= 100)
        return {};
    const double error = (high - low) / (2 * normalQuantile(level));
    return std::erfc(std::abs(estimate) / error / std::sqrt(2.0));
}

bool meanIsPossible(const Printed& mean, double n)
{
    if (n < 1 || mean.step <= 0 || n * mean.step >= 1)
        return true;
    const double sum = std::round(mean.value * n);
    for (const double candidate : {sum - 1, sum, sum + 1})
        if (std::abs(candidate / n - mean.value) <= 0.5 * mean.step * (1 + 1e-9) + 1e-12)
            return true;
    return false;
}

} // namespace winnow::extraction
