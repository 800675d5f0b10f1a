#include "core/review/annotatedcopies.h"

#include "core/base/sha256.h"
#include "core/base/text.h"
#include "core/pdf/anchor.h"
#include "core/pdf/blocking.h"
#include "core/review/annotations.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>

namespace winnow::review {

namespace {

constexpr std::size_t IdBytes = 16;
const QString OurName = QStringLiteral("winnow:"); ///< before the id, in the file

QString tr(const char* text)
{
    return QCoreApplication::translate("review", text);
}

pdf::DocumentOptions optionsFor(const QString& helper)
{
    pdf::DocumentOptions options;
    options.helper = helper;
    return options;
}

/// The same wherever and whenever the file is read: what Winnow wrote keeps its id, what others wrote is known by all
/// that the file says of it.
std::string idOf(const pdf::Mark& mark, const std::string& sha256)
{
    if (mark.name.startsWith(OurName)) {
        const QByteArray id = QByteArray::fromHex(mark.name.mid(OurName.size()).toLatin1());
        if (id.size() == static_cast<qsizetype>(IdBytes))
            return id.toStdString();
    }
    QString all = QStringLiteral("%1|%2|%3|").arg(mark.page).arg(static_cast<int>(mark.kind)).arg(mark.name);
    for (const PageRect& rect : mark.rects)
        for (const double side : {rect.left, rect.top, rect.width, rect.height})
            all += QString::number(std::llround(side * 1e4)) + u' ';
    Sha256 hash;
    hash.add(sha256);
    hash.add(all.toStdString());
    hash.add(mark.comment.toStdString());
    return hash.result().substr(0, IdBytes);
}

/// The words whose middle is in the rectangles, in runs: in a paper of two columns, words that nobody marked may stand
/// between two lines.
std::vector<pdf::TextRange> wordsUnder(const pdf::PageText& text, const std::vector<QRectF>& boxes)
{
    std::vector<pdf::TextRange> runs;
    std::size_t next = 0; // would go on with the last run
    for (std::size_t i = 0; i < text.wordCount(); ++i) {
        const QPointF middle = text.wordBox(i).center();
        if (std::ranges::none_of(boxes, [&](const QRectF& box) { return box.contains(middle); }))
            continue;
        const pdf::TextRange word = text.word(i);
        if (runs.empty() || i != next)
            runs.push_back(word);
        runs.back().end = word.end;
        next = i + 1;
    }
    return runs;
}

/// With what the file drew, which none of our kinds says.
std::string commentOf(const pdf::Mark& mark)
{
    const QString words = mark.comment.trimmed();
    const QString drawn = mark.form == pdf::MarkForm::StruckOut ? tr("Struck out")
        : mark.form == pdf::MarkForm::Squiggly                  ? tr("Squiggly underline")
                                                                : QString{};
    return (drawn.isEmpty() || words.isEmpty() ? drawn + words : drawn + QStringLiteral(": ") + words).toStdString();
}

Annotation annotationOf(const pdf::Mark& mark, const std::string& sha256, const std::vector<std::string>& meanings)
{
    Annotation made;
    made.id = idOf(mark, sha256);
    made.sha256 = sha256;
    made.kind = mark.kind;
    made.page = mark.page;
    made.rects = mark.rects;
    made.comment = commentOf(mark);
    made.made = mark.made != 0 ? mark.made : mark.changed;
    made.changed = mark.changed != 0 ? mark.changed : mark.made;
    if (const auto same = std::ranges::find(meanings, mark.subject.toStdString()); same != meanings.end())
        made.meaning = *same;
    else if (!meanings.empty())
        made.meaning = meanings.back(); // what a colour meant to its maker is not known
    return made;
}

/// Fills in the words under the mark, where it marks words.
void readWords(pdf::BlockingDocument& document, std::map<int, pdf::PageText>& texts, Annotation& made)
{
    const bool words = made.kind == AnnotationKind::Highlight || made.kind == AnnotationKind::Underline;
    if (!words || made.page >= static_cast<int>(document.pages().size()))
        return;
    if (!texts.contains(made.page)) {
        auto text = document.text(made.page);
        texts.emplace(made.page, text ? std::move(*text) : pdf::PageText{}); // a page that cannot be read has no words
    }
    const QSizeF size = document.pages()[static_cast<std::size_t>(made.page)].size;
    std::vector<QRectF> boxes;
    for (const PageRect& rect : made.rects)
        boxes.emplace_back(
            rect.left * size.width(), rect.top * size.height(), rect.width * size.width(), rect.height * size.height());
    const pdf::PageText& text = texts.at(made.page);
    const std::vector<pdf::TextRange> runs = wordsUnder(text, boxes);
    if (runs.empty())
        return;
    QStringList quotes;
    for (const pdf::TextRange& run : runs)
        quotes += text.quote(run);
    made.quote = quotes.join(u' ').toStdString();
    made.prefix = pdf::anchorOf(text, made.page, runs.front()).prefix.toStdString();
    made.suffix = pdf::anchorOf(text, made.page, runs.back()).suffix.toStdString();
}

Result<std::vector<FoundAnnotation>> readFile(
    const QString& path, const std::string& sha256, const std::vector<std::string>& meanings, const QString& helper)
{
    auto document = TRY(pdf::BlockingDocument::open(path, {}, optionsFor(helper)));
    const pdf::FileMarks marks = TRY(document.marks());
    std::vector<FoundAnnotation> out;
    std::map<int, pdf::PageText> texts;
    for (const pdf::Mark& mark : marks.marks) {
        FoundAnnotation found{annotationOf(mark, sha256, meanings), mark.author.toStdString(), false};
        readWords(document, texts, found.annotation);
        out.push_back(std::move(found));
    }
    return out;
}

bool isAlike(const Annotation& one, const Annotation& other)
{
    return one.page == other.page && one.kind == other.kind && pdf::samePlace(one.rects, other.rects);
}

/// As the window paints it on white paper. Words are read through the lighter one.
std::uint32_t colourOf(const Annotation& annotation, const std::vector<std::string>& meanings)
{
    static constexpr std::array<std::uint32_t, MaxMeanings> Fills{0xffc9c0, 0xc2ecc6, 0xbdebee, 0xe5e99a, 0xe3d0fb};
    static constexpr std::array<std::uint32_t, MaxMeanings> Lines{0xc4321f, 0x1a7f37, 0x0b6e75, 0x6b7000, 0x7a45c9};
    const bool line = annotation.kind == AnnotationKind::Underline || annotation.kind == AnnotationKind::Area;
    const auto meaning = static_cast<std::size_t>(std::ranges::find(meanings, annotation.meaning) - meanings.begin());
    if (meaning >= std::min(meanings.size(), MaxMeanings))
        return line ? 0x57606a : 0xdde0e3; // one that the review no longer has
    return line ? Lines[meaning] : Fills[meaning];
}

} // namespace

Result<std::vector<FoundAnnotation>> annotationsInFile(const QString& path, const QString& helper)
{
    return readFile(path, {}, {}, helper);
}

Result<std::vector<FoundAnnotation>> annotationsInFile(Reader& reader, const AttachedFile& file, const QString& helper)
{
    const std::vector<std::string> meanings = TRY(reader.annotationMeanings());
    std::vector<FoundAnnotation> out = TRY(readFile(file.path, file.sha256, meanings, helper));
    const std::vector<Annotation> ours = TRY(reader.annotations(file.citation));
    std::vector<Annotation> known;
    for (FoundAnnotation& found : out) {
        found.annotation.citation = file.citation;
        found.known = std::ranges::any_of(ours, [&](const Annotation& one) {
            return one.id == found.annotation.id || (one.sha256 == file.sha256 && isAlike(one, found.annotation));
        });
        if (found.known)
            known.push_back(found.annotation);
    }
    for (FoundAnnotation& found : out) {
        // In a copy that Winnow wrote, what it was taken over from may stand beside it.
        found.known = std::ranges::any_of(known, [&](const Annotation& one) { return isAlike(one, found.annotation); });
        if (!found.author.empty() && !found.annotation.comment.empty())
            found.annotation.comment += " (" + found.author + ")";
        else if (!found.author.empty())
            found.annotation.comment = found.author;
    }
    return out;
}

Result<CopyTells> copyTells(const AttachedFile& file, const QString& helper)
{
    auto document = TRY(pdf::BlockingDocument::open(file.path, {}, optionsFor(helper)));
    const pdf::FileMarks marks = TRY(document.marks());
    return CopyTells{marks.isSigned, marks.copyAllowed};
}

Result<int> writeAnnotatedCopy(Reader& reader, const AttachedFile& file, const QString& to, const QString& helper)
{
    const std::vector<std::string> meanings = TRY(reader.annotationMeanings());
    std::vector<pdf::Mark> marks;
    std::map<ReviewerId, std::string> names;
    const std::vector<Annotation> all = TRY(reader.annotations(file.citation));
    for (const Annotation& one : all) {
        if (one.sha256 != file.sha256 || one.rects.empty())
            continue;
        if (!names.contains(one.reviewer))
            names.emplace(one.reviewer, TRY(reader.reviewerName(one.reviewer)));
        pdf::Mark mark;
        mark.kind = one.kind;
        mark.page = one.page;
        mark.rects = one.rects;
        mark.rects.resize(std::min(mark.rects.size(), pdf::MaxMarkRects));
        mark.name = OurName + toQString(hexOf(one.id));
        mark.comment = toQString(one.comment).left(pdf::MaxMarkText);
        mark.author = toQString(names.at(one.reviewer)).left(pdf::MaxMarkText);
        mark.subject = toQString(one.meaning).left(pdf::MaxMarkText);
        mark.colour = colourOf(one, meanings);
        mark.made = one.made;
        mark.changed = one.changed;
        marks.push_back(std::move(mark));
    }
    if (marks.size() > pdf::MaxMarks)
        return fail(
            ErrorKind::Unsupported, tr("A copy holds at most %1 annotations. No copy was made.").arg(pdf::MaxMarks));
    auto document = TRY(pdf::BlockingDocument::open(file.path, {}, optionsFor(helper)));
    TRY(document.writeCopy(to, marks));
    return static_cast<int>(marks.size());
}

} // namespace winnow::review
