// What finding duplicates is, without its window: pairs that wait for an answer, what is joined, and what is linked.
#pragma once

#include "core/base/result.h"
#include "ui/duplicates/comparison.h"
#include "ui/duplicates/pairlistmodel.h"
#include "ui/models/citationlist.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;
struct Watch;

/// Which list is shown.
enum class DuplicatesShow {
    Doubtful, ///< pairs that wait for a person, the weightiest first
    Joined, ///< citations with more than one record
    Linked, ///< pairs of related reports
    Answered, ///< pairs a person has answered
};

/// Holds the lists and what is chosen in them; answers, and then shows the next pair; looks for duplicates in a job.
///
/// An answer is for the pair in sight: while one is being written, further ones are not taken. A pair that comes back
/// by undo is shown again.
class DuplicatesController : public QObject {
    Q_OBJECT
public:
    /// The duplicates of a source: its records that stand under a citation led by another one.
    struct SourceCount {
        std::string name;
        std::int64_t records = 0;
        std::int64_t duplicates = 0;
        bool operator==(const SourceCount&) const = default;
    };
    static constexpr int MostPairs = 5000; ///< listed; the rest come as these are answered

    explicit DuplicatesController(QObject* parent = nullptr);
    ~DuplicatesController() override;

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    [[nodiscard]] bool hasReview() const { return m_session != nullptr; }
    [[nodiscard]] bool canWrite() const;

    // The lists
    [[nodiscard]] DuplicatesShow shows() const { return m_shows; }
    void setShows(DuplicatesShow shows);
    [[nodiscard]] PairListModel& pairs() { return m_pairs; } ///< of what is shown, unless it is Joined
    [[nodiscard]] bool listed() const { return m_listed; } ///< the pairs asked for last are there
    [[nodiscard]] CitationList& list() { return m_list; } ///< Joined
    [[nodiscard]] const std::vector<SourceCount>& sources() const { return m_sources; }
    [[nodiscard]] const std::optional<std::string>& source() const { return m_list.filter().source; }
    void setSource(const std::optional<std::string>& source); ///< Joined: only with a record from it
    [[nodiscard]] const std::optional<DuplicateCounts>& counts() const { return m_counts; }
    [[nodiscard]] QString summary() const; ///< "17 pairs to decide · 214 records joined by the program, 3 by people"

    // What is chosen
    [[nodiscard]] int row() const { return m_row; } ///< −1: none
    void setRow(int row);
    [[nodiscard]] const DoubtfulPair* pair() const; ///< none in Joined
    void select(CitationId citation); ///< in Joined
    [[nodiscard]] CitationId selected() const { return m_selected; }
    [[nodiscard]] const Comparison& comparison() const { return m_comparison; }
    [[nodiscard]] QString title() const { return m_title; }

    // Acts
    [[nodiscard]] bool canAnswer() const { return pair() != nullptr && canWrite(); }
    void answer(PairAnswer answer);
    void takeOut(RecordId record);
    void undo();
    /// Looks for duplicates among the records that were not compared yet, or among all with other thresholds: a job
    /// with progress and Cancel in the status bar.
    void find(const std::optional<DuplicateThresholds>& thresholds = {});
    [[nodiscard]] bool finding() const { return m_finding; }

    // Thresholds
    void askThresholds(); ///< answers with thresholdsReady
    /// What these would come to, in a job; an earlier question is broken off. Answers with previewReady.
    void preview(const DuplicateThresholds& thresholds);
    void stopPreview();

Q_SIGNALS:
    void showsChanged();
    void pairsListed();
    void countsChanged(); ///< and sources
    void comparisonChanged(); ///< and what can be done
    void findingChanged();
    void thresholdsReady(const winnow::DuplicateThresholds& thresholds);
    void previewReady(const QString& words);
    void notice(const QString& text, bool undo);
    void failed(const winnow::Error& error);

private:
    enum Slot { CountsSlot = 1, SourcesSlot, PairsSlot, ThresholdsSlot, PreviewSlot };
    using PairKey = std::pair<RecordId, RecordId>;
    void changed(const Changes& changes);
    void readAgain();
    void askCounts();
    void askSources();
    void askPairs();
    void takePairs(std::vector<DoubtfulPair> pairs);
    void readChosen();
    void compareCitation();
    void comparePair(const DoubtfulPair& shown);
    void answered(const PairKey& key, PairAnswer answer);
    /// False if it failed; what was broken off for a later question is no failure.
    template <typename T> bool came(const Result<T>& answer);

    std::shared_ptr<Session> m_session;
    DuplicatesShow m_shows = DuplicatesShow::Doubtful;
    PairListModel m_pairs;
    CitationList m_list{CitationList::Follow::Membership};
    std::vector<SourceCount> m_sources;
    std::optional<DuplicateCounts> m_counts;
    int m_row = -1;
    CitationId m_selected;
    Comparison m_comparison;
    QString m_title;
    std::vector<PairKey> m_trail; ///< doubtful pairs answered in this sitting, newest last
    std::shared_ptr<Watch> m_preview;
    bool m_answering = false;
    bool m_finding = false;
    bool m_listed = false;
    bool m_active = false;
    bool m_stale = false;
};

} // namespace winnow::ui
