// What PDFs cost: the first page, turning pages, text, searching, copies; and how soon troubles end.
//
// pdf-bench FOLDER: the shared PDFs (papers, manuals, hostile, annotated). Prints a line a figure: elapsed time, and
// the CPU time of all processes that took part, which a busy machine stretches less. pdftoppm, pdftotext and mutool do
// the same work in the same run, where they are installed.
#include "core/pdf/blocking.h"
#include "core/pdf/document.h"
#include "tests/bench/memory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace {

using namespace winnow;
using namespace winnow::pdf;
using namespace Qt::Literals::StringLiterals;
using Clock = std::chrono::steady_clock;

constexpr double Scale = 2; ///< 144 dpi: the width of a page on a usual screen
constexpr int Rounds = 5;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The value, or the end of the bench with the reason.
template <typename T> T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s %s\n", qUtf8Printable(result.error().message), qUtf8Printable(result.error().detail));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

struct Cost {
    double elapsed = 0; ///< ms
    double cpu = 0; ///< ms, with that of the processes it started, which have ended
};

template <typename Work> Cost once(Work work)
{
    const auto cpu = [] { return 1000 * (bench::cpuSeconds() + bench::cpuSeconds(RUSAGE_CHILDREN)); };
    const Clock::time_point start = Clock::now();
    const double before = cpu();
    work();
    return {msSince(start), cpu() - before};
}

/// The best of some rounds: what the work costs where nothing else is done.
template <typename Work> Cost costOf(Work work)
{
    Cost best = once(work);
    for (int i = 1; i < Rounds; ++i) {
        const Cost cost = once(work);
        best = {std::min(best.elapsed, cost.elapsed), std::min(best.cpu, cost.cpu)};
    }
    return best;
}

void say(const QString& what, const Cost& cost)
{
    std::printf("%-58s %9.1f ms elapsed %9.1f ms CPU\n", qUtf8Printable(what), cost.elapsed, cost.cpu);
    std::fflush(stdout);
}

void say(const QString& what, double elapsed, const char* more = "")
{
    std::printf("%-58s %9.2f ms%s\n", qUtf8Printable(what), elapsed, more);
    std::fflush(stdout);
}

/// None where the program is not installed.
bool run(const QString& program, const QStringList& arguments)
{
    if (QStandardPaths::findExecutable(program).isEmpty())
        return false;
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(-1);
    return true;
}

Tile wholePage(const PageInfo& info, int page)
{
    return {page, Scale, Rotation::None, QRect(QPoint(0, 0), pixelSize(info.size, Scale, Rotation::None))};
}

QFileInfoList pdfsIn(const QString& folder)
{
    return QDir(folder).entryInfoList({u"*.pdf"_s}, QDir::Files, QDir::Name);
}

// Beside other programs -----------------------------------------------------------------------------------------------

void firstPages(const QString& folder)
{
    const QTemporaryDir out;
    const QString dpi = QString::number(Scale * 72);
    std::vector<double> worst;
    for (const QFileInfo& paper : pdfsIn(folder + u"/papers"_s)) {
        const QString path = paper.filePath();
        const Cost ours = costOf([&] {
            auto document = must(BlockingDocument::open(path));
            (void)must(document.render(wholePage(document.pages().front(), 0)));
        });
        worst.push_back(ours.cpu);
        say(u"first page, %1"_s.arg(paper.fileName()), ours);
        const Cost poppler = costOf([&] {
            run(u"pdftoppm"_s, {u"-r"_s, dpi, u"-f"_s, u"1"_s, u"-l"_s, u"1"_s, path, out.filePath(u"page"_s)});
        });
        say(u"    pdftoppm"_s, poppler);
        const Cost mupdf = costOf([&] {
            run(u"mutool"_s, {u"draw"_s, u"-q"_s, u"-r"_s, dpi, u"-o"_s, out.filePath(u"page.ppm"_s), path, u"1"_s});
        });
        say(u"    mutool draw"_s, mupdf);
    }
    std::sort(worst.begin(), worst.end());
    if (!worst.empty())
        std::printf("first page: median %.1f ms CPU, worst %.1f ms CPU\n", worst[worst.size() / 2], worst.back());
}

void texts(const QString& folder)
{
    for (const QFileInfo& paper : pdfsIn(folder + u"/papers"_s)) {
        const QString path = paper.filePath();
        std::size_t pages = 0;
        const Cost ours = costOf([&] {
            auto document = must(BlockingDocument::open(path));
            pages = document.pages().size();
            for (int i = 0; i < static_cast<int>(pages); ++i)
                (void)must(document.text(i));
        });
        say(u"text of %1 pages, %2"_s.arg(pages).arg(paper.fileName()), ours);
        say(u"    pdftotext -bbox"_s, costOf([&] { run(u"pdftotext"_s, {u"-bbox"_s, path, u"/dev/null"_s}); }));
    }
}

void copies(const QString& folder)
{
    const QTemporaryDir out;
    const QString path = folder + u"/annotated/thousand-highlights.pdf"_s;
    FileMarks found;
    say(u"a thousand annotations read from a file"_s, costOf([&] {
        auto document = must(BlockingDocument::open(path));
        found = must(document.marks());
    }));
    say(u"    and written into a copy"_s, costOf([&] {
        auto document = must(BlockingDocument::open(path));
        must(document.writeCopy(out.filePath(u"copy.pdf"_s), found.marks));
    }));
    const QString manual = folder + u"/manuals/octave-1158p.pdf"_s;
    say(u"a manual of 1,158 pages looked through for annotations"_s, costOf([&] {
        auto document = must(BlockingDocument::open(manual));
        found = must(document.marks());
    }));
}

