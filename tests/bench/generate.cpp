#include "tests/bench/generate.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <vector>

namespace winnow::bench {

namespace {

/// Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }
    std::uint64_t next()
    {
        std::uint64_t z = m_state += 0x9E3779B97F4A7C15U;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
        return z ^ z >> 31U;
    }
    /// From 0 to `count` − 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
    /// Small numbers often, large ones seldom.
    std::size_t skewed(std::size_t count) { return below(count) * below(count) / count; }

private:
    std::uint64_t m_state;
};

constexpr std::array<std::string_view, 120> Words = {"the", "of", "and", "in", "with", "to", "patients", "for", "was",
    "cells", "liver", "were", "stem", "after", "by", "from", "group", "treatment", "mesenchymal", "cirrhosis", "study",
    "transplantation", "between", "clinical", "function", "than", "serum", "bone", "marrow", "therapy", "months",
    "control", "improved", "chronic", "hepatic", "disease", "levels", "significantly", "albumin", "fibrosis", "safety",
    "efficacy", "infusion", "autologous", "randomized", "survival", "compared", "at", "umbilical", "cord",
    "decompensated", "score", "model", "hepatitis", "failure", "trial", "adverse", "events", "bilirubin", "reduced",
    "expression", "increased", "baseline", "follow-up", "portal", "vein", "injection", "peripheral", "blood",
    "progenitor", "hepatocytes", "factor", "growth", "regeneration", "inflammation", "activation", "stellate",
    "collagen", "mice", "rats", "human", "derived", "adipose", "tissue", "differentiation", "exosomes", "cytokines",
    "immune", "response", "regulatory", "dose", "weeks", "primary", "outcome", "secondary", "quality", "life",
    "mortality", "risk", "ratio", "confidence", "interval", "mean", "difference", "analysis", "evidence", "systematic",
    "review", "meta-analysis", "cohort", "prospective", "retrospective", "multicenter", "phase", "blind", "placebo",
    "long-term", "results", "potential", "mechanism"};
constexpr std::array<std::string_view, 24> Syllables = {"al", "be", "cor", "dex", "en", "fa", "gly", "hep", "in", "ket",
    "lo", "mab", "nib", "ox", "pra", "ri", "sta", "tin", "ul", "vir", "xa", "yl", "zol", "phe"};
constexpr std::array<std::string_view, 32> Families = {"Wang", "Zhang", "Li", "Müller", "García", "Smith", "Kim",
    "Tanaka", "Rossi", "Dubois", "Novák", "Kowalski", "Silva", "Hansen", "Ivanov", "Singh", "Suzuki", "Park", "Nguyen",
    "Lopez", "Schäfer", "O'Brien", "van den Berg", "Yılmaz", "Sørensen", "Chen", "Liu", "Brown", "Ali", "Haddad",
    "Mohamadnejad", "Terai"};
constexpr std::array<std::string_view, 20> Given = {"Wei", "Anna", "Jun", "María", "John", "Hiroshi", "Min-Jae",
    "Claire", "Giulia", "Petr", "Agnieszka", "João", "Lars", "Olga", "Priya", "Yuki", "Thomas", "Fatima", "José",
    "Emma"};
constexpr std::array<std::array<std::string_view, 2>, 12> Journals = {
    {{"Journal of made-up hepatology", "J Made-Up Hepatol"}, {"Annals of invented medicine", "Ann Invent Med"},
        {"Stem cells and fictions", "Stem Cells Fict"}, {"World journal of generated records", "World J Gener Rec"},
        {"Imaginary liver research", "Imag Liver Res"}, {"Cell therapy examples", "Cell Ther Ex"},
        {"Synthetic gastroenterology", "Synth Gastroenterol"},
        {"Clinical and placeholder medicine", "Clin Placehold Med"}, {"Regenerative samples", "Regen Samples"},
        {"European journal of test data", "Eur J Test Data"}, {"Transplantation fictions", "Transpl Fict"},
        {"Archives of benchmarks", "Arch Benchmarks"}}};
constexpr std::array<std::string_view, 16> Headings = {"Humans", "Male", "Female", "Adult", "Middle Aged",
    "Liver Cirrhosis/*therapy", "*Mesenchymal Stem Cell Transplantation/adverse effects", "Treatment Outcome", "Aged",
    "Liver Function Tests", "Follow-Up Studies", "End Stage Liver Disease/mortality/*therapy", "Animals",
    "Bone Marrow Cells/cytology", "Transplantation, Autologous", "Cell Differentiation"};
constexpr std::array<std::string_view, 4> Sections = {"BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"};
constexpr std::array<std::string_view, 12> Months = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Author {
    std::string_view family;
    std::string_view given;
    [[nodiscard]] std::string full() const { return std::string{family} + ", " + std::string{given}; }
    [[nodiscard]] std::string brief() const { return std::string{family} + ' ' + given.front(); }
};

/// What all formats say of a record.
struct Facts {
    std::string pmid;
    std::string doi;
    std::string accession;
    std::string title;
    std::vector<std::string> sections; ///< of the abstract, without their headings
    std::vector<Author> authors;
    std::string_view journal;
    std::string_view abbreviation;
    std::string year;
    std::string_view month;
    std::string volume;
    std::string issue;
    std::string first;
    std::string last;
    std::vector<std::string_view> headings;
};

void addWord(std::string& text, Random& random)
{
    if (random.below(12) != 0) {
        text += Words[random.skewed(Words.size())];
        return;
    }
    for (std::size_t i = random.between(2, 4); i > 0; --i)
        text += Syllables[random.below(Syllables.size())];
}

std::string sentence(Random& random, std::size_t words)
{
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
        text += i == 0 ? "" : " ";
        addWord(text, random);
    }
    if (text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 0x20);
    return text;
}

