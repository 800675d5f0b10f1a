// A drawing into a file: SVG, PDF or PNG.
#include "core/figure/drawing.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTemporaryFile>

#include <cerrno>
#include <cmath>
#include <cstring>

#include <unistd.h>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

constexpr double PointsPerInch = 72;
constexpr double PngDpi = 300;
constexpr int PdfDpi = 1200;
constexpr int MaxPngSide = 20000; ///< pixels; 1.6 GB if both sides have it, more than any journal takes

QByteArray pdf(const Drawing& drawing)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(PdfDpi);
    writer.setPageLayout(
        QPageLayout(QPageSize(drawing.size * drawing.onPaper, QPageSize::Point, QString(), QPageSize::ExactMatch),
            QPageLayout::Portrait, {}));
    writer.setTitle(drawing.title);
    writer.setCreator(QStringLiteral("Winnow"));
    QPainter painter(&writer);
    painter.scale(drawing.onPaper * PdfDpi / PointsPerInch, drawing.onPaper * PdfDpi / PointsPerInch);
    paint(painter, drawing);
    painter.end();
    return bytes;
}

Result<QByteArray> png(const Drawing& drawing, const QString& path)
{
    const double scale = drawing.onPaper * PngDpi / PointsPerInch;
    const QSize size(static_cast<int>(std::lround(drawing.size.width() * scale)),
        static_cast<int>(std::lround(drawing.size.height() * scale)));
    QImage image;
    if (size.width() <= MaxPngSide && size.height() <= MaxPngSide)
        image = QImage(size, QImage::Format_RGB32);
    if (image.isNull())
        return fail(ErrorKind::InvalidInput,
            tr("%1 was not written: the figure is too large for a picture of 300 dots per inch. Save it as SVG or PDF.")
                .arg(path));
    image.setDotsPerMeterX(static_cast<int>(std::lround(PngDpi / 0.0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.setText(QStringLiteral("Title"), drawing.title);
    image.fill(drawing.background);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paint(painter, drawing);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return fail(ErrorKind::Internal, tr("%1 was not written: the picture could not be encoded.").arg(path));
    return bytes;
}

tl::unexpected<Error> writingFailed(const QString& path, int error)
{
    const QString detail = QString::fromLocal8Bit(std::strerror(error));
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return fail(ErrorKind::Full,
            tr("%1 was not written: the disk is full. Make room, or save it elsewhere.").arg(path), detail);
    return fail(error == EROFS || error == EACCES ? ErrorKind::ReadOnly : ErrorKind::Io,
        tr("%1 could not be written: %2. Save it elsewhere.").arg(path, detail), detail);
}

} // namespace

QByteArray toSvg(const Drawing& drawing)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(PointsPerInch)); // one unit is a point
    generator.setSize((drawing.size * drawing.onPaper).toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), drawing.size));
    generator.setTitle(drawing.title);
    generator.setDescription(drawing.description);
    QPainter painter(&generator);
    paint(painter, drawing);
    painter.end();
    // A reader without the font shall see one of the same widths.
    static const QRegularExpression family(QStringLiteral("font-family=\"([^\",]+)\""));
    return QString::fromUtf8(bytes)
        .replace(family, QStringLiteral("font-family=\"\\1, Arial, Helvetica, sans-serif\""))
        .toUtf8();
}

Result<> write(const QByteArray& bytes, const QString& path)
{
    const QFileInfo target(path);
    QTemporaryFile file(target.absolutePath() + QStringLiteral("/.") + target.fileName() + QStringLiteral(".XXXXXX"));
    errno = 0;
    if (!file.open())
        return writingFailed(path, errno ? errno : EIO);
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t written =
            ::write(file.handle(), bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return writingFailed(path, written < 0 ? errno : EIO);
        done += written;
    }
    if (::fsync(file.handle()) != 0)
        return writingFailed(path, errno);
    // QTemporaryFile's 0600 is for secrets; a figure is as open as any new file.
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return writingFailed(path, errno);
    file.setAutoRemove(false);
    return {};
}

Result<> save(const Drawing& drawing, const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("svg"))
        return write(toSvg(drawing), path);
    if (ending == QLatin1String("pdf"))
        return write(pdf(drawing), path);
    if (ending == QLatin1String("png"))
        return write(TRY(png(drawing, path)), path);
    return fail(
        ErrorKind::InvalidInput, tr("%1 was not written: a figure's file name ends in .svg, .pdf or .png.").arg(path));
}

} // namespace winnow::figure
