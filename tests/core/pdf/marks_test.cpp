// Standard annotations: read from PDFs, and written into copies that other programs show.
#include "core/pdf/blocking.h"
#include "tests/support/samplepdf.h"
#include "tests/support/shared.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

namespace winnow::pdf {
namespace {

using namespace Qt::Literals::StringLiterals;

DocumentOptions options()
{
    DocumentOptions given;
    given.helper = test::program(u"winnow-pdf"_s);
    given.patience = std::chrono::seconds(3);
    return given;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

/// The exit status of a tool; -1 if it is not there.
int run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return process.exitCode();
}

bool hasTools()
{
    return std::ranges::all_of(QStringList{u"qpdf"_s, u"pdftoppm"_s, u"mutool"_s},
        [](const QString& tool) { return !QStandardPaths::findExecutable(tool).isEmpty(); });
}

Mark mark(AnnotationKind kind, PageRect rect, std::uint32_t colour = 0xff4040)
{
    Mark made;
    made.kind = kind;
    made.rects = {rect};
    made.name = u"winnow:%1"_s.arg(QString::number(rect.top * 1e6), 32, u'0');
    made.comment = u"18 (53 %) → Ünïcode"_s;
    made.author = u"Ada"_s;
    made.subject = u"Safety"_s;
    made.colour = colour;
    made.made = 1'600'000'000'000;
    made.changed = 1'600'000'001'000;
    return made;
}

std::vector<Mark> everyKind()
{
    return {mark(AnnotationKind::Highlight, {0.1, 0.2, 0.3, 0.05}, 0xff4040),
        mark(AnnotationKind::Underline, {0.5, 0.3, 0.3, 0.03}, 0x40ff40),
        mark(AnnotationKind::Area, {0.2, 0.5, 0.5, 0.1}, 0x4040ff), mark(AnnotationKind::Note, {0.8, 0.8, 0.05, 0.04})};
}

class Marks : public testing::Test {
protected:
    QString at(const QString& name) const { return m_folder.filePath(name); }
    QString sample() const
    {
        test::writePdf(at(u"sample.pdf"_s), {u"First page\nof stem cells"_s, u"Second page"_s});
        return at(u"sample.pdf"_s);
    }
    static Result<FileMarks> read(const QString& path)
    {
        auto document = BlockingDocument::open(path, {}, options());
        if (!document)
            return tl::unexpected<Error>(document.error());
        return document->marks();
    }
    static Result<> write(const QString& from, const QString& to, const std::vector<Mark>& marks)
    {
        auto document = BlockingDocument::open(from, {}, options());
        if (!document)
            return tl::unexpected<Error>(document.error());
        return document->writeCopy(to, marks);
    }
    QTemporaryDir m_folder;
};

TEST_F(Marks, ComeBackAsTheyWereWrittenAndTheFileStaysAsItWas)
{
    const QString file = sample();
    const QByteArray before = bytesOf(file);
    const std::vector<Mark> marks = everyKind();
    ASSERT_TRUE(write(file, at(u"copy.pdf"_s), marks));
    EXPECT_EQ(bytesOf(file), before);
    const auto found = read(at(u"copy.pdf"_s));
    ASSERT_TRUE(found);
    ASSERT_EQ(found->marks.size(), marks.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
        Mark there = found->marks[i];
        EXPECT_EQ(there.kind, marks[i].kind);
        EXPECT_NEAR(there.rects.front().left, marks[i].rects.front().left, 0.003);
        EXPECT_NEAR(there.rects.front().top, marks[i].rects.front().top, 0.003);
        there.rects = marks[i].rects;
        EXPECT_EQ(there, marks[i]);
    }
    EXPECT_FALSE(found->isSigned);
    EXPECT_TRUE(found->copyAllowed);
}

TEST_F(Marks, WrittenAgainMakeNoDoubleAndLeaveNothingOfWhatIsGone)
{
    std::vector<Mark> marks = everyKind();
    marks.front().comment = u"SECRETWORDS"_s;
    ASSERT_TRUE(write(sample(), at(u"one.pdf"_s), marks));
    marks.front().comment = u"other words"_s;
    ASSERT_TRUE(write(at(u"one.pdf"_s), at(u"two.pdf"_s), marks));
    const auto found = read(at(u"two.pdf"_s));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->marks.size(), marks.size());
    const QByteArray utf16 = QByteArray::fromHex("0053004500430052004500540057004f005200440053"); // SECRETWORDS
    const auto holds = [&](const QString& path) {
        if (run(u"qpdf"_s, {u"--qdf"_s, u"--object-streams=disable"_s, path, at(u"plain.pdf"_s)}) != 0)
            ADD_FAILURE() << "qpdf";
        const QByteArray bytes = bytesOf(at(u"plain.pdf"_s));
        return bytes.contains("SECRETWORDS") || bytes.contains(utf16);
    };
    if (!hasTools())
        GTEST_SKIP() << "qpdf is not there: the bytes were not looked into";
    EXPECT_TRUE(holds(at(u"one.pdf"_s))) << "the test would see it";
    EXPECT_FALSE(holds(at(u"two.pdf"_s)));
}

TEST_F(Marks, NeverTakeThePlaceOfTheFileAndLeaveNothingWhereTheyCannotBeWritten)
{
    const QString file = sample();
    const QByteArray before = bytesOf(file);
    EXPECT_FALSE(write(file, file, everyKind()));
    EXPECT_EQ(bytesOf(file), before);
    EXPECT_FALSE(write(file, at(u"no/such/folder.pdf"_s), everyKind()));
    // No file may grow beyond a kilobyte, as on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit all{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &all), 0);
    const rlimit little{1024, all.rlim_max};
    auto document = BlockingDocument::open(file, {}, options());
    ASSERT_TRUE(document);
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &little), 0);
    const auto done = document->writeCopy(at(u"full.pdf"_s), everyKind());
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &all), 0);
    ASSERT_FALSE(done);
    EXPECT_TRUE(done.error().message.contains(u"cannot be written"_s));
    EXPECT_EQ(QDir(m_folder.path()).entryList(QDir::Files), QStringList{u"sample.pdf"_s});
}

