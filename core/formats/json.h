// JSON, as far as exports need it: where a value ends in a stream, and one record's value as a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// Finds the end of an object or array in a text that may come in pieces, looking at each byte once.
class JsonScanner {
public:
    enum class End : std::uint8_t {
        NotYet,
        Closed,
        NextBegins, ///< it is not closed where `mark` begins another object
        TextEnds, ///< nor where the text ends
    };
    /// `mark`: the first key of each record, if it is known: an object that begins with it within the one that is open
    /// shows that a bracket is missing.
    explicit JsonScanner(std::string_view mark = {})
        : m_mark(mark)
    {
    }
    /// `text` begins with '{' or '[', and is the same as last time with more behind it unless reset.
    [[nodiscard]] End scan(std::string_view text, bool last);
    /// Behind its last byte.
    [[nodiscard]] std::size_t length() const { return m_at; }
    void reset();

private:
    std::string_view m_mark;
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    bool m_quoted = false;
};

/// The first key of the object that `text` begins with; nothing if there is none; `cut` if the text ends before it.
struct JsonFirstKey {
    std::string_view key;
    bool cut = false;
};
[[nodiscard]] JsonFirstKey firstJsonKey(std::string_view text);

/// A value and what is in it, members in the order of the source.
struct JsonValue {
    enum class Kind : std::uint8_t { Null, Bool, Number, String, Array, Object } kind = Kind::Null;
    std::string key; ///< its name in the object around it
    std::string text; ///< of a string, decoded; of a number or "true" as it stands
    std::vector<JsonValue> members;

    /// The first member with this key; an empty value if there is none.
    [[nodiscard]] const JsonValue& operator[](std::string_view name) const;
    /// Follows keys: at("a.b.c").
    [[nodiscard]] const JsonValue& at(std::string_view path) const;
    /// Its text, or the texts of its members that are strings or numbers.
    [[nodiscard]] std::vector<std::string> texts() const;
};

/// Nothing if `text` is not JSON, or nests deeper than any export does.
[[nodiscard]] std::optional<JsonValue> parseJson(std::string_view text);

/// The value as JSON, without white space.
[[nodiscard]] std::string jsonText(const JsonValue& value);

} // namespace winnow::formats
