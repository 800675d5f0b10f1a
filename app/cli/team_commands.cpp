// set, conflicts, agreement, package, merge
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/text.h"

#include <QJsonArray>

namespace winnow::cli {

namespace {

struct StageOptions : ReviewOptions {
    std::string stage;
    [[nodiscard]] Stage asked() const { return stage == "full-text" ? Stage::FullText : Stage::TitleAbstract; }
};

void addStageOption(CLI::App* command, StageOptions& options)
{
    command->add_option("--stage", options.stage, "title-abstract or full-text")
        ->required()
        ->check(CLI::IsMember({"title-abstract", "full-text"}));
}

Result<ReviewerId> reviewerNamed(review::Reader& reader, const std::string& name)
{
    const std::vector<TeamMember> team = TRY(reader.team());
    for (const TeamMember& member : team)
        if (member.name == name)
            return member.id;
    return fail(ErrorKind::NotFound, tr("Nobody in this review is called %1.").arg(toQString(name)));
}

struct SetOptions : StageOptions {
    int reviewers = 0;
    std::vector<std::string> people;
};

Result<Outcome> set(const SetOptions& options, Output& output)
{
    auto review = TRY(options.reviewers == 0 && options.people.empty() ? openToRead(options) : openToWrite(options));
    for (const std::string& name : options.people)
        TRY(review.addReviewer(name));
    if (options.reviewers > 0)
        TRY(review.setReviewers(options.asked(), options.reviewers));
    const StageRule rule = TRY(review.reader().stageRule(options.asked()));
    const std::vector<TeamMember> team = TRY(review.reader().team());
    QJsonArray people;
    output.print(tr("Reviewers for each record: %1").arg(rule.reviewers));
    output.print(rule.blind() ? tr("Blind until conflicts are opened") : tr("Not blind"));
    const std::size_t index = static_cast<std::size_t>(options.asked()) - 1;
    for (const TeamMember& member : team) {
        people.append(QJsonObject{{QStringLiteral("name"), toQString(member.name)},
            {QStringLiteral("owner"), member.owner}, {QStringLiteral("assigned"), number(member.assigned[index])}});
        output.print(member.owner
                ? tr("%1 (began the review): %2 assigned").arg(toQString(member.name)).arg(member.assigned[index])
                : tr("%1: %2 assigned").arg(toQString(member.name)).arg(member.assigned[index]));
    }
    if (output.json())
        output.document({{QStringLiteral("reviewers"), rule.reviewers}, {QStringLiteral("blind"), rule.blind()},
            {QStringLiteral("opened"), rule.opened}, {QStringLiteral("team"), people}});
    return Outcome::Done;
}

struct ConflictOptions : StageOptions {
    bool open = false;
    bool close = false;
    std::string list = "conflicts";
    std::string settle;
    std::string verdict;
    std::string reason;
    std::string note;
};

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Include:
        return tr("include");
    case Verdict::Exclude:
        return tr("exclude");
    case Verdict::Maybe:
        break;
    }
    return tr("maybe");
}

Result<QJsonObject> asJson(review::Reader& reader, const Decision& decision)
{
    const std::string reason = decision.reason ? TRY(reader.reasonLabel(decision.reason)) : std::string{};
    return QJsonObject{{QStringLiteral("reviewer"), toQString(decision.reviewerName)},
        {QStringLiteral("verdict"), verdictWord(decision.verdict)}, {QStringLiteral("reason"), toQString(reason)},
        {QStringLiteral("note"), toQString(decision.note)}};
}

Result<> settle(review::Review& review, const ConflictOptions& options)
{
    Settlement settlement;
    settlement.citation = TRY(citationNamed(review.reader(), options.settle));
    settlement.stage = options.asked();
    settlement.note = options.note;
    if (options.verdict == "include")
        settlement.verdict = Verdict::Include;
    else if (options.verdict == "exclude")
        settlement.verdict = Verdict::Exclude;
    else if (options.verdict == "maybe")
        settlement.verdict = Verdict::Maybe;
    if (!options.reason.empty()) {
        const std::vector<Reason> reasons = TRY(review.reader().reasons(settlement.stage));
        for (const Reason& reason : reasons)
            if (reason.label == options.reason)
                settlement.reason = reason.id;
        if (!settlement.reason)
            return fail(ErrorKind::NotFound,
                tr("There is no exclusion reason “%1” at this stage. Nothing was changed.")
                    .arg(toQString(options.reason)));
    }
    TRY(review.settle({settlement}));
    return {};
}

