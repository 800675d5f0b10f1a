// annotations
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/text.h"
#include "core/review/annotations.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace winnow::cli {

namespace {

struct AnnotationsOptions : ReviewOptions {
    std::string citation; ///< empty: all
    std::string to = "csv";
    std::string output; ///< empty: standard output
};

QJsonObject asJson(const review::ListedAnnotation& listed)
{
    const Annotation& one = listed.annotation;
    QJsonArray rects;
    for (const PageRect& rect : one.rects)
        rects.append(QJsonArray{rect.left, rect.top, rect.left + rect.width, rect.top + rect.height});
    return {{QStringLiteral("id"), toQString(review::hexOf(one.id))},
        {QStringLiteral("citation"), number(one.citation.value)}, {QStringLiteral("title"), toQString(listed.title)},
        {QStringLiteral("file"), toQString(listed.file)},
        {QStringLiteral("sha256"), toQString(review::hexOf(one.sha256))}, {QStringLiteral("page"), one.page + 1},
        {QStringLiteral("rects"), rects}, {QStringLiteral("kind"), toQString(std::string(review::keyOf(one.kind)))},
        {QStringLiteral("meaning"), toQString(one.meaning)}, {QStringLiteral("quote"), toQString(one.quote)},
        {QStringLiteral("prefix"), toQString(one.prefix)}, {QStringLiteral("suffix"), toQString(one.suffix)},
        {QStringLiteral("comment"), toQString(one.comment)}, {QStringLiteral("reviewer"), toQString(listed.reviewer)},
        {QStringLiteral("made"), number(one.made)}, {QStringLiteral("changed"), number(one.changed)}};
}

QJsonObject asJson(const std::vector<review::ListedAnnotation>& list)
{
    QJsonArray all;
    for (const review::ListedAnnotation& listed : list)
        all.append(asJson(listed));
    return {{QStringLiteral("annotations"), all}};
}

Result<Outcome> annotations(const AnnotationsOptions& options, Output& output)
{
    auto review = TRY(openToRead(options));
    CitationId citation;
    if (!options.citation.empty())
        citation = TRY(citationNamed(review.reader(), options.citation));
    const auto list = TRY(review::listedAnnotations(review.reader(), citation));
    const bool json = options.to == "json" || (output.json() && options.output.empty());
    const QByteArray bytes = json ? compactJson(asJson(list)) + '\n'
        : options.to == "md"      ? QByteArray::fromStdString(review::annotationsAsMarkdown(list))
                                  : QByteArray::fromStdString(review::annotationsAsCsv(list));
    if (options.output.empty()) {
        if (output.json())
            output.document(asJson(list));
        else
            for (const QByteArray& line : bytes.chopped(bytes.isEmpty() ? 0 : 1).split('\n'))
                output.print(QString::fromUtf8(line.endsWith('\r') ? line.chopped(1) : line));
        return Outcome::Done;
    }
    TRY(writeFile(toQString(options.output), bytes));
    output.say(tr("Wrote %1 annotations to “%2”.").arg(list.size()).arg(toQString(options.output)));
    if (output.json())
        output.document({{QStringLiteral("written"), toQString(options.output)},
            {QStringLiteral("annotations"), number(list.size())}});
    return Outcome::Done;
}

} // namespace

void addAnnotationCommands(CLI::App& app, Call& call)
{
    const auto options = std::make_shared<AnnotationsOptions>();
    auto* command =
        addCommand(app, call, "annotations", "Highlights and notes that were made in PDFs", options, annotations);
    addReviewOption(command, *options);
    command->add_option("--citation", options->citation, "Only those of this citation");
    command->add_option("--to", options->to, "csv, md or json")->check(CLI::IsMember({"csv", "md", "json"}));
    command->add_option("--output,-o", options->output, "A file instead of standard output");
    addReviewerOption(command, *options);
}

} // namespace winnow::cli
