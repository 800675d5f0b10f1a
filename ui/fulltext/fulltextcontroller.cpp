#include "ui/fulltext/fulltextcontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/models/session.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace winnow::ui {

namespace {

constexpr Stage Here = Stage::FullText;

std::vector<Box> boxesOf(ReportsShow shows)
{
    switch (shows) {
    case ReportsShow::ToDo:
        return {Box::AwaitingRetrieval, Box::AwaitingAssessment, Box::AssessmentOpen};
    case ReportsShow::ToRetrieve:
        return {Box::AwaitingRetrieval, Box::NotRetrieved};
    case ReportsShow::Included:
        return {Box::Included};
    case ReportsShow::Excluded:
        return {Box::ExcludedFullText};
    case ReportsShow::All:
        break;
    }
    return {Box::AwaitingRetrieval, Box::NotRetrieved, Box::AwaitingAssessment, Box::AssessmentOpen,
        Box::ExcludedFullText, Box::Included};
}

const Decision* decisionOn(const CitationDetail& citation)
{
    for (const Decision& decision : citation.decisions)
        if (decision.stage == Here)
            return &decision;
    return nullptr;
}

QString shortTitle(const std::string& title)
{
    const QString text = inOneLine(title);
    return text.size() > 70 ? text.left(69) + QChar(0x2026) : text;
}

/// Everything that a dropped PDF may turn out to be.
Result<std::vector<ReportKey>> reportKeys(review::Reader& reader)
{
    Filter filter;
    filter.boxes = boxesOf(ReportsShow::All);
    std::vector<ReportKey> keys;
    const std::vector<CitationId> ids = TRY(reader.citations(filter, Order::AsImported, Direction::Ascending));
    for (const CitationId id : ids) {
        const CitationDetail detail = TRY(reader.citation(id));
        keys.push_back({id, detail.best.doi, detail.best.title});
    }
    return keys;
}

Result<bool> isAsAttached(const QString& path, const std::string& sha256)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return false;
    return hash.result() == QByteArray::fromStdString(sha256);
}

} // namespace

FullTextController::FullTextController(QObject* parent)
    : QObject(parent)
    , m_list(CitationList::Follow::Membership)
{
    m_list.model().setStanding(Standing::Flow);
    connect(&m_list, &CitationList::listed, this, &FullTextController::listed);
    connect(&m_list, &CitationList::failed, this, &FullTextController::failed);
    applyFilter();
}

FullTextController::~FullTextController() = default;

void FullTextController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_current.reset();
    m_progress.reset();
    m_door = {};
    m_shows = ReportsShow::ToDo;
    m_writing = 0;
    m_deciding = false;
    m_listed = false;
    m_pick = true;
    m_stale = false;
    m_dropped.clear();
    m_unknown.clear();
    m_reading.reset();
    m_reasons.clear();
    m_allReasons.clear();
    m_terms.clear();
    applyFilter();
    m_list.setSession(session);
    if (session) {
        connect(session.get(), &Session::changed, this, &FullTextController::changed);
        readLists();
        askProgress();
    }
    Q_EMIT listsChanged();
    Q_EMIT currentChanged();
    Q_EMIT progressChanged();
}

void FullTextController::setActive(bool active)
{
    m_active = active;
    m_list.setActive(active);
    if (active && std::exchange(m_stale, false))
        readAgain();
}

void FullTextController::changed(const Changes& changes)
{
    if (!m_active) {
        m_stale = true;
        return;
    }
    if ((changes.flags & Changes::Settings) != 0)
        readLists();
    if ((changes.flags & ~static_cast<unsigned>(Changes::Index)) != 0)
        askProgress();
    const bool aboutReports = (changes.flags & (Changes::Decisions | Changes::Reports)) != 0;
    const bool elsewhere = m_writing == 0 && !changes.everything && changes.citations.size() == 1 && aboutReports;
    if (elsewhere && m_session) { // an undo shows what it undid
        const auto row = m_session->reader().rows(changes.citations);
        if (row && !row->empty() && row->front().box >= Box::AwaitingRetrieval)
            return show(changes.citations.front());
    }
    const bool here = m_current
        && (changes.everything
            || std::find(changes.citations.begin(), changes.citations.end(), m_current->id) != changes.citations.end());
    if (here && m_writing == 0)
        show(m_current->id);
}

void FullTextController::readAgain()
{
    readLists();
    askProgress();
    if (m_current)
        show(m_current->id);
}

