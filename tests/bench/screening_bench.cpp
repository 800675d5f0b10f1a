// What deciding by keys costs in the real window, and what highlighting costs.
//
// screening-bench [DECISIONS] [by-relevance]: makes a review of made-up records with 200 highlighted terms and ten
// exclusion reasons in a temporary folder, decides so many (10,000 if not said) by keys, and prints from key to painted
// next record, with the decision on disk: mean, 99 %, longest. By relevance: with the queue in that order, learned
// again all the while, each decision waiting for what was learned from the one before in every tenth; and how long the
// window took for any one event. Then 200 terms in an abstract of 5,000 characters: found, and painted.
#include "core/screening/terms.h"
#include "tests/bench/generate.h"
#include "tests/bench/memory.h"
#include "ui/screening/screeningpage.h"
#include "ui/settings/preferences.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/carddocument.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string_view>

#include <sys/resource.h>

namespace {

using namespace winnow;
using namespace winnow::ui;
using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Of this process, all its threads: what a busy machine does not lengthen.
double processorSeconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

[[noreturn]] void giveUp(const Error& error)
{
    std::fprintf(stderr, "%s %s\n", qUtf8Printable(error.message), qUtf8Printable(error.detail));
    std::exit(1);
}

template <typename T> T must(Result<T> result)
{
    if (!result)
        giveUp(result.error());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// Knows the longest that the window took for one event: so long it stood still.
class TimedApplication final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_within) // an event within another is part of it
            return QApplication::notify(receiver, event);
        m_within = true;
        const Clock::time_point start = Clock::now();
        const bool taken = QApplication::notify(receiver, event);
        const double took = msSince(start);
        m_within = false;
        longest = std::max(longest, took);
        over50 += took > 50 ? 1 : 0;
        return taken;
    }
    double longest = 0; ///< ms
    int over50 = 0;

private:
    bool m_within = false;
};

/// A bench is asked nothing; an error ends it.
class NoDialogs final : public Dialogs {
public:
    void error(QWidget*, const Error& error) override { giveUp(error); }
    void openFiles(QWidget*, const QString&, const QString&, std::function<void(QStringList)>) override { }
    void saveFile(QWidget*, const QString&, const QString&, const QString&, std::function<void(QString)>) override { }
    void text(QWidget*, const QString&, const QString&, const QString&, const QStringList&,
        std::function<void(std::optional<QString>)>) override
    {
    }
    void show(QWidget*) override { }
};

/// Knows the record that the card painted last.
class Painted final : public QObject {
public:
    explicit Painted(RecordCard& card)
        : m_card(card)
    {
        card.viewport()->installEventFilter(this);
    }
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            m_shown = m_card.citation() ? m_card.citation()->id : CitationId{};
        return false;
    }
    [[nodiscard]] CitationId shown() const { return m_shown; }

private:
    RecordCard& m_card;
    CitationId m_shown;
};

