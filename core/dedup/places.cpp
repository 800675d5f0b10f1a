#include "core/dedup/places.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace winnow::dedup {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads letters and digits in turn.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_rest(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    void skip() { m_rest.remove_prefix(1); }
    std::string_view letters()
    {
        return take([](char c) { return isLetter(c); });
    }
    std::string_view digits()
    {
        return take([](char c) { return isDigit(c); });
    }

private:
    std::string_view take(auto belongs)
    {
        const std::string_view from = m_rest;
        while (!m_rest.empty() && belongs(m_rest.front()))
            m_rest.remove_prefix(1);
        return from.substr(0, from.size() - m_rest.size());
    }

    std::string_view m_rest;
};

std::uint32_t numberOf(std::string_view digits)
{
    std::uint64_t number = 0;
    for (const char c : digits.substr(0, 9))
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return static_cast<std::uint32_t>(number);
}

/// "Sep" → 9: a spreadsheet made a date of pages 9-11. 0 if it is no month.
std::uint32_t monthOf(std::string_view word)
{
    static constexpr std::array<std::string_view, 12> Months = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto* const found = std::ranges::find(Months, lowerAscii(word));
    return found == Months.end() ? 0 : static_cast<std::uint32_t>(found - Months.begin()) + 1;
}

/// Up to 39, as volumes are rarely greater in Roman; 0 if it is none.
std::uint32_t romanOf(std::string_view word)
{
    std::uint32_t sum = 0;
    std::uint32_t before = 0;
    for (std::size_t i = word.size(); i-- > 0;) {
        const char c = word[i];
        const std::uint32_t value = c == 'i' ? 1U
            : c == 'v'                       ? 5U
            : c == 'x'                       ? 10U
            : c == 'l'                       ? 50U
            : c == 'c'                       ? 100U
                                             : 0U;
        if (value == 0)
            return 0;
        sum = value < before ? sum - value : sum + value;
        before = std::max(before, value);
    }
    return sum;
}

/// A page of more digits than journals have, or "e43268", "CD001876", BMJ's "a1754" (as against page A1754).
bool looksLikeArticleNumber(std::string_view letters, std::size_t digits, bool lowerCase)
{
    static constexpr std::array<std::string_view, 4> Prefixes = {"e", "cd", "o", "art"};
    if (digits >= 6 || std::ranges::find(Prefixes, letters) != Prefixes.end())
        return true;
    return lowerCase && digits >= 3 && letters != "s" && letters != "p";
}

/// "697-704" and "697-04" as databases shorten them.
std::uint32_t completed(std::uint32_t first, std::uint32_t last, std::size_t lastDigits)
{
    if (last >= first)
        return last;
    std::uint32_t power = 1;
    for (std::size_t i = 0; i < lastDigits && power < 1'000'000'000; ++i)
        power *= 10;
    const std::uint32_t whole = first / power * power + last;
    return whole >= first ? whole : first;
}

} // namespace

Pages pagesOf(std::string_view text)
{
    std::string plain;
    for (const char c : lowerAscii(text)) // dashes of any kind
        plain += (c & 0x80) != 0 ? '-' : c;
    Scanner scanner{plain};
    while (!scanner.atEnd() && !isDigit(scanner.peek()) && !isLetter(scanner.peek()))
        scanner.skip();
    const std::string_view letters = scanner.letters();
    Pages pages;
    while (scanner.peek() == ' ' || scanner.peek() == '.' || scanner.peek() == ':')
        scanner.skip();
    if (letters == "suppl" || letters == "pp" || letters == "p" || letters == "page" || letters == "pages") {
        while (scanner.peek() == '-') {
            pages.cut = letters == "suppl";
            scanner.skip();
        }
    }
    const std::string_view digits = scanner.digits();
    if (digits.empty())
        return {};
    pages.first = pages.last = numberOf(digits);
    pages.letter = letters.empty() || letters == "p" || letters == "pp" ? '\0' : letters.front();
    if (pages.first == 0)
        return {};
    const std::size_t at = text.find(letters.empty() ? digits : letters);
    const bool lower = letters.size() == 1 && at != std::string_view::npos;
    pages.number = looksLikeArticleNumber(letters, digits.size(), lower);
    scanner.letters(); // "339a"
    while (scanner.peek() == ' ' || scanner.peek() == '.')
        scanner.skip();
    if (scanner.peek() != '-')
        return pages;
    while (scanner.peek() == '-' || scanner.peek() == ' ')
        scanner.skip();
    const std::string_view word = scanner.letters();
    if (const std::uint32_t month = monthOf(word); month != 0 && pages.first <= 31) {
        const auto [first, last] = std::minmax(pages.first, month);
        return {first, last};
    }
    if (const std::string_view end = scanner.digits(); !end.empty()) {
        pages.last = completed(pages.first, numberOf(end), end.size());
        if (pages.last > pages.first && pages.letter != 'e')
            pages.number = false;
    }
    return pages;
}

