// Settling what reviewers judged differently, without its window.
#pragma once

#include "core/model/views.h"
#include "ui/models/citationlist.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace winnow::ui {

class Session;

/// A list of citations of one stage, the one in sight, and what each reviewer said of it. Settles it, and then shows
/// the next. While the stage is blind there is nothing in sight.
///
/// A change made elsewhere to one citation, as by undo, shows it.
class ConflictsController final : public QObject {
    Q_OBJECT
public:
    explicit ConflictsController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    [[nodiscard]] Session* session() const { return m_session.get(); }
    [[nodiscard]] CitationList& list() { return m_list; }

    [[nodiscard]] Stage stage() const { return m_stage; }
    void setStage(Stage stage);
    [[nodiscard]] TeamList shows() const { return m_shows; }
    void setShows(TeamList shows);
    [[nodiscard]] const StageRule& rule() const { return m_rule; }
    [[nodiscard]] bool isListed() const { return m_listed; } ///< the list that was asked for is there

    [[nodiscard]] const std::optional<CitationDetail>& current() const { return m_current; }
    [[nodiscard]] const Judgements& judgements() const { return m_judgements; }
    void goTo(CitationId id);
    void next();
    void previous();

    [[nodiscard]] bool canSettle() const;
    [[nodiscard]] std::optional<Verdict> settled() const;
    void settle(Verdict verdict, ReasonId reason = {});
    void excludeFor(int number); ///< the reason of this number, from 1; no such reason: nothing
    void excludeForNew(const QString& reason); ///< adds it to the review's reasons
    void takeBack();
    /// Kept with the settlement; if there is none yet, with the one that comes.
    void setNote(const QString& note);
    [[nodiscard]] QString note() const;
    void undo();

    [[nodiscard]] const std::vector<Reason>& reasons() const { return m_reasons; } ///< of the stage
    [[nodiscard]] const std::vector<Reason>& allReasons() const { return m_allReasons; }
    [[nodiscard]] const std::vector<TermCategory>& terms() const { return m_terms; }
    [[nodiscard]] QString reasonLabel(ReasonId reason) const;

Q_SIGNALS:
    void currentChanged();
    void listChanged(); ///< another list, or its length
    void reasonsChanged(); ///< reasons or terms
    void failed(const winnow::Error& error);

private:
    void readAgain();
    void readLists();
    void follow(const Changes& changes);
    void applyFilter();
    void listed();
    void show(CitationId id);
    void write(const Settlement& settlement);
    [[nodiscard]] CitationId after(CitationId id) const;

    std::shared_ptr<Session> m_session;
    CitationList m_list{CitationList::Follow::Membership};
    Stage m_stage = Stage::TitleAbstract;
    TeamList m_shows = TeamList::Conflicts;
    StageRule m_rule;
    std::optional<CitationDetail> m_current;
    Judgements m_judgements;
    std::vector<Reason> m_reasons;
    std::vector<Reason> m_allReasons;
    std::vector<TermCategory> m_terms;
    QString m_note; ///< for the settlement to come of the one in sight
    CitationId m_wanted; ///< to be shown as soon as it is listed
    bool m_writing = false;
    bool m_listed = false;
    bool m_active = false;
    bool m_stale = false;
};

} // namespace winnow::ui