void FullTextController::readLists()
{
    if (!m_session)
        return;
    m_allReasons.clear();
    for (const Stage stage : {Stage::TitleAbstract, Here}) {
        auto reasons = m_session->reader().reasons(stage);
        if (!reasons)
            continue;
        m_allReasons.insert(m_allReasons.end(), reasons->begin(), reasons->end());
        if (stage == Here)
            m_reasons = *std::move(reasons);
    }
    if (auto terms = m_session->reader().terms())
        m_terms = *std::move(terms);
    Q_EMIT listsChanged();
}

void FullTextController::askProgress()
{
    m_session->query<StageProgress>(
        this, static_cast<int>(Slot::Progress), [](review::Reader& reader) { return reader.progress(Here); },
        [this](const Result<StageProgress>& progress) {
            if (!progress)
                return;
            m_progress = *progress;
            Q_EMIT progressChanged();
        });
}

const Info* FullTextController::info() const
{
    return m_session ? &m_session->info() : nullptr;
}

// The list ------------------------------------------------------------------------------------------------------------

ReportsState FullTextController::state() const
{
    if (!m_session)
        return ReportsState::NoReview;
    if (m_current || !m_listed || !m_progress)
        return ReportsState::Ready;
    std::int64_t reports = 0;
    for (const Box box : boxesOf(ReportsShow::All))
        reports += m_progress->boxes[static_cast<std::size_t>(box)];
    if (reports == 0)
        return ReportsState::NoReports;
    return m_shows == ReportsShow::ToDo && m_door == Filter{} ? ReportsState::NothingLeft : ReportsState::NothingFound;
}

void FullTextController::setShows(ReportsShow shows)
{
    m_shows = shows;
    applyFilter();
}

void FullTextController::showOnly(const Filter& filter)
{
    m_door = filter;
    m_shows = filter == Filter{} ? ReportsShow::ToDo : ReportsShow::All;
    applyFilter();
}

void FullTextController::applyFilter()
{
    Filter filter = m_door;
    filter.stage = Here;
    if (filter.boxes.empty() || m_shows != ReportsShow::All)
        filter.boxes = boxesOf(m_shows);
    m_pick = true;
    m_list.setFilter(filter);
}

void FullTextController::listed()
{
    m_listed = true;
    const CitationTableModel& list = m_list.model();
    const bool inList = m_current && list.rowOf(m_current->id) >= 0;
    const bool pick = std::exchange(m_pick, false) || !m_current;
    if (!inList && pick && m_writing == 0)
        show(list.idAt(0));
    Q_EMIT progressChanged();
}

CitationId FullTextController::after(CitationId id) const
{
    const CitationTableModel& list = m_list.model();
    const int row = list.rowOf(id);
    if (row < 0 || row + 1 >= list.rowCount()) // at the end, those passed over begin again at the top
        return list.idAt(0) == id ? CitationId{} : list.idAt(0);
    return list.idAt(row + 1);
}

// The report in sight -------------------------------------------------------------------------------------------------

std::optional<Verdict> FullTextController::verdict() const
{
    const Decision* decision = m_current ? decisionOn(*m_current) : nullptr;
    return decision ? std::optional(decision->verdict) : std::nullopt;
}

ReasonId FullTextController::reason() const
{
    const Decision* decision = m_current ? decisionOn(*m_current) : nullptr;
    return decision ? decision->reason : ReasonId{};
}

void FullTextController::show(CitationId id)
{
    const CitationId before = m_current ? m_current->id : CitationId{};
    std::optional<CitationDetail> found;
    if (id && m_session) {
        if (auto detail = m_session->reader().citation(id))
            found = *std::move(detail);
        else if (detail.error().kind != ErrorKind::NotFound)
            Q_EMIT failed(detail.error());
    }
    m_current = std::move(found);
    const int files = m_current ? static_cast<int>(m_current->files.size()) : 0;
    m_file = before == id ? std::clamp(m_file, 0, std::max(0, files - 1)) : 0;
    m_fileChanged = false;
    checkFile();
    Q_EMIT currentChanged();
    Q_EMIT progressChanged();
}

void FullTextController::goTo(CitationId id)
{
    if (!m_moving && (!m_current || m_current->id != id))
        show(id);
}

void FullTextController::next()
{
    if (!m_current)
        return;
    const int row = m_list.model().rowOf(m_current->id);
    if (const CitationId id = m_list.model().idAt(row + 1); id)
        goTo(id);
}

void FullTextController::previous()
{
    if (!m_current)
        return;
    const int row = m_list.model().rowOf(m_current->id);
    if (const CitationId id = m_list.model().idAt(row - 1); id)
        goTo(id);
}

