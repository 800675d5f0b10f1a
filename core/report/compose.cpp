#include "core/report/compose.h"

#include "core/base/text.h"
#include "core/figure/charts.h"
#include "core/figure/prismafigure.h"
#include "core/figure/risktable.h"
#include "core/prisma/diagram.h"
#include "core/prisma/prisma.h"
#include "core/report/checklist.h"
#include "core/report/studyblocks.h"
#include "core/review/appraisal.h"
#include "core/review/reconciliation.h"
#include "core/review/valuetables.h"
#include "core/synthesis/figures.h"
#include "core/synthesis/words.h"

#include <QCoreApplication>
#include <QDate>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::report {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("report", text);
}

QString shown(std::string_view text)
{
    return toQString(withoutMarkup(text)).simplified();
}

QString kindName(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Database:
        return tr("Database");
    case SourceKind::Register:
        return tr("Register");
    case SourceKind::Other:
        break;
    }
    return tr("Other method");
}

/// "Chen L, Suk KT, et al. Title. Journal 2021. doi:…"
QString reference(const CitationDetail& citation)
{
    constexpr std::size_t Named = 6;
    QStringList authors;
    for (std::size_t i = 0; i < citation.best.authors.size() && i < Named; ++i)
        authors += shown(citation.best.authors[i]);
    if (citation.best.authors.size() > Named)
        authors += tr("et al.");
    QString out = authors.join(QStringLiteral("; "));
    const auto add = [&](const QString& part) {
        if (part.isEmpty())
            return;
        if (!out.isEmpty())
            out += out.endsWith(u'.') ? u' ' : u'.';
        if (!out.isEmpty() && out.endsWith(u'.'))
            out += u' ';
        out += part;
    };
    add(shown(citation.best.title));
    add(shown(citation.best.journal)
        + (citation.best.year > 0 ? QStringLiteral(" %1").arg(citation.best.year) : QString{}));
    if (!citation.best.doi.empty())
        add(QStringLiteral("doi:") + toQString(citation.best.doi));
    return out.simplified();
}

class Composer {
public:
    Composer(review::Reader& reader, const Request& request, Progress& progress)
        : m_reader(reader)
        , m_request(request)
        , m_progress(progress)
    {
    }

    Result<Document> run()
    {
        m_info = TRY(m_reader.info());
        m_counts = TRY(m_reader.counts());
        const QString title = m_info.title.empty() ? tr("Report of a systematic review") : shown(m_info.title);
        m_document.title = title;
        add(Heading{1, title});
        if (!m_info.notice.empty())
            add(Hint{shown(m_info.notice)});
        QStringList open;
        for (const prisma::OpenWork& work : prisma::openWork(m_counts))
            open += work.text;
        if (!open.isEmpty())
            add(Hint{tr("Interim: %1. The numbers below are not final.").arg(open.join(QStringLiteral(", ")))});
        add(Heading{2, tr("Methods")});
        eligibility();
        TRY(searches());
        TRY(selection());
        TRY(extraction());
        addAll(TRY(riskMethods(m_reader)));
        synthesisMethods();
        add(Heading{2, tr("Results")});
        TRY(flow());
        TRY(included());
        TRY(excluded());
        TRY(charts());
        addAll(TRY(riskOfBias(m_reader)));
        addAll(resultsOfStudies(m_form, m_values));
        TRY(syntheses());
        add(Heading{2, tr("PRISMA 2020 checklist")});
        add(checklist(m_document, m_claims));
        return std::move(m_document);
    }

private:
    template <typename T> void add(T block) { m_document.blocks.emplace_back(std::move(block)); }
    void addAll(std::vector<Block> blocks)
    {
        for (Block& block : blocks)
            m_document.blocks.push_back(std::move(block));
    }
    void say(const QString& text) { add(Paragraph{text}); }

    void eligibility()
    {
        add(Heading{3, tr("Eligibility criteria")});
        if (m_info.criteria.empty())
            add(Hint{tr("The review states no criteria; write them here.")});
        else
            say(toQString(printableLines(m_info.criteria)));
    }

    static std::string printableLines(const std::string& text)
    {
        std::string out;
        for (const std::string& line : splitTrimmed(text, '\n'))
            out += (out.empty() ? "" : "\n") + printable(line);
        return out;
    }

