#include "core/formats/xmlscan.h"

#include "core/base/text.h"
#include "core/formats/encoding.h"

#include <QtGlobal>

#include <algorithm>
#include <cstring>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

/// Behind `what` in `text`, from `from` on; npos if it is not there.
std::size_t behind(std::string_view text, std::string_view what, std::size_t from)
{
    const std::size_t at = text.find(what, from);
    return at == npos ? npos : at + what.size();
}

/// Behind the '>' of the tag that `text` begins with; one within quotes is part of a value. A '<' ends a broken tag.
std::size_t tagEnd(std::string_view text)
{
    char quote = '\0';
    for (std::size_t at = 1; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '<')
            return at;
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return npos;
}

std::size_t doctypeEnd(std::string_view text)
{
    const std::size_t bracket = text.find_first_of("[>", 2);
    if (bracket == npos || text[bracket] == '>')
        return bracket == npos ? npos : bracket + 1;
    for (std::size_t at = bracket + 1; at < text.size(); ++at) {
        if (text[at] == '"' || text[at] == '\'')
            at = std::min(text.find(text[at], at + 1), text.size());
        else if (text.substr(at).starts_with("<!--"))
            at = std::min(behind(text, "-->", at), text.size()) - 1;
        else if (text[at] == ']')
            return behind(text, ">", at);
    }
    return npos;
}

/// Longer than any name that is looked for, with what tells that it has ended.
constexpr std::size_t LookAhead = 64;

} // namespace

std::size_t xmlNameLength(std::string_view text)
{
    if (text.empty() || !beginsXmlName(text.front()))
        return 0;
    const auto end = std::ranges::find_if_not(text, belongsToXmlName);
    return static_cast<std::size_t>(end - text.begin());
}

std::size_t markupEnd(std::string_view text)
{
    if (text.starts_with("<!--"))
        return behind(text, "-->", 4);
    if (text.starts_with("<![CDATA["))
        return behind(text, "]]>", 9);
    if (text.starts_with("<?"))
        return behind(text, "?>", 2);
    if (text.starts_with("<!"))
        return doctypeEnd(text);
    return tagEnd(text);
}

std::string_view elementName(std::string_view text)
{
    if (!text.starts_with('<'))
        return {};
    const std::string_view name = text.substr(text.starts_with("</") ? 2 : 1);
    return name.substr(0, xmlNameLength(name));
}

ElementScanner::ElementScanner(
    std::span<const RecordElement> records, std::span<const std::string_view> around, PassedElement passedOver)
    : m_records(records)
    , m_around(around)
    , m_passed(passedOver)
{
}

const RecordElement* ElementScanner::recordAt(std::string_view tag) const
{
    if (tag.size() < 2 || !beginsXmlName(tag[1]))
        return nullptr;
    for (const RecordElement& record : m_records) {
        if (tag[1] == record.name[0] && tag.substr(1).starts_with(record.name)
            && (tag.size() == 1 + record.name.size() || !belongsToXmlName(tag[1 + record.name.size()])))
            return &record;
    }
    return nullptr;
}

bool ElementScanner::isAround(std::string_view name) const
{
    return std::ranges::find(m_around, name) != m_around.end();
}

void ElementScanner::notice(std::string_view text)
{
    if (m_remark.empty() && !m_inPassed)
        m_remark = printable(trimmed(text).substr(0, 60));
}

Piece ElementScanner::separator(std::size_t length)
{
    Piece piece{.kind = Piece::Kind::Separator, .length = length, .severity = Severity::Note};
    if (m_sawPassed) {
        piece.problem = m_passed.remark;
    } else if (!m_remark.empty()) {
        piece.problem = QT_TRANSLATE_NOOP("formats", "Text between records was passed over: “%1”");
        piece.argument = std::move(m_remark);
    }
    m_at = 0;
    m_remark.clear();
    m_sawPassed = m_inPassed = m_unended = false;
    return piece;
}

