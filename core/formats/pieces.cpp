#include "core/formats/pieces.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::formats {

namespace {

/// The stream as UTF-8 (or legacy) text, from where it has not been used yet.
class Window {
public:
    Window(Lines& lines, Unit unit)
        : m_lines(lines)
        , m_unit(unit)
    {
        decode();
    }

    [[nodiscard]] std::string_view text() const
    {
        return m_unit == Unit::Byte ? m_lines.bytes(m_begin, m_lines.total())
                                    : std::string_view{m_decoded}.substr(m_used);
    }
    /// Offset in the stream of text().front().
    [[nodiscard]] std::uint64_t offset() const { return m_begin; }
    [[nodiscard]] bool ended() const { return m_ended; }

    Result<> grow()
    {
        m_ended = !TRY(m_lines.grow());
        decode();
        return {};
    }

    /// How many bytes of the stream the first `length` bytes of text are.
    [[nodiscard]] std::uint64_t streamBytes(std::size_t length) const
    {
        if (m_unit == Unit::Byte)
            return length;
        if (m_ended && length == text().size())
            return m_lines.total() - m_begin; // with half a unit at the end
        std::uint64_t units = 0;
        for (const char c : text().substr(0, length)) {
            const auto byte = static_cast<unsigned char>(c);
            units += byte >= 0xF0 ? 2U : (byte & 0xC0U) != 0x80U ? 1U : 0U;
        }
        return 2 * units;
    }

    /// The bytes of the stream behind the first `length` bytes of text.
    [[nodiscard]] std::string_view raw(std::size_t length) const
    {
        return m_lines.bytes(m_begin, m_begin + streamBytes(length));
    }

    void use(std::size_t length)
    {
        m_begin += streamBytes(length);
        if (m_unit != Unit::Byte) {
            m_used += length;
            constexpr std::size_t Worthwhile = 1U << 16U;
            if (m_used > Worthwhile && m_used * 2 > m_decoded.size()) {
                m_decoded.erase(0, m_used);
                m_used = 0;
            }
        }
        m_lines.skipTo(m_begin);
    }

private:
    /// Takes whole units, and whole pairs of surrogates, over into m_decoded.
    void decode()
    {
        if (m_unit == Unit::Byte)
            return;
        std::uint64_t end = m_decodedTo + (m_lines.total() - m_decodedTo) / 2 * 2;
        if (end == m_decodedTo)
            return;
        const std::string_view last = m_lines.bytes(end - 2, end);
        const auto high = static_cast<unsigned char>(m_unit == Unit::Utf16Le ? last[1] : last[0]);
        if (high >= 0xD8 && high < 0xDC && !m_ended)
            end -= 2;
        m_decoded += fromUtf16(m_lines.bytes(m_decodedTo, end), m_unit);
        m_decodedTo = end;
    }

    Lines& m_lines;
    Unit m_unit;
    std::string m_decoded;
    std::size_t m_used = 0; ///< of m_decoded
    std::uint64_t m_decodedTo = 0; ///< offset in the stream
    std::uint64_t m_begin = 0;
    bool m_ended = false;
};

std::uint64_t lineEndsIn(std::string_view text)
{
    std::uint64_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        count += !pair && (text[at] == '\n' || text[at] == '\r') ? 1U : 0U;
    }
    return count;
}

class PieceReading {
public:
    PieceReading(Lines& lines, Encoding encoding, Format format, std::unique_ptr<PieceReader> reader, const Sink& sink)
        : m_lines(lines)
        , m_window(lines, encoding.unit())
        , m_encoding(std::move(encoding))
        , m_reader(std::move(reader))
        , m_sink(sink)
    {
        m_receipt.format = format;
    }

    Result<Receipt> run(Progress& progress, std::int64_t size)
    {
        for (;;) {
            if (!progress.step(static_cast<std::int64_t>(m_window.offset()), size))
                return fail(ErrorKind::Cancelled,
                    QCoreApplication::translate("formats", "Reading was stopped. Nothing was imported."));
            if (m_window.text().empty()) {
                if (m_window.ended()) {
                    m_receipt.separatorBytes += m_lines.total() - m_window.offset(); // half a unit of UTF-16
                    break;
                }
                TRY(m_window.grow());
                continue;
            }
            if (m_window.text().starts_with(ByteOrderMark)) {
                passMark();
                continue;
            }
            const Piece piece = m_reader->next(m_window.text(), m_window.ended());
            if (piece.kind != Piece::Kind::More)
                TRY(take(piece));
            else if (m_window.text().size() > MaxRecordBytes)
                TRY(skip(progress, size));
            else
                TRY(m_window.grow());
        }
        m_receipt.columns = m_reader->columns();
        m_receipt.context = m_reader->context();
        m_receipt.needsMapping = !m_reader->tellsRecords();
        m_report.finish(m_lines.total(), m_lines.sha256(), m_encoding, m_reader->database());
        return std::move(m_receipt);
    }

private:
    void passMark()
    {
        if (m_window.offset() != 0)
            m_report.say(Severity::Note, m_line, 0,
                QT_TRANSLATE_NOOP(
                    "formats", "A byte order mark stands within the file, as if several files had been put together."));
        m_receipt.separatorBytes += m_window.streamBytes(ByteOrderMark.size());
        m_window.use(ByteOrderMark.size());
    }

