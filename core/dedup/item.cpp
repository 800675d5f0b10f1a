#include "core/dedup/item.h"

#include "core/base/text.h"
#include "core/dedup/identity.h"

namespace winnow::dedup {

Item itemOf(RecordId id, const Record& record)
{
    Item item;
    item.record = id;
    item.kind = record.kind;
    item.title = folded(withoutMarkup(record.title));
    for (const std::string& author : record.authors) {
        if (!item.authors.empty())
            item.authors += ' ';
        item.authors += folded(author.substr(0, author.find(',')));
    }
    item.journal = folded(record.journal.empty() ? record.journalAbbreviation : record.journal);
    item.volume = folded(record.volume);
    item.issue = folded(record.issue);
    item.pages = folded(record.pages);
    item.doi = lowerAscii(record.doi);
    item.year = static_cast<std::int16_t>(record.year);
    if (!record.pmid.empty())
        item.pmid = static_cast<std::uint64_t>(keyHash(KeyKind::Pmid, record.pmid));
    if (!record.wos.empty())
        item.wos = static_cast<std::uint64_t>(keyHash(KeyKind::Wos, record.wos));
    return item;
}

} // namespace winnow::dedup
