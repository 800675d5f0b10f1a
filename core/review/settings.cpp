#include "core/review/settings.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

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

} // namespace winnow::review