std::string paragraph(Random& random, std::size_t sentences)
{
    std::string text;
    for (std::size_t i = 0; i < sentences; ++i) {
        text += (i == 0 ? "" : " ") + sentence(random, random.between(10, 24));
        text += random.below(4) == 0 ? " (P < 0." + std::to_string(random.between(1, 9)) + ")." : ".";
    }
    return text;
}

Facts factsOf(std::uint64_t seed, std::uint64_t number)
{
    Random random{seed * 0x100000001B3U + number};
    Facts facts;
    facts.pmid = std::to_string(10'000'000 + number);
    facts.doi = "10.5555/made.up." + std::to_string(seed) + '.' + std::to_string(number);
    facts.accession = "WOS:" + std::to_string(900'000'000'000'000 + number);
    facts.title = sentence(random, random.between(8, 18));
    for (std::size_t i = 0; random.below(20) != 0 && i < Sections.size(); ++i)
        facts.sections.push_back(paragraph(random, random.between(1, 3)));
    for (std::size_t i = 1 + random.below(4) + random.below(8); i > 0; --i)
        facts.authors.push_back({Families[random.below(Families.size())], Given[random.below(Given.size())]});
    const auto& journal = Journals[random.skewed(Journals.size())];
    facts.journal = journal[0];
    facts.abbreviation = journal[1];
    facts.year = std::to_string(2026 - random.skewed(40));
    facts.month = Months[random.below(Months.size())];
    facts.volume = std::to_string(random.between(1, 90));
    facts.issue = std::to_string(random.between(1, 12));
    const std::size_t page = random.between(1, 2000);
    facts.first = std::to_string(page);
    facts.last = std::to_string(page + random.between(1, 14));
    for (const std::string_view heading : Headings) {
        if (random.below(3) != 0)
            facts.headings.push_back(heading);
    }
    return facts;
}

/// "TAG - value", wrapped at `width` with `indent` before each further line.
void addWrapped(
    std::string& text, std::string_view tag, std::string_view value, std::size_t width, std::string_view indent)
{
    text += tag;
    while (value.size() > width) {
        const std::size_t space = value.rfind(' ', width);
        const std::size_t end = space == std::string_view::npos ? value.find(' ') : space;
        if (end == std::string_view::npos)
            break;
        text.append(value.substr(0, end)).append("\n").append(indent);
        value.remove_prefix(end + 1);
    }
    text.append(value).append("\n");
}

