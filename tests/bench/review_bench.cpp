// What a review costs at size: import, duplicates, opening, deciding, filtering, sorting, counting.
//
// review-bench RECORDS [FOLDER]: makes an export of so many records and a review of it in FOLDER (kept, for trying the
// window on it) or a temporary one, and prints a line a figure.
#include "core/review/review.h"
#include "tests/bench/generate.h"
#include "tests/bench/memory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace winnow;
using namespace winnow::review;
using Clock = std::chrono::steady_clock;

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

template <typename Work> void timed(const char* what, Work work)
{
    const Clock::time_point start = Clock::now();
    work();
    std::printf("%-46s %10.1f ms\n", what, msSince(start));
    std::fflush(stdout);
}

void importAll(const QString& file, const QString& path)
{
    Review review = QFile::exists(path) ? must(Review::open(path, OpenMode::ReadWrite, {}))
                                        : must(Review::create(path, "Bench", {nullptr, "bench"}));
    ImportRequest request;
    request.path = file;
    NoProgress progress;
    const Clock::time_point start = Clock::now();
    const double cpu = bench::cpuSeconds();
    const ImportResult result = must(review.importFile(request, progress));
    const double seconds = msSince(start) / 1000;
    const auto records = static_cast<double>(result.receipt.records);
    std::printf("%-46s %10.0f records/s (%.1f s, CPU %.1f s, peak memory %.0f MB)\n", "import", records / seconds,
        seconds, bench::cpuSeconds() - cpu, bench::peakMegabytes());
}

void dedupe(const QString& path, const char* what)
{
    Review review = must(Review::open(path, OpenMode::ReadWrite, {}));
    NoProgress progress;
    const DuplicateRun run = must(review.findDuplicates({}, progress));
    std::printf("%-46s %10.1f s (%lld compared, %lld joined, %lld doubtful, %lld linked, peak memory %.0f MB)\n", what,
        run.seconds, static_cast<long long>(run.compared), static_cast<long long>(run.joined),
        static_cast<long long>(run.doubtful), static_cast<long long>(run.linked), bench::peakMegabytes());
    std::fflush(stdout);
}

void decideSome(Review& review, const std::vector<CitationId>& ids)
{
    constexpr std::size_t Decisions = 500;
    std::vector<double> times;
    for (std::size_t i = 0; i < std::min(Decisions, ids.size()); ++i) {
        const Clock::time_point start = Clock::now();
        (void)must(
            review.decide({ids[i], Stage::TitleAbstract, i % 3 == 0 ? Verdict::Include : Verdict::Exclude, {}, {}}));
        if (i + 1 < ids.size())
            (void)must(review.reader().citation(ids[i + 1]));
        times.push_back(msSince(start));
    }
    std::sort(times.begin(), times.end());
    double sum = 0;
    for (const double time : times)
        sum += time;
    const auto count = static_cast<double>(times.size());
    std::printf("%-46s %10.2f ms average, %.2f median, %.2f at 99 %%\n", "decision on disk and next record read",
        sum / count, times[times.size() / 2], times[times.size() * 99 / 100]);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: review-bench RECORDS [FOLDER]\n");
        return 2;
    }
    const auto records = static_cast<std::uint64_t>(std::strtoull(argv[1], nullptr, 10));
    QTemporaryDir temporary;
    const QDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) : temporary.path());
    QDir().mkpath(folder.path());
    const QString file = folder.filePath(QStringLiteral("export.nbib"));
    const QString path = folder.filePath(QStringLiteral("bench.winnow"));
    QFile::remove(path);
    must(bench::writeExport(bench::ExportGenerator(Format::Nbib), records, file));
    std::printf("%llu records, %.0f MB of MEDLINE text\n", static_cast<unsigned long long>(records),
        static_cast<double>(QFileInfo(file).size()) / 1e6);
    importAll(file, path);

    dedupe(path, "duplicates among all");
    {
        const QString later = folder.filePath(QStringLiteral("later.nbib"));
        must(bench::writeExport(bench::ExportGenerator(Format::Nbib, 2), 500, later));
        importAll(later, path);
    }
    dedupe(path, "duplicates of 500 new records");

    Reader reader = [&] {
        std::optional<Reader> opened;
        timed("open, all ids, first 128 rows", [&] {
            opened.emplace(must(Reader::open(path, ReviewerId{1})));
            auto ids = must(opened->citations({}, Order::AsImported, Direction::Ascending));
            ids.resize(std::min(ids.size(), Reader::PageSize));
            (void)must(opened->rows(ids));
        });
        return std::move(*opened);
    }();
    const std::vector<CitationId> ids = must(reader.citations({}, Order::AsImported, Direction::Ascending));
    timed("128 rows from the middle", [&] {
        const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2);
        const auto count = std::min<std::ptrdiff_t>(128, ids.end() - middle);
        (void)must(reader.rows(std::vector<CitationId>(middle, middle + count)));
    });
    timed("sort by year", [&] { (void)must(reader.citations({}, Order::Year, Direction::Descending)); });
    timed("sort by title", [&] { (void)must(reader.citations({}, Order::Title, Direction::Ascending)); });
    timed("PRISMA counts", [&] { (void)must(reader.counts()); });
    timed("counts of the sidebar", [&] { (void)must(reader.progress(Stage::TitleAbstract)); });
    timed("chart by year", [&] { (void)must(reader.tally("year")); });
    {
        Review review = must(Review::open(path, OpenMode::ReadWrite, {}));
        decideSome(review, ids);
        timed("full-text index", [&] {
            while (must(review.indexSlice(2000)) > 0) { }
        });
    }
    Filter filter;
    filter.text = "trial";
    timed("search of a frequent word",
        [&] { (void)must(reader.citations(filter, Order::AsImported, Direction::Ascending)); });
    filter.text = "random trial";
    timed("search of two words", [&] { (void)must(reader.citations(filter, Order::Year, Direction::Ascending)); });
    return 0;
}
