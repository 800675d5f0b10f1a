// The places of citations in an order that is not the store's.
#pragma once

#include "core/model/ids.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace winnow::ui {

/// Made once, on any thread, then only read. Arranges a hundred thousand in some milliseconds.
class Ranks {
public:
    explicit Ranks(std::vector<CitationId> order); ///< each once
    void arrange(std::vector<CitationId>& ids) const; ///< each once; what has no place comes last, as it stood
    [[nodiscard]] std::size_t size() const { return m_order.size(); }

private:
    std::vector<CitationId> m_order;
    static constexpr std::uint32_t None = 0xFFFF'FFFF;
    std::vector<std::uint32_t> m_places; ///< by id
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
