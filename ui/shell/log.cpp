#include "ui/shell/log.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cstdio>
#include <mutex>

namespace winnow::ui {
namespace {

constexpr qint64 MostBytes = 1'000'000; // then the file is put aside, and the one put aside before is dropped
constexpr int MostText = 400;

std::mutex& mutex()
{
    static std::mutex own;
    return own;
}

const char* word(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "";
}

void write(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (type == QtDebugMsg)
        return;
    const QString line =
        QStringLiteral("%1 %2 %3: %4\n")
            .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), QLatin1String(word(type)),
                QLatin1String(context.category == nullptr ? "" : context.category), message.left(MostText));
    const std::scoped_lock lock(mutex());
    static QFile file(logFile());
    if (type != QtInfoMsg)
        std::fputs(line.toLocal8Bit().constData(), stderr);
    if (!file.isOpen() && !file.open(QIODevice::Append))
        return;
    if (file.size() > MostBytes) {
        file.close();
        const QString older = logFile() + QStringLiteral(".1");
        QFile::remove(older);
        QFile::rename(logFile(), older);
        if (!file.open(QIODevice::Append))
            return;
    }
    file.write(line.toUtf8());
    file.flush();
}

} // namespace

QString logFile()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("winnow.log"));
}

void startLog()
{
    QDir().mkpath(QFileInfo(logFile()).absolutePath());
    qInstallMessageHandler(write);
}

} // namespace winnow::ui
