#include "ui/screening/screeningcontroller.h"

#include "tests/ui/screening/openreview.h"
#include "ui/screening/bulk.h"

#include <gmock/gmock.h>

#include <QSignalSpy>

namespace winnow::ui {
namespace {

using testing::ElementsAre;

class ScreeningControllerTest : public test::OpenReview {
protected:
    void SetUp() override
    {
        OpenReview::SetUp();
        if (!HasFatalFailure())
            begin();
    }
    void TearDown() override
    {
        controller.setSession({});
        OpenReview::TearDown();
    }
    void begin()
    {
        controller.setSession(session);
        controller.setActive(true);
        ASSERT_TRUE(until([this] { return controller.current() && controller.progress(); }));
    }
    [[nodiscard]] std::string shown() const
    {
        return controller.current()
            ? controller.current()->best.title.substr(0, controller.current()->best.title.find(' '))
            : "";
    }
    /// Waits until this record is in sight.
    [[nodiscard]] bool shows(const std::string& title)
    {
        return until([&] { return shown() == title; });
    }
    [[nodiscard]] std::vector<std::string> queue()
    {
        std::vector<std::string> titles;
        CitationTableModel& list = controller.list().model();
        for (int row = 0; row < list.rowCount(); ++row)
            titles.push_back(list.citation(row).title.substr(0, list.citation(row).title.find(' ')));
        return titles;
    }
    void addReasons(const std::vector<std::string>& labels)
    {
        std::vector<Reason> reasons;
        for (const std::string& label : labels)
            reasons.push_back({ReasonId{}, Stage::TitleAbstract, label, static_cast<int>(reasons.size()) + 1});
        session->act(&controller,
            [reasons](review::Review& review) { return review.setReasons(Stage::TitleAbstract, reasons); });
        ASSERT_TRUE(until([&] { return controller.reasons().size() == labels.size(); }));
    }

    std::int64_t now = 0;
    ScreeningController controller{nullptr, [this] { return now; }};
};

TEST_F(ScreeningControllerTest, BeginsWithTheFirstUndecidedRecord)
{
    EXPECT_EQ(shown(), "Alpha");
    EXPECT_EQ(controller.left(), 5);
    EXPECT_THAT(queue(), ElementsAre("Alpha", "Bravo", "Charlie", "Delta", "Echo"));
}

TEST_F(ScreeningControllerTest, ADecisionIsStoredWhenTheNextRecordShows)
{
    controller.decide(Verdict::Include);
    EXPECT_EQ(shown(), "Alpha");
    ASSERT_TRUE(shows("Bravo"));
    EXPECT_EQ(stored("Alpha"), Verdict::Include);
    EXPECT_THAT(queue(), ElementsAre("Bravo", "Charlie", "Delta", "Echo"));
    EXPECT_EQ(controller.left(), 4);
    EXPECT_EQ(controller.progress()->included, 1);
}

TEST_F(ScreeningControllerTest, OneKeyTooManyDecidesNothingUnseen)
{
    controller.decide(Verdict::Exclude);
    controller.decide(Verdict::Exclude);
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    EXPECT_EQ(stored("Alpha"), Verdict::Exclude);
    EXPECT_EQ(stored("Bravo"), std::nullopt);
}

TEST_F(ScreeningControllerTest, ANumberExcludesForItsReason)
{
    addReasons({"Wrong population", "Animal study"});
    controller.excludeFor(3);
    controller.excludeFor(2);
    ASSERT_TRUE(shows("Bravo"));
    controller.goTo(idOf("Alpha"));
    EXPECT_EQ(controller.verdict(), Verdict::Exclude);
    EXPECT_EQ(controller.reason(), controller.reasons()[1].id);
}

TEST_F(ScreeningControllerTest, ANewReasonIsAddedOnceAndUsed)
{
    addReasons({"Wrong population"});
    controller.excludeForNew(QStringLiteral("  No   comparator "));
    ASSERT_TRUE(shows("Bravo"));
    ASSERT_EQ(controller.reasons().size(), 2U);
    EXPECT_EQ(controller.reasons()[1].label, "No comparator");
    controller.excludeForNew(QStringLiteral("No comparator"));
    ASSERT_TRUE(shows("Charlie"));
    EXPECT_EQ(controller.reasons().size(), 2U);
    EXPECT_EQ(stored("Bravo"), Verdict::Exclude);
}

TEST_F(ScreeningControllerTest, UndoShowsTheRecordConcernedAndPutsItBackIntoTheQueue)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    controller.decide(Verdict::Maybe);
    ASSERT_TRUE(shows("Charlie"));
    controller.undo();
    ASSERT_TRUE(shows("Bravo"));
    ASSERT_TRUE(until([&] { return queue().size() == 4; }));
    EXPECT_THAT(queue(), ElementsAre("Bravo", "Charlie", "Delta", "Echo"));
    EXPECT_EQ(stored("Bravo"), std::nullopt);
    ASSERT_TRUE(until([&] { return controller.left() == 4; }));
    controller.redo();
    ASSERT_TRUE(until([&] { return stored("Bravo") == Verdict::Maybe; }));
}

TEST_F(ScreeningControllerTest, UndoGoesOnAfterARestart)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    controller.setSession({});
    reopen();
    begin();
    EXPECT_EQ(shown(), "Bravo");
    controller.undo();
    ASSERT_TRUE(shows("Alpha"));
    EXPECT_EQ(stored("Alpha"), std::nullopt);
}

