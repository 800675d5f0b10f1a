#include "core/pdf/helper/server.h"

#include "core/pdf/helper/opened.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <new>

namespace winnow::pdf {

namespace {

constexpr rlim_t MemoryLimit = rlim_t{1} << 30U;

void limit(int resource, rlim_t value)
{
    const rlimit wanted{value, value};
    setrlimit(static_cast<__rlimit_resource_t>(resource), &wanted);
}

bool readAll(int input, char* to, std::size_t length)
{
    while (length > 0) {
        const ssize_t got = read(input, to, length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        length -= static_cast<std::size_t>(got);
    }
    return true;
}

bool writeAll(int output, const char* from, std::size_t length)
{
    while (length > 0) {
        const ssize_t put = write(output, from, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        from += put;
        length -= static_cast<std::size_t>(put);
    }
    return true;
}

/// None at the end of input, or if what came is no request.
std::optional<Request> nextRequest(int input)
{
    char lengthBytes[LengthBytes];
    if (!readAll(input, lengthBytes, sizeof lengthBytes))
        return {};
    const quint32 length = messageLength(lengthBytes);
    if (length > MaxRequestBytes)
        return {};
    QByteArray message(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (!readAll(input, message.data(), length))
        return {};
    return decodeRequest(message);
}

bool say(int output, const Answer& answer)
{
    const QByteArray head = encodeHead(answer);
    const QByteArrayView pixels = pixelsOf(answer);
    return writeAll(output, head.constData(), static_cast<std::size_t>(head.size()))
        && writeAll(output, pixels.data(), static_cast<std::size_t>(pixels.size()));
}

/// All but the last answer of a copy are sent on the way.
Trouble sendCopy(const Request& request, const OpenFile& file, int output)
{
    return file.copy(request.marks, [&](const QByteArray& piece) {
        Answer part;
        part.number = request.number;
        part.what = request.what;
        part.piece = piece;
        return say(output, part);
    });
}

Answer answerTo(const Request& request, OpenFile& file, int output)
{
    Answer answer;
    answer.number = request.number;
    answer.what = request.what;
    switch (request.what) {
    case Ask::Open:
        answer.trouble = file.open(request.path, request.password, answer.opened);
        break;
    case Ask::Render:
        answer.trouble = file.render(request.tile, answer.image);
        break;
    case Ask::Text:
        answer.trouble = file.text(request.page, answer.words);
        break;
    case Ask::Links:
        answer.trouble = file.links(request.page, answer.links);
        break;
    case Ask::Outline:
        answer.trouble = file.outline(answer.outline);
        break;
    case Ask::Marks:
        answer.trouble = file.marks(answer.marks);
        break;
    case Ask::Copy:
        answer.trouble = sendCopy(request, file, output);
        break;
    }
    return answer;
}

} // namespace

void confine()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // these map terabytes
    limit(RLIMIT_AS, MemoryLimit);
#endif
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 64);
}

int serve(int input, int output)
{
    // A page is megabytes: the fewer times the window wakes up for one, the better.
    fcntl(output, F_SETPIPE_SZ, 1 << 20);
    OpenFile file;
    while (const auto request = nextRequest(input)) {
        Answer answer;
        try {
            answer = answerTo(*request, file, output);
        } catch (const std::bad_alloc&) {
            answer = {};
            answer.number = request->number;
            answer.what = request->what;
            answer.trouble = Trouble::OutOfMemory;
        }
        if (!say(output, answer))
            return 1;
    }
    return 0;
}

} // namespace winnow::pdf
