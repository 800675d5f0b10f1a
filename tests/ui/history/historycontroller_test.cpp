#include "ui/history/historycontroller.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <QTest>

using namespace winnow;
using namespace winnow::ui;

namespace {

constexpr int Patience = 60'000; // ms; only a failing test waits so long

class HistoryTest : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(folder.isValid());
        review::Options options;
        options.reviewer = "Anna";
        Session::create(&context, folder.filePath(QStringLiteral("a.winnow")), "A title", options,
            [this](const Result<std::shared_ptr<Session>>& made) { session = made ? *made : nullptr; });
        ASSERT_TRUE(QTest::qWaitFor([this] { return session != nullptr; }, Patience));
        session->act(&context, [](review::Review& review) { return review.setTitle("Second"); });
        session->act(&context, [](review::Review& review) { return review.setCriteria("Adults"); });
        ASSERT_TRUE(QTest::qWaitFor([this] { return !session->busy(); }, Patience));
        history.setSession(session);
        read();
    }

    void read()
    {
        history.refresh();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !history.loading(); }, Patience));
    }

    [[nodiscard]] std::vector<std::string> kinds() const
    {
        std::vector<std::string> all;
        for (int row = 0; row < history.rowCount(); ++row)
            all.push_back(history.act(row)->kind);
        return all;
    }

    QTemporaryDir folder;
    QObject context;
    std::shared_ptr<Session> session;
    HistoryController history;
};

} // namespace

TEST_F(HistoryTest, ListsActsNewestFirst)
{
    EXPECT_EQ(kinds(), (std::vector<std::string>{"criteria", "title", "create"}));
    EXPECT_TRUE(history.complete());
    EXPECT_EQ(history.index(0, HistoryController::Who).data(Qt::DisplayRole).toString(), QStringLiteral("Anna"));
}

TEST_F(HistoryTest, UndoesAnActWhateverCameAfterIt)
{
    history.undo(1);
    ASSERT_TRUE(QTest::qWaitFor([this] { return session->info().title == "A title"; }, Patience));
    EXPECT_EQ(session->info().criteria, "Adults");
    read();
    ASSERT_EQ(kinds(), (std::vector<std::string>{"undo", "criteria", "title", "create"}));
    EXPECT_TRUE(history.act(2)->undone);
    EXPECT_FALSE(history.obstacle(2).isEmpty());
}

TEST_F(HistoryTest, SaysWhyAnActCannotBeUndone)
{
    EXPECT_TRUE(history.obstacle(0).isEmpty());
    EXPECT_FALSE(history.obstacle(2).isEmpty()); // the beginning
    EXPECT_FALSE(history.obstacle(-1).isEmpty()); // none chosen
}

TEST_F(HistoryTest, FindsActsByTextAndKind)
{
    history.setFilter(QStringLiteral("criteria"), HistoryController::Kind::All);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !history.loading(); }, Patience));
    EXPECT_EQ(kinds(), std::vector<std::string>{"criteria"});
    history.setFilter({}, HistoryController::Kind::Imports);
    ASSERT_TRUE(QTest::qWaitFor([this] { return !history.loading(); }, Patience));
    EXPECT_EQ(kinds(), std::vector<std::string>{"create"});
}
