// While a stage is blind, nothing that one reviewer can ask tells what another said.
#include "core/base/clock.h"
#include "core/review/export.h"
#include "core/review/ranker.h"
#include "core/review/review.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <optional>
#include <set>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;

class FixedClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now() const override { return 1'795'000'000'000; }
};
const FixedClock fixedClock;

constexpr const char* Export =
    "TY  - JOUR\nTI  - First\nAN  - 1\nPY  - 2019\nER  - \n\nTY  - JOUR\nTI  - Second\nAN  - 2\n"
    "PY  - 2020\nER  - \n\nTY  - JOUR\nTI  - Third\nAN  - 3\nER  - \n\n"
    "TY  - JOUR\nTI  - Fourth\nAN  - 4\nN1  - RAYYAN-LABELS: from a file\nER  - \n\n";

/// What the other reviewer does in one of the worlds that are compared: as many acts in each.
struct Other {
    std::array<Verdict, 3> verdicts;
    bool withReason;
    std::string words;
    bool labels; ///< gives labels, or takes one away that came with a file
};
const Other One{{Verdict::Include, Verdict::Exclude, Verdict::Maybe}, false, "surely", true};
const Other Another{{Verdict::Exclude, Verdict::Exclude, Verdict::Include}, true, "no control group", false};

/// Two reviewers, blind at title and abstract; `readers` judge full texts. Ada looks.
class World {
public:
    explicit World(const std::optional<Other>& other, int readers = 2)
        : m_review(Review::create(m_folder.filePath(u"blind.winnow"_s), "Blind", {&fixedClock, "Ada"}).value())
    {
        QFile file(m_folder.filePath(u"export.ris"_s));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(Export) > 0);
        file.close();
        NoProgress quiet;
        ImportRequest request;
        request.path = file.fileName();
        request.source = "PubMed";
        EXPECT_TRUE(m_review.importFile(request, quiet));
        EXPECT_TRUE(m_review.setReasons(Stage::TitleAbstract, {{{}, Stage::TitleAbstract, "Animals", 0}}));
        EXPECT_TRUE(m_review.setReviewers(Stage::TitleAbstract, 2));
        EXPECT_TRUE(m_review.setReviewers(Stage::FullText, readers));
        EXPECT_TRUE(m_review.addReviewer("Ben"));
        m_ids = m_review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
        EXPECT_TRUE(m_review.decide({m_ids[0], Stage::TitleAbstract, Verdict::Include, {}, "mine"}));
        EXPECT_TRUE(m_review.setLabel({m_ids[0]}, "pilot", true));
        if (other)
            act(*other);
        EXPECT_TRUE(m_review.decide({m_ids[3], Stage::TitleAbstract, Verdict::Exclude, {}, ""}));
    }

    Review& review() { return m_review; }
    std::string everything();

private:
    void act(const Other& other)
    {
        EXPECT_TRUE(m_review.useReviewer("Ben"));
        const ReasonId reason = m_review.reader().reasons(Stage::TitleAbstract).value().front().id;
        for (std::size_t i = 0; i < other.verdicts.size(); ++i) {
            const bool excludes = other.verdicts[i] == Verdict::Exclude && other.withReason;
            EXPECT_TRUE(m_review.decide(
                {m_ids[i], Stage::TitleAbstract, other.verdicts[i], excludes ? reason : ReasonId{}, other.words}));
        }
        EXPECT_TRUE(m_review.decide({m_ids[0], Stage::FullText, other.verdicts[1], {}, other.words}));
        const Retrieval retrieval = other.withReason ? Retrieval::NotRetrieved : Retrieval::Retrieved;
        EXPECT_TRUE(m_review.setRetrieval(m_ids[1], retrieval, other.withReason ? other.words : ""));
        EXPECT_TRUE(m_review.setNote(m_ids[1], other.words));
        Annotation annotation;
        annotation.citation = m_ids[0];
        annotation.sha256 = std::string(32, 'f');
        annotation.rects = {{0.1, 0.1, 0.2, 0.02}};
        annotation.kind = other.labels ? AnnotationKind::Note : AnnotationKind::Highlight;
        annotation.comment = other.words;
        EXPECT_TRUE(m_review.annotate(annotation));
        EXPECT_TRUE(m_review.setLabel({m_ids[other.labels ? 1 : 2]}, other.words, true));
        EXPECT_TRUE(m_review.setLabel({m_ids[0]}, "pilot", other.labels));
        EXPECT_TRUE(m_review.setLabel({m_ids[3]}, "from a file", other.labels));
        EXPECT_TRUE(m_review.undo());
        EXPECT_TRUE(other.labels ? m_review.redo() : m_review.undo());
        EXPECT_TRUE(m_review.useReviewer("Ada"));
    }

    QTemporaryDir m_folder;
    Review m_review;
    std::vector<CitationId> m_ids;
};

