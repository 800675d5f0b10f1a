// Checks among the values of a study.
#include "core/extraction/checks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace winnow::extraction {

namespace {

std::optional<double> totalOf(const GridValue& value)
{
    if (value.reading.total)
        return value.reading.total->value;
    return value.n;
}

std::optional<double> eventsOf(const GridValue& value)
{
    return value.reading.count ? std::optional(value.reading.count->value) : std::nullopt;
}

/// True if the first is later than the second, as far as both are stated.
bool isLater(const std::string& a, const std::string& b)
{
    const std::size_t common = std::min(a.size(), b.size());
    return common >= 4 && a.substr(0, common) > b.substr(0, common);
}

class StudyChecker {
public:
    explicit StudyChecker(const StudyGrid& study)
        : m_study(study)
    {
    }

    std::vector<Finding> all()
    {
        for (const GridValue& value : m_study.values)
            alone(value);
        sizes();
        sums();
        dates();
        if (m_study.enrolled && *m_study.enrolled == 0)
            find({Check::EnrolmentZero, Concern::Unlikely, {}, {}, {}});
        series();
        missingTotals();
        if (m_study.randomisedTrial)
            baseline();
        spreads();
        return std::move(m_found);
    }

private:
    void find(Finding finding) { m_found.push_back(std::move(finding)); }

    void alone(const GridValue& value)
    {
        Reading reading = value.reading;
        if (!reading.total && value.n)
            reading.total = Printed{*value.n, 1, 0, Bound::Exact};
        for (Finding& finding : checkReading(value.id, reading, value.outcome, value.wholeNumbers))
            find(std::move(finding));
    }

    [[nodiscard]] const ArmSize* arm(const std::string& name) const
    {
        const auto found = std::find_if(
            m_study.arms.begin(), m_study.arms.end(), [&](const ArmSize& size) { return size.arm == name; });
        return found == m_study.arms.end() ? nullptr : &*found;
    }

    static std::optional<double> most(const ArmSize& size) { return size.randomised ? size.randomised : size.treated; }

    void sizes()
    {
        for (const ArmSize& size : m_study.arms) {
            std::optional<double> before;
            for (const auto& step : {size.registered, size.randomised, size.treated, size.analysed}) {
                if (step && before && *step > *before)
                    find({Check::TotalsOutOfOrder, Concern::Impossible, {size.arm}, {*step, *before}, {size.arm}});
                before = step ? step : before;
            }
        }
        for (const GridValue& value : m_study.values) {
            const ArmSize* size = arm(value.arm);
            const std::optional<double> total = totalOf(value);
            const std::optional<double> limit = size == nullptr ? std::nullopt : most(*size);
            if (total && limit && *total > *limit)
                find({Check::TotalExceedsArm, Concern::Impossible, {value.id}, {*total, *limit}, {value.arm}});
        }
    }

    void sums()
    {
        const auto overArms = [&](std::optional<double> ArmSize::* member, const std::optional<double>& stated) {
            std::vector<double> parts;
            for (const ArmSize& size : m_study.arms)
                if (size.*member)
                    parts.push_back(*(size.*member));
            if (stated && parts.size() == m_study.arms.size() && parts.size() > 1)
                if (auto finding = checkSum({}, parts, *stated, Check::ArmsDoNotSum))
                    find(std::move(*finding));
        };
        overArms(&ArmSize::randomised, m_study.randomised);
        overArms(&ArmSize::analysed, m_study.analysed);
        if (!m_study.randomised)
            return;
        std::map<std::pair<std::string, std::string>, std::map<std::string, double>> totals;
        std::map<std::pair<std::string, std::string>, std::string> first;
        for (const GridValue& value : m_study.values)
            if (const std::optional<double> total = totalOf(value)) {
                const auto key = std::pair{value.outcome, value.time};
                totals[key].emplace(value.arm, *total);
                first.emplace(key, value.id);
            }
        for (const auto& [key, arms] : totals) {
            double sum = 0;
            for (const auto& [name, total] : arms)
                sum += total;
            if (arms.size() > 1 && sum > *m_study.randomised)
                find({Check::ArmsDoNotSum, Concern::Impossible, {first.at(key)}, {sum, *m_study.randomised}, {}});
        }
    }

    void dates()
    {
        const StudyDates& dates = m_study.dates;
        const auto order = [&](const std::string& before, const std::string& after) {
            if (isLater(before, after))
                find({Check::DatesReversed, Concern::Impossible, {}, {}, {before, after}});
        };
        order(dates.started, dates.ended);
        order(dates.started, dates.published);
        if (isLater(dates.registered, dates.started))
            find({Check::RegisteredLate, Concern::ToNote, {}, {}, {dates.registered, dates.started}});
    }

    /// The values of one arm and outcome in the order of their times.
    [[nodiscard]] std::vector<std::vector<const GridValue*>> overTime() const
    {
        std::map<std::pair<std::string, std::string>, std::vector<const GridValue*>> groups;
        for (const GridValue& value : m_study.values)
            if (value.days >= 0)
                groups[{value.arm, value.outcome}].push_back(&value);
        std::vector<std::vector<const GridValue*>> out;
        for (auto& [key, group] : groups) {
            std::stable_sort(
                group.begin(), group.end(), [](const GridValue* a, const GridValue* b) { return a->days < b->days; });
            out.push_back(std::move(group));
        }
        return out;
    }

