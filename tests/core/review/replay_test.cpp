// Whatever a person does, in whatever order: the state is what the journal says, the counts add up, and undo takes back
// exactly what was done.
#include "tests/core/review/player.h"

namespace winnow::review {

RC_GTEST_PROP(Journal, GivesTheSameStateFromScratchAsStepByStep, ())
{
    const auto numbers = *rc::gen::resize(120, rc::gen::arbitrary<std::vector<unsigned>>());
    Player player(numbers);
    while (!player.done())
        player.step();
    NoProgress progress;
    const auto findings = player.review.check(true, progress);
    RC_ASSERT(findings.has_value());
    for (const Finding& finding : *findings)
        RC_FAIL(finding.text.toStdString());
}

RC_GTEST_PROP(Journal, CountsAddUpWhateverIsDone, ())
{
    const auto numbers = *rc::gen::resize(120, rc::gen::arbitrary<std::vector<unsigned>>());
    Player player(numbers);
    while (!player.done())
        player.step();
    const FlowCounts counts = player.review.reader().counts().value();
    const auto citations = [](const FlowArm& arm) { return arm.screened + arm.unscreened + arm.screeningOpen; };
    RC_ASSERT(counts.identified(SourceKind::Database) + counts.identified(SourceKind::Register) - counts.duplicates
        == citations(counts.databases));
    std::int64_t removed = 0;
    std::int64_t others = 0;
    for (const SourceCount& source : counts.sources)
        (source.kind == SourceKind::Other ? others : removed) += source.duplicates;
    RC_ASSERT(removed == counts.duplicates);
    RC_ASSERT(counts.duplicatesByPerson <= counts.duplicates);
    RC_ASSERT(counts.identified(SourceKind::Other) - others == citations(counts.others));
    for (const FlowArm* arm : {&counts.databases, &counts.others}) {
        std::int64_t excluded = 0;
        for (const ReasonCount& reason : arm->excludedFullText)
            excluded += reason.reports;
        RC_ASSERT(arm->screened - arm->excludedScreening == arm->sought);
        RC_ASSERT(arm->sought - arm->notRetrieved - arm->awaitingRetrieval
            == arm->assessed + arm->awaitingAssessment + arm->assessmentOpen);
        RC_ASSERT(arm->assessed - excluded == arm->includedReports);
    }
    std::int64_t identified = 0;
    std::int64_t duplicates = 0;
    for (const std::vector<Source> sources = player.review.reader().sources().value(); const Source& source : sources) {
        if (source.undone)
            continue;
        RC_ASSERT(
            source.versions == static_cast<std::int64_t>(player.review.reader().changedRecords(source.import)->size()));
        identified += source.identified();
        duplicates += source.duplicates;
    }
    const auto all = player.review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
    RC_ASSERT(identified - duplicates == static_cast<std::int64_t>(all.size()));
    RC_ASSERT(static_cast<std::int64_t>(all.size()) == citations(counts.databases) + citations(counts.others));
    std::size_t boxed = 0;
    for (int box = 1; box <= 9; ++box) {
        Filter filter;
        filter.boxes = {static_cast<Box>(box)};
        boxed += player.review.reader().citations(filter, Order::AsImported, Direction::Ascending).value().size();
    }
    RC_ASSERT(boxed == all.size());
}

RC_GTEST_PROP(Journal, NeverHoldsTogetherWhatAPersonHoldsApart, ())
{
    const auto numbers = *rc::gen::resize(120, rc::gen::arbitrary<std::vector<unsigned>>());
    Player player(numbers);
    while (!player.done())
        player.step();
    const auto answered = player.review.reader().doubtfulPairs(true, 1000);
    RC_ASSERT(answered.has_value());
    for (const DoubtfulPair& pair : *answered)
        RC_ASSERT(pair.answer == PairAnswer::Same || pair.firstCitation != pair.secondCitation);
    const auto waiting = player.review.reader().doubtfulPairs(false, 1000);
    RC_ASSERT(waiting.has_value());
    for (const DoubtfulPair& pair : *waiting)
        RC_ASSERT(pair.firstCitation != pair.secondCitation);
}

RC_GTEST_PROP(Journal, UndoBringsBackWhatWasAndRedoWhatCameOfIt, ())
{
    const auto numbers = *rc::gen::resize(60, rc::gen::arbitrary<std::vector<unsigned>>());
    Player player(numbers);
    std::vector<Digests> states{player.state()};
    std::size_t acts = player.review.reader().history(1000).value().size();
    while (!player.done()) {
        player.step();
        RC_ASSERT(player.review.useReviewer("one").has_value());
        const auto rows = player.review.reader().history(1000).value();
        if (rows.size() > acts && rows.front().canUndo)
            states.push_back(player.state());
        else
            states.assign(1, player.state()); // an undo or redo: begin to look from here
        acts = rows.size();
    }
    const std::size_t steps = states.size() - 1;
    for (std::size_t i = steps; i-- > 0;) {
        RC_ASSERT(player.review.undo().has_value());
        RC_ASSERT(player.state() == states[i]);
    }
    for (std::size_t i = 1; i <= steps; ++i) {
        RC_ASSERT(player.review.redo().has_value());
        RC_ASSERT(player.state() == states[i]);
    }
}

} // namespace winnow::review
