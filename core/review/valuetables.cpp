#include "core/review/valuetables.h"

#include "core/base/text.h"
#include "core/extraction/form.h"
#include "core/review/annotations.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::review {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

tl::unexpected<Error> noEvidence()
{
    return fail(ErrorKind::InvalidInput, tr("It is no list of places in PDFs as Winnow writes them."));
}

Result<Evidence> placeOf(const QJsonObject& from)
{
    Evidence place;
    place.sha256 = QByteArray::fromHex(from.value("sha256"_L1).toString().toLatin1()).toStdString();
    place.page = from.value("page"_L1).toInt() - 1;
    if (place.sha256.size() != 32 || place.page < 0)
        return noEvidence();
    for (const QJsonValue entry : from.value("rects"_L1).toArray()) {
        const QJsonArray rect = entry.toArray();
        if (rect.size() != 4)
            return noEvidence();
        place.rects.push_back(
            {rect.at(0).toDouble(-1), rect.at(1).toDouble(-1), rect.at(2).toDouble(-1), rect.at(3).toDouble(-1)});
    }
    place.quote = from.value("quote"_L1).toString().toStdString();
    place.prefix = from.value("prefix"_L1).toString().toStdString();
    place.suffix = from.value("suffix"_L1).toString().toStdString();
    return place;
}

QString wordOf(extraction::Concern concern)
{
    switch (concern) {
    case extraction::Concern::Impossible:
        return u"impossible"_s;
    case extraction::Concern::Unlikely:
        return u"unlikely"_s;
    case extraction::Concern::ToNote:
        break;
    }
    return u"to note"_s;
}

} // namespace

std::string evidenceAsText(const std::vector<Evidence>& evidence)
{
    if (evidence.empty())
        return {};
    QJsonArray list;
    for (const Evidence& place : evidence) {
        QJsonArray rects;
        for (const PageRect& rect : place.rects)
            rects.append(QJsonArray{rect.left, rect.top, rect.width, rect.height});
        list.append(QJsonObject{{u"sha256"_s, toQString(hexOf(place.sha256))}, {u"page"_s, place.page + 1},
            {u"rects"_s, rects}, {u"quote"_s, toQString(place.quote)}, {u"prefix"_s, toQString(place.prefix)},
            {u"suffix"_s, toQString(place.suffix)}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact).toStdString();
}

Result<std::vector<Evidence>> evidenceFrom(std::string_view text)
{
    std::vector<Evidence> evidence;
    if (text.empty())
        return evidence;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (!document.isArray())
        return noEvidence();
    for (const QJsonValue entry : document.array())
        evidence.push_back(TRY(placeOf(entry.toObject())));
    return evidence;
}

std::string_view keyOf(Answer answer)
{
    switch (answer) {
    case Answer::Stated:
        return "stated";
    case Answer::NotReported:
        return "not-reported";
    case Answer::Unclear:
        return "unclear";
    case Answer::NotApplicable:
        break;
    }
    return "not-applicable";
}

std::string quotesAsText(const std::vector<Evidence>& evidence)
{
    QStringList quotes;
    for (const Evidence& place : evidence)
        if (!place.quote.empty())
            quotes += toQString(place.quote);
    return quotes.join(u" | "_s).toStdString();
}

Result<csv::Table> valuesTable(Reader& reader)
{
    const Form form = TRY(reader.form());
    std::map<StudyId, std::string> names;
    for (const Study& study : TRY(reader.studies()))
        names.emplace(study.id, study.name);
    std::map<ReviewerId, std::string> people;
    csv::Table table;
    table.headings = {
        "study", "name", "field", "value", "unit", "answer", "source", "reviewer", "pages", "quotes", "evidence"};
    for (const Value& value : TRY(reader.allValues())) {
        const Field* const field = form.field(value.field);
        if (!people.contains(value.reviewer))
            people.emplace(value.reviewer, TRY(reader.reviewerName(value.reviewer)));
        std::set<int> pages;
        for (const Evidence& place : value.evidence)
            pages.insert(place.page + 1);
        QStringList numbers;
        for (const int page : pages)
            numbers += QString::number(page);
        table.rows.push_back({{std::to_string(value.study.value), names[value.study], value.field, value.text,
                                  field != nullptr ? field->unit : std::string{}, std::string(keyOf(value.answer)),
                                  value.source, people.at(value.reviewer), numbers.join(u"; "_s).toStdString(),
                                  quotesAsText(value.evidence), evidenceAsText(value.evidence)},
            table.rows.size() + 2});
    }
    return table;
}

Result<std::vector<extraction::StudyValues>> valuesByStudy(Reader& reader)
{
    std::map<StudyId, std::vector<Value>> values;
    std::map<StudyId, std::vector<std::string>> open;
    for (const ReviewValue& value : TRY(reader.reviewValues())) {
        if (value.standing == Standing::Open)
            open[value.study].push_back(value.field);
        else
            values[value.study].push_back(
                {value.study, value.field, {}, value.answer, value.text, value.source, value.evidence});
    }
    std::vector<extraction::StudyValues> studies;
    for (const Study& study : TRY(reader.studies())) {
        std::ranges::sort(open[study.id]);
        studies.push_back({study.id, study.name, std::move(values[study.id]), std::move(open[study.id])});
    }
    return studies;
}

Result<csv::Table> findingsTable(Reader& reader)
{
    const Form form = TRY(reader.form());
    csv::Table table;
    table.headings = {"study", "name", "values", "concern", "finding"};
    const auto add = [&](const extraction::StudyValues& study, const std::string& about, const QString& concern,
                         const std::string& words) {
        table.rows.push_back({{std::to_string(study.study.value), study.name, about, concern.toStdString(), words},
            table.rows.size() + 2});
    };
    for (const extraction::StudyValues& study : TRY(valuesByStudy(reader))) {
        for (const Value& value : study.values)
            if (const Field* const field = form.field(value.field))
                if (const std::string doubt = extraction::doubt(form, *field, value, study.values); !doubt.empty())
                    add(study, value.field, wordOf(extraction::Concern::Unlikely), doubt);
        for (const extraction::Finding& finding : extraction::checkValues(form, study.values)) {
            std::string about;
            for (const std::string& id : finding.values)
                about += (about.empty() ? "" : "; ") + id;
            add(study, about, wordOf(finding.concern), extraction::sentence(finding));
        }
    }
    return table;
}

} // namespace winnow::review
