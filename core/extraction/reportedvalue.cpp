#include "core/extraction/reportedvalue.h"

#include "core/extraction/reportedreadings.h"
#include "core/extraction/reportedwords.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace winnow::extraction {

namespace {

/// Goes through the tokens once and gathers the parts of each value.
class Gatherer {
public:
    Gatherer(std::vector<Token> tokens, std::string_view text)
        : m_tokens(std::move(tokens))
        , m_text(text)
    {
    }

    std::vector<Parts> gather()
    {
        std::vector<Parts> found;
        Labels pending;
        while (m_at < m_tokens.size() && found.size() < MaxValues) {
            if (const auto run = labelsAt(m_tokens, m_at)) {
                pending.add(run->labels);
                m_at = run->end;
                continue;
            }
            const std::size_t before = m_at;
            if (auto parts = value(pending)) {
                const bool from = pending.from;
                pending = {};
                pending.from = from;
                if (from)
                    parts->labels.change = parts->labels.decrease = false; // two levels, not a change
                found.push_back(std::move(*parts));
                continue;
            }
            m_at = std::max(m_at, before + 1);
            if (m_tokens[before].kind == TokenKind::Semicolon)
                pending = {};
        }
        return found;
    }

private:
    [[nodiscard]] bool is(std::size_t at, TokenKind kind) const
    {
        return at < m_tokens.size() && m_tokens[at].kind == kind;
    }
    [[nodiscard]] bool isWord(std::size_t at, std::string_view word) const
    {
        return is(at, TokenKind::Word) && m_tokens[at].word == word;
    }
    [[nodiscard]] bool isWhole(std::size_t at) const
    {
        return is(at, TokenKind::Number) && m_tokens[at].number.decimals == 0 && m_tokens[at].number.value >= 0
            && !m_tokens[at].power;
    }

    Printed take(Parts& parts)
    {
        const Token& token = m_tokens[m_at];
        parts.doubts |= token.doubts;
        parts.inWords = parts.inWords || token.inWords;
        parts.end = token.end;
        ++m_at;
        return token.number;
    }

    /// A number with what bounds it: "< 0.001", "≥ 70".
    std::optional<Printed> bounded(Parts& parts)
    {
        std::size_t at = m_at;
        Bound bound = Bound::Exact;
        while (true) {
            if (is(at, TokenKind::Compare)) {
                bound = m_tokens[at++].number.bound;
            } else if (is(at, TokenKind::Equals)) {
                ++at;
            } else if (const auto said = boundInWords(at)) {
                bound = said->first;
                at += said->second;
            } else {
                break;
            }
        }
        if (!is(at, TokenKind::Number))
            return {};
        m_at = at;
        Printed number = take(parts);
        number.bound = bound;
        return number;
    }

    /// "less than 5", "approximately 12": the bound and how many words it takes.
    [[nodiscard]] std::optional<std::pair<Bound, std::size_t>> boundInWords(std::size_t at) const
    {
        static constexpr std::array Pairs{std::tuple{"less", "than", Bound::Below},
            std::tuple{"fewer", "than", Bound::Below}, std::tuple{"more", "than", Bound::Above},
            std::tuple{"greater", "than", Bound::Above}, std::tuple{"at", "least", Bound::AtLeast},
            std::tuple{"at", "most", Bound::AtMost}, std::tuple{"up", "to", Bound::AtMost}};
        for (const auto& [first, second, bound] : Pairs)
            if (isWord(at, first) && isWord(at + 1, second))
                return std::pair{bound, std::size_t{2}};
        for (const std::string_view word : {"approximately", "about", "around", "circa", "ca", "nearly", "almost"})
            if (isWord(at, word))
                return std::pair{Bound::About, std::size_t{1}};
        return {};
    }

