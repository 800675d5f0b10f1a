#include "core/formats/formats.h"

#include "core/base/text.h"
#include "core/formats/detect.h"
#include "core/formats/encoding.h"
#include "core/formats/fields.h"
#include "core/formats/lines.h"
#include "core/formats/reader.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

struct FormatNames {
    Format format;
    std::string_view name;
    std::string_view key;
    std::unique_ptr<Reader> (*make)();
};
constexpr std::array Formats = {
    FormatNames{Format::Nbib, "MEDLINE (nbib)", "nbib", nbibReader},
    FormatNames{Format::WosTagged, "Web of Science tagged", "wos", wosReader},
    FormatNames{Format::Ris, "RIS", "ris", risReader},
};

const FormatNames& of(Format format)
{
    for (const FormatNames& names : Formats) {
        if (names.format == format)
            return names;
    }
    return Formats.back();
}

constexpr const char* Untrimmed = " \t\r\n\v\f\x1A"; // with the end-of-file mark of DOS

/// One reading of one stream. Lines come in order; what they mean to the format decides where a piece of the file
/// (a record, or something to be rejected) begins and ends. Everything from m_counted on has not been counted yet.
class Reading {
public:
    Reading(Lines& lines, Encoding encoding, Format format, const Sink& sink)
        : m_lines(lines)
        , m_encoding(std::move(encoding))
        , m_reader(of(format).make())
        , m_sink(sink)
    {
        m_receipt.format = format;
    }

    Result<Receipt> run(Progress& progress, std::int64_t size);

private:
    enum class Piece : std::uint8_t { None, Record, EndedRecord, Reject };

    Result<> take(const Line& line);
    Result<> close(std::uint64_t upTo);
    Result<> give();
    void begin(Piece piece, const Line& line, std::uint64_t offset);
    Result<> extend(const Line& line);
    Result<> reject(const Line& line);
    void reportProblems(const Record& record, const Encoding::Text& text);
    void reportMissingEnd();
    void finishReceipt();
    void report(Severity severity, std::uint64_t line, const char* text, const std::string& argument = {});

    Lines& m_lines;
    Encoding m_encoding;
    std::unique_ptr<Reader> m_reader;
    const Sink& m_sink;
    Receipt m_receipt;

    Piece m_piece = Piece::None;
    bool m_tooLarge = false; ///< the piece's bytes are gone
    bool m_afterBlank = false;
    std::uint64_t m_blankLine = 0; ///< number of the last blank line within the record, 0 if there was none
    std::uint64_t m_begin = 0; ///< of the piece
    std::uint64_t m_contentEnd = 0; ///< behind its last line that is not blank
    std::uint64_t m_counted = 0;
    std::uint64_t m_beginLine = 0;
    bool m_lastTerminated = true;
    std::uint64_t m_firstLegacyLine = 0;

    std::string m_endedRaw; ///< bytes of the EndedRecord; Lines may already have dropped them
    std::string m_scratch;
    std::vector<Field> m_fields;
    std::vector<Note> m_notes;
};

Result<Receipt> Reading::run(Progress& progress, std::int64_t size)
{
    Line line;
    while (TRY(m_lines.next(line))) {
        TRY(take(line));
        m_lines.release(m_piece == Piece::Record ? m_begin : line.end);
        m_lastTerminated = line.terminated;
        constexpr std::uint64_t LinesPerStep = 64;
        if (line.number % LinesPerStep == 0 && !progress.step(static_cast<std::int64_t>(line.end), size))
            return fail(ErrorKind::Cancelled,
                QCoreApplication::translate("formats", "Reading was stopped. Nothing was imported."));
    }
    if (m_piece == Piece::Record && m_reader->hasEndLine())
        report(Severity::Repaired, m_beginLine,
            QT_TRANSLATE_NOOP("formats",
                "The last record has no end line (ER); the file may have been cut short. The record was kept as far as "
                "it goes."));
    else if (m_piece == Piece::Record && !m_lastTerminated)
        report(Severity::Note, m_beginLine,
            QT_TRANSLATE_NOOP(
                "formats", "The file ends in the middle of a line; its last record may have been cut short."));
    TRY(close(m_lines.total()));
    finishReceipt();
    return std::move(m_receipt);
}

