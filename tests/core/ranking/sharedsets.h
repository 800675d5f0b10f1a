// The labelled sets beside the checkout, with where their simulations begin.
#pragma once

#include "core/ranking/labelledset.h"
#include "core/ranking/simulation.h"

#include <string>
#include <vector>

namespace winnow::ranking {

/// Names of the sets, each once; empty without the shared folder.
[[nodiscard]] std::vector<std::string> sharedSets();
[[nodiscard]] LabelledSet sharedSet(const std::string& name);
/// One relevant and one other record, by the number of the run.
[[nodiscard]] SimulationRules sharedPriors(const std::string& name, int run);
/// The rows in the order another program chose them; empty if there is none.
[[nodiscard]] std::vector<std::uint32_t> oracleOrder(const std::string& name, const std::string& model, int run);

} // namespace winnow::ranking
