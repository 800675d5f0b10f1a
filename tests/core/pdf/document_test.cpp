#include "core/pdf/document.h"

#include "core/pdf/blocking.h"
#include "tests/support/samplepdf.h"
#include "tests/support/shared.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <functional>

namespace winnow::pdf {
namespace {

using namespace Qt::Literals::StringLiterals;
using State = Document::State;

/// Runs events until `done`, at most a minute: a bound for a broken test, not a measure.
bool waitUntil(const std::function<bool()>& done)
{
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    while (!done() && timer.elapsed() < 60'000) {
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return done();
}

DocumentOptions options(std::chrono::milliseconds patience = std::chrono::seconds(15))
{
    DocumentOptions given;
    given.helper = test::program(u"winnow-pdf"_s);
    given.patience = patience;
    return given;
}

Tile wholePage(const Document& document, int page, double scale = 1)
{
    return {
        page, scale, Rotation::None, QRect(QPoint(0, 0), pixelSize(document.page(page).size, scale, Rotation::None))};
}

QByteArray sha256(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(&file);
    return hash.result();
}

class PdfDocument : public testing::Test {
protected:
    QString sample()
    {
        const QString path = m_folder.filePath(u"sample.pdf"_s);
        test::writePdf(path, {u"First page\nof stem cells"_s, u"Second page"_s, u"Third page"_s});
        return path;
    }
    QString fileWith(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    QString whyNot(const QString& path)
    {
        Document document(options());
        document.open(path);
        EXPECT_TRUE(waitUntil([&] { return document.state() == State::Failed; }));
        return document.error().message;
    }
    QTemporaryDir m_folder;
};

TEST_F(PdfDocument, OpensAndShowsAPage)
{
    Document document(options());
    document.open(sample());
    EXPECT_EQ(document.state(), State::Opening) << "opening must not wait";
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Ready; }));
    EXPECT_EQ(document.pageCount(), 3);
    EXPECT_EQ(document.title(), u"A sample"_s);
    EXPECT_EQ(document.page(1).label, u"2"_s);
    const Tile tile = wholePage(document, 0, 2);
    document.want({tile}, {});
    ASSERT_TRUE(waitUntil([&] { return !document.image(tile).isNull(); }));
    EXPECT_EQ(document.image(tile).size(), tile.area.size());
    EXPECT_EQ(document.image(tile).pixel(0, 0), qRgb(255, 255, 255));
    ASSERT_TRUE(waitUntil([&] { return document.text(0) != nullptr; }));
    EXPECT_EQ(document.text(0)->text(), u"First page\nof stem cells"_s);
    EXPECT_FALSE(document.text(2)) << "nobody asked for it";
}

TEST_F(PdfDocument, RendersATileAsThatPartOfThePage)
{
    Document document(options());
    document.open(sample());
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Ready; }));
    const Tile whole = wholePage(document, 0, 2);
    Tile part = whole;
    part.area = QRect(60, 80, 200, 100);
    document.want({whole, part}, {});
    ASSERT_TRUE(waitUntil([&] { return !document.image(part).isNull(); }));
    EXPECT_EQ(document.image(part), document.image(whole).copy(part.area));
}

TEST_F(PdfDocument, ForgetsWhatIsNoLongerWanted)
{
    Document document(options());
    document.open(sample());
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Ready; }));
    std::vector<int> shown;
    QObject::connect(&document, &Document::tileReady, &document, [&](const Tile& tile) { shown.push_back(tile.page); });
    document.want({wholePage(document, 0), wholePage(document, 1)}, {});
    document.want({wholePage(document, 2)}, {});
    // Whether page 0 had begun is the helper's affair; page 1 had not.
    ASSERT_TRUE(waitUntil([&] { return std::count(shown.begin(), shown.end(), 2) == 1; }));
    EXPECT_EQ(std::count(shown.begin(), shown.end(), 1), 0);
}

TEST_F(PdfDocument, ReadsTextsInTheBackground)
{
    Document document(options());
    document.open(sample());
    document.wantTexts({0, 1, 2});
    ASSERT_TRUE(waitUntil([&] { return document.text(2) != nullptr; }));
    EXPECT_EQ(document.text(1)->text(), u"Second page"_s);
}

TEST_F(PdfDocument, SaysWhyAFileCannotBeOpened)
{
    QFile whole(sample());
    ASSERT_TRUE(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    EXPECT_EQ(whyNot(m_folder.filePath(u"gone.pdf"_s)), u"“gone.pdf” is not where it was: attach it again."_s);
    EXPECT_TRUE(whyNot(m_folder.path()).contains(u"cannot be read"_s));
    EXPECT_TRUE(whyNot(fileWith(u"empty.pdf"_s, {})).contains(u"is empty"_s));
    EXPECT_TRUE(whyNot(fileWith(u"page.pdf"_s, "<!DOCTYPE html><html>Log in</html>")).contains(u"is a web page"_s));
    EXPECT_TRUE(whyNot(fileWith(u"text.pdf"_s, "just words")).contains(u"is not a PDF"_s));
    EXPECT_TRUE(whyNot(fileWith(u"half.pdf"_s, bytes.left(bytes.size() / 2))).contains(u"incomplete download"_s));
}

TEST_F(PdfDocument, SaysWhenTheHelperIsNotThere)
{
    DocumentOptions wrong = options();
    wrong.helper = m_folder.filePath(u"nothing"_s);
    Document document(wrong);
    document.open(sample());
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Failed; }));
    EXPECT_TRUE(document.error().message.contains(u"winnow-pdf"_s));
}

