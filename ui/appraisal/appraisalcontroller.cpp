#include "ui/appraisal/appraisalcontroller.h"

#include "core/base/text.h"
#include "core/figure/risktable.h"
#include "core/review/appraisal.h"
#include "ui/models/session.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace winnow::ui {

using extraction::AppraisalProgress;
using extraction::Appraising;
using extraction::Assessment;
using extraction::Domain;
using extraction::Item;

namespace {

constexpr int LoadSlot = 1;

void addNew(std::vector<Evidence>& to, const std::vector<Evidence>& places)
{
    for (const Evidence& place : places)
        if (std::ranges::find(to, place) == to.end())
            to.push_back(place);
}

} // namespace

struct AppraisalController::Loaded {
    AppraisalPlan plan;
    std::vector<Study> studies;
    StageRule rule;
    ReviewerId own;
    std::vector<ReviewValue> values;
    std::map<ReviewerId, QString> names; ///< of the others
};

AppraisalController::AppraisalController(QObject* parent)
    : QObject(parent)
{
}

void AppraisalController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_writing = 0;
    m_loaded = false;
    m_wanted = {};
    m_studies.clear();
    m_values.clear();
    m_quotes.clear();
    m_waiting.clear();
    m_others.clear();
    m_settled.clear();
    m_rule = {};
    m_study = {};
    setPlan({});
    Q_EMIT studiesChanged();
    Q_EMIT studyChanged();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, &AppraisalController::changed);
    reload();
}

void AppraisalController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        reload();
}

bool AppraisalController::canWrite() const
{
    return m_session && !m_session->info().readOnly;
}

void AppraisalController::changed(const Changes& changes)
{
    constexpr unsigned Concerns =
        Changes::Citations | Changes::Decisions | Changes::Reports | Changes::Studies | Changes::Settings;
    if (!changes.everything && (changes.flags & Concerns) == 0)
        return;
    m_stale = true;
    if (m_active && m_writing == 0)
        reload();
}

void AppraisalController::reload()
{
    m_stale = false;
    m_session->query<Loaded>(
        this, LoadSlot,
        [](review::Reader& reader) -> Result<Loaded> {
            Loaded loaded;
            loaded.plan = TRY(reader.appraisalPlan());
            loaded.studies = TRY(reader.studies());
            loaded.rule = TRY(reader.extractionRule());
            loaded.own = TRY(reader.info()).reviewer;
            loaded.values = TRY(reader.reviewValues());
            const std::string ours = loaded.plan.instrument + '.';
            std::erase_if(loaded.values, [&](const ReviewValue& value) { return !value.field.starts_with(ours); });
            for (const ReviewValue& value : loaded.values)
                for (const Value& one : value.said)
                    if (one.reviewer != loaded.own && !loaded.names.contains(one.reviewer))
                        loaded.names.emplace(one.reviewer, toQString(TRY(reader.reviewerName(one.reviewer))));
            return loaded;
        },
        [this](Result<Loaded> loaded) {
            if (!loaded) {
                if (loaded.error().kind == ErrorKind::Cancelled)
                    reload(); // broken off for an older question, and still the newest
                else
                    Q_EMIT failed(loaded.error());
            } else if (m_writing > 0) {
                m_stale = true; // read before the newest answer was written
            } else {
                take(*std::move(loaded));
            }
        });
}

void AppraisalController::take(Loaded loaded)
{
    m_loaded = true;
    m_values.clear();
    m_quotes.clear();
    m_others.clear();
    m_settled.clear();
    m_rule = loaded.rule;
    for (ReviewValue& value : loaded.values) {
        const Place place{value.study, value.field};
        if (value.standing == Standing::Agreed)
            m_settled[place] = value.text;
        for (Value& one : value.said) {
            if (one.reviewer != loaded.own) {
                m_others[place].push_back({loaded.names[one.reviewer], one.text, {}, std::move(one.evidence)});
                continue;
            }
            if (!one.evidence.empty())
                m_quotes[place] = std::move(one.evidence);
            m_values[value.study][value.field] = std::move(one.text);
        }
    }
    std::erase_if(m_waiting, [this](const auto& each) { // said meanwhile, as by undo: that rests on what it rested on
        const auto known = m_values.find(each.first.first);
        return known != m_values.end() && known->second.contains(each.first.second);
    });
    const int before = row();
    m_studies = std::move(loaded.studies);
    if (m_plan != loaded.plan)
        setPlan(loaded.plan);
    if (m_wanted)
        showStudyOf(std::exchange(m_wanted, {}));
    else if (m_studies.empty())
        show({});
    else if (row() < 0)
        setRow(std::clamp(before, 0, static_cast<int>(m_studies.size()) - 1));
    refresh();
}