std::uint32_t volumeOf(std::string_view text)
{
    const std::string plain = lowerAscii(text);
    if (plain.find(')') != std::string::npos && plain.find('(') == std::string::npos)
        return 0;
    const std::size_t digit = plain.find_first_of("0123456789");
    Scanner words{plain};
    if (digit == std::string::npos)
        return romanOf(words.letters());
    Scanner scanner{std::string_view{plain}.substr(digit)};
    return numberOf(scanner.digits());
}

std::uint32_t issueOf(std::string_view text)
{
    const std::string plain = lowerAscii(text);
    const std::size_t digit = plain.find_first_of("0123456789");
    const std::uint32_t number =
        digit == std::string::npos ? 0 : numberOf(Scanner{std::string_view{plain}.substr(digit)}.digits());
    const std::size_t supplement = plain.find("sup");
    const bool only = supplement != std::string::npos && (digit == std::string::npos || supplement < digit);
    const bool short_ = digit == 1 && plain.front() == 's';
    constexpr std::uint32_t Greatest = 60; // more are counted through the years, or are no issues at all
    return only || short_ ? 1000 + number % 1000 : number <= Greatest ? number : 0;
}

Agreement comparePages(const Pages& a, const Pages& b)
{
    if (a.first == 0 || b.first == 0)
        return Agreement::NotStated;
    if (a.cut != b.cut) {
        const Pages& cut = a.cut ? a : b;
        const Pages& whole = a.cut ? b : a;
        const std::uint32_t power = cut.first < 10 ? 10 : cut.first < 100 ? 100 : 1000;
        return whole.last % power == cut.first ? Agreement::Close : Agreement::NotStated;
    }
    if (a.first == b.first) {
        const bool letters = a.letter != 0 && b.letter != 0 && a.letter != b.letter;
        return letters ? Agreement::Close : Agreement::Same;
    }
    if (a.number != b.number)
        return Agreement::NotStated;
    if (a.number)
        return Agreement::Different;
    const bool within = (a.first <= b.first && b.last <= a.last) || (b.first <= a.first && a.last <= b.last);
    if (within || (a.last == b.last && a.last > a.first))
        return Agreement::Close;
    const auto ahead = [](const Pages& pages) { return pages.first == 1 && pages.last > 1; };
    if ((ahead(a) || ahead(b)) && a.letter == b.letter)
        return Agreement::NotStated;
    return Agreement::Different;
}

bool adjacent(const Pages& a, const Pages& b)
{
    if (a.first == 0 || b.first == 0 || a.number || b.number || a.letter != b.letter)
        return false;
    const Pages& one = a.first < b.first ? a : b;
    const Pages& other = a.first < b.first ? b : a;
    return one.first != other.first && other.first >= one.last && other.first <= one.last + 2;
}

bool sameRange(const Pages& a, const Pages& b)
{
    return a.first != 0 && a.first == b.first && a.last == b.last && a.last >= a.first + 2;
}

} // namespace winnow::dedup
