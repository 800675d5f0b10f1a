#include "ui/sources/importbatch.h"

#include "core/review/review.h"
#include "ui/models/session.h"
#include "ui/models/watch.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace winnow::ui {

namespace {

constexpr int PreviewSlot = 1;
constexpr int ProgressInterval = 100; // ms

using FileState = ImportBatch::File::State;

} // namespace

ImportBatch::ImportBatch(QObject* parent)
    : QObject(parent)
{
    m_timer.setInterval(ProgressInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_watch)
            Q_EMIT progressed(m_watch->done.load(), m_watch->total.load());
    });
}

ImportBatch::~ImportBatch()
{
    stopWatching();
}

void ImportBatch::setSession(const std::shared_ptr<Session>& session)
{
    stopWatching();
    ++m_run;
    m_session = session;
    m_files.clear();
    m_current = -1;
    m_duplicates.reset();
    m_finding = false;
    enter(State::Idle);
}

void ImportBatch::add(const QStringList& paths)
{
    if (!m_session || paths.isEmpty() || m_state == State::Importing)
        return;
    if (m_state == State::Done)
        close();
    for (const QString& path : paths) {
        File file;
        file.path = path;
        file.name = QFileInfo(path).fileName();
        file.request.path = path;
        m_files.push_back(std::move(file));
    }
    if (m_current < 0)
        m_current = 0;
    enter(State::Preview);
    if (!m_watch)
        readNext();
}

const ImportBatch::File* ImportBatch::currentFile() const
{
    return m_current < 0 ? nullptr : &m_files[static_cast<std::size_t>(m_current)];
}

void ImportBatch::setCurrent(int file)
{
    if (file < 0 || file >= static_cast<int>(m_files.size()) || file == m_current)
        return;
    m_current = file;
    Q_EMIT changed();
}

bool ImportBatch::reading() const
{
    return std::any_of(m_files.begin(), m_files.end(),
        [](const File& file) { return file.state == FileState::Waiting || file.state == FileState::Reading; });
}

int ImportBatch::wantedCount() const
{
    return static_cast<int>(std::count_if(m_files.begin(), m_files.end(),
        [](const File& file) { return file.state == FileState::Ready && file.wanted; }));
}

// Previews ------------------------------------------------------------------------------------------------------------

void ImportBatch::readNext()
{
    const auto next =
        std::find_if(m_files.begin(), m_files.end(), [](const File& file) { return file.state == FileState::Waiting; });
    if (next == m_files.end()) {
        Q_EMIT changed();
        return;
    }
    const int file = static_cast<int>(next - m_files.begin());
    next->state = FileState::Reading;
    m_watch = std::make_shared<Watch>();
    m_timer.start();
    Q_EMIT fileChanged(file);
    m_session->query<ImportPreview>(
        this, PreviewSlot,
        [watch = m_watch, request = next->request](review::Reader& reader) {
            WatchedProgress progress(*watch);
            return review::previewImport(&reader, request, progress);
        },
        [this, file, watch = m_watch](const Result<ImportPreview>& preview) {
            if (watch == m_watch) // else it was broken off
                previewed(file, preview);
        });
}

void ImportBatch::previewed(int file, const Result<ImportPreview>& preview)
{
    stopWatching();
    File& read = at(file);
    if (preview) {
        read.state = FileState::Ready;
        read.preview = *preview;
        if (read.reads == 0) {
            read.request.source = preview->source;
            read.request.kind = preview->kind;
            read.wanted = !preview->alreadyImported;
        }
        ++read.reads;
        read.error.reset();
    } else {
        read.state = FileState::Failed;
        read.error = preview.error();
    }
    Q_EMIT fileChanged(file);
    readNext();
}

/// What was said of it changes what would come of it.
void ImportBatch::readAgain(int file)
{
    File& again = at(file);
    if (again.state == FileState::Reading)
        stopWatching();
    again.state = FileState::Waiting;
    if (!m_watch)
        readNext();
}

void ImportBatch::setWanted(int file, bool wanted)
{
    if (m_state != State::Preview || at(file).wanted == wanted)
        return;
    at(file).wanted = wanted;
    Q_EMIT changed();
}

void ImportBatch::setSearch(
    const std::string& source, SourceKind kind, const std::string& query, const std::string& date)
{
    if (m_state != State::Preview || m_current < 0)
        return;
    File& given = at(m_current);
    const ImportRequest& was = given.request;
    if (was.source == source && was.kind == kind && was.query == query && was.date == date)
        return;
    given.searchGiven = true;
    const std::string proposed = given.preview.source;
    for (int file = 0; file < static_cast<int>(m_files.size()); ++file) {
        File& each = at(file);
        if (file != m_current && (each.searchGiven || each.reads == 0 || each.preview.source != proposed))
            continue;
        const bool other = each.request.source != source; // what is new is told by the source
        each.request.source = source;
        each.request.kind = kind;
        each.request.query = query;
        each.request.date = date;
        if (other)
            readAgain(file);
        else
            Q_EMIT fileChanged(file);
    }
}

