// Which report a dropped PDF is, by what its first pages say.
#pragma once

#include "core/model/ids.h"

#include <optional>
#include <string>
#include <vector>

namespace winnow::ui {

/// What a report can be known by.
struct ReportKey {
    CitationId id;
    std::string doi; ///< lower case, or empty
    std::string title;
};

enum class MatchedBy { Doi, Title };

struct ReportMatch {
    CitationId id;
    MatchedBy by = MatchedBy::Doi;
    auto operator<=>(const ReportMatch&) const = default;
};

/// The one report whose DOI, or else whose title, stands in `text`. None if several do, or if DOI and title name
/// different ones: nothing is attached on a guess. Titles of less than MinTitle letters prove nothing.
[[nodiscard]] std::optional<ReportMatch> matchReport(const std::string& text, const std::vector<ReportKey>& reports);

inline constexpr std::size_t MinTitle = 20;

} // namespace winnow::ui