/// The first page as other programs show it; null if they don't.
QImage byPoppler(const QString& pdf)
{
    const QTemporaryDir folder;
    run(u"pdftoppm"_s,
        {u"-r"_s, u"50"_s, u"-cropbox"_s, u"-png"_s, u"-l"_s, u"1"_s, u"-singlefile"_s, pdf,
            folder.filePath(u"page"_s)});
    return QImage(folder.filePath(u"page.png"_s)).convertToFormat(QImage::Format_RGB32);
}

QImage byMuPdf(const QString& pdf)
{
    const QTemporaryDir folder;
    const QString page = folder.filePath(u"page.png"_s);
    run(u"mutool"_s, {u"draw"_s, u"-q"_s, u"-r"_s, u"50"_s, u"-o"_s, page, pdf, u"1"_s});
    return QImage(page).convertToFormat(QImage::Format_RGB32);
}

/// Where a page has something to blend, MuPDF and Poppler draw letters' edges and colours on all of it a little
/// otherwise.
constexpr int Alike = 40;

/// How much of the middle of `rect` became what it was, seen through a glass of this colour.
double shareTinted(const QImage& before, const QImage& after, const PageRect& rect, QRgb colour)
{
    const auto tinted = [](int was, int by, int is) { return std::abs(was * by / 255 - is) < Alike; };
    int same = 0;
    int all = 0;
    for (int y = static_cast<int>(rect.top * after.height()) + 2;
        y < static_cast<int>((rect.top + rect.height) * after.height()) - 2; ++y)
        for (int x = static_cast<int>(rect.left * after.width()) + 2;
            x < static_cast<int>((rect.left + rect.width) * after.width()) - 2; ++x) {
            const QRgb was = before.pixel(x, y);
            const QRgb is = after.pixel(x, y);
            ++all;
            same += tinted(qRed(was), qRed(colour), qRed(is)) && tinted(qGreen(was), qGreen(colour), qGreen(is))
                && tinted(qBlue(was), qBlue(colour), qBlue(is));
        }
    return all == 0 ? 0 : static_cast<double>(same) / all;
}

/// The share of pixels that are not as they were, beside `rects`.
double changedElsewhere(const QImage& before, const QImage& after, const std::vector<PageRect>& rects)
{
    int changed = 0;
    for (int y = 0; y < after.height(); ++y)
        for (int x = 0; x < after.width(); ++x) {
            const auto isIn = [&](const PageRect& rect) {
                return x >= rect.left * after.width() - 2 && x <= (rect.left + rect.width) * after.width() + 2
                    && y >= rect.top * after.height() - 2 && y <= (rect.top + rect.height) * after.height() + 2;
            };
            const QRgb was = before.pixel(x, y);
            const QRgb is = after.pixel(x, y);
            const bool alike = std::abs(qRed(was) - qRed(is)) < Alike && std::abs(qGreen(was) - qGreen(is)) < Alike
                && std::abs(qBlue(was) - qBlue(is)) < Alike;
            changed += !alike && std::ranges::none_of(rects, isIn);
        }
    return static_cast<double>(changed) / (after.width() * after.height());
}

