#include "core/formats/bibnames.h"

#include "core/base/text.h"
#include "core/formats/entities.h"
#include "core/formats/latex.h"
#include "core/formats/values.h"

#include <algorithm>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Calls `give` with the parts of `text` between separators outside braces; `separatorAt` gives the length of one that
/// stands at an index, or 0.
template <typename SeparatorAt, typename Give>
void splitOutsideBraces(std::string_view text, SeparatorAt separatorAt, Give give)
{
    std::size_t depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\')
            ++i;
        else if (c == '{')
            ++depth;
        else if (c == '}' && depth > 0)
            --depth;
        else if (depth == 0) {
            if (const std::size_t length = separatorAt(i); length > 0) {
                give(trimmed(text.substr(begin, i - begin)));
                begin = i + length;
                i = begin - 1;
            }
        }
    }
    give(trimmed(text.substr(begin)));
}

std::size_t andAt(std::string_view text, std::size_t at)
{
    return isSpace(text[at]) && at + 4 < text.size() && (text[at + 1] | 0x20) == 'a' && (text[at + 2] | 0x20) == 'n'
            && (text[at + 3] | 0x20) == 'd' && isSpace(text[at + 4])
        ? 4
        : 0;
}

/// "Last, First", "Last, Jr, First" or "First von Last" (btxdoc, section 4) as "Family, Given".
std::string nameOf(std::string_view source)
{
    std::vector<std::string> parts;
    splitOutsideBraces(
        source, [&](std::size_t i) { return source[i] == ',' ? std::size_t{1} : std::size_t{0}; },
        [&](std::string_view part) {
            if (!part.empty())
                parts.push_back(fromTex(part));
        });
    std::erase(parts, "");
    if (parts.empty())
        return {};
    if (parts.size() == 3)
        std::swap(parts[1], parts[2]);
    if (parts.size() > 1) {
        std::string name = std::move(parts[0]);
        for (std::size_t i = 1; i < parts.size(); ++i)
            name += ", " + parts[i];
        return name;
    }
    std::vector<std::string> words;
    splitOutsideBraces(
        source, [&](std::size_t i) { return isSpace(source[i]) || source[i] == '~' ? std::size_t{1} : std::size_t{0}; },
        [&](std::string_view word) {
            if (!word.empty() && word != ",")
                words.push_back(fromTex(word));
        });
    if (words.size() < 2 || isGroupName(parts[0]))
        return parts[0];
    // "Doe JA" is no first and last name.
    if (std::string name = personName(parts[0]); name.find(',') != npos)
        return name;
    std::size_t family = words.size() - 1;
    while (family > 1 && isLower(words[family - 1].front()))
        --family;
    std::string given;
    std::string last;
    for (std::size_t i = 0; i < words.size(); ++i)
        (i < family ? given : last) += ((i < family ? given : last).empty() ? "" : " ") + words[i];
    return last + ", " + given;
}

/// "Doe J., Roe R.A." (Scopus' editors): names and initials with nothing but commas between.
bool isListOfShortNames(std::string_view text)
{
    const std::vector<std::string> parts = splitTrimmed(text, ',');
    return parts.size() > 1 && std::ranges::all_of(parts, [](std::string_view part) {
        const std::size_t space = part.rfind(' ');
        return space != npos && space > 0 && part.ends_with('.') && isUpper(part[space + 1]);
    });
}

} // namespace

std::string_view withoutOuterBraces(std::string_view text)
{
    text = trimmed(text);
    while (text.starts_with('{') && text.ends_with('}') && groupEnd(text, 0) == text.size())
        text = trimmed(text.substr(1, text.size() - 2));
    return text;
}

void addBibPeople(std::string_view source, std::vector<std::string>& people, std::vector<std::string>* groups)
{
    source = trimmed(source);
    const auto add = [&](std::string_view name) {
        if (name.empty() || lowerAscii(name) == "others")
            return;
        const std::string_view inner = withoutOuterBraces(name);
        const bool braced = inner.size() != name.size();
        // Web of Science braces whatever it likes; a comma makes a person.
        const bool group = braced && inner.find(',') == npos;
        std::string text = group ? fromTex(inner) : nameOf(inner);
        if (text.empty())
            return;
        if (groups != nullptr && (group || isGroupName(text)))
            groups->push_back(text);
        people.push_back(std::move(text));
    };
    std::string_view inner = withoutOuterBraces(source);
    const bool single = [&] {
        for (std::size_t i = 0; i < inner.size(); ++i) {
            if (andAt(inner, i) != 0)
                return false;
        }
        return true;
    }();
    if (single) {
        if (inner.find(';') != npos && inner.find('&') == npos) {
            splitOutsideBraces(
                inner, [&](std::size_t i) { return inner[i] == ';' ? std::size_t{1} : std::size_t{0}; }, add);
        } else if (isListOfShortNames(inner)) {
            for (const std::string& name : splitTrimmed(inner, ',')) {
                const std::size_t space = name.rfind(' ');
                add(name.substr(0, space) + ", " + name.substr(space + 1));
            }
        } else {
            add(source);
        }
        return;
    }
    // "{Doe, J. and Roe, R.}" is a list for all its braces; "{Ministry of Health and Care}" is one name.
    if (inner.size() != source.size() && inner.find(',') == npos) {
        add(source);
        return;
    }
    splitOutsideBraces(inner, [&](std::size_t i) { return andAt(inner, i); }, add);
}

void addBibKeywords(std::string_view source, std::vector<std::string>& keywords)
{
    source = withoutOuterBraces(source);
    const bool semicolons = source.find(';') != npos;
    const auto separatorAt = [&](std::size_t i) -> std::size_t {
        if (source[i] != (semicolons ? ';' : ','))
            return 0;
        const std::size_t ampersand = semicolons ? source.substr(0, i).find_last_of("&;") : npos;
        const bool isEntity = ampersand != npos && i - ampersand <= LongestEntity + 1
            && !entity(source.substr(ampersand + 1, i - ampersand - 1)).empty();
        return isEntity ? 0 : 1;
    };
    splitOutsideBraces(source, separatorAt, [&](std::string_view part) { addOnce(keywords, fromTex(part)); });
}

} // namespace winnow::formats
