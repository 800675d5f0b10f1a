#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/prisma/prisma.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace winnow::prisma {

namespace {

/// A row of the form but its number. "NA" is R's word for absent.
struct Row {
    const char* data; ///< the name the package looks up
    const char* node;
    const char* box;
    const char* text; ///< what it writes into the box
};

// Names, order and boxes as in the package's template; texts as in PRISMA 2020's flow diagram for new reviews.
constexpr std::array<Row, 34> rows{{
    {"NA", "node4", "prevstud", "Previous studies"},
    {"previous_studies", "node5", "box1", "Studies included in previous version of review"},
    {"previous_reports", "NA", "box1", "Reports of studies included in previous version of review"},
    {"NA", "node6", "newstud", "Identification of studies via databases and registers"},
    {"database_results", "node7", "box2", "Databases"},
    {"database_specific_results", "NA", "box2", "Specific Databases"},
    {"register_results", "NA", "box2", "Registers"},
    {"register_specific_results", "NA", "box2", "Specific Registers"},
    {"NA", "node16", "othstud", "Identification of studies via other methods"},
    {"website_results", "node17", "box11", "Websites"},
    {"organisation_results", "", "box11", "Organisations"},
    {"citations_results", "NA", "box11", "Citation searching"},
    {"duplicates", "node8", "box3", "Duplicate records removed"},
    {"excluded_automatic", "NA", "box3", "Records marked as ineligible by automation tools"},
    {"excluded_other", "NA", "box3", "Records removed for other reasons"},
    {"records_screened", "node9", "box4", "Records screened"},
    {"records_excluded", "node10", "box5", "Records excluded"},
    {"dbr_sought_reports", "node11", "box6", "Reports sought for retrieval"},
    {"dbr_notretrieved_reports", "node12", "box7", "Reports not retrieved"},
    {"other_sought_reports", "node18", "box12", "Reports sought for retrieval"},
    {"other_notretrieved_reports", "node19", "box13", "Reports not retrieved"},
    {"dbr_assessed", "node13", "box8", "Reports assessed for eligibility"},
    {"dbr_excluded", "node14", "box9", "Reports excluded"},
    {"other_assessed", "node20", "box14", "Reports assessed for eligibility"},
    {"other_excluded", "node21", "box15", "Reports excluded"},
    {"new_studies", "node15", "box10", "Studies included in review"},
    {"new_reports", "NA", "box10", "Reports of included studies"},
    {"total_studies", "node22", "box16", "Total studies included in review"},
    {"total_reports", "NA", "box16", "Reports of total included studies"},
    {"identification", "node1", "identification", "Identification"},
    {"screening", "node2", "screening", "Screening"},
    {"included", "node3", "included", "Included"},
    {"total_studies_ma", "node23", "box17", "Total studies included in meta-analysis"},
    {"total_reports_ma", "NA", "box17", "Reports of total included studies in meta-analysis"},
}};

/// A name fit for "Name, n; Name, n" between apostrophes, and for a cell that a spreadsheet shall not compute.
QString label(const std::string& name)
{
    QString text = toQString(withoutMarkup(name)).simplified();
    if (text.isEmpty())
        text = QCoreApplication::translate("prisma", "No reason given");
    text.replace(u',', QStringLiteral(" /")).replace(u';', QStringLiteral(" /")).replace(u'\'', QChar(0x2019));
    if (QStringLiteral("=+-@").contains(text.front()))
        text.prepend(u' ');
    return text;
}

QString sources(const FlowCounts& counts, SourceKind kind)
{
    QStringList parts;
    for (const SourceCount& source : counts.sources)
        if (source.kind == kind)
            parts += label(source.name) + QStringLiteral(", ") + QString::number(source.records);
    return parts.join(QStringLiteral("; "));
}

/// A bare "0" where nothing was excluded: the package reads it as the box's count.
QString reasons(const FlowArm& arm)
{
    std::vector<ReasonCount> sorted = arm.excludedFullText;
    std::stable_sort(
        sorted.begin(), sorted.end(), [](const ReasonCount& a, const ReasonCount& b) { return a.reports > b.reports; });
    QStringList parts;
    for (const ReasonCount& reason : sorted)
        parts += label(reason.reason) + QStringLiteral(", ") + QString::number(reason.reports);
    return parts.isEmpty() ? QStringLiteral("0") : parts.join(QStringLiteral("; "));
}

struct OtherMethods {
    std::int64_t websites = 0;
    std::int64_t organisations = 0;
    std::int64_t citations = 0;
};

OtherMethods otherMethods(const FlowCounts& counts)
{
    OtherMethods methods;
    for (const SourceCount& source : counts.sources) {
        if (source.kind != SourceKind::Other)
            continue;
        const std::string name = folded(source.name);
        const auto speaksOf = [&name](const char* word) { return name.find(word) != std::string::npos; };
        if (speaksOf("website") || speaksOf("web site") || speaksOf("internet"))
            methods.websites += source.records;
        else if (speaksOf("organisation") || speaksOf("organization"))
            methods.organisations += source.records;
        else
            methods.citations += source.records;
    }
    return methods;
}

/// Empty where nothing is said, so that the package leaves the box out.
QString studies(const std::optional<StudyCount>& count, std::string_view name)
{
    if (!count)
        return {};
    return QString::number(name.find("reports") == std::string_view::npos ? count->studies : count->reports);
}

QString value(std::string_view name, const FlowCounts& counts)
{
    const auto is = [&name](const char* other) { return name == other; };
    const auto count = [](std::int64_t n) { return QString::number(n); };
    if (is("database_results"))
        return count(counts.identified(SourceKind::Database));
    if (is("database_specific_results"))
        return sources(counts, SourceKind::Database);
    if (is("register_results"))
        return count(counts.identified(SourceKind::Register));
    if (is("register_specific_results"))
        return sources(counts, SourceKind::Register);
    if (is("duplicates"))
        return count(counts.duplicates);
    if (is("excluded_automatic"))
        return count(counts.automation);
    if (is("excluded_other"))
        return count(counts.otherRemoved);
    if (is("records_screened"))
        return count(counts.databases.screened);
    if (is("records_excluded"))
        return count(counts.databases.excludedScreening);
    if (is("dbr_sought_reports"))
        return count(counts.databases.sought);
    if (is("dbr_notretrieved_reports"))
        return count(counts.databases.notRetrieved);
    if (is("dbr_assessed"))
        return count(counts.databases.assessed);
    if (is("dbr_excluded"))
        return reasons(counts.databases);
    if (is("new_studies"))
        return count(counts.includedStudies);
    if (is("new_reports"))
        return count(counts.includedReports);
    if (is("previous_studies") || is("previous_reports"))
        return studies(counts.previous, name);
    if (is("total_studies") || is("total_reports"))
        return counts.previous ? studies(counts.total(), name) : QString();
    if (is("total_studies_ma") || is("total_reports_ma"))
        return studies(counts.metaAnalysed, name);
    if (!hasOthers(variant(counts)))
        return {};
    if (is("website_results"))
        return count(otherMethods(counts).websites);
    if (is("organisation_results"))
        return count(otherMethods(counts).organisations);
    if (is("citations_results"))
        return count(otherMethods(counts).citations);
    if (is("other_sought_reports"))
        return count(counts.others.sought);
    if (is("other_notretrieved_reports"))
        return count(counts.others.notRetrieved);
    if (is("other_assessed"))
        return count(counts.others.assessed);
    if (is("other_excluded"))
        return reasons(counts.others);
    return {};
}

/// The template of an update says which studies are new.
std::string text(const Row& row, const FlowCounts& counts)
{
    std::string text = row.text;
    if (!counts.previous)
        return text;
    if (const std::size_t at = text.find("Identification of studies"); at == 0)
        return "Identification of new" + text.substr(17);
    if (std::string_view{row.data} == "new_studies")
        return "New studies included in review";
    return std::string_view{row.data} == "new_reports" ? "Reports of new included studies" : text;
}

} // namespace

QByteArray toCsv(const FlowCounts& counts)
{
    std::string csv = csv::line({"data", "node", "box", "description", "boxtext", "tooltips", "url", "n"});
    for (const Row& row : rows) {
        const std::string_view data = row.data;
        const bool title = data == "NA" || data == "identification" || data == "screening" || data == "included";
        const std::string words = text(row, counts);
        std::string tooltip = std::string_view(row.node).starts_with("node") ? words : "NA";
        if (const QString note = duplicatesNote(counts); data == "duplicates" && !note.isEmpty())
            tooltip += ": " + label(note.toStdString()).toStdString();
        csv += csv::line({row.data, row.node, row.box, words, words, tooltip, "NA",
            title ? "0" : value(row.data, counts).toStdString()});
    }
    return QByteArray::fromStdString(csv);
}

} // namespace winnow::prisma
