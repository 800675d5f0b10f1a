// Plain flows that the tests share.
#pragma once

#include "core/model/flow.h"

namespace winnow::test {

/// A finished review of databases and one register; every identity holds.
inline FlowCounts finishedFlow()
{
    FlowCounts counts;
    counts.sources = {{"PubMed", SourceKind::Database, 1203}, {"Web of Science", SourceKind::Database, 1107},
        {"ClinicalTrials.gov", SourceKind::Register, 96}};
    counts.duplicates = 741;
    counts.automation = 30;
    counts.otherRemoved = 5;
    counts.databases.screened = 1630;
    counts.databases.excludedScreening = 1498;
    counts.databases.sought = 132;
    counts.databases.notRetrieved = 7;
    counts.databases.assessed = 125;
    counts.databases.excludedFullText = {{ReasonId(1), "Wrong population", 18}, {ReasonId(2), "Wrong intervention", 24},
        {ReasonId(3), "No safety or efficacy outcome", 31}, {ReasonId{}, "", 22}};
    counts.databases.includedReports = 30;
    counts.includedReports = 30;
    counts.includedStudies = 25;
    return counts;
}

/// The same with 27 records from other methods, 5 of which reach the review.
inline FlowCounts flowWithOtherMethods()
{
    FlowCounts counts = finishedFlow();
    counts.sources.push_back({"Websites", SourceKind::Other, 4});
    counts.sources.push_back({"Organisations", SourceKind::Other, 2});
    counts.sources.push_back({"Citation searching", SourceKind::Other, 24});
    counts.others.screened = 29;
    counts.others.excludedScreening = 2;
    counts.others.sought = 27;
    counts.others.notRetrieved = 2;
    counts.others.assessed = 25;
    counts.others.excludedFullText = {{ReasonId(1), "Wrong population", 12}, {ReasonId(4), "Not primary research", 8}};
    counts.others.includedReports = 5;
    counts.includedReports = 35;
    counts.includedStudies = 29;
    return counts;
}

} // namespace winnow::test
