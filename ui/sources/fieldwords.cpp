#include "ui/sources/fieldwords.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <map>

namespace winnow::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FieldWords)
};

const std::map<std::string, const char*>& words()
{
    static const std::map<std::string, const char*> all{
        {"title", QT_TRANSLATE_NOOP("FieldWords", "Title")},
        {"authors", QT_TRANSLATE_NOOP("FieldWords", "Authors")},
        {"year", QT_TRANSLATE_NOOP("FieldWords", "Year")},
        {"abstract", QT_TRANSLATE_NOOP("FieldWords", "Abstract")},
        {"journal", QT_TRANSLATE_NOOP("FieldWords", "Journal or book")},
        {"doi", QT_TRANSLATE_NOOP("FieldWords", "DOI")},
        {"pmid", QT_TRANSLATE_NOOP("FieldWords", "PMID")},
        {"volume", QT_TRANSLATE_NOOP("FieldWords", "Volume")},
        {"issue", QT_TRANSLATE_NOOP("FieldWords", "Issue")},
        {"pages", QT_TRANSLATE_NOOP("FieldWords", "Pages")},
        {"source_id", QT_TRANSLATE_NOOP("FieldWords", "Number in its source")},
        {"registrations", QT_TRANSLATE_NOOP("FieldWords", "Trial registration number")},
        {"keywords", QT_TRANSLATE_NOOP("FieldWords", "Keywords")},
        {"mesh", QT_TRANSLATE_NOOP("FieldWords", "MeSH terms")},
        {"types", QT_TRANSLATE_NOOP("FieldWords", "Publication types")},
        {"kind", QT_TRANSLATE_NOOP("FieldWords", "Kind of record")},
        {"language", QT_TRANSLATE_NOOP("FieldWords", "Language")},
        {"date", QT_TRANSLATE_NOOP("FieldWords", "Date")},
        {"urls", QT_TRANSLATE_NOOP("FieldWords", "Web address")},
        {"pmcid", QT_TRANSLATE_NOOP("FieldWords", "PMCID")},
        {"wos", QT_TRANSLATE_NOOP("FieldWords", "Web of Science number")},
        {"original_title", QT_TRANSLATE_NOOP("FieldWords", "Original title")},
        {"journal_abbreviation", QT_TRANSLATE_NOOP("FieldWords", "Journal, abbreviated")},
        {"editors", QT_TRANSLATE_NOOP("FieldWords", "Editors")},
        {"publisher", QT_TRANSLATE_NOOP("FieldWords", "Publisher")},
        {"serials", QT_TRANSLATE_NOOP("FieldWords", "ISSN or ISBN")},
        {"notices", QT_TRANSLATE_NOOP("FieldWords", "Retractions and corrections")},
        {"trial.status", QT_TRANSLATE_NOOP("FieldWords", "Trial: status")},
        {"trial.phases", QT_TRANSLATE_NOOP("FieldWords", "Trial: phases")},
        {"trial.enrolment", QT_TRANSLATE_NOOP("FieldWords", "Trial: enrolment")},
        {"trial.study_type", QT_TRANSLATE_NOOP("FieldWords", "Trial: study type")},
        {"trial.conditions", QT_TRANSLATE_NOOP("FieldWords", "Trial: conditions")},
        {"trial.interventions", QT_TRANSLATE_NOOP("FieldWords", "Trial: interventions")},
        {"trial.sponsors", QT_TRANSLATE_NOOP("FieldWords", "Trial: sponsors")},
        {"trial.countries", QT_TRANSLATE_NOOP("FieldWords", "Trial: countries")},
        {"trial.registered", QT_TRANSLATE_NOOP("FieldWords", "Trial: registered on")},
        {"trial.started", QT_TRANSLATE_NOOP("FieldWords", "Trial: started on")},
        {"trial.completed", QT_TRANSLATE_NOOP("FieldWords", "Trial: completed on")},
        {"trial.updated", QT_TRANSLATE_NOOP("FieldWords", "Trial: updated on")},
        {"decision", QT_TRANSLATE_NOOP("FieldWords", "Decision")},
        {"reason", QT_TRANSLATE_NOOP("FieldWords", "Exclusion reason")},
        {"labels", QT_TRANSLATE_NOOP("FieldWords", "Labels")},
        {"note", QT_TRANSLATE_NOOP("FieldWords", "Note")},
    };
    return all;
}

} // namespace

QString wordOfField(const std::string& field)
{
    const auto found = words().find(field);
    return found == words().end() ? toQString(field) : Words::tr(found->second);
}

} // namespace winnow::ui