    void unit(Parts& parts)
    {
        const std::size_t end = unitEnd(m_tokens, m_at);
        if (end == m_at)
            return;
        if (parts.unit.empty())
            parts.unit = m_text.substr(m_tokens[m_at].begin, m_tokens[end - 1].end - m_tokens[m_at].begin);
        parts.countsPeople = parts.countsPeople || countsPeople(m_tokens, m_at, end);
        parts.end = m_tokens[end - 1].end;
        m_at = end;
    }

    bool percent(Parts& parts)
    {
        const bool spelt = isWord(m_at, "percent") || (isWord(m_at, "per") && isWord(m_at + 1, "cent"));
        if (!is(m_at, TokenKind::Percent) && !spelt)
            return false;
        m_at += isWord(m_at, "per") ? 2U : 1U;
        parts.end = m_tokens[m_at - 1].end;
        return true;
    }

    /// "–" or "to" with a number behind it.
    [[nodiscard]] std::size_t rangeNumber(std::size_t at) const
    {
        if (!is(at, TokenKind::Dash) && !isWord(at, "to") && !isWord(at, "through"))
            return 0;
        return is(at + 1, TokenKind::Number) ? at + 1 : 0;
    }

    std::optional<Parts> value(const Labels& labels)
    {
        Parts parts;
        parts.labels = labels;
        parts.begin = m_tokens[m_at].begin;
        if (labels.p) {
            const auto p = bounded(parts);
            if (!p)
                return {};
            parts.p = p;
            return parts;
        }
        const std::size_t start = m_at;
        if (const std::size_t total = isWord(m_at, "none") ? totalAfterOf(m_at + 1) : 0; total != 0) {
            m_at = total; // "none of the 28 patients"
            parts.total = take(parts);
            parts.inWords = true;
            unit(parts);
            return parts;
        }
        const auto first = bounded(parts);
        if (!first || isPieceOfDate(start)) {
            return {};
        }
        parts.first = *first;
        second(parts);
        attachments(parts);
        scaleAll(parts);
        return parts;
    }

    /// "12/05/2010", "2016-04-12": no value is made of these.
    bool isPieceOfDate(std::size_t start)
    {
        const auto date = [&](TokenKind mark) {
            return isWhole(start) && is(start + 1, mark) && isWhole(start + 2) && is(start + 3, mark)
                && isWhole(start + 4);
        };
        if (!date(TokenKind::Slash) && !date(TokenKind::Dash))
            return false;
        m_at = start + 5;
        return true;
    }

    /// The second number of "95 % CI 0.39, 0.95" and "between 12 and 18"; 0 if it is none.
    [[nodiscard]] std::size_t namedUpper(const Parts& parts) const
    {
        if (!is(m_at + 1, TokenKind::Number))
            return 0;
        if (isWord(m_at, "and") && m_at >= 2 && isWord(m_at - 2, "between"))
            return m_at + 1;
        const Labels& labels = parts.labels;
        const bool interval = labels.interval || labels.quartiles || labels.range;
        const bool alone = !labels.mean && !labels.median && labels.measure == Measure::Unnamed;
        const bool parted = is(m_at, TokenKind::Comma) || is(m_at, TokenKind::Semicolon) || isWord(m_at, "and");
        const bool ends = m_at + 2 >= m_tokens.size() || is(m_at + 2, TokenKind::Close)
            || is(m_at + 2, TokenKind::Semicolon) || is(m_at + 2, TokenKind::Word);
        return interval && alone && parted && ends ? m_at + 1 : 0;
    }

    /// What follows the first number directly.
    void second(Parts& parts)
    {
        parts.isPercent = percent(parts);
        if (is(m_at, TokenKind::Slash) && is(m_at + 1, TokenKind::Number)) {
            ++m_at;
            parts.over = take(parts);
        } else if (const std::size_t total = totalAfterOf(m_at); total != 0 && !parts.isPercent) {
            m_at = total;
            parts.total = take(parts);
        } else if (const std::size_t upper = namedUpper(parts); upper != 0) {
            m_at = upper;
            parts.second = take(parts);
        } else if (rangeNumber(m_at) != 0 && !parts.labels.from) {
            m_at = rangeNumber(m_at);
            parts.second = take(parts);
            shareScale(parts.first, *parts.second);
            parts.isPercent = percent(parts) || parts.isPercent;
        } else if (is(m_at, TokenKind::Slash) && parts.unit.empty() && m_at + 1 >= m_tokens.size()) {
            ++m_at;
            return;
        }
        unit(parts);
    }

