#include "core/review/ranker.h"

#include "core/ranking/classifier.h"
#include "core/ranking/order.h"
#include "core/review/state.h"
#include "core/store/training.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace winnow::review {

struct Training::Private {
    std::vector<store::TrainingLabel> labels;
};

Training::Training() = default;
Training::Training(Training&&) noexcept = default;
Training& Training::operator=(Training&&) noexcept = default;
Training::~Training() = default;

std::int64_t Training::decided() const
{
    return d ? std::ranges::count_if(d->labels, &store::TrainingLabel::trains) : 0;
}

struct Ranker::Private {
    RankerOptions options;
    std::vector<CitationId> citations; ///< by record of the features; rising
    ranking::Features features;
    std::unique_ptr<ranking::Classifier> classifier; ///< points to `features`
    std::vector<double> similarity; ///< to the query; empty without one
    std::vector<bool> decidedByMe;
    std::vector<bool> mine; ///< whether this reviewer's decisions were for inclusion, in their order
    std::int64_t trainedOn = 0;
    bool learned = false;

    [[nodiscard]] std::optional<std::uint32_t> recordOf(CitationId citation) const
    {
        const auto found = std::ranges::lower_bound(citations, citation);
        if (found == citations.end() || *found != citation)
            return std::nullopt;
        return static_cast<std::uint32_t>(found - citations.begin());
    }
    void compare();
};

void Ranker::Private::compare()
{
    similarity.clear();
    const auto wanted = features.rowOf({options.query, options.query, {}});
    if (wanted.empty())
        return;
    std::vector<double> column(features.columns());
    for (const auto& [number, value] : wanted)
        column[number] = static_cast<double>(value);
    similarity.resize(citations.size());
    for (std::size_t record = 0; record < citations.size(); ++record) {
        features.each(record, [&](std::uint32_t number, float value) {
            similarity[record] += column[number] * static_cast<double>(value);
        });
    }
}

Ranker::Ranker(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
Ranker::Ranker(Ranker&&) noexcept = default;
Ranker& Ranker::operator=(Ranker&&) noexcept = default;
Ranker::~Ranker() = default;

Result<Ranker> Ranker::build(Reader& reader, const RankerOptions& options, Progress& progress)
{
    auto state = std::make_unique<Private>();
    state->options = options;
    if (options.query.empty()) {
        const Info info = TRY(reader.info());
        state->options.query = info.title + '\n' + info.criteria;
    }
    constexpr std::int64_t Step = 64;
    ranking::FeaturesBuilder builder(ranking::Model::Default);
    TRY(store::eachText(*reader.d->connection, options.stage, [&](const store::CitationText& text) -> Result<> {
        const auto done = static_cast<std::int64_t>(state->citations.size());
        if (done % Step == 0 && !progress.step(done, 0))
            return fail(ErrorKind::Cancelled,
                QCoreApplication::translate("review", "Reading the texts for the learned order was stopped."));
        builder.add({text.title, text.abstract, text.keywords});
        state->citations.push_back(text.citation);
        return {};
    }));
    state->features = builder.finish();
    state->classifier = ranking::classifierOf(state->features);
    state->decidedByMe.resize(state->citations.size());
    state->compare();
    return Ranker(std::move(state));
}

Result<Training> Ranker::training(Reader& reader, Stage stage)
{
    Training training;
    training.d = std::make_unique<Training::Private>();
    training.d->labels = TRY(store::trainingLabels(*reader.d->connection, reader.d->reviewer, stage));
    return training;
}

void Ranker::learn(const Training& training)
{
    d->decidedByMe.assign(d->citations.size(), false);
    d->mine.clear();
    std::vector<ranking::Label> labels;
    std::int64_t relevant = 0;
    for (const store::TrainingLabel& label : training.d ? training.d->labels : std::vector<store::TrainingLabel>{}) {
        const auto record = d->recordOf(label.citation);
        if (!record)
            continue;
        if (label.mine) {
            d->decidedByMe[*record] = true;
            d->mine.push_back(*label.mine != Verdict::Exclude);
        }
        if (!label.trains)
            continue;
        labels.push_back({*record, label.relevant});
        relevant += label.relevant ? 1 : 0;
    }
    d->trainedOn = static_cast<std::int64_t>(labels.size());
    d->learned = relevant > 0 && relevant < d->trainedOn;
    if (d->learned)
        d->classifier->learn(labels);
}

void Ranker::setQuery(const std::string& query)
{
    d->options.query = query;
    d->compare();
}

RankedBy Ranker::rankedBy() const
{
    if (d->learned)
        return RankedBy::Learned;
    return d->similarity.empty() ? RankedBy::Import : RankedBy::Similarity;
}

std::int64_t Ranker::trainedOn() const
{
    return d->trainedOn;
}

std::int64_t Ranker::citations() const
{
    return static_cast<std::int64_t>(d->citations.size());
}

std::vector<Ranked> Ranker::order() const
{
    const std::vector<double> none(rankedBy() == RankedBy::Import ? d->citations.size() : 0);
    std::span<const double> scores{none};
    if (d->learned)
        scores = d->classifier->scores();
    else if (!d->similarity.empty())
        scores = d->similarity;
    std::vector<std::uint32_t> left;
    for (std::uint32_t record = 0; record < d->citations.size(); ++record) {
        if (!d->decidedByMe[record])
            left.push_back(record);
    }
    std::vector<Ranked> order;
    order.reserve(left.size());
    for (const std::uint32_t record :
        ranking::ordered(scores, std::move(left), {d->options.randomShare, d->options.seed}))
        order.push_back({d->citations[record], scores[record]});
    return order;
}

Result<std::vector<Reasoned>> Ranker::why(Reader& reader, CitationId citation, std::size_t most) const
{
    std::vector<Reasoned> reasons;
    if (!d->learned)
        return reasons;
    const store::CitationText text = TRY(store::textOf(*reader.d->connection, citation));
    const std::vector<double> weights = d->classifier->columnWeights();
    for (ranking::ShownTerm& term : d->features.shownTerms({text.title, text.abstract, text.keywords})) {
        double sum = 0;
        for (const auto& [column, value] : term.entries)
            sum += weights[column] * static_cast<double>(value);
        // "and" may weigh something and still tells a reader nothing.
        if (sum > 0 && !ranking::isStopWord(ranking::lowered(term.words)))
            reasons.push_back({std::move(term.words), sum});
    }
    std::ranges::sort(reasons, [](const Reasoned& left, const Reasoned& right) {
        return left.weight != right.weight ? left.weight > right.weight : left.words < right.words;
    });
    if (reasons.size() > most)
        reasons.resize(most);
    return reasons;
}

ranking::StoppingFigures Ranker::stopping(const ranking::StoppingTarget& target) const
{
    return ranking::stoppingFigures(d->mine, d->citations.size(), target);
}

} // namespace winnow::review
