// Records out, in the formats that other programs and Winnow itself read.
//
// A format's own fields hold what they can, in the spelling that other programs expect; what they would not give back
// (decisions, labels, notes, trial facts, several values run together) stands beside them as carried.h says. The writer
// finds out by reading with our own reader what it is about to write, a page of records at a time: so reading what was
// written gives the same records, whatever is in them. Only `raw`, `rawOffset` and `line` are those of the new file.
#pragma once

#include "core/base/result.h"
#include "core/model/record.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::formats {

enum class WriteFormat : std::uint8_t { Ris, Nbib, Bibtex, Csv, Xlsx, CslJson };
inline constexpr WriteFormat WriteFormats[] = {WriteFormat::Ris, WriteFormat::Nbib, WriteFormat::Bibtex,
    WriteFormat::Csv, WriteFormat::Xlsx, WriteFormat::CslJson};
/// "RIS", "Excel table": for the choice; not translated, as they are names.
[[nodiscard]] std::string_view name(WriteFormat format);
/// "ris", "nbib", "bibtex", "csv", "xlsx", "csl": for the command line.
[[nodiscard]] std::string_view key(WriteFormat format);
/// Of the file, without a dot: "ris", "nbib", "bib", "csv", "xlsx", "json".
[[nodiscard]] std::string_view ending(WriteFormat format);
[[nodiscard]] std::optional<WriteFormat> writeFormatOf(std::string_view key);

/// Where bytes go. An error ends the writing and is handed on.
using ByteSink = std::function<Result<>(std::string_view bytes)>;

/// A column of tables besides those of a record, in front of them: the citation's number, its box …
struct Extra {
    std::string heading;
    std::string value;
};

/// Writes one file. Memory: a page of records.
class Writer {
public:
    virtual ~Writer() = default;
    /// Only tables show `extras`; their headings are those of the first record.
    [[nodiscard]] virtual Result<> put(Record record, std::vector<Extra> extras = {}) = 0;
    /// To be called once, when all records have been put.
    [[nodiscard]] virtual Result<> finish() = 0;
};

/// `headings`: of the extras that every record will come with, so that a table without rows has its head.
[[nodiscard]] std::unique_ptr<Writer> makeWriter(
    WriteFormat format, ByteSink sink, std::vector<std::string> headings = {});

} // namespace winnow::formats
