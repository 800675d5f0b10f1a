// Who judges, how many a stage needs, who has what to do, and what copies of the review tell each other; no widgets.
#pragma once

#include "core/review/review.h"
#include "ui/models/session.h"

#include <QObject>

#include <array>
#include <memory>
#include <optional>

namespace winnow::ui {

/// What is planned for a split; the rest of a SplitRequest comes from the controller.
struct SplitPlan {
    std::vector<ReviewerId> reviewers;
    int each = 1;
    int overlap = 0; ///< per cent
    std::uint64_t seed = 1;
};

/// A copy that is to be brought in, or was.
struct BringIn {
    enum class State { None, Reading, Ready, Running, Done };
    State state = State::None;
    QString path;
    QStringList lines; ///< what would come, or what came, in words
    bool useful = false; ///< Ready: there is something new
};

/// Reads beside the window while it is active; a page out of sight is read when it comes into sight again.
class TeamController final : public QObject {
    Q_OBJECT
public:
    explicit TeamController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    [[nodiscard]] Session* session() const { return m_session.get(); }
    [[nodiscard]] bool isRead() const { return m_read; } ///< the answers are there

    [[nodiscard]] Stage stage() const { return m_stage; }
    void setStage(Stage stage);
    [[nodiscard]] const std::vector<TeamMember>& team() const { return m_answer.team; }
    [[nodiscard]] const StageRule& rule(Stage stage) const;
    [[nodiscard]] const StageRule& extraction() const { return m_answer.extraction; }
    [[nodiscard]] const std::optional<TeamCounts>& counts() const { return m_answer.counts; } ///< of the stage shown
    [[nodiscard]] std::int64_t unassigned() const { return m_answer.unassigned; } ///< at the stage shown
    [[nodiscard]] bool several() const; ///< more than one reviewer, or a step that needs more than one
    [[nodiscard]] bool writable() const;
    [[nodiscard]] bool isOwner() const; ///< may say how the stages are judged, and split
    [[nodiscard]] QString whyNotOwner() const; ///< empty if it may
    /// What a stage's rule means, in plain words, and what follows from it.
    [[nodiscard]] QString ruleWords(Stage stage) const;
    [[nodiscard]] QString status() const;
    /// How far the stage shown is: what oneself has judged, and where it is not blind, what waits for others.
    [[nodiscard]] QString progressWords() const;
    /// For whom this copy is, if it is a work package, and what to do with it.
    [[nodiscard]] QString packageWords() const;
    /// What will be seen and moved once conflicts are opened, or hidden when they are closed again.
    [[nodiscard]] static QString openingWords(bool open);

    void setReviewers(Stage stage, int reviewers);
    void openConflicts(Stage stage, bool open);
    void setExtractors(int extractors);
    void openExtraction(bool open);
    void add(const QString& name);
    void rename(ReviewerId reviewer, const QString& name);
    void remove(ReviewerId reviewer); ///< who has done nothing yet
    void use(ReviewerId reviewer); ///< whose acts follow

    void split(const SplitPlan& plan);
    void unassignAll();
    void sendPackage(ReviewerId reviewer, const QString& path);
    [[nodiscard]] QString packageName(ReviewerId reviewer) const; ///< proposed, beside the review

    [[nodiscard]] const BringIn& bringIn() const { return m_bringIn; }
    void previewBringIn(const QString& path);
    void startBringIn();
    void endBringIn(); ///< the offer is given up, or the receipt was read

Q_SIGNALS:
    void changed();
    void bringInChanged();
    void notice(const QString& text, bool undo);
    void failed(const winnow::Error& error);

private:
    struct Answer {
        std::vector<TeamMember> team;
        std::array<StageRule, 2> rules;
        StageRule extraction;
        std::optional<TeamCounts> counts;
        std::int64_t unassigned = 0;
        StageProgress mine;
        std::optional<std::pair<ReviewerId, Stage>> packageFor;
    };
    void follow(const Changes& changes);
    void ask();
    void act(Session::Act act, std::function<void(const Changes&)> then = {});
    void change(std::function<Result<>(review::Review&)> what, const QString& said); ///< no act: only names
    [[nodiscard]] const TeamMember* member(ReviewerId reviewer) const;
    void showReceipt(const MergeResult& result);

    std::shared_ptr<Session> m_session;
    Stage m_stage = Stage::TitleAbstract;
    Answer m_answer;
    BringIn m_bringIn;
    bool m_read = false;
    bool m_active = false;
    bool m_stale = true;
};

[[nodiscard]] QString nameOf(Stage stage); ///< "Title and abstract"

} // namespace winnow::ui