    /// PRISMA-S: each source with when it was searched and the whole strategy.
    Result<> searches()
    {
        add(Heading{3, tr("Information sources and search")});
        const auto sources = TRY(m_reader.sources());
        Table table{tr("Sources"), {tr("Source"), tr("Kind"), tr("Date of search"), tr("File"), tr("Records")}, {}};
        std::map<std::pair<std::string, std::string>, QString> strategies;
        std::set<QString> undated;
        for (const Source& source : sources) {
            if (source.undone)
                continue;
            table.rows.push_back({shown(source.name), kindName(source.kind), toQString(source.date),
                toQString(source.file), prisma::number(source.identified())});
            if (source.date.empty())
                undated.insert(shown(source.name));
            if (!source.query.empty())
                strategies.emplace(std::pair{source.name, source.query}, toQString(source.date));
        }
        if (table.rows.empty()) {
            add(Hint{tr("Nothing has been imported yet.")});
            return {};
        }
        m_claims.searchDates = undated.empty();
        m_claims.strategies = !strategies.empty();
        add(std::move(table));
        for (const auto& [search, date] : strategies)
            say((date.isEmpty() ? tr("Search strategy for %1:").arg(shown(search.first))
                                : tr("Search strategy for %1, %2:").arg(shown(search.first), date))
                + u'\n' + toQString(printableLines(search.second)));
        if (strategies.empty())
            add(Hint{tr(
                "No search strategy is kept with the sources; give each in full, as it was run (PRISMA-S, item 8).")});
        if (!undated.empty())
            add(Hint{tr("When these were searched is not stated: %1.")
                    .arg(QStringList(undated.begin(), undated.end()).join(QStringLiteral("; ")))});
        return {};
    }

    Result<> selection()
    {
        add(Heading{3, tr("Selection process")});
        const DuplicateCounts duplicates = TRY(m_reader.duplicateCounts());
        say(tr("Records were managed in Winnow %1. Duplicates were identified by shared identifiers and by comparing "
               "titles, authors, years, journals and pages; %2 records were joined by the program and %3 by a person; "
               "%4 pairs were left to a person's judgement and are unanswered.")
                .arg(m_request.version, prisma::number(duplicates.byProgram), prisma::number(duplicates.byPerson),
                    prisma::number(duplicates.doubtful)));
        TRY(stage(Stage::TitleAbstract));
        return stage(Stage::FullText);
    }

    Result<> stage(Stage stage)
    {
        const StageRule rule = TRY(m_reader.stageRule(stage));
        const bool first = stage == Stage::TitleAbstract;
        const QString what = first ? tr("Titles and abstracts") : tr("Full texts");
        if (rule.reviewers == 1) {
            say(tr("%1 were judged by one reviewer.").arg(what));
        } else {
            TRY(independence(stage, what, rule));
        }
        const auto reasons = TRY(m_reader.reasons(stage));
        QStringList labels;
        for (const Reason& reason : reasons)
            labels += shown(reason.label);
        if (!labels.isEmpty())
            say((first ? tr("Reasons for exclusion on title and abstract: %1.")
                       : tr("Reasons for exclusion on full text: %1."))
                    .arg(labels.join(QStringLiteral("; "))));
        return {};
    }

    /// Who judged, and what became of disagreements; claims nothing of records that too few have judged, and says
    /// nothing of those nobody has been shown yet.
    Result<> independence(Stage stage, const QString& what, const StageRule& rule)
    {
        const QString reviewers = QString::number(rule.reviewers);
        const std::optional<TeamCounts> counts = TRY(m_reader.teamCounts(stage));
        const bool isBegun = counts && !(*counts == TeamCounts{});
        if (!isBegun)
            say(tr("%1 are judged by %2 reviewers independently, who do not see one another's decisions.")
                    .arg(what, reviewers));
        if (!counts) {
            add(Hint{tr("Their conflicts have not been opened yet; agreement and how disagreements were settled follow "
                        "once they are.")});
            return {};
        }
        if (!isBegun)
            return {};
        say(counts->awaitingOthers == 0
                ? tr("%1 were judged by %2 reviewers independently, who did not see one another's decisions.")
                      .arg(what, reviewers)
                : tr("%1 were judged by %2 reviewers independently, who did not see one another's decisions, except "
                     "%3, which fewer have judged.")
                      .arg(what, reviewers, prisma::number(counts->awaitingOthers)));
        const review::AgreementReport agreement = TRY(m_reader.agreement(stage, screening::MaybeAs::Include, 0));
        if (!agreement.methods.isEmpty())
            say(agreement.methods);
        const std::int64_t open = counts->conflicts + counts->maybes;
        if (counts->settled > 0)
            say(tr("Disagreements settled by an adjudicator who saw the decisions with their reasons: %1.")
                    .arg(prisma::number(counts->settled)));
        if (open > 0)
            add(Hint{tr("Disagreements and “maybe”s not settled yet: %1.").arg(prisma::number(open))});
        return {};
    }