template <typename T> std::string number(T value)
{
    return std::to_string(static_cast<std::int64_t>(value)) + ' ';
}

std::string listOf(Reader& reader, const Filter& filter)
{
    std::string said;
    for (const Order order : {Order::AsImported, Order::Year, Order::Title, Order::Source}) {
        const auto ids = reader.citations(filter, order, Direction::Descending).value();
        for (const CitationId id : ids)
            said += number(id.value);
    }
    return said + '\n';
}

std::string say(const FlowArm& arm)
{
    std::string said;
    for (const std::int64_t count :
        {arm.screened, arm.excludedScreening, arm.sought, arm.notRetrieved, arm.assessed, arm.includedReports,
            arm.unscreened, arm.screeningOpen, arm.awaitingRetrieval, arm.awaitingAssessment, arm.assessmentOpen})
        said += number(count);
    return said + number(arm.excludedFullText.size());
}

std::string say(const CitationDetail& detail)
{
    std::string said = number(detail.id.value) + number(detail.box) + detail.note + number(detail.retrieval);
    for (const Decision& decision : detail.decisions)
        said += decision.reviewerName + number(decision.verdict) + decision.note + number(decision.at)
            + number(decision.reason.value);
    for (const std::string& label : detail.labels)
        said += " #" + label;
    return said + number(detail.files.size()) + number(detail.links.size()) + number(detail.joinedBy.size()) + '\n';
}

/// What may be told of the learned order; the order itself may follow from what others said.
std::string sayOfOrder(Reader& reader, const std::vector<CitationId>& ids)
{
    NoProgress quiet;
    Ranker ranker = Ranker::build(reader, {}, quiet).value();
    const Training training = Ranker::training(reader, Stage::TitleAbstract).value();
    ranker.learn(training);
    std::string said = number(ranker.trainedOn().value_or(-1)) + number(ranker.blind());
    for (const CitationId id : ids) {
        const auto why = ranker.why(reader, id).value();
        for (const Reasoned& reason : why)
            said += reason.words + ' ' + std::to_string(reason.weight);
    }
    for (const Stopping& stopping : {ranker.stopping(), training.stopping()})
        said += number(stopping.of) + number(stopping.figures.records) + number(stopping.figures.screened)
            + number(stopping.figures.found) + number(stopping.figures.run)
            + std::to_string(stopping.figures.chanceOfMissing);
    return said + '\n';
}

