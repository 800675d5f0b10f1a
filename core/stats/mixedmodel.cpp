#include "core/stats/mixedmodel.h"

#include "core/base/text.h"
#include "core/stats/counts.h"
#include "core/stats/distributions.h"
#include "core/stats/formulas.h"
#include "core/stats/marginal.h"
#include "core/stats/newton.h"
#include "core/stats/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace winnow::stats {

namespace {

using enum Measure;
using enum Column;

constexpr std::array Names{std::pair{std::string_view{"UM.FS"}, MixedModel::FixedStudies},
    std::pair{std::string_view{"UM.RS"}, MixedModel::RandomStudies},
    std::pair{std::string_view{"CM.EL"}, MixedModel::ConditionalExact},
    std::pair{std::string_view{"CM.AL"}, MixedModel::ConditionalApproximate}};

constexpr std::array Models{MixedModel::FixedStudies, MixedModel::RandomStudies, MixedModel::ConditionalExact,
    MixedModel::ConditionalApproximate};

/// A study's counts: one, or one a group. η is the offset, the pooled effect and the study's own deviation …
struct Counted {
    std::vector<Count> counts;
    double offset = 0;
    // What the study alone tells of the effect; no information where it would be infinite.
    double effect = Missing;
    double information = 0;
    double logProbability = 0;
    double variance = Missing; ///< of the usual estimate, corrected
};

bool isUnconditional(MixedModel model)
{
    return model == MixedModel::FixedStudies || model == MixedModel::RandomStudies;
}

bool hasTwoGroups(Measure measure)
{
    return measure == OddsRatio || measure == RateRatio;
}

/// No counts if a number is missing.
Counted counted(Measure measure, MixedModel model, const StudyNumbers& s)
{
    if (measure == LogitProportion) {
        const double size = std::isnan(s[Ni]) ? s[Xi] + s[Mi] : s[Ni];
        return std::isnan(s[Xi] + size) ? Counted{} : Counted{{Count::binomial(s[Xi], size)}};
    }
    if (measure == LogRate)
        return std::isnan(s[Xi] + s[Ti]) ? Counted{} : Counted{{Count::poisson(s[Xi], s[Ti])}};
    if (measure == RateRatio) {
        if (std::isnan(s[X1i] + s[T1i] + s[X2i] + s[T2i]))
            return {};
        if (isUnconditional(model))
            return {{Count::poisson(s[X1i], s[T1i]), Count::poisson(s[X2i], s[T2i])}};
        return {{Count::binomial(s[X1i], s[X1i] + s[X2i])}, std::log(s[T1i] / s[T2i])};
    }
    const Table t = tableOf(s);
    if (!t.isKnown())
        return {};
    if (isUnconditional(model))
        return {{Count::binomial(t.a, t.first()), Count::binomial(t.c, t.second())}};
    if (model == MixedModel::ConditionalExact)
        return {{Count::hypergeometric(t.a, t.a + t.c, t.first(), t.second())}};
    return {{Count::binomial(t.a, t.a + t.c)}, std::log(t.first() / t.second())};
}

/// The study by itself: an effect of its own describes it best.
void tellAlone(Counted& study)
{
    const Count::Own first = study.counts[0].own();
    study.effect = first.eta - study.offset;
    study.information = first.information;
    study.logProbability = first.logProbability;
    if (study.counts.size() == 2) {
        const Count::Own second = study.counts[1].own();
        study.effect = first.eta - second.eta;
        study.information = 1 / (1 / first.information + 1 / second.information);
        study.logProbability += second.logProbability;
    }
}

/// The shared parameters; the first two are always these.
enum Parameter { Effect = 0, Tau = 1, Level = 2, Sigma = 3 };

/// Half of a deviation for each group, as metafor codes it.
constexpr std::array Halves{0.5, -0.5};

class Likelihood {
public:
    Likelihood(const std::vector<Counted>& studies, bool exact)
        : m_studies(studies)
        , m_exact(exact)
    {
    }

    /// One count a study.
    [[nodiscard]] Jet<2> operator()(std::size_t i, const std::array<Jet<2>, 2>& x) const
    {
        const Counted& study = m_studies[i];
        const std::array lines{Predictor<Jet<2>>{x[Effect] + Jet<2>{study.offset}, x[Tau]}};
        return m_exact ? logExact<2>(study.counts, lines) : logAdaptive<2>(study.counts, lines, rule());
    }

