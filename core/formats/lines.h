// A stream of bytes as lines, in bounded memory.
#pragma once

#include "core/base/sha256.h"
#include "core/formats/formats.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace winnow::formats {

/// How wide a character is: one byte (UTF-8 and every legacy encoding), or two.
enum class Unit : std::uint8_t { Byte, Utf16Le, Utf16Be };

/// A line without its end. `text` is UTF-8 if the stream is UTF-16, else the bytes as they are.
struct Line {
    std::string_view text; ///< valid until the next call of next()
    std::uint64_t begin = 0; ///< offset in the stream
    std::uint64_t end = 0; ///< offset behind the line end
    std::uint64_t number = 0; ///< 1-based
    bool terminated = false; ///< false: the stream ended instead
    bool tooLong = false; ///< more than MaxRecordBytes: passed over, `text` is empty
};

/// Cuts at LF, CR LF and a lone CR, whichever comes, mixed in one file as Web of Science mixes them. Bytes from the
/// offset given to release() on stay in memory, so that a record can be taken whole.
class Lines {
public:
    explicit Lines(ByteSource& source);

    /// At least `count` bytes from the start, fewer if there are no more. Before the first next() only.
    [[nodiscard]] Result<std::string_view> peek(std::size_t count);
    void setUnit(Unit unit) { m_unit = unit; }

    /// False at the end of the stream.
    [[nodiscard]] Result<bool> next(Line& line);
    /// The bytes of the stream from `begin` to `end`, as long as they have not been released.
    [[nodiscard]] std::string_view bytes(std::uint64_t begin, std::uint64_t end) const;
    /// Nobody needs the bytes before `offset` any more.
    void release(std::uint64_t offset) { m_kept = offset; }

    /// For reading without lines: takes more of the stream in; false at its end.
    [[nodiscard]] Result<bool> grow();
    /// Nobody needs the bytes before `offset` any more, and lines, if wanted, begin there.
    void skipTo(std::uint64_t offset) { m_kept = m_next = offset; }

    [[nodiscard]] std::uint64_t total() const { return m_base + m_size; }
    [[nodiscard]] std::string sha256() { return m_hash.result(); }

private:
    [[nodiscard]] Result<> fill();
    [[nodiscard]] std::uint64_t lineEnd();
    [[nodiscard]] std::uint64_t find(char wanted, std::uint64_t& found);
    [[nodiscard]] std::uint64_t findUtf16();
    [[nodiscard]] std::size_t unitBytes() const { return m_unit == Unit::Byte ? 1 : 2; }
    [[nodiscard]] char16_t unitAt(std::uint64_t offset) const;

    ByteSource& m_source;
    Sha256 m_hash;
    Unit m_unit = Unit::Byte;
    std::string m_buffer;
    std::string m_decoded;
    std::size_t m_size = 0; ///< bytes of m_buffer that are filled
    std::uint64_t m_base = 0; ///< offset of m_buffer's first byte in the stream
    std::uint64_t m_next = 0; ///< offset of the next line
    std::uint64_t m_kept = 0;
    std::uint64_t m_lineFeed = 0; ///< offset of the next LF, or of where to look on for it
    std::uint64_t m_carriageReturn = 0;
    std::uint64_t m_number = 0;
    bool m_ended = false;
};

} // namespace winnow::formats
