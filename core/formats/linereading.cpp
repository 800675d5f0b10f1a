#include "core/base/text.h"
#include "core/formats/encoding.h"
#include "core/formats/fields.h"
#include "core/formats/lines.h"
#include "core/formats/reader.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::formats {

namespace {

constexpr const char* Untrimmed = " \t\r\n\v\f\x1A"; // with the end-of-file mark of DOS

/// One reading of one stream. Lines come in order; what they mean to the format decides where a piece of the file
/// (a record, or something to be rejected) begins and ends. Everything from m_counted on has not been counted yet.
class Reading {
public:
    Reading(Lines& lines, Encoding encoding, Format format, std::unique_ptr<Reader> reader, const Sink& sink)
        : m_lines(lines)
        , m_encoding(std::move(encoding))
        , m_reader(std::move(reader))
        , m_sink(sink)
    {
        m_receipt.format = format;
    }

    Result<Receipt> run(Progress& progress, std::int64_t size);

private:
    enum class State : std::uint8_t { None, Record, EndedRecord, Reject };

    Result<> take(const Line& line);
    Result<> close(std::uint64_t upTo);
    Result<> give();
    void begin(State piece, const Line& line, std::uint64_t offset);
    Result<> extend(const Line& line);
    Result<> reject(const Line& line);
    void reportProblems(const Record& record, const Encoding::Text& text);
    void reportMissingEnd();
    void report(Severity severity, std::uint64_t line, const char* text, const std::string& argument = {});

    Lines& m_lines;
    Encoding m_encoding;
    std::unique_ptr<Reader> m_reader;
    const Sink& m_sink;
    Reporting m_report;
    Receipt& m_receipt = m_report.receipt;

