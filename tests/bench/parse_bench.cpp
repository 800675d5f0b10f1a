// How fast exports are read, with everything an import needs of it: hash, encoding, records with their raw bytes.
//
//   parse_bench                     made-up exports, 1,000 records of which are in memory at a time
//   parse_bench FILE…               real files, each read from disk (warm) as a whole
#include "core/formats/formats.h"
#include "tests/bench/generate.h"
#include "tests/bench/memory.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>

namespace winnow::bench {
namespace {

constexpr std::uint64_t BytesPerReading = 256U << 20U;

/// The same block over and over, so that what is measured is neither the generator nor a huge file in memory.
class Repeated final : public formats::ByteSource {
public:
    Repeated(std::string_view block, std::uint64_t bytes)
        : m_block(block)
        , m_left(bytes / block.size() * block.size())
    {
    }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        const std::size_t count =
            static_cast<std::size_t>(std::min<std::uint64_t>({capacity, m_block.size() - m_at, m_left}));
        m_block.copy(buffer, count, m_at);
        m_at = (m_at + count) % m_block.size();
        m_left -= count;
        return count;
    }

private:
    std::string_view m_block;
    std::uint64_t m_left;
    std::size_t m_at = 0;
};

void readAll(benchmark::State& state, formats::ByteSource& source, std::uint64_t& bytes, std::uint64_t& records)
{
    NoProgress progress;
    const auto sink = [](Record&& record) -> Result<> {
        benchmark::DoNotOptimize(record);
        return {};
    };
    const Result<Receipt> receipt = formats::read(source, sink, progress);
    if (!receipt) {
        state.SkipWithError(receipt.error().message.toStdString().c_str());
        return;
    }
    bytes += receipt->bytes;
    records += receipt->records;
}

void report(benchmark::State& state, std::uint64_t bytes, std::uint64_t records)
{
    state.counters["MB/s"] = benchmark::Counter(static_cast<double>(bytes) / 1e6, benchmark::Counter::kIsRate);
    state.counters["records/s"] = benchmark::Counter(static_cast<double>(records), benchmark::Counter::kIsRate);
    state.counters["peak MB"] = peakMegabytes();
}

void madeUp(benchmark::State& state, Format format)
{
    const std::string block = ExportGenerator{format}.exported(1000);
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
    for (auto _ : state) {
        Repeated source{block, BytesPerReading};
        readAll(state, source, bytes, records);
    }
    report(state, bytes, records);
}

void realFile(benchmark::State& state, const std::string& path)
{
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;
    for (auto _ : state) {
        const auto source = formats::openFile(QString::fromLocal8Bit(path.c_str()));
        if (!source) {
            state.SkipWithError(source.error().message.toStdString().c_str());
            return;
        }
        readAll(state, **source, bytes, records);
    }
    report(state, bytes, records);
}

} // namespace
} // namespace winnow::bench

int main(int argc, char** argv)
{
    using namespace winnow;
    benchmark::Initialize(&argc, argv);
    for (int i = 1; i < argc; ++i)
        benchmark::RegisterBenchmark(argv[i], bench::realFile, std::string{argv[i]})->Unit(benchmark::kMillisecond);
    if (argc == 1) {
        for (const Format format :
            {Format::Nbib, Format::WosTagged, Format::Ris, Format::PubmedXml, Format::EndnoteXml})
            benchmark::RegisterBenchmark(std::string{formats::name(format)}.c_str(), bench::madeUp, format)
                ->Unit(benchmark::kMillisecond);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
