#include "core/screening/agreement.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace winnow::screening {

namespace {

constexpr double Z = 1.959963984540054; // the 97.5 % point of the normal distribution

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("screening", text, nullptr, n);
}

Estimate estimate(double value, std::optional<double> error)
{
    const double half = Z * error.value_or(0);
    return {value, error, value - half, value + half};
}

std::optional<double> ratio(double part, double whole)
{
    return whole == 0 ? std::nullopt : std::optional{part / whole};
}

/// Shares of all records: what the first said, then the second; 0 include, 1 exclude.
using Shares = std::array<std::array<double, 2>, 2>;

double kappaError(const Shares& p, double kappa, double expected, double n)
{
    double agreed = 0;
    double differed = 0;
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t j = 0; j < 2; ++j) {
            if (i == j) {
                const double margins = p[i][0] + p[i][1] + p[0][i] + p[1][i];
                agreed += p[i][i] * std::pow(1 - margins * (1 - kappa), 2);
            } else {
                const double margins = p[0][i] + p[1][i] + p[j][0] + p[j][1]; // crosswise
                differed += p[i][j] * std::pow(margins, 2);
            }
        }
    const double variance = (agreed + std::pow(1 - kappa, 2) * differed - std::pow(kappa - expected * (1 - kappa), 2))
        / (std::pow(1 - expected, 2) * n);
    return std::sqrt(std::max(variance, 0.0)); // rounding may leave a little below 0
}

Estimate gwet(const Shares& p, double observed, double n)
{
    const double include = (p[0][0] + p[0][1] + p[0][0] + p[1][0]) / 2;
    const std::array<double, 2> share{include, 1 - include};
    const double chance = 2 * include * (1 - include);
    const double ac1 = (observed - chance) / (1 - chance);
    if (n < 2)
        return estimate(ac1, std::nullopt);
    double agreed = 0;
    double squares = 0;
    for (std::size_t i = 0; i < 2; ++i) {
        agreed += p[i][i] * (1 - share[i]);
        for (std::size_t j = 0; j < 2; ++j)
            squares += p[i][j] * std::pow(1 - (share[i] + share[j]) / 2, 2);
    }
    const double variance = (observed * (1 - observed) - 4 * (1 - ac1) * (agreed - observed * chance)
                                + 4 * std::pow(1 - ac1, 2) * (squares - chance * chance))
        / ((n - 1) * std::pow(1 - chance, 2));
    return estimate(ac1, std::sqrt(std::max(variance, 0.0)));
}

/// 1 include, 0 exclude; none if it does not count.
std::optional<int> counted(Verdict verdict, MaybeAs maybe)
{
    if (verdict == Verdict::Maybe)
        return maybe == MaybeAs::Include ? std::optional{1} : std::nullopt;
    return verdict == Verdict::Include ? 1 : 0;
}

/// A record that two people judged.
struct Common {
    int first = 0;
    int second = 0;
    std::int64_t at = 0; ///< when the later of them did
    CitationId citation;
};

TwoByTwo tableOf(std::vector<Common>::const_iterator begin, std::vector<Common>::const_iterator end)
{
    TwoByTwo table;
    for (auto common = begin; common != end; ++common)
        (common->first != 0 ? (common->second != 0 ? table.both : table.first)
                            : (common->second != 0 ? table.second : table.neither)) += 1;
    return table;
}

std::vector<Window> windowsOf(const std::vector<Common>& common, std::int64_t size)
{
    std::vector<Window> windows;
    const auto all = static_cast<std::int64_t>(common.size());
    if (size <= 0)
        return windows;
    for (std::int64_t from = 0; from < all;) {
        std::int64_t to = std::min(from + size, all);
        if (all - to < (size + 1) / 2)
            to = all;
        windows.push_back({from + 1, to, common[static_cast<std::size_t>(to - 1)].at,
            agreementOf(tableOf(common.begin() + from, common.begin() + to))});
        from = to;
    }
    return windows;
}

