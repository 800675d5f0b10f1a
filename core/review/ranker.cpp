#include "core/review/ranker.h"

#include "core/ranking/classifier.h"
#include "core/ranking/order.h"
#include "core/review/state.h"
#include "core/store/team.h"
#include "core/store/training.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace winnow::review {

namespace {

/// Whether what was judged was relevant, in the order of judging, and among how many.
struct Course {
    std::vector<bool> relevant;
    std::size_t records = 0;
    StoppingOf of = StoppingOf::Mine;
    bool blind = false;

    [[nodiscard]] Stopping stopping(const ranking::StoppingTarget& target) const
    {
        return {ranking::stoppingFigures(relevant, records, target), of, blind};
    }
};

std::vector<bool> mineInOrder(
    const std::vector<store::TrainingLabel>& labels, const std::unordered_set<CitationId>* assigned)
{
    std::vector<std::pair<OpId, bool>> mine;
    for (const store::TrainingLabel& label : labels)
        if (label.mine && (assigned == nullptr || assigned->contains(label.citation)))
            mine.emplace_back(label.mineAt, *label.mine != Verdict::Exclude);
    // One act may have decided on many: they stay as they are, by citation.
    std::ranges::stable_sort(mine, {}, &std::pair<OpId, bool>::first);
    std::vector<bool> relevant;
    for (const auto& [op, yes] : mine)
        relevant.push_back(yes);
    return relevant;
}

Result<> stopped()
{
    return fail(ErrorKind::Cancelled,
        QCoreApplication::translate("review", "Reading the texts for the learned order was stopped."));
}

/// The vectors are made once all texts are read, in about a fifth of the time.
class Finishing final : public Progress {
public:
    Finishing(Progress& all, std::int64_t records)
        : m_all(all)
        , m_records(records)
    {
    }
    [[nodiscard]] bool step(std::int64_t done, std::int64_t total) override
    {
        return m_all.step(
            m_records + done * m_records / std::max<std::int64_t>(4 * total, 1), m_records + m_records / 4);
    }

private:
    Progress& m_all;
    std::int64_t m_records;
};

} // namespace

struct Training::Private {
    std::vector<store::TrainingLabel> labels;
    std::unordered_set<CitationId> assigned; ///< to this reviewer
    std::int64_t citations = 0;
    bool blind = false;

    [[nodiscard]] Course course() const
    {
        Course course;
        course.blind = blind;
        course.records = static_cast<std::size_t>(citations);
        const bool alone = std::ranges::all_of(labels, [](const auto& label) { return label.mine.has_value(); });
        if (!blind && !alone) {
            course.of = StoppingOf::Everybody;
            for (const store::TrainingLabel& label : labels)
                course.relevant.push_back(label.notExcluded);
        } else if (!assigned.empty()) {
            course.of = StoppingOf::MyAssigned;
            course.records = assigned.size();
            course.relevant = mineInOrder(labels, &assigned);
        } else {
            course.relevant = mineInOrder(labels, nullptr);
        }
        return course;
    }
};

Training::Training() = default;
Training::Training(Training&&) noexcept = default;
Training& Training::operator=(Training&&) noexcept = default;
Training::~Training() = default;

bool Training::blind() const
{
    return d && d->blind;
}

Stopping Training::stopping(const ranking::StoppingTarget& target) const
{
    return (d ? d->course() : Course{}).stopping(target);
}

struct Ranker::Private {
    RankerOptions options;
    std::vector<CitationId> citations; ///< by record of the features; rising
    ranking::Features features;
    std::unique_ptr<ranking::Classifier> classifier; ///< points to `features`
    std::vector<double> similarity; ///< to the query; empty without one
    std::vector<bool> decidedByMe;
    Course course;
    std::int64_t trainedOn = 0;
    bool learned = false;
    std::uint64_t decisions = 0; ///< of this reviewer
    // While the stage is blind: what follows from this reviewer's decisions alone, once it is asked for.
    std::vector<ranking::Label> ownLabels;
    std::unique_ptr<ranking::Classifier> own;
    bool ownLearned = false;

