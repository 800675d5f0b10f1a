// Lists in BibTeX's fields: people and keywords.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// Without the braces around the whole of it, as many as there are.
[[nodiscard]] std::string_view withoutOuterBraces(std::string_view text);

/// Adds the people of a field as "Family, Given"; those whose name is braced as a whole, or says it is a group's, to
/// `groups` too. "and others" is nobody.
void addBibPeople(std::string_view source, std::vector<std::string>& people, std::vector<std::string>* groups);

/// Adds keywords that are not there yet: between semicolons, or else commas; "&amp;" has a semicolon of its own.
void addBibKeywords(std::string_view source, std::vector<std::string>& keywords);

} // namespace winnow::formats