/// A copy of every file there is, the encrypted, rotated and cropped too.
TEST_F(Marks, GoIntoACopyOfEverySharedFileAndShowInPopplerAndMuPdf)
{
    WINNOW_NEEDS_SHARED();
    if (!hasTools())
        GTEST_SKIP() << "qpdf, pdftoppm or mutool is not there: copies were not checked";
    QDirIterator files(test::sharedFolder() + u"/data/pdf"_s, {u"*.pdf"_s}, QDir::Files, QDirIterator::Subdirectories);
    int copied = 0;
    int seen = 0;
    while (files.hasNext()) {
        const QString path = files.next();
        SCOPED_TRACE(path.toStdString());
        const QByteArray before = QCryptographicHash::hash(bytesOf(path), QCryptographicHash::Sha256);
        const Mark ours = mark(AnnotationKind::Highlight, {0.02, 0.05, 0.3, 0.04});
        const QString copy = at(u"copy.pdf"_s);
        const auto done = write(path, copy, {ours});
        EXPECT_EQ(QCryptographicHash::hash(bytesOf(path), QCryptographicHash::Sha256), before);
        if (!done) {
            EXPECT_TRUE(done.error().message.endsWith(u'.')) << done.error().message.toStdString();
            EXPECT_FALSE(QFile::exists(copy));
            continue;
        }
        ++copied;
        const auto found = read(copy);
        ASSERT_TRUE(found);
        EXPECT_EQ(std::ranges::count(found->marks, ours.name, &Mark::name), 1);
        const int check = run(u"qpdf"_s, {u"--check"_s, copy});
        if (path.contains(u"/hostile/"_s)) {
            EXPECT_LE(check, run(u"qpdf"_s, {u"--check"_s, path})) << "a copy is no worse than what it is made from";
        } else {
            EXPECT_EQ(check, 0);
            for (const auto show : {byPoppler, byMuPdf}) {
                const QImage was = show(path);
                const QImage is = show(copy);
                ASSERT_FALSE(is.isNull());
                ASSERT_EQ(was.size(), is.size());
                EXPECT_GT(shareTinted(was, is, ours.rects.front(), 0xff4040), 0.85);
                EXPECT_LT(changedElsewhere(was, is, ours.rects), 0.001);
                ++seen;
            }
        }
        ASSERT_TRUE(QFile::remove(copy));
    }
    EXPECT_GT(copied, 30);
    EXPECT_GT(seen, 55);
    RecordProperty("copied", copied);
    RecordProperty("seen", seen);
}

/// Each kind has a drawing of its own, which both show at its place and nowhere else.
TEST_F(Marks, OfEveryKindShowInPopplerAndMuPdf)
{
    WINNOW_NEEDS_SHARED();
    if (!hasTools())
        GTEST_SKIP() << "pdftoppm or mutool is not there: copies were not looked at";
    for (const char* name : {"papers/chiarotto-2014-trials.pdf", "damaged/rotated-90-pages1-3.pdf",
             "damaged/cropbox-offset.pdf", "papers/viechtbauer-2010-metafor-jss.pdf"}) {
        SCOPED_TRACE(name);
        const QString path = test::sharedFolder() + u"/data/pdf/"_s + QString::fromLatin1(name);
        const std::vector<Mark> marks = everyKind();
        ASSERT_TRUE(write(path, at(u"copy.pdf"_s), marks));
        for (const auto show : {byPoppler, byMuPdf}) {
            const QImage was = show(path);
            const QImage is = show(at(u"copy.pdf"_s));
            ASSERT_EQ(was.size(), is.size());
            std::vector<PageRect> places;
            for (const Mark& one : marks) {
                places.push_back(one.rects.front());
                EXPECT_GT(changedElsewhere(was, is, {}) - changedElsewhere(was, is, {one.rects.front()}), 5e-5)
                    << static_cast<int>(one.kind);
            }
            EXPECT_LT(changedElsewhere(was, is, places), 0.001);
        }
    }
}

