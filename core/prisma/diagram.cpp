#include "core/prisma/diagram.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace winnow::prisma {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("prisma", text);
}

Filter standing(SourceKind arm, std::vector<Box> boxes)
{
    Filter filter;
    filter.arm = arm;
    filter.boxes = std::move(boxes);
    return filter;
}

Line heading(const QString& label)
{
    return {label, std::nullopt, 0, std::nullopt, label};
}

Line counted(const QString& label, std::int64_t count, std::optional<Filter> records)
{
    return {label, count, 0, std::move(records), label};
}

/// A line under a heading; away from its box it is called `name`.
Line entry(const QString& label, const QString& name, std::int64_t count, std::optional<Filter> records)
{
    return {label, count, 1, std::move(records), name};
}

/// Imports of one source are one line.
std::vector<SourceCount> sourcesOf(const FlowCounts& counts, SourceKind kind)
{
    std::vector<SourceCount> sources;
    for (const SourceCount& source : counts.sources) {
        if (source.kind != kind)
            continue;
        const auto known = std::find_if(
            sources.begin(), sources.end(), [&](const SourceCount& other) { return other.name == source.name; });
        if (known == sources.end())
            sources.push_back(source);
        else
            known->records += source.records;
    }
    return sources;
}

Line sourceLine(const SourceCount& source, int indent)
{
    Filter filter;
    filter.source = source.name;
    const QString name = source.name.empty() ? tr("Source without a name") : toQString(withoutMarkup(source.name));
    Line line = entry(name, tr("Records identified from %1").arg(name), source.records, filter);
    line.indent = indent;
    return line;
}

DiagramBox identifiedBox(const FlowCounts& counts)
{
    DiagramBox box{Part::Identified, 0, 1, {heading(tr("Records identified from:"))}};
    const auto add = [&](SourceKind kind, const QString& label, const QString& name) {
        Filter filter;
        filter.from = kind;
        box.lines.push_back(entry(label, name, counts.identified(kind), filter));
        for (const SourceCount& source : sourcesOf(counts, kind))
            box.lines.push_back(sourceLine(source, 2));
    };
    add(SourceKind::Database, tr("Databases"), tr("Records identified from databases"));
    add(SourceKind::Register, tr("Registers"), tr("Records identified from registers"));
    return box;
}

DiagramBox removedBox(const FlowCounts& counts)
{
    Filter joined;
    joined.arm = SourceKind::Database;
    joined.withDuplicates = true;
    return {Part::Removed, 1, 1,
        {heading(tr("Records removed before screening:")),
            entry(tr("Duplicate records removed"), tr("Citations with duplicate records"), counts.duplicates, joined),
            entry(tr("Records marked as ineligible by automation tools"),
                tr("Records marked as ineligible by automation tools"), counts.automation, std::nullopt),
            entry(tr("Records removed for other reasons"), tr("Records removed for other reasons"), counts.otherRemoved,
                std::nullopt)}};
}

DiagramBox reasonsBox(Part part, int column, SourceKind kind, const FlowArm& arm)
{
    DiagramBox box{part, column, 4, {}};
    std::vector<ReasonCount> reasons = arm.excludedFullText;
    std::stable_sort(reasons.begin(), reasons.end(),
        [](const ReasonCount& a, const ReasonCount& b) { return a.reports > b.reports; });
    if (reasons.empty()) {
        box.lines.push_back(counted(tr("Reports excluded"), 0, standing(kind, {Box::ExcludedFullText})));
        return box;
    }
    Line first = heading(tr("Reports excluded:"));
    first.records = standing(kind, {Box::ExcludedFullText});
    first.heading = tr("Reports excluded");
    box.lines.push_back(first);
    for (const ReasonCount& reason : reasons) {
        Filter filter = standing(kind, {Box::ExcludedFullText});
        filter.reason = reason.id;
        const QString name = reason.reason.empty() ? tr("No reason given") : toQString(reason.reason);
        box.lines.push_back(entry(name, tr("Reports excluded: %1").arg(name), reason.reports, filter));
    }
    return box;
}

/// The parts of an arm that both have alike.
struct ArmParts {
    Part sought, notRetrieved, assessed, excluded;
    int column;
    SourceKind kind;
};

void addRetrieval(Diagram& diagram, const FlowArm& arm, const ArmParts& parts)
{
    diagram.boxes.push_back({parts.sought, parts.column, 3,
        {counted(tr("Reports sought for retrieval"), arm.sought,
            standing(parts.kind,
                {Box::AwaitingRetrieval, Box::NotRetrieved, Box::AwaitingAssessment, Box::AssessmentOpen,
                    Box::ExcludedFullText, Box::Included}))}});
    diagram.boxes.push_back({parts.notRetrieved, parts.column + 1, 3,
        {counted(tr("Reports not retrieved"), arm.notRetrieved, standing(parts.kind, {Box::NotRetrieved}))}});
    diagram.boxes.push_back({parts.assessed, parts.column, 4,
        {counted(tr("Reports assessed for eligibility"), arm.assessed,
            standing(parts.kind, {Box::ExcludedFullText, Box::Included}))}});
    diagram.boxes.push_back(reasonsBox(parts.excluded, parts.column + 1, parts.kind, arm));
    diagram.arrows.push_back({parts.sought, parts.notRetrieved});
    diagram.arrows.push_back({parts.sought, parts.assessed});
    diagram.arrows.push_back({parts.assessed, parts.excluded});
    diagram.arrows.push_back({parts.assessed, Part::Included});
}

