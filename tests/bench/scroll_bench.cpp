// What the window costs on a review of any size: first list, scrolling, sorting, filtering, deciding by keys.
//
// scroll-bench RECORDS | REVIEW.winnow: makes a review of so many made-up records in a temporary folder, or opens the
// one given (as review-bench keeps it; decisions are written to it), and prints a line a figure.
#include "tests/bench/generate.h"
#include "tests/bench/memory.h"
#include "ui/models/session.h"
#include "ui/screening/queuepanel.h"
#include "ui/screening/recordspage.h"
#include "ui/screening/screeningpage.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFileInfo>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace {

using namespace winnow;
using namespace winnow::ui;
using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Knows the longest time that one event held the window.
class WatchedApplication final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_inside)
            return QApplication::notify(receiver, event);
        m_inside = true;
        const Clock::time_point start = Clock::now();
        const bool handled = QApplication::notify(receiver, event);
        m_longest = std::max(m_longest, msSince(start));
        m_inside = false;
        return handled;
    }
    double takeLongest() { return std::exchange(m_longest, 0); }

private:
    bool m_inside = false;
    double m_longest = 0;
};

/// A bench is asked nothing; an error ends it.
class NoDialogs final : public Dialogs {
public:
    void error(QWidget*, const Error& error) override
    {
        std::fprintf(stderr, "%s\n", qUtf8Printable(error.message));
        std::exit(1);
    }
    void openFiles(QWidget*, const QString&, const QString&, std::function<void(QStringList)>) override { }
    void saveFile(QWidget*, const QString&, const QString&, const QString&, std::function<void(QString)>) override { }
    void text(QWidget*, const QString&, const QString&, const QString&, const QStringList&,
        std::function<void(std::optional<QString>)>) override
    {
    }
    void show(QWidget*) override { }
};

template <typename T> T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s %s\n", qUtf8Printable(result.error().message), qUtf8Printable(result.error().detail));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