TEST_F(ScreeningControllerTest, GoesBackToEarlierDecisionsChangesOneAndReturns)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    controller.decide(Verdict::Exclude);
    ASSERT_TRUE(shows("Charlie"));
    controller.back();
    EXPECT_EQ(shown(), "Bravo");
    controller.back();
    EXPECT_EQ(shown(), "Alpha");
    const QSignalSpy said(&controller, &ScreeningController::notice);
    controller.back();
    EXPECT_EQ(shown(), "Alpha");
    EXPECT_EQ(said.size(), 1);
    controller.decide(Verdict::Maybe);
    ASSERT_TRUE(shows("Charlie"));
    EXPECT_EQ(stored("Alpha"), Verdict::Maybe);
    EXPECT_EQ(controller.progress()->included, 0);
    EXPECT_EQ(controller.progress()->maybe, 1);
    EXPECT_EQ(controller.progress()->decided, 2);
}

TEST_F(ScreeningControllerTest, GoesBackAtOnceAfterUndo)
{
    for (const char* next : {"Bravo", "Charlie", "Delta"}) {
        controller.decide(Verdict::Include);
        ASSERT_TRUE(shows(next));
    }
    controller.undo();
    ASSERT_TRUE(shows("Charlie"));
    controller.back();
    EXPECT_EQ(shown(), "Bravo"); // Charlie is in sight, and decided no more
    controller.redo();
    ASSERT_TRUE(shows("Charlie"));
    ASSERT_TRUE(until([&] { return controller.verdict().has_value(); }));
    controller.next();
    controller.back();
    EXPECT_EQ(shown(), "Charlie");
}

TEST_F(ScreeningControllerTest, TakingBackKeepsTheRecordInSight)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    controller.back();
    controller.takeBack();
    ASSERT_TRUE(until([&] { return !controller.verdict(); }));
    EXPECT_EQ(shown(), "Alpha");
    ASSERT_TRUE(until([&] { return queue().size() == 5; }));
    EXPECT_EQ(controller.left(), 5);
}

TEST_F(ScreeningControllerTest, PassingOverComesRoundAgain)
{
    controller.next();
    EXPECT_EQ(shown(), "Bravo");
    controller.previous();
    EXPECT_EQ(shown(), "Alpha");
    controller.previous();
    EXPECT_EQ(shown(), "Alpha");
    controller.goTo(idOf("Echo"));
    controller.decide(Verdict::Exclude);
    ASSERT_TRUE(shows("Alpha"));
}

