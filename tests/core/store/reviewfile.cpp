#include "tests/core/store/reviewfile.h"

#include <QDir>
#include <QFile>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace winnow::test {

using namespace winnow::store;

ReviewFolder::ReviewFolder()
{
    EXPECT_TRUE(m_folder.isValid());
}

QStringList ReviewFolder::files() const
{
    return QDir(path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name);
}

QByteArray ReviewFolder::read(const QString& name) const
{
    QFile file(m_folder.filePath(name));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return file.readAll();
}

void ReviewFolder::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(name));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void ReviewFolder::scribble(const QString& name, qint64 offset, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(name));
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    ASSERT_LT(offset + bytes.size(), file.size());
    file.seek(offset);
    file.write(bytes);
}

std::string answerOf(Connection& connection, const char* sql)
{
    Result<Statement> query = Statement::prepare(connection, sql);
    if (!query)
        return "failed: " + query.error().detail.toStdString();
    const Result<bool> row = query->step();
    if (!row)
        return "failed: " + row.error().detail.toStdString();
    return *row ? query->text(0) : "failed: no row";
}

void addThings(Connection& connection, int count)
{
    for (int i = 0; i < count; ++i) {
        const Result<> added =
            connection.execute("INSERT INTO reviewer (uuid, name) VALUES (randomblob(16), hex(randomblob(40)))");
        ASSERT_TRUE(added) << added.error();
    }
}

std::int64_t countThings(Connection& connection)
{
    return std::stoll(answerOf(connection, "SELECT count(*) FROM reviewer"));
}

void makeReview(const ReviewFolder& folder)
{
    Result<Database> made = createDatabase(folder.review());
    ASSERT_TRUE(made) << made.error();
    ASSERT_TRUE(made->close());
}

void alter(const ReviewFolder& folder, const char* sql)
{
    Result<Connection> connection = Connection::open(folder.review(), Connection::Mode::ReadWrite);
    ASSERT_TRUE(connection);
    const Result<> done = connection->execute(sql);
    ASSERT_TRUE(done) << done.error();
}

void abandonWithLog(const ReviewFolder& folder)
{
    const int status = inChild([&] {
        Result<Database> opened = openDatabase(folder.review(), Access::ReadWrite);
        ASSERT_TRUE(opened) << opened.error();
        addThings(opened->connection, ThingsLeftInLog);
        ::raise(SIGKILL);
    });
    ASSERT_EQ(status, -SIGKILL);
}

int inChild(const std::function<void()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(testing::Test::HasFailure() ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace winnow::test