    State m_piece = State::None;
    bool m_tooLarge = false; ///< the piece's bytes are gone
    bool m_afterBlank = false;
    std::uint64_t m_blankLine = 0; ///< number of the last blank line within the record, 0 if there was none
    std::uint64_t m_begin = 0; ///< of the piece
    std::uint64_t m_contentEnd = 0; ///< behind its last line that is not blank
    std::uint64_t m_counted = 0;
    std::uint64_t m_beginLine = 0;
    bool m_lastTerminated = true;

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
        m_lines.release(m_piece == State::Record ? m_begin : line.end);
        m_lastTerminated = line.terminated;
        constexpr std::uint64_t LinesPerStep = 64;
        if (line.number % LinesPerStep == 0 && !progress.step(static_cast<std::int64_t>(line.end), size))
            return fail(ErrorKind::Cancelled,
                QCoreApplication::translate("formats", "Reading was stopped. Nothing was imported."));
    }
    if (m_piece == State::Record && m_reader->hasEndLine())
        report(Severity::Repaired, m_beginLine,
            QT_TRANSLATE_NOOP("formats",
                "The last record has no end line (ER); the file may have been cut short. The record was kept as far as "
                "it goes."));
    else if (m_piece == State::Record && !m_lastTerminated)
        report(Severity::Note, m_beginLine,
            QT_TRANSLATE_NOOP(
                "formats", "The file ends in the middle of a line; its last record may have been cut short."));
    TRY(close(m_lines.total()));
    m_report.finish(m_lines.total(), m_lines.sha256(), m_encoding, m_reader->database());
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
    const bool open = m_piece == State::Record || (m_piece == State::Reject && m_tooLarge);
    const Place place = open ? Place::Inside : m_piece == State::EndedRecord ? Place::BehindEnd : Place::Outside;
    const Role role = m_reader->role(text, tagged, {place, m_afterBlank});
    if (m_afterBlank && open && role == Role::Belongs && m_reader->afterBlank() == AfterBlank::StandsAlone)
        m_blankLine = line.number;
    m_afterBlank = false;
    switch (role) {
    case Role::Begins:
        reportMissingEnd();
        TRY(close(offset));
        begin(State::Record, line, offset);
        TRY(extend(line));
        break;
    case Role::Belongs:
        TRY(extend(line));
        break;
    case Role::Ends:
        TRY(extend(line));
        if (m_piece == State::Record) {
            m_endedRaw = m_lines.bytes(m_begin, m_contentEnd);
            m_piece = State::EndedRecord;
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
        if (m_piece != State::Reject) {
            TRY(close(offset));
            begin(State::Reject, line, offset);
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

void Reading::begin(State piece, const Line& line, std::uint64_t offset)
{
    m_receipt.separatorBytes += offset - m_counted;
    m_counted = offset;
    m_piece = piece;
    m_receipt.records += piece == State::Record ? 1U : 0U;
    m_tooLarge = false;
    m_blankLine = 0;
    m_begin = offset;
    m_contentEnd = offset;
    m_beginLine = line.number;
}

Result<> Reading::extend(const Line& line)
{
    m_contentEnd = line.end;
    if (m_piece == State::EndedRecord)
        m_endedRaw += m_lines.bytes(line.begin, line.end);
    return !m_tooLarge && m_contentEnd - m_begin > MaxRecordBytes ? reject(line) : Result<>{};
}

/// Makes the piece, with this line, one whose bytes are not kept. It goes on to where a record ends or begins.
Result<> Reading::reject(const Line& line)
{
    if (m_piece == State::EndedRecord)
        TRY(close(line.begin));
    if (m_piece == State::None)
        begin(State::Reject, line, line.begin);
    if (!m_tooLarge)
        report(Severity::Lost, m_beginLine,
            QT_TRANSLATE_NOOP("formats",
                "More than %1 MB up to the next record: that is no bibliographic record. It was left out; its bytes "
                "are counted as rejected."),
            std::to_string(MaxRecordBytes >> 20U));
    if (m_piece == State::Record)
        --m_receipt.records;
    m_piece = State::Reject;
    m_tooLarge = true;
    m_contentEnd = line.end;
    return {};
}

/// Ends the piece, if there is one. What is blank behind it, up to `upTo`, separates.
Result<> Reading::close(std::uint64_t upTo)
{
    if (m_piece == State::Reject) {
        m_receipt.rejectedBytes += m_contentEnd - m_begin;
        ++m_receipt.rejected;
        m_counted = m_contentEnd;
    } else if (m_piece != State::None) {
        TRY(give());
        m_receipt.recordBytes += m_contentEnd - m_begin;
        m_counted = m_contentEnd;
    }
    m_receipt.separatorBytes += upTo - m_counted;
    m_counted = upTo;
    m_piece = State::None;
    m_tooLarge = false;
    return {};
}

/// Hands the record to the sink.
Result<> Reading::give()
{
    Record record;
    record.raw =
        m_piece == State::EndedRecord ? std::move(m_endedRaw) : std::string{m_lines.bytes(m_begin, m_contentEnd)};
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
    m_report.sayOf(record, m_beginLine, m_receipt.records, m_notes, text, m_encoding);
    if (const auto lower = std::ranges::find_if(m_fields, &Field::lowerCase); lower != m_fields.end())
        report(Severity::Repaired, m_beginLine + lower->line,
            QT_TRANSLATE_NOOP("formats", "Tags of this record are in lower case."));
    if (m_blankLine != 0)
        report(Severity::Repaired, m_blankLine,
            QT_TRANSLATE_NOOP(
                "formats", "A blank line stands within the record; what follows it was kept with the record."));
}

void Reading::reportMissingEnd()
{
    if (m_piece == State::Record && m_reader->hasEndLine())
        report(Severity::Repaired, m_beginLine,
            QT_TRANSLATE_NOOP("formats", "The record has no end line (ER); it was ended where the next one begins."));
}

void Reading::report(Severity severity, std::uint64_t line, const char* text, const std::string& argument)
{
    const std::uint64_t record = m_piece == State::Record || m_piece == State::EndedRecord ? m_receipt.records : 0;
    m_report.say(severity, line, record, text, argument);
}

} // namespace

Result<Receipt> readLines(Lines& lines, Encoding encoding, Format format, std::unique_ptr<Reader> reader,
    const Sink& sink, Progress& progress, std::int64_t size)
{
    return Reading{lines, std::move(encoding), format, std::move(reader), sink}.run(progress, size);
}

} // namespace winnow::formats