std::string World::everything()
{
    Reader& reader = m_review.reader();
    std::string said;
    std::vector<Filter> filters(1);
    const auto with = [&filters](auto change) { change(filters.emplace_back()); };
    for (int box = 1; box <= 9; ++box)
        with([box](Filter& filter) { filter.boxes = {static_cast<Box>(box)}; });
    for (const char* label : {"pilot", "surely", "no control group", "from a file"})
        with([label](Filter& filter) { filter.label = label; });
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        for (const Verdict verdict : {Verdict::Exclude, Verdict::Include, Verdict::Maybe})
            with([=](Filter& filter) { filter.stage = stage, filter.mine = verdict; });
        for (int list = 1; list <= 7; ++list)
            with([=](Filter& filter) { filter.stage = stage, filter.team = static_cast<TeamList>(list); });
        with([=](Filter& filter) { filter.stage = stage, filter.undecidedByMe = true; });
        with([=](Filter& filter) { filter.stage = stage, filter.assignedToMe = true; });
    }
    with([](Filter& filter) { filter.reason = ReasonId{}; });
    with([](Filter& filter) { filter.reason = ReasonId{1}; });
    with([](Filter& filter) { filter.arm = SourceKind::Database; });
    with([](Filter& filter) { filter.from = SourceKind::Database; });
    with([](Filter& filter) { filter.source = "PubMed"; });
    with([](Filter& filter) { filter.year = 2019; });
    with([](Filter& filter) { filter.withDuplicates = true; });
    with([](Filter& filter) { filter.changedBy = ImportId{1}; });
    with([](Filter& filter) { filter.value = {"phase", ""}; });
    for (const char* text : {"first", "surely", "control", "pilot"})
        with([text](Filter& filter) { filter.text = text; });
    for (const Filter& filter : filters)
        said += listOf(reader, filter);

    const auto rows = reader.rows(m_ids).value();
    for (const CitationRow& row : rows) {
        said += number(row.box) + number(row.retrieval) + number(row.files) + number(row.mine[0] ? 1 : 0)
            + number(row.mine[1] ? 1 : 0) + number(row.reason[0].value);
        for (const std::string& label : row.labels)
            said += " #" + label;
        said += '\n';
    }
    for (const CitationId id : m_ids) {
        said += say(reader.citation(id).value());
        for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
            const Judgements found = reader.judgements(id, stage).value();
            for (const Decision& vote : found.votes)
                said += vote.reviewerName + number(vote.verdict) + vote.note;
            for (const auto& [name, note] : found.notes)
                said += name + note;
            for (const auto& [name, label] : found.labels)
                said += name + label;
            said += found.settled ? "settled\n" : "\n";
        }
        said += number(reader.files(id).value().size());
    }
    NoProgress quiet;
    EXPECT_TRUE(reader.eachCitation(
        {}, Order::AsImported, Direction::Ascending,
        [&](CitationDetail&& detail) -> Result<> {
            said += say(detail);
            const Record record = TRY(recordToExport(reader, detail));
            for (const GivenDecision& given : record.decisions)
                said += given.reviewer + number(given.verdict) + given.reason + given.note;
            return {};
        },
        quiet));
    EXPECT_TRUE(reader.eachRecord([&](const RecordDetail& detail, CitationId citation) -> Result<> {
        said += number(detail.id.value) + number(citation.value);
        return {};
    }));
    said += sayOfOrder(reader, m_ids);
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        const StageProgress progress = reader.progress(stage).value();
        for (const std::int64_t count : {progress.all, progress.decided, progress.included, progress.excluded,
                 progress.maybe, progress.assigned, progress.assignedDecided, progress.records, progress.duplicates,
                 progress.studies, progress.studiesWithValues, progress.sources, progress.doubtfulPairs})
            said += number(count);
        for (const std::int64_t count : progress.boxes)
            said += number(count);
        const auto reasons = reader.reasons(stage).value();
        for (const Reason& reason : reasons)
            said += reason.label;
        said += reader.teamCounts(stage).value() ? "counts" : "none";
        said += reader.votes(stage) ? "votes" : "none";
        said += reader.agreement(stage, screening::MaybeAs::Include, 1) ? "agreement" : "none";
        said += number(reader.stageRule(stage).value().reviewers) + '\n';
    }
    const FlowCounts counts = reader.counts().value();
    said += say(counts.databases) + say(counts.others) + number(counts.duplicates) + number(counts.includedStudies)
        + number(counts.includedReports) + number(counts.interim()) + '\n';
    const auto fields = reader.tallyFields().value();
    for (const TallyField& field : fields) {
        const auto tallies = reader.tally(field.id).value();
        for (const Tally& tally : tallies)
            said += tally.label + number(tally.count);
    }
    const auto labels = reader.labels().value();
    for (const std::string& label : labels)
        said += " #" + label;
    const auto team = reader.team().value();
    for (const TeamMember& member : team)
        said += member.name + number(member.decided[0].value_or(-1)) + number(member.decided[1].value_or(-1))
            + number(member.assignedDecided[0].value_or(-1)) + number(member.assigned[0]);
    const auto names = reader.reviewers().value();
    for (const std::string& name : names)
        said += name;
    said += number(reader.studies().value().size()) + number(reader.allValues().value().size());
    said += number(reader.doubtfulPairs(false, 10).value().size())
        + number(reader.doubtfulPairs(true, 10).value().size()) + number(reader.linkedPairs(10).value().size())
        + number(reader.duplicateCounts().value().doubtful) + '\n';
    const auto history = reader.history(100).value();
    for (const HistoryRow& row : history)
        said += row.reviewer + ": " + row.what.toStdString() + ", " + row.about + number(row.undone)
            + number(row.canUndo) + row.kind + number(row.citation.value) + number(row.at) + '\n';
    const UndoState undo = reader.undoState().value();
    return said + undo.undo.toStdString() + undo.redo.toStdString();
}

