// The tagged fields of one record, as they stand in its text.
#pragma once

#include "core/model/record.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::formats {

/// A tag of up to four letters and digits in upper case, as one number, so that a switch can tell tags apart.
using Tag = std::uint32_t;
inline constexpr Tag NoTag = 0;

[[nodiscard]] constexpr Tag packTag(std::string_view name)
{
    std::uint32_t packed = 0;
    for (const char c : name.substr(0, 4))
        packed = packed << 8U | static_cast<unsigned char>(c >= 'a' && c <= 'z' ? c - 0x20 : c);
    return packed;
}
[[nodiscard]] consteval Tag operator""_tag(const char* name, std::size_t length)
{
    return packTag({name, length});
}
[[nodiscard]] std::string tagName(Tag tag);

/// What each tag of a format stands for; made while compiling, found by halving.
template <typename Value, std::size_t N> class TagTable {
public:
    using Entry = std::pair<Tag, Value>;
    consteval TagTable(const Entry (&entries)[N])
        : m_entries(std::to_array(entries))
    {
        std::ranges::sort(m_entries, {}, &Entry::first);
    }
    /// Value{} for a tag that is not in the table.
    [[nodiscard]] constexpr Value operator[](Tag tag) const
    {
        const auto found = std::ranges::lower_bound(m_entries, tag, {}, &Entry::first);
        return found != m_entries.end() && found->first == tag ? found->second : Value{};
    }

private:
    std::array<Entry, N> m_entries;
};

template <typename Value, std::size_t N>
consteval TagTable<Value, N> tagTable(const std::pair<Tag, Value> (&entries)[N])
{
    return TagTable<Value, N>{entries};
}

/// A line's tag, and where in the line its value begins. Without a tag the line continues a field.
struct TaggedLine {
    Tag tag = NoTag;
    std::size_t value = 0;
    bool lowerCase = false;
};
using TagOf = TaggedLine (*)(std::string_view line);

/// A tag and the text that follows it, line ends and indents still in it. The text of a field without a tag belongs to
/// no other field.
struct Field {
    Tag tag = NoTag;
    std::string_view text;
    std::uint32_t line = 0; ///< in the record, from 0
    bool severalLines = false;
    bool lowerCase = false; ///< its tag was
};

/// What lines of a field are to each other.
enum class Join : std::uint8_t {
    Words, ///< one text that was wrapped: a space between them
    Paragraphs, ///< wrapped, but a new line after the end of a sentence is a new paragraph
    Lines, ///< a list: each is on its own
};

/// What an untagged line after a blank one is: PubMed never leaves a blank line within a field, RIS writers do.
enum class AfterBlank : std::uint8_t { Continues, StandsAlone };

/// Cuts the text of a record into `fields`, whose storage is used again.
void splitFields(std::string_view record, TagOf tagOf, AfterBlank afterBlank, std::vector<Field>& fields);

/// The field's lines, trimmed, put together; nothing decoded but the wrapping.
[[nodiscard]] std::string unfolded(const Field& field, Join join);
/// The same with XML and HTML entities as the characters they stand for: what a Record holds.
[[nodiscard]] std::string textOf(const Field& field, Join join = Join::Words);
/// The field's lines that are not empty, each as textOf gives it.
[[nodiscard]] std::vector<std::string> linesOf(const Field& field);

/// The first of these tags, in this order, that has a text; nullptr if none has.
[[nodiscard]] const Field* firstOf(const std::vector<Field>& fields, std::initializer_list<Tag> tags);
/// Its text, or nothing.
[[nodiscard]] std::string firstText(
    const std::vector<Field>& fields, std::initializer_list<Tag> tags, Join join = Join::Words);

} // namespace winnow::formats
