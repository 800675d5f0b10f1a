#include "core/pdf/helper/opened.h"

#include <poppler-qt6.h>

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace winnow::pdf {

namespace {

constexpr std::size_t MaxOutlineEntries = 20'000;
constexpr int MaxOutlineLevel = 16;
constexpr std::size_t MaxLinks = 20'000;
constexpr std::size_t MaxWords = 200'000;
constexpr qsizetype MaxTitle = 1'000;
constexpr qsizetype MaxMetadata = 1'000'000;
constexpr double PointsPerInch = 72;

/// The subject, and the DOIs among the properties (XMP: prism:doi, dc:identifier, pdfx:doi …), whatever they are
/// called.
QString aboutOf(const Poppler::Document& document)
{
    QString about = document.info(QStringLiteral("Subject")).left(MaxTitle).simplified();
    static const QRegularExpression doi{QStringLiteral(R"(\b10\.\d{4,9}/[^\s<>"'&]{1,200})")};
    const QString properties = document.metadata().left(MaxMetadata);
    QStringList found;
    for (auto match = doi.globalMatch(properties); match.hasNext() && found.size() < 10;)
        if (const QString one = match.next().captured(); !found.contains(one))
            found.append(one);
    for (const QString& one : found)
        about += QLatin1Char('\n') + one;
    return about;
}

/// What the libraries print, kept for a look: Poppler leaves a page blank for want of memory and says so only there.
class Complaints {
public:
    Complaints()
    {
        if (pipe2(m_ends, O_NONBLOCK | O_CLOEXEC) == 0)
            dup2(m_ends[1], STDERR_FILENO);
    }
    /// Of want of memory, since the last time.
    bool ofMemory()
    {
        std::fflush(stderr);
        bool found = false;
        char text[4096];
        for (ssize_t got = 0; (got = read(m_ends[0], text, sizeof text)) > 0;)
            found =
                found || std::string_view(text, static_cast<std::size_t>(got)).find("memory") != std::string_view::npos;
        return found;
    }

private:
    int m_ends[2] = {-1, -1};
};

Complaints& complaints()
{
    static Complaints all;
    return all;
}

/// What the first and last bytes say of a file, before Poppler sees it.
struct Glance {
    Trouble trouble = Trouble::None;
    bool ends = false; ///< the end-of-file mark is where it should be
};

Glance glance(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {Trouble::NotFound, false};
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return {Trouble::NoAccess, false};
    if (file.size() == 0)
        return {Trouble::Empty, false};
    const QByteArray head = file.read(1024);
    file.seek(std::max<qint64>(0, file.size() - 2048));
    const QByteArray tail = file.readAll();
    if (!head.contains("%PDF-")) {
        const QByteArray start = head.trimmed().toLower();
        const bool web = start.startsWith("<!doctype html") || start.startsWith("<html") || start.contains("<html");
        return {web ? Trouble::WebPage : Trouble::NotPdf, false};
    }
    return {Trouble::None, tail.contains("%%EOF")};
}

double saneLength(double length)
{
    return std::isfinite(length) ? std::clamp(length, 1.0, 20'000.0) : PointsPerInch;
}

double saneFraction(double value)
{
    return std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0;
}

RawWord rawWord(const Poppler::TextBox& box)
{
    RawWord word;
    word.text = box.text();
    word.box = box.boundingBox();
    word.spaceAfter = box.hasSpaceAfter();
    // charBoundingBox counts characters, text() UTF-16 units: both halves of a pair get the character's place.
    std::vector<QRectF> characters;
    characters.reserve(static_cast<std::size_t>(word.text.size()));
    int index = -1;
    for (const QChar c : word.text)
        characters.push_back(box.charBoundingBox(c.isLowSurrogate() ? index : ++index));
    if (characters.empty())
        return word;
    const QRectF& first = characters.front();
    const QRectF& last = characters.back();
    word.vertical = characters.size() > 1
        ? std::abs(last.center().y() - first.center().y()) > std::abs(last.center().x() - first.center().x())
        : word.box.height() > 3 * word.box.width();
    const auto low = [&](const QRectF& c) { return static_cast<float>(word.vertical ? c.top() : c.left()); };
    const auto high = [&](const QRectF& c) { return static_cast<float>(word.vertical ? c.bottom() : c.right()); };
    const bool backwards = low(last) < low(first);
    for (const QRectF& c : characters)
        word.edges.push_back(backwards ? high(c) : low(c));
    word.edges.push_back(backwards ? low(last) : high(last));
    return word;
}

bool usable(const RawWord& word)
{
    const auto finite = [](double value) { return std::isfinite(value) && std::abs(value) < 50'000; };
    return !word.text.isEmpty() && finite(word.box.left()) && finite(word.box.top()) && finite(word.box.width())
        && finite(word.box.height())
        && std::all_of(word.edges.begin(), word.edges.end(), [&](float edge) { return finite(double{edge}); });
}

void appendOutline(const QVector<Poppler::OutlineItem>& items, int level, int pages, std::vector<OutlineEntry>& out)
{
    for (const Poppler::OutlineItem& item : items) {
        if (out.size() >= MaxOutlineEntries)
            return;
        OutlineEntry entry;
        entry.title = item.name().left(MaxTitle).simplified();
        entry.level = level;
        const auto destination = item.destination();
        if (destination && item.externalFileName().isEmpty()) {
            const int page = destination->pageNumber() - 1;
            entry.page = page >= 0 && page < pages ? page : -1;
            entry.top = saneFraction(destination->top());
        }
        out.push_back(entry);
        if (level + 1 < MaxOutlineLevel && item.hasChildren())
            appendOutline(item.children(), level + 1, pages, out);
    }
}

bool isWebAddress(const QString& url)
{
    return url.startsWith(QStringLiteral("https://"), Qt::CaseInsensitive)
        || url.startsWith(QStringLiteral("http://"), Qt::CaseInsensitive);
}

} // namespace

OpenFile::OpenFile()
{
    Poppler::setDebugErrorFunction([](const QString&, const QVariant&) { }, {});
    static_cast<void>(complaints().ofMemory());
}

OpenFile::~OpenFile() = default;

Trouble OpenFile::open(const QString& path, const QString& password, Opened& opened)
{
    m_document.reset();
    m_path = path;
    m_password = password;
    const Glance seen = glance(path);
    if (seen.trouble != Trouble::None)
        return seen.trouble;
    // Poppler takes bytes: older files use Latin-1, newer ones UTF-8.
    m_document = Poppler::Document::load(path, password.toLatin1(), password.toLatin1());
    if (!m_document)
        return seen.ends ? Trouble::Damaged : Trouble::Truncated;
    // Nothing else may be asked of a locked file: Poppler would crash.
    if (m_document->isLocked() && m_document->unlock(password.toUtf8(), password.toUtf8())) {
        m_document.reset();
        return password.isEmpty() ? Trouble::Locked : Trouble::WrongPassword;
    }
    const int pages = m_document->numPages();
    if (pages <= 0 || pages > MaxPages) {
        m_document.reset();
        if (pages > MaxPages)
            return Trouble::TooManyPages;
        return seen.ends ? Trouble::NoPages : Trouble::Truncated;
    }
    m_document->setRenderBackend(Poppler::Document::SplashBackend);
    m_document->setRenderHint(Poppler::Document::Antialiasing);
    m_document->setRenderHint(Poppler::Document::TextAntialiasing);
    m_document->setRenderHint(Poppler::Document::TextSlightHinting);
    opened.title = m_document->info(QStringLiteral("Title")).left(MaxTitle).simplified();
    opened.about = aboutOf(*m_document);
    opened.repaired = m_document->xrefWasReconstructed();
    opened.pages.reserve(static_cast<std::size_t>(pages));
    for (int i = 0; i < pages; ++i) {
        PageInfo info{QSizeF(595, 842), {}};
        if (const auto page = m_document->page(i)) {
            const QSizeF size = page->pageSizeF();
            info = {{saneLength(size.width()), saneLength(size.height())}, page->label().left(40).simplified()};
        }
        if (info.label.isEmpty())
            info.label = QString::number(i + 1);
        opened.pages.push_back(info);
    }
    return Trouble::None;
}

std::unique_ptr<Poppler::Page> OpenFile::page(int index) const
{
    if (!m_document || index < 0 || index >= m_document->numPages())
        return nullptr;
    return m_document->page(index);
}

Trouble OpenFile::render(const Tile& tile, QImage& image) const
{
    if (tile.area.isEmpty() || qint64{tile.area.width()} * tile.area.height() > MaxTilePixels)
        return Trouble::TooLarge;
    const auto shown = page(tile.page);
    if (!shown)
        return Trouble::NoPage;
    const double dpi = tile.scale * PointsPerInch;
    static_cast<void>(complaints().ofMemory());
    image = shown->renderToImage(dpi, dpi, tile.area.x(), tile.area.y(), tile.area.width(), tile.area.height(),
        static_cast<Poppler::Page::Rotation>(tile.rotation));
    if (complaints().ofMemory())
        return Trouble::OutOfMemory;
    if (image.isNull())
        return Trouble::NoPage;
    image.convertTo(QImage::Format_RGB32);
    return Trouble::None;
}

Trouble OpenFile::text(int index, std::vector<RawWord>& words) const
{
    const auto shown = page(index);
    if (!shown)
        return Trouble::NoPage;
    const QRectF visible(QPointF(0, 0), shown->pageSizeF());
    for (const auto& box : shown->textList()) {
        if (words.size() >= MaxWords)
            break;
        RawWord word = rawWord(*box);
        // textList() also gives words that the crop box cuts off.
        if (usable(word) && visible.contains(word.box.center()))
            words.push_back(std::move(word));
    }
    return Trouble::None;
}

Trouble OpenFile::links(int index, std::vector<Link>& links) const
{
    const auto shown = page(index);
    if (!shown)
        return Trouble::NoPage;
    const QSizeF size = shown->pageSizeF();
    for (const auto& found : shown->links()) {
        if (links.size() >= MaxLinks)
            break;
        const QRectF area = found->linkArea().normalized();
        Link link;
        link.box = {saneFraction(area.left()) * size.width(), saneFraction(area.top()) * size.height(),
            saneFraction(area.width()) * size.width(), saneFraction(area.height()) * size.height()};
        if (const auto* inside = dynamic_cast<const Poppler::LinkGoto*>(found.get()); inside && !inside->isExternal()) {
            link.page = inside->destination().pageNumber() - 1;
            link.top = saneFraction(inside->destination().top());
        } else if (const auto* web = dynamic_cast<const Poppler::LinkBrowse*>(found.get())) {
            link.url = isWebAddress(web->url()) ? web->url().left(4'000) : QString{};
        }
        if (link.page >= 0 && link.page < m_document->numPages())
            links.push_back(link);
        else if (!link.url.isEmpty())
            links.push_back({link.box, -1, 0, link.url});
    }
    return Trouble::None;
}

Trouble OpenFile::outline(std::vector<OutlineEntry>& outline) const
{
    if (!m_document)
        return Trouble::NoPage;
    appendOutline(m_document->outline(), 0, m_document->numPages(), outline);
    return Trouble::None;
}

Trouble OpenFile::marks(FileMarks& found) const
{
    return m_document ? readMarks(m_path, m_password, found) : Trouble::NoPage;
}

Trouble OpenFile::copy(const std::vector<Mark>& marks, const TakePiece& take) const
{
    return m_document ? writeMarked(m_path, m_password, marks, take) : Trouble::NoPage;
}

} // namespace winnow::pdf
