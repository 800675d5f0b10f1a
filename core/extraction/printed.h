// Numbers as papers print them, and the pieces a printed value is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

/// What stands before a number: "< 0.001" says less than "0.001" does.
enum class Bound : std::uint8_t { Exact, Below, AtMost, Above, AtLeast, About };

/// A number with what its print tells of its precision.
struct Printed {
    double value = 0;
    double step = 1; ///< one unit of the last printed place: 0.1 for "14.5", 1e6 for "5 × 10⁶"
    int decimals = 0; ///< places after the mark, of the mantissa if there is a power of ten
    Bound bound = Bound::Exact;
    bool operator==(const Printed&) const = default;
};

enum class TokenKind : std::uint8_t {
    Number,
    Word,
    Percent,
    PlusMinus,
    Slash,
    Open,
    Close,
    Dash,
    Comma,
    Semicolon,
    Colon,
    Compare, ///< Printed::bound says which
    Equals,
};

/// Why a token could have been read in another way; bits.
enum Doubtful : std::uint8_t {
    NoDoubt = 0,
    CommaOpen = 1, ///< a comma between digits: decimal mark, thousands or a separator
    SpaceOpen = 2, ///< digits set apart by an ordinary space: thousands, or two numbers
    PowerOpen = 4, ///< "5 × 107": the print's superscript was lost
    SignOpen = 8, ///< a dash before it: a minus sign, or "to"
};

struct Token {
    TokenKind kind = TokenKind::Word;
    Printed number;
    std::string word; ///< ASCII letters in lower case
    std::size_t begin = 0; ///< bytes of the text
    std::size_t end = 0;
    bool spaceBefore = false;
    bool inWords = false; ///< a number spelt out: "three"
    bool capitals = false; ///< of words: no small letter in it
    bool square = false; ///< of brackets
    bool scale = false; ///< a power that belongs to a bracket before it: "(1–10) × 10⁶"
    bool power = false; ///< has a power of ten or stands for one ("million")
    std::uint8_t doubts = NoDoubt;
};

enum class CommaMode : std::uint8_t { Thousands, Decimal, Separator };

/// Cuts `text` (UTF-8; wrong bytes are passed over) into tokens. Every kind of dash, space, middle dot, bracket and
/// superscript that papers use is known; marks of footnotes are dropped. A comma between digits is taken by `mode`
/// where that is possible, else in the way that is. At most MaxTokens.
[[nodiscard]] std::vector<Token> tokens(std::string_view text, CommaMode mode);

inline constexpr std::size_t MaxTokens = 2000;

} // namespace winnow::extraction