TEST_F(ScreeningControllerTest, SaysWhenNothingIsLeft)
{
    for (int i = 0; i < 5; ++i) {
        const std::string before = shown();
        controller.decide(Verdict::Exclude);
        ASSERT_TRUE(until([&] { return shown() != before; }));
    }
    EXPECT_EQ(controller.state(), QueueState::NothingLeft);
    EXPECT_FALSE(controller.canDecide());
    controller.setShows(QueueShows::Excluded);
    ASSERT_TRUE(shows("Alpha"));
    EXPECT_EQ(controller.state(), QueueState::Ready);
    controller.setShows(QueueShows::Maybe);
    ASSERT_TRUE(until([&] { return queue().empty(); }));
    controller.setSession({});
    EXPECT_EQ(controller.state(), QueueState::NoReview);
}

TEST_F(ScreeningControllerTest, FiltersByWordsLabelAndOwnVerdict)
{
    controller.setLabel(QStringLiteral("pilot"), true);
    ASSERT_TRUE(until([&] { return controller.labels() == std::vector<std::string>{"pilot"}; }));
    EXPECT_THAT(controller.current()->labels, ElementsAre("pilot"));
    controller.setLabelFilter("pilot");
    ASSERT_TRUE(until([&] { return queue() == std::vector<std::string>{"Alpha"}; }));
    controller.setLabelFilter({});
    controller.setSearch(QStringLiteral("charl"));
    ASSERT_TRUE(until([&] { return queue() == std::vector<std::string>{"Charlie"}; }));
    EXPECT_TRUE(shows("Charlie"));
    controller.setSearch(QStringLiteral("ch"));
    ASSERT_TRUE(until([&] { return queue().size() == 5; }));
}

TEST_F(ScreeningControllerTest, RecentDecisionsStandLatestFirstAndLeadBackToWhereOneWas)
{
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Bravo"));
    controller.decide(Verdict::Exclude);
    ASSERT_TRUE(shows("Charlie"));
    controller.next();
    ASSERT_TRUE(shows("Delta"));
    controller.toggleRecent();
    ASSERT_TRUE(shows("Bravo"));
    EXPECT_THAT(queue(), ElementsAre("Bravo", "Alpha"));
    controller.next();
    ASSERT_TRUE(shows("Alpha"));
    controller.decide(Verdict::Maybe); // made otherwise: it stays in sight
    ASSERT_TRUE(until([&] { return controller.verdict() == Verdict::Maybe; }));
    EXPECT_EQ(shown(), "Alpha");
    EXPECT_EQ(stored("Alpha"), Verdict::Maybe);
    controller.toggleRecent();
    ASSERT_TRUE(until([&] { return controller.list().model().rowCount() == 3; }));
    EXPECT_EQ(shown(), "Delta");
    EXPECT_THAT(queue(), ElementsAre("Charlie", "Delta", "Echo"));
}

TEST_F(ScreeningControllerTest, RecentDecisionsCanBeFiltered)
{
    for (const char* next : {"Bravo", "Charlie"}) {
        controller.decide(Verdict::Include);
        ASSERT_TRUE(shows(next));
    }
    controller.toggleRecent();
    controller.setSearch(QStringLiteral("alpha"));
    ASSERT_TRUE(until([&] { return controller.list().model().rowCount() == 1; }));
    EXPECT_THAT(queue(), ElementsAre("Alpha"));
}

