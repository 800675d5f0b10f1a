#include "core/prisma/prisma.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <array>
#include <numeric>
#include <set>

namespace winnow::prisma {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("prisma", text);
}

std::int64_t removed(const FlowCounts& counts)
{
    return counts.duplicates + counts.automation + counts.otherRemoved;
}

std::int64_t excluded(const FlowArm& arm)
{
    return std::accumulate(arm.excludedFullText.begin(), arm.excludedFullText.end(), std::int64_t{0},
        [](std::int64_t sum, const ReasonCount& reason) { return sum + reason.reports; });
}

std::int64_t notAssessed(const FlowArm& arm)
{
    return arm.awaitingRetrieval + arm.awaitingAssessment + arm.assessmentOpen;
}

/// Collects remarks; each rule's function adds at most a sentence per arm.
class Checker {
public:
    explicit Checker(const FlowCounts& counts)
        : m_counts(counts)
    {
    }

    std::vector<Remark> run()
    {
        identification();
        arm(m_counts.databases, "R3");
        if (hasOthers(variant(m_counts))) {
            arm(m_counts.others, "R4");
            othersIdentified();
        }
        included();
        reasons(m_counts.databases);
        reasons(m_counts.others);
        versions();
        metaAnalysis();
        duplicates();
        sizes();
        pending();
        return std::move(m_remarks);
    }

private:
    void add(const char* rule, Weight weight, const QString& text)
    {
        m_remarks.push_back({QString::fromLatin1(rule), weight, text});
    }

    void identification()
    {
        const std::int64_t identified =
            m_counts.identified(SourceKind::Database) + m_counts.identified(SourceKind::Register);
        const FlowArm& arm = m_counts.databases;
        const std::int64_t left = identified - removed(m_counts);
        const std::int64_t there = arm.screened + arm.unscreened + arm.screeningOpen;
        if (left != there)
            add("R1", Weight::Error,
                tr("Of %1 records identified, %2 were removed before screening, which leaves %3; but %4 were screened "
                   "or wait for it.")
                    .arg(number(identified), number(removed(m_counts)), number(left), number(there)));
        if (arm.screened - arm.excludedScreening != arm.sought)
            add("R2", Weight::Explain,
                tr("Of %1 records screened, %2 were excluded, which leaves %3; but %4 reports were sought.")
                    .arg(number(arm.screened), number(arm.excludedScreening),
                        number(arm.screened - arm.excludedScreening), number(arm.sought)));
    }

    void arm(const FlowArm& arm, const char* rule)
    {
        const std::int64_t left = arm.sought - arm.notRetrieved - notAssessed(arm);
        if (left != arm.assessed)
            add(rule, Weight::Error,
                tr("Of %1 reports sought, %2 were not retrieved and %3 wait, which leaves %4; but %5 were assessed.")
                    .arg(number(arm.sought), number(arm.notRetrieved), number(notAssessed(arm)), number(left),
                        number(arm.assessed)));
    }

    void othersIdentified()
    {
        const std::int64_t identified = m_counts.identified(SourceKind::Other);
        if (identified < m_counts.others.sought)
            add("R5", Weight::Explain,
                tr("Other methods found %1 records, but %2 of their reports were sought.")
                    .arg(number(identified), number(m_counts.others.sought)));
    }

    void included()
    {
        const std::int64_t assessed = m_counts.databases.assessed + m_counts.others.assessed;
        const std::int64_t out = excluded(m_counts.databases) + excluded(m_counts.others);
        const std::int64_t reports = m_counts.includedReports;
        const std::int64_t ofArms = m_counts.databases.includedReports + m_counts.others.includedReports;
        if (assessed - out != reports || ofArms != reports)
            add("R6", Weight::Error,
                tr("Of %1 reports assessed, %2 were excluded, which leaves %3; but %4 are included.")
                    .arg(number(assessed), number(out), number(assessed - out),
                        number(assessed - out != reports ? reports : ofArms)));
        const std::int64_t studies = m_counts.includedStudies;
        if (studies > reports || (studies <= 0 && reports > 0))
            add("R8", Weight::Error,
                tr("%1 studies are included with %2 reports; a study has at least one report.")
                    .arg(number(studies), number(reports)));
    }

