#include "ui/duplicates/duplicatescontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/models/session.h"

#include <QLocale>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr int SourcesSlot = 1;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

/// One row a source; several imports may be of one.
std::vector<DuplicatesController::SourceCount> counted(const std::vector<Source>& sources)
{
    std::vector<DuplicatesController::SourceCount> counts;
    for (const Source& source : sources) {
        if (source.undone)
            continue;
        auto found = std::find_if(
            counts.begin(), counts.end(), [&source](const auto& count) { return count.name == source.name; });
        if (found == counts.end())
            found = counts.insert(counts.end(), {source.name, 0, 0});
        found->records += source.identified();
        found->duplicates += source.duplicates;
    }
    return counts;
}

} // namespace

DuplicatesController::DuplicatesController(QObject* parent)
    : QObject(parent)
{
    Filter filter;
    filter.withDuplicates = true;
    m_list.setFilter(filter);
    m_list.setActive(false);
    connect(&m_list, &CitationList::failed, this, &DuplicatesController::failed);
}

void DuplicatesController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_sources.clear();
    select({});
    Filter filter;
    filter.withDuplicates = true;
    m_list.setFilter(filter);
    m_list.setSession(session);
    if (session) {
        connect(session.get(), &Session::changed, this, &DuplicatesController::changed);
        askSources();
    } else {
        Q_EMIT sourcesChanged();
    }
}

void DuplicatesController::setActive(bool active)
{
    m_active = active;
    m_list.setActive(active);
    if (!active || !m_stale)
        return;
    askSources();
    readSelected();
}

void DuplicatesController::changed(const Changes& changes)
{
    if (!changes.everything && (changes.flags & Changes::Citations) == 0)
        return;
    if (!m_active) {
        m_stale = true;
        return;
    }
    askSources();
    readSelected();
}

void DuplicatesController::askSources()
{
    m_stale = false;
    m_session->query<std::vector<Source>>(
        this, SourcesSlot, [](review::Reader& reader) { return reader.sources(); },
        [this](const Result<std::vector<Source>>& sources) {
            if (!sources) {
                if (sources.error().kind == ErrorKind::Cancelled)
                    askSources(); // broken off for an older question, and still the newest
                else
                    Q_EMIT failed(sources.error());
                return;
            }
            m_sources = counted(*sources);
            Q_EMIT sourcesChanged();
        });
}

void DuplicatesController::setSource(const std::optional<std::string>& source)
{
    Filter filter = m_list.filter();
    filter.source = source;
    m_list.setFilter(filter);
}

QString DuplicatesController::summary() const
{
    std::int64_t duplicates = 0;
    for (const SourceCount& count : m_sources)
        duplicates += count.duplicates;
    const int citations = m_list.model().rowCount();
    if (citations == 0)
        return {};
    return tr("%1 · %2").arg(citations == 1 ? tr("1 citation has more than one record")
                                            : tr("%1 citations have more than one record").arg(number(citations)),
        duplicates == 1 ? tr("1 duplicate in all") : tr("%1 duplicates in all").arg(number(duplicates)));
}

void DuplicatesController::select(CitationId citation)
{
    m_selected = citation;
    readSelected();
}

void DuplicatesController::readSelected()
{
    m_comparison = {};
    m_title.clear();
    if (m_session && m_selected) {
        const Result<CitationDetail> detail = m_session->reader().citation(m_selected);
        if (detail) {
            m_comparison = compare(*detail);
            m_title = inOneLine(detail->best.title);
        } else if (detail.error().kind != ErrorKind::NotFound) {
            Q_EMIT failed(detail.error());
        }
    }
    Q_EMIT comparisonChanged();
}

} // namespace winnow::ui
