// A record as its source gives it now, beside the same record as it gave it before.
#pragma once

#include "core/model/record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace winnow::dedup {

/// In which form the two were exported. Formats leave out and word things each in their own way, so across them only
/// what became known counts: an abstract, a volume, a retraction.
enum class Exported : std::uint8_t { Alike, Differently };

/// What `after` says that `before` did not, as keys for the review file, what matters most first: "retracted",
/// "concern", "corrected", "published:volume+issue+pages", "abstract:added", "title:changed", "mesh:added" … A field
/// that is no longer stated is no change, nor is another order of a list, other white space, or another address.
[[nodiscard]] std::vector<std::string> differences(const Record& before, const Record& after, Exported exported);

/// May `after` be the record `before` again? They share an identifier of their source. PMIDs and accession numbers say
/// so by themselves; another id of the source (a row's number, a citation key) or a DOI only with the same title,
/// registration or, of an id, DOI; and no two different PMIDs or accession numbers.
[[nodiscard]] bool mayBeSame(const Record& before, const Record& after);

/// Takes from `older` what `newer` states, so that of both together the newer one is heard.
void outdate(Record& older, const Record& newer);

} // namespace winnow::dedup
