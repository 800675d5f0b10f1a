#include "core/synthesis/armfigures.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/form.h"
#include "core/extraction/units.h"
#include "core/stats/conversions.h"
#include "core/stats/distributions.h"
#include "core/synthesis/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace winnow::synthesis {

namespace {

using extraction::Arm;
using extraction::ArmRole;
using extraction::Reading;
using extraction::ReportedForm;
using extraction::StudyValues;

constexpr double Level = 95;

QString tr(const char* text)
{
    return QCoreApplication::translate("synthesis", text);
}

QString number(double value)
{
    return QLocale::c().toString(value, 'g', 6);
}

QStringList roles()
{
    return {tr("Experimental"), tr("Comparator"), tr("Other arms")};
}

std::size_t seriesOf(ArmRole role)
{
    return static_cast<std::size_t>(role);
}

/// Values of a study by address.
class Said {
public:
    explicit Said(const StudyValues& study)
        : m_study(study)
    {
    }
    [[nodiscard]] const Value* at(const std::string& address) const
    {
        const auto found = std::ranges::find(m_study.values, address, &Value::field);
        return found == m_study.values.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string stated(const std::string& address) const
    {
        const Value* const value = at(address);
        return value != nullptr && value->answer == Answer::Stated ? value->text : std::string{};
    }
    [[nodiscard]] bool isOpen(const std::string& address) const
    {
        return std::ranges::binary_search(m_study.open, address);
    }

private:
    const StudyValues& m_study;
};

/// How many had it: a number, or the words for none.
std::optional<double> countOf(const std::string& text)
{
    if (const auto plain = extraction::number(text))
        return plain;
    const auto read = extraction::reportedValues(text);
    if (read.empty() || read.front().readings.empty())
        return {};
    const Reading& reading = read.front().readings.front();
    if (reading.form == ReportedForm::Absent && reading.absence == extraction::Absence::None)
        return 0;
    return reading.count ? std::optional(reading.count->value) : std::nullopt;
}

std::optional<double> patientsOf(const Arm& arm)
{
    return arm.treated ? arm.treated : arm.analysed ? arm.analysed : arm.randomised;
}

figure::Span exact(double events, double n)
{
    const stats::Interval interval = stats::clopperPearson(events, n, Level);
    return {100 * interval.lower, 100 * interval.upper};
}

/// "5/30: 16.7 % [5.6, 34.7]".
QString inWords(double events, double n, const figure::Span& interval)
{
    return tr("%1/%2: %3 % [%4, %5]")
        .arg(number(events), number(n), digits(100 * events / n, 1), digits(interval.lower, 1),
            digits(interval.upper, 1));
}

// Safety ------------------------------------------------------------------------------------------------------------

/// Patients of one arm that had an event.
struct ArmCount {
    std::string group; ///< system organ class
    std::string event;
    std::size_t study = 0;
    std::string arm;
    ArmRole role = ArmRole::Other;
    double patients = 0;
    double atRisk = 0;
};

class Safety {
public:
    Safety(const Form& form, const std::vector<StudyValues>& studies)
        : m_form(form)
        , m_studies(studies)
    {
        for (std::size_t i = 0; i < studies.size(); ++i) {
            addEvents(i);
            addOutcomes(i);
        }
    }

    SafetyFigure figure()
    {
        SafetyFigure made;
        made.leftOut = m_leftOut;
        figure::DotPlot& plot = made.plot;
        plot.title = tr("Adverse events by arm");
        plot.labelHeading = tr("Adverse event and study");
        plot.columns = roles().first(2);
        plot.axis = tr("Patients with the event, %, and 95 % interval");
        plot.series = roles();
        for (const StudyValues& study : m_studies)
            made.studies.push_back(study.study);
        addRows(m_events, plot);
        addRows(m_outcomes, plot);
        const bool hasOthers = std::ranges::any_of(plot.rows, [](const figure::DotRow& row) {
            return std::ranges::any_of(
                row.dots, [](const figure::Dot& dot) { return dot.series == seriesOf(ArmRole::Other); });
        });
        if (!hasOthers)
            plot.series.removeLast();
        if (m_tookPatients)
            plot.notes.append(tr("Where the number at risk is not stated, it is that of the patients treated, analysed "
                                 "or randomised."));
        if (!m_leftOut.isEmpty())
            plot.notes.append(tr("Not drawn, as a number is missing: %1.").arg(QString::number(m_leftOut.size())));
        return made;
    }

private:
    void leaveOut(const StudyValues& study, const std::string& event, const QString& why)
    {
        m_leftOut.append(QStringLiteral("%1, %2: %3").arg(toQString(study.name), toQString(event), why));
    }

