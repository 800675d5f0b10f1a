// Whatever the bytes are: no crash, no undefined behaviour, every byte counted once.
#include "core/base/text.h"
#include "core/formats/formats.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool law)
{
    if (!law)
        std::abort();
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace winnow;
    std::string bytes = WINNOW_LEAD;
    bytes.append(reinterpret_cast<const char*>(data), size);
    std::uint64_t end = 0;
    std::uint64_t inRecords = 0;
    std::vector<std::string> raws;
    NoProgress progress;
    const auto source = formats::memory(bytes);
    const auto sink = [&](Record&& record) -> Result<> {
        require(record.rawOffset >= end);
        require(bytes.compare(record.rawOffset, record.raw.size(), record.raw) == 0);
        require(isUtf8(record.title) && isUtf8(record.abstract) && isUtf8(record.doi));
        end = record.rawOffset + record.raw.size();
        inRecords += record.raw.size();
        raws.push_back(std::move(record.raw));
        return {};
    };
    const Result<Receipt> receipt = formats::read(*source, sink, progress);
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
