// Which encoding the bytes of an export are in, and their text in UTF-8.
#pragma once

#include "core/formats/lines.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace winnow::formats {

inline constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

/// UTF-8 of UTF-16; what cannot be decoded becomes U+FFFD.
[[nodiscard]] std::string fromUtf16(std::string_view bytes, Unit unit);

/// What is known of a file's encoding. UTF-8 is always tried first, record by record and in a mixed record line by
/// line, so that two encodings in one file (exports glued together) lose nothing.
class Encoding {
public:
    /// Tells the unit from byte order marks or where the zero bytes are.
    [[nodiscard]] static Encoding detect(std::string_view sample);
    /// From a name that name() gave.
    [[nodiscard]] static Encoding named(std::string_view name);

    [[nodiscard]] Unit unit() const { return m_unit; }
    /// "UTF-8", "UTF-8 with BOM", "UTF-16LE", "windows-1252", "UTF-8 and windows-1252" …
    [[nodiscard]] std::string name() const;
    /// What is not UTF-8 was read as this; empty: there was none.
    [[nodiscard]] const std::string& legacy() const { return m_legacy; }
    [[nodiscard]] bool isMixed() const { return m_sawUtf8 && !m_legacy.empty(); }

    struct Text {
        std::string_view text; ///< UTF-8; in the bytes themselves where they are, else in `scratch`
        std::size_t legacyLine = 0; ///< 1-based: the first line that is not UTF-8; 0: none
        bool damaged = false; ///< something could not be decoded and is U+FFFD now
    };
    /// Learns from what it sees; `scratch` must outlive the text.
    [[nodiscard]] Text decode(std::string_view bytes, std::string& scratch);

private:
    [[nodiscard]] Text decodeLegacy(std::string_view bytes, std::string& scratch);

    Unit m_unit = Unit::Byte;
    bool m_mark = false; ///< begins with a byte order mark
    bool m_sawUtf8 = false; ///< beyond ASCII
    std::string m_legacy;
};

} // namespace winnow::formats