TEST_F(ScreeningControllerTest, NarrowsByYearsReasonAndType)
{
    addReasons({"Animals"});
    controller.excludeFor(1);
    ASSERT_TRUE(shows("Bravo"));
    const auto narrowed = [this](const Filter& filter, const std::vector<std::string>& titles) {
        controller.setNarrowing(filter);
        const bool there = until([&] { return queue() == titles; });
        EXPECT_THAT(queue(), testing::ElementsAreArray(titles));
        return there;
    };
    controller.setShows(QueueShows::All);
    Filter years;
    years.yearFrom = 2012;
    years.yearTo = 2013;
    EXPECT_TRUE(narrowed(years, {"Bravo", "Charlie"}));
    Filter reason;
    reason.myReason = controller.reasons()[0].id;
    EXPECT_TRUE(narrowed(reason, {"Alpha"}));
    Filter type;
    type.type = "Journal Article";
    EXPECT_TRUE(narrowed(type, {"Alpha", "Bravo", "Charlie", "Delta", "Echo"}));
    type.type = "Journal";
    EXPECT_TRUE(narrowed(type, {}));
    Filter without;
    without.withoutAbstract = true;
    EXPECT_TRUE(narrowed(without, {}));
}

TEST_F(ScreeningControllerTest, AFilterThatWasSavedHoldsAgainAfterARestart)
{
    controller.setShows(QueueShows::All);
    controller.setSearch(QStringLiteral("trial"));
    Filter years;
    years.yearFrom = 2014;
    controller.setNarrowing(years);
    ASSERT_TRUE(until([&] { return controller.list().model().rowCount() == 2; }));
    controller.saveFilter(QStringLiteral("Latest trials"));
    ASSERT_TRUE(until([&] { return controller.savedFilters().size() == 1; }));
    controller.setSession({});
    reopen();
    begin();
    ASSERT_EQ(controller.savedFilters().size(), 1U);
    EXPECT_THAT(queue(), ElementsAre("Alpha", "Bravo", "Charlie", "Delta", "Echo"));
    const SavedFilter saved = controller.savedFilters()[0];
    EXPECT_EQ(saved.name, "Latest trials");
    controller.applySaved(saved);
    ASSERT_TRUE(until([&] { return queue() == std::vector<std::string>{"Delta", "Echo"}; }));
    EXPECT_EQ(controller.search(), QStringLiteral("trial"));
    EXPECT_EQ(controller.shows(), QueueShows::All);
    controller.removeSaved(QStringLiteral("Latest trials"));
    EXPECT_TRUE(until([&] { return controller.savedFilters().empty(); }));
}

TEST_F(ScreeningControllerTest, AllThatAreListedAreDecidedInOneStepOfUndo)
{
    Filter years;
    years.yearTo = 2013;
    controller.setNarrowing(years);
    ASSERT_TRUE(until([&] { return controller.list().model().rowCount() == 3; }));
    controller.actOnAll({BulkAct::Kind::Decide, Verdict::Exclude, {}, {}});
    ASSERT_TRUE(until([&] { return controller.list().model().rowCount() == 0 && controller.left() == 2; }));
    for (const char* title : {"Alpha", "Bravo", "Charlie"})
        EXPECT_EQ(stored(title), Verdict::Exclude) << title;
    EXPECT_EQ(stored("Delta"), std::nullopt);
    controller.undo();
    ASSERT_TRUE(until([&] { return controller.left() == 5 && controller.list().model().rowCount() == 3; }));
    EXPECT_EQ(stored("Charlie"), std::nullopt);
}

TEST_F(ScreeningControllerTest, AllThatAreListedAreLabelled)
{
    controller.setSearch(QStringLiteral("echo"));
    ASSERT_TRUE(until([&] { return controller.list().model().rowCount() == 1; }));
    controller.actOnAll({BulkAct::Kind::PutLabel, {}, {}, "later"});
    ASSERT_TRUE(until([&] { return controller.labels() == std::vector<std::string>{"later"}; }));
    EXPECT_EQ(session->reader().citation(idOf("Echo"))->labels, std::vector<std::string>{"later"});
    EXPECT_TRUE(session->reader().citation(idOf("Delta"))->labels.empty());
}

