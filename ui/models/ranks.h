// The places of citations in an order that is not the store's.
#pragma once

#include "core/model/ids.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace winnow::ui {

/// Made once, on any thread, then only read.
class Ranks {
public:
    explicit Ranks(const std::vector<CitationId>& order);
    /// In order; what has no place comes last, as it stood.
    void arrange(std::vector<CitationId>::iterator first, std::vector<CitationId>::iterator last) const;
    [[nodiscard]] std::size_t size() const { return m_places.size(); }

private:
    std::unordered_map<CitationId, std::uint32_t> m_places;
};

/// Where somebody is on the way through a list.
struct Reading {
    CitationId current; ///< what is read
    std::function<bool(CitationId)> passed; ///< had been in sight, and was left as it is
};

/// `fresh` arranged for them: what stood before the current one in `before` and was passed over stays there, the
/// current one follows, then all else by rank. A citation in neither list is no hindrance.
[[nodiscard]] std::vector<CitationId> arrangedBehind(
    std::vector<CitationId> fresh, const std::vector<CitationId>& before, const Reading& reading, const Ranks& ranks);

} // namespace winnow::ui
