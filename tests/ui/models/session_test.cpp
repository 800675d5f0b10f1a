#include "ui/models/session.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <future>

using namespace winnow;
using namespace winnow::ui;

namespace {

constexpr int Patience = 60'000; // ms; only a failing test waits so long

template <typename Condition> bool wait(Condition condition)
{
    return QTest::qWaitFor(condition, Patience);
}

class SessionTest : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(folder.isValid());
        review::Options options;
        options.reviewer = "Anna";
        Session::create(&context, path(), "A title", options, [this](auto made) { answer = std::move(made); });
        ASSERT_TRUE(wait([this] { return answer.has_value(); }));
        ASSERT_TRUE(answer->has_value()) << answer->error().message.toStdString();
        session = **answer;
        answer.reset();
    }

    [[nodiscard]] QString path() const { return folder.filePath(QStringLiteral("a.winnow")); }

    void retitle(const std::string& title, Session::Done then = {})
    {
        session->act(&context, [title](review::Review& review) { return review.setTitle(title); }, std::move(then));
    }

    QTemporaryDir folder;
    QObject context;
    std::optional<Result<std::shared_ptr<Session>>> answer;
    std::shared_ptr<Session> session;
};

} // namespace

TEST_F(SessionTest, TellsOfTheChangeBeforeItAnswersAndKeepsTheOrderOfActs)
{
    QStringList heard;
    QObject::connect(session.get(), &Session::changed, &context, [&](const Changes& changes) {
        if ((changes.flags & Changes::Settings) != 0)
            heard.append(QStringLiteral("changed to ") + QString::fromStdString(session->info().title));
    });
    retitle("one", [&](const Result<Changes>&) { heard.append(QStringLiteral("one")); });
    retitle("two", [&](const Result<Changes>&) { heard.append(QStringLiteral("two")); });
    EXPECT_TRUE(session->busy());
    ASSERT_TRUE(wait([&] { return heard.size() == 4; }));
    const QStringList expected{QStringLiteral("changed to one"), QStringLiteral("one"),
        QStringLiteral("changed to two"), QStringLiteral("two")};
    EXPECT_EQ(heard, expected);
    EXPECT_FALSE(session->busy());
}

TEST_F(SessionTest, KeepsActsThatStillWaitWhenItIsClosed)
{
    for (int number = 1; number <= 20; ++number)
        retitle("title " + std::to_string(number));
    session.reset();
    auto again = review::Review::open(path(), review::OpenMode::ReadOnly, {});
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->reader().info()->title, "title 20");
}

TEST_F(SessionTest, UndoesAndRedoesAndSaysWhatCouldBeUndone)
{
    retitle("another");
    ASSERT_TRUE(wait([&] { return session->info().title == "another"; }));
    EXPECT_FALSE(session->undoState().undo.isEmpty());
    session->undo();
    ASSERT_TRUE(wait([&] { return session->info().title == "A title"; }));
    EXPECT_FALSE(session->undoState().redo.isEmpty());
    session->redo();
    ASSERT_TRUE(wait([&] { return session->info().title == "another"; }));
}

/// The jobs of which a session has told that they ended.
class EndedJobs {
public:
    explicit EndedJobs(ui::Session& session)
    {
        QObject::connect(&session, &ui::Session::jobEnded, &m_context, [this](int) { ++m_ended; });
    }
    [[nodiscard]] int count() const { return m_ended; }

private:
    QObject m_context;
    int m_ended = 0;
};

TEST_F(SessionTest, ALongQueryHearsThatItWasCancelledAndEndsAsAJob)
{
    const EndedJobs ended(*session);
    std::promise<void> gate;
    const auto opened = gate.get_future().share();
    std::optional<ErrorKind> kind;
    session->longQuery<int>(
        &context, 8, QStringLiteral("Something long"),
        [opened](review::Reader&, Progress& progress) -> Result<int> {
            opened.wait();
            if (!progress.step(1, 2))
                return fail(ErrorKind::Cancelled, {});
            return 1;
        },
        [&](const Result<int>& given) { kind = given ? ErrorKind::Internal : given.error().kind; });
    for (int job = 0; job < 100; ++job) // whichever it is
        session->cancel(job);
    gate.set_value();
    ASSERT_TRUE(wait([&] { return kind.has_value() && ended.count() == 1; }));
    EXPECT_EQ(kind, ErrorKind::Cancelled);
}

TEST_F(SessionTest, ALongQueryThatALaterOneReplacedEndsAsAJobToo)
{
    const EndedJobs ended(*session);
    std::promise<void> gate;
    const auto opened = gate.get_future().share();
    std::vector<int> answers;
    for (int number = 1; number <= 3; ++number)
        session->longQuery<int>(
            &context, 8, QStringLiteral("Something long"),
            [opened, number](review::Reader&, Progress&) -> Result<int> {
                opened.wait();
                return number;
            },
            [&](const Result<int>& given) { answers.push_back(*given); });
    gate.set_value();
    ASSERT_TRUE(wait([&] { return ended.count() == 3 && !answers.empty(); }));
    EXPECT_EQ(answers, std::vector<int>{3});
}

TEST_F(SessionTest, DropsTheAnswerOfAQueryThatALaterOneReplaced)
{
    std::promise<void> gate;
    const auto opened = gate.get_future().share();
    std::vector<int> answers;
    session->query<int>(
        &context, 7,
        [opened](review::Reader&) -> Result<int> {
            opened.wait();
            return 1;
        },
        [&](const Result<int>& number) { answers.push_back(*number); });
    session->query<int>(
        &context, 7, [](review::Reader&) -> Result<int> { return 2; },
        [&](const Result<int>& number) { answers.push_back(*number); });
    ASSERT_TRUE(wait([&] { return !answers.empty(); }));
    gate.set_value();
    bool another = false;
    session->query<int>(
        &context, 8, [](review::Reader&) -> Result<int> { return 3; }, [&](const Result<int>&) { another = true; });
    ASSERT_TRUE(wait([&] { return another; }));
    EXPECT_EQ(answers, std::vector<int>{2});
}

