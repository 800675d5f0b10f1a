#include "core/formats/trial.h"

#include "core/base/text.h"
#include "core/formats/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>

namespace winnow::formats {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr int HighestPhase = 4;
// A value of a register, not a document: what stands further back is not looked at.
constexpr std::size_t LongestValue = 4096;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

/// "ii", "2", "2b", "iiia" → 2 … ; -1 for a word that is no number of a phase. In lower case.
int phaseNumber(std::string_view word)
{
    if (word.size() > 1 && word.back() >= 'a' && word.back() <= 'c')
        word.remove_suffix(1);
    if (word.size() == 1 && word[0] >= '0' && word[0] <= '0' + HighestPhase)
        return word[0] - '0';
    constexpr std::array<std::string_view, 5> Roman = {"0", "i", "ii", "iii", "iv"};
    const auto found = std::ranges::find(Roman, word);
    return found == Roman.end() ? -1 : static_cast<int>(found - Roman.begin());
}

/// Words of letters and digits, in lower case; "phase2" is two.
std::vector<std::string_view> wordsOf(std::string_view lower)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < lower.size();) {
        std::size_t end = at;
        while (end < lower.size() && (isLower(lower[end]) || isDigit(lower[end]) || (lower[end] & 0x80) != 0))
            ++end;
        std::string_view word = lower.substr(at, end - at);
        for (const std::string_view prefix : {"phases", "phase"}) {
            if (word.starts_with(prefix)) {
                words.emplace_back("phase");
                word.remove_prefix(prefix.size());
            }
        }
        if (!word.empty())
            words.push_back(word);
        at = end + 1;
    }
    return words;
}

using PhaseSet = std::array<bool, HighestPhase + 1>;

/// "(Phase II): yes" in each line that has it; false if there is none.
bool answeredPhases(std::string_view lower, PhaseSet& phases)
{
    constexpr std::string_view Begin = "(phase ";
    bool any = false;
    for (std::size_t at = lower.find(Begin); at != npos; at = lower.find(Begin, at + 1)) {
        const std::string_view rest = lower.substr(at + Begin.size());
        const std::size_t close = rest.find("):");
        const int number = close == npos ? -1 : phaseNumber(trimmed(rest.substr(0, close)));
        if (number < 0)
            continue;
        any = true;
        if (trimmed(rest.substr(close + 2)).starts_with("yes"))
            phases[static_cast<std::size_t>(number)] = true;
    }
    return any;
}

void addPhases(std::string_view text, PhaseSet& phases)
{
    std::string lower = lowerAscii(text.substr(0, LongestValue));
    std::ranges::replace(lower, '_', ' ');
    if (answeredPhases(lower, phases))
        return;
    const std::vector<std::string_view> words = wordsOf(lower);
    const auto joins = [](std::string_view word) {
        return word == "and" || word == "or" || word == "to" || word == "phase" || word == "early";
    };
    // Numbers alone are phases; among other words only those that follow "phase".
    const bool onlyNumbers = std::ranges::all_of(words, [&](std::string_view w) { return phaseNumber(w) >= 0; });
    bool behindPhase = onlyNumbers;
    bool early = false;
    for (const std::string_view word : words) {
        if (const int number = phaseNumber(word); number >= 0 && behindPhase) {
            phases[static_cast<std::size_t>(early && number == 1 ? 0 : number)] = true;
            early = false;
            continue;
        }
        early = word == "early" || (early && word == "phase");
        behindPhase = onlyNumbers || word == "phase" || (behindPhase && joins(word));
    }
}

std::vector<std::string> named(const PhaseSet& phases)
{
    std::vector<std::string> names;
    for (std::size_t number = 0; number < phases.size(); ++number) {
        if (phases[number])
            names.push_back(std::to_string(number));
    }
    return names;
}

/// 1 to 12 for an English month, in full or its first three letters; 0 for any other word. In lower case.
int monthNamed(std::string_view word)
{
    constexpr std::array<std::string_view, 12> Months = {"january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december"};
    if (word == "sept")
        word = "sep";
    for (std::size_t month = 0; month < Months.size(); ++month) {
        if (word == Months[month] || (word.size() == 3 && Months[month].starts_with(word)))
            return static_cast<int>(month) + 1;
    }
    return 0;
}

struct DateParts {
    int year = 0;
    int month = 0;
    int day = 0;
};