TEST(Blind, NothingDiffersWhateverTheOtherSaid)
{
    World one(One);
    World another(Another);
    World nothing(std::nullopt);
    EXPECT_EQ(one.everything(), another.everything());
    EXPECT_EQ(one.everything(), nothing.everything());
    // Also for a reader of its own, as jobs have.
    Reader reader = Reader::open(one.review().path(), one.review().reviewer()).value();
    EXPECT_EQ(reader.labels().value(), (std::vector<std::string>{"from a file", "pilot"}));
}

TEST(Blind, FullTextsTellNothingWhileTitlesAreBlind)
{
    World one(One, 1);
    World another(Another, 1);
    World nothing(std::nullopt, 1);
    EXPECT_EQ(one.everything(), another.everything());
    EXPECT_EQ(one.everything(), nothing.everything());
}

TEST(Blind, IsOverWhenConflictsAreOpened)
{
    World one(One);
    World another(Another);
    for (World* world : {&one, &another})
        ASSERT_TRUE(world->review().openConflicts(Stage::TitleAbstract, true));
    const auto first = one.review().reader().teamCounts(Stage::TitleAbstract).value();
    const auto second = another.review().reader().teamCounts(Stage::TitleAbstract).value();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->conflicts, 0);
    EXPECT_EQ(second->conflicts, 1);
    EXPECT_NE(one.everything(), another.everything());
    for (World* world : {&one, &another})
        ASSERT_TRUE(world->review().undo()); // blind again
    EXPECT_EQ(one.everything().substr(0, 2000), another.everything().substr(0, 2000));
}

TEST(Blind, OthersActsCannotBeUndoneByGuessingTheirNumbers)
{
    World one(One);
    const auto rows = one.review().reader().history(100).value();
    std::set<std::int64_t> seen;
    for (const HistoryRow& row : rows)
        seen.insert(row.op.value);
    int refused = 0;
    for (std::int64_t op = 1; op <= rows.front().op.value; ++op)
        if (!seen.contains(op)) {
            const auto undone = one.review().undo(OpId{op});
            ASSERT_FALSE(undone);
            EXPECT_EQ(undone.error().kind, ErrorKind::NotFound);
            ++refused;
        }
    EXPECT_GT(refused, 5);
}