void AppraisalController::setPlan(const AppraisalPlan& plan)
{
    m_plan = plan;
    m_outcome = 0;
    m_current = 0;
    m_steps.clear();
    m_instrument.reset();
    if (Result<extraction::Instrument> chosen = extraction::instrument(plan.instrument)) {
        m_instrument = *std::move(chosen);
        for (const Domain* domain : m_instrument->domainsOf(plan.effect)) {
            for (const Item& item : domain->items)
                m_steps.push_back({domain, &item});
            if (extraction::judgesDomains(*m_instrument))
                m_steps.push_back({domain, nullptr});
        }
        m_steps.push_back({});
    }
    m_said = m_instrument ? assessmentOf(m_study, m_outcome) : Assessment{};
    Q_EMIT planChanged(); // first: what shows the steps of before must let go of them
    refresh();
}

const extraction::Instrument* AppraisalController::instrument() const
{
    return m_instrument ? &*m_instrument : nullptr;
}

void AppraisalController::usePlan(const AppraisalPlan& plan)
{
    run([plan](review::Review& review) { return review.setAppraisalPlan(plan); });
}

void AppraisalController::setOutcome(int outcome)
{
    if (outcome == m_outcome || outcome < 0 || outcome >= static_cast<int>(m_plan.outcomes.size()))
        return;
    m_outcome = outcome;
    refresh();
    if (!goToOpen())
        setCurrent(0);
    Q_EMIT studyChanged();
}

const Study* AppraisalController::study() const
{
    const int at = row();
    return at < 0 ? nullptr : &m_studies[static_cast<std::size_t>(at)];
}

int AppraisalController::row() const
{
    const auto found = std::ranges::find(m_studies, m_study, &Study::id);
    return found == m_studies.end() ? -1 : static_cast<int>(found - m_studies.begin());
}

void AppraisalController::setRow(int row)
{
    if (row >= 0 && row < static_cast<int>(m_studies.size()))
        show(m_studies[static_cast<std::size_t>(row)].id);
}

void AppraisalController::moveBy(int step)
{
    if (!m_studies.empty())
        setRow(std::clamp(row() + step, 0, static_cast<int>(m_studies.size()) - 1));
}

void AppraisalController::showStudyOf(CitationId citation)
{
    for (const Study& study : m_studies)
        if (std::ranges::find(study.reports, citation) != study.reports.end()) {
            show(study.id);
            return;
        }
    if (!m_loaded || m_stale)
        m_wanted = citation;
    else if (row() < 0)
        setRow(0);
}

void AppraisalController::show(StudyId study)
{
    if (m_study == study)
        return;
    m_study = study;
    refresh();
    if (!goToOpen())
        setCurrent(0);
    Q_EMIT studyChanged();
}

void AppraisalController::refresh()
{
    m_said = m_instrument ? assessmentOf(m_study, m_outcome) : Assessment{};
    combine();
    Q_EMIT studiesChanged();
    Q_EMIT saidChanged();
}

std::vector<AttachedFile> AppraisalController::files() const
{
    std::vector<AttachedFile> all;
    if (const Study* at = study())
        for (const CitationId report : at->reports)
            if (Result<std::vector<AttachedFile>> files = m_session->reader().files(report))
                all.insert(all.end(), files->begin(), files->end());
    return all;
}

Appraising AppraisalController::appraising(int outcome) const
{
    const auto at = static_cast<std::size_t>(outcome);
    return {*m_instrument, m_plan.effect, at < m_plan.outcomes.size() ? m_plan.outcomes[at] : std::string{}};
}

