// Which citation a PDF belongs to.
#pragma once

#include "core/retrieval/match.h"
#include "core/review/reader.h"

#include <vector>

namespace winnow::cli {

struct Match {
    CitationId citation;
    QString by; ///< "citation", "doi", "title"
};

/// What every citation of a review can be known by; read once for all files.
[[nodiscard]] Result<std::vector<retrieval::ReportFacts>> reportFacts(review::Reader& reader);

/// The one citation that the PDF surely is, by what its metadata and first pages say. NotFound, with those it may be,
/// if none is sure.
[[nodiscard]] Result<Match> matchByContent(const std::vector<retrieval::ReportFacts>& reports, const QString& pdf);

} // namespace winnow::cli
