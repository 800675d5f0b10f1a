// Extraction: the form, what extractors say, what of it they may see, and what is agreed.
#include "core/store/values.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/grid.h"
#include "core/extraction/itemorder.h"
#include "core/review/reconciliation.h"
#include "core/review/review.h"
#include "core/review/state.h"
#include "core/store/overview.h"
#include "core/store/team.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

Result<> mustBeOpen(store::Connection& connection)
{
    const StageRule rule = TRY(store::extractionRule(connection));
    if (!rule.blind())
        return {};
    return fail(ErrorKind::Conflict,
        tr("Extractors are blind to each other until their values are opened to all. Nothing was changed."));
}

/// What an act about values is called after: of one, what a person calls its address.
std::string subjectOf(Reader& reader, std::size_t count, const std::string& field)
{
    if (count != 1)
        return {};
    const Result<Form> form = reader.form();
    const Result<extraction::Address> address = extraction::parseAddress(field);
    return form && address ? extraction::described(*form, *address, {}) : field;
}

Result<> mustBeGivenOnce(std::set<std::pair<StudyId, std::string>>& seen, StudyId study, const std::string& field)
{
    TRY(extraction::parseAddress(field));
    if (!seen.emplace(study, field).second)
        return fail(ErrorKind::InvalidInput,
            tr("“%1” is given twice for one study. Nothing was changed.").arg(toQString(field)));
    return {};
}

Result<> mustRestOnPlaces(const std::string& field, const std::vector<Evidence>& evidence)
{
    if (std::ranges::all_of(evidence,
            [](const Evidence& place) { return isPlace(place) && !(place.rects.empty() && place.quote.empty()); }))
        return {};
    return fail(ErrorKind::InvalidInput,
        tr("Evidence is a place on a page of a PDF; that of “%1” is none. Nothing was changed.").arg(toQString(field)));
}

/// An empty form where none is chosen: what addresses say by themselves still holds.
Form formOr(Reader& reader)
{
    Result<Form> form = reader.form();
    return form ? std::move(*form) : Form{};
}

ReviewValue judged(const Form& form, std::vector<Value> said, const AgreedValue* agreed, bool unmatched)
{
    ReviewValue value;
    value.study = agreed != nullptr ? agreed->study : said.front().study;
    value.field = agreed != nullptr ? agreed->field : said.front().field;
    Value chosen;
    if (agreed != nullptr) {
        value.standing = Standing::Agreed;
        value.reason = agreed->reason;
        value.agreedEvidence = agreed->evidence;
        chosen.field = agreed->field;
        chosen.answer = agreed->answer;
        chosen.text = agreed->text;
        chosen.source = agreed->source;
    } else {
        chosen = said.front();
        const bool same =
            std::ranges::all_of(said, [&](const Value& one) { return extraction::saySame(form, chosen, one); });
        value.unmatched = unmatched;
        value.standing = unmatched ? Standing::Open
            : said.size() == 1     ? Standing::Single
            : same                 ? Standing::Unanimous
                                   : Standing::Open;
    }
    if (value.standing != Standing::Open) {
        value.answer = chosen.answer;
        value.text = chosen.text;
        value.source = chosen.source;
    }
    const bool anySame =
        std::ranges::any_of(said, [&](const Value& one) { return extraction::saySame(form, chosen, one); });
    value.evidence = value.agreedEvidence;
    const bool ofEverybody = value.standing == Standing::Open || (!anySame && value.evidence.empty());
    for (const Value& one : said)
        if (ofEverybody || extraction::saySame(form, chosen, one))
            for (const Evidence& place : one.evidence)
                if (std::ranges::find(value.evidence, place) == value.evidence.end())
                    value.evidence.push_back(place);
    value.said = std::move(said);
    return value;
}

using Key = std::pair<std::int64_t, std::string>;

std::string fieldOf(const extraction::Address& address)
{
    switch (address.kind) {
    case extraction::AddressKind::Field:
    case extraction::AddressKind::RiskOfBias:
        return address.field;
    default:
        return extraction::toText(address).substr(0, extraction::toText(address).find('@'));
    }
}

/// What the extractors of one field said of each address that two or more answered.
class FieldTally {
public:
    void add(const Form& form, const Field* field, const ReviewValue& value)
    {
        if (value.said.size() < 2)
            return;
        ++m_unit;
        ++m_compared;
        const Value& first = value.said.front();
        if (std::ranges::all_of(value.said, [&](const Value& one) { return extraction::saySame(form, first, one); }))
            ++m_same;
        if (field != nullptr && (field->type == FieldType::Choice || field->type == FieldType::YesNo))
            for (const Value& one : value.said) {
                const auto said = std::pair{one.answer, one.text};
                const int category = m_categories.emplace(said, static_cast<int>(m_categories.size())).first->second;
                m_ratings.push_back({m_unit, one.reviewer.value, category});
            }
    }