int AppraisalController::outcomes() const
{
    return std::max(1, static_cast<int>(m_plan.outcomes.size()));
}

Assessment AppraisalController::assessmentOf(StudyId study, int outcome, Whose whose) const
{
    const Texts& texts = whose == Whose::Mine ? m_values : m_review;
    const auto found = texts.find(study);
    return found == texts.end() ? Assessment{} : extraction::assessment(appraising(outcome), found->second);
}

AppraisalProgress AppraisalController::progressOf(const Study& study, Whose whose) const
{
    AppraisalProgress sum;
    if (!m_instrument)
        return sum;
    for (int i = 0; i < outcomes(); ++i) {
        const AppraisalProgress one = extraction::progress(appraising(i), assessmentOf(study.id, i, whose));
        sum.done += one.done;
        sum.all += one.all;
    }
    return sum;
}

int AppraisalController::restingOnOpen(const Study& study) const
{
    std::ptrdiff_t count = 0;
    for (int i = 0; m_instrument && i < outcomes(); ++i) {
        const Assessment said = assessmentOf(study.id, i);
        count += std::ranges::count_if(m_instrument->domainsOf(m_plan.effect),
            [&](const Domain* domain) { return !extraction::openBelow(*domain, said).empty(); });
    }
    return static_cast<int>(count);
}

QString AppraisalController::summary() const
{
    if (!m_instrument || m_studies.empty())
        return {};
    const auto judged = [this](Whose whose) {
        const auto done = std::ranges::count_if(m_studies, [&](const Study& study) {
            const AppraisalProgress progress = progressOf(study, whose);
            return progress.done == progress.all;
        });
        return QLocale().toString(static_cast<qlonglong>(done));
    };
    const QString all = QLocale().toString(static_cast<qlonglong>(m_studies.size()));
    const QString title = toQString(m_instrument->title);
    if (m_others.empty())
        return tr("%1 · %2 of %3 studies judged").arg(title, judged(Whose::Mine), all);
    int differ = 0;
    for (const Study& study : m_studies)
        differ += differing(study);
    const QString together =
        tr("%1 · %2 of %3 studies judged · you %4").arg(title, judged(Whose::Review), all, judged(Whose::Mine));
    return differ == 0 ? together : tr("%1 · %n differ(s)", nullptr, differ).arg(together);
}

void AppraisalController::setCurrent(int step)
{
    if (step < 0 || step >= static_cast<int>(m_steps.size()) || step == m_current)
        return;
    m_current = step;
    Q_EMIT currentChanged();
}

void AppraisalController::moveStep(int by)
{
    for (int at = m_current + by; at >= 0 && at < static_cast<int>(m_steps.size()); at += by)
        if (isAsked(m_steps[static_cast<std::size_t>(at)])) {
            setCurrent(at);
            return;
        }
}

bool AppraisalController::goToOpen()
{
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        if (isAsked(m_steps[i]) && said(m_steps[i]).empty()) {
            setCurrent(static_cast<int>(i));
            return true;
        }
    return false;
}

std::string AppraisalController::idOf(const AppraisalStep& step)
{
    return step.domain == nullptr ? std::string(extraction::Overall) : step.domain->id;
}

std::string AppraisalController::addressOf(const AppraisalStep& step) const
{
    return addressOf(step, m_outcome);
}

std::string AppraisalController::addressOf(const AppraisalStep& step, int outcome) const
{
    const Appraising where = appraising(outcome);
    return step.item != nullptr ? where.item(*step.domain, step.item->id) : where.judgement(idOf(step));
}

bool AppraisalController::isAsked(const AppraisalStep& step) const
{
    if (step.item == nullptr)
        return true;
    const auto answers = m_said.answers.find(step.domain->id);
    return extraction::isAsked(*step.item, answers == m_said.answers.end() ? extraction::Answers{} : answers->second);
}

std::vector<std::string> AppraisalController::choices(const AppraisalStep& step) const
{
    if (step.item == nullptr)
        return m_instrument->judgements;
    Item always = *step.item; // what it would offer if it were asked
    always.asked.clear();
    return extraction::answersOf(*m_instrument, always, {});
}

