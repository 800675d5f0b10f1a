// Many decisions by keys through the real window, undone and done again, before and after a restart.
#include "tests/gui/driver.h"
#include "tests/gui/manyrecords.h"
#include "ui/screening/screeningpage.h"
#include "ui/widgets/recordcard.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTest>

#include <array>
#include <random>

namespace winnow::test {

namespace {

constexpr int Records = 700;
constexpr int Steps = 1'000;

class ManyDecisions : public testing::Test {
protected:
    void SetUp() override
    {
        path = makeManyRecords(driver.folder.path(), Records);
        open();
    }
    void open()
    {
        driver.window->openReview(path);
        ASSERT_TRUE(Driver::until([this] { return driver.window->session() != nullptr; }));
        driver.settle();
        driver.window->goTo(ui::PageId::Screening);
        page = qobject_cast<ui::ScreeningPage*>(driver.window->currentPage());
        ASSERT_NE(page, nullptr);
        ASSERT_TRUE(Driver::until([this] { return page->controller().current() && page->controller().progress(); }));
    }
    void reopen()
    {
        driver.window->closeReview();
        ASSERT_TRUE(Driver::until([this] { return driver.window->empty(); }));
        open();
    }
    [[nodiscard]] CitationId shown() const
    {
        return page->controller().current() ? page->controller().current()->id : CitationId{};
    }
    /// The reviewer presses a key that decides; true once what follows is there and the decision is kept.
    [[nodiscard]] bool decide(Qt::Key key)
    {
        const CitationId before = shown();
        QTest::keyClick(QApplication::focusWidget(), key);
        return Driver::until([&] { return shown() != before; });
    }
    /// Undoes or does again so many steps, as the menu does; from a page that is quick to follow.
    void travel(const char* action, int steps)
    {
        driver.window->goTo(ui::PageId::Settings);
        int done = 0;
        const auto connection = QObject::connect(
            driver.window->session().get(), &ui::Session::changed, driver.window.get(), [&done] { ++done; });
        for (int step = 1; step <= steps; ++step) {
            ASSERT_TRUE(driver.act(QString::fromLatin1(action))) << step;
            ASSERT_TRUE(Driver::until([&] { return done >= step; })) << step;
        }
        QObject::disconnect(connection);
    }
    [[nodiscard]] Decided decided() const
    {
        review::Reader reader = driver.look();
        return decidedIn(reader);
    }

    Driver driver;
    QString path;
    ui::ScreeningPage* page = nullptr;
};

} // namespace

TEST_F(ManyDecisions, ByKeysAreKeptOneByOneAsTheyWereMade)
{
    const std::array keys{Qt::Key_X, Qt::Key_I, Qt::Key_1, Qt::Key_M, Qt::Key_3, Qt::Key_X, Qt::Key_2};
    const auto& reasons = page->controller().reasons();
    ASSERT_EQ(reasons.size(), 3U);
    Decided expected;
    for (std::size_t i = 0; i < 300; ++i) {
        const Qt::Key key = keys[i % keys.size()];
        const CitationId id = shown();
        ASSERT_TRUE(decide(key)) << i;
        const bool numbered = key >= Qt::Key_1 && key <= Qt::Key_3;
        expected[id] = {key == Qt::Key_I ? Verdict::Include
                : key == Qt::Key_M       ? Verdict::Maybe
                                         : Verdict::Exclude,
            numbered ? reasons[static_cast<std::size_t>(key - Qt::Key_1)].id : ReasonId{}};
        // What is in sight is what the next key decides on.
        EXPECT_EQ(page->findChild<ui::RecordCard*>()->citation()->id, shown());
    }
    EXPECT_EQ(decided(), expected);
}

TEST_F(ManyDecisions, AThousandStepsUndoneAndDoneAgainEndWhereTheyBeganAfterARestartToo)
{
    std::mt19937 random(7);
    const std::array keys{Qt::Key_X, Qt::Key_I, Qt::Key_1, Qt::Key_M, Qt::Key_2};
    Decided before = decided();
    for (int step = 0; step < Steps; ++step) {
        if (random() % 3 == 0 && step > 10) { // an earlier one, made otherwise
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
            ASSERT_TRUE(page->controller().verdict());
            const Qt::Key other = page->controller().verdict() == Verdict::Include ? Qt::Key_M : Qt::Key_I;
            ASSERT_TRUE(decide(other)) << step;
        } else {
            ASSERT_TRUE(decide(keys[random() % keys.size()])) << step;
        }
    }
    const Decided after = decided();
    EXPECT_GT(after.size(), 500U);
    travel("edit.undo", Steps);
    EXPECT_EQ(decided(), before);
    travel("edit.redo", Steps);
    EXPECT_EQ(decided(), after);
    reopen();
    travel("edit.undo", Steps);
    EXPECT_EQ(decided(), before);
    reopen();
    travel("edit.redo", Steps);
    EXPECT_EQ(decided(), after);
}

} // namespace winnow::test
