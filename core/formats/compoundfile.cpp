#include "core/formats/compoundfile.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace winnow::formats {

namespace {

constexpr std::uint32_t LastSector = 0xFFFFFFFA; // what is greater marks ends and gaps

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t width)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

/// Where things stand in the header and in an entry of the directory ([MS-CFB] 2.2 and 2.6).
struct Header {
    std::size_t sector = 0; ///< bytes
    std::size_t smallSector = 0;
    std::uint32_t directory = 0;
    std::uint32_t smallest = 0; ///< streams below this size lie in small sectors
    std::uint32_t smallTable = 0;
    std::uint32_t furtherTables = 0;
};

class Container {
public:
    explicit Container(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool open()
    {
        constexpr std::size_t HeaderBytes = 512;
        const std::uint32_t shift = number(m_bytes, 30, 2);
        const std::uint32_t smallShift = number(m_bytes, 32, 2);
        if (m_bytes.size() < HeaderBytes || !m_bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
            || (shift != 9 && shift != 12) || smallShift < 4 || smallShift >= shift)
            return false;
        m_header = {std::size_t{1} << shift, std::size_t{1} << smallShift, number(m_bytes, 48, 4),
            number(m_bytes, 56, 4), number(m_bytes, 60, 4), number(m_bytes, 68, 4)};
        readTable();
        return true;
    }

    [[nodiscard]] std::optional<std::string> stream(std::u16string_view name) const
    {
        const std::string directory = chain(m_header.directory, m_bytes.size());
        constexpr std::size_t EntryBytes = 128;
        std::string_view root;
        for (std::size_t at = 0; at + EntryBytes <= directory.size(); at += EntryBytes) {
            const std::string_view entry = std::string_view{directory}.substr(at, EntryBytes);
            constexpr unsigned char Stream = 2;
            constexpr unsigned char Root = 5;
            const auto type = static_cast<unsigned char>(entry[66]);
            if (type == Root && root.empty())
                root = entry;
            if (type == Stream && nameOf(entry) == name)
                return content(entry, root);
        }
        return std::nullopt;
    }

private:
    static std::u16string nameOf(std::string_view entry)
    {
        std::u16string name;
        const std::size_t units = std::min<std::size_t>(number(entry, 64, 2) / 2, 32);
        for (std::size_t i = 0; i + 1 < units; ++i)
            name += static_cast<char16_t>(number(entry, 2 * i, 2));
        return name;
    }

    [[nodiscard]] std::string_view sector(std::uint32_t index) const
    {
        const std::size_t at = (std::size_t{index} + 1) * m_header.sector;
        return at < m_bytes.size() ? m_bytes.substr(at, m_header.sector) : std::string_view{};
    }

    void addTableSector(std::uint32_t index)
    {
        if (index > LastSector)
            return;
        const std::string_view table = sector(index);
        for (std::size_t at = 0; at + 4 <= table.size(); at += 4)
            m_next.push_back(number(table, at, 4));
    }

    /// The table of each sector's successor; its own sectors are listed in the header and, for large files, behind it.
    void readTable()
    {
        constexpr std::size_t InHeader = 109;
        for (std::size_t i = 0; i < InHeader; ++i)
            addTableSector(number(m_bytes, 76 + 4 * i, 4));
        const std::size_t most = m_bytes.size() / m_header.sector + 1;
        std::uint32_t further = m_header.furtherTables;
        for (std::size_t i = 0; i < most && further <= LastSector && m_next.size() <= most + m_header.sector; ++i) {
            const std::string_view list = sector(further);
            if (list.size() < m_header.sector)
                return;
            for (std::size_t at = 0; at + 8 <= list.size(); at += 4)
                addTableSector(number(list, at, 4));
            further = number(list, list.size() - 4, 4);
        }
    }

    /// Sectors from `first` on, as far as `size` bytes; a chain that bites its tail ends with the size of the file.
    [[nodiscard]] std::string chain(std::uint32_t first, std::size_t size) const
    {
        std::string out;
        size = std::min(size, m_bytes.size());
        for (std::uint32_t at = first; at <= LastSector && out.size() < size;) {
            const std::string_view part = sector(at);
            if (part.empty())
                break;
            out += part;
            if (at >= m_next.size())
                break;
            at = m_next[at];
        }
        out.resize(std::min(out.size(), size));
        return out;
    }

    [[nodiscard]] std::string content(std::string_view entry, std::string_view root) const
    {
        const std::uint32_t first = number(entry, 116, 4);
        const std::uint32_t size = number(entry, 120, 4);
        if (size >= m_header.smallest || root.empty())
            return chain(first, size);
        const std::string all = chain(number(root, 116, 4), number(root, 120, 4));
        const std::string table = chain(m_header.smallTable, m_bytes.size());
        std::string out;
        for (std::uint32_t at = first; at <= LastSector && out.size() < size;) {
            const std::size_t begin = std::size_t{at} * m_header.smallSector;
            if (begin >= all.size())
                break;
            out.append(all, begin, m_header.smallSector);
            if (std::size_t{at} * 4 + 4 > table.size())
                break;
            at = number(table, std::size_t{at} * 4, 4);
        }
        out.resize(std::min<std::size_t>(out.size(), size));
        return out;
    }

    std::string_view m_bytes;
    Header m_header;
    std::vector<std::uint32_t> m_next;
};

} // namespace

std::optional<std::string> compoundStream(std::string_view bytes, std::u16string_view name)
{
    Container container{bytes};
    return container.open() ? container.stream(name) : std::nullopt;
}

} // namespace winnow::formats
