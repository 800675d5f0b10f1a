#include "ui/fulltext/fulltextcontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/review/files.h"
#include "ui/models/session.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
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

QString shortTitle(const std::string& title)
{
    const QString text = inOneLine(title);
    return text.size() > 70 ? text.left(69) + QChar(0x2026) : text;
}

/// Everything that a dropped PDF may turn out to be.
/// What speaks for a match, in a few words.
QString inWords(std::uint16_t evidence)
{
    using namespace retrieval;
    QStringList words;
    const auto add = [&](int bits, const QString& said) {
        if ((evidence & bits) != 0)
            words.append(said);
    };
    add(DoiInText | DoiInMetadata | DoiInName, FullTextController::tr("its DOI"));
    add(TitleInText | TitleInMetadata, FullTextController::tr("its title"));
    add(TitleNearly, FullTextController::tr("nearly its title"));
    add(PmidFound, FullTextController::tr("its PMID"));
    add(RegistrationInText, FullTextController::tr("its trial's number"));
    add(AuthorInText, FullTextController::tr("an author"));
    add(YearInText, FullTextController::tr("the year"));
    add(NameTells, FullTextController::tr("the file's name"));
    return words.join(QStringLiteral(", "));
}

Result<std::vector<retrieval::ReportFacts>> reportFacts(review::Reader& reader)
{
    Filter filter;
    filter.boxes = boxesOf(ReportsShow::All);
    std::vector<retrieval::ReportFacts> reports;
    const std::vector<CitationId> ids = TRY(reader.citations(filter, Order::AsImported, Direction::Ascending));
    for (const CitationId id : ids) {
        const CitationDetail detail = TRY(reader.citation(id));
        const Record& best = detail.best;
        reports.push_back({id, best.doi, best.title, best.authors, best.year, best.pmid, best.registrations});
    }
    return reports;
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
    : DecisionController(Here, CitationList::Follow::Membership, parent)
{
    list().model().setStanding(Standing::Flow);
    applyFilter();
}

FullTextController::~FullTextController() = default;

void FullTextController::setSession(const std::shared_ptr<Session>& session)
{
    m_door = {};
    m_shows = ReportsShow::ToDo;
    m_dropped.clear();
    m_doubtful.clear();
    Q_EMIT doubtfulChanged();
    m_reading.reset();
    list().setSession(nullptr); // nothing is asked of the former review
    applyFilter();
    DecisionController::setSession(session);
}

void FullTextController::changed(const Changes& changes)
{
    if (changes.flags == Changes::Annotations) // nothing of a report itself
        return;
    if ((changes.flags & Changes::Settings) != 0)
        readLists();
    if ((changes.flags & ~static_cast<unsigned>(Changes::Index)) != 0)
        askProgress();
    const bool aboutReports = (changes.flags & (Changes::Decisions | Changes::Reports)) != 0;
    const bool elsewhere = !isWriting() && !changes.everything && changes.citations.size() == 1 && aboutReports;
    if (elsewhere) { // an undo shows what it undid
        const auto row = session()->reader().rows(changes.citations);
        if (row && !row->empty() && row->front().box >= Box::AwaitingRetrieval) {
            show(changes.citations.front());
            return;
        }
    }
    const bool here = current()
        && (changes.everything
            || std::find(changes.citations.begin(), changes.citations.end(), current()->id) != changes.citations.end());
    if (here && !isWriting())
        show(current()->id);
}

void FullTextController::readAgain()
{
    readLists();
    askProgress();
    if (current())
        show(current()->id);
}

// The list ------------------------------------------------------------------------------------------------------------

ReportsState FullTextController::state() const
{
    if (session() == nullptr)
        return ReportsState::NoReview;
    if (current() || !isListed() || !m_progress)
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
    pickFirst();
    list().setFilter(filter);
}

CitationId FullTextController::after(CitationId id) const
{
    const CitationTableModel& list = this->list().model();
    const int row = list.rowOf(id);
    if (row < 0 || row + 1 >= list.rowCount()) // at the end, those passed over begin again at the top
        return list.idAt(0) == id ? CitationId{} : list.idAt(0);
    return list.idAt(row + 1);
}

// The report in sight -------------------------------------------------------------------------------------------------

void FullTextController::show(CitationId id)
{
    const CitationId before = current() ? current()->id : CitationId{};
    if (before != id)
        m_file = 0;
    m_fileChanged = false;
    DecisionController::show(id);
    checkFile();
}

const AttachedFile* FullTextController::file() const
{
    if (!current() || current()->files.empty())
        return nullptr;
    const auto last = static_cast<int>(current()->files.size()) - 1; // one may have been detached
    return &current()->files[static_cast<std::size_t>(std::min(m_file, last))];
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
    if (!current() || index < 0 || index >= static_cast<int>(current()->files.size()) || index == m_file)
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
    session()->query<bool>(
        this, ChecksumSlot,
        [path = shown->path, sha256 = shown->sha256](review::Reader&) { return isAsAttached(path, sha256); },
        [this, sha256 = shown->sha256](const Result<bool>& same) {
            if (!same || *same || !file() || file()->sha256 != sha256)
                return;
            m_fileChanged = true;
            Q_EMIT currentChanged();
        });
}

// Acts ----------------------------------------------------------------------------------------------------------------

bool FullTextController::mayDecide(Verdict verdict, ReasonId reason)
{
    if (verdict != Verdict::Exclude || reason || reasons().empty())
        return true;
    Q_EMIT notice(tr("An exclusion on the full text needs a reason."), false);
    return false;
}

void FullTextController::decided(const DecisionRequest& request, std::optional<Verdict> /*before*/)
{
    const bool shown = current() && current()->id == request.citation;
    if (!request.verdict) { // taken back, to be decided anew
        if (shown)
            show(request.citation);
        return;
    }
    const CitationId following = after(request.citation);
    if (m_shows == ReportsShow::ToDo && request.verdict != Verdict::Maybe) // at once; the list is asked for as well
        removeFromList(request.citation);
    if (shown)
        show(following || list().model().rowCount() == 0 ? following : request.citation);
}

void FullTextController::setRetrieval(Retrieval status, const QString& why)
{
    if (!canDecide())
        return;
    act([id = current()->id, status, why = why.simplified().toStdString()](
            review::Review& review) { return review.setRetrieval(id, status, why); });
}

void FullTextController::detach()
{
    if (!canDecide() || !file())
        return;
    const QString name = toQString(file()->name);
    act([id = current()->id, sha256 = file()->sha256](review::Review& review) { return review.detach(id, sha256); },
        [this, name, id = current()->id] {
            if (current() && current()->id == id)
                show(id);
            Q_EMIT notice(tr("%1 was detached; the file itself is kept.").arg(name), true);
        });
}

void FullTextController::attachTo(CitationId id, const QString& file, const QString& said)
{
    const auto incomplete = std::make_shared<QString>();
    const auto sha256 = std::make_shared<std::string>();
    act(
        [id, file, incomplete, sha256](review::Review& review) -> Result<Changes> {
            std::set<std::string> before;
            for (const AttachedFile& known : TRY(review.reader().files(id)))
                before.insert(known.sha256);
            Changes changes = TRY(review.attach(id, file));
            for (const AttachedFile& known : TRY(review.reader().files(id)))
                if (!before.contains(known.sha256))
                    *sha256 = known.sha256;
            *incomplete = review::incompleteWords(file);
            return changes;
        },
        [this, id, said, incomplete, sha256] {
            show(id);
            for (std::size_t i = 0; current() && i < current()->files.size(); ++i)
                if (current()->files[i].sha256 == *sha256)
                    showFile(static_cast<int>(i));
            if (const QString all = QStringList{said, *incomplete}.join(u' ').trimmed(); !all.isEmpty())
                Q_EMIT notice(all, true);
        });
}

void FullTextController::attach(const QStringList& files)
{
    if (!canDecide())
        return;
    for (const QString& file : files)
        attachTo(current()->id, file, {});
}

// Dropped files -------------------------------------------------------------------------------------------------------

void FullTextController::take(const QStringList& files)
{
    if (session() == nullptr || session()->info().readOnly || files.isEmpty())
        return;
    for (const QString& file : files) {
        if (const QFileInfo info(file); !info.isFile()) { // a pipe would hold whoever opens it
            m_refused.push_back({ErrorKind::Io, tr("%1 is no file that can be attached.").arg(info.fileName()), file});
            continue;
        }
        m_dropped += file;
        ++m_droppedTogether;
    }
    if (!m_reading)
        readNextDropped();
}

void FullTextController::readNextDropped()
{
    m_reading.reset();
    if (m_dropped.isEmpty()) {
        m_droppedTogether = 0;
        sayRefused();
        return;
    }
    m_reading = std::make_unique<pdf::Document>(m_pdfOptions);
    connect(m_reading.get(), &pdf::Document::stateChanged, this, &FullTextController::droppedRead);
    connect(m_reading.get(), &pdf::Document::textReady, this, &FullTextController::droppedRead);
    m_reading->open(m_dropped.takeFirst());
}

/// All that were dropped together, at once.
void FullTextController::sayRefused()
{
    const std::vector<Error> refused = std::exchange(m_refused, {});
    if (refused.empty())
        return;
    QStringList messages;
    QStringList details;
    for (const Error& error : refused) {
        messages.append(error.message);
        if (!error.detail.isEmpty())
            details.append(error.detail);
    }
    Q_EMIT failed({refused.front().kind, messages.join(u'\n'), details.join(u'\n')});
}

void FullTextController::droppedRead()
{
    using State = pdf::Document::State;
    pdf::Document& document = *m_reading;
    const QString file = document.path();
    if (document.state() == State::Failed) {
        m_refused.push_back(document.error());
        // Not from within the document's own signal.
        QMetaObject::invokeMethod(this, &FullTextController::readNextDropped, Qt::QueuedConnection);
        return;
    }
    if (document.state() == State::Locked)
        return match(file, {});
    if (document.state() != State::Ready)
        return;
    const int pages = std::min(2, document.pageCount());
    std::vector<std::string> texts;
    for (int page = 0; page < pages; ++page) {
        const auto read = document.text(page);
        if (!read) {
            document.wantTexts({0, pages - 1});
            return;
        }
        texts.push_back(read->quote().toStdString());
    }
    match(file, texts);
}

void FullTextController::match(const QString& file, const std::vector<std::string>& pages)
{
    m_reading->disconnect(this);
    const retrieval::FileFacts facts{QFileInfo(file).fileName().toStdString(), m_reading->title().toStdString(),
        m_reading->about().toStdString(), pages};
    session()->query<std::vector<retrieval::Match>>(
        this, MatchSlot,
        [facts](review::Reader& reader) -> Result<std::vector<retrieval::Match>> {
            const std::vector<retrieval::ReportFacts> reports = TRY(reportFacts(reader));
            return retrieval::matches(facts, reports);
        },
        [this, file](const Result<std::vector<retrieval::Match>>& found) {
            if (!found)
                Q_EMIT failed(found.error());
            else
                matched(file, *found);
            readNextDropped();
        });
}

void FullTextController::matched(const QString& file, const std::vector<retrieval::Match>& matches)
{
    const QString name = QFileInfo(file).fileName();
    using namespace retrieval;
    if (!matches.empty() && matches.front().certainty == Certainty::Sure) {
        const Match& match = matches.front();
        const bool byDoi = (match.evidence & (DoiInText | DoiInMetadata | DoiInName)) != 0;
        const auto row = session()->reader().rows({match.id});
        const QString title = row && !row->empty() ? shortTitle(row->front().title) : QString{};
        attachTo(match.id, file,
            (byDoi ? tr("%1 bears the DOI of “%2” and was attached to it.")
                   : tr("%1 bears the title of “%2” and was attached to it."))
                .arg(name, title));
    } else if (m_droppedTogether == 1 && current() && (matches.empty() || matches.front().id == current()->id)) {
        attachTo(current()->id, file,
            tr("%1 names no report; it was attached to the one in sight, “%2”.")
                .arg(name, shortTitle(current()->best.title)));
    } else {
        doubt(file, matches);
    }
}

void FullTextController::doubt(const QString& file, const std::vector<retrieval::Match>& matches)
{
    constexpr std::size_t Most = 4; // to choose from; another can be looked up and be in sight
    Doubtful doubtful{file, {}};
    for (const retrieval::Match& match : matches) {
        const auto row = session()->reader().rows({match.id});
        if (row && !row->empty() && doubtful.candidates.size() < Most)
            doubtful.candidates.push_back({match.id, shortTitle(row->front().title), inWords(match.evidence)});
    }
    m_doubtful.push_back(std::move(doubtful));
    Q_EMIT doubtfulChanged();
}

void FullTextController::place(CitationId report)
{
    if (m_doubtful.empty())
        return;
    attachTo(report, m_doubtful.front().file, {});
    setAside();
}

void FullTextController::setAside()
{
    if (m_doubtful.empty())
        return;
    m_doubtful.erase(m_doubtful.begin());
    Q_EMIT doubtfulChanged();
}

} // namespace winnow::ui
