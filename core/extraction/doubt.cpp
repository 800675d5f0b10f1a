// What speaks against a value.
#include "core/base/text.h"
#include "core/extraction/form.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace winnow::extraction {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// True for "1,204" (mark ','): it may be 1204 or 1.204.
bool isAmbiguous(std::string_view text, char mark)
{
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos || at == 0 || at > 3 || text.size() != at + 4 || text.front() == '0')
        return false;
    return std::all_of(text.begin(), text.end(), [mark](char c) { return isDigit(c) || c == mark; });
}

/// Without a sign; a minus sign (U+2212) or an en dash in front counts as one.
std::string_view unsignedPart(std::string_view text)
{
    for (const std::string_view sign : {"-", "+", "\u2212", "\u2013"})
        if (text.starts_with(sign))
            return trimmed(text.substr(sign.size()));
    return text;
}

/// The digits of "1 204 345" or "1,204,345" without their separators; empty if the groups are not of three.
std::string ungrouped(std::string_view digits, char separator)
{
    if (digits.find(separator) == std::string_view::npos)
        return std::string(digits);
    std::string joined;
    std::size_t from = 0;
    for (bool first = true; from <= digits.size(); first = false) {
        const std::size_t to = std::min(digits.find(separator, from), digits.size());
        const std::size_t length = to - from;
        if (first ? length < 1 || length > 3 : length != 3)
            return {};
        joined += digits.substr(from, length);
        from = to + 1;
    }
    return joined;
}

/// Spaces that set off thousands (no-break, thin, narrow) as plain ones.
std::string withPlainSpaces(std::string_view text)
{
    std::string plain(text);
    for (const std::string_view space : {"\u00a0", "\u2009", "\u202f"})
        for (std::size_t at = plain.find(space); at != std::string::npos; at = plain.find(space))
            plain.replace(at, space.size(), " ");
    return plain;
}

QString shown(double value)
{
    return QLocale::c().toString(value, 'g', 15);
}

std::string sentence(const QString& text)
{
    return text.toStdString();
}

std::string notANumber(std::string_view text)
{
    const std::string_view digits = unsignedPart(text);
    if (isAmbiguous(digits, ',')) {
        std::string thousands(text);
        thousands.erase(thousands.find(','), 1);
        std::string decimal(text);
        decimal[decimal.find(',')] = '.';
        return sentence(Words::tr("Can be read as %1 or as %2: write the one you mean")
                .arg(toQString(thousands), toQString(decimal)));
    }
    return sentence(Words::tr("Not a number"));
}

std::string doubtNumber(const Field& field, std::string_view text)
{
    const std::optional<double> value = number(text);
    if (!value)
        return notANumber(text);
    const QString unit = field.unit.empty() ? QString() : QChar(u' ') + toQString(field.unit);
    if (field.type == FieldType::Integer && std::floor(*value) != *value)
        return sentence(Words::tr("Not a whole number"));
    if (field.minimum && *value < *field.minimum)
        return sentence(Words::tr("Less than %1, the least it can be").arg(shown(*field.minimum) + unit));
    if (field.maximum && *value > *field.maximum)
        return sentence(Words::tr("More than %1, the most it can be").arg(shown(*field.maximum) + unit));
    return {};
}

std::string doubtChoice(const Field& field, const std::vector<std::string>& chosen)
{
    for (const std::string& choice : chosen)
        if (std::find(field.choices.begin(), field.choices.end(), choice) == field.choices.end())
            return sentence(Words::tr("“%1” is not among the choices").arg(toQString(choice)));
    return {};
}

/// Of the same item of a repeated section, or one of them of the study itself.
bool areTogether(std::string_view one, std::string_view other)
{
    const std::size_t oneItem = one.find('@');
    const std::size_t otherItem = other.find('@');
    return oneItem == std::string_view::npos || otherItem == std::string_view::npos
        || one.substr(oneItem) == other.substr(otherItem);
}

