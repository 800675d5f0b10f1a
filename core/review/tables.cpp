#include "core/review/tables.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/formhistory.h"
#include "core/review/reconciliation.h"
#include "core/review/valuetables.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

constexpr const char* Names[] = {"citation", "pmid", "wos", "doi", "key"};

/// What a row says of the citation it is about.
struct Name {
    std::string kind;
    std::string value;
};

std::string plainDoi(std::string_view text)
{
    std::string doi = lowerAscii(text);
    for (const std::string_view prefix :
        {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/", "doi:"})
        if (doi.starts_with(prefix))
            return std::string{trimmed(std::string_view{doi}.substr(prefix.size()))};
    return doi;
}

std::optional<Name> nameIn(const csv::Table& table, const csv::Row& row)
{
    for (const char* kind : Names)
        if (const auto value = table.cell(row, kind); !value.empty())
            return Name{kind, std::string_view{kind} == "doi" ? plainDoi(value) : std::string{value}};
    return {};
}

Result<> needColumns(const csv::Table& table, const std::vector<const char*>& others, bool studies)
{
    const auto has = [&](const char* name) { return table.column(name).has_value(); };
    if (!std::any_of(std::begin(Names), std::end(Names), has) && !(studies && has("study")))
        return fail(ErrorKind::InvalidInput,
            studies
                ? tr("The table names no study: it needs a column “study”, “citation”, “pmid”, “wos”, “doi” or “key”.")
                : tr("The table names no citation: it needs a column “citation”, “pmid”, “wos”, “doi” or “key”."));
    for (const char* name : others)
        if (!has(name))
            return fail(ErrorKind::InvalidInput, tr("The table has no column “%1”.").arg(QString::fromLatin1(name)));
    return {};
}

/// The citation that a row names, or why there is none.
struct Found {
    CitationId citation;
    Taken::Left left;
};

Result<Found> find(Reader& reader, const csv::Table& table, const csv::Row& row)
{
    const auto name = nameIn(table, row);
    if (!name)
        return Found{{}, {row.line, {}, tr("The row names no citation.").toStdString()}};
    const auto found = TRY(reader.find(name->kind, name->value));
    const Taken::Left left{row.line, name->kind + " " + name->value, {}};
    if (found.size() == 1)
        return Found{found.front(), left};
    Found none{{}, left};
    none.left.why = found.empty()
        ? tr("It is not in the review.").toStdString()
        : tr("%1 citations have it; name the citation by its number.").arg(found.size()).toStdString();
    return none;
}

tl::unexpected<Error> badCell(const csv::Row& row, const char* column, std::string_view cell, const QString& wanted)
{
    return fail(ErrorKind::InvalidInput,
        tr("Line %1 has “%2” as its %3, which must be %4; nothing was taken from the table.")
            .arg(row.line)
            .arg(toQString(printable(cell)), QString::fromLatin1(column), wanted));
}

Result<std::optional<Verdict>> verdictIn(const csv::Table& table, const csv::Row& row)
{
    const std::string word = lowerAscii(table.cell(row, "verdict"));
    if (word == "include" || word == "included")
        return Verdict::Include;
    if (word == "exclude" || word == "excluded")
        return Verdict::Exclude;
    if (word == "maybe")
        return Verdict::Maybe;
    if (word == "undecided")
        return std::optional<Verdict>{};
    return badCell(row, "verdict", word, tr("include, exclude, maybe or undecided"));
}

Result<PairAnswer> pairAnswerIn(const csv::Table& table, const csv::Row& row)
{
    static const std::map<std::string, PairAnswer> answers{{"same", PairAnswer::Same}, {"apart", PairAnswer::Apart},
        {"linked", PairAnswer::Linked}, {"taken-back", PairAnswer::TakenBack}};
    const std::string word = lowerAscii(table.cell(row, "answer"));
    const auto found = answers.find(word);
    return found != answers.end() ? Result<PairAnswer>{found->second}
                                  : badCell(row, "answer", word, tr("same, apart, linked or taken-back"));
}

/// The record that a cell names by its number; none if it is not in the review.
Result<RecordId> recordIn(Reader& reader, const csv::Table& table, const csv::Row& row, const char* column)
{
    const std::string_view cell = table.cell(row, column);
    RecordId record;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), record.value);
    if (error != std::errc{} || end != cell.data() + cell.size())
        return badCell(row, column, cell, tr("the number of a record"));
    return TRY(reader.find("citation", std::string{cell})).empty() ? RecordId{} : record;
}

