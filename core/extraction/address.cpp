#include "core/extraction/address.h"

#include "core/base/text.h"
#include "core/extraction/instrument.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace winnow::extraction {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

constexpr std::array<std::pair<AddressKind, std::string_view>, 4> ResultNames{{
    {AddressKind::Result, "result"},
    {AddressKind::ResultN, "result.n"},
    {AddressKind::ResultSet, "result.set"},
    {AddressKind::Contrast, "contrast"},
}};

tl::unexpected<Error> refused(std::string_view address, const QString& why)
{
    return fail(ErrorKind::InvalidInput,
        Words::tr("“%1” names no value: %2.").arg(toQString(printable(address)).left(200), why));
}

std::vector<std::string> partsOf(std::string_view text)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find('@', from), text.size());
        parts.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

/// 1 to MaxItem, written without zeros in front: each item has one address. 0 if it is none.
int itemIn(std::string_view text)
{
    int item = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), item);
    const bool good = error == std::errc{} && end == text.data() + text.size() && text.front() != '0'
        && text.front() != '-' && item >= 1 && item <= MaxItem;
    return good ? item : 0;
}

Result<Address> parseResult(std::string_view text, AddressKind kind, const std::vector<std::string>& parts)
{
    if (parts.size() != 4)
        return refused(text, Words::tr("a result has an outcome, an arm and a time"));
    Address address;
    address.kind = kind;
    address.outcome = parts[1];
    address.time = parts[3];
    std::string_view arms = parts[2];
    if (kind == AddressKind::Contrast) {
        const std::size_t dash = std::min(arms.find('-'), arms.size());
        address.other = dash < arms.size() ? itemIn(arms.substr(dash + 1)) : 0;
        arms = arms.substr(0, dash);
        if (address.other == 0)
            return refused(text, Words::tr("an effect is between two arms, as in “1-2”"));
    }
    address.arm = itemIn(arms);
    if (address.arm == 0 || address.arm == address.other)
        return refused(text, Words::tr("an arm has a number from 1 to %1").arg(MaxItem));
    return address;
}

QString nameOfArm(int item, const std::vector<std::string>& arms)
{
    const auto at = static_cast<std::size_t>(item);
    return at <= arms.size() && at > 0 && !arms[at - 1].empty() ? toQString(arms[at - 1])
                                                                : Words::tr("arm %1").arg(item);
}

/// Days of "week", "wks", "mo" …; none if it is no unit of time.
std::optional<double> daysOfUnit(const QString& unit)
{
    constexpr double Month = 365.25 / 12;
    if (unit.startsWith(u"mo"))
        return Month;
    switch (unit.at(0).toLatin1()) {
    case 'h':
        return 1.0 / 24;
    case 'd':
        return 1;
    case 'w':
        return 7;
    case 'm':
        return Month;
    case 'y':
        return 365.25;
    default:
        return {};
    }
}

} // namespace

Result<Address> parseAddress(std::string_view text)
{
    const std::vector<std::string> parts = partsOf(text);
    if (text.size() > MaxAddress || !isUtf8(text))
        return refused(text, Words::tr("it is too long or no text"));
    if (std::ranges::any_of(parts, [](const std::string& part) { return trimmed(part).empty(); }))
        return refused(text, Words::tr("a part of it is empty"));
    for (const auto& [kind, name] : ResultNames)
        if (parts.front() == name)
            return parseResult(text, kind, parts);
    Address address;
    address.field = parts.front();
    if (parts.size() > 2)
        return refused(text, Words::tr("it has too many parts"));
    if (parts.size() == 2) {
        address.item = itemIn(parts[1]);
        if (address.item == 0) {
            address.kind = AddressKind::RiskOfBias;
            address.outcome = parts[1];
        }
    }
    return address;
}

std::string toText(const Address& address)
{
    switch (address.kind) {
    case AddressKind::Field:
        return address.item == 0 ? address.field : itemAddress(address.field, address.item);
    case AddressKind::RiskOfBias:
        return address.field + '@' + address.outcome;
    case AddressKind::Contrast:
        return contrastAddress(address.outcome, address.arm, address.other, address.time);
    case AddressKind::Result:
    case AddressKind::ResultN:
    case AddressKind::ResultSet:
        break;
    }
    return resultAddress(address.outcome, address.arm, address.time, address.kind);
}

std::string itemAddress(std::string_view field, int item)
{
    return std::string(field) + '@' + std::to_string(item);
}

std::string resultAddress(std::string_view outcome, int arm, std::string_view time, AddressKind kind)
{
    std::string text;
    for (const auto& [one, name] : ResultNames)
        if (one == kind)
            text = name;
    return text.append("@").append(outcome).append("@").append(std::to_string(arm)).append("@").append(time);
}

std::string contrastAddress(std::string_view outcome, int arm, int other, std::string_view time)
{
    return std::string("contrast@")
        .append(outcome)
        .append("@" + std::to_string(arm) + '-' + std::to_string(other) + '@')
        .append(time);
}

Result<> mustFit(const Form& form, const Address& address)
{
    const std::string text = toText(address);
    if (address.kind != AddressKind::Field && form.outcome(address.outcome) == nullptr)
        return refused(text, Words::tr("the form has no outcome “%1”").arg(toQString(address.outcome)));
    if (address.kind != AddressKind::Field && address.kind != AddressKind::RiskOfBias)
        return {};
    for (const Section& section : form.sections)
        if (std::ranges::find(section.fields, address.field, &Field::id) != section.fields.end()) {
            if (section.repeat != (address.item != 0) || address.kind != AddressKind::Field)
                return refused(text,
                    section.repeat ? Words::tr("the number of the item is missing")
                                   : Words::tr("its section does not repeat"));
            return {};
        }
    static const std::vector<Instrument> known = instruments();
    const std::string instrument = address.field.substr(0, address.field.find('.'));
    if (address.item == 0 && instrument.size() < address.field.size()
        && std::ranges::find(known, instrument, &Instrument::id) != known.end())
        return {};
    return refused(text, Words::tr("neither the form nor an instrument has such a field"));
}

