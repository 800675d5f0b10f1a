#include "ui/extraction/proposals.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/grid.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;
using extraction::Printed;
using extraction::Reading;
using extraction::ReportedValue;

namespace {

constexpr std::size_t LongestPrint = 60; ///< bytes: of words that are kept round a result

void add(std::vector<Proposal>& proposals, const std::string& text, const QString& says)
{
    const bool known = std::ranges::find(proposals, text, &Proposal::text) != proposals.end();
    if (!text.empty() && !known && proposals.size() < MaxProposals)
        proposals.push_back({text, says});
}

std::string plainNumber(double number)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number, 'g', 15).toStdString();
}

/// The number of a reading that a field of its own asks for.
const std::optional<Printed>& mainNumber(const Field& field, const Reading& reading)
{
    if (reading.percent && (field.unit == "%" || (!reading.count && !reading.value)))
        return reading.percent;
    return reading.count ? reading.count : reading.value;
}

/// Days of a unit of time; none of another unit.
std::optional<double> daysIn(const QString& unit)
{
    const QString word = unit.toLower();
    for (const auto& [name, days] : {std::pair(u"day"_s, 1.0), std::pair(u"week"_s, 7.0),
             std::pair(u"month"_s, 30.4375), std::pair(u"year"_s, 365.25)})
        if (word == name || word == name + u's')
            return days;
    return {};
}

