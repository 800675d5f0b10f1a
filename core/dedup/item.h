// What is compared of a record when duplicates are looked for.
#pragma once

#include "core/dedup/places.h"
#include "core/dedup/sketch.h"
#include "core/model/ids.h"
#include "core/model/record.h"

#include <cstdint>
#include <string>

namespace winnow::dedup {

/// A record made comparable: some 500 bytes, so that a million fit into memory. What is missing is empty or 0. Made by
/// itemOf alone; only `record` means something outside this room.
struct Item {
    RecordId record;
    std::string title; ///< see titleKey
    std::string otherTitle; ///< in another language
    std::string authors; ///< see authorsKey
    std::string journal; ///< see journalKey
    std::string doi; ///< lower case, without an address before it
    std::uint64_t pmid = 0; ///< as a hash
    std::uint64_t wos = 0;
    std::uint64_t registration =
        0; ///< the first one, as a hash: of a register's entry, or of the trial a report is about
    Sketch abstract;
    Pages pages;
    std::uint32_t volume = 0;
    std::uint32_t issue = 0;
    std::uint32_t content = 0; ///< a hash of all this: records that say the same have the same
    std::int16_t year = 0;
    std::uint16_t marks = 0; ///< see Mark
    std::uint8_t weight = 0; ///< of the title, in percent
    RecordKind kind = RecordKind::Article;
};

[[nodiscard]] Item itemOf(RecordId id, const Record& record);

} // namespace winnow::dedup