    void addEvents(std::size_t which)
    {
        const StudyValues& study = m_studies[which];
        const Said said(study);
        const std::vector<Arm> arms = extraction::armsOf(m_form, study.values);
        for (const int item : extraction::itemsOf(m_form, EventSection, study.values)) {
            const auto address = [item](const char* field) { return extraction::itemAddress(field, item); };
            const auto stated = [&](const char* field) { return said.stated(address(field)); };
            std::string event = stated("event.term");
            if (event.empty())
                event = tr("Adverse event %1").arg(item).toStdString();
            if (const std::string grade = stated("event.grade"); !grade.empty() && grade != "any")
                event += tr(", grade %1").arg(toQString(grade)).toStdString();
            if (std::ranges::any_of(std::vector{"event.patients", "event.at_risk", "event.arm"},
                    [&](const char* field) { return said.isOpen(address(field)); })) {
                leaveOut(study, event, tr("extractors differ; settle it first"));
                continue;
            }
            const Arm* const arm = extraction::armNamed(arms, stated("event.arm"));
            std::optional<double> atRisk = countOf(stated("event.at_risk"));
            if (!atRisk && arm != nullptr) {
                atRisk = patientsOf(*arm);
                m_tookPatients |= atRisk.has_value();
            }
            take(m_events,
                {stated("event.soc"), event, which, arm != nullptr ? arm->label : stated("event.arm"),
                    arm != nullptr ? arm->role : ArmRole::Other},
                countOf(stated("event.patients")), atRisk);
        }
    }

    void addOutcomes(std::size_t which)
    {
        const StudyValues& study = m_studies[which];
        const Said said(study);
        const std::vector<Arm> arms = extraction::armsOf(m_form, study.values);
        for (const Value& value : study.values) {
            const auto address = extraction::parseAddress(value.field);
            if (!address || address->kind != extraction::AddressKind::Result || value.answer != Answer::Stated)
                continue;
            const Outcome* const outcome = m_form.outcome(address->outcome);
            if (outcome == nullptr || outcome->domain != OutcomeDomain::Safety
                || (outcome->type != OutcomeType::Dichotomous && outcome->type != OutcomeType::Count))
                continue;
            const auto arm = std::ranges::find(arms, address->arm, &Arm::item);
            const auto reading = extraction::readingOf(m_form, value, study.values);
            std::optional<double> count;
            if (reading && reading->count)
                count = reading->count->value;
            else if (reading && reading->form == ReportedForm::Absent && reading->absence == extraction::Absence::None)
                count = 0;
            std::optional<double> atRisk;
            if (reading && reading->total)
                atRisk = reading->total->value;
            else
                atRisk = countOf(said.stated(extraction::resultAddress(
                    address->outcome, address->arm, address->time, extraction::AddressKind::ResultN)));
            if (!atRisk && arm != arms.end()) {
                atRisk = patientsOf(*arm);
                m_tookPatients |= atRisk.has_value();
            }
            std::string event = outcome->label;
            if (!address->time.empty())
                event += ", " + address->time;
            take(m_outcomes,
                {outcome->group.empty() ? tr("Outcomes of safety").toStdString() : outcome->group, event, which,
                    arm != arms.end() ? arm->label : std::string{}, arm != arms.end() ? arm->role : ArmRole::Other},
                count, atRisk);
        }
    }

