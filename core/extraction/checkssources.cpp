// Checks among sources that say the same thing, and among studies.
#include "core/extraction/checks.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace winnow::extraction {

namespace {

using Found = std::optional<Finding>;

Finding between(Check check, Concern concern, const Claim& a, const Claim& b)
{
    return {check, concern, {a.source, b.source}, {}, {}};
}

bool isPowerOfTen(double ratio)
{
    if (ratio <= 0)
        return false;
    const double power = std::log10(ratio);
    return std::abs(power - std::round(power)) < 1e-6 && std::abs(power) > 0.5;
}

Found compareDoses(const Claim& a, const Claim& b)
{
    const Dose& x = *a.dose;
    const Dose& y = *b.dose;
    const bool sameNumbers = x.low.value == y.low.value && x.high.value == y.high.value;
    const bool basisDiffers = x.basis != y.basis && x.basis != DoseBasis::NotStated && y.basis != DoseBasis::NotStated;
    if (sameNumbers && !basisDiffers)
        return {};
    Check check = Check::NumbersDiffer;
    if (basisDiffers)
        check = Check::BasisDiffers;
    else if (isPowerOfTen(x.low.value / y.low.value) || isPowerOfTen(x.high.value / y.high.value))
        check = Check::PowerDiffers;
    Finding finding = between(check, Concern::Unlikely, a, b);
    finding.numbers = {x.low.value, x.high.value, y.low.value, y.high.value};
    return finding;
}

bool isMean(ReportedForm form)
{
    return form == ReportedForm::MeanSd || form == ReportedForm::MeanSe || form == ReportedForm::Mean;
}

bool isMedian(ReportedForm form)
{
    return form == ReportedForm::MedianQuartiles || form == ReportedForm::MedianRange
        || form == ReportedForm::MedianWidth || form == ReportedForm::Median;
}

std::vector<double> numbersOf(const Reading& reading)
{
    std::vector<double> numbers;
    for (const std::optional<Printed>* part : {&reading.value, &reading.count, &reading.total, &reading.percent,
             &reading.sd, &reading.se, &reading.width, &reading.low, &reading.high})
        if (*part)
            numbers.push_back((*part)->value);
    return numbers;
}

Found compareReadings(const Claim& a, const Claim& b)
{
    const bool statistics = (isMean(a.reading->form) && isMedian(b.reading->form))
        || (isMedian(a.reading->form) && isMean(b.reading->form));
    const std::vector<double> x = numbersOf(*a.reading);
    const std::vector<double> y = numbersOf(*b.reading);
    if (!statistics && (x == y || a.reading->form != b.reading->form))
        return {}; // different statistics of the same data need not agree
    Finding finding = between(statistics ? Check::StatisticDiffers : Check::NumbersDiffer, Concern::Unlikely, a, b);
    finding.numbers = {x.front(), y.front()};
    return finding;
}

Found compareNumbers(const Claim& a, const Claim& b)
{
    if (a.numbers == b.numbers)
        return {};
    const double x = std::accumulate(a.numbers.begin(), a.numbers.end(), 0.0);
    const double y = std::accumulate(b.numbers.begin(), b.numbers.end(), 0.0);
    Concern concern = Concern::Unlikely;
    Check check = Check::NumbersDiffer;
    if (a.numbers.size() == b.numbers.size()) {
        auto sorted = a.numbers;
        auto others = b.numbers;
        std::sort(sorted.begin(), sorted.end());
        std::sort(others.begin(), others.end());
        if (sorted == others)
            check = Check::ArmsSwapped;
    } else if (x == y) {
        return {};
    }
    if (check == Check::NumbersDiffer && a.register_ != b.register_) {
        check = Check::RegisteredDiffers;
        concern = Concern::ToNote;
    }
    Finding finding = between(check, concern, a, b);
    finding.numbers = {x, y};
    return finding;
}

Found compareSets(const Claim& a, const Claim& b)
{
    const std::set<std::string> x(a.set.begin(), a.set.end());
    const std::set<std::string> y(b.set.begin(), b.set.end());
    return x == y ? Found() : between(Check::SetsDiffer, Concern::Unlikely, a, b);
}

Found compareWords(const Claim& a, const Claim& b)
{
    if (folded(a.words) == folded(b.words))
        return {};
    Finding finding = between(Check::WordsDiffer, Concern::ToNote, a, b);
    finding.words = {a.words, b.words};
    return finding;
}

/// The first thing both speak of on which they differ.
Found compare(const Claim& a, const Claim& b)
{
    if (a.dose && b.dose)
        return compareDoses(a, b);
    if (a.reading && b.reading)
        return compareReadings(a, b);
    if (!a.numbers.empty() && !b.numbers.empty())
        return compareNumbers(a, b);
    if (!a.set.empty() && !b.set.empty())
        return compareSets(a, b);
    if (!a.words.empty() && !b.words.empty())
        return compareWords(a, b);
    return {};
}

bool overlap(const StudyIdentity& a, const StudyIdentity& b)
{
    if (a.started.size() < 4 || a.ended.size() < 4 || b.started.size() < 4 || b.ended.size() < 4)
        return false;
    const auto notAfter = [](const std::string& x, const std::string& y) {
        const std::size_t common = std::min(x.size(), y.size());
        return x.substr(0, common) <= y.substr(0, common);
    };
    return notAfter(a.started, b.ended) && notAfter(b.started, a.ended);
}

bool sameWords(const std::string& a, const std::string& b)
{
    return !a.empty() && folded(a) == folded(b);
}

bool samePopulation(const StudyIdentity& a, const StudyIdentity& b)
{
    auto x = a.armSizes;
    auto y = b.armSizes;
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    if (x.empty() || x != y || std::accumulate(x.begin(), x.end(), 0.0) < 10)
        return false;
    // The same sizes by chance are common among small trials: something else must agree too.
    const int agreeing = (sameWords(a.place, b.place) ? 1 : 0) + (sameWords(a.intervention, b.intervention) ? 1 : 0)
        + (overlap(a, b) ? 1 : 0);
    return agreeing >= (x.size() > 1 ? 1 : 2);
}

} // namespace

std::vector<Finding> checkSources(std::string_view thing, const std::vector<Claim>& claims)
{
    std::vector<Finding> found;
    for (std::size_t i = 1; i < claims.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (Found finding = compare(claims[k], claims[i])) {
                finding->words.insert(finding->words.begin(), std::string(thing));
                found.push_back(std::move(*finding));
                break; // compared with the first that contradicts it
            }
    return found;
}

std::vector<Finding> checkStudies(const std::vector<StudyIdentity>& studies)
{
    std::vector<Finding> found;
    for (std::size_t i = 0; i < studies.size(); ++i)
        for (std::size_t k = i + 1; k < studies.size(); ++k) {
            const StudyIdentity& a = studies[i];
            const StudyIdentity& b = studies[k];
            const auto add = [&](Check check, std::vector<std::string> words) {
                found.push_back({check, Concern::Unlikely, {a.id, b.id}, {}, std::move(words)});
            };
            const auto shared = std::find_first_of(
                a.registrations.begin(), a.registrations.end(), b.registrations.begin(), b.registrations.end());
            if (shared != a.registrations.end())
                add(Check::SameRegistration, {*shared});
            else if (sameWords(a.title, b.title))
                add(Check::SameTitle, {a.title});
            else if (samePopulation(a, b))
                add(Check::SamePopulation, {});
        }
    return found;
}

} // namespace winnow::extraction
