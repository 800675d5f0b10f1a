#include "core/review/annotations.h"

#include "core/base/csv.h"
#include "core/base/sha256.h"
#include "core/base/text.h"
#include "core/review/review.h"
#include "core/review/state.h"
#include "core/store/annotations.h"
#include "core/store/reviewers.h"
#include "core/store/team.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <map>

namespace winnow::review {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

bool isOnPage(const PageRect& rect)
{
    const auto within = [](double number) { return number >= 0 && number <= 1; };
    return within(rect.left) && within(rect.top) && within(rect.width) && within(rect.height);
}

Result<> mustMark(const Annotation& said)
{
    if (!isPlace(said) || said.rects.empty())
        return fail(
            ErrorKind::InvalidInput, tr("An annotation marks a place on a page of a PDF. Nothing was changed."));
    return {};
}

/// The annotation as it stands, if it is this reviewer's.
Result<Annotation> ownAnnotation(store::Connection& connection, ReviewerId reviewer, const std::string& id)
{
    const std::optional<Annotation> found = TRY(store::annotation(connection, id));
    if (!found)
        return fail(ErrorKind::NotFound, tr("There is no such annotation. Nothing was changed."));
    if (found->reviewer != reviewer)
        return fail(ErrorKind::InvalidInput, tr("Only who made an annotation can change it. Nothing was changed."));
    return *found;
}

std::string timeOf(std::int64_t ms)
{
    if (ms == 0)
        return {}; // a PDF need not say when something was marked in it
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate).toStdString();
}

/// In one line, with nothing that Markdown or HTML would obey.
std::string asMarkdownText(const std::string& text)
{
    static const QString special = QStringLiteral("\\`*_{}[]()<>#+-!|~&.");
    QString out;
    for (const QChar character : toQString(printable(text)).simplified()) {
        if (special.contains(character))
            out += u'\\';
        out += character;
    }
    return out.toStdString();
}

} // namespace

bool isPlace(const PdfPlace& place)
{
    return place.sha256.size() == 32 && place.page >= 0 && std::ranges::all_of(place.rects, isOnPage);
}

// Acts ----------------------------------------------------------------------------------------------------------------

Result<Changes> Review::annotate(const Annotation& annotation)
{
    TRY(mustMark(annotation));
    Annotation said = annotation;
    said.id = store::newUuid();
    if (said.meaning.empty())
        said.meaning = TRY(reader().annotationMeanings()).front();
    return d->act("annotate", std::string(keyOf(said.kind)), [&](store::Act& act) -> Result<std::int64_t> {
        TRY(mustExist(d->connection(), said.citation));
        TRY(act.annotation(recordOf(said.citation), said, true));
        return 1;
    });
}

Result<Changes> Review::takeOver(const std::vector<Annotation>& annotations)
{
    std::map<std::string, Annotation> fresh; // a file may give two the same name
    const bool blind = store::hides(TRY(store::stageRules(d->connection())), Stage::FullText);
    const std::vector<store::Reviewer> all = TRY(store::reviewers(d->connection(), *reader().d->names));
    const auto self = std::ranges::find(all, reviewer(), &store::Reviewer::id);
    for (Annotation one : annotations) {
        TRY(mustMark(one));
        std::optional<Annotation> there = TRY(store::annotation(d->connection(), one.id));
        const RecordId record = TRY(store::recordOfAnnotation(d->connection(), one.id));
        const bool unseen = there && there->reviewer != reviewer() && blind;
        const bool elsewhere = !there && record != RecordId{} && record != recordOf(one.citation);
        if ((unseen || elsewhere) && self != all.end()) {
            // What is known of the id is not for this reviewer, or of another report: theirs has one of its own.
            Sha256 hash;
            hash.add(one.id + self->uuid + one.sha256);
            one.id = hash.result().substr(0, one.id.size());
            there = TRY(store::annotation(d->connection(), one.id));
        }
        if (!there)
            fresh.emplace(one.id, one);
    }
    if (fresh.empty()) {
        Changes none;
        none.count = 0;
        return none;
    }
    return d->act("annotate", "taken over", [&](store::Act& act) -> Result<std::int64_t> {
        for (const auto& [id, one] : fresh) {
            TRY(mustExist(d->connection(), one.citation));
            TRY(act.annotation(recordOf(one.citation), one, true));
        }
        return static_cast<std::int64_t>(fresh.size());
    });
}