/// A year, a month or a day as ISO 8601 writes them.
std::string doubtDate(std::string_view text)
{
    const auto digitsAt = [text](std::size_t from, std::size_t count) {
        if (from + count > text.size())
            return -1;
        int value = 0;
        for (const char c : text.substr(from, count)) {
            if (!isDigit(c))
                return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const bool form = text.size() == 4 || (text.size() == 7 && text[4] == '-')
        || (text.size() == 10 && text[4] == '-' && text[7] == '-');
    const int year = digitsAt(0, 4);
    const int month = text.size() >= 7 ? digitsAt(5, 2) : 1;
    const int day = text.size() == 10 ? digitsAt(8, 2) : 1;
    if (!form || year < 0 || month < 0 || day < 0)
        return sentence(Words::tr("Not a date: write 2016, 2016-03 or 2016-03-31"));
    if (year == 0 || !QDate::isValid(year, month, day))
        return sentence(Words::tr("There is no such day"));
    return {};
}

} // namespace

std::optional<double> number(std::string_view text)
{
    const std::string plain = withPlainSpaces(trimmed(text));
    const std::string_view digits = unsignedPart(trimmed(plain));
    const bool negative = digits.size() < trimmed(plain).size() && trimmed(plain).front() != '+';
    if (digits.empty() || isAmbiguous(digits, ','))
        return {};
    // The last mark is the decimal one; a mark that stands several times can only set off thousands.
    const std::size_t last = digits.find_last_of(".,");
    const bool repeated = last != std::string_view::npos && digits.find(digits[last]) != last;
    std::string_view whole = digits;
    std::string_view fraction;
    char grouping = ' ';
    if (repeated) {
        grouping = digits[last];
    } else if (last != std::string_view::npos) {
        whole = digits.substr(0, last);
        fraction = digits.substr(last + 1);
        if (whole.find(digits[last] == '.' ? ',' : '.') != std::string_view::npos)
            grouping = digits[last] == '.' ? ',' : '.';
        if (fraction.empty())
            return {};
    }
    std::string number = whole.empty() ? std::string("0") : ungrouped(whole, grouping);
    if (number.empty())
        return {};
    if (!fraction.empty())
        number.append(".").append(fraction);
    if (!std::all_of(number.begin(), number.end(), [](char c) { return isDigit(c) || c == '.'; }))
        return {};
    bool understood = false;
    const double value = QByteArray::fromStdString(number).toDouble(&understood);
    if (!understood || !std::isfinite(value))
        return {};
    return negative ? -value : value;
}

std::string doubt(const Field& field, const Value& value)
{
    const std::string_view text = trimmed(value.text);
    if (value.answer != Answer::Stated || text.empty())
        return {};
    switch (field.type) {
    case FieldType::Text:
        return {};
    case FieldType::Number:
    case FieldType::Integer:
        return doubtNumber(field, text);
    case FieldType::Choice:
        return doubtChoice(field, {std::string(text)});
    case FieldType::Choices:
        return doubtChoice(field, splitChoices(text));
    case FieldType::YesNo:
        return text == "yes" || text == "no" ? std::string() : sentence(Words::tr("Neither yes nor no"));
    case FieldType::Date:
        return doubtDate(text);
    }
    return {};
}

std::string doubt(const Form& form, const Field& field, const Value& value, const std::vector<Value>& others)
{
    if (std::string alone = doubt(field, value); !alone.empty())
        return alone;
    const auto numberIn = [](const Value& of) { return of.answer == Answer::Stated ? number(of.text) : std::nullopt; };
    const std::optional<double> own = numberIn(value);
    if (!own)
        return {};
    for (const Value& other : others) {
        const Field* partner = form.field(other.field);
        const std::optional<double> limit = numberIn(other);
        if (other.study != value.study || partner == nullptr || !limit || !areTogether(value.field, other.field))
            continue;
        if (field.atMost == partner->id && *own > *limit)
            return sentence(Words::tr("More than the %1 of “%2”").arg(shown(*limit), toQString(partner->label)));
        if (partner->atMost == field.id && *own < *limit)
            return sentence(Words::tr("Less than the %1 of “%2”").arg(shown(*limit), toQString(partner->label)));
    }
    return {};
}

} // namespace winnow::extraction