Piece ElementScanner::between(std::string_view text, bool last)
{
    if (m_at == 0
        && std::string_view{" \t\r\n\v\f"}.find(text.front())
            != npos) { // so that what is said of the rest names its line
        const std::size_t end = text.find_first_not_of(" \t\r\n\v\f");
        if (end == npos && !last)
            return {};
        return separator(std::min(end, text.size()));
    }
    for (;;) {
        const std::size_t tag = text.find('<', m_at);
        if (tag == npos || (!last && tag + LookAhead > text.size())) {
            if (!last)
                return {};
            notice(text.substr(m_at, tag - m_at));
            if (tag == npos)
                return separator(text.size());
        }
        const std::size_t mark = text.substr(0, tag).find(ByteOrderMark, m_at);
        if (mark != npos) // another file begins; the mark is passed by itself
            return separator(mark);
        const std::string_view rest = text.substr(tag);
        if (const RecordElement* const record = recordAt(rest)) {
            notice(text.substr(m_at, tag - m_at));
            if (tag > 0)
                return separator(tag);
            m_record = record;
            m_at = 1;
            return inside(text, last);
        }
        const bool unended = m_unended && rest.starts_with("<!");
        const std::size_t length = unended ? npos : markupEnd(rest);
        if (length == npos && !last)
            return {};
        // Where one comment does not end, none behind it does: they are not looked through again and again.
        m_unended |= length == npos;
        notice(text.substr(m_at, tag - m_at));
        if (const std::string_view name = elementName(rest); !name.empty() && name == m_passed.name) {
            m_sawPassed = true;
            m_inPassed = !rest.starts_with("</");
        }
        m_at = length == npos ? tag + 1 : tag + length;
    }
}

Piece ElementScanner::ended(std::string_view text, std::size_t length, const char* problem)
{
    Piece piece{.kind = Piece::Kind::Record, .length = length, .problem = problem, .argument = {}};
    if (!m_hasChild) {
        piece.kind = Piece::Kind::Reject;
        piece.severity = Severity::Lost;
        piece.problem = QT_TRANSLATE_NOOP(
            "formats", "Between <%1> and its end stands no field; it was left out, and counted as rejected.");
        piece.argument = m_record->name;
    }
    if (problem != nullptr) // what separates records belongs to none
        piece.length = std::max<std::size_t>(1, text.find_last_not_of(" \t\r\n", length - 1) + 1);
    m_record = nullptr;
    m_hasChild = false;
    m_at = 0;
    return piece;
}

Piece ElementScanner::inside(std::string_view text, bool last)
{
    const std::string_view name = m_record->name;
    for (;;) {
        const void* const found = std::memchr(text.data() + m_at, '<', text.size() - m_at);
        const std::size_t tag =
            found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.size();
        if (!last && tag + LookAhead > text.size()) {
            m_at = tag;
            return {};
        }
        const std::string_view rest = text.substr(tag);
        if (rest.size() < 2)
            break;
        if (rest[1] == '/') {
            const std::string_view closed = elementName(rest.substr(0, LookAhead));
            if (closed == name) {
                const std::size_t length = tagEnd(rest);
                if (length == npos && !last)
                    return {};
                return ended(text, length == npos ? text.size() : tag + length, nullptr);
            }
            if (closed.size() > 2 && isAround(closed))
                return ended(text, tag,
                    QT_TRANSLATE_NOOP("formats", "The record has no end tag; it was ended where its list ends."));
        } else if (rest[1] == '!') {
            const std::size_t length = markupEnd(rest);
            if (length == npos && last)
                break;
            if (length == npos) {
                m_at = tag;
                return {};
            }
            m_at = tag + length;
            continue;
        } else if (beginsXmlName(rest[1])) {
            const RecordElement* const next = recordAt(rest);
            if (next != nullptr && (next == m_record || !next->mayStandWithin))
                return ended(text, tag,
                    QT_TRANSLATE_NOOP("formats", "The record has no end tag; it was ended where the next one begins."));
            m_hasChild = true;
        }
        m_at = tag + 1;
    }
    return ended(text, text.size(),
        QT_TRANSLATE_NOOP("formats",
            "The last record has no end tag; the file may have been cut short. The record was kept as far as it "
            "goes."));
}

Piece ElementScanner::next(std::string_view text, bool last)
{
    return m_record ? inside(text, last) : between(text, last);
}

std::size_t ElementScanner::resume(std::string_view text)
{
    m_record = nullptr;
    m_hasChild = false;
    static_cast<void>(separator(0)); // forgets what stood between
    for (std::size_t tag = text.find('<', 1); tag != npos; tag = text.find('<', tag + 1)) {
        // Names that may stand within are no sure beginning, unless there are no others.
        const RecordElement* const record = recordAt(text.substr(tag));
        if (record != nullptr && !record->mayStandWithin)
            return tag;
    }
    return npos;
}

} // namespace winnow::formats