QString AppraisalController::wordOf(const AppraisalStep& step, const std::string& choice) const
{
    if (step.item != nullptr)
        for (const auto& [key, wording] : m_instrument->answers)
            if (key == choice)
                return toQString(wording);
    return choice == "NA" ? tr("Not applicable") : toQString(choice);
}

std::string AppraisalController::said(const AppraisalStep& step) const
{
    if (step.item == nullptr) {
        const auto found = m_said.judgements.find(idOf(step));
        return found == m_said.judgements.end() ? std::string{} : found->second;
    }
    const auto answers = m_said.answers.find(step.domain->id);
    if (answers == m_said.answers.end())
        return {};
    const auto found = answers->second.find(step.item->id);
    return found == answers->second.end() ? std::string{} : found->second;
}

std::string AppraisalController::proposed(const AppraisalStep& step) const
{
    if (!m_instrument || step.item != nullptr)
        return {};
    return step.domain != nullptr ? extraction::domainProposal(*step.domain, m_said).judgement
                                  : extraction::overallProposal(appraising(m_outcome), m_said).judgement;
}

QString AppraisalController::proposalText(const AppraisalStep& step) const
{
    if (const std::string proposal = proposed(step); !proposal.empty()) {
        const QString text = tr("Proposed: %1").arg(toQString(proposal));
        const std::string mayBe =
            step.domain == nullptr ? extraction::overallProposal(appraising(m_outcome), m_said).mayBe : std::string{};
        return mayBe.empty()
            ? text
            : tr("%1, or %2 where several domains lower confidence substantially").arg(text, toQString(mayBe));
    }
    if (step.domain == nullptr)
        return extraction::judgesDomains(*m_instrument) ? tr("Proposed once every domain is judged.")
            : m_instrument->stars.empty()               ? tr("This instrument proposes no judgement.")
                                                        : tr("Proposed once every item is answered.");
    QStringList open;
    for (const std::string& item : extraction::domainProposal(*step.domain, m_said).open)
        open.append(toQString(item));
    return open.isEmpty() ? tr("This instrument proposes no judgement.")
                          : tr("Proposed once these are answered: %1.").arg(open.join(QStringLiteral(", ")));
}

bool AppraisalController::differs(const AppraisalStep& step) const
{
    const std::string proposal = proposed(step);
    const std::string judgement = said(step);
    return !proposal.empty() && !judgement.empty() && proposal != judgement && support(step).isEmpty();
}

QString AppraisalController::support(const AppraisalStep& step) const
{
    const auto found = m_said.supports.find(idOf(step));
    return found == m_said.supports.end() ? QString() : toQString(found->second);
}

QString AppraisalController::openBelow(const AppraisalStep& step) const
{
    QStringList open;
    if (step.domain != nullptr && step.item == nullptr)
        for (const std::string& item : extraction::openBelow(*step.domain, m_said))
            open.append(toQString(item));
    return open.join(QStringLiteral(", "));
}

void AppraisalController::choose(int choice)
{
    if (m_current >= static_cast<int>(m_steps.size()) || study() == nullptr)
        return;
    const AppraisalStep step = m_steps[static_cast<std::size_t>(m_current)];
    const std::vector<std::string> offered = choices(step);
    if (choice >= 0 && choice < static_cast<int>(offered.size()))
        choose(step, offered[static_cast<std::size_t>(choice)]);
}

void AppraisalController::choose(const AppraisalStep& step, const std::string& choice)
{
    const auto place = std::ranges::find(m_steps, step);
    if (place == m_steps.end() || study() == nullptr || !canWrite() || !isAsked(step))
        return;
    setCurrent(static_cast<int>(place - m_steps.begin()));
    const std::string address = addressOf(step);
    const bool again = said(step) == choice;
    const std::vector<Evidence> places = placesAt(address);
    if (again && !places.empty())
        m_waiting[{m_study, address}] = places; // another answer may rest on them
    store(address, again ? std::string{} : choice, places);
    if (again) { // hardly seen otherwise, if the key was meant for another step
        Q_EMIT tookBack(tr("%1: %2").arg(titleOf(step), wordOf(step, choice)));
        return;
    }
    if (differs(step))
        Q_EMIT reasonWanted();
    else
        moveStep(1);
}

