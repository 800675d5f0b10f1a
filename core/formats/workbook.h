// Excel files as rows of text. What is in the rows is told as in any table, see tablestart.h.
#pragma once

#include "core/formats/pieces.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// A row that is not empty.
struct SheetRow {
    std::uint64_t number = 0; ///< 1-based, as Excel shows it
    std::vector<std::string> cells; ///< UTF-8; numbers as they are shown without a format, dates as ISO
};

/// The rows of a sheet from its first one on.
class SheetRows {
public:
    virtual ~SheetRows() = default;
    /// False at the end. Unsupported, in plain words, if the file is damaged.
    [[nodiscard]] virtual Result<bool> next(SheetRow& row) = 0;
};

class Workbook {
public:
    virtual ~Workbook() = default;
    /// Names of the sheets that are not hidden, in order.
    [[nodiscard]] virtual const std::vector<std::string>& sheets() const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<SheetRows>> rows(std::size_t sheet) const = 0;
};

/// `bytes` must outlive the workbook. Unsupported if it is none, is locked by a password, or unpacks to a size that no
/// export has.
[[nodiscard]] Result<std::unique_ptr<Workbook>> openXlsx(std::string_view bytes);
[[nodiscard]] Result<std::unique_ptr<Workbook>> openXls(std::string_view bytes);
using OpenWorkbook = Result<std::unique_ptr<Workbook>> (*)(std::string_view bytes);

/// Reads the sheet that holds records. Raw bytes of a record are its cells as a line of CSV, and its `line` the number
/// of its row. As the file is packed as a whole, all its bytes count as the records', if there are any.
[[nodiscard]] Result<Receipt> readWorkbook(Lines& lines, Format format, OpenWorkbook open,
    std::unique_ptr<PieceReader> reader, const Sink& sink, Progress& progress, std::int64_t size);

/// "2024-03-01", or with a time "2024-03-01 12:30", for the number of a day in Excel's calendar.
[[nodiscard]] std::string excelDate(double day, bool since1904);
/// "12", "0.5": as short as it can be told apart.
[[nodiscard]] std::string excelNumber(double value);
/// True for the number formats that show a date: those built in, and patterns with days, months or years.
[[nodiscard]] bool showsDate(int builtIn);
[[nodiscard]] bool showsDate(std::string_view pattern);

} // namespace winnow::formats
