#include "tests/ui/appraisal/openappraisal.h"
#include "ui/appraisal/instrumentchooser.h"
#include "ui/appraisal/judgedstudies.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/textlabel.h"

#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

class AppraisalPageTest : public test::OpenAppraisal {
protected:
    bool warns(const QString& text)
    {
        return std::ranges::any_of(page.view().findChildren<TextLabel*>(),
            [&](const TextLabel* label) { return label->isVisible() && label->text() == text; });
    }
};

TEST_F(AppraisalPageTest, OffersInstrumentsOnceThereAreStudies)
{
    include(citations()[0]);
    ASSERT_TRUE(eventually([this] { return controller().studies().size() == 1; }));
    auto* chooser = page.findChild<InstrumentChooser*>();
    ASSERT_TRUE(chooser->isVisible());
    for (auto* button : chooser->findChildren<QPushButton*>())
        if (button->text() == u"Use this instrument"_s)
            button->click();
    ASSERT_TRUE(eventually([this] { return controller().instrument() != nullptr; }));
    EXPECT_EQ(session->reader().appraisalPlan().value(), (AppraisalPlan{"rob2", "assignment", {}}));
    EXPECT_FALSE(chooser->isVisible());
}

TEST_F(AppraisalPageTest, JudgesADomainByKeyboardAlone)
{
    useRob2();
    press("115"); // 1.1 yes, 1.2 yes, 1.3 no information
    EXPECT_EQ(current().item, nullptr);
    EXPECT_EQ(controller().proposed(current()), "Low");
    enter();
    EXPECT_TRUE(stores("rob2.1.1@mortality", "Y"));
    EXPECT_TRUE(stores("rob2.1.3@mortality", "NI"));
    EXPECT_TRUE(stores("rob2.D1.judgement@mortality", "Low"));
    ASSERT_NE(current().item, nullptr);
    EXPECT_EQ(current().item->id, "2.1");
}

TEST_F(AppraisalPageTest, PassesOverWhatIsNotAsked)
{
    useRob2();
    press("jjjj");
    EXPECT_EQ(current().item->id, "2.1");
    press("44"); // nobody knew the assignment: 2.3 to 2.5 are not asked
    EXPECT_EQ(current().item->id, "2.6");
    press("k");
    EXPECT_EQ(current().item->id, "2.2");
    const AppraisalStep third{controller().instrument()->domain("D2_assignment"),
        controller().instrument()->domain("D2_assignment")->item("2.3")};
    EXPECT_FALSE(controller().isAsked(third));
    controller().choose(third, "Y");
    EXPECT_EQ(controller().said(third), "");
}