    void reasons(const FlowArm& arm)
    {
        std::set<std::string> seen;
        QStringList faults;
        for (const ReasonCount& reason : arm.excludedFullText) {
            const QString name = toQString(reason.reason);
            if (!seen.insert(folded(reason.reason)).second)
                faults += tr("the reason “%1” stands there twice").arg(name);
            if (reason.reports <= 0)
                faults += tr("the reason “%1” has %2 reports").arg(name, number(reason.reports));
        }
        if (excluded(arm) > arm.assessed)
            faults += tr("%1 reports are excluded, but only %2 were assessed")
                          .arg(number(excluded(arm)), number(arm.assessed));
        if (!faults.isEmpty())
            add("R7", Weight::Error,
                tr("The reasons for exclusion do not fit: %1.").arg(faults.join(QStringLiteral("; "))));
    }

    void versions()
    {
        if (!m_counts.previous)
            return;
        const StudyCount before = *m_counts.previous;
        const StudyCount total = m_counts.total();
        if (before.studies + m_counts.includedStudies != total.studies)
            add("R9", Weight::Explain,
                tr("%1 studies of the previous version and %2 new ones make %3; but %4 are stated in all.")
                    .arg(number(before.studies), number(m_counts.includedStudies),
                        number(before.studies + m_counts.includedStudies), number(total.studies)));
        const bool sum = before.reports + m_counts.includedReports == total.reports;
        if (!sum || total.studies > total.reports || before.studies > before.reports)
            add("R10", Weight::Explain,
                sum ? tr("There are more studies than reports, before or in all: %1 with %2, and %3 with %4.")
                          .arg(number(before.studies), number(before.reports), number(total.studies),
                              number(total.reports))
                    : tr("%1 reports of the previous version and %2 new ones make %3; but %4 are stated in all.")
                          .arg(number(before.reports), number(m_counts.includedReports),
                              number(before.reports + m_counts.includedReports), number(total.reports)));
    }

    void metaAnalysis()
    {
        if (!m_counts.metaAnalysed)
            return;
        const StudyCount pooled = *m_counts.metaAnalysed;
        const StudyCount total = m_counts.total();
        if (pooled.studies > total.studies || pooled.reports > total.reports || pooled.studies > pooled.reports)
            add("R11", Weight::Error,
                tr("%1 studies with %2 reports are in the meta-analysis, of %3 with %4 in the review.")
                    .arg(number(pooled.studies), number(pooled.reports), number(total.studies), number(total.reports)));
    }

    void duplicates()
    {
        std::int64_t ofSources = 0;
        for (const SourceCount& source : m_counts.sources)
            ofSources += source.kind == SourceKind::Other ? 0 : source.duplicates;
        if (ofSources != 0 && ofSources != m_counts.duplicates)
            add("D1", Weight::Error,
                tr("%1 duplicates were removed, but those of the sources come to %2.")
                    .arg(number(m_counts.duplicates), number(ofSources)));
        if (m_counts.duplicatesByPerson < 0 || m_counts.duplicatesByPerson > m_counts.duplicates)
            add("D1", Weight::Error,
                tr("%1 duplicates were joined by a person, of %2 in all.")
                    .arg(number(m_counts.duplicatesByPerson), number(m_counts.duplicates)));
    }

    void sizes()
    {
        bool negative = m_counts.duplicates < 0 || m_counts.automation < 0 || m_counts.otherRemoved < 0
            || m_counts.includedReports < 0 || m_counts.includedStudies < 0;
        for (const SourceCount& source : m_counts.sources)
            negative |= source.records < 0;
        for (const auto& studies : {m_counts.previous, m_counts.stated, m_counts.metaAnalysed})
            negative |= studies && (studies->studies < 0 || studies->reports < 0);
        bool tooMany =
            removed(m_counts) > m_counts.identified(SourceKind::Database) + m_counts.identified(SourceKind::Register);
        for (const FlowArm* arm : {&m_counts.databases, &m_counts.others}) {
            for (const std::int64_t count : {arm->screened, arm->excludedScreening, arm->sought, arm->notRetrieved,
                     arm->assessed, arm->includedReports, arm->unscreened, arm->screeningOpen, arm->awaitingRetrieval,
                     arm->awaitingAssessment, arm->assessmentOpen})
                negative |= count < 0;
            tooMany |= arm->excludedScreening > arm->screened || arm->notRetrieved > arm->sought;
        }
        if (negative)
            add("R13", Weight::Error, tr("A count is below zero."));
        if (tooMany)
            add("R13", Weight::Error, tr("More was removed from a box than stood in it."));
    }