    /// "1–10 × 10⁵", "12.5 ± 3.4 × 10⁹": the power belongs to both.
    static void shareScale(Printed& first, const Printed& second)
    {
        double scale = second.step;
        for (int i = 0; i < second.decimals; ++i)
            scale *= 10;
        if (scale < 10 || first.step > 1 || first.value >= second.value)
            return;
        first.value *= scale;
        first.step *= scale;
    }

    /// "(1.0 ± 0.2) × 10⁶ cells": the power behind the bracket belongs to all that stands in it.
    void scaleAll(Parts& parts)
    {
        if (!is(m_at, TokenKind::Close) || !is(m_at + 1, TokenKind::Number) || !m_tokens[m_at + 1].scale)
            return;
        ++m_at;
        const double scale = take(parts).value;
        const auto raise = [scale](Printed& number) {
            number.value *= scale;
            number.step *= scale;
        };
        raise(parts.first);
        if (parts.second)
            raise(*parts.second);
        for (Single& single : parts.singles)
            raise(single.number);
        for (Interval& interval : parts.intervals) {
            raise(interval.low);
            raise(interval.high);
        }
        unit(parts);
    }

    /// The number of "of 28", "out of 28", "of the 28"; 0 if there is none.
    [[nodiscard]] std::size_t totalAfterOf(std::size_t at) const
    {
        if (isWord(at, "out"))
            ++at;
        if (!isWord(at, "of") && !isWord(at, "among"))
            return 0;
        ++at;
        if (isWord(at, "the") || isWord(at, "a"))
            ++at;
        if (isWord(at, "total") && isWord(at + 1, "of"))
            at += 2;
        return isWhole(at) && !is(at + 1, TokenKind::Percent) ? at : 0;
    }

    void attachments(Parts& parts)
    {
        for (int turn = 0; turn < 12; ++turn) {
            if (is(m_at, TokenKind::PlusMinus) && is(m_at + 1, TokenKind::Number)) {
                ++m_at;
                parts.singles.push_back({take(parts), {}, Single::Spread});
                shareScale(parts.first, parts.singles.back().number);
                parts.isPercent = percent(parts) || parts.isPercent;
                unit(parts);
            } else if (is(m_at, TokenKind::Open)) {
                if (!unitInBrackets(parts) && !group(parts))
                    return;
                if (parts.unit.empty() && !parts.isPercent && is(m_at, TokenKind::Percent)) {
                    parts.unit = "%"; // "19.5 (9.5) %"
                    percent(parts);
                }
                unit(parts);
            } else if (const std::size_t total = totalAfterOf(m_at); total != 0 && !parts.total && !parts.over) {
                m_at = total;
                parts.total = take(parts);
                unit(parts);
            } else if (!labelled(parts) && !groupBehindWords()) {
                return;
            }
        }
    }

    /// "150 (10⁹/L)", "2.4 (mg/dL)".
    bool unitInBrackets(Parts& parts)
    {
        const std::size_t end = unitEnd(m_tokens, m_at + 1);
        if (end == m_at + 1 || !is(end, TokenKind::Close))
            return false;
        ++m_at;
        unit(parts);
        parts.end = m_tokens[m_at++].end;
        return true;
    }

    /// "18 of the women (53 %)": goes to the bracket if there is one with numbers near by.
    bool groupBehindWords()
    {
        std::size_t at = m_at;
        while (at < m_tokens.size() && at < m_at + 6 && is(at, TokenKind::Word) && !labelsAt(m_tokens, at)
            && !isWord(at, "vs") && !isWord(at, "versus") && !isWord(at, "and") && !isWord(at, "to"))
            ++at;
        if (at == m_at || !is(at, TokenKind::Open))
            return false;
        const bool share =
            is(at + 1, TokenKind::Number) && (is(at + 2, TokenKind::Percent) || is(at + 2, TokenKind::Slash));
        const auto run = labelsAt(m_tokens, at + 1);
        if (!share && !(run && run->labels.ofPart()))
            return false;
        m_at = at;
        return true;
    }