    void take(std::vector<ArmCount>& counts, ArmCount count, const std::optional<double>& patients,
        const std::optional<double>& atRisk)
    {
        const StudyValues& study = m_studies[count.study];
        const std::string what = count.event + (count.arm.empty() ? "" : ", " + count.arm);
        if (!patients)
            leaveOut(study, what, tr("how many patients had it is not known"));
        else if (!atRisk || *atRisk <= 0)
            leaveOut(study, what, tr("how many were at risk is not known"));
        else if (*patients < 0 || *patients > *atRisk)
            leaveOut(study, what, tr("more patients than were at risk"));
        else {
            count.patients = *patients;
            count.atRisk = *atRisk;
            counts.push_back(std::move(count));
        }
    }

    /// A heading a group, a row an event and study.
    static QString groupName(const std::string& group)
    {
        QString name = toQString(group);
        if (name.isEmpty())
            return tr("System organ class not stated");
        name[0] = name[0].toUpper();
        return name;
    }

    void addRows(std::vector<ArmCount>& counts, figure::DotPlot& plot) const
    {
        std::ranges::stable_sort(counts, {}, [](const ArmCount& count) {
            return std::tuple(count.group.empty(), folded(count.group), folded(count.event), count.study);
        });
        const ArmCount* last = nullptr;
        for (const ArmCount& count : counts) {
            if (last == nullptr || folded(last->group) != folded(count.group)) {
                figure::DotRow heading;
                heading.isHeading = true;
                heading.label = groupName(count.group);
                plot.rows.push_back(std::move(heading));
                last = nullptr;
            }
            if (last == nullptr || folded(last->event) != folded(count.event) || last->study != count.study) {
                figure::DotRow row;
                row.label = tr("%1 · %2").arg(toQString(count.event), toQString(m_studies[count.study].name));
                row.cells = QStringList{QString(), QString()};
                row.index = static_cast<int>(count.study);
                plot.rows.push_back(std::move(row));
            }
            last = &count;
            figure::DotRow& row = plot.rows.back();
            const figure::Span interval = exact(count.patients, count.atRisk);
            row.dots.push_back({seriesOf(count.role), 100 * count.patients / count.atRisk, interval,
                (count.arm.empty() ? QString() : toQString(count.arm) + u' ')
                    + inWords(count.patients, count.atRisk, interval)});
            if (count.role == ArmRole::Other)
                continue;
            QString& cell = row.cells[static_cast<qsizetype>(seriesOf(count.role))];
            cell += (cell.isEmpty() ? QString() : QStringLiteral("; "))
                + QStringLiteral("%1/%2").arg(number(count.patients), number(count.atRisk));
        }
        for (figure::DotRow& row : plot.rows)
            std::ranges::stable_sort(row.dots, {}, &figure::Dot::series);
    }

    const Form& m_form;
    const std::vector<StudyValues>& m_studies;
    std::vector<ArmCount> m_events;
    std::vector<ArmCount> m_outcomes;
    QStringList m_leftOut;
    bool m_tookPatients = false;
};

// Over time ---------------------------------------------------------------------------------------------------------

/// One result of an arm at a time.
struct ArmPoint {
    double days = 0;
    double value = 0;
    figure::Span interval;
    QString words;
};

std::optional<double> valueOf(const std::optional<extraction::Printed>& printed)
{
    return printed ? std::optional(printed->value) : std::nullopt;
}

/// The mean's own interval: printed, or from its SD or SE.
figure::Span intervalOf(const Reading& reading, const std::optional<double>& n)
{
    if (reading.form == ReportedForm::Mean && reading.low && reading.high)
        return {reading.low->value, reading.high->value};
    std::optional<double> error = reading.form == ReportedForm::MeanSe ? valueOf(reading.se) : std::nullopt;
    if (reading.form == ReportedForm::MeanSd && reading.sd && n && *n > 1)
        error = reading.sd->value / std::sqrt(*n);
    if (!error)
        return {};
    const double half = stats::criticalValue(Level, n && *n > 1 ? *n - 1 : stats::Missing) * *error;
    return {reading.value->value - half, reading.value->value + half};
}

class Course {
public:
    Course(const Form& form, const std::vector<StudyValues>& studies, const Outcome& outcome)
        : m_form(form)
        , m_studies(studies)
        , m_outcome(outcome)
        , m_isCount(outcome.type == OutcomeType::Dichotomous || outcome.type == OutcomeType::Count)
    {
        for (std::size_t i = 0; i < studies.size(); ++i)
            add(i);
    }

