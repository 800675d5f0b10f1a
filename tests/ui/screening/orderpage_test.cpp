// The order by relevance, why a record stands where it does, and when to stop: on the page, by keys.
#include "tests/support/scripteddialogs.h"
#include "tests/ui/screening/ranked.h"
#include "ui/screening/queuepanel.h"
#include "ui/screening/relevancepopup.h"
#include "ui/screening/screeningpage.h"
#include "ui/screening/stoppingpanel.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/theme.h"

#include <gmock/gmock.h>

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>

namespace winnow::ui {
namespace {

using testing::ElementsAreArray;

class OrderPageTest : public test::RankedReview {
protected:
    void SetUp() override
    {
        RankedReview::SetUp();
        if (HasFatalFailure())
            return;
        page.resize(1280, 800);
        page.setSession(session);
        page.show();
        QApplication::setActiveWindow(&page);
        page.entered();
        ASSERT_TRUE(until([this] { return page.controller().current() && page.controller().progress(); }));
    }
    void TearDown() override
    {
        page.setSession({});
        RankedReview::TearDown();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* const focused = QApplication::focusWidget();
        QTest::keyClick(focused != nullptr ? focused : &page, key, modifiers);
    }
    [[nodiscard]] const RelevanceOrder& order() { return page.controller().relevance(); }
    [[nodiscard]] bool settled()
    {
        return until([this] {
            return order().state() == RelevanceOrder::State::There && !order().working()
                && !page.controller().list().asking();
        });
    }
    [[nodiscard]] CitationId shown() { return page.controller().current()->id; }
    void decide(Qt::Key key)
    {
        const CitationId before = shown();
        press(key);
        ASSERT_TRUE(until([&] { return shown() != before; }));
    }
    /// A label in sight that begins so.
    [[nodiscard]] bool says(const QString& beginning)
    {
        const auto labels = page.findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&](const QLabel* label) { return label->isVisible() && label->text().startsWith(beginning); });
    }
    [[nodiscard]] StoppingPanel& panel() { return *page.findChild<StoppingPanel*>(); }
    [[nodiscard]] QComboBox& menu()
    {
        for (QComboBox* box : page.findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Order"))
                return *box;
        throw std::logic_error("no menu of orders");
    }

    test::ScriptedDialogs dialogs;
    ScreeningPage page{dialogs};
};

TEST_F(OrderPageTest, AKeyOrdersByRelevanceAndEachDecisionBringsTheBestOfTheNewestOrder)
{
    press(Qt::Key_O);
    ASSERT_TRUE(settled());
    EXPECT_EQ(menu().currentText(), QStringLiteral("By relevance"));
    EXPECT_TRUE(says(QStringLiteral("As imported: there is nothing to go by"))) << "no record is about the title";
    const auto decideAndLearn = [this](Qt::Key key) {
        decide(key);
        ASSERT_TRUE(settled());
    };
    decideAndLearn(Qt::Key_X);
    page.controller().goTo(idOf("Stem cells in cirrhosis, part 3"));
    decideAndLearn(Qt::Key_I);
    for (int i = 0; i < 5; ++i) {
        const auto best = test::left(rankedNow(), {shown()});
        decideAndLearn(page.controller().current()->best.title.starts_with("Stem") ? Qt::Key_I : Qt::Key_X);
        EXPECT_EQ(shown(), best.front()) << i;
    }
    EXPECT_TRUE(says(QStringLiteral("Learned from 7 decision")));
    press(Qt::Key_O);
    EXPECT_EQ(menu().currentText(), QStringLiteral("As imported"));
    EXPECT_FALSE(says(QStringLiteral("Learned from")));
}

TEST_F(OrderPageTest, TheMenuChoosesItToo)
{
    const auto choose = [this](const QString& words) {
        menu().setCurrentIndex(menu().findText(words));
        Q_EMIT menu().activated(menu().currentIndex());
    };
    choose(QStringLiteral("By relevance"));
    EXPECT_TRUE(order().wanted());
    choose(QStringLiteral("Newest first"));
    EXPECT_FALSE(order().wanted());
    EXPECT_EQ(page.controller().list().order(), Order::Year);
    EXPECT_EQ(menu().currentText(), QStringLiteral("Newest first"));
}

TEST_F(OrderPageTest, WhatIsSoughtAndHowOftenByChanceAreChosenByKeyboard)
{
    press(Qt::Key_O, Qt::ShiftModifier);
    auto* const popup = page.findChild<RelevancePopup*>();
    ASSERT_TRUE(popup->isVisible());
    EXPECT_TRUE(popup->findChild<QCheckBox*>()->hasFocus());
    QTest::keyClick(popup->findChild<QCheckBox*>(), Qt::Key_Space);
    EXPECT_TRUE(order().wanted());
    auto* const words = popup->findChild<QLineEdit*>();
    words->setFocus();
    QTest::keyClicks(words, QStringLiteral("marrow infused"));
    auto* const chance = popup->findChild<QComboBox*>();
    QTest::keyClick(chance, Qt::Key_Down);
    Q_EMIT chance->activated(chance->currentIndex());
    QTest::keyClick(words, Qt::Key_Return);
    EXPECT_FALSE(popup->isVisible());
    EXPECT_EQ(order().wish(), (RelevanceOrder::Wish{QStringLiteral("marrow infused"), 0.05}));
    ASSERT_TRUE(settled());
    EXPECT_TRUE(says(QStringLiteral("By likeness to the words you gave")));
    EXPECT_THAT(page.controller().list().model().ids(),
        testing::Contains(rankedNow({.query = "marrow infused", .randomShare = 0.05}).front()));
    const auto listed = test::left(page.controller().list().model().ids(), {shown()});
    EXPECT_THAT(
        listed, ElementsAreArray(test::left(rankedNow({.query = "marrow infused", .randomShare = 0.05}), {shown()})));
}

TEST_F(OrderPageTest, ItIsRememberedForTheReviewOnThisComputer)
{
    QSignalSpy changed(&page, &Page::stateChanged);
    press(Qt::Key_O);
    page.controller().setWish({QStringLiteral("marrow"), 0.1});
    ASSERT_TRUE(settled());
    page.setSession({});
    EXPECT_GT(changed.count(), 0);
    const QVariantMap state = page.state();
    ScreeningPage another(dialogs);
    another.setState(state);
    another.setSession(session);
    EXPECT_TRUE(another.controller().relevance().wanted());
    EXPECT_EQ(another.controller().relevance().wish(), (RelevanceOrder::Wish{QStringLiteral("marrow"), 0.1}));
    another.setSession({});
    EXPECT_FALSE(another.controller().relevance().wanted());
}

TEST_F(OrderPageTest, AKeyShowsInTheRecordsWordsWhyItStandsThere)
{
    press(Qt::Key_Y);
    EXPECT_TRUE(says(QStringLiteral("The queue is not in the order by relevance.")));
    press(Qt::Key_O);
    decide(Qt::Key_X);
    page.controller().goTo(idOf("Stem cells in cirrhosis, part 3"));
    decide(Qt::Key_I);
    ASSERT_TRUE(settled());
    page.controller().goTo(idOf("Stem cells in cirrhosis, part 9"));
    ASSERT_TRUE(until([this] { return says(QStringLiteral("For it: ")); }));
    press(Qt::Key_Y);
    EXPECT_FALSE(says(QStringLiteral("For it: ")));
}

TEST_F(OrderPageTest, TheStoppingPanelSaysWhatTheRankerSays)
{
    press(Qt::Key_O);
    decide(Qt::Key_X);
    page.controller().goTo(idOf("Stem cells in cirrhosis, part 3"));
    decide(Qt::Key_I);
    ASSERT_TRUE(settled()); // learned: what follows is decided in that order
    decide(Qt::Key_I);
    ASSERT_TRUE(settled());
    press(Qt::Key_P);
    ASSERT_TRUE(panel().isVisible());
    decide(Qt::Key_X);
    ASSERT_TRUE(until([this] { return panel().curve() && panel().curve()->seen.back().screened == 4; }));
    auto reader = review::Reader::open(session->path(), session->info().reviewer).value();
    const auto training = review::Ranker::training(reader, Stage::TitleAbstract);
    ASSERT_TRUE(training);
    const ranking::StoppingFigures figures = training->stopping().figures;
    EXPECT_EQ(figures.found, 2U);
    EXPECT_TRUE(says(estimateInWords(figures)));
    EXPECT_TRUE(says(ruleInWords(figures)));
    EXPECT_TRUE(says(runInWords(figures)));
    EXPECT_TRUE(
        panel().view().drawing().description.contains(QStringLiteral("2 relevant among the 4 of 41 records screened")));
    EXPECT_EQ(panel().statement(), ranking::statement(figures, 2))
        << "two were decided before anything could be learned";
    EXPECT_TRUE(says(QStringLiteral("Only 2 of 4 decisions are known to have been made in the learned order")));
    EXPECT_TRUE(says(QStringLiteral("Whether enough has been screened is yours to judge")));
    press(Qt::Key_P);
    EXPECT_FALSE(panel().isVisible());
}

TEST_F(OrderPageTest, TheStatementIsCopiedAndTheCurveExported)
{
    decide(Qt::Key_I);
    decide(Qt::Key_X);
    press(Qt::Key_P);
    ASSERT_TRUE(until([this] { return panel().curve().has_value(); }));
    QSignalSpy notices(&page, &Page::notice);
    for (QAbstractButton* button : panel().findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Copy"))
            button->click();
    EXPECT_EQ(QApplication::clipboard()->text(), panel().statement());
    EXPECT_TRUE(panel().statement().startsWith(QStringLiteral("2 of 41 records")));
    EXPECT_EQ(notices.count(), 1);
    for (const auto& [signal, ending] :
        {std::pair(&StoppingPanel::figureExported, "svg"), std::pair(&StoppingPanel::figureExported, "pdf"),
            std::pair(&StoppingPanel::figureExported, "png"), std::pair(&StoppingPanel::dataExported, "csv")}) {
        const QString file = folder.filePath(QStringLiteral("found.") + QString::fromLatin1(ending));
        dialogs.answerSaveFile(file);
        Q_EMIT(panel().*signal)();
        ASSERT_TRUE(until([&] { return QFileInfo(file).size() > 100; })) << ending;
    }
    ASSERT_TRUE(until([&] { return notices.count() == 5; }));
    QFile csv(folder.filePath(QStringLiteral("found.csv")));
    ASSERT_TRUE(csv.open(QIODevice::ReadOnly));
    EXPECT_EQ(csv.readAll(), figure::recallCsv(*panel().curve()));
}

TEST_F(OrderPageTest, SamplesAreAnsweredAsTheyAreTyped)
{
    decide(Qt::Key_I);
    press(Qt::Key_P);
    ASSERT_TRUE(until([this] { return panel().curve().has_value(); }));
    const auto boxes = panel().findChildren<QSpinBox*>();
    ASSERT_EQ(boxes.size(), 3);
    boxes[0]->setValue(100);
    EXPECT_TRUE(says(QStringLiteral("The ranked screening may stop once it has met 99 of the 100 again")));
    boxes[1]->setValue(20);
    EXPECT_TRUE(says(ranking::elusionInWords(page.controller().stopping()->figures, 20, 0)));
    // Digits are typed into the field, not taken for reasons.
    boxes[2]->setFocus();
    QTest::keyClick(boxes[2], Qt::Key_1);
    EXPECT_EQ(page.controller().progress()->decided, 1);
}

TEST_F(OrderPageTest, SaysWhileAStageIsBlindThatBoxesWaitForTheOwner)
{
    const QString line = QStringLiteral("Two or more decide here, each blind to the others");
    EXPECT_FALSE(says(line));
    session->act(&page, [](review::Review& review) { return review.setReviewers(Stage::TitleAbstract, 2); });
    EXPECT_TRUE(until([&] { return says(line); }));
    press(Qt::Key_O);
    decide(Qt::Key_X);
    page.controller().goTo(idOf("Stem cells in cirrhosis, part 3"));
    decide(Qt::Key_I);
    ASSERT_TRUE(settled());
    EXPECT_TRUE(says(QStringLiteral("Learned from all reviewers' decisions."))) << "without how many others made";
    press(Qt::Key_P);
    ASSERT_TRUE(until([&] { return says(QStringLiteral("Your decisions alone; the stage is blind")); }));
    EXPECT_TRUE(panel().statement().endsWith(QStringLiteral("These are one reviewer's decisions.")));
}

TEST_F(OrderPageTest, WhatIsAssignedIsListedAtFirstAndAllByAButton)
{
    session->act(&page, [](review::Review& review) -> Result<Changes> {
        SplitRequest request;
        request.reviewers = {review.reviewer(), TRY(review.addReviewer("Other"))};
        return TRY(review.split(request)).changes;
    });
    QAbstractButton* only = nullptr;
    for (QAbstractButton* button : page.findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Only what is assigned to me"))
            only = button;
    ASSERT_NE(only, nullptr);
    ASSERT_TRUE(until([&] { return only->isVisible() && only->isChecked(); }));
    ASSERT_TRUE(until([this] { return page.controller().list().model().rowCount() < 41; }));
    only->click();
    EXPECT_TRUE(until([this] { return page.controller().list().model().rowCount() == 41; }));
    EXPECT_FALSE(only->isChecked());
}

/// The whole of the panel, written where WINNOW_SCREENSHOTS says, to be looked at.
TEST_F(OrderPageTest, LooksAreTakenWhereAskedFor)
{
    const QString shots = qEnvironmentVariable("WINNOW_SCREENSHOTS");
    if (shots.isEmpty())
        GTEST_SKIP() << "WINNOW_SCREENSHOTS is not set";
    press(Qt::Key_O);
    page.controller().goTo(idOf("Stem cells in cirrhosis, part 3"));
    for (int i = 0; i < 20; ++i) {
        decide(page.controller().current()->best.title.starts_with("Stem") ? Qt::Key_I : Qt::Key_X);
        ASSERT_TRUE(settled());
    }
    press(Qt::Key_P);
    ASSERT_TRUE(until([this] { return panel().curve().has_value(); }));
    panel().findChildren<QSpinBox*>()[1]->setValue(10);
    for (const int percent : {100, 200})
        for (const Appearance look : {Appearance::Light, Appearance::Dark}) {
            theme::setTextSize(percent);
            theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), look);
            QTest::qWait(50);
            const QString name = QStringLiteral("/stopping-%1-%2.png")
                                     .arg(look == Appearance::Light ? QStringLiteral("light") : QStringLiteral("dark"))
                                     .arg(percent);
            EXPECT_TRUE(panel().findChild<QScrollArea*>()->widget()->grab().save(shots + name));
        }
    theme::setTextSize(100);
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), Appearance::Light);
}

} // namespace
} // namespace winnow::ui