    /// ", 95 % CI 0.39 to 0.95", "; p = 0.03", "SD 2.4" after a value.
    bool labelled(Parts& parts)
    {
        std::size_t at = m_at;
        while (is(at, TokenKind::Comma) || is(at, TokenKind::Semicolon) || is(at, TokenKind::Colon)
            || is(at, TokenKind::Equals) || isWord(at, "with") || isWord(at, "and"))
            ++at;
        if (at == m_at + 1 && !parts.isPercent && parts.singles.empty() && is(at, TokenKind::Number)
            && is(at + 1, TokenKind::Percent) && (at + 2 >= m_tokens.size() || is(at + 2, TokenKind::Semicolon))) {
            m_at = at; // "18/34, 53 %"
            parts.singles.push_back({take(parts), {}, Single::Percent});
            return percent(parts);
        }
        const auto run = labelsAt(m_tokens, at);
        const bool ofPart = run && run->labels.ofPart() && !run->labels.mean && !run->labels.median
            && run->labels.measure == Measure::Unnamed;
        const bool sizes = run && run->labels.count && at > m_at;
        if (!ofPart && !sizes)
            return false;
        const std::size_t before = std::exchange(m_at, at);
        const std::size_t had = parts.singles.size() + parts.intervals.size() + (parts.p ? 1U : 0U);
        if (ofPart && !parts.labels.interval && isLabelAlone(run->end)) {
            markLast(parts, run->labels);
            m_at = run->end;
            return true;
        }
        part(parts, false);
        if (parts.singles.size() + parts.intervals.size() + (parts.p ? 1U : 0U) == had) {
            m_at = before;
            return false;
        }
        return true;
    }

    /// True if no number follows the labels before `at`: they say what stood before them ("14.5 ± 2.4 SD").
    [[nodiscard]] bool isLabelAlone(std::size_t at) const
    {
        return !is(at, TokenKind::Number) && !is(at, TokenKind::Compare) && !is(at, TokenKind::Equals)
            && !is(at, TokenKind::Open) && !is(at, TokenKind::PlusMinus);
    }

    static void markLast(Parts& parts, const Labels& labels)
    {
        if (!parts.singles.empty())
            parts.singles.back().labels.add(labels);
        else if (!parts.intervals.empty())
            parts.intervals.back().labels.add(labels);
        else
            parts.labels.add(labels);
    }

    /// A bracket and all that stands in it; false if it belongs to no value.
    bool group(Parts& parts)
    {
        if (++m_depth > 8) {
            --m_depth;
            return false;
        }
        const std::size_t open = m_at++;
        const bool square = m_tokens[open].square;
        const std::size_t had =
            parts.singles.size() + parts.intervals.size() + (parts.p ? 1U : 0U) + (parts.total ? 1U : 0U);
        const std::size_t intervals = parts.intervals.size();
        while (m_at < m_tokens.size() && !is(m_at, TokenKind::Close)) {
            const std::size_t before = m_at;
            if (is(m_at, TokenKind::Open)) {
                if (!group(parts))
                    m_at = std::max(m_at, before + 1);
            } else {
                part(parts, square);
            }
            if (m_at == before)
                ++m_at;
        }
        for (std::size_t i = intervals; i < parts.intervals.size(); ++i)
            parts.intervals[i].square = square;
        const bool found =
            parts.singles.size() + parts.intervals.size() + (parts.p ? 1U : 0U) + (parts.total ? 1U : 0U) != had;
        if (m_at < m_tokens.size() && (found || m_depth > 1))
            parts.end = m_tokens[m_at].end;
        if (m_at < m_tokens.size())
            ++m_at;
        --m_depth;
        if (!found && m_depth == 0)
            m_at = open + 1; // its words may open a value of their own
        return found;
    }

