#include "core/review/forms.h"

#include "core/extraction/address.h"
#include "core/extraction/form.h"

namespace winnow::review {

FieldUse FormUse::of(const std::string& field, bool repeat) const
{
    const auto found = fields.find({field, repeat});
    return found == fields.end() ? FieldUse{} : found->second;
}

std::set<std::string> FormUse::usedFields() const
{
    std::set<std::string> ids;
    for (const auto& [key, use] : fields)
        ids.insert(key.first);
    return ids;
}

Result<FormUse> formUse(Reader& reader)
{
    using Kind = extraction::AddressKind;
    FormUse use;
    const StageRule rule = TRY(reader.extractionRule());
    use.ownOnly = rule.blind();
    use.forms = TRY(reader.forms());
    struct Studies {
        std::set<StudyId> all;
        std::map<std::string, std::set<StudyId>> options;
    };
    std::map<std::pair<std::string, bool>, Studies> fields;
    std::map<std::string, std::set<StudyId>> outcomes;
    std::map<std::string, std::set<StudyId>> times;
    const auto options = [](Studies& studies, StudyId study, Answer answer, const std::string& text) {
        if (answer != Answer::Stated)
            return;
        studies.options[text].insert(study);
        for (const std::string& option : extraction::splitChoices(text))
            studies.options[option].insert(study);
    };
    for (const ReviewValue& value : TRY(reader.reviewValues())) {
        const Result<extraction::Address> address = extraction::parseAddress(value.field);
        if (!address || address->kind == Kind::RiskOfBias)
            continue;
        if (address->kind != Kind::Field) {
            outcomes[address->outcome].insert(value.study);
            times[address->time].insert(value.study);
            continue;
        }
        Studies& studies = fields[{address->field, address->item > 0}];
        studies.all.insert(value.study);
        options(studies, value.study, value.answer, value.text);
        for (const Value& said : value.said)
            options(studies, value.study, said.answer, said.text);
    }
    const auto count = [](const auto& studies) { return static_cast<std::int64_t>(studies.size()); };
    for (const auto& [key, studies] : fields) {
        FieldUse& of = use.fields[key];
        of.studies = count(studies.all);
        for (const auto& [option, which] : studies.options)
            of.options[option] = count(which);
    }
    for (const auto& [outcome, studies] : outcomes)
        use.outcomes[outcome] = count(studies);
    for (const auto& [time, studies] : times)
        use.times[time] = count(studies);
    return use;
}

} // namespace winnow::review
