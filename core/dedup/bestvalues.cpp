#include "core/dedup/bestvalues.h"

#include <algorithm>

namespace winnow::dedup {

namespace {

using Records = std::vector<std::pair<RecordId, const Record*>>;

class Chooser {
public:
    explicit Chooser(const Records& records)
        : m_records(records)
    {
    }

    void first(const char* name, std::string Record::* field)
    {
        pick(name, field, [field](const Record& record) -> std::size_t { return (record.*field).empty() ? 0 : 1; });
    }
    template <typename Field> void longest(const char* name, Field Record::* field)
    {
        pick(name, field, [field](const Record& record) -> std::size_t { return (record.*field).size(); });
    }
    void stated(const char* name, int Record::* field)
    {
        pick(name, field, [field](const Record& record) -> std::size_t { return record.*field != 0 ? 1 : 0; });
    }
    void all(const char* name, std::vector<std::string> Record::* field)
    {
        std::vector<std::string>& into = best.record.*field;
        for (const auto& [id, record] : m_records)
            for (const std::string& value : record->*field)
                if (std::find(into.begin(), into.end(), value) == into.end()) {
                    if (into.empty())
                        best.origins.emplace_back(name, id);
                    into.push_back(value);
                }
    }

    BestValues best;

private:
    template <typename Field, typename Weight> void pick(const char* name, Field Record::* field, Weight weight)
    {
        std::size_t heaviest = 0;
        RecordId origin;
        for (const auto& [id, record] : m_records) {
            if (const std::size_t w = weight(*record); w > heaviest) {
                heaviest = w;
                origin = id;
                best.record.*field = record->*field;
            }
        }
        if (heaviest > 0)
            best.origins.emplace_back(name, origin);
    }

    const Records& m_records;
};

} // namespace

BestValues bestValues(const Records& records)
{
    Chooser chooser(records);
    chooser.best.record.kind = records.front().second->kind;
    chooser.first("source_id", &Record::sourceId);
    chooser.first("title", &Record::title);
    chooser.first("original_title", &Record::originalTitle);
    chooser.longest("abstract", &Record::abstract);
    chooser.longest("authors", &Record::authors);
    chooser.longest("group_authors", &Record::groupAuthors);
    chooser.stated("year", &Record::year);
    chooser.first("date", &Record::date);
    chooser.first("journal", &Record::journal);
    chooser.first("journal_abbreviation", &Record::journalAbbreviation);
    chooser.first("volume", &Record::volume);
    chooser.first("issue", &Record::issue);
    chooser.longest("pages", &Record::pages);
    chooser.first("doi", &Record::doi);
    chooser.first("pmid", &Record::pmid);
    chooser.first("pmcid", &Record::pmcid);
    chooser.first("wos", &Record::wos);
    chooser.all("registrations", &Record::registrations);
    chooser.first("language", &Record::language);
    chooser.longest("types", &Record::types);
    chooser.longest("keywords", &Record::keywords);
    chooser.longest("mesh", &Record::mesh);
    chooser.all("urls", &Record::urls);
    chooser.all("notices", &Record::notices);
    if (chooser.best.record.journal.empty()) // older and hand-made exports have only the abbreviation
        chooser.best.record.journal = chooser.best.record.journalAbbreviation;
    return std::move(chooser.best);
}

} // namespace winnow::dedup