    /// Two, with a level of the study's own.
    [[nodiscard]] Jet<3> operator()(std::size_t i, const std::array<Jet<3>, 3>& x) const
    {
        const std::array lines{Predictor<Jet<3>>{x[Level] + x[Effect], Halves[0] * x[Tau]},
            Predictor<Jet<3>>{x[Level], Halves[1] * x[Tau]}};
        return logAdaptive<3>(m_studies[i].counts, lines, rule());
    }

    /// Two, with random levels.
    [[nodiscard]] Jet<4> operator()(std::size_t i, const std::array<Jet<4>, 4>& x) const
    {
        const std::array planes{PlanePredictor<Jet<4>>{x[Level] + x[Effect], {x[Sigma], Halves[0] * x[Tau]}},
            PlanePredictor<Jet<4>>{x[Level], {x[Sigma], Halves[1] * x[Tau]}}};
        return logLaplace<4>(m_studies[i].counts, planes);
    }

private:
    static const Quadrature& rule()
    {
        static const Quadrature seven = gaussHermite(7);
        return seven;
    }

    const std::vector<Counted>& m_studies;
    bool m_exact;
};

class Fitting {
public:
    Fitting(Measure measure, const MixedOptions& options, std::vector<Counted> studies)
        : m_options(options)
        , m_studies(std::move(studies))
        , m_isRandom(hasTwoGroups(measure) && options.model == MixedModel::RandomStudies)
        , m_exact(measure == OddsRatio && options.model == MixedModel::ConditionalExact)
    {
        m_fit.measure = measure;
        m_fit.options = options;
        m_fit.k = m_studies.size();
        m_fit.qDf = static_cast<double>(m_fit.k) - 1;
    }

    Result<MixedFit> run()
    {
        if (m_studies.empty())
            return fail(ErrorKind::InvalidInput, tr("There is no study whose counts say anything."));
        if (isInfinite())
            return fail(ErrorKind::InvalidInput,
                tr("A group has no events, or nothing but events, in all studies: nothing can be pooled."));
        testByWald();
        const bool conditional = m_studies.front().counts.size() == 1;
        if (m_isRandom)
            pool<4, 0>({meanEffect(), 0, meanLevel(), 0.5});
        else if (conditional)
            pool<2, 0>({meanEffect(), 0});
        else
            pool<2, 1>({meanEffect(), 0});
        describe();
        return m_fit;
    }

private:
    /// In all studies that tell one the other way round, the likelihood rises for ever.
    [[nodiscard]] bool isInfinite() const
    {
        const auto all = [this](auto what) { return std::ranges::all_of(m_studies, what); };
        const auto least = [](std::size_t i) { return [i](const Counted& s) { return s.counts[i].isLeast(); }; };
        const auto most = [](std::size_t i) { return [i](const Counted& s) { return s.counts[i].isMost(); }; };
        if (m_studies.front().counts.size() == 1)
            return all(least(0)) || all(most(0));
        if (m_isRandom)
            return all(least(0)) || all(most(0)) || all(least(1)) || all(most(1));
        return all([](const Counted& s) { return s.counts[0].isLeast() || s.counts[1].isMost(); })
            || all([](const Counted& s) { return s.counts[0].isMost() || s.counts[1].isLeast(); });
    }

    [[nodiscard]] double meanEffect() const
    {
        double sum = 0;
        for (const Counted& study : m_studies)
            sum += study.counts.size() == 2 ? study.counts[0].roughly() - study.counts[1].roughly()
                                            : study.counts[0].roughly() - study.offset;
        return sum / static_cast<double>(m_studies.size());
    }

    [[nodiscard]] double meanLevel() const
    {
        double sum = 0;
        for (const Counted& study : m_studies)
            sum += study.counts[1].roughly();
        return sum / static_cast<double>(m_studies.size());
    }