template <typename Condition> void until(Condition condition)
{
    if (!QTest::qWaitFor(condition, 300'000)) {
        std::fprintf(stderr, "Waited five minutes for nothing.\n");
        std::exit(1);
    }
}

QString madeReview(const QTemporaryDir& folder, std::uint64_t records)
{
    const QString file = folder.filePath(QStringLiteral("made.nbib"));
    const QString path = folder.filePath(QStringLiteral("Bench.winnow"));
    must(bench::writeExport(bench::ExportGenerator(Format::Nbib), records, file));
    review::Review made = must(review::Review::create(path, "Bench", {nullptr, "bench"}));
    ImportRequest request;
    request.path = file;
    NoProgress progress;
    (void)must(made.importFile(request, progress));
    return path;
}

class Bench {
public:
    explicit Bench(WatchedApplication& application)
        : m_application(application)
    {
    }

    void open(const QString& path)
    {
        const Clock::time_point start = Clock::now();
        std::optional<Result<std::shared_ptr<Session>>> opened;
        Session::open(&m_application, path, {nullptr, "bench"},
            [&opened](Result<std::shared_ptr<Session>> answer) { opened = std::move(answer); });
        until([&] { return opened.has_value(); });
        m_session = must(std::move(*opened));
        m_page.resize(1280, 800);
        m_page.setSession(m_session);
        m_page.show();
        m_page.entered();
        until([this] { return m_page.controller().current().has_value(); });
        (void)m_page.grab();
        print("opened, first list and record painted", msSince(start));
        until([this] { return m_page.controller().progress().has_value(); });
        print("counts there", msSince(start));
        std::printf("%-46s %10d\n", "citations listed", m_page.controller().list().model().rowCount());
    }

    void scroll(const char* what, QAbstractItemView& view)
    {
        QScrollBar* const bar = view.verticalScrollBar();
        double sum = 0;
        double longest = 0;
        constexpr int Steps = 200;
        for (int step = 0; step <= Steps; ++step) {
            const Clock::time_point start = Clock::now();
            // Half of them page after page, half of them jumps.
            if (step % 2 == 0)
                bar->setValue(static_cast<int>(static_cast<std::int64_t>(bar->maximum()) * step / Steps));
            else
                bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
            QApplication::processEvents();
            view.viewport()->repaint();
            const double time = msSince(start);
            sum += time;
            longest = std::max(longest, time);
        }
        std::printf("%-46s %10.1f ms longest, %.1f ms on average\n", what, longest, sum / (Steps + 1));
        bar->setValue(0);
    }

    /// Does it and waits until the list has answered; how long the window was held at most meanwhile.
    template <typename Work> void asked(const char* what, CitationList& list, Work work)
    {
        QApplication::processEvents();
        (void)m_application.takeLongest();
        bool done = false;
        const auto connection =
            QObject::connect(&list, &CitationList::listed, &m_application, [&done] { done = true; });
        const Clock::time_point start = Clock::now();
        work();
        const double now = msSince(start);
        until([&done] { return done; });
        QApplication::processEvents();
        const double all = msSince(start);
        QObject::disconnect(connection);
        std::printf("%-46s %10.1f ms longest hold, answer after %.0f ms, %d rows\n", what,
            std::max(now, m_application.takeLongest()), all, list.model().rowCount());
    }

    void records()
    {
        RecordsPage page(m_dialogs);
        page.resize(1280, 800);
        page.setSession(m_session);
        CitationList& list = page.list();
        auto& table = *page.findChild<CitationTable*>();
        asked("records: first list", list, [&page] { page.show(); });
        scroll("records: a step of scrolling", table);
        for (const auto& [name, order] : {std::pair{"records: sort by year", Order::Year},
                 {"records: sort by title", Order::Title}, {"records: sort by author", Order::Author}})
            asked(name, list, [&list, order = order] { list.setOrder(order, Direction::Descending); });
        asked("records: filter by year", list, [&page] {
            Door door;
            door.filter.year = 2010;
            page.open(door);
        });
        asked("records: all again", list, [&page] { page.open({}); });
        asked("records: search", list, [&page] { page.findChild<QLineEdit*>()->setText(QStringLiteral("cirrh")); });
        page.setSession({});
    }

    /// The index is built in the background after an import: for at most a minute, until it is complete.
    [[nodiscard]] bool indexed()
    {
        const Clock::time_point start = Clock::now();
        bool complete = false;
        while (!complete && msSince(start) < 60'000) {
            bool answered = false;
            m_session->query<StageProgress>(
                &m_application, 0, [](review::Reader& reader) { return reader.progress(Stage::TitleAbstract); },
                [&](const Result<StageProgress>& progress) {
                    answered = true;
                    complete = progress && progress->indexed >= progress->records;
                });
            until([&answered] { return answered; });
            QTest::qWait(500);
        }
        return complete;
    }

    void decide(const char* what, int decisions)
    {
        std::vector<double> times;
        auto& card = *m_page.findChild<RecordCard*>();
        for (int i = 0; i < decisions && m_page.controller().current(); ++i) {
            const CitationId before = m_page.controller().current()->id;
            const Clock::time_point start = Clock::now();
            QTest::keyClick(&card, i % 2 == 0 ? Qt::Key_I : Qt::Key_M);
            while (m_page.controller().current() && m_page.controller().current()->id == before)
                QApplication::processEvents(QEventLoop::WaitForMoreEvents, 1000);
            card.viewport()->update();
            QApplication::processEvents();
            times.push_back(msSince(start));
        }
        std::sort(times.begin(), times.end());
        double sum = 0;
        for (const double time : times)
            sum += time;
        const auto count = static_cast<double>(times.size());
        std::printf("%-46s %10.1f ms on average, median %.1f, 99 %% %.1f\n", what, sum / count, times[times.size() / 2],
            times[times.size() * 99 / 100]);
    }

    void screening()
    {
        scroll("queue: a step of scrolling", *m_page.findChild<CitationTable*>());
        CitationList& list = m_page.controller().list();
        asked("queue: order by year", list, [&list] { list.setOrder(Order::Year, Direction::Descending); });
        asked("queue: show all", list, [this] { m_page.controller().setShows(QueueShows::All); });
        asked("queue: undecided again", list, [this] { m_page.controller().setShows(QueueShows::Undecided); });
    }

    void close()
    {
        m_page.setSession({});
        m_session.reset();
        std::printf("%-46s %10.0f MB\n", "peak memory", bench::peakMegabytes());
    }

private:
    static void print(const char* what, double ms)
    {
        std::printf("%-46s %10.1f ms\n", what, ms);
        std::fflush(stdout);
    }
    WatchedApplication& m_application;
    NoDialogs m_dialogs;
    std::shared_ptr<Session> m_session;
    ScreeningPage m_page{m_dialogs};
};

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    WatchedApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "scroll-bench RECORDS | REVIEW.winnow\n");
        return 2;
    }
    theme::apply(application, Appearance::Light);
    const QTemporaryDir folder;
    const QString what = QString::fromLocal8Bit(argv[1]);
    const QString path = QFileInfo::exists(what) ? what : madeReview(folder, what.toULongLong());
    Bench bench(application);
    bench.open(path);
    bench.decide("key to next painted record, index growing", 100);
    const bool indexed = bench.indexed();
    bench.decide(indexed ? "key to next painted record" : "key to next painted record, index still growing", 300);
    bench.screening();
    bench.records();
    bench.close();
    return 0;
}
