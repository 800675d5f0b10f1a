// How fast duplicates are found, and in how much memory.
//
//   dedup_bench [RECORDS [THREADS]]     80,000 on all processors if nothing is said
//   dedup_bench --write FILE RECORDS    writes them as RIS, for timing winnow-cli import and dedupe
//
// The records are the labelled sets beside the checkout over and over, each time as other works: words, names, places
// and identifiers are exchanged, and the duplicates of one round stay duplicates. Without those sets, made-up ones.
#include "core/dedup/duplicates.h"
#include "core/formats/writer.h"
#include "tests/bench/memory.h"
#include "tests/core/dedup/labelled.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

namespace winnow::bench {
namespace {

std::uint64_t mixed(std::uint64_t x)
{
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

std::string madeUpWord(std::uint64_t seed)
{
    static constexpr std::string_view Consonants = "bcdfghklmnprstvz";
    static constexpr std::string_view Vowels = "aeiou";
    std::string word;
    for (std::uint64_t bits = mixed(seed), left = 2 + bits % 3; left > 0; --left, bits = mixed(bits)) {
        word += Consonants[bits % Consonants.size()];
        word += Vowels[(bits >> 8U) % Vowels.size()];
    }
    return word;
}

std::uint64_t hashOf(std::string_view word)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : word)
        hash = (hash ^ static_cast<unsigned char>(c | 0x20)) * 1099511628211ULL;
    return hash;
}

/// Every third long word becomes another one, the same in all of a round; the rest is what works have in common.
std::string exchanged(const std::string& text, std::uint64_t round)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word{text.data() + at, end - at};
        const std::uint64_t hash = hashOf(word);
        if (word.size() >= 5 && hash % 3 == 0)
            out += madeUpWord(hash + round * 7919);
        else
            out += word;
        out += ' ';
        at = end + 1;
    }
    return out;
}

Record another(Record record, std::uint64_t round)
{
    if (round == 0)
        return record;
    record.title = exchanged(record.title, round);
    record.abstract = exchanged(record.abstract, round);
    for (std::string& author : record.authors) {
        const std::size_t end = std::min(author.find_first_of(" ,"), author.size());
        author = madeUpWord(hashOf(author.substr(0, end)) % 20'000 + round * 31) + author.substr(end);
    }
    const auto shifted = [round](std::string& number, std::uint64_t most) {
        const std::size_t digit = number.find_first_of("0123456789");
        if (digit != std::string::npos)
            number =
                std::to_string(1 + (static_cast<std::uint64_t>(std::atoi(number.c_str() + digit)) + round * 37) % most);
    };
    shifted(record.volume, 120);
    shifted(record.pages, 2000);
    if (!record.doi.empty())
        record.doi += "." + std::to_string(round);
    return record;
}

std::vector<Record> baseRecords()
{
    std::vector<Record> records;
    for (const char* set : {"cytology_screening", "respiratory", "diabetes", "tafenoquine"}) {
        const std::vector<Record> more = dedup::readLabelled(set).records;
        records.insert(records.end(), more.begin(), more.end());
    }
    for (std::uint64_t i = 0; records.size() < 5000; ++i) {
        Record record = another(dedup::article(), 1'000'000 + i);
        records.push_back(record);
        if (i % 3 == 0) {
            record.journal = "J Gastroenterol Hepatol";
            record.doi.clear();
            records.push_back(record);
        }
    }
    return records;
}

double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int run(std::size_t count, int threads)
{
    const std::vector<Record> base = baseRecords();
    std::vector<dedup::Item> items;
    items.reserve(count);
    double made = 0;
    for (std::uint64_t i = 0; items.size() < count; ++i) {
        const Record record = another(base[i % base.size()], i / base.size());
        const double start = seconds();
        items.push_back(dedup::itemOf(RecordId{static_cast<std::int64_t>(i) + 1}, record));
        made += seconds() - start;
    }
    dedup::Options options;
    options.threads = threads;
    NoProgress progress;
    const double start = seconds();
    const auto pairs = dedup::find(items, options, progress);
    const double found = seconds();
    if (!pairs)
        return 1;
    const dedup::Groups groups = dedup::groups(*pairs, {});
    const double grouped = seconds();
    std::size_t joined = 0;
    for (const auto& group : groups.groups)
        joined += group.size() - 1;
    std::printf(
        "%zu records: made comparable %.1f s, compared %.1f s, grouped %.1f s; %zu pairs, %zu duplicates joined, "
        "%zu doubtful; %.0f MB\n",
        items.size(), made, found - start, grouped - found, pairs->size(), joined, groups.doubtful.size(),
        peakMegabytes());
    return 0;
}

int write(const char* path, std::size_t count)
{
    std::ofstream file(path, std::ios::binary);
    const auto writer = formats::makeWriter(formats::WriteFormat::Ris, [&file](std::string_view bytes) -> Result<> {
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return {};
    });
    const std::vector<Record> base = baseRecords();
    for (std::uint64_t i = 0; i < count; ++i)
        if (!writer->put(another(base[i % base.size()], i / base.size())))
            return 1;
    return writer->finish() && file.flush() ? 0 : 1;
}

} // namespace
} // namespace winnow::bench

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view{argv[1]} == "--write")
        return winnow::bench::write(argv[2], static_cast<std::size_t>(std::atoll(argv[3])));
    const std::size_t count = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 80'000;
    return winnow::bench::run(count, argc > 2 ? std::atoi(argv[2]) : 0);
}
