// The values that all formats share: identifiers, pages, names, and what databases do to them.
#pragma once

#include "core/model/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// "&amp;", "&#945;", "&#x3b1;", "&alpha;" → the character (HTML 4's names, and apos); anything else stays.
[[nodiscard]] std::string withoutEntities(std::string text);

/// Where a DOI is looked for: in a field of its own any character may belong to it, in running text or an address
/// '<', '>', '"', '&' and '?' end it.
enum class DoiIn : std::uint8_t { Field, Text };
/// The first DOI in `text`, %-decoded, in lower case, without what stands around it; empty if there is none.
[[nodiscard]] std::string findDoi(std::string_view text, DoiIn where);

/// The first run of exactly four digits that is a year (1000 to 2999); 0 if there is none.
[[nodiscard]] int findYear(std::string_view text);

/// "494-6" → "494-496", "S12-5" → "S12-S15", any dash → '-'; what is not one such range stays.
[[nodiscard]] std::string fullPages(std::string_view pages);
/// The same from two fields.
[[nodiscard]] std::string fullPages(std::string_view first, std::string_view last);

/// "Doe,John" → "Doe, John"; "Doe JA" → "Doe, JA"; any other name as it is.
[[nodiscard]] std::string personName(std::string_view name);
/// True for a name with a word such as "Group" or "Investigators" and no comma.
[[nodiscard]] bool isGroupName(std::string_view name);

/// Adds the trial registration ids found in `text` (NCT…, ISRCTN…, EudraCT …, ChiCTR…) that are not there yet.
void findRegistrations(std::string_view text, std::vector<std::string>& ids);

/// A new line before each heading of a structured abstract ("METHODS: …"), which databases run together.
[[nodiscard]] std::string sectioned(std::string abstract);

/// "PMC123" from that or from digits alone; empty for anything else.
[[nodiscard]] std::string pmcid(std::string_view text);
/// "WOS:…" also where an old export leaves the prefix out, or has the "ISI:" it once was.
[[nodiscard]] std::string webOfScienceNumber(std::string_view text);
/// What Web of Science's letter (PT) and document types (DT) say.
[[nodiscard]] RecordKind webOfScienceKind(std::string_view publicationType, const std::vector<std::string>& types);
/// The digits `text` begins with.
[[nodiscard]] std::string_view leadingDigits(std::string_view text);
[[nodiscard]] bool isDigits(std::string_view text);
[[nodiscard]] bool containsIgnoringCase(std::string_view text, std::string_view asciiPart);

/// Adds `value` unless it is empty or there.
void addOnce(std::vector<std::string>& values, std::string value);

} // namespace winnow::formats
