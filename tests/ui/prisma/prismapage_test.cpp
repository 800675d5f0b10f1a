#include "tests/support/scripteddialogs.h"
#include "tests/support/smallreview.h"
#include "ui/prisma/prismapage.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/figureview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <gmock/gmock.h>

namespace {

using namespace winnow;

std::vector<CitationId> citations(ui::Session& session)
{
    return *session.reader().citations({}, Order::AsImported, Direction::Ascending);
}

ui::Session::Act verdict(CitationId citation, Verdict verdict)
{
    return [citation, verdict](review::Review& review) {
        return review.decide(DecisionRequest{citation, Stage::TitleAbstract, verdict, {}, {}});
    };
}

class PrismaPageTest : public testing::Test {
protected:
    void SetUp() override
    {
        review.open();
        ASSERT_TRUE(review.session());
        page.resize(1000, 800);
        QObject::connect(&page, &ui::Page::doorOpened, &page, [this](const ui::Door& door) { doors.push_back(door); });
        QObject::connect(&page, &ui::Page::notice, &page, [this](const QString& text) { notices += text; });
    }

    void enter()
    {
        page.setSession(review.session());
        page.show();
        page.entered();
        ASSERT_TRUE(QTest::qWaitFor([this] { return page.controller().hasRecords(); }));
    }

    test::SmallReview review;
    test::ScriptedDialogs dialogs;
    ui::PrismaPage page{dialogs};
    std::vector<ui::Door> doors;
    QStringList notices;
};

TEST_F(PrismaPageTest, CountsTheRecordsOfTheReview)
{
    enter();
    EXPECT_EQ(page.controller().counts().identified(SourceKind::Database), 3);
    EXPECT_EQ(page.controller().counts().databases.unscreened, 3);
    EXPECT_TRUE(page.controller().addsUp());
    EXPECT_EQ(page.controller().summary(), QStringLiteral("3 records identified · 0 studies included"));
    EXPECT_EQ(
        page.controller().verdict(), QStringLiteral("All boxes add up. The counts are interim while work is open:"));
}

TEST_F(PrismaPageTest, SaysWhyAStageThatIsBlindFillsNoBoxes)
{
    enter();
    EXPECT_EQ(page.controller().blindness(), QString());
    review.act([](review::Review& open) { return open.setReviewers(Stage::TitleAbstract, 2); });
    ASSERT_TRUE(QTest::qWaitFor([this] { return !page.controller().blindness().isEmpty(); }));
    const QString line = page.controller().blindness();
    EXPECT_TRUE(line.contains(QStringLiteral("Boxes are filled when the owner opens conflicts"))) << qPrintable(line);
    const auto labels = page.findChildren<QLabel*>();
    EXPECT_TRUE(
        std::ranges::any_of(labels, [&](const QLabel* label) { return label->isVisible() && label->text() == line; }));
    review.act([](review::Review& open) { return open.openConflicts(Stage::TitleAbstract, true); });
    EXPECT_TRUE(QTest::qWaitFor([this] { return page.controller().blindness().isEmpty(); }));
}

TEST_F(PrismaPageTest, AddsThePreviousVersionOfAnUpdatedReview)
{
    enter();
    const auto ask = [this](const QString& typed) {
        dialogs.answerText(typed);
        page.findChild<QAction*>(QStringLiteral("prisma.previous"))->trigger();
    };
    ask(QStringLiteral("12, 15"));
    ASSERT_TRUE(QTest::qWaitFor([this] { return page.controller().counts().previous.has_value(); }));
    EXPECT_EQ(*page.controller().counts().previous, (StudyCount{12, 15}));
    EXPECT_EQ(page.controller().previous(), QStringLiteral("12, 15"));
    dialogs.expectError(ErrorKind::InvalidInput);
    ask(QStringLiteral("a dozen"));
    ask(QString());
    EXPECT_TRUE(QTest::qWaitFor([this] { return !page.controller().counts().previous.has_value(); }));
}

TEST_F(PrismaPageTest, FollowsDecisionsWhileInSight)
{
    enter();
    review.act(verdict(citations(*review.session())[0], Verdict::Exclude));
    EXPECT_TRUE(QTest::qWaitFor([this] { return page.controller().counts().databases.excludedScreening == 1; }));
    EXPECT_EQ(page.controller().counts().databases.unscreened, 2);
}

TEST_F(PrismaPageTest, WaitsWithCountingUntilItIsSeen)
{
    enter();
    page.hide();
    review.act(verdict(citations(*review.session())[0], Verdict::Exclude));
    QCoreApplication::processEvents();
    EXPECT_EQ(page.controller().counts().databases.excludedScreening, 0);
    page.show();
    page.entered();
    EXPECT_TRUE(QTest::qWaitFor([this] { return page.controller().counts().databases.excludedScreening == 1; }));
}

TEST_F(PrismaPageTest, OpensTheRecordsOfABox)
{
    enter();
    auto* view = page.findChild<ui::FigureView*>();
    const auto& marks = view->drawing().marks;
    const auto pubmed = std::find_if(marks.begin(), marks.end(), [](const figure::Mark& mark) {
        return mark.label == QStringLiteral("Records identified from PubMed (n = 3)");
    });
    ASSERT_NE(pubmed, marks.end());
    Q_EMIT view->markActivated(pubmed->index);
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].page, ui::PageId::Records);
    EXPECT_EQ(doors[0].heading, QStringLiteral("Records identified from PubMed"));
    EXPECT_EQ(doors[0].filter.source, "PubMed");
    EXPECT_EQ(
        review.session()->reader().citations(doors[0].filter, Order::AsImported, Direction::Ascending)->size(), 3U);
}

