#include "core/pdf/wire.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace winnow::pdf {

namespace {

constexpr auto StreamVersion = QDataStream::Qt_6_0;
constexpr double MaxLength = 100'000; ///< points or pixels a point: beyond is nonsense

bool sane(double value)
{
    return std::isfinite(value) && std::abs(value) <= MaxLength;
}

bool sane(const QRectF& box)
{
    return sane(box.x()) && sane(box.y()) && sane(box.width()) && sane(box.height());
}

/// A count that the rest of the message can hold, each element taking at least `least` bytes.
std::optional<std::size_t> readCount(QDataStream& in, qint64 least)
{
    quint32 count = 0;
    in >> count;
    if (in.status() != QDataStream::Ok || qint64{count} * least > in.device()->bytesAvailable())
        return {};
    return count;
}

void write(QDataStream& out, const Tile& tile)
{
    out << qint32{tile.page} << tile.scale << static_cast<quint8>(tile.rotation) << tile.area;
}

bool read(QDataStream& in, Tile& tile)
{
    qint32 page = 0;
    quint8 rotation = 0;
    in >> page >> tile.scale >> rotation >> tile.area;
    tile.page = page;
    tile.rotation = static_cast<Rotation>(rotation & 3U);
    return rotation < 4 && sane(tile.scale) && tile.scale > 0;
}

void write(QDataStream& out, const Opened& opened)
{
    out << opened.title << opened.about << opened.repaired << static_cast<quint32>(opened.pages.size());
    for (const PageInfo& page : opened.pages)
        out << page.size << page.label;
}

bool read(QDataStream& in, Opened& opened)
{
    in >> opened.title >> opened.about >> opened.repaired;
    const auto count = readCount(in, 20);
    if (!count || *count > MaxPages)
        return false;
    opened.pages.resize(*count);
    for (PageInfo& page : opened.pages) {
        in >> page.size >> page.label;
        if (!sane(page.size.width()) || !sane(page.size.height()) || page.size.isEmpty())
            return false;
    }
    return true;
}

/// The pixels follow: megabytes, which nobody copies without need.
void writeSize(QDataStream& out, const QImage& image)
{
    out << quint16{0} << qint32{image.width()} << qint32{image.height()}; // so much that the pixels are aligned
}

/// The image shares the message's memory.
bool read(QDataStream& in, const QByteArray& message, QImage& image)
{
    quint16 padding = 0;
    qint32 width = 0;
    qint32 height = 0;
    in >> padding >> width >> height;
    if (in.status() != QDataStream::Ok || width <= 0 || height <= 0 || qint64{width} * height > MaxTilePixels
        || qint64{width} * height * 4 != in.device()->bytesAvailable())
        return false;
    auto* shared = new QByteArray(message);
    const auto* pixels = reinterpret_cast<const uchar*>(shared->constData()) + in.device()->pos();
    image = QImage(
        pixels, width, height, qsizetype{width} * 4, QImage::Format_RGB32,
        [](void* held) { delete static_cast<QByteArray*>(held); }, shared);
    return in.skipRawData(width * height * 4) == width * height * 4 && !image.isNull();
}

void write(QDataStream& out, const std::vector<RawWord>& words)
{
    out << static_cast<quint32>(words.size());
    for (const RawWord& word : words) {
        out << word.text << word.box << static_cast<quint8>((word.vertical ? 1U : 0U) | (word.spaceAfter ? 2U : 0U))
            << static_cast<quint32>(word.edges.size());
        for (const float edge : word.edges)
            out << edge;
    }
}

bool read(QDataStream& in, std::vector<RawWord>& words)
{
    const auto count = readCount(in, 41);
    if (!count)
        return false;
    words.resize(*count);
    for (RawWord& word : words) {
        quint8 flags = 0;
        in >> word.text >> word.box >> flags;
        word.vertical = (flags & 1U) != 0;
        word.spaceAfter = (flags & 2U) != 0;
        const auto edges = readCount(in, 8);
        if (!edges || !sane(word.box) || *edges != static_cast<std::size_t>(word.text.size()) + 1)
            return false;
        word.edges.resize(*edges);
        for (float& edge : word.edges) {
            in >> edge;
            if (!sane(double{edge}))
                return false;
        }
    }
    return true;
}

void write(QDataStream& out, const std::vector<Link>& links)
{
    out << static_cast<quint32>(links.size());
    for (const Link& link : links)
        out << link.box << qint32{link.page} << link.top << link.url;
}

bool isWebAddress(const QString& url)
{
    return url.startsWith(QStringLiteral("https://"), Qt::CaseInsensitive)
        || url.startsWith(QStringLiteral("http://"), Qt::CaseInsensitive);
}

bool read(QDataStream& in, std::vector<Link>& links)
{
    const auto count = readCount(in, 48);
    if (!count)
        return false;
    links.resize(*count);
    for (Link& link : links) {
        qint32 page = 0;
        in >> link.box >> page >> link.top >> link.url;
        link.page = page;
        if (!sane(link.box) || !sane(link.top) || (!link.url.isEmpty() && !isWebAddress(link.url)))
            return false;
    }
    return true;
}

void write(QDataStream& out, const std::vector<OutlineEntry>& outline)
{
    out << static_cast<quint32>(outline.size());
    for (const OutlineEntry& entry : outline)
        out << entry.title << qint32{entry.level} << qint32{entry.page} << entry.top;
}

bool read(QDataStream& in, std::vector<OutlineEntry>& outline)
{
    const auto count = readCount(in, 20);
    if (!count)
        return false;
    outline.resize(*count);
    for (OutlineEntry& entry : outline) {
        qint32 level = 0;
        qint32 page = 0;
        in >> entry.title >> level >> page >> entry.top;
        entry.level = level;
        entry.page = page;
        if (!sane(entry.top) || level < 0 || level > 64)
            return false;
    }
    return true;
}

void write(QDataStream& out, const std::vector<Mark>& marks)
{
    out << static_cast<quint32>(marks.size());
    for (const Mark& mark : marks) {
        out << static_cast<quint8>(mark.kind) << static_cast<quint8>(mark.form) << qint32{mark.page}
            << static_cast<quint32>(mark.rects.size());
        for (const PageRect& rect : mark.rects)
            out << rect.left << rect.top << rect.width << rect.height;
        out << mark.name << mark.comment << mark.author << mark.subject << quint32{mark.colour} << qint64{mark.made}
            << qint64{mark.changed};
    }
}

bool isOnPage(const PageRect& rect)
{
    const auto within = [](double share) { return share >= 0 && share <= 1; };
    return within(rect.left) && within(rect.top) && within(rect.width) && within(rect.height);
}

bool read(QDataStream& in, Mark& mark)
{
    quint8 kind = 0;
    quint8 form = 0;
    qint32 page = 0;
    in >> kind >> form >> page;
    const auto rects = readCount(in, 32);
    if (!rects || *rects == 0 || *rects > MaxMarkRects || page < 0 || page >= MaxPages
        || form > static_cast<quint8>(MarkForm::Other) || kind < static_cast<quint8>(AnnotationKind::Highlight)
        || kind > static_cast<quint8>(AnnotationKind::Area))
        return false;
    mark.kind = static_cast<AnnotationKind>(kind);
    mark.form = static_cast<MarkForm>(form);
    mark.page = page;
    mark.rects.resize(*rects);
    for (PageRect& rect : mark.rects) {
        in >> rect.left >> rect.top >> rect.width >> rect.height;
        if (!isOnPage(rect))
            return false;
    }
    quint32 colour = 0;
    qint64 made = 0;
    qint64 changed = 0;
    in >> mark.name >> mark.comment >> mark.author >> mark.subject >> colour >> made >> changed;
    mark.colour = colour & 0xffffffU;
    mark.made = made;
    mark.changed = changed;
    return mark.name.size() <= MaxMarkText && mark.comment.size() <= MaxMarkText && mark.author.size() <= MaxMarkText
        && mark.subject.size() <= MaxMarkText;
}

bool read(QDataStream& in, std::vector<Mark>& marks)
{
    const auto count = readCount(in, 78);
    if (!count || *count > MaxMarks)
        return false;
    marks.resize(*count);
    return std::ranges::all_of(marks, [&](Mark& mark) { return read(in, mark); });
}

void write(QDataStream& out, const FileMarks& found)
{
    out << found.isSigned << found.copyAllowed;
    write(out, found.marks);
}

bool read(QDataStream& in, FileMarks& found)
{
    in >> found.isSigned >> found.copyAllowed;
    return read(in, found.marks);
}

/// Fills in the length, for which four bytes were left free. `more`: bytes that follow.
QByteArray withLength(QByteArray message, qsizetype more = 0)
{
    qToBigEndian(static_cast<quint32>(message.size() - LengthBytes + more), message.data());
    return message;
}

std::optional<Ask> readAsk(QDataStream& in)
{
    quint8 what = 0;
    in >> what;
    if (what < static_cast<quint8>(Ask::Open) || what > static_cast<quint8>(Ask::Copy))
        return {};
    return static_cast<Ask>(what);
}

void writeBody(QDataStream& out, const Answer& answer)
{
    switch (answer.what) {
    case Ask::Open:
        return write(out, answer.opened);
    case Ask::Render:
        return writeSize(out, answer.image);
    case Ask::Text:
        return write(out, answer.words);
    case Ask::Links:
        return write(out, answer.links);
    case Ask::Outline:
        return write(out, answer.outline);
    case Ask::Marks:
        return write(out, answer.marks);
    case Ask::Copy:
        out << answer.piece;
        return;
    }
}

bool readBody(QDataStream& in, const QByteArray& message, Answer& answer)
{
    switch (answer.what) {
    case Ask::Open:
        return read(in, answer.opened);
    case Ask::Render:
        return read(in, message, answer.image);
    case Ask::Text:
        return read(in, answer.words);
    case Ask::Links:
        return read(in, answer.links);
    case Ask::Outline:
        return read(in, answer.outline);
    case Ask::Marks:
        return read(in, answer.marks);
    case Ask::Copy:
        in >> answer.piece;
        return true;
    }
    return false;
}

} // namespace