TEST(Team, ASecondReviewerLosesNothingAndASettlementOutranksTheVotes)
{
    World world(One);
    Review& review = world.review();
    const auto box = [&](std::int64_t id) { return review.reader().citation(CitationId{id}).value().box; };
    EXPECT_EQ(box(1), Box::Unscreened);
    ASSERT_TRUE(review.setReviewers(Stage::TitleAbstract, 1));
    EXPECT_EQ(box(1), Box::AwaitingRetrieval);
    EXPECT_EQ(box(2), Box::ScreenedOut);
    ASSERT_TRUE(review.setReviewers(Stage::TitleAbstract, 2));
    EXPECT_FALSE(review.settle({{CitationId{1}, Stage::TitleAbstract, Verdict::Exclude, {}, ""}})) << "blind";
    ASSERT_TRUE(review.openConflicts(Stage::TitleAbstract, true));
    EXPECT_EQ(box(1), Box::AwaitingRetrieval) << "both include";
    EXPECT_EQ(box(2), Box::Unscreened) << "one decision of two";
    ASSERT_TRUE(review.settle({{CitationId{1}, Stage::TitleAbstract, Verdict::Exclude, {}, "a protocol"}}));
    EXPECT_EQ(box(1), Box::ScreenedOut);
    const Judgements said = review.reader().judgements(CitationId{1}, Stage::TitleAbstract).value();
    EXPECT_EQ(said.votes.size(), 2U);
    ASSERT_TRUE(said.settled);
    EXPECT_EQ(said.settled->note, "a protocol");
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(box(1), Box::AwaitingRetrieval);
}

TEST(Team, OnlyWhoHasDoneNothingIsTakenOut)
{
    QTemporaryDir folder;
    Review review = Review::create(folder.filePath(u"r.winnow"_s), "Team", {&fixedClock, "Ada", {}}).value();
    const auto names = [&] { return review.reader().reviewers().value(); };
    const ReviewerId ben = review.addReviewer("Ben").value();
    const ReviewerId mistyped = review.addReviewer("Benn").value();
    ASSERT_TRUE(review.removeReviewer(mistyped));
    EXPECT_EQ(names(), (std::vector<std::string>{"Ada", "Ben"}));
    EXPECT_EQ(review.removeReviewer(review.reviewer()).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(review.useReviewer("Ben"));
    ASSERT_TRUE(review.setTitle("Another"));
    ASSERT_TRUE(review.undo()) << "what was undone is history all the same";
    ASSERT_TRUE(review.useReviewer("Ada"));
    EXPECT_EQ(review.removeReviewer(ben).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(names(), (std::vector<std::string>{"Ada", "Ben"}));
}

TEST(Team, NamesStayOnTheComputer)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"r.winnow"_s);
    const Options options{&fixedClock, "Ada Lovelace", folder.filePath(u"names.json"_s)};
    {
        Review review = Review::create(path, "Names", options).value();
        EXPECT_EQ(review.reader().info().value().reviewerName, "Ada Lovelace");
        ASSERT_TRUE(review.nameReviewer(review.addReviewer("Ben").value(), "Benjamin"));
        EXPECT_EQ(review.reader().reviewers().value(), (std::vector<std::string>{"Ada Lovelace", "Benjamin"}));
    }
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    EXPECT_FALSE(bytes.contains("Lovelace"));
    EXPECT_FALSE(bytes.contains("Benjamin"));
    Review elsewhere =
        Review::open(path, OpenMode::ReadWrite, {&fixedClock, {}, folder.filePath(u"none.json"_s)}).value();
    EXPECT_EQ(elsewhere.reader().reviewers().value(), (std::vector<std::string>{"Reviewer 1", "Reviewer 2"}));
    EXPECT_EQ(Review::open(path, OpenMode::ReadOnly, options).value().reviewer(), elsewhere.reviewer());
}

