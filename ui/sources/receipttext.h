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
    std::int64_t joined = 0;
    bool alreadyImported = false;
    bool undone = false;
    QString notice; ///< what there is to know beside; mostly empty
    std::optional<Error> error; ///< why nothing was imported; the rest is empty then
};

struct ReceiptLine {
    QString label;
    QString value;
};

[[nodiscard]] ImportReport reportOf(const Source& source);

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