TeamList listNamed(const std::string& name)
{
    if (name == "maybes")
        return TeamList::Maybes;
    if (name == "unanimous-exclusions")
        return TeamList::UnanimousExclusions;
    if (name == "different-reasons")
        return TeamList::DifferentReasons;
    if (name == "settled")
        return TeamList::Settled;
    if (name == "unanimous-inclusions")
        return TeamList::UnanimousInclusions;
    return name == "awaiting" ? TeamList::AwaitingOthers : TeamList::Conflicts;
}

Result<Outcome> conflicts(const ConflictOptions& options, Output& output)
{
    const bool writes = options.open || options.close || !options.settle.empty();
    auto review = TRY(writes ? openToWrite(options) : openToRead(options));
    review::Reader& reader = review.reader();
    if (options.open || options.close) {
        const Changes changes = TRY(review.openConflicts(options.asked(), options.open));
        output.say(changes.done);
    }
    if (!options.settle.empty())
        TRY(settle(review, options));
    const StageRule rule = TRY(reader.stageRule(options.asked()));
    if (rule.blind()) {
        if (output.json())
            output.document({{QStringLiteral("blind"), true}, {QStringLiteral("citations"), QJsonArray{}}});
        output.say(tr("Reviewers are blind to each other at this stage until its conflicts are opened."));
        return Outcome::Done;
    }
    Filter filter;
    filter.stage = options.asked();
    filter.team = listNamed(options.list);
    const std::vector<CitationId> ids = TRY(reader.citations(filter, Order::AsImported, Direction::Ascending));
    QJsonArray citations;
    for (const CitationId id : ids) {
        const CitationDetail detail = TRY(reader.citation(id));
        const Judgements said = TRY(reader.judgements(id, options.asked()));
        QJsonArray votes;
        QString line = QStringLiteral("%1  %2").arg(id.value).arg(toQString(detail.best.title));
        output.print(line);
        for (const Decision& vote : said.votes) {
            const QJsonObject json = TRY(asJson(reader, vote));
            votes.append(json);
            output.print(QStringLiteral("    %1: %2  %3  %4")
                    .arg(json[QStringLiteral("reviewer")].toString(), json[QStringLiteral("verdict")].toString(),
                        json[QStringLiteral("reason")].toString(), json[QStringLiteral("note")].toString())
                    .trimmed()
                    .prepend(QStringLiteral("    ")));
        }
        QJsonObject citation{{QStringLiteral("citation"), number(id.value)},
            {QStringLiteral("title"), toQString(detail.best.title)}, {QStringLiteral("votes"), votes}};
        if (said.settled) {
            const QJsonObject json = TRY(asJson(reader, *said.settled));
            citation.insert(QStringLiteral("settled"), json);
            output.print(tr("    settled by %1: %2")
                    .arg(json[QStringLiteral("reviewer")].toString(), json[QStringLiteral("verdict")].toString()));
        }
        citations.append(citation);
    }
    if (output.json())
        output.document({{QStringLiteral("blind"), false}, {QStringLiteral("citations"), citations}});
    return Outcome::Done;
}

struct AgreementOptions : StageOptions {
    bool withoutMaybes = false;
    int window = 0;
};

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue{*value} : QJsonValue{QJsonValue::Null};
}

void insert(QJsonObject& object, const QString& key, const std::optional<screening::Estimate>& estimate)
{
    object.insert(key, estimate ? QJsonValue{estimate->value} : QJsonValue{QJsonValue::Null});
    object.insert(key + QStringLiteral("_se"), estimate ? orNull(estimate->error) : QJsonValue{QJsonValue::Null});
    object.insert(key + QStringLiteral("_ci"),
        estimate && estimate->error ? QJsonValue{QJsonArray{estimate->lower, estimate->upper}}
                                    : QJsonValue{QJsonValue::Null});
}

QJsonObject asJson(const screening::Agreement& found)
{
    QJsonObject object{{QStringLiteral("n"), number(found.table.count())},
        {QStringLiteral("both"), number(found.table.both)}, {QStringLiteral("first_only"), number(found.table.first)},
        {QStringLiteral("second_only"), number(found.table.second)},
        {QStringLiteral("neither"), number(found.table.neither)}, {QStringLiteral("observed"), orNull(found.observed)},
        {QStringLiteral("pabak"), orNull(found.pabak)}, {QStringLiteral("alpha"), orNull(found.alpha)},
        {QStringLiteral("kappa_max"), orNull(found.kappaMost)},
        {QStringLiteral("positive_agreement"), orNull(found.positive)},
        {QStringLiteral("negative_agreement"), orNull(found.negative)},
        {QStringLiteral("prevalence_index"), orNull(found.prevalence)},
        {QStringLiteral("bias_index"), orNull(found.bias)}};
    insert(object, QStringLiteral("kappa"), found.kappa);
    insert(object, QStringLiteral("ac1"), found.ac1);
    return object;
}

