// The XML of the WHO International Clinical Trials Registry Platform: Trials_downloaded_from_ICTRP/Trial.
//
// It hands on what some twenty registers wrote, each in its own way: lists with ';' or lines, HTML's <br> within texts,
// dates with the day first, the size of a trial in words. Elements: the platform's "data set" and its export.
#include "core/base/text.h"
#include "core/formats/trial.h"
#include "core/formats/values.h"
#include "core/formats/xml.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

using Node = pugi::xml_node;

constexpr std::array Records = {RecordElement{"Trial"}};
constexpr std::array<std::string_view, 1> Around = {"Trials_downloaded_from_ICTRP"};

/// The registry's elements in lower case, as their spelling has changed over the years.
class Trial {
public:
    explicit Trial(Node trial)
    {
        for (const Node child : trial.children()) {
            if (child.type() == pugi::node_element)
                m_fields.emplace_back(lowerAscii(child.name()), child);
        }
    }

    /// In one line, without HTML; the first of these that is stated.
    [[nodiscard]] std::string text(std::initializer_list<std::string_view> names) const
    {
        for (const std::string_view name : names) {
            std::string out;
            for (const std::string& line : linesOf(name))
                out.append(out.empty() ? "" : " ").append(line);
            if (!out.empty())
                return out;
        }
        return {};
    }

    /// Line by line, for texts.
    [[nodiscard]] std::string paragraphs(std::string_view name) const
    {
        std::string out;
        for (const std::string& line : linesOf(name))
            out.append(out.empty() ? "" : "\n").append(line);
        return out;
    }

    /// The entries of a list.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const
    {
        std::vector<std::string> entries;
        for (const std::string& line : linesOf(name)) {
            for (std::string& entry : splitTrimmed(line, ';'))
                addOnce(entries, std::move(entry));
        }
        return entries;
    }

    [[nodiscard]] std::string date(std::initializer_list<std::string_view> names) const
    {
        for (const std::string_view name : names) {
            if (std::string iso = isoDate(text({name}), DayAndMonth::DayFirst); !iso.empty())
                return iso;
        }
        return {};
    }

private:
    [[nodiscard]] std::vector<std::string> linesOf(std::string_view name) const
    {
        std::vector<std::string> out;
        for (const auto& [field, node] : m_fields) {
            if (field != name)
                continue;
            for (const std::string& line : lines(node))
                addWithoutHtml(line, out);
        }
        return out;
    }

    static void addWithoutHtml(std::string_view line, std::vector<std::string>& out)
    {
        std::string text;
        for (std::size_t at = 0; at < line.size();) {
            const std::string tag = lowerAscii(line.substr(at, 6));
            const std::size_t end = line.substr(at, 6).find('>');
            const bool breaks = tag.starts_with("<br") || tag.starts_with("<p>") || tag.starts_with("</p>");
            if (end == std::string_view::npos || !breaks) {
                text += line[at++];
                continue;
            }
            text += '\n';
            at += end + 1;
        }
        for (const std::string& part : splitTrimmed(text, '\n'))
            out.push_back(withoutMarkup(part));
    }

    std::vector<std::pair<std::string, Node>> m_fields;
};

class IctrpXmlReader final : public PieceReader {
public:
    Piece next(std::string_view text, bool last) override { return m_scanner.next(text, last); }
    std::size_t resume(std::string_view text) override { return m_scanner.resume(text); }
    void fill(Record& record, std::string_view text, std::vector<Note>& notes) override
    {
        const Trial trial{m_xml.read(text, notes)};
        record.sourceId = trial.text({"trialid"});
        record.title = trial.text({"public_title"});
        takeFacts(record.trial, trial);
        for (const std::string_view name : {"web_address", "results_url_link"}) {
            for (std::string& url : trial.list(name)) {
                if (url.find("://") != std::string::npos)
                    addOnce(record.urls, std::move(url));
            }
        }
        TrialText sentences{.officialTitle = trial.text({"scientific_title"}),
            .primaryOutcomes = trial.list("primary_outcome"),
            .secondaryOutcomes = trial.list("secondary_outcome"),
            .eligibility = trial.paragraphs("inclusion_criteria")};
        if (const std::string exclusion = trial.paragraphs("exclusion_criteria"); !exclusion.empty())
            sentences.eligibility.append(sentences.eligibility.empty() ? "" : "\n").append(exclusion);
        std::vector<std::string> ids;
        for (const std::string_view name : {"secondary_id", "secondary_ids", "secondaryid", "other_ids"})
            std::ranges::move(trial.list(name), std::back_inserter(ids));
        finishRegistration(record, sentences, ids);
    }
    std::vector<RawField> fields(std::string_view text) override
    {
        std::vector<Note> notes;
        return xmlFields(m_xml.read(text, notes), {});
    }
    [[nodiscard]] std::string database() const override { return "WHO ICTRP"; }

private:
    static void takeFacts(TrialFacts& facts, const Trial& trial)
    {
        facts.status = trial.text({"recruitment_status"});
        facts.phases = phasesIn(trial.paragraphs("phase"));
        facts.enrolment = enrolmentIn(trial.text({"target_size"}));
        facts.studyType = trial.text({"study_type"});
        facts.conditions = trial.list("condition");
        for (const std::string& intervention : trial.list("intervention"))
            addOnce(facts.interventions, interventionName(intervention));
        facts.sponsors = trial.list("primary_sponsor");
        for (std::string& sponsor : trial.list("secondary_sponsor"))
            addOnce(facts.sponsors, std::move(sponsor));
        facts.countries = trial.list("countries");
        facts.registered = trial.date({"date_registration3", "date_registration"});
        facts.started = trial.date({"date_enrollement", "date_enrollment"});
        facts.completed = trial.date({"results_date_completed", "date_completed"});
        facts.updated = trial.date({"last_refreshed_on"});
        const std::string results = lowerAscii(trial.text({"results_yes_no"}));
        facts.hasResults = results == "yes" || !trial.text({"results_url_link"}).empty()
            || !trial.text({"results_date_posted"}).empty();
    }

    ElementScanner m_scanner{Records, Around};
    XmlRecord m_xml;
};

} // namespace

std::unique_ptr<PieceReader> ictrpXmlReader()
{
    return std::make_unique<IctrpXmlReader>();
}

} // namespace winnow::formats