    /// One statement within a bracket or behind a comma.
    void part(Parts& parts, bool square)
    {
        Labels labels;
        if (const auto run = labelsAt(m_tokens, m_at)) {
            labels = run->labels;
            m_at = run->end;
            // "(95 % CI [0.39, 0.95])"
            if (is(m_at, TokenKind::Open) && is(m_at + 1, TokenKind::Number))
                ++m_at;
        }
        if (is(m_at, TokenKind::PlusMinus) && is(m_at + 1, TokenKind::Number)) {
            ++m_at;
            parts.singles.push_back({take(parts), labels, Single::Spread});
            percent(parts);
            return;
        }
        const auto number = bounded(parts);
        if (!number) {
            if (labels.ofPart())
                markLast(parts, labels);
            return;
        }
        if (labels.p) {
            parts.p = number;
            return;
        }
        if (is(m_at, TokenKind::Slash) && isWhole(m_at + 1)) {
            ++m_at;
            const Printed total = take(parts);
            parts.fractions.push_back({*number, total});
            parts.singles.push_back({*number, labels, Single::Counted});
            return;
        }
        if (const std::size_t total = totalAfterOf(m_at)) {
            m_at = total;
            parts.fractions.push_back({*number, take(parts)});
            parts.singles.push_back({*number, labels, Single::Counted});
            return;
        }
        const bool withPercent = percent(parts);
        if (const std::size_t upper = upperBound(labels, square)) {
            m_at = upper;
            Interval interval;
            interval.low = *number;
            interval.high = take(parts);
            interval.labels = labels;
            percent(parts);
            unit(parts);
            if (const auto after = labelsAt(m_tokens, m_at);
                after && after->labels.ofPart() && isLabelAlone(after->end)) {
                interval.labels.add(after->labels);
                m_at = after->end;
            }
            parts.intervals.push_back(interval);
            return;
        }
        Labels behind;
        if (!withPercent)
            unit(parts);
        if (const auto after = labelsAt(m_tokens, m_at); after && after->labels.ofPart() && isLabelAlone(after->end)) {
            behind = after->labels;
            m_at = after->end;
        }
        labels.add(behind);
        if (labels.count && !withPercent && !parts.total && !parts.over && number->decimals == 0) {
            parts.total = number;
            parts.totalNamed = true;
            return;
        }
        parts.singles.push_back({*number, labels, withPercent ? Single::Percent : Single::Bare});
    }

    /// The upper end of an interval whose lower end has just been read; 0 if none follows.
    [[nodiscard]] std::size_t upperBound(const Labels& labels, bool square) const
    {
        if (const std::size_t at = rangeNumber(m_at))
            return at;
        // "−2.2 −1.0": what was taken as a sign meant "to".
        const bool separated = is(m_at, TokenKind::Comma) || is(m_at, TokenKind::Semicolon) || isWord(m_at, "and");
        if (!separated || !is(m_at + 1, TokenKind::Number))
            return 0;
        const std::size_t after = m_at + 2 + (is(m_at + 2, TokenKind::Percent) ? 1U : 0U);
        const bool closes = after >= m_tokens.size() || is(after, TokenKind::Close) || is(after, TokenKind::Semicolon)
            || is(after, TokenKind::Comma) || is(after, TokenKind::Word);
        const bool leveled = labelsAt(m_tokens, m_at + 1).has_value();
        return closes && !leveled && (!labels.sd && !labels.se) && (square || !labels.p) ? m_at + 1 : 0;
    }

