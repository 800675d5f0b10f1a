#include "core/dedup/identity.h"

#include "core/base/text.h"

namespace winnow::dedup {

namespace {

constexpr int KindShift = 59; // the sign bit stays clear

/// FNV-1a without regard to ASCII case: never to be changed, as the hashes lie in review files.
std::uint64_t fnv1a(std::string_view value)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : value) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        hash = (hash ^ static_cast<unsigned char>(lower)) * 1099511628211ULL;
    }
    return hash;
}

} // namespace

std::int64_t keyHash(KeyKind kind, std::string_view value)
{
    constexpr std::uint64_t mask = (1ULL << KindShift) - 1;
    const std::uint64_t hash = fnv1a(trimmed(value));
    const std::uint64_t prefix = static_cast<std::uint64_t>(kind) << KindShift;
    return static_cast<std::int64_t>(prefix | ((hash ^ (hash >> KindShift)) & mask));
}

std::int64_t identityHashEnd()
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(KeyKind::Doi) << KindShift);
}

std::vector<std::int64_t> keyHashes(const Record& record)
{
    std::vector<std::int64_t> hashes;
    if (!record.pmid.empty())
        hashes.push_back(keyHash(KeyKind::Pmid, record.pmid));
    if (!record.wos.empty())
        hashes.push_back(keyHash(KeyKind::Wos, record.wos));
    if (!record.doi.empty())
        hashes.push_back(keyHash(KeyKind::Doi, record.doi));
    if (!record.sourceId.empty() && record.sourceId != record.pmid && record.sourceId != record.wos)
        hashes.push_back(keyHash(KeyKind::SourceId, record.sourceId));
    return hashes;
}

} // namespace winnow::dedup