Result<Changes> Review::changeAnnotation(const Annotation& annotation)
{
    Annotation said = TRY(ownAnnotation(d->connection(), reviewer(), annotation.id));
    said.kind = annotation.kind;
    said.meaning = annotation.meaning;
    said.comment = annotation.comment;
    return d->act("reannotate", std::string(keyOf(said.kind)), [&](store::Act& act) -> Result<std::int64_t> {
        const RecordId record = TRY(store::recordOfAnnotation(d->connection(), said.id));
        TRY(act.annotation(record, said, true));
        return 1;
    });
}

Result<Changes> Review::removeAnnotation(const std::string& id)
{
    const Annotation said = TRY(ownAnnotation(d->connection(), reviewer(), id));
    return d->act("unannotate", std::string(keyOf(said.kind)), [&](store::Act& act) -> Result<std::int64_t> {
        const RecordId record = TRY(store::recordOfAnnotation(d->connection(), said.id));
        TRY(act.annotation(record, said, false));
        return 1;
    });
}

Result<Changes> Review::setAnnotationMeanings(const std::vector<std::string>& meanings)
{
    std::string lines;
    std::size_t count = 0;
    for (const std::string& meaning : meanings)
        if (const std::string name = toQString(meaning).simplified().toStdString(); !name.empty()) {
            lines += name + '\n';
            ++count;
        }
    if (count == 0 || count > MaxMeanings)
        return fail(
            ErrorKind::InvalidInput, tr("Annotations have one to %1 meanings. Nothing was changed.").arg(MaxMeanings));
    return d->setting("meanings", lines);
}

// Lists ---------------------------------------------------------------------------------------------------------------

std::string_view keyOf(AnnotationKind kind)
{
    switch (kind) {
    case AnnotationKind::Underline:
        return "underline";
    case AnnotationKind::Note:
        return "note";
    case AnnotationKind::Area:
        return "area";
    case AnnotationKind::Highlight:
        break;
    }
    return "highlight";
}

std::string hexOf(const std::string& bytes)
{
    return QByteArray::fromStdString(bytes).toHex().toStdString();
}

Result<std::vector<ListedAnnotation>> listedAnnotations(Reader& reader, CitationId citation)
{
    const std::vector<Annotation> all = TRY(reader.annotations(citation));
    std::map<CitationId, CitationDetail> citations;
    std::map<ReviewerId, std::string> names;
    std::vector<ListedAnnotation> list;
    for (const Annotation& annotation : all) {
        if (!citations.contains(annotation.citation))
            citations.emplace(annotation.citation, TRY(reader.citation(annotation.citation)));
        if (!names.contains(annotation.reviewer))
            names.emplace(annotation.reviewer, TRY(reader.reviewerName(annotation.reviewer)));
        const CitationDetail& detail = citations.at(annotation.citation);
        const auto file = std::ranges::find(detail.files, annotation.sha256, &AttachedFile::sha256);
        list.push_back({annotation, detail.best.title, file == detail.files.end() ? std::string{} : file->name,
            names.at(annotation.reviewer)});
    }
    return list;
}

std::string annotationsAsCsv(const std::vector<ListedAnnotation>& list)
{
    std::string out = csv::line({"citation", "title", "file", "page", "kind", "meaning", "quote", "comment", "reviewer",
        "made", "changed", "sha256", "id"});
    for (const ListedAnnotation& listed : list) {
        const Annotation& one = listed.annotation;
        out += csv::line({std::to_string(one.citation.value), listed.title, listed.file, std::to_string(one.page + 1),
            std::string(keyOf(one.kind)), one.meaning, one.quote, one.comment, listed.reviewer, timeOf(one.made),
            timeOf(one.changed), hexOf(one.sha256), hexOf(one.id)});
    }
    return out;
}

std::string annotationsAsMarkdown(const std::vector<ListedAnnotation>& list)
{
    std::string out;
    CitationId citation;
    for (const ListedAnnotation& listed : list) {
        const Annotation& one = listed.annotation;
        if (one.citation != citation)
            out += (out.empty() ? "## " : "\n## ") + asMarkdownText(listed.title) + "\n\n";
        citation = one.citation;
        out += one.meaning.empty() ? "- " : "- **" + asMarkdownText(one.meaning) + "**, ";
        out += "p. " + std::to_string(one.page + 1) + ", " + std::string(keyOf(one.kind));
        out += (listed.reviewer.empty() ? "" : " by " + asMarkdownText(listed.reviewer)) + '\n';
        if (!one.quote.empty())
            out += "  > " + asMarkdownText(one.quote) + '\n';
        if (!one.comment.empty())
            out += "\n  " + asMarkdownText(one.comment) + '\n';
    }
    return out;
}

} // namespace winnow::review
