// What an assessor said of a study with an instrument: as values of a review, and as the tables and words made of them.
#pragma once

#include "core/base/result.h"
#include "core/extraction/instrument.h"
#include "core/extraction/robvis.h"
#include "core/model/form.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::extraction {

/// The whole study, beside the ids of domains.
inline constexpr std::string_view Overall = "overall";

/// How values of one instrument, effect and outcome are addressed. The items of the effect of adhering have addresses
/// of their own ("rob2.adhering.2.3"): the instrument gives other questions the same numbers.
class Appraising {
public:
    /// `instrument` must outlive it. An empty outcome: the study as a whole.
    Appraising(const Instrument& instrument, std::string effect, std::string outcome);
    [[nodiscard]] std::string item(const Domain& domain, std::string_view itemId) const; ///< "rob2.1.1@mortality"
    [[nodiscard]] std::string judgement(std::string_view domainId) const; ///< "rob2.D1.judgement@mortality"
    [[nodiscard]] std::string support(std::string_view domainId) const; ///< "rob2.D1.support@mortality"
    [[nodiscard]] const Instrument& instrument() const { return *m_instrument; }
    [[nodiscard]] std::vector<const Domain*> domains() const { return m_instrument->domainsOf(m_effect); }
    [[nodiscard]] const std::string& effect() const { return m_effect; }

private:
    [[nodiscard]] std::string address(const std::string& part) const;
    [[nodiscard]] std::string of(std::string_view domainId, std::string_view what) const;
    const Instrument* m_instrument;
    std::string m_effect;
    std::string m_outcome;
};

/// One assessor's, of one study.
struct Assessment {
    std::map<std::string, Answers> answers; ///< by domain
    std::map<std::string, std::string> judgements; ///< by domain, or Overall
    std::map<std::string, std::string> supports; ///< the same
    bool operator==(const Assessment&) const = default;
};

/// `values`: text by address.
[[nodiscard]] Assessment assessment(const Appraising& appraising, const std::map<std::string, std::string>& values);

/// Whether each domain is judged; else its items are all there is before the overall judgement (JBI, NOS).
[[nodiscard]] bool judgesDomains(const Instrument& instrument);
/// “words” (p. 5): a quote where no click can lead to its page.
[[nodiscard]] std::string quoted(const Evidence& place);
/// What a judgement rests on, in one line: its support, its quotes, and those of the domain's answers after the items
/// they answer. Overall (no domain): of the items too where no domain is judged. Empty: on nothing. `values`: by
/// address.
[[nodiscard]] std::string supportText(
    const Appraising& appraising, const Domain* domain, const std::map<std::string, Value>& values);

/// "assignment" and "adhering" where domains differ by the effect of interest; none elsewhere.
[[nodiscard]] std::vector<std::string> effectsOf(const Instrument& instrument);

/// What the instrument's rules propose; from the answers of a domain, or overall.
[[nodiscard]] Proposal domainProposal(const Domain& domain, const Assessment& assessment);
[[nodiscard]] OverallProposal overallProposal(const Appraising& appraising, const Assessment& assessment);

/// What is to be said of a study, and how much of it is: domains and overall, or items and overall.
struct AppraisalProgress {
    int done = 0;
    int all = 0;
    bool operator==(const AppraisalProgress&) const = default;
};
[[nodiscard]] AppraisalProgress progress(const Appraising& appraising, const Assessment& assessment);
/// The addresses of what is judged: what assessors must agree on. Answers to signalling questions are none of it.
[[nodiscard]] std::vector<std::string> judged(const Appraising& appraising);

/// The items that a domain's judgement rests on and that are open. None while the domain is not judged, nor if none of
/// its items is answered: judgements from a table of robvis never had answers.
[[nodiscard]] std::vector<std::string> openBelow(const Domain& domain, const Assessment& assessment);

/// As robvis has them. Instruments that judge no domain give a column an item: a yes or a star is Low, "unclear" is
/// Unclear, a no or no star is High; Include and Good are Low, Exclude and Poor are High.
[[nodiscard]] RobvisTable robvisTable(
    const Appraising& appraising, const std::vector<std::pair<std::string, Assessment>>& studies);

/// The judgements of a row as values' texts, by address. InvalidInput if the table is of another instrument, or has a
/// judgement that the instrument does not know.
[[nodiscard]] Result<std::map<std::string, std::string>> valuesOf(
    const Appraising& appraising, const RobvisTable& table, const RobvisRow& row);

/// InvalidInput if one is empty, given twice, or cannot be part of an address: "@" stands between its parts, and a
/// number is an item of the form.
[[nodiscard]] Result<> checkOutcomes(const std::vector<std::string>& outcomes);

} // namespace winnow::extraction