    /// Q about the weighted mean, of the uncorrected estimates. Those that are infinite have no weight.
    void testByWald()
    {
        double weights = 0;
        double squares = 0;
        double sum = 0;
        double sumOfSquares = 0;
        for (const Counted& study : m_studies) {
            if (!(study.information > 0))
                continue;
            weights += study.information;
            squares += study.information * study.information;
            sum += study.information * study.effect;
            sumOfSquares += study.information * study.effect * study.effect;
        }
        const double q = weights > 0 ? std::max(0.0, sumOfSquares - sum * sum / weights) : 0;
        const double informative = static_cast<double>(
            std::ranges::count_if(m_studies, [](const Counted& study) { return study.information > 0; }));
        if (informative > 1)
            m_moment = std::max(0.0, (q - (informative - 1)) / (weights - squares / weights));
        if (m_fit.k > 1 && !m_isRandom)
            m_fit.wald = {q, chiSquaredAbove(q, m_fit.qDf)};
    }

    /// Fits without and with a variance between studies, and tells which describes them better.
    template <int Shared, int Own> void pool(Eigen::Matrix<double, Shared, 1> start)
    {
        const Likelihood likelihood{m_studies, m_exact};
        const std::size_t k = m_studies.size();
        std::vector<double> own;
        if constexpr (Own == 1)
            for (const Counted& study : m_studies)
                own.push_back(study.counts[1].roughly());
        typename Newton<Shared, Own>::Held held = Newton<Shared, Own>::Held::Constant(false);
        held[Tau] = true;
        const auto equal = Newton<Shared, Own>{k, start, own, held}.maximise(likelihood);
        Maximum<Shared> best = equal;
        if (k > 1) {
            constexpr double LeastStart = 0.1;
            constexpr double MostStart = 4;
            start = equal.at;
            start[Tau] = std::sqrt(std::clamp(m_moment, LeastStart, MostStart));
            if constexpr (Shared == 4) // at 0 the slope is 0, even where the likelihood rises on both sides
                start[Sigma] = std::max(std::abs(start[Sigma]), LeastStart);
            auto random = Newton<Shared, Own>{k, start, equal.own}.maximise(likelihood);
            constexpr double Zero = 1e-5; // the likelihood is even in τ: near 0, it is 0
            if (std::abs(random.at[Tau]) > Zero && random.value > equal.value)
                best = std::move(random);
            testByLikelihood(equal);
        }
        constexpr double Endless = 20; // of τ: the likelihood is flat out there
        m_fit.converged = equal.converged && best.converged && std::abs(best.at[Tau]) < Endless;
        take(best);
    }

    template <int Shared> void testByLikelihood(const Maximum<Shared>& equal)
    {
        double own = 0;
        if (m_isRandom)
            own = ownEffects(equal);
        else
            for (const Counted& study : m_studies)
                own += study.logProbability;
        const double ratio = std::max(0.0, 2 * (own - equal.value));
        m_fit.likelihoodRatio = {ratio, chiSquaredAbove(ratio, m_fit.qDf)};
    }

    /// Log-likelihood of an effect a study beside random levels.
    template <int Shared> [[nodiscard]] double ownEffects(const Maximum<Shared>& equal) const
    {
        if constexpr (Shared == 4) {
            const Quadrature laplace = gaussHermite(1);
            const auto likelihood = [&](std::size_t i, const std::array<Jet<3>, 3>& x) {
                const auto& [level, sigma, effect] = x;
                const std::span<const Count> counts{m_studies[i].counts};
                const std::array lines{Predictor<Jet<3>>{level + effect, sigma}, Predictor<Jet<3>>{level, sigma}};
                // At the ends an infinite effect describes the first group best: it has its events for sure.
                const bool isEnd = counts[0].isLeast() || counts[0].isMost();
                const std::size_t from = isEnd ? 1 : 0;
                return logAdaptive<3>(counts.subspan(from), Predictors<Jet<3>>{lines}.subspan(from), laplace);
            };
            const Eigen::Vector2d start{equal.at[Level], std::max(std::abs(equal.at[Sigma]), 0.1)};
            const std::vector<double> effects(m_studies.size(), equal.at[Effect]);
            return Newton<2, 1>{m_studies.size(), start, effects}.maximise(likelihood).value;
        }
        return Missing;
    }

    template <int Shared> void take(const Maximum<Shared>& best)
    {
        m_fit.tau2 = best.at[Tau] * best.at[Tau];
        m_fit.logLikelihood = best.value;
        m_fit.pooled.estimate = best.at[Effect];
        if constexpr (Shared == 4)
            m_fit.sigma2 = best.at[Sigma] * best.at[Sigma];
        const Eigen::LLT<Eigen::Matrix<double, Shared, Shared>> decomposed{best.information};
        if (decomposed.info() != Eigen::Success) {
            m_fit.converged = false;
            return;
        }
        const Eigen::Matrix<double, Shared, Shared> covariance =
            decomposed.solve(Eigen::Matrix<double, Shared, Shared>::Identity());
        m_fit.pooled.standardError = std::sqrt(covariance(Effect, Effect));
        if (m_fit.tau2 > 0)
            m_fit.tau2Error = 2 * std::abs(best.at[Tau]) * std::sqrt(covariance(Tau, Tau));
    }