Result<Retrieval> statusIn(const csv::Table& table, const csv::Row& row)
{
    const std::string word = lowerAscii(table.cell(row, "status"));
    if (word == "sought")
        return Retrieval::Sought;
    if (word == "retrieved")
        return Retrieval::Retrieved;
    if (word == "not-retrieved" || word == "not retrieved")
        return Retrieval::NotRetrieved;
    return badCell(row, "status", word, tr("sought, retrieved or not-retrieved"));
}

Result<Answer> answerIn(const csv::Table& table, const csv::Row& row)
{
    const std::string word = lowerAscii(table.cell(row, "answer"));
    if (word.empty() || word == "stated")
        return Answer::Stated;
    if (word == "not-reported" || word == "not reported")
        return Answer::NotReported;
    if (word == "unclear")
        return Answer::Unclear;
    if (word == "not-applicable" || word == "not applicable")
        return Answer::NotApplicable;
    return badCell(row, "answer", word, tr("stated, not-reported, unclear or not-applicable"));
}

/// Reasons by their label in any case; those that are missing are added to the end of the list.
class Reasons {
public:
    Reasons(Review& review, Stage stage)
        : m_review(review)
        , m_stage(stage)
    {
    }

    Result<> read()
    {
        m_list = TRY(m_review.reader().reasons(m_stage));
        m_ids.clear();
        for (const Reason& reason : m_list)
            m_ids.emplace(folded(reason.label), reason.id);
        return {};
    }

    void want(const std::string& label)
    {
        if (label.empty() || !m_ids.emplace(folded(label), ReasonId{}).second)
            return;
        m_list.push_back({{}, m_stage, label, static_cast<int>(m_list.size())});
        m_isNew = true;
    }

    /// Afterwards idOf knows every label that was wanted.
    Result<> addMissing()
    {
        if (!m_isNew)
            return {};
        TRY(m_review.setReasons(m_stage, m_list));
        m_isNew = false;
        return read();
    }

    [[nodiscard]] ReasonId idOf(const std::string& label) const
    {
        const auto found = m_ids.find(folded(label));
        return found == m_ids.end() ? ReasonId{} : found->second;
    }

private:
    Review& m_review;
    Stage m_stage;
    std::vector<Reason> m_list;
    std::map<std::string, ReasonId> m_ids;
    bool m_isNew = false;
};

/// A row of the table that was understood.
struct Wish {
    DecisionRequest decision;
    std::string reason;
};

Result<> mustAgree(const Wish& one, const Wish& other, const csv::Row& row)
{
    if (one.decision.verdict == other.decision.verdict && one.reason == other.reason)
        return {};
    return fail(ErrorKind::InvalidInput,
        tr("Line %1 decides citation %2 otherwise than a line above it; nothing was taken from the table.")
            .arg(row.line)
            .arg(other.decision.citation.value));
}

Result<> hasPlace(const Form& form, const std::string& field)
{
    const extraction::Address address = TRY(extraction::parseAddress(field));
    return extraction::mustFit(form, address);
}

/// What speaks against values, each seen beside the others of its study.
std::vector<std::string> doubtsOf(
    const Form& form, const std::vector<Value>& values, const std::map<StudyId, std::string>& studies)
{
    std::map<StudyId, std::vector<Value>> byStudy;
    for (const Value& value : values)
        byStudy[value.study].push_back(value);
    std::vector<std::string> doubts;
    for (const Value& value : values) {
        const Field* field = form.field(value.field);
        if (field == nullptr)
            continue;
        const std::string doubt = extraction::doubt(form, *field, value, byStudy[value.study]);
        if (!doubt.empty())
            doubts.push_back(studies.at(value.study) + ", " + field->label + ": " + doubt);
    }
    return doubts;
}

} // namespace

