// simulate, rank
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/text.h"
#include "core/ranking/labelledset.h"
#include "core/ranking/simulation.h"
#include "core/review/ranker.h"

#include <QFileInfo>
#include <QJsonArray>

#include <ctime>

namespace winnow::cli {

namespace {

/// Of the processor, not of the clock on the wall: other work on the machine does not count.
double secondsSince(std::clock_t start)
{
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

struct SimulateOptions {
    std::string file;
    std::string model = "default";
    std::vector<std::uint32_t> included;
    std::vector<std::uint32_t> excluded;
    std::uint64_t seed = 0;
    bool all = false;
};

ranking::Model modelNamed(const std::string& name)
{
    if (name == "elas_u4")
        return ranking::Model::ElasU4;
    return name == "elas_u3" ? ranking::Model::ElasU3 : ranking::Model::Default;
}

QJsonArray recallOf(const ranking::Simulated& simulated)
{
    QJsonArray recall;
    const auto relevant = static_cast<double>(std::ranges::count(simulated.relevant, true));
    double found = 0;
    for (const bool one : simulated.relevant) {
        found += one ? 1 : 0;
        recall.append(relevant > 0 ? found / relevant : 0);
    }
    return recall;
}

Result<Outcome> simulate(const SimulateOptions& options, Output& output)
{
    const QByteArray bytes = TRY(readFile(QString::fromStdString(options.file)));
    const ranking::LabelledSet set =
        TRY(ranking::readLabelledSet({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    const std::clock_t start = std::clock();
    const ranking::Features features = set.features(modelNamed(options.model));
    const double vectorised = secondsSince(start);
    TerminalProgress progress(output, tr("Simulating"));
    const std::clock_t began = std::clock();
    const ranking::Simulated simulated =
        TRY(ranking::simulate(features, set.relevant, {options.included, options.excluded, !options.all}, progress));
    const double seconds = secondsSince(began);
    const double cycle = simulated.cycles > 0 ? seconds / static_cast<double>(simulated.cycles) : 0;
    const ranking::Quality& quality = simulated.quality;
    if (output.json()) {
        QJsonArray order;
        for (const std::uint32_t record : simulated.order)
            order.append(static_cast<qint64>(record));
        output.document({{QStringLiteral("model"), QString::fromStdString(options.model)},
            {QStringLiteral("n"), number(set.records.size())}, {QStringLiteral("included"), number(set.included())},
            {QStringLiteral("loss"), quality.loss}, {QStringLiteral("ndcg"), quality.ndcg},
            {QStringLiteral("wss95"), quality.wss95}, {QStringLiteral("recall10"), quality.recall10},
            {QStringLiteral("erf10"), quality.erf10}, {QStringLiteral("atd"), quality.atd},
            {QStringLiteral("seconds_total"), vectorised + seconds},
            {QStringLiteral("seconds_vectorising"), vectorised}, {QStringLiteral("seconds_per_cycle"), cycle},
            {QStringLiteral("recall"), recallOf(simulated)}, {QStringLiteral("order"), order}});
    }
    output.print(tr("Records: %1, of which relevant: %2; screened until the last was found: %3.")
            .arg(set.records.size())
            .arg(set.included())
            .arg(simulated.order.size()));
    output.print(tr("Loss %1, NDCG %2, WSS@95 %3, recall at 10 % %4.")
            .arg(quality.loss, 0, 'f', 4)
            .arg(quality.ndcg, 0, 'f', 4)
            .arg(quality.wss95, 0, 'f', 4)
            .arg(quality.recall10, 0, 'f', 4));
    return Outcome::Done;
}

struct RankOptions : ReviewOptions {
    std::string stage = "title-abstract";
    std::string query;
    std::size_t limit = 0;
    std::size_t why = 0;
    double randomShare = 0;
    std::uint64_t seed = 0;
};

QString basis(review::RankedBy by, std::optional<std::int64_t> trainedOn)
{
    switch (by) {
    case review::RankedBy::Learned:
        return trainedOn ? tr("Learned from decisions: %1.").arg(*trainedOn)
                         : tr("Learned from the reviewers' decisions; the stage is blind, so that their number is not "
                              "told.");
    case review::RankedBy::Similarity:
        return tr("By likeness to the query, or to the review's title and criteria: nothing can be learned before a "
                  "record is included and one excluded.");
    case review::RankedBy::Import:
        break;
    }
    return tr("As imported: there is nothing to go by yet.");
}

QString nameOf(review::RankedBy by)
{
    switch (by) {
    case review::RankedBy::Learned:
        return QStringLiteral("decisions");
    case review::RankedBy::Similarity:
        return QStringLiteral("similarity");
    case review::RankedBy::Import:
        break;
    }
    return QStringLiteral("import");
}

QJsonObject asJson(const ranking::StoppingFigures& figures)
{
    return {{QStringLiteral("screened"), number(figures.screened)}, {QStringLiteral("found"), number(figures.found)},
        {QStringLiteral("in_a_row"), number(figures.run)},
        {QStringLiteral("chance_of_missing"), figures.chanceOfMissing},
        {QStringLiteral("recall_target"), figures.target.recall},
        {QStringLiteral("confidence"), figures.target.confidence},
        {QStringLiteral("recall_at_least"), figures.recallAtLeast},
        {QStringLiteral("expected_unseen"), figures.expectedUnseen},
        {QStringLiteral("statement"), ranking::statement(figures)}};
}

Result<Outcome> rank(const RankOptions& options, Output& output)
{
    auto opened = TRY(openToRead(options));
    const Stage stage = options.stage == "full-text" ? Stage::FullText : Stage::TitleAbstract;
    TerminalProgress progress(output, tr("Reading texts"));
    const std::clock_t start = std::clock();
    auto ranker = TRY(
        review::Ranker::build(opened.reader(), {stage, options.query, options.randomShare, options.seed}, progress));
    const review::Training training = TRY(review::Ranker::training(opened.reader(), stage));
    ranker.learn(training);
    std::vector<review::Ranked> order = ranker.order();
    const double seconds = secondsSince(start);
    if (options.limit > 0 && order.size() > options.limit)
        order.resize(options.limit);
    QJsonArray ranked;
    for (const review::Ranked& one : order) {
        QJsonObject entry{{QStringLiteral("citation"), static_cast<qint64>(one.citation.value)},
            {QStringLiteral("score"), one.score}};
        QStringList words;
        const auto reasons = options.why > 0 ? TRY(ranker.why(opened.reader(), one.citation, options.why))
                                             : std::vector<review::Reasoned>{};
        for (const review::Reasoned& reason : reasons)
            words.append(toQString(reason.words));
        if (options.why > 0)
            entry.insert(QStringLiteral("why"), QJsonArray::fromStringList(words));
        ranked.append(entry);
        output.print(QStringLiteral("%1  %2  %3")
                .arg(one.citation.value)
                .arg(one.score, 0, 'f', 4)
                .arg(toQString(printable(words.join(QStringLiteral(", ")).toStdString())))
                .trimmed());
    }
    const ranking::StoppingFigures figures = ranker.stopping().figures;
    if (output.json())
        output.document({{QStringLiteral("ranked"), ranked}, {QStringLiteral("ranked_by"), nameOf(ranker.rankedBy())},
            {QStringLiteral("trained_on"), ranker.trainedOn() ? number(*ranker.trainedOn()) : QJsonValue()},
            {QStringLiteral("stopping"), asJson(figures)}, {QStringLiteral("seconds"), seconds}});
    output.say(basis(ranker.rankedBy(), ranker.trainedOn()));
    output.say(ranking::ruleInWords(figures));
    return Outcome::Done;
}

} // namespace

void addRankingCommands(CLI::App& app, Call& call)
{
    const auto ranked = std::make_shared<RankOptions>();
    auto* ranks = addCommand(app, call, "rank", "Order what is left by estimated relevance", ranked, rank);
    addReviewOption(ranks, *ranked);
    ranks->add_option("--stage", ranked->stage, "title-abstract or full-text")
        ->check(CLI::IsMember({"title-abstract", "full-text"}));
    ranks->add_option("--query", ranked->query, "What is sought, in words, while nothing can be learned");
    ranks->add_option("--limit", ranked->limit, "At most so many");
    ranks->add_option("--why", ranked->why, "With so many of each citation's words that speak for it");
    ranks->add_option("--random", ranked->randomShare, "Share of places given to citations drawn by chance, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    ranks->add_option("--seed", ranked->seed, "For drawing the same again");
    addReviewerOption(ranks, *ranked);

    const auto simulated = std::make_shared<SimulateOptions>();
    auto* simulates =
        addCommand(app, call, "simulate", "Replay a labelled set through the learned order", simulated, simulate);
    simulates
        ->add_option(
            "FILE", simulated->file, "CSV with title, abstract, keywords and label_included or included (1 or 0)")
        ->required();
    simulates->add_option("--model", simulated->model, "default, elas_u4 or elas_u3 (ASReview's)")
        ->check(CLI::IsMember({"default", "elas_u4", "elas_u3"}));
    simulates->add_option("--prior-included", simulated->included, "Rows known to be relevant, the first is 0")
        ->delimiter(',');
    simulates->add_option("--prior-excluded", simulated->excluded, "Rows known not to be")->delimiter(',');
    simulates->add_option("--seed", simulated->seed, "Taken for scripts' sake: nothing is left to chance");
    simulates->add_flag("--all", simulated->all, "Go on after the last relevant record");
}

} // namespace winnow::cli
