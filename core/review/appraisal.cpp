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

/// This reviewer's texts of a study, by address.
Result<std::map<std::string, std::string>> textsOf(Reader& reader, StudyId study)
{
    std::map<std::string, std::string> texts;
    const std::vector<Value> values = TRY(reader.values(study));
    for (const Value& value : values)
        texts[value.field] = value.text;
    return texts;
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
        const auto texts = TRY(textsOf(reader, study.id));
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
    std::map<StudyId, std::map<std::string, std::string>> agreed;
    if (whose == Judged::ByReview) {
        const std::vector<extraction::StudyValues> all = TRY(valuesByStudy(reader));
        for (const extraction::StudyValues& study : all)
            for (const Value& value : study.values)
                agreed[study.study][value.field] = value.text;
    }
    const std::vector<Study> studies = TRY(reader.studies());
    for (const Study& study : studies) {
        const auto texts = whose == Judged::ByReview ? agreed[study.id] : TRY(textsOf(reader, study.id));
        extraction::Assessment said = extraction::assessment(appraising, texts);
        if (extraction::progress(appraising, said).done > 0)
            judged.emplace_back(study.name, std::move(said));
    }
    return extraction::robvisTable(appraising, judged);
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
        for (const auto& [address, text] : texts) {
            Value value;
            value.study = studies.find(row.study)->second;
            value.field = address;
            value.text = text;
            values.push_back(std::move(value));
        }
        ++taken.applied;
    }
    if (!values.empty())
        TRY(review.setValues(values));
    return taken;
}

} // namespace winnow::review
