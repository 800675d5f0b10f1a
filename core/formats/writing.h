// What all writers share: pages of records, and the proof by reading.
#pragma once

#include "core/formats/writer.h"
#include "core/model/receipt.h"

namespace winnow::formats {

/// A writer of one format says how a record looks; this one collects pages, reads them as they would be read on
/// import, and has what does not come back written beside them.
class PagedWriter : public Writer {
public:
    [[nodiscard]] Result<> put(Record record, std::vector<Extra> extras) final;
    [[nodiscard]] Result<> finish() final;

protected:
    struct Entry {
        Record record;
        std::vector<Extra> extras;
        std::string carried; ///< empty while the page is tried out
    };

    PagedWriter(Format readAs, ByteSink sink)
        : m_readAs(readAs)
        , m_sink(std::move(sink))
    {
    }
    [[nodiscard]] virtual std::string head() const { return {}; }
    [[nodiscard]] virtual std::string one(const Entry& entry) const = 0;
    [[nodiscard]] virtual std::string between() const { return {}; }
    [[nodiscard]] virtual std::string tail() const { return {}; }

    /// Writes the page, whose entries know what they carry.
    [[nodiscard]] virtual Result<> write(const std::vector<Entry>& page);
    [[nodiscard]] virtual Result<> close();
    [[nodiscard]] Result<> give(std::string_view bytes) { return m_sink(bytes); }

private:
    [[nodiscard]] Result<> writePage();
    [[nodiscard]] std::vector<Record> readBack(const std::vector<Entry>& page) const;

    Format m_readAs;
    ByteSink m_sink;
    std::vector<Entry> m_page;
    bool m_begun = false;
};

/// Without control characters, byte order marks and empty lines; line ends of any kind are '\n', or a space.
enum class LineEnds : std::uint8_t { Keep, Space };
[[nodiscard]] std::string plain(std::string_view text, LineEnds lines);

/// "a; b; c".
[[nodiscard]] std::string listed(const std::vector<std::string>& values, std::string_view between = "; ");

/// True for one of the group authors.
[[nodiscard]] bool isGroup(const Record& record, const std::string& author);

[[nodiscard]] std::unique_ptr<Writer> risWriter(ByteSink sink);
[[nodiscard]] std::unique_ptr<Writer> nbibWriter(ByteSink sink);
[[nodiscard]] std::unique_ptr<Writer> bibtexWriter(ByteSink sink);
[[nodiscard]] std::unique_ptr<Writer> csvWriter(ByteSink sink, std::vector<std::string> headings);
[[nodiscard]] std::unique_ptr<Writer> xlsxWriter(ByteSink sink, std::vector<std::string> headings);
[[nodiscard]] std::unique_ptr<Writer> cslWriter(ByteSink sink);

} // namespace winnow::formats
