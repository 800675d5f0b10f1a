// What is compared of a record when duplicates are looked for.
#pragma once

#include "core/model/ids.h"
#include "core/model/record.h"

#include <array>
#include <cstdint>
#include <string>

namespace winnow::dedup {

/// A record made comparable: some 500 bytes, so that a million fit into memory. Text is folded (small ASCII where it
/// can be, no punctuation); what is missing is empty. Made by itemOf alone; only `record` means something to others.
struct Item {
    static constexpr std::size_t SketchSize = 24;

    RecordId record;
    std::string title;
    std::string otherTitle; ///< in another language, or without its subtitle
    std::string authors; ///< family names, separated by a space
    std::string journal;
    std::string volume;
    std::string issue;
    std::string pages;
    std::string doi;
    std::uint64_t pmid = 0; ///< as a hash; 0: none
    std::uint64_t wos = 0; ///< as a hash; 0: none
    std::uint64_t registration = 0; ///< of the first registration, as a hash; 0: none
    std::array<std::uint16_t, SketchSize> sketch{}; ///< of the abstract: the share of equal places estimates likeness
    std::uint16_t abstractWords = 0;
    std::int16_t year = 0;
    RecordKind kind = RecordKind::Article;
    std::uint8_t marks = 0; ///< what the title or the types say it is: erratum, comment, abstract …
};

[[nodiscard]] Item itemOf(RecordId id, const Record& record);

} // namespace winnow::dedup