    Result<> take(const Piece& piece)
    {
        const std::size_t length = std::min(piece.length, m_window.text().size());
        const std::uint64_t bytes = m_window.streamBytes(length);
        const bool isRecord = piece.kind == Piece::Kind::Record;
        (isRecord                                   ? m_receipt.recordBytes
                : piece.kind == Piece::Kind::Reject ? m_receipt.rejectedBytes
                                                    : m_receipt.separatorBytes) += bytes;
        m_receipt.rejected += piece.kind == Piece::Kind::Reject ? 1U : 0U;
        m_receipt.records += isRecord ? 1U : 0U;
        if (piece.problem != nullptr)
            m_report.say(piece.severity, m_line, isRecord ? m_receipt.records : 0, piece.problem, piece.argument);
        if (isRecord)
            TRY(give(length));
        m_line += lineEndsIn(m_window.text().substr(0, length));
        m_window.use(length);
        return {};
    }

    Result<> give(std::size_t length)
    {
        Record record;
        record.raw = m_window.raw(length);
        record.rawOffset = m_window.offset();
        record.line = m_line;
        const Encoding::Text text = m_encoding.decode(record.raw, m_scratch);
        m_notes.clear();
        m_reader->fill(record, text.text, m_notes);
        m_report.sayOf(record, m_line, m_receipt.records, m_notes, text, m_encoding);
        return m_sink(std::move(record));
    }

    /// Passes over what is too large to be a record, up to where one may begin.
    Result<> skip(Progress& progress, std::int64_t size)
    {
        m_report.say(Severity::Lost, m_line, 0,
            QT_TRANSLATE_NOOP("formats",
                "More than %1 MB up to the next record: that is no bibliographic record. It was left out; its bytes "
                "are counted as rejected."),
            std::to_string(MaxRecordBytes >> 20U));
        ++m_receipt.rejected;
        for (;;) {
            constexpr std::size_t Overlap = 256; // longer than any mark of a beginning
            const std::size_t found = m_reader->resume(m_window.text());
            const std::size_t all = m_window.text().size();
            const bool keep = found == std::string_view::npos && !m_window.ended() && all > Overlap;
            const std::size_t length = found != std::string_view::npos ? found : keep ? wholeText(all - Overlap) : all;
            m_receipt.rejectedBytes += m_window.streamBytes(length);
            m_line += lineEndsIn(m_window.text().substr(0, length));
            m_window.use(length);
            if (found != std::string_view::npos || m_window.ended())
                return {};
            TRY(m_window.grow());
            if (!progress.step(static_cast<std::int64_t>(m_window.offset()), size))
                return fail(ErrorKind::Cancelled,
                    QCoreApplication::translate("formats", "Reading was stopped. Nothing was imported."));
        }
    }

    /// Not more than `length`, and no character cut in two.
    [[nodiscard]] std::size_t wholeText(std::size_t length) const
    {
        while (length > 1 && (static_cast<unsigned char>(m_window.text()[length]) & 0xC0U) == 0x80U)
            --length;
        return length;
    }

    Lines& m_lines;
    Window m_window;
    Encoding m_encoding;
    std::unique_ptr<PieceReader> m_reader;
    const Sink& m_sink;
    Reporting m_report;
    Receipt& m_receipt = m_report.receipt;
    std::uint64_t m_line = 1; ///< on which the window's text begins
    std::string m_scratch;
    std::vector<Note> m_notes;
};

} // namespace

Result<Receipt> readPieces(Lines& lines, Encoding encoding, Format format, std::unique_ptr<PieceReader> reader,
    const Sink& sink, Progress& progress, std::int64_t size)
{
    return PieceReading{lines, std::move(encoding), format, std::move(reader), sink}.run(progress, size);
}

} // namespace winnow::formats
