// Random acts on a review, for laws that hold whatever is done.
#pragma once

#include "core/review/review.h"
#include "core/review/state.h"
#include "core/store/backup.h"
#include "core/store/projection.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include <map>
#include <tuple>
#include <vector>

namespace winnow::review {

using Digests = std::vector<std::pair<std::string, std::string>>;

/// Follows a list of random numbers as acts on a review of a few records that overlap in PMIDs and accession numbers.
class Player {
public:
    explicit Player(const std::vector<unsigned>& numbers)
        : m_numbers(numbers)
        , review(Review::create(folder.filePath(QStringLiteral("r.winnow")), "Random", {nullptr, "one"}).value())
    {
        import();
    }
    /// Goes on with a copy of somebody's review, as another reviewer on another computer; `made`: where its own names
    /// of files and records begin.
    Player(const std::vector<unsigned>& numbers, const QString& original, const char* reviewer, int made)
        : m_numbers(numbers)
        , review(Review::open(copyOf(original), OpenMode::ReadWrite, {nullptr, reviewer}).value())
        , m_made(made)
    {
    }

    /// More acts, when those before are done.
    void goOn(const std::vector<unsigned>& numbers)
    {
        m_numbers = numbers;
        m_next = 0;
    }

    bool done() const { return m_next >= m_numbers.size(); }

    /// One act; what it was is of no matter to the laws.
    void step()
    {
        switch (below(22)) {
        case 0:
            import();
            break;
        case 1:
        case 2:
        case 3:
            decide();
            break;
        case 4:
            (void)review.setLabel({citation()}, below(2) == 0 ? "x" : "y", below(2) == 0);
            break;
        case 5:
            (void)review.setNote(citation(), below(2) == 0 ? "" : "a note");
            break;
        case 6:
            (void)review.setRetrieval(citation(), static_cast<Retrieval>(below(3)), below(2) == 0 ? "" : "no answer");
            break;
        case 7:
            (void)review.joinStudy({citation(), citation()});
            break;
        case 8:
            value();
            break;
        case 9:
            reasons();
            break;
        case 10:
            (void)review.undo();
            break;
        case 11:
            (void)review.redo();
            break;
        case 12:
            reverseAny();
            break;
        case 13:
        case 14:
            (void)review.answerPair(record(), record(), static_cast<PairAnswer>(below(4)));
            break;
        case 15:
            (void)review.takeOut(record());
            break;
        case 16:
            find();
            break;
        case 17:
            (void)review.setReviewers(stage(), 1 + static_cast<int>(below(3)));
            break;
        case 18:
            (void)review.openConflicts(stage(), below(3) != 0);
            break;
        case 19:
            settle();
            break;
        case 20:
            split();
            break;
        case 21:
            annotate();
            break;
        }
        if (below(7) == 0)
            (void)review.useReviewer(below(2) == 0 ? "one" : "two");
    }

    Digests state()
    {
        const QString path = review.path();
        store::Connection connection = store::openReader(path).value();
        Digests digests = store::projectionDigests(connection).value();
        // Marks and the keys of records that came in stay when an act is undone.
        std::erase_if(
            digests, [](const auto& digest) { return digest.first == "undone" || digest.first == "record_key"; });
        return digests;
    }

    QTemporaryDir folder;

private:
    QString copyOf(const QString& original) const
    {
        const QString copy = folder.filePath(QStringLiteral("r.winnow"));
        store::Connection connection = store::openReader(original).value();
        NoProgress progress;
        RC_ASSERT(store::backupTo(connection, copy, store::Existing::Refuse, progress).has_value());
        return copy;
    }

    std::vector<unsigned> m_numbers;
    std::size_t m_next = 0;

public:
    Review review;

private:
    unsigned below(unsigned limit) { return done() ? 0 : m_numbers[m_next++] % limit; }

    Stage stage() { return below(2) == 0 ? Stage::TitleAbstract : Stage::FullText; }

