// Annotations that PDFs hold become the review's, and the review's go into copies, over and over without a double.
#include "core/pdf/blocking.h"
#include "core/review/annotatedcopies.h"
#include "core/review/annotations.h"
#include "core/review/review.h"
#include "tests/support/samplepdf.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString Helper = test::program(u"winnow-pdf"_s);

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

/// As a PDF holds words that are not Latin-1 alone, in hexadecimal.
QByteArray written(const QString& words)
{
    QByteArray out;
    for (const QChar c : words) {
        out += static_cast<char>(c.unicode() >> 8U);
        out += static_cast<char>(c.unicode() & 255U);
    }
    return out.toHex();
}

class AnnotatedCopies : public testing::Test {
protected:
    AnnotatedCopies()
        : review(Review::create(at(u"r.winnow"_s), "Copies", {nullptr, "Ada"}).value())
    {
        QFile file(at(u"one.ris"_s));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write("TY  - JOUR\nTI  - First trial\nER  - \n\n") > 0);
        file.close();
        NoProgress quiet;
        ImportRequest request;
        request.path = file.fileName();
        request.source = "PubMed";
        EXPECT_TRUE(review.importFile(request, quiet));
        citation = review.reader().citations({}, Order::AsImported, Direction::Ascending).value().front();
    }

    QString at(const QString& name) const { return folder.filePath(name); }
    pdf::DocumentOptions options() const
    {
        pdf::DocumentOptions given;
        given.helper = Helper;
        return given;
    }
    pdf::BlockingDocument opened(const QString& path) const
    {
        return pdf::BlockingDocument::open(path, {}, options()).value();
    }
    /// Attached; the newest of the citation's files.
    AttachedFile attached(const QString& path)
    {
        EXPECT_TRUE(review.attach(citation, path));
        const auto files = review.reader().files(citation).value();
        const auto found = std::ranges::find(files, QFileInfo(path).fileName().toStdString(), &AttachedFile::name);
        EXPECT_NE(found, files.end());
        return *found;
    }
    /// A rectangle for each line that has one of these words, in fractions of the first page.
    std::vector<PageRect> linesWith(const QString& path, const QStringList& words) const
    {
        auto document = opened(path);
        const pdf::PageText text = document.text(0).value();
        const QSizeF size = document.pages().front().size;
        std::vector<PageRect> rects;
        for (const QString& word : words)
            for (const QRectF& box : text.boxes(text.lineAround(text.find(word).front().begin)))
                rects.push_back({box.left() / size.width(), box.top() / size.height(), box.width() / size.width(),
                    box.height() / size.height()});
        return rects;
    }
    pdf::Mark mark(AnnotationKind kind, std::vector<PageRect> rects, const QString& comment) const
    {
        pdf::Mark made;
        made.kind = kind;
        made.rects = std::move(rects);
        made.comment = comment;
        made.author = u"Grace"_s;
        return made;
    }
    /// A paper in which Grace marked three things with another program.
    AttachedFile paper()
    {
        test::writePdf(at(u"plain.pdf"_s), {u"Eighteen patients recovered\nwithout any treatment\nwithin one year"_s});
        std::vector<pdf::Mark> marks{mark(AnnotationKind::Highlight,
                                         linesWith(at(u"plain.pdf"_s), {u"Eighteen"_s, u"within"_s}), u"see Table 2"_s),
            mark(AnnotationKind::Note, {{0.5, 0.5, 0.05, 0.03}}, u"why?"_s),
            mark(AnnotationKind::Area, {{0.1, 0.6, 0.3, 0.2}}, {})};
        marks[2].made = 1'600'000'000'000;
        EXPECT_TRUE(opened(at(u"plain.pdf"_s)).writeCopy(at(u"paper.pdf"_s), marks));
        return attached(at(u"paper.pdf"_s));
    }
    std::vector<FoundAnnotation> found(const AttachedFile& file)
    {
        return annotationsInFile(review.reader(), file, Helper).value();
    }
    static std::vector<Annotation> fresh(const std::vector<FoundAnnotation>& found)
    {
        std::vector<Annotation> out;
        for (const FoundAnnotation& one : found)
            if (!one.known)
                out.push_back(one.annotation);
        return out;
    }
    std::vector<Annotation> all() { return review.reader().annotations(citation).value(); }

    QTemporaryDir folder;
    Review review;
    CitationId citation;
};

TEST_F(AnnotatedCopies, AreReadWithTheirWordsAndWhoMadeThem)
{
    const auto there = found(paper());
    ASSERT_EQ(there.size(), 3U);
    EXPECT_EQ(there[0].annotation.quote, "Eighteen patients recovered within one year")
        << "the line between is unmarked";
    EXPECT_EQ(there[0].annotation.comment, "see Table 2 (Grace)");
    EXPECT_EQ(there[0].author, "Grace");
    EXPECT_EQ(there[0].annotation.made, 0) << "the file does not say";
    EXPECT_EQ(there[0].annotation.changed, 0);
    EXPECT_EQ(there[2].annotation.made, 1'600'000'000'000);
    EXPECT_EQ(there[2].annotation.changed, 1'600'000'000'000);
    EXPECT_EQ(there[2].annotation.comment, "Grace");
    const std::string csv = annotationsAsCsv({{there[0].annotation, {}, {}, "Grace"}});
    EXPECT_EQ(csv.find("1970"), std::string::npos);
}