QString number(double value, int digits = 2)
{
    // A minus sign, and no zero with one.
    const QString text = QString::number(std::abs(value), 'f', digits);
    const bool negative = value < 0 && text.toDouble() != 0;
    return (negative ? QString(QChar(0x2212)) : QString()) + text;
}

QString interval(const std::optional<Estimate>& estimate)
{
    if (!estimate)
        return tr("not defined");
    if (!estimate->error)
        return number(estimate->value);
    return tr("%1 (95 % CI %2 to %3)").arg(number(estimate->value), number(estimate->lower), number(estimate->upper));
}

QString plain(const std::optional<double>& value)
{
    return value ? number(*value) : tr("not defined");
}

QString nameOf(ReviewerId reviewer, const std::map<ReviewerId, std::string>& names)
{
    const auto name = names.find(reviewer);
    return name == names.end() ? tr("Reviewer %1").arg(reviewer.value) : toQString(name->second);
}

QString pairText(const PairAgreement& pair, Stage stage, const std::map<ReviewerId, std::string>& names)
{
    const Agreement& found = pair.agreement;
    const std::int64_t n = found.table.count();
    const QString what = stage == Stage::TitleAbstract ? tr("%n titles and abstracts", static_cast<int>(n))
                                                       : tr("%n full texts", static_cast<int>(n));
    if (n == 0 || !found.observed)
        return {};
    return tr("%1 and %2 independently screened %3 and agreed on %4 of them (%5 %); Cohen's kappa was %6, the "
              "prevalence- and bias-adjusted kappa (PABAK) %7, Gwet's AC1 %8 and Krippendorff's alpha %9.")
        .arg(nameOf(pair.first, names), nameOf(pair.second, names), what,
            QString::number(found.table.both + found.table.neither), number(100 * *found.observed, 1),
            interval(found.kappa), plain(found.pabak), interval(found.ac1), plain(found.alpha));
}

} // namespace

Agreement agreementOf(const TwoByTwo& table)
{
    Agreement found;
    found.table = table;
    const auto n = static_cast<double>(table.count());
    if (n == 0)
        return found;
    const auto a = static_cast<double>(table.both);
    const auto b = static_cast<double>(table.first);
    const auto c = static_cast<double>(table.second);
    const auto d = static_cast<double>(table.neither);
    const Shares p{{{a / n, b / n}, {c / n, d / n}}};
    const double p1 = (a + b) / n;
    const double p2 = (a + c) / n;
    const double observed = (a + d) / n;
    const double expected = p1 * p2 + (1 - p1) * (1 - p2);
    found.observed = observed;
    found.expected = expected;
    // Told by the counts, which are exact: both put everything into one and the same category.
    const bool bothOne = (b + c == 0) && (a == 0 || d == 0);
    if (!bothOne) {
        const double kappa = (observed - expected) / (1 - expected);
        found.kappa = estimate(kappa, kappaError(p, kappa, expected, n));
        found.kappaMost = (std::min(p1, p2) + std::min(1 - p1, 1 - p2) - expected) / (1 - expected);
        found.alpha = 1 - (2 * n - 1) * (b + c) / ((2 * a + b + c) * (2 * d + b + c));
    }
    found.pabak = 2 * observed - 1;
    found.ac1 = gwet(p, observed, n);
    found.positive = ratio(2 * a, 2 * a + b + c);
    found.negative = ratio(2 * d, 2 * d + b + c);
    found.prevalence = (a - d) / n;
    found.bias = (b - c) / n;
    return found;
}

