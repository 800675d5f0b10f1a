// What reading full texts is, without its window: reports, their PDFs, their eligibility.
#pragma once

#include "core/model/views.h"
#include "core/pdf/document.h"
#include "ui/fulltext/reportmatch.h"
#include "ui/models/citationlist.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;

/// Which reports are listed.
enum class ReportsShow {
    ToDo, ///< to be retrieved or to be assessed
    ToRetrieve, ///< sought, or given up
    Included,
    Excluded,
    All,
};

/// Why there is no report in sight.
enum class ReportsState {
    Ready, ///< there is one
    NoReview,
    NoReports, ///< nothing was included on title and abstract
    NothingLeft, ///< everything is decided
    NothingFound, ///< nothing matches the filter
};

/// How the PDF of the report in sight is.
enum class FileState {
    None, ///< none is attached
    Good,
    Missing, ///< it is not where it was put
    Changed, ///< it is not what was attached
};

/// Holds the list of reports, the one in sight, and which of its files is read; attaches, decides, and then shows the
/// next report.
class FullTextController : public QObject {
    Q_OBJECT
public:
    explicit FullTextController(QObject* parent = nullptr);
    ~FullTextController() override;

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active); ///< in sight; out of sight, changes only mark it stale
    void setPdfOptions(const pdf::DocumentOptions& options) { m_pdfOptions = options; } ///< for reading dropped files

    // The list
    [[nodiscard]] CitationList& list() { return m_list; }
    [[nodiscard]] ReportsState state() const;
    [[nodiscard]] ReportsShow shows() const { return m_shows; }
    void setShows(ReportsShow shows);
    void showOnly(const Filter& filter); ///< where a door leads; {} takes it away

    // The report in sight
    [[nodiscard]] const std::optional<CitationDetail>& current() const { return m_current; }
    [[nodiscard]] std::optional<Verdict> verdict() const; ///< of this reviewer on its full text
    [[nodiscard]] ReasonId reason() const;
    void goTo(CitationId id);
    void next();
    void previous();
    [[nodiscard]] const AttachedFile* file() const; ///< the one that is read; none if none is attached
    [[nodiscard]] FileState fileState() const;
    void showFile(int index);

    // Acts
    [[nodiscard]] bool canAct() const; ///< a report is in sight and the review can be written
    /// An exclusion needs a reason once the review has any: without one nothing is decided and a notice says so.
    void decide(Verdict verdict, ReasonId reason = {});
    void excludeFor(int number); ///< the reason of this number, from 1; no such reason: nothing
    void excludeForNew(const QString& reason); ///< adds it to the review's reasons
    void takeBack();
    void attach(const QStringList& files); ///< to the report in sight
    /// PDFs that were dropped: each goes to the report that its first pages name; a single one that names none, to the
    /// report in sight. A notice says which.
    void take(const QStringList& files);
    void detach();
    void setRetrieval(Retrieval status, const QString& why = {});

    [[nodiscard]] const std::optional<StageProgress>& progress() const { return m_progress; }
    [[nodiscard]] const std::vector<Reason>& reasons() const { return m_reasons; }
    [[nodiscard]] const std::vector<Reason>& allReasons() const { return m_allReasons; }
    [[nodiscard]] const std::vector<TermCategory>& terms() const { return m_terms; }
    [[nodiscard]] const Info* info() const; ///< none without a review
    [[nodiscard]] Session* session() const { return m_session.get(); }

Q_SIGNALS:
    void currentChanged(); ///< another report, or other words, files, decisions on it
    void progressChanged(); ///< counts, state
    void listsChanged(); ///< reasons, terms
    void notice(const QString& text, bool undo);
    void failed(const winnow::Error& error);

private:
    enum class Slot { Progress = 1, Checksum = 2, Match = 3 };
    using Act = std::function<Result<Changes>(review::Review&)>;
    void changed(const Changes& changes);
    void readAgain();
    void readLists();
    void askProgress();
    void applyFilter();
    void listed();
    void show(CitationId id);
    void act(Act act, std::function<void()> then = {});
    void decided(const DecisionRequest& request);
    void attachTo(CitationId id, const QString& file, const QString& said);
    void checkFile();
    [[nodiscard]] CitationId after(CitationId id) const;
    void readNextDropped();
    void droppedRead();
    void match(const QString& file, const std::string& text);
    void matched(const QString& file, const std::optional<ReportMatch>& match);
    void droppedDone();

    std::shared_ptr<Session> m_session;
    CitationList m_list;
    ReportsShow m_shows = ReportsShow::ToDo;
    Filter m_door;
    std::optional<CitationDetail> m_current;
    int m_file = 0;
    bool m_fileChanged = false;
    std::optional<StageProgress> m_progress;
    std::vector<Reason> m_reasons;
    std::vector<Reason> m_allReasons;
    std::vector<TermCategory> m_terms;
    int m_writing = 0; ///< own acts under way
    bool m_deciding = false;
    bool m_moving = false; ///< the list changes by our own hand
    bool m_pick = true; ///< when the list is there, show its first if the report in sight is not in it
    bool m_active = false;
    bool m_stale = false;
    bool m_listed = false;

    pdf::DocumentOptions m_pdfOptions;
    QStringList m_dropped; ///< still to be read
    QStringList m_unknown; ///< read, and no report found
    qsizetype m_droppedTogether = 0;
    std::unique_ptr<pdf::Document> m_reading;
};

} // namespace winnow::ui