/// Words that the made-up records have, others that they have not, some with signs, some phrases.
std::vector<TermCategory> twoHundredTerms()
{
    const std::array beginnings{"random", "cell", "liver", "trial", "group", "treat", "effect", "patient"};
    std::vector<TermCategory> categories;
    for (int color = 0; color < 5; ++color) {
        TermCategory category{"Category " + std::to_string(color + 1), color, {}};
        for (std::size_t i = 0; i < 40; ++i) {
            const std::string word = std::string(beginnings[i % beginnings.size()]) + std::to_string(i) + "x";
            switch (i % 5) {
            case 0:
                category.terms.push_back(i < 8 ? beginnings[i % beginnings.size()] + std::string("*") : word + "*");
                break;
            case 1:
                category.terms.push_back("*" + std::to_string(i) + "ation");
                break;
            case 2:
                category.terms.push_back(word + " * " + beginnings[i % beginnings.size()] + "*");
                break;
            case 3:
                category.terms.push_back("?" + word.substr(1) + "s");
                break;
            default:
                category.terms.push_back(word);
            }
        }
        categories.push_back(category);
    }
    return categories;
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
    std::vector<Reason> reasons;
    for (int i = 1; i <= 10; ++i)
        reasons.push_back({{}, Stage::TitleAbstract, "Reason " + std::to_string(i), i});
    (void)must(made.setReasons(Stage::TitleAbstract, reasons));
    (void)must(made.setTerms(twoHundredTerms()));
    for (auto missing = made.indexSlice(2'000); missing && *missing > 0;)
        missing = made.indexSlice(2'000);
    return path;
}

void print(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const double mean = std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
    std::printf("%-52s %8.2f ms mean, %.2f median, %.2f at 99 %%, %.2f longest\n", what, mean, times[times.size() / 2],
        times[times.size() * 99 / 100], times.back());
    std::fflush(stdout);
}

/// Until the order by relevance is there; prints how long that took beside the window.
void prepareOrder(ScreeningController& controller)
{
    const Clock::time_point start = Clock::now();
    controller.setByRelevance(true);
    while (controller.relevance().state() != RelevanceOrder::State::There || controller.list().asking())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::printf("%-52s %8.0f ms\n", "order by relevance prepared, beside the window", msSince(start));
}

void decide(MainWindow& window, int decisions, bool byRelevance)
{
    auto& page = *qobject_cast<ScreeningPage*>(window.currentPage());
    ScreeningController& controller = page.controller();
    while (!controller.current() || !controller.progress())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const Painted painted(*page.findChild<RecordCard*>());
    int orders = 0;
    QObject::connect(&controller.relevance(), &RelevanceOrder::ranked, &page, [&orders] { ++orders; });
    if (byRelevance)
        prepareOrder(controller);
    auto& application = *static_cast<TimedApplication*>(QCoreApplication::instance());
    application.longest = 0;
    application.over50 = 0;
    // Of ten: five excluded without a reason, three with, one maybe, one included.
    const std::array keys{
        Qt::Key_X, Qt::Key_1, Qt::Key_X, Qt::Key_5, Qt::Key_X, Qt::Key_M, Qt::Key_X, Qt::Key_9, Qt::Key_X, Qt::Key_I};
    std::vector<double> times;
    const double worked = processorSeconds();
    for (int i = 0; i < decisions && controller.current(); ++i) {
        const CitationId before = controller.current()->id;
        const Clock::time_point start = Clock::now();
        QTest::keyClick(QApplication::focusWidget(), keys[static_cast<std::size_t>(i) % keys.size()]);
        while (controller.current() && (controller.current()->id == before || painted.shown() == before))
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        times.push_back(msSince(start));
        // A reader takes longer than this bench: now and then what was decided is learned before the next key.
        while (byRelevance && i % 10 == 9 && controller.relevance().working())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    const double work =
        (processorSeconds() - worked) * 1'000 / static_cast<double>(std::max<std::size_t>(1, times.size()));
    print("key to next painted record, decision on disk", times);
    std::printf("%-52s %8.2f ms a decision, all threads\n", "of it processor time", work);
    std::printf(
        "%-52s %8.1f ms, %d over 50 ms\n", "longest event in the window", application.longest, application.over50);
    if (byRelevance)
        std::printf("%-52s %8d\n", "orders learned meanwhile", orders);
    review::Reader reader = must(review::Reader::open(window.session()->path(), window.session()->info().reviewer));
    Filter mine;
    mine.decidedByMe = true;
    std::printf("%-52s %8zu of %zu\n", "decisions on disk",
        must(reader.citations(mine, Order::AsImported, Direction::Ascending)).size(), times.size());
}

void highlight()
{
    const std::string exported = bench::ExportGenerator(Format::Nbib).exported(40);
    const std::vector<TermCategory> categories = twoHundredTerms();
    CitationDetail citation;
    citation.id = CitationId{1};
    citation.best.title = "A title";
    for (const QByteArray& line : QByteArray::fromStdString(exported).split('\n'))
        if (line.startsWith("AB  - ") || line.startsWith("      "))
            citation.best.abstract += line.mid(6).simplified().toStdString() + " ";
    citation.best.abstract.resize(std::min<std::size_t>(citation.best.abstract.size(), 5'000));
    const QString text = QString::fromStdString(citation.best.abstract);
    std::vector<double> making, finding, marking;
    std::size_t found = 0;
    for (int i = 0; i < 200; ++i) {
        Clock::time_point start = Clock::now();
        const screening::TermMatcher matcher(categories);
        making.push_back(msSince(start));
        start = Clock::now();
        found = matcher.find(text).size();
        finding.push_back(msSince(start));
        QTextDocument document;
        const CardContext context{&matcher, categories, {}, {}};
        fillCard(document, citation, {}, context);
        start = Clock::now();
        highlightTerms(document, context, true);
        marking.push_back(msSince(start));
    }
    std::printf(
        "%-52s %8zu in %lld characters\n", "places found of 200 terms", found, static_cast<long long>(text.size()));
    print("200 terms made ready", making);
    print("200 terms found in the abstract", finding);
    print("200 terms found and marked in the card", marking);
    RecordCard card;
    card.resize(900, 800);
    card.show();
    card.setTerms(categories);
    std::vector<double> switching;
    for (int i = 0; i < 200; ++i) {
        citation.id = CitationId{i + 1};
        card.setCitation(citation);
        card.viewport()->repaint();
        card.setHighlightsShown(false);
        card.viewport()->repaint();
        const Clock::time_point start = Clock::now();
        card.setHighlightsShown(true);
        card.viewport()->repaint();
        switching.push_back(msSince(start));
        card.setHighlightsShown(true);
    }
    print("marks shown again, laid out and painted", switching);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    const int decisions = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const bool byRelevance = argc > 2 && std::string_view(argv[2]) == "by-relevance";
    if (decisions <= 0 || argc > (byRelevance ? 3 : 2)) {
        std::fprintf(stderr, "screening-bench [DECISIONS] [by-relevance]\n");
        return 2;
    }
    theme::apply(application, Appearance::Light);
    highlight();
    const QTemporaryDir folder;
    // Fewer decisions than that are taken in ten thousand records too: it is them that are ordered again and again.
    const auto records = static_cast<std::uint64_t>(byRelevance ? std::max(decisions, 10'000) : decisions) + 200;
    const QString path = madeReview(folder, records);
    Preferences preferences(folder.filePath(QStringLiteral("settings.ini")));
    NoDialogs dialogs;
    MainWindow window(preferences, dialogs);
    window.resize(1440, 900);
    window.show();
    window.openReview(path);
    while (window.session() == nullptr)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QApplication::setActiveWindow(&window);
    window.goTo(PageId::Screening);
    decide(window, decisions, byRelevance);
    std::printf("%-52s %8.0f MB\n", "peak memory", bench::peakMegabytes());
    return 0;
}