/// Does with the line what the format says it does.
Result<> Reading::take(const Line& line)
{
    std::string_view text = line.text;
    std::uint64_t offset = line.begin;
    if (text.starts_with(ByteOrderMark)) {
        text.remove_prefix(ByteOrderMark.size());
        offset += m_encoding.unit() == Unit::Byte ? ByteOrderMark.size() : 2;
        if (line.begin != 0)
            report(Severity::Note, line.number,
                QT_TRANSLATE_NOOP(
                    "formats", "A byte order mark stands within the file, as if several files had been put together."));
    }
    if (line.tooLong)
        return reject(line);
    if (text.find_first_not_of(Untrimmed) == std::string_view::npos) {
        m_afterBlank = true;
        return {};
    }
    const TaggedLine tagged = m_reader->tagOf()(text);
    using Place = Position::Place;
    const bool open = m_piece == Piece::Record || (m_piece == Piece::Reject && m_tooLarge);
    const Place place = open ? Place::Inside : m_piece == Piece::EndedRecord ? Place::BehindEnd : Place::Outside;
    const Role role = m_reader->role(text, tagged, {place, m_afterBlank});
    if (m_afterBlank && open && role == Role::Belongs && m_reader->afterBlank() == AfterBlank::StandsAlone)
        m_blankLine = line.number;
    m_afterBlank = false;
    switch (role) {
    case Role::Begins:
        reportMissingEnd();
        TRY(close(offset));
        begin(Piece::Record, line, offset);
        TRY(extend(line));
        break;
    case Role::Belongs:
        TRY(extend(line));
        break;
    case Role::Ends:
        TRY(extend(line));
        if (m_piece == Piece::Record) {
            m_endedRaw = m_lines.bytes(m_begin, m_contentEnd);
            m_piece = Piece::EndedRecord;
        } else {
            TRY(close(line.end));
        }
        break;
    case Role::Separates:
    case Role::Remarks:
        reportMissingEnd();
        TRY(close(line.begin));
        if (role == Role::Remarks)
            report(Severity::Note, line.number,
                QT_TRANSLATE_NOOP("formats", "Text between records was passed over: “%1”"),
                printable(text.substr(0, 60)));
        break;
    case Role::Stray:
        if (m_piece != Piece::Reject) {
            TRY(close(offset));
            begin(Piece::Reject, line, offset);
            report(Severity::Lost, line.number,
                QT_TRANSLATE_NOOP("formats",
                    "Fields from here on belong to no record, as its first line is missing; they were left out. Their "
                    "bytes are counted as rejected."));
        }
        m_contentEnd = line.end;
        break;
    }
    return {};
}

void Reading::begin(Piece piece, const Line& line, std::uint64_t offset)
{
    m_receipt.separatorBytes += offset - m_counted;
    m_counted = offset;
    m_piece = piece;
    m_receipt.records += piece == Piece::Record ? 1U : 0U;
    m_tooLarge = false;
    m_blankLine = 0;
    m_begin = offset;
    m_contentEnd = offset;
    m_beginLine = line.number;
}

Result<> Reading::extend(const Line& line)
{
    m_contentEnd = line.end;
    if (m_piece == Piece::EndedRecord)
        m_endedRaw += m_lines.bytes(line.begin, line.end);
    return !m_tooLarge && m_contentEnd - m_begin > MaxRecordBytes ? reject(line) : Result<>{};
}

/// Makes the piece, with this line, one whose bytes are not kept. It goes on to where a record ends or begins.
Result<> Reading::reject(const Line& line)
{
    if (m_piece == Piece::EndedRecord)
        TRY(close(line.begin));
    if (m_piece == Piece::None)
        begin(Piece::Reject, line, line.begin);
    if (!m_tooLarge)
        report(Severity::Lost, m_beginLine,
            QT_TRANSLATE_NOOP("formats",
                "More than %1 MB up to the next record: that is no bibliographic record. It was left out; its bytes "
                "are counted as rejected."),
            std::to_string(MaxRecordBytes >> 20U));
    if (m_piece == Piece::Record)
        --m_receipt.records;
    m_piece = Piece::Reject;
    m_tooLarge = true;
    m_contentEnd = line.end;
    return {};
}

/// Ends the piece, if there is one. What is blank behind it, up to `upTo`, separates.
Result<> Reading::close(std::uint64_t upTo)
{
    if (m_piece == Piece::Reject) {
        m_receipt.rejectedBytes += m_contentEnd - m_begin;
        ++m_receipt.rejected;
        m_counted = m_contentEnd;
    } else if (m_piece != Piece::None) {
        TRY(give());
        m_receipt.recordBytes += m_contentEnd - m_begin;
        m_counted = m_contentEnd;
    }
    m_receipt.separatorBytes += upTo - m_counted;
    m_counted = upTo;
    m_piece = Piece::None;
    m_tooLarge = false;
    return {};
}

/// Hands the record to the sink.
Result<> Reading::give()
{
    Record record;
    record.raw =
        m_piece == Piece::EndedRecord ? std::move(m_endedRaw) : std::string{m_lines.bytes(m_begin, m_contentEnd)};
    record.rawOffset = m_begin;
    record.line = m_beginLine;
    const Encoding::Text text = m_encoding.decode(record.raw, m_scratch);
    splitFields(text.text, m_reader->tagOf(), m_reader->afterBlank(), m_fields);
    m_notes.clear();
    m_reader->fill(record, m_fields, m_notes);

    reportProblems(record, text);
    return m_sink(std::move(record));
}

