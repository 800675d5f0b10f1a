// What reading full texts is, without its window: reports, their PDFs, their eligibility.
#pragma once

#include "core/pdf/document.h"
#include "core/retrieval/match.h"
#include "ui/models/decisioncontroller.h"

#include <QStringList>

namespace winnow::ui {

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

/// The list of reports, and which of the files of the one in sight is read; attaches PDFs.
class FullTextController : public DecisionController {
    Q_OBJECT
public:
    explicit FullTextController(QObject* parent = nullptr);
    ~FullTextController() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void setPdfOptions(const pdf::DocumentOptions& options) { m_pdfOptions = options; } ///< for reading dropped files

    // The list
    [[nodiscard]] ReportsState state() const;
    [[nodiscard]] ReportsShow shows() const { return m_shows; }
    void setShows(ReportsShow shows);
    void showOnly(const Filter& filter); ///< where a door leads; {} takes it away

    // The report in sight
    [[nodiscard]] const AttachedFile* file() const; ///< the one that is read; none if none is attached
    [[nodiscard]] FileState fileState() const;
    void showFile(int index);

    // Acts
    void attach(const QStringList& files); ///< to the report in sight
    /// PDFs that were dropped: each goes to the report that its first pages name; a single one that names none, to the
    /// report in sight. A notice says which.
    void take(const QStringList& files);

    /// A dropped PDF that waits, as it does not say surely which report it is.
    struct Doubtful {
        struct Candidate {
            CitationId report;
            QString title;
            QString why; ///< what speaks for it
        };
        QString file;
        std::vector<Candidate> candidates; ///< the likeliest first; none if it names no report
    };
    [[nodiscard]] const std::vector<Doubtful>& doubtful() const { return m_doubtful; }
    void place(CitationId report); ///< attaches the first of them
    void setAside(); ///< the first of them is not attached
    void detach();
    void setRetrieval(Retrieval status, const QString& why = {});

Q_SIGNALS:
    void doubtfulChanged();

private:
    enum { ChecksumSlot = FirstFreeSlot, MatchSlot };
    void changed(const Changes& changes) override;
    void readAgain() override;
    void show(CitationId id) override;
    /// An exclusion needs a reason once the review has any: without one nothing is decided and a notice says so.
    bool mayDecide(Verdict verdict, ReasonId reason) override;
    void decided(const DecisionRequest& request, std::optional<Verdict> before) override;
    void applyFilter();
    void attachTo(CitationId id, const QString& file, const QString& said);
    void checkFile();
    [[nodiscard]] CitationId after(CitationId id) const;
    void readNextDropped();
    void sayRefused();
    void droppedRead();
    void match(const QString& file, const std::vector<std::string>& pages);
    void matched(const QString& file, const std::vector<retrieval::Match>& matches);
    void doubt(const QString& file, const std::vector<retrieval::Match>& matches);

    ReportsShow m_shows = ReportsShow::ToDo;
    Filter m_door;
    int m_file = 0;
    bool m_fileChanged = false;

    pdf::DocumentOptions m_pdfOptions;
    QStringList m_dropped; ///< still to be read
    std::vector<Doubtful> m_doubtful; ///< read, and no report surely found
    qsizetype m_droppedTogether = 0;
    std::vector<Error> m_refused; ///< of the dropped ones; said together
    std::unique_ptr<pdf::Document> m_reading;
};

} // namespace winnow::ui
