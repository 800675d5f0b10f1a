// The learned order of the citations that are left, and when enough has been screened.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/views.h"
#include "core/ranking/recall.h"
#include "core/review/reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winnow::review {

/// Whose decisions say how screening stands.
enum class StoppingOf : std::uint8_t {
    Mine, ///< this reviewer's, on all citations
    MyAssigned, ///< this reviewer's, on those assigned to them
    Everybody, ///< all reviewers' together; never while the stage is blind
};

/// How screening stands, as far as this reviewer may know.
struct Stopping {
    ranking::StoppingFigures figures;
    StoppingOf of = StoppingOf::Mine;
    bool blind = false; ///< the stage is
};

/// The decisions at a stage as a ranker learns from them. Opaque, as other reviewers' verdicts are in it: only the
/// order that follows may be shown.
class Training {
public:
    Training();
    Training(Training&&) noexcept;
    Training& operator=(Training&&) noexcept;
    ~Training();
    /// The stage is blind: nothing may be said of how many others judged, nor of what.
    [[nodiscard]] bool blind() const;
    /// From the decisions in their order; a "maybe" counts as relevant. While the stage is blind, and until somebody
    /// else has decided, this reviewer's alone, on what is assigned to them if anything is.
    [[nodiscard]] Stopping stopping(const ranking::StoppingTarget& target = {}) const;

private:
    friend class Ranker;
    struct Private;
    std::unique_ptr<Private> d;
};

struct RankerOptions {
    Stage stage = Stage::TitleAbstract;
    /// What is sought, in words: the order until both a relevant and an irrelevant citation are known. Empty: the
    /// review's title and criteria.
    std::string query;
    double randomShare = 0; ///< of the places, for citations drawn by chance
    std::uint64_t seed = 0;
};

struct Ranked {
    CitationId citation;
    double score = 0; ///< only to be compared within one order
};

/// How the present order came about.
enum class RankedBy : std::uint8_t {
    Import, ///< nothing to go by
    Similarity, ///< to the query, while nothing is known of one of the classes
    Learned,
};

/// A word or phrase of a citation that speaks for it.
struct Reasoned {
    std::string words;
    double weight = 0; ///< what it adds to the score
};

/// Holds the vectors of all citations of a stage (some 4 KB each), and learns from decisions. Made and used by one
/// thread at a time, any; a Reader is needed for texts and decisions only while a function is given it.
///
/// It knows the citations there were when it was made: make another when Changes::Citations says that they changed.
class Ranker {
public:
    /// Reads every citation's text once. Cancelled if progress says stop.
    [[nodiscard]] static Result<Ranker> build(Reader& reader, const RankerOptions& options, Progress& progress);
    Ranker(Ranker&&) noexcept;
    Ranker& operator=(Ranker&&) noexcept;
    ~Ranker();

    /// The decisions as they stand; a quick read.
    [[nodiscard]] static Result<Training> training(Reader& reader, Stage stage);
    /// Learns from these and forgets what else it knew; quick if they are much the same as last time.
    void learn(const Training& training);
    /// Another query, for the order by similarity.
    void setQuery(const std::string& query);
    void setRandomShare(double share); ///< as in the options

    [[nodiscard]] RankedBy rankedBy() const;
    /// Citations learned from; none while the stage is blind, as others' are among them.
    [[nodiscard]] std::optional<std::int64_t> trainedOn() const;
    [[nodiscard]] bool blind() const; ///< the stage is
    [[nodiscard]] std::int64_t citations() const;
    /// The citations this reviewer has not decided on, most likely relevant first; ties as imported. Those by chance
    /// are drawn anew with each decision of this reviewer.
    [[nodiscard]] std::vector<Ranked> order() const;
    /// The words of a citation that speak for it most, at most `most`; none while nothing is learned. While the stage
    /// is blind they are those that follow from this reviewer's own decisions, learned apart when first asked for:
    /// words would tell what others chose.
    [[nodiscard]] Result<std::vector<Reasoned>> why(Reader& reader, CitationId citation, std::size_t most = 5) const;
    /// As Training::stopping, of what was learned last.
    [[nodiscard]] Stopping stopping(const ranking::StoppingTarget& target = {}) const;

private:
    struct Private;
    explicit Ranker(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace winnow::review
