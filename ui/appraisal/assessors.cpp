// Several assessors: what the others said, what the review says, and settling where they differ.
#include "core/base/text.h"
#include "core/review/review.h"
#include "ui/appraisal/appraisalcontroller.h"

#include <algorithm>

namespace winnow::ui {

void AppraisalController::combine()
{
    std::map<Place, std::set<std::string>> said;
    for (const auto& [study, texts] : m_values)
        for (const auto& [address, text] : texts)
            said[{study, address}].insert(text);
    for (const auto& [place, others] : m_others)
        for (const Other& other : others)
            said[place].insert(other.text);
    m_review.clear();
    m_differing.clear();
    for (const auto& [place, texts] : said) {
        if (m_settled.contains(place))
            continue;
        if (texts.size() == 1)
            m_review[place.first][place.second] = *texts.begin();
        else
            m_differing.insert(place);
    }
    for (const auto& [place, text] : m_settled)
        m_review[place.first][place.second] = text;
}

bool AppraisalController::isJudgedByOthers(const Study& study) const
{
    const auto first = m_others.lower_bound({study.id, {}});
    return first != m_others.end() && first->first.first == study.id;
}

int AppraisalController::differing(StudyId study, int outcome) const
{
    return static_cast<int>(std::ranges::count_if(extraction::judged(appraising(outcome)),
        [&](const std::string& address) { return m_differing.contains({study, address}); }));
}

int AppraisalController::differing(const Study& study) const
{
    int sum = 0;
    for (int i = 0; m_instrument && i < outcomes(); ++i)
        sum += differing(study.id, i);
    return sum;
}

std::string AppraisalController::supportOf(const AppraisalStep& step) const
{
    return step.item == nullptr ? appraising(m_outcome).support(idOf(step)) : std::string{};
}

std::vector<AppraisalController::Other> AppraisalController::others(const AppraisalStep& step) const
{
    const auto at = [this](const std::string& address) {
        const auto found = m_others.find({m_study, address});
        return found == m_others.end() ? std::vector<Other>{} : found->second;
    };
    std::vector<Other> all = at(addressOf(step));
    for (const Other& support : at(supportOf(step))) {
        auto of = std::ranges::find(all, support.name, &Other::name);
        if (of == all.end())
            of = all.insert(all.end(), {support.name, {}, {}, {}});
        of->support = toQString(support.text);
        of->quotes.insert(of->quotes.end(), support.quotes.begin(), support.quotes.end());
    }
    return all;
}

bool AppraisalController::isDiffering(const AppraisalStep& step) const
{
    const bool isJudged = step.item == nullptr || !extraction::judgesDomains(*m_instrument);
    return isJudged && m_differing.contains({m_study, addressOf(step)});
}

std::string AppraisalController::settled(const AppraisalStep& step) const
{
    const auto found = m_settled.find({m_study, addressOf(step)});
    return found == m_settled.end() ? std::string{} : found->second;
}

void AppraisalController::accept(const AppraisalStep& step, const QString& name)
{
    if (study() == nullptr || !canWrite() || m_rule.blind())
        return;
    std::string text = said(step);
    QString why = step.item == nullptr ? support(step) : QString();
    const std::vector<Other> all = others(step);
    const bool isSupported =
        !why.isEmpty() || std::ranges::any_of(all, [](const Other& other) { return !other.support.isEmpty(); });
    if (!name.isEmpty()) {
        const auto other = std::ranges::find(all, name, &Other::name);
        if (other == all.end())
            return;
        text = other->text;
        why = other->support;
    }
    if (text.empty())
        return;
    std::vector<AgreedValue> values{{m_study, addressOf(step), Answer::Stated, text, {}, {}, {}}};
    if (isSupported) // also by no words: those of who judged otherwise support something else
        values.push_back({m_study, supportOf(step), why.isEmpty() ? Answer::NotApplicable : Answer::Stated,
            why.toStdString(), {}, {}, {}});
    for (const AgreedValue& value : values)
        m_settled[{value.study, value.field}] = value.text;
    refresh();
    run([values](review::Review& review) { return review.settleValues(values); });
}

void AppraisalController::acceptNext()
{
    if (m_current >= static_cast<int>(m_steps.size()) || study() == nullptr)
        return;
    const AppraisalStep step = m_steps[static_cast<std::size_t>(m_current)];
    const std::string now = settled(step);
    if (now.empty() && !isDiffering(step))
        return;
    std::vector<std::pair<std::string, QString>> offered; // each judgement once, by the first who made it
    const auto offer = [&offered](const std::string& text, const QString& name) {
        if (!text.empty() && std::ranges::find(offered, text, &std::pair<std::string, QString>::first) == offered.end())
            offered.emplace_back(text, name);
    };
    for (const Other& other : others(step))
        offer(other.text, other.name);
    offer(said(step), {});
    if (offered.empty())
        return;
    const auto present = std::ranges::find(offered, now, &std::pair<std::string, QString>::first);
    const auto next = present == offered.end() ? 0 : (present - offered.begin() + 1) % std::ssize(offered);
    accept(step, offered[static_cast<std::size_t>(next)].second);
}

void AppraisalController::takeBack(const AppraisalStep& step)
{
    if (study() == nullptr || !canWrite())
        return;
    std::vector<std::string> addresses;
    for (const std::string& address : {supportOf(step), addressOf(step)})
        if (m_settled.erase({m_study, address}) > 0)
            addresses.push_back(address);
    if (addresses.empty())
        return;
    refresh();
    run([study = m_study, addresses](review::Review& review) -> Result<Changes> {
        Changes changes;
        for (const std::string& address : addresses)
            changes = TRY(review.removeAgreed(study, address));
        return changes;
    });
}

bool AppraisalController::goToDiffering()
{
    if (m_studies.empty() || !m_instrument)
        return false;
    const auto perStudy = static_cast<std::size_t>(outcomes()) * m_steps.size();
    const std::size_t all = perStudy * m_studies.size();
    const std::size_t from = static_cast<std::size_t>(std::max(row(), 0)) * perStudy
        + static_cast<std::size_t>(m_outcome) * m_steps.size() + static_cast<std::size_t>(m_current);
    for (std::size_t i = 1; i <= all; ++i) {
        const std::size_t at = (from + i) % all;
        const Study& study = m_studies[at / perStudy];
        const int outcome = static_cast<int>(at % perStudy / m_steps.size());
        const AppraisalStep& step = m_steps[at % m_steps.size()];
        const bool isJudged = step.item == nullptr || !extraction::judgesDomains(*m_instrument);
        if (!isJudged || !m_differing.contains({study.id, addressOf(step, outcome)}))
            continue;
        show(study.id);
        setOutcome(outcome);
        setCurrent(static_cast<int>(at % m_steps.size()));
        return true;
    }
    return false;
}

QString AppraisalController::whose() const
{
    if (m_rule.blind())
        return tr("Your judgements alone: assessors are blind to each other until their values are opened.");
    if (m_others.empty())
        return {};
    const QString review = tr("The review's judgements: what assessors agree on, one alone said, or was accepted.");
    int differ = 0;
    for (const Study& study : m_studies)
        differ += m_instrument ? differing(study.id, m_outcome) : 0;
    return differ == 0 ? review : tr("%1 Left out, as assessors differ: %2.").arg(review).arg(differ);
}

} // namespace winnow::ui
