#include "core/extraction/appraisal.h"

#include "core/base/shown.h"
#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace winnow::extraction {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(extraction)
};

constexpr std::string_view Adhering = "adhering";

/// What robvis calls an answer or a judgement of an instrument that it does not know.
std::string robvisWord(const std::string& said)
{
    static const std::map<std::string_view, std::string_view> known{{"Y", "Low"}, {"U", "Unclear"}, {"N", "High"},
        {"0", "High"}, {"1", "Low"}, {"2", "Low"}, {"Include", "Low"}, {"Seek further information", "Unclear"},
        {"Exclude", "High"}, {"Good", "Low"}, {"Fair", "Unclear"}, {"Poor", "High"}};
    const auto found = known.find(said);
    return found == known.end() ? std::string{} : std::string(found->second);
}

std::string at(const std::map<std::string, std::string>& map, std::string_view key)
{
    const auto found = map.find(std::string(key));
    return found == map.end() ? std::string{} : found->second;
}

} // namespace

Appraising::Appraising(const Instrument& instrument, std::string effect, std::string outcome)
    : m_instrument(&instrument)
    , m_effect(std::move(effect))
    , m_outcome(std::move(outcome))
{
}

std::string Appraising::address(const std::string& part) const
{
    return m_instrument->id + '.' + part + (m_outcome.empty() ? std::string{} : '@' + m_outcome);
}

std::string Appraising::item(const Domain& domain, std::string_view itemId) const
{
    return address((domain.variant == Adhering ? std::string(Adhering) + '.' : std::string{}) + std::string(itemId));
}

/// The overall judgement is of the effect of interest too; a domain's id tells it already.
std::string Appraising::of(std::string_view domainId, std::string_view what) const
{
    const bool adhering = domainId == Overall && m_effect == Adhering;
    return address(
        (adhering ? std::string(Adhering) + '.' : std::string{}) + std::string(domainId) + '.' + std::string(what));
}

std::string Appraising::judgement(std::string_view domainId) const
{
    return of(domainId, "judgement");
}

std::string Appraising::support(std::string_view domainId) const
{
    return of(domainId, "support");
}

Assessment assessment(const Appraising& appraising, const std::map<std::string, std::string>& values)
{
    Assessment out;
    const auto take = [&](std::map<std::string, std::string>& into, const std::string& key, const std::string& from) {
        if (const auto found = values.find(from); found != values.end() && !found->second.empty())
            into[key] = found->second;
    };
    const auto judged = [&](const std::string& id) {
        take(out.judgements, id, appraising.judgement(id));
        take(out.supports, id, appraising.support(id));
    };
    for (const Domain* domain : appraising.domains()) {
        for (const Item& item : domain->items)
            take(out.answers[domain->id], item.id, appraising.item(*domain, item.id));
        judged(domain->id);
    }
    judged(std::string(Overall));
    return out;
}

bool judgesDomains(const Instrument& instrument)
{
    return !instrument.order.empty();
}

std::string quoted(const Evidence& place)
{
    const QString page = Words::tr("(p. %1)").arg(place.page + 1);
    return (place.quote.empty() ? page : Words::tr("“%1” %2").arg(inOneLine(place.quote), page)).toStdString();
}

std::string supportText(const Appraising& appraising, const Domain* domain, const std::map<std::string, Value>& values)
{
    QStringList parts;
    const auto addQuotes = [&](const std::string& address, const QString& of) {
        const auto found = values.find(address);
        if (found == values.end() || found->second.evidence.empty())
            return;
        QStringList quotes;
        for (const Evidence& place : found->second.evidence)
            quotes += toQString(quoted(place));
        const QString all = quotes.join(QLatin1Char(' '));
        parts += of.isEmpty() ? all : Words::tr("%1: %2").arg(of, all);
    };
    const std::string id = domain != nullptr ? domain->id : std::string(Overall);
    if (const auto found = values.find(appraising.support(id)); found != values.end() && !found->second.text.empty())
        parts += inOneLine(found->second.text);
    addQuotes(appraising.judgement(id), {});
    for (const Domain* const each : appraising.domains()) {
        if (domain != each && (domain != nullptr || judgesDomains(appraising.instrument())))
            continue;
        Answers given;
        for (const Item& item : each->items) {
            if (!isAsked(item, given)) // any more: neither its answer nor its quotes count
                continue;
            const std::string address = appraising.item(*each, item.id);
            if (const auto found = values.find(address); found != values.end())
                given[item.id] = found->second.text;
            addQuotes(address, toQString(item.id));
        }
    }
    return parts.join(QLatin1Char(' ')).toStdString();
}

std::vector<std::string> effectsOf(const Instrument& instrument)
{
    std::vector<std::string> effects;
    for (const Domain& domain : instrument.domains)
        if (!domain.variant.empty() && std::ranges::find(effects, domain.variant) == effects.end())
            effects.push_back(domain.variant);
    return effects;
}

Proposal domainProposal(const Domain& domain, const Assessment& assessment)
{
    const auto found = assessment.answers.find(domain.id);
    return proposal(domain, found == assessment.answers.end() ? Answers{} : found->second);
}

