#include "core/formats/jsonrecords.h"

#include "core/base/text.h"
#include "core/formats/encoding.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

/// Every value with the path to it, in order: "a.b[].c".
void addFields(std::vector<RawField>& out, const JsonValue& value, const std::string& path)
{
    if (value.kind != JsonValue::Kind::Object && value.kind != JsonValue::Kind::Array) {
        out.push_back({path, value.text});
        return;
    }
    const bool array = value.kind == JsonValue::Kind::Array;
    for (const JsonValue& member : value.members)
        addFields(out, member, array ? path + "[]" : path + (path.empty() ? "" : ".") + member.key);
}

} // namespace

bool isJsonWrapper(std::string_view firstKey)
{
    constexpr std::array<std::string_view, 5> Keys = {"studies", "totalCount", "nextPageToken", "items", "references"};
    return std::ranges::find(Keys, firstKey) != Keys.end();
}

Piece JsonRecordReader::next(std::string_view text, bool last)
{
    if (text.front() == '{') {
        const JsonFirstKey first = firstJsonKey(text);
        if (first.cut && !last)
            return {};
        if (isJsonWrapper(first.key))
            return {.kind = Piece::Kind::Separator, .length = 1};
        const JsonScanner::End end = m_scanner.scan(text, last);
        if (end == JsonScanner::End::NotYet)
            return {};
        Piece piece{.kind = Piece::Kind::Record, .length = m_scanner.length()};
        m_scanner.reset();
        if (end == JsonScanner::End::Closed && !first.key.empty())
            return piece;
        piece.kind = Piece::Kind::Reject;
        piece.severity = Severity::Lost;
        piece.problem = end == JsonScanner::End::Closed
            ? QT_TRANSLATE_NOOP("formats", "An object without any field stands where a record should be.")
            : end == JsonScanner::End::NextBegins
            ? QT_TRANSLATE_NOOP("formats",
                  "A bracket of this record is missing; it could not be read. Its bytes are counted as rejected.")
            : QT_TRANSLATE_NOOP("formats",
                  "The last record is not closed, as if the file had been cut short; it could not be read. Its bytes "
                  "are "
                  "counted as rejected.");
        return piece;
    }
    if (text.front() == '"') { // a key around the records, or its value
        std::size_t end = 1;
        while (end < text.size() && text[end] != '"')
            end += text[end] == '\\' ? 2U : 1U;
        if (end >= text.size() && !last && text.size() < MaxRecordBytes / 4)
            return {};
        return {.kind = Piece::Kind::Separator, .length = std::min(end + 1, text.size())};
    }
    const std::size_t end = std::min({text.find('{', 1), text.find('"', 1), text.find(ByteOrderMark, 1), text.size()});
    Piece piece{.kind = Piece::Kind::Separator, .length = end};
    if (const std::string_view words = trimmed(text.substr(0, end));
        words.find_first_not_of("[]{},:0123456789.truefalsn \t\r\n\x1A") != npos) {
        piece.severity = Severity::Note;
        piece.problem = QT_TRANSLATE_NOOP("formats", "Text between records was passed over: “%1”");
        piece.argument = isUtf8(words.substr(0, 60)) ? printable(words.substr(0, 60)) : "…";
    }
    return piece;
}

std::size_t JsonRecordReader::resume(std::string_view text)
{
    m_scanner.reset();
    for (std::size_t at = text.find('{', 1); at != npos; at = text.find('{', at + 1)) {
        const std::size_t before = text.find_last_not_of(" \t", at - 1);
        if (before != npos && (text[before] == '\n' || text[before] == '\r'))
            return at;
    }
    return npos;
}

void JsonRecordReader::fill(Record& record, std::string_view text, std::vector<Note>& notes)
{
    if (const std::optional<JsonValue> value = parseJson(text))
        take(record, *value);
    else
        notes.push_back({Severity::Lost, 0,
            QT_TRANSLATE_NOOP("formats", "The record is no valid JSON; only its text as it stands was kept."), {}});
}

std::vector<RawField> JsonRecordReader::fields(std::string_view text)
{
    std::vector<RawField> out;
    if (const std::optional<JsonValue> value = parseJson(text))
        addFields(out, *value, {});
    else
        out.push_back({{}, std::string{text}});
    return out;
}

} // namespace winnow::formats
