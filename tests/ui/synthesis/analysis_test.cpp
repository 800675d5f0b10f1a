// Meta-analyses of the review's own results, as the synthesis page shows and keeps them.
#include "tests/support/scripteddialogs.h"
#include "tests/support/smallreview.h"
#include "ui/synthesis/analysispanel.h"
#include "ui/synthesis/armspanel.h"
#include "ui/synthesis/crosspanel.h"
#include "ui/synthesis/fieldchoice.h"
#include "ui/synthesis/synthesispage.h"
#include "ui/widgets/figureview.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <gmock/gmock.h>

namespace {

using namespace winnow;
using namespace Qt::Literals::StringLiterals;

Form outcomesForm()
{
    Form form;
    form.id = "f";
    form.title = "Form";
    Field design;
    design.id = "study.design";
    design.label = "Design";
    Field phase;
    phase.id = "study.phase";
    phase.label = "Phase";
    phase.type = FieldType::Choice;
    phase.choices = {"1", "2"};
    Field started;
    started.id = "study.started";
    started.label = "Recruitment began";
    started.type = FieldType::Date;
    form.sections.push_back({"study", "Study", {design, phase, started}, false});
    Field randomised;
    randomised.id = "arm.randomised";
    randomised.label = "Randomised";
    randomised.type = FieldType::Integer;
    form.sections.push_back({"arm", "Arms", {randomised}, true});
    form.outcomes.push_back(
        {"mortality", "Death", OutcomeDomain::Efficacy, OutcomeType::Dichotomous, "", Better::Lower, {}, {}, ""});
    form.outcomes.push_back(
        {"meld", "MELD", OutcomeDomain::Efficacy, OutcomeType::Continuous, "", Better::Lower, {}, {}, ""});
    return form;
}

class AnalysisTest : public testing::Test {
protected:
    void SetUp() override
    {
        review.open();
        ASSERT_TRUE(review.session());
        review.act([](review::Review& open) { return open.setForm(outcomesForm()); });
        const auto all = review.session()->reader().citations({}, Order::AsImported, Direction::Ascending);
        ASSERT_TRUE(all);
        ASSERT_GE(all->size(), 3U);
        for (const CitationId citation : *all)
            for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
                review.act([=](review::Review& open) {
                    return open.decide(DecisionRequest{citation, stage, Verdict::Include, {}, {}});
                });
        const auto included = review.session()->reader().studies();
        ASSERT_TRUE(included);
        ASSERT_EQ(included->size(), 3U);
        for (const Study& study : *included)
            studies.push_back(study.id);
        say(0, "result@mortality@1@6 months", "3/30");
        say(0, "result@mortality@2@6 months", "6/30");
        say(1, "result@mortality@1@6 months", "2/40");
        say(1, "result@mortality@2@6 months", "5/40");
        say(2, "result@mortality@1@6 months", "2/40");
        page.resize(1280, 800);
        QObject::connect(&page, &ui::Page::doorOpened, &page, [this](const ui::Door& door) { doors.push_back(door); });
        page.setSession(review.session());
        page.show();
        page.entered();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !page.analyses().form().outcomes.empty(); }));
    }

    void say(std::size_t study, const char* address, const char* text)
    {
        review.act([&](review::Review& open) {
            Value value;
            value.study = studies[study];
            value.field = address;
            value.text = text;
            return open.setValue(value);
        });
    }

    void addOne()
    {
        trigger(u"synthesis.addAnalysis"_s);
        ASSERT_TRUE(QTest::qWaitFor([this] { return page.analyses().current() != nullptr; }));
    }

    void trigger(const QString& action)
    {
        for (QAction* one : page.pageActions())
            if (one->objectName() == action)
                return one->trigger();
        FAIL() << action.toStdString();
    }

    [[nodiscard]] QString result() const
    {
        for (const QPlainTextEdit* text : page.analysis().findChildren<QPlainTextEdit*>())
            if (text->accessibleName() == u"Result"_s)
                return text->toPlainText();
        return {};
    }

    QComboBox* box(const QString& name)
    {
        for (QComboBox* one : page.findChildren<QComboBox*>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    void choose(const QString& name, const QString& id)
    {
        QComboBox* const chosen = box(name);
        ASSERT_NE(chosen, nullptr);
        ASSERT_GE(chosen->findData(id), 0) << id.toStdString();
        chosen->setCurrentIndex(chosen->findData(id));
        Q_EMIT chosen->activated(chosen->currentIndex());
    }

    test::SmallReview review;
    test::ScriptedDialogs dialogs;
    mutable ui::SynthesisPage page{dialogs};
    std::vector<ui::Door> doors;
    std::vector<StudyId> studies;
};

TEST_F(AnalysisTest, ANewOneIsOfTheOutcomeWithMostResultsAndIsKept)
{
    addOne();
    EXPECT_EQ(page.analyses().current()->outcome, "mortality");
    EXPECT_EQ(page.analyses().current()->measure, "RR");
    const auto kept = review.session()->reader().analyses();
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->size(), 1U);
    EXPECT_EQ(kept->front().title, "Death");
    // metafor: exp of the inverse-variance mean of log(3/6) and log(2/5)
    EXPECT_TRUE(result().contains(u"RR (REML): 0.457 [0.168, 1.242]"_s)) << result().toStdString();
    for (const QListWidget* list : page.findChildren<QListWidget*>())
        if (list->accessibleName() == u"Charts"_s) {
            ASSERT_NE(list->currentItem(), nullptr);
            EXPECT_EQ(list->currentItem()->text(), u"Death"_s);
        }
}

