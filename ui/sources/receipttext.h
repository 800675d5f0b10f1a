// What a receipt says, in words.
#pragma once

#include "core/base/result.h"
#include "core/model/views.h"

#include <QString>

#include <optional>
#include <vector>

namespace winnow::ui {

/// A file that was read in, or could not be.
struct ImportReport {
    QString file;
    QString source;
    Receipt receipt;
    std::int64_t joined = 0; ///< records that stand under a citation led by another one
    bool alreadyImported = false;
    bool undone = false;
    bool leavesDecisions = false; ///< those that its records carry were not taken over, as was wished
    QString notice; ///< what there is to know beside; mostly empty
    std::optional<Error> error; ///< why nothing was imported; the rest is empty then
    ImportId import;
    std::int64_t unchanged = 0; ///< came from this source before, the same
    std::int64_t changedCount = 0; ///< came from this source before, and differ now
    std::vector<ChangedRecord> changed; ///< of those, the first
};

struct ReceiptLine {
    QString label;
    QString value;
};

[[nodiscard]] ImportReport reportOf(const Source& source);
[[nodiscard]] ImportReport reportOf(const QString& file, const std::string& source, const ImportResult& result);
[[nodiscard]] ImportReport failureOf(const QString& file, const Error& error);

/// "512 records · 2 could not be read · 3 problems".
[[nodiscard]] QString recordsRead(const Receipt& receipt);
/// What of a file is new to the review, in sentences.
[[nodiscard]] QString newsOf(const ImportPreview& preview);
/// "Duplicates: 22 records joined · 3 pairs to decide".
[[nodiscard]] QString duplicatesLine(const DuplicateRun& run);
/// "Abstract added, retracted".
[[nodiscard]] QString whatChanged(const ChangedRecord& record);

/// "512 records read from savedrecs.txt".
[[nodiscard]] QString headline(const ImportReport& report);
/// Line by line what was read and what became of it; the bytes are accounted for.
[[nodiscard]] std::vector<ReceiptLine> receiptLines(const ImportReport& report);
/// How the file was understood: "Web of Science tagged, UTF-8".
[[nodiscard]] QString understoodAs(const Receipt& receipt);
/// "Note", "Repaired", "Lost".
[[nodiscard]] QString wordOf(Severity severity);
/// The whole receipt as text, problems with their lines included, for the clipboard.
[[nodiscard]] QString plainText(const ImportReport& report);

[[nodiscard]] QString wordOf(SourceKind kind);

} // namespace winnow::ui
