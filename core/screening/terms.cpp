#include "core/screening/terms.h"

#include "core/base/text.h"

#include <QString>

#include <algorithm>
#include <bit>
#include <functional>

namespace winnow::screening {

namespace {

/// A word as it stands in a text.
struct Word {
    qsizetype start = 0;
    qsizetype end = 0;
    bool ascii = true;
    char sign = 0; ///< '*' or '?' instead of letters
};

struct CodePoint {
    char32_t value = 0;
    qsizetype units = 1;
};

CodePoint codePointAt(QStringView text, qsizetype at)
{
    const QChar first = text[at];
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(first, text[at + 1]), 2};
    return {first.unicode(), 1};
}

bool isIdeograph(char32_t c)
{
    if (c < 0x2E80)
        return false;
    const QChar::Script script = QChar::script(c);
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
}

bool isWordLetter(char32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return QChar::isLetterOrNumber(c);
}

/// Accents of their own, and signs nobody sees (soft hyphen, joiners): they do not end a word.
bool isPartOfWord(char32_t c)
{
    return c >= 0x80 && (QChar::isMark(c) || QChar::category(c) == QChar::Other_Format);
}

/// The word at or after `from`; an empty one at the end of the text.
Word nextWord(QStringView text, qsizetype from)
{
    qsizetype at = from;
    CodePoint c;
    for (; at < text.size(); at += c.units) {
        c = codePointAt(text, at);
        if (isWordLetter(c.value))
            break;
        if (c.value == U'*' || c.value == U'?')
            return {at, at + 1, true, static_cast<char>(c.value)};
    }
    Word word{at, at, true, 0};
    bool ideograph = false;
    for (; at < text.size(); at += c.units) {
        c = codePointAt(text, at);
        if (!isWordLetter(c.value) && !isPartOfWord(c.value))
            break;
        if (word.end > word.start && (ideograph || isIdeograph(c.value)) && !isPartOfWord(c.value))
            break;
        ideograph = ideograph || isIdeograph(c.value);
        word.ascii = word.ascii && c.value < 0x80;
        word.end = at + c.units;
    }
    return word;
}

/// The word as it is compared; kept in `buffer`.
std::string_view comparable(QStringView text, const Word& word, std::string& buffer)
{
    const QStringView letters = text.mid(word.start, word.end - word.start);
    buffer.clear();
    if (word.ascii) {
        for (const QChar c : letters)
            buffer.push_back(
                static_cast<char>(c.unicode() >= 'A' && c.unicode() <= 'Z' ? c.unicode() + 32 : c.unicode()));
        return buffer;
    }
    QString visible;
    visible.reserve(letters.size());
    for (const QChar c : letters)
        if (c.category() != QChar::Other_Format)
            visible.append(c);
    buffer = folded(visible.toStdString());
    return buffer;
}

struct Found {
    std::uint32_t firstWord;
    std::uint32_t lastWord;
    std::uint32_t category;
};

} // namespace

// Words with signs in them -----------------------------------------------------------------------------------------

TermMatcher::Steps& TermMatcher::Globs::stepsFor(const std::string& pattern)
{
    return m_lists[pattern];
}

void TermMatcher::Globs::finish()
{
    const auto set = [](Bits& bits, std::size_t bit) {
        bits.resize(std::max(bits.size(), bit / 64 + 1));
        bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
    };
    std::size_t bit = 0;
    for (auto& [pattern, list] : m_lists) {
        set(m_starts, bit);
        for (const char32_t letter : toQString(pattern).toStdU32String()) {
            if (letter == U'*')
                set(m_loops, bit);
            else
                set(letter == U'?' ? m_any : m_letters[letter], ++bit);
        }
        m_ends.resize(bit + 1);
        m_ends[bit] = list;
        ++bit;
    }
    const std::size_t size = (bit + 63) / 64;
    for (Bits* const bits : {&m_starts, &m_loops, &m_any})
        bits->resize(size);
    for (auto& [letter, bits] : m_letters) {
        bits.resize(size);
        for (std::size_t i = 0; i < size; ++i)
            bits[i] |= m_any[i];
    }
}

const TermMatcher::Globs::Bits& TermMatcher::Globs::lettersOf(char32_t letter) const
{
    const auto found = m_letters.find(letter);
    return found == m_letters.end() ? m_any : found->second;
}

int TermMatcher::Globs::take(std::string_view word, Steps& steps, std::uint64_t& work) const
{
    if (m_lists.empty())
        return 0;
    Bits reached = m_starts;
    for (const char32_t letter : toQString(word).toStdU32String()) {
        const Bits& letters = lettersOf(letter);
        std::uint64_t carried = 0;
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < reached.size(); ++i) {
            const std::uint64_t before = reached[i];
            reached[i] = (((before << 1U) | carried) & letters[i]) | (before & m_loops[i]);
            carried = before >> 63U;
            any |= reached[i];
        }
        work += reached.size();
        if (any == 0)
            return 0;
    }
    int lists = 0;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        for (std::uint64_t left = reached[i]; left != 0; left &= left - 1) {
            const Steps& found = m_ends[i * 64 + static_cast<std::size_t>(std::countr_zero(left))];
            if (found.empty())
                continue;
            steps.insert(steps.end(), found.begin(), found.end());
            ++lists;
        }
    }
    return lists;
}

// Terms ------------------------------------------------------------------------------------------------------------