Result<Outcome> agreement(const AgreementOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const auto maybe = options.withoutMaybes ? screening::MaybeAs::LeftOut : screening::MaybeAs::Include;
    const review::AgreementReport report = TRY(review.reader().agreement(options.asked(), maybe, options.window));
    QJsonArray pairs;
    for (const screening::PairAgreement& pair : report.agreement.pairs) {
        QJsonObject object = asJson(pair.agreement);
        object.insert(QStringLiteral("first"), toQString(report.names.at(pair.first)));
        object.insert(QStringLiteral("second"), toQString(report.names.at(pair.second)));
        object.insert(QStringLiteral("maybes"), number(pair.maybes));
        QJsonArray windows;
        for (const screening::Window& window : pair.windows) {
            QJsonObject stretch = asJson(window.agreement);
            stretch.insert(QStringLiteral("from"), number(window.from));
            stretch.insert(QStringLiteral("to"), number(window.to));
            windows.append(stretch);
        }
        object.insert(QStringLiteral("windows"), windows);
        pairs.append(object);
    }
    if (output.json())
        output.document({{QStringLiteral("pairs"), pairs}, {QStringLiteral("alpha"), orNull(report.agreement.alpha)},
            {QStringLiteral("citations"), number(report.agreement.citations)},
            {QStringLiteral("reviewers"), number(report.agreement.reviewers)},
            {QStringLiteral("methods"), report.methods}});
    output.print(
        report.methods.isEmpty() ? tr("No record was judged by two reviewers at this stage.") : report.methods);
    return Outcome::Done;
}

struct PackageOptions : StageOptions {
    std::vector<std::string> people;
    double overlap = 0;
    int each = 0;
    std::uint64_t seed = 1;
    std::string person;
    std::string output;
};

Result<> split(review::Review& review, const PackageOptions& options, Output& output, QJsonObject& said)
{
    SplitRequest request;
    request.stage = options.asked();
    request.overlap = options.overlap / 100;
    request.each = options.each;
    request.seed = options.seed;
    for (const std::string& name : options.people)
        request.reviewers.push_back(TRY(review.addReviewer(name)));
    const SplitResult result = TRY(review.split(request));
    QJsonArray given;
    for (std::size_t i = 0; i < result.given.size(); ++i) {
        given.append(QJsonObject{{QStringLiteral("reviewer"), toQString(options.people[i])},
            {QStringLiteral("citations"), number(result.given[i].second)}});
        output.say(tr("%1: %2 records").arg(toQString(options.people[i])).arg(result.given[i].second));
    }
    said.insert(QStringLiteral("citations"), number(result.citations));
    said.insert(QStringLiteral("shared"), number(result.shared));
    said.insert(QStringLiteral("given"), given);
    output.say(tr("Split %1 records, %2 of them given to more than one.").arg(result.citations).arg(result.shared));
    return {};
}

Result<Outcome> package(const PackageOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    QJsonObject said;
    if (!options.people.empty())
        TRY(split(review, options, output, said));
    if (!options.output.empty()) {
        const ReviewerId reviewer = TRY(reviewerNamed(review.reader(), options.person));
        TerminalProgress progress{output, tr("Writing the package")};
        TRY(review.writePackage(toQString(options.output), reviewer, options.asked(), progress));
        said.insert(QStringLiteral("written"), toQString(options.output));
        output.say(tr("Wrote the package for %1 to “%2”.").arg(toQString(options.person), toQString(options.output)));
    }
    if (output.json())
        output.document(said);
    return Outcome::Done;
}

struct MergeOptions : ReviewOptions {
    std::string other;
};