    [[nodiscard]] FieldAgreement agreement(const std::string& field) const
    {
        FieldAgreement found{field, m_compared, m_same, {}, {}};
        if (m_ratings.empty() || m_compared < FewestCompared)
            return found;
        found.alpha = screening::krippendorffAlpha(m_ratings);
        std::set<std::int64_t> raters;
        std::map<std::int64_t, std::map<std::int64_t, int>> units;
        for (const screening::Rating& rating : m_ratings) {
            raters.insert(rating.rater);
            units[rating.unit][rating.rater] = rating.category;
        }
        if (raters.size() != 2 || m_categories.size() > 2)
            return found;
        screening::TwoByTwo table;
        for (const auto& [unit, said] : units) {
            const bool first = said.begin()->second == 0;
            const bool second = said.rbegin()->second == 0;
            ++(first && second ? table.both : first ? table.first : second ? table.second : table.neither);
        }
        if (const auto kappa = screening::agreementOf(table).kappa)
            found.kappa = kappa->value;
        return found;
    }

private:
    std::int64_t m_unit = 0;
    std::int64_t m_compared = 0;
    std::int64_t m_same = 0;
    std::map<std::pair<Answer, std::string>, int> m_categories;
    std::vector<screening::Rating> m_ratings;
};

} // namespace

// Acts ----------------------------------------------------------------------------------------------------------------

Result<Changes> Review::setForm(const Form& form)
{
    const QByteArray bytes = extraction::toJson(form);
    TRY(extraction::parseForm(bytes)); // what could not be read again would be no form
    const std::string json = bytes.toStdString();
    return d->act("form", form.title, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting("form", json));
        return 1;
    });
}

Result<Changes> Review::chooseForm(const Form& form)
{
    const std::vector<Form> former = TRY(d->reader.forms()); // the newest first
    const auto own = std::ranges::find(former, form.id, &Form::id);
    return setForm(own == former.end() ? form : *own);
}

Result<Changes> Review::setValue(const Value& value)
{
    return setValues({value});
}

Result<Changes> Review::setValues(const std::vector<Value>& values)
{
    if (values.empty())
        return Changes{};
    const std::string subject = subjectOf(d->reader, values.size(), values.front().field);
    return d->act("value", subject, [&](store::Act& act) -> Result<std::int64_t> {
        std::set<std::pair<StudyId, std::string>> seen;
        for (const Value& value : values) {
            TRY(mustExist(d->connection(), CitationId{value.study.value}));
            TRY(mustBeGivenOnce(seen, value.study, value.field));
            TRY(mustRestOnPlaces(value.field, value.evidence));
            if (value.answer == Answer::Stated && trimmed(value.text).empty())
                TRY(act.noValue(value.study, value.field));
            else
                TRY(act.value(value));
        }
        return static_cast<std::int64_t>(values.size());
    });
}

Result<Changes> Review::removeValue(StudyId study, const std::string& field)
{
    return d->act("unvalue", subjectOf(d->reader, 1, field), [&](store::Act& act) -> Result<std::int64_t> {
        TRY(mustExist(d->connection(), CitationId{study.value}));
        TRY(act.noValue(study, field));
        return 1;
    });
}

Result<Changes> Review::setExtractors(int extractors)
{
    TRY(d->mustBeOwner());
    if (extractors < 1 || extractors > MostReviewers)
        return fail(ErrorKind::InvalidInput,
            tr("A study can have 1 to %1 extractors. Nothing was changed.").arg(MostReviewers));
    const std::string number = std::to_string(extractors);
    return d->act("extractors", number, [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(store::ExtractorsKey, number));
        return 1;
    });
}

Result<Changes> Review::openExtraction(bool open)
{
    TRY(d->mustBeOwner());
    return d->act("extraction", open ? "open" : "closed", [&](store::Act& act) -> Result<std::int64_t> {
        TRY(act.setting(store::ExtractionKey, open ? store::OpenValue : ""));
        return 1;
    });
}

Result<Changes> Review::settleValues(const std::vector<AgreedValue>& values)
{
    if (values.empty())
        return Changes{};
    TRY(mustBeOpen(d->connection()));
    const std::string subject = subjectOf(d->reader, values.size(), values.front().field);
    return d->act("agree", subject, [&](store::Act& act) -> Result<std::int64_t> {
        std::set<std::pair<StudyId, std::string>> seen;
        for (const AgreedValue& value : values) {
            TRY(mustExist(d->connection(), CitationId{value.study.value}));
            TRY(mustBeGivenOnce(seen, value.study, value.field));
            TRY(mustRestOnPlaces(value.field, value.evidence));
            TRY(act.agreement(value, true));
        }
        return static_cast<std::int64_t>(values.size());
    });
}

