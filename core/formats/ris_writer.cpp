// RIS (2011), as reference managers read it. Lines end with CR LF.
#include "core/formats/carried.h"
#include "core/formats/reader.h"
#include "core/formats/writing.h"

namespace winnow::formats {

namespace {

class RisWriter final : public PagedWriter {
public:
    explicit RisWriter(ByteSink sink)
        : PagedWriter(Format::Ris, std::move(sink))
    {
    }

private:
    [[nodiscard]] std::string one(const Entry& entry) const override;
};

/// A line of the text that would be taken for a tag is put behind the one before it.
void add(std::string& out, std::string_view tag, std::string_view value)
{
    if (value.empty())
        return;
    out.append(tag).append("  - ");
    const std::string text = plain(value, LineEnds::Keep);
    std::string_view rest = text;
    for (bool first = true; !rest.empty(); first = false) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        if (!first)
            out += risTag(line).tag == NoTag && !isRisSeparator(line) ? "\r\n" : " ";
        out += line;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    out += "\r\n";
}

void add(std::string& out, std::string_view tag, const std::vector<std::string>& values)
{
    for (const std::string& value : values)
        add(out, tag, plain(value, LineEnds::Space));
}

std::string RisWriter::one(const Entry& entry) const
{
    const Record& record = entry.record;
    std::string out;
    add(out, "TY", risType(record.kind));
    add(out, "TI", record.title);
    add(out, "TT", record.originalTitle);
    add(out, "AU", record.authors);
    add(out, "A2", record.editors);
    if (record.year != 0)
        add(out, "PY", std::to_string(record.year));
    add(out, "DA", record.date);
    add(out, "T2", record.journal);
    add(out, "J2", record.journalAbbreviation);
    add(out, "VL", record.volume);
    add(out, "IS", record.issue);
    const std::size_t hyphen = record.pages.find('-');
    add(out, "SP", record.pages.substr(0, hyphen));
    if (hyphen != std::string::npos)
        add(out, "EP", record.pages.substr(hyphen + 1));
    add(out, "SN", record.serials);
    add(out, "PB", record.publisher);
    add(out, "DO", record.doi);
    add(out, "AN", record.sourceId);
    if (record.wos != record.sourceId)
        add(out, "UT", record.wos);
    if (!record.pmid.empty())
        add(out, "N1", "PMID: " + record.pmid);
    add(out, "C2", record.pmcid);
    for (const std::string& registration : record.registrations)
        add(out, "N1", "Trial registration: " + registration);
    add(out, "LA", record.language);
    if (record.kind == RecordKind::Preprint && record.types.empty())
        add(out, "M3", "Preprint");
    add(out, "M3", record.types);
    add(out, "KW", record.keywords);
    add(out, "KW", record.mesh);
    add(out, "UR", record.urls);
    add(out, "N1", record.notices);
    add(out, "AB", record.abstract);
    if (!entry.carried.empty())
        out.append("N1  - ").append(CarriedMark).append(entry.carried).append("\r\n");
    return out += "ER  - \r\n\r\n";
}

} // namespace

std::unique_ptr<Writer> risWriter(ByteSink sink)
{
    return std::make_unique<RisWriter>(std::move(sink));
}

} // namespace winnow::formats