    void pending()
    {
        const std::vector<OpenWork> open = openWork(m_counts);
        if (open.empty())
            return;
        QStringList parts;
        for (const OpenWork& work : open)
            parts += work.text;
        add("R14", Weight::Interim, tr("The counts are interim: %1.").arg(parts.join(QStringLiteral(", "))));
    }

    const FlowCounts& m_counts;
    std::vector<Remark> m_remarks;
};

} // namespace

Variant variant(const FlowCounts& counts)
{
    const FlowArm& arm = counts.others;
    const std::int64_t found = counts.identified(SourceKind::Other) + arm.screened + arm.unscreened + arm.screeningOpen
        + arm.sought + arm.assessed + arm.includedReports;
    if (counts.previous)
        return found > 0 ? Variant::UpdateWithOthers : Variant::Update;
    return found > 0 ? Variant::DatabasesAndOthers : Variant::Databases;
}

std::vector<OpenWork> openWork(const FlowCounts& counts)
{
    struct Kind {
        Box box;
        std::int64_t FlowArm::* count;
        const char* text;
        const char* textOfOthers;
    };
    static constexpr std::array kinds{
        Kind{Box::Unscreened, &FlowArm::unscreened, QT_TRANSLATE_NOOP("prisma", "%1 not screened"),
            QT_TRANSLATE_NOOP("prisma", "%1 not screened (other methods)")},
        Kind{Box::ScreeningOpen, &FlowArm::screeningOpen, QT_TRANSLATE_NOOP("prisma", "%1 undecided at screening"),
            QT_TRANSLATE_NOOP("prisma", "%1 undecided at screening (other methods)")},
        Kind{Box::AwaitingRetrieval, &FlowArm::awaitingRetrieval, QT_TRANSLATE_NOOP("prisma", "%1 awaiting retrieval"),
            QT_TRANSLATE_NOOP("prisma", "%1 awaiting retrieval (other methods)")},
        Kind{Box::AwaitingAssessment, &FlowArm::awaitingAssessment,
            QT_TRANSLATE_NOOP("prisma", "%1 awaiting assessment"),
            QT_TRANSLATE_NOOP("prisma", "%1 awaiting assessment (other methods)")},
        Kind{Box::AssessmentOpen, &FlowArm::assessmentOpen, QT_TRANSLATE_NOOP("prisma", "%1 undecided at eligibility"),
            QT_TRANSLATE_NOOP("prisma", "%1 undecided at eligibility (other methods)")},
    };
    std::vector<OpenWork> open;
    const auto add = [&open](SourceKind arm, Box box, std::int64_t count, const char* text) {
        if (count <= 0)
            return;
        Filter filter;
        filter.boxes = {box};
        filter.arm = arm;
        open.push_back({tr(text).arg(number(count)), count, filter});
    };
    for (const Kind& kind : kinds)
        add(SourceKind::Database, kind.box, counts.databases.*kind.count, kind.text);
    for (const Kind& kind : kinds)
        add(SourceKind::Other, kind.box, counts.others.*kind.count, kind.textOfOthers);
    return open;
}

std::vector<Remark> check(const FlowCounts& counts)
{
    return Checker(counts).run();
}

QString duplicatesNote(const FlowCounts& counts)
{
    QStringList sources;
    for (const SourceCount& source : counts.sources)
        if (source.kind != SourceKind::Other && source.duplicates > 0)
            sources += tr("%1 %2").arg(toQString(withoutMarkup(source.name)), number(source.duplicates));
    if (sources.isEmpty())
        return {};
    const std::int64_t byProgram = counts.duplicates - counts.duplicatesByPerson;
    return tr("%1 joined by the program and %2 by a person; from %3")
        .arg(number(byProgram), number(counts.duplicatesByPerson), sources.join(QStringLiteral(", ")));
}

QString number(std::int64_t count)
{
    const QString digits = QString::number(count < 0 ? -count : count);
    //: Separates groups of three digits
    const QString separator = tr(",");
    QString text = count < 0 ? QStringLiteral("\u2212") : QString();
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += separator;
        text += digits[i];
    }
    return text;
}

} // namespace winnow::prisma