void Reading::reportProblems(const Record& record, const Encoding::Text& text)
{
    for (const Note& note : m_notes)
        report(note.severity, m_beginLine + note.line, note.text, note.argument);
    if (record.title.empty())
        report(Severity::Note, m_beginLine, QT_TRANSLATE_NOOP("formats", "The record has no title."));
    if (const auto lower = std::ranges::find_if(m_fields, &Field::lowerCase); lower != m_fields.end())
        report(Severity::Repaired, m_beginLine + lower->line,
            QT_TRANSLATE_NOOP("formats", "Tags of this record are in lower case."));
    if (m_blankLine != 0)
        report(Severity::Repaired, m_blankLine,
            QT_TRANSLATE_NOOP(
                "formats", "A blank line stands within the record; what follows it was kept with the record."));
    if (text.legacyLine != 0) {
        const std::uint64_t line = m_beginLine + text.legacyLine - 1;
        if (m_firstLegacyLine == 0)
            m_firstLegacyLine = line;
        else if (m_encoding.isMixed())
            report(Severity::Repaired, line, QT_TRANSLATE_NOOP("formats", "This line is not UTF-8 and was read as %1."),
                m_encoding.legacy());
    }
    if (text.damaged)
        report(Severity::Lost, m_beginLine,
            QT_TRANSLATE_NOOP("formats",
                "The record holds bytes that are no text; each is shown as “�”. The original bytes are kept."));
}

void Reading::reportMissingEnd()
{
    if (m_piece == Piece::Record && m_reader->hasEndLine())
        report(Severity::Repaired, m_beginLine,
            QT_TRANSLATE_NOOP("formats", "The record has no end line (ER); it was ended where the next one begins."));
}

void Reading::finishReceipt()
{
    m_receipt.bytes = m_lines.total();
    m_receipt.sha256 = m_lines.sha256();
    m_receipt.encoding = m_encoding.name();
    m_receipt.database = m_reader->database();
    if (m_encoding.isMixed())
        report(Severity::Repaired, m_firstLegacyLine,
            QT_TRANSLATE_NOOP("formats",
                "The file mixes two encodings; lines that are not UTF-8, from here on, were read as %1. Check the "
                "accents in them."),
            m_encoding.legacy());
    else if (m_firstLegacyLine != 0)
        report(Severity::Note, m_firstLegacyLine,
            QT_TRANSLATE_NOOP("formats", "The file is not UTF-8; it was read as %1. Check the accents."),
            m_encoding.legacy());
    if (m_receipt.records == 0)
        report(Severity::Note, 0, QT_TRANSLATE_NOOP("formats", "No record was read from the file."));
}

void Reading::report(Severity severity, std::uint64_t line, const char* text, const std::string& argument)
{
    ++m_receipt.problemCount;
    if (m_receipt.problems.size() >= Receipt::MaxProblems)
        return;
    QString message = QCoreApplication::translate("formats", text);
    if (!argument.empty())
        message = message.arg(toQString(argument));
    const std::uint64_t record = m_piece == Piece::Record || m_piece == Piece::EndedRecord ? m_receipt.records : 0;
    m_receipt.problems.push_back({severity, line, record, message.toStdString()});
}

} // namespace

std::string_view name(Format format)
{
    return of(format).name;
}

std::string_view key(Format format)
{
    return of(format).key;
}

Result<Format> formatOf(std::string_view key)
{
    for (const FormatNames& names : Formats) {
        if (names.key == key)
            return names.format;
    }
    return fail(ErrorKind::InvalidInput,
        QCoreApplication::translate("formats", "There is no format “%1”. Known are nbib, wos and ris.")
            .arg(toQString(key)));
}

std::unique_ptr<Reader> readerOf(Format format)
{
    return of(format).make();
}

Result<Receipt> read(ByteSource& source, const Sink& sink, Progress& progress)
{
    constexpr std::size_t SampleBytes = 64U << 10U;
    Lines lines{source};
    const std::string_view sample = TRY(lines.peek(SampleBytes));
    Encoding encoding = Encoding::detect(sample);
    const std::string decoded = encoding.unit() == Unit::Byte ? std::string{} : fromUtf16(sample, encoding.unit());
    const Format format = TRY(detect(sample, encoding.unit() == Unit::Byte ? sample : decoded));
    lines.setUnit(encoding.unit());
    return Reading{lines, std::move(encoding), format, sink}.run(progress, source.size());
}

std::vector<RawField> rawFields(Format format, std::string_view encoding, std::string_view raw)
{
    const std::unique_ptr<Reader> reader = readerOf(format);
    std::string scratch;
    const Encoding::Text text = Encoding::named(encoding).decode(raw, scratch);
    std::vector<Field> fields;
    splitFields(text.text, reader->tagOf(), reader->afterBlank(), fields);
    std::vector<RawField> out;
    out.reserve(fields.size());
    for (const Field& field : fields)
        out.push_back({tagName(field.tag), unfolded(field, reader->joinOf(field.tag))});
    return out;
}

} // namespace winnow::formats
