#include "core/ranking/block.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace winnow::ranking {

std::size_t TermNumbers::slotOf(TermHash term) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = (term * 0x9E'37'79'B9'7F'4A'7C'15ULL >> 20U) & mask;
    while (m_slots[slot].number != None && m_slots[slot].term != term)
        slot = (slot + 1) & mask;
    return slot;
}

std::uint32_t TermNumbers::add(TermHash term)
{
    if ((m_size + 1) * 3 > m_slots.size() * 2)
        grow();
    Slot& slot = m_slots[slotOf(term)];
    if (slot.number == None)
        slot = {term, static_cast<std::uint32_t>(m_size++)};
    return slot.number;
}

std::optional<std::uint32_t> TermNumbers::find(TermHash term) const
{
    if (m_slots.empty())
        return std::nullopt;
    const Slot& slot = m_slots[slotOf(term)];
    return slot.number == None ? std::nullopt : std::optional{slot.number};
}

void TermNumbers::grow()
{
    std::vector<Slot> old(std::max<std::size_t>(1024, m_slots.size() * 2));
    old.swap(m_slots);
    for (const Slot& slot : old) {
        if (slot.number != None)
            m_slots[slotOf(slot.term)] = slot;
    }
}

void TermNumbers::renumber(std::span<const std::uint32_t> now)
{
    std::vector<Slot> old;
    old.swap(m_slots);
    m_size = 0;
    for (const std::uint32_t number : now)
        m_size += number == None ? 0 : 1;
    std::size_t room = 1024;
    while (m_size * 3 > room * 2)
        room *= 2;
    m_slots.resize(room);
    for (const Slot& slot : old) {
        if (slot.number != None && now[slot.number] != None)
            m_slots[slotOf(slot.term)] = {slot.term, now[slot.number]};
    }
}

void Block::add(TermHash term)
{
    const std::uint32_t number = m_numbers.add(term);
    if (number == m_documents.size()) {
        m_documents.push_back(0);
        m_place.push_back(0);
    }
    const std::size_t place = m_place[number];
    if (place >= m_start && place < m_terms.size() && m_terms[place] == number) {
        if (m_counts[place] < 0xFFFF)
            ++m_counts[place];
        return;
    }
    m_place[number] = m_terms.size();
    m_terms.push_back(number);
    m_counts.push_back(1);
    ++m_documents[number];
}

void Block::endRecord()
{
    m_start = m_terms.size();
    m_ends.push_back(m_start);
}

void Block::seal()
{
    const auto records = static_cast<double>(m_ends.size());
    const double most = m_rules.maxShare * records;
    std::vector<std::uint32_t> now(m_documents.size(), TermNumbers::None);
    for (std::size_t term = 0; term < now.size(); ++term) {
        if (m_documents[term] < m_rules.minRecords || m_documents[term] > most)
            continue;
        now[term] = static_cast<std::uint32_t>(m_idf.size());
        m_idf.push_back(std::log((1 + records) / (1 + m_documents[term])) + 1);
    }
    m_numbers.renumber(now);
    std::size_t kept = 0;
    std::size_t from = 0;
    for (std::size_t& end : m_ends) {
        for (; from < end; ++from) {
            if (now[m_terms[from]] == TermNumbers::None)
                continue;
            m_counts[kept] = m_counts[from];
            m_terms[kept++] = now[m_terms[from]];
        }
        end = kept;
    }
    m_terms.resize(kept); // what a vector has reserved beyond, the system never gave it
    m_counts.resize(kept);
    m_documents = {};
    m_place = {};
}

void Block::weigh(std::vector<Entry>& counted) const
{
    double sum = 0;
    for (Entry& entry : counted) {
        entry.weight = (m_rules.sublinear ? 1 + std::log(entry.weight) : entry.weight) * m_idf[entry.term];
        sum += entry.weight * entry.weight;
    }
    const double length = std::sqrt(sum);
    for (Entry& entry : counted)
        entry.weight /= length;
}

void Block::weights(std::size_t record, std::vector<Entry>& out) const
{
    out.clear();
    for (std::size_t i = record == 0 ? 0 : m_ends[record - 1]; i < m_ends[record]; ++i)
        out.push_back({m_terms[i], static_cast<double>(m_counts[i])});
    weigh(out);
}

void Block::weights(std::span<const TermHash> terms, std::vector<Entry>& out) const
{
    out.clear();
    std::vector<std::uint32_t> numbers;
    for (const TermHash term : terms) {
        if (const auto number = find(term))
            numbers.push_back(*number);
    }
    std::ranges::sort(numbers);
    for (const std::uint32_t number : numbers) {
        if (!out.empty() && out.back().term == number)
            out.back().weight += 1;
        else
            out.push_back({number, 1});
    }
    weigh(out);
}

std::pair<std::vector<std::size_t>, std::vector<std::uint32_t>> Block::takeRecords()
{
    m_counts = {};
    return {std::exchange(m_ends, {}), std::exchange(m_terms, {})};
}

} // namespace winnow::ranking