TEST_F(PrismaPageTest, GoesFromBoxToBoxByKeysAndOpensWithEnter)
{
    enter();
    auto* view = page.findChild<ui::FigureView*>();
    view->setFocus(Qt::TabFocusReason);
    QApplication::setActiveWindow(&page);
    QTest::keyClick(view, Qt::Key_Home);
    EXPECT_EQ(view->currentMark(), 0);
    QTest::keyClick(view, Qt::Key_Tab);
    EXPECT_EQ(view->currentMark(), 1);
    QTest::keyClick(view, Qt::Key_Home);
    QTest::keyClick(view, Qt::Key_Return);
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].heading, QStringLiteral("3 not screened"));
    EXPECT_TRUE(view->accessibleName().contains(QStringLiteral("3 not screened")));
}

TEST_F(PrismaPageTest, WritesFigureAndData)
{
    enter();
    for (const char* name : {"flow.svg", "flow.pdf", "flow.png", "flow.csv"}) {
        const QString path = review.file(QString::fromLatin1(name));
        dialogs.answerSaveFile(path);
        page.pageActions()[path.endsWith(QStringLiteral("csv")) ? 1 : 0]->trigger();
        ASSERT_TRUE(QTest::qWaitFor([&] { return QFileInfo::exists(path); })) << name;
    }
    ASSERT_TRUE(QTest::qWaitFor([&] { return notices.size() == 4; }));
    EXPECT_EQ(notices.front(), QStringLiteral("Saved flow.svg"));
}

TEST_F(PrismaPageTest, SaysWhyAFigureCouldNotBeWritten)
{
    enter();
    dialogs.answerSaveFile(review.file(QStringLiteral("missing/flow.svg")));
    dialogs.expectError(ErrorKind::Io);
    page.pageActions()[0]->trigger();
    EXPECT_TRUE(QTest::qWaitFor([&] { return dialogs.errors().size() == 1; }));
}

TEST_F(PrismaPageTest, TellsHowToFillItWhileThereIsNothing)
{
    page.setSession(nullptr);
    page.show();
    auto* empty = page.findChild<ui::EmptyState*>();
    EXPECT_TRUE(empty->isVisible());
    Q_EMIT empty->clicked();
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].page, ui::PageId::Sources);
}

} // namespace