std::string written(const DateParts& date)
{
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    if (date.year == 0)
        return {};
    std::string out = std::to_string(date.year);
    if (date.month < 1 || date.month > 12)
        return out;
    out += '-' + two(date.month);
    const std::chrono::year_month_day day{std::chrono::year{date.year},
        std::chrono::month{static_cast<unsigned>(date.month)}, std::chrono::day{static_cast<unsigned>(date.day)}};
    return date.day > 0 && day.ok() ? out + '-' + two(date.day) : out;
}

/// A date's first words: at most three numbers and a month by its name.
struct DateWords {
    std::vector<std::string_view> numbers;
    int month = 0; ///< by name
    std::size_t before = 0; ///< numbers that stand before the name
};

DateWords dateWords(std::string_view lower)
{
    DateWords words;
    for (std::size_t at = 0; at < lower.size() && words.numbers.size() < 3;) {
        std::size_t end = at;
        if (isDigit(lower[at])) {
            while (end < lower.size() && isDigit(lower[end]))
                ++end;
            // "12:30" is a time; nothing behind it is of the date.
            if (end < lower.size() && lower[end] == ':')
                break;
            words.numbers.push_back(lower.substr(at, end - at));
        } else if (isLower(lower[at])) {
            while (end < lower.size() && isLower(lower[end]))
                ++end;
            const std::string_view word = lower.substr(at, end - at);
            if (word == "t" && !words.numbers.empty())
                break; // 2019-03-12T00:00
            const int month = words.month == 0 ? monthNamed(word) : 0;
            if (month != 0) {
                words.month = month;
                words.before = words.numbers.size();
            }
        }
        at = std::max(end, at + 1);
    }
    return words;
}

/// "2004-000446-20", which stands in fields for numbers without the register's name.
bool isEudraCt(std::string_view id)
{
    constexpr std::string_view Pattern = "0000-000000-00";
    return std::ranges::equal(id.substr(0, Pattern.size()), Pattern, [](char c, char pattern) {
        return pattern == '0' ? isDigit(c) : c == pattern;
    }) && (id.size() == Pattern.size() || !isDigit(id[Pattern.size()]));
}

int numberOf(std::string_view digits)
{
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// Two numbers, each from 1 to 12 or one of them the day.
void setDayAndMonth(DateParts& date, int first, int second, DayAndMonth order)
{
    const bool dayFirst = first > 12 || (second <= 12 && (order == DayAndMonth::DayFirst || first == second));
    if (!dayFirst && second <= 12 && order == DayAndMonth::Unknown)
        return;
    date.day = dayFirst ? first : second;
    date.month = dayFirst ? second : first;
}

} // namespace

std::vector<std::string> phasesIn(std::string_view text)
{
    PhaseSet phases{};
    addPhases(text, phases);
    return named(phases);
}

std::vector<std::string> phasesIn(const std::vector<std::string>& texts)
{
    PhaseSet phases{};
    for (const std::string& text : texts)
        addPhases(text, phases);
    return named(phases);
}

std::string isoDate(std::string_view text, DayAndMonth order)
{
    constexpr std::size_t LongestDate = 64;
    const std::string lower = lowerAscii(trimmed(text).substr(0, LongestDate));
    const DateWords words = dateWords(lower);
    const auto isYear = [](std::string_view digits) {
        return digits.size() == 4 && numberOf(digits) >= 1000 && numberOf(digits) < 3000;
    };
    const auto year = std::ranges::find_if(words.numbers, isYear);
    if (year == words.numbers.end()) {
        const std::string_view only = words.numbers.empty() ? std::string_view{} : words.numbers.front();
        if (only.size() == 8 && isYear(only.substr(0, 4)))
            return written({numberOf(only.substr(0, 4)), numberOf(only.substr(4, 2)), numberOf(only.substr(6))});
        return {};
    }
    DateParts date{.year = numberOf(*year)};
    const auto place = static_cast<std::size_t>(year - words.numbers.begin());
    const auto number = [&](std::size_t at) {
        return at < words.numbers.size() && words.numbers[at].size() <= 2 ? numberOf(words.numbers[at]) : 0;
    };
    if (words.month != 0) {
        date.month = words.month;
        // "12 March 2019", "March 12, 2019", "2019 Mar 12"; in "2019 Dec 28-2020 Jan 3" the first day counts.
        const bool dayBehind = place == 0 && words.before == 1;
        date.day = place > 0 ? number(place - 1) : dayBehind ? number(1) : 0;
    } else if (place == 0) {
        date.month = number(1);
        date.day = number(2);
    } else if (place == 1) {
        date.month = number(0);
    } else {
        setDayAndMonth(date, number(0), number(1), order);
    }
    return written(date);
}

