#include "core/extraction/reportedreadings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace winnow::extraction {

namespace {

using Form = ReportedForm;

struct Ranked {
    Reading reading;
    int rank = 0; ///< the least is the likeliest
};

bool isWhole(const Printed& number)
{
    return number.decimals == 0 && number.value >= 0 && number.value == std::floor(number.value);
}

class Interpreter {
public:
    Interpreter(const Parts& parts, const Expected& expected)
        : m_parts(parts)
        , m_expected(expected)
    {
        m_base.measure = parts.labels.measure;
        m_base.p = parts.p;
        m_base.unit = parts.unit;
        m_base.change = parts.labels.change;
        const auto remark = [&](Doubtful doubt, Remark what) {
            if ((parts.doubts & doubt) != 0)
                m_base.remarks.push_back(what);
        };
        remark(CommaOpen, Remark::CommaOpen);
        remark(SpaceOpen, Remark::SpaceOpen);
        remark(PowerOpen, Remark::PowerOpen);
        remark(SignOpen, Remark::SignOpen);
        if (parts.inWords)
            m_base.remarks.push_back(Remark::InWords);
    }

    std::vector<Reading> all()
    {
        interpret();
        signs();
        for (Ranked& ranked : m_ranked)
            if (m_expected.form && ranked.reading.form == *m_expected.form)
                ranked.rank -= 100;
        std::stable_sort(
            m_ranked.begin(), m_ranked.end(), [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
        std::vector<Reading> out;
        for (Ranked& ranked : m_ranked) {
            std::sort(ranked.reading.remarks.begin(), ranked.reading.remarks.end());
            if (out.size() < MaxReadings && std::find(out.begin(), out.end(), ranked.reading) == out.end())
                out.push_back(std::move(ranked.reading));
        }
        return out;
    }

private:
    Reading made(Form form) const
    {
        Reading reading = m_base;
        reading.form = form;
        return reading;
    }

    void offer(Reading reading, int rank) { m_ranked.push_back({std::move(reading), rank}); }

    void interpret()
    {
        if (m_parts.p && m_parts.labels.p) {
            offer(made(Form::PValue), 0);
            return;
        }
        if (m_parts.second) {
            ranges();
            return;
        }
        if (m_parts.over || (m_parts.total && !m_parts.totalNamed)) {
            fractions();
            return;
        }
        for (const Fraction& fraction : m_parts.fractions) {
            // "40 (24/59)": a fraction only if 40 is its percentage, else perhaps an interval.
            const bool share = m_parts.isPercent
                || (fraction.count.value <= fraction.total.value
                    && percentFits(fraction.count.value, fraction.total.value, m_parts.first));
            if (!share && fraction.count.value < fraction.total.value) {
                within({fraction.count, fraction.total, {}, false});
                continue;
            }
            Reading reading = made(Form::CountOfTotal);
            reading.count = fraction.count;
            reading.total = fraction.total;
            if (m_parts.isPercent || m_parts.first.decimals > 0)
                reading.percent = m_parts.first;
            checkPercent(reading);
            offer(std::move(reading), 0);
        }
        if (!m_parts.fractions.empty())
            return;
        if (m_parts.isPercent && !m_parts.labels.mean && !m_parts.labels.median && !hasSpread())
            percents();
        else
            measured();
    }

    [[nodiscard]] bool hasSpread() const
    {
        return std::any_of(m_parts.singles.begin(), m_parts.singles.end(), [](const Single& single) {
            return single.kind == Single::Spread || single.labels.sd || single.labels.se || single.labels.quartiles;
        });
    }

    void checkPercent(Reading& reading) const
    {
        if (reading.count && reading.total && reading.percent
            && !percentFits(reading.count->value, reading.total->value, *reading.percent))
            reading.remarks.push_back(Remark::PercentDiffers);
    }

    void ranges()
    {
        const bool ordered = m_parts.first.value <= m_parts.second->value;
        Reading reading = made(ordered ? Form::Range : Form::Pair);
        reading.low = m_parts.first;
        reading.high = m_parts.second;
        if (m_parts.isPercent && reading.unit.empty())
            reading.unit = "%";
        if (m_parts.labels.interval || m_parts.labels.quartiles || m_parts.labels.range)
            reading.level = m_parts.labels.level;
        offer(reading, 0);
        if (m_parts.doubts == NoDoubt && !ordered)
            m_ranked.back().reading.remarks.push_back(Remark::SignOpen);
    }

    void fractions()
    {
        const Printed total = m_parts.over ? *m_parts.over : *m_parts.total;
        const bool whole = isWhole(m_parts.first) && isWhole(total);
        const bool part = whole && m_parts.first.value <= total.value;
        if (part || !m_parts.over) {
            Reading reading = made(Form::CountOfTotal);
            reading.count = m_parts.first;
            reading.total = total;
            for (const Single& single : m_parts.singles)
                if (single.kind == Single::Percent || (single.kind == Single::Bare && single.number.value <= 100))
                    reading.percent = single.number;
            takeInterval(reading);
            checkPercent(reading);
            offer(std::move(reading), 0);
        }
        if (m_parts.over) {
            Reading reading = made(Form::Pair);
            reading.low = m_parts.first;
            reading.high = total;
            offer(std::move(reading), 10);
        }
    }

    void takeInterval(Reading& reading) const
    {
        if (m_parts.intervals.empty())
            return;
        reading.low = m_parts.intervals.front().low;
        reading.high = m_parts.intervals.front().high;
        reading.level = m_parts.intervals.front().labels.level;
    }

    void percents()
    {
        for (const Single& single : m_parts.singles)
            if ((single.kind == Single::Bare || single.labels.count) && isWhole(single.number)) {
                Reading reading = made(Form::CountPercent);
                reading.count = single.number;
                reading.percent = m_parts.first;
                offer(std::move(reading), 0);
                return;
            }
        if (m_parts.totalNamed && m_parts.total) {
            // "53 % (n = 18)": the 18 or all 18; both are printed so.
            Reading reading = made(Form::CountPercent);
            reading.count = m_parts.total;
            reading.percent = m_parts.first;
            offer(std::move(reading), 0);
        }
        Reading reading = made(Form::Percent);
        reading.percent = m_parts.first;
        reading.total = m_parts.total;
        takeInterval(reading);
        if (!m_parts.intervals.empty() && !m_parts.intervals.front().labels.interval)
            reading.remarks.push_back(Remark::IntervalNotNamed);
        offer(std::move(reading), m_parts.totalNamed ? 5 : 0);
    }

    /// A first number that is no share: a count, a mean, a median, an estimate.
    void measured()
    {
        if (m_parts.isPercent && m_base.unit.empty())
            m_base.unit = "%";
        if (m_parts.totalNamed)
            m_base.total = m_parts.total;
        bool told = false;
        for (const Single& single : m_parts.singles) {
            beside(single);
            told = true;
            break;
        }
        if (!m_parts.intervals.empty()) {
            if (told)
                addRange();
            else
                within(m_parts.intervals.front());
            told = true;
            if (m_parts.intervals.size() > 1)
                secondInterval(m_parts.intervals[1]);
        }
        if (!told)
            alone();
    }

    void alone()
    {
        const Labels& labels = m_parts.labels;
        if ((m_parts.countsPeople || labels.count) && isWhole(m_parts.first)) {
            Reading reading = made(Form::Count);
            reading.count = m_parts.first;
            offer(std::move(reading), 0);
            return;
        }
        Form form = Form::Number;
        if (labels.measure != Measure::Unnamed)
            form = Form::Estimate;
        else if (labels.median)
            form = Form::Median;
        else if (labels.mean)
            form = Form::Mean;
        Reading reading = made(form);
        reading.value = m_parts.first;
        offer(std::move(reading), 0);
    }

    void offerSpread(Form form, const Printed& spread, int rank, bool named)
    {
        Reading reading = made(form);
        reading.value = m_parts.first;
        (form == Form::MeanSd ? reading.sd : form == Form::MeanSe ? reading.se : reading.width) = spread;
        if (!named)
            reading.remarks.push_back(Remark::SpreadNotNamed);
        offer(std::move(reading), rank);
    }

    void offerShare(const Printed& percent, int rank)
    {
        Reading reading = made(Form::CountPercent);
        reading.count = m_parts.first;
        reading.percent = percent;
        if (m_expected.total && !percentFits(m_parts.first.value, *m_expected.total, percent))
            reading.remarks.push_back(Remark::PercentDiffers);
        offer(std::move(reading), rank);
    }

    void beside(const Single& single)
    {
        Labels labels = m_parts.labels;
        labels.add(single.labels);
        if (labels.sd != labels.se) {
            offerSpread(labels.sd ? Form::MeanSd : Form::MeanSe, single.number, 0, true);
            return;
        }
        if (isWhole(m_parts.first)
            && (single.kind == Single::Percent || (labels.percent && single.kind == Single::Bare))) {
            offerShare(single.number, 0);
            return;
        }
        if (labels.quartiles || labels.median) {
            offerSpread(Form::MedianWidth, single.number, 0, labels.quartiles);
            return;
        }
        if (single.kind == Single::Spread || labels.mean) {
            offerSpread(Form::MeanSd, single.number, 0, false);
            offerSpread(Form::MeanSe, single.number, 1, false);
            return;
        }
        // "18 (53)": patients and percent, or mean and SD.
        const bool share = isWhole(m_parts.first) && single.number.value >= 0 && single.number.value <= 100;
        const bool proven =
            share && m_expected.total && percentFits(m_parts.first.value, *m_expected.total, single.number);
        if (share)
            offerShare(single.number, proven || single.number.decimals <= 1 ? -1 : 4);
        offerSpread(Form::MeanSd, single.number, 0, false);
        offerSpread(Form::MeanSe, single.number, 2, false);
        offerSpread(Form::MedianWidth, single.number, 3, false);
    }

    /// "14.5 ± 2.4 (10–20)".
    void addRange()
    {
        const Interval& interval = m_parts.intervals.front();
        for (Ranked& ranked : m_ranked) {
            Reading& reading = ranked.reading;
            if (interval.labels.range || (!interval.labels.interval && !interval.labels.quartiles)) {
                reading.minimum = interval.low;
                reading.maximum = interval.high;
            } else {
                reading.low = interval.low;
                reading.high = interval.high;
                reading.level = interval.labels.level;
            }
            if (!interval.labels.any())
                reading.remarks.push_back(Remark::IntervalNotNamed);
        }
    }

    /// "40 (24–59; 18–70)": what stands outside is the range.
    void secondInterval(const Interval& interval)
    {
        for (Ranked& ranked : m_ranked)
            if (ranked.reading.low && ranked.reading.low->value >= interval.low.value) {
                ranked.reading.minimum = interval.low;
                ranked.reading.maximum = interval.high;
            }
    }

    void offerInterval(Form form, const Interval& interval, int rank, bool named)
    {
        Reading reading = made(form);
        reading.value = m_parts.first;
        reading.low = interval.low;
        reading.high = interval.high;
        if (form == Form::Estimate || form == Form::Mean) {
            reading.level = interval.labels.level != 0 ? interval.labels.level : m_parts.labels.level;
            if (named && reading.level == 0)
                reading.remarks.push_back(Remark::LevelNotNamed);
        }
        if (!named)
            reading.remarks.push_back(Remark::IntervalNotNamed);
        const double value = m_parts.first.value;
        if (value < interval.low.value || value > interval.high.value)
            reading.remarks.push_back(Remark::IntervalMisses);
        offer(std::move(reading), rank);
    }

    void within(const Interval& interval)
    {
        Labels labels = m_parts.labels;
        labels.add(interval.labels);
        if (labels.interval || labels.measure != Measure::Unnamed) {
            const bool mean = labels.mean && labels.measure == Measure::Unnamed;
            offerInterval(mean ? Form::Mean : Form::Estimate, interval, 0, labels.interval);
            if (!labels.interval)
                m_ranked.back().reading.remarks.push_back(Remark::LevelNotNamed);
            return;
        }
        if (labels.quartiles && !labels.range) {
            offerInterval(Form::MedianQuartiles, interval, 0, true);
            return;
        }
        if (labels.range && !labels.quartiles) {
            if (!labels.mean)
                offerInterval(Form::MedianRange, interval, 0, true);
            if (!labels.median) {
                Reading reading = made(Form::Mean);
                reading.value = m_parts.first;
                reading.minimum = interval.low;
                reading.maximum = interval.high;
                offer(std::move(reading), labels.mean ? 0 : 1);
            }
            return;
        }
        if (labels.median) {
            offerInterval(Form::MedianQuartiles, interval, 0, false);
            offerInterval(Form::MedianRange, interval, 1, false);
            offerInterval(Form::Estimate, interval, 3, false);
            return;
        }
        if (labels.mean) {
            offerInterval(Form::Mean, interval, 0, false);
            return;
        }
        unnamed(interval);
    }

    /// A value and two numbers, and not a word: symmetry speaks for a confidence interval.
    void unnamed(const Interval& interval)
    {
        const auto linear = skew(interval.low, m_parts.first, interval.high, false);
        const auto logarithmic = skew(interval.low, m_parts.first, interval.high, true);
        const double far = std::min(linear.value_or(1), logarithmic.value_or(1));
        const bool whole = m_parts.first.decimals == 0 && interval.low.decimals == 0 && interval.high.decimals == 0;
        const bool likely = far < 0.05 && !whole;
        offerInterval(Form::Estimate, interval, likely ? -1 : 2, false);
        offerInterval(Form::MedianQuartiles, interval, 0, false);
        offerInterval(Form::MedianRange, interval, 1, false);
    }

    /// "a decrease of 2.5": minus 2.5, or 2.5 in a column headed "decrease".
    void signs()
    {
        if (!m_parts.labels.decrease || m_parts.first.value <= 0 || m_parts.isPercent)
            return;
        std::vector<Ranked> negative;
        for (const Ranked& ranked : m_ranked) {
            if (!ranked.reading.value)
                continue;
            Ranked other = ranked;
            other.rank -= 20;
            Reading& reading = other.reading;
            reading.value->value = -reading.value->value;
            if (reading.low && reading.high && reading.low->value >= 0) {
                std::swap(reading.low, reading.high);
                reading.low->value = -reading.low->value;
                reading.high->value = -reading.high->value;
            }
            reading.remarks.push_back(Remark::SignFromWords);
            negative.push_back(std::move(other));
        }
        m_ranked.insert(m_ranked.end(), negative.begin(), negative.end());
    }

    const Parts& m_parts;
    const Expected& m_expected;
    Reading m_base;
    std::vector<Ranked> m_ranked;
};

} // namespace

bool percentFits(double count, double total, const Printed& percent)
{
    if (total <= 0)
        return false;
    // Half a step, and a little for halves that are rounded to even or down.
    return std::abs(100 * count / total - percent.value) <= 0.5 * percent.step * (1 + 1e-9) + 1e-9;
}

std::optional<double> skew(const Printed& low, const Printed& value, const Printed& high, bool logarithms)
{
    double a = low.value;
    double x = value.value;
    double b = high.value;
    if (logarithms) {
        if (a <= 0 || x <= 0 || b <= 0)
            return {};
        a = std::log(a);
        x = std::log(x);
        b = std::log(b);
    }
    if (b <= a)
        return {};
    return std::abs(x - (a + b) / 2) / ((b - a) / 2);
}

std::vector<Reading> readings(const Parts& parts, const Expected& expected)
{
    return Interpreter(parts, expected).all();
}

} // namespace winnow::extraction
