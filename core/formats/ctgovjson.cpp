// ClinicalTrials.gov's JSON, API version 2 (/api/v2/studies): an array of studies, {"studies": […]}, one study, or a
// study a line.
#include "core/formats/jsonrecords.h"
#include "core/formats/relations.h"
#include "core/formats/trial.h"
#include "core/formats/values.h"

namespace winnow::formats {

namespace {

using Texts = std::vector<std::string>;

/// The texts of one key in each object of an array.
Texts each(const JsonValue& array, std::string_view key)
{
    Texts out;
    for (const JsonValue& member : array.members)
        addOnce(out, member[key].text);
    return out;
}

/// The site's texts are Markdown, which puts a backslash before signs that would have a meaning.
std::string withoutEscapes(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()
            && std::string_view{"\\*_<>[]()#~`+-.!|=^"}.find(text[i + 1]) != std::string_view::npos)
            ++i;
        out += text[i];
    }
    return out;
}

/// Paragraphs, a line each.
std::string paragraphs(const JsonValue& value)
{
    std::string text = withoutEscapes(value.text);
    for (std::size_t at = text.find("\n\n"); at != std::string::npos; at = text.find("\n\n", at))
        text.erase(at, 1);
    return text;
}

/// "Death [Time Frame: 30 days]".
Texts outcomes(const JsonValue& array)
{
    Texts out;
    for (const JsonValue& outcome : array.members) {
        std::string text = withoutEscapes(outcome["measure"].text);
        if (const std::string& frame = outcome["timeFrame"].text; !frame.empty())
            text += " [" + withoutEscapes(frame) + ']';
        addOnce(out, std::move(text));
    }
    return out;
}

std::string date(const JsonValue& status, std::initializer_list<std::string_view> paths)
{
    for (const std::string_view path : paths) {
        if (std::string iso = isoDate(status.at(path).text); !iso.empty())
            return iso;
    }
    return {};
}

void takeFacts(TrialFacts& trial, const JsonValue& protocol)
{
    const JsonValue& status = protocol["statusModule"];
    trial.status = status["overallStatus"].text;
    trial.registered = date(status, {"studyFirstPostDateStruct.date", "studyFirstSubmitDate"});
    trial.started = date(status, {"startDateStruct.date"});
    trial.completed = date(status, {"completionDateStruct.date", "primaryCompletionDateStruct.date"});
    trial.updated = date(status, {"lastUpdatePostDateStruct.date", "lastUpdateSubmitDate"});
    const JsonValue& design = protocol["designModule"];
    trial.phases = phasesIn(design["phases"].texts());
    trial.enrolment = enrolmentIn(design.at("enrollmentInfo.count").text);
    trial.studyType = design["studyType"].text;
    trial.conditions = protocol.at("conditionsModule.conditions").texts();
    trial.interventions = each(protocol.at("armsInterventionsModule.interventions"), "name");
    const JsonValue& sponsors = protocol["sponsorCollaboratorsModule"];
    addOnce(trial.sponsors, sponsors.at("leadSponsor.name").text);
    for (std::string& name : each(sponsors["collaborators"], "name"))
        addOnce(trial.sponsors, std::move(name));
    trial.countries = each(protocol.at("contactsLocationsModule.locations"), "country");
}

/// Results and what derives from the trial report it; what stands in its background only belongs to it.
void takeReferences(Record& record, const JsonValue& references)
{
    for (const JsonValue& reference : references.members) {
        const std::string& type = reference["type"].text;
        const RelationKind kind =
            type == "RESULT" || type == "DERIVED" ? RelationKind::ReportedBy : RelationKind::Related;
        const std::string& pmid = reference["pmid"].text;
        if (isDigits(pmid))
            record.relations.push_back({kind, "pmid:" + pmid});
        else
            addRelation(record, kind, reference["citation"].text);
    }
}

class CtgovJsonReader final : public JsonRecordReader {
public:
    CtgovJsonReader()
        : JsonRecordReader("protocolSection")
    {
    }
    [[nodiscard]] std::string database() const override { return "ClinicalTrials.gov"; }

private:
    void take(Record& record, const JsonValue& study) override
    {
        const JsonValue& protocol = study["protocolSection"];
        const JsonValue& identification = protocol["identificationModule"];
        record.sourceId = identification["nctId"].text;
        record.title = identification["briefTitle"].text;
        takeFacts(record.trial, protocol);
        record.trial.hasResults = study["hasResults"].text == "true" || !study["resultsSection"].members.empty();
        if (!record.sourceId.empty())
            record.urls.push_back("https://clinicaltrials.gov/study/" + record.sourceId);
        record.keywords = protocol.at("conditionsModule.keywords").texts();
        for (const std::string_view browse : {"conditionBrowseModule", "interventionBrowseModule"}) {
            for (std::string& term : each(study["derivedSection"][browse]["meshes"], "term"))
                addOnce(record.mesh, std::move(term));
        }
        takeReferences(record, protocol.at("referencesModule.references"));
        Texts ids = identification["nctIdAliases"].texts();
        ids.push_back(identification.at("orgStudyIdInfo.id").text);
        for (std::string& id : each(identification["secondaryIdInfos"], "id"))
            ids.push_back(std::move(id));
        finishRegistration(record,
            {.summary = paragraphs(protocol.at("descriptionModule.briefSummary")),
                .description = paragraphs(protocol.at("descriptionModule.detailedDescription")),
                .officialTitle = identification["officialTitle"].text,
                .primaryOutcomes = outcomes(protocol.at("outcomesModule.primaryOutcomes")),
                .secondaryOutcomes = outcomes(protocol.at("outcomesModule.secondaryOutcomes")),
                .eligibility = paragraphs(protocol.at("eligibilityModule.eligibilityCriteria"))},
            ids);
    }
};

} // namespace

std::unique_ptr<PieceReader> ctgovJsonReader(const ReadOptions&, std::string_view)
{
    return std::make_unique<CtgovJsonReader>();
}

} // namespace winnow::formats
