// annotate, annotations
#include "app/cli/commands.h"
#include "app/cli/opening.h"
#include "core/base/text.h"
#include "core/pdf/anchor.h"
#include "core/pdf/blocking.h"
#include "core/review/annotatedcopies.h"
#include "core/review/annotations.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace winnow::cli {

namespace {

struct AnnotationsOptions : ReviewOptions {
    std::string citation; ///< empty: all
    std::string to = "csv";
    std::string output; ///< empty: standard output
    std::string copies; ///< folder
    bool takeOver = false;
    bool evenSigned = false;
};

struct AnnotateOptions : ReviewOptions {
    std::string quote;
    std::string citation;
    std::string meaning; ///< empty: the review's first
    std::string comment;
    std::string kind = "highlight";
};

/// The words in one of the citation's PDFs.
struct Found {
    std::string sha256;
    std::vector<pdf::PageInfo> pages;
    std::vector<pdf::PageText> texts;
    std::vector<pdf::Anchored> places;
};

Result<Found> foundIn(const AttachedFile& file, const QString& quote)
{
    auto document = TRY(pdf::BlockingDocument::open(file.path));
    Found found{file.sha256, document.pages(), {}, {}};
    for (int page = 0; page < static_cast<int>(found.pages.size()); ++page)
        found.texts.push_back(TRY(document.text(page)));
    found.places = pdf::AnchorFinder(found.texts).findAll(quote);
    return found;
}

Result<Found> foundIn(review::Reader& reader, CitationId citation, const QString& quote)
{
    const auto files = TRY(reader.files(citation));
    if (files.empty())
        return fail(ErrorKind::NotFound, tr("No PDF is attached to this citation."));
    for (const AttachedFile& file : files) {
        if (!file.present)
            continue;
        Found found = TRY(foundIn(file, quote));
        if (found.places.size() == 1)
            return found;
        if (found.places.size() > 1)
            return fail(ErrorKind::Conflict,
                tr("These words stand in %1 places of “%2”; give some of the words around them, too.")
                    .arg(QString::number(found.places.size()), toQString(file.name)));
    }
    return fail(ErrorKind::NotFound, tr("These words do not stand in the PDFs of this citation."));
}

/// A part on one page, as fractions of it.
Annotation annotationOf(const Found& found, const pdf::AnchorPart& part, const AnnotateOptions& options)
{
    const auto page = static_cast<std::size_t>(part.page);
    const QSizeF size = found.pages[page].size;
    const pdf::Anchor anchor = pdf::anchorOf(found.texts[page], part.page, part.range);
    Annotation made;
    made.sha256 = found.sha256;
    made.kind = options.kind == "underline" ? AnnotationKind::Underline : AnnotationKind::Highlight;
    made.page = part.page;
    for (const QRectF& box : found.texts[page].boxes(part.range)) {
        const QRectF within = box.intersected(QRectF(QPointF(0, 0), size));
        if (!within.isEmpty())
            made.rects.push_back({within.left() / size.width(), within.top() / size.height(),
                within.width() / size.width(), within.height() / size.height()});
    }
    made.quote = anchor.quote.toStdString();
    made.prefix = anchor.prefix.toStdString();
    made.suffix = anchor.suffix.toStdString();
    made.meaning = options.meaning;
    made.comment = options.comment;
    return made;
}

Result<Outcome> annotate(const AnnotateOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    const CitationId citation = TRY(citationNamed(review.reader(), options.citation));
    if (!options.meaning.empty()) {
        const auto meanings = TRY(review.reader().annotationMeanings());
        if (std::ranges::find(meanings, options.meaning) == meanings.end())
            return fail(ErrorKind::NotFound,
                tr("This review has no meaning “%1” for its colours.").arg(toQString(options.meaning)));
    }
    const Found found = TRY(foundIn(review.reader(), citation, toQString(options.quote)));
    for (const pdf::AnchorPart& part : found.places.front().parts) {
        Annotation made = annotationOf(found, part, options);
        made.citation = citation;
        TRY(review.annotate(made));
    }
    const int page = found.places.front().parts.front().page + 1;
    if (output.json())
        output.document({{QStringLiteral("citation"), number(citation.value)}, {QStringLiteral("page"), page}});
    output.say(tr("Marked on page %1.").arg(page));
    return Outcome::Done;
}

/// Null if a PDF does not say it.
QJsonValue timeOf(std::int64_t ms)
{
    return ms == 0 ? QJsonValue() : number(ms);
}

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
        {QStringLiteral("made"), timeOf(one.made)}, {QStringLiteral("changed"), timeOf(one.changed)}};
}

QJsonObject asJson(const std::vector<review::ListedAnnotation>& list)
{
    QJsonArray all;
    for (const review::ListedAnnotation& listed : list)
        all.append(asJson(listed));
    return {{QStringLiteral("annotations"), all}};
}

/// Of one citation, or of all.
Result<std::vector<AttachedFile>> filesOf(review::Reader& reader, CitationId citation)
{
    std::vector<CitationId> all{citation};
    if (citation == CitationId{})
        all = TRY(reader.citations({}, Order::AsImported, Direction::Ascending));
    std::vector<AttachedFile> files;
    for (const CitationId one : all) {
        const std::vector<AttachedFile> its = TRY(reader.files(one));
        std::ranges::copy_if(its, std::back_inserter(files), &AttachedFile::present);
    }
    return files;
}

/// "trial.pdf", or "trial (2).pdf" if that is there: nothing is written over.
QString freePath(const QDir& folder, const std::string& name)
{
    const QFileInfo wanted(QFileInfo(toQString(name)).fileName());
    QString path = folder.filePath(wanted.completeBaseName() + QStringLiteral(".pdf"));
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = folder.filePath(QStringLiteral("%1 (%2).pdf").arg(wanted.completeBaseName()).arg(i));
    return path;
}

