// Another process that holds a review open while the test looks on.
#pragma once

#include <QString>

#include <sys/types.h>

namespace winnow::test {

/// Opens the review for writing in a child process and holds it until let go or killed.
class OtherProcess {
public:
    explicit OtherProcess(const QString& review); ///< returns once the review is open there
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;
    ~OtherProcess();
    [[nodiscard]] pid_t process() const { return m_process; }
    void close(); ///< as a person closes it
    void kill(); ///< as the system kills it

private:
    void wait();
    pid_t m_process = 0;
    int m_release = -1;
};

} // namespace winnow::test