    void settle()
    {
        Settlement settlement{citation(), stage(), {}, {}, {}};
        if (const unsigned verdict = below(4); verdict < 3)
            settlement.verdict = static_cast<Verdict>(verdict);
        (void)review.settle({settlement});
    }

    void split()
    {
        SplitRequest request;
        request.stage = stage();
        const std::vector<TeamMember> team = review.reader().team().value();
        for (const TeamMember& member : team)
            request.reviewers.push_back(member.id);
        request.overlap = below(2) == 0 ? 0.5 : 0;
        request.seed = below(100);
        if (below(3) == 0)
            (void)review.unassign(request.stage, {});
        else
            (void)review.split(request);
    }

    /// Makes, changes or takes away; those of others are refused.
    void annotate()
    {
        const std::vector<Annotation> known = review.reader().annotations(citation()).value();
        Annotation annotation;
        if (!known.empty())
            annotation = known[below(static_cast<unsigned>(known.size()))];
        annotation.meaning = below(2) == 0 ? "Safety" : "";
        annotation.comment = below(2) == 0 ? "see table" : "";
        annotation.kind = static_cast<AnnotationKind>(1 + below(4));
        const unsigned act = below(3);
        if (act == 0 && !known.empty())
            (void)review.removeAnnotation(annotation.id);
        else if (act == 1 && !known.empty())
            (void)review.changeAnnotation(annotation);
        else {
            annotation.citation = citation();
            annotation.sha256 = std::string(32, static_cast<char>('a' + below(2)));
            annotation.page = static_cast<int>(below(3));
            annotation.rects = {{0.1, 0.25, 0.5, 0.015}};
            annotation.quote = "serious adverse events";
            const auto made = review.annotate(annotation);
            RC_ASSERT(made.has_value() || made.error().kind == ErrorKind::NotFound); // no citation is left
        }
    }

    CitationId citation()
    {
        const auto ids = review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
        return ids.empty() ? CitationId{1} : ids[below(static_cast<unsigned>(ids.size()))];
    }

    RecordId record() { return RecordId{1 + static_cast<std::int64_t>(below(12))}; }

    void find()
    {
        NoProgress progress;
        std::optional<DuplicateThresholds> thresholds;
        if (below(3) == 0)
            thresholds = DuplicateThresholds{below(2) == 0 ? 0.0 : 0.8, 0.3};
        RC_ASSERT(review.findDuplicates(thresholds, progress).has_value());
    }

    /// One record in RIS, with what people elsewhere said of it now and then. `m_earlier` holds those of each source,
    /// to come again as they were, or with an abstract.
    QByteArray told(std::vector<QByteArray>& earlier)
    {
        if (!earlier.empty() && below(3) == 0) {
            const QByteArray again = earlier[below(static_cast<unsigned>(earlier.size()))];
            return below(2) == 0 ? again : again + "AB  - Said since " + QByteArray::number(++m_made) + "\n";
        }
        QByteArray bytes = "TY  - JOUR\n";
        if (const unsigned work = below(4); work > 0) // one of a few works, told in more or fewer fields
            bytes += "TI  - Umbilical cord cells in decompensated cirrhosis of the liver, cohort "
                + QByteArray(static_cast<qsizetype>(work), 'x') + "\nAU  - Suk, K\nT2  - Liver notes\n"
                + (below(2) == 0 ? "PY  - 2016\nVL  - 3\nSP  - 12\n" : "");
        else
            bytes += "TI  - Record " + QByteArray::number(m_made) + "\n";
        ++m_made;
        if (const unsigned pmid = below(6); pmid > 0)
            bytes += "DB  - PubMed\nAN  - " + QByteArray::number(100 + pmid) + "\n";
        else if (const unsigned wos = below(4); wos > 0)
            bytes += "AN  - WOS:00000000000000" + QByteArray::number(wos) + "\n";
        if (below(4) == 0)
            bytes += "N1  - RAYYAN-INCLUSION: {\"two\"=>\"Excluded\"} | RAYYAN-LABELS: x | "
                     "RAYYAN-EXCLUSION-REASONS: reason "
                + QByteArray::number(below(3)) + "\n";
        earlier.push_back(bytes);
        return bytes;
    }

