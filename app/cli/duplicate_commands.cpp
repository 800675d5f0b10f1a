// dedupe
#include "app/cli/commands.h"
#include "app/cli/fields.h"
#include "app/cli/opening.h"
#include "app/cli/tables.h"
#include "core/base/text.h"

#include <functional>
#include <optional>

namespace winnow::cli {

namespace {

struct DedupeOptions : ReviewOptions {
    bool list = false;
    std::string key;
    std::string pairs;
    std::vector<std::int64_t> same;
    std::vector<std::int64_t> apart;
    std::vector<std::int64_t> link;
    std::vector<std::int64_t> takeBack;
    std::int64_t takeOut = 0;
    std::string from;
    std::optional<double> join;
    std::optional<double> show;
    bool preview = false;
};

// Lists -------------------------------------------------------------------------------------------------------------

/// What a record is called in its source: a field of ours, or a tag of its raw record.
Result<std::string> named(review::Reader& reader, const RecordDetail& detail, const std::string& key)
{
    if (key.empty())
        return std::to_string(detail.id.value);
    if (const RecordField* field = recordField(key))
        return cell(*field, detail.record);
    const RecordDetail whole = TRY(reader.recordDetail(detail.id));
    for (const RawField& field : whole.fields)
        if (lowerAscii(field.tag) == key)
            return field.value;
    return std::string{};
}

/// One row a record: as many as there are, and none of them kept.
Result<Outcome> listRecords(const DedupeOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const std::string key = lowerAscii(options.key);
    if (output.json())
        output.beginList("list");
    else
        output.row({"record", "citation"});
    const auto write = [&](const RecordDetail& detail, CitationId citation) -> Result<> {
        const std::string name = TRY(named(review.reader(), detail, key));
        if (output.json())
            output.entry(
                {{QStringLiteral("record"), toQString(name)}, {QStringLiteral("citation"), number(citation.value)}});
        else
            output.row({name, std::to_string(citation.value)});
        return {};
    };
    TRY(review.reader().eachRecord(write));
    if (output.json())
        output.endList();
    return Outcome::Done;
}

/// A pair as it is written: what `--from` reads again.
struct PairRow {
    RecordId record;
    RecordId other;
    std::optional<double> likeness;
    std::string answer;
    QString rule;
};

const std::vector<std::string> PairHeadings{
    "record", "other", "answer", "likeness", "rule", "record_title", "other_title"};

Result<std::string> titleOf(review::Reader& reader, RecordId record)
{
    return TRY(reader.recordDetail(record)).record.title;
}

Result<> writePair(review::Reader& reader, const PairRow& row, Output& output)
{
    const std::string title = TRY(titleOf(reader, row.record));
    const std::string otherTitle = TRY(titleOf(reader, row.other));
    if (output.json()) {
        QJsonObject object{{QStringLiteral("record"), number(row.record.value)},
            {QStringLiteral("other"), number(row.other.value)}, {QStringLiteral("rule"), row.rule},
            {QStringLiteral("record_title"), toQString(title)}, {QStringLiteral("other_title"), toQString(otherTitle)}};
        if (!row.answer.empty())
            object.insert(QStringLiteral("answer"), toQString(row.answer));
        if (row.likeness)
            object.insert(QStringLiteral("likeness"), *row.likeness);
        output.entry(object);
        return {};
    }
    const std::string likeness = row.likeness ? QString::number(*row.likeness, 'f', 3).toStdString() : std::string{};
    output.row({std::to_string(row.record.value), std::to_string(row.other.value), row.answer, likeness,
        row.rule.toStdString(), title, otherTitle});
    return {};
}

std::string answerWord(const DoubtfulPair& pair)
{
    if (!pair.answer)
        return {};
    return *pair.answer == PairAnswer::Same ? "same" : *pair.answer == PairAnswer::Apart ? "apart" : "linked";
}

using Page = std::function<Result<std::vector<DoubtfulPair>>(int limit, int offset)>;

Result<> writePages(review::Reader& reader, const Page& page, Output& output)
{
    constexpr int PageSize = 1000;
    for (int offset = 0;; offset += PageSize) {
        const std::vector<DoubtfulPair> pairs = TRY(page(PageSize, offset));
        for (const DoubtfulPair& pair : pairs)
            TRY(writePair(reader, {pair.first, pair.second, pair.likeness, answerWord(pair), pair.rule}, output));
        if (pairs.size() < PageSize)
            return {};
    }
}

/// Every record that stands under another, with the one that leads its citation.
Result<> writeJoined(review::Reader& reader, Output& output)
{
    constexpr int PageSize = 1000;
    for (CitationId after;;) {
        const auto citations = TRY(reader.joinedCitations(after, PageSize));
        for (const JoinedCitation& citation : citations)
            for (const auto& [record, why] : citation.joinedBy)
                TRY(writePair(reader, {RecordId{citation.citation.value}, record, std::nullopt, {}, why}, output));
        if (citations.size() < PageSize)
            return {};
        after = citations.back().citation;
    }
}

Result<Outcome> listPairs(const DedupeOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    review::Reader& reader = review.reader();
    if (output.json())
        output.beginList("pairs");
    else
        output.row(PairHeadings);
    if (options.pairs == "joined")
        TRY(writeJoined(reader, output));
    else if (options.pairs == "linked")
        TRY(writePages(reader, [&](int limit, int offset) { return reader.linkedPairs(limit, offset); }, output));
    else
        TRY(writePages(
            reader,
            [&](int limit, int offset) { return reader.doubtfulPairs(options.pairs == "answered", limit, offset); },
            output));
    if (output.json())
        output.endList();
    return Outcome::Done;
}

// Answers -----------------------------------------------------------------------------------------------------------

bool answersGiven(const DedupeOptions& options)
{
    return !options.same.empty() || !options.apart.empty() || !options.link.empty() || !options.takeBack.empty()
        || options.takeOut != 0 || !options.from.empty();
}

Result<Outcome> answer(const DedupeOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    if (options.takeOut != 0) {
        const Changes changes = TRY(review.takeOut(RecordId{options.takeOut}));
        output.say(changes.done);
        if (output.json())
            output.document({{QStringLiteral("taken_out"), number(options.takeOut)}});
        return Outcome::Done;
    }
    if (!options.from.empty()) {
        const csv::Table table = TRY(readTable(options.from));
        const review::Taken taken = TRY(review::takeAnswers(review, table));
        return report(taken, tr("Pairs answered: %1."), output);
    }
    std::vector<PairAnswerRequest> answers;
    for (const auto& [numbers, said] :
        {std::pair{&options.same, PairAnswer::Same}, std::pair{&options.apart, PairAnswer::Apart},
            std::pair{&options.link, PairAnswer::Linked}, std::pair{&options.takeBack, PairAnswer::TakenBack}})
        if (!numbers->empty())
            answers.push_back({RecordId{numbers->at(0)}, RecordId{numbers->at(1)}, said});
    const Changes changes = TRY(review.answerPairs(answers));
    output.say(changes.done);
    if (output.json())
        output.document({{QStringLiteral("applied"), number(answers.size())}});
    return Outcome::Done;
}

// The search --------------------------------------------------------------------------------------------------------

QJsonObject asJson(const DuplicateRun& run, bool preview)
{
    QJsonObject rules;
    for (const auto& [rule, count] : run.rules)
        rules.insert(rule, number(count));
    QJsonObject object{{QStringLiteral("records"), number(run.records)},
        {QStringLiteral("citations"), number(run.citations)},
        {QStringLiteral("joined"), number(run.records - run.citations)},
        {QStringLiteral("joined_now"), number(run.joined)}, {QStringLiteral("doubtful"), number(run.doubtful)},
        {QStringLiteral("linked"), number(run.linked)}, {QStringLiteral("compared"), number(run.compared)},
        {QStringLiteral("rules"), rules}, {QStringLiteral("seconds"), run.seconds}};
    if (preview)
        object.insert(QStringLiteral("preview"), true);
    return object;
}

void sayRun(const DuplicateRun& run, bool preview, Output& output)
{
    if (run.compared == 0)
        output.say(tr("No record is new since duplicates were last looked for."));
    output.say((preview ? tr("Would be: records %1, citations %2, duplicates %3 (%4 of them by this search).")
                        : tr("Records %1, citations %2, duplicates %3 (%4 of them by this search)."))
            .arg(run.records)
            .arg(run.citations)
            .arg(run.records - run.citations)
            .arg(run.joined));
    output.say(tr("Doubtful pairs that wait for an answer: %1; pairs linked: %2.").arg(run.doubtful).arg(run.linked));
    for (const auto& [rule, count] : run.rules)
        output.say(tr("  sure pairs: %1, %2").arg(count).arg(rule));
}

Result<Outcome> search(const DedupeOptions& options, Output& output)
{
    auto review = TRY(options.preview ? openToRead(options) : openToWrite(options));
    DuplicateThresholds thresholds = TRY(review.reader().duplicateThresholds());
    if (options.join || options.show)
        thresholds = {options.join.value_or(0), options.show.value_or(0)};
    TerminalProgress progress{output, tr("Looking for duplicates")};
    const DuplicateRun run = TRY(options.preview ? review.reader().previewDuplicates(thresholds, progress)
                                                 : review.findDuplicates(thresholds, progress));
    if (output.json())
        output.document(asJson(run, options.preview));
    sayRun(run, options.preview, output);
    return Outcome::Done;
}

Result<Outcome> dedupe(const DedupeOptions& options, Output& output)
{
    if (options.list)
        return listRecords(options, output);
    if (!options.pairs.empty())
        return listPairs(options, output);
    return answersGiven(options) ? answer(options, output) : search(options, output);
}

} // namespace

void addDuplicateCommands(CLI::App& app, Call& call)
{
    const auto given = std::make_shared<DedupeOptions>();
    auto* command = addCommand(app, call, "dedupe",
        "Find duplicates, join the sure ones and list the doubtful; or say what two records are", given, dedupe);
    addReviewOption(command, *given);
    addReviewerOption(command, *given);
    auto* list = command->add_flag("--list", given->list, "Print which record belongs to which citation, as CSV");
    command->add_option("--key", given->key, "Name records by this field or tag of their source")->needs(list);
    command->add_option("--pairs", given->pairs, "Print pairs as CSV: doubtful, answered, joined or linked")
        ->check(CLI::IsMember({"doubtful", "answered", "joined", "linked"}))
        ->excludes(list);
    const auto pair = [&](const char* name, std::vector<std::int64_t>& numbers, const char* about) {
        command->add_option(name, numbers, about)->expected(2)->type_name("RECORD RECORD")->check(CLI::PositiveNumber);
    };
    pair("--same", given->same, "The two records are one citation");
    pair("--apart", given->apart, "They are not, and never will be joined");
    pair("--link", given->link, "They are two reports that belong together");
    pair("--take-back", given->takeBack, "Forget what was said of the two");
    command->add_option("--take-out", given->takeOut, "Make this record a citation of its own")
        ->check(CLI::PositiveNumber);
    command->add_option("--from", given->from, "Take answers from a CSV with the columns record, other, answer");
    command->add_option("--join", given->join, "Join pairs that are so alike or more, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    command->add_option("--show", given->show, "Show pairs that are so alike or more as doubtful, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--preview", given->preview, "Only say what the search would come to");
}

} // namespace winnow::cli