TEST_F(ScreeningControllerTest, ASittingCountsFirstDecisionsApartFromThoseMadeOtherwise)
{
    for (const char* next : {"Bravo", "Charlie", "Delta"}) {
        now += 12'000;
        controller.decide(next == std::string("Delta") ? Verdict::Maybe : Verdict::Exclude);
        ASSERT_TRUE(shows(next));
    }
    controller.back();
    ASSERT_TRUE(shows("Charlie"));
    now += 12'000;
    controller.decide(Verdict::Include);
    ASSERT_TRUE(shows("Delta"));
    const Sitting& sitting = controller.sitting();
    EXPECT_EQ(sitting.records(), 3);
    EXPECT_EQ(sitting.excluded(), 2);
    EXPECT_EQ(sitting.maybe(), 1);
    EXPECT_EQ(sitting.included(), 0);
    EXPECT_EQ(sitting.changed(), 1);
    EXPECT_EQ(sitting.working(), 36'000);
    EXPECT_EQ(sitting.perMinute(), 5.0);
}

TEST_F(ScreeningControllerTest, NotesStayWithTheRecord)
{
    controller.setNote(QStringLiteral(" Same cohort as Bravo? "));
    ASSERT_TRUE(until([&] { return controller.current()->note == "Same cohort as Bravo?"; }));
    EXPECT_EQ(shown(), "Alpha");
    controller.setNote({});
    ASSERT_TRUE(until([&] { return controller.current()->note.empty(); }));
}

TEST_F(ScreeningControllerTest, WordsBecomeTermsOfACategory)
{
    controller.addTerm(QStringLiteral("stem cell*"), -1);
    ASSERT_TRUE(until([&] { return controller.terms().size() == 1; }));
    controller.addTerm(QStringLiteral("trial"), 0);
    ASSERT_TRUE(until([&] { return controller.terms()[0].terms.size() == 2; }));
    EXPECT_THAT(controller.terms()[0].terms, ElementsAre("stem cell*", "trial"));
}

TEST_F(ScreeningControllerTest, OutOfSightItReadsNothingUntilItComesBack)
{
    controller.setActive(false);
    bool done = false;
    session->act(
        &controller,
        [id = idOf("Alpha")](
            review::Review& review) { return review.decide({id, Stage::TitleAbstract, Verdict::Exclude, {}, {}}); },
        [&](const Result<Changes>& result) { done = result.has_value(); });
    ASSERT_TRUE(until([&] { return done; }));
    EXPECT_EQ(queue().size(), 5U);
    controller.setActive(true);
    ASSERT_TRUE(until([&] { return queue().size() == 4; }));
}

TEST_F(ScreeningControllerTest, StatesThePaceOfThisSitting)
{
    for (int i = 0; i < 4; ++i) {
        const std::string before = shown();
        controller.decide(Verdict::Exclude);
        ASSERT_TRUE(until([&] { return shown() != before; }));
        now += 12'000;
    }
    EXPECT_DOUBLE_EQ(controller.pace().perMinute().value_or(0), 5.0);
    EXPECT_EQ(controller.pace().minutesFor(controller.left()), 1);
}

TEST(Pace, PausesDoNotCountAndFewDecisionsMakeNoPace)
{
    Pace pace;
    std::int64_t now = 1'000;
    for (int i = 0; i < 3; ++i, now += 30'000)
        pace.decided(now);
    EXPECT_EQ(pace.perMinute(), std::nullopt);
    pace.decided(now += Pace::Pause + 1);
    EXPECT_EQ(pace.perMinute(), std::nullopt);
    pace.decided(now += 30'000);
    EXPECT_DOUBLE_EQ(pace.perMinute().value_or(0), 2.0);
    EXPECT_EQ(pace.minutesFor(5), 3);
}

} // namespace
} // namespace winnow::ui