    void series()
    {
        for (const auto& group : overTime())
            for (std::size_t i = 1; i < group.size(); ++i) {
                const GridValue& before = *group[i - 1];
                const GridValue& after = *group[i];
                const auto totals = std::pair{totalOf(before), totalOf(after)};
                if (totals.first && totals.second && *totals.second > *totals.first && after.days > before.days)
                    find({Check::TotalRises, Concern::Unlikely, {before.id, after.id}, {*totals.first, *totals.second},
                        {before.time, after.time}});
                const auto events = std::pair{eventsOf(before), eventsOf(after)};
                if (before.cumulative && after.cumulative && events.first && events.second
                    && *events.second < *events.first)
                    find({Check::CumulativeFalls, Concern::Impossible, {before.id, after.id},
                        {*events.first, *events.second}, {before.time, after.time}});
            }
    }

    void missingTotals()
    {
        for (const GridValue& value : m_study.values) {
            if (totalOf(value) || !value.reading.value || value.days < 0)
                continue;
            const ArmSize* size = arm(value.arm);
            const std::optional<double> whole = size == nullptr ? std::nullopt : most(*size);
            for (const GridValue& other : m_study.values) {
                const std::optional<double> total = totalOf(other);
                if (whole && total && other.arm == value.arm && other.days >= 0 && other.days <= value.days
                    && *total < *whole) {
                    find({Check::TotalMissing, Concern::ToNote, {value.id, other.id}, {*total, *whole}, {other.time}});
                    break;
                }
            }
        }
    }

    /// Groups made by chance differ by three standard errors three times in a thousand.
    void baseline()
    {
        for (std::size_t i = 0; i < m_study.values.size(); ++i)
            for (std::size_t k = i + 1; k < m_study.values.size(); ++k) {
                const GridValue& a = m_study.values[i];
                const GridValue& b = m_study.values[k];
                if (!a.baseline || !b.baseline || a.outcome != b.outcome || a.time != b.time || a.arm == b.arm
                    || !a.reading.value || !b.reading.value || !a.reading.sd || !b.reading.sd)
                    continue;
                const double na = totalOf(a).value_or(0);
                const double nb = totalOf(b).value_or(0);
                if (na < 5 || nb < 5)
                    continue;
                const double variance =
                    a.reading.sd->value * a.reading.sd->value / na + b.reading.sd->value * b.reading.sd->value / nb;
                const double difference = a.reading.value->value - b.reading.value->value;
                if (variance > 0 && std::abs(difference) >= 3 * std::sqrt(variance))
                    find({Check::BaselineDiffers, Concern::Unlikely, {a.id, b.id},
                        {a.reading.value->value, b.reading.value->value, std::abs(difference) / std::sqrt(variance)},
                        {a.arm, b.arm}});
            }
    }

    void spreads()
    {
        std::map<std::string, std::vector<GridValue>> outcomes;
        for (const GridValue& value : m_study.values)
            outcomes[value.outcome].push_back(value);
        for (const auto& [outcome, values] : outcomes)
            for (Finding& finding : checkSpreads(values))
                find(std::move(finding));
    }

    const StudyGrid& m_study;
    std::vector<Finding> m_found;
};

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

std::vector<Finding> checkStudy(const StudyGrid& study)
{
    return StudyChecker(study).all();
}

std::vector<Finding> checkSpreads(const std::vector<GridValue>& values)
{
    std::vector<Finding> found;
    for (const GridValue& value : values) {
        if (!value.reading.sd)
            continue;
        std::vector<double> others;
        for (const GridValue& other : values)
            if (&other != &value && other.reading.sd && other.reading.unit == value.reading.unit
                && other.reading.change == value.reading.change)
                others.push_back(other.reading.sd->value);
        if (others.size() < 3)
            continue;
        const double usual = median(others);
        const double half = 0.5 * value.reading.sd->step;
        const double sd = value.reading.sd->value;
        if (sd - half > 3 * (usual + half)) {
            found.push_back({Check::SpreadUnlikeOthers, Concern::Unlikely, {value.id}, {sd, usual}, {}});
        } else if (3 * (sd + half) < usual - half) {
            const double n = totalOf(value).value_or(0);
            const double scaled = sd * std::sqrt(n);
            const bool error = n > 1 && scaled > usual / 1.7 && scaled < usual * 1.7;
            found.push_back({error ? Check::SpreadLikeStandardError : Check::SpreadUnlikeOthers, Concern::Unlikely,
                {value.id}, {sd, usual, scaled}, {}});
        }
    }
    return found;
}

std::optional<Finding> checkSum(std::string_view id, const std::vector<double>& parts, double total, Check check)
{
    double sum = 0;
    for (const double part : parts)
        sum += part;
    if (sum == total)
        return {};
    Finding finding{check, Concern::Impossible, {}, {sum, total}, {}};
    if (!id.empty())
        finding.values.emplace_back(id);
    return finding;
}

} // namespace winnow::extraction