TEST_F(AnnotatedCopies, TakenOverTwiceMakeNoDouble)
{
    const AttachedFile file = paper();
    const auto first = found(file);
    ASSERT_EQ(fresh(first).size(), 3U);
    const auto done = review.takeOver(fresh(first));
    ASSERT_TRUE(done);
    EXPECT_EQ(done->count, 3);
    EXPECT_EQ(done->done, u"Annotations taken over from the PDF"_s);
    ASSERT_EQ(all().size(), 3U);
    EXPECT_EQ(all().front().reviewer, review.reviewer());
    EXPECT_GT(all().front().made, 0);

    EXPECT_TRUE(fresh(found(file)).empty());
    const auto again = review.takeOver(fresh(first));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->count, 0);
    EXPECT_EQ(all().size(), 3U);

    ASSERT_TRUE(review.undo());
    EXPECT_TRUE(all().empty()) << "one act";
    EXPECT_EQ(fresh(found(file)).size(), 3U);
    ASSERT_TRUE(review.redo());
    EXPECT_EQ(all().size(), 3U);
}

TEST_F(AnnotatedCopies, AreEachReviewersOwnWhileFullTextsAreBlind)
{
    const AttachedFile file = paper();
    ASSERT_TRUE(review.takeOver(fresh(found(file))));
    ASSERT_TRUE(review.setReviewers(Stage::FullText, 2));
    ASSERT_TRUE(review.useReviewer("Ben"));
    EXPECT_TRUE(all().empty());
    const auto ofBen = fresh(found(file));
    EXPECT_EQ(review.takeOver(ofBen).value().count, 3);
    EXPECT_EQ(all().size(), 3U);
    EXPECT_TRUE(fresh(found(file)).empty());
    EXPECT_EQ(review.takeOver(ofBen).value().count, 0);
    ASSERT_TRUE(review.useReviewer("Ada"));
    EXPECT_EQ(all().size(), 3U);
}

TEST_F(AnnotatedCopies, HoldWhatWasTakenOverOnceAndAreKnownWhereTheyComeBack)
{
    const AttachedFile file = paper();
    const QByteArray before = bytesOf(file.path);
    ASSERT_TRUE(review.takeOver(fresh(found(file))));
    ASSERT_EQ(writeAnnotatedCopy(review.reader(), file, at(u"copy.pdf"_s), Helper).value(), 3);
    EXPECT_EQ(bytesOf(file.path), before);
    const pdf::FileMarks written = opened(at(u"copy.pdf"_s)).marks().value();
    ASSERT_EQ(written.marks.size(), 3U);
    EXPECT_EQ(written.marks[0].subject, u"Other"_s) << "what its colour meant to its maker is not known";
    EXPECT_EQ(written.marks[0].colour, 0xe3d0fbU);
    EXPECT_EQ(written.marks[2].colour, 0x7a45c9U) << "a line is darker than what words are read through";
    const AttachedFile copy = attached(at(u"copy.pdf"_s));
    EXPECT_NE(copy.sha256, file.sha256);
    EXPECT_EQ(found(copy).size(), 3U);
    EXPECT_TRUE(fresh(found(copy)).empty());
}

TEST_F(AnnotatedCopies, HoldNoWordOfANoteThatWasTakenAway)
{
    const QString words = u"not for others → ever"_s;
    const AttachedFile file = paper();
    Annotation note;
    note.citation = citation;
    note.sha256 = file.sha256;
    note.kind = AnnotationKind::Note;
    note.rects = {{0.7, 0.7, 0.05, 0.03}};
    note.comment = words.toStdString();
    ASSERT_TRUE(review.annotate(note));
    ASSERT_TRUE(writeAnnotatedCopy(review.reader(), file, at(u"with.pdf"_s), Helper));
    EXPECT_TRUE(bytesOf(at(u"with.pdf"_s)).contains(written(words))) << "the test would see it";
    ASSERT_TRUE(review.removeAnnotation(all().front().id));
    ASSERT_TRUE(writeAnnotatedCopy(review.reader(), file, at(u"without.pdf"_s), Helper));
    EXPECT_FALSE(bytesOf(at(u"without.pdf"_s)).contains(written(words)));
}

TEST_F(AnnotatedCopies, SayWhatMustBeKnownFirst)
{
    EXPECT_FALSE(copyTells(paper(), Helper).value().isSigned);
    WINNOW_NEEDS_SHARED();
    const QString folderOfPdfs = test::sharedFolder() + u"/data/pdf/"_s;
    const CopyTells isSigned = copyTells(attached(folderOfPdfs + u"annotated/pdfjs-issue16553.pdf"_s), Helper).value();
    EXPECT_TRUE(isSigned.isSigned);
    EXPECT_TRUE(isSigned.allowed);
    const CopyTells locked =
        copyTells(attached(folderOfPdfs + u"damaged/permissions-no-annotate-no-extract.pdf"_s), Helper).value();
    EXPECT_FALSE(locked.allowed);
}

TEST_F(AnnotatedCopies, KeepWhatAStrikeOutWasInWords)
{
    WINNOW_NEEDS_SHARED();
    const AttachedFile file = attached(test::sharedFolder() + u"/data/pdf/annotated/thousand-highlights.pdf"_s);
    const auto there = found(file);
    const auto count = [&](const char* words) {
        return std::ranges::count_if(
            there, [&](const FoundAnnotation& one) { return one.annotation.comment.starts_with(words); });
    };
    EXPECT_EQ(count("Struck out"), 1);
    EXPECT_EQ(count("Squiggly underline"), 1);
    ASSERT_TRUE(review.takeOver(fresh(there)));
    EXPECT_TRUE(fresh(found(file)).empty());
    ASSERT_TRUE(writeAnnotatedCopy(review.reader(), file, at(u"copy.pdf"_s), Helper));
    EXPECT_TRUE(fresh(found(attached(at(u"copy.pdf"_s)))).empty()) << "though the strike-out stands beside ours";
}

} // namespace
} // namespace winnow::review