    void import()
    {
        const std::string source = below(3) == 0 ? "Citation searching" : "Embase";
        QByteArray bytes;
        const unsigned count = 1 + below(4);
        for (unsigned i = 0; i < count; ++i)
            bytes += told(m_earlier[source]) + "ER  - \n";
        bytes += "\n" + QByteArray::number(++m_made) + "\n"; // no file is another again
        QFile file(folder.filePath(QStringLiteral("%1.ris").arg(m_made)));
        RC_ASSERT(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        ImportRequest request;
        request.path = file.fileName();
        request.source = source;
        request.takeDecisions = below(4) != 0;
        NoProgress progress;
        const auto shown = previewImport(&review.reader(), request, progress);
        const auto result = review.importFile(request, progress);
        RC_ASSERT(shown.has_value());
        RC_ASSERT(result.has_value());
        RC_ASSERT(!result->alreadyImported);
        RC_ASSERT(result->fresh + result->unchanged + result->changedCount == std::int64_t{count});
        RC_ASSERT(std::tuple(shown->fresh, shown->unchanged, shown->changed)
            == std::tuple(result->fresh, result->unchanged, result->changedCount));
        RC_ASSERT(static_cast<std::int64_t>(result->changed.size()) == result->changedCount);
    }

    void decide()
    {
        DecisionRequest decision{citation(), below(2) == 0 ? Stage::TitleAbstract : Stage::FullText, {}, {}, {}};
        if (const unsigned verdict = below(4); verdict < 3)
            decision.verdict = static_cast<Verdict>(verdict);
        const auto list = review.reader().reasons(decision.stage).value();
        if (decision.verdict == Verdict::Exclude && !list.empty())
            decision.reason = list[below(static_cast<unsigned>(list.size()))].id;
        (void)review.decide(decision);
    }

    std::vector<Evidence> places(const char* quote)
    {
        std::vector<Evidence> places;
        for (unsigned left = below(3); left > 0; --left)
            places.push_back({std::string(32, 's'), static_cast<int>(left), {{0.5, 0.25, 0.125, 0.125}}, quote,
                "at least ", " patients"});
        return places;
    }

    void value()
    {
        const StudyId study{citation().value};
        const std::string field = below(2) == 0 ? "phase" : "result@meld@1@baseline";
        switch (below(7)) {
        case 0:
            (void)review.removeValue(study, field);
            break;
        case 1:
            (void)review.settleValues(
                {{study, field, static_cast<Answer>(1 + below(4)), "3", "p. 4", "read again", {}, places("agreed")}});
            break;
        case 2:
            (void)review.removeAgreed(study, field);
            break;
        case 3:
            (void)review.setExtractors(1 + static_cast<int>(below(3)));
            break;
        case 4:
            (void)review.openExtraction(below(3) != 0);
            break;
        default:
            Value value{study, field, {}, static_cast<Answer>(1 + below(4)), "2", "p. 3"};
            value.evidence = places("two");
            (void)review.setValue(value);
        }
    }

    void reasons()
    {
        const Stage stage = below(2) == 0 ? Stage::TitleAbstract : Stage::FullText;
        auto list = review.reader().reasons(stage).value();
        if (!list.empty() && below(3) == 0)
            list.pop_back();
        else
            list.push_back({{}, stage, "reason " + std::to_string(++m_made), 0});
        (void)review.setReasons(stage, list);
    }

    /// Not only the newest act: any one, as the history page allows.
    void reverseAny()
    {
        const auto rows = review.reader().history(50).value();
        const HistoryRow& row = rows[below(static_cast<unsigned>(rows.size()))];
        if (row.canUndo)
            (void)(row.undone ? review.redo(row.op) : review.undo(row.op));
    }

    int m_made = 0;
    std::map<std::string, std::vector<QByteArray>> m_earlier;
};

} // namespace winnow::review
