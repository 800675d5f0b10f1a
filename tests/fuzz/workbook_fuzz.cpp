// Whatever an Excel file holds: no crash, no undefined behaviour, all text UTF-8, every record counted.
//
// "fuzz_xls" takes the bytes as they are; "fuzz_xlsx" too if they begin as a ZIP archive does, and else as the parts of
// one, parted by zero bytes (sheet, shared strings, styles), as random bytes seldom unpack.
#include "core/base/text.h"
#include "core/formats/formats.h"
#include "core/formats/workbook.h"

#include <zip.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <source_location>
#include <string>
#include <string_view>

namespace {

using namespace winnow;

bool isOld = false; ///< .xls

void require(bool law, const std::source_location& where = std::source_location::current())
{
    if (law)
        return;
    std::cerr << "The law in line " << where.line() << " does not hold.\n";
    std::abort();
}

struct Entry {
    const char* name;
    std::string_view content;
};

void add(zip_t* archive, const Entry& entry)
{
    zip_source_t* const content = zip_source_buffer(archive, entry.content.data(), entry.content.size(), 0);
    const zip_int64_t at = zip_file_add(archive, entry.name, content, ZIP_FL_ENC_UTF_8);
    require(at >= 0 && zip_set_file_compression(archive, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0) == 0);
}

std::string whole(zip_source_t* archive)
{
    std::string bytes;
    std::array<char, 4096> buffer{};
    require(zip_source_open(archive) == 0);
    for (zip_int64_t got = 0; (got = zip_source_read(archive, buffer.data(), buffer.size())) > 0;)
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    zip_source_close(archive);
    return bytes;
}

/// An archive that Excel's parts stand in.
std::string archived(std::string_view parts)
{
    const auto next = [&parts] {
        const std::size_t end = parts.find('\0');
        const std::string_view part = parts.substr(0, end);
        parts.remove_prefix(end == std::string_view::npos ? parts.size() : end + 1);
        return part;
    };
    zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    zip_source_keep(target);
    zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    add(archive,
        {"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>)"});
    add(archive,
        {"xl/_rels/workbook.xml.rels",
            R"(<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>)"});
    add(archive, {"xl/worksheets/s.xml", next()});
    add(archive, {"xl/sharedStrings.xml", next()});
    add(archive, {"xl/styles.xml", next()});
    require(zip_close(archive) == 0);
    std::string bytes = whole(target);
    zip_source_free(target);
    return bytes;
}

void requireRows(std::string_view bytes)
{
    const auto book = isOld ? formats::openXls(bytes) : formats::openXlsx(bytes);
    for (std::size_t sheet = 0; book && sheet < (*book)->sheets().size(); ++sheet) {
        const auto rows = (*book)->rows(sheet);
        formats::SheetRow row;
        while (rows) {
            const Result<bool> more = (*rows)->next(row);
            if (!more || !*more)
                break;
            for (const std::string& cell : row.cells)
                require(isUtf8(cell));
        }
    }
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerInitialize(const int*, char*** arguments)
{
    isOld = std::string_view{(*arguments)[0]}.ends_with("fuzz_xls");
    return 0;
}

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!isOld && !bytes.starts_with("PK"))
        bytes = archived(bytes);
    requireRows(bytes);
    std::uint64_t records = 0;
    NoProgress progress;
    const auto source = formats::memory(bytes);
    const auto sink = [&](Record&& record) -> Result<> {
        ++records;
        require(isUtf8(record.title) && isUtf8(record.abstract) && isUtf8(record.raw));
        return {};
    };
    const Result<Receipt> receipt =
        formats::read(*source, sink, progress, {.format = isOld ? Format::Xls : Format::Xlsx, .mapping = {}});
    require(!receipt || (receipt->records == records && receipt->bytes == bytes.size()));
    return 0;
}