    void describe()
    {
        if (m_options.t && m_fit.k > 1)
            m_fit.df = m_fit.qDf;
        Coefficient& pooled = m_fit.pooled;
        pooled.statistic = pooled.estimate / pooled.standardError;
        pooled.p = twoSided(pooled.statistic, m_fit.df);
        pooled.interval = around(pooled.estimate, criticalValue(m_options.level, m_fit.df) * pooled.standardError);
        double sum = 0;
        double squares = 0;
        double k = 0;
        for (const Counted& study : m_studies) {
            if (!(study.variance > 0))
                continue;
            ++k;
            sum += 1 / study.variance;
            squares += 1 / (study.variance * study.variance);
        }
        if (k > 1) {
            m_fit.typicalVariance = (k - 1) / (sum - squares / sum);
            m_fit.i2 = 100 * m_fit.tau2 / (m_fit.typicalVariance + m_fit.tau2);
            m_fit.h2 = m_fit.tau2 / m_fit.typicalVariance + 1;
        }
    }

    MixedOptions m_options;
    std::vector<Counted> m_studies;
    bool m_isRandom;
    bool m_exact;
    double m_moment = 0; ///< τ² by DerSimonian and Laird, to start from
    MixedFit m_fit;
};

void warn(MixedFit& fit)
{
    if (fit.k == 1)
        fit.warnings.push_back(tr("There is one study: heterogeneity cannot be judged."));
    else if (fit.k < 5)
        fit.warnings.push_back(
            tr("There are %1 studies: the variance between studies is hardly known from so few.").arg(fit.k));
    if (!fit.converged)
        fit.warnings.push_back(
            tr("The mixed model did not converge: its numbers are not to be relied on; choose another method."));
    else if (fit.k > 1 && fit.tau2 == 0)
        fit.warnings.push_back(
            tr("The variance between studies is estimated as zero, which does not show that there is none."));
}

/// All studies as counts, in their order; those without information have none.
struct Prepared {
    std::vector<Counted> all;
    std::vector<std::size_t> positions; ///< of those with information
    std::vector<QString> warnings;

    [[nodiscard]] std::vector<Counted> some(const std::vector<std::size_t>& of) const
    {
        std::vector<Counted> picked;
        for (const std::size_t i : of)
            picked.push_back(all[i]);
        return picked;
    }
};

bool isWhole(double x)
{
    return std::floor(x) == x;
}

Result<> need(bool fine, const QString& otherwise)
{
    return fine ? Result<>{} : Result<>{fail(ErrorKind::InvalidInput, otherwise)};
}

Result<Prepared> prepared(Measure measure, std::span<const StudyNumbers> studies, const MixedOptions& options)
{
    const auto models = mixedModelsFor(measure);
    TRY(need(!models.empty(),
        tr("Generalised linear mixed models are for OR, IRR, PLO and IRLN, not for %1.")
            .arg(toQString(nameOf(measure)))));
    TRY(need(std::ranges::find(models, options.model) != models.end(),
        tr("The measure %1 has no mixed model %2.").arg(toQString(nameOf(measure)), toQString(nameOf(options.model)))));
    const bool hearsDoubleZeros = options.model == MixedModel::RandomStudies && !options.effects.dropDoubleZero;
    EffectOptions own = options.effects;
    own.dropDoubleZero = !hearsDoubleZeros;
    const Effects estimates = TRY(effects(measure, studies, own));
    Prepared made;
    std::vector<std::size_t> missing;
    std::vector<std::size_t> without;
    std::vector<std::size_t> kept;
    std::vector<std::size_t> corrected;
    for (std::size_t i = 0; i < studies.size(); ++i) {
        if (measure == OddsRatio && options.model == MixedModel::ConditionalExact) {
            const Table t = tableOf(studies[i]);
            TRY(need(!t.isKnown() || (isWhole(t.a) && isWhole(t.b) && isWhole(t.c) && isWhole(t.d)),
                tr("The model CM.EL needs whole numbers of events and participants.")));
            constexpr double MostEvents = 1e6; // all their divisions are weighed
            TRY(need(!(t.a + t.c > MostEvents), tr("The model CM.EL is for at most a million events a study.")));
        }
        made.all.push_back(counted(measure, options.model, studies[i]));
        const bool empty = hasTwoGroups(measure) && isDoubleZero(measure, studies[i]);
        if (made.all[i].counts.empty())
            missing.push_back(i);
        else if (empty && !hearsDoubleZeros)
            without.push_back(i);
        else {
            made.positions.push_back(i);
            tellAlone(made.all[i]);
            made.all[i].variance = estimates.all[i].variance;
            if (empty)
                kept.push_back(i);
            if (estimates.all[i].corrected)
                corrected.push_back(i);
        }
    }
    const auto say = [&](const char* text, const std::vector<std::size_t>& of) {
        if (!of.empty())
            made.warnings.push_back(tr(text).arg(namesOf(studies, of)));
    };
    say("The model takes zero cells as they are; by themselves these are shown with a continuity correction: %1.",
        corrected);
    say("Left out, with no event or only events in both groups: %1.", without);
    say("With no event or only events in both groups, but heard, as they tell of the level of risk: %1.", kept);
    say("Left out, as numbers are missing: %1.", missing);
    return made;
}

Step stepOf(const Result<MixedFit>& fit, std::size_t study, std::size_t k)
{
    if (!fit)
        return {study, k, {}, Missing, Missing, Missing, Missing, Missing};
    return {study, fit->k, fit->pooled, fit->likelihoodRatio.statistic, fit->likelihoodRatio.p, fit->tau2, fit->i2,
        fit->h2};
}

} // namespace

