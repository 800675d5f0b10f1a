#include "tests/core/formats/collect.h"

#include <QFile>

#include <algorithm>

namespace winnow::test {

namespace {

class Chunks final : public formats::ByteSource {
public:
    Chunks(std::string_view bytes, std::size_t chunk)
        : m_rest(bytes)
        , m_chunk(chunk)
    {
    }
    Result<std::size_t> read(char* buffer, std::size_t capacity) override
    {
        const std::size_t count = std::min({m_chunk, capacity, m_rest.size()});
        m_rest.copy(buffer, count);
        m_rest.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_rest;
    std::size_t m_chunk;
};

} // namespace

Result<Collected> collect(std::string_view bytes, std::size_t chunk)
{
    Chunks source{bytes, chunk};
    Collected collected;
    NoProgress progress;
    const auto sink = [&](Record&& record) -> Result<> {
        collected.records.push_back(std::move(record));
        return {};
    };
    collected.receipt = TRY(formats::read(source, sink, progress));
    return collected;
}

std::string contentOf(const QString& path)
{
    QFile file{path};
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll().toStdString();
}

void expectEveryByteAccountedFor(std::string_view bytes, const Collected& collected)
{
    const Receipt& receipt = collected.receipt;
    EXPECT_EQ(receipt.bytes, bytes.size());
    EXPECT_EQ(receipt.recordBytes + receipt.rejectedBytes + receipt.separatorBytes, bytes.size());
    EXPECT_EQ(receipt.records, collected.records.size());
    // What is packed has no bytes of its own in the file.
    if (receipt.format == Format::Xlsx || receipt.format == Format::Xls)
        return;
    std::uint64_t end = 0;
    std::uint64_t inRecords = 0;
    for (const Record& record : collected.records) {
        ASSERT_GE(record.rawOffset, end);
        ASSERT_LE(record.rawOffset + record.raw.size(), bytes.size());
        EXPECT_EQ(bytes.substr(record.rawOffset, record.raw.size()), record.raw);
        end = record.rawOffset + record.raw.size();
        inRecords += record.raw.size();
    }
    EXPECT_EQ(receipt.recordBytes, inRecords);
}

std::string withoutSpace(std::string_view text)
{
    std::string out{text};
    std::erase_if(out, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
    return out;
}

std::string utf16(std::string_view ascii, bool bigEndian)
{
    std::string out;
    for (const char c : ascii)
        out += bigEndian ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

} // namespace winnow::test
