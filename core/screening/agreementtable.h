// Agreement as a table for spreadsheets and statistics programs.
#pragma once

#include "core/screening/agreement.h"

#include <QByteArray>

namespace winnow::screening {

/// CSV: a row for each pair over all records, then one for each of its stretches, with the counts the coefficients come
/// from; at last alpha of all reviewers together. What has no value is an empty cell.
[[nodiscard]] QByteArray toCsv(
    const StageAgreement& agreement, Stage stage, const std::map<ReviewerId, std::string>& names);

} // namespace winnow::screening
