#include "core/dedup/item.h"

#include "core/base/text.h"
#include "core/dedup/identity.h"
#include "core/dedup/names.h"
#include "core/dedup/titles.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace winnow::dedup {

namespace {

/// Without "https://doi.org/", "doi:" and what a sentence leaves behind it; "%28" decoded.
std::string plainDoi(std::string_view doi)
{
    std::string low = lowerAscii(trimmed(doi));
    const std::size_t begin = low.find("10.");
    if (begin == std::string::npos)
        return {};
    low.erase(0, begin);
    std::string plain;
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    for (std::size_t i = 0; i < low.size(); ++i) {
        if (low[i] == '%' && i + 2 < low.size() && digit(low[i + 1]) >= 0 && digit(low[i + 2]) >= 0) {
            plain += static_cast<char>(digit(low[i + 1]) * 16 + digit(low[i + 2]));
            i += 2;
        } else if (low[i] == ' ' || low[i] == ';' || low[i] == '\n' || low[i] == '\t') {
            break;
        } else {
            plain += low[i];
        }
    }
    while (!plain.empty() && (plain.back() == '.' || plain.back() == ','))
        plain.pop_back();
    return plain;
}

bool contains(std::string_view text, const auto& phrases)
{
    return std::ranges::any_of(
        phrases, [text](std::string_view phrase) { return text.find(phrase) != std::string_view::npos; });
}

std::uint16_t marksOfKind(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Preprint:
        return PreprintMark;
    case RecordKind::Registration:
        return RegistrationMark;
    case RecordKind::ConferencePaper:
        return NoMark; // a paper in proceedings may be all there is
    case RecordKind::Book:
    case RecordKind::Thesis:
    case RecordKind::Report:
        return BookMark;
    default:
        return NoMark;
    }
}

std::uint16_t marksOfTypes(const std::vector<std::string>& types)
{
    std::uint16_t marks = NoMark;
    for (const std::string& type : types) {
        const std::string low = lowerAscii(type);
        if (contains(
                low, std::array<std::string_view, 4>{"erratum", "corrigendum", "retraction of", "retraction notice"})
            || low == "correction")
            marks |= ErratumMark;
        if (contains(
                low, std::array<std::string_view, 3>{"meeting abstract", "conference abstract", "meeting-abstract"}))
            marks |= AbstractMark;
        if (low == "preprint")
            marks |= PreprintMark;
    }
    return marks;
}

std::uint16_t marksOfJournal(std::string_view journal)
{
    std::uint16_t marks = NoMark;
    const std::string low = folded(journal);
    if (contains(low,
            std::array<std::string_view, 7>{" conference ", "meeting", "congress", "symposium",
                "proceedings of the american society of clinical oncology", "scientific sessions", "abstracts"}))
        marks |= AbstractMark;
    if (contains(low,
            std::array<std::string_view, 8>{
                "biorxiv", "medrxiv", "arxiv", "research square", "preprint", "ssrn", "chemrxiv", "psyarxiv"}))
        marks |= PreprintMark;
    if (contains(low, std::array<std::string_view, 2>{"cochrane database", "cochrane library"}))
        marks |= ReviewVersionMark;
    return marks;
}

/// 10.1101 is Cold Spring Harbor's, whose journals have letters after it.
bool isPreprintDoi(std::string_view doi)
{
    constexpr std::string_view ColdSpringHarbor = "10.1101/";
    if (doi.starts_with(ColdSpringHarbor))
        return doi.size() > ColdSpringHarbor.size() && doi[ColdSpringHarbor.size()] >= '0'
            && doi[ColdSpringHarbor.size()] <= '9';
    return std::ranges::any_of(std::array<std::string_view, 6>{"10.21203/", "10.20944/", "10.2139/ssrn", "10.48550/",
                                   "10.31234/", "10.26434/"},
        [doi](std::string_view prefix) { return doi.starts_with(prefix); });
}

std::uint32_t contentHash(const Item& item, const Record& record)
{
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&hash](std::string_view text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        hash = (hash ^ 0xFFU) * 1099511628211ULL;
    };
    for (const std::string_view text : {std::string_view{item.title}, std::string_view{item.authors},
             std::string_view{item.journal}, std::string_view{item.doi}, std::string_view{record.pages},
             std::string_view{record.volume}, std::string_view{record.issue}, std::string_view{record.pmid}})
        add(text);
    add(std::to_string(record.year));
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

std::uint64_t hashOf(KeyKind kind, const std::string& value)
{
    return value.empty() ? 0 : static_cast<std::uint64_t>(keyHash(kind, value));
}

} // namespace

Item itemOf(RecordId id, const Record& record)
{
    Item item;
    item.record = id;
    item.kind = record.kind;
    TitleKey title = titleKey(record.title.empty() ? record.originalTitle : record.title);
    item.title = std::move(title.words);
    item.otherTitle = std::move(title.other);
    if (item.otherTitle.empty() && !record.title.empty() && !record.originalTitle.empty())
        item.otherTitle = titleKey(record.originalTitle).words;
    item.weight = static_cast<std::uint8_t>(std::lround(100 * titleWeight(item.title)));
    item.authors = authorsKey(record.authors);
    item.journal = journalKey(record.journal, record.journalAbbreviation);
    item.doi = plainDoi(record.doi);
    item.pages = pagesOf(record.pages);
    item.volume = volumeOf(record.volume);
    item.issue = issueOf(record.issue);
    item.year = static_cast<std::int16_t>(std::clamp(record.year, 0, 9999));
    item.abstract = sketchOf(record.abstract);
    item.marks = static_cast<std::uint16_t>(
        title.marks | marksOfKind(record.kind) | marksOfTypes(record.types) | marksOfJournal(record.journal));
    if (isPreprintDoi(item.doi))
        item.marks |= PreprintMark;
    if (!record.registrations.empty())
        item.registration = hashOf(KeyKind::SourceId, record.registrations.front());
    item.pmid = hashOf(KeyKind::Pmid, record.pmid);
    item.wos = hashOf(KeyKind::Wos, record.wos);
    item.content = contentHash(item, record);
    item.title.shrink_to_fit();
    item.authors.shrink_to_fit();
    item.journal.shrink_to_fit();
    return item;
}

} // namespace winnow::dedup
