// What proves by itself that two records are one citation.
#pragma once

#include "core/model/record.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace winnow::dedup {

/// What kind of identifier a key is. The first two prove identity: a database gives each to one work. A DOI does not
/// (one supplement DOI stands on hundreds of meeting abstracts), nor does a source's own id.
enum class KeyKind : std::uint8_t { Pmid = 1, Wos = 2, Doi = 3, SourceId = 4 };

/// An identifier as one number: the kind in the highest bits, a hash of the value below. Equal numbers are candidates
/// only; compare the values. Never negative.
[[nodiscard]] std::int64_t keyHash(KeyKind kind, std::string_view value);

/// One more than the greatest hash of a kind that proves identity.
[[nodiscard]] std::int64_t identityHashEnd();

/// All keys of a record.
[[nodiscard]] std::vector<std::int64_t> keyHashes(const Record& record);

} // namespace winnow::dedup
