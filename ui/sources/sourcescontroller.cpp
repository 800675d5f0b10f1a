#include "ui/sources/sourcescontroller.h"

#include "core/base/text.h"
#include "ui/models/session.h"

#include <QLocale>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int SourcesSlot = 1;
constexpr int ReportSlot = 2;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

} // namespace

SourcesController::SourcesController(QObject* parent)
    : QObject(parent)
{
}

void SourcesController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_batch.setSession(session);
    take({});
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, &SourcesController::changed);
    reload();
}

void SourcesController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        reload();
}

void SourcesController::takeFiles(const QStringList& paths)
{
    m_batch.add(paths);
}

bool SourcesController::canWrite() const
{
    return m_session && !m_session->info().readOnly;
}

void SourcesController::changed(const Changes& changes)
{
    if (!changes.everything && (changes.flags & Changes::Citations) == 0)
        return;
    if (m_active)
        reload();
    else
        m_stale = true;
}

void SourcesController::reload()
{
    m_stale = false;
    m_session->query<std::vector<Source>>(
        this, SourcesSlot, [](review::Reader& reader) { return reader.sources(); },
        [this](Result<std::vector<Source>> sources) {
            if (sources)
                take(*std::move(sources));
            else if (sources.error().kind == ErrorKind::Cancelled)
                reload(); // broken off for an older question, and still the newest
            else
                Q_EMIT failed(sources.error());
        });
}

void SourcesController::take(std::vector<Source> sources)
{
    m_totals = {};
    for (const Source& source : sources) {
        if (source.undone)
            continue;
        ++m_totals.imports;
        m_totals.records += source.identified();
        m_totals.problems += static_cast<std::int64_t>(source.receipt.problemCount);
        m_totals.duplicates += source.duplicates;
    }
    m_model.setSources(std::move(sources));
    Q_EMIT sourcesChanged();
}

const Source* SourcesController::source(int row) const
{
    if (row < 0 || row >= m_model.rowCount())
        return nullptr;
    return &m_model.sources()[static_cast<std::size_t>(row)];
}

QString SourcesController::summary() const
{
    if (m_totals.imports == 0)
        return {};
    return tr("%1 · %2 · %3")
        .arg(m_totals.imports == 1 ? tr("1 import") : tr("%1 imports").arg(number(m_totals.imports)),
            m_totals.records == 1 ? tr("1 record") : tr("%1 records").arg(number(m_totals.records)),
            m_totals.duplicates == 1 ? tr("1 duplicate") : tr("%1 duplicates").arg(number(m_totals.duplicates)));
}

QStringList SourcesController::sourceNames() const
{
    QStringList names;
    for (const Source& source : m_model.sources())
        names.append(toQString(source.name));
    names += QStringList{u"PubMed"_s, u"Web of Science"_s, u"Embase"_s, u"Scopus"_s, u"CENTRAL"_s, u"CINAHL"_s,
        u"PsycINFO"_s, u"ClinicalTrials.gov"_s, u"WHO ICTRP"_s, u"Google Scholar"_s};
    names.removeDuplicates();
    return names;
}

void SourcesController::toggleUndone(int row)
{
    const Source* chosen = source(row);
    if (chosen == nullptr || !canWrite())
        return;
    m_session->act(
        this,
        [op = chosen->op, undone = chosen->undone](
            review::Review& review) { return undone ? review.redo(op) : review.undo(op); },
        [this](const Result<Changes>& result) {
            if (!result)
                Q_EMIT failed(result.error());
        });
}

void SourcesController::askReport(int row)
{
    const Source* chosen = source(row);
    if (chosen == nullptr)
        return;
    struct Rest {
        std::vector<Problem> problems;
        std::vector<ChangedRecord> changed;
    };
    m_session->query<Rest>(
        this, ReportSlot,
        [import = chosen->import](review::Reader& reader) -> Result<Rest> {
            return Rest{TRY(reader.problems(import)), TRY(reader.changedRecords(import))};
        },
        [this, report = reportOf(*chosen)](Result<Rest> rest) mutable {
            if (!rest) {
                if (rest.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(rest.error());
                return;
            }
            report.receipt.problems = std::move(rest->problems);
            report.changed = std::move(rest->changed);
            Q_EMIT reportReady(report);
        });
}

} // namespace winnow::ui
