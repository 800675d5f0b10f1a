#include "tests/core/dedup/labelled.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "tests/support/shared.h"

#include <QFile>

#include <functional>
#include <map>
#include <numeric>
#include <set>

namespace winnow::dedup {

namespace {

std::string bytesOf(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::string bytes = file.readAll().toStdString();
    if (!isUtf8(bytes)) // two encodings in one file
        for (char& c : bytes)
            c = (c & 0x80) != 0 ? '?' : c;
    return bytes;
}

std::vector<std::string> authorsOf(std::string text)
{
    if (text.find(';') != std::string::npos)
        return splitTrimmed(text, ';');
    std::vector<std::string> authors;
    for (std::size_t at = text.find(" and "); at != std::string::npos; at = text.find(" and ")) {
        authors.push_back(text.substr(0, at));
        text.erase(0, at + 5);
    }
    authors.push_back(text);
    return authors;
}

/// Numbers in sets that grow together.
class Union {
public:
    explicit Union(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t root(std::size_t i)
    {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }
    void unite(RecordId a, RecordId b) { m_parent[root(place(a))] = root(place(b)); }
    static std::size_t place(RecordId id) { return static_cast<std::size_t>(id.value - 1); }

private:
    std::vector<std::size_t> m_parent;
};

/// How many records are still led by another of their citation.
int split(const Labelled& labelled, Union& sets)
{
    std::map<std::string, std::set<std::size_t>> parts;
    for (std::size_t i = 0; i < labelled.records.size(); ++i)
        parts[labelled.clusters[i]].insert(sets.root(i));
    int count = 0;
    for (const auto& [cluster, roots] : parts)
        count += static_cast<int>(roots.size()) - 1;
    return count;
}

} // namespace

std::vector<Item> Labelled::items() const
{
    std::vector<Item> items;
    for (std::size_t i = 0; i < records.size(); ++i)
        items.push_back(itemOf(RecordId{static_cast<std::int64_t>(i) + 1}, records[i]));
    return items;
}

Labelled readLabelled(const std::string& set)
{
    const QString folder = test::sharedFolder() + QStringLiteral("/data/dedup/") + toQString(set);
    const auto records = csv::parse(bytesOf(folder + QStringLiteral("/records.csv")));
    const auto truth = csv::parse(bytesOf(folder + QStringLiteral("/truth.csv")));
    if (!records || !truth)
        return {};
    std::map<std::string, std::string> clusters;
    for (const csv::Row& row : truth->rows)
        clusters[row.cells[0]] = row.cells[1];
    Labelled labelled;
    for (const csv::Row& row : records->rows) {
        const auto text = [&](const char* column) { return std::string{records->cell(row, column)}; };
        Record record;
        record.title = text("title");
        record.abstract = text("abstract");
        record.authors = authorsOf(text("author"));
        record.year = std::atoi(text("year").c_str());
        record.journal = text("journal");
        record.volume = text("volume");
        record.issue = text("number");
        record.pages = text("pages");
        record.doi = text("doi");
        labelled.records.push_back(record);
        labelled.clusters.push_back(clusters[text("id")]);
    }
    return labelled;
}

Score score(const Labelled& labelled, const Groups& groups)
{
    Score result;
    const std::set<std::string> citations(labelled.clusters.begin(), labelled.clusters.end());
    result.removable = static_cast<int>(labelled.records.size() - citations.size());
    Union sets(labelled.records.size());
    for (const std::vector<RecordId>& group : groups.groups) {
        std::set<std::string> inside;
        for (const RecordId id : group) {
            inside.insert(labelled.clusters[Union::place(id)]);
            sets.unite(id, group.front());
        }
        result.impure += inside.size() > 1 ? 1 : 0;
    }
    result.found = result.removable - split(labelled, sets);
    for (const Pair& pair : groups.doubtful)
        if (labelled.clusters[Union::place(pair.a)] == labelled.clusters[Union::place(pair.b)])
            sets.unite(pair.a, pair.b);
    result.foundOrAsked = result.removable - split(labelled, sets);
    return result;
}

Record article()
{
    Record record;
    record.title = "Mesenchymal stem cells for acute-on-chronic liver failure: a randomised controlled trial";
    record.authors = {"Zhang, Zheng", "Lin, Hu", "Shi, Ming", "Wang, Fu-Sheng"};
    record.year = 2012;
    record.journal = "Journal of Gastroenterology and Hepatology";
    record.volume = "27";
    record.issue = "2";
    record.pages = "112-120";
    record.doi = "10.1111/j.1440-1746.2011.07024.x";
    record.abstract =
        "BACKGROUND: Acute-on-chronic liver failure is a severe disease with a high mortality for which few "
        "treatments besides transplantation exist. METHODS: We gave umbilical cord-derived cells three "
        "times to 24 patients and saline to 19 controls, and followed them for 72 weeks. RESULTS: Survival "
        "was better in the treated group, and the model for end-stage liver disease score fell. No severe "
        "side effects were seen. CONCLUSION: The treatment is safe and may be effective.";
    return record;
}

} // namespace winnow::dedup
