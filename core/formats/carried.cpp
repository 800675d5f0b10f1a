#include "core/formats/carried.h"

#include "core/base/text.h"
#include "core/formats/encoding.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace winnow::formats {

namespace {

using Values = std::vector<std::string>;

template <typename Owner, typename Member> struct Named {
    const char* name;
    Member Owner::* member;
};

constexpr std::array Texts = {
    Named<Record, std::string>{"source_id", &Record::sourceId},
    Named<Record, std::string>{"title", &Record::title},
    Named<Record, std::string>{"original_title", &Record::originalTitle},
    Named<Record, std::string>{"abstract", &Record::abstract},
    Named<Record, std::string>{"date", &Record::date},
    Named<Record, std::string>{"journal", &Record::journal},
    Named<Record, std::string>{"journal_abbreviation", &Record::journalAbbreviation},
    Named<Record, std::string>{"volume", &Record::volume},
    Named<Record, std::string>{"issue", &Record::issue},
    Named<Record, std::string>{"pages", &Record::pages},
    Named<Record, std::string>{"doi", &Record::doi},
    Named<Record, std::string>{"pmid", &Record::pmid},
    Named<Record, std::string>{"pmcid", &Record::pmcid},
    Named<Record, std::string>{"wos", &Record::wos},
    Named<Record, std::string>{"language", &Record::language},
    Named<Record, std::string>{"publisher", &Record::publisher},
    Named<Record, std::string>{"note", &Record::note},
};
constexpr std::array Lists = {
    Named<Record, Values>{"authors", &Record::authors},
    Named<Record, Values>{"group_authors", &Record::groupAuthors},
    Named<Record, Values>{"editors", &Record::editors},
    Named<Record, Values>{"registrations", &Record::registrations},
    Named<Record, Values>{"types", &Record::types},
    Named<Record, Values>{"keywords", &Record::keywords},
    Named<Record, Values>{"mesh", &Record::mesh},
    Named<Record, Values>{"urls", &Record::urls},
    Named<Record, Values>{"notices", &Record::notices},
    Named<Record, Values>{"serials", &Record::serials},
    Named<Record, Values>{"labels", &Record::labels},
};
constexpr std::array TrialTexts = {
    Named<TrialFacts, std::string>{"status", &TrialFacts::status},
    Named<TrialFacts, std::string>{"study_type", &TrialFacts::studyType},
    Named<TrialFacts, std::string>{"registered", &TrialFacts::registered},
    Named<TrialFacts, std::string>{"started", &TrialFacts::started},
    Named<TrialFacts, std::string>{"completed", &TrialFacts::completed},
    Named<TrialFacts, std::string>{"updated", &TrialFacts::updated},
};
constexpr std::array TrialLists = {
    Named<TrialFacts, Values>{"phases", &TrialFacts::phases},
    Named<TrialFacts, Values>{"conditions", &TrialFacts::conditions},
    Named<TrialFacts, Values>{"interventions", &TrialFacts::interventions},
    Named<TrialFacts, Values>{"sponsors", &TrialFacts::sponsors},
    Named<TrialFacts, Values>{"countries", &TrialFacts::countries},
};

template <typename Enum> struct Word {
    Enum value;
    std::string_view word;
};
constexpr std::array Kinds = {
    Word<RecordKind>{RecordKind::Article, "article"},
    Word<RecordKind>{RecordKind::ConferencePaper, "conference-paper"},
    Word<RecordKind>{RecordKind::Book, "book"},
    Word<RecordKind>{RecordKind::Chapter, "chapter"},
    Word<RecordKind>{RecordKind::Thesis, "thesis"},
    Word<RecordKind>{RecordKind::Report, "report"},
    Word<RecordKind>{RecordKind::Preprint, "preprint"},
    Word<RecordKind>{RecordKind::Dataset, "dataset"},
    Word<RecordKind>{RecordKind::Registration, "registration"},
    Word<RecordKind>{RecordKind::WebPage, "web-page"},
    Word<RecordKind>{RecordKind::Patent, "patent"},
    Word<RecordKind>{RecordKind::Other, "other"},
};
constexpr std::array Stages = {
    Word<Stage>{Stage::TitleAbstract, "title-abstract"},
    Word<Stage>{Stage::FullText, "full-text"},
};
constexpr std::array Verdicts = {
    Word<Verdict>{Verdict::Exclude, "exclude"},
    Word<Verdict>{Verdict::Include, "include"},
    Word<Verdict>{Verdict::Maybe, "maybe"},
};
constexpr std::array Relations = {
    Word<RelationKind>{RelationKind::RetractionOf, "retraction-of"},
    Word<RelationKind>{RelationKind::RetractedBy, "retracted-by"},
    Word<RelationKind>{RelationKind::CorrectionOf, "correction-of"},
    Word<RelationKind>{RelationKind::CorrectedBy, "corrected-by"},
    Word<RelationKind>{RelationKind::CommentOn, "comment-on"},
    Word<RelationKind>{RelationKind::CommentedBy, "commented-by"},
    Word<RelationKind>{RelationKind::UpdateOf, "update-of"},
    Word<RelationKind>{RelationKind::UpdatedBy, "updated-by"},
    Word<RelationKind>{RelationKind::PreprintOf, "preprint-of"},
    Word<RelationKind>{RelationKind::PublishedAs, "published-as"},
    Word<RelationKind>{RelationKind::ReportOf, "report-of"},
    Word<RelationKind>{RelationKind::ReportedBy, "reported-by"},
    Word<RelationKind>{RelationKind::Related, "related"},
};

template <typename Words, typename Enum> std::string_view wordOf(const Words& words, Enum value)
{
    return std::ranges::find(words, value, &Word<Enum>::value)->word;
}

template <typename Enum, std::size_t N>
std::optional<Enum> valueOf(const std::array<Word<Enum>, N>& words, const std::string& word)
{
    const auto found = std::ranges::find(words, word, &Word<Enum>::word);
    return found == words.end() ? std::nullopt : std::optional{found->value};
}

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

/// Qt takes a byte order mark at the beginning for none of the text.
QString exact(std::string_view text)
{
    QString marks;
    for (; text.starts_with(ByteOrderMark); text.remove_prefix(ByteOrderMark.size()))
        marks += QChar{0xFEFF};
    return marks + toQString(text);
}

QJsonArray array(const Values& values)
{
    QJsonArray out;
    for (const std::string& value : values)
        out.append(exact(value));
    return out;
}

Values strings(const QJsonValue& value)
{
    Values out;
    for (const QJsonValue entry : value.toArray())
        out.push_back(entry.toString().toStdString());
    return out;
}

void put(QJsonObject& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object.insert(name(key), exact(text));
}

QJsonObject json(const TrialFacts& trial)
{
    QJsonObject object;
    for (const auto& [key, member] : TrialTexts)
        put(object, key, trial.*member);
    for (const auto& [key, member] : TrialLists) {
        if (!(trial.*member).empty())
            object.insert(name(key), array(trial.*member));
    }
    if (trial.enrolment != 0)
        object.insert(name("enrolment"), static_cast<qint64>(trial.enrolment));
    if (trial.hasResults)
        object.insert(name("has_results"), true);
    return object;
}

TrialFacts trialOf(const QJsonObject& object)
{
    TrialFacts trial;
    for (const auto& [key, member] : TrialTexts)
        trial.*member = object[name(key)].toString().toStdString();
    for (const auto& [key, member] : TrialLists)
        trial.*member = strings(object[name(key)]);
    trial.enrolment = object[name("enrolment")].toInteger();
    trial.hasResults = object[name("has_results")].toBool();
    return trial;
}

QJsonArray json(const std::vector<GivenDecision>& decisions)
{
    QJsonArray out;
    for (const GivenDecision& decision : decisions) {
        QJsonObject object;
        put(object, "stage", std::string{wordOf(Stages, decision.stage)});
        put(object, "verdict", std::string{wordOf(Verdicts, decision.verdict)});
        put(object, "reason", decision.reason);
        put(object, "note", decision.note);
        put(object, "reviewer", decision.reviewer);
        out.append(object);
    }
    return out;
}

std::vector<GivenDecision> decisionsOf(const QJsonArray& array)
{
    std::vector<GivenDecision> decisions;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        const auto text = [&](const char* key) { return object[name(key)].toString().toStdString(); };
        const std::optional<Stage> stage = valueOf(Stages, text("stage"));
        const std::optional<Verdict> verdict = valueOf(Verdicts, text("verdict"));
        if (stage && verdict)
            decisions.push_back({*stage, *verdict, text("reason"), text("note"), text("reviewer")});
    }
    return decisions;
}