TEST(Team, WhoWorksInAPlainCopyIsAGuess)
{
    World world(One);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"copy.winnow"_s);
    NoProgress quiet;
    ASSERT_TRUE(world.review().backup(path, quiet));
    const Options elsewhere{&fixedClock, {}, folder.filePath(u"none.json"_s)};
    EXPECT_FALSE(world.review().reader().isReviewerGuessed());
    EXPECT_TRUE(Review::open(path, OpenMode::ReadWrite, elsewhere).value().reader().isReviewerGuessed());
    EXPECT_FALSE(Review::open(path, OpenMode::ReadWrite, elsewhere).value().reader().isReviewerGuessed())
        << "this computer has worked in it";
    const QString package = folder.filePath(u"package.winnow"_s);
    ASSERT_TRUE(world.review().writePackage(package, world.review().reviewer(), Stage::TitleAbstract, quiet));
    EXPECT_FALSE(Review::open(package, OpenMode::ReadWrite, elsewhere).value().reader().isReviewerGuessed());
}

TEST(Package, HoldsNothingOfWhatOthersSaidAndIsFilledInLater)
{
    World world(Another);
    Review& review = world.review();
    NoProgress quiet;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"for Ada.winnow"_s);
    const auto written = review.writePackage(path, review.reviewer(), Stage::TitleAbstract, quiet);
    ASSERT_TRUE(written) << written.error().message.toStdString() << written.error().detail.toStdString();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_FALSE(file.readAll().contains("no control group")) << "not in the bytes either";
    Review package = Review::open(path, OpenMode::ReadWrite, {&fixedClock, {}}).value();
    EXPECT_EQ(package.reader().info().value().reviewerName, "Ada");
    const std::vector<Finding> findings = package.check(true, quiet).value();
    for (const Finding& finding : findings)
        ADD_FAILURE() << finding.text.toStdString();
    const auto refused = package.bringIn(path, quiet);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(u"this review itself"_s));
    ASSERT_TRUE(package.bringIn(review.path(), quiet));
    ASSERT_TRUE(package.openConflicts(Stage::TitleAbstract, true));
    EXPECT_EQ(package.reader().teamCounts(Stage::TitleAbstract).value()->conflicts, 1);
}

TEST(Package, TellsNothingOfWhatFollowsAnInclusion)
{
    World world(Another, 1); // full texts have one reader, and are not blind by themselves
    NoProgress quiet;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"for Ada.winnow"_s);
    ASSERT_TRUE(world.review().writePackage(path, world.review().reviewer(), Stage::TitleAbstract, quiet));
    Review package = Review::open(path, OpenMode::ReadWrite, {&fixedClock, {}}).value();
    const auto history = package.reader().history(100).value();
    for (const HistoryRow& row : history) {
        EXPECT_NE(row.kind, "retrieval") << row.what.toStdString();
        EXPECT_TRUE(row.kind != "decide" || row.reviewer == "Ada") << row.what.toStdString();
    }
    ASSERT_TRUE(package.bringIn(world.review().path(), quiet)) << "what was left out is filled in";
    const auto filled = package.check(true, quiet);
    ASSERT_TRUE(filled);
    EXPECT_TRUE(filled->empty());
}

TEST(Package, ATamperedOneIsRefusedAndNothingChanges)
{
    World world(One);
    Review& review = world.review();
    NoProgress quiet;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"copy.winnow"_s);
    ASSERT_TRUE(review.backup(path, quiet));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    ASSERT_TRUE(bytes.contains("surely"));
    bytes.replace("surely", "SURELY");
    file.seek(0);
    file.write(bytes);
    file.close();
    const std::string before = world.everything();
    const auto brought = review.bringIn(path, quiet);
    ASSERT_FALSE(brought);
    EXPECT_EQ(brought.error().kind, ErrorKind::Corrupt);
    EXPECT_TRUE(brought.error().message.contains(u"Nothing was changed"_s)) << brought.error().message.toStdString();
    EXPECT_EQ(world.everything(), before);
}

} // namespace
} // namespace winnow::review