std::string abstractOf(const Facts& facts)
{
    std::string abstract;
    for (std::size_t i = 0; i < facts.sections.size(); ++i)
        abstract.append(i == 0 ? "" : " ").append(Sections[i]).append(": ").append(facts.sections[i]);
    return abstract;
}

void appendNbib(std::string& text, const Facts& facts)
{
    const auto line = [&](std::string_view tag, std::string_view value) { addWrapped(text, tag, value, 82, "      "); };
    text += '\n';
    line("PMID- ", facts.pmid);
    line("OWN - ", "NLM");
    line("STAT- ", "MEDLINE");
    line("LR  - ", facts.year + "1201");
    line("IS  - ", "0000-0000 (Electronic)");
    line("VI  - ", facts.volume);
    line("IP  - ", facts.issue);
    line("DP  - ", facts.year + ' ' + std::string{facts.month});
    line("TI  - ", facts.title + '.');
    line("PG  - ", facts.first + '-' + facts.last);
    line("LID - ", facts.doi + " [doi]");
    if (!facts.sections.empty())
        line("AB  - ", abstractOf(facts));
    for (const Author& author : facts.authors) {
        line("FAU - ", author.full());
        line("AU  - ", author.brief());
        line("AD  - ", "Department of Examples, University of " + std::string{author.family} + ", City, Country.");
    }
    line("LA  - ", "eng");
    line("PT  - ", "Journal Article");
    line("TA  - ", facts.abbreviation);
    line("JT  - ", facts.journal);
    for (const std::string_view heading : facts.headings)
        line("MH  - ", heading);
    line("EDAT- ", facts.year + "/06/01 06:00");
    line("PHST- ", facts.year + "/06/01 06:00 [pubmed]");
    line("AID - ", facts.doi + " [doi]");
    line("PST - ", "ppublish");
    line("SO  - ",
        std::string{facts.abbreviation} + ". " + facts.year + ' ' + std::string{facts.month} + ';' + facts.volume + '('
            + facts.issue + "):" + facts.first + '-' + facts.last + ". doi: " + facts.doi + '.');
}

void appendWos(std::string& text, const Facts& facts)
{
    const auto line = [&](std::string_view tag, std::string_view value) { addWrapped(text, tag, value, 76, "   "); };
    text += "PT J\n";
    for (std::size_t i = 0; i < facts.authors.size(); ++i)
        text.append(i == 0 ? "AU " : "   ")
            .append(facts.authors[i].family)
            .append(", ")
            .append(1, facts.authors[i].given.front())
            .append("\n");
    for (std::size_t i = 0; i < facts.authors.size(); ++i)
        text.append(i == 0 ? "AF " : "   ").append(facts.authors[i].full()).append("\n");
    line("TI ", facts.title);
    line("SO ", facts.journal);
    line("LA ", "English");
    line("DT ", "Article");
    std::string keywords;
    for (const std::string_view heading : facts.headings)
        keywords.append(keywords.empty() ? "" : "; ").append(heading);
    line("DE ", keywords);
    if (!facts.sections.empty())
        text.append("AB ").append(abstractOf(facts)).append("\n");
    for (std::size_t i = 0; i < facts.authors.size(); ++i)
        text.append(i == 0 ? "C1 " : "   ")
            .append("[")
            .append(facts.authors[i].full())
            .append("] Univ Examples, City, Country.\n");
    line("SN ", "0000-0000");
    line("J9 ", facts.abbreviation);
    line("JI ", facts.abbreviation);
    line("PD ", facts.month);
    line("PY ", facts.year);
    line("VL ", facts.volume);
    line("IS ", facts.issue);
    line("BP ", facts.first);
    line("EP ", facts.last);
    line("DI ", facts.doi);
    line("PM ", facts.pmid);
    line("UT ", facts.accession);
    text += "ER\n\n";
}

