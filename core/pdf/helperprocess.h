// The running winnow-pdf, as whoever asks it sees it: messages out, messages in.
#pragma once

#include "core/pdf/wire.h"

#include <QProcess>

#include <memory>
#include <optional>

namespace winnow::pdf {

/// Where winnow-pdf lies: beside the running program, or where a package puts it.
[[nodiscard]] QString helperProgram();

/// Starts at once. Killed when destroyed, without waiting for its end.
class HelperProcess {
public:
    explicit HelperProcess(const QString& program);
    ~HelperProcess();
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;

    [[nodiscard]] QProcess& process() { return *m_process; }
    void send(const Request& request);
    /// The next whole answer that has come, if any.
    [[nodiscard]] std::optional<Answer> receive();
    /// Lets it end by itself, or kills it; for whoever may wait.
    void end();
    /// What comes is no answer: the helper cannot be trusted any more.
    [[nodiscard]] bool broken() const { return m_broken; }

private:
    QProcess* m_process;
    QByteArray m_message; ///< of the length announced
    qsizetype m_received = 0;
    bool m_hasLength = false;
    bool m_broken = false;
};

} // namespace winnow::pdf
