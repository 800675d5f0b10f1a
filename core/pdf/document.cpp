#include "core/pdf/document.h"

#include "core/pdf/helperprocess.h"
#include "core/pdf/tilecache.h"
#include "core/pdf/trouble.h"

#include <QTimer>

#include <algorithm>
#include <map>

namespace winnow::pdf {

struct Document::Private {
    Private(Document& owner, DocumentOptions given)
        : q(owner)
        , options(std::move(given))
        , tiles(options.cacheBytes)
    {
    }

    /// What is known of one page.
    struct Page {
        std::shared_ptr<const PageText> text;
        std::optional<std::vector<Link>> links;
        QString trouble;
        int deaths = 0; ///< of the helper while it was at this page
    };

    [[nodiscard]] bool start(); ///< false: it cannot be, which is said later
    void stopHelper();
    void pump();
    void ask(Request request);
    [[nodiscard]] std::optional<Request> next() const;
    [[nodiscard]] std::optional<Request> nextTile(const std::vector<Tile>& wanted) const;
    [[nodiscard]] bool needsText(int page) const;
    void read();
    void take(Answer& answer);
    void takeOpened(Answer& answer);
    void helperDied();
    void tookTooLong();
    void giveUp(const Request& request, const QString& why);
    void fail(State newState, Error why);

    Document& q;
    DocumentOptions options;
    State state = State::Empty;
    Error error;
    QString path;
    QString password;
    QString name;
    Opened opened;
    std::vector<OutlineEntry> outline;
    bool hasOutline = false;

    std::vector<Tile> inSight;
    std::vector<Tile> near;
    std::vector<Tile> aside;
    std::vector<int> texts;
    TileCache tiles;
    std::vector<Page> pages;

    std::unique_ptr<HelperProcess> helper;
    bool fileOpen = false; ///< in the helper that runs now
    int openDeaths = 0;
    std::optional<Request> asked;
    quint32 number = 0;
    QTimer watchdog;
};

Document::Document(DocumentOptions options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(options)))
{
    d->watchdog.setSingleShot(true);
    connect(&d->watchdog, &QTimer::timeout, this, [this] { d->tookTooLong(); });
}

Document::~Document() = default;

void Document::open(const QString& path, const QString& password, const QString& name)
{
    close();
    d->path = path;
    d->password = password;
    d->name = name.isEmpty() ? path : name;
    d->state = State::Opening;
    Q_EMIT stateChanged();
    d->pump();
}

void Document::close()
{
    if (d->state == State::Empty)
        return;
    d->stopHelper();
    d->state = State::Empty;
    d->error = {};
    d->path.clear();
    d->password.clear();
    d->opened = {};
    d->outline.clear();
    d->hasOutline = false;
    d->inSight.clear();
    d->near.clear();
    d->aside.clear();
    d->texts.clear();
    d->tiles.clear();
    d->pages.clear();
    d->openDeaths = 0;
    Q_EMIT stateChanged();
}

Document::State Document::state() const
{
    return d->state;
}

QString Document::path() const
{
    return d->path;
}

const Error& Document::error() const
{
    return d->error;
}

int Document::pageCount() const
{
    return static_cast<int>(d->opened.pages.size());
}

const PageInfo& Document::page(int index) const
{
    return d->opened.pages.at(static_cast<std::size_t>(index));
}

QString Document::title() const
{
    return d->opened.title;
}

QString Document::about() const
{
    return d->opened.about;
}

bool Document::repaired() const
{
    return d->opened.repaired;
}

const std::vector<OutlineEntry>& Document::outline() const
{
    return d->outline;
}

void Document::want(std::vector<Tile> inSight, std::vector<Tile> near)
{
    d->inSight = std::move(inSight);
    d->near = std::move(near);
    d->pump();
}

void Document::wantAside(std::vector<Tile> tiles)
{
    d->aside = std::move(tiles);
    d->pump();
}

void Document::wantTexts(std::vector<int> pages)
{
    d->texts = std::move(pages);
    d->pump();
}

QImage Document::image(const Tile& tile)
{
    return d->tiles.find(tile);
}

