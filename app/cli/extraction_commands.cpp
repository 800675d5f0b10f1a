// form, studies, extract, values
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "app/cli/tables.h"
#include "core/base/text.h"
#include "core/extraction/form.h"
#include "core/extraction/templates.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <map>

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

const char* nameOf(Answer answer)
{
    switch (answer) {
    case Answer::Stated:
        return "stated";
    case Answer::NotReported:
        return "not-reported";
    case Answer::Unclear:
        return "unclear";
    case Answer::NotApplicable:
        return "not-applicable";
    }
    return "";
}

Result<Outcome> values(const ReviewOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    const Form form = TRY(review.reader().form());
    std::map<StudyId, std::string> names;
    for (const Study& study : TRY(review.reader().studies()))
        names.emplace(study.id, study.name);
    QJsonArray list;
    if (!output.json())
        output.row({"study", "name", "field", "value", "unit", "answer", "source"});
    for (const Value& value : TRY(review.reader().allValues())) {
        const Field* field = form.field(value.field);
        const std::string unit = field ? field->unit : std::string{};
        if (output.json())
            list.append(QJsonObject{{QStringLiteral("study"), number(value.study.value)},
                {QStringLiteral("name"), toQString(names[value.study])},
                {QStringLiteral("field"), toQString(value.field)}, {QStringLiteral("value"), toQString(value.text)},
                {QStringLiteral("unit"), toQString(unit)},
                {QStringLiteral("answer"), QString::fromLatin1(nameOf(value.answer))},
                {QStringLiteral("source"), toQString(value.source)}});
        else
            output.row({std::to_string(value.study.value), names[value.study], value.field, value.text, unit,
                nameOf(value.answer), value.source});
    }
    if (output.json())
        output.document({{QStringLiteral("values"), list}});
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
            "not-reported, unclear, not-applicable), source")
        ->required();
    addReviewerOption(taking, *taken);

    const auto given = std::make_shared<ReviewOptions>();
    auto* giving = addCommand(app, call, "values", "The values extracted, as CSV", given, values);
    addReviewOption(giving, *given);
}

} // namespace winnow::cli
