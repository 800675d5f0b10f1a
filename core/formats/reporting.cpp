#include "core/formats/reporting.h"

#include "core/base/text.h"

#include <QCoreApplication>

namespace winnow::formats {

void Reporting::say(
    Severity severity, std::uint64_t line, std::uint64_t record, const char* text, const std::string& argument)
{
    ++receipt.problemCount;
    if (receipt.problems.size() >= Receipt::MaxProblems)
        return;
    QString message = QCoreApplication::translate("formats", text);
    if (!argument.empty())
        message = message.arg(toQString(argument));
    receipt.problems.push_back({severity, line, record, message.toStdString()});
}

void Reporting::sayOf(const Record& record, std::uint64_t line, std::uint64_t number, const std::vector<Note>& notes,
    const Encoding::Text& text, const Encoding& encoding)
{
    for (const Note& note : notes)
        say(note.severity, line + note.line, number, note.text, note.argument);
    if (record.title.empty())
        say(Severity::Note, line, number, QT_TRANSLATE_NOOP("formats", "The record has no title."));
    if (text.legacyLine != 0) {
        const std::uint64_t legacy = line + text.legacyLine - 1;
        if (m_firstLegacyLine == 0)
            m_firstLegacyLine = legacy;
        else if (encoding.isMixed())
            say(Severity::Repaired, legacy, number,
                QT_TRANSLATE_NOOP("formats", "This line is not UTF-8 and was read as %1."), encoding.legacy());
    }
    if (text.damaged)
        say(Severity::Lost, line, number,
            QT_TRANSLATE_NOOP("formats",
                "The record holds bytes that are no text; each is shown as “�”. The original bytes are kept."));
    receipt.withDecisions +=
        record.decisions.empty() && record.labels.empty() && record.note.empty() ? std::uint64_t{0} : std::uint64_t{1};
}

void Reporting::finish(std::uint64_t bytes, std::string sha256, const Encoding& encoding, std::string database)
{
    receipt.bytes = bytes;
    receipt.sha256 = std::move(sha256);
    receipt.encoding = encoding.name();
    receipt.database = std::move(database);
    if (encoding.isMixed())
        say(Severity::Repaired, m_firstLegacyLine, 0,
            QT_TRANSLATE_NOOP("formats",
                "The file mixes two encodings; lines that are not UTF-8, from here on, were read as %1. Check the "
                "accents in them."),
            encoding.legacy());
    else if (m_firstLegacyLine != 0)
        say(Severity::Note, m_firstLegacyLine, 0,
            QT_TRANSLATE_NOOP("formats", "The file is not UTF-8; it was read as %1. Check the accents."),
            encoding.legacy());
    if (receipt.records == 0)
        say(Severity::Note, 0, 0, QT_TRANSLATE_NOOP("formats", "No record was read from the file."));
}

} // namespace winnow::formats