QImage Document::standIn(int page, Rotation rotation) const
{
    return d->tiles.standIn(page, rotation);
}

std::shared_ptr<const PageText> Document::text(int page) const
{
    return page >= 0 && page < pageCount() ? d->pages[static_cast<std::size_t>(page)].text : nullptr;
}

const std::vector<Link>& Document::links(int page) const
{
    static const std::vector<Link> none;
    if (page < 0 || page >= pageCount() || !d->pages[static_cast<std::size_t>(page)].links)
        return none;
    return *d->pages[static_cast<std::size_t>(page)].links;
}

QString Document::pageTrouble(int page) const
{
    return page >= 0 && page < pageCount() ? d->pages[static_cast<std::size_t>(page)].trouble : QString{};
}

void Document::retry()
{
    for (Private::Page& page : d->pages) {
        page.trouble.clear();
        page.deaths = 0;
    }
    d->pump();
}

qint64 Document::helperId() const
{
    return d->helper ? d->helper->process().processId() : 0;
}

bool Document::Private::start()
{
    const QString program = options.helper.isEmpty() ? helperProgram() : options.helper;
    helper = std::make_unique<HelperProcess>(program);
    fileOpen = false;
    QProcess& process = helper->process();
    const auto missing = [this, program] { fail(State::Failed, helperMissing(program)); };
    if (process.state() == QProcess::NotRunning) {
        // Said later, as everything is: whoever opens a file does not expect an answer before open() returns.
        QTimer::singleShot(0, &process, missing);
        return false;
    }
    QObject::connect(&process, &QProcess::readyReadStandardOutput, &q, [this] { read(); });
    QObject::connect(&process, &QProcess::finished, &q, [this] { helperDied(); });
    QObject::connect(&process, &QProcess::errorOccurred, &q, [missing](QProcess::ProcessError what) {
        if (what == QProcess::FailedToStart)
            missing();
    });
    return true;
}

void Document::Private::stopHelper()
{
    watchdog.stop();
    asked.reset();
    helper.reset();
    fileOpen = false;
}

void Document::Private::ask(Request request)
{
    request.number = ++number;
    asked = std::move(request);
    watchdog.start(options.patience);
    helper->send(*asked);
}

void Document::Private::pump()
{
    if (asked || (state != State::Opening && state != State::Ready))
        return;
    const bool idle = state == State::Ready && !next();
    if (idle)
        return;
    if (!helper && !start())
        return;
    if (!fileOpen) {
        Request open;
        open.what = Ask::Open;
        open.path = path;
        open.password = password;
        ask(open);
        return;
    }
    ask(*next());
}

bool Document::Private::needsText(int page) const
{
    if (page < 0 || page >= static_cast<int>(pages.size()))
        return false;
    return !pages[static_cast<std::size_t>(page)].text;
}

std::optional<Request> Document::Private::nextTile(const std::vector<Tile>& wanted) const
{
    for (const Tile& tile : wanted) {
        const bool known = tile.page >= 0 && tile.page < static_cast<int>(pages.size());
        if (!known || !pages[static_cast<std::size_t>(tile.page)].trouble.isEmpty() || tiles.contains(tile))
            continue;
        Request request;
        request.what = Ask::Render;
        request.page = tile.page;
        request.tile = tile;
        return request;
    }
    return {};
}

std::optional<Request> Document::Private::next() const
{
    if (auto tile = nextTile(inSight))
        return tile;
    Request request;
    for (const Tile& tile : inSight) {
        request.page = tile.page;
        request.what = Ask::Text;
        if (needsText(tile.page))
            return request;
        request.what = Ask::Links;
        if (tile.page >= 0 && tile.page < static_cast<int>(pages.size())
            && !pages[static_cast<std::size_t>(tile.page)].links)
            return request;
    }
    if (!hasOutline) {
        request.page = 0;
        request.what = Ask::Outline;
        return request;
    }
    if (auto tile = nextTile(near))
        return tile;
    if (auto tile = nextTile(aside))
        return tile;
    request.what = Ask::Text;
    for (const int page : texts) {
        request.page = page;
        if (needsText(page))
            return request;
    }
    return {};
}