    [[nodiscard]] bool hasLine() const
    {
        return std::ranges::any_of(m_lines, [](const Line& line) { return line.points.size() > 1; });
    }

    CourseFigure figure() const
    {
        constexpr double DaysInMonth = 365.25 / 12;
        constexpr double FewDays = 60;
        double longest = 0;
        bool hasOthers = false;
        for (const Line& line : m_lines) {
            hasOthers |= line.arm.role == ArmRole::Other;
            for (const ArmPoint& point : line.points)
                longest = std::max(longest, point.days);
        }
        const bool inDays = longest <= FewDays;
        CourseFigure made;
        made.leftOut = m_leftOut;
        for (const StudyValues& study : m_studies)
            made.studies.push_back(study.study);
        figure::TimeCourse& plot = made.plot;
        plot.title = tr("%1 over time").arg(toQString(m_outcome.label));
        plot.timeAxis = inDays ? tr("Days") : tr("Months");
        plot.valueAxis = m_isCount   ? tr("Patients, %")
            : m_outcome.unit.empty() ? toQString(m_outcome.label)
                                     : tr("%1, %2").arg(toQString(m_outcome.label), toQString(m_outcome.unit));
        plot.series = roles();
        if (!hasOthers)
            plot.series.removeLast();
        for (const Line& line : m_lines) {
            figure::TimeLine drawn;
            const QString study = toQString(m_studies[line.study].name);
            drawn.label = line.arm.label.empty() ? study : tr("%1, %2").arg(study, toQString(line.arm.label));
            drawn.series = seriesOf(line.arm.role);
            drawn.index = static_cast<int>(line.study);
            for (const ArmPoint& point : line.points)
                drawn.points.push_back(
                    {inDays ? point.days : point.days / DaysInMonth, point.value, point.interval, point.words});
            plot.lines.push_back(std::move(drawn));
        }
        plot.notes.append(m_isCount ? tr("Bars: exact 95 % intervals.")
                                    : tr("Bars: 95 % intervals of means whose SD, SE or interval is reported."));
        if (m_hasMedian)
            plot.notes.append(tr("Medians where no mean is reported; they have no bar."));
        if (!m_leftOut.isEmpty())
            plot.notes.append(tr("Not drawn: %1 results.").arg(QString::number(m_leftOut.size())));
        return made;
    }

private:
    struct Line {
        std::size_t study = 0;
        Arm arm;
        std::vector<ArmPoint> points;
    };

