// The folder of a review's files: each named by its SHA-256 and never changed.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <string>

namespace winnow::review {

struct StoredFile {
    std::string sha256; ///< 32 bytes
    std::int64_t bytes = 0;
};

/// "Liver.files" beside "Liver.winnow".
[[nodiscard]] QString filesFolder(const QString& review);
[[nodiscard]] QString filePath(const QString& review, const std::string& sha256);

/// The review that this file is a backup of, as the folder it lies in says; empty if it is none.
[[nodiscard]] QString reviewOfBackup(const QString& path);

/// Copies a PDF into the folder: to a temporary name, flushed to the disk, then renamed. InvalidInput if it is not a
/// PDF (a web page saved as one, an incomplete download), NotFound, Full or Io otherwise; nothing is left behind then.
[[nodiscard]] Result<StoredFile> storePdf(const QString& review, const QString& source);

/// Of a PDF that stops before its end-of-file mark, as an incomplete download does. It may be damaged further: some
/// that lack it can be read all the same.
[[nodiscard]] bool lacksEnd(const QString& pdf);
/// "report.pdf ends before it should, as an incomplete download does: fetch it again." Empty for a whole one.
[[nodiscard]] QString incompleteWords(const QString& pdf);

/// Copies a file from one review's folder to another's, as storePdf does. False if it is not there, or is not what its
/// name says.
[[nodiscard]] Result<bool> bringFile(const QString& fromReview, const QString& toReview, const std::string& sha256);

} // namespace winnow::review
