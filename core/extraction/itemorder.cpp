#include "core/extraction/itemorder.h"

#include "core/base/text.h"
#include "core/extraction/grid.h"

#include <algorithm>
#include <map>

namespace winnow::extraction {

namespace {

/// The section whose field it is, if it repeats.
const Section* repeatedWith(const Form& form, const std::string& field)
{
    for (const Section& section : form.sections)
        if (section.repeat && std::ranges::find(section.fields, field, &Field::id) != section.fields.end())
            return &section;
    return nullptr;
}

/// What says which item it is.
std::vector<std::string> namingFields(const Section& section)
{
    std::vector<std::string> fields;
    if (!section.fields.empty())
        fields.push_back(section.fields.front().id);
    if (section.id == ArmSection)
        fields.emplace_back("arm.role");
    return fields;
}

std::string plain(const Value& value)
{
    return toQString(value.text).simplified().toLower().toStdString();
}

using Names = std::map<int, const Value*>; // by item

bool hasElsewhere(const Names& names, const Value& name, int item)
{
    return std::ranges::any_of(
        names, [&](const auto& other) { return other.first != item && plain(*other.second) == plain(name); });
}

} // namespace

std::set<SectionItem> unmatchedItems(
    const Form& form, const std::vector<Value>& said, const std::set<std::string>& settled)
{
    std::set<SectionItem> found;
    for (const Section& section : form.sections) {
        if (!section.repeat)
            continue;
        for (const std::string& field : namingFields(section)) {
            const bool isName = field == section.fields.front().id;
            std::map<ReviewerId, Names> byExtractor;
            for (const Value& value : said)
                if (const Result<Address> address = parseAddress(value.field);
                    address && address->item > 0 && address->field == field && value.answer == Answer::Stated)
                    byExtractor[value.reviewer].emplace(address->item, &value);
            for (auto one = byExtractor.begin(); one != byExtractor.end(); ++one)
                for (auto other = std::next(one); other != byExtractor.end(); ++other)
                    for (const auto& [item, name] : one->second) {
                        const auto theirs = other->second.find(item);
                        if (theirs == other->second.end() || saySame(form, *name, *theirs->second))
                            continue;
                        const bool moved = isName
                            && (hasElsewhere(other->second, *name, item)
                                || hasElsewhere(one->second, *theirs->second, item));
                        if (moved || !settled.contains(name->field))
                            found.emplace(section.id, item);
                    }
        }
    }
    return found;
}

bool isOfAny(const Form& form, const Value& value, const std::set<SectionItem>& items)
{
    const Result<Address> address = parseAddress(value.field);
    if (items.empty() || !address)
        return false;
    const auto isArm = [&](int arm) { return arm > 0 && items.contains({std::string(ArmSection), arm}); };
    if (isArm(address->arm) || isArm(address->other))
        return true;
    if (address->item == 0)
        return false;
    if (address->field == "event.arm" && isArm(toQString(value.text).toInt()))
        return true;
    const Section* const section = repeatedWith(form, address->field);
    return section != nullptr && items.contains({section->id, address->item});
}

std::vector<Value> withItemsSwapped(
    const Form& form, const std::string& section, int item, int other, const std::vector<Value>& own)
{
    const bool ofArms = section == ArmSection;
    const auto place = [&](int number) { return number == item ? other : number == other ? item : number; };
    std::map<std::string, Value> moved;
    std::set<std::string> left;
    for (const Value& value : own) {
        const Result<Address> address = parseAddress(value.field);
        if (!address)
            continue;
        Address to = *address;
        Value made = value;
        if (ofArms) {
            to.arm = place(to.arm);
            to.other = place(to.other);
        }
        if (to.item > 0) {
            const Section* const of = repeatedWith(form, to.field);
            if (of != nullptr && of->id == section)
                to.item = place(to.item);
            else if (ofArms && to.field == "event.arm")
                if (const int arm = toQString(value.text).toInt(); place(arm) != arm)
                    made.text = std::to_string(place(arm));
        }
        made.field = toText(to);
        if (made.field == value.field && made.text == value.text)
            continue;
        if (made.field != value.field)
            left.insert(value.field);
        moved.insert_or_assign(made.field, std::move(made));
    }
    std::vector<Value> changed;
    for (const std::string& address : left)
        if (!moved.contains(address) && !own.empty())
            changed.push_back({own.front().study, address, {}, Answer::Stated, {}, {}});
    for (auto& [address, value] : moved)
        changed.push_back(std::move(value));
    return changed;
}

} // namespace winnow::extraction
