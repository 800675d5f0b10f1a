// The grammar of BibTeX files: where an entry ends, and the fields within it.
//
// After BibTeX's own reader (bibtex.web, "Reading the database file") as far as files keep to it, and what programs
// write beyond it: names of fields with spaces, signs of all kinds in keys, braces that do not match.
#pragma once

#include "core/formats/reporting.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// The head of an entry: "@article{" at the start of `text`, or "@string(".
struct BibHead {
    std::string_view type; ///< empty: no entry begins here
    std::size_t length = 0; ///< to behind the opening brace or parenthesis
    bool inParentheses = false;
    bool cut = false; ///< the text ends before it can be told
};
[[nodiscard]] BibHead bibHead(std::string_view text);

/// Finds where an entry ends, in a text that may come in pieces, looking at each byte once.
class BibScanner {
public:
    enum class End : std::uint8_t {
        NotYet,
        Closed,
        ClosedTwice, ///< a closing brace stands too early, and fields follow it
        NextBegins, ///< it is not closed where the next entry begins on a new line
        TextEnds, ///< nor where the text ends
    };
    /// `text` begins with the entry, and is the same as last time with more behind it unless reset.
    [[nodiscard]] End scan(std::string_view text, bool last);
    /// Behind its last byte.
    [[nodiscard]] std::size_t length() const { return m_at; }
    void reset() { *this = {}; }

private:
    enum class Ahead : std::uint8_t { No, Yes, Unknown };
    [[nodiscard]] static Ahead entryBegins(std::string_view text, bool last);
    [[nodiscard]] static Ahead fieldFollows(std::string_view text, bool last);
    [[nodiscard]] End unclosed(std::string_view text, std::size_t end, End how);

    bool m_begun = false;
    bool m_inParentheses = false;
    bool m_quoted = false;
    bool m_surplus = false;
    std::size_t m_depth = 0;
    std::size_t m_at = 0;
};

/// The abbreviations that @string defines, and the months. Names do not differ by case.
class BibMacros {
public:
    /// False if there is no more room: what a file of real abbreviations never needs.
    bool define(std::string_view name, std::string value);
    /// nullptr if it is not defined.
    [[nodiscard]] const std::string* find(std::string_view name) const;
    /// True for a name that is asked for the first time: to say once that it is not defined.
    [[nodiscard]] bool isFirstMiss(std::string_view name) const;
    /// Definitions of those that were found, as a BibTeX file.
    [[nodiscard]] std::string definitions() const;

private:
    struct Macro {
        std::string value;
        mutable bool wanted = false;
    };
    std::map<std::string, Macro, std::less<>> m_macros;
    mutable std::set<std::string, std::less<>> m_missing;
    std::size_t m_bytes = 0;
};

struct BibField {
    std::string_view name; ///< as it stands
    std::string_view value; ///< TeX, its delimiters off, its parts put together
    std::size_t at = 0; ///< where in the entry's text the name stands
};

/// One entry, taken apart. What it gives points into the text and into itself.
class BibEntry {
public:
    /// Reads a whole entry, from "@" to its closing brace; what is not as it should be is told in `notes`.
    void parse(std::string_view text, const BibMacros& macros, std::vector<Note>& notes);

    [[nodiscard]] std::string_view type() const { return m_type; }
    [[nodiscard]] std::string_view key() const { return m_key; }
    [[nodiscard]] const std::vector<BibField>& fields() const { return m_fields; }

private:
    /// How the braces of an entry are read, one after the other until it comes out whole.
    enum class Braces : std::uint8_t {
        Escaped, ///< one after a backslash is a sign of the text
        Plain, ///< each counts, as for BibTeX itself
        Missing, ///< some are: a value ends at the latest before a line that begins a field
    };
    bool parseFields(Braces braces);
    void parseKey();
    bool parseName(std::string_view& name);
    bool parseValue(std::string_view& value, Braces braces);
    bool parsePart(std::string_view& part, Braces braces);
    bool parseDelimited(std::string_view& part, Braces braces);
    void parseBare(std::string_view& part);
    [[nodiscard]] bool fieldBegins(std::size_t lineEnd) const;
    void skipSpace();
    void note(Severity severity, const char* text, std::string_view argument = {});

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string_view m_type;
    std::string_view m_key;
    std::vector<BibField> m_fields;
    std::deque<std::string> m_joined;
    std::size_t m_expanded = 0;
    const BibMacros* m_macros = nullptr;
    std::vector<Note>* m_notes = nullptr;
};

} // namespace winnow::formats
