#include "ui/synthesis/analysescontroller.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/figure/risktable.h"
#include "core/review/appraisal.h"
#include "core/review/valuetables.h"

#include <QUuid>

#include <algorithm>
#include <limits>
#include <set>

namespace winnow::ui {

namespace {

/// The column of that name, which every table has.
const std::string Year = "year";

int countOf(const std::map<std::string, int>& counts, const std::string& key)
{
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

/// Of a study's results the one that a meta-analysis asks for, at the time it does or at the last; empty: none.
std::string resultFor(const AnalysisPlan& plan, const Form& form, const std::vector<std::string>& addresses)
{
    const auto wanted = extraction::daysOf(form, plan.time);
    std::string found;
    double last = -std::numeric_limits<double>::infinity();
    for (const std::string& text : addresses) {
        const auto address = extraction::parseAddress(text);
        if (!address || address->outcome != plan.outcome || address->kind == extraction::AddressKind::RiskOfBias)
            continue;
        const auto days = extraction::daysOf(form, address->time);
        if (!plan.time.empty() && plan.time != address->time && !(days && days == wanted))
            continue;
        if (found.empty() || days.value_or(-1) > last) {
            found = text;
            last = days.value_or(-1);
        }
    }
    return found;
}

} // namespace

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
    auto form = reader.form();
    if (!form && form.error().kind == ErrorKind::NotFound) // none is chosen yet
        return answer;
    answer.form = TRY(std::move(form));
    answer.plans = TRY(reader.analyses());
    answer.doors = TRY(StudyDoors::of(reader));
    const std::vector<extraction::StudyValues> studies = TRY(review::valuesByStudy(reader));
    std::map<std::string, std::set<std::string>> times;
    for (const extraction::StudyValues& study : studies) {
        std::set<std::string> outcomes;
        std::set<std::string> fields;
        if (!extraction::yearOf(study.name).empty())
            fields.insert(Year);
        for (const Value& value : study.values) {
            const auto address = extraction::parseAddress(value.field);
            if (address && !address->outcome.empty()) {
                outcomes.insert(address->outcome);
                answer.results[study.study].push_back(value.field);
                if (!address->time.empty())
                    times[address->outcome].insert(address->time);
            } else if (address && value.answer == winnow::Answer::Stated && !value.text.empty()) {
                fields.insert(address->field);
            }
        }
        for (const std::string& outcome : outcomes)
            ++answer.studiesWith[outcome];
        for (const std::string& field : fields)
            ++answer.studiesAnswering[field];
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
        const Outcome* const outcome = answer.form.outcome(plan.outcome);
        if (outcome == nullptr || answer.risk.contains(plan.outcome))
            continue;
        const extraction::RobvisTable judged = TRY(review::appraisalBeside(reader, *outcome));
        answer.risk[plan.outcome] = figure::riskTable(judged, {});
    }
    if (auto safety = synthesis::safetyFigure(answer.form, studies); !safety.plot.rows.empty())
        answer.ofArms.push_back(
            {"safety", safety.plot.title, std::make_shared<const synthesis::SafetyFigure>(std::move(safety)), nullptr});
    for (const std::string& outcome : synthesis::outcomesOverTime(answer.form, studies)) {
        synthesis::CourseFigure course = TRY(synthesis::courseFigure(answer.form, studies, outcome));
        answer.ofArms.push_back(
            {outcome, course.plot.title, nullptr, std::make_shared<const synthesis::CourseFigure>(std::move(course))});
    }
    return answer;
}

figure::RiskTable AnalysesController::risk() const
{
    const AnalysisPlan* const plan = current();
    const auto found = plan == nullptr ? m_answer.risk.end() : m_answer.risk.find(plan->outcome);
    return found == m_answer.risk.end() ? figure::RiskTable{} : found->second;
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

std::optional<Door> AnalysesController::door(StudyId study) const
{
    std::optional<Door> door = m_answer.doors.to(study);
    const auto results = m_answer.results.find(study);
    if (door && current() != nullptr && results != m_answer.results.end())
        door->address = resultFor(*current(), m_form, results->second);
    return door;
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

std::vector<FieldOffer> AnalysesController::fieldsThat(bool (*fit)(const Field&)) const
{
    std::vector<FieldOffer> fields;
    for (const Section& section : m_form.sections) {
        if (section.repeat && section.id != ArmSection)
            continue;
        for (const Field& field : section.fields)
            if (field.id != "arm.label" && field.id != "arm.role" && fit(field))
                fields.push_back(
                    {field.id, tr("%1: %2").arg(toQString(section.title), toQString(withoutMarkup(field.label))),
                        countOf(m_answer.studiesAnswering, field.id)});
    }
    return fields;
}

std::vector<FieldOffer> AnalysesController::fields() const
{
    return fieldsThat([](const Field&) { return true; });
}

std::vector<FieldOffer> AnalysesController::moderators() const
{
    std::vector<FieldOffer> fields = fieldsThat([](const Field& field) {
        return field.type != FieldType::Text && field.type != FieldType::Choices; // free words, and several at once
    });
    fields.insert(fields.begin(), {Year, tr("Year"), countOf(m_answer.studiesAnswering, Year)});
    std::ranges::stable_partition(fields, [](const FieldOffer& field) { return field.studies > 1; });
    return fields;
}

QString AnalysesController::obstacle() const
{
    if (m_form.outcomes.empty())
        return tr("A meta-analysis needs results: choose a form with outcomes on the extraction page first.");
    return {};
}

void AnalysesController::add()
{
    if (session() == nullptr || !obstacle().isEmpty())
        return;
    const Outcome* chosen = nullptr;
    int most = -1;
    for (const Outcome& outcome : m_form.outcomes) {
        const int studies = countOf(m_answer.studiesWith, outcome.id);
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
    const auto isTaken = [this](const std::string& title) {
        return std::ranges::any_of(m_answer.plans, [&](const AnalysisPlan& kept) { return kept.title == title; });
    };
    for (int number = 2; isTaken(plan.title); ++number)
        plan.title = chosen->label + " (" + std::to_string(number) + ')';
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
            else
                Q_EMIT removed();
        });
}

} // namespace winnow::ui