QByteArray encode(const Request& request)
{
    QByteArray message;
    QDataStream out(&message, QIODevice::WriteOnly);
    out.setVersion(StreamVersion);
    out << quint32{0} << request.number << static_cast<quint8>(request.what) << request.path << request.password
        << qint32{request.page};
    write(out, request.tile);
    write(out, request.marks);
    return withLength(std::move(message));
}

std::optional<Request> decodeRequest(const QByteArray& message)
{
    QDataStream in(message);
    in.setVersion(StreamVersion);
    Request request;
    in >> request.number;
    const auto what = readAsk(in);
    qint32 page = 0;
    in >> request.path >> request.password >> page;
    request.page = page;
    if (!what || !read(in, request.tile) || !read(in, request.marks) || in.status() != QDataStream::Ok || !in.atEnd())
        return {};
    request.what = *what;
    return request;
}

QByteArray encodeHead(const Answer& answer)
{
    QByteArray message;
    QDataStream out(&message, QIODevice::WriteOnly);
    out.setVersion(StreamVersion);
    out.setFloatingPointPrecision(QDataStream::DoublePrecision);
    out << quint32{0} << answer.number << static_cast<quint8>(answer.what) << static_cast<quint8>(answer.trouble);
    if (answer.trouble == Trouble::None)
        writeBody(out, answer);
    return withLength(std::move(message), pixelsOf(answer).size());
}

QByteArrayView pixelsOf(const Answer& answer)
{
    if (answer.what != Ask::Render || answer.trouble != Trouble::None)
        return {};
    return {answer.image.constBits(), answer.image.sizeInBytes()}; // of 32 bits each: lines have no gaps
}

QByteArray encode(const Answer& answer)
{
    return encodeHead(answer).append(pixelsOf(answer));
}

std::optional<Answer> decodeAnswer(const QByteArray& message)
{
    QDataStream in(message);
    in.setVersion(StreamVersion);
    Answer answer;
    in >> answer.number;
    const auto what = readAsk(in);
    quint8 trouble = 0;
    in >> trouble;
    if (!what || in.status() != QDataStream::Ok || trouble > static_cast<quint8>(Trouble::NotesForbidden))
        return {};
    answer.what = *what;
    answer.trouble = static_cast<Trouble>(trouble);
    if (answer.trouble == Trouble::None && !readBody(in, message, answer))
        return {};
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return {};
    return answer;
}

quint32 messageLength(const char* lengthBytes)
{
    return qFromBigEndian<quint32>(lengthBytes);
}

} // namespace winnow::pdf
