// Instruments for the risk of bias, as data: items, what makes an item asked, and the published rules that propose a
// judgement.
//
// Instruments lie in resources/instruments/*.json with item numbers and our own short wording; their full wording is at
// `link` (RoB 2 and ROBINS-I: CC BY-NC-ND). A proposal is a proposal: the assessor decides, and says why where the
// decision differs.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::extraction {

/// What must have been answered: each item with one of these answers.
using Condition = std::map<std::string, std::vector<std::string>>;
/// Answers of an assessor by item: "1.2" → "PY". An item left out is not answered.
using Answers = std::map<std::string, std::string>;

struct Item {
    std::string id; ///< "1.2"
    std::string text;
    std::vector<Condition> asked; ///< asked if one of them holds; empty: always
    std::vector<std::string> answers; ///< that it can have; empty: all of the instrument
    bool optional = false; ///< may be "NA" though it is asked
};

struct Rule {
    Condition when; ///< empty: always
    std::string judgement;
};

struct Domain {
    std::string id; ///< "D2_assignment"
    std::string column; ///< of robvis: "D2"; empty: none
    std::string variant; ///< "assignment" or "adhering": the effect of interest; empty: both
    std::string title;
    std::vector<Item> items;
    std::vector<Rule> rules; ///< the first that holds is the proposal
    [[nodiscard]] const Item* item(std::string_view itemId) const;
};

/// Domains' stars, at least: the first entry that holds is the proposal (the Newcastle–Ottawa scale).
struct StarThreshold {
    std::string judgement;
    std::map<std::string, int> least; ///< by domain
};

struct Instrument {
    std::string id;
    std::string title;
    std::string about;
    std::string version;
    std::string link;
    std::string robvis; ///< the tool's name in robvis
    std::vector<std::pair<std::string, std::string>> answers; ///< key and wording
    std::vector<std::string> judgements;
    std::vector<Domain> domains;
    std::vector<std::string> order; ///< from the best to the worst; the worst domain is the overall proposal
    std::string severalOf; ///< several domains with this judgement …
    std::string mayBe; ///< … may be this overall: the assessor's choice, never ours
    std::vector<StarThreshold> stars;

    [[nodiscard]] const Domain* domain(std::string_view domainId) const;
    /// The domains of an assessment of this effect ("assignment", "adhering").
    [[nodiscard]] std::vector<const Domain*> domainsOf(std::string_view variant) const;
};

/// InvalidInput with the place of the fault: an unknown item or answer in a rule is one.
[[nodiscard]] Result<Instrument> parseInstrument(const QByteArray& json);

/// Those that come with the program, by title.
[[nodiscard]] std::vector<Instrument> instruments();
/// By its id ("rob2"); NotFound names those there are.
[[nodiscard]] Result<Instrument> instrument(const std::string& id);

/// Whether an item is asked, given the other answers.
[[nodiscard]] bool isAsked(const Item& item, const Answers& answers);

/// The answers an item can have now: the instrument's, "NA" besides if it is optional; none if it is not asked.
[[nodiscard]] std::vector<std::string> answersOf(
    const Instrument& instrument, const Item& item, const Answers& answers);

struct Proposal {
    std::string judgement; ///< empty while items are open, or if the instrument proposes none
    std::optional<std::size_t> rule; ///< which of Domain::rules decided
    std::vector<std::string> open; ///< items that are asked and not answered
};
/// By the published algorithm. Answers to items that are not asked are passed over.
[[nodiscard]] Proposal proposal(const Domain& domain, const Answers& answers);

struct OverallProposal {
    std::string judgement; ///< empty while a domain is open
    std::string mayBe; ///< a worse one that the assessor may choose with a reason; empty: none
};
/// From the judgements of the domains, as the assessor made them, by domain.
[[nodiscard]] OverallProposal overallProposal(
    const Instrument& instrument, std::string_view variant, const std::map<std::string, std::string>& judgements);

/// The same for instruments that count stars: answers are "0", "1", "2".
[[nodiscard]] OverallProposal starProposal(const Instrument& instrument, const Answers& answers);

} // namespace winnow::extraction
