// Formats whose records are not lines: XML, JSON, BibTeX, tables. Two steps: the scanner finds where a record lies in
// the text, looking only at what the syntax needs (brackets, quotes, tags); fill() then reads that record alone, so
// that one that is broken harms no other. Buffering, decoding, counting and reporting are the same for all and stand in
// pieces.cpp.
#pragma once

#include "core/formats/formats.h"
#include "core/formats/lines.h"
#include "core/formats/reporting.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// What stands at the start of a text.
struct Piece {
    enum class Kind : std::uint8_t {
        More, ///< not to be told without more text; never said of the last text
        Record,
        Separator, ///< belongs to no record and says nothing: brackets, headers, white space
        Reject, ///< should have been a record and cannot be read as one
    } kind = Kind::More;
    std::size_t length = 0; ///< in bytes of the text; more than 0 unless More
    const char* problem = nullptr; ///< untranslated, %1 is `argument`; none: nothing to say
    Severity severity = Severity::Repaired;
    std::string argument = {};
};

/// One format. Belongs to one reading: it may remember what it has seen.
///
/// Text is UTF-8, or the bytes of a legacy encoding in which ASCII is ASCII; it never begins with a byte order mark.
/// The same bytes may be given again, with more behind them, after More.
class PieceReader {
public:
    virtual ~PieceReader() = default;
    /// What stands at the start of `text`, which is not empty; `last`: nothing follows it.
    [[nodiscard]] virtual Piece next(std::string_view text, bool last) = 0;
    /// Where in `text`, behind its first byte, a record may begin: to go on after one that is too large. npos: nowhere.
    [[nodiscard]] virtual std::size_t resume(std::string_view text) = 0;
    /// Reads one record's text (UTF-8); raw, rawOffset and line are not its business.
    virtual void fill(Record& record, std::string_view text, std::vector<Note>& notes) = 0;
    /// The fields of one record's text, in order, unknown ones included, decoded.
    [[nodiscard]] virtual std::vector<RawField> fields(std::string_view text) = 0;
    /// What the content says it is from, once it has been read.
    [[nodiscard]] virtual std::string database() const = 0;
    /// What a record's text needs to be read alone by a reader made with it; a table's header.
    [[nodiscard]] virtual std::string context() const { return {}; }
    [[nodiscard]] virtual std::vector<Column> columns() const { return {}; }
    /// False for a table in which nothing could be told to be a title: a person has to say what its columns are.
    [[nodiscard]] virtual bool tellsRecords() const { return true; }
};

/// `context`: a receipt's, if records shall be read without the file around them; else empty.
[[nodiscard]] std::unique_ptr<PieceReader> bibtexReader(const ReadOptions& options, std::string_view context);
[[nodiscard]] std::unique_ptr<PieceReader> ovidReader(const ReadOptions& options, std::string_view context);

/// "<1>", "<12. >": the line with which Ovid begins a record.
[[nodiscard]] bool isOvidMark(std::string_view line);

/// Reads the whole stream. `lines` has been peeked into at most.
[[nodiscard]] Result<Receipt> readPieces(Lines& lines, Encoding encoding, Format format,
    std::unique_ptr<PieceReader> reader, const Sink& sink, Progress& progress, std::int64_t size);

[[nodiscard]] std::unique_ptr<PieceReader> pubmedXmlReader();
[[nodiscard]] std::unique_ptr<PieceReader> endnoteXmlReader();
[[nodiscard]] std::unique_ptr<PieceReader> ctgovXmlReader();
[[nodiscard]] std::unique_ptr<PieceReader> ictrpXmlReader();
[[nodiscard]] std::unique_ptr<PieceReader> zoteroRdfReader();

} // namespace winnow::formats
