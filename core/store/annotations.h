// Annotations as they lie in the file.
#pragma once

#include "core/model/annotation.h"
#include "core/store/sqlite.h"

#include <optional>
#include <string>
#include <vector>

namespace winnow::store {

/// "0.1 0.2 0.5 0.02", one a line, to a millionth of the page: a hundredth of a pixel of a page on a screen.
[[nodiscard]] std::string toText(const std::vector<PageRect>& rects);
/// What cannot be read is left out: a review may come from anybody.
[[nodiscard]] std::vector<PageRect> rectsFrom(const std::string& text);

/// Of a citation, or of all (none), that the viewer may see: while full texts are blind, their own. By citation, file,
/// page and place.
[[nodiscard]] Result<std::vector<Annotation>> annotations(
    Connection& connection, ReviewerId viewer, CitationId citation);
/// The one of this id as it stands, whoever may see it.
[[nodiscard]] Result<std::optional<Annotation>> annotation(Connection& connection, const std::string& id);
/// The record that its events name.
[[nodiscard]] Result<RecordId> recordOfAnnotation(Connection& connection, const std::string& id);

} // namespace winnow::store