TEST_F(AppraisalPageTest, AsksWhyAJudgementDiffersFromItsProposal)
{
    useRob2();
    press("1143"); // the fourth: High, where Low is proposed
    const AppraisalStep judgement = current();
    EXPECT_EQ(controller().said(judgement), "High");
    EXPECT_TRUE(controller().differs(judgement));
    ASSERT_EQ(QApplication::focusWidget(), page.view().support(judgement));
    QTest::keyClicks(QApplication::focusWidget(), u"1 of 3 lists was open"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_EQ(QApplication::focusWidget(), &page.view());
    EXPECT_TRUE(stores("rob2.D1.support@mortality", "1 of 3 lists was open"));
    EXPECT_FALSE(controller().differs(judgement));
}

TEST_F(AppraisalPageTest, TheSameAnswerAgainTakesItBack)
{
    useRob2();
    press("1");
    ASSERT_TRUE(stores("rob2.1.1@mortality", "Y"));
    press("k1");
    EXPECT_TRUE(stores("rob2.1.1@mortality", ""));
}

TEST_F(AppraisalPageTest, OutcomesAndStudiesAreJudgedApart)
{
    useRob2();
    press("1");
    ASSERT_TRUE(stores("rob2.1.1@mortality", "Y"));
    controller().setOutcome(1);
    EXPECT_EQ(controller().said(controller().steps().front()), "");
    press("4");
    EXPECT_TRUE(stores("rob2.1.1@MELD", "N"));
    controller().moveBy(1);
    EXPECT_EQ(controller().said(controller().steps().front()), "");
}

TEST_F(AppraisalPageTest, UndoTakesAJudgementBack)
{
    useRob2();
    press("1");
    ASSERT_TRUE(stores("rob2.1.1@mortality", "Y"));
    session->undo();
    EXPECT_TRUE(eventually([this] { return controller().said(controller().steps().front()).empty(); }));
}

TEST_F(AppraisalPageTest, SaysThatNothingIsOpenAndStays)
{
    useRob2();
    for (const AppraisalStep& step : controller().steps())
        if (controller().isAsked(step) && controller().said(step).empty())
            controller().choose(step, controller().choices(step).front());
    const int last = controller().current();
    QString told;
    QObject::connect(&page, &Page::notice, &page, [&told](const QString& text) { told = text; });
    page.view().setFocus();
    QTest::keyClick(&page.view(), Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(told, u"Nothing is open here: all is answered and judged."_s);
    EXPECT_EQ(controller().current(), last);
}

TEST_F(AppraisalPageTest, MarksAJudgementThatRestsOnAnOpenQuestion)
{
    useRob2();
    QString told;
    QObject::connect(&page, &Page::notice, &page, [&told](const QString& text) { told = text; });
    press("115");
    const AppraisalStep judgement = current();
    press("1");
    EXPECT_EQ(controller().restingOnOpen(*controller().study()), 0);
    controller().goTo("rob2.1.1@mortality");
    press("1"); // the same again
    EXPECT_TRUE(told.startsWith(u"Taken back: 1.1 "_s)) << told.toStdString();
    EXPECT_EQ(controller().openBelow(judgement), u"1.1"_s);
    const auto* list = page.findChild<QListView*>();
    EXPECT_TRUE(list->model()->index(0, 0).data(JudgedStudies::ProgressRole).toString().contains(u"on an open"_s));
    EXPECT_TRUE(warns(u"Rests on an open question: 1.1."_s));
    press("2");
    EXPECT_EQ(controller().restingOnOpen(*controller().study()), 0);
    EXPECT_FALSE(warns(u"Rests on an open question: 1.1."_s));
}

TEST_F(AppraisalPageTest, JudgementsWithoutAnyAnswerRestOnNoQuestion)
{
    useRob2();
    press("jjj1"); // as those of a table of robvis
    ASSERT_TRUE(stores("rob2.D1.judgement@mortality", "Low"));
    EXPECT_EQ(controller().restingOnOpen(*controller().study()), 0);
}

TEST_F(AppraisalPageTest, EnterTakesTheProposalUnlessWhatHasTheFocusNeedsIt)
{
    useRob2();
    press("115");
    const AppraisalStep judgement = current();
    auto* list = page.findChild<QListView*>();
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(controller().said(judgement), "") << "a list opens what is current";
    auto* support = page.view().support(judgement);
    support->setFocus();
    QTest::keyClick(support, Qt::Key_Return);
    EXPECT_EQ(controller().said(judgement), "") << "a line ends";
    auto* tabs = page.findChild<QTabWidget*>()->tabBar();
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Return);
    EXPECT_EQ(controller().said(judgement), "Low");
}

TEST_F(AppraisalPageTest, FiguresFollowAndTheirMarksLeadBack)
{
    useRob2();
    controller().choose(controller().steps().back(), "High");
    controller().moveBy(1);
    controller().choose(controller().steps().back(), "Low");
    auto* tabs = page.findChild<QTabWidget*>();
    tabs->setCurrentIndex(1);
    const std::vector<figure::Mark>& marks = page.figure().drawing().marks;
    ASSERT_EQ(marks.size(), 2U);
    EXPECT_TRUE(marks[0].label.contains(u"High"_s));
    Q_EMIT page.figure().markActivated(marks[0].index);
    EXPECT_EQ(controller().row(), 0);
    EXPECT_EQ(tabs->currentIndex(), 0);
}

TEST_F(AppraisalPageTest, TablesOfRobvisGoOutAndComeIn)
{
    useRob2();
    const QByteArray name = QByteArray::fromStdString(controller().studies()[1].name);
    const QString file = write(
        u"in.csv"_s, "Study,D1,D2,D3,D4,D5,Overall\r\n" + name + ",low,high,s,low,low,high\r\nNobody,l,l,l,l,l,l\r\n");
    QString told;
    QObject::connect(&page, &Page::notice, &page, [&told](const QString& text) { told = text; });
    controller().takeRobvis(file);
    ASSERT_TRUE(eventually([&told] { return !told.isEmpty(); }));
    EXPECT_TRUE(told.contains(u"1 not found"_s)) << told.toStdString();
    ASSERT_TRUE(eventually([this] { return controller().hasFigure(); }));
    EXPECT_EQ(controller().robvisCsv(),
        "Study,D1,D2,D3,D4,D5,Overall\r\n" + name.toStdString() + ",Low,High,Some concerns,Low,Low,High\r\n");
}

TEST_F(AppraisalPageTest, StarsProposeTheOverallJudgement)
{
    use({"nos-cohort", {}, {}});
    EXPECT_EQ(controller().steps().size(), 9U);
    press("22222222"); // one star each
    EXPECT_EQ(controller().proposed(current()), "Good");
    enter();
    EXPECT_TRUE(stores("nos-cohort.overall.judgement", "Good"));
}

TEST_F(AppraisalPageTest, JbiIsJudgedWithoutAProposal)
{
    use({"jbi-case-series", {}, {}});
    press("1111111111");
    EXPECT_EQ(current(), AppraisalStep{});
    EXPECT_EQ(controller().proposed(current()), "");
    press("1");
    EXPECT_TRUE(stores("jbi-case-series.overall.judgement", "Include"));
    EXPECT_EQ(controller().progressOf(*controller().study()), (extraction::AppraisalProgress{11, 11}));
}

} // namespace
} // namespace winnow::ui
