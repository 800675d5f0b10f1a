#include "core/extraction/printed.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace winnow::extraction {

namespace {

struct Letter {
    char32_t code = 0;
    std::size_t at = 0;
};

/// The code point at `at` and its length; a wrong byte is U+FFFD.
std::pair<char32_t, std::size_t> decoded(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (length == 0 || lead > 0xF4 || at + length > text.size())
        return {0xFFFD, 1};
    char32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80)
            return {0xFFFD, 1};
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    return {code, length};
}

constexpr bool isOneOf(char32_t c, std::u32string_view set)
{
    return set.find(c) != std::u32string_view::npos;
}

/// What papers print for one sign, as one sign.
char32_t plain(char32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFE58)
        return U'-';
    if (isOneOf(c, U"\u2219\u22C5\u2027\u30FB\uFF65"))
        return U'\u00B7';
    if (isOneOf(c, U"\u223C\u02DC\u301C"))
        return U'~';
    if (isOneOf(c, U"\u2A7D\u2266"))
        return U'\u2264';
    if (isOneOf(c, U"\u2A7E\u2267"))
        return U'\u2265';
    if (isOneOf(c, U"\u2715\u2A2F\u2A09"))
        return U'\u00D7';
    if (isOneOf(c, U"\u00A0\u2009\u202F\u2007\u200A"))
        return U'\u2009'; // spaces that hold digits together
    if (isOneOf(c, U"\t\n\r\f\v\u2002\u2003\u2004\u2005\u2006\u2008\u3000"))
        return U' ';
    return c;
}

bool isDigit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

bool isSpace(char32_t c)
{
    return c == U' ' || c == U'\u2009';
}

bool isLetter(char32_t c)
{
    if (c < 0x80)
        return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    return (c >= 0xC0 && c != U'\u00D7' && c != U'\u00F7' && c < 0x2000) || c == U'\u00B5'
        || (c >= 0x2C00 && c < 0xE000);
}

/// The digit a superscript stands for.
std::optional<int> superscript(char32_t c)
{
    if (c == U'\u00B2' || c == U'\u00B3')
        return static_cast<int>(c - U'\u00B0');
    if (c == U'\u00B9')
        return 1;
    if (c == U'\u2070' || (c >= U'\u2074' && c <= U'\u2079'))
        return static_cast<int>(c - U'\u2070');
    return {};
}

/// Marks that lead to a footnote and say nothing of the value.
bool isFootnoteMark(char32_t c)
{
    return isOneOf(c, U"*\u2020\u2021\u00A7\u00B6#\u2016\u2042\u00AA\u00BA") || (c >= 0x1D2C && c <= 0x1D6A)
        || (c >= 0x02B0 && c <= 0x02B8);
}