std::int64_t enrolmentIn(std::string_view text)
{
    text = text.substr(0, LongestValue);
    std::int64_t first = 0;
    std::int64_t sum = 0;
    std::size_t groups = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!isDigit(text[at]))
            continue;
        const std::size_t begin = at;
        std::string digits;
        for (; at < text.size(); ++at) {
            const auto isGroup = [&](std::size_t from) {
                return from + 3 <= text.size() && std::ranges::all_of(text.substr(from, 3), isDigit)
                    && (from + 3 == text.size() || !isDigit(text[from + 3]));
            };
            const bool thousands = !digits.empty() && digits.size() < 9
                && std::string_view{",. '"}.find(text[at]) != npos && isGroup(at + 1);
            if (!isDigit(text[at]) && !thousands)
                break;
            if (isDigit(text[at]))
                digits += text[at];
        }
        std::int64_t number = 0;
        constexpr std::size_t MostDigits = 12;
        if (digits.size() <= MostDigits)
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (first == 0)
            first = number;
        // One group after another, each with a name: "Control group:30;"
        const std::string_view before = trimmed(text.substr(0, begin));
        const std::string_view behind = trimmed(text.substr(std::min(at, text.size())));
        if ((before.ends_with(':') || before.ends_with("\uFF1A"))
            && (behind.empty() || behind.front() == ';' || behind.front() == ',' || behind.starts_with("\uFF1B"))) {
            const std::string label = lowerAscii(before.substr(before.find_last_of(";,") + 1));
            if (containsIgnoringCase(label, "total") || containsIgnoringCase(label, "planned"))
                return number;
            sum += number;
            ++groups;
        }
    }
    return groups > 1 ? sum : first;
}

std::string interventionName(std::string_view text)
{
    constexpr std::array<std::string_view, 11> Kinds = {"drug", "device", "biological", "procedure", "radiation",
        "behavioral", "genetic", "dietary supplement", "combination product", "diagnostic test", "other"};
    text = trimmed(text);
    const std::size_t colon = text.find(':');
    if (colon == npos)
        return std::string{text};
    std::string kind = lowerAscii(trimmed(text.substr(0, colon)));
    std::ranges::replace(kind, '_', ' ');
    const std::string_view name = trimmed(text.substr(colon + 1));
    return std::string{std::ranges::find(Kinds, kind) != Kinds.end() && !name.empty() ? name : text};
}

void finishRegistration(Record& record, const TrialText& text, const std::vector<std::string>& secondaryIds)
{
    record.kind = RecordKind::Registration;
    record.abstract = text.summary;
    const auto add = [&](std::string_view heading, std::string_view words) {
        if (!trimmed(words).empty())
            record.abstract.append(record.abstract.empty() ? "" : "\n").append(heading).append(": ").append(words);
    };
    const auto joined = [](const std::vector<std::string>& parts) {
        std::string out;
        for (const std::string& part : parts)
            out.append(out.empty() ? "" : "; ").append(part);
        return out;
    };
    add("DETAILED DESCRIPTION", text.description);
    add("PRIMARY OUTCOMES", joined(text.primaryOutcomes));
    add("SECONDARY OUTCOMES", joined(text.secondaryOutcomes));
    add("ELIGIBILITY", text.eligibility);
    if (!text.officialTitle.empty() && text.officialTitle != record.title) {
        add("BRIEF TITLE", record.title);
        record.title = text.officialTitle;
    }
    if (record.date.empty())
        record.date = record.trial.registered;
    if (record.year == 0)
        record.year = findYear(record.date);
    std::vector<std::string> ids;
    findRegistrations(record.sourceId, ids);
    if (ids.empty()) // a register that we do not know
        addOnce(record.registrations, record.sourceId);
    for (std::string& id : ids)
        addOnce(record.registrations, std::move(id));
    for (const std::string& id : secondaryIds)
        findRegistrations((isEudraCt(id) ? "EudraCT " : "") + id, record.registrations);
    findRegistrations(record.title, record.registrations);
    findRegistrations(record.abstract, record.registrations);
}

} // namespace winnow::formats
