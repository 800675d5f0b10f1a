#include "ui/models/relevanceorder.h"

#include "core/base/text.h"
#include "ui/models/session.h"
#include "ui/models/watch.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <utility>

namespace winnow::ui {

/// What jobs share. Learning and explaining take turns in it.
struct RelevanceOrder::Room {
    std::mutex mutex;
    std::optional<review::Ranker> ranker;
    std::string query; ///< what the ranker compares with
};

struct RelevanceOrder::Learned {
    std::shared_ptr<const Ranks> ranks;
    Basis basis;
};

namespace {

/// Shares that are offered, as "every 20th".
int everyNth(double share)
{
    return share > 0 ? static_cast<int>(std::lround(1 / share)) : 0;
}

Result<std::string> queryOf(review::Reader& reader, const RelevanceOrder::Wish& wish)
{
    if (const QString words = wish.words.trimmed(); !words.isEmpty())
        return words.toStdString();
    const Info info = TRY(reader.info());
    return info.title + '\n' + info.criteria;
}

} // namespace

RelevanceOrder::RelevanceOrder(Stage stage, QObject* parent)
    : QObject(parent)
    , m_stage(stage)
{
}

RelevanceOrder::~RelevanceOrder()
{
    letGo();
}

void RelevanceOrder::setSession(const std::shared_ptr<Session>& session)
{
    if (const auto former = m_session.lock())
        former->disconnect(this);
    letGo();
    m_wanted = false;
    m_wish = {};
    m_session = session;
    if (session)
        connect(session.get(), &Session::changed, this, &RelevanceOrder::follow);
    Q_EMIT changed();
}

void RelevanceOrder::letGo()
{
    if (m_watch)
        m_watch->stop = true;
    m_watch.reset();
    m_room.reset();
    m_ranks.reset();
    m_basis = {};
    m_building = false;
    m_learning = false;
    m_missed = false;
    m_outdated = false;
}

void RelevanceOrder::setActive(bool active)
{
    m_active = active;
    if (!active || !m_wanted)
        return;
    if (std::exchange(m_outdated, false) || (!m_room && !m_building))
        build();
    else if (m_missed)
        learnAgain();
}

void RelevanceOrder::setWanted(bool wanted)
{
    if (wanted == m_wanted || m_session.expired())
        return;
    m_wanted = wanted;
    if (!wanted)
        letGo();
    else if (m_active)
        build();
    Q_EMIT changed();
}

void RelevanceOrder::setWish(const Wish& wish)
{
    if (wish == m_wish)
        return;
    m_wish = wish;
    Q_EMIT changed();
    if (m_wanted)
        learnAgain();
}

RelevanceOrder::State RelevanceOrder::state() const
{
    return !m_wanted ? State::Off : m_ranks ? State::There : State::Preparing;
}

QString RelevanceOrder::inWords() const
{
    switch (state()) {
    case State::Off:
        return {};
    case State::Preparing:
        return tr("The order by relevance is being prepared; until then the records stand as imported.");
    case State::There:
        break;
    }
    QString words;
    switch (m_basis.by) {
    case review::RankedBy::Learned:
        words = m_basis.trainedOn ? tr("Learned from %Ln decision(s).", nullptr, static_cast<int>(*m_basis.trainedOn))
                                  : tr("Learned from all reviewers' decisions.");
        break;
    case review::RankedBy::Similarity:
        words = (m_wish.words.trimmed().isEmpty() ? tr("By likeness to the review's title and criteria")
                                                  : tr("By likeness to the words you gave"))
            + tr(", until a record is included and one excluded.");
        break;
    case review::RankedBy::Import:
        words = tr("As imported: there is nothing to go by until a record is included and one excluded.");
        break;
    }
    if (const int nth = everyNth(m_wish.randomShare); nth > 0 && m_basis.by != review::RankedBy::Import)
        words += u' ' + tr("About every %1th by chance.").arg(nth);
    return words;
}

void RelevanceOrder::follow(const Changes& changes)
{
    if (!m_wanted)
        return;
    const bool others = changes.everything || (changes.flags & Changes::Citations) != 0;
    constexpr unsigned Learnt = Changes::Decisions | Changes::Settings | Changes::Assignments;
    if (!others && (changes.flags & Learnt) == 0)
        return;
    if (!m_active) {
        m_outdated = m_outdated || others;
        m_missed = true;
    } else if (others) {
        build();
    } else {
        learnAgain();
    }
}

Result<RelevanceOrder::Learned> RelevanceOrder::learn(Room& room, review::Reader& reader, Stage stage, const Wish& wish)
{
    // Read before the turn is taken: an explanation is not kept waiting by the disk.
    const review::Training training = TRY(review::Ranker::training(reader, stage));
    std::string query = TRY(queryOf(reader, wish));
    const std::scoped_lock lock(room.mutex);
    if (query != room.query) {
        room.query = std::move(query);
        room.ranker->setQuery(room.query);
    }
    room.ranker->setRandomShare(wish.randomShare);
    room.ranker->learn(training);
    std::vector<CitationId> order;
    for (const std::vector<review::Ranked> ranked = room.ranker->order(); const review::Ranked& one : ranked)
        order.push_back(one.citation);
    return Learned{std::make_shared<Ranks>(std::move(order)),
        {room.ranker->rankedBy(), room.ranker->trainedOn(), room.ranker->blind()}};
}

void RelevanceOrder::build()
{
    const auto session = m_session.lock();
    if (!session)
        return;
    if (m_watch)
        m_watch->stop = true;
    m_room.reset(); // two at a time would take twice the memory
    m_building = true;
    m_learning = false; // in the former room, which nobody listens to any longer
    m_missed = false;
    m_watch = std::make_shared<Watch>();
    const auto room = std::make_shared<Room>();
    session->longQuery<Learned>(
        this, BuildSlot, tr("Preparing the order by relevance"),
        [room, watch = m_watch, stage = m_stage, wish = m_wish](
            review::Reader& reader, Progress& progress) -> Result<Learned> {
            WatchedProgress watched(*watch, &progress);
            room->query = TRY(queryOf(reader, wish));
            room->ranker.emplace(
                TRY(review::Ranker::build(reader, {stage, room->query, wish.randomShare, 0}, watched)));
            return learn(*room, reader, stage, wish);
        },
        [this, room, watch = m_watch](const Result<Learned>& learned) {
            if (watch != m_watch)
                return;
            m_building = false;
            m_watch.reset();
            if (!learned) {
                // Cancelled in the status bar, or it cannot be had: the queue is as it was before it was wanted.
                const Error& error = learned.error();
                m_wanted = false;
                letGo();
                Q_EMIT changed();
                if (error.kind != ErrorKind::Cancelled)
                    Q_EMIT failed(error);
                return;
            }
            m_room = room;
            take(*learned);
            if (m_missed)
                learnAgain();
        });
    Q_EMIT changed();
}

void RelevanceOrder::learnAgain()
{
    m_missed = true;
    const auto session = m_session.lock();
    if (!session || !m_active || !m_room || m_building || m_learning)
        return;
    m_missed = false;
    m_learning = true;
    session->query<Learned>(
        this, LearnSlot,
        [room = m_room, stage = m_stage, wish = m_wish](
            review::Reader& reader) { return learn(*room, reader, stage, wish); },
        [this, room = m_room](const Result<Learned>& learned) {
            if (room != m_room)
                return;
            m_learning = false;
            if (learned)
                take(*learned);
            else if (learned.error().kind != ErrorKind::Cancelled)
                Q_EMIT failed(learned.error());
            if (m_missed)
                learnAgain();
        });
}

void RelevanceOrder::take(const Learned& learned)
{
    m_ranks = learned.ranks;
    m_basis = learned.basis;
    Q_EMIT ranked();
    Q_EMIT changed();
}

void RelevanceOrder::askWhy(CitationId citation)
{
    const auto session = m_session.lock();
    if (!session || !m_room) {
        Q_EMIT whyKnown(citation, {});
        return;
    }
    using Reasons = std::vector<review::Reasoned>;
    session->query<Reasons>(
        this, WhySlot,
        [room = m_room, citation](review::Reader& reader) -> Result<Reasons> {
            const std::scoped_lock lock(room->mutex);
            return room->ranker->why(reader, citation, 8);
        },
        [this, citation](const Result<Reasons>& reasons) {
            QStringList words;
            if (reasons)
                for (const review::Reasoned& reason : *reasons)
                    words.append(toQString(reason.words));
            // "bone" and "marrow" say no more beside "bone marrow".
            const auto isPartOfAnother = [all = words](const QString& word) {
                return std::ranges::any_of(all, [&](const QString& other) {
                    return other != word && QString(u' ' + other + u' ').contains(QString(u' ' + word + u' '));
                });
            };
            words.removeIf(isPartOfAnother);
            Q_EMIT whyKnown(citation, words);
        });
}

} // namespace winnow::ui