    Result<> extraction()
    {
        add(Heading{3, tr("Data collection")});
        const auto form = m_reader.form();
        if (!form) {
            add(Hint{tr("No extraction form has been chosen.")});
            return {};
        }
        m_form = *form;
        say(tr("Data were extracted with the form “%1” (version %2) into the review's own database.")
                .arg(shown(m_form.title), QString::number(m_form.version)));
        TRY(extractors());
        QStringList sections;
        for (const Section& section : m_form.sections) {
            QStringList fields;
            for (const Field& field : section.fields)
                fields += shown(field.label);
            sections += tr("%1: %2").arg(shown(section.title), fields.join(QStringLiteral("; ")));
        }
        addOutcomes(sections);
        add(List{sections, false});
        return {};
    }

    /// PRISMA 2020, item 10a: the outcomes that were sought, and when.
    void addOutcomes(QStringList& items)
    {
        QStringList outcomes;
        for (const winnow::Outcome& outcome : m_form.outcomes)
            outcomes += shown(outcome.label);
        QStringList times;
        for (const TimePoint& time : m_form.times)
            times += shown(time.label);
        m_claims.outcomes = !outcomes.isEmpty();
        if (!outcomes.isEmpty())
            items += tr("Outcomes: %1").arg(outcomes.join(QStringLiteral("; ")));
        if (!outcomes.isEmpty() && !times.isEmpty())
            items += tr("Times of outcomes: %1").arg(times.join(QStringLiteral("; ")));
    }

    /// Who extracted and how far they agreed; says nothing of it while they are blind to each other.
    Result<> extractors()
    {
        const StageRule rule = TRY(m_reader.extractionRule());
        const auto found = rule.blind() ? std::nullopt : std::optional(TRY(review::reconciliation(m_reader)));
        if (rule.reviewers > 1 && (!found || found->studies == 0))
            say(tr("Each study is extracted by %1 extractors independently, who do not see one another's values.")
                    .arg(rule.reviewers));
        if (!found) {
            add(Hint{tr("The values have not been opened yet; agreement and how differences were settled follow once "
                        "they are.")});
            return {};
        }
        if (rule.reviewers > 1 && found->studies > 0)
            say(found->byEnough == found->studies
                    ? tr("Each study was extracted by %1 extractors independently, who did not see one another's "
                         "values.")
                          .arg(rule.reviewers)
                    : tr("Of the %1 studies extracted, %2 were extracted by %3 extractors independently, who did not "
                         "see one another's values.")
                          .arg(prisma::number(found->studies), prisma::number(found->byEnough),
                              QString::number(rule.reviewers)));
        if (!found->methods.isEmpty())
            say(found->methods);
        if (const QString unmatched = review::unmatchedText(*found); !unmatched.isEmpty())
            add(Hint{unmatched});
        if (found->open > 0)
            add(Hint{tr("Values that extractors differ on and nobody has settled yet: %1.")
                    .arg(prisma::number(found->open))});
        return {};
    }

    void synthesisMethods()
    {
        if (m_request.syntheses.empty())
            return;
        add(Heading{3, tr("Synthesis")});
        for (const Reported& reported : m_request.syntheses)
            say(synthesis::methodsText(reported.analysis));
        m_claims.synthesis = true;
        m_claims.preparation = std::ranges::any_of(
            m_request.syntheses, [](const Reported& reported) { return !reported.remarks.empty(); });
        if (m_claims.preparation) // as synthesis::tableOfResults does
            say(tr("What a synthesis needed and a study did not give was computed from what it gives: arms of one role "
                   "were taken together (Cochrane Handbook 23.3.4), standard deviations taken from standard errors or "
                   "intervals, medians converted (Luo et al. 2018, Wan et al. 2014). Each such step is listed with the "
                   "results."));
        say(tr(
            "The studies' results and the pooled ones are shown in forest plots, those of three studies or more also "
            "in funnel plots."));
    }

