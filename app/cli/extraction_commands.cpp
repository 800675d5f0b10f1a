// form, studies, extract, values, reconcile
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "app/cli/reconcile.h"
#include "app/cli/tables.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "core/extraction/grid.h"
#include "core/extraction/templates.h"
#include "core/formats/sheet.h"
#include "core/review/valuetables.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace winnow::cli {

namespace {

/// A template that comes with the program by its id, or a file.
Result<Form> formNamed(const std::string& name)
{
    const QString path = toQString(name);
    if (!QFileInfo::exists(path))
        return extraction::templateForm(name);
    const QByteArray json = TRY(readFile(path));
    return extraction::parseForm(json);
}

struct FormOptions : ReviewOptions {
    std::string from; ///< template's id, or a file; empty: only show
    bool list = false;
};

Result<Outcome> listTemplates(Output& output)
{
    QJsonArray list;
    for (const Form& form : extraction::templates()) {
        list.append(
            QJsonObject{{QStringLiteral("id"), toQString(form.id)}, {QStringLiteral("title"), toQString(form.title)}});
        output.print(QStringLiteral("%1  %2").arg(toQString(form.id), toQString(form.title)));
    }
    if (output.json())
        output.document({{QStringLiteral("templates"), list}});
    return Outcome::Done;
}

void printForm(const Form& form, Output& output)
{
    output.print(toQString(form.title));
    for (const Section& section : form.sections) {
        output.print(QStringLiteral("  ") + toQString(section.title));
        for (const Field& field : section.fields)
            output.print(QStringLiteral("    %1  %2").arg(toQString(field.id), toQString(field.label)));
    }
}

Result<Outcome> form(const FormOptions& options, Output& output)
{
    if (options.list)
        return listTemplates(output);
    auto review = TRY(options.from.empty() ? openToRead(options) : openToWrite(options));
    if (!options.from.empty()) {
        const Form chosen = TRY(formNamed(options.from));
        TRY(review.setForm(chosen));
    }
    const Form present = TRY(review.reader().form());
    if (output.json())
        output.document(QJsonDocument::fromJson(extraction::toJson(present)).object());
    else if (options.from.empty())
        printForm(present, output);
    else
        output.say(tr("The review's form is now “%1”.").arg(toQString(present.title)));
    return Outcome::Done;
}

struct StudiesOptions : ReviewOptions {
    std::vector<std::string> join;
    std::string separate;
    std::string from;
};

Result<Outcome> joinFrom(const StudiesOptions& options, Output& output)
{
    const auto table = TRY(readTable(options.from));
    auto review = TRY(openToWrite(options));
    const auto taken = TRY(review::takeStudies(review, table));
    return report(taken, tr("Reports put together: %1."), output);
}

Result<> changeStudies(review::Review& review, const StudiesOptions& options)
{
    std::vector<CitationId> together;
    together.reserve(options.join.size());
    for (const std::string& number : options.join)
        together.push_back(TRY(citationNamed(review.reader(), number)));
    if (!together.empty())
        TRY(review.joinStudy(together));
    if (!options.separate.empty()) {
        const CitationId alone = TRY(citationNamed(review.reader(), options.separate));
        TRY(review.separateStudy(alone));
    }
    return {};
}

Result<Outcome> studies(const StudiesOptions& options, Output& output)
{
    if (!options.from.empty())
        return joinFrom(options, output);
    const bool changes = !options.join.empty() || !options.separate.empty();
    auto review = TRY(changes ? openToWrite(options) : openToRead(options));
    TRY(changeStudies(review, options));
    QJsonArray list;
    if (!output.json())
        output.row({"study", "name", "reports", "values"});
    for (const Study& study : TRY(review.reader().studies())) {
        QJsonArray reports;
        std::string numbers;
        for (const CitationId report : study.reports) {
            reports.append(number(report.value));
            numbers += (numbers.empty() ? "" : "; ") + std::to_string(report.value);
        }
        if (output.json())
            list.append(QJsonObject{{QStringLiteral("study"), number(study.id.value)},
                {QStringLiteral("name"), toQString(study.name)}, {QStringLiteral("reports"), reports},
                {QStringLiteral("values"), study.values}});
        else
            output.row({std::to_string(study.id.value), study.name, numbers, std::to_string(study.values)});
    }
    if (output.json())
        output.document({{QStringLiteral("studies"), list}});
    return Outcome::Done;
}

struct ExtractOptions : ReviewOptions {
    std::string form;
    std::string from;
};

Result<Outcome> extract(const ExtractOptions& options, Output& output)
{
    const auto table = TRY(readTable(options.from));
    auto review = TRY(openToWrite(options));
    if (!options.form.empty()) {
        const Form chosen = TRY(formNamed(options.form));
        TRY(review.setForm(chosen));
    }
    const auto taken = TRY(review::takeValues(review, table));
    return report(taken, tr("Values taken: %1."), output);
}

struct ValuesOptions : ReviewOptions {
    std::string layout = "values";
    std::string format = "csv";
    std::string output; ///< for xlsx
    bool findings = false;
};

Result<csv::Table> laidOut(review::Reader& reader, const ValuesOptions& options)
{
    if (options.findings)
        return review::findingsTable(reader);
    if (options.layout == "values")
        return review::valuesTable(reader);
    const Form form = TRY(reader.form());
    const std::vector<extraction::StudyValues> studies = TRY(review::valuesByStudy(reader));
    if (options.layout == "studies")
        return extraction::studiesTable(form, studies);
    if (options.layout == "efficacy")
        return extraction::efficacyTable(form, studies);
    return options.layout == "safety" ? extraction::safetyTable(form, studies)
                                      : extraction::resultsTable(form, studies);
}

/// Of a table's cell; numbers of studies as numbers, evidence as the list it is.
QJsonValue cellOf(const std::string& heading, const std::string& cell)
{
    if (heading == "study")
        return toQString(cell).toLongLong();
    if (heading == "evidence")
        return QJsonDocument::fromJson(QByteArray::fromStdString(cell)).array();
    return toQString(cell);
}

Result<Outcome> values(const ValuesOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const csv::Table table = TRY(laidOut(review.reader(), options));
    if (!output.json() && options.format == "csv") {
        output.row(table.headings);
        for (const csv::Row& row : table.rows)
            output.row(row.cells);
        return Outcome::Done;
    }
    const QString name = options.findings ? QStringLiteral("findings") : toQString(options.layout);
    if (options.format == "xlsx") {
        const QByteArray bytes = TRY(formats::toXlsx(table, name.toStdString()));
        TRY(writeFile(toQString(options.output), bytes));
        output.say(tr("Wrote %1 rows to “%2”.").arg(table.rows.size()).arg(toQString(options.output)));
        return Outcome::Done;
    }
    QJsonArray list;
    for (const csv::Row& row : table.rows) {
        QJsonObject object;
        for (std::size_t i = 0; i < table.headings.size(); ++i)
            object.insert(toQString(table.headings[i]), cellOf(table.headings[i], row.cells[i]));
        list.append(object);
    }
    const QJsonObject document{{name, list}};
    if (output.json())
        output.document(document);
    else
        output.print(QString::fromUtf8(compactJson(document)));
    return Outcome::Done;
}

} // namespace