void AppraisalController::takeProposal()
{
    if (m_current >= static_cast<int>(m_steps.size()))
        return;
    const AppraisalStep step = m_steps[static_cast<std::size_t>(m_current)];
    const std::string proposal = proposed(step);
    if (!proposal.empty() && said(step) != proposal)
        choose(step, proposal);
    else
        moveStep(1);
}

void AppraisalController::setSupport(const AppraisalStep& step, const QString& text)
{
    const QString wanted = text.trimmed();
    if (!m_instrument || study() == nullptr || !canWrite() || wanted == support(step))
        return;
    const std::string address = appraising(m_outcome).support(idOf(step));
    store(address, wanted.toStdString(), placesAt(address));
}

std::vector<Evidence> AppraisalController::placesAt(const std::string& address) const
{
    for (const auto* const places : {&m_quotes, &m_waiting})
        if (const auto found = places->find({m_study, address}); found != places->end())
            return found->second;
    return {};
}

std::vector<Evidence> AppraisalController::quotes(const AppraisalStep& step) const
{
    return m_instrument ? placesAt(addressOf(step)) : std::vector<Evidence>{};
}

bool AppraisalController::isWaiting(const AppraisalStep& step) const
{
    return m_instrument && m_waiting.contains({m_study, addressOf(step)});
}

void AppraisalController::quote(const std::vector<Evidence>& places)
{
    if (m_current >= static_cast<int>(m_steps.size()) || study() == nullptr || !canWrite() || places.empty())
        return;
    const AppraisalStep step = m_steps[static_cast<std::size_t>(m_current)];
    if (!isAsked(step))
        return;
    const std::string address = addressOf(step);
    if (const std::string text = said(step); !text.empty()) {
        std::vector<Evidence> all = quotes(step);
        addNew(all, places);
        store(address, text, std::move(all));
    } else {
        addNew(m_waiting[{m_study, address}], places);
        Q_EMIT saidChanged();
    }
}

void AppraisalController::dropQuote(const AppraisalStep& step, const Evidence& place)
{
    if (!m_instrument || study() == nullptr || !canWrite())
        return;
    const std::string address = addressOf(step);
    if (const auto waiting = m_waiting.find({m_study, address}); waiting != m_waiting.end()) {
        std::erase(waiting->second, place);
        if (waiting->second.empty())
            m_waiting.erase(waiting);
        Q_EMIT saidChanged();
    }
    if (const auto found = m_quotes.find({m_study, address}); found != m_quotes.end()) {
        std::vector<Evidence> rest = found->second;
        if (std::erase(rest, place) > 0)
            store(address, said(step), std::move(rest));
    }
}

QString AppraisalController::titleOf(const AppraisalStep& step)
{
    if (step.item != nullptr)
        return QStringLiteral("%1 %2").arg(toQString(step.item->id), toQString(step.item->text));
    return step.domain != nullptr ? toQString(step.domain->title) : tr("Overall");
}

std::vector<AppraisalController::Quoted> AppraisalController::quoted() const
{
    std::vector<Quoted> all;
    for (const AppraisalStep& step : m_steps)
        for (Evidence& place : quotes(step)) {
            const QString of = titleOf(step);
            const std::string answer = said(step);
            all.push_back(
                {std::move(place), addressOf(step), answer.empty() ? of : tr("%1: %2").arg(of, wordOf(step, answer))});
        }
    return all;
}

void AppraisalController::goTo(const std::string& address)
{
    const auto found =
        std::ranges::find_if(m_steps, [&](const AppraisalStep& step) { return addressOf(step) == address; });
    if (found != m_steps.end())
        setCurrent(static_cast<int>(found - m_steps.begin()));
}

void AppraisalController::store(const std::string& address, const std::string& text, std::vector<Evidence> places)
{
    const StudyId study = m_study;
    m_quotes.erase({study, address});
    if (text.empty()) {
        m_values[study].erase(address);
        refresh();
        run([study, address](review::Review& review) { return review.removeValue(study, address); });
        return;
    }
    m_values[study][address] = text;
    if (!places.empty())
        m_quotes[{study, address}] = places;
    m_waiting.erase({study, address});
    refresh();
    run([value = Value{study, address, {}, Answer::Stated, text, {}, std::move(places)}](
            review::Review& review) { return review.setValue(value); });
}

