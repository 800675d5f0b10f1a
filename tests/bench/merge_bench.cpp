// What it costs to bring in a colleague's copy of a large review, and to write a package of it.
//
// merge-bench RECORDS DECISIONS [FOLDER]: makes a review of so many made-up records, copies it, takes so many decisions
// in each copy (each an act of its own), and prints a line a figure.
#include "core/review/review.h"
#include "tests/bench/generate.h"
#include "tests/bench/memory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace winnow;
using namespace winnow::review;
using Clock = std::chrono::steady_clock;

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
    const double cpu = bench::cpuSeconds();
    work();
    std::printf("%-46s %8.2f s (CPU %.2f s, peak memory %.0f MB)\n", what,
        std::chrono::duration<double>(Clock::now() - start).count(), bench::cpuSeconds() - cpu, bench::peakMegabytes());
    std::fflush(stdout);
}

void decide(const QString& path, const char* reviewer, std::size_t count, std::size_t from, std::size_t every)
{
    Review review = must(Review::open(path, OpenMode::ReadWrite, {nullptr, reviewer}));
    const std::vector<CitationId> ids = must(review.reader().citations({}, Order::AsImported, Direction::Ascending));
    for (std::size_t i = 0; i < count; ++i)
        (void)must(review.decide({ids[(from + i) % ids.size()], Stage::TitleAbstract,
            (from + i) % every == 0 ? Verdict::Include : Verdict::Exclude, {}, {}}));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: merge-bench RECORDS DECISIONS [FOLDER]\n");
        return 2;
    }
    const auto records = static_cast<std::uint64_t>(std::strtoull(argv[1], nullptr, 10));
    const auto decisions = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
    QTemporaryDir temporary;
    const QDir folder(argc > 3 ? QString::fromLocal8Bit(argv[3]) : temporary.path());
    QDir().mkpath(folder.path());
    const QString file = folder.filePath(QStringLiteral("export.nbib"));
    const QString mine = folder.filePath(QStringLiteral("mine.winnow"));
    const QString theirs = folder.filePath(QStringLiteral("theirs.winnow"));
    QFile::remove(mine);
    QFile::remove(theirs);
    must(bench::writeExport(bench::ExportGenerator(Format::Nbib), records, file));
    NoProgress progress;
    {
        Review review = must(Review::create(mine, "Bench", {nullptr, "Ada"}));
        ImportRequest request;
        request.path = file;
        (void)must(review.importFile(request, progress));
        (void)must(review.setReviewers(Stage::TitleAbstract, 2));
        must(review.backup(theirs, progress));
    }
    decide(mine, "Ada", decisions, 0, 7);
    decide(theirs, "Ben", decisions, decisions / 2, 5);
    Review review = must(Review::open(mine, OpenMode::ReadWrite, {nullptr, "Ada"}));
    timed("preview", [&] { (void)must(review.previewBringIn(theirs, progress)); });
    timed("bring in", [&] {
        const MergeResult result = must(review.bringIn(theirs, progress));
        std::printf("%lld new acts\n", static_cast<long long>(result.actsNew));
    });
    timed("bring in again", [&] { (void)must(review.bringIn(theirs, progress)); });
    const QString package = folder.filePath(QStringLiteral("package.winnow"));
    QFile::remove(package);
    const ReviewerId ben = must(review.addReviewer("Ben"));
    timed("write a package", [&] { must(review.writePackage(package, ben, Stage::TitleAbstract, progress)); });
    (void)must(review.openConflicts(Stage::TitleAbstract, true));
    Reader& reader = review.reader();
    timed("who has judged what", [&] { (void)must(reader.team()); });
    timed("lengths of the lists", [&] { (void)must(reader.teamCounts(Stage::TitleAbstract)); });
    timed("agreement, also over time",
        [&] { (void)must(reader.agreement(Stage::TitleAbstract, screening::MaybeAs::Include, 100)); });
    Filter filter;
    filter.team = TeamList::Conflicts;
    const std::vector<CitationId> open = must(reader.citations(filter, Order::AsImported, Direction::Ascending));
    if (!open.empty())
        timed("what each said of one", [&] { (void)must(reader.judgements(open.front(), Stage::TitleAbstract)); });
    timed("split of what is left among two", [&] {
        SplitRequest request;
        request.reviewers = {review.reviewer(), ben};
        request.seed = 1;
        (void)must(review.split(request));
    });
    return 0;
}
