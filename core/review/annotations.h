// Lists of annotations, for people and programs.
#pragma once

#include "core/review/reader.h"

#include <QString>

#include <string>
#include <vector>

namespace winnow::review {

/// "highlight", "underline", "note", "area": as in files, in any language.
[[nodiscard]] std::string_view keyOf(AnnotationKind kind);
/// Hexadecimal, as files and the command line name an annotation or a file.
[[nodiscard]] std::string hexOf(const std::string& bytes);

/// An annotation with what a list says of it.
struct ListedAnnotation {
    Annotation annotation;
    std::string title; ///< of the citation
    std::string file; ///< as it was called when attached; empty if it is no longer attached
    std::string reviewer;
};
/// As Reader::annotations has them. Unbounded: ask in a job.
[[nodiscard]] Result<std::vector<ListedAnnotation>> listedAnnotations(Reader& reader, CitationId citation);

/// One row each; the columns are citation, title, file, page (from 1), kind, meaning, quote, comment, reviewer, made,
/// changed (UTC, ISO 8601), sha256, id.
[[nodiscard]] std::string annotationsAsCsv(const std::vector<ListedAnnotation>& list);
/// A heading for each citation and an entry for each annotation; what people wrote stays text.
[[nodiscard]] std::string annotationsAsMarkdown(const std::vector<ListedAnnotation>& list);

} // namespace winnow::review
