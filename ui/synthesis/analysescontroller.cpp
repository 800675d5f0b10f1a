#include "ui/synthesis/analysescontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/review/valuetables.h"

#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <set>

namespace winnow::ui {

AnalysesController::AnalysesController(QObject* parent)
    : CountController(parent)
{
}

void AnalysesController::clear()
{
    m_form = {};
    m_plans.clear();
    m_answer = {};
    m_selected.clear();
}

Result<AnalysesController::Answer> AnalysesController::answer(review::Reader& reader)
{
    Answer answer;
    answer.form = TRY(reader.form());
    answer.plans = TRY(reader.analyses());
    for (const Study& study : TRY(reader.studies()))
        if (!study.reports.empty())
            answer.reports.emplace(study.id, study.reports.front());
    const std::vector<extraction::StudyValues> studies = TRY(review::valuesByStudy(reader));
    std::map<std::string, std::set<std::string>> times;
    for (const extraction::StudyValues& study : studies) {
        std::set<std::string> outcomes;
        for (const Value& value : study.values)
            if (const auto address = extraction::parseAddress(value.field); address && !address->outcome.empty()) {
                outcomes.insert(address->outcome);
                if (!address->time.empty())
                    times[address->outcome].insert(address->time);
            }
        for (const std::string& outcome : outcomes)
            ++answer.studiesWith[outcome];
    }
    for (const auto& [outcome, found] : times) {
        std::vector<std::string> ordered(found.begin(), found.end());
        std::ranges::stable_sort(
            ordered, {}, [&](const std::string& time) { return extraction::daysOf(answer.form, time).value_or(1e9); });
        for (const std::string& time : ordered)
            answer.times[outcome] += toQString(time);
    }
    for (const AnalysisPlan& plan : answer.plans) {
        auto made = synthesis::synthesize(answer.form, studies, plan);
        Computed& computed = answer.computed[plan.id];
        if (made)
            computed.synthesis = std::make_shared<const synthesis::Synthesis>(*std::move(made));
        else
            computed.problem = made.error().message;
    }
    return answer;
}

void AnalysesController::ask()
{
    count<Answer>([](review::Reader& reader) { return answer(reader); },
        [this](const Answer& answer) {
            m_answer = answer;
            m_form = answer.form;
            m_plans = answer.plans;
            Q_EMIT changed();
        });
}

const AnalysisPlan* AnalysesController::current() const
{
    const auto found = std::ranges::find(m_plans, m_selected, &AnalysisPlan::id);
    return m_selected.empty() || found == m_plans.end() ? nullptr : &*found;
}

AnalysesController::Computed AnalysesController::computed() const
{
    const auto found = m_answer.computed.find(m_selected);
    return found == m_answer.computed.end() ? Computed{} : found->second;
}

void AnalysesController::select(const std::string& id)
{
    if (id == m_selected)
        return;
    m_selected = id;
    Q_EMIT selectionChanged();
}

QStringList AnalysesController::timesOf(const std::string& outcome) const
{
    const auto found = m_answer.times.find(outcome);
    return found == m_answer.times.end() ? QStringList() : found->second;
}

std::vector<AnalysesController::Moderator> AnalysesController::moderators() const
{
    std::vector<Moderator> fields;
    for (const Section& section : m_form.sections) {
        if (section.repeat && section.id != ArmSection)
            continue;
        for (const Field& field : section.fields)
            if (field.id != "arm.label" && field.id != "arm.role")
                fields.push_back(
                    {field.id, tr("%1: %2").arg(toQString(section.title), toQString(withoutMarkup(field.label)))});
    }
    return fields;
}

QString AnalysesController::obstacle() const
{
    if (m_form.outcomes.empty())
        return tr("The review's extraction form has no outcomes. Choose a form that has, on the extraction page.");
    return {};
}

void AnalysesController::add()
{
    if (session() == nullptr || !obstacle().isEmpty())
        return;
    const Outcome* chosen = nullptr;
    int most = -1;
    for (const Outcome& outcome : m_form.outcomes) {
        const auto with = m_answer.studiesWith.find(outcome.id);
        const int studies = with == m_answer.studiesWith.end() ? 0 : with->second;
        if (studies > most && !synthesis::measuresFor(outcome).empty()) {
            most = studies;
            chosen = &outcome;
        }
    }
    if (chosen == nullptr)
        return;
    AnalysisPlan plan;
    plan.id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    plan.title = chosen->label;
    plan.outcome = chosen->id;
    plan.measure = stats::nameOf(synthesis::measuresFor(*chosen).front());
    m_selected = plan.id;
    change(plan);
}

void AnalysesController::change(const AnalysisPlan& plan)
{
    if (session() == nullptr)
        return;
    session()->act(
        this, [plan](review::Review& review) { return review.keepAnalysis(plan); },
        [this](const Result<Changes>& done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

void AnalysesController::remove()
{
    if (session() == nullptr || current() == nullptr)
        return;
    const std::string id = m_selected;
    select({});
    session()->act(
        this, [id](review::Review& review) { return review.removeAnalysis(id); },
        [this](const Result<Changes>& done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

std::optional<Door> AnalysesController::door(StudyId study) const
{
    const auto report = m_answer.reports.find(study);
    if (report == m_answer.reports.end())
        return std::nullopt;
    return Door{PageId::Extraction, {}, {}, report->second};
}

QString AnalysesController::exportName(const QString& what) const
{
    if (session() == nullptr)
        return what;
    const QFileInfo review(session()->path());
    return review.absolutePath() + u'/' + review.completeBaseName() + u'-' + what;
}

} // namespace winnow::ui