TEST_F(PdfDocument, DoesNotBelieveAHelperThatTalksNonsense)
{
    DocumentOptions liar = options();
    liar.helper = u"/bin/yes"_s; // answers "--serve\n" for ever
    Document document(liar);
    document.open(sample());
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Failed; }));
    EXPECT_TRUE(document.error().message.contains(u"failed every time"_s));
}

TEST_F(PdfDocument, ShowsTheNextPageAfterTheHelperWasKilled)
{
    Document document(options());
    document.open(sample());
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Ready; }));
    const Tile first = wholePage(document, 0, 3);
    const Tile next = wholePage(document, 1, 3);
    document.want({first}, {});
    const qint64 killed = document.helperId();
    ASSERT_GT(killed, 0);
    ASSERT_EQ(kill(static_cast<pid_t>(killed), SIGKILL), 0);
    document.want({next, first}, {});
    ASSERT_TRUE(waitUntil([&] { return !document.image(next).isNull() && !document.image(first).isNull(); }));
    EXPECT_NE(document.helperId(), killed);
    EXPECT_EQ(document.state(), State::Ready);
    EXPECT_EQ(document.pageTrouble(0), QString{});
}

TEST_F(PdfDocument, AsksForThePasswordAndTakesTheRightOne)
{
    WINNOW_NEEDS_SHARED();
    Document document(options());
    const QString path = test::sharedFolder() + u"/data/pdf/damaged/encrypted-aes256-userpw-user.pdf"_s;
    document.open(path);
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Locked; }));
    EXPECT_TRUE(document.error().message.contains(u"needs a password"_s));
    document.open(path, u"wrong"_s);
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Locked; }));
    EXPECT_TRUE(document.error().message.contains(u"not the password"_s));
    document.open(path, u"user"_s);
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Ready; }));
    EXPECT_EQ(document.pageCount(), 10);
}

TEST_F(PdfDocument, EndsAFileThatNeverOpens)
{
    EXPECT_LT(DocumentOptions{}.patience, std::chrono::seconds(15)) << "the message comes within 15 s";
    WINNOW_NEEDS_SHARED();
    Document document(options(std::chrono::seconds(2)));
    document.open(test::sharedFolder() + u"/data/pdf/hostile/hang-shared-unnamed-field.pdf"_s);
    const auto shown = [&] {
        if (document.state() != State::Ready)
            return document.state() == State::Failed;
        document.want({wholePage(document, 0)}, {});
        return !document.pageTrouble(0).isEmpty() || !document.image(wholePage(document, 0)).isNull();
    };
    ASSERT_TRUE(waitUntil(shown));
    EXPECT_TRUE(
        document.error().message.contains(u"took too long"_s) || document.pageTrouble(0).contains(u"took too long"_s));
}

TEST_F(PdfDocument, EndsABombWithAMessage)
{
    WINNOW_NEEDS_SHARED();
    Document document(options(std::chrono::seconds(2)));
    document.open(test::sharedFolder() + u"/data/pdf/hostile/bomb_giant.pdf"_s);
    ASSERT_TRUE(waitUntil([&] { return document.state() == State::Ready; }));
    document.want({wholePage(document, 0)}, {});
    ASSERT_TRUE(waitUntil([&] { return !document.pageTrouble(0).isEmpty(); }));
    EXPECT_TRUE(document.pageTrouble(0).startsWith(u"This page cannot be shown"_s));
}

/// Opens every file there is, shows its first pages and its text; nothing blocks, nothing changes, nothing fails
/// without a sentence.
TEST_F(PdfDocument, OpensEverySharedFileOrSaysPlainlyWhyNot)
{
    WINNOW_NEEDS_SHARED();
    QDirIterator files(test::sharedFolder() + u"/data/pdf"_s, {u"*.pdf"_s}, QDir::Files, QDirIterator::Subdirectories);
    int opened = 0;
    int all = 0;
    while (files.hasNext()) {
        const QString path = files.next();
        SCOPED_TRACE(path.toStdString());
        const QByteArray before = sha256(path);
        ++all;
        Document document(options(std::chrono::seconds(2)));
        document.open(path);
        ASSERT_TRUE(waitUntil([&] { return document.state() != State::Opening; }));
        if (document.state() != State::Ready) {
            EXPECT_TRUE(document.error().message.endsWith(u'.')) << document.error().message.toStdString();
            EXPECT_EQ(document.pageCount(), 0);
        } else {
            ++opened;
            const int last = std::min(3, document.pageCount()) - 1;
            std::vector<Tile> tiles;
            for (int i = 0; i <= last; ++i)
                tiles.push_back(wholePage(document, i));
            document.want(tiles, {});
            for (const Tile& tile : tiles) {
                ASSERT_TRUE(waitUntil([&] {
                    return document.text(tile.page)
                        && (!document.image(tile).isNull() || !document.pageTrouble(tile.page).isEmpty());
                }));
            }
        }
        EXPECT_EQ(sha256(path), before);
    }
    EXPECT_GT(all, 45);
    EXPECT_GT(opened, 35);
    RecordProperty("opened", opened);
    RecordProperty("all", all);
}

TEST_F(PdfDocument, ReadsTextBlockingForScripts)
{
    auto document = BlockingDocument::open(sample(), {}, options());
    ASSERT_TRUE(document);
    ASSERT_EQ(document->pages().size(), 3U);
    EXPECT_EQ(document->text(0)->quote(), u"First page of stem cells"_s);
    EXPECT_FALSE(document->text(7));
    EXPECT_EQ(document->text(2)->text(), u"Third page"_s) << "one bad request does not end the document";
    EXPECT_FALSE(BlockingDocument::open(fileWith(u"text.pdf"_s, "words"), {}, options()));
}

} // namespace
} // namespace winnow::pdf