std::optional<double> krippendorffAlpha(const std::vector<Rating>& ratings)
{
    std::map<std::int64_t, std::map<int, std::int64_t>> units;
    for (const Rating& rating : ratings)
        units[rating.unit][rating.category] += 1;
    std::map<int, std::int64_t> totals;
    std::int64_t all = 0;
    double differing = 0;
    for (const auto& [unit, categories] : units) {
        std::int64_t raters = 0;
        std::int64_t squares = 0;
        for (const auto& [category, count] : categories) {
            raters += count;
            squares += count * count;
        }
        if (raters < 2)
            continue;
        // Ordered pairs of different categories within the unit, each unit weighing as much as it has ratings.
        differing += static_cast<double>(raters * raters - squares) / static_cast<double>(raters - 1);
        for (const auto& [category, count] : categories)
            totals[category] += count;
        all += raters;
    }
    if (totals.size() < 2)
        return std::nullopt;
    double chance = static_cast<double>(all) * static_cast<double>(all);
    for (const auto& [category, count] : totals)
        chance -= static_cast<double>(count) * static_cast<double>(count);
    return 1 - static_cast<double>(all - 1) * differing / chance;
}

StageAgreement agreementOf(const std::vector<Vote>& votes, MaybeAs maybe, std::int64_t window)
{
    std::map<CitationId, std::vector<const Vote*>> byCitation;
    for (const Vote& vote : votes)
        byCitation[vote.citation].push_back(&vote);
    StageAgreement stage;
    std::vector<Rating> ratings;
    std::set<ReviewerId> reviewers;
    std::map<std::pair<ReviewerId, ReviewerId>, std::pair<std::vector<Common>, std::int64_t>> pairs;
    for (auto& [citation, said] : byCitation) {
        std::ranges::sort(said, {}, [](const Vote* vote) { return vote->reviewer; });
        std::vector<const Vote*> heard;
        for (const Vote* vote : said)
            if (counted(vote->verdict, maybe))
                heard.push_back(vote);
        for (std::size_t i = 0; i < said.size(); ++i)
            for (std::size_t j = i + 1; j < said.size(); ++j) {
                auto& [common, maybes] = pairs[{said[i]->reviewer, said[j]->reviewer}];
                maybes += said[i]->verdict == Verdict::Maybe || said[j]->verdict == Verdict::Maybe ? 1 : 0;
                const auto first = counted(said[i]->verdict, maybe);
                const auto second = counted(said[j]->verdict, maybe);
                if (first && second)
                    common.push_back({*first, *second, std::max(said[i]->at, said[j]->at), citation});
            }
        if (heard.size() < 2)
            continue;
        ++stage.citations;
        for (const Vote* vote : heard) {
            reviewers.insert(vote->reviewer);
            ratings.push_back({citation.value, vote->reviewer.value, *counted(vote->verdict, maybe)});
        }
    }
    for (auto& [who, what] : pairs) {
        auto& [common, maybes] = what;
        std::ranges::sort(common, {}, [](const Common& one) { return std::pair{one.at, one.citation}; });
        stage.pairs.push_back({who.first, who.second, agreementOf(tableOf(common.begin(), common.end())), maybes,
            windowsOf(common, window)});
    }
    stage.reviewers = static_cast<std::int64_t>(reviewers.size());
    stage.alpha = krippendorffAlpha(ratings);
    return stage;
}

QString methodsText(
    const StageAgreement& agreement, Stage stage, MaybeAs maybe, const std::map<ReviewerId, std::string>& names)
{
    QStringList sentences;
    for (const PairAgreement& pair : agreement.pairs)
        if (const QString text = pairText(pair, stage, names); !text.isEmpty())
            sentences.append(text);
    if (sentences.isEmpty())
        return {};
    if (agreement.reviewers > 2)
        sentences.append(tr(
            "Over all %1 reviewers, Krippendorff's alpha for nominal data was %2 (%3 records judged by two or more).")
                .arg(agreement.reviewers)
                .arg(plain(agreement.alpha))
                .arg(agreement.citations));
    sentences.append(maybe == MaybeAs::Include ? tr("“Maybe” was counted as inclusion.")
                                               : tr("Records that one of the two marked “maybe” were left out."));
    return sentences.join(QLatin1Char(' '));
}

} // namespace winnow::screening
