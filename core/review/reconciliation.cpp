#include "core/review/reconciliation.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/formhistory.h"
#include "core/extraction/grid.h"
#include "core/review/valuetables.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <optional>
#include <set>

namespace winnow::review {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

/// Names of a study's arms by number, as far as extractors agree on them.
std::vector<std::string> armNames(const Form& form, const std::vector<Value>& values)
{
    std::vector<std::string> names;
    for (const extraction::Arm& arm : extraction::armsOf(form, values)) {
        names.resize(std::max(names.size(), static_cast<std::size_t>(arm.item)));
        names[static_cast<std::size_t>(arm.item) - 1] = arm.label;
    }
    return names;
}

QString listed(const std::vector<std::string>& names)
{
    QStringList all;
    for (const std::string& name : names)
        all += toQString(name).simplified();
    if (all.size() < 2)
        return all.join(QString());
    const QString last = all.takeLast();
    return tr("%1 and %2").arg(all.join(u", "_s), last);
}

QString percentOf(std::int64_t part, std::int64_t whole)
{
    return QLocale().toString(100.0 * static_cast<double>(part) / static_cast<double>(whole), 'f', 1);
}

QString methodsOf(const Reconciliation& found, std::size_t studies)
{
    if (found.answered == 0)
        return {};
    std::vector<std::string> names;
    for (const auto& [id, name] : found.names)
        names.push_back(name);
    const QString who = listed(names);
    const QString from = studies == 1 ? tr("1 study") : tr("%1 studies").arg(studies);
    QString words =
        (found.rule.reviewers > 1 ? tr("%1 independently extracted data from %2 and agreed on %3 of %4 values (%5 %).")
                                  : tr("%1 extracted data from %2 and agreed on %3 of %4 values (%5 %)."))
            .arg(who, from)
            .arg(found.same)
            .arg(found.answered)
            .arg(percentOf(found.same, found.answered));
    if (found.settled > 0)
        words += u' '
            + tr("Where they differed, %1 were settled by looking at what each had extracted and where it stands.")
                  .arg(found.settled);
    return words;
}

std::string shortNumber(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'f', 3).toStdString() : std::string();
}

std::string_view keyOf(const Compared& compared)
{
    switch (compared.value.standing) {
    case Standing::Open:
        return "open";
    case Standing::Agreed:
        return "settled";
    default:
        return "same";
    }
}

} // namespace

Result<Reconciliation> reconciliation(Reader& reader)
{
    Reconciliation found;
    found.rule = TRY(reader.extractionRule());
    found.fields = TRY(reader.fieldAgreement()); // which fails while extraction is blind
    const Result<Form> chosen = reader.form();
    const Form form = chosen ? *chosen : Form{};
    for (const FieldAgreement& agreement : found.fields)
        if (const Field* const field = form.field(agreement.field);
            field != nullptr && (field->type == FieldType::Choice || field->type == FieldType::YesNo))
            found.chosen.insert(agreement.field);
    std::map<StudyId, std::string> studies;
    for (const Study& study : TRY(reader.studies()))
        studies.emplace(study.id, study.name);
    std::map<StudyId, std::vector<Value>> known;
    std::set<StudyId> extracted;
    const std::vector<ReviewValue> values = TRY(reader.reviewValues());
    for (const ReviewValue& value : values)
        if (value.standing != Standing::Open)
            known[value.study].push_back(
                {value.study, value.field, {}, value.answer, value.text, value.source, value.evidence});
    std::map<StudyId, std::vector<std::string>> arms;
    for (const auto& [study, agreed] : known)
        arms.emplace(study, armNames(form, agreed));
    std::map<StudyId, std::set<ReviewerId>> extractors;
    for (const ReviewValue& value : values)
        for (const Value& one : value.said)
            extractors[value.study].insert(one.reviewer);
    found.studies = std::ssize(extractors);
    found.byEnough = std::ranges::count_if(
        extractors, [&](const auto& study) { return std::ssize(study.second) >= found.rule.reviewers; });
    std::optional<std::vector<Form>> former; // read only if a value is of one
    for (const ReviewValue& value : values) {
        if (value.standing == Standing::Single)
            continue;
        Compared compared;
        compared.value = value;
        compared.study = studies[value.study];
        const Result<extraction::Address> address = extraction::parseAddress(value.field);
        if (!former && address && !extraction::mustFit(form, *address))
            former = TRY(reader.forms());
        compared.label = !address
            ? value.field
            : extraction::describedByAny(form, former.value_or(std::vector<Form>{}), *address, arms[value.study]);
        if (value.unmatched && (found.unmatched.empty() || found.unmatched.back() != compared.study))
            found.unmatched.push_back(compared.study);
        compared.same = !value.unmatched && !value.said.empty()
            && std::ranges::all_of(
                value.said, [&](const Value& one) { return extraction::saySame(form, value.said.front(), one); });
        for (const Value& one : value.said)
            if (!found.names.contains(one.reviewer))
                found.names.emplace(one.reviewer, TRY(reader.reviewerName(one.reviewer)));
        found.answered += value.said.size() > 1 && !value.unmatched ? 1 : 0;
        found.same += value.said.size() > 1 && compared.same ? 1 : 0;
        found.settled += value.standing == Standing::Agreed ? 1 : 0;
        found.open += value.standing == Standing::Open ? 1 : 0;
        if (value.said.size() > 1)
            extracted.insert(value.study);
        found.compared.push_back(std::move(compared));
    }
    found.methods = methodsOf(found, extracted.size());
    return found;
}

