#include "core/pdf/blocking.h"

#include "core/pdf/helperprocess.h"
#include "core/pdf/trouble.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QSaveFile>

#include <unistd.h>

#include <algorithm>

namespace winnow::pdf {

struct BlockingDocument::Private {
    ~Private() { stop(); }

    QString path;
    QString password;
    DocumentOptions options;
    Opened opened;
    std::unique_ptr<HelperProcess> helper;
    quint32 number = 0;

    /// Starts the helper if it is not running and opens the file in it.
    Result<> ensureOpen();
    /// None if the helper died or took too long; the next request starts a new one.
    Result<Answer> ask(Request request);
    Result<Answer> await(const Request& request);
    Result<Answer> askPage(Request request);
    void stop()
    {
        if (helper)
            helper->end();
        helper.reset();
    }
};

Result<Answer> BlockingDocument::Private::ask(Request request)
{
    request.number = ++number;
    helper->send(request);
    return await(request);
}

Result<Answer> BlockingDocument::Private::await(const Request& request)
{
    QProcess& process = helper->process();
    const QDeadlineTimer deadline(options.patience);
    while (true) {
        if (auto answer = helper->receive()) {
            if (answer->number == request.number && answer->what == request.what)
                return std::move(*answer);
            break;
        }
        const bool running = process.state() != QProcess::NotRunning || process.bytesAvailable() > 0;
        if (helper->broken() || !running)
            break;
        if (deadline.hasExpired()) {
            stop();
            return tl::unexpected<Error>(Error{ErrorKind::Cancelled, {}, {}});
        }
        process.waitForReadyRead(static_cast<int>(std::max<qint64>(1, deadline.remainingTime())));
    }
    stop();
    return tl::unexpected<Error>(Error{ErrorKind::Internal, {}, {}});
}

Result<> BlockingDocument::Private::ensureOpen()
{
    if (helper && helper->process().state() == QProcess::Running)
        return {};
    const QString program = options.helper.isEmpty() ? helperProgram() : options.helper;
    stop();
    helper = std::make_unique<HelperProcess>(program);
    if (!helper->process().waitForStarted())
        return tl::unexpected<Error>(helperMissing(program));
    Request request;
    request.what = Ask::Open;
    request.path = path;
    request.password = password;
    auto answer = ask(request);
    if (!answer)
        return tl::unexpected<Error>(
            answer.error().kind == ErrorKind::Cancelled ? tookTooLong(path) : helperBroke(path));
    if (answer->trouble != Trouble::None)
        return tl::unexpected<Error>(explain(answer->trouble, path));
    opened = std::move(answer->opened);
    return {};
}

Result<Answer> BlockingDocument::Private::askPage(Request request)
{
    TRY(ensureOpen());
    auto answer = ask(std::move(request));
    if (!answer)
        return fail(ErrorKind::Corrupt, answer.error().kind == ErrorKind::Cancelled ? pageTookTooLong() : pageBroke());
    if (answer->trouble != Trouble::None)
        return fail(ErrorKind::Corrupt, explainPage(answer->trouble));
    return answer;
}

BlockingDocument::BlockingDocument(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}
BlockingDocument::BlockingDocument(BlockingDocument&&) noexcept = default;
BlockingDocument& BlockingDocument::operator=(BlockingDocument&&) noexcept = default;
BlockingDocument::~BlockingDocument() = default;

Result<BlockingDocument> BlockingDocument::open(const QString& path, const QString& password, DocumentOptions options)
{
    auto d = std::make_unique<Private>();
    d->path = path;
    d->password = password;
    d->options = std::move(options);
    TRY(d->ensureOpen());
    return BlockingDocument(std::move(d));
}

const std::vector<PageInfo>& BlockingDocument::pages() const
{
    return d->opened.pages;
}

QString BlockingDocument::title() const
{
    return d->opened.title;
}

QString BlockingDocument::about() const
{
    return d->opened.about;
}

bool BlockingDocument::repaired() const
{
    return d->opened.repaired;
}

Result<PageText> BlockingDocument::text(int page)
{
    Request request;
    request.what = Ask::Text;
    request.page = page;
    return PageText(TRY(d->askPage(request)).words);
}

Result<QImage> BlockingDocument::render(const Tile& tile)
{
    Request request;
    request.what = Ask::Render;
    request.page = tile.page;
    request.tile = tile;
    return TRY(d->askPage(request)).image;
}

Result<std::vector<OutlineEntry>> BlockingDocument::outline()
{
    Request request;
    request.what = Ask::Outline;
    return TRY(d->askPage(request)).outline;
}

Result<FileMarks> BlockingDocument::marks()
{
    TRY(d->ensureOpen());
    Request request;
    request.what = Ask::Marks;
    auto answer = d->ask(std::move(request));
    if (!answer)
        return tl::unexpected<Error>(
            answer.error().kind == ErrorKind::Cancelled ? tookTooLong(d->path) : helperBroke(d->path));
    if (answer->trouble != Trouble::None)
        return tl::unexpected<Error>(explain(answer->trouble, d->path));
    return std::move(answer->marks);
}

Result<> BlockingDocument::writeCopy(const QString& to, const std::vector<Mark>& marks)
{
    TRY(d->ensureOpen());
    if (const QFileInfo there(to);
        there.exists() && there.canonicalFilePath() == QFileInfo(d->path).canonicalFilePath())
        return fail(ErrorKind::InvalidInput, notOverOriginal());
    QSaveFile out(to);
    if (!out.open(QIODevice::WriteOnly))
        return tl::unexpected<Error>(notWritten(to, out.errorString()));
    Request request;
    request.what = Ask::Copy;
    request.number = ++d->number;
    request.marks = marks;
    d->helper->send(request);
    // Each piece has the same patience; a file that never ends is given up, too.
    const QDeadlineTimer deadline(d->options.patience * 8);
    while (true) {
        auto answer = d->await(request);
        if (!answer)
            return tl::unexpected<Error>(
                answer.error().kind == ErrorKind::Cancelled ? tookTooLong(d->path) : helperBroke(d->path));
        if (answer->trouble != Trouble::None)
            return tl::unexpected<Error>(explain(answer->trouble, d->path));
        if (answer->piece.isEmpty())
            break;
        if (deadline.hasExpired()) {
            d->stop();
            return tl::unexpected<Error>(tookTooLong(d->path));
        }
        if (out.write(answer->piece) != answer->piece.size()) {
            d->stop(); // it has more to say, which nobody hears
            return tl::unexpected<Error>(notWritten(to, out.errorString()));
        }
    }
    if (!out.flush() || fsync(out.handle()) != 0 || !out.commit())
        return tl::unexpected<Error>(notWritten(to, out.errorString()));
    return {};
}

} // namespace winnow::pdf