void ImportBatch::setField(const std::string& heading, const std::string& field)
{
    if (m_state != State::Preview || m_current < 0)
        return;
    auto& mapping = at(m_current).request.mapping;
    const auto known =
        std::find_if(mapping.begin(), mapping.end(), [&](const auto& pair) { return pair.first == heading; });
    if (known == mapping.end())
        mapping.emplace_back(heading, field);
    else
        known->second = field;
    readAgain(m_current);
}

void ImportBatch::setTakeDecisions(bool take)
{
    if (m_state != State::Preview || m_current < 0)
        return;
    at(m_current).request.takeDecisions = take;
    Q_EMIT fileChanged(m_current);
}

// Imports -------------------------------------------------------------------------------------------------------------

void ImportBatch::import()
{
    if (!canImport())
        return;
    std::erase_if(m_files, [](const File& file) { return file.state == FileState::Ready && !file.wanted; });
    m_current = 0;
    enter(State::Importing);
    importNext();
}

void ImportBatch::importNext()
{
    const auto next =
        std::find_if(m_files.begin(), m_files.end(), [](const File& file) { return file.state == FileState::Ready; });
    if (next == m_files.end()) {
        finish();
        return;
    }
    const int file = static_cast<int>(next - m_files.begin());
    next->state = FileState::Importing;
    m_current = file;
    m_watch = std::make_shared<Watch>();
    m_timer.start();
    Q_EMIT changed();
    const auto came = std::make_shared<ImportResult>();
    m_session->longAct(
        this, tr("Importing %1").arg(next->name),
        [watch = m_watch, request = next->request, came](
            review::Review& review, Progress& progress) -> Result<Changes> {
            WatchedProgress watched(*watch, &progress);
            *came = TRY(review.importFile(request, watched));
            return came->changes;
        },
        [this, came, file, run = m_run](const Result<Changes>& done) {
            if (run != m_run)
                return;
            stopWatching();
            if (done)
                imported(file, std::move(*came));
            else
                imported(file, tl::unexpected(done.error()));
        });
}

void ImportBatch::imported(int file, Result<ImportResult> result)
{
    File& through = at(file);
    if (!result && result.error().kind == ErrorKind::Cancelled) {
        std::erase_if(m_files, [](const File& each) { return each.state != FileState::Imported; });
        finish();
        return;
    }
    if (result) {
        through.state = FileState::Imported;
        through.result = *std::move(result);
    } else {
        through.state = FileState::Failed;
        through.error = result.error();
    }
    importNext();
}

void ImportBatch::finish()
{
    m_current = m_files.empty() ? -1 : 0;
    enter(m_files.empty() ? State::Idle : State::Done);
    if (m_files.empty())
        Q_EMIT cancelled();
    findDuplicates();
}

void ImportBatch::cancel()
{
    // An import that runs is told to stop and answers; only then is it known whether it was in time.
    if (m_state == State::Importing && m_watch) {
        m_watch->stop = true;
        return;
    }
    if (m_state != State::Preview)
        return;
    stopWatching();
    m_files.clear();
    m_current = -1;
    enter(State::Idle);
    Q_EMIT cancelled();
}

void ImportBatch::close()
{
    if (m_state != State::Done)
        return;
    ++m_run;
    m_files.clear();
    m_current = -1;
    m_duplicates.reset();
    m_finding = false;
    enter(State::Idle);
}

void ImportBatch::findDuplicates()
{
    const bool fresh = std::any_of(m_files.begin(), m_files.end(),
        [](const File& file) { return file.state == FileState::Imported && file.result.fresh > 0; });
    m_duplicates.reset();
    m_finding = fresh;
    if (!fresh)
        return;
    const auto found = std::make_shared<DuplicateRun>();
    m_session->longAct(
        this, tr("Looking for duplicates"),
        [found](review::Review& review, Progress& progress) -> Result<Changes> {
            *found = TRY(review.findDuplicates({}, progress));
            return found->changes;
        },
        [this, found, run = m_run](const Result<Changes>& done) {
            if (run != m_run) // the receipts were closed: the notice says what came of it
                return;
            m_finding = false;
            if (done)
                m_duplicates = *found;
            else
                m_duplicates = Result<DuplicateRun>(tl::unexpected(done.error()));
            Q_EMIT duplicatesChanged();
        });
    Q_EMIT duplicatesChanged();
}

void ImportBatch::enter(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void ImportBatch::stopWatching()
{
    m_timer.stop();
    if (m_watch)
        m_watch->stop = true;
    m_watch.reset();
}

} // namespace winnow::ui