namespace {

/// What an instrument calls it: "RoB 2: Missing outcome data, judgement"; empty if the field is of no instrument.
QString ofInstrument(const std::string& field)
{
    const std::size_t dot = field.find('.');
    if (dot == std::string::npos)
        return {};
    static const std::vector<Instrument> all = instruments(); // read once: lists of answers ask for each
    const auto instrument = std::ranges::find(all, field.substr(0, dot), &Instrument::id);
    if (instrument == all.end())
        return {};
    const QString title = toQString(instrument->title);
    std::string rest = field.substr(dot + 1);
    for (const auto& [ending, word] :
        {std::pair{".judgement", Words::tr("judgement")}, {".support", Words::tr("support")}}) {
        if (!rest.ends_with(ending))
            continue;
        rest.resize(rest.size() - std::string_view(ending).size());
        const auto domain = std::ranges::find(instrument->domains, rest, &Domain::id);
        const QString of = domain != instrument->domains.end() ? toQString(domain->title) : Words::tr("overall");
        return Words::tr("%1: %2, %3").arg(title, of, word);
    }
    if (rest.starts_with("adhering."))
        rest.erase(0, std::string_view("adhering.").size());
    for (const Domain& domain : instrument->domains)
        if (const Item* const item = domain.item(rest))
            return Words::tr("%1: %2 %3").arg(title, toQString(item->id), toQString(item->text));
    return title;
}

} // namespace

std::string described(const Form& form, const Address& address, const std::vector<std::string>& arms)
{
    const Outcome* const outcome = form.outcome(address.outcome);
    const QString measured = toQString(outcome != nullptr ? outcome->label : address.outcome);
    const QString time = toQString(address.time);
    const auto joined = [](const QStringList& parts) { return parts.join(u", "_s).toStdString(); };
    switch (address.kind) {
    case AddressKind::Field: {
        const Field* const field = form.field(toText(address));
        QString label = field != nullptr ? toQString(field->label) : ofInstrument(address.field);
        if (label.isEmpty())
            label = toQString(address.field);
        if (address.item == 0)
            return label.toStdString();
        const bool ofArm = form.section(ArmSection) != nullptr
            && std::ranges::find(form.section(ArmSection)->fields, address.field, &Field::id)
                != form.section(ArmSection)->fields.end();
        return joined({label, ofArm ? nameOfArm(address.item, arms) : QString::number(address.item)});
    }
    case AddressKind::RiskOfBias: {
        const QString label = ofInstrument(address.field);
        return joined({label.isEmpty() ? toQString(address.field) : label, measured});
    }
    case AddressKind::Result:
        return joined({measured, nameOfArm(address.arm, arms), time});
    case AddressKind::ResultN:
        return joined({Words::tr("n of %1").arg(measured), nameOfArm(address.arm, arms), time});
    case AddressKind::ResultSet:
        return joined({Words::tr("analysis population of %1").arg(measured), nameOfArm(address.arm, arms), time});
    case AddressKind::Contrast:
        break;
    }
    return joined(
        {measured, Words::tr("%1 against %2").arg(nameOfArm(address.arm, arms), nameOfArm(address.other, arms)), time});
}

std::optional<double> daysOf(std::string_view time)
{
    const QString text = toQString(lowerAscii(time)).simplified();
    static const QRegularExpression beginning(
        u"^(at )?(baseline|enrolment|enrollment|randomi[sz]ation|pre-?treatment|pretreatment|(before|prior to) .*)$"_s);
    if (beginning.match(text).hasMatch())
        return 0.0;
    static const QRegularExpression counted(
        u"(?<![\\d.])(\\d+(?:\\.\\d+)?)[ -]?(h|hrs?|hours?|d|days?|w|wks?|weeks?|m|mos?|months?|y|yrs?|years?)\\b"_s);
    static const QRegularExpression named(u"\\b(hour|day|week|month|year) (\\d+(?:\\.\\d+)?)(?![\\d.])"_s);
    static const QRegularExpression number(u"(?<![\\d.])\\d+(?:\\.\\d+)?"_s);
    if (text.count(number) != 1)
        return {};
    if (const auto match = counted.match(text); match.hasMatch())
        return match.captured(1).toDouble() * *daysOfUnit(match.captured(2));
    if (const auto match = named.match(text); match.hasMatch())
        return match.captured(2).toDouble() * *daysOfUnit(match.captured(1));
    return {};
}

std::optional<double> daysOf(const Form& form, std::string_view time)
{
    const TimePoint* const known = form.time(time);
    return known != nullptr ? std::optional(known->days) : daysOf(time);
}

std::vector<int> itemsOf(const Form& form, std::string_view sectionId, const std::vector<Value>& values)
{
    std::set<int> items;
    const Section* const section = form.section(sectionId);
    if (section == nullptr || !section->repeat)
        return {};
    for (const Value& value : values) {
        const Result<Address> address = parseAddress(value.field);
        if (address && address->item > 0
            && std::ranges::find(section->fields, address->field, &Field::id) != section->fields.end())
            items.insert(address->item);
    }
    return {items.begin(), items.end()};
}

} // namespace winnow::extraction
