// The order by relevance, learned again after each decision beside the window.
#pragma once

#include "core/review/ranker.h"
#include "ui/models/ranks.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace winnow {
struct Changes;
}

namespace winnow::ui {

class Session;
struct Watch;

/// Keeps a Ranker in a room of its own while it is wanted. It is built once, in a job with progress and Cancel; what is
/// decided meanwhile or later is learned beside the window, one learning at a time: decisions made during one are
/// learned in the next. Nothing waits for it, and until the first order is there, there is none.
///
/// When the citations change it is built anew; the order there was stays until then.
class RelevanceOrder : public QObject {
    Q_OBJECT
public:
    struct Wish {
        QString words; ///< that say what is sought; empty: the review's title and criteria
        double randomShare = 0; ///< of the places, for records drawn by chance
        bool operator==(const Wish&) const = default;
    };
    enum class State {
        Off,
        Preparing, ///< there is no order yet
        There,
    };
    /// How the present order came about.
    struct Basis {
        review::RankedBy by = review::RankedBy::Import;
        std::optional<std::int64_t> trainedOn;
        bool blind = false;
    };

    RelevanceOrder(Stage stage, QObject* parent);
    ~RelevanceOrder() override;

    void setSession(const std::shared_ptr<Session>& session); ///< off, and all that was learned is let go of
    void setActive(bool active); ///< out of sight it learns nothing, and afterwards what it missed
    void setWanted(bool wanted);
    void setWish(const Wish& wish);
    [[nodiscard]] const Wish& wish() const { return m_wish; }

    [[nodiscard]] State state() const;
    [[nodiscard]] bool wanted() const { return m_wanted; }
    [[nodiscard]] bool working() const { return m_building || m_learning; }
    [[nodiscard]] const std::shared_ptr<const Ranks>& ranks() const { return m_ranks; } ///< none until There
    [[nodiscard]] const Basis& basis() const { return m_basis; }
    [[nodiscard]] QString inWords() const; ///< empty while it is off

    /// Asks for the words of a citation that speak for it; answered by whyKnown.
    void askWhy(CitationId citation);

Q_SIGNALS:
    void changed(); ///< state, basis, wish
    void ranked(); ///< another order is there
    void whyKnown(winnow::CitationId citation, const QStringList& words);
    void failed(const winnow::Error& error);

private:
    enum Slot { BuildSlot, LearnSlot, WhySlot };
    struct Room;
    struct Learned;
    static Result<Learned> learn(Room& room, review::Reader& reader, Stage stage, const Wish& wish);
    void follow(const Changes& changes);
    void build();
    void learnAgain();
    void take(const Learned& learned);
    void letGo();

    const Stage m_stage;
    std::weak_ptr<Session> m_session;
    Wish m_wish;
    bool m_wanted = false;
    bool m_active = false;
    bool m_building = false;
    bool m_learning = false;
    bool m_missed = false; ///< something was decided since the decisions were read
    bool m_outdated = false; ///< the citations are others, out of sight
    std::shared_ptr<Room> m_room; ///< none until built
    std::shared_ptr<Watch> m_watch; ///< of the building
    std::shared_ptr<const Ranks> m_ranks;
    Basis m_basis;
};

} // namespace winnow::ui