std::optional<MixedModel> mixedModelNamed(std::string_view name)
{
    const auto found = std::ranges::find(Names, name, &std::pair<std::string_view, MixedModel>::first);
    return found == Names.end() ? std::nullopt : std::optional{found->second};
}

std::string_view nameOf(MixedModel model)
{
    return std::ranges::find(Names, model, &std::pair<std::string_view, MixedModel>::second)->first;
}

std::span<const MixedModel> mixedModelsFor(Measure measure)
{
    const std::span all{Models};
    switch (measure) {
    case OddsRatio:
        return all;
    case RateRatio:
        return all.first(3);
    case LogitProportion:
    case LogRate:
        return all.first(1);
    default:
        return {};
    }
}

Result<MixedFit> mixedModel(Measure measure, std::span<const StudyNumbers> studies, const MixedOptions& options)
{
    const Prepared made = TRY(prepared(measure, studies, options));
    MixedFit fit = TRY(Fitting(measure, options, made.some(made.positions)).run());
    fit.positions = made.positions;
    fit.warnings = made.warnings;
    warn(fit);
    return fit;
}

Result<std::vector<Step>> leaveOneOut(
    Measure measure, std::span<const StudyNumbers> studies, const MixedOptions& options)
{
    const Prepared made = TRY(prepared(measure, studies, options));
    TRY(need(made.positions.size() >= 2, tr("Leaving studies out needs at least two.")));
    std::vector<Step> steps;
    for (std::size_t i = 0; i < made.positions.size(); ++i) {
        std::vector<std::size_t> rest = made.positions;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        steps.push_back(stepOf(Fitting(measure, options, made.some(rest)).run(), i, rest.size()));
    }
    return steps;
}

Result<std::vector<Step>> cumulative(Measure measure, std::span<const StudyNumbers> studies,
    std::span<const std::size_t> order, const MixedOptions& options)
{
    const Prepared made = TRY(prepared(measure, studies, options));
    std::vector<std::size_t> soFar;
    std::vector<Step> steps;
    for (const std::size_t i : order) {
        soFar.push_back(made.positions[i]);
        steps.push_back(stepOf(Fitting(measure, options, made.some(soFar)).run(), i, soFar.size()));
    }
    return steps;
}

Interval predictionInterval(const MixedFit& fit)
{
    if (fit.k < 2)
        return {};
    const double error = std::sqrt(fit.pooled.standardError * fit.pooled.standardError + fit.tau2);
    return around(fit.pooled.estimate, criticalValue(fit.options.level, fit.df) * error);
}

} // namespace winnow::stats