const AttachedFile* FullTextController::file() const
{
    if (!m_current || m_file >= static_cast<int>(m_current->files.size()))
        return nullptr;
    return &m_current->files[static_cast<std::size_t>(m_file)];
}

FileState FullTextController::fileState() const
{
    const AttachedFile* shown = file();
    if (!shown)
        return FileState::None;
    if (m_fileChanged)
        return FileState::Changed;
    if (!shown->present)
        return QFileInfo::exists(shown->path) ? FileState::Changed : FileState::Missing;
    return FileState::Good;
}

void FullTextController::showFile(int index)
{
    if (!m_current || index < 0 || index >= static_cast<int>(m_current->files.size()) || index == m_file)
        return;
    m_file = index;
    m_fileChanged = false;
    checkFile();
    Q_EMIT currentChanged();
}

void FullTextController::checkFile()
{
    const AttachedFile* shown = file();
    if (!shown || !shown->present)
        return;
    m_session->query<bool>(
        this, static_cast<int>(Slot::Checksum),
        [path = shown->path, sha256 = shown->sha256](review::Reader&) { return isAsAttached(path, sha256); },
        [this, sha256 = shown->sha256](const Result<bool>& same) {
            if (!same || *same || !file() || file()->sha256 != sha256)
                return;
            m_fileChanged = true;
            Q_EMIT currentChanged();
        });
}

// Acts ----------------------------------------------------------------------------------------------------------------

bool FullTextController::canAct() const
{
    return m_current && m_session && !m_session->info().readOnly;
}

void FullTextController::act(Act act, std::function<void()> then)
{
    ++m_writing;
    m_session->act(
        this, std::move(act), [this, session = m_session.get(), then = std::move(then)](const Result<Changes>& done) {
            if (session != m_session.get())
                return;
            --m_writing;
            m_deciding = m_deciding && done.has_value();
            if (!done)
                Q_EMIT failed(done.error());
            else if (then)
                then();
            else if (m_current)
                show(m_current->id);
        });
}

void FullTextController::decide(Verdict verdict, ReasonId reason)
{
    if (!canAct() || m_deciding)
        return;
    if (verdict == Verdict::Exclude && !reason && !m_reasons.empty()) {
        Q_EMIT notice(tr("An exclusion on the full text needs a reason."), false);
        return;
    }
    if (this->verdict() == verdict && this->reason() == reason) { // nothing new: go on
        next();
        return;
    }
    m_deciding = true;
    const DecisionRequest request{m_current->id, Here, verdict, reason, {}};
    act([request](review::Review& review) { return review.decide(request); }, [this, request] { decided(request); });
}

void FullTextController::decided(const DecisionRequest& request)
{
    m_deciding = false;
    const bool shown = m_current && m_current->id == request.citation;
    const CitationId following = after(request.citation);
    if (m_shows == ReportsShow::ToDo && request.verdict != Verdict::Maybe) { // at once; the list is asked for as well
        m_moving = true;
        m_list.model().remove(request.citation);
        m_moving = false;
    }
    if (shown)
        show(following || m_list.model().rowCount() == 0 ? following : request.citation);
}

void FullTextController::excludeFor(int number)
{
    if (number >= 1 && number <= static_cast<int>(m_reasons.size()))
        decide(Verdict::Exclude, m_reasons[static_cast<std::size_t>(number) - 1].id);
}

void FullTextController::excludeForNew(const QString& reason)
{
    const std::string label = reason.simplified().toStdString();
    if (!canAct() || m_deciding || label.empty())
        return;
    const auto same = [label](const Reason& known) { return known.label == label; };
    if (const auto known = std::find_if(m_reasons.begin(), m_reasons.end(), same); known != m_reasons.end())
        return decide(Verdict::Exclude, known->id);
    std::vector<Reason> reasons = m_reasons;
    reasons.push_back({ReasonId{}, Here, label, static_cast<int>(reasons.size()) + 1});
    act([reasons](review::Review& review) { return review.setReasons(Here, reasons); },
        [this, about = m_current->id, same] {
            readLists();
            const auto added = std::find_if(m_reasons.begin(), m_reasons.end(), same);
            if (added != m_reasons.end() && m_current && m_current->id == about)
                decide(Verdict::Exclude, added->id);
        });
}

void FullTextController::takeBack()
{
    if (!canAct() || m_deciding || !verdict())
        return;
    const DecisionRequest request{m_current->id, Here, std::nullopt, {}, {}};
    act([request](review::Review& review) { return review.decide(request); });
}

void FullTextController::setRetrieval(Retrieval status, const QString& why)
{
    if (!canAct())
        return;
    act([id = m_current->id, status, why = why.simplified().toStdString()](
            review::Review& review) { return review.setRetrieval(id, status, why); });
}