OverallProposal overallProposal(const Appraising& appraising, const Assessment& assessment)
{
    const Instrument& instrument = appraising.instrument();
    if (judgesDomains(instrument))
        return overallProposal(instrument, appraising.effect(), assessment.judgements);
    Answers all;
    for (const auto& [domain, answers] : assessment.answers)
        all.insert(answers.begin(), answers.end());
    return starProposal(instrument, all);
}

AppraisalProgress progress(const Appraising& appraising, const Assessment& assessment)
{
    AppraisalProgress out;
    const auto count = [&](bool done) {
        ++out.all;
        out.done += done ? 1 : 0;
    };
    for (const Domain* domain : appraising.domains()) {
        if (judgesDomains(appraising.instrument())) {
            count(assessment.judgements.contains(domain->id));
            continue;
        }
        const auto answers = assessment.answers.find(domain->id);
        for (const Item& item : domain->items)
            count(answers != assessment.answers.end() && answers->second.contains(item.id));
    }
    count(assessment.judgements.contains(std::string(Overall)));
    return out;
}

std::vector<std::string> judged(const Appraising& appraising)
{
    std::vector<std::string> addresses;
    for (const Domain* domain : appraising.domains()) {
        if (judgesDomains(appraising.instrument()))
            addresses.push_back(appraising.judgement(domain->id));
        else
            for (const Item& item : domain->items)
                addresses.push_back(appraising.item(*domain, item.id));
    }
    addresses.push_back(appraising.judgement(Overall));
    return addresses;
}

std::vector<std::string> openBelow(const Domain& domain, const Assessment& assessment)
{
    const auto answers = assessment.answers.find(domain.id);
    if (!assessment.judgements.contains(domain.id) || answers == assessment.answers.end() || answers->second.empty())
        return {};
    return proposal(domain, answers->second).open;
}

RobvisTable robvisTable(const Appraising& appraising, const std::vector<std::pair<std::string, Assessment>>& studies)
{
    RobvisTable table;
    const bool byDomain = judgesDomains(appraising.instrument());
    table.tool = appraising.instrument().robvis;
    for (const Domain* domain : appraising.domains()) {
        if (byDomain)
            table.domains.push_back(domain->column);
        else
            for (const Item& item : domain->items)
                table.domains.push_back(item.id);
    }
    for (const auto& [name, said] : studies) {
        RobvisRow row;
        row.study = name;
        for (const Domain* domain : appraising.domains()) {
            if (byDomain) {
                row.judgements.push_back(at(said.judgements, domain->id));
                continue;
            }
            const auto answers = said.answers.find(domain->id);
            for (const Item& item : domain->items)
                row.judgements.push_back(
                    answers == said.answers.end() ? std::string{} : robvisWord(at(answers->second, item.id)));
        }
        const std::string overall = at(said.judgements, Overall);
        row.overall = byDomain ? overall : robvisWord(overall);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Result<std::map<std::string, std::string>> valuesOf(
    const Appraising& appraising, const RobvisTable& table, const RobvisRow& row)
{
    const Instrument& instrument = appraising.instrument();
    const std::vector<const Domain*> domains = appraising.domains();
    if (!judgesDomains(instrument))
        return fail(ErrorKind::InvalidInput,
            Words::tr("%1 judges items, not domains: such a table cannot be taken in.")
                .arg(toQString(instrument.title)));
    if (table.domains.size() != domains.size())
        return fail(ErrorKind::InvalidInput,
            Words::tr("The table has %1 domains; %2 has %3.")
                .arg(table.domains.size())
                .arg(toQString(instrument.title))
                .arg(domains.size()));
    std::map<std::string, std::string> out;
    const auto take = [&](std::string_view domain, const std::string& judgement) -> Result<> {
        if (judgement.empty())
            return {};
        if (std::ranges::find(instrument.judgements, judgement) == instrument.judgements.end())
            return fail(ErrorKind::InvalidInput,
                Words::tr("“%1” of %2 is no judgement of %3.")
                    .arg(toQString(judgement), toQString(row.study), toQString(instrument.title)));
        out[appraising.judgement(domain)] = judgement;
        return {};
    };
    for (std::size_t i = 0; i < domains.size() && i < row.judgements.size(); ++i)
        TRY(take(domains[i]->id, row.judgements[i]));
    TRY(take(Overall, row.overall));
    return out;
}

Result<> checkOutcomes(const std::vector<std::string>& outcomes)
{
    constexpr std::size_t Longest = 200;
    std::set<std::string> seen;
    for (const std::string& outcome : outcomes) {
        const bool number = std::ranges::all_of(outcome, [](char c) { return c >= '0' && c <= '9'; });
        if (outcome.empty() || outcome.size() > Longest || number || outcome.find('@') != std::string::npos
            || trimmed(outcome) != outcome || !seen.insert(outcome).second)
            return fail(ErrorKind::InvalidInput,
                Words::tr("“%1” cannot be an outcome here: each has words of its own, without @.")
                    .arg(toQString(outcome).left(100)));
    }
    return {};
}

} // namespace winnow::extraction
