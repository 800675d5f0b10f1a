#include "tests/core/store/otherprocess.h"

#include "core/store/database.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace winnow::test {

OtherProcess::OtherProcess(const QString& review)
{
    std::array<int, 2> opened{};
    std::array<int, 2> release{};
    EXPECT_EQ(::pipe(opened.data()), 0);
    EXPECT_EQ(::pipe(release.data()), 0);
    m_process = ::fork();
    if (m_process == 0) {
        ::close(release[1]);
        Result<store::Database> database = store::openDatabase(review, store::Access::ReadWrite);
        char answer = database ? 'y' : 'n';
        if (::write(opened[1], &answer, 1) == 1)
            answer = ::read(release[0], &answer, 1) == 0 ? 'y' : 'n';
        if (database)
            static_cast<void>(database->close());
        ::_exit(0);
    }
    ::close(opened[1]);
    ::close(release[0]);
    m_release = release[1];
    char answer = 'n';
    EXPECT_EQ(::read(opened[0], &answer, 1), 1);
    EXPECT_EQ(answer, 'y');
    ::close(opened[0]);
}

OtherProcess::~OtherProcess()
{
    close();
}

void OtherProcess::close()
{
    if (m_release >= 0)
        ::close(m_release);
    m_release = -1;
    wait();
}

void OtherProcess::kill()
{
    ::kill(m_process, SIGKILL);
    wait();
}

void OtherProcess::wait()
{
    if (m_process > 0)
        ::waitpid(m_process, nullptr, 0);
    m_process = 0;
}

} // namespace winnow::test
