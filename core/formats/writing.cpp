#include "core/formats/writing.h"

#include "core/formats/carried.h"
#include "core/formats/encoding.h"
#include "core/formats/formats.h"

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

constexpr std::size_t PageRecords = 256;

struct WriteNames {
    WriteFormat format;
    std::string_view name;
    std::string_view key;
    std::string_view ending;
};
constexpr std::array Names = {
    WriteNames{WriteFormat::Ris, "RIS", "ris", "ris"},
    WriteNames{WriteFormat::Nbib, "MEDLINE (nbib)", "nbib", "nbib"},
    WriteNames{WriteFormat::Bibtex, "BibTeX", "bibtex", "bib"},
    WriteNames{WriteFormat::Csv, "CSV", "csv", "csv"},
    WriteNames{WriteFormat::Xlsx, "Excel", "xlsx", "xlsx"},
    WriteNames{WriteFormat::CslJson, "CSL JSON", "csl", "json"},
};

const WriteNames& of(WriteFormat format)
{
    return *std::ranges::find(Names, format, &WriteNames::format);
}

} // namespace

std::string_view name(WriteFormat format)
{
    return of(format).name;
}

std::string_view key(WriteFormat format)
{
    return of(format).key;
}

std::string_view ending(WriteFormat format)
{
    return of(format).ending;
}

std::optional<WriteFormat> writeFormatOf(std::string_view key)
{
    const auto* const found = std::ranges::find(Names, key, &WriteNames::key);
    return found == Names.end() ? std::nullopt : std::optional{found->format};
}

std::unique_ptr<Writer> makeWriter(WriteFormat format, ByteSink sink, std::vector<std::string> headings)
{
    switch (format) {
    case WriteFormat::Ris:
        return risWriter(std::move(sink));
    case WriteFormat::Nbib:
        return nbibWriter(std::move(sink));
    case WriteFormat::Bibtex:
        return bibtexWriter(std::move(sink));
    case WriteFormat::Csv:
        return csvWriter(std::move(sink), std::move(headings));
    case WriteFormat::Xlsx:
        return xlsxWriter(std::move(sink), std::move(headings));
    case WriteFormat::CslJson:
        break;
    }
    return cslWriter(std::move(sink));
}

Result<> PagedWriter::put(Record record, std::vector<Extra> extras)
{
    record.raw.clear();
    m_page.push_back({std::move(record), std::move(extras), {}});
    return m_page.size() < PageRecords ? Result<>{} : writePage();
}

Result<> PagedWriter::finish()
{
    TRY(writePage());
    return close();
}

Result<> PagedWriter::writePage()
{
    const std::vector<Record> given = readBack(m_page);
    for (std::size_t i = 0; i < m_page.size(); ++i)
        m_page[i].carried = carried(m_page[i].record, given[i]);
    TRY(write(m_page));
    m_page.clear();
    return {};
}

Result<> PagedWriter::write(const std::vector<Entry>& page)
{
    std::string text = m_begun ? std::string{} : head();
    for (const Entry& entry : page) {
        if (m_begun)
            text += between();
        m_begun = true;
        text += one(entry);
    }
    return m_sink(text);
}

Result<> PagedWriter::close()
{
    return m_sink((m_begun ? std::string{} : head()) + tail());
}

/// What reading the page's entries gives, one for one. Where they do not come out one by one, they are read alone; one
/// that does not come out even so gives nothing, and is carried whole.
std::vector<Record> PagedWriter::readBack(const std::vector<Entry>& page) const
{
    std::string text = head();
    for (std::size_t i = 0; i < page.size(); ++i)
        text += (i == 0 ? "" : between()) + one(page[i]);
    text += tail();

    std::vector<Record> records;
    NoProgress progress;
    const auto source = memory(text);
    const Sink sink = [&](Record&& record) -> Result<> {
        records.push_back(std::move(record));
        return {};
    };
    const bool read = formats::read(*source, sink, progress, {.format = m_readAs, .mapping = {}}).has_value();
    if (read && records.size() == page.size())
        return records;
    records.clear();
    for (const Entry& entry : page)
        records.push_back(page.size() == 1 ? Record{} : readBack({entry}).front());
    return records;
}

std::string plain(std::string_view text, LineEnds lines)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (text.substr(i).starts_with(ByteOrderMark)) {
            i += ByteOrderMark.size() - 1;
        } else if (c == '\n' || c == '\r') {
            const std::size_t end = out.find_last_not_of(' ') + 1; // npos + 1 is 0
            if (lines == LineEnds::Space) {
                out += ' ';
            } else if (end > 0 && out[end - 1] != '\n') {
                out.resize(end);
                out += '\n';
            }
        } else if (c == '\t') {
            out += ' ';
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
            out += c;
        }
    }
    if (lines == LineEnds::Keep)
        out.resize(out.find_last_not_of(" \n") + 1);
    return out;
}

std::string listed(const std::vector<std::string>& values, std::string_view between)
{
    std::string out;
    for (const std::string& value : values) {
        if (!out.empty())
            out += between;
        out += value;
    }
    return out;
}

bool isGroup(const Record& record, const std::string& author)
{
    return std::ranges::find(record.groupAuthors, author) != record.groupAuthors.end();
}

} // namespace winnow::formats
