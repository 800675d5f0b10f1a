// The same records in two formats come out equal, record by record. No oracle is needed for that.
#include "core/base/text.h"
#include "tests/core/formats/collect.h"
#include "tests/core/formats/corpus.h"
#include "tests/support/shared.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace winnow::test {
namespace {

struct Twins {
    const char* one;
    const char* other;
    std::size_t records; ///< that both have
    std::map<std::string, std::size_t> otherwise; ///< fields that the two files themselves state otherwise, how often
};

const std::vector<Twins>& twins()
{
    static const std::vector<Twins> all{
        {"wos_tagged/baig_savedrecs.ciw", "wos_tab/baig_savedrecs.txt", 232, {}},
        {"endnote_xml/reflib_blue-light.xml", "ris_quirks/reflib_blue-light.ris", 102, {}},
        {"zotero/asysd_zotero_export.bib", "zotero/asysd_zotero_export.ris", 1000, {{"wos", 1000}, {"journal", 3}}},
        {"reviewtools/baseline.csv", "reviewtools/baseline.tsv", 100, {}},
        // RIS has no PMIDs, and of "ten Doesschate" it makes "Doesschate, ten".
        {"reviewtools/baseline.csv", "reviewtools/baseline.ris", 100, {{"pmid", 90}, {"authors", 3}}},
        {"reviewtools/baseline_covidence.csv", "reviewtools/baseline_covidence_zotero.ris", 10, {}},
        {"reviewtools/baseline_covidence_endnote.ris", "reviewtools/baseline_covidence_zotero.ris", 10, {}},
        // RIS leaves out article numbers and the PMIDs of MEDLINE.
        {"embase/baseline_embase.ris", "embase/baseline_embase.csv", 10, {{"pages", 2}, {"pmid", 6}}},
        {"embase/baseline_embase.xlsx", "embase/baseline_embase.csv", 10, {}},
        // A preprint is an article in RIS, and there is no PMID.
        {"openalex_lens/baseline_openalex.csv", "openalex_lens/baseline_openalex.ris", 9, {{"kind", 1}, {"pmid", 2}}},
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

using Values = std::vector<std::pair<std::string, std::string>>;

Values values(const Record& record)
{
    return {{"title", comparable(record.title)}, {"doi", record.doi}, {"authors", families(record.authors)},
        {"year", record.year == 0 ? "" : std::to_string(record.year)}, {"journal", comparable(record.journal)},
        {"volume", comparable(record.volume)}, {"issue", comparable(record.issue)}, {"pages", comparable(record.pages)},
        {"pmid", record.pmid}, {"wos", record.wos}, {"abstract", comparable(record.abstract)},
        {"kind", std::to_string(static_cast<int>(record.kind))}};
}

std::vector<Values> valuesOf(const Collected& collected)
{
    std::vector<Values> all;
    for (const Record& record : collected.records)
        all.push_back(values(record));
    return all;
}

/// The one with the same title or DOI that is most alike: an article and a talk may share their title.
const Values* twinOf(const Values& ours, const std::vector<Values>& others)
{
    const Values* best = nullptr;
    std::ptrdiff_t most = 0;
    for (const Values& other : others) {
        if (ours[0] != other[0] && (ours[1].second.empty() || ours[1] != other[1]))
            continue;
        std::ptrdiff_t same = 1;
        for (std::size_t i = 0; i < ours.size(); ++i)
            same += ours[i] == other[i] ? 1 : 0;
        if (same > most) {
            most = same;
            best = &other;
        }
    }
    return best;
}

TEST(Twins, ComeOutEqual)
{
    WINNOW_NEEDS_SHARED();
    for (const Twins& pair : twins()) {
        SCOPED_TRACE(std::string{pair.one} + " and " + pair.other);
        const Result<Collected> one = collect(contentOf(importFolder() + u'/' + QString::fromLatin1(pair.one)));
        const Result<Collected> other = collect(contentOf(importFolder() + u'/' + QString::fromLatin1(pair.other)));
        ASSERT_TRUE(one && other);
        std::size_t matched = 0;
        std::map<std::string, std::size_t> different;
        std::map<std::string, std::string> examples;
        const std::vector<Values> others = valuesOf(*other);
        for (const Values& ours : valuesOf(*one)) {
            const Values* const twin = twinOf(ours, others);
            if (!twin)
                continue;
            ++matched;
            for (std::size_t field = 0; field < ours.size(); ++field) {
                if (ours[field].second == (*twin)[field].second)
                    continue;
                const std::string& name = ours[field].first;
                ++different[name];
                examples[name] += "\n  of “" + ours[0].second.substr(0, 60) + "”: “" + ours[field].second.substr(0, 300)
                    + "” and “" + (*twin)[field].second.substr(0, 300) + "”";
            }
        }
        for (const auto& [name, count] : different) {
            const auto stated = pair.otherwise.find(name);
            EXPECT_EQ(count, stated == pair.otherwise.end() ? 0 : stated->second)
                << name << examples[name].substr(0, 2000);
        }
        EXPECT_EQ(matched, pair.records);
    }
}

} // namespace
} // namespace winnow::test