void FullTextController::detach()
{
    if (!canAct() || !file())
        return;
    const QString name = toQString(file()->name);
    act([id = m_current->id, sha256 = file()->sha256](review::Review& review) { return review.detach(id, sha256); },
        [this, name, id = m_current->id] {
            if (m_current && m_current->id == id)
                show(id);
            Q_EMIT notice(tr("%1 was detached; the file itself is kept.").arg(name), true);
        });
}

void FullTextController::attachTo(CitationId id, const QString& file, const QString& said)
{
    act([id, file](review::Review& review) { return review.attach(id, file); },
        [this, id, said] {
            show(id);
            if (m_current)
                showFile(static_cast<int>(m_current->files.size()) - 1);
            if (!said.isEmpty())
                Q_EMIT notice(said, true);
        });
}

void FullTextController::attach(const QStringList& files)
{
    if (!canAct())
        return;
    for (const QString& file : files)
        attachTo(m_current->id, file, {});
}

// Dropped files -------------------------------------------------------------------------------------------------------

void FullTextController::take(const QStringList& files)
{
    if (!m_session || m_session->info().readOnly || files.isEmpty())
        return;
    m_dropped += files;
    m_droppedTogether += files.size();
    if (!m_reading)
        readNextDropped();
}

void FullTextController::readNextDropped()
{
    m_reading.reset();
    if (m_dropped.isEmpty())
        return droppedDone();
    m_reading = std::make_unique<pdf::Document>(m_pdfOptions);
    connect(m_reading.get(), &pdf::Document::stateChanged, this, &FullTextController::droppedRead);
    connect(m_reading.get(), &pdf::Document::textReady, this, &FullTextController::droppedRead);
    m_reading->open(m_dropped.takeFirst());
}

void FullTextController::droppedRead()
{
    using State = pdf::Document::State;
    pdf::Document& document = *m_reading;
    const QString file = document.path();
    if (document.state() == State::Failed) {
        Q_EMIT failed(document.error());
        // Not from within the document's own signal.
        QMetaObject::invokeMethod(this, &FullTextController::readNextDropped, Qt::QueuedConnection);
        return;
    }
    if (document.state() == State::Locked)
        return match(file, {});
    if (document.state() != State::Ready)
        return;
    const int pages = std::min(2, document.pageCount());
    std::string text;
    for (int page = 0; page < pages; ++page) {
        const auto read = document.text(page);
        if (!read) {
            document.wantTexts({0, pages - 1});
            return;
        }
        text += read->quote().toStdString() + ' ';
    }
    match(file, text);
}

void FullTextController::match(const QString& file, const std::string& text)
{
    m_reading->disconnect(this);
    m_session->query<std::optional<ReportMatch>>(
        this, static_cast<int>(Slot::Match),
        [text](review::Reader& reader) -> Result<std::optional<ReportMatch>> {
            return text.empty() ? std::nullopt : matchReport(text, TRY(reportKeys(reader)));
        },
        [this, file](const Result<std::optional<ReportMatch>>& found) {
            if (!found)
                Q_EMIT failed(found.error());
            else
                matched(file, *found);
            readNextDropped();
        });
}

void FullTextController::matched(const QString& file, const std::optional<ReportMatch>& match)
{
    const QString name = QFileInfo(file).fileName();
    if (match) {
        const auto row = m_session->reader().rows({match->id});
        const QString title = row && !row->empty() ? shortTitle(row->front().title) : QString{};
        attachTo(match->id, file,
            (match->by == MatchedBy::Doi ? tr("%1 bears the DOI of “%2” and was attached to it.")
                                         : tr("%1 bears the title of “%2” and was attached to it."))
                .arg(name, title));
    } else if (m_droppedTogether == 1 && m_current) {
        attachTo(m_current->id, file,
            tr("%1 names no report; it was attached to the one in sight, “%2”.")
                .arg(name, shortTitle(m_current->best.title)));
    } else {
        m_unknown.append(name);
    }
}

void FullTextController::droppedDone()
{
    const QStringList unknown = std::exchange(m_unknown, {});
    m_droppedTogether = 0;
    if (unknown.isEmpty())
        return;
    Q_EMIT failed({ErrorKind::NotFound,
        unknown.size() == 1
            ? tr("%1 names none of the reports and was not attached: select its report and drop it again.")
                  .arg(unknown[0])
            : tr("%1 files name none of the reports and were not attached: select a report and drop its file alone.")
                  .arg(unknown.size()),
        unknown.join(u'\n')});
}

} // namespace winnow::ui