QJsonArray json(const std::vector<Relation>& relations)
{
    QJsonArray out;
    for (const Relation& relation : relations) {
        QJsonObject object;
        put(object, "kind", std::string{wordOf(Relations, relation.kind)});
        put(object, "target", relation.target);
        out.append(object);
    }
    return out;
}

std::vector<Relation> relationsOf(const QJsonArray& array)
{
    std::vector<Relation> relations;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        const std::optional<RelationKind> kind = valueOf(Relations, object[name("kind")].toString().toStdString());
        if (kind)
            relations.push_back({*kind, object[name("target")].toString().toStdString()});
    }
    return relations;
}

/// On one line; what formats give a meaning of their own ("&", braces) as \u….
std::string lineOf(const QJsonObject& object)
{
    const QByteArray json = QJsonDocument{object}.toJson(QJsonDocument::Compact);
    std::string out;
    out.reserve(static_cast<std::size_t>(json.size()) + 16);
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            inText = !inText;
        if (inText && c == '\\') {
            out.append({c, json[++i]});
        } else if (inText && (c == '&' || c == '{' || c == '}' || c == 0x7f)) {
            constexpr std::string_view Digits = "0123456789abcdef";
            out.append("\\u00").append({Digits[static_cast<std::size_t>(c) >> 4U], Digits[c & 15]});
        } else if (inText && static_cast<unsigned char>(c) == 0xEF && json.mid(i, 3) == "\xEF\xBB\xBF") {
            out += "\\ufeff"; // Qt reads no text that begins with it
            i += 2;
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

std::string carried(const Record& record, const Record& given)
{
    QJsonObject object;
    for (const auto& [key, member] : Texts) {
        if (record.*member != given.*member)
            object.insert(name(key), exact(record.*member));
    }
    for (const auto& [key, member] : Lists) {
        if (record.*member != given.*member)
            object.insert(name(key), array(record.*member));
    }
    if (record.kind != given.kind)
        object.insert(name("kind"), toQString(key(record.kind)));
    if (record.year != given.year)
        object.insert(name("year"), record.year);
    if (record.trial != given.trial)
        object.insert(name("trial"), json(record.trial));
    if (record.relations != given.relations)
        object.insert(name("relations"), json(record.relations));
    if (record.decisions != given.decisions)
        object.insert(name("decisions"), json(record.decisions));
    return object.isEmpty() ? std::string{} : lineOf(object);
}

bool takeCarried(std::string_view text, Record& record)
{
    text = trimmed(text);
    if (text.starts_with(CarriedMark))
        text = trimmed(text.substr(CarriedMark.size()));
    if (!text.starts_with('{') || text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return false;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())));
    if (!document.isObject())
        return false;
    const QJsonObject object = document.object();
    for (const auto& [key, member] : Texts) {
        if (const QJsonValue value = object[name(key)]; value.isString())
            record.*member = value.toString().toStdString();
    }
    for (const auto& [key, member] : Lists) {
        if (const QJsonValue value = object[name(key)]; value.isArray())
            record.*member = strings(value);
    }
    record.kind = valueOf(Kinds, object[name("kind")].toString().toStdString()).value_or(record.kind);
    record.year = object[name("year")].toInt(record.year);
    if (const QJsonValue trial = object[name("trial")]; trial.isObject())
        record.trial = trialOf(trial.toObject());
    if (const QJsonValue relations = object[name("relations")]; relations.isArray())
        record.relations = relationsOf(relations.toArray());
    if (const QJsonValue decisions = object[name("decisions")]; decisions.isArray())
        record.decisions = decisionsOf(decisions.toArray());
    return true;
}

std::string_view key(RecordKind kind)
{
    return wordOf(Kinds, kind);
}

} // namespace winnow::formats