void appendRis(std::string& text, const Facts& facts)
{
    const auto line = [&](std::string_view tag, std::string_view value) {
        text.append(tag).append(value).append("\r\n");
    };
    line("TY  - ", "JOUR");
    line("TI  - ", facts.title);
    for (const Author& author : facts.authors)
        line("AU  - ", author.full());
    line("T2  - ", facts.journal);
    line("J2  - ", facts.abbreviation);
    if (!facts.sections.empty())
        line("AB  - ", abstractOf(facts));
    line("DA  - ", facts.year + "/06//");
    line("PY  - ", facts.year);
    line("VL  - ", facts.volume);
    line("IS  - ", facts.issue);
    line("SP  - ", facts.first);
    line("EP  - ", facts.last);
    line("SN  - ", "0000-0000");
    line("DO  - ", facts.doi);
    line("AN  - ", facts.pmid);
    line("DB  - ", "PubMed");
    line("UR  - ", "https://example.org/" + facts.pmid);
    for (const std::string_view heading : facts.headings)
        line("KW  - ", heading);
    text += "ER  - \r\n\r\n";
}

/// "<name>value</name>"; the value needs no escaping.
void addElement(std::string& text, std::string_view name, std::string_view value)
{
    text.append("<").append(name).append(">").append(value);
    text.append("</").append(name.substr(0, name.find(' '))).append(">");
}

std::string escaped(std::string_view value)
{
    std::string out;
    for (const char c : value) {
        if (c == '<')
            out += "&lt;";
        else
            out += c;
    }
    return out;
}

void appendPubmedXml(std::string& text, const Facts& facts)
{
    const auto put = [&](std::string_view name, std::string_view value) { addElement(text, name, value); };
    text += "<PubmedArticle><MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\">";
    put("PMID Version=\"1\"", facts.pmid);
    text += "<Article PubModel=\"Print-Electronic\"><Journal>";
    put("ISSN IssnType=\"Electronic\"", "0000-0000");
    text += "<JournalIssue CitedMedium=\"Internet\">";
    put("Volume", facts.volume);
    put("Issue", facts.issue);
    text += "<PubDate>";
    put("Year", facts.year);
    put("Month", facts.month);
    text += "</PubDate></JournalIssue>";
    put("Title", facts.journal);
    put("ISOAbbreviation", facts.abbreviation);
    text += "</Journal>";
    put("ArticleTitle", facts.title + '.');
    text += "<Pagination>";
    put("MedlinePgn", facts.first + '-' + facts.last);
    text += "</Pagination>";
    put("ELocationID EIdType=\"doi\" ValidYN=\"Y\"", facts.doi);
    text += "<Abstract>";
    for (std::size_t i = 0; i < facts.sections.size(); ++i)
        put("AbstractText Label=\"" + std::string{Sections[i]} + "\" NlmCategory=\"" + std::string{Sections[i]} + '"',
            escaped(facts.sections[i]));
    text += "</Abstract><AuthorList CompleteYN=\"Y\">";
    for (const Author& author : facts.authors) {
        text += "<Author ValidYN=\"Y\">";
        put("LastName", author.family);
        put("ForeName", author.given);
        put("Initials", author.given.substr(0, 1));
        text += "<AffiliationInfo>";
        put("Affiliation", "Department of Examples, University of " + std::string{author.family} + ", City, Country.");
        text += "</AffiliationInfo></Author>";
    }
    text += "</AuthorList>";
    put("Language", "eng");
    text += "<PublicationTypeList>";
    put("PublicationType UI=\"D016428\"", "Journal Article");
    text += "</PublicationTypeList></Article><MedlineJournalInfo>";
    put("MedlineTA", facts.abbreviation);
    text += "</MedlineJournalInfo><MeshHeadingList>";
    for (const std::string_view heading : facts.headings) {
        text += "<MeshHeading>";
        put("DescriptorName UI=\"D000000\" MajorTopicYN=\"N\"", heading);
        text += "</MeshHeading>";
    }
    text += "</MeshHeadingList></MedlineCitation><PubmedData><ArticleIdList>";
    put("ArticleId IdType=\"pubmed\"", facts.pmid);
    put("ArticleId IdType=\"doi\"", facts.doi);
    text += "</ArticleIdList></PubmedData></PubmedArticle>\n";
}

