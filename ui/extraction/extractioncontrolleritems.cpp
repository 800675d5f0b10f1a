// Arms, adverse events and other items of a study's repeated sections.
#include "core/base/shown.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/itemorder.h"
#include "ui/extraction/extractioncontroller.h"

#include <QLocale>

#include <algorithm>
#include <iterator>
#include <utility>

namespace winnow::ui {

std::vector<int> ExtractionController::items(const std::string& section) const
{
    if (!m_form || !m_study)
        return {};
    const std::vector<int> valued = extraction::itemsOf(*m_form, section, values(m_study));
    std::set<int> all(valued.begin(), valued.end());
    if (const auto found = m_items.find({m_study, section}); found != m_items.end())
        all.insert(found->second.added.begin(), found->second.added.end());
    return {all.begin(), all.end()};
}

int ExtractionController::item(const std::string& section) const
{
    const std::vector<int> all = items(section);
    if (all.empty())
        return 0;
    const auto found = m_items.find({m_study, section});
    const int shown = found == m_items.end() ? 0 : found->second.shown;
    // Where the one that was shown is gone, the one after it, else the last.
    const auto at = std::lower_bound(all.begin(), all.end(), shown);
    return at == all.end() ? all.back() : *at;
}

void ExtractionController::setItem(const std::string& section, int item)
{
    const std::vector<int> all = items(section);
    if (item == this->item(section) || std::find(all.begin(), all.end(), item) == all.end())
        return;
    m_items[{m_study, section}].shown = item;
    Q_EMIT itemsChanged();
}

QString ExtractionController::itemLabel(const std::string& section, int item) const
{
    const Section* const of = m_form ? m_form->section(section) : nullptr;
    const QString number = QLocale().toString(item);
    if (of == nullptr || of->fields.empty())
        return number;
    const std::optional<Value> first = value(m_study, extraction::itemAddress(of->fields.front().id, item));
    return first && first->answer == Answer::Stated ? tr("%1 %2").arg(number, inOneLine(first->text)) : number;
}

void ExtractionController::addItem(const std::string& section)
{
    if (!canWrite() || !m_study)
        return;
    const std::vector<int> all = items(section);
    const int next = all.empty() ? 1 : all.back() + 1;
    if (next > extraction::MaxItem)
        return;
    Items& items = m_items[{m_study, section}];
    items.added.insert(next);
    items.shown = next;
    Q_EMIT itemsChanged();
}

int ExtractionController::removeItem(const std::string& section, int item)
{
    const Section* const of = m_form ? m_form->section(section) : nullptr;
    if (of == nullptr || !canWrite() || !m_study)
        return 0;
    std::vector<Value> gone;
    for (const Value& value : values(m_study)) {
        const Result<extraction::Address> address = extraction::parseAddress(value.field);
        if (!address)
            continue;
        const bool field = address->item == item && m_form->field(value.field) != nullptr
            && std::find_if(
                   of->fields.begin(), of->fields.end(), [&](const Field& each) { return each.id == address->field; })
                != of->fields.end();
        const bool result = section == ArmSection && (address->arm == item || address->other == item);
        if (field || result)
            gone.push_back({m_study, value.field, {}, Answer::Stated, {}, {}});
    }
    m_items[{m_study, section}].added.erase(item);
    store(gone);
    Q_EMIT itemsChanged();
    return static_cast<int>(gone.size());
}

void ExtractionController::moveItemUp(const std::string& section, int item)
{
    const std::vector<int> all = items(section);
    const auto at = std::ranges::find(all, item);
    if (!m_form || !canWrite() || at == all.end() || at == all.begin())
        return;
    const int before = *std::prev(at);
    Items& here = m_items[{m_study, section}];
    const bool isAdded = here.added.contains(item); // perhaps without an answer yet
    const bool wasAdded = here.added.contains(before);
    here.added.erase(item);
    here.added.erase(before);
    if (isAdded)
        here.added.insert(before);
    if (wasAdded)
        here.added.insert(item);
    here.shown = before;
    decltype(m_waiting) waiting; // quotes without a value go along
    for (auto& [key, places] : std::exchange(m_waiting, {})) {
        std::string address = key.second;
        if (key.first == m_study)
            for (const Value& moved : extraction::withItemsSwapped(
                     *m_form, section, item, before, {Value{m_study, address, {}, Answer::Stated, "-", {}}}))
                if (!moved.text.empty())
                    address = moved.field;
        waiting.emplace(std::pair{key.first, address}, std::move(places));
    }
    m_waiting = std::move(waiting);
    store(extraction::withItemsSwapped(*m_form, section, item, before, values(m_study)));
    Q_EMIT itemsChanged();
}

} // namespace winnow::ui
