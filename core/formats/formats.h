// Export files in, records and problems out. Knows no database and no window.
//
// A file is read as a stream: detection looks at its first bytes (never at its name), the encoding is told from a
// byte order mark, strict UTF-8, or uchardet, and one reader a format cuts it into records. Every byte ends in
// exactly one of three counts: records, rejected, separators; together they are the file's size.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/receipt.h"
#include "core/model/record.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::formats {

/// "MEDLINE (nbib)", "Web of Science tagged", "RIS": for receipts; not translated, as they are names.
[[nodiscard]] std::string_view name(Format format);
/// "nbib", "wos", "ris": for the command line and the review file.
[[nodiscard]] std::string_view key(Format format);
[[nodiscard]] Result<Format> formatOf(std::string_view key);
/// Of every format that is read, in order.
[[nodiscard]] std::vector<std::string> formatKeys();

/// Where bytes come from. Belongs to the thread that reads.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills at most `capacity` bytes; 0 is the end. Io with the file's name if it cannot be read (any more).
    [[nodiscard]] virtual Result<std::size_t> read(char* buffer, std::size_t capacity) = 0;
    /// In bytes; 0 if not known. Only for progress.
    [[nodiscard]] virtual std::int64_t size() const { return 0; }
};

/// A file on disk. Io or NotFound, in plain words, if it cannot be opened or is no regular file (a folder, a pipe).
[[nodiscard]] Result<std::unique_ptr<ByteSource>> openFile(const QString& path);

/// Bytes in memory, which must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> memory(std::string_view bytes);

/// Takes a record; an error ends the reading and is handed on.
using Sink = std::function<Result<>(Record&&)>;

/// What a person chose in the preview; by default everything is told from the content.
struct ReadOptions {
    std::optional<Format> format;
    /// Heading → field (one of fieldNames(), or empty for none), for tables; headings that are not named here keep what
    /// the heading says.
    std::vector<std::pair<std::string, std::string>> mapping;
};

/// The fields a table's column can go to ("title", "authors", "year", "trial.phases", …), in the order to offer them.
[[nodiscard]] const std::vector<std::string>& fieldNames();

/// Reads everything. Fails only if the bytes cannot be read, are of no format we know (Unsupported, with a message
/// that says what they look like: empty, a PDF, a ZIP, a web page, PubMed's "Abstract (text)" …), the sink fails, or
/// progress says stop. A bad record is a Problem, never an error. Memory is bounded by the largest record, and a
/// record by MaxRecordBytes.
[[nodiscard]] Result<Receipt> read(
    ByteSource& source, const Sink& sink, Progress& progress, const ReadOptions& options = {});
/// Unsupported, in plain words, for a table whose columns a person has to map first (Receipt::needsMapping). Reading
/// does not refuse it, so that a preview has columns with samples to show and map; import does.
[[nodiscard]] Result<> checkMapped(const Receipt& receipt);
/// Some hundred times the largest record of a database; what is larger is rejected, with a Problem.
inline constexpr std::size_t MaxRecordBytes = 16U << 20U;

/// The fields of one record's raw bytes in file order, unknown tags included; `encoding` and `context` as the receipt
/// gave them.
[[nodiscard]] std::vector<RawField> rawFields(
    Format format, std::string_view encoding, std::string_view context, std::string_view raw);

} // namespace winnow::formats
