#include "core/model/flow.h"

namespace winnow {

std::int64_t FlowCounts::identified(SourceKind kind) const
{
    std::int64_t sum = 0;
    for (const SourceCount& source : sources)
        if (source.kind == kind)
            sum += source.records;
    return sum;
}

StudyCount FlowCounts::total() const
{
    const StudyCount before = previous.value_or(StudyCount{});
    return stated.value_or(StudyCount{before.studies + includedStudies, before.reports + includedReports});
}

bool FlowCounts::interim() const
{
    const auto open = [](const FlowArm& arm) {
        return arm.unscreened + arm.screeningOpen + arm.awaitingRetrieval + arm.awaitingAssessment + arm.assessmentOpen;
    };
    return open(databases) + open(others) > 0;
}

} // namespace winnow