TermMatcher::TermMatcher(const std::vector<TermCategory>& categories)
{
    for (std::uint32_t category = 0; category < categories.size(); ++category)
        for (const std::string& term : categories[category].terms)
            add(toQString(term), category);
    const auto reverse = [](Steps& steps) { std::reverse(steps.begin(), steps.end()); };
    reverse(m_any);
    for (auto& [word, steps] : m_whole)
        reverse(steps);
    for (auto& [length, beginnings] : m_beginnings)
        for (auto& [word, steps] : beginnings)
            reverse(steps);
    m_globs.finish();
}

TermMatcher::Steps& TermMatcher::stepsFor(const std::string& pattern)
{
    const std::size_t sign = pattern.find_first_of("*?");
    if (sign == std::string::npos)
        return m_whole[pattern];
    if (pattern.find_first_not_of('*', sign) != std::string::npos)
        return m_globs.stepsFor(pattern);
    return sign == 0 ? m_any : m_beginnings[sign][pattern.substr(0, sign)];
}

void TermMatcher::add(QStringView term, std::uint32_t category)
{
    std::vector<std::string> patterns;
    std::string buffer;
    qsizetype end = -1;
    bool afterSign = false;
    for (Word word = nextWord(term, 0); word.end > word.start; word = nextWord(term, word.end)) {
        const bool sign = word.sign != 0;
        const std::string_view letters = sign ? std::string_view(&word.sign, 1) : comparable(term, word, buffer);
        if (word.start == end && !patterns.empty() && (sign || afterSign))
            patterns.back() += letters;
        else
            patterns.emplace_back(letters);
        end = word.end;
        afterSign = sign;
    }
    // Signs alone would find every word, and so nothing.
    const auto signs = [](const std::string& p) { return p.find_first_not_of("*?") == std::string::npos; };
    if (std::all_of(patterns.begin(), patterns.end(), signs))
        return;
    std::uint32_t before = None;
    for (std::uint32_t number = 0; number < patterns.size(); ++number) {
        Steps& steps = stepsFor(patterns[number]);
        const auto same = std::find_if(
            steps.begin(), steps.end(), [&](std::uint32_t step) { return m_steps[step].before == before; });
        if (same == steps.end()) {
            steps.push_back(static_cast<std::uint32_t>(m_steps.size()));
            m_steps.push_back({before, number, None});
            before = steps.back();
        } else {
            before = *same;
        }
    }
    if (m_steps[before].category == None)
        m_steps[before].category = category;
}

void TermMatcher::collect(std::string_view word, Steps& steps, std::uint64_t& work) const
{
    steps = m_any;
    int lists = m_any.empty() ? 0 : 1;
    const auto take = [&](const Words& words, std::string_view key) {
        const auto found = words.find(key);
        if (found == words.end())
            return;
        steps.insert(steps.end(), found->second.begin(), found->second.end());
        ++lists;
    };
    take(m_whole, word);
    for (const auto& [length, beginnings] : m_beginnings) {
        if (length > word.size())
            break;
        take(beginnings, word.substr(0, length));
        work += length;
    }
    const int globs = m_globs.take(word, steps, work);
    if (globs > 0 || lists > 1)
        std::sort(steps.begin(), steps.end(), std::greater<>());
    work += word.size() + steps.size();
}

std::vector<TermMatch> TermMatcher::find(QStringView text) const
{
    std::uint64_t work = 0;
    return find(text, work);
}

std::vector<TermMatch> TermMatcher::find(QStringView text, std::uint64_t& work) const
{
    if (empty())
        return {};
    std::vector<Word> words;
    std::vector<Found> all;
    std::vector<std::uint32_t> reached(m_steps.size(), None); // number of the last word that took this step, from 1
    Steps steps;
    std::string buffer;
    for (Word word = nextWord(text, 0); word.end > word.start; word = nextWord(text, word.end)) {
        if (word.sign != 0)
            continue;
        words.push_back(word);
        const auto number = static_cast<std::uint32_t>(words.size());
        collect(comparable(text, word, buffer), steps, work);
        // Steps before their forerunners: each asks where its forerunner was at the word before. Of what ends here, the
        // longest and the shortest suffice; one of each length ends here at most, wildcards aside.
        Found longest{number, 0, 0};
        Found shortest{0, 0, 0};
        bool any = false;
        for (const std::uint32_t position : steps) {
            const Step& step = m_steps[position];
            if (step.before != None && reached[step.before] + 1 != number)
                continue;
            reached[position] = number;
            if (step.category == None)
                continue;
            const Found found{number - step.number - 1, number - 1, step.category};
            const auto better = [&](const Found& than) {
                return found.firstWord == than.firstWord && found.category < than.category;
            };
            if (!any || found.firstWord < longest.firstWord || better(longest))
                longest = found;
            if (!any || found.firstWord > shortest.firstWord || better(shortest))
                shortest = found;
            any = true;
        }
        if (any)
            all.push_back(longest);
        if (any && shortest.firstWord != longest.firstWord)
            all.push_back(shortest);
    }

    std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
        return std::tuple(a.firstWord, b.lastWord, a.category) < std::tuple(b.firstWord, a.lastWord, b.category);
    });
    std::vector<TermMatch> matches;
    std::uint32_t next = 0;
    for (const Found& found : all) {
        if (found.firstWord < next)
            continue;
        next = found.lastWord + 1;
        const qsizetype start = words[found.firstWord].start;
        matches.push_back({start, words[found.lastWord].end - start, found.category});
    }
    return matches;
}

} // namespace winnow::screening
