#include "core/report/studyblocks.h"

#include "core/base/text.h"
#include "core/extraction/address.h"
#include "core/extraction/instrument.h"
#include "core/figure/risktable.h"
#include "core/prisma/prisma.h"
#include "core/review/appraisal.h"
#include "core/review/words.h"
#include "core/synthesis/armfigures.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace winnow::report {

namespace {

using extraction::StudyValues;

QString tr(const char* text)
{
    return QCoreApplication::translate("report", text);
}

QString shown(std::string_view text)
{
    return toQString(withoutMarkup(text)).simplified();
}

/// What is said at an address; empty: nothing.
QString saidAt(const StudyValues& study, const std::string& address)
{
    if (std::ranges::binary_search(study.open, address))
        return tr("extractors differ");
    const auto found = std::ranges::find(study.values, address, &Value::field);
    return found == study.values.end() ? QString() : review::answerText(found->answer, found->text);
}

/// Fields of the section with a value in any study, with the items' numbers of a repeated one.
class SectionTable {
public:
    SectionTable(const Form& form, const Section& section, const std::vector<StudyValues>& studies)
        : m_form(form)
        , m_section(section)
        , m_studies(studies)
    {
    }

    Table table()
    {
        Table made{shown(m_section.title), {tr("Study")}, {}};
        if (m_section.repeat)
            made.columns += tr("No.");
        std::vector<const Field*> fields;
        for (const Field& field : m_section.fields)
            if (isAnswered(field)) {
                fields.push_back(&field);
                made.columns += field.unit.empty()
                    ? shown(field.label)
                    : QStringLiteral("%1 (%2)").arg(shown(field.label), shown(field.unit));
            }
        if (fields.empty())
            return made;
        for (const StudyValues& study : m_studies)
            for (const int item : itemsOf(study)) {
                QStringList cells{shown(study.name)};
                if (m_section.repeat)
                    cells += QString::number(item);
                bool isEmpty = true;
                for (const Field* const field : fields) {
                    const QString said = saidAt(study, addressOf(*field, item));
                    isEmpty = isEmpty && said.isEmpty();
                    cells += said.isEmpty() ? tr("not extracted") : said;
                }
                if (!isEmpty)
                    made.rows.push_back(std::move(cells));
                else if (!study.values.empty() || !study.open.empty())
                    m_without += shown(study.name);
            }
        return made;
    }
    /// Studies that say something, but nothing here; known once the table is made.
    [[nodiscard]] const QStringList& without() const { return m_without; }

private:
    [[nodiscard]] std::string addressOf(const Field& field, int item) const
    {
        return m_section.repeat ? extraction::itemAddress(field.id, item) : field.id;
    }
    [[nodiscard]] std::vector<int> itemsOf(const StudyValues& study) const
    {
        if (!m_section.repeat)
            return {0};
        std::vector<Value> values = study.values;
        for (const std::string& address : study.open)
            values.push_back({study.study, address, {}, Answer::Unclear, {}, {}});
        return extraction::itemsOf(m_form, m_section.id, values);
    }
    [[nodiscard]] bool isAnswered(const Field& field) const
    {
        return std::ranges::any_of(m_studies, [&](const StudyValues& study) {
            return std::ranges::any_of(
                itemsOf(study), [&](int item) { return !saidAt(study, addressOf(field, item)).isEmpty(); });
        });
    }

