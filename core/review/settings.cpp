#include "core/review/settings.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace winnow::review {

std::string toJson(const std::vector<TermCategory>& terms)
{
    QJsonArray categories;
    for (const TermCategory& category : terms) {
        QJsonArray words;
        for (const std::string& term : category.terms)
            words.append(toQString(term));
        categories.append(QJsonObject{{QStringLiteral("name"), toQString(category.name)},
            {QStringLiteral("color"), category.color}, {QStringLiteral("terms"), words}});
    }
    return QJsonDocument(categories).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<TermCategory> termsFromJson(const std::string& json)
{
    constexpr std::size_t MaxCategories = 50;
    constexpr std::size_t MaxTerms = 1000;
    std::vector<TermCategory> terms;
    const QJsonArray categories = QJsonDocument::fromJson(QByteArray::fromStdString(json)).array();
    for (const QJsonValue value : categories) {
        if (terms.size() == MaxCategories)
            break;
        const QJsonObject object = value.toObject();
        TermCategory category;
        category.name = object.value(QStringLiteral("name")).toString().toStdString();
        category.color = std::clamp(object.value(QStringLiteral("color")).toInt(), 0, 4);
        const QJsonArray words = object.value(QStringLiteral("terms")).toArray();
        for (const QJsonValue word : words)
            if (category.terms.size() < MaxTerms)
                category.terms.push_back(word.toString().toStdString());
        terms.push_back(std::move(category));
    }
    return terms;
}

std::string toJson(const AppraisalPlan& plan)
{
    QJsonArray outcomes;
    for (const std::string& outcome : plan.outcomes)
        outcomes.append(toQString(outcome));
    return QJsonDocument(
        QJsonObject{{QStringLiteral("instrument"), toQString(plan.instrument)},
            {QStringLiteral("effect"), toQString(plan.effect)}, {QStringLiteral("outcomes"), outcomes}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

AppraisalPlan planFromJson(const std::string& json)
{
    constexpr std::size_t MaxOutcomes = 100;
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    AppraisalPlan plan;
    plan.instrument = object.value(QStringLiteral("instrument")).toString().toStdString();
    plan.effect = object.value(QStringLiteral("effect")).toString().toStdString();
    for (const QJsonValue outcome : object.value(QStringLiteral("outcomes")).toArray())
        if (plan.outcomes.size() < MaxOutcomes)
            plan.outcomes.push_back(outcome.toString().toStdString());
    return plan;
}

std::string toJson(const AnalysisPlan& plan)
{
    QJsonArray moderators;
    for (const std::string& field : plan.moderators)
        moderators.append(toQString(field));
    return QJsonDocument(
        QJsonObject{{QStringLiteral("title"), toQString(plan.title)},
            {QStringLiteral("outcome"), toQString(plan.outcome)}, {QStringLiteral("time"), toQString(plan.time)},
            {QStringLiteral("measure"), toQString(plan.measure)}, {QStringLiteral("method"), toQString(plan.method)},
            {QStringLiteral("model"), toQString(plan.model)}, {QStringLiteral("test"), toQString(plan.test)},
            {QStringLiteral("drop00"), plan.dropDoubleZero}, {QStringLiteral("subgroup"), toQString(plan.subgroup)},
            {QStringLiteral("moderators"), moderators}, {QStringLiteral("sort"), toQString(plan.sortBy)},
            {QStringLiteral("favours"), toQString(plan.favours)}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

Result<AnalysisPlan> analysisPlanFromJson(const std::string& json)
{
    constexpr std::size_t MaxModerators = 20;
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    const auto text = [&](const QString& key) { return object.value(key).toString().toStdString(); };
    AnalysisPlan plan;
    plan.title = text(QStringLiteral("title"));
    plan.outcome = text(QStringLiteral("outcome"));
    plan.time = text(QStringLiteral("time"));
    plan.measure = text(QStringLiteral("measure"));
    plan.method = text(QStringLiteral("method"));
    plan.model = text(QStringLiteral("model"));
    plan.test = text(QStringLiteral("test"));
    plan.dropDoubleZero = object.value(QStringLiteral("drop00")).toBool();
    plan.subgroup = text(QStringLiteral("subgroup"));
    plan.sortBy = text(QStringLiteral("sort"));
    plan.favours = text(QStringLiteral("favours"));
    for (const QJsonValue field : object.value(QStringLiteral("moderators")).toArray())
        if (plan.moderators.size() < MaxModerators)
            plan.moderators.push_back(field.toString().toStdString());
    if (plan.outcome.empty() || plan.measure.empty() || plan.method.empty() || plan.test.empty())
        return fail(ErrorKind::InvalidInput, QStringLiteral("This is no plan of a meta-analysis."));
    return plan;
}

std::string toText(const StudyCount& count)
{
    return std::to_string(count.studies) + ' ' + std::to_string(count.reports);
}

std::optional<StudyCount> studyCountFrom(const std::string& text)
{
    const std::vector<std::string> parts = splitTrimmed(text, ' ');
    if (parts.size() != 2)
        return std::nullopt;
    bool known[2] = {};
    const StudyCount count{toQString(parts[0]).toLongLong(&known[0]), toQString(parts[1]).toLongLong(&known[1])};
    return known[0] && known[1] && count.studies >= 0 && count.reports >= count.studies ? std::optional{count}
                                                                                        : std::nullopt;
}

namespace {

QJsonValue written(const std::optional<std::string>& words)
{
    return words ? QJsonValue(toQString(*words)) : QJsonValue(QJsonValue::Undefined);
}

QJsonValue written(std::optional<int> number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Undefined);
}

std::optional<std::string> wordsIn(const QJsonObject& object, const char* key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isString() ? std::optional(value.toString().toStdString()) : std::nullopt;
}

std::optional<int> numberIn(const QJsonObject& object, const char* key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

/// In the file: the numbers of Verdict are the journal's, these are for people who read it.
constexpr std::array VerdictWords{"exclude", "include", "maybe"};

QJsonObject toObject(const Filter& filter, const std::vector<Reason>& reasons)
{
    QJsonObject object{{QStringLiteral("stage"), static_cast<int>(filter.stage)},
        {QStringLiteral("label"), written(filter.label)}, {QStringLiteral("from"), written(filter.yearFrom)},
        {QStringLiteral("to"), written(filter.yearTo)}, {QStringLiteral("language"), written(filter.language)},
        {QStringLiteral("type"), written(filter.type)}, {QStringLiteral("source"), written(filter.source)}};
    if (!filter.text.empty())
        object.insert(QStringLiteral("text"), toQString(filter.text));
    if (filter.mine)
        object.insert(
            QStringLiteral("verdict"), QLatin1String(VerdictWords.at(static_cast<std::size_t>(*filter.mine))));
    for (const auto& [key, on] : {std::pair("undecided", filter.undecidedByMe),
             std::pair("decided", filter.decidedByMe), std::pair("withoutAbstract", filter.withoutAbstract)})
        if (on)
            object.insert(QLatin1String(key), true);
    if (!filter.myReason)
        return object;
    const auto known = std::find_if(
        reasons.begin(), reasons.end(), [&](const Reason& reason) { return reason.id == *filter.myReason; });
    if (known != reasons.end() || !*filter.myReason)
        object.insert(QStringLiteral("reason"), known == reasons.end() ? QString() : toQString(known->label));
    return object;
}

Filter filterIn(const QJsonObject& object, const std::vector<Reason>& reasons)
{
    Filter filter;
    filter.stage = object.value(QStringLiteral("stage")).toInt() == 2 ? Stage::FullText : Stage::TitleAbstract;
    filter.text = object.value(QStringLiteral("text")).toString().toStdString();
    filter.label = wordsIn(object, "label");
    filter.yearFrom = numberIn(object, "from");
    filter.yearTo = numberIn(object, "to");
    filter.language = wordsIn(object, "language");
    filter.type = wordsIn(object, "type");
    filter.source = wordsIn(object, "source");
    filter.undecidedByMe = object.value(QStringLiteral("undecided")).toBool();
    filter.decidedByMe = object.value(QStringLiteral("decided")).toBool();
    filter.withoutAbstract = object.value(QStringLiteral("withoutAbstract")).toBool();
    for (std::size_t i = 0; i < VerdictWords.size(); ++i)
        if (object.value(QStringLiteral("verdict")).toString() == QLatin1String(VerdictWords.at(i)))
            filter.mine = static_cast<Verdict>(i);
    const std::optional<std::string> reason = wordsIn(object, "reason");
    if (reason && reason->empty())
        filter.myReason = ReasonId{};
    for (const Reason& known : reasons)
        if (reason && known.stage == filter.stage && known.label == *reason)
            filter.myReason = known.id;
    return filter;
}

} // namespace

std::string toJson(const std::vector<SavedFilter>& filters, const std::vector<Reason>& reasons)
{
    QJsonArray all;
    for (const SavedFilter& saved : filters) {
        QJsonObject object = toObject(saved.filter, reasons);
        object.insert(QStringLiteral("name"), toQString(saved.name));
        all.append(object);
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<SavedFilter> filtersFromJson(const std::string& json, const std::vector<Reason>& reasons)
{
    constexpr std::size_t Most = 200;
    std::vector<SavedFilter> filters;
    const QJsonArray all = QJsonDocument::fromJson(QByteArray::fromStdString(json)).array();
    for (const QJsonValue value : all) {
        if (filters.size() == Most)
            break;
        const QJsonObject object = value.toObject();
        const std::string name = object.value(QStringLiteral("name")).toString().toStdString();
        if (!name.empty())
            filters.push_back({name, filterIn(object, reasons)});
    }
    return filters;
}

} // namespace winnow::review
