// Which fields of a record a table's column can go to.
#include "core/formats/formats.h"

namespace winnow::formats {

const std::vector<std::string>& fieldNames()
{
    static const std::vector<std::string> names = {"title", "authors", "year", "abstract", "journal", "doi", "pmid",
        "volume", "issue", "pages", "source_id", "registrations", "keywords", "mesh", "types", "kind", "language",
        "date", "urls", "pmcid", "wos", "original_title", "journal_abbreviation", "editors", "publisher", "serials",
        "notices", "trial.status", "trial.phases", "trial.enrolment", "trial.study_type", "trial.conditions",
        "trial.interventions", "trial.sponsors", "trial.countries", "trial.registered", "trial.started",
        "trial.completed", "trial.updated", "decision", "reason", "labels", "note"};
    return names;
}

} // namespace winnow::formats
