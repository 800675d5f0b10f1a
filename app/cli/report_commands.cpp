// attach, retrieve, text
#include "app/cli/commands.h"
#include "app/cli/matching.h"
#include "app/cli/opening.h"
#include "app/cli/tables.h"
#include "core/base/text.h"
#include "core/pdf/anchor.h"
#include "core/pdf/blocking.h"
#include "core/review/files.h"

#include <QJsonArray>

#include <map>

namespace winnow::cli {

namespace {

// attach ------------------------------------------------------------------------------------------------------------

struct AttachOptions : ReviewOptions {
    std::vector<std::string> files;
    std::string citation;
};

using Reports = std::vector<retrieval::ReportFacts>;

Result<Match> matchFor(
    review::Reader& reader, const Reports& reports, const AttachOptions& options, const QString& file)
{
    if (options.citation.empty())
        return matchByContent(reports, file);
    const CitationId citation = TRY(citationNamed(reader, options.citation));
    return Match{citation, QStringLiteral("citation")};
}

Result<QJsonObject> attachOne(
    review::Review& review, const Reports& reports, const AttachOptions& options, const QString& file)
{
    const Match match = TRY(matchFor(review.reader(), reports, options, file));
    TRY(review.attach(match.citation, file));
    QString sha256;
    for (const AttachedFile& attached : TRY(review.reader().files(match.citation)))
        sha256 = QString::fromLatin1(QByteArray::fromStdString(attached.sha256).toHex());
    return QJsonObject{{QStringLiteral("file"), file}, {QStringLiteral("sha256"), sha256},
        {QStringLiteral("citation"), number(match.citation.value)}, {QStringLiteral("matched_by"), match.by}};
}

/// Each file is an act of its own: one that fits nowhere keeps nobody else out.
Result<Outcome> attach(const AttachOptions& options, Output& output)
{
    auto review = TRY(openToWrite(options));
    Reports reports;
    if (options.citation.empty())
        reports = TRY(reportFacts(review.reader()));
    Outcome outcome = Outcome::Done;
    QJsonArray attached;
    for (const std::string& name : options.files) {
        const QString file = toQString(name);
        const auto done = attachOne(review, reports, options, file);
        if (!done) {
            outcome = Outcome::Failed;
            output.warn(QStringLiteral("winnow-cli: %1: ").arg(file) + done.error().message);
            continue;
        }
        if (const QString incomplete = review::incompleteWords(file); !incomplete.isEmpty())
            output.warn(QStringLiteral("winnow-cli: ") + incomplete);
        attached.append(*done);
        output.say(
            tr("%1: attached to citation %2.").arg(file).arg(done->value(QStringLiteral("citation")).toInteger()));
    }
    if (output.json())
        output.document({{QStringLiteral("attached"), attached}});
    return outcome;
}

// retrieve ----------------------------------------------------------------------------------------------------------

struct RetrieveOptions : ReviewOptions {
    std::string from;
    std::vector<std::string> citations;
    std::string status;
    std::string why;
};

const std::map<std::string, Retrieval> Statuses{
    {"sought", Retrieval::Sought}, {"retrieved", Retrieval::Retrieved}, {"not-retrieved", Retrieval::NotRetrieved}};

Result<Outcome> retrieve(const RetrieveOptions& options, Output& output)
{
    const QString said = tr("Reports whose retrieval was set: %1.");
    if (!options.from.empty()) {
        const auto table = TRY(readTable(options.from));
        auto review = TRY(openToWrite(options));
        const auto taken = TRY(review::takeRetrieval(review, table));
        return report(taken, said, output);
    }
    auto review = TRY(openToWrite(options));
    review::Taken taken;
    std::vector<CitationId> citations;
    for (const std::string& number : options.citations) {
        const CitationId citation = TRY(citationNamed(review.reader(), number));
        citations.push_back(citation);
    }
    TRY(review.setRetrieval(citations, Statuses.at(options.status), options.why));
    taken.applied = static_cast<std::int64_t>(citations.size());
    return report(taken, said, output);
}

// text --------------------------------------------------------------------------------------------------------------

struct TextOptions {
    std::string file;
    int page = 0; ///< 1-based; 0: all
    std::string quote;
};

QJsonArray asJson(const QRectF& box)
{
    return {box.left(), box.top(), box.right(), box.bottom()};
}

QJsonObject asJson(const pdf::PageInfo& info, const pdf::PageText& text)
{
    QJsonArray words;
    for (std::size_t i = 0; i < text.wordCount(); ++i) {
        const pdf::TextRange range = text.word(i);
        words.append(QJsonObject{{QStringLiteral("text"), text.text().mid(range.begin, range.end - range.begin)},
            {QStringLiteral("rect"), asJson(text.wordBox(i))}});
    }
    return {{QStringLiteral("label"), info.label}, {QStringLiteral("width"), info.size.width()},
        {QStringLiteral("height"), info.size.height()}, {QStringLiteral("text"), text.text()},
        {QStringLiteral("words"), words}};
}

QJsonArray rectsOf(const pdf::PageText& text, const pdf::TextRange& range)
{
    QJsonArray rects;
    for (const QRectF& box : text.boxes(range))
        rects.append(asJson(box));
    return rects;
}

/// A match stands on the page on which it begins; what stands on others is among its parts.
QJsonObject asJson(const pdf::Anchored& found, const std::vector<pdf::PageText>& texts, int first)
{
    const auto textOf = [&](const pdf::AnchorPart& part) -> const pdf::PageText& {
        return texts[static_cast<std::size_t>(part.page)];
    };
    QJsonArray rects;
    QJsonArray parts;
    bool severalPages = false;
    for (const pdf::AnchorPart& part : found.parts) {
        const QJsonArray boxes = rectsOf(textOf(part), part.range);
        if (part.page == found.parts.front().page)
            for (const auto& box : boxes)
                rects.append(box);
        else
            severalPages = true;
        parts.append(QJsonObject{{QStringLiteral("page"), first + part.page + 1}, {QStringLiteral("rects"), boxes}});
    }
    QJsonObject match{{QStringLiteral("page"), first + found.parts.front().page + 1}, {QStringLiteral("rects"), rects},
        {QStringLiteral("score"), found.score}, {QStringLiteral("exact"), found.state == pdf::AnchorState::Exact}};
    if (severalPages)
        match.insert(QStringLiteral("parts"), parts);
    return match;
}

/// Every place of the words; else of their letters, over lines, columns and pages; else where they nearly stand.
QJsonArray matchesOf(const QString& quote, const std::vector<pdf::PageText>& texts, int first)
{
    QJsonArray matches;
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (const pdf::TextRange& range : texts[i].find(quote))
            matches.append(
                asJson(pdf::Anchored{{{static_cast<int>(i), range}}, pdf::AnchorState::Exact, 1}, texts, first));
    if (!matches.isEmpty())
        return matches;
    const pdf::AnchorFinder finder(texts);
    for (const pdf::Anchored& found : finder.findAll(quote))
        matches.append(asJson(found, texts, first));
    if (matches.isEmpty())
        if (const auto near = finder.find({0, quote, {}, {}}))
            matches.append(asJson(*near, texts, first));
    return matches;
}

void printMatches(const QJsonArray& matches, Output& output)
{
    for (const auto& match : matches) {
        const QJsonArray rects = match[QStringLiteral("rects")].toArray();
        output.print(tr("page %1, lines %2").arg(match[QStringLiteral("page")].toInt()).arg(rects.size()));
    }
}

Result<Outcome> text(const TextOptions& options, Output& output)
{
    auto document = TRY(pdf::BlockingDocument::open(toQString(options.file)));
    const int count = static_cast<int>(document.pages().size());
    if (options.page > count)
        return fail(ErrorKind::NotFound,
            tr("“%1” has %2 pages, so there is no page %3.").arg(toQString(options.file)).arg(count).arg(options.page));
    const QString quote = toQString(options.quote);
    QJsonArray pages;
    std::vector<pdf::PageText> texts;
    TerminalProgress progress{output, tr("Reading")};
    const int first = options.page > 0 ? options.page - 1 : 0;
    const int end = options.page > 0 ? options.page : count;
    for (int page = first; page < end; ++page) {
        if (!progress.step(page - first, end - first))
            return fail(ErrorKind::Cancelled, tr("Reading was stopped."));
        pdf::PageText pageText = TRY(document.text(page));
        if (!quote.isEmpty())
            texts.push_back(std::move(pageText));
        else if (output.json())
            pages.append(asJson(document.pages()[static_cast<std::size_t>(page)], pageText));
        else
            for (const QString& line : pageText.text().split(QLatin1Char('\n')))
                output.print(line);
    }
    const QJsonArray matches = quote.isEmpty() ? QJsonArray() : matchesOf(quote, texts, first);
    if (quote.isEmpty() && output.json())
        output.document({{QStringLiteral("pages"), pages}});
    else if (output.json())
        output.document({{QStringLiteral("matches"), matches}});
    else
        printMatches(matches, output);
    return quote.isEmpty() || !matches.isEmpty() ? Outcome::Done : Outcome::DoneWithProblems;
}

} // namespace

void addReportCommands(CLI::App& app, Call& call)
{
    const auto attached = std::make_shared<AttachOptions>();
    auto* attaching = addCommand(app, call, "attach", "Store PDFs of reports in the review", attached, attach);
    addReviewOption(attaching, *attached);
    attaching->add_option("FILE", attached->files, "PDF files")->required();
    attaching->add_option(
        "--citation", attached->citation, "The citation they belong to; left out: what the PDF says of itself decides");
    addReviewerOption(attaching, *attached);

    const auto retrieved = std::make_shared<RetrieveOptions>();
    auto* retrieving = addCommand(app, call, "retrieve", "Say whether reports could be had", retrieved, retrieve);
    addReviewOption(retrieving, *retrieved);
    auto* from = retrieving->add_option("--from", retrieved->from,
        "CSV with a column that names the citation (citation, pmid, wos, doi or key), status (sought, retrieved, "
        "not-retrieved) and why");
    auto* citation = retrieving->add_option("--citation", retrieved->citations, "Numbers of citations")->excludes(from);
    auto* status = retrieving->add_option("--status", retrieved->status, "sought, retrieved or not-retrieved")
                       ->check(CLI::IsMember({"sought", "retrieved", "not-retrieved"}))
                       ->needs(citation);
    citation->needs(status);
    retrieving->add_option("--why", retrieved->why, "Why it could not be had")->needs(status);
    addReviewerOption(retrieving, *retrieved);
    retrieving->parse_complete_callback([retrieved] {
        if (retrieved->from.empty() && retrieved->citations.empty())
            throw CLI::RequiredError("--from or --citation");
    });

    const auto read = std::make_shared<TextOptions>();
    auto* reading = addCommand(app, call, "text", "The text of a PDF in reading order", read, text);
    reading->add_option("FILE", read->file, "The PDF")->required();
    reading->add_option("--page", read->page, "Only this page, from 1")->check(CLI::Range(1, 1'000'000'000));
    reading->add_option("--quote", read->quote, "Find these words instead");
}

} // namespace winnow::cli
