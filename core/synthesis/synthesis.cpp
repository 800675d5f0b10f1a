#include "core/synthesis/synthesis.h"

#include "core/stats/studytable.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::synthesis {

using stats::Measure;

std::string groupNames()
{
    return QCoreApplication::translate("synthesis", "Experimental,Comparator").toStdString();
}

AnalysisOptions optionsOf(const AnalysisPlan& plan)
{
    AnalysisOptions options;
    options.measure = plan.measure;
    options.method = plan.method;
    options.model = plan.model;
    options.test = plan.test;
    options.drop00 = plan.dropDoubleZero;
    options.subgroup = plan.subgroup;
    options.moderators = plan.moderators;
    options.sortBy = plan.sortBy;
    options.favours = plan.favours;
    options.title = plan.title;
    options.groups = groupNames();
    const bool poolsTables = plan.method == "MH" || plan.method == "PETO"; // which have none of these
    if (poolsTables)
        options.test = "z";
    options.leaveOneOut = options.cumulative = !poolsTables;
    options.influence = !poolsTables && plan.method != "GLMM";
    return options;
}

Result<Synthesis> synthesize(
    const Form& form, const std::vector<extraction::StudyValues>& studies, const AnalysisPlan& plan)
{
    const Measure measure = TRY(stats::knownMeasure(plan.measure));
    ResultsAsked asked{plan.outcome, plan.time, measure, plan.moderators};
    std::erase(asked.fields, "year"); // every table has it
    if (!plan.subgroup.empty() && std::ranges::find(asked.fields, plan.subgroup) == asked.fields.end())
        asked.fields.push_back(plan.subgroup);
    ResultsTable results = TRY(tableOfResults(form, studies, asked));
    Analysis analysis = TRY(analyse(results.table, optionsOf(plan)));
    return Synthesis{plan, std::move(results), std::move(analysis)};
}

std::vector<Measure> measuresFor(const Outcome& outcome)
{
    const std::vector<Measure> ofEvents{Measure::RiskRatio, Measure::OddsRatio, Measure::RiskDifference,
        Measure::PetoOddsRatio, Measure::ArcsineDifference, Measure::LogitProportion, Measure::DoubleArcsineProportion,
        Measure::Proportion};
    switch (outcome.type) {
    case OutcomeType::Dichotomous:
        return ofEvents;
    case OutcomeType::Count: {
        std::vector<Measure> ofCounts = ofEvents;
        ofCounts.push_back(Measure::RateRatio);
        return ofCounts;
    }
    case OutcomeType::Continuous:
        return {Measure::MeanDifference, Measure::StandardizedMeanDifference,
            Measure::StandardizedMeanDifferenceHeteroscedastic, Measure::RatioOfMeans, Measure::Mean, Measure::LogMean};
    case OutcomeType::TimeToEvent:
        return {Measure::HazardRatio, Measure::RiskRatio, Measure::OddsRatio, Measure::RiskDifference};
    case OutcomeType::Text:
        break;
    }
    return {};
}

} // namespace winnow::synthesis