TEST_F(SessionTest, BreakingAQueryOffBreaksOffNoLaterOne)
{
    QFile exported(folder.filePath(QStringLiteral("one.ris")));
    ASSERT_TRUE(exported.open(QIODevice::WriteOnly));
    exported.write("TY  - JOUR\nTI  - One\nPY  - 2019\nAN  - 1\nER  - \n");
    exported.close();
    bool imported = false;
    session->act(
        &context,
        [file = exported.fileName()](review::Review& review) -> Result<Changes> {
            NoProgress progress;
            ImportRequest request;
            request.path = file;
            return TRY(review.importFile(request, progress)).changes;
        },
        [&](const Result<Changes>& done) { imported = done.has_value(); });
    ASSERT_TRUE(wait([&] { return imported; }));

    // Rows are read by statements within a statement: most of the times the outer one is left halfway.
    const auto ask = [](review::Reader& reader) -> Result<std::vector<CitationRow>> {
        const std::vector<CitationId> ids = TRY(reader.citations({}, Order::AsImported, Direction::Ascending));
        std::vector<CitationRow> rows;
        for (int again = 0; again < 50; ++again)
            rows = TRY(reader.rows(std::vector<CitationId>(review::Reader::PageSize, ids.front())));
        return rows;
    };
    for (int round = 0; round < 50; ++round) {
        std::vector<std::size_t> answers;
        for (int query = 0; query < 4; ++query) {
            session->query<std::vector<CitationRow>>(&context, 1, ask,
                [&](const Result<std::vector<CitationRow>>& rows) { answers.push_back(rows ? rows->size() : 0); });
            QThread::yieldCurrentThread();
        }
        ASSERT_TRUE(wait([&] { return !answers.empty(); }));
        ASSERT_EQ(answers, std::vector<std::size_t>{review::Reader::PageSize}) << "in round " << round;
    }
}

TEST_F(SessionTest, AnswersNobodyWhoIsGone)
{
    auto asker = std::make_unique<QObject>();
    bool called = false;
    session->query<int>(
        asker.get(), 0, [](review::Reader&) -> Result<int> { return 1; }, [&](const Result<int>&) { called = true; });
    session->act(
        asker.get(), [](review::Review& review) { return review.setTitle("kept"); },
        [&](const Result<Changes>&) { called = true; });
    asker.reset();
    ASSERT_TRUE(wait([&] { return session->info().title == "kept"; }));
    EXPECT_FALSE(called);
}

TEST_F(SessionTest, CancelsALongActAndEndsItsJob)
{
    int started = 0;
    QObject::connect(session.get(), &Session::jobChanged, &context, [&](const JobState& job) {
        started = job.id;
        session->cancel(job.id);
    });
    int ended = 0;
    QObject::connect(session.get(), &Session::jobEnded, &context, [&](int id) { ended = id; });
    std::optional<ErrorKind> kind;
    session->longAct(
        &context, QStringLiteral("Counting"),
        [](review::Review&, Progress& progress) -> Result<Changes> {
            for (std::int64_t done = 0;; ++done)
                if (!progress.step(done, 0))
                    return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
        },
        [&](const Result<Changes>& result) { kind = result ? ErrorKind::Internal : result.error().kind; });
    ASSERT_TRUE(wait([&] { return kind.has_value(); }));
    EXPECT_EQ(*kind, ErrorKind::Cancelled);
    EXPECT_NE(started, 0);
    EXPECT_EQ(ended, started);
}

TEST_F(SessionTest, SaysThatAnActFailedIfNobodyElseDoes)
{
    std::vector<ErrorKind> failures;
    QObject::connect(
        session.get(), &Session::failed, &context, [&](const Error& error) { failures.push_back(error.kind); });
    session->act(
        &context, [](review::Review&) -> Result<Changes> { return fail(ErrorKind::Conflict, QStringLiteral("No.")); });
    ASSERT_TRUE(wait([&] { return !failures.empty(); }));
    EXPECT_EQ(failures, std::vector<ErrorKind>{ErrorKind::Conflict});
}

TEST_F(SessionTest, OpensASecondTimeForReadingAndRefusesActsInWords)
{
    Session::open(&context, path(), {}, [this](auto opened) { answer = std::move(opened); });
    ASSERT_TRUE(wait([this] { return answer.has_value(); }));
    ASSERT_TRUE(answer->has_value()) << answer->error().message.toStdString();
    const std::shared_ptr<Session> second = **answer;
    EXPECT_TRUE(second->info().readOnly);
    EXPECT_FALSE(second->info().readOnlyReason.isEmpty());
    std::optional<Error> error;
    second->act(
        &context, [](review::Review& review) { return review.setTitle("no"); },
        [&](const Result<Changes>& result) {
            if (!result)
                error = result.error();
        });
    ASSERT_TRUE(wait([&] { return error.has_value() || !second->busy(); }));
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->kind, ErrorKind::ReadOnly);
    EXPECT_FALSE(error->message.isEmpty());
}

TEST_F(SessionTest, SaysWhyThereIsNoReview)
{
    Session::open(&context, folder.filePath(QStringLiteral("none.winnow")), {},
        [this](auto opened) { answer = std::move(opened); });
    ASSERT_TRUE(wait([this] { return answer.has_value(); }));
    ASSERT_FALSE(answer->has_value());
    EXPECT_EQ(answer->error().kind, ErrorKind::NotFound);
}