    void add(std::size_t which)
    {
        const StudyValues& study = m_studies[which];
        std::map<int, Line> lines;
        for (const Arm& arm : extraction::armsOf(m_form, study.values))
            lines.emplace(arm.item, Line{which, arm, {}});
        const auto ofOutcome = [&](const std::string& field) {
            auto address = extraction::parseAddress(field);
            const bool is = address && address->kind == extraction::AddressKind::Result
                && address->outcome == m_outcome.id && lines.contains(address->arm);
            return is ? std::optional(*address) : std::nullopt;
        };
        const auto leaveOut = [&](const extraction::Address& address, const QString& why) {
            m_leftOut.append(QStringLiteral("%1, %2, %3: %4")
                    .arg(toQString(study.name), toQString(lines[address.arm].arm.label), toQString(address.time), why));
        };
        for (const std::string& field : study.open)
            if (const auto address = ofOutcome(field))
                leaveOut(*address, tr("extractors differ; settle it first"));
        for (const Value& value : study.values) {
            const auto address = ofOutcome(value.field);
            if (!address || value.answer != Answer::Stated)
                continue;
            const auto days = extraction::daysOf(m_form, address->time);
            const auto reading = extraction::readingOf(m_form, value, study.values);
            if (!days) {
                leaveOut(*address, tr("the time is no number of days"));
                continue;
            }
            const auto factor = m_isCount || !reading
                ? std::optional(1.0)
                : extraction::conversion(m_outcome.label, reading->unit, m_outcome.unit);
            if (!factor) {
                leaveOut(*address, tr("%1 cannot be converted").arg(toQString(reading->unit)));
                continue;
            }
            auto point = reading ? pointOf(study, *address, *reading, lines[address->arm].arm) : std::nullopt;
            if (!point) {
                leaveOut(*address, tr("“%1” is no such number").arg(toQString(value.text)));
                continue;
            }
            point->days = *days;
            point->value *= *factor;
            point->interval.lower *= *factor;
            point->interval.upper *= *factor;
            point->words = tr("%1: %2").arg(toQString(address->time), toQString(value.text));
            lines[address->arm].points.push_back(*std::move(point));
        }
        for (auto& [item, line] : lines) {
            if (line.points.empty())
                continue;
            std::ranges::stable_sort(line.points, {}, &ArmPoint::days);
            m_lines.push_back(std::move(line));
        }
    }

    /// Its value and interval; none if the reading states neither a number nor patients of patients.
    std::optional<ArmPoint> pointOf(
        const StudyValues& study, const extraction::Address& address, const Reading& reading, const Arm& arm)
    {
        const Said said(study);
        std::optional<double> n = valueOf(reading.total);
        if (!n)
            n = extraction::number(said.stated(extraction::resultAddress(
                address.outcome, address.arm, address.time, extraction::AddressKind::ResultN)));
        if (!n)
            n = arm.analysed ? arm.analysed : arm.randomised;
        ArmPoint point;
        if (m_isCount) {
            if (reading.count && n && *n > 0 && reading.count->value <= *n) {
                point.value = 100 * reading.count->value / *n;
                point.interval = exact(reading.count->value, *n);
                return point;
            }
            if (!reading.percent)
                return {};
            point.value = reading.percent->value;
            return point;
        }
        if (!reading.value || reading.change || reading.measure != extraction::Measure::Unnamed)
            return {};
        point.value = reading.value->value;
        point.interval = intervalOf(reading, n);
        m_hasMedian |= reading.form == ReportedForm::Median || reading.form == ReportedForm::MedianQuartiles
            || reading.form == ReportedForm::MedianRange || reading.form == ReportedForm::MedianWidth;
        return point;
    }

    const Form& m_form;
    const std::vector<StudyValues>& m_studies;
    const Outcome& m_outcome;
    bool m_isCount;
    std::vector<Line> m_lines;
    QStringList m_leftOut;
    bool m_hasMedian = false;
};

} // namespace

SafetyFigure safetyFigure(const Form& form, const std::vector<StudyValues>& studies)
{
    return Safety{form, studies}.figure();
}

Result<CourseFigure> courseFigure(const Form& form, const std::vector<StudyValues>& studies, const std::string& outcome)
{
    const Outcome* const asked = form.outcome(outcome);
    if (asked == nullptr)
        return fail(ErrorKind::NotFound, tr("The form has no outcome “%1”.").arg(toQString(outcome)));
    const Course course(form, studies, *asked);
    if (!course.hasLine())
        return fail(
            ErrorKind::NotFound, tr("No arm has results of %1 at two times or more.").arg(toQString(asked->label)));
    return course.figure();
}

std::vector<std::string> outcomesOverTime(const Form& form, const std::vector<StudyValues>& studies)
{
    std::vector<std::string> found;
    for (const Outcome& outcome : form.outcomes)
        if (Course(form, studies, outcome).hasLine())
            found.push_back(outcome.id);
    return found;
}

} // namespace winnow::synthesis