/// "day 90", "12 weeks" in the unit of the field; to a tenth, and whole where it is nearly so: 90 days are 3 months.
void takeTimes(std::vector<Proposal>& proposals, const Field& field, std::string_view quote)
{
    static const QRegularExpression time(
        u"\\b(?:(\\d+(?:\\.\\d+)?)[\\s-]*(day|week|month|year)s?|(day|week|month|year)s?\\s+(\\d+(?:\\.\\d+)?))\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    const std::optional<double> wanted = daysIn(toQString(field.unit));
    if (!wanted)
        return;
    for (auto matches = time.globalMatch(toQString(quote)); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const bool before = !match.captured(1).isEmpty();
        const double number = match.captured(before ? 1 : 4).toDouble();
        const double found = number * daysIn(match.captured(before ? 2 : 3)).value_or(0) / *wanted;
        const double whole = std::round(found);
        const bool nearly = whole > 0 && std::abs(found - whole) <= 0.03 * whole;
        const std::string text = plainNumber(nearly ? whole : std::round(found * 10) / 10);
        add(proposals, text, u"%1 %2 (%3)"_s.arg(toQString(text), toQString(field.unit), match.captured()));
    }
}

std::vector<Proposal> numbers(const Field& field, std::string_view quote)
{
    std::vector<Proposal> proposals;
    takeTimes(proposals, field, quote);
    if (!proposals.empty())
        return proposals;
    const auto take = [&](const std::optional<Printed>& part) {
        if (part)
            add(proposals, plainNumber(part->value), toQString(plainNumber(part->value)));
    };
    for (const ReportedValue& value : extraction::reportedValues(quote)) {
        const std::size_t before = proposals.size();
        for (const Reading& reading : value.readings)
            take(mainNumber(field, reading));
        for (const Reading& reading : value.readings)
            if (proposals.size() == before) // a range, two sizes: one of them is meant
                for (const std::optional<Printed>& part : {reading.low, reading.high, reading.p})
                    take(part);
    }
    return proposals;
}

/// The choices whose words stand in the quotation.
std::vector<std::string> named(const Field& field, std::string_view quote)
{
    const std::string words = ' ' + folded(quote) + ' ';
    std::vector<std::string> found;
    for (const std::string& choice : field.choices)
        if (words.find(' ' + folded(choice) + ' ') != std::string::npos)
            found.push_back(choice);
    return found;
}

/// "31 March 2016", "March 31, 2016", "March 2016", "2016-03-31", "2016", as ISO 8601 writes them.
std::vector<Proposal> dates(std::string_view quote)
{
    static const QRegularExpression iso(u"\\b((?:19|20)\\d\\d)-(\\d\\d)(?:-(\\d\\d))?\\b"_s);
    static const QRegularExpression words(
        u"\\b(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+)?([A-Z][a-z]{2})[a-z]*\\.?,?\\s+(?:(\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?"
        u"((?:19|20)\\d\\d)\\b"_s);
    static const QRegularExpression year(u"\\b(?:19|20)\\d\\d\\b"_s);
    const QString text = toQString(quote);
    std::vector<Proposal> proposals;
    const auto take = [&](const QString& date) { add(proposals, date.toStdString(), date); };
    for (auto match = iso.globalMatch(text); match.hasNext();)
        take(match.next().captured());
    for (auto matches = words.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int month = QLocale::c().toDate(u"1 "_s + match.captured(2) + u" 2000"_s, u"d MMM yyyy"_s).month();
        if (month == 0)
            continue;
        const QString day = match.captured(1).isEmpty() ? match.captured(3) : match.captured(1);
        const QString date = u"%1-%2"_s.arg(match.captured(4)).arg(month, 2, 10, QChar(u'0'));
        take(day.isEmpty() ? date : date + u"-%1"_s.arg(day.toInt(), 2, 10, QChar(u'0')));
    }
    if (proposals.empty())
        for (auto matches = year.globalMatch(text); matches.hasNext();)
            take(matches.next().captured());
    return proposals;
}

std::vector<Proposal> answers(const Field& field, std::string_view quote)
{
    std::vector<Proposal> proposals;
    switch (field.type) {
    case FieldType::Text:
        add(proposals, std::string(quote), toQString(quote));
        break;
    case FieldType::Number:
    case FieldType::Integer:
        return numbers(field, quote);
    case FieldType::Choice:
        for (const std::string& choice : named(field, quote))
            add(proposals, choice, toQString(choice));
        break;
    case FieldType::Choices: {
        const std::string all = extraction::joinChoices(named(field, quote));
        add(proposals, all, toQString(all));
        break;
    }
    case FieldType::YesNo:
        break; // what the words answer is for the person to say
    case FieldType::Date:
        return dates(quote);
    }
    return proposals;
}

/// Nothing else can be meant, or it is what is asked for there and its words leave nothing open.
bool isSure(const ReportedValue& value, const Reading& reading, const extraction::Expected& expected)
{
    return value.readings.size() == 1
        || (&reading == &value.readings.front() && reading.form == expected.form && reading.remarks.empty());
}

/// Words round a value may say what it is ("HR"), and are cut off with them.
bool readsAs(std::string_view printed, const Reading& reading, const extraction::Expected& expected)
{
    const std::vector<ReportedValue> again = extraction::reportedValues(printed, expected);
    return again.size() == 1 && !again.front().readings.empty() && again.front().readings.front() == reading;
}

std::vector<Proposal> results(
    const Form& form, std::string_view address, std::string_view quote, const std::vector<Value>& values)
{
    const extraction::Expected expected = extraction::expectedOf(form, address, values);
    const std::vector<ReportedValue> found = extraction::reportedValues(quote, expected);
    std::vector<Proposal> proposals;
    for (const ReportedValue& value : found) {
        const std::string_view printed = trimmed(quote.substr(value.begin, value.end - value.begin));
        for (const Reading& reading : value.readings) {
            const bool sure = isSure(value, reading, expected);
            std::string text = extraction::asText(reading);
            for (const std::string_view words : {quote, printed}) // as printed, and no more than that
                if (sure && words.size() <= LongestPrint && readsAs(words, reading, expected))
                    text = words;
            add(proposals, text, toQString(extraction::described(reading)));
            if (sure)
                break;
        }
    }
    if (found.empty()) // an outcome in words
        add(proposals, std::string(quote), toQString(quote));
    return proposals;
}

} // namespace

std::vector<Proposal> proposalsFor(
    const Form& form, std::string_view address, std::string_view quote, const std::vector<Value>& values)
{
    const std::string_view words = trimmed(quote);
    const Result<extraction::Address> place = extraction::parseAddress(address);
    if (!place || words.empty())
        return {};
    if (place->kind == extraction::AddressKind::Field) {
        const Field* const field = form.field(address);
        return field != nullptr ? answers(*field, words) : std::vector<Proposal>{};
    }
    if (place->kind == extraction::AddressKind::ResultN) {
        Field number;
        number.type = FieldType::Integer;
        return answers(number, words);
    }
    if (place->kind == extraction::AddressKind::ResultSet)
        return {{std::string(words), toQString(words)}};
    return results(form, address, words, values);
}

} // namespace winnow::ui
