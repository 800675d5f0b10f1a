#include "core/screening/terms.h"

#include "core/base/text.h"

#include <QString>

#include <algorithm>
#include <functional>

namespace winnow::screening {

namespace {

/// A word as it stands in a text.
struct Word {
    qsizetype start = 0;
    qsizetype end = 0;
    bool ascii = true;
    bool star = false; ///< '*' follows, or (with nothing before it) stands alone
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
        if (c.value == U'*')
            return {at, at + 1, true, true};
    }
    Word word{at, at, true, false};
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
}

TermMatcher::Steps& TermMatcher::stepsFor(const std::string& word, bool anyEnding)
{
    if (word.empty())
        return m_any;
    return anyEnding ? m_beginnings[word.size()][word] : m_whole[word];
}

void TermMatcher::add(QStringView term, std::uint32_t category)
{
    struct Part {
        std::string word;
        bool star;
    };
    std::vector<Part> parts;
    std::string buffer;
    qsizetype end = -1;
    for (Word word = nextWord(term, 0); word.end > word.start; word = nextWord(term, word.end)) {
        const bool lone = word.star;
        if (lone && word.start == end && !parts.empty())
            parts.back().star = true;
        else
            parts.push_back({lone ? std::string{} : std::string(comparable(term, word, buffer)), lone});
        end = word.end;
    }
    // "*" alone would find every word, and so nothing.
    if (std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.word.empty(); }))
        return;
    std::uint32_t before = None;
    for (std::uint32_t number = 0; number < parts.size(); ++number) {
        Steps& steps = stepsFor(parts[number].word, parts[number].star);
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

void TermMatcher::collect(std::string_view word, Steps& steps) const
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
    }
    if (lists > 1)
        std::sort(steps.begin(), steps.end(), std::greater<>());
}

std::vector<TermMatch> TermMatcher::find(QStringView text) const
{
    if (empty())
        return {};
    std::vector<Word> words;
    std::vector<Found> all;
    std::vector<std::uint32_t> reached(m_steps.size(), 0); // number of the last word that took this step, from 1
    Steps steps;
    std::string buffer;
    for (Word word = nextWord(text, 0); word.end > word.start; word = nextWord(text, word.end)) {
        if (word.star)
            continue;
        words.push_back(word);
        const auto number = static_cast<std::uint32_t>(words.size());
        collect(comparable(text, word, buffer), steps);
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
