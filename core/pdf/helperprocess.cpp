#include "core/pdf/helperprocess.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace winnow::pdf {

QString helperProgram()
{
    const QString folder = QCoreApplication::applicationDirPath();
    const QString beside = folder + QStringLiteral("/winnow-pdf");
    const QString packaged = folder + QStringLiteral("/../libexec/winnow/winnow-pdf");
    return !QFileInfo::exists(beside) && QFileInfo::exists(packaged) ? packaged : beside;
}

HelperProcess::HelperProcess(const QString& program)
    : m_process(new QProcess)
{
    m_process->setProgram(program);
    m_process->setArguments({QStringLiteral("--serve")});
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->start(QIODevice::ReadWrite | QIODevice::Unbuffered);
}

HelperProcess::~HelperProcess()
{
    m_process->disconnect();
    if (m_process->state() == QProcess::NotRunning) {
        m_process->deleteLater(); // its own signal may be what led here
        return;
    }
    // ~QProcess would wait; a process in the middle of reading a slow disk may take its time to die.
    QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->kill();
}

void HelperProcess::end()
{
    m_process->closeWriteChannel();
    if (!m_process->waitForFinished(200)) {
        m_process->kill();
        m_process->waitForFinished(1000);
    }
}

void HelperProcess::send(const Request& request)
{
    m_process->write(encode(request));
}

std::optional<Answer> HelperProcess::receive()
{
    if (m_broken)
        return {};
    if (!m_hasLength) {
        if (m_process->bytesAvailable() < LengthBytes)
            return {};
        const QByteArray lengthBytes = m_process->read(LengthBytes);
        const quint32 length = messageLength(lengthBytes.constData());
        if (length > MaxAnswerBytes) {
            m_broken = true;
            return {};
        }
        m_message = QByteArray(static_cast<qsizetype>(length), Qt::Uninitialized);
        m_received = 0;
        m_hasLength = true;
    }
    const qint64 got = m_process->read(m_message.data() + m_received, m_message.size() - m_received);
    m_received += got > 0 ? got : 0;
    if (m_received < m_message.size())
        return {};
    m_hasLength = false;
    auto answer = decodeAnswer(m_message);
    m_message.clear();
    m_broken = !answer;
    return answer;
}

} // namespace winnow::pdf
