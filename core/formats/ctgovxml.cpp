// ClinicalTrials.gov's classic XML: a <clinical_study> a file, or several put together, as its downloads were.
//
// Elements: "public.xsd" of the classic site. Text is wrapped at 80 columns with &#xD; at the ends of its lines.
#include "core/base/text.h"
#include "core/formats/trial.h"
#include "core/formats/values.h"
#include "core/formats/xml.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

using Node = pugi::xml_node;

constexpr std::array Records = {RecordElement{"clinical_study"}};
constexpr std::array<std::string_view, 3> Around = {"search_results", "clinical_studies", "studies"};

/// Paragraphs and points of a list, a line each.
std::string paragraphs(Node node)
{
    std::string out;
    bool begins = true;
    for (const std::string& line : wrappedLines(node)) {
        begins |= line.starts_with("- ") || line.starts_with("* ");
        if (!line.empty())
            out.append(out.empty() ? "" : begins ? "\n" : " ").append(line);
        begins = line.empty();
    }
    return out;
}

std::vector<std::string> all(Node parent, const char* name)
{
    std::vector<std::string> texts;
    for (const Node child : parent.children(name))
        addOnce(texts, words(child));
    return texts;
}

/// "Death [Time Frame: 30 days]".
std::vector<std::string> outcomes(Node study, const char* name)
{
    std::vector<std::string> texts;
    for (const Node outcome : study.children(name)) {
        std::string text = words(outcome.child("measure"));
        if (const std::string frame = words(outcome.child("time_frame")); !frame.empty())
            text += " [" + frame + ']';
        addOnce(texts, std::move(text));
    }
    return texts;
}

/// The first of these elements that states a date.
std::string date(Node study, std::initializer_list<const char*> names)
{
    for (const char* const name : names) {
        if (std::string iso = isoDate(words(study.child(name))); !iso.empty())
            return iso;
    }
    return {};
}

void takeFacts(TrialFacts& trial, Node study)
{
    trial.status = words(study.child("overall_status"));
    trial.phases = phasesIn(all(study, "phase"));
    trial.enrolment = enrolmentIn(words(study.child("enrollment")));
    trial.studyType = words(study.child("study_type"));
    trial.conditions = all(study, "condition");
    for (const Node intervention : study.children("intervention"))
        addOnce(trial.interventions, words(intervention.child("intervention_name")));
    const Node sponsors = study.child("sponsors");
    for (const Node sponsor : sponsors.children())
        addOnce(trial.sponsors, words(sponsor.child("agency")));
    trial.countries = all(study.child("location_countries"), "country");
    if (trial.countries.empty()) {
        for (const Node location : study.children("location"))
            addOnce(trial.countries, words(location.child("facility").child("address").child("country")));
    }
    trial.registered = date(study, {"study_first_posted", "study_first_submitted", "firstreceived_date"});
    trial.started = date(study, {"start_date"});
    trial.completed = date(study, {"completion_date", "primary_completion_date"});
    trial.updated = date(study, {"last_update_posted", "last_update_submitted", "lastchanged_date"});
    trial.hasResults = study.child("clinical_results") || study.child("results_first_posted");
}

class CtgovXmlReader final : public PieceReader {
public:
    Piece next(std::string_view text, bool last) override { return m_scanner.next(text, last); }
    std::size_t resume(std::string_view text) override { return m_scanner.resume(text); }
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override
    {
        const Node study = m_xml.read(text, notes);
        const Node ids = study.child("id_info");
        record.sourceId = words(ids.child("nct_id"));
        record.title = words(study.child("brief_title"));
        takeFacts(record.trial, study);
        addOnce(record.urls, words(study.child("required_header").child("url")));
        record.keywords = all(study, "keyword");
        for (const char* const browse : {"condition_browse", "intervention_browse"}) {
            for (const Node term : study.child(browse).children("mesh_term"))
                addOnce(record.mesh, words(term));
        }
        // References that are no results are literature that the trial builds on.
        for (const Node reference : study.children("results_reference")) {
            if (const std::string pmid = words(reference.child("PMID")); isDigits(pmid))
                record.relations.push_back({RelationKind::ReportedBy, "pmid:" + pmid});
        }
        std::vector<std::string> secondaryIds = all(ids, "nct_alias");
        for (const char* const name : {"org_study_id", "secondary_id"})
            std::ranges::move(all(ids, name), std::back_inserter(secondaryIds));
        finishRegistration(record,
            {.summary = paragraphs(study.child("brief_summary")),
                .description = paragraphs(study.child("detailed_description")),
                .officialTitle = words(study.child("official_title")),
                .primaryOutcomes = outcomes(study, "primary_outcome"),
                .secondaryOutcomes = outcomes(study, "secondary_outcome"),
                .eligibility = paragraphs(study.child("eligibility").child("criteria"))},
            secondaryIds);
    }
    std::vector<RawField> fields(std::string_view text) override
    {
        std::vector<Note> notes;
        return xmlFields(m_xml.read(text, notes), {});
    }
    [[nodiscard]] std::string database() const override { return "ClinicalTrials.gov"; }

private:
    ElementScanner m_scanner{Records, Around};
    XmlRecord m_xml;
};

} // namespace

std::unique_ptr<PieceReader> ctgovXmlReader()
{
    return std::make_unique<CtgovXmlReader>();
}

} // namespace winnow::formats