TEST_F(AnalysisTest, StudiesLeftOutAreNamedAndOpenTheirValues)
{
    addOne();
    auto* words = page.analysis().findChild<QTabWidget*>();
    EXPECT_EQ(words->tabText(1), u"Left out (1)"_s);
    auto* list = words->findChild<QListWidget*>();
    ASSERT_EQ(list->count(), 1);
    EXPECT_TRUE(list->item(0)->text().endsWith(u"no comparator has a result"_s));
    Q_EMIT list->itemActivated(list->item(0));
    Q_EMIT page.analysis().view().markActivated(0);
    ASSERT_EQ(doors.size(), 2U);
    EXPECT_EQ(doors[0].page, ui::PageId::Extraction);
    EXPECT_NE(doors[0].citation, doors[1].citation);
    EXPECT_EQ(doors[0].address, "result@mortality@1@6 months") << "its result, not the first field of its form";
    EXPECT_EQ(doors[1].address, "result@mortality@1@6 months");
}

TEST_F(AnalysisTest, ADoorLeadsToTheLastTimeOfTheOutcome)
{
    say(0, "result@mortality@1@12 months", "7/30");
    say(0, "result@mortality@2@12 months", "9/30");
    say(0, "result@meld@1@24 months", "12");
    addOne();
    Q_EMIT page.analysis().view().markActivated(0);
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].address, "result@mortality@1@12 months");
}

TEST_F(AnalysisTest, DoubleZerosAreAmongTheStudiesLeftOut)
{
    say(2, "result@mortality@1@6 months", "0/40");
    say(2, "result@mortality@2@6 months", "0/40");
    addOne();
    auto* words = page.analysis().findChild<QTabWidget*>();
    auto* list = words->findChild<QListWidget*>();
    EXPECT_EQ(words->tabText(1), u"Left out"_s) << "a correction lets it in";
    ASSERT_EQ(list->count(), 1);
    EXPECT_EQ(list->item(0)->text(), u"None"_s);
    choose(u"Model"_s, u"MH"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return words->tabText(1) == u"Left out (1)"_s; }));
    EXPECT_TRUE(list->item(0)->text().startsWith(u"Third 2021: "_s)) << list->item(0)->text().toStdString();
}

TEST_F(AnalysisTest, FollowsTheValues)
{
    addOne();
    const QString before = result();
    say(2, "result@mortality@2@6 months", "9/40");
    EXPECT_TRUE(QTest::qWaitFor([&] { return result() != before; }));
    EXPECT_EQ(page.analysis().findChild<QTabWidget*>()->tabText(1), u"Left out"_s);
}

TEST_F(AnalysisTest, ChangesOfTheQuestionAreKeptAndUndone)
{
    addOne();
    choose(u"Effect measure"_s, u"OR"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->measure == "OR"; }));
    EXPECT_TRUE(QTest::qWaitFor([&] { return result().contains(u"OR"_s); })) << result().toStdString();
    choose(u"Model"_s, u"MH"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->method == "MH"; }));
    choose(u"Outcome"_s, u"meld"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->outcome == "meld"; }));
    EXPECT_EQ(page.analyses().current()->title, "MELD");
    EXPECT_EQ(page.analyses().current()->measure, "MD");
    EXPECT_EQ(page.analyses().current()->method, "REML"); // means have no Mantel–Haenszel
    EXPECT_TRUE(result().contains(u"No study has a result of MELD yet"_s)) << result().toStdString();
    review.session()->undo();
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->outcome == "mortality"; }));
    EXPECT_EQ(page.analyses().current()->method, "MH");
}

