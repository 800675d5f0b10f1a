// The same records in two formats come out equal, record by record. No oracle is needed for that.
#include "core/base/text.h"
#include "tests/core/formats/collect.h"
#include "tests/core/formats/corpus.h"
#include "tests/support/shared.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace winnow::test {
namespace {

struct Twins {
    const char* one;
    const char* other;
    std::size_t records; ///< that both have
    std::set<std::string> but; ///< fields that one of the two files has otherwise, or in another wording
};

const std::vector<Twins>& twins()
{
    static const std::vector<Twins> all{
        {"wos_tagged/baig_savedrecs.ciw", "wos_tab/baig_savedrecs.txt", 232, {}},
        {"endnote_xml/reflib_blue-light.xml", "ris_quirks/reflib_blue-light.ris", 102, {}},
        {"zotero/asysd_zotero_export.bib", "zotero/asysd_zotero_export.ris", 1000, {}},
        {"reviewtools/baseline.csv", "reviewtools/baseline.tsv", 100, {}},
        {"reviewtools/baseline.csv", "reviewtools/baseline.ris", 100, {}},
        {"reviewtools/baseline_covidence.csv", "reviewtools/baseline_covidence_zotero.ris", 10, {}},
        {"reviewtools/baseline_covidence_endnote.ris", "reviewtools/baseline_covidence_zotero.ris", 10, {}},
        {"embase/baseline_embase.ris", "embase/baseline_embase.csv", 10, {}},
        {"embase/baseline_embase.xlsx", "embase/baseline_embase.csv", 10, {}},
        {"openalex_lens/baseline_openalex.csv", "openalex_lens/baseline_openalex.ris", 9, {}},
        {"cochrane/baseline_cochrane.csv", "cochrane/baseline_cochrane_procite.ris", 3, {}},
        {"scholar/baseline_googlescholar.csv", "scholar/baseline_googlescholar.ris", 10, {}},
    };
    return all;
}

/// Letters and digits in one case: formats differ in dashes, quotation marks and white space.
std::string comparable(const std::string& text)
{
    return folded(withoutMarkup(text));
}

std::string families(const std::vector<std::string>& authors)
{
    std::string out;
    for (const std::string& author : authors)
        out += folded(author.substr(0, author.find(','))) + "; ";
    return out;
}

std::vector<std::pair<std::string, std::string>> values(const Record& record)
{
    return {{"title", comparable(record.title)}, {"authors", families(record.authors)},
        {"year", record.year == 0 ? "" : std::to_string(record.year)}, {"journal", comparable(record.journal)},
        {"volume", comparable(record.volume)}, {"issue", comparable(record.issue)}, {"pages", comparable(record.pages)},
        {"doi", record.doi}, {"pmid", record.pmid}, {"wos", record.wos}, {"abstract", comparable(record.abstract)},
        {"kind", std::to_string(static_cast<int>(record.kind))}};
}

const Record* twinOf(const Record& record, const std::vector<Record>& others)
{
    const auto same = [&](const Record& other) {
        return (!record.doi.empty() && record.doi == other.doi) || comparable(record.title) == comparable(other.title);
    };
    const auto found = std::ranges::find_if(others, same);
    return found == others.end() ? nullptr : &*found;
}

TEST(Twins, ComeOutEqual)
{
    WINNOW_NEEDS_SHARED();
    std::size_t compared = 0;
    for (const Twins& pair : twins()) {
        SCOPED_TRACE(std::string{pair.one} + " and " + pair.other);
        const Result<Collected> one = collect(contentOf(importFolder() + u'/' + QString::fromLatin1(pair.one)));
        const Result<Collected> other = collect(contentOf(importFolder() + u'/' + QString::fromLatin1(pair.other)));
        if (!one || !other)
            continue;
        ++compared;
        std::size_t matched = 0;
        const bool inOrder = one->records.size() == other->records.size();
        for (std::size_t i = 0; i < one->records.size(); ++i) {
            const Record* const twin =
                inOrder && comparable(one->records[i].title) == comparable(other->records[i].title)
                ? &other->records[i]
                : twinOf(one->records[i], other->records);
            if (!twin)
                continue;
            ++matched;
            const auto ours = values(one->records[i]);
            const auto theirs = values(*twin);
            for (std::size_t field = 0; field < ours.size(); ++field) {
                if (!pair.but.contains(ours[field].first)) {
                    EXPECT_EQ(ours[field].second, theirs[field].second) << ours[field].first << " of record " << i + 1;
                }
            }
        }
        EXPECT_EQ(matched, pair.records);
    }
    EXPECT_GE(compared, 1U);
}

} // namespace
} // namespace winnow::test