QString unmatchedText(const Reconciliation& found)
{
    if (found.unmatched.empty())
        return {};
    QStringList studies;
    for (const std::string& study : found.unmatched)
        studies.append(toQString(study).simplified());
    return tr(
        "Extractors number or name arms or events differently in %1: what they say of them is compared by number, "
        "and stays open. Put them in one order first (on the study: “Move up”), or settle their names.")
        .arg(studies.join(u", "_s));
}

bool isIn(ComparedList list, const Compared& compared)
{
    switch (list) {
    case ComparedList::Open:
        return compared.value.standing == Standing::Open;
    case ComparedList::Settled:
        return compared.value.standing == Standing::Agreed;
    case ComparedList::Different:
        return !compared.same;
    case ComparedList::All:
        break;
    }
    return true;
}

std::string saidAs(Answer answer, const std::string& text)
{
    return answer == Answer::Stated ? text : std::string(review::keyOf(answer));
}

csv::Table comparedTable(const Reconciliation& found, ComparedList list)
{
    csv::Table table;
    table.headings = {"study", "name", "field", "label", "standing"};
    for (const auto& [id, name] : found.names)
        for (const char* what : {"says", "source", "quotes"})
            table.headings.push_back(name + ": " + what);
    for (const char* heading : {"value", "answer", "source", "reason", "quotes", "evidence"})
        table.headings.emplace_back(heading);
    for (const Compared& compared : found.compared) {
        if (!isIn(list, compared))
            continue;
        const ReviewValue& value = compared.value;
        std::vector<std::string> cells{std::to_string(value.study.value), compared.study, value.field, compared.label,
            std::string(keyOf(compared))};
        for (const auto& [id, name] : found.names) {
            const auto said = std::ranges::find(value.said, id, &Value::reviewer);
            if (said == value.said.end()) {
                cells.insert(cells.end(), 3, {});
                continue;
            }
            cells.push_back(saidAs(said->answer, said->text));
            cells.push_back(said->source);
            cells.push_back(quotesAsText(said->evidence));
        }
        const bool settled = value.standing == Standing::Agreed;
        cells.push_back(settled ? value.text : std::string());
        cells.emplace_back(settled ? std::string(review::keyOf(value.answer)) : std::string());
        cells.push_back(settled ? value.source : std::string());
        cells.push_back(settled ? value.reason : std::string());
        cells.push_back(quotesAsText(value.agreedEvidence));
        cells.push_back(evidenceAsText(value.agreedEvidence));
        table.rows.push_back({std::move(cells), table.rows.size() + 2});
    }
    return table;
}

bool tooFew(const Reconciliation& found, const FieldAgreement& field)
{
    return field.compared < FewestCompared && found.chosen.contains(field.field);
}

csv::Table agreementTable(const Reconciliation& found)
{
    csv::Table table;
    table.headings = {"field", "compared", "same", "percent", "kappa", "alpha"};
    for (const FieldAgreement& field : found.fields) {
        const bool few = tooFew(found, field);
        table.rows.push_back(
            {{field.field, std::to_string(field.compared), std::to_string(field.same),
                 QString::number(100.0 * static_cast<double>(field.same) / static_cast<double>(field.compared), 'f', 1)
                     .toStdString(),
                 few ? "too few" : shortNumber(field.kappa), few ? "too few" : shortNumber(field.alpha)},
                table.rows.size() + 2});
    }
    return table;
}

} // namespace winnow::review
