#include "core/ranking/recall.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace winnow::ranking {

namespace {

constexpr std::size_t CurvePoints = 200;

QString tr(const char* text)
{
    return QCoreApplication::translate("ranking", text);
}

QString whole(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

QString percent(double share, int decimals = 0)
{
    return tr("%1 %").arg(QLocale().toString(100 * share, 'f', decimals));
}

/// Rounded down: a claim is never made larger than it is.
QString percentBelow(double share)
{
    return percent(std::floor(share * 1000 + 1e-9) / 1000, 1);
}

/// λ(x) = level · exp(−fall · x): how the relevant come over the records screened.
struct Rate {
    double level = 0;
    double fall = 0;

    [[nodiscard]] double between(double from, double to) const
    {
        return fall < 1e-12 ? level * (to - from) : level / fall * (std::exp(-fall * from) - std::exp(-fall * to));
    }
};

/// Of an exponential falling over [0, 1], cut off at 1: its mean, which falls from ½.
double meanWhere(double fall)
{
    return fall < 1e-6 ? 0.5 - fall / 12 : 1 / fall - 1 / std::expm1(fall);
}

Rate rateOf(double fall, double found, double screened)
{
    if (fall < 1e-6)
        return {found / screened, 0};
    return {found * fall / (-std::expm1(-fall)) / screened, fall / screened};
}

/// Maximum likelihood: the fall at which the mean place of what was found is the one seen; never a rise.
double likeliestFall(double meanPlace)
{
    if (meanPlace >= 0.5)
        return 0;
    double low = 0;
    double high = 1e6;
    for (int step = 0; step < 100; ++step) {
        const double middle = (low + high) / 2;
        (meanWhere(middle) > meanPlace ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// One standard deviation of the fall, from its information.
double deviationOf(double fall, double found)
{
    if (fall < 1e-3)
        return std::sqrt(12 / found);
    const double half = std::sinh(std::min(fall, 600.0) / 2);
    return 1 / std::sqrt(found * (1 / (fall * fall) - 1 / (4 * half * half)));
}

void project(const std::vector<bool>& relevant, StoppingFigures& figures)
{
    const auto screened = static_cast<double>(figures.screened);
    const auto records = static_cast<double>(figures.records);
    const auto found = static_cast<double>(figures.found);
    if (figures.found == 0 || figures.screened == figures.records)
        return;
    double sum = 0;
    for (std::size_t i = 0; i < relevant.size(); ++i)
        sum += relevant[i] ? (static_cast<double>(i) + 0.5) / screened : 0;
    const double fall = likeliestFall(sum / found);
    const double deviation = 1.959964 * deviationOf(fall, found);
    const Rate rate = rateOf(fall, found, screened);
    figures.expectedUnseen = rate.between(screened, records);
    const double few = rateOf(fall + deviation, found, screened).between(screened, records);
    const double many = rateOf(std::max(0.0, fall - deviation), found, screened).between(screened, records);
    figures.unseen95.low = std::max(0.0, few - 1.959964 * std::sqrt(few));
    figures.unseen95.high = std::min(records - screened, many + 1.959964 * std::sqrt(many + 1) + 1);
    constexpr std::size_t Steps = 50;
    for (std::size_t step = 0; step <= Steps; ++step) {
        const double at = screened + (records - screened) * static_cast<double>(step) / Steps;
        figures.expectedCurve.push_back({static_cast<std::size_t>(std::llround(at)),
            figures.found + static_cast<std::size_t>(std::llround(rate.between(screened, at)))});
    }
}

double recallGranted(const HypergeometricRule& rule, double confidence)
{
    int low = 0; // in thousandths
    int high = 1000;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (rule.chanceOfMissing(middle / 1000.0) < 1 - confidence ? low : high) = middle;
    }
    return low / 1000.0;
}

} // namespace

double StoppingFigures::expectedRecall() const
{
    const auto all = static_cast<double>(found) + expectedUnseen;
    return all > 0 ? static_cast<double>(found) / all : 0;
}

StoppingFigures stoppingFigures(const std::vector<bool>& relevant, std::size_t records, const StoppingTarget& target)
{
    StoppingFigures figures;
    figures.records = std::max(records, relevant.size());
    figures.screened = relevant.size();
    figures.target = target;
    HypergeometricRule rule(figures.records);
    const std::size_t every = std::max<std::size_t>(1, relevant.size() / CurvePoints);
    figures.curve.push_back({});
    for (std::size_t i = 0; i < relevant.size(); ++i) {
        rule.add(relevant[i]);
        figures.run = relevant[i] ? 0 : figures.run + 1;
        if ((i + 1) % every == 0 || i + 1 == relevant.size())
            figures.curve.push_back({i + 1, rule.found()});
    }
    figures.found = rule.found();
    figures.chanceOfMissing = rule.chanceOfMissing(target.recall);
    if (figures.screened == figures.records)
        figures.recallAtLeast = 1;
    else if (figures.found > 0)
        figures.recallAtLeast = recallGranted(rule, target.confidence);
    project(relevant, figures);
    return figures;
}

QString ruleInWords(const StoppingFigures& figures)
{
    if (figures.screened == figures.records)
        return tr("Everything has been screened.");
    if (figures.found == 0)
        return tr("Nothing relevant has been found yet, so nothing can be said of the recall.");
    if (figures.targetReached())
        return tr(
            "With %1 confidence at least %2 of the relevant records have been found (hypergeometric rule, p = %3).")
            .arg(percent(figures.target.confidence), percentBelow(figures.recallAtLeast),
                QLocale().toString(figures.chanceOfMissing, 'g', 2));
    return tr("The chance that fewer than %1 of the relevant records have been found is still up to %2 (hypergeometric "
              "rule); with %3 confidence at least %4 have been.")
        .arg(percent(figures.target.recall), percent(figures.chanceOfMissing, 1), percent(figures.target.confidence),
            percentBelow(figures.recallAtLeast));
}

QString runInWords(const StoppingFigures& figures)
{
    return tr("%1 irrelevant in a row. In simulations on 19 reviews, stopping after 50 in a row found 95 % of the "
              "relevant records in 32 % of the runs, and nothing at all in the worst.")
        .arg(whole(figures.run));
}

QString statement(const StoppingFigures& figures)
{
    const QString seen =
        tr("%1 of %2 records (%3) were screened in an order learned from the decisions; judged relevant: "
           "%4; irrelevant in a row at the end: %5.")
            .arg(whole(figures.screened), whole(figures.records),
                percent(static_cast<double>(figures.screened)
                        / static_cast<double>(std::max<std::size_t>(figures.records, 1)),
                    1),
                whole(figures.found), whole(figures.run));
    if (figures.screened == figures.records)
        return seen + u' ' + tr("No record was left unscreened.");
    const QString rule =
        tr("By the hypergeometric stopping rule (Callaghan and Müller-Hansen 2020, "
           "doi:10.1186/s13643-020-01521-4), the null hypothesis that recall is below %1 %2 at the %3 "
           "level (p = %4).")
            .arg(percent(figures.target.recall),
                figures.targetReached() ? tr("was rejected") : tr("could not be rejected"),
                percent(1 - figures.target.confidence), QLocale().toString(figures.chanceOfMissing, 'g', 3));
    return seen + u' ' + rule;
}

} // namespace winnow::ranking
