// Handing a review on: its citations, each once with its best values and what was decided, as a file.
#pragma once

#include "core/formats/writer.h"
#include "core/review/reader.h"

#include <string>
#include <vector>

namespace winnow::review {

/// Which citations can be chosen for an export.
struct ExportChoice {
    std::string key; ///< "included": for the command line
    QString label; ///< "Included studies": for the window
    std::vector<Box> boxes; ///< empty: every citation
};
[[nodiscard]] const std::vector<ExportChoice>& exportChoices();

struct ExportFormat {
    formats::WriteFormat format;
    QString name; ///< "RIS"
    QString ending; ///< of its files, without a dot
};
[[nodiscard]] const std::vector<ExportFormat>& exportFormats();

struct ExportRequest {
    QString path; ///< replaced whole at the end, or left as it was
    formats::WriteFormat format = formats::WriteFormat::Ris;
    Filter filter;
    Order order = Order::AsImported;
};

struct Exported {
    std::int64_t citations = 0;
    std::int64_t records = 0; ///< that stand behind them
};

/// A citation as it is handed on: the best values, with the decisions of the reader's reviewer, labels and note.
[[nodiscard]] Result<Record> recordToExport(Reader& reader, const CitationDetail& detail);
/// "unscreened", "excluded-full-text", "included" …
[[nodiscard]] std::string_view key(Box box);
/// The names of the sources of its records, each once.
[[nodiscard]] std::vector<std::string> sourcesOf(const CitationDetail& detail);

/// Every citation that matches, in order, as `take` wants it. Cancelled if progress says stop.
[[nodiscard]] Result<Exported> eachCitation(Reader& reader, const Filter& filter, Order order,
    const std::function<Result<>(const CitationDetail&)>& take, Progress& progress);

/// Writes them to a file. Unbounded: run it in a job.
[[nodiscard]] Result<Exported> exportCitations(Reader& reader, const ExportRequest& request, Progress& progress);

} // namespace winnow::review
