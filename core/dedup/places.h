// Where in a journal something stands: pages, volume, issue, as databases write them.
#pragma once

#include "core/dedup/evidence.h"

#include <cstdint>
#include <string_view>

namespace winnow::dedup {

/// The first and last page, or an article number.
struct Pages {
    std::uint32_t first = 0; ///< 0: not stated
    std::uint32_t last = 0; ///< not less than first; the same for a single page or an article number
    char letter = 0; ///< before the number: 'S' in S22, 'e' in e12724; 0: none
    bool cut = false; ///< only the last digits of the last page are left: "Suppl-29" for S417-S429
    bool number = false; ///< it is (or looks like) an article number, which cannot be compared with a page

    auto operator<=>(const Pages&) const = default;
};

/// Reads "221-8", "S417–S429", "1217-24; discussion 1224-5", "e43268", "339a, Abstract 1351", "11-Sep" (9–11, by way
/// of a spreadsheet), "CD008173.pub2".
[[nodiscard]] Pages pagesOf(std::string_view text);

/// The leading number of "20 (Pt 1)", "124 Suppl 1", "XII"; 0 if there is none or it is torn ("1)").
[[nodiscard]] std::uint32_t volumeOf(std::string_view text);

/// The same for an issue, where "Suppl 3" and "S3" are 1003, a plain supplement 1000, so that they differ from issue 3.
[[nodiscard]] std::uint32_t issueOf(std::string_view text);

/// Same: the first pages are equal. Close: one range lies in the other, or they end on the same page. NotStated where
/// a page stands against an article number, or the pages of a version published ahead ("1-8").
[[nodiscard]] Agreement comparePages(const Pages& a, const Pages& b);

/// True if one begins where the other ends or within two pages after: neighbours in an issue.
[[nodiscard]] bool adjacent(const Pages& a, const Pages& b);

/// True if both are the same range of three and more pages, which two works cannot share.
[[nodiscard]] bool sameRange(const Pages& a, const Pages& b);

} // namespace winnow::dedup
