#include "core/store/filelock.h"

#include "core/base/text.h"
#include "core/store/disk.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace winnow::store {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

constexpr int MostTries = 10;
constexpr std::chrono::milliseconds BetweenTries{20};

QString userName()
{
    const passwd* entry = ::getpwuid(::geteuid());
    return entry != nullptr ? QString::fromLocal8Bit(entry->pw_name) : QString::number(::geteuid());
}

QByteArray ourselves()
{
    const QJsonObject holder{
        {QStringLiteral("program"), QCoreApplication::applicationName()},
        {QStringLiteral("user"), userName()},
        {QStringLiteral("host"), QSysInfo::machineHostName()},
        {QStringLiteral("process"), static_cast<qint64>(::getpid())},
        {QStringLiteral("since"), QDateTime::currentDateTime().toString(Qt::ISODate)},
    };
    return QJsonDocument(holder).toJson(QJsonDocument::Compact) + '\n';
}

/// Lock files are input: anybody may have written them.
QString plain(const QJsonValue& value)
{
    return toQString(printable(value.toString().left(80).toStdString()));
}

/// True if `descriptor` is the file that `path` names: a holder removes it on release, and whoever was waiting with it
/// open would then lock a file that nobody else can see.
bool isStillNamed(int descriptor, const QByteArray& path)
{
    struct stat ours = {};
    struct stat named = {};
    return ::fstat(descriptor, &ours) == 0 && ::lstat(path.constData(), &named) == 0 && ours.st_ino == named.st_ino
        && ours.st_dev == named.st_dev;
}

QString busyMessage(const QString& review)
{
    const QString name = QFileInfo(review).fileName();
    const std::optional<LockHolder> holder = FileLock::holder(review);
    if (!holder)
        return tr("“%1” is open in another program. Close it there to make changes here.").arg(name);
    const QString since =
        QDateTime::fromString(holder->since, Qt::ISODate).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    if (holder->host != QSysInfo::machineHostName())
        return tr("“%1” is open on the computer %2, in %3 by %4 since %5. Close it there to make changes here.")
            .arg(name, holder->host, holder->program, holder->user, since);
    if (holder->process == ::getpid())
        return tr("“%1” is open in this program already, since %2. Close it there to make changes here.")
            .arg(name, since);
    return tr("“%1” is open in %2 (process %3) by %4 since %5. Close it there to make changes here.")
        .arg(name, holder->program)
        .arg(holder->process)
        .arg(holder->user, since);
}

void writeHolder(int descriptor)
{
    // Only for people to read: if it cannot be written (a full disk), the lock holds all the same.
    const QByteArray text = ourselves();
    if (::ftruncate(descriptor, 0) != 0
        || ::pwrite(descriptor, text.constData(), static_cast<std::size_t>(text.size()), 0) < 0)
        errno = 0;
}

} // namespace

FileLock::FileLock(QString path, int descriptor)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
{
}

FileLock::~FileLock()
{
    // Removed while still held, so that nobody's new lock is taken away.
    if (isStillNamed(m_descriptor, QFile::encodeName(m_path)))
        ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_descriptor);
}

QString FileLock::pathFor(const QString& review)
{
    const QFileInfo info(review);
    if (info.exists())
        return info.canonicalFilePath() + QStringLiteral(".lock");
    return QFileInfo(info.absolutePath()).canonicalFilePath() + u'/' + info.fileName() + QStringLiteral(".lock");
}

std::optional<LockHolder> FileLock::holder(const QString& review)
{
    QFile file(pathFor(review));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject said = QJsonDocument::fromJson(file.read(4096)).object();
    if (said.isEmpty())
        return std::nullopt;
    return LockHolder{
        .program = plain(said.value(QStringLiteral("program"))),
        .user = plain(said.value(QStringLiteral("user"))),
        .host = plain(said.value(QStringLiteral("host"))),
        .process = said.value(QStringLiteral("process")).toInteger(),
        .since = plain(said.value(QStringLiteral("since"))),
    };
}

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString& review, Wait wait)
{
    const QString path = pathFor(review);
    const QByteArray name = QFile::encodeName(path);
    int tries = 0;
    for (;;) {
        int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        const bool foreign = descriptor < 0 && errno == EACCES; // left behind by another user's crash
        if (foreign)
            descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (descriptor < 0)
            return systemFailure(errno,
                tr("“%1” cannot be locked for writing: its folder takes no lock file.")
                    .arg(QFileInfo(review).fileName()),
                path);
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int error = errno;
            ::close(descriptor);
            if (error == EINTR)
                continue;
            if (error == EWOULDBLOCK) {
                if (wait == Wait::Not || ++tries == MostTries)
                    return fail(ErrorKind::Busy, busyMessage(review), path);
                std::this_thread::sleep_for(BetweenTries);
                continue;
            }
            return systemFailure(error,
                tr("“%1” cannot be locked for writing on this file system.").arg(QFileInfo(review).fileName()), path);
        }
        if (!isStillNamed(descriptor, name) || (foreign && ::unlink(name.constData()) == 0)) {
            ::close(descriptor);
            continue;
        }
        writeHolder(descriptor);
        return std::unique_ptr<FileLock>(new FileLock(path, descriptor));
    }
}

} // namespace winnow::store
