// The order by relevance as the queue follows it.
#include "tests/ui/screening/ranked.h"
#include "ui/screening/bulk.h"
#include "ui/screening/screeningcontroller.h"

#include <gmock/gmock.h>

#include <QSignalSpy>

#include <semaphore>

namespace winnow::ui {
namespace {

using testing::ElementsAreArray;

class RelevanceTest : public test::RankedReview {
protected:
    void SetUp() override
    {
        RankedReview::SetUp();
        if (!HasFatalFailure())
            begin();
    }
    void TearDown() override
    {
        controller.setSession({});
        RankedReview::TearDown();
    }
    void begin()
    {
        controller.setSession(session);
        controller.setActive(true);
        ASSERT_TRUE(until([this] { return controller.current() && controller.progress(); }));
    }
    void byRelevance(const QString& words)
    {
        controller.setWish({words, 0});
        controller.setByRelevance(true);
        ASSERT_TRUE(until([this] { return isThere() && !controller.list().asking(); }));
    }
    [[nodiscard]] bool isThere() const { return controller.relevance().state() == RelevanceOrder::State::There; }
    /// Decides on what is in sight, and waits until what was decided has been learned.
    void decide(Verdict verdict)
    {
        const CitationId before = shown();
        controller.decide(verdict);
        ASSERT_TRUE(until([&] { return shown() != before; }));
        ASSERT_TRUE(until([this] { return !controller.relevance().working(); }));
    }
    [[nodiscard]] CitationId shown() const { return controller.current() ? controller.current()->id : CitationId{}; }
    [[nodiscard]] std::vector<CitationId> listed() const { return controller.list().model().ids(); }
    [[nodiscard]] std::vector<CitationId> behindShown() const
    {
        const auto all = listed();
        const auto at = std::ranges::find(all, shown());
        return {at == all.end() ? at : at + 1, all.end()};
    }
    [[nodiscard]] std::vector<CitationId> untilShown() const
    {
        const auto all = listed();
        const auto at = std::ranges::find(all, shown());
        return {all.begin(), at == all.end() ? at : at + 1};
    }
    /// All that is behind what is read, as the ranker has it.
    [[nodiscard]] std::vector<CitationId> expected() { return test::left(rankedNow(), untilShown()); }
    /// Includes one and excludes one, so that there is something to learn.
    void learnSomething()
    {
        controller.goTo(idOf("Stem cells in cirrhosis, part 3"));
        decide(Verdict::Include);
        controller.goTo(idOf("Statins and lipids, part 1"));
        decide(Verdict::Exclude);
    }