void addDatabases(Diagram& diagram, const FlowCounts& counts)
{
    const FlowArm& arm = counts.databases;
    diagram.boxes.push_back({Part::DatabasesTitle, 0, 0,
        {heading(counts.previous ? tr("Identification of new studies via databases and registers")
                                 : tr("Identification of studies via databases and registers"))}});
    diagram.boxes.push_back(identifiedBox(counts));
    diagram.boxes.push_back(removedBox(counts));
    diagram.boxes.push_back({Part::Screened, 0, 2,
        {counted(tr("Records screened"), arm.screened,
            standing(SourceKind::Database,
                {Box::ScreenedOut, Box::AwaitingRetrieval, Box::NotRetrieved, Box::AwaitingAssessment,
                    Box::AssessmentOpen, Box::ExcludedFullText, Box::Included}))}});
    diagram.boxes.push_back({Part::Excluded, 1, 2,
        {counted(tr("Records excluded"), arm.excludedScreening, standing(SourceKind::Database, {Box::ScreenedOut}))}});
    if (const QString note = duplicatesNote(counts); !note.isEmpty())
        diagram.footnotes += tr("Duplicate records: %1.").arg(note);
    diagram.arrows = {{Part::Identified, Part::Removed}, {Part::Identified, Part::Screened},
        {Part::Screened, Part::Excluded}, {Part::Screened, Part::Sought}};
    addRetrieval(diagram, arm,
        {Part::Sought, Part::NotRetrieved, Part::Assessed, Part::ReportsExcluded, 0, SourceKind::Database});
}

void addOthers(Diagram& diagram, const FlowCounts& counts)
{
    diagram.boxes.push_back({Part::OthersTitle, 2, 0,
        {heading(counts.previous ? tr("Identification of new studies via other methods")
                                 : tr("Identification of studies via other methods"))}});
    DiagramBox identified{Part::OtherIdentified, 2, 1, {heading(tr("Records identified from:"))}};
    for (const SourceCount& source : sourcesOf(counts, SourceKind::Other))
        identified.lines.push_back(sourceLine(source, 1));
    diagram.boxes.push_back(std::move(identified));
    diagram.arrows.push_back({Part::OtherIdentified, Part::OtherSought});
    addRetrieval(diagram, counts.others,
        {Part::OtherSought, Part::OtherNotRetrieved, Part::OtherAssessed, Part::OtherReportsExcluded, 2,
            SourceKind::Other});

    // PRISMA 2020 has no box for records of other methods that never became reports, so the figure says it in words.
    const std::int64_t found = counts.identified(SourceKind::Other);
    const FlowArm& arm = counts.others;
    const std::int64_t joined = std::max<std::int64_t>(0, found - arm.screened - arm.unscreened - arm.screeningOpen);
    if (joined + arm.excludedScreening > 0)
        diagram.footnotes +=
            tr("Records from other methods: identified %1, duplicates %2, excluded by title and abstract %3.")
                .arg(number(found), number(joined), number(arm.excludedScreening));
}

DiagramBox includedBox(const FlowCounts& counts)
{
    Filter included;
    included.boxes = {Box::Included};
    const bool update = counts.previous.has_value();
    DiagramBox box{Part::Included, 0, 5,
        {counted(update ? tr("New studies included in review") : tr("Studies included in review"),
             counts.includedStudies, included),
            counted(update ? tr("Reports of new included studies") : tr("Reports of included studies"),
                counts.includedReports, included)}};
    return box;
}

void addMetaAnalysis(DiagramBox& box, const FlowCounts& counts)
{
    if (!counts.metaAnalysed)
        return;
    box.lines.push_back(
        counted(tr("Total studies included in meta-analysis"), counts.metaAnalysed->studies, std::nullopt));
    box.lines.push_back(
        counted(tr("Reports of total included studies in meta-analysis"), counts.metaAnalysed->reports, std::nullopt));
}

/// The previous version's column, and the total below what is new.
void addVersions(Diagram& diagram, const FlowCounts& counts)
{
    diagram.boxes.push_back({Part::PreviousTitle, -1, 0, {heading(tr("Previous studies"))}});
    diagram.boxes.push_back({Part::Previous, -1, 1,
        {counted(tr("Studies included in previous version of review"), counts.previous->studies, std::nullopt),
            counted(tr("Reports of studies included in previous version of review"), counts.previous->reports,
                std::nullopt)}});
    const StudyCount total = counts.total();
    diagram.boxes.push_back({Part::Total, 0, 6,
        {counted(tr("Total studies included in review"), total.studies, std::nullopt),
            counted(tr("Reports of total included studies"), total.reports, std::nullopt)}});
    diagram.arrows.push_back({Part::Included, Part::Total});
    diagram.arrows.push_back({Part::Previous, Part::Total});
}

} // namespace

QString Line::countText() const
{
    return count ? tr("(n = %1)").arg(number(*count)) : QString();
}

const DiagramBox* Diagram::box(Part part) const
{
    const auto found = std::find_if(
        boxes.begin(), boxes.end(), [part](const DiagramBox& candidate) { return candidate.part == part; });
    return found == boxes.end() ? nullptr : &*found;
}

Diagram diagram(const FlowCounts& counts)
{
    Diagram diagram;
    diagram.variant = variant(counts);
    diagram.title = tr("PRISMA 2020 flow diagram");
    addDatabases(diagram, counts);
    if (hasOthers(diagram.variant))
        addOthers(diagram, counts);
    diagram.boxes.push_back(includedBox(counts));
    if (counts.previous)
        addVersions(diagram, counts);
    addMetaAnalysis(diagram.boxes.back(), counts);
    diagram.phases = {
        {tr("Identification"), 1, 1}, {tr("Screening"), 2, 4}, {tr("Included"), 5, isUpdate(diagram.variant) ? 6 : 5}};
    diagram.open = openWork(counts);
    return diagram;
}

} // namespace winnow::prisma