TEST_F(AnalysisTest, TheWheelChangesNoAnswerByTheWay)
{
    addOne();
    for (const QString& name : {u"Order of the studies"_s, u"Model"_s}) {
        QComboBox* const order = box(name);
        ASSERT_GT(order->count(), 1);
        const int before = order->currentIndex();
        QWheelEvent down(QPointF(5, 5), order->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(order, &down);
        EXPECT_EQ(order->currentIndex(), before) << name.toStdString();
        EXPECT_FALSE(down.isAccepted()) << "it scrolls the panel";
    }
}

TEST_F(AnalysisTest, ModeratorsAreFoundByTheirLettersAndRemovedAgain)
{
    say(0, "study.started", "2015-03");
    say(1, "study.started", "2016-11-02");
    say(0, "study.phase", "2");
    addOne();
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().moderators().front().studies > 1; }));
    std::vector<std::string> offered;
    for (const ui::FieldOffer& field : page.analyses().moderators())
        offered.push_back(field.id);
    EXPECT_THAT(offered, testing::UnorderedElementsAre("year", "study.phase", "study.started", "arm.randomised"))
        << "free words are none";
    EXPECT_LT(std::ranges::find(offered, "study.started") - offered.begin(), 2) << "what two studies have stands first";
    auto* const choice = page.findChild<ui::FieldChoice*>();
    ASSERT_NE(choice, nullptr);
    choice->findChild<QPushButton*>()->click();
    auto* const popup = choice->findChild<ui::FieldPopup*>();
    ASSERT_TRUE(popup->isVisible());
    QTest::keyClicks(&popup->field(), u"zzz"_s);
    QTest::keyClick(&popup->field(), Qt::Key_Return);
    EXPECT_TRUE(popup->isVisible()) << "nothing has these letters, and nothing is taken";
    popup->field().clear();
    QTest::keyClicks(&popup->field(), u"began rec"_s);
    QTest::keyClick(&popup->field(), Qt::Key_Return);
    EXPECT_FALSE(popup->isVisible());
    const auto moderators = [this] { return page.analyses().current()->moderators; };
    ASSERT_TRUE(QTest::qWaitFor([&] { return moderators() == std::vector<std::string>{"study.started"}; }));
    ASSERT_TRUE(QTest::qWaitFor([this] { return page.analyses().computed().synthesis != nullptr; }));
    const csv::Table& table = page.analyses().computed().synthesis->results.table;
    EXPECT_EQ(table.cell(table.rows.front(), "study.started"), "2015") << "of a date the year counts";
    QToolButton* remove = nullptr;
    for (QToolButton* const button : choice->findChildren<QToolButton*>())
        if (button->accessibleName() == u"Remove “Study: Recruitment began”"_s && !button->isHidden())
            remove = button;
    ASSERT_NE(remove, nullptr);
    remove->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return moderators().empty(); }));
    EXPECT_TRUE(choice->chosen().empty());
}

TEST_F(AnalysisTest, AMixedModelIsChosenWhereTheMeasureHasOne)
{
    addOne();
    EXPECT_LT(box(u"Model"_s)->findData(u"GLMM UM.FS"_s), 0); // risk ratios have none
    choose(u"Effect measure"_s, u"OR"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->measure == "OR"; }));
    choose(u"Confidence interval"_s, u"knha"_s);
    choose(u"Model"_s, u"GLMM UM.RS"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->method == "GLMM"; }));
    EXPECT_EQ(page.analyses().current()->test, "z"); // Knapp and Hartung's way is for inverse variances
    EXPECT_EQ(box(u"Model"_s)->currentData().toString(), u"GLMM UM.RS"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return result().contains(u"Pooled OR (GLMM, UM.RS): 0."_s); }))
        << result().toStdString();
    choose(u"Confidence interval"_s, u"t"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->test == "t"; }));
    const auto kept = review.session()->reader().analyses();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->front().model, "UM.RS");
    choose(u"Effect measure"_s, u"RR"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().current()->method == "REML"; }));
    EXPECT_EQ(page.analyses().current()->test, "z");
    EXPECT_TRUE(page.analyses().current()->model.empty());
}

TEST_F(AnalysisTest, EachFigureIsDrawnOrSaysWhatItNeeds)
{
    addOne();
    using synthesis::FigureKind;
    for (const FigureKind kind : {FigureKind::Forest, FigureKind::Funnel, FigureKind::Cumulative,
             FigureKind::LeaveOneOut, FigureKind::Galbraith, FigureKind::Baujat}) {
        page.analysis().showKind(kind);
        EXPECT_TRUE(page.analysis().view().isVisible()) << static_cast<int>(kind);
        EXPECT_FALSE(page.analysis().view().drawing().items.empty());
    }
    page.analysis().showKind(FigureKind::Bubble);
    EXPECT_FALSE(page.analysis().view().isVisible());
}