Result<Outcome> writeCopies(
    const AnnotationsOptions& options, review::Reader& reader, CitationId citation, Output& output)
{
    const QDir folder(toQString(options.copies));
    if (!folder.mkpath(QStringLiteral(".")))
        return fail(ErrorKind::Io, tr("The folder “%1” cannot be made.").arg(folder.path()));
    const std::vector<AttachedFile> files = TRY(filesOf(reader, citation));
    QJsonArray copies;
    bool all = true;
    for (const AttachedFile& file : files) {
        const std::vector<Annotation> marks = TRY(reader.annotations(file.citation));
        if (std::ranges::find(marks, file.sha256, &Annotation::sha256) == marks.end())
            continue;
        const auto tells = review::copyTells(file);
        if (!tells) {
            output.warn(tells.error().message);
            all = false;
            continue;
        }
        if (tells->isSigned && !options.evenSigned) {
            output.warn(tr("“%1” is signed, which its copy would not be: give --signed to have one all the same.")
                    .arg(toQString(file.name)));
            all = false;
            continue;
        }
        const QString path = freePath(folder, file.name);
        const auto written = review::writeAnnotatedCopy(reader, file, path);
        if (!written) {
            output.warn(written.error().message);
            all = false;
            continue;
        }
        output.say(tr("Wrote %1 annotations to “%2”.").arg(*written).arg(path));
        copies.append(QJsonObject{{QStringLiteral("file"), path}, {QStringLiteral("annotations"), *written}});
    }
    if (output.json())
        output.document({{QStringLiteral("copies"), copies}});
    return all ? Outcome::Done : Outcome::DoneWithProblems;
}

Result<Outcome> takeOver(const AnnotationsOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    CitationId citation;
    if (!options.citation.empty())
        citation = TRY(citationNamed(review.reader(), options.citation));
    std::vector<Annotation> fresh;
    const std::vector<AttachedFile> files = TRY(filesOf(review.reader(), citation));
    bool all = true;
    for (const AttachedFile& file : files) {
        const auto found = review::annotationsInFile(review.reader(), file);
        if (!found) {
            output.warn(found.error().message);
            all = false;
            continue;
        }
        for (const review::FoundAnnotation& one : *found)
            if (!one.known)
                fresh.push_back(one.annotation);
    }
    const Changes done = TRY(review.takeOver(fresh));
    if (output.json())
        output.document({{QStringLiteral("taken"), number(done.count)}});
    output.say(tr("Took over %1 annotations.").arg(done.count));
    return all ? Outcome::Done : Outcome::DoneWithProblems;
}

/// What a PDF holds, whether or not it belongs to a review.
Result<std::vector<review::ListedAnnotation>> listedInFile(const QString& path)
{
    const std::vector<review::FoundAnnotation> found = TRY(review::annotationsInFile(path));
    std::vector<review::ListedAnnotation> list;
    for (const review::FoundAnnotation& one : found)
        list.push_back({one.annotation, {}, QFileInfo(path).fileName().toStdString(), one.author});
    return list;
}

Result<std::vector<review::ListedAnnotation>> listed(const AnnotationsOptions& options)
{
    const QString path = toQString(options.review);
    if (path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive))
        return listedInFile(path);
    auto review = TRY(openToRead(options));
    CitationId citation;
    if (!options.citation.empty())
        citation = TRY(citationNamed(review.reader(), options.citation));
    return review::listedAnnotations(review.reader(), citation);
}

Result<Outcome> annotations(const AnnotationsOptions& options, Output& output)
{
    if (options.takeOver)
        return takeOver(options, output);
    if (!options.copies.empty()) {
        auto review = TRY(openToRead(options));
        CitationId citation;
        if (!options.citation.empty())
            citation = TRY(citationNamed(review.reader(), options.citation));
        return writeCopies(options, review.reader(), citation, output);
    }
    const auto list = TRY(listed(options));
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
    const auto wanted = std::make_shared<AnnotateOptions>();
    auto* marking = addCommand(app, call, "annotate", "Mark words in a citation's PDF", wanted, annotate);
    addReviewOption(marking, *wanted);
    marking->add_option("QUOTE", wanted->quote, "The words, as they stand there; line ends do not matter")->required();
    marking->add_option("--citation", wanted->citation, "Whose PDF")->required();
    marking->add_option(
        "--meaning", wanted->meaning, "What the colour means: Safety, Efficacy …; the first if left out");
    marking->add_option("--comment", wanted->comment, "A note on it");
    marking->add_option("--kind", wanted->kind, "highlight or underline")
        ->check(CLI::IsMember({"highlight", "underline"}));
    addReviewerOption(marking, *wanted);

    const auto options = std::make_shared<AnnotationsOptions>();
    auto* command =
        addCommand(app, call, "annotations", "Highlights and notes that were made in PDFs", options, annotations);
    addReviewOption(command, *options);
    command->add_option("--citation", options->citation, "Only those of this citation");
    command->add_option("--to", options->to, "csv, md or json")->check(CLI::IsMember({"csv", "md", "json"}));
    command->add_flag(
        "--take-over", options->takeOver, "Keep those that the attached PDFs hold as yours; twice makes no double");
    command->add_option("--copies", options->copies, "A folder for copies of the PDFs that hold the annotations");
    command->add_flag("--signed", options->evenSigned, "Copy signed PDFs, too; the copies' signatures are not valid");
    command->add_option("--output,-o", options->output, "A file instead of standard output");
    addReviewerOption(command, *options);
}

} // namespace winnow::cli