    static std::int64_t excludedOf(const FlowArm& arm)
    {
        std::int64_t all = 0;
        for (const ReasonCount& reason : arm.excludedFullText)
            all += reason.reports;
        return all;
    }

    Result<> flow()
    {
        add(Heading{3, tr("Study selection")});
        const FlowArm& arm = m_counts.databases;
        const std::int64_t identified =
            m_counts.identified(SourceKind::Database) + m_counts.identified(SourceKind::Register);
        say(tr("%1 records were identified in databases and registers; %2 duplicates were removed. Of %3 records "
               "screened, %4 were excluded; %5 reports were sought, %6 of them not retrieved; %7 were assessed for "
               "eligibility, %8 of them excluded.")
                .arg(prisma::number(identified), prisma::number(m_counts.duplicates), prisma::number(arm.screened),
                    prisma::number(arm.excludedScreening), prisma::number(arm.sought), prisma::number(arm.notRetrieved),
                    prisma::number(arm.assessed), prisma::number(excludedOf(arm))));
        const FlowArm& others = m_counts.others;
        if (const std::int64_t found = m_counts.identified(SourceKind::Other); found > 0 || others.sought > 0)
            say(tr("%1 records were identified by other methods; %2 reports were sought, %3 of them not retrieved; %4 "
                   "were assessed for eligibility, %5 of them excluded.")
                    .arg(prisma::number(found), prisma::number(others.sought), prisma::number(others.notRetrieved),
                        prisma::number(others.assessed), prisma::number(excludedOf(others))));
        say(tr("%1 studies in %2 reports are included.")
                .arg(prisma::number(m_counts.includedStudies), prisma::number(m_counts.includedReports)));
        add(Figure{tr("PRISMA 2020 flow diagram."), QStringLiteral("prisma"),
            figure::prismaFigure(prisma::diagram(m_counts), {}, shown(m_info.notice)).drawing});
        return {};
    }

    Result<> included()
    {
        add(Heading{3, tr("Study characteristics")});
        m_studies = TRY(m_reader.studies());
        if (m_studies.empty()) {
            add(Hint{tr("No study is included yet.")});
            return {};
        }
        QStringList references;
        for (const Study& study : m_studies) {
            QStringList reports;
            for (const CitationId report : study.reports)
                reports += reference(TRY(m_reader.citation(report)));
            references += QStringLiteral("%1: %2").arg(shown(study.name), reports.join(QStringLiteral(" | ")));
        }
        add(List{references, true});
        if (!m_form.sections.empty()) {
            m_values = TRY(review::valuesByStudy(m_reader));
            addAll(characteristics(m_form, m_values));
        }
        return {};
    }

    Result<> excluded()
    {
        add(Heading{3, tr("Reports excluded on full text")});
        Table table{tr("Excluded reports with reasons"), {tr("Report"), tr("Reason")}, {}};
        Filter filter;
        filter.boxes = {Box::ExcludedFullText};
        std::vector<std::pair<CitationId, QString>> found;
        TRY(m_reader.eachCitation(
            filter, Order::AsImported, Direction::Ascending,
            [&](CitationDetail&& detail) -> Result<> {
                found.emplace_back(detail.id, reference(detail));
                return {};
            },
            m_progress));
        for (std::size_t from = 0; from < found.size(); from += review::Reader::PageSize) {
            std::vector<CitationId> page;
            for (std::size_t i = from; i < std::min(found.size(), from + review::Reader::PageSize); ++i)
                page.push_back(found[i].first);
            const auto rows = TRY(m_reader.rows(page));
            std::map<CitationId, ReasonId> reasons;
            for (const CitationRow& row : rows)
                reasons[row.id] = row.reason[1];
            for (std::size_t i = from; i < from + page.size(); ++i) {
                const ReasonId reason = reasons[found[i].first];
                table.rows.push_back({found[i].second,
                    reason.value == 0 ? tr("no reason given") : shown(TRY(m_reader.reasonLabel(reason)))});
            }
        }
        if (table.rows.empty())
            say(tr("None."));
        else
            add(std::move(table));
        return {};
    }