void Document::Private::read()
{
    // What is done with an answer may close this document, and the helper with it.
    while (helper) {
        auto answer = helper->receive();
        if (!answer) {
            if (helper->broken())
                helperDied();
            return;
        }
        if (!asked || answer->number != asked->number || answer->what != asked->what) {
            helperDied();
            return;
        }
        take(*answer);
    }
}

void Document::Private::take(Answer& answer)
{
    const Request request = *std::exchange(asked, std::nullopt);
    watchdog.stop();
    if (answer.what == Ask::Open) {
        takeOpened(answer);
    } else if (answer.what == Ask::Outline) {
        hasOutline = true;
        outline = std::move(answer.outline);
        Q_EMIT q.outlineReady();
    } else {
        Page& page = pages[static_cast<std::size_t>(request.page)];
        if (answer.what == Ask::Text) {
            page.text = std::make_shared<const PageText>(answer.words);
            Q_EMIT q.textReady(request.page);
        } else if (answer.what == Ask::Links) {
            page.links = std::move(answer.links);
            Q_EMIT q.linksReady(request.page);
        } else if (answer.trouble != Trouble::None || answer.image.size() != request.tile.area.size()) {
            giveUp(request, explainPage(answer.trouble));
        } else {
            tiles.insert(request.tile, answer.image);
            Q_EMIT q.tileReady(request.tile);
        }
    }
    pump();
}

void Document::Private::takeOpened(Answer& answer)
{
    if (answer.trouble == Trouble::Locked || answer.trouble == Trouble::WrongPassword)
        return fail(State::Locked, explain(answer.trouble, name));
    if (answer.trouble != Trouble::None)
        return fail(State::Failed, explain(answer.trouble, name));
    fileOpen = true;
    if (state == State::Ready) { // opened again after the helper died
        if (answer.opened.pages != opened.pages)
            fail(State::Failed, explain(Trouble::Damaged, name));
        return;
    }
    opened = std::move(answer.opened);
    pages.resize(opened.pages.size());
    state = State::Ready;
    Q_EMIT q.stateChanged();
}

void Document::Private::fail(State newState, Error why)
{
    stopHelper();
    state = newState;
    error = std::move(why);
    Q_EMIT q.stateChanged();
}

void Document::Private::giveUp(const Request& request, const QString& why)
{
    Page& page = pages[static_cast<std::size_t>(request.page)];
    const bool wholePage = request.what == Ask::Render;
    // What cannot be drawn in time would only hold up the other pages while its text is read.
    if ((wholePage || request.what == Ask::Text) && !page.text) {
        page.text = std::make_shared<const PageText>();
        Q_EMIT q.textReady(request.page);
    }
    if ((wholePage || request.what == Ask::Links) && !page.links)
        page.links.emplace();
    if (wholePage) {
        page.trouble = why;
        Q_EMIT q.pageFailed(request.page);
    }
}

void Document::Private::helperDied()
{
    constexpr int Tries = 2;
    const std::optional<Request> at = std::exchange(asked, std::nullopt);
    stopHelper();
    if (state != State::Opening && state != State::Ready)
        return;
    if (at && at->what == Ask::Open) {
        if (++openDeaths >= Tries)
            return fail(State::Failed, helperBroke(name));
    } else if (at && at->what == Ask::Outline) {
        hasOutline = true; // a table of contents is not worth a second try
    } else if (at && ++pages[static_cast<std::size_t>(at->page)].deaths >= Tries) {
        giveUp(*at, pageBroke());
    }
    pump();
}

void Document::Private::tookTooLong()
{
    const std::optional<Request> at = std::exchange(asked, std::nullopt);
    stopHelper();
    if (!at)
        return;
    if (at->what == Ask::Open)
        return fail(State::Failed, pdf::tookTooLong(name));
    if (at->what == Ask::Outline)
        hasOutline = true;
    else
        giveUp(*at, pageTookTooLong());
    pump();
}

} // namespace winnow::pdf