Result<Taken> takeDecisions(Review& review, const csv::Table& table, Stage stage)
{
    TRY(needColumns(table, {"verdict"}, false));
    Taken taken;
    std::vector<Wish> wishes;
    std::map<std::string, std::vector<CitationId>> labels;
    std::map<CitationId, std::size_t> seen; // two records of a table may be one citation by now
    Reasons reasons{review, stage};
    TRY(reasons.read());
    for (const csv::Row& row : table.rows) {
        Wish wish;
        wish.decision.stage = stage;
        wish.decision.verdict = TRY(verdictIn(table, row));
        wish.reason = table.cell(row, "reason");
        if (!wish.reason.empty() && wish.decision.verdict != Verdict::Exclude)
            return badCell(row, "reason", wish.reason, tr("left empty, unless the verdict is “exclude”"));
        wish.decision.note = table.cell(row, "note");
        const Found found = TRY(find(review.reader(), table, row));
        if (!found.citation) {
            taken.unknown.push_back(found.left);
            continue;
        }
        wish.decision.citation = found.citation;
        if (const auto [known, isNew] = seen.emplace(found.citation, wishes.size()); !isNew) {
            TRY(mustAgree(wishes[known->second], wish, row));
            continue;
        }
        for (const std::string& label : splitTrimmed(table.cell(row, "label"), ';'))
            labels[label].push_back(found.citation);
        reasons.want(wish.reason);
        wishes.push_back(std::move(wish));
    }
    if (wishes.empty())
        return taken;
    TRY(reasons.addMissing());
    std::vector<DecisionRequest> decisions;
    decisions.reserve(wishes.size());
    for (Wish& wish : wishes) {
        if (!wish.reason.empty())
            wish.decision.reason = reasons.idOf(wish.reason);
        decisions.push_back(std::move(wish.decision));
    }
    TRY(review.decide(decisions));
    for (const auto& [label, citations] : labels)
        TRY(review.setLabel(citations, label, true));
    taken.applied = static_cast<std::int64_t>(decisions.size());
    return taken;
}

Result<Taken> takeAnswers(Review& review, const csv::Table& table)
{
    for (const char* name : {"record", "other", "answer"})
        if (!table.column(name))
            return fail(ErrorKind::InvalidInput, tr("The table has no column “%1”.").arg(QString::fromLatin1(name)));
    Taken taken;
    std::vector<PairAnswerRequest> answers;
    for (const csv::Row& row : table.rows) {
        if (table.cell(row, "answer").empty())
            continue;
        const PairAnswer answer = TRY(pairAnswerIn(table, row));
        const RecordId record = TRY(recordIn(review.reader(), table, row, "record"));
        const RecordId other = TRY(recordIn(review.reader(), table, row, "other"));
        if (record && other)
            answers.push_back({record, other, answer});
        else
            taken.unknown.push_back({row.line, "record " + std::string{table.cell(row, record ? "other" : "record")},
                tr("It is not in the review.").toStdString()});
    }
    TRY(review.answerPairs(answers));
    taken.applied = static_cast<std::int64_t>(answers.size());
    return taken;
}

Result<Taken> takeRetrieval(Review& review, const csv::Table& table)
{
    TRY(needColumns(table, {"status"}, false));
    Taken taken;
    std::map<std::pair<Retrieval, std::string>, std::vector<CitationId>> acts;
    for (const csv::Row& row : table.rows) {
        const Retrieval status = TRY(statusIn(table, row));
        const Found found = TRY(find(review.reader(), table, row));
        if (found.citation)
            acts[{status, std::string{table.cell(row, "why")}}].push_back(found.citation);
        else
            taken.unknown.push_back(found.left);
    }
    for (const auto& [what, citations] : acts) {
        TRY(review.setRetrieval(citations, what.first, what.second));
        taken.applied += static_cast<std::int64_t>(citations.size());
    }
    return taken;
}

Result<Taken> takeStudies(Review& review, const csv::Table& table)
{
    TRY(needColumns(table, {"report of"}, false));
    Taken taken;
    std::map<std::string, std::vector<CitationId>> studies;
    for (const csv::Row& row : table.rows) {
        const Found found = TRY(find(review.reader(), table, row));
        if (found.citation)
            studies[std::string{table.cell(row, "report of")}].push_back(found.citation);
        else
            taken.unknown.push_back(found.left);
    }
    for (const auto& [name, citations] : studies) {
        if (citations.size() < 2)
            continue;
        TRY(review.joinStudy(citations));
        taken.applied += static_cast<std::int64_t>(citations.size());
    }
    return taken;
}

