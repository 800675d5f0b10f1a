#include "core/formats/detect.h"

#include "core/base/text.h"
#include "core/formats/bibsyntax.h"
#include "core/formats/encoding.h"
#include "core/formats/jsonrecords.h"
#include "core/formats/pieces.h"
#include "core/formats/reader.h"
#include "core/formats/tables.h"
#include "core/formats/values.h"
#include "core/formats/xmlscan.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>

namespace winnow::formats {

namespace {

struct Signature {
    std::string_view start;
    const char* message;
};

constexpr std::array BinaryFiles = {
    Signature{"%PDF",
        QT_TRANSLATE_NOOP("formats",
            "This is a PDF, not an export of records. Attach it to a citation, or export the search results as RIS or "
            "PubMed (nbib).")},
    Signature{"\x1F\x8B", QT_TRANSLATE_NOOP("formats", "This is a gzip archive. Unpack it and import what is in it.")},
    Signature{"{\\rtf",
        QT_TRANSLATE_NOOP("formats",
            "This is a rich text document, not an export of records. Export the search results again as plain text: "
            "RIS, PubMed (nbib) or Web of Science plain text.")},
};

constexpr const char* UnknownJson = QT_TRANSLATE_NOOP("formats",
    "This is JSON, but neither of ClinicalTrials.gov (API version 2) nor CSL JSON. Export the records in one of these, "
    "or as RIS.");

// Looked for in lower case, behind leading white space.
constexpr std::array TextFiles = {
    Signature{"<!doctype html",
        QT_TRANSLATE_NOOP("formats",
            "This is a web page, not an export of records. Use the database's own export or “Send to” and choose RIS "
            "or PubMed (nbib).")},
    Signature{"<html",
        QT_TRANSLATE_NOOP("formats",
            "This is a web page, not an export of records. Use the database's own export or “Send to” and choose RIS "
            "or PubMed (nbib).")},
    Signature{"{", UnknownJson},
    Signature{"[", UnknownJson},
};

struct XmlRoot {
    std::string_view element;
    const char* message;
};
constexpr std::array XmlRoots = {
    XmlRoot{"<html",
        QT_TRANSLATE_NOOP("formats",
            "This is a web page, not an export of records. Use the database's own export or “Send to” and choose RIS "
            "or PubMed (nbib).")},
    XmlRoot{"<",
        QT_TRANSLATE_NOOP("formats",
            "This is XML, but none of the kinds that can be read: PubMed, EndNote, ClinicalTrials.gov, WHO ICTRP and "
            "Zotero RDF. Export the records as one of these, or as RIS.")},
};

constexpr const char* Archive = QT_TRANSLATE_NOOP("formats",
    "This is a ZIP archive or a Word file, not an export of records. Unpack it, or export the search results again as "
    "RIS, PubMed (nbib), CSV or Web of Science plain text.");
constexpr const char* Empty = QT_TRANSLATE_NOOP("formats", "The file is empty. Export the search results again.");
constexpr const char* AbstractText = QT_TRANSLATE_NOOP("formats",
    "This is PubMed's “Abstract (text)” format, which is made for reading and cannot be told apart into fields. In "
    "PubMed choose Save, Format “PubMed”, and import that file.");
constexpr const char* Identifiers = QT_TRANSLATE_NOOP("formats",
    "This is a list of numbers without any record. In PubMed choose Save, Format “PubMed”, and import that file.");
constexpr const char* Binary = QT_TRANSLATE_NOOP("formats",
    "This is not a text file. Export the search results as RIS, PubMed (nbib) or Web of Science plain text.");
constexpr const char* Unknown = QT_TRANSLATE_NOOP("formats",
    "No record was found at the start of this file in any format that can be read: RIS, PubMed (nbib), Web of Science "
    "plain text.");

tl::unexpected<Error> refuse(const char* message)
{
    return fail(ErrorKind::Unsupported, QCoreApplication::translate("formats", message));
}

/// What the lines of the sample speak for.
struct Evidence {
    int lines = 0;
    int risLines = 0;
    int nbibLines = 0; ///< with tags of three or four letters, which RIS does not have
    int wosLines = 0;
    int referLines = 0;
    bool wosHeader = false;
    bool wosEnd = false;
    bool risEnd = false;
    bool onlyNumbers = true;
    bool pmidAtEnd = false; ///< "PMID: 12345678" as PubMed's text formats end a record
    std::string_view firstLine;
};

bool isWosHeader(std::string_view line)
{
    return line.starts_with("FN ")
        && (line.find("Web of ") != std::string_view::npos || line.find("ISI") != std::string_view::npos
            || line.find("Clarivate") != std::string_view::npos || line.find("Thomson") != std::string_view::npos);
}

/// "@article{key,", "@string{name = …", or a head with nothing behind it.
bool isBibEntry(std::string_view line)
{
    line = trimmed(line);
    const BibHead head = bibHead(line);
    if (head.type.empty())
        return false;
    const std::string type = lowerAscii(head.type);
    return head.length == line.size() || line.find_first_of(",=", head.length) != std::string_view::npos
        || type == "comment" || type == "preamble";
}

/// What JSON holds, by the names of its fields.
std::optional<Format> jsonFormat(std::string_view text)
{
    if (!text.starts_with('{') && !text.starts_with('['))
        return std::nullopt;
    const auto has = [&](std::string_view name) { return text.find(name) != std::string_view::npos; };
    if (has("\"protocolSection\""))
        return Format::CtgovJson;
    bool item = has("\"title\"") && (has("\"type\"") || has("\"issued\"") || has("\"author\""));
    for (std::size_t at = text.find("\"type\""); at != std::string_view::npos && !item;
        at = text.find("\"type\"", at + 1)) {
        const std::size_t begin = text.find_first_not_of(" :\t\r\n", at + 6);
        const std::string_view value = begin == std::string_view::npos ? "" : text.substr(begin, 40);
        item = value.starts_with('"') && isCslType(value.substr(1, value.find('"', 1) - 1));
    }
    return item ? std::optional{Format::CslJson} : std::nullopt;
}

/// The format, if this line alone shows it.
std::optional<Format> decisive(std::string_view line, const Evidence& evidence)
{
    if (const Tag tag = risTag(line).tag; tag == "TY"_tag)
        return Format::Ris;
    if (const TaggedLine tagged = nbibTag(line);
        tagged.tag == "PMID"_tag || (tagged.tag == "PMC"_tag && containsIgnoringCase(line, "PMC")))
        return Format::Nbib;
    const bool publicationType = line.size() >= 4 && line.starts_with("PT ") && trimmed(line.substr(3)).size() == 1;
    if (publicationType || (evidence.wosHeader && line.starts_with("VR ")))
        return Format::WosTagged;
    if (isBibEntry(line))
        return Format::Bibtex;
    if (referTag(line).tag == "%0"_tag)
        return Format::Refer;
    if (isOvidMark(line))
        return Format::OvidTagged;
    return std::nullopt;
}

void weigh(std::string_view line, Evidence& evidence)
{
    if (evidence.lines == 0)
        evidence.firstLine = line;
    ++evidence.lines;
    const Tag ris = risTag(line).tag;
    evidence.risLines += ris != NoTag ? 1 : 0;
    evidence.risEnd |= ris == "ER"_tag;
    evidence.nbibLines += tagName(nbibTag(line).tag).size() > 2 ? 1 : 0;
    evidence.wosLines += wosTag(line).tag != NoTag && ris == NoTag ? 1 : 0;
    evidence.referLines += referTag(line).tag != NoTag ? 1 : 0;
    evidence.wosHeader |= isWosHeader(line);
    evidence.wosEnd |= trimmed(line) == "ER";
    evidence.onlyNumbers &= isDigits(trimmed(line));
    evidence.pmidAtEnd |= line.starts_with("PMID: ");
}

struct XmlElement {
    std::string_view name;
    Format format;
};
constexpr std::array XmlElements = {
    XmlElement{"PubmedArticleSet", Format::PubmedXml},
    XmlElement{"PubmedArticle", Format::PubmedXml},
    XmlElement{"PubmedBookArticleSet", Format::PubmedXml},
    XmlElement{"PubmedBookArticle", Format::PubmedXml},
    XmlElement{"MedlineCitationSet", Format::PubmedXml},
    XmlElement{"MedlineCitation", Format::PubmedXml},
    XmlElement{"clinical_study", Format::CtgovXml},
    XmlElement{"Trials_downloaded_from_ICTRP", Format::IctrpXml},
    XmlElement{"TrialID", Format::IctrpXml},
    XmlElement{"rec-number", Format::EndnoteXml},
    XmlElement{"ref-type", Format::EndnoteXml},
    XmlElement{"source-app", Format::EndnoteXml},
};

/// The format by the names of the first elements, whatever stands before them: comments, a DOCTYPE, a browser's remark.
std::optional<Format> xmlFormat(std::string_view text)
{
    constexpr int MostMarkup = 100;
    bool inXml = false;
    int markup = 0;
    for (std::size_t at = text.find('<'); at < text.size() && markup < MostMarkup; at = text.find('<', at)) {
        const std::string_view name = elementName(text.substr(at));
        const auto* const found = std::ranges::find(XmlElements, name, &XmlElement::name);
        if (found != XmlElements.end())
            return found->format;
        if (name == "rdf:RDF" && text.find("zotero.org/namespaces/export") != std::string_view::npos)
            return Format::ZoteroRdf;
        if (inXml && name == "records")
            return Format::EndnoteXml;
        if (lowerAscii(name) == "html")
            return std::nullopt;
        inXml |= name == "xml";
        ++markup;
        const std::size_t length = markupEnd(text.substr(at));
        at = length == std::string_view::npos ? at + 1 : at + length;
    }
    return std::nullopt;
}

std::optional<Format> byMajority(const Evidence& evidence)
{
    if (evidence.wosHeader)
        return Format::WosTagged;
    const int best = std::max({evidence.risLines, evidence.nbibLines, evidence.wosLines, evidence.referLines});
    if (best < 3 || best * 4 < evidence.lines)
        return std::nullopt;
    if (evidence.referLines == best)
        return Format::Refer;
    if (evidence.nbibLines == best || (evidence.nbibLines > 0 && !evidence.risEnd))
        return Format::Nbib;
    if (evidence.risLines == best)
        return Format::Ris;
    return evidence.wosEnd ? std::optional{Format::WosTagged} : std::nullopt;
}

bool looksBinary(std::string_view text)
{
    const auto control =
        std::ranges::count_if(text, [](char c) { return c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
    return static_cast<std::size_t>(control) * 20 > text.size();
}

const char* refusal(std::string_view text, const Evidence& evidence)
{
    const std::string start = lowerAscii(text.substr(0, 4096));
    for (const Signature& signature : TextFiles) {
        if (start.starts_with(signature.start))
            return signature.message;
    }
    if (start.starts_with('<')) {
        return std::ranges::find_if(XmlRoots, [&](const XmlRoot& root) {
            return start.find(root.element) != std::string::npos;
        })->message;
    }
    if (looksBinary(text))
        return Binary;
    if (evidence.pmidAtEnd
        || (evidence.firstLine.starts_with("1. ") && text.find("\nAuthor information:") != std::string_view::npos))
        return AbstractText;
    if (evidence.onlyNumbers)
        return Identifiers;
    return Unknown;
}

} // namespace

Result<Format> detect(std::string_view bytes, std::string_view text)
{
    if (bytes.starts_with("PK\x03\x04")) {
        // Names of what an archive holds stand in it as they are.
        const bool office = bytes.find("[Content_Types].xml") != std::string_view::npos;
        if (bytes.find("xl/") != std::string_view::npos
            || (office && bytes.find("word/") == std::string_view::npos
                && bytes.find("ppt/") == std::string_view::npos))
            return Format::Xlsx;
        return refuse(Archive);
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return Format::Xls;
    for (const Signature& signature : BinaryFiles) {
        if (bytes.starts_with(signature.start))
            return refuse(signature.message);
    }
    while (text.starts_with(ByteOrderMark))
        text.remove_prefix(ByteOrderMark.size());
    if (trimmed(text).empty())
        return refuse(Empty);

    if (trimmed(text).starts_with('<')) {
        if (const std::optional<Format> format = xmlFormat(text))
            return *format;
    }
    if (const std::optional<Format> format = jsonFormat(trimmed(text)))
        return *format;
    const bool markup = std::string_view{"<{[%@"}.find(trimmed(text).front()) != std::string_view::npos;
    // A cell may hold lines that would be taken for tags.
    if (!markup && hasKnownHeadings(text))
        return Format::Table;
    Evidence evidence;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.starts_with(ByteOrderMark))
            line.remove_prefix(ByteOrderMark.size());
        if (trimmed(line).empty())
            continue;
        weigh(line, evidence);
        if (const std::optional<Format> format = decisive(line, evidence))
            return *format;
    }
    if (const std::optional<Format> format = byMajority(evidence))
        return *format;
    if (const std::optional<Format> format = xmlFormat(text))
        return *format;
    if (!markup && !looksBinary(text) && looksLikeTable(text))
        return Format::Table;
    return refuse(refusal(trimmed(text), evidence));
}

} // namespace winnow::formats