    std::vector<Token> m_tokens;
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
};

std::string_view cut(std::string_view text)
{
    if (text.size() <= MaxReported)
        return text;
    std::size_t end = MaxReported;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return text.substr(0, end);
}

/// The readings of a text with one way to take its commas.
std::vector<ReportedValue> readWith(std::string_view text, CommaMode mode, const Expected& expected)
{
    std::vector<ReportedValue> values;
    for (const Parts& parts : Gatherer(tokens(text, mode), text).gather()) {
        ReportedValue value{parts.begin, parts.end, readings(parts, expected)};
        if (!value.readings.empty())
            values.push_back(std::move(value));
    }
    return values;
}

bool hasOpenComma(std::string_view text)
{
    for (const CommaMode mode : {CommaMode::Thousands, CommaMode::Decimal})
        for (const Token& token : tokens(text, mode))
            if ((token.doubts & CommaOpen) != 0)
                return true;
    return false;
}

/// The ways to take commas, the likeliest first.
std::vector<CommaMode> commaModes(std::string_view text)
{
    if (!hasOpenComma(text))
        return {CommaMode::Thousands};
    const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    bool points = false;
    bool notThousands = false;
    bool leadingZero = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!digit(i + 1))
            continue;
        points = points || text[i] == '.' || text.substr(i, 2) == "\u00B7";
        if (text[i] == ',' && i > 0 && digit(i - 1)) {
            notThousands = notThousands || !digit(i + 2) || !digit(i + 3) || digit(i + 4);
            leadingZero = leadingZero || (text[i - 1] == '0' && (i < 2 || !digit(i - 2)));
        }
    }
    if (leadingZero)
        return {CommaMode::Decimal};
    if (points)
        return {CommaMode::Thousands, CommaMode::Separator};
    if (notThousands)
        return {CommaMode::Decimal, CommaMode::Separator};
    return {CommaMode::Thousands, CommaMode::Decimal, CommaMode::Separator};
}

ReportedValue without(const std::vector<Token>& all, std::string_view text)
{
    ReportedValue value{0, text.size(), {}};
    if (saysNotSignificant(all)) {
        Reading reading;
        reading.form = ReportedForm::NotSignificant;
        value.readings.push_back(reading);
        return value;
    }
    for (const Absence absence : absences(all)) {
        Reading reading;
        reading.form = ReportedForm::Absent;
        reading.absence = absence;
        value.readings.push_back(reading);
    }
    return value;
}

} // namespace

bool isRatio(Measure measure)
{
    return measure == Measure::HazardRatio || measure == Measure::OddsRatio || measure == Measure::RiskRatio
        || measure == Measure::RateRatio;
}

std::vector<ReportedValue> reportedValues(std::string_view whole, const Expected& expected)
{
    const std::string_view text = cut(whole);
    const std::vector<CommaMode> modes = commaModes(text);
    std::vector<ReportedValue> values = readWith(text, modes.front(), expected);
    for (std::size_t i = 1; i < modes.size(); ++i)
        for (ReportedValue& other : readWith(text, modes[i], expected)) {
            const auto same = std::find_if(values.begin(), values.end(),
                [&](const ReportedValue& value) { return value.begin == other.begin && value.end == other.end; });
            if (same == values.end())
                continue;
            for (Reading& reading : other.readings) {
                if (std::find(reading.remarks.begin(), reading.remarks.end(), Remark::IntervalMisses)
                    != reading.remarks.end())
                    continue;
                reading.remarks.push_back(Remark::CommaOpen);
                std::sort(reading.remarks.begin(), reading.remarks.end());
                reading.remarks.erase(
                    std::unique(reading.remarks.begin(), reading.remarks.end()), reading.remarks.end());
                if (same->readings.size() < MaxReadings
                    && std::find(same->readings.begin(), same->readings.end(), reading) == same->readings.end())
                    same->readings.push_back(std::move(reading));
            }
        }
    if (values.empty()) {
        ReportedValue absent = without(tokens(text, modes.front()), text);
        if (!absent.readings.empty())
            values.push_back(std::move(absent));
    }
    if (text.size() < whole.size() && !values.empty())
        for (Reading& reading : values.back().readings)
            reading.remarks.push_back(Remark::CutShort);
    return values;
}

} // namespace winnow::extraction
