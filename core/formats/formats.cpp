#include "core/formats/formats.h"

#include "core/base/text.h"
#include "core/formats/detect.h"
#include "core/formats/encoding.h"
#include "core/formats/fields.h"
#include "core/formats/jsonrecords.h"
#include "core/formats/lines.h"
#include "core/formats/pieces.h"
#include "core/formats/reader.h"
#include "core/formats/tables.h"
#include "core/formats/workbook.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace winnow::formats {

namespace {

/// A format reads its records by lines or by pieces.
struct FormatEntry {
    Format format;
    std::string_view name;
    std::string_view key;
    std::unique_ptr<Reader> (*lines)() = nullptr;
    /// `context`: a receipt's, if records shall be read without the file around them; else empty.
    std::unique_ptr<PieceReader> (*pieces)(const ReadOptions& options, std::string_view context) = nullptr;
    OpenWorkbook book = nullptr; ///< the pieces are those of its rows
};
/// For a format whose records say everything themselves.
template <std::unique_ptr<PieceReader> (*Make)()>
std::unique_ptr<PieceReader> made(const ReadOptions&, std::string_view)
{
    return Make();
}

constexpr std::array Formats = {
    FormatEntry{.format = Format::Nbib, .name = "MEDLINE (nbib)", .key = "nbib", .lines = nbibReader},
    FormatEntry{.format = Format::WosTagged, .name = "Web of Science tagged", .key = "wos", .lines = wosReader},
    FormatEntry{.format = Format::Ris, .name = "RIS", .key = "ris", .lines = risReader},
    FormatEntry{
        .format = Format::PubmedXml, .name = "PubMed XML", .key = "pubmed-xml", .pieces = made<pubmedXmlReader>},
    FormatEntry{
        .format = Format::EndnoteXml, .name = "EndNote XML", .key = "endnote-xml", .pieces = made<endnoteXmlReader>},
    FormatEntry{.format = Format::CtgovXml,
        .name = "ClinicalTrials.gov XML",
        .key = "ctgov-xml",
        .pieces = made<ctgovXmlReader>},
    FormatEntry{
        .format = Format::IctrpXml, .name = "WHO ICTRP XML", .key = "ictrp-xml", .pieces = made<ictrpXmlReader>},
    FormatEntry{
        .format = Format::ZoteroRdf, .name = "Zotero RDF", .key = "zotero-rdf", .pieces = made<zoteroRdfReader>},
    FormatEntry{.format = Format::Bibtex, .name = "BibTeX", .key = "bibtex", .pieces = bibtexReader},
    FormatEntry{.format = Format::Refer, .name = "EndNote tagged (Refer)", .key = "refer", .lines = referReader},
    FormatEntry{.format = Format::OvidTagged, .name = "Ovid tagged", .key = "ovid", .pieces = ovidReader},
    FormatEntry{
        .format = Format::CtgovJson, .name = "ClinicalTrials.gov JSON", .key = "ctgov-json", .pieces = ctgovJsonReader},
    FormatEntry{.format = Format::CslJson, .name = "CSL JSON", .key = "csl-json", .pieces = cslJsonReader},
    FormatEntry{.format = Format::Table, .name = "Table (CSV)", .key = "table", .pieces = tableReader},
    FormatEntry{.format = Format::Xlsx, .name = "Excel table", .key = "xlsx", .pieces = tableReader, .book = openXlsx},
    FormatEntry{.format = Format::Xls,
        .name = "Excel table (before 2007)",
        .key = "xls",
        .pieces = tableReader,
        .book = openXls},
};

const FormatEntry& of(Format format)
{
    const auto* const found = std::ranges::find(Formats, format, &FormatEntry::format);
    return found != Formats.end() ? *found : Formats.back();
}

} // namespace

std::string_view name(Format format)
{
    return of(format).name;
}

std::string_view key(Format format)
{
    return of(format).key;
}

std::vector<std::string> formatKeys()
{
    std::vector<std::string> keys;
    for (const FormatEntry& entry : Formats)
        keys.emplace_back(entry.key);
    return keys;
}

Result<Format> formatOf(std::string_view key)
{
    const auto* const found = std::ranges::find(Formats, key, &FormatEntry::key);
    if (found != Formats.end())
        return found->format;
    QStringList known;
    for (const FormatEntry& entry : Formats)
        known += toQString(entry.key);
    return fail(ErrorKind::InvalidInput,
        QCoreApplication::translate("formats", "There is no format “%1”. Known are %2.")
            .arg(toQString(key), known.join(QStringLiteral(", "))));
}

Result<Receipt> read(ByteSource& source, const Sink& sink, Progress& progress, const ReadOptions& options)
{
    constexpr std::size_t SampleBytes = 64U << 10U;
    Lines lines{source};
    const std::string_view sample = TRY(lines.peek(SampleBytes));
    Encoding encoding = Encoding::detect(sample);
    const std::string decoded = encoding.unit() == Unit::Byte ? std::string{} : fromUtf16(sample, encoding.unit());
    const Format format =
        options.format ? *options.format : TRY(detect(sample, encoding.unit() == Unit::Byte ? sample : decoded));
    const FormatEntry& entry = of(format);
    if (entry.book != nullptr)
        return readWorkbook(lines, format, entry.book, entry.pieces(options, {}), sink, progress, source.size());
    lines.setUnit(encoding.unit());
    return entry.lines != nullptr
        ? readLines(lines, std::move(encoding), format, entry.lines(), sink, progress, source.size())
        : readPieces(lines, std::move(encoding), format, entry.pieces(options, {}), sink, progress, source.size());
}

Result<> checkMapped(const Receipt& receipt)
{
    if (!receipt.needsMapping)
        return {};
    QStringList headings;
    for (const Column& column : receipt.columns)
        headings += toQString(column.heading);
    return fail(ErrorKind::Unsupported,
        QCoreApplication::translate("formats",
            "This is a table in which no column could be told to be the title. Nothing was imported. Say which column "
            "holds which field, and import it again."),
        headings.join(QStringLiteral(", ")));
}

std::vector<RawField> rawFields(
    Format format, std::string_view encoding, std::string_view context, std::string_view raw)
{
    std::string scratch;
    const Encoding::Text text = Encoding::named(encoding).decode(raw, scratch);
    const FormatEntry& entry = of(format);
    if (entry.lines == nullptr)
        return entry.pieces({}, context)->fields(text.text);
    const std::unique_ptr<Reader> reader = entry.lines();
    std::vector<Field> fields;
    splitFields(text.text, reader->tagOf(), reader->afterBlank(), fields);
    std::vector<RawField> out;
    out.reserve(fields.size());
    for (const Field& field : fields)
        out.push_back({tagName(field.tag), unfolded(field, reader->joinOf(field.tag))});
    return out;
}

} // namespace winnow::formats
