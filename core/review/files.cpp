#include "core/review/files.h"

#include "core/store/backup.h"
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

Result<> refuseUnlessPdf(const QByteArray& head, const QString& name)
{
    if (head.left(1024).contains("%PDF-"))
        return {};
    const QByteArray start = head.left(512).trimmed().toLower();
    if (head.isEmpty())
        return fail(ErrorKind::InvalidInput, tr("%1 is empty. It was not attached.").arg(name));
    if (start.startsWith("<!doctype html") || start.startsWith("<html"))
        return fail(ErrorKind::InvalidInput,
            tr("%1 is a web page that was saved under the name of a PDF. It was not attached; fetch the PDF itself.")
                .arg(name));
    return fail(ErrorKind::InvalidInput, tr("%1 is not a PDF. It was not attached.").arg(name));
}

tl::unexpected<Error> writeFailure(const QFile& file, const QString& folder)
{
    const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return fail(full ? ErrorKind::Full : ErrorKind::Io,
        full ? tr("The disk that holds %1 is full. Nothing was attached; make room and try again.").arg(folder)
             : tr("A file could not be written into %1. Nothing was attached.").arg(folder),
        file.errorString());
}

} // namespace

QString reviewOfBackup(const QString& path)
{
    return store::reviewOfBackup(path);
}

QString filesFolder(const QString& review)
{
    const QFileInfo info(review);
    return info.dir().filePath(info.completeBaseName() + QStringLiteral(".files"));
}

QString filePath(const QString& review, const std::string& sha256)
{
    const QByteArray hex = QByteArray::fromRawData(sha256.data(), static_cast<qsizetype>(sha256.size())).toHex();
    return QDir(filesFolder(review)).filePath(QString::fromLatin1(hex) + QStringLiteral(".pdf"));
}

Result<StoredFile> storePdf(const QString& review, const QString& source)
{
    const QString name = QFileInfo(source).fileName();
    QFile in(source);
    if (const QFileInfo info(source); info.exists() && !info.isFile()) // opening a pipe would wait for its writer
        return fail(
            ErrorKind::Io, tr("%1 is no file but a folder, a pipe or a device. Nothing was attached.").arg(source));
    if (!in.open(QIODevice::ReadOnly))
        return fail(
            ErrorKind::NotFound, tr("%1 could not be read. Nothing was attached.").arg(source), in.errorString());
    const QString folder = filesFolder(review);
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Io, tr("The folder %1 could not be made. Nothing was attached.").arg(folder));
    QTemporaryFile out(QDir(folder).filePath(QStringLiteral("incoming-XXXXXX")));
    if (!out.open())
        return writeFailure(out, folder);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    StoredFile stored;
    bool first = true;
    constexpr qint64 Piece = 1 << 20;
    while (!in.atEnd()) {
        const QByteArray bytes = in.read(Piece);
        if (bytes.isEmpty() && in.error() != QFileDevice::NoError)
            return fail(ErrorKind::Io, tr("%1 could not be read to its end. Nothing was attached.").arg(source),
                in.errorString());
        if (std::exchange(first, false))
            TRY(refuseUnlessPdf(bytes, name));
        hash.addData(bytes);
        errno = 0;
        if (out.write(bytes) != bytes.size())
            return writeFailure(out, folder);
        stored.bytes += bytes.size();
    }
    if (first)
        TRY(refuseUnlessPdf({}, name));
    errno = 0;
    if (!out.flush() || fsync(out.handle()) != 0)
        return writeFailure(out, folder);
    stored.sha256 = hash.result().toStdString();
    const QString path = filePath(review, stored.sha256);
    if (QFile::exists(path))
        return stored; // the same bytes are there already
    out.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
    if (!out.rename(path))
        return writeFailure(out, folder);
    out.setAutoRemove(false);
    if (const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
    return stored;
}

bool lacksEnd(const QString& pdf)
{
    constexpr qint64 Tail = 2048; // where readers look for the mark (ISO 32000-1, annex H.3)
    QFile file(pdf);
    if (!QFileInfo(pdf).isFile() || !file.open(QIODevice::ReadOnly)
        || !file.seek(std::max<qint64>(0, file.size() - Tail)))
        return false;
    return !file.read(Tail).contains("%%EOF");
}

QString incompleteWords(const QString& pdf)
{
    return lacksEnd(pdf)
        ? tr("%1 ends before it should, as an incomplete download does: fetch it again.").arg(QFileInfo(pdf).fileName())
        : QString();
}

Result<bool> bringFile(const QString& fromReview, const QString& toReview, const std::string& sha256)
{
    const QString source = filePath(fromReview, sha256);
    QFile file(source);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!QFileInfo(source).isFile() || !file.open(QIODevice::ReadOnly) || !hash.addData(&file)
        || hash.result().toStdString() != sha256)
        return false;
    TRY(storePdf(toReview, source));
    return true;
}

} // namespace winnow::review
