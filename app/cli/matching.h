// Which citation a PDF belongs to.
#pragma once

#include "core/review/reader.h"

namespace winnow::cli {

struct Match {
    CitationId citation;
    QString by; ///< "citation", "doi"
};

/// The one citation whose DOI stands in the PDF's first pages. NotFound if there is none or several.
[[nodiscard]] Result<Match> matchByDoi(review::Reader& reader, const QString& pdf);

/// DOIs in running text, lower case, each once; what ends a sentence is not part of one (Crossref's pattern:
/// 10.registrant/suffix).
[[nodiscard]] std::vector<std::string> doisIn(const QString& text);

} // namespace winnow::cli