void AppraisalController::run(std::function<Result<Changes>(review::Review&)> act, std::function<void()> then)
{
    ++m_writing;
    m_session->act(
        this, std::move(act), [this, of = m_session.get(), then = std::move(then)](const Result<Changes>& result) {
            if (of != m_session.get())
                return;
            --m_writing;
            if (!result) {
                m_stale = true; // what was shown at once must be taken back
                Q_EMIT failed(result.error());
            } else if (then) {
                then();
            }
            if (m_writing == 0 && m_stale && (m_active || !result))
                reload();
        });
}

std::vector<std::pair<StudyId, Assessment>> AppraisalController::judged() const
{
    std::vector<std::pair<StudyId, Assessment>> out;
    if (!m_instrument)
        return out;
    for (const Study& study : m_studies)
        if (Assessment said = assessmentOf(study.id, m_outcome, Whose::Review);
            extraction::progress(appraising(m_outcome), said).done > 0)
            out.emplace_back(study.id, std::move(said));
    return out;
}

extraction::RobvisTable AppraisalController::table() const
{
    std::vector<std::pair<std::string, Assessment>> named;
    for (auto& [id, said] : judged())
        named.emplace_back(std::ranges::find(m_studies, id, &Study::id)->name, said);
    return extraction::robvisTable(appraising(m_outcome), named);
}

bool AppraisalController::hasFigure() const
{
    return !judged().empty();
}

figure::Drawing AppraisalController::figure(Kind kind, const figure::Palette& palette) const
{
    const auto outcome = static_cast<std::size_t>(m_outcome);
    QString title = tr("Risk of bias: %1").arg(toQString(m_instrument->title));
    if (outcome < m_plan.outcomes.size())
        title += QStringLiteral(", ") + toQString(m_plan.outcomes[outcome]);
    figure::RiskTable risks = figure::riskTable(table(), title);
    std::size_t column = 0;
    for (const Domain* domain : m_instrument->domainsOf(m_plan.effect)) {
        if (extraction::judgesDomains(*m_instrument))
            risks.domains.at(column++).title = toQString(domain->title);
        else
            for (const Item& item : domain->items)
                risks.domains.at(column++).title = toQString(item.text);
    }
    figure::Look look;
    look.palette = palette;
    return kind == Kind::TrafficLights ? figure::trafficLights(risks, look) : figure::riskSummary(risks, false, look);
}

void AppraisalController::openMark(int index)
{
    const auto shown = judged();
    if (index >= 0 && index < static_cast<int>(shown.size()))
        show(shown[static_cast<std::size_t>(index)].first);
}

QString AppraisalController::exportName() const
{
    return QFileInfo(m_session->path()).completeBaseName() + QStringLiteral("-") + toQString(m_plan.instrument);
}

std::string AppraisalController::robvisCsv() const
{
    return extraction::toRobvis(table());
}

void AppraisalController::takeRobvis(const QString& path)
{
    constexpr qint64 Largest = 1 << 20; // studies of a review, a line each
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT failed({ErrorKind::NotFound, tr("“%1” cannot be read: %2.").arg(path, file.errorString()), {}});
        return;
    }
    const QByteArray bytes = file.read(Largest);
    const Result<extraction::RobvisTable> read =
        extraction::parseRobvis({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!read) {
        Q_EMIT failed(read.error());
        return;
    }
    const auto outcome = static_cast<std::size_t>(m_outcome);
    const auto taken = std::make_shared<review::Taken>();
    run(
        [table = *read, taken, of = outcome < m_plan.outcomes.size() ? m_plan.outcomes[outcome] : std::string{}](
            review::Review& review) -> Result<Changes> {
            *taken = TRY(review::takeAppraisal(review, table, of));
            Changes changes;
            changes.flags = Changes::Studies;
            return changes;
        },
        [this, taken] {
            Q_EMIT robvisTaken(static_cast<int>(taken->applied), static_cast<int>(taken->unknown.size()));
        });
}

} // namespace winnow::ui
