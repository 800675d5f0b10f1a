#include "core/base/text.h"
#include "core/prisma/prisma.h"

#include <QJsonArray>

namespace winnow::prisma {

namespace {

QString kindName(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Database:
        return QStringLiteral("database");
    case SourceKind::Register:
        return QStringLiteral("register");
    case SourceKind::Other:
        break;
    }
    return QStringLiteral("other");
}

QJsonObject armObject(const FlowArm& arm)
{
    QJsonArray excluded;
    for (const ReasonCount& reason : arm.excludedFullText)
        excluded += QJsonObject{
            {QStringLiteral("reason"), toQString(reason.reason)}, {QStringLiteral("reports"), qint64{reason.reports}}};
    return {
        {QStringLiteral("screened"), qint64{arm.screened}},
        {QStringLiteral("excluded_screening"), qint64{arm.excludedScreening}},
        {QStringLiteral("sought"), qint64{arm.sought}},
        {QStringLiteral("not_retrieved"), qint64{arm.notRetrieved}},
        {QStringLiteral("assessed"), qint64{arm.assessed}},
        {QStringLiteral("excluded_fulltext"), excluded},
        {QStringLiteral("undecided"),
            QJsonObject{
                {QStringLiteral("unscreened"), qint64{arm.unscreened}},
                {QStringLiteral("screening_open"), qint64{arm.screeningOpen}},
                {QStringLiteral("awaiting_retrieval"), qint64{arm.awaitingRetrieval}},
                {QStringLiteral("awaiting_assessment"), qint64{arm.awaitingAssessment}},
                {QStringLiteral("assessment_open"), qint64{arm.assessmentOpen}},
            }},
    };
}

} // namespace

QJsonObject toJson(const FlowCounts& counts)
{
    QJsonArray sources;
    for (const SourceCount& source : counts.sources)
        sources += QJsonObject{{QStringLiteral("name"), toQString(source.name)},
            {QStringLiteral("kind"), kindName(source.kind)}, {QStringLiteral("records"), qint64{source.records}},
            {QStringLiteral("duplicates"), qint64{source.duplicates}}};
    QJsonArray remarks;
    for (const Remark& remark : check(counts))
        remarks += QJsonObject{{QStringLiteral("rule"), remark.rule}, {QStringLiteral("text"), remark.text}};

    QJsonObject object = armObject(counts.databases);
    object[QStringLiteral("identified")] = QJsonObject{{QStringLiteral("sources"), sources}};
    object[QStringLiteral("duplicates")] = qint64{counts.duplicates};
    object[QStringLiteral("duplicates_by_person")] = qint64{counts.duplicatesByPerson};
    object[QStringLiteral("duplicates_by_program")] = qint64{counts.duplicates - counts.duplicatesByPerson};
    object[QStringLiteral("automation")] = qint64{counts.automation};
    object[QStringLiteral("other_removed")] = qint64{counts.otherRemoved};
    if (hasOthers(variant(counts)))
        object[QStringLiteral("other_methods")] = armObject(counts.others);
    object[QStringLiteral("included_studies")] = qint64{counts.includedStudies};
    object[QStringLiteral("included_reports")] = qint64{counts.includedReports};
    if (counts.previous) {
        object[QStringLiteral("previous_studies")] = qint64{counts.previous->studies};
        object[QStringLiteral("previous_reports")] = qint64{counts.previous->reports};
        object[QStringLiteral("total_studies")] = qint64{counts.total().studies};
        object[QStringLiteral("total_reports")] = qint64{counts.total().reports};
    }
    object[QStringLiteral("interim")] = counts.interim();
    object[QStringLiteral("remarks")] = remarks;
    return object;
}

} // namespace winnow::prisma
