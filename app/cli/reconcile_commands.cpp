// reconcile
#include "app/cli/opening.h"
#include "app/cli/reconcile.h"
#include "app/cli/tables.h"
#include "core/base/text.h"
#include "core/review/reconciliation.h"
#include "core/review/valuetables.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace winnow::cli {

namespace {

struct ReconcileOptions : ReviewOptions {
    int extractors = 0;
    bool open = false;
    bool close = false;
    bool agreement = false;
    std::string list = "open";
    std::string from;
};

review::ComparedList listNamed(const std::string& name)
{
    if (name == "settled")
        return review::ComparedList::Settled;
    if (name == "different")
        return review::ComparedList::Different;
    return name == "all" ? review::ComparedList::All : review::ComparedList::Open;
}

/// What changes how extraction is done: the number of extractors, and whether they see one another's values.
Result<> changeRule(review::Review& review, const ReconcileOptions& options, Output& output)
{
    if (options.extractors > 0) {
        const Changes changes = TRY(review.setExtractors(options.extractors));
        output.say(changes.done);
    }
    if (options.open || options.close) {
        const Changes changes = TRY(review.openExtraction(options.open));
        output.say(changes.done);
    }
    return {};
}

QJsonObject asJson(const review::Reconciliation& found, const review::Compared& compared)
{
    const ReviewValue& value = compared.value;
    QJsonArray said;
    for (const Value& one : value.said)
        said.append(QJsonObject{{QStringLiteral("reviewer"), toQString(found.names.at(one.reviewer))},
            {QStringLiteral("answer"), toQString(review::keyOf(one.answer))},
            {QStringLiteral("value"), toQString(one.text)}, {QStringLiteral("source"), toQString(one.source)},
            {QStringLiteral("evidence"),
                QJsonDocument::fromJson(QByteArray::fromStdString(review::evidenceAsText(one.evidence))).array()}});
    QJsonObject object{{QStringLiteral("study"), number(value.study.value)},
        {QStringLiteral("name"), toQString(compared.study)}, {QStringLiteral("field"), toQString(value.field)},
        {QStringLiteral("label"), toQString(compared.label)}, {QStringLiteral("same"), compared.same},
        {QStringLiteral("said"), said}};
    if (value.standing == Standing::Agreed)
        object.insert(QStringLiteral("settled"),
            QJsonObject{{QStringLiteral("answer"), toQString(review::keyOf(value.answer))},
                {QStringLiteral("value"), toQString(value.text)}, {QStringLiteral("source"), toQString(value.source)},
                {QStringLiteral("reason"), toQString(value.reason)}});
    return object;
}

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue{*value} : QJsonValue{QJsonValue::Null};
}

void showAgreement(const review::Reconciliation& found, Output& output)
{
    if (!output.json()) {
        const csv::Table table = review::agreementTable(found);
        output.row(table.headings);
        for (const csv::Row& row : table.rows)
            output.row(row.cells);
        return;
    }
    QJsonArray fields;
    for (const FieldAgreement& field : found.fields)
        fields.append(QJsonObject{{QStringLiteral("field"), toQString(field.field)},
            {QStringLiteral("compared"), number(field.compared)}, {QStringLiteral("same"), number(field.same)},
            {QStringLiteral("kappa"), orNull(field.kappa)}, {QStringLiteral("alpha"), orNull(field.alpha)}});
    output.document({{QStringLiteral("fields"), fields}, {QStringLiteral("compared"), number(found.answered)},
        {QStringLiteral("same"), number(found.same)}, {QStringLiteral("settled"), number(found.settled)},
        {QStringLiteral("open"), number(found.open)}, {QStringLiteral("methods"), found.methods}});
}

Result<Outcome> reconcile(const ReconcileOptions& options, Output& output)
{
    if (!options.from.empty()) {
        const auto table = TRY(readTable(options.from));
        auto review = TRY(openToWrite(options));
        TRY(changeRule(review, options, output));
        const auto taken = TRY(review::takeAgreed(review, table));
        return report(taken, tr("Values settled: %1."), output);
    }
    const bool writes = options.extractors > 0 || options.open || options.close;
    auto review = TRY(writes ? openToWrite(options) : openToRead(options));
    TRY(changeRule(review, options, output));
    const StageRule rule = TRY(review.reader().extractionRule());
    if (rule.blind()) {
        if (output.json())
            output.document({{QStringLiteral("blind"), true}, {QStringLiteral("values"), QJsonArray{}}});
        output.say(tr("Extractors are blind to each other until their values are opened."));
        return Outcome::Done;
    }
    const review::Reconciliation found = TRY(review::reconciliation(review.reader()));
    if (const QString unmatched = review::unmatchedText(found); !unmatched.isEmpty())
        output.warn(unmatched);
    if (options.agreement) {
        showAgreement(found, output);
        return Outcome::Done;
    }
    const review::ComparedList list = listNamed(options.list);
    if (!output.json()) {
        const csv::Table table = review::comparedTable(found, list);
        output.row(table.headings);
        for (const csv::Row& row : table.rows)
            output.row(row.cells);
        return Outcome::Done;
    }
    QJsonArray values;
    for (const review::Compared& compared : found.compared)
        if (review::isIn(list, compared))
            values.append(asJson(found, compared));
    output.document({{QStringLiteral("blind"), false}, {QStringLiteral("values"), values}});
    return Outcome::Done;
}

} // namespace

void addReconcileCommand(CLI::App& app, Call& call)
{
    const auto wanted = std::make_shared<ReconcileOptions>();
    auto* command =
        addCommand(app, call, "reconcile", "List, open and settle what extractors said differently", wanted, reconcile);
    addReviewOption(command, *wanted);
    command
        ->add_option("--extractors", wanted->extractors, "How many extract each study, 1 to 9; blind if more than one")
        ->check(CLI::Range(1, 9));
    auto* open = command->add_flag("--open", wanted->open, "Let everybody see and settle what all extracted");
    command->add_flag("--close", wanted->close, "Make extraction blind again")->excludes(open);
    command
        ->add_option("--list", wanted->list,
            "Values that differ and wait (open), were settled, differ (settled or not), or all that two or more gave")
        ->check(CLI::IsMember({"open", "settled", "different", "all"}));
    command->add_flag("--agreement", wanted->agreement, "How far extractors agree on each field instead");
    command->add_option("--from", wanted->from,
        "Settle from a CSV with study (or citation, pmid, wos, doi, key), field, value and, if you like, answer, "
        "source, "
        "reason: what this command lists, filled in");
    addReviewerOption(command, *wanted);
}

} // namespace winnow::cli
