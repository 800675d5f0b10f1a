// What a format must know to be read: which line does what, and which field goes where. Cutting, decoding, counting
// and reporting are the same for all formats and stand in formats.cpp.
#pragma once

#include "core/formats/fields.h"
#include "core/formats/lines.h"
#include "core/formats/reporting.h"
#include "core/model/receipt.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// What a line does in the file.
enum class Role : std::uint8_t {
    Begins, ///< the first line of a record
    Belongs, ///< to the record that has begun
    Ends, ///< the last line of a record
    Separates, ///< known to stand between records, says nothing: a file header, an ordinal number
    Remarks, ///< text between records that is nothing we know
    Stray, ///< a field outside any record
};

/// Where a line stands.
struct Position {
    enum class Place : std::uint8_t { Outside, Inside, BehindEnd } place = Place::Outside;
    bool afterBlank = false; ///< a blank line stands before it
    [[nodiscard]] bool inside() const { return place == Place::Inside; }
};

/// One format. Belongs to one reading: it may remember what it has seen.
class Reader {
public:
    virtual ~Reader() = default;
    [[nodiscard]] virtual TagOf tagOf() const = 0;
    [[nodiscard]] virtual AfterBlank afterBlank() const = 0;
    /// True if a record must have an end line.
    [[nodiscard]] virtual bool hasEndLine() const = 0;
    /// Called for every line that is not blank, in order.
    [[nodiscard]] virtual Role role(std::string_view line, const TaggedLine& tagged, Position position) = 0;
    /// Fills what the fields say; raw, rawOffset and line are not its business.
    virtual void fill(Record& record, const std::vector<Field>& fields, std::vector<Note>& notes) = 0;
    /// How the lines of a field belong together when it is shown as it stands.
    [[nodiscard]] virtual Join joinOf(Tag tag) const = 0;
    /// What the content says it is from, once it has been read.
    [[nodiscard]] virtual std::string database() const = 0;
};

[[nodiscard]] std::unique_ptr<Reader> nbibReader();
[[nodiscard]] std::unique_ptr<Reader> wosReader();
[[nodiscard]] std::unique_ptr<Reader> risReader();
[[nodiscard]] std::unique_ptr<Reader> referReader();

/// Reads the whole stream. `lines` has been peeked into at most.
[[nodiscard]] Result<Receipt> readLines(Lines& lines, Encoding encoding, Format format, std::unique_ptr<Reader> reader,
    const Sink& sink, Progress& progress, std::int64_t size);

/// The tag of a line as each format writes it; detection asks all three.
[[nodiscard]] TaggedLine nbibTag(std::string_view line);
[[nodiscard]] TaggedLine wosTag(std::string_view line);
[[nodiscard]] TaggedLine risTag(std::string_view line);
[[nodiscard]] TaggedLine referTag(std::string_view line);
/// The type of reference (TY) that stands for a kind.
[[nodiscard]] std::string_view risType(RecordKind kind);
/// "1.", "Record #3 of 18", "Provider: …": what Ovid and Cochrane write between RIS records.
[[nodiscard]] bool isRisSeparator(std::string_view line);

} // namespace winnow::formats
