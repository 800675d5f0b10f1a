#include "core/ranking/simulation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace winnow::ranking {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ranking", text);
}

class Run {
public:
    Run(const std::vector<bool>& relevant)
        : m_relevant(relevant)
        , m_seen(relevant.size())
        , m_left(static_cast<std::size_t>(std::ranges::count(relevant, true)))
    {
    }

    Result<> priors(const std::vector<std::uint32_t>& records, bool relevant)
    {
        for (const std::uint32_t record : records) {
            if (record >= m_relevant.size())
                return fail(ErrorKind::InvalidInput, tr("There is no row %1 to begin from.").arg(record));
            if (m_relevant[record] != relevant)
                return fail(ErrorKind::InvalidInput,
                    tr("Row %1 is given as a prior of one kind and labelled as the other.").arg(record));
            if (!m_seen[record])
                judge(record);
        }
        return {};
    }
    void judge(std::uint32_t record)
    {
        m_seen[record] = true;
        m_labels.push_back({record, m_relevant[record]});
        m_left -= m_relevant[record] ? 1U : 0U;
        m_known[m_relevant[record] ? 1 : 0] = true;
    }
    [[nodiscard]] bool canLearn() const { return m_known[0] && m_known[1]; }
    [[nodiscard]] bool allSeen() const { return m_labels.size() == m_relevant.size(); }
    [[nodiscard]] std::size_t left() const { return m_left; }
    [[nodiscard]] const std::vector<Label>& labels() const { return m_labels; }

    [[nodiscard]] std::uint32_t firstUnseen() const
    {
        return static_cast<std::uint32_t>(std::ranges::find(m_seen, false) - m_seen.begin());
    }
    [[nodiscard]] std::uint32_t best(std::span<const double> scores) const
    {
        std::uint32_t found = firstUnseen();
        for (std::uint32_t record = found + 1; record < scores.size(); ++record) {
            if (!m_seen[record] && scores[record] > scores[found])
                found = record;
        }
        return found;
    }

private:
    const std::vector<bool>& m_relevant;
    std::vector<bool> m_seen;
    std::vector<Label> m_labels;
    std::size_t m_left;
    bool m_known[2] = {false, false};
};

} // namespace

Quality qualityOf(const std::vector<bool>& found, std::size_t records)
{
    std::vector<double> ranks;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i])
            ranks.push_back(static_cast<double>(i + 1));
    }
    Quality quality;
    if (ranks.empty())
        return quality;
    const auto all = static_cast<double>(records);
    const auto relevant = static_cast<double>(ranks.size());
    double ideal = 0;
    double gain = 0;
    double sum = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        sum += ranks[i];
        gain += 1 / std::log2(ranks[i] + 1);
        ideal += 1 / std::log2(static_cast<double>(i) + 2);
    }
    quality.atd = sum / relevant;
    quality.loss = all > relevant ? (quality.atd - (relevant + 1) / 2) / (all - relevant) : 0;
    quality.ndcg = gain / ideal;
    const auto enough = static_cast<std::size_t>(std::ceil(0.95 * relevant - 1e-9));
    quality.wss95 = 1 - ranks[enough - 1] / all - 0.05;
    const double tenth = std::floor(all / 10);
    const auto within = static_cast<double>(std::ranges::count_if(ranks, [&](double rank) { return rank <= tenth; }));
    quality.recall10 = within / relevant;
    quality.erf10 = (within - std::round(tenth * relevant / all)) / relevant;
    return quality;
}

Result<Simulated> simulate(
    Classifier& classifier, const std::vector<bool>& relevant, const SimulationRules& rules, Progress& progress)
{
    Run run(relevant);
    TRY(run.priors(rules.priorIncluded, true));
    TRY(run.priors(rules.priorExcluded, false));
    const std::size_t pool = relevant.size() - run.labels().size();
    Simulated simulated;
    while (!run.allSeen() && (run.left() > 0 || !rules.untilLastFound)) {
        if (!progress.step(static_cast<std::int64_t>(simulated.order.size()), static_cast<std::int64_t>(pool)))
            return fail(ErrorKind::Cancelled, tr("The simulation was stopped."));
        std::uint32_t next = run.firstUnseen();
        if (run.canLearn()) {
            classifier.learn(run.labels());
            next = run.best(classifier.scores());
            ++simulated.cycles;
        }
        run.judge(next);
        simulated.order.push_back(next);
        simulated.relevant.push_back(relevant[next]);
    }
    simulated.quality = qualityOf(simulated.relevant, pool);
    return simulated;
}

Result<Simulated> simulate(
    const Features& features, const std::vector<bool>& relevant, const SimulationRules& rules, Progress& progress)
{
    const auto classifier = classifierOf(features);
    return simulate(*classifier, relevant, rules, progress);
}

} // namespace winnow::ranking