    Result<> charts()
    {
        const auto fields = TRY(m_reader.tallyFields());
        bool isHeaded = false;
        std::int64_t done = 0;
        for (const TallyField& field : fields) {
            if (!m_progress.step(++done, static_cast<std::int64_t>(fields.size())))
                return fail(ErrorKind::Cancelled, tr("The report was not written."));
            const auto tallies = TRY(m_reader.tally(field.id));
            const bool isEmpty = std::ranges::all_of(
                tallies, [](const Tally& tally) { return tally.label.empty() || tally.count == 0; });
            if (isEmpty || field.id == "verdict")
                continue;
            if (!std::exchange(isHeaded, true))
                add(Heading{3, tr("Summary charts")});
            QString name = QStringLiteral("chart-");
            for (const char c : field.id)
                name += QChar::fromLatin1(std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-');
            const figure::Chart chart = figure::summaryChart(field, tallies, m_counts, shown(m_info.notice));
            add(Figure{chart.title + u'.', name, figure::barChart(chart)});
        }
        return {};
    }

    Result<> syntheses()
    {
        if (m_request.syntheses.empty())
            return {};
        add(Heading{3, tr("Results of syntheses")});
        int number = 0;
        for (const Reported& reported : m_request.syntheses) {
            const synthesis::Analysis& analysis = reported.analysis;
            ++number;
            const QString title = analysis.options.title.empty() ? synthesis::measureName(analysis.effects.measure)
                                                                 : shown(analysis.options.title);
            add(Heading{4, title});
            for (const QString& line : synthesis::summary(analysis))
                say(line);
            list(tr("Studies with a result that are not in it:"), reported.leftOut);
            list(tr("What was chosen of a study's results, or converted:"), reported.remarks);
            add(Figure{tr("Forest plot: %1.").arg(title), QStringLiteral("forest-%1").arg(number),
                figure::forestPlot(synthesis::forestOf(analysis, reported.risk))});
            const auto funnel = synthesis::drawn(analysis, synthesis::FigureKind::Funnel);
            if (funnel && analysis.sample.estimates.size() > 2)
                add(Figure{tr("Funnel plot: %1.").arg(title), QStringLiteral("funnel-%1").arg(number), *funnel});
        }
        return {};
    }

    void list(const QString& heading, const std::vector<std::string>& items)
    {
        if (items.empty())
            return;
        say(heading);
        List list;
        for (const std::string& item : items)
            list.items += shown(item);
        add(std::move(list));
    }

    review::Reader& m_reader;
    const Request& m_request;
    Progress& m_progress;
    Info m_info;
    FlowCounts m_counts;
    Form m_form;
    std::vector<Study> m_studies;
    std::vector<extraction::StudyValues> m_values;
    Claims m_claims;
    Document m_document;
};

} // namespace

Result<Document> compose(review::Reader& reader, const Request& request, Progress& progress)
{
    return Composer(reader, request, progress).run();
}

Result<std::vector<Reported>> keptSyntheses(review::Reader& reader, QStringList& problems)
{
    std::vector<Reported> kept;
    const std::vector<AnalysisPlan> plans = TRY(reader.analyses());
    if (plans.empty())
        return kept;
    const Form form = TRY(reader.form());
    const std::vector<extraction::StudyValues> studies = TRY(review::valuesByStudy(reader));
    for (const AnalysisPlan& plan : plans) {
        auto made = synthesis::synthesize(form, studies, plan);
        if (!made) {
            problems += tr("%1: %2").arg(shown(plan.title), made.error().message);
            continue;
        }
        Reported reported{
            std::move(made->analysis), std::move(made->results.leftOut), std::move(made->results.remarks)};
        if (const winnow::Outcome* const outcome = form.outcome(plan.outcome)) {
            const extraction::RobvisTable judged = TRY(review::appraisalBeside(reader, *outcome));
            reported.risk = figure::riskTable(judged, {});
        }
        kept.push_back(std::move(reported));
    }
    return kept;
}

} // namespace winnow::report