// As the window has them ----------------------------------------------------------------------------------------------

/// Of this thread alone.
template <typename Work> Cost inThread(Work work)
{
    const auto cpu = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return 1e3 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e6;
    };
    const Clock::time_point start = Clock::now();
    const double before = cpu();
    work();
    return {msSince(start), cpu() - before};
}

/// Of each the longest.
Cost longer(const Cost& one, const Cost& other)
{
    return {std::max(one.elapsed, other.elapsed), std::max(one.cpu, other.cpu)};
}

/// Knows the longest time that one event held the thread.
class WatchedApplication final : public QCoreApplication {
public:
    using QCoreApplication::QCoreApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        bool handled = false;
        const Cost cost = inThread([&] { handled = QCoreApplication::notify(receiver, event); });
        m_longest = longer(m_longest, cost);
        return handled;
    }
    Cost takeLongest() { return std::exchange(m_longest, {}); }

private:
    Cost m_longest;
};

/// Runs events until `done`; how long the longest of them took.
Cost waitUntil(const std::function<bool()>& done)
{
    auto& application = static_cast<WatchedApplication&>(*QCoreApplication::instance());
    application.takeLongest();
    QTimer tick; // so that `done` is asked now and then, whatever comes
    tick.start(5);
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return application.takeLongest();
}

void open(Document& document, const QString& path)
{
    document.open(path);
    waitUntil([&] { return document.state() != Document::State::Opening; });
    if (document.state() != Document::State::Ready)
        must<void>(tl::unexpected<Error>(document.error()));
}

void manual(const QString& folder)
{
    Document document;
    open(document, folder + u"/manuals/octave-1158p.pdf"_s);
    std::vector<int> all(static_cast<std::size_t>(document.pageCount()));
    std::iota(all.begin(), all.end(), 0);
    const Clock::time_point start = Clock::now();
    document.wantTexts(all);
    const Cost longest = waitUntil([&] { return document.text(all.back()) != nullptr; });
    say(u"text of the manual's 1,158 pages in the background"_s, msSince(start));
    say(u"    the longest that the window waited meanwhile"_s, longest);
    for (const char* query : {"e", "matrix", "statement", "the function returns", "no such words at all"}) {
        std::size_t hits = 0;
        const Cost cost = costOf([&] {
            hits = 0;
            for (const int page : all)
                hits += document.text(page)->find(QString::fromLatin1(query)).size();
        });
        say(u"search in the manual for “%1”: %2 hits"_s.arg(QString::fromLatin1(query)).arg(hits), cost);
    }
}

void pageTurns(const QString& folder)
{
    Document document;
    open(document, folder + u"/papers/viechtbauer-2010-metafor-jss.pdf"_s);
    std::vector<Tile> tiles;
    for (int i = 0; i < std::min(10, document.pageCount()); ++i)
        tiles.push_back(wholePage(document.page(i), i));
    document.want(tiles, {});
    waitUntil([&] { return std::ranges::all_of(tiles, [&](const Tile& t) { return !document.image(t).isNull(); }); });
    QImage window(tiles.front().area.size(), QImage::Format_RGB32);
    Cost longest;
    for (std::size_t i = 0; i < 200; ++i) {
        const Tile& tile = tiles[i % tiles.size()];
        longest = longer(longest, inThread([&] {
            document.want({tile}, {});
            QPainter(&window).drawImage(0, 0, document.image(tile));
        }));
    }
    say(u"the longest of 200 turns to a page in the cache"_s, longest);
}

// Troubles ------------------------------------------------------------------------------------------------------------

void killedHelper(const QString& folder)
{
    Cost longest;
    for (int i = 0; i < Rounds; ++i) {
        double elapsed = 0;
        const Cost cost = once([&] {
            Document document;
            open(document, folder + u"/papers/frontiers-2014-fpsyg.pdf"_s);
            const Tile first = wholePage(document.page(0), 0);
            const Tile next = wholePage(document.page(1), 1);
            document.want({first}, {});
            kill(static_cast<pid_t>(document.helperId()), SIGKILL);
            const Clock::time_point start = Clock::now();
            document.want({next}, {});
            waitUntil([&] { return !document.image(next).isNull(); });
            elapsed = msSince(start);
        });
        longest = longer(longest, {elapsed, cost.cpu});
    }
    say(u"the next page after the helper was killed, longest of 5"_s, longest);
    std::puts("    (CPU: with opening the file before)");
}

void hostile(const QString& folder)
{
    for (const QFileInfo& file : pdfsIn(folder + u"/hostile"_s)) {
        Document document;
        const Clock::time_point start = Clock::now();
        document.open(file.filePath());
        QString message;
        const Cost longest = waitUntil([&] {
            if (document.state() == Document::State::Opening)
                return false;
            if (document.state() != Document::State::Ready) {
                message = document.error().message;
                return true;
            }
            const Tile tile = wholePage(document.page(0), 0);
            document.want({tile}, {});
            message = document.pageTrouble(0);
            return !message.isEmpty() || !document.image(tile).isNull();
        });
        say(file.fileName(), msSince(start),
            qUtf8Printable(u" until “%1”"_s.arg(message.isEmpty() ? u"shown"_s : message)));
        say(u"    the longest that the window waited meanwhile"_s, longest);
    }
    std::printf("peak memory of a helper %42.0f MB\n", bench::peakMegabytes(RUSAGE_CHILDREN));
}

} // namespace

int main(int argc, char** argv)
{
    const WatchedApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "Usage: pdf-bench FOLDER\n");
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    killedHelper(folder);
    hostile(folder);
    pageTurns(folder);
    manual(folder);
    firstPages(folder);
    texts(folder);
    copies(folder);
    return 0;
}
