#include "core/store/disk.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace winnow::store {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("store", text);
}

/// Closes with its scope.
class FileDescriptor {
public:
    FileDescriptor(const QString& path, int flags)
        : m_number(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC))
    {
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

bool synchronise(const QString& path, int flags)
{
    const FileDescriptor file{path, flags};
    return file.number() >= 0 && ::fsync(file.number()) == 0;
}

ErrorKind kindOf(int error)
{
    switch (error) {
    case ENOENT:
        return ErrorKind::NotFound;
    case EEXIST:
        return ErrorKind::Conflict;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorKind::ReadOnly;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorKind::Full;
    default:
        return ErrorKind::Io;
    }
}

} // namespace

Disk diskOf(const QString& path)
{
    struct statfs answer = {};
    if (::statfs(QFile::encodeName(path).constData(), &answer) != 0)
        return Disk::Local;
    switch (static_cast<std::uint32_t>(answer.f_type)) { // the numbers of linux/magic.h and statfs(2)
    case 0x00006969U: // NFS
    case 0x0000517BU: // SMB
    case 0xFF534D42U: // CIFS
    case 0xFE534D42U: // SMB2
    case 0x65735546U: // FUSE: sshfs, cloud folders
    case 0x01021997U: // 9p
    case 0x5346414FU: // AFS
    case 0x73757245U: // Coda
    case 0x00C36400U: // Ceph
    case 0x0BD00BD0U: // Lustre
    case 0x47504653U: // GPFS
    case 0x786F4256U: // VirtualBox shared folder
        return Disk::Network;
    default:
        return Disk::Local;
    }
}

bool isWritable(const QString& path)
{
    return ::access(QFile::encodeName(path).constData(), W_OK) == 0;
}

PassingFile::PassingFile(QString path)
    : m_path(std::move(path))
{
    remove();
}

PassingFile::~PassingFile()
{
    remove();
}

void PassingFile::remove() const
{
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
        QFile::remove(m_path + QLatin1String(suffix));
}

tl::unexpected<Error> systemFailure(int error, const QString& what, const QString& path)
{
    return fail(kindOf(error), what, QStringLiteral("%1: %2 (%3)").arg(path, qt_error_string(error)).arg(error));
}

Result<> moveIntoPlace(const QString& from, const QString& to, Existing existing)
{
    const QString name = QFileInfo(to).fileName();
    if (!synchronise(from, O_RDWR))
        return systemFailure(errno, tr("“%1” could not be written to the disk. Nothing was replaced.").arg(name), from);
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    int status = 0;
    if (existing == Existing::Replace) {
        status = std::rename(source.constData(), target.constData());
    } else {
        status = ::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE);
        if (status != 0 && (errno == EINVAL || errno == ENOSYS)) { // a file system without it: as near as can be had
            status = ::link(source.constData(), target.constData());
            if (status == 0)
                status = ::unlink(source.constData());
        }
    }
    if (status != 0) {
        if (errno == EEXIST)
            return systemFailure(
                errno, tr("“%1” is there already. It was left as it is; choose another name.").arg(name), to);
        return systemFailure(errno, tr("“%1” could not be put in its place. Nothing was replaced.").arg(name), to);
    }
    // The name itself is on disk once its folder is. Some file systems refuse to sync a folder: then it is as it is.
    std::ignore = synchronise(QFileInfo(to).absolutePath(), O_RDONLY | O_DIRECTORY);
    return {};
}

} // namespace winnow::store
