// Whatever a selection holds: no crash, no undefined behaviour, values in order within the text, readings bounded.
#include "core/extraction/reportedvalue.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <source_location>
#include <string_view>

namespace {

void require(bool law, const std::source_location& where = std::source_location::current())
{
    if (law)
        return;
    std::cerr << "The law in line " << where.line() << " does not hold.\n";
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace winnow::extraction;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::size_t last = 0;
    const auto values = reportedValues(text);
    require(values.size() <= MaxValues);
    for (const ReportedValue& value : values) {
        require(value.begin >= last && value.begin <= value.end && value.end <= size);
        require(!value.readings.empty() && value.readings.size() <= 16);
        last = value.begin;
        for (const Reading& reading : value.readings)
            require(!reading.value || std::isfinite(reading.value->value));
    }
    return 0;
}
