// Whatever the bytes are: no crash, no undefined behaviour, every byte counted once, all text UTF-8, and every record
// comes back when it is written and read again.
//
// One program for all readers: its name says which it tries, "fuzz_ris"; "fuzz_detect" lets the bytes decide.
#include "core/base/text.h"
#include "core/formats/carried.h"
#include "core/formats/formats.h"
#include "core/formats/writer.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>

namespace {

using namespace winnow;

std::optional<Format> wantedFormat;

void require(bool law, const std::source_location& where = std::source_location::current())
{
    if (law)
        return;
    std::cerr << "The law in line " << where.line() << " does not hold.\n";
    std::abort();
}

bool isText(const Record& record)
{
    for (const std::string* text :
        {&record.sourceId, &record.title, &record.originalTitle, &record.abstract, &record.date, &record.journal,
            &record.journalAbbreviation, &record.volume, &record.issue, &record.pages, &record.doi, &record.pmid,
            &record.pmcid, &record.wos, &record.language, &record.publisher, &record.note}) {
        if (!isUtf8(*text))
            return false;
    }
    for (const auto* texts : {&record.authors, &record.groupAuthors, &record.editors, &record.registrations,
             &record.types, &record.keywords, &record.mesh, &record.urls, &record.notices, &record.serials,
             &record.labels, &record.trial.conditions, &record.trial.interventions, &record.trial.sponsors}) {
        for (const std::string& text : *texts) {
            if (!isUtf8(text))
                return false;
        }
    }
    return true;
}

/// Written as RIS and read again.
void requireRoundTrip(const Record& record)
{
    std::string bytes;
    const auto writer = formats::makeWriter(formats::WriteFormat::Ris, [&](std::string_view more) -> Result<> {
        bytes += more;
        return {};
    });
    require(writer->put(record).has_value() && writer->finish().has_value());
    NoProgress progress;
    std::size_t records = 0;
    const auto source = formats::memory(bytes);
    const auto sink = [&](Record&& back) -> Result<> {
        ++records;
        require(formats::carried(record, back).empty());
        return {};
    };
    require(formats::read(*source, sink, progress, {.format = Format::Ris, .mapping = {}}).has_value());
    require(records == 1);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerInitialize(const int*, char*** arguments)
{
    std::string_view name = (*arguments)[0];
    name.remove_prefix(name.rfind("fuzz_") + 5);
    if (name == "detect")
        return 0;
    const Result<Format> format = formats::formatOf(name);
    if (!format) {
        std::cerr << format.error().message.toStdString() << '\n';
        std::exit(2);
    }
    wantedFormat = *format;
    return 0;
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    std::uint64_t end = 0;
    std::uint64_t inRecords = 0;
    std::vector<std::string> raws;
    NoProgress progress;
    const auto source = formats::memory(bytes);
    const auto sink = [&](Record&& record) -> Result<> {
        require(record.rawOffset >= end);
        require(bytes.compare(record.rawOffset, record.raw.size(), record.raw) == 0);
        require(isText(record));
        end = record.rawOffset + record.raw.size();
        inRecords += record.raw.size();
        raws.push_back(std::move(record.raw));
        if (raws.size() == 1 && size % 8 == 0) // reading is tried more often than writing, which takes thrice as long
            requireRoundTrip(record);
        return {};
    };
    const Result<Receipt> receipt = formats::read(*source, sink, progress, {.format = wantedFormat, .mapping = {}});
    if (!receipt)
        return 0;
    require(receipt->bytes == bytes.size());
    require(receipt->recordBytes == inRecords);
    require(receipt->recordBytes + receipt->rejectedBytes + receipt->separatorBytes == bytes.size());
    require(receipt->records == raws.size());
    for (const std::string& raw : raws) {
        for (const RawField& field : formats::rawFields(receipt->format, receipt->encoding, receipt->context, raw))
            require(isUtf8(field.value));
    }
    return 0;
}
