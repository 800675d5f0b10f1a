#include "core/extraction/instrument.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace winnow::extraction {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

constexpr qsizetype MaxInstrumentBytes = qsizetype{1} << 20;
constexpr std::size_t MaxItems = 500;

tl::unexpected<Error> fault(const QString& place, const QString& what)
{
    return fail(ErrorKind::InvalidInput, Words::tr("The instrument cannot be used: %1: %2.").arg(place, what));
}

bool holds(const Condition& condition, const Answers& given)
{
    return std::all_of(condition.begin(), condition.end(), [&](const auto& part) {
        const auto found = given.find(part.first);
        return found != given.end()
            && std::find(part.second.begin(), part.second.end(), found->second) != part.second.end();
    });
}

/// One that the item offers: what a former version of the instrument offered, or an import brought, is none.
bool isOffered(const Item& item, const std::string& answer)
{
    return item.answers.empty() || (item.optional && answer == "NA")
        || std::ranges::find(item.answers, answer) != item.answers.end();
}

/// The answers that count: of items that are asked, in order, as later items hang on earlier ones.
Answers counted(const Domain& domain, const Answers& answers)
{
    Answers given;
    for (const Item& item : domain.items)
        if (const auto found = answers.find(item.id);
            found != answers.end() && isOffered(item, found->second) && isAsked(item, given))
            given.insert(*found);
    return given;
}

class Reader {
public:
    Result<Instrument> read(const QJsonObject& json)
    {
        for (const auto& [key, member] : {std::pair{"id"_L1, &Instrument::id}, {"title"_L1, &Instrument::title},
                 {"about"_L1, &Instrument::about}, {"version"_L1, &Instrument::version}, {"link"_L1, &Instrument::link},
                 {"robvis"_L1, &Instrument::robvis}})
            m_out.*member = text(json, key);
        if (m_out.id.empty() || m_out.title.empty())
            return fault(Words::tr("the beginning"), Words::tr("it needs an id and a title"));
        for (const auto& answer : json["answers"_L1].toArray())
            m_out.answers.emplace_back(answer[0].toString().toStdString(), answer[1].toString().toStdString());
        m_out.judgements = list(json["judgements"_L1]);
        if (m_out.answers.empty() || m_out.judgements.empty())
            return fault(Words::tr("the beginning"), Words::tr("it needs answers and judgements"));
        for (const auto& domain : json["domains"_L1].toArray())
            TRY(readDomain(domain.toObject()));
        TRY(readOverall(json["overall"_L1].toObject()));
        return std::move(m_out);
    }

private:
    static std::string text(const QJsonObject& from, QLatin1StringView key)
    {
        return from[key].toString().toStdString();
    }

    static std::vector<std::string> list(const QJsonValue& value)
    {
        std::vector<std::string> out;
        for (const auto& entry : value.toArray())
            out.push_back(entry.toString().toStdString());
        return out;
    }

    [[nodiscard]] bool isAnswer(const std::string& key) const
    {
        return std::any_of(m_out.answers.begin(), m_out.answers.end(), [&](const auto& a) { return a.first == key; });
    }

    [[nodiscard]] bool isJudgement(const std::string& judgement) const
    {
        return std::find(m_out.judgements.begin(), m_out.judgements.end(), judgement) != m_out.judgements.end();
    }

    Result<Condition> condition(const QJsonObject& json, const Domain& domain) const
    {
        Condition out;
        for (auto it = json.constBegin(); it != json.constEnd(); ++it) {
            const std::string id = it.key().toStdString();
            if (domain.item(id) == nullptr)
                return fault(toQString(domain.id), Words::tr("there is no item %1 before this").arg(it.key()));
            out[id] = splitTrimmed(it.value().toString().toStdString(), ' ');
            for (const std::string& answer : out[id])
                if (!isAnswer(answer))
                    return fault(toQString(domain.id), Words::tr("“%1” is not an answer").arg(toQString(answer)));
        }
        return out;
    }

    Result<> readDomain(const QJsonObject& json)
    {
        Domain domain;
        domain.id = text(json, "id"_L1);
        domain.column = text(json, "column"_L1);
        domain.variant = text(json, "variant"_L1);
        domain.title = text(json, "title"_L1);
        if (domain.id.empty() || m_out.domain(domain.id) != nullptr)
            return fault(Words::tr("domain %1").arg(m_out.domains.size() + 1), Words::tr("it needs an id of its own"));
        for (const auto& value : json["questions"_L1].toArray()) {
            const QJsonObject question = value.toObject();
            Item item;
            item.id = text(question, "id"_L1);
            item.text = text(question, "text"_L1);
            item.optional = question["optional"_L1].toBool();
            item.answers = splitTrimmed(text(question, "answers"_L1), ' ');
            for (const auto& asked : question["asked"_L1].toArray()) {
                Condition when = TRY(condition(asked.toObject(), domain));
                item.asked.push_back(std::move(when));
            }
            if (item.id.empty() || item.text.empty() || domain.item(item.id) != nullptr
                || domain.items.size() >= MaxItems)
                return fault(toQString(domain.id), Words::tr("each item needs an id of its own and a text"));
            domain.items.push_back(std::move(item));
        }
        for (const auto& value : json["rules"_L1].toArray()) {
            Rule rule;
            rule.judgement = text(value.toObject(), "then"_L1);
            rule.when = TRY(condition(value["when"_L1].toObject(), domain));
            if (!isJudgement(rule.judgement))
                return fault(toQString(domain.id), Words::tr("“%1” is not a judgement").arg(toQString(rule.judgement)));
            domain.rules.push_back(std::move(rule));
        }
        m_out.domains.push_back(std::move(domain));
        return {};
    }

