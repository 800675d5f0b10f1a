#include "core/formats/fields.h"

#include "core/base/text.h"
#include "core/formats/encoding.h"
#include "core/formats/values.h"

#include <algorithm>

namespace winnow::formats {

namespace {

/// The lines of a text. Looks at each byte once for either kind of line end, however they are mixed.
class LineCutter {
public:
    explicit LineCutter(std::string_view text)
        : m_text(text)
        , m_lineFeed(text.find('\n'))
        , m_carriageReturn(text.find('\r'))
    {
    }
    bool next(std::string_view& line)
    {
        if (m_at >= m_text.size())
            return false;
        const std::size_t begin = m_at;
        const std::size_t end = std::min({m_lineFeed, m_carriageReturn, m_text.size()});
        m_at = end + 1;
        if (end == m_carriageReturn) {
            m_at += m_lineFeed == m_at ? 1U : 0U;
            m_carriageReturn = m_text.find('\r', m_at);
        }
        if (m_lineFeed < m_at)
            m_lineFeed = m_text.find('\n', m_at);
        line = m_text.substr(begin, end - begin);
        if (line.starts_with(ByteOrderMark))
            line.remove_prefix(ByteOrderMark.size());
        return true;
    }

private:
    std::string_view m_text;
    std::size_t m_lineFeed;
    std::size_t m_carriageReturn;
    std::size_t m_at = 0;
};

bool endsSentence(std::string_view line)
{
    return !line.empty() && std::string_view{".!?:;"}.find(line.back()) != std::string_view::npos;
}

} // namespace

std::string tagName(Tag tag)
{
    std::string name;
    for (; tag != NoTag; tag >>= 8U)
        name.insert(name.begin(), static_cast<char>(tag & 0xFFU));
    return name;
}

void splitFields(std::string_view record, TagOf tagOf, AfterBlank afterBlank, std::vector<Field>& fields)
{
    fields.clear();
    LineCutter lines{record};
    std::string_view line;
    bool blankBefore = false;
    for (std::uint32_t number = 0; lines.next(line); ++number) {
        const TaggedLine tagged = tagOf(line);
        if (tagged.tag != NoTag) {
            fields.push_back(Field{tagged.tag, line.substr(tagged.value), number, false, tagged.lowerCase});
            blankBefore = false;
            continue;
        }
        const std::string_view words = trimmed(line);
        if (words.empty()) {
            blankBefore = true;
            continue;
        }
        if (fields.empty() || (blankBefore && afterBlank == AfterBlank::StandsAlone)) {
            fields.push_back(Field{NoTag, line, number, false, false});
        } else {
            Field& field = fields.back();
            field.text = record.substr(static_cast<std::size_t>(field.text.data() - record.data()),
                static_cast<std::size_t>(line.data() + line.size() - field.text.data()));
            field.severalLines = true;
        }
        blankBefore = false;
    }
}

std::string unfolded(const Field& field, Join join)
{
    if (!field.severalLines)
        return std::string{trimmed(field.text)};
    std::string out;
    out.reserve(field.text.size());
    LineCutter lines{field.text};
    std::string_view line;
    bool blankBefore = false;
    while (lines.next(line)) {
        line = trimmed(line);
        if (line.empty()) {
            blankBefore = true;
            continue;
        }
        if (!out.empty()) {
            const bool paragraph = join == Join::Paragraphs && (blankBefore || endsSentence(out));
            out += join == Join::Lines || paragraph ? '\n' : ' ';
        }
        blankBefore = false;
        out += line;
    }
    return out;
}

std::string textOf(const Field& field, Join join)
{
    return withoutEntities(unfolded(field, join));
}

std::vector<std::string> linesOf(const Field& field)
{
    std::vector<std::string> out;
    LineCutter lines{field.text};
    std::string_view line;
    while (lines.next(line)) {
        if (line = trimmed(line); !line.empty())
            out.push_back(withoutEntities(std::string{line}));
    }
    return out;
}

const Field* firstOf(const std::vector<Field>& fields, std::initializer_list<Tag> tags)
{
    for (const Tag tag : tags) {
        const auto found = std::ranges::find_if(
            fields, [tag](const Field& field) { return field.tag == tag && !trimmed(field.text).empty(); });
        if (found != fields.end())
            return &*found;
    }
    return nullptr;
}

std::string firstText(const std::vector<Field>& fields, std::initializer_list<Tag> tags, Join join)
{
    const Field* field = firstOf(fields, tags);
    return field ? textOf(*field, join) : std::string{};
}

} // namespace winnow::formats