Result<Outcome> merge(const MergeOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    Result<MergeResult> brought = fail(ErrorKind::Internal, {});
    {
        TerminalProgress progress{output, tr("Bringing in")};
        brought = review.bringIn(toQString(options.other), progress);
    }
    const MergeResult result = TRY(std::move(brought));
    QJsonObject conflicts;
    const std::pair<const char*, std::size_t> stages[] = {{"title_abstract", 0}, {"full_text", 1}};
    for (const auto& [key, index] : stages)
        conflicts.insert(QLatin1String(key),
            result.conflicts[index] ? number(*result.conflicts[index]) : QJsonValue{QJsonValue::Null});
    QJsonArray notices;
    for (const QString& notice : result.notices) {
        notices.append(notice);
        output.say(notice);
    }
    if (output.json())
        output.document({{QStringLiteral("events_new"), number(result.actsNew)},
            {QStringLiteral("events_known"), number(result.actsKnown)},
            {QStringLiteral("records"), number(result.records)}, {QStringLiteral("files"), number(result.files)},
            {QStringLiteral("conflicts"), conflicts}, {QStringLiteral("notices"), notices}});
    output.say(tr("Acts brought in: %1; known before: %2; new records: %3.")
            .arg(result.actsNew)
            .arg(result.actsKnown)
            .arg(result.records));
    return result.notices.empty() ? Outcome::Done : Outcome::DoneWithProblems;
}

} // namespace

void addTeamCommands(CLI::App& app, Call& call)
{
    const auto ruled = std::make_shared<SetOptions>();
    auto* ruling = addCommand(app, call, "set", "How many reviewers judge a stage, and who they are", ruled, set);
    addReviewOption(ruling, *ruled);
    addStageOption(ruling, *ruled);
    ruling->add_option("--reviewers", ruled->reviewers, "Decisions that each record needs")->check(CLI::Range(1, 9));
    ruling->add_option("--add", ruled->people, "Names of reviewers to add");
    addReviewerOption(ruling, *ruled);

    const auto listed = std::make_shared<ConflictOptions>();
    auto* listing = addCommand(
        app, call, "conflicts", "List, open and settle what reviewers judged differently", listed, conflicts);
    addReviewOption(listing, *listed);
    addStageOption(listing, *listed);
    auto* open = listing->add_flag("--open", listed->open, "Let reviewers see what others said at the stage");
    listing->add_flag("--close", listed->close, "Make the stage blind again")->excludes(open);
    listing->add_option("--list", listed->list, "Which list; conflicts if left out")
        ->check(CLI::IsMember({"conflicts", "maybes", "unanimous-exclusions", "different-reasons",
            "unanimous-inclusions", "settled", "awaiting"}));
    auto* settled = listing->add_option("--settle", listed->settle, "Number of the citation to settle");
    listing->add_option("--verdict", listed->verdict, "What it is settled as; undecided takes it back")
        ->check(CLI::IsMember({"include", "exclude", "maybe", "undecided"}))
        ->needs(settled);
    listing->add_option("--reason", listed->reason, "Exclusion reason")->needs(settled);
    listing->add_option("--note", listed->note, "Note")->needs(settled);
    addReviewerOption(listing, *listed);

    const auto agreed = std::make_shared<AgreementOptions>();
    auto* agreeing = addCommand(
        app, call, "agreement", "How far reviewers agree: kappa, PABAK, AC1, alpha, and a sentence", agreed, agreement);
    addReviewOption(agreeing, *agreed);
    addStageOption(agreeing, *agreed);
    agreeing->add_flag("--without-maybes", agreed->withoutMaybes, "Leave out records that one of the two called maybe");
    agreeing->add_option("--window", agreed->window, "Also over time, so many records a stretch")
        ->check(CLI::Range(1, 1'000'000));
    addReviewerOption(agreeing, *agreed);

    const auto packed = std::make_shared<PackageOptions>();
    auto* packing = addCommand(
        app, call, "package", "Split records among reviewers; write a copy for one of them", packed, package);
    addReviewOption(packing, *packed);
    addStageOption(packing, *packed);
    packing->add_option("--among", packed->people, "Names of those to split what waits among");
    packing->add_option("--overlap", packed->overlap, "Per cent of records for one reviewer more")
        ->check(CLI::Range(0.0, 100.0));
    packing->add_option("--each", packed->each, "Reviewers a record; as many as the stage needs if left out")
        ->check(CLI::Range(1, 9));
    packing->add_option("--seed", packed->seed, "Of the chance that splits, 1 if left out");
    auto* person = packing->add_option("--for", packed->person, "Whose copy to write");
    packing->add_option("--output,-o", packed->output, "The copy's file; never overwritten")->needs(person);
    addReviewerOption(packing, *packed);

    const auto merged = std::make_shared<MergeOptions>();
    auto* merging =
        addCommand(app, call, "merge", "Bring in a colleague's copy of the review, or a package", merged, merge);
    addReviewOption(merging, *merged);
    merging->add_option("OTHER", merged->other, "The colleague's file")->required();
    addReviewerOption(merging, *merged);
}

} // namespace winnow::cli