TEST_F(AnalysisTest, ExportsFigureDataAndThePackageForR)
{
    addOne();
    const QString figure = review.file(u"forest.svg"_s);
    dialogs.answerSaveFile(figure);
    trigger(u"synthesis.exportFigure"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(figure); }));
    const QString script = review.file(u"death.R"_s);
    dialogs.answerSaveFile(script);
    trigger(u"synthesis.exportForR"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(script); }));
    EXPECT_TRUE(QTest::qWaitFor([&] { return QFile::exists(review.file(u"death.csv"_s)); }));
}

TEST_F(AnalysisTest, TheReportHoldsTheMetaAnalysesThatAreKept)
{
    addOne();
    const QString path = review.file(u"report.md"_s);
    dialogs.answerSaveFile(path);
    trigger(u"synthesis.report"_s);
    QFile file(path);
    ASSERT_TRUE(QTest::qWaitFor([&] { return file.exists(); }, 20000));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    EXPECT_TRUE(text.contains("Results of syntheses"));
    EXPECT_TRUE(text.contains("no comparator has a result"));
}

TEST_F(AnalysisTest, WhatTheArmsHadIsDrawnAndOpensTheStudy)
{
    say(0, "result@mortality@2@3 months", "no number");
    say(0, "result@mortality@1@3 months", "1/30");
    ASSERT_TRUE(QTest::qWaitFor([this] { return !page.analyses().ofArms().empty(); }));
    QListWidget* const list = page.findChild<QListWidget*>(u"charts"_s);
    const auto items = list->findItems(u"Death over time"_s, Qt::MatchExactly);
    ASSERT_EQ(items.size(), 1);
    list->setCurrentItem(items.front());
    auto* const panel = page.findChild<ui::ArmsPanel*>();
    ASSERT_TRUE(panel->isVisible());
    EXPECT_EQ(panel->findChild<QListWidget*>()->count(), 1) << "what has no number is said";
    ASSERT_FALSE(panel->view().drawing().marks.empty());
    Q_EMIT panel->view().markActivated(panel->view().drawing().marks.front().index);
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].page, ui::PageId::Extraction);
    const QString table = review.file(u"arms.csv"_s);
    dialogs.answerSaveFile(table);
    trigger(u"synthesis.exportData"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return QFile::exists(table); }));
    for (int undone = 0; undone < 2; ++undone)
        review.session()->undo();
    ASSERT_TRUE(QTest::qWaitFor([this] { return page.analyses().ofArms().empty(); }));
    EXPECT_FALSE(panel->isVisible()) << "there is nothing to draw any more";
}

TEST_F(AnalysisTest, TwoFieldsAtOnceListTheStudiesOfACircle)
{
    QListWidget* const list = page.findChild<QListWidget*>(u"charts"_s);
    const auto items = list->findItems(u"Two fields at once"_s, Qt::MatchExactly);
    ASSERT_EQ(items.size(), 1);
    list->setCurrentItem(items.front());
    page.cross().lay("year", "outcome");
    ASSERT_TRUE(QTest::qWaitFor([this] { return page.cross().table().rowField.id == "year"; }));
    auto* const panel = page.findChild<ui::CrossPanel*>();
    ASSERT_TRUE(panel->isVisible());
    ASSERT_FALSE(panel->view().drawing().marks.empty());
    const int mark = panel->view().drawing().marks.front().index;
    const auto behind = page.cross().studiesOf(mark);
    ASSERT_FALSE(behind.empty());
    Q_EMIT panel->view().markActivated(mark);
    auto* const shown = panel->findChild<QListWidget*>();
    EXPECT_EQ(shown->count(), static_cast<int>(behind.size()));
    Q_EMIT shown->itemActivated(shown->item(0));
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].page, ui::PageId::Extraction);
    const QString table = review.file(u"cross.csv"_s);
    dialogs.answerSaveFile(table);
    trigger(u"synthesis.exportData"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return QFile::exists(table); }));
    trigger(u"synthesis.all"_s);
    EXPECT_FALSE(panel->isVisible());
}

TEST_F(AnalysisTest, ARemovedOneComesBackByUndo)
{
    addOne();
    bool isDone = false;
    bool offersUndo = false;
    QObject::connect(review.session().get(), &ui::Session::changed, &page, [&] { isDone = true; });
    QObject::connect(&page, &ui::Page::notice, &page, [&](const QString&, bool undo) { offersUndo = undo && isDone; });
    trigger(u"synthesis.removeAnalysis"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page.analyses().plans().empty(); }));
    EXPECT_TRUE(offersUndo) << "told before the act is done, its undo would be withdrawn";
    review.session()->undo();
    EXPECT_TRUE(QTest::qWaitFor([&] { return page.analyses().plans().size() == 1; }));
}

} // namespace
