// How far reviewers who judged the same records independently agree.
//
// Percentages alone mislead: where nearly everything is excluded, two people who guess agree too. The coefficients here
// take chance away in four ways, and each fails somewhere (kappa where nearly all is excluded), so they are given
// together. What has no value, as kappa where both said the same of everything, is none and never 1.
#pragma once

#include "core/model/screening.h"

#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow::screening {

/// What two reviewers said of the records both judged.
struct TwoByTwo {
    std::int64_t both = 0; ///< both include
    std::int64_t first = 0; ///< only the first includes
    std::int64_t second = 0; ///< only the second includes
    std::int64_t neither = 0; ///< both exclude
    [[nodiscard]] std::int64_t count() const { return both + first + second + neither; }
    auto operator<=>(const TwoByTwo&) const = default;
};

/// A coefficient with its standard error and its 95 % confidence interval, which is value ± 1.96 errors and not cut
/// off.
struct Estimate {
    double value = 0;
    std::optional<double> error; ///< none for AC1 of a single record
    double lower = 0;
    double upper = 0;
};

/// All from one table. With a, b, c, d for both, first, second, neither, n their sum, p1 = (a+b)/n, p2 = (a+c)/n.
struct Agreement {
    TwoByTwo table;
    std::optional<double> observed; ///< (a+d)/n
    std::optional<double> expected; ///< by chance, as Cohen has it: p1 p2 + (1−p1)(1−p2)
    /// Cohen 1960; standard error by Fleiss, Cohen and Everitt, Psychol Bull 1969, 72:323, equation 13.
    std::optional<Estimate> kappa;
    std::optional<double> kappaMost; ///< the greatest kappa that these two could have, with the numbers each included
    std::optional<double> pabak; ///< Byrt, Bishop and Carlin, J Clin Epidemiol 1993, 46:423
    /// Gwet, Br J Math Stat Psychol 2008, 61:29, with n − 1 in the variance.
    std::optional<Estimate> ac1;
    std::optional<double> alpha; ///< Krippendorff, nominal
    std::optional<double> positive; ///< 2a/(2a+b+c); Cicchetti and Feinstein, J Clin Epidemiol 1990, 43:551
    std::optional<double> negative; ///< 2d/(2d+b+c)
    std::optional<double> prevalence; ///< (a−d)/n
    std::optional<double> bias; ///< (b−c)/n
};
[[nodiscard]] Agreement agreementOf(const TwoByTwo& table);

/// One rater's category for one unit.
struct Rating {
    std::int64_t unit = 0;
    std::int64_t rater = 0;
    int category = 0;
};
/// Nominal alpha of any number of raters, each of whom may have left units out; units rated once say nothing. None if
/// no unit was rated twice, or all ratings are the same. Krippendorff, Content Analysis, chapter on reliability: from
/// the coincidences of categories within units.
[[nodiscard]] std::optional<double> krippendorffAlpha(const std::vector<Rating>& ratings);

/// A vote, as it stands.
struct Vote {
    CitationId citation;
    ReviewerId reviewer;
    Verdict verdict = Verdict::Maybe;
    std::int64_t at = 0; ///< ms since 1970
};

/// What a "maybe" counts as. At screening it keeps a record in, as an inclusion does.
enum class MaybeAs : std::uint8_t { Include, LeftOut };

/// Agreement over a stretch of the records both judged, in the order in which the later of the two judged them.
struct Window {
    std::int64_t from = 0; ///< 1: the first record both judged
    std::int64_t to = 0;
    std::int64_t until = 0; ///< ms since 1970: when its last record was judged
    Agreement agreement;
};

struct PairAgreement {
    ReviewerId first;
    ReviewerId second;
    Agreement agreement;
    std::int64_t maybes = 0; ///< records of which one of them said "maybe"
    std::vector<Window> windows;
};

/// A stage as a whole.
struct StageAgreement {
    std::vector<PairAgreement> pairs; ///< of those who have judged a record in common, by id
    std::int64_t citations = 0; ///< judged by two or more
    std::int64_t reviewers = 0; ///< who judged one of those
    std::optional<double> alpha; ///< of all reviewers together
};
/// `window`: records in each stretch; 0: none. What is left over joins the last one if it is less than half of one.
[[nodiscard]] StageAgreement agreementOf(const std::vector<Vote>& votes, MaybeAs maybe, std::int64_t window);

/// The sentences for the methods section, in the order of the pairs; `names` of the reviewers as they shall be printed.
/// Empty if nobody judged what another judged.
[[nodiscard]] QString methodsText(
    const StageAgreement& agreement, Stage stage, MaybeAs maybe, const std::map<ReviewerId, std::string>& names);

} // namespace winnow::screening
