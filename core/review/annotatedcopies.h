// Annotations that PDFs hold: taken over into the review, and the review's written into copies of them.
#pragma once

#include "core/review/reader.h"

#include <QString>

#include <string>
#include <vector>

namespace winnow::review {

/// An annotation of the file, as it would be ours.
struct FoundAnnotation {
    Annotation annotation; ///< with the id it will have, the words under it, and its meaning, if the review has such
    std::string author; ///< as the file says, or empty
    bool known = false; ///< it was taken over before, or written by this review
};
/// In the order of the pages. Asks the helper process; a job's work. `helper`: see pdf::DocumentOptions.
[[nodiscard]] Result<std::vector<FoundAnnotation>> annotationsInFile(
    Reader& reader, const AttachedFile& file, const QString& helper = {});
/// The same of a file that belongs to no review.
[[nodiscard]] Result<std::vector<FoundAnnotation>> annotationsInFile(const QString& path, const QString& helper = {});

/// What must be said before a copy is made.
struct CopyTells {
    bool isSigned = false; ///< the copy's signature will no longer be valid
    bool allowed = true; ///< false: who locked the file allows no annotations
};
[[nodiscard]] Result<CopyTells> copyTells(const AttachedFile& file, const QString& helper = {});

/// Writes a copy of the PDF that holds what its citation's reviewers (those that may be seen) marked in it, as
/// annotations that other programs show; how many. The PDF itself is only read. A job's work.
[[nodiscard]] Result<int> writeAnnotatedCopy(
    Reader& reader, const AttachedFile& file, const QString& to, const QString& helper = {});

} // namespace winnow::review
