// The process is killed in the middle of an import: it is there whole, or not at all.
#include "tests/faults/scenario.h"

#include <gtest/gtest.h>

#include <QFileInfo>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace winnow::faults {
namespace {

constexpr int Records = 3000;
constexpr int Padding = 9000; ///< bytes a record: more than SQLite's cache holds, so that pages reach the file early

/// Kills its own process at the n-th step.
class KillAt final : public Progress {
public:
    explicit KillAt(int step)
        : m_remaining(step)
    {
    }
    [[nodiscard]] bool step(std::int64_t, std::int64_t) override
    {
        if (--m_remaining == 0)
            ::raise(SIGKILL);
        return true;
    }
    [[nodiscard]] int remaining() const { return m_remaining; }

private:
    int m_remaining;
};

Result<> import(review::Review& review, const QString& file, Progress& progress)
{
    ImportRequest request;
    request.path = file;
    TRY(review.importFile(request, progress));
    return {};
}

/// In a child process; true if it was killed.
bool importAndDie(const QString& path, const QString& file, int step)
{
    const pid_t child = ::fork();
    if (child == 0) {
        auto review = open(path);
        KillAt kill{step};
        ::_exit(review && import(*review, file, kill) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

TEST(Killed, ImportIsThereWholeOrNotAtAllAndCanBeRepeated)
{
    const Scenario scenario;
    const QString file = scenario.exportFile(Records, QStringLiteral("large.ris"), Padding);
    const auto size = [](const QString& path) { return QFileInfo(path).size(); };
    ASSERT_TRUE(review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"}));
    const qint64 empty = size(scenario.review());
    int kills = 0;
    int inTheFile = 0;
    for (int step = 1; importAndDie(scenario.review(), file, step); step = step * 2 + 1) {
        ++kills;
        if (size(scenario.review()) > empty && size(scenario.review() + QStringLiteral("-journal")) > 0)
            ++inTheFile;
        auto review = open(scenario.review());
        ASSERT_TRUE(review) << review.error().message.toStdString();
        EXPECT_EQ(faultsOf(*review), "");
        const auto citations = review->reader().citations({}, Order::AsImported, Direction::Ascending);
        ASSERT_TRUE(citations);
        EXPECT_EQ(citations->size(), 0U) << "killed at step " << step;
    }
    EXPECT_GT(kills, 2);
    EXPECT_GT(inTheFile, 0) << "never killed while records stood in the file already";
    auto review = open(scenario.review());
    ASSERT_TRUE(review);
    const auto citations = review->reader().citations({}, Order::AsImported, Direction::Ascending);
    ASSERT_TRUE(citations);
    EXPECT_EQ(citations->size(), static_cast<std::size_t>(Records));
    EXPECT_EQ(faultsOf(*review), "");
}

/// Stops where most of the file is read.
class StopLate final : public Progress {
public:
    [[nodiscard]] bool step(std::int64_t done, std::int64_t total) override { return done < total * 9 / 10; }
};

TEST(Stopped, ImportGivesBackTheRoomItTook)
{
    const Scenario scenario;
    const QString file = scenario.exportFile(Records, QStringLiteral("large.ris"), Padding);
    auto review = review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"});
    ASSERT_TRUE(review);
    const std::string before = stateOf(*review);
    const qint64 size = QFileInfo(scenario.review()).size();
    StopLate stop;
    const auto stopped = import(*review, file, stop);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(stateOf(*review), before);
    EXPECT_EQ(QFileInfo(scenario.review()).size(), size);
    EXPECT_EQ(faultsOf(*review), "");
    NoProgress quiet;
    EXPECT_TRUE(import(*review, file, quiet));
    EXPECT_EQ(faultsOf(*review), "");
}

TEST(Killed, ActsThatWereAcknowledgedAreThere)
{
    const Scenario scenario;
    ASSERT_TRUE(review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"}));
    const pid_t child = ::fork();
    if (child == 0) {
        auto review = open(scenario.review());
        for (const Act& act : scenario.acts()) {
            if (!review || !act.act(*review))
                ::_exit(1);
        }
        ::raise(SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    auto review = open(scenario.review());
    ASSERT_TRUE(review) << review.error().message.toStdString();
    EXPECT_EQ(faultsOf(*review), "");
    const auto history = review->reader().history(100);
    ASSERT_TRUE(history);
    std::size_t shown = 0;
    for (const HistoryRow& row : *history)
        shown += row.canUndo ? 1U : 0U;
    EXPECT_GE(shown, scenario.acts().size() - 2) << "undo and redo may not have rows of their own";
}

/// In a child process; true if it was killed.
bool findAndDie(const QString& path, int step)
{
    const pid_t child = ::fork();
    if (child == 0) {
        auto review = open(path);
        KillAt kill{step};
        ::_exit(review && review->findDuplicates({}, kill) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

TEST(Killed, SearchForDuplicatesJoinsAllOrNothing)
{
    const Scenario scenario;
    const QString file = scenario.exportFile(300, QStringLiteral("large.ris"));
    {
        auto review = review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"});
        ASSERT_TRUE(review);
        NoProgress quiet;
        for (const char* source : {"Here", "There"})
            ASSERT_TRUE(review->importFile({.path = file, .source = source}, quiet));
    }
    const auto history = [&scenario] {
        auto review = open(scenario.review());
        EXPECT_TRUE(review);
        EXPECT_EQ(faultsOf(*review), "");
        return review->reader().history(100).value().size();
    };
    const std::size_t before = history();
    int kills = 0;
    for (int step = 1; findAndDie(scenario.review(), step); step += step / 2 + 1) {
        ++kills;
        EXPECT_EQ(history(), before) << "killed at step " << step;
    }
    EXPECT_GT(kills, 5);
    EXPECT_EQ(history(), before + 1);
}

} // namespace
} // namespace winnow::faults
