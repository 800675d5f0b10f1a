// appraise
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "app/cli/tables.h"
#include "core/base/text.h"
#include "core/figure/drawing.h"
#include "core/review/appraisal.h"

#include <QJsonArray>

#include <algorithm>

namespace winnow::cli {

namespace {

struct AppraiseOptions : ReviewOptions {
    std::string instrument; ///< id; empty: the review's
    std::string effect;
    std::string outcome;
    std::string from; ///< a robvis table; empty: only show
    std::string output;
    bool support = false; ///< what judgements rest on, instead of these alone
    [[nodiscard]] bool changes() const { return !instrument.empty() || !from.empty(); }
};

/// The review's plan as it is asked for: another instrument begins a plan of its own.
Result<AppraisalPlan> planned(const AppraiseOptions& options, AppraisalPlan plan)
{
    if (options.instrument.empty() && plan.instrument.empty())
        return fail(ErrorKind::NotFound, tr("The review has no instrument yet: choose one by --instrument."));
    if (!options.instrument.empty()) {
        const extraction::Instrument chosen = TRY(extraction::instrument(options.instrument));
        if (plan.instrument != chosen.id)
            plan = {chosen.id, {}, {}};
        const std::vector<std::string> effects = extraction::effectsOf(chosen);
        if (!options.effect.empty() && std::ranges::find(effects, options.effect) == effects.end())
            return fail(ErrorKind::InvalidInput,
                tr("%1 does not ask for the effect “%2”.").arg(toQString(chosen.title), toQString(options.effect)));
        if (!options.effect.empty())
            plan.effect = options.effect;
        else if (plan.effect.empty() && !effects.empty())
            plan.effect = effects.front();
    }
    if (!options.outcome.empty() && std::ranges::find(plan.outcomes, options.outcome) == plan.outcomes.end())
        plan.outcomes.push_back(options.outcome);
    return plan;
}

Result<> setPlan(review::Review& review, const AppraiseOptions& options)
{
    const AppraisalPlan present = TRY(review.reader().appraisalPlan());
    const AppraisalPlan wanted = TRY(planned(options, present));
    if (wanted != present)
        TRY(review.setAppraisalPlan(wanted));
    return {};
}

Result<> mustFit(review::Reader& reader, const extraction::RobvisTable& table, const AppraiseOptions& options)
{
    const AppraisalPlan present = TRY(reader.appraisalPlan());
    const AppraisalPlan plan = TRY(planned(options, present));
    const extraction::Instrument instrument = TRY(extraction::instrument(plan.instrument));
    const extraction::Appraising appraising(instrument, plan.effect, options.outcome);
    for (const extraction::RobvisRow& row : table.rows)
        TRY(extraction::valuesOf(appraising, table, row));
    return {};
}

Result<Outcome> take(const AppraiseOptions& options, Output& output)
{
    const QByteArray bytes = TRY(readFile(toQString(options.from)));
    const auto table = TRY(extraction::parseRobvis({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    auto review = TRY(openToWrite(options));
    TRY(mustFit(review.reader(), table, options)); // before the plan is another
    TRY(setPlan(review, options));
    const auto taken = TRY(review::takeAppraisal(review, table, options.outcome));
    return report(taken, tr("Studies judged: %1."), output);
}

void show(const extraction::RobvisTable& table, Output& output)
{
    if (!output.json()) {
        const QString lines = QString::fromStdString(extraction::toRobvis(table)).trimmed();
        for (const QString& line : lines.split(QStringLiteral("\r\n")))
            output.print(line);
        return;
    }
    QJsonArray rows;
    for (const extraction::RobvisRow& row : table.rows) {
        QJsonObject judgements;
        for (std::size_t i = 0; i < table.domains.size(); ++i)
            judgements.insert(toQString(table.domains[i]), toQString(row.judgements[i]));
        rows.append(QJsonObject{{QStringLiteral("study"), toQString(row.study)},
            {QStringLiteral("overall"), toQString(row.overall)}, {QStringLiteral("judgements"), judgements}});
    }
    output.document({{QStringLiteral("tool"), toQString(table.tool)}, {QStringLiteral("studies"), rows}});
}

void show(const std::vector<review::SupportedJudgement>& judgements, Output& output)
{
    if (!output.json()) {
        output.row({"study", "domain", "judgement", "support"});
        for (const review::SupportedJudgement& one : judgements)
            output.row({one.study, one.domain.empty() ? "Overall" : one.domain, one.judgement, one.support});
        return;
    }
    QJsonArray rows;
    for (const review::SupportedJudgement& one : judgements)
        rows.append(QJsonObject{{QStringLiteral("study"), toQString(one.study)},
            {QStringLiteral("domain"), one.domain.empty() ? QStringLiteral("Overall") : toQString(one.domain)},
            {QStringLiteral("judgement"), toQString(one.judgement)},
            {QStringLiteral("support"), toQString(one.support)}});
    output.document({{QStringLiteral("judgements"), rows}});
}

/// The review's, as the report has them; one reviewer's only if they are named. On standard error, whose they are where
/// that is not all there is to know.
Result<review::Judged> whose(review::Reader& reader, const AppraiseOptions& options, Output& output)
{
    if (!options.reviewer.empty())
        return review::Judged::ByMe;
    if (TRY(reader.extractionRule()).blind())
        output.warn(tr("Assessors are blind to each other until their values are opened: these are the judgements of "
                       "%1 alone.")
                .arg(toQString(TRY(reader.info()).reviewerName)));
    else if (const std::int64_t open = TRY(review::judgementsThatDiffer(reader, options.outcome)); open > 0)
        output.warn(tr("Left out, as assessors differ and nobody settled it: judgements: %1.").arg(open));
    return review::Judged::ByReview;
}

Result<Outcome> appraise(const AppraiseOptions& options, Output& output)
{
    if (!options.from.empty())
        return take(options, output);
    auto review = TRY(options.changes() ? openToWrite(options) : openToRead(options));
    if (options.changes())
        TRY(setPlan(review, options));
    const review::Judged of = TRY(whose(review.reader(), options, output));
    if (options.support) {
        show(TRY(review::supportedJudgements(review.reader(), options.outcome, of)), output);
        return Outcome::Done;
    }
    const extraction::RobvisTable table = TRY(review::appraisalTable(review.reader(), options.outcome, of));
    if (options.output.empty()) {
        show(table, output);
        return Outcome::Done;
    }
    const QString path = toQString(options.output);
    TRY(figure::write(QByteArray::fromStdString(extraction::toRobvis(table)), path));
    if (output.json())
        output.document({{QStringLiteral("written"), path}});
    output.say(tr("Wrote %1.").arg(path));
    return Outcome::Done;
}

} // namespace

void addAppraisalCommands(CLI::App& app, Call& call)
{
    const auto asked = std::make_shared<AppraiseOptions>();
    auto* asking = addCommand(app, call, "appraise", "Risk of bias: judgements as robvis has them", asked, appraise);
    addReviewOption(asking, *asked);
    CLI::Option* const instrument = asking->add_option("--instrument", asked->instrument,
        "Judge the studies by this one: rob2, robins-i, jbi-case-series, jbi-quasi-experimental or nos-cohort");
    asking->add_option("--effect", asked->effect, "Effect of interest: assignment or adhering")->needs(instrument);
    asking->add_option("--outcome", asked->outcome, "Outcome that is judged; left out: each study as a whole");
    CLI::Option* const from =
        asking->add_option("--from", asked->from, "Take judgements from a CSV table as the R package robvis has it");
    CLI::Option* const written =
        asking->add_option("--output,-o", asked->output, "Write the judgements as such a table");
    asking
        ->add_flag("--support", asked->support,
            "What each judgement rests on instead: support and quotes with their pages, as CSV")
        ->excludes(from)
        ->excludes(written);
    asking->add_option("--reviewer", asked->reviewer,
        "Whose judgements; left out: the review's, and with --from the reviewer of last time");
}

} // namespace winnow::cli
