// chart, prisma
#include "app/cli/commands.h"
#include "app/cli/metaanalysis.h"
#include "app/cli/opening.h"
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/figure/charts.h"
#include "core/figure/prismafigure.h"
#include "core/figure/risktable.h"
#include "core/prisma/diagram.h"
#include "core/prisma/prisma.h"
#include "core/prisma/stated.h"
#include "core/review/appraisal.h"
#include "core/review/crosstable.h"
#include "core/review/valuetables.h"
#include "core/synthesis/armfigures.h"
#include "core/synthesis/figures.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace winnow::cli {

namespace {

struct FigureOptions : ReviewOptions {
    std::string kind;
    std::string output;
    std::string against; ///< a table of the PRISMA2020 R package
    std::optional<std::int64_t> previousStudies;
    std::optional<std::int64_t> previousReports;
    MetaOptions meta; ///< of a figure of a table
    bool noContours = false;
    bool fillsIn = false;
    bool weighted = false;
    std::string outcome; ///< whose risk of bias
    std::string by; ///< the second field of a table of studies
    double width = 0; ///< millimetres; 0: as wide as a text column
    double letters = 100; ///< percent
    bool riskOfBias = false; ///< beside the studies of a forest
    std::string robvis; ///< whose table; empty: the review's own judgements
};

/// The file name's ending in small letters: it says what is written.
QString ending(const FigureOptions& options)
{
    return QFileInfo{toQString(options.output)}.suffix().toLower();
}

figure::Look lookOf(const FigureOptions& options)
{
    figure::Look look;
    if (options.width > 0)
        look.width = options.width * 72 / 25.4;
    look.letters = options.letters / 100;
    return look;
}

/// A figure with more columns than fit is made smaller, but not so small that nobody can read it.
void sayWidth(const FigureOptions& options, const figure::Drawing& drawing, Output& output)
{
    const double width = drawing.size.width() * drawing.onPaper;
    if (options.width > 0 && width > 1.01 * lookOf(options).width)
        output.warn(tr("winnow-cli: the figure is %1 mm wide: narrower, its letters could not be read.")
                .arg(std::lround(width * 25.4 / 72)));
}

/// Fonts are needed only where letters are drawn.
bool isDrawn(const FigureOptions& options)
{
    return QStringList{QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("png")}.contains(ending(options));
}

Result<> needEnding(const FigureOptions& options, const QStringList& endings)
{
    if (options.output.empty() || endings.contains(ending(options)))
        return {};
    return fail(ErrorKind::InvalidInput,
        tr("“%1” does not say what to write; its name can end in .%2.")
            .arg(toQString(options.output), endings.join(QStringLiteral(", ."))));
}

// chart -------------------------------------------------------------------------------------------------------------

Result<TallyField> fieldNamed(review::Reader& reader, const std::string& name)
{
    const auto fields = TRY(reader.tallyFields());
    QStringList known;
    for (const TallyField& field : fields) {
        if (field.id == name)
            return field;
        known.append(toQString(field.id));
    }
    return fail(ErrorKind::NotFound,
        tr("There is no chart of “%1”; there are: %2.").arg(toQString(name), known.join(QStringLiteral(", "))));
}

Result<> writeChart(const FigureOptions& options, const figure::Chart& chart)
{
    const QString path = toQString(options.output);
    if (isDrawn(options))
        return figure::save(figure::barChart(chart, lookOf(options)), path);
    return figure::write(figure::chartCsv(chart), path);
}

/// Of the studies of a forest, from a robvis table or the review.
Result<figure::RiskTable> riskBeside(const FigureOptions& options)
{
    if (!options.robvis.empty()) {
        const QByteArray bytes = TRY(readFile(toQString(options.robvis)));
        return figure::riskTable(
            TRY(extraction::parseRobvis({bytes.constData(), static_cast<std::size_t>(bytes.size())})), {});
    }
    auto review = TRY(openToRead(options));
    const Form form = TRY(review.reader().form());
    const winnow::Outcome* const outcome = form.outcome(options.outcome);
    if (outcome == nullptr)
        return fail(ErrorKind::NotFound, tr("The form has no outcome “%1”.").arg(toQString(options.outcome)));
    return figure::riskTable(TRY(review::appraisalBeside(review.reader(), *outcome)), {});
}

/// Of a table, not of a review.
Result<Outcome> ofTable(const FigureOptions& options, synthesis::FigureKind kind, Output& output)
{
    MetaOptions asked;
    const synthesis::AnalysisOptions& given = options.meta;
    static_cast<synthesis::AnalysisOptions&>(asked) = synthesis::asking(given, kind);
    asked.file = options.review;
    asked.outcome = options.outcome;
    asked.time = options.meta.time;
    if (asked.measure.empty())
        return fail(ErrorKind::InvalidInput, tr("A %1 plot of a table needs --measure.").arg(toQString(options.kind)));
    const MetaResult made = TRY(metaAnalysis(asked));
    const synthesis::Analysis& result = made.analysis;
    synthesis::FigureRules rules{!options.noContours, options.fillsIn};
    if (options.riskOfBias)
        rules.risk = TRY(riskBeside(options));
    const QString path = toQString(options.output);
    if (isDrawn(options)) {
        const figure::Drawing drawing = TRY(synthesis::drawn(result, kind, rules, lookOf(options)));
        TRY(figure::save(drawing, path));
        sayWidth(options, drawing, output);
    } else if (!options.output.empty()) {
        const QByteArray table = TRY(synthesis::figureCsv(result, kind, rules));
        TRY(figure::write(table, path));
    }
    if (output.json())
        output.document(metaJson(result));
    else if (!options.output.empty())
        output.say(tr("Wrote %1.").arg(path));
    else
        printMeta(result, output);
    return Outcome::Done;
}

/// Of a table as robvis has them, or of the review.
Result<extraction::RobvisTable> judgements(const FigureOptions& options)
{
    const QString path = toQString(options.review);
    if (!path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) {
        auto review = TRY(openToRead(options));
        return review::appraisalTable(review.reader(), options.outcome, review::Judged::ByReview);
    }
    const QByteArray bytes = TRY(readFile(path));
    return extraction::parseRobvis({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

/// Judgements of risk of bias.
Result<Outcome> ofRisk(const FigureOptions& options, Output& output)
{
    const extraction::RobvisTable judged = TRY(judgements(options));
    const figure::RiskTable table = figure::riskTable(judged, toQString(options.meta.title));
    const QString path = toQString(options.output);
    if (isDrawn(options)) {
        const figure::Drawing drawing = options.kind == "traffic-light"
            ? figure::trafficLights(table, lookOf(options))
            : figure::riskSummary(table, options.weighted, lookOf(options));
        TRY(figure::save(drawing, path));
        sayWidth(options, drawing, output);
    } else if (!options.output.empty()) {
        TRY(figure::write(figure::riskSummaryCsv(table, options.weighted), path));
    } else {
        const QString lines = QString::fromUtf8(figure::riskSummaryCsv(table, options.weighted)).trimmed();
        for (const QString& line : lines.split(QStringLiteral("\r\n")))
            output.print(line);
        return Outcome::Done;
    }
    if (output.json())
        output.document({{QStringLiteral("written"), path}});
    output.say(tr("Wrote %1.").arg(path));
    return Outcome::Done;
}

/// What the arms had.
Result<Outcome> ofArms(const FigureOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const Form form = TRY(review.reader().form());
    const auto studies = TRY(review::valuesByStudy(review.reader()));
    figure::Drawing drawing;
    QByteArray csv;
    QStringList leftOut;
    if (options.kind == "adverse-events") {
        const synthesis::SafetyFigure made = synthesis::safetyFigure(form, studies);
        if (made.plot.rows.empty())
            return fail(ErrorKind::NotFound, tr("No study has adverse events with numbers of patients yet."));
        csv = figure::dotPlotCsv(made.plot);
        leftOut = made.leftOut;
        if (isDrawn(options))
            drawing = figure::dotPlot(made.plot, lookOf(options));
    } else {
        if (options.outcome.empty())
            return fail(ErrorKind::InvalidInput, tr("A measure over time needs --outcome ID."));
        const synthesis::CourseFigure made = TRY(synthesis::courseFigure(form, studies, options.outcome));
        csv = figure::timeCourseCsv(made.plot);
        leftOut = made.leftOut;
        if (isDrawn(options))
            drawing = figure::timeCourse(made.plot, lookOf(options));
    }
    const QString path = toQString(options.output);
    if (isDrawn(options))
        TRY(figure::save(drawing, path));
    else if (!options.output.empty())
        TRY(figure::write(csv, path));
    else
        for (const QString& line : QString::fromUtf8(csv).trimmed().split(QStringLiteral("\r\n")))
            output.print(line);
    if (output.json())
        output.document(
            {{QStringLiteral("written"), path}, {QStringLiteral("notDrawn"), QJsonArray::fromStringList(leftOut)}});
    else if (!options.output.empty())
        output.say(tr("Wrote %1.").arg(path));
    for (const QString& one : leftOut)
        output.say(tr("Not drawn: %1").arg(one));
    return Outcome::Done;
}

/// Studies by two fields.
Result<Outcome> crossed(const FigureOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const review::CrossTable table = TRY(review::crossTable(review.reader(), options.kind, options.by));
    const Info info = TRY(review.reader().info());
    const figure::Matrix matrix = review::matrixOf(table, toQString(info.notice));
    const QString path = toQString(options.output);
    if (isDrawn(options))
        TRY(figure::save(figure::matrixChart(matrix, lookOf(options)), path));
    else if (!options.output.empty())
        TRY(figure::write(figure::matrixCsv(matrix), path));
    if (output.json()) {
        QJsonArray cells;
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            for (std::size_t column = 0; column < table.columns.size(); ++column)
                if (const auto& studies = table.cells[row][column]; !studies.empty())
                    cells.append(QJsonObject{{QStringLiteral("row"), toQString(table.rows[row])},
                        {QStringLiteral("column"), toQString(table.columns[column])},
                        {QStringLiteral("studies"), static_cast<qint64>(studies.size())}});
        QJsonObject document{{QStringLiteral("rows"), toQString(table.rowField.id)},
            {QStringLiteral("columns"), toQString(table.columnField.id)}, {QStringLiteral("cells"), cells}};
        if (!options.output.empty())
            document.insert(QStringLiteral("written"), path);
        output.document(document);
    } else if (!options.output.empty()) {
        output.say(tr("Wrote %1.").arg(path));
    } else {
        output.row({table.rowField.label, table.columnField.label, "studies"});
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            for (std::size_t column = 0; column < table.columns.size(); ++column)
                if (const auto& studies = table.cells[row][column]; !studies.empty())
                    output.row({table.rows[row], table.columns[column], std::to_string(studies.size())});
    }
    return Outcome::Done;
}

Result<Outcome> chart(const FigureOptions& options, Output& output)
{
    TRY(needEnding(
        options, {QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("png"), QStringLiteral("csv")}));
    if (options.kind == "traffic-light" || options.kind == "risk-summary")
        return ofRisk(options, output);
    if (options.kind == "adverse-events" || options.kind == "over-time")
        return ofArms(options, output);
    if (const auto kind = synthesis::figureNamed(options.kind))
        return ofTable(options, *kind, output);
    if (!options.by.empty())
        return crossed(options, output);
    auto review = TRY(openToRead(options));
    review::Reader& reader = review.reader();
    const TallyField field = TRY(fieldNamed(reader, options.kind));
    const auto tallies = TRY(reader.tally(field.id));
    if (!options.output.empty()) {
        const FlowCounts counts = TRY(reader.counts());
        const Info info = TRY(reader.info());
        TRY(writeChart(options, figure::summaryChart(field, tallies, counts, toQString(info.notice))));
    }
    if (output.json()) {
        QJsonArray list;
        for (const Tally& tally : tallies)
            list.append(QJsonObject{
                {QStringLiteral("label"), toQString(tally.label)}, {QStringLiteral("count"), number(tally.count)}});
        QJsonObject document{{QStringLiteral("field"), toQString(field.id)},
            {QStringLiteral("label"), toQString(field.label)},
            {QStringLiteral("of"), field.ofStudies ? QStringLiteral("studies") : QStringLiteral("citations")},
            {QStringLiteral("tally"), list}};
        if (!options.output.empty())
            document.insert(QStringLiteral("written"), toQString(options.output));
        output.document(document);
    } else if (!options.output.empty()) {
        output.say(tr("Wrote %1.").arg(toQString(options.output)));
    } else {
        output.row({field.label, "count"});
        for (const Tally& tally : tallies)
            output.row({tally.label, std::to_string(tally.count)});
    }
    return Outcome::Done;
}

// prisma ------------------------------------------------------------------------------------------------------------

Result<> writePrisma(const FigureOptions& options, const FlowCounts& counts, const QString& notice)
{
    const QString path = toQString(options.output);
    if (isDrawn(options))
        return figure::save(figure::prismaFigure(prisma::diagram(counts), {}, notice).drawing, path);
    if (ending(options) == QStringLiteral("csv"))
        return figure::write(prisma::toCsv(counts), path);
    return figure::write(QJsonDocument{prisma::toJson(counts)}.toJson(), path);
}

void printCounts(const FlowCounts& counts, Output& output)
{
    for (const prisma::DiagramBox& box : prisma::diagram(counts).boxes)
        for (const prisma::Line& line : box.lines)
            output.print(QStringLiteral("%1%2 %3")
                    .arg(QString(qsizetype{2} * line.indent, QLatin1Char(' ')), line.label, line.countText())
                    .trimmed());
    for (const prisma::OpenWork& work : prisma::openWork(counts))
        output.print(tr("Interim: %1").arg(work.text));
}

Result<prisma::StatedFlow> statedFlow(const std::string& path)
{
    QFile file{toQString(path)};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, tr("“%1” cannot be read: %2.").arg(toQString(path), file.errorString()));
    constexpr qint64 Largest = 1 << 20; // a table of 34 rows
    return prisma::statedFromCsv(file.read(Largest).toStdString());
}

QJsonArray remarksJson(const std::vector<prisma::Remark>& remarks)
{
    QJsonArray list;
    for (const prisma::Remark& remark : remarks)
        list.append(QJsonObject{{QStringLiteral("rule"), remark.rule}, {QStringLiteral("text"), remark.text}});
    return list;
}

/// Numbers that somebody states: drawn, and checked by the same rules.
Result<Outcome> stated(const FigureOptions& options, Output& output)
{
    const prisma::StatedFlow flow = TRY(statedFlow(options.review));
    const FlowCounts counts = prisma::drawable(flow);
    const std::vector<prisma::Remark> remarks = prisma::check(flow);
    if (!options.output.empty())
        TRY(writePrisma(options, counts, {}));
    if (output.json()) {
        QJsonObject document = prisma::toJson(counts);
        document[QStringLiteral("remarks")] = remarksJson(remarks);
        output.document(document);
    } else {
        if (options.output.empty())
            printCounts(counts, output);
        else
            output.say(tr("Wrote %1.").arg(toQString(options.output)));
        for (const prisma::Remark& remark : remarks)
            output.print(QStringLiteral("%1: %2").arg(remark.rule, remark.text));
    }
    return remarks.empty() ? Outcome::Done : Outcome::DoneWithProblems;
}

/// Where a table differs from the review.
Result<Outcome> compared(const FigureOptions& options, const FlowCounts& counts, Output& output)
{
    const prisma::StatedFlow flow = TRY(statedFlow(options.against));
    const std::vector<prisma::Difference> differences = prisma::differences(flow, counts);
    const std::vector<prisma::Remark> remarks = prisma::check(flow);
    if (output.json()) {
        QJsonArray list;
        for (const prisma::Difference& difference : differences)
            list.append(QJsonObject{{QStringLiteral("row"), difference.name},
                {QStringLiteral("stated"), number(difference.stated)},
                {QStringLiteral("counted"), number(difference.counted)}});
        output.document({{QStringLiteral("differences"), list}, {QStringLiteral("remarks"), remarksJson(remarks)}});
    } else {
        for (const prisma::Difference& difference : differences)
            output.print(tr("%1: stated %2, counted %3")
                    .arg(difference.name, QString::number(difference.stated), QString::number(difference.counted)));
        for (const prisma::Remark& remark : remarks)
            output.print(QStringLiteral("%1: %2").arg(remark.rule, remark.text));
        if (differences.empty() && remarks.empty())
            output.print(tr("All numbers are those of the review."));
    }
    return differences.empty() && remarks.empty() ? Outcome::Done : Outcome::DoneWithProblems;
}

Result<> setPrevious(const FigureOptions& options)
{
    auto review = TRY(openToWrite(options));
    std::optional<StudyCount> previous;
    if (options.previousStudies.value_or(0) > 0)
        previous = StudyCount{*options.previousStudies, options.previousReports.value_or(*options.previousStudies)};
    TRY(review.setPrevious(previous));
    return {};
}

Result<Outcome> flow(const FigureOptions& options, Output& output)
{
    TRY(needEnding(options,
        {QStringLiteral("svg"), QStringLiteral("pdf"), QStringLiteral("png"), QStringLiteral("csv"),
            QStringLiteral("json")}));
    if (toQString(options.review).endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        return stated(options, output);
    if (options.previousStudies)
        TRY(setPrevious(options));
    auto review = TRY(openToRead(options));
    const FlowCounts counts = TRY(review.reader().counts());
    if (!options.against.empty())
        return compared(options, counts, output);
    const Info info = TRY(review.reader().info());
    if (!options.output.empty())
        TRY(writePrisma(options, counts, toQString(info.notice)));
    if (output.json())
        output.document(prisma::toJson(counts));
    else if (!options.output.empty())
        output.say(tr("Wrote %1.").arg(toQString(options.output)));
    else
        printCounts(counts, output);
    return Outcome::Done;
}

} // namespace

void addFigureCommands(CLI::App& app, Call& call)
{
    const auto charted = std::make_shared<FigureOptions>();
    auto* charting = addCommand(app, call, "chart", "A summary chart, or its numbers", charted, chart);
    charting->add_option("FILE", charted->review, "The review file (.winnow), or a CSV table")->required();
    charting
        ->add_option("KIND", charted->kind,
            "Of a review: year, source, verdict, or a field of the form, such as study.phase. Of a CSV table, or of a "
            "review's --outcome: forest, cumulative, leave-one-out, funnel, galbraith, baujat, bubble or labbe; of a "
            "review or a robvis table: traffic-light or risk-summary; of a review's arms: adverse-events, or over-time "
            "of an --outcome")
        ->required();
    charting->add_option("--output,-o", charted->output,
        "A file that ends in .svg, .pdf, .png or .csv; the numbers are printed if left out");

    charting
        ->add_option("--width", charted->width,
            "Of the figure, in millimetres; 178 if left out. Wider where letters would be too small to read")
        ->check(CLI::Range(60.0, 400.0));
    charting->add_option("--letters", charted->letters, "Their size, in percent")->check(CLI::Range(60.0, 200.0));
    addMetaOptions(charting, charted->meta);
    charting->add_flag("--no-contours", charted->noContours, "A funnel without the regions of p");
    charting->add_option("--outcome", charted->outcome, "Of a review: the outcome that is drawn");
    charting->add_option("--by", charted->by,
        "Included studies by KIND and this at once: year, outcome or a field of the form. --by outcome: an evidence "
        "map");
    charting->add_flag("--risk-of-bias", charted->riskOfBias, "A forest with the judgements beside the studies");
    charting->add_option("--robvis", charted->robvis, "With --risk-of-bias: the judgements of this robvis table");
    charting->add_flag("--weighted", charted->weighted, "A risk summary by the table's weights");
    charting->add_flag("--trim-and-fill", charted->fillsIn, "A funnel with the studies that trim and fill adds");

    const auto drawn = std::make_shared<FigureOptions>();
    auto* drawing = addCommand(app, call, "prisma", "The PRISMA 2020 counts and flow diagram", drawn, flow);
    drawing->add_option("FILE", drawn->review, "The review file (.winnow), or a table of counts (CSV)")->required();
    drawing->add_option("--output,-o", drawn->output,
        "A file that ends in .svg, .pdf, .png, .csv or .json; the counts are printed if left out");
    drawing->add_option("--against", drawn->against,
        "A table as the PRISMA2020 R package reads: says in which numbers it differs from the review");
    CLI::Option* const previous = drawing->add_option("--previous-studies", drawn->previousStudies,
        "Studies in the version that this review updates; kept in the review. 0: it is a new review");
    drawing->add_option("--previous-reports", drawn->previousReports, "Their reports")->needs(previous);

    for (const auto& [command, options] : {std::pair{charting, charted}, std::pair{drawing, drawn}})
        command->parse_complete_callback([&call, options] { call.draws = isDrawn(*options); });
}

} // namespace winnow::cli
