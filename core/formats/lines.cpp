#include "core/formats/lines.h"

#include "core/formats/encoding.h"

#include <algorithm>
#include <cstring>

namespace winnow::formats {

namespace {

constexpr std::size_t ChunkBytes = 256U << 10U;
constexpr std::uint64_t None = ~std::uint64_t{0};

} // namespace

Lines::Lines(ByteSource& source)
    : m_source(source)
    , m_buffer(2 * ChunkBytes, '\0')
{
}

Result<std::string_view> Lines::peek(std::size_t count)
{
    while (m_size < count && !m_ended)
        TRY(fill());
    return std::string_view{m_buffer}.substr(0, m_size);
}

Result<> Lines::fill()
{
    const std::uint64_t keep = std::min(m_kept, m_next);
    const auto unneeded = static_cast<std::size_t>(keep - m_base);
    if (m_size + ChunkBytes > m_buffer.size()) {
        // Moving what is kept costs less than growing, unless most of the buffer is kept.
        if (unneeded >= m_buffer.size() / 4) {
            std::memmove(m_buffer.data(), m_buffer.data() + unneeded, m_size - unneeded);
            m_base += unneeded;
            m_size -= unneeded;
        }
        if (m_size + ChunkBytes > m_buffer.size())
            m_buffer.resize(2 * m_buffer.size());
    }
    const std::size_t got = TRY(m_source.read(m_buffer.data() + m_size, ChunkBytes));
    m_hash.add({m_buffer.data() + m_size, got});
    m_size += got;
    m_ended = got == 0;
    return {};
}

Result<bool> Lines::grow()
{
    if (!m_ended)
        TRY(fill());
    return !m_ended;
}

char16_t Lines::unitAt(std::uint64_t offset) const
{
    const auto at = static_cast<std::size_t>(offset - m_base);
    const auto first = static_cast<unsigned char>(m_buffer[at]);
    const auto second = static_cast<unsigned char>(m_buffer[at + 1]);
    return static_cast<char16_t>(m_unit == Unit::Utf16Le ? first | second << 8 : first << 8 | second);
}

/// The next `wanted` at or after m_next, or None; `found` remembers how far was looked, so that no byte is looked at
/// twice, even in a file that has only the other kind of line end.
std::uint64_t Lines::find(char wanted, std::uint64_t& found)
{
    const std::uint64_t from = std::max(found, m_next);
    if (from == found && from < total() && m_buffer[static_cast<std::size_t>(from - m_base)] == wanted)
        return from;
    const char* const begin = m_buffer.data() + (from - m_base);
    const void* const hit = std::memchr(begin, wanted, static_cast<std::size_t>(total() - from));
    found = hit ? from + static_cast<std::uint64_t>(static_cast<const char*>(hit) - begin) : total();
    return hit ? found : None;
}

std::uint64_t Lines::findUtf16()
{
    std::uint64_t& at = m_lineFeed;
    at = std::max(at, m_next);
    for (; at + 2 <= total(); at += 2) {
        if (const char16_t unit = unitAt(at); unit == u'\n' || unit == u'\r')
            return at;
    }
    return None;
}

/// Offset of the next line's terminator, or None if it has not been read yet.
std::uint64_t Lines::lineEnd()
{
    return m_unit == Unit::Byte ? std::min(find('\n', m_lineFeed), find('\r', m_carriageReturn)) : findUtf16();
}

Result<bool> Lines::next(Line& line)
{
    line = Line{.text = {}, .begin = m_next, .number = ++m_number};
    for (;;) {
        const std::uint64_t at = lineEnd();
        const std::size_t width = unitBytes();
        const bool found = at != None;
        const bool carriageReturn = found && (width == 1 ? bytes(at, at + 1)[0] == '\r' : unitAt(at) == u'\r');
        const bool needsMore = !found || (carriageReturn && at + 2 * width > total());
        if (needsMore && !m_ended) {
            if (!found && total() - std::min(m_kept, m_next) > MaxRecordBytes) {
                line.tooLong = true;
                m_next = m_kept = m_base + m_size / width * width;
            }
            TRY(fill());
            continue;
        }
        if (!found && total() == line.begin)
            return false;
        line.terminated = found;
        line.end = found ? at + width : total();
        if (carriageReturn && line.end + width <= total()) {
            const char16_t after = width == 1 ? char16_t(bytes(line.end, line.end + 1)[0]) : unitAt(line.end);
            line.end += after == u'\n' ? width : 0;
        }
        m_next = line.end;
        if (line.tooLong)
            return true;
        line.text = bytes(line.begin, found ? at : total());
        if (m_unit != Unit::Byte) {
            m_decoded = fromUtf16(line.text, m_unit);
            line.text = m_decoded;
        }
        return true;
    }
}

std::string_view Lines::bytes(std::uint64_t begin, std::uint64_t end) const
{
    return std::string_view{m_buffer}.substr(
        static_cast<std::size_t>(begin - m_base), static_cast<std::size_t>(end - begin));
}

} // namespace winnow::formats
