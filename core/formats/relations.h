// What records say of other records, in the words of each source.
#pragma once

#include "core/model/record.h"

#include <optional>
#include <string>
#include <string_view>

namespace winnow::formats {

/// The other record as its identifier, where `text` has one ("Int J Dermatol. 2017;56:1489. PMID: 28884800"), else as
/// worded.
[[nodiscard]] std::string relationTarget(std::string_view text);

/// What the words before the other record mean: "Erratum in", "Retraction of", "Comment on", as PubMed has them. None
/// for other words.
[[nodiscard]] std::optional<RelationKind> relationKind(std::string_view words);

/// Adds the relation that a note states: "Erratum in: Lancet. 2001;357:1. PMID: 123". False if it states none.
bool takeRelation(std::string_view note, Record& record);

/// Adds it unless it is there, or `text` is empty. A preprint's update is its publication, and the other way round.
void addRelation(Record& record, RelationKind kind, std::string_view text);

} // namespace winnow::formats