    ScreeningController controller{nullptr};
};

/// Keeps every thread that answers queries from it, until it is let go of.
class Gate {
public:
    explicit Gate(Session& session)
    {
        for (int i = 0; i < Threads; ++i)
            session.query<int>(
                &m_context, i,
                [gate = m_gate](review::Reader&) -> Result<int> {
                    gate->acquire();
                    return 0;
                },
                [](const Result<int>&) {});
    }
    void open() { m_gate->release(std::exchange(m_held, 0)); }
    ~Gate() { open(); }

private:
    static constexpr int Threads = 8; // more than there are
    using Semaphore = std::counting_semaphore<Threads>;
    std::shared_ptr<Semaphore> m_gate = std::make_shared<Semaphore>(0);
    int m_held = Threads;
    QObject m_context;
};

TEST_F(RelevanceTest, WhatIsReadStaysWhereItIsAndTheRestStandsByRelevance)
{
    const CitationId reading = shown();
    byRelevance(QStringLiteral("marrow infused in cirrhosis"));
    EXPECT_EQ(shown(), reading);
    EXPECT_EQ(listed().front(), reading);
    const auto order = rankedNow({.query = "marrow infused in cirrhosis"});
    EXPECT_THAT(behindShown(), ElementsAreArray(test::left(order, {reading})));
    EXPECT_EQ(controller.relevance().basis().by, review::RankedBy::Similarity);
}

TEST_F(RelevanceTest, TheNextRecordIsTheFirstOfTheOrderThatWasLearnedLast)
{
    byRelevance({});
    learnSomething();
    for (int i = 0; i < 8; ++i) {
        const auto order = expected();
        ASSERT_EQ(untilShown().size(), 3U) << "two that were in sight and left, and this";
        ASSERT_THAT(behindShown(), ElementsAreArray(order)) << i;
        const bool cells = controller.current()->best.title.starts_with("Stem");
        decide(cells ? Verdict::Include : Verdict::Exclude);
        EXPECT_EQ(shown(), order.front()) << i;
    }
    EXPECT_EQ(controller.relevance().basis().by, review::RankedBy::Learned);
    EXPECT_EQ(controller.relevance().basis().trainedOn, 10);
    EXPECT_TRUE(controller.relevance().inWords().contains(QStringLiteral("10 decision")));
    EXPECT_EQ(controller.decidedInOrder(), 8) << "two were made before anything was learned";
}

TEST_F(RelevanceTest, RecordsPassedOverStayBeforeWhatIsRead)
{
    byRelevance({});
    learnSomething();
    controller.next();
    controller.next();
    const auto before = listed();
    const CitationId reading = shown();
    const int row = controller.list().model().rowOf(reading);
    ASSERT_EQ(row, static_cast<int>(before.size()) - static_cast<int>(behindShown().size()) - 1);
    ASSERT_GE(row, 2);
    QSignalSpy learned(&controller.relevance(), &RelevanceOrder::ranked);
    // Two at once, as from the table of all records: nobody is led away from what is read.
    const std::vector<CitationId> others{before[before.size() - 1], before[before.size() - 3]};
    session->act(&controller, [others](review::Review& review) {
        return review.decide(std::vector<DecisionRequest>{{others[0], Stage::TitleAbstract, Verdict::Include, {}, {}},
            {others[1], Stage::TitleAbstract, Verdict::Exclude, {}, {}}});
    });
    ASSERT_TRUE(until([&] { return learned.count() > 0 && !controller.list().asking(); }));
    EXPECT_EQ(shown(), reading);
    const auto after = listed();
    EXPECT_TRUE(std::equal(before.begin(), before.begin() + row + 1, after.begin()));
    EXPECT_THAT(behindShown(), ElementsAreArray(test::left(rankedNow(), {before.begin(), before.begin() + row + 1})));
}

TEST_F(RelevanceTest, NobodyIsLeftBehindWhoStoodBeforeARecordThatWasJumpedTo)
{
    byRelevance({});
    learnSomething();
    const auto top = behindShown();
    controller.goTo(top.back());
    controller.decide(Verdict::Exclude);
    ASSERT_TRUE(until([&] { return shown() != top.back(); }));
    EXPECT_EQ(shown(), top.front()) << "the most relevant of those that were never in sight";
}

TEST_F(RelevanceTest, AnUndoneRecordIsReadFirstAndThenTheNewestOrder)
{
    byRelevance({});
    learnSomething();
    decide(Verdict::Exclude);
    controller.undo();
    ASSERT_TRUE(until([this] {
        return !controller.verdict() && !controller.relevance().working() && !controller.list().asking()
            && listed().front() == shown();
    }));
    EXPECT_THAT(behindShown(), ElementsAreArray(expected()));
}

TEST_F(RelevanceTest, ADecisionDoesNotWaitWhileTheOrderIsBeingPrepared)
{
    Gate gate(*session);
    controller.setByRelevance(true);
    for (const Verdict verdict : {Verdict::Include, Verdict::Exclude, Verdict::Exclude}) {
        const CitationId before = shown();
        controller.decide(verdict);
        ASSERT_TRUE(until([&] { return shown() != before; }));
        EXPECT_EQ(controller.relevance().state(), RelevanceOrder::State::Preparing);
    }
    EXPECT_EQ(stored("Charlie"), Verdict::Exclude);
    EXPECT_TRUE(controller.relevance().inWords().contains(QStringLiteral("until then the records stand as imported")));
    gate.open();
    ASSERT_TRUE(
        until([this] { return isThere() && !controller.relevance().working() && !controller.list().asking(); }));
    EXPECT_EQ(controller.relevance().basis().trainedOn, 3) << "what was decided meanwhile is learned";
    EXPECT_THAT(behindShown(), ElementsAreArray(expected()));
}

TEST_F(RelevanceTest, ManyDecisionsInARowAreLearnedTogetherNotOneByOne)
{
    byRelevance({});
    learnSomething();
    QSignalSpy learned(&controller.relevance(), &RelevanceOrder::ranked);
    Gate gate(*session);
    for (int i = 0; i < 6; ++i) {
        const CitationId before = shown();
        controller.decide(i % 2 == 0 ? Verdict::Include : Verdict::Exclude);
        ASSERT_TRUE(until([&] { return shown() != before; }));
    }
    EXPECT_EQ(learned.count(), 0);
    gate.open();
    ASSERT_TRUE(until([this] { return !controller.relevance().working(); }));
    EXPECT_LE(learned.count(), 2) << "the one that was waiting, and one for all that came after";
    EXPECT_EQ(controller.relevance().basis().trainedOn, 8);
}

TEST_F(RelevanceTest, NewRecordsAreOrderedToo)
{
    byRelevance({});
    learnSomething();
    const std::size_t before = controller.relevance().ranks()->size();
    QFile file(folder.filePath(QStringLiteral("more.nbib")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(exported(100, 120));
    file.close();
    session->act(&controller, [path = file.fileName()](review::Review& review) -> Result<Changes> {
        NoProgress quiet;
        ImportRequest request;
        request.path = path;
        request.source = "PubMed";
        return TRY(review.importFile(request, quiet)).changes;
    });
    ASSERT_TRUE(until([&] {
        return controller.relevance().ranks() && controller.relevance().ranks()->size() == before + 21
            && !controller.relevance().working() && !controller.list().asking();
    }));
    EXPECT_THAT(behindShown(), ElementsAreArray(expected()));
}

TEST_F(RelevanceTest, GoesBackToTheOrderOfImportAndLetsGoOfWhatWasLearned)
{
    const auto imported = listed();
    byRelevance(QStringLiteral("marrow"));
    ASSERT_NE(listed(), imported);
    controller.setByRelevance(false);
    ASSERT_TRUE(until([this] { return !controller.list().asking(); }));
    EXPECT_EQ(listed(), imported);
    EXPECT_EQ(controller.relevance().ranks(), nullptr);
    EXPECT_EQ(controller.relevance().inWords(), QString());
}

TEST_F(RelevanceTest, CancelledInTheStatusBarTheQueueStaysAsImported)
{
    const auto imported = listed();
    Gate gate(*session);
    controller.setByRelevance(true);
    for (int job = 1; job < 1'000; ++job) // whichever it is
        session->cancel(job);
    gate.open();
    ASSERT_TRUE(until([this] { return controller.relevance().state() == RelevanceOrder::State::Off; }));
    EXPECT_EQ(listed(), imported);
}

TEST_F(RelevanceTest, ClosingTheReviewAtAnyMomentOfLearningIsClean)
{
    for (int moment = 0; moment < 12; ++moment) {
        controller.setByRelevance(true);
        for (int i = 0; i < moment; ++i)
            QCoreApplication::processEvents();
        if (moment % 3 == 2)
            controller.decide(moment % 2 == 0 ? Verdict::Include : Verdict::Exclude);
        controller.setSession({});
        session.reset();
        EXPECT_EQ(controller.relevance().state(), RelevanceOrder::State::Off);
        reopen();
        begin();
    }
}

TEST_F(RelevanceTest, RecentDecisionsStandAsTheyWereMadeAndTheOrderComesBack)
{
    byRelevance({});
    learnSomething();
    controller.toggleRecent();
    ASSERT_TRUE(until([this] { return listed().size() == 2 && !controller.list().asking(); }));
    EXPECT_EQ(listed().front(), idOf("Statins and lipids, part 1"));
    controller.toggleRecent();
    ASSERT_TRUE(until([this] { return listed().size() == 39 && !controller.list().asking(); }));
    EXPECT_THAT(behindShown(), ElementsAreArray(expected()));
}

TEST_F(RelevanceTest, SaysInTheRecordsWordsWhyItStandsThere)
{
    controller.setWhyShown(true);
    EXPECT_EQ(controller.whyInWords(), QStringLiteral("The queue is not in the order by relevance."));
    byRelevance({});
    learnSomething();
    controller.goTo(idOf("Stem cells in cirrhosis, part 9"));
    ASSERT_TRUE(until([this] { return controller.whyInWords().startsWith(QStringLiteral("For it: ")); }));
    EXPECT_TRUE(controller.whyInWords().contains(QStringLiteral("cirrhosis"))) << qPrintable(controller.whyInWords());
}

TEST_F(RelevanceTest, StoppingFiguresAreTheRankers)
{
    byRelevance({});
    learnSomething();
    controller.setStoppingShown(true);
    decide(Verdict::Include);
    ASSERT_TRUE(until([this] { return controller.stopping() && controller.stopping()->figures.screened == 3; }));
    auto reader = review::Reader::open(session->path(), session->info().reviewer).value();
    NoProgress quiet;
    auto ranker = review::Ranker::build(reader, {}, quiet).value();
    ranker.learn(review::Ranker::training(reader, Stage::TitleAbstract).value());
    const auto expected = ranker.stopping().figures;
    const auto& figures = controller.stopping()->figures;
    EXPECT_EQ(figures.records, expected.records);
    EXPECT_EQ(figures.found, expected.found);
    EXPECT_EQ(figures.chanceOfMissing, expected.chanceOfMissing);
    EXPECT_EQ(figures.recallAtLeast, expected.recallAtLeast);
    EXPECT_EQ(figures.expectedUnseen, expected.expectedUnseen);
}

/// Split between this reviewer and another, each citation to one.
class AssignedTest : public RelevanceTest {
protected:
    void split()
    {
        bool done = false;
        session->act(
            &controller,
            [](review::Review& review) -> Result<Changes> {
                SplitRequest request;
                request.reviewers = {review.reviewer(), TRY(review.addReviewer("Other"))};
                return TRY(review.split(request)).changes;
            },
            [&](const Result<Changes>& result) { done = result.has_value(); });
        ASSERT_TRUE(until([&] { return done && controller.hasAssigned() && !controller.list().asking(); }));
    }
    [[nodiscard]] std::size_t assigned()
    {
        Filter mine;
        mine.assignedToMe = true;
        return session->reader().citations(mine, Order::AsImported, Direction::Ascending).value().size();
    }
};

TEST_F(AssignedTest, TheQueueHoldsWhatIsAssignedAndAllOnRequest)
{
    split();
    ASSERT_TRUE(until([this] { return controller.left() == static_cast<std::int64_t>(assigned()); }));
    EXPECT_TRUE(controller.onlyAssigned());
    EXPECT_EQ(listed().size(), assigned());
    EXPECT_LT(assigned(), 41U);
    controller.setOnlyAssigned(false);
    ASSERT_TRUE(until([this] { return listed().size() == 41 && controller.left() == 41; }));
}

TEST_F(AssignedTest, TheQueueHoldsItFromTheBeginningWhenTheReviewIsOpened)
{
    split();
    controller.setSession({});
    reopen();
    QSignalSpy shownOnes(&controller, &ScreeningController::currentChanged);
    begin();
    ASSERT_TRUE(until([this] { return !controller.list().asking(); }));
    EXPECT_EQ(listed().size(), assigned());
    EXPECT_EQ(shown(), listed().front());
    EXPECT_EQ(controller.toDecide(), static_cast<std::int64_t>(assigned()));
}

TEST_F(AssignedTest, ProgressCountsWhatIsAssigned)
{
    split();
    const auto all = static_cast<std::int64_t>(assigned());
    ASSERT_TRUE(until([&] { return controller.left() == all; }));
    decide(Verdict::Include);
    EXPECT_EQ(controller.left(), all - 1);
    EXPECT_EQ(controller.decidedOfThose(), 1);
    while (controller.current())
        decide(Verdict::Exclude);
    EXPECT_EQ(controller.state(), QueueState::NothingLeft);
    EXPECT_EQ(controller.left(), 0);
}

} // namespace
} // namespace winnow::ui
