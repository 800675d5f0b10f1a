// Which records stand for the same citation: pairs, how sure they are, and the groups that follow.
//
// Two records are the same citation when they describe the same bibliographic item. A preprint and the article, a
// conference abstract and the article, an erratum, a protocol, a registration are other items of the same study: such
// pairs are linked, never joined. Nothing here depends on the order of the records or on the number of threads.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/dedup/evidence.h"
#include "core/dedup/item.h"

#include <functional>
#include <vector>

namespace winnow::dedup {

/// To be stored: only ever add at the end.
enum class Answer : std::uint8_t {
    Distinct,
    Doubtful, ///< a person must look; sorted by likeness
    Same, ///< sure: joined without asking
    Linked, ///< two reports of one study, or a report and its notice
};

/// How two linked records belong together. To be stored: only ever add at the end.
enum class Relation : std::uint8_t {
    None,
    Preprint, ///< and the article
    Registration, ///< of the trial, and its report
    Protocol, ///< and the report
    ConferenceAbstract, ///< and the article
    Notice, ///< an erratum, a correction or a retraction, and what it is about
    Comment, ///< a comment or reply, and what it is about
    Update, ///< two versions
};

/// How sure is sure: bounds on a pair's likeness, 0 to 1.
struct Thresholds {
    double same = 0.90; ///< from here on joined without asking; 1 or less
    double doubtful = 0.50; ///< from here on shown; not above `same`
    auto operator<=>(const Thresholds&) const = default;
};

/// The comparison of two records, the one with the smaller number first.
struct Pair {
    RecordId a;
    RecordId b;
    Answer answer = Answer::Distinct;
    Relation relation = Relation::None; ///< None unless Linked
    float likeness = 0; ///< 0 to 1; by it doubtful pairs are sorted and thresholds decide
    Evidence evidence;
    bool operator==(const Pair&) const = default;
};

/// Compares two records, whichever comes first.
[[nodiscard]] Pair compare(const Item& one, const Item& other, const Thresholds& thresholds = {});

/// The answer to a compared pair under other thresholds: for a preview, without comparing again. What a rule has
/// settled (a PMID, a link, a contradiction) stays.
[[nodiscard]] Answer decide(const Pair& pair, const Thresholds& thresholds);

/// True if the two are certainly not one citation: a rule says so, not only a lack of likeness. They are never in one
/// group unless a person says so.
[[nodiscard]] bool contradicts(const Pair& pair);

struct Options {
    Thresholds thresholds;
    /// Pairs less alike than this are not returned: lower than `thresholds.doubtful` to preview other thresholds.
    double keep = 0.50;
    int threads = 0; ///< 0: as many as the machine has
    /// Only pairs with at least one record numbered from here on: those of a new import.
    RecordId firstNew;
    /// The pairs found before, when `firstNew` is set: they say which groups the new records meet.
    std::vector<Pair> known;
};

/// The pairs worth keeping (same, doubtful, linked, and those kept below), by number. Also the distinct ones of records
/// that sure pairs connect, so that groups() can keep them apart. Unbounded: for a job; progress counts records. Fails
/// with Cancelled only.
[[nodiscard]] Result<std::vector<Pair>> find(
    const std::vector<Item>& items, const Options& options, Progress& progress);

/// What a person said of a pair, at most once each: Same; Distinct and Linked hold it apart.
struct PersonAnswer {
    RecordId a;
    RecordId b;
    Answer answer = Answer::Same;
};

struct Groups {
    std::vector<std::vector<RecordId>> groups; ///< of two and more records, by their least number; each in order
    std::vector<Pair> doubtful; ///< most alike first; nobody has answered them, and their records are not in one group
    std::vector<Pair> linked; ///< by number
};

/// The item of a record, for two records that meet in a group without having been compared; null if unknown.
using ItemOf = std::function<const Item*(RecordId)>;

/// The groups that follow from pairs and what people said, who outrank the program: what they hold apart is never in
/// one group; what they call the same is one group with all that the program joins to either, unless that would bring
/// two together whom they hold apart. The program joins the most alike first, and only where it is sure of every two
/// records that come together; a pair that would bring others together becomes doubtful (Rule::OthersApart). find()
/// returns all pairs this needs; `itemOf` serves where pairs of several runs come together.
[[nodiscard]] Groups groups(const std::vector<Pair>& pairs, const std::vector<PersonAnswer>& answers,
    const ItemOf& itemOf = {}, const Thresholds& thresholds = {});

} // namespace winnow::dedup
