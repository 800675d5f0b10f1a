// MEDLINE text as PubMed writes it, but for lines, which are not wrapped.
#include "core/formats/carried.h"
#include "core/formats/writing.h"

namespace winnow::formats {

namespace {

class NbibWriter final : public PagedWriter {
public:
    explicit NbibWriter(ByteSink sink)
        : PagedWriter(Format::Nbib, std::move(sink))
    {
    }

private:
    [[nodiscard]] std::string one(const Entry& entry) const override;
};

constexpr std::string_view Indent = "\n      ";

/// "TI  - text", the text's own line ends as wrapped lines.
void add(std::string& out, std::string_view tag, std::string_view value)
{
    if (value.empty())
        return;
    out.append(tag).append(4 - tag.size(), ' ').append("- ");
    for (const char c : plain(value, LineEnds::Keep)) {
        if (c == '\n')
            out += Indent;
        else
            out += c;
    }
    out += '\n';
}

void add(std::string& out, std::string_view tag, const std::vector<std::string>& values)
{
    for (const std::string& value : values)
        add(out, tag, value);
}

std::string_view tagOf(RelationKind kind)
{
    switch (kind) {
    case RelationKind::RetractionOf:
        return "ROF";
    case RelationKind::RetractedBy:
        return "RIN";
    case RelationKind::CorrectionOf:
        return "EFR";
    case RelationKind::CorrectedBy:
        return "EIN";
    case RelationKind::CommentOn:
        return "CON";
    case RelationKind::CommentedBy:
        return "CIN";
    case RelationKind::UpdateOf:
        return "UOF";
    case RelationKind::UpdatedBy:
        return "UIN";
    case RelationKind::PreprintOf:
    case RelationKind::PublishedAs:
    case RelationKind::ReportOf:
    case RelationKind::ReportedBy:
    case RelationKind::Related:
        break;
    }
    return {};
}

/// The number is there even if it is empty: it begins the record.
std::string NbibWriter::one(const Entry& entry) const
{
    const Record& record = entry.record;
    std::string out = "PMID- " + plain(record.pmid, LineEnds::Space) + '\n';
    add(out, "IS", record.serials);
    add(out, "VI", record.volume);
    add(out, "IP", record.issue);
    add(out, "DP", record.date.empty() && record.year != 0 ? std::to_string(record.year) : record.date);
    add(out, record.kind == RecordKind::Book || record.kind == RecordKind::Chapter ? "BTI" : "TI",
        record.kind == RecordKind::Chapter ? record.journal : record.title);
    if (record.kind == RecordKind::Chapter)
        add(out, "TI", record.title);
    add(out, "PG", record.pages);
    if (!record.doi.empty())
        add(out, "LID", record.doi + " [doi]");
    add(out, "AB", record.abstract);
    for (const std::string& author : record.authors)
        add(out, isGroup(record, author) ? "CN" : "FAU", author);
    add(out, "FED", record.editors);
    add(out, "LA", record.language);
    for (const std::string& registration : record.registrations)
        add(out, "SI", registration.starts_with("NCT") ? "ClinicalTrials.gov/" + registration : registration);
    add(out, "PT", record.types);
    add(out, "PB", record.publisher);
    add(out, "TT", record.originalTitle);
    add(out, "TA", record.journalAbbreviation);
    if (record.kind != RecordKind::Chapter)
        add(out, "JT", record.journal);
    add(out, "MH", record.mesh);
    for (const Relation& relation : record.relations) {
        constexpr std::string_view Pmid = "pmid:";
        const std::string_view tag = tagOf(relation.kind);
        if (!tag.empty())
            add(out, tag,
                relation.target.starts_with(Pmid) ? "PMID: " + relation.target.substr(Pmid.size()) : relation.target);
    }
    add(out, "OT", record.keywords);
    add(out, "PMC", record.pmcid);
    if (!entry.carried.empty())
        out.append("GN  - ").append(CarriedMark).append(entry.carried) += '\n';
    return out += '\n';
}

} // namespace

std::unique_ptr<Writer> nbibWriter(ByteSink sink)
{
    return std::make_unique<NbibWriter>(std::move(sink));
}

} // namespace winnow::formats