    [[nodiscard]] std::optional<std::uint32_t> recordOf(CitationId citation) const
    {
        const auto found = std::ranges::lower_bound(citations, citation);
        if (found == citations.end() || *found != citation)
            return std::nullopt;
        return static_cast<std::uint32_t>(found - citations.begin());
    }
    void compare();
    /// None while nothing is learned that may be shown.
    [[nodiscard]] const ranking::Classifier* explaining();
};

const ranking::Classifier* Ranker::Private::explaining()
{
    if (!course.blind)
        return learned ? classifier.get() : nullptr;
    const auto relevant = std::ranges::count_if(ownLabels, &ranking::Label::relevant);
    if (relevant == 0 || relevant == std::ssize(ownLabels))
        return nullptr;
    if (!ownLearned) {
        if (!own)
            own = ranking::classifierOf(features);
        own->learn(ownLabels);
        ownLearned = true;
    }
    return own.get();
}

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
    const std::int64_t all = TRY(store::citationsAt(*reader.d->connection, options.stage));
    ranking::FeaturesBuilder builder(ranking::Model::Default);
    TRY(store::eachText(*reader.d->connection, options.stage, [&](const store::CitationText& text) -> Result<> {
        const auto done = static_cast<std::int64_t>(state->citations.size());
        if (done % Step == 0 && !progress.step(done, all + all / 4))
            return stopped();
        builder.add({text.title, text.abstract, text.keywords});
        state->citations.push_back(text.citation);
        return {};
    }));
    Finishing finishing(progress, all);
    state->features = TRY(builder.finish(finishing));
    state->classifier = ranking::classifierOf(state->features);
    state->decidedByMe.resize(state->citations.size());
    state->compare();
    return Ranker(std::move(state));
}

Result<Training> Ranker::training(Reader& reader, Stage stage)
{
    Training training;
    training.d = std::make_unique<Training::Private>();
    store::Connection& connection = *reader.d->connection;
    const StageRule rule = TRY(reader.stageRule(stage));
    training.d->blind = rule.blind();
    training.d->labels = TRY(store::trainingLabels(connection, reader.d->reviewer, stage));
    training.d->citations = TRY(store::citationsAt(connection, stage));
    const std::vector<std::pair<CitationId, ReviewerId>> given = TRY(store::assignments(connection, stage, {}));
    for (const auto& [citation, reviewer] : given)
        if (reviewer == reader.d->reviewer)
            training.d->assigned.insert(citation);
    return training;
}

void Ranker::learn(const Training& training)
{
    d->decidedByMe.assign(d->citations.size(), false);
    d->decisions = 0;
    d->ownLabels.clear();
    d->ownLearned = false;
    d->course = training.d ? training.d->course() : Course{};
    std::vector<ranking::Label> labels;
    std::int64_t relevant = 0;
    for (const store::TrainingLabel& label : training.d ? training.d->labels : std::vector<store::TrainingLabel>{}) {
        const auto record = d->recordOf(label.citation);
        if (!record)
            continue;
        if (label.mine) {
            d->decidedByMe[*record] = true;
            ++d->decisions;
            if (*label.mine != Verdict::Maybe)
                d->ownLabels.push_back({*record, *label.mine == Verdict::Include});
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

void Ranker::setRandomShare(double share)
{
    d->options.randomShare = share;
}

RankedBy Ranker::rankedBy() const
{
    if (d->learned)
        return RankedBy::Learned;
    return d->similarity.empty() ? RankedBy::Import : RankedBy::Similarity;
}

std::optional<std::int64_t> Ranker::trainedOn() const
{
    return d->course.blind ? std::nullopt : std::optional(d->trainedOn);
}

bool Ranker::blind() const
{
    return d->course.blind;
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
        ranking::ordered(scores, std::move(left), {d->options.randomShare, d->options.seed + d->decisions}))
        order.push_back({d->citations[record], scores[record]});
    return order;
}

Result<std::vector<Reasoned>> Ranker::why(Reader& reader, CitationId citation, std::size_t most) const
{
    std::vector<Reasoned> reasons;
    const ranking::Classifier* const learned = d->explaining();
    if (learned == nullptr)
        return reasons;
    const store::CitationText text = TRY(store::textOf(*reader.d->connection, citation));
    const std::vector<double> weights = learned->columnWeights();
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

Stopping Ranker::stopping(const ranking::StoppingTarget& target) const
{
    return d->course.stopping(target);
}

} // namespace winnow::review