namespace {

/// What a row says of a value, and why it must be left out, if so.
struct ValueRow {
    Value value;
    Taken::Left left;
};

/// `forms`: the present one first, then those before it, whose values go out with the others and come back with them.
Result<ValueRow> valueIn(Reader& reader, const std::vector<Form>& forms, const std::map<StudyId, std::string>& studies,
    const csv::Table& table, const csv::Row& row)
{
    const Form& form = forms.front();
    Value value;
    value.field = table.cell(row, "field");
    value.text = table.cell(row, "value");
    value.source = table.cell(row, "source");
    value.answer = TRY(answerIn(table, row));
    if ((value.answer == Answer::Stated) == value.text.empty())
        return badCell(row, "value", value.text, tr("given if the answer is “stated”, and empty otherwise"));
    Taken::Left left{row.line, {}, {}};
    if (const auto study = table.cell(row, "study"); !study.empty()) {
        left.what = "study " + std::string{study};
        std::from_chars(study.data(), study.data() + study.size(), value.study.value);
    } else {
        const Found found = TRY(find(reader, table, row));
        left = found.left;
        if (found.citation)
            value.study = TRY(reader.citation(found.citation)).study;
    }
    Result<std::vector<Evidence>> evidence = evidenceFrom(table.cell(row, "evidence"));
    if (!evidence)
        return badCell(row, "evidence", table.cell(row, "evidence").substr(0, 60),
            tr("empty, or a list of places in PDFs as values are written with"));
    value.evidence = std::move(*evidence);
    if (!studies.contains(value.study) && left.why.empty())
        left.why = tr("It is not an included study.").toStdString();
    else if (const Result<> fits = hasPlace(form, value.field); !fits
        && std::ranges::none_of(forms, [&](const Form& each) { return extraction::isAskedFor(each, value.field); })) {
        left.what = "field " + value.field;
        left.why = form.field(value.field) == nullptr && value.field.find('@') == std::string::npos
            ? tr("The form has no such field.").toStdString()
            : fits.error().message.toStdString();
    }
    return ValueRow{std::move(value), std::move(left)};
}

Result<std::map<StudyId, std::string>> studyNames(Reader& reader)
{
    std::map<StudyId, std::string> names;
    for (const Study& study : TRY(reader.studies()))
        names.emplace(study.id, study.name);
    return names;
}

} // namespace

Result<Taken> takeValues(Review& review, const csv::Table& table)
{
    TRY(needColumns(table, {"field", "value"}, true));
    const Form form = TRY(review.reader().form());
    std::vector<Form> forms = TRY(review.reader().forms());
    forms.insert(forms.begin(), form);
    const std::map<StudyId, std::string> studies = TRY(studyNames(review.reader()));
    Taken taken;
    std::vector<Value> values;
    for (const csv::Row& row : table.rows) {
        ValueRow said = TRY(valueIn(review.reader(), forms, studies, table, row));
        if (said.left.why.empty())
            values.push_back(std::move(said.value));
        else
            taken.unknown.push_back(std::move(said.left));
    }
    if (!values.empty())
        TRY(review.setValues(values));
    taken.doubts = doubtsOf(form, values, studies);
    taken.applied = static_cast<std::int64_t>(values.size());
    return taken;
}

Result<Taken> takeAgreed(Review& review, const csv::Table& table)
{
    TRY(needColumns(table, {"field", "value"}, true));
    const Form form = TRY(review.reader().form());
    std::vector<Form> forms = TRY(review.reader().forms());
    forms.insert(forms.begin(), form);
    const std::map<StudyId, std::string> studies = TRY(studyNames(review.reader()));
    Taken taken;
    std::vector<AgreedValue> agreed;
    std::vector<Value> values;
    for (const csv::Row& row : table.rows) {
        if (table.cell(row, "value").empty() && table.cell(row, "answer").empty())
            continue;
        ValueRow said = TRY(valueIn(review.reader(), forms, studies, table, row));
        if (!said.left.why.empty()) {
            taken.unknown.push_back(std::move(said.left));
            continue;
        }
        const Value& value = said.value;
        agreed.push_back({value.study, value.field, value.answer, value.text, value.source,
            std::string{table.cell(row, "reason")}, {}, value.evidence});
        values.push_back(std::move(said.value));
    }
    TRY(review.settleValues(agreed));
    taken.doubts = doubtsOf(form, values, studies);
    taken.applied = static_cast<std::int64_t>(agreed.size());
    return taken;
}

} // namespace winnow::review