void appendEndnoteXml(std::string& text, const Facts& facts)
{
    const auto put = [&](std::string_view name, std::string_view value) {
        text.append("<").append(name).append("><style face=\"normal\" font=\"default\" size=\"100%\">");
        text.append(escaped(value)).append("</style></").append(name).append(">");
    };
    text += "<record><database name=\"Made up.enl\" path=\"C:\\Made up.enl\">Made up.enl</database>"
            "<source-app name=\"EndNote\" version=\"20.4\">EndNote</source-app>";
    addElement(text, "rec-number", facts.pmid);
    text += "<ref-type name=\"Journal Article\">17</ref-type><contributors><authors>";
    for (const Author& author : facts.authors)
        put("author", author.full());
    text += "</authors></contributors><titles>";
    put("title", facts.title);
    put("secondary-title", facts.journal);
    text += "</titles><periodical>";
    put("full-title", facts.journal);
    put("abbr-1", facts.abbreviation);
    text += "</periodical>";
    put("pages", facts.first + '-' + facts.last);
    put("volume", facts.volume);
    put("number", facts.issue);
    text += "<keywords>";
    for (const std::string_view heading : facts.headings)
        put("keyword", heading);
    text += "</keywords><dates>";
    put("year", facts.year);
    text += "<pub-dates>";
    put("date", facts.month);
    text += "</pub-dates></dates>";
    put("isbn", "0000-0000");
    put("accession-num", facts.pmid);
    if (!facts.sections.empty())
        put("abstract", abstractOf(facts));
    text += "<urls></urls>";
    put("electronic-resource-num", facts.doi);
    put("remote-database-provider", "NLM");
    put("language", "eng");
    text += "</record>";
}

} // namespace

std::string_view ExportGenerator::header() const
{
    switch (m_format) {
    case Format::WosTagged:
        return "FN Clarivate Analytics Web of Science\nVR 1.0\n";
    case Format::PubmedXml:
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>\n";
    case Format::EndnoteXml:
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml><records>";
    default:
        return "";
    }
}

std::string_view ExportGenerator::footer() const
{
    switch (m_format) {
    case Format::WosTagged:
        return "EF\n";
    case Format::PubmedXml:
        return "</PubmedArticleSet>\n";
    case Format::EndnoteXml:
        return "</records></xml>\n";
    default:
        return "";
    }
}

void ExportGenerator::append(std::string& text, std::uint64_t number) const
{
    const Facts facts = factsOf(m_seed, number);
    switch (m_format) {
    case Format::Nbib:
        appendNbib(text, facts);
        break;
    case Format::WosTagged:
        appendWos(text, facts);
        break;
    case Format::PubmedXml:
        appendPubmedXml(text, facts);
        break;
    case Format::EndnoteXml:
        appendEndnoteXml(text, facts);
        break;
    default: // the only other one that is offered
        appendRis(text, facts);
        break;
    }
}

std::string ExportGenerator::exported(std::uint64_t records) const
{
    std::string text{header()};
    for (std::uint64_t i = 0; i < records; ++i)
        append(text, i);
    return text.append(footer());
}

Result<> writeExport(const ExportGenerator& generator, std::uint64_t records, const QString& path)
{
    constexpr std::size_t BlockBytes = 1U << 20U;
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Io, QStringLiteral("“%1” cannot be written.").arg(path), file.errorString());
    std::string block{generator.header()};
    for (std::uint64_t i = 0; i <= records; ++i) {
        if (i < records)
            generator.append(block, i);
        else
            block += generator.footer();
        if (block.size() < BlockBytes && i < records)
            continue;
        if (file.write(block.data(), static_cast<qint64>(block.size())) != static_cast<qint64>(block.size()))
            return fail(
                ErrorKind::Io, QStringLiteral("“%1” could not be written to its end.").arg(path), file.errorString());
        block.clear();
    }
    return file.flush()
        ? Result<>{}
        : fail(ErrorKind::Io, QStringLiteral("“%1” could not be written to its end.").arg(path), file.errorString());
}

} // namespace winnow::bench