Result<Changes> Review::removeAgreed(StudyId study, const std::string& field)
{
    TRY(mustBeOpen(d->connection()));
    AgreedValue value;
    value.study = study;
    value.field = field;
    return d->act("disagree", subjectOf(d->reader, 1, field), [&](store::Act& act) -> Result<std::int64_t> {
        TRY(mustExist(d->connection(), CitationId{study.value}));
        TRY(act.agreement(value, false));
        return 1;
    });
}

// Answers -------------------------------------------------------------------------------------------------------------

Result<Form> Reader::form()
{
    const std::optional<std::string> json = TRY(store::setting(*d->connection, "form"));
    if (!json || json->empty())
        return fail(ErrorKind::NotFound, tr("No extraction form has been chosen for this review yet."));
    return extraction::parseForm(QByteArray::fromStdString(*json));
}

Result<std::vector<Form>> Reader::forms()
{
    std::vector<Form> forms;
    for (const std::string& json : TRY(store::formerSettings(*d->connection, "form")))
        // One that cannot be read, as of a later Winnow, says nothing; the present one is asked for by itself.
        if (Result<Form> form = extraction::parseForm(QByteArray::fromStdString(json)))
            forms.push_back(*std::move(form));
    return forms;
}

Result<std::vector<Value>> Reader::values(StudyId study)
{
    return store::values(*d->connection, d->reviewer, study);
}

Result<std::vector<Value>> Reader::allValues()
{
    const StageRule rule = TRY(extractionRule());
    return store::values(*d->connection, rule.blind() ? d->reviewer : ReviewerId{}, {});
}

Result<StageRule> Reader::extractionRule()
{
    return store::extractionRule(*d->connection);
}

Result<std::vector<Value>> Reader::valuesOfEverybody(StudyId study)
{
    TRY(mustBeOpen(*d->connection));
    return store::values(*d->connection, {}, study);
}

Result<std::vector<ReviewValue>> Reader::reviewValues(StudyId study)
{
    const StageRule rule = TRY(extractionRule());
    const Form form = formOr(*this);
    std::map<Key, std::vector<Value>> said;
    std::map<std::int64_t, std::vector<Value>> ofItems; // of the studies
    for (Value& value : TRY(store::values(*d->connection, rule.blind() ? d->reviewer : ReviewerId{}, study))) {
        if (!rule.blind() && value.field.find('@') != std::string::npos)
            ofItems[value.study.value].push_back(value);
        said[{value.study.value, value.field}].push_back(std::move(value));
    }
    std::map<Key, AgreedValue> agreed;
    std::map<std::int64_t, std::set<std::string>> settled;
    if (!rule.blind())
        for (AgreedValue& value : TRY(store::agreedValues(*d->connection, study))) {
            const Key key{value.study.value, value.field};
            said.try_emplace(key);
            settled[value.study.value].insert(value.field);
            agreed.emplace(key, std::move(value));
        }
    std::map<std::int64_t, std::set<extraction::SectionItem>> unmatched;
    for (const auto& [id, values] : ofItems)
        if (std::ranges::any_of(values, [&](const Value& one) { return one.reviewer != values.front().reviewer; }))
            if (auto items = extraction::unmatchedItems(form, values, settled[id]); !items.empty())
                unmatched.emplace(id, std::move(items));
    std::vector<ReviewValue> values;
    values.reserve(said.size());
    for (auto& [key, ofAddress] : said) {
        const auto answer = agreed.find(key);
        const auto items = unmatched.find(key.first);
        const bool isUnmatched = items != unmatched.end() && std::ranges::any_of(ofAddress, [&](const Value& one) {
            return extraction::isOfAny(form, one, items->second);
        });
        values.push_back(
            judged(form, std::move(ofAddress), answer == agreed.end() ? nullptr : &answer->second, isUnmatched));
    }
    return values;
}

Result<std::vector<FieldAgreement>> Reader::fieldAgreement()
{
    TRY(mustBeOpen(*d->connection));
    const Form form = formOr(*this);
    std::map<std::string, FieldTally> tallies;
    for (const ReviewValue& value : TRY(reviewValues())) {
        const Result<extraction::Address> address = extraction::parseAddress(value.field);
        if (address && !value.unmatched)
            tallies[fieldOf(*address)].add(form, form.field(value.field), value);
    }
    std::vector<FieldAgreement> found;
    const auto take = [&](const std::string& field) {
        if (const auto tally = tallies.extract(field)) {
            FieldAgreement agreement = tally.mapped().agreement(field);
            if (agreement.compared > 0)
                found.push_back(std::move(agreement));
        }
    };
    for (const Section& section : form.sections)
        for (const Field& field : section.fields)
            take(field.id);
    while (!tallies.empty())
        take(std::string(tallies.begin()->first));
    return found;
}

} // namespace winnow::review