void addExtractionCommands(CLI::App& app, Call& call)
{
    const auto formed = std::make_shared<FormOptions>();
    auto* forming = addCommand(app, call, "form", "Show the review's extraction form, or choose one", formed, form);
    addReviewOption(forming, *formed);
    forming->get_option("REVIEW")->required(false);
    forming->add_option("--template", formed->from, "A template's id, or a JSON file with a form");
    forming->add_flag("--list", formed->list, "List the templates that come with Winnow");
    addReviewerOption(forming, *formed);
    forming->parse_complete_callback([formed] {
        if (formed->review.empty() && !formed->list)
            throw CLI::RequiredError("REVIEW");
    });

    const auto listed = std::make_shared<StudiesOptions>();
    auto* listing = addCommand(app, call, "studies", "The included studies and their reports", listed, studies);
    addReviewOption(listing, *listed);
    listing->add_option("--join", listed->join, "Citations that are reports of one study")->expected(2, -1);
    listing->add_option("--separate", listed->separate, "Citation that is a study of its own");
    listing->add_option("--from", listed->from,
        "CSV with a column that names the citation and “report of”: reports with the same words there are one study");
    addReviewerOption(listing, *listed);

    const auto taken = std::make_shared<ExtractOptions>();
    auto* taking = addCommand(app, call, "extract", "Take values from a table", taken, extract);
    addReviewOption(taking, *taken);
    taking->add_option("--template", taken->form, "Choose this form first: a template's id, or a JSON file");
    taking
        ->add_option("--from", taken->from,
            "CSV with study (or citation, pmid, wos, doi, key), field, value and, if you like, answer (stated, "
            "not-reported, unclear, not-applicable), source, evidence: what values writes")
        ->required();
    addReviewerOption(taking, *taken);

    const auto given = std::make_shared<ValuesOptions>();
    auto* giving = addCommand(app, call, "values", "The values extracted, as CSV", given, values);
    addReviewOption(giving, *given);
    giving
        ->add_option("--layout", given->layout,
            "One row a value (values), a study (studies) or a result (results), or the tables of efficacy or safety; "
            "all "
            "but the first of the review's agreed values")
        ->check(CLI::IsMember({"values", "studies", "results", "efficacy", "safety"}));
    giving->add_option("--format", given->format, "csv, json, or xlsx, which goes to a file")
        ->check(CLI::IsMember({"csv", "json", "xlsx"}));
    giving->add_option("--output", given->output, "The Excel file to write");
    giving->add_flag("--findings", given->findings, "What speaks against the values instead, with their addresses");
    giving->parse_complete_callback([given] {
        if ((given->format == "xlsx") == given->output.empty())
            throw CLI::ValidationError("--output", "goes with --format xlsx, and that with it");
    });
    addReconcileCommand(app, call);
}

} // namespace winnow::cli