constexpr std::array<std::string_view, 21> SpeltOut{"zero", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty"};
constexpr std::array<std::string_view, 8> Tens{
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

std::optional<int> speltOut(std::string_view word)
{
    if (const auto* found = std::find(SpeltOut.begin(), SpeltOut.end(), word); found != SpeltOut.end())
        return static_cast<int>(found - SpeltOut.begin());
    const std::string_view ten = word.substr(0, word.find('-'));
    const auto* found = std::find(Tens.begin(), Tens.end(), ten);
    if (found == Tens.end())
        return {};
    const int value = 20 + 10 * static_cast<int>(found - Tens.begin());
    if (ten.size() == word.size())
        return value;
    const std::optional<int> one = speltOut(word.substr(ten.size() + 1));
    return one && *one >= 1 && *one <= 9 ? std::optional(value + *one) : std::nullopt;
}

double powerOfTen(int exponent)
{
    return std::pow(10.0, exponent);
}

class Cutter {
public:
    Cutter(std::string_view text, CommaMode mode)
        : m_mode(mode)
    {
        for (std::size_t at = 0; at < text.size();) {
            const auto [code, length] = decoded(text, at);
            m_letters.push_back({plain(code), at});
            at += length;
        }
        m_size = text.size();
        std::size_t decimals = 0;
        for (std::size_t i = 1; i + 1 < m_letters.size(); ++i)
            decimals +=
                code(i) == U',' && isDigit(code(i - 1)) && isDigit(code(i + 1)) && digitsAt(i + 1) != 3 ? 1U : 0U;
        m_decimalCommas = decimals > 0 && mode == CommaMode::Decimal;
    }

    std::vector<Token> cut()
    {
        while (m_at < m_letters.size() && m_tokens.size() < MaxTokens) {
            const std::size_t before = m_at;
            one();
            if (m_at == before)
                ++m_at;
        }
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] char32_t code(std::size_t i) const { return i < m_letters.size() ? m_letters[i].code : U'\0'; }
    [[nodiscard]] std::size_t offset(std::size_t i) const { return i < m_letters.size() ? m_letters[i].at : m_size; }

    [[nodiscard]] std::size_t digitsAt(std::size_t i) const
    {
        std::size_t count = 0;
        while (isDigit(code(i + count)))
            ++count;
        return count;
    }

    Token& add(TokenKind kind, std::size_t from, std::size_t to)
    {
        Token token;
        token.kind = kind;
        token.begin = offset(from);
        token.end = offset(to);
        token.spaceBefore = from == 0 || isSpace(code(from - 1));
        m_tokens.push_back(std::move(token));
        m_at = to;
        return m_tokens.back();
    }

    void one()
    {
        const char32_t c = code(m_at);
        const char32_t next = code(m_at + 1);
        if (isSpace(c)) {
            ++m_at;
            return;
        }
        if (isDigit(c) || (isOneOf(c, U".\u00B7") && isDigit(next) && (m_at == 0 || !isLetter(code(m_at - 1))))) {
            number();
            return;
        }
        if (isLetter(c) && !isScale()) {
            word();
            return;
        }
        symbol(c);
    }

    void symbol(char32_t c)
    {
        if (isScale()) {
            while (code(m_at) != U'1')
                ++m_at;
            const bool before = m_tokens.size() < MaxTokens;
            number();
            m_tokens.back().scale = before && m_tokens.back().power;
            return;
        }
        const auto single = [&](TokenKind kind) -> Token& { return add(kind, m_at, m_at + 1); };
        if (plusMinus(c))
            return;
        switch (c) {
        case U'(':
        case U'[':
        case U'{':
            single(TokenKind::Open).square = c == U'[';
            return;
        case U')':
        case U']':
        case U'}':
            single(TokenKind::Close).square = c == U']';
            return;
        case U'%':
        case U'\u2030':
            single(TokenKind::Percent);
            return;
        case U'/':
        case U'\u2044':
        case U'\u2215':
            single(TokenKind::Slash);
            return;
        case U',':
            single(TokenKind::Comma);
            return;
        case U';':
            single(TokenKind::Semicolon);
            return;
        case U':':
            single(TokenKind::Colon);
            return;
        case U'=':
            single(TokenKind::Equals);
            return;
        case U'-':
        case U'~':
            dash(c);
            return;
        case U'<':
        case U'>':
        case U'\u2264':
        case U'\u2265':
        case U'\u2248':
            comparison(c);
            return;
        case U'?': {
            Token& mark = single(TokenKind::Word);
            mark.word = "?";
            return;
        }
        default:
            ++m_at;
        }
    }

    /// "× 10⁶" behind a bracket.
    [[nodiscard]] bool isScale() const
    {
        return !m_tokens.empty() && m_tokens.back().kind == TokenKind::Close && !isSpace(code(m_at)) && isPowerAt(m_at);
    }

    bool plusMinus(char32_t c)
    {
        if (c == U'\u00B1' || c == U'\u2213') {
            add(TokenKind::PlusMinus, m_at, m_at + 1);
            return true;
        }
        if (c != U'+')
            return false;
        std::size_t at = m_at + 1;
        while (isSpace(code(at)) || code(at) == U'/')
            ++at;
        if (code(at) != U'-')
            return false;
        add(TokenKind::PlusMinus, m_at, at + 1);
        return true;
    }

    void comparison(char32_t c)
    {
        const bool equal = code(m_at + 1) == U'=';
        Bound bound = Bound::About;
        if (c == U'<' || c == U'\u2264')
            bound = equal || c == U'\u2264' ? Bound::AtMost : Bound::Below;
        else if (c == U'>' || c == U'\u2265')
            bound = equal || c == U'\u2265' ? Bound::AtLeast : Bound::Above;
        add(TokenKind::Compare, m_at, m_at + (equal ? 2 : 1)).number.bound = bound;
    }

    /// A minus sign belongs to the number that follows; between numbers a dash means "to".
    void dash(char32_t c)
    {
        const bool afterNumber = !m_tokens.empty()
            && (m_tokens.back().kind == TokenKind::Number || m_tokens.back().kind == TokenKind::Percent);
        const bool spaceBefore = m_at == 0 || isSpace(code(m_at - 1));
        std::size_t next = m_at + 1;
        while (isSpace(code(next)))
            ++next;
        const bool spaceAfter = next > m_at + 1;
        const bool beforeNumber = isDigit(code(next)) || (isOneOf(code(next), U".\u00B7") && isDigit(code(next + 1)));
        if (c == U'~' && !afterNumber) {
            add(TokenKind::Compare, m_at, m_at + 1).number.bound = Bound::About;
            return;
        }
        const bool afterOrdinal = !m_tokens.empty() && m_tokens.back().word.ends_with("th"); // "25th–75th percentile"
        const bool sign = c == U'-' && beforeNumber && !afterOrdinal && (!afterNumber || (spaceBefore && !spaceAfter));
        if (!sign) {
            add(TokenKind::Dash, m_at, m_at + 1);
            return;
        }
        const std::size_t from = m_at;
        m_at = next;
        number();
        Token& token = m_tokens.back();
        token.begin = offset(from);
        token.spaceBefore = spaceBefore;
        token.number.value = -token.number.value;
        if (afterNumber || (from > 0 && isLetter(code(from - 1))))
            token.doubts |= SignOpen;
    }

    /// True if the mark at `i`, with this many digits behind it, can set off thousands.
    [[nodiscard]] static bool groups(std::size_t before, bool first, std::size_t after)
    {
        return after == 3 && before >= 1 && (first ? before <= 3 : before == 3);
    }

    struct Run {
        std::string digits; ///< with '.' for the decimal mark
        int decimals = 0;
        std::uint8_t doubts = NoDoubt;
    };

    /// The digits from m_at on, with their marks.
    Run run()
    {
        Run out;
        bool decimal = false;
        bool first = true;
        bool points = false; // "1.204,5"
        std::size_t group = 0;
        while (m_at < m_letters.size()) {
            const char32_t c = code(m_at);
            if (isDigit(c)) {
                out.digits += static_cast<char>(c);
                out.decimals += decimal ? 1 : 0;
                ++group;
                ++m_at;
                continue;
            }
            const std::size_t after = digitsAt(m_at + 1);
            const bool leadingZero = first && !out.digits.empty() && out.digits.front() == '0';
            const bool thousands = !decimal && !leadingZero && groups(group, first, after);
            if (after == 0)
                break;
            if (isOneOf(c, U"'\u2019\u2009 ")) {
                if (!thousands || (c == U' ' && isLetter(code(m_at + 4))))
                    break;
                out.doubts |= c == U' ' ? SpaceOpen : NoDoubt;
            } else if (c == U',') {
                const bool asDecimal = !decimal && (first || points);
                if (decimal || (!thousands && !asDecimal) || (m_mode == CommaMode::Separator))
                    break;
                out.doubts |= leadingZero ? NoDoubt : CommaOpen;
                if (asDecimal && (!thousands || (m_mode == CommaMode::Decimal && code(m_at + 4) != U',')))
                    decimal = true;
            } else if (c == U'.' || c == U'\u00B7') {
                const bool again = code(m_at + 1 + after) == U'.' && digitsAt(m_at + 2 + after) == 3;
                const bool asThousands = c == U'.' && thousands
                    && (again || !first || (m_decimalCommas && !decimal) || code(m_at + 4) == U',');
                if (!asThousands && decimal)
                    break;
                decimal = decimal || !asThousands;
                points = points || asThousands;
            } else {
                break;
            }
            if (decimal && out.digits.find('.') == std::string::npos)
                out.digits += out.digits.empty() ? "0." : ".";
            first = false;
            group = 0;
            ++m_at;
        }
        return out;
    }

    void number()
    {
        const std::size_t from = m_at;
        const Run digits = run();
        const bool ordinal = (code(m_at) == U't' && code(m_at + 1) == U'h')
            || (code(m_at) == U's' && code(m_at + 1) == U't') || (code(m_at) == U'n' && code(m_at + 1) == U'd');
        if (ordinal && !isLetter(code(m_at + 2))) {
            m_at += 2;
            add(TokenKind::Word, from, m_at).word = digits.digits + "th";
            return;
        }
        double value = 0;
        const std::string& text = digits.digits;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed != std::errc() || text.size() > 30) {
            add(TokenKind::Word, from, std::max(m_at, from + 1)).word = "#";
            return;
        }
        Token& token = add(TokenKind::Number, from, m_at);
        token.number.value = value;
        token.number.decimals = digits.decimals;
        token.number.step = powerOfTen(-digits.decimals);
        token.doubts = digits.doubts;
        exponent(token, text);
        while (isFootnoteMark(code(m_at)) && !isPowerAt(m_at))
            ++m_at;
        if (superscript(code(m_at)) && !token.power)
            while (superscript(code(m_at)) || code(m_at) == U',')
                ++m_at;
    }

    /// True if "× 10" begins here.
    [[nodiscard]] bool isPowerAt(std::size_t at) const
    {
        while (isSpace(code(at)))
            ++at;
        if (!isOneOf(code(at), U"\u00D7xX*\u00B7"))
            return false;
        ++at;
        while (isSpace(code(at)))
            ++at;
        return code(at) == U'1' && code(at + 1) == U'0';
    }

    void exponent(Token& token, const std::string& text)
    {
        if (text == "10" && (superscript(code(m_at)) || code(m_at) == U'^' || isSuperscriptMinus(m_at))) {
            raise(token, 1, 0);
            return;
        }
        if ((code(m_at) == U'e' || code(m_at) == U'E') && exponentDigits(m_at + 1)) {
            ++m_at;
            raise(token, token.number.value, token.number.decimals);
            return;
        }
        if (!isPowerAt(m_at))
            return;
        const std::size_t before = m_at;
        while (code(m_at) != U'1')
            ++m_at;
        m_at += 2;
        if (!isDigit(code(m_at)) && !superscript(code(m_at)) && !isOneOf(code(m_at), U"^*(- \u207B\u2009")) {
            m_at = before;
            return;
        }
        if (!raise(token, token.number.value, token.number.decimals))
            m_at = before;
    }

    [[nodiscard]] bool isSuperscriptMinus(std::size_t at) const { return code(at) == U'\u207B'; }

    [[nodiscard]] bool exponentDigits(std::size_t at) const
    {
        if (isOneOf(code(at), U"+-"))
            ++at;
        return digitsAt(at) >= 1 && digitsAt(at) <= 3 && !isLetter(code(at + digitsAt(at)));
    }

    /// Reads an exponent at m_at: "^6", "⁻⁵", "6" where the superscript was lost.
    bool raise(Token& token, double mantissa, int decimals)
    {
        bool marked = false;
        const bool inBrackets = code(m_at) == U'('; // "10(6)", as PubMed prints a superscript
        while (isOneOf(code(m_at), inBrackets ? U"(" : U"^*{") || isSpace(code(m_at))) {
            marked = marked || !isSpace(code(m_at));
            ++m_at;
        }
        bool negative = false;
        if (isOneOf(code(m_at), U"-+\u207B\u207A")) {
            negative = code(m_at) == U'-' || code(m_at) == U'\u207B';
            ++m_at;
            while (isSpace(code(m_at)))
                ++m_at;
        }
        int value = 0;
        int digits = 0;
        bool raised = marked;
        for (; digits < 3; ++digits, ++m_at) {
            const std::optional<int> small = superscript(code(m_at));
            if (!small && !isDigit(code(m_at)))
                break;
            raised = raised || small.has_value();
            value = 10 * value + (small ? *small : static_cast<int>(code(m_at) - U'0'));
        }
        if (digits == 0 || value > 300 || (digits > 2 && !raised))
            return false;
        if (inBrackets && code(m_at) != U')')
            return false;
        if (code(m_at) == U'}' || inBrackets)
            ++m_at;
        const int power = negative ? -value : value;
        token.number.value = mantissa * powerOfTen(power);
        token.number.step = powerOfTen(power - decimals);
        token.power = true;
        token.doubts |= raised || std::abs(power) == 0 ? NoDoubt : PowerOpen;
        token.end = offset(m_at);
        return std::isfinite(token.number.value);
    }

    void word()
    {
        const std::size_t from = m_at;
        std::string text;
        bool capitals = true;
        const auto joined = [this] {
            const char32_t c = code(m_at);
            return (c == U'-' || c == U'.' || c == U'\'' || c == U'\u2019') && isLetter(code(m_at + 1));
        };
        while (isLetter(code(m_at)) || isDigit(code(m_at)) || superscript(code(m_at)) || isSuperscriptMinus(m_at)
            || joined()) {
            const char32_t c = code(m_at);
            capitals = capitals && !(c >= U'a' && c <= U'z');
            if (const std::optional<int> small = superscript(c))
                text += static_cast<char>('0' + *small);
            else if (c < 0x80)
                text += static_cast<char>(c >= U'A' && c <= U'Z' ? c + 32 : c);
            else
                text += c == U'\u00B5' || c == U'\u03BC' ? "u" : c == U'\u0394' ? "delta" : "?";
            ++m_at;
        }
        Token& token = add(TokenKind::Word, from, m_at);
        token.word = text;
        token.capitals = capitals;
        if (const std::optional<int> value = speltOut(text)) {
            token.kind = TokenKind::Number;
            token.number.value = *value;
            token.inWords = true;
            return;
        }
        scale(text);
    }

    /// "2.5 million", "2.5M cells".
    void scale(const std::string& word)
    {
        if (m_tokens.size() < 2 || m_tokens[m_tokens.size() - 2].kind != TokenKind::Number)
            return;
        Token& before = m_tokens[m_tokens.size() - 2];
        double factor = 0;
        if (word == "million" || word == "millions" || (word == "m" && code(m_at) == U' ' && code(m_at + 1) == U'c'))
            factor = 1e6;
        else if (word == "billion")
            factor = 1e9;
        else if (word == "thousand")
            factor = 1e3;
        if (factor == 0)
            return;
        before.number.value *= factor;
        before.number.step *= factor;
        before.power = true;
        before.end = m_tokens.back().end;
        m_tokens.pop_back();
    }

    std::vector<Letter> m_letters;
    std::vector<Token> m_tokens;
    std::size_t m_size = 0;
    std::size_t m_at = 0;
    CommaMode m_mode;
    bool m_decimalCommas = false;
};

} // namespace

std::vector<Token> tokens(std::string_view text, CommaMode mode)
{
    return Cutter(text, mode).cut();
}

} // namespace winnow::extraction