TEST_F(Marks, OfOthersAreReadAndWhatMustBeSaidFirstIsKnown)
{
    WINNOW_NEEDS_SHARED();
    const QString folder = test::sharedFolder() + u"/data/pdf/"_s;
    const auto thousand = read(folder + u"annotated/thousand-highlights.pdf"_s);
    ASSERT_TRUE(thousand);
    EXPECT_EQ(thousand->marks.size(), 1006U);
    EXPECT_EQ(std::ranges::count(thousand->marks, AnnotationKind::Highlight, &Mark::kind), 1001);
    EXPECT_EQ(std::ranges::count(thousand->marks, MarkForm::StruckOut, &Mark::form), 1);
    EXPECT_EQ(std::ranges::count(thousand->marks, MarkForm::Squiggly, &Mark::form), 1);
    const auto kinds = read(folder + u"annotated/by-poppler-22.12-all-types.pdf"_s);
    ASSERT_TRUE(kinds);
    EXPECT_GE(kinds->marks.size(), 6U);
    const auto issue = read(folder + u"annotated/pdfjs-issue16553.pdf"_s);
    ASSERT_TRUE(issue);
    EXPECT_TRUE(issue->isSigned);
    const auto forbidden = read(folder + u"damaged/permissions-no-annotate-no-extract.pdf"_s);
    ASSERT_TRUE(forbidden);
    EXPECT_FALSE(forbidden->copyAllowed);
    const auto done =
        write(folder + u"damaged/permissions-no-annotate-no-extract.pdf"_s, at(u"forbidden.pdf"_s), everyKind());
    ASSERT_FALSE(done);
    EXPECT_TRUE(done.error().message.contains(u"allows no annotations"_s)) << done.error().message.toStdString();
    EXPECT_FALSE(QFile::exists(at(u"forbidden.pdf"_s)));
}

/// What was taken over comes back in the place of what it was; a strike-out, which is none of our kinds, is left alone.
TEST_F(Marks, TakenOverTakeThePlaceOfTheFilesOwnButForFormsThatAreNotOurs)
{
    WINNOW_NEEDS_SHARED();
    const QString path = test::sharedFolder() + u"/data/pdf/annotated/thousand-highlights.pdf"_s;
    const auto before = read(path);
    ASSERT_TRUE(before);
    std::vector<Mark> ours = before->marks;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        ours[i].name = u"winnow:%1"_s.arg(i, 32, 16, QChar(u'0'));
        ours[i].form = MarkForm::AsKind;
    }
    ASSERT_TRUE(write(path, at(u"copy.pdf"_s), ours));
    const auto after = read(at(u"copy.pdf"_s));
    ASSERT_TRUE(after);
    EXPECT_EQ(after->marks.size(), before->marks.size() + 2);
    EXPECT_EQ(std::ranges::count(after->marks, MarkForm::StruckOut, &Mark::form), 1);
    EXPECT_EQ(std::ranges::count(after->marks, MarkForm::Squiggly, &Mark::form), 1);
}

TEST_F(Marks, LeaveNoWordsOfWhatTheyReplaceAlthoughOthersAnsweredToIt)
{
    WINNOW_NEEDS_SHARED();
    if (!hasTools())
        GTEST_SKIP() << "qpdf is not there: the bytes were not looked into";
    const QString path = test::sharedFolder() + u"/data/pdf/annotated/text_annotations-replies.pdf"_s;
    const auto before = read(path);
    ASSERT_TRUE(before);
    ASSERT_GT(before->marks.size(), 3U);
    const auto plain = [&](const QString& pdf) {
        run(u"qpdf"_s, {u"--json"_s, u"--json-key=qpdf"_s, pdf, at(u"plain.json"_s)}); // strings as UTF-8
        return bytesOf(at(u"plain.json"_s));
    };
    std::vector<Mark> ours = before->marks;
    for (Mark& one : ours)
        one.comment = u"other words"_s;
    ASSERT_TRUE(write(path, at(u"copy.pdf"_s), ours));
    const QByteArray was = plain(path);
    const QByteArray is = plain(at(u"copy.pdf"_s));
    int looked = 0;
    for (const Mark& one : before->marks) {
        const QByteArray words = one.comment.section(u'\n', 0, 0).section(u'\r', 0, 0).toUtf8();
        if (words.size() < 5 || !was.contains(words))
            continue;
        ++looked;
        EXPECT_FALSE(is.contains(words)) << words.constData();
    }
    EXPECT_GT(looked, 3);
}

} // namespace
} // namespace winnow::pdf
