#include "core/extraction/reportedwords.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace winnow::extraction {

namespace {

using Set = void (*)(Labels&);

struct Phrase {
    std::string_view words; ///< one space between them
    Set set;
};

// Longer phrases stand before shorter ones that begin them.
constexpr std::array Phrases{
    Phrase{"standardised mean difference", [](Labels& l) { l.measure = Measure::StandardisedMeanDifference; }},
    Phrase{"standardized mean difference", [](Labels& l) { l.measure = Measure::StandardisedMeanDifference; }},
    Phrase{"standard error of the mean", [](Labels& l) { l.se = true; }},
    Phrase{"standard error", [](Labels& l) { l.se = true; }},
    Phrase{"standard deviation", [](Labels& l) { l.sd = true; }},
    Phrase{"std dev", [](Labels& l) { l.sd = true; }},
    Phrase{"st dev", [](Labels& l) { l.sd = true; }},
    Phrase{"confidence intervals", [](Labels& l) { l.interval = true; }},
    Phrase{"confidence interval", [](Labels& l) { l.interval = true; }},
    Phrase{"confidence limits", [](Labels& l) { l.interval = true; }},
    Phrase{"credible interval", [](Labels& l) { l.interval = true; }},
    Phrase{"interquartile range", [](Labels& l) { l.quartiles = true; }},
    Phrase{"inter-quartile range", [](Labels& l) { l.quartiles = true; }},
    Phrase{"interquartile", [](Labels& l) { l.quartiles = true; }},
    Phrase{"25th - 75th percentiles", [](Labels& l) { l.quartiles = true; }},
    Phrase{"25th - 75th percentile", [](Labels& l) { l.quartiles = true; }},
    Phrase{"25th to 75th percentile", [](Labels& l) { l.quartiles = true; }},
    Phrase{"25th - 75th", [](Labels& l) { l.quartiles = true; }},
    Phrase{"25th and 75th percentiles", [](Labels& l) { l.quartiles = true; }},
    Phrase{"25th , 75th percentiles", [](Labels& l) { l.quartiles = true; }},
    Phrase{"q1 - q3", [](Labels& l) { l.quartiles = true; }},
    Phrase{"q1 , q3", [](Labels& l) { l.quartiles = true; }},
    Phrase{"q1 ; q3", [](Labels& l) { l.quartiles = true; }},
    Phrase{"q1-q3", [](Labels& l) { l.quartiles = true; }},
    Phrase{"p25 - p75", [](Labels& l) { l.quartiles = true; }},
    Phrase{"quartiles", [](Labels& l) { l.quartiles = true; }},
    Phrase{"iqr", [](Labels& l) { l.quartiles = true; }},
    Phrase{"hazard ratio", [](Labels& l) { l.measure = Measure::HazardRatio; }},
    Phrase{"hazards ratio", [](Labels& l) { l.measure = Measure::HazardRatio; }},
    Phrase{"odds ratio", [](Labels& l) { l.measure = Measure::OddsRatio; }},
    Phrase{"risk ratio", [](Labels& l) { l.measure = Measure::RiskRatio; }},
    Phrase{"relative risk", [](Labels& l) { l.measure = Measure::RiskRatio; }},
    Phrase{"rate ratio", [](Labels& l) { l.measure = Measure::RateRatio; }},
    Phrase{"risk difference", [](Labels& l) { l.measure = Measure::RiskDifference; }},
    Phrase{"mean difference", [](Labels& l) { l.measure = Measure::MeanDifference; }},
    Phrase{"difference in means", [](Labels& l) { l.measure = Measure::MeanDifference; }},
    Phrase{"hr", [](Labels& l) { l.measure = Measure::HazardRatio; }},
    Phrase{"ahr", [](Labels& l) { l.measure = Measure::HazardRatio; }},
    Phrase{"or", [](Labels& l) { l.measure = Measure::OddsRatio; }},
    Phrase{"aor", [](Labels& l) { l.measure = Measure::OddsRatio; }},
    Phrase{"rr", [](Labels& l) { l.measure = Measure::RiskRatio; }},
    Phrase{"arr", [](Labels& l) { l.measure = Measure::RiskRatio; }},
    Phrase{"irr", [](Labels& l) { l.measure = Measure::RateRatio; }},
    Phrase{"ard", [](Labels& l) { l.measure = Measure::RiskDifference; }},
    Phrase{"rd", [](Labels& l) { l.measure = Measure::RiskDifference; }},
    Phrase{"smd", [](Labels& l) { l.measure = Measure::StandardisedMeanDifference; }},
    Phrase{"wmd", [](Labels& l) { l.measure = Measure::MeanDifference; }},
    Phrase{"md", [](Labels& l) { l.measure = Measure::MeanDifference; }},
    Phrase{"sem", [](Labels& l) { l.se = true; }},
    Phrase{"se", [](Labels& l) { l.se = true; }},
    Phrase{"s.e", [](Labels& l) { l.se = true; }},
    Phrase{"s.e.m", [](Labels& l) { l.se = true; }},
    Phrase{"sd", [](Labels& l) { l.sd = true; }},
    Phrase{"s.d", [](Labels& l) { l.sd = true; }},
    Phrase{"ci", [](Labels& l) { l.interval = true; }},
    Phrase{"c.i", [](Labels& l) { l.interval = true; }},
    Phrase{"cri", [](Labels& l) { l.interval = true; }},
    Phrase{"cl", [](Labels& l) { l.interval = true; }},
    Phrase{"min - max", [](Labels& l) { l.range = true; }},
    Phrase{"min-max", [](Labels& l) { l.range = true; }},
    Phrase{"minimum - maximum", [](Labels& l) { l.range = true; }},
    Phrase{"min , max", [](Labels& l) { l.range = true; }},
    Phrase{"range", [](Labels& l) { l.range = true; }},
    Phrase{"ranging", [](Labels& l) { l.range = true; }},
    Phrase{"median", [](Labels& l) { l.median = true; }},
    Phrase{"medians", [](Labels& l) { l.median = true; }},
    Phrase{"ls mean", [](Labels& l) { l.mean = true; }},
    Phrase{"lsm", [](Labels& l) { l.mean = true; }},
    Phrase{"least squares mean", [](Labels& l) { l.mean = true; }},
    Phrase{"least-squares mean", [](Labels& l) { l.mean = true; }},
    Phrase{"mdn", [](Labels& l) { l.median = true; }},
    Phrase{"mean", [](Labels& l) { l.mean = true; }},
    Phrase{"means", [](Labels& l) { l.mean = true; }},
    Phrase{"average", [](Labels& l) { l.mean = true; }},
    Phrase{"p-value", [](Labels& l) { l.p = true; }},
    Phrase{"p value", [](Labels& l) { l.p = true; }},
    Phrase{"p for interaction", [](Labels& l) { l.p = true; }},
    Phrase{"p for trend", [](Labels& l) { l.p = true; }},
    Phrase{"p", [](Labels& l) { l.p = true; }},
    Phrase{"number of patients", [](Labels& l) { l.count = true; }},
    Phrase{"number", [](Labels& l) { l.count = true; }},
    Phrase{"no", [](Labels& l) { l.count = true; }},
    Phrase{"n / n", [](Labels& l) { l.count = true; }},
    Phrase{"n", [](Labels& l) { l.count = true; }},
    Phrase{"%", [](Labels& l) { l.percent = true; }},
    Phrase{"difference from baseline", [](Labels& l) { l.change = true; }},
    Phrase{"from baseline", [](Labels& l) { l.change = true; }},
    Phrase{"change", [](Labels& l) { l.change = true; }},
    Phrase{"changed", [](Labels& l) { l.change = true; }},
    Phrase{"changes", [](Labels& l) { l.change = true; }},
    Phrase{"delta", [](Labels& l) { l.change = true; }},
    Phrase{"decrease", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"decreased", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"reduction", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"reduced", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"fell", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"fall", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"declined", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"decline", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"dropped", [](Labels& l) { l.change = l.decrease = true; }},
    Phrase{"increase", [](Labels& l) { l.change = true; }},
    Phrase{"increased", [](Labels& l) { l.change = true; }},
    Phrase{"rose", [](Labels& l) { l.change = true; }},
    Phrase{"improvement", [](Labels& l) { l.change = true; }},
    Phrase{"from", [](Labels& l) { l.from = true; }},
};

std::string_view shownAs(const Token& token)
{
    switch (token.kind) {
    case TokenKind::Word:
        return token.word;
    case TokenKind::Percent:
        return "%";
    case TokenKind::Dash:
        return "-";
    case TokenKind::Comma:
        return ",";
    case TokenKind::Semicolon:
        return ";";
    case TokenKind::Slash:
        return "/";
    default:
        return {};
    }
}

/// How many tokens from `at` on are this phrase; 0 if they are not.
std::size_t phraseLength(const std::vector<Token>& tokens, std::size_t at, std::string_view phrase)
{
    std::size_t count = 0;
    while (!phrase.empty()) {
        const std::size_t space = phrase.find(' ');
        if (at + count >= tokens.size() || shownAs(tokens[at + count]) != phrase.substr(0, space))
            return 0;
        ++count;
        phrase = space == std::string_view::npos ? std::string_view() : phrase.substr(space + 1);
    }
    return count;
}

bool isKind(const std::vector<Token>& tokens, std::size_t at, TokenKind kind)
{
    return at < tokens.size() && tokens[at].kind == kind;
}

/// "95 % CI", "95 percent confidence interval", "CI 95 %:".
std::size_t leveledInterval(const std::vector<Token>& tokens, std::size_t at, Labels& labels)
{
    if (!isKind(tokens, at, TokenKind::Number) || tokens[at].number.value < 50 || tokens[at].number.value >= 100)
        return 0;
    std::size_t next = at + 1;
    if (isKind(tokens, next, TokenKind::Percent)
        || (isKind(tokens, next, TokenKind::Word) && tokens[next].word == "percent"))
        ++next;
    if (isKind(tokens, next, TokenKind::Dash))
        ++next;
    for (const std::string_view word : {"ci", "c.i", "cri", "cl", "confidence interval", "confidence intervals",
             "confidence limits", "credible interval"})
        if (const std::size_t length = phraseLength(tokens, next, word)) {
            labels.interval = true;
            labels.level = tokens[at].number.value;
            return next + length - at;
        }
    return 0;
}

std::size_t labelLength(const std::vector<Token>& tokens, std::size_t at, Labels& labels)
{
    if (at >= tokens.size())
        return 0;
    if (const std::size_t length = leveledInterval(tokens, at, labels))
        return length;
    if (isKind(tokens, at, TokenKind::Number))
        return 0;
    if (isKind(tokens, at, TokenKind::Percent) && at > 0 && isKind(tokens, at - 1, TokenKind::Number))
        return 0;
    if (isKind(tokens, at, TokenKind::Word) && (tokens[at].word == "ci95" || tokens[at].word == "95ci")) {
        labels.interval = true;
        labels.level = 95;
        return isKind(tokens, at + 1, TokenKind::Percent) ? 2 : 1;
    }
    for (const Phrase& phrase : Phrases)
        if (std::size_t length = phraseLength(tokens, at, phrase.words)) {
            if (phrase.words == "or" && !tokens[at].capitals)
                return 0;
            phrase.set(labels);
            // "CI 95 %: 0.39–0.95"
            if (labels.interval && isKind(tokens, at + length, TokenKind::Number)
                && isKind(tokens, at + length + 1, TokenKind::Percent)
                && (isKind(tokens, at + length + 2, TokenKind::Colon)
                    || isKind(tokens, at + length + 2, TokenKind::Number)
                    || isKind(tokens, at + length + 2, TokenKind::Comma))) {
                labels.level = tokens[at + length].number.value;
                length += 2;
            }
            return length;
        }
    return 0;
}

bool isSmallWord(const Token& token)
{
    static constexpr std::array Small{"of", "was", "were", "is", "with", "a", "an", "the", "and", "by", "in", "at"};
    return token.kind == TokenKind::Word && std::find(Small.begin(), Small.end(), token.word) != Small.end();
}

/// What may stand between two labels.
std::size_t connector(const std::vector<Token>& tokens, std::size_t at)
{
    std::size_t length = 0;
    while (at + length < tokens.size() && length < 3) {
        const Token& token = tokens[at + length];
        const bool mark = token.kind == TokenKind::Colon || token.kind == TokenKind::Comma
            || token.kind == TokenKind::Equals || token.kind == TokenKind::Open || token.kind == TokenKind::PlusMinus
            || token.kind == TokenKind::Close || token.kind == TokenKind::Slash || token.kind == TokenKind::Dash;
        if (!mark && !isSmallWord(token))
            break;
        ++length;
    }
    return length;
}

constexpr std::array People{"patients", "patient", "participants", "participant", "subjects", "persons", "people",
    "individuals", "women", "men", "children", "events", "event", "cases", "case", "deaths", "death", "died",
    "episodes", "infections", "responders"};

constexpr std::array Units{"mg", "g", "kg", "ug", "mcg", "ng", "pg", "mmol", "umol", "nmol", "pmol", "mol", "meq", "u",
    "iu", "miu", "ku", "kiu", "kpa", "pa", "mmhg", "mm", "cm", "m", "ml", "ul", "l", "dl", "cl", "fl", "s", "sec",
    "seconds", "second", "min", "minutes", "h", "hr", "hrs", "hours", "hour", "d", "days", "day", "weeks", "week", "wk",
    "wks", "months", "month", "mo", "mos", "mths", "years", "year", "yr", "yrs", "y", "points", "point", "cells",
    "cell", "msc", "mscs", "cfu", "copies", "log10", "logs", "db", "bpm", "m2", "cm2", "mm2", "mm3", "kcal", "kj",
    "units", "unit", "hg", "score", "percent", "beats", "doses", "infusions", "sessions"};

bool isAmong(std::string_view word, const auto& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

bool Labels::any() const
{
    return mean || median || sd || se || quartiles || range || interval || p || count || percent || change || from
        || measure != Measure::Unnamed;
}

void Labels::add(const Labels& other)
{
    mean |= other.mean;
    median |= other.median;
    sd |= other.sd;
    se |= other.se;
    quartiles |= other.quartiles;
    range |= other.range;
    interval |= other.interval;
    p |= other.p;
    count |= other.count;
    percent |= other.percent;
    change |= other.change;
    decrease |= other.decrease;
    from |= other.from;
    measure = other.measure == Measure::Unnamed ? measure : other.measure;
    level = other.level == 0 ? level : other.level;
}

std::optional<LabelRun> labelsAt(const std::vector<Token>& tokens, std::size_t at)
{
    LabelRun run;
    run.end = at;
    while (true) {
        std::size_t skip = run.end == at ? 0 : connector(tokens, run.end);
        std::size_t length = labelLength(tokens, run.end + skip, run.labels);
        if (length == 0 && skip > 1) {
            skip = 1;
            length = labelLength(tokens, run.end + skip, run.labels);
        }
        if (length == 0)
            break;
        // A bracket opened among the labels is theirs only if it closes behind them: "median (IQR)", not "OR (95 % CI
        // 1–2)".
        std::size_t end = run.end + skip + length;
        bool opened = false;
        for (std::size_t i = run.end; i < run.end + skip; ++i)
            opened = opened || tokens[i].kind == TokenKind::Open;
        if (opened && isKind(tokens, end, TokenKind::Close))
            ++end;
        run.end = end;
    }
    if (run.end == at)
        return {};
    while (run.end < tokens.size()
        && (tokens[run.end].kind == TokenKind::Colon || tokens[run.end].kind == TokenKind::Equals
            || tokens[run.end].kind == TokenKind::Comma || isSmallWord(tokens[run.end])))
        ++run.end;
    return run;
}

std::size_t unitEnd(const std::vector<Token>& tokens, std::size_t at)
{
    std::size_t end = at;
    const auto word = [&](std::size_t i) -> std::string_view {
        return isKind(tokens, i, TokenKind::Word) ? std::string_view(tokens[i].word) : std::string_view();
    };
    // "× 10^9/L" is a number's power, read with it; "10^9/L" follows "150 ".
    const bool isPower = isKind(tokens, end, TokenKind::Number) && tokens[end].power
        && isKind(tokens, end + 1, TokenKind::Slash) && !word(end + 2).empty();
    if (isPower || isAmong(word(end), Units) || isAmong(word(end), People))
        ++end;
    if (end > at && word(end - 1) == "log10" && isAmong(word(end), Units))
        ++end;
    if (isAmong(word(end), Units) && end > at && (word(end) == "hg" || word(end) == "cells" || word(end) == "cell"))
        ++end;
    while (true) {
        const bool isPer = isKind(tokens, end, TokenKind::Slash) || word(end) == "per";
        if (isPer && !word(end + 1).empty())
            end += 2;
        else if (isKind(tokens, end, TokenKind::Slash) && end > at && isKind(tokens, end + 1, TokenKind::Number)
            && tokens[end + 1].number.value == 1.73)
            end += word(end + 2).empty() ? 2U : 3U;
        else
            break;
    }
    return end;
}

bool countsPeople(const std::vector<Token>& tokens, std::size_t begin, std::size_t end)
{
    return begin < end && tokens[begin].kind == TokenKind::Word && isAmong(tokens[begin].word, People);
}

std::vector<Absence> absences(const std::vector<Token>& tokens)
{
    std::string text;
    bool marks = !tokens.empty();
    for (const Token& token : tokens) {
        marks = marks && (token.kind == TokenKind::Dash || token.kind == TokenKind::Slash);
        if (token.kind == TokenKind::Word)
            text += (text.empty() ? "" : " ") + token.word;
        else if (token.kind == TokenKind::Slash)
            text += "/";
    }
    if (marks)
        return {Absence::NotReported, Absence::None};
    const auto has = [&](std::string_view words) {
        const std::string padded = ' ' + text + ' ';
        return padded.find(' ' + std::string(words) + ' ') != std::string::npos;
    };
    const auto is = [&](std::initializer_list<std::string_view> all) {
        return std::find(all.begin(), all.end(), text) != all.end();
    };
    if (is({"nr", "n.r"}))
        return {Absence::NotReported, Absence::NotReached};
    if (is({"na", "n.a", "n/ a", "n/a"}))
        return {Absence::NotApplicable, Absence::NotReported};
    if (is({"ne", "n.e"}))
        return {Absence::NotEstimable};
    if (is({"nd", "n.d"}))
        return {Absence::NotReported, Absence::None};
    if (has("not reached"))
        return {Absence::NotReached};
    if (has("not estimable") || has("not evaluable") || has("not calculable"))
        return {Absence::NotEstimable};
    if (has("not applicable"))
        return {Absence::NotApplicable};
    if (has("unclear") || has("unknown") || has("uncertain") || has("?") || has("not clear"))
        return {Absence::Unclear};
    // "No events were reported" may mean that none occurred, or that the paper keeps silent.
    if (has("none reported") || (text.starts_with("no ") && has("reported")) || has("were not reported"))
        return {Absence::None, Absence::NotReported};
    for (const std::string_view words : {"not reported", "not stated", "not given", "not described", "not mentioned",
             "not available", "not provided", "not recorded", "not measured", "not done", "not assessed", "missing",
             "unreported", "no data", "no information"})
        if (has(words))
            return {Absence::NotReported};
    if (is({"none", "nil", "no", "never", "nobody", "neither"}) || text.starts_with("no ") || text.starts_with("none ")
        || has("did not occur"))
        return {Absence::None};
    return {};
}

bool saysNotSignificant(const std::vector<Token>& tokens)
{
    std::string text;
    for (const Token& token : tokens)
        if (token.kind == TokenKind::Word)
            text += (text.empty() ? "" : " ") + token.word;
    return text == "ns" || text == "n.s" || text == "p ns" || text == "not significant" || text == "non-significant"
        || text == "p not significant";
}

} // namespace winnow::extraction