    Result<> readOverall(const QJsonObject& json)
    {
        m_out.order = list(json["worst"_L1]);
        m_out.severalOf = text(json["several"_L1].toObject(), "of"_L1);
        m_out.mayBe = text(json["several"_L1].toObject(), "may be"_L1);
        for (const auto& value : json["stars"_L1].toArray()) {
            StarThreshold threshold;
            threshold.judgement = value["then"_L1].toString().toStdString();
            const QJsonObject least = value["least"_L1].toObject();
            for (auto it = least.constBegin(); it != least.constEnd(); ++it)
                threshold.least[it.key().toStdString()] = it.value().toInt();
            m_out.stars.push_back(std::move(threshold));
        }
        for (const std::string& judgement : m_out.order)
            if (!isJudgement(judgement))
                return fault(
                    Words::tr("the overall judgement"), Words::tr("“%1” is not a judgement").arg(toQString(judgement)));
        return {};
    }

    Instrument m_out;
};

} // namespace

const Item* Domain::item(std::string_view itemId) const
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == itemId; });
    return found == items.end() ? nullptr : &*found;
}

const Domain* Instrument::domain(std::string_view domainId) const
{
    const auto found =
        std::find_if(domains.begin(), domains.end(), [&](const Domain& domain) { return domain.id == domainId; });
    return found == domains.end() ? nullptr : &*found;
}

std::vector<const Domain*> Instrument::domainsOf(std::string_view variant) const
{
    std::vector<const Domain*> out;
    for (const Domain& domain : domains)
        if (domain.variant.empty() || domain.variant == variant)
            out.push_back(&domain);
    return out;
}

Result<Instrument> parseInstrument(const QByteArray& json)
{
    if (json.size() > MaxInstrumentBytes)
        return fault(Words::tr("the file"), Words::tr("it is larger than an instrument can be"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return fault(Words::tr("byte %1").arg(error.offset), error.errorString());
    return Reader().read(document.object());
}

std::vector<Instrument> instruments()
{
    std::vector<Instrument> found;
    const QDir folder(u":/instruments"_s);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (Result<Instrument> instrument = parseInstrument(file.readAll()))
            found.push_back(*std::move(instrument));
    }
    std::sort(found.begin(), found.end(), [](const Instrument& a, const Instrument& b) { return a.title < b.title; });
    return found;
}

Result<Instrument> instrument(const std::string& id)
{
    QStringList known;
    std::vector<Instrument> all = instruments();
    for (Instrument& one : all) {
        if (one.id == id)
            return std::move(one);
        known.append(toQString(one.id));
    }
    return fail(ErrorKind::NotFound,
        Words::tr("There is no instrument “%1”; there are: %2.").arg(toQString(id), known.join(u", "_s)));
}

bool isAsked(const Item& item, const Answers& answers)
{
    return item.asked.empty() || std::any_of(item.asked.begin(), item.asked.end(), [&](const Condition& condition) {
        return holds(condition, answers);
    });
}

std::vector<std::string> answersOf(const Instrument& instrument, const Item& item, const Answers& answers)
{
    std::vector<std::string> out;
    if (!isAsked(item, answers))
        return out;
    out = item.answers;
    if (out.empty())
        for (const auto& [key, wording] : instrument.answers)
            out.push_back(key);
    if (item.optional)
        out.emplace_back("NA");
    return out;
}

Proposal proposal(const Domain& domain, const Answers& answers)
{
    Proposal out;
    const Answers given = counted(domain, answers);
    for (const Item& item : domain.items)
        if (isAsked(item, given) && !given.contains(item.id))
            out.open.push_back(item.id);
    if (!out.open.empty())
        return out;
    for (std::size_t i = 0; i < domain.rules.size(); ++i)
        if (holds(domain.rules[i].when, given)) {
            out.judgement = domain.rules[i].judgement;
            out.rule = i;
            return out;
        }
    return out;
}

OverallProposal overallProposal(
    const Instrument& instrument, std::string_view variant, const std::map<std::string, std::string>& judgements)
{
    OverallProposal out;
    std::size_t worst = 0;
    std::size_t several = 0;
    if (instrument.order.empty())
        return out;
    for (const Domain* domain : instrument.domainsOf(variant)) {
        const auto found = judgements.find(domain->id);
        if (found == judgements.end())
            return out;
        const auto place = std::find(instrument.order.begin(), instrument.order.end(), found->second);
        if (place == instrument.order.end())
            return out;
        worst = std::max(worst, static_cast<std::size_t>(place - instrument.order.begin()));
        several += found->second == instrument.severalOf ? 1U : 0U;
    }
    out.judgement = instrument.order[worst];
    if (several > 1 && out.judgement == instrument.severalOf)
        out.mayBe = instrument.mayBe;
    return out;
}

OverallProposal starProposal(const Instrument& instrument, const Answers& answers)
{
    std::map<std::string, int> stars;
    for (const Domain& domain : instrument.domains)
        for (const Item& item : domain.items) {
            const auto found = answers.find(item.id);
            if (found == answers.end())
                return {};
            stars[domain.id] += toQString(found->second).toInt();
        }
    for (const StarThreshold& threshold : instrument.stars)
        if (std::all_of(threshold.least.begin(), threshold.least.end(),
                [&](const auto& least) { return stars[least.first] >= least.second; }))
            return {threshold.judgement, {}};
    return {};
}

} // namespace winnow::extraction
