#include "ui/duplicates/duplicatescontroller.h"

#include "core/base/shown.h"
#include "ui/duplicates/pairwords.h"
#include "ui/models/session.h"
#include "ui/models/watch.h"

#include <QLocale>

#include <algorithm>

namespace winnow::ui {

namespace {

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

Filter joinedOnes()
{
    Filter filter;
    filter.withDuplicates = true;
    return filter;
}

} // namespace

DuplicatesController::DuplicatesController(QObject* parent)
    : QObject(parent)
{
    m_list.setFilter(joinedOnes());
    m_list.setActive(false);
    connect(&m_list, &CitationList::failed, this, &DuplicatesController::failed);
}

DuplicatesController::~DuplicatesController()
{
    stopPreview();
}

void DuplicatesController::setSession(const std::shared_ptr<Session>& session)
{
    stopPreview();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_sources.clear();
    m_counts.reset();
    m_trail.clear();
    m_selected = {};
    m_row = -1;
    m_answering = false;
    m_finding = false;
    m_listed = false;
    m_shows = DuplicatesShow::Doubtful;
    m_pairs.setReader([weak = std::weak_ptr(session)](const std::vector<CitationId>& ids) {
        const auto open = weak.lock();
        return open ? open->reader().rows(ids).value_or(std::vector<CitationRow>{}) : std::vector<CitationRow>{};
    });
    m_pairs.setPairs({}, Mark::Maybe);
    m_list.setFilter(joinedOnes());
    m_list.setSession(session);
    if (session)
        connect(session.get(), &Session::changed, this, &DuplicatesController::changed);
    m_stale = session != nullptr;
    readChosen();
    Q_EMIT showsChanged();
    Q_EMIT countsChanged();
    if (m_active && m_stale)
        readAgain();
}

void DuplicatesController::setActive(bool active)
{
    m_active = active;
    m_list.setActive(active && m_shows == DuplicatesShow::Joined);
    if (active && m_stale)
        readAgain();
}

bool DuplicatesController::canWrite() const
{
    return m_session && !m_session->info().readOnly;
}

void DuplicatesController::changed(const Changes& changes)
{
    if (!changes.everything && changes.flags == Changes::Index)
        return;
    if (m_active)
        readAgain();
    else
        m_stale = true;
}

void DuplicatesController::readAgain()
{
    m_stale = false;
    askCounts();
    askSources();
    askPairs();
    if (m_shows == DuplicatesShow::Joined)
        readChosen();
}

template <typename T> bool DuplicatesController::came(const Result<T>& answer)
{
    if (!answer && answer.error().kind != ErrorKind::Cancelled)
        Q_EMIT failed(answer.error());
    return answer.has_value();
}

void DuplicatesController::askCounts()
{
    m_session->query<DuplicateCounts>(
        this, CountsSlot, [](review::Reader& reader) { return reader.duplicateCounts(); },
        [this](const Result<DuplicateCounts>& counts) {
            if (!came(counts))
                return;
            m_counts = *counts;
            Q_EMIT countsChanged();
        });
}

void DuplicatesController::askSources()
{
    m_session->query<std::vector<Source>>(
        this, SourcesSlot, [](review::Reader& reader) { return reader.sources(); },
        [this](const Result<std::vector<Source>>& sources) {
            if (!came(sources))
                return;
            m_sources = counted(*sources);
            Q_EMIT countsChanged();
        });
}

// The lists -----------------------------------------------------------------------------------------------------------

void DuplicatesController::setShows(DuplicatesShow shows)
{
    if (shows == m_shows)
        return;
    m_shows = shows;
    m_row = -1;
    m_listed = false;
    m_pairs.setPairs({}, Mark::Maybe);
    m_list.setActive(m_active && shows == DuplicatesShow::Joined);
    askPairs();
    readChosen();
    Q_EMIT showsChanged();
}

void DuplicatesController::askPairs()
{
    if (!m_session || m_shows == DuplicatesShow::Joined)
        return;
    m_session->query<std::vector<DoubtfulPair>>(
        this, PairsSlot,
        [shows = m_shows](review::Reader& reader) {
            return shows == DuplicatesShow::Linked ? reader.linkedPairs(MostPairs)
                                                   : reader.doubtfulPairs(shows == DuplicatesShow::Answered, MostPairs);
        },
        [this, shows = m_shows](Result<std::vector<DoubtfulPair>> pairs) {
            if (shows == m_shows && came(pairs))
                takePairs(*std::move(pairs));
        });
}

void DuplicatesController::takePairs(std::vector<DoubtfulPair> pairs)
{
    const DoubtfulPair* const shown = pair();
    const std::optional<PairKey> chosen =
        shown != nullptr ? std::optional(PairKey{shown->first, shown->second}) : std::nullopt;
    const int before = m_row;
    m_pairs.setPairs(std::move(pairs), m_shows == DuplicatesShow::Linked ? Mark::Waiting : Mark::Maybe);
    m_listed = true;
    m_row = chosen ? m_pairs.rowOf(chosen->first, chosen->second) : -1;
    if (m_row < 0 && m_pairs.rowCount() > 0)
        m_row = std::clamp(before, 0, m_pairs.rowCount() - 1);
    if (m_shows == DuplicatesShow::Doubtful && !m_trail.empty()) {
        if (const int back = m_pairs.rowOf(m_trail.back().first, m_trail.back().second); back >= 0) {
            m_row = back; // its answer was undone
            m_trail.pop_back();
        }
    }
    Q_EMIT pairsListed();
    readChosen();
}

void DuplicatesController::setSource(const std::optional<std::string>& source)
{
    Filter filter = m_list.filter();
    filter.source = source;
    m_list.setFilter(filter);
}

QString DuplicatesController::summary() const
{
    if (!m_counts)
        return {};
    QStringList parts{
        m_counts->doubtful == 1 ? tr("1 pair to decide") : tr("%1 pairs to decide").arg(number(m_counts->doubtful))};
    const std::int64_t program = m_counts->byProgram;
    parts.append(program == 1 ? tr("1 record joined by the program")
                              : tr("%1 records joined by the program").arg(number(program)));
    if (m_counts->byPerson > 0)
        parts.append(tr("%1 by people").arg(number(m_counts->byPerson)));
    if (m_counts->unchecked > 0)
        parts.append(tr("%1 not compared yet").arg(number(m_counts->unchecked)));
    return parts.join(QStringLiteral(" · "));
}

// What is chosen ------------------------------------------------------------------------------------------------------

const DoubtfulPair* DuplicatesController::pair() const
{
    if (m_shows == DuplicatesShow::Joined || m_row < 0 || m_row >= m_pairs.rowCount())
        return nullptr;
    return &m_pairs.pairs()[static_cast<std::size_t>(m_row)];
}

void DuplicatesController::setRow(int row)
{
    if (row == m_row)
        return;
    m_row = row;
    readChosen();
}

void DuplicatesController::select(CitationId citation)
{
    if (citation == m_selected)
        return;
    m_selected = citation;
    readChosen();
}

void DuplicatesController::readChosen()
{
    m_comparison = {};
    m_title.clear();
    if (m_session && m_shows == DuplicatesShow::Joined)
        compareCitation();
    else if (const DoubtfulPair* const shown = pair(); shown != nullptr && m_session)
        comparePair(*shown);
    Q_EMIT comparisonChanged();
}

void DuplicatesController::compareCitation()
{
    if (!m_selected)
        return;
    const Result<CitationDetail> detail = m_session->reader().citation(m_selected);
    if (detail) {
        m_comparison = compare(*detail);
        m_title = inOneLine(detail->best.title);
    } else if (detail.error().kind != ErrorKind::NotFound) {
        Q_EMIT failed(detail.error());
    }
}

void DuplicatesController::comparePair(const DoubtfulPair& shown)
{
    const Result<RecordDetail> first = m_session->reader().recordDetail(shown.first);
    const Result<RecordDetail> second = m_session->reader().recordDetail(shown.second);
    for (const Result<RecordDetail>* each : {&first, &second}) {
        if (*each)
            continue;
        if (each->error().kind != ErrorKind::NotFound)
            Q_EMIT failed(each->error());
        return;
    }
    m_comparison = compare(*first, *second, wordsOf(shown));
    m_title = inOneLine(first->record.title);
}

// Acts ----------------------------------------------------------------------------------------------------------------

void DuplicatesController::answer(PairAnswer answer)
{
    if (!canAnswer() || m_answering)
        return;
    const DoubtfulPair& shown = *pair();
    if (shown.answer == answer || (answer == PairAnswer::TakenBack && !shown.answer))
        return;
    m_answering = true;
    const PairKey key{shown.first, shown.second};
    m_session->act(
        this, [key, answer](review::Review& review) { return review.answerPair(key.first, key.second, answer); },
        [this, key, answer, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            m_answering = false;
            if (came(done))
                answered(key, answer);
        });
}

void DuplicatesController::answered(const PairKey& key, PairAnswer answer)
{
    if (m_shows == DuplicatesShow::Doubtful) {
        std::erase(m_trail, key);
        m_trail.push_back(key);
        const int row = m_pairs.rowOf(key.first, key.second);
        m_pairs.remove(row); // at once; the list is asked for as well
        if (row >= 0 && (m_row > row || m_row >= m_pairs.rowCount()))
            --m_row;
        Q_EMIT pairsListed();
        readChosen();
    }
    if (!m_active) // else the change has been heard of
        return;
    askPairs();
    switch (answer) {
    case PairAnswer::Same:
        Q_EMIT notice(tr("The two records are one citation now."), true);
        break;
    case PairAnswer::Apart:
        Q_EMIT notice(tr("The two records are kept apart."), true);
        break;
    case PairAnswer::Linked:
        Q_EMIT notice(tr("The two are linked as related reports."), true);
        break;
    case PairAnswer::TakenBack:
        Q_EMIT notice(tr("The answer was taken back."), true);
        break;
    }
}

void DuplicatesController::takeOut(RecordId record)
{
    if (!canWrite() || m_answering)
        return;
    m_answering = true;
    m_session->act(
        this, [record](review::Review& review) { return review.takeOut(record); },
        [this, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            m_answering = false;
            if (came(done))
                Q_EMIT notice(
                    tr("The record is a citation of its own now and will not be joined to these again."), true);
        });
}

void DuplicatesController::undo()
{
    if (canWrite() && !m_answering)
        m_session->undo();
}

void DuplicatesController::find(const std::optional<DuplicateThresholds>& thresholds)
{
    if (!canWrite() || m_finding)
        return;
    m_finding = true;
    Q_EMIT findingChanged();
    const auto run = std::make_shared<DuplicateRun>();
    m_session->longAct(
        this, tr("Looking for duplicates"),
        [run, thresholds](review::Review& review, Progress& progress) -> Result<Changes> {
            *run = TRY(review.findDuplicates(thresholds, progress));
            return run->changes;
        },
        [this, run, asked = m_session.get()](const Result<Changes>& done) {
            if (asked != m_session.get())
                return;
            m_finding = false;
            Q_EMIT findingChanged();
            if (done)
                Q_EMIT notice(wordsOf(*run), static_cast<bool>(run->changes.op));
            else if (done.error().kind == ErrorKind::Cancelled)
                Q_EMIT notice(tr("Looking for duplicates was cancelled; the review is as it was."), false);
            else
                Q_EMIT failed(done.error());
        });
}

// Thresholds ----------------------------------------------------------------------------------------------------------

void DuplicatesController::askThresholds()
{
    if (!m_session)
        return;
    m_session->query<DuplicateThresholds>(
        this, ThresholdsSlot, [](review::Reader& reader) { return reader.duplicateThresholds(); },
        [this](const Result<DuplicateThresholds>& thresholds) {
            if (came(thresholds))
                Q_EMIT thresholdsReady(*thresholds);
        });
}

void DuplicatesController::preview(const DuplicateThresholds& thresholds)
{
    if (!m_session || !m_counts)
        return;
    stopPreview();
    m_preview = std::make_shared<Watch>();
    m_session->query<DuplicateRun>(
        this, PreviewSlot,
        [watch = m_preview, thresholds](review::Reader& reader) {
            WatchedProgress progress(*watch);
            return reader.previewDuplicates(thresholds, progress);
        },
        [this, watch = m_preview](const Result<DuplicateRun>& run) {
            if (watch != m_preview)
                return;
            m_preview.reset();
            if (run)
                Q_EMIT previewReady(differenceOf(*run, *m_counts));
            else if (run.error().kind != ErrorKind::Cancelled)
                Q_EMIT previewReady(run.error().message);
        });
}

void DuplicatesController::stopPreview()
{
    if (m_preview)
        m_preview->stop = true;
    m_preview.reset();
}

} // namespace winnow::ui
