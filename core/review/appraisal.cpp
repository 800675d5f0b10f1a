#include "core/review/appraisal.h"

#include "core/review/valuetables.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <utility>

namespace winnow::review {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(review)
};

/// The plan's instrument; NotFound while none is chosen.
Result<extraction::Instrument> chosen(const AppraisalPlan& plan)
{
    if (plan.instrument.empty())
        return fail(ErrorKind::NotFound, Words::tr("No instrument for the risk of bias has been chosen yet."));
    return extraction::instrument(plan.instrument);
}

using ByAddress = std::map<std::string, Value>;

/// This reviewer's values of a study.
Result<ByAddress> mine(Reader& reader, StudyId study)
{
    ByAddress found;
    for (Value& value : TRY(reader.values(study)))
        found.emplace(value.field, std::move(value));
    return found;
}

std::map<std::string, std::string> textsOf(const ByAddress& values)
{
    std::map<std::string, std::string> texts;
    for (const auto& [address, value] : values)
        texts.emplace(address, value.text);
    return texts;
}

/// What was said of each included study.
Result<std::vector<std::pair<Study, ByAddress>>> said(Reader& reader, Judged whose)
{
    std::map<StudyId, ByAddress> agreed;
    if (whose == Judged::ByReview)
        for (extraction::StudyValues& study : TRY(valuesByStudy(reader)))
            for (Value& value : study.values)
                agreed[study.study].emplace(value.field, std::move(value));
    std::vector<std::pair<Study, ByAddress>> all;
    for (Study& study : TRY(reader.studies())) {
        ByAddress values = whose == Judged::ByReview ? std::move(agreed[study.id]) : TRY(mine(reader, study.id));
        all.emplace_back(std::move(study), std::move(values));
    }
    return all;
}

} // namespace

Result<std::int64_t> studiesToAppraise(Reader& reader)
{
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    const std::vector<Study> studies = TRY(reader.studies());
    if (plan.instrument.empty())
        return static_cast<std::int64_t>(studies.size());
    const extraction::Instrument instrument = TRY(chosen(plan));
    const std::vector<std::string> outcomes = plan.outcomes.empty() ? std::vector<std::string>{{}} : plan.outcomes;
    std::int64_t left = 0;
    for (const Study& study : studies) {
        const auto texts = textsOf(TRY(mine(reader, study.id)));
        left += std::ranges::all_of(outcomes,
                    [&](const std::string& outcome) {
                        const extraction::Appraising appraising(instrument, plan.effect, outcome);
                        const auto progress =
                            extraction::progress(appraising, extraction::assessment(appraising, texts));
                        return progress.done == progress.all;
                    })
            ? 0
            : 1;
    }
    return left;
}

Result<extraction::RobvisTable> appraisalTable(Reader& reader, const std::string& outcome, Judged whose)
{
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    const extraction::Instrument instrument = TRY(chosen(plan));
    const extraction::Appraising appraising(instrument, plan.effect, outcome);
    std::vector<std::pair<std::string, extraction::Assessment>> judged;
    for (const auto& [study, values] : TRY(said(reader, whose))) {
        extraction::Assessment assessed = extraction::assessment(appraising, textsOf(values));
        if (extraction::progress(appraising, assessed).done > 0)
            judged.emplace_back(study.name, std::move(assessed));
    }
    return extraction::robvisTable(appraising, judged);
}

Result<std::int64_t> judgementsThatDiffer(Reader& reader, const std::string& outcome)
{
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    const extraction::Instrument instrument = TRY(chosen(plan));
    const auto judged = extraction::judged(extraction::Appraising(instrument, plan.effect, outcome));
    const std::vector<ReviewValue> values = TRY(reader.reviewValues());
    return std::ranges::count_if(values, [&](const ReviewValue& value) {
        return value.standing == Standing::Open && std::ranges::find(judged, value.field) != judged.end();
    });
}

Result<std::vector<SupportedJudgement>> supportedJudgements(Reader& reader, const std::string& outcome, Judged whose)
{
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    const extraction::Instrument instrument = TRY(chosen(plan));
    const extraction::Appraising appraising(instrument, plan.effect, outcome);
    std::vector<const extraction::Domain*> domains;
    if (extraction::judgesDomains(instrument))
        domains = appraising.domains();
    domains.push_back(nullptr); // overall
    std::vector<SupportedJudgement> all;
    for (const auto& [study, values] : TRY(said(reader, whose)))
        for (const extraction::Domain* const domain : domains) {
            std::string support = extraction::supportText(appraising, domain, values);
            if (support.empty())
                continue;
            const auto judged =
                values.find(appraising.judgement(domain != nullptr ? domain->id : std::string(extraction::Overall)));
            all.push_back({study.name, domain != nullptr ? domain->column : std::string{},
                domain != nullptr ? domain->title : std::string{},
                judged != values.end() ? judged->second.text : std::string{}, std::move(support)});
        }
    return all;
}

Result<extraction::RobvisTable> appraisalBeside(Reader& reader, const Outcome& outcome)
{
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    if (plan.instrument.empty())
        return extraction::RobvisTable{};
    const auto asked = std::ranges::find_if(
        plan.outcomes, [&](const std::string& one) { return one == outcome.id || one == outcome.label; });
    return appraisalTable(reader, asked == plan.outcomes.end() ? std::string{} : *asked, Judged::ByReview);
}

Result<Taken> takeAppraisal(Review& review, const extraction::RobvisTable& table, const std::string& outcome)
{
    const AppraisalPlan plan = TRY(review.reader().appraisalPlan());
    const extraction::Instrument instrument = TRY(chosen(plan));
    const extraction::Appraising appraising(instrument, plan.effect, outcome);
    std::multimap<std::string, StudyId> studies;
    const std::vector<Study> included = TRY(review.reader().studies());
    for (const Study& study : included)
        studies.emplace(study.name, study.id);
    Taken taken;
    std::vector<Value> values;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const extraction::RobvisRow& row = table.rows[i];
        const auto texts = TRY(extraction::valuesOf(appraising, table, row));
        const std::size_t named = studies.count(row.study);
        if (named != 1) {
            taken.unknown.push_back({i + 2, row.study,
                (named == 0 ? Words::tr("It is not an included study.") : Words::tr("Several studies have this name."))
                    .toStdString()});
            continue;
        }
        const StudyId study = studies.find(row.study)->second;
        ByAddress known = TRY(mine(review.reader(), study));
        for (const auto& [address, text] : texts)
            values.push_back({study, address, {}, Answer::Stated, text, {}, std::move(known[address].evidence)});
        ++taken.applied;
    }
    if (!values.empty())
        TRY(review.setValues(values));
    return taken;
}

} // namespace winnow::review
