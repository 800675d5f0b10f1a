// How commands open a review.
#pragma once

#include "app/cli/output.h"
#include "core/review/review.h"

#include <CLI/CLI.hpp>

#include <string>

namespace winnow::cli {

/// What every command on a review is given.
struct ReviewOptions {
    std::string review; ///< path
    std::string reviewer; ///< name; empty: the one used last
};

void addReviewOption(CLI::App* command, ReviewOptions& options);
void addReviewerOption(CLI::App* command, ReviewOptions& options);

/// NotFound, Busy, ReadOnly … in words.
[[nodiscard]] Result<review::Review> openToWrite(const ReviewOptions& options);
/// Changes nothing, and works while somebody else has the review open.
[[nodiscard]] Result<review::Review> openToRead(const ReviewOptions& options);

/// Names a citation on the command line: its number.
[[nodiscard]] Result<CitationId> citationNamed(review::Reader& reader, const std::string& number);

} // namespace winnow::cli
