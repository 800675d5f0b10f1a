#include "core/pdf/trouble.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace winnow::pdf {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("pdf", text);
}

QString about(const char* text, const QString& path)
{
    return tr(text).arg(QFileInfo(path).fileName());
}

} // namespace

Error explain(Trouble trouble, const QString& path)
{
    switch (trouble) {
    case Trouble::NotFound:
        return {ErrorKind::NotFound, about("“%1” is not where it was: attach it again.", path), path};
    case Trouble::NoAccess:
        return {ErrorKind::Io, about("“%1” cannot be read: check that it is a file you may open.", path), path};
    case Trouble::Empty:
        return {ErrorKind::Corrupt, about("“%1” is empty, an incomplete download: fetch it again.", path), path};
    case Trouble::WebPage:
        return {ErrorKind::InvalidInput,
            about("“%1” is a web page, not a PDF; often a login page saved in its place: fetch it again.", path), path};
    case Trouble::NotPdf:
        return {ErrorKind::InvalidInput, about("“%1” is not a PDF, whatever its name says.", path), path};
    case Trouble::Truncated:
        return {ErrorKind::Corrupt, about("“%1” is an incomplete download, its end is missing: fetch it again.", path),
            path};
    case Trouble::NoPages:
        return {ErrorKind::Corrupt, about("“%1” has no pages: fetch it again.", path), path};
    case Trouble::TooManyPages:
        return {ErrorKind::Unsupported, about("“%1” says it has more pages than any report has.", path), path};
    case Trouble::Locked:
        return {ErrorKind::Unsupported, about("“%1” needs a password.", path), path};
    case Trouble::WrongPassword:
        return {ErrorKind::Unsupported, about("This is not the password of “%1”.", path), path};
    case Trouble::OutOfMemory:
        return {ErrorKind::Full, about("“%1” needs more memory than a report may take.", path), path};
    case Trouble::NotesForbidden:
        return {ErrorKind::Unsupported,
            about("Whoever locked “%1” allows no annotations in it: give them out as a list. No copy was made.", path),
            path};
    case Trouble::None:
    case Trouble::Damaged:
    case Trouble::NoPage:
    case Trouble::TooLarge:
        break;
    }
    return {ErrorKind::Corrupt, about("“%1” is damaged and cannot be opened: fetch it again.", path), path};
}

QString explainPage(Trouble trouble)
{
    switch (trouble) {
    case Trouble::OutOfMemory:
        return tr("This page cannot be shown: it needs more memory than a page may take.");
    case Trouble::TooLarge:
        return tr("This page cannot be shown at this size: make it smaller.");
    default:
        return tr("This page cannot be shown: it is damaged.");
    }
}

Error tookTooLong(const QString& path)
{
    return {ErrorKind::Unsupported, about("“%1” took too long to open and was given up.", path), path};
}

Error helperBroke(const QString& path)
{
    return {ErrorKind::Corrupt, about("“%1” cannot be opened: reading it failed every time.", path), path};
}

Error helperMissing(const QString& program)
{
    return {ErrorKind::Internal, tr("PDFs cannot be shown: a part of Winnow, winnow-pdf, cannot be started."), program};
}

Error notWritten(const QString& copy, const QString& why)
{
    return {
        ErrorKind::Io, tr("“%1” cannot be written: %2. No copy was made.").arg(QFileInfo(copy).fileName(), why), copy};
}

QString notOverOriginal()
{
    return tr("A copy cannot take the place of the file it is made from: give it another name.");
}

QString pageTookTooLong()
{
    return tr("This page cannot be shown: drawing it took too long and was given up.");
}

QString pageBroke()
{
    return tr("This page cannot be shown: drawing it failed every time.");
}

} // namespace winnow::pdf