    const Form& m_form;
    const Section& m_section;
    const std::vector<StudyValues>& m_studies;
    QStringList m_without;
};

/// Columns that say nothing are left out.
Table withoutEmptyColumns(const csv::Table& from, const QString& caption)
{
    Table table{caption, {}, {}};
    std::vector<std::size_t> kept;
    for (std::size_t column = 0; column < from.headings.size(); ++column)
        if (std::ranges::any_of(from.rows, [&](const csv::Row& row) { return !row.cells[column].empty(); })) {
            kept.push_back(column);
            QString heading = shown(from.headings[column]);
            heading[0] = heading[0].toUpper();
            table.columns += heading;
        }
    for (const csv::Row& row : from.rows) {
        QStringList cells;
        for (const std::size_t column : kept)
            cells += shown(row.cells[column]);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// What the checks say is for the authors, not for the table.
void addResults(std::vector<Block>& blocks, csv::Table results, const QString& caption)
{
    const std::size_t checks = results.headings.size() - 1;
    QStringList doubted;
    for (csv::Row& row : results.rows) {
        if (!row.cells[checks].empty())
            doubted += tr("%1: %2").arg(shown(results.cell(row, "study")), shown(row.cells[checks]));
        row.cells.resize(checks);
    }
    results.headings.resize(checks);
    blocks.emplace_back(withoutEmptyColumns(results, caption));
    doubted.removeDuplicates();
    if (!doubted.isEmpty())
        blocks.emplace_back(Hint{tr("To be checked against the reports: %1").arg(doubted.join(u' '))});
}

QString fileName(const QString& first, std::string_view id)
{
    QString name = first;
    for (const char c : id)
        name += QChar::fromLatin1(std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-');
    return name;
}

void addNotDrawn(std::vector<Block>& blocks, const QStringList& leftOut)
{
    if (leftOut.isEmpty())
        return;
    blocks.emplace_back(Paragraph{tr("Not drawn:")});
    blocks.emplace_back(List{leftOut, false});
}

} // namespace

std::vector<Block> characteristics(const Form& form, const std::vector<StudyValues>& studies)
{
    std::vector<Block> blocks;
    for (const Section& section : form.sections) {
        if (section.id == EventSection)
            continue;
        SectionTable made{form, section, studies};
        Table table = made.table();
        if (table.rows.empty())
            continue;
        table.keys = section.repeat ? 2 : 1;
        blocks.emplace_back(std::move(table));
        if (!made.without().isEmpty())
            blocks.emplace_back(
                Paragraph{tr("Nothing of this was extracted of: %1.").arg(made.without().join(QStringLiteral("; ")))});
    }
    QStringList empty;
    for (const StudyValues& study : studies)
        if (study.values.empty() && study.open.empty())
            empty += shown(study.name);
    if (!empty.isEmpty())
        blocks.emplace_back(Paragraph{tr("Nothing was extracted of: %1.").arg(empty.join(QStringLiteral("; ")))});
    return blocks;
}

Result<std::vector<Block>> riskMethods(review::Reader& reader)
{
    std::vector<Block> blocks;
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    if (plan.instrument.empty())
        return blocks;
    const extraction::Instrument instrument = TRY(extraction::instrument(plan.instrument));
    blocks.emplace_back(Heading{3, tr("Risk of bias assessment")});
    QStringList outcomes;
    const auto form = reader.form();
    for (const std::string& outcome : plan.outcomes) {
        const winnow::Outcome* const known = form ? form->outcome(outcome) : nullptr;
        outcomes += shown(known != nullptr ? known->label : outcome);
    }
    const std::size_t studies = TRY(reader.studies()).size();
    std::set<std::string> judged;
    for (const std::string& outcome : plan.outcomes.empty() ? std::vector<std::string>{{}} : plan.outcomes)
        for (const auto& row : TRY(review::appraisalTable(reader, outcome, review::Judged::ByReview)).rows)
            judged.insert(row.study);
    if (judged.size() < studies)
        blocks.emplace_back(Hint{tr("Of the %1 included studies, %2 have been judged so far.")
                .arg(prisma::number(static_cast<std::int64_t>(studies)),
                    prisma::number(static_cast<std::int64_t>(judged.size())))});
    blocks.emplace_back(Paragraph{outcomes.isEmpty()
            ? tr("The risk of bias of each study was judged with %1.").arg(shown(instrument.title))
            : tr("The risk of bias was judged with %1, for: %2.")
                  .arg(shown(instrument.title), outcomes.join(QStringLiteral("; ")))});
    return blocks;
}

Result<std::vector<Block>> riskOfBias(review::Reader& reader)
{
    std::vector<Block> blocks;
    const AppraisalPlan plan = TRY(reader.appraisalPlan());
    if (plan.instrument.empty())
        return blocks;
    const auto form = reader.form();
    const std::vector<std::string> outcomes = plan.outcomes.empty() ? std::vector<std::string>{{}} : plan.outcomes;
    for (const std::string& outcome : outcomes) {
        const extraction::RobvisTable judged = TRY(review::appraisalTable(reader, outcome, review::Judged::ByReview));
        if (judged.rows.empty())
            continue;
        if (blocks.empty())
            blocks.emplace_back(Heading{3, tr("Risk of bias in studies")});
        const winnow::Outcome* const known = form ? form->outcome(outcome) : nullptr;
        const QString of = shown(known != nullptr ? known->label : outcome);
        const figure::RiskTable table = figure::riskTable(judged, of);
        blocks.emplace_back(
            Figure{of.isEmpty() ? tr("Risk of bias by study.") : tr("Risk of bias by study: %1.").arg(of),
                fileName(QStringLiteral("risk-of-bias-"), outcome), figure::trafficLights(table)});
        blocks.emplace_back(
            Figure{of.isEmpty() ? tr("Summary of the risk of bias.") : tr("Summary of the risk of bias: %1.").arg(of),
                fileName(QStringLiteral("risk-summary-"), outcome), figure::riskSummary(table, false)});
        Table supports{of.isEmpty() ? tr("Support for the judgements.") : tr("Support for the judgements: %1.").arg(of),
            {tr("Study"), tr("Domain"), tr("Judgement"), tr("Support")}, {}};
        for (const auto& row : TRY(review::supportedJudgements(reader, outcome, review::Judged::ByReview)))
            supports.rows.push_back({shown(row.study), row.title.empty() ? tr("Overall") : shown(row.title),
                shown(row.judgement), shown(row.support)});
        if (!supports.rows.empty())
            blocks.emplace_back(std::move(supports));
    }
    return blocks;
}

std::vector<Block> resultsOfStudies(const Form& form, const std::vector<StudyValues>& studies)
{
    std::vector<Block> blocks;
    const csv::Table efficacy = extraction::efficacyTable(form, studies);
    const csv::Table safety = extraction::safetyTable(form, studies);
    if (efficacy.rows.empty() && safety.rows.empty())
        return blocks;
    blocks.emplace_back(Heading{3, tr("Results of individual studies")});
    if (!efficacy.rows.empty())
        addResults(blocks, efficacy, tr("Results: efficacy"));
    for (const std::string& outcome : synthesis::outcomesOverTime(form, studies)) {
        const auto course = synthesis::courseFigure(form, studies, outcome);
        if (!course)
            continue;
        blocks.emplace_back(Figure{course->plot.title + u'.', fileName(QStringLiteral("over-time-"), outcome),
            figure::timeCourse(course->plot)});
        addNotDrawn(blocks, course->leftOut);
    }
    if (safety.rows.empty())
        return blocks;
    addResults(blocks, safety, tr("Results: safety"));
    if (const synthesis::SafetyFigure made = synthesis::safetyFigure(form, studies); !made.plot.rows.empty()) {
        blocks.emplace_back(
            Figure{made.plot.title + u'.', QStringLiteral("adverse-events"), figure::dotPlot(made.plot)});
        addNotDrawn(blocks, made.leftOut);
    }
    return blocks;
}

} // namespace winnow::report
