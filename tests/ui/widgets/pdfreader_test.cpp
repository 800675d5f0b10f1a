#include "ui/widgets/pdfreader.h"

#include "tests/support/samplepdf.h"
#include "tests/support/shared.h"
#include "ui/widgets/pdffinder.h"
#include "ui/widgets/pdfpages.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class Reader : public testing::Test {
protected:
    Reader()
    {
        QStringList pages;
        for (int i = 1; i <= 12; ++i)
            pages += u"Page number %1\nMesenchymal stem\ncells of kind %1"_s.arg(i);
        m_path = m_folder.filePath(u"paper.pdf"_s);
        test::writePdf(m_path, pages);
        m_reader.resize(900, 700);
        m_reader.show();
        m_reader.open(m_path);
    }
    bool ready()
    {
        return QTest::qWaitFor([&] { return m_reader.document().state() == pdf::Document::State::Ready; }, 30'000)
            && QTest::qWaitFor([&] { return m_reader.document().text(0) != nullptr; }, 30'000);
    }
    template <typename Widget> Widget* child(const QString& name)
    {
        for (Widget* widget : m_reader.findChildren<Widget*>())
            if (widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    QTemporaryDir m_folder;
    QString m_path;
    PdfReader m_reader;
};

TEST_F(Reader, ShowsTheFirstPageAndItsNumber)
{
    ASSERT_TRUE(ready());
    EXPECT_EQ(child<QLineEdit>(u"Page"_s)->text(), u"1"_s);
    EXPECT_EQ(m_reader.view().fit(), PdfView::Fit::Width);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_reader.document().standIn(0, pdf::Rotation::None).isNull(); }, 30'000));
    const QImage shown = m_reader.view().grab().toImage();
    int dark = 0;
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x)
            dark += qGray(shown.pixel(x, y)) < 60 ? 1 : 0;
    EXPECT_GT(dark, 50) << "the words are printed black";
}

TEST_F(Reader, GoesToThePageThatIsTyped)
{
    ASSERT_TRUE(ready());
    auto* field = child<QLineEdit>(u"Page"_s);
    field->setText(u"7"_s);
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(m_reader.view().currentPage(), 6);
    field->setText(u"no such page"_s);
    QTest::keyClick(field, Qt::Key_Return);
    EXPECT_EQ(field->text(), u"7"_s);
}

TEST_F(Reader, MovesByKeys)
{
    ASSERT_TRUE(ready());
    QTest::keyClick(&m_reader.view(), Qt::Key_End);
    EXPECT_EQ(m_reader.view().currentPage(), 11);
    QTest::keyClick(&m_reader.view(), Qt::Key_Home);
    EXPECT_EQ(m_reader.view().currentPage(), 0);
    QTest::keyClick(&m_reader.view(), Qt::Key_Space);
    EXPECT_GT(m_reader.view().verticalScrollBar()->value(), 0);
    QTest::keyClick(&m_reader.view(), Qt::Key_Space, Qt::ShiftModifier);
    EXPECT_EQ(m_reader.view().verticalScrollBar()->value(), 0);
}

TEST_F(Reader, StaysAtItsPlaceWhenItIsZoomedAndTurned)
{
    ASSERT_TRUE(ready());
    m_reader.view().goToPage(5);
    m_reader.view().zoomBy(1.5);
    EXPECT_EQ(m_reader.view().currentPage(), 5);
    EXPECT_EQ(m_reader.view().fit(), PdfView::Fit::None);
    m_reader.view().setPercent(100);
    EXPECT_EQ(m_reader.view().percent(), 100);
    EXPECT_EQ(m_reader.view().currentPage(), 5);
    m_reader.view().turnRight();
    EXPECT_EQ(m_reader.view().rotation(), pdf::Rotation::Right);
    EXPECT_EQ(m_reader.view().currentPage(), 5);
}

TEST_F(Reader, ListsEveryPlaceFoundWhileTyping)
{
    ASSERT_TRUE(ready());
    m_reader.startFind();
    auto* query = child<QLineEdit>(u"Find in the PDF"_s);
    QTest::keyClicks(query, u"stem cells"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_reader.finder().hits().size() == 12; }, 30'000));
    EXPECT_EQ(m_reader.finder().data(m_reader.finder().index(2), Qt::AccessibleTextRole).toString(),
        u"Page 3: … 3 Mesenchymal stem cells of kind 3"_s);
    QTest::keyClicks(query, u" of kind 11"_s);
    EXPECT_EQ(m_reader.finder().hits().size(), 1U) << "texts are kept: no page is read again";
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_reader.view().currentPage() == 10; }, 30'000));
    QTest::keyClick(query, Qt::Key_Escape);
    EXPECT_TRUE(m_reader.finder().hits().empty());
}

TEST_F(Reader, StepsThroughThePlacesFound)
{
    ASSERT_TRUE(ready());
    m_reader.startFind();
    child<QLineEdit>(u"Find in the PDF"_s)->setText(u"number"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_reader.finder().hits().size() == 12; }, 30'000));
    auto* list = child<QListView>(u"Places found"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return list->currentIndex().row() == 0; }, 30'000));
    m_reader.findNext(1);
    m_reader.findNext(1);
    EXPECT_EQ(list->currentIndex().row(), 2);
    EXPECT_EQ(m_reader.view().currentPage(), 2);
    m_reader.findNext(-3);
    EXPECT_EQ(list->currentIndex().row(), 11) << "round the end";
}

TEST_F(Reader, SelectsWordsWithTheMouseAndCopiesThem)
{
    ASSERT_TRUE(ready());
    const auto text = m_reader.document().text(0);
    const auto word = [&](const QString& wanted) {
        const pdf::TextRange range = text->find(wanted).front();
        const QRectF box = text->boxes(range).front();
        const double scale = m_reader.view().scale();
        const int left =
            (m_reader.view().viewport()->width() - static_cast<int>(m_reader.document().page(0).size.width() * scale))
            / 2;
        return QRectF(box.topLeft() * scale, box.size() * scale).translated(std::max(left, 0), PdfLayout::Gap).toRect();
    };
    QWidget* view = m_reader.view().viewport();
    const QRect from = word(u"Mesenchymal"_s);
    const QRect to = word(u"of kind"_s);
    QTest::mousePress(view, Qt::LeftButton, {}, QPoint(from.left() + 1, from.center().y()));
    QMouseEvent move(QEvent::MouseMove, QPointF(to.right(), to.center().y()), QPointF(view->mapToGlobal(to.center())),
        Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view, &move);
    QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(to.right(), to.center().y()));
    EXPECT_EQ(m_reader.view().selectedText(), u"Mesenchymal stem cells of kind"_s);
    const auto passages = m_reader.view().selection();
    ASSERT_EQ(passages.size(), 1U);
    EXPECT_EQ(passages[0].boxes.size(), 2U) << "one box a line";
    QTest::keyClick(&m_reader.view(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), u"Mesenchymal stem cells of kind"_s);
    QTest::mouseDClick(view, Qt::LeftButton, {}, from.center());
    EXPECT_EQ(m_reader.view().selectedText(), u"Mesenchymal"_s);
    QTest::keyClick(&m_reader.view(), Qt::Key_Escape);
    EXPECT_FALSE(m_reader.view().hasSelection());
}

TEST_F(Reader, ShowsAThousandMarksWithoutRenderingAnything)
{
    ASSERT_TRUE(ready());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_reader.document().standIn(0, pdf::Rotation::None).isNull(); }, 30'000));
    PdfView& view = m_reader.view();
    const QImage before = view.grab().toImage();
    const QSignalSpy rendered(&m_reader.document(), &pdf::Document::tileReady);
    const QSignalSpy read(&m_reader.document(), &pdf::Document::textReady);
    const auto text = m_reader.document().text(0);
    const auto boxes = text->boxes(text->find(u"Mesenchymal stem cells"_s).front());
    std::vector<PdfMark> marks;
    for (int i = 0; i < 1'000; ++i)
        marks.push_back({i % 12, boxes, meaningInk(i % 5), static_cast<PdfMark::Look>(i % 5), i, u"Safety"_s});
    const std::clock_t start = std::clock();
    view.setMarks(PdfMarks::Annotations, marks);
    const QImage after = view.grab().toImage();
    RecordProperty("cpuMs", static_cast<int>((std::clock() - start) * 1000 / CLOCKS_PER_SEC));
    EXPECT_NE(before, after);
    EXPECT_EQ(rendered.count() + read.count(), 0);
    view.setMarks(PdfMarks::Annotations, {});
    EXPECT_EQ(view.grab().toImage(), before);
}

TEST_F(Reader, ShowsOnePageAtATime)
{
    ASSERT_TRUE(ready());
    PdfView& view = m_reader.view();
    view.goToPage(4);
    view.setSinglePage(true);
    view.setFit(PdfView::Fit::Page);
    EXPECT_EQ(view.currentPage(), 4);
    QTest::keyClick(&view, Qt::Key_PageDown);
    EXPECT_EQ(view.currentPage(), 5);
    QTest::keyClick(&view, Qt::Key_PageUp);
    EXPECT_EQ(view.currentPage(), 4);
    EXPECT_TRUE(view.inSight(4, QRectF(100, 100, 10, 10)).intersects(view.viewport()->rect()));
    EXPECT_FALSE(view.inSight(5, QRectF(0, 0, 600, 800)).intersects(view.viewport()->rect()));
    view.setSinglePage(false);
    EXPECT_EQ(view.currentPage(), 4);
}

TEST_F(Reader, GoesBackToWhereOneWas)
{
    ASSERT_TRUE(ready());
    m_reader.showPlace(8, {QRectF(50, 50, 100, 20)});
    EXPECT_EQ(m_reader.view().currentPage(), 8);
    QTest::keyClick(&m_reader.view(), Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(m_reader.view().currentPage(), 0);
    QTest::keyClick(&m_reader.view(), Qt::Key_Right, Qt::AltModifier);
    EXPECT_EQ(m_reader.view().currentPage(), 8);
}

TEST_F(Reader, TurnsPaperDarkAndBack)
{
    ASSERT_TRUE(ready());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_reader.document().standIn(0, pdf::Rotation::None).isNull(); }, 30'000));
    PdfView& view = m_reader.view();
    const QPoint blank = view.inSight(0, QRectF(300, 400, 2, 2)).center();
    EXPECT_EQ(view.viewport()->grab().toImage().pixelColor(blank), QColor(Qt::white));
    view.setPaper(Paper::Dark);
    EXPECT_LT(view.viewport()->grab().toImage().pixelColor(blank).lightness(), 40);
}

TEST_F(Reader, GoesOnWhereAFileWasLeft)
{
    ASSERT_TRUE(ready());
    m_reader.view().goToPage(6);
    m_reader.close();
    m_reader.open(m_path);
    EXPECT_TRUE(QTest::qWaitFor([&] { return m_reader.view().currentPage() == 6; }, 30'000));
}

TEST_F(Reader, ShowsItsPagesSmallAndOpensTheOneChosen)
{
    ASSERT_TRUE(ready());
    auto* const pages = m_reader.findChild<PdfPages*>();
    ASSERT_NE(pages, nullptr);
    EXPECT_FALSE(pages->isVisible());
    m_reader.findChild<QAction*>(u"reader.pages"_s)->trigger();
    ASSERT_TRUE(pages->isVisible());
    EXPECT_EQ(pages->model()->rowCount(), 12);
    EXPECT_EQ(pages->currentIndex().row(), 0) << "the page that is read";
    ASSERT_TRUE(QTest::qWaitFor([&] { return !m_reader.document().image(pages->tileOf(1)).isNull(); }, 30'000));
    pages->setFocus();
    QTest::keyClick(pages, Qt::Key_Down);
    QTest::keyClick(pages, Qt::Key_Down);
    QTest::keyClick(pages, Qt::Key_Return);
    EXPECT_EQ(m_reader.view().currentPage(), 2);
    m_reader.view().goToPage(7);
    EXPECT_EQ(pages->currentIndex().row(), 7);
}

TEST_F(Reader, SaysWhichMarkIsClicked)
{
    ASSERT_TRUE(ready());
    PdfView& view = m_reader.view();
    const auto text = m_reader.document().text(0);
    const QRectF words = text->boxes(text->find(u"Mesenchymal"_s).front()).front();
    view.setMarks(PdfMarks::Annotations,
        {{0, {words}, Ink::Meaning1, PdfMark::Look::Fill, 7, {}},
            {0, {QRectF(0, 0, 500, 700)}, Ink::Meaning2, PdfMark::Look::Outline, 8, {}}});
    QSignalSpy clicked(&view, &PdfView::markClicked);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.inSight(0, words).center());
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.inSight(0, words).bottomRight() + QPoint(40, 100));
    view.setMarks(PdfMarks::Annotations, {});
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.inSight(0, words).center());
    ASSERT_EQ(clicked.count(), 3);
    EXPECT_EQ(clicked[0][0].toInt(), 7) << "the smaller one, though another lies round it";
    EXPECT_EQ(clicked[1][0].toInt(), 8);
    EXPECT_EQ(clicked[2][0].toInt(), -1);
}

TEST_F(Reader, DrawsABoxWithCtrlOrATool)
{
    ASSERT_TRUE(ready());
    PdfView& view = m_reader.view();
    std::vector<QRectF> drawn;
    QObject::connect(&view, &PdfView::boxChosen, &view, [&](PdfView::Tool, int page, const QRectF& box) {
        EXPECT_EQ(page, 0);
        drawn.push_back(box);
    });
    const QRect wanted = view.inSight(0, QRectF(50, 60, 100, 80));
    const auto drag = [&](Qt::KeyboardModifiers modifiers) {
        QTest::mousePress(view.viewport(), Qt::LeftButton, modifiers, wanted.topLeft());
        QTest::mouseMove(view.viewport(), wanted.center());
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, modifiers, wanted.bottomRight());
    };
    drag(Qt::ControlModifier);
    view.setTool(PdfView::Tool::Box);
    drag({});
    EXPECT_EQ(view.tool(), PdfView::Tool::Text) << "for one box";
    ASSERT_EQ(drawn.size(), 2U);
    for (const QRectF& box : drawn) {
        EXPECT_NEAR(box.left(), 50, 2);
        EXPECT_NEAR(box.bottom(), 140, 2);
    }
    view.setTool(PdfView::Tool::Place);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, wanted.topLeft());
    ASSERT_EQ(drawn.size(), 3U);
    EXPECT_TRUE(drawn[2].contains(QPointF(50, 60)));
    view.setTool(PdfView::Tool::Box);
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(view.tool(), PdfView::Tool::Text);
    EXPECT_FALSE(view.hasSelection());
}

TEST_F(Reader, SaysWhyAFileCannotBeShown)
{
    QFile page(m_folder.filePath(u"login.pdf"_s));
    ASSERT_TRUE(page.open(QIODevice::WriteOnly));
    page.write("<html><body>Log in</body></html>");
    page.close();
    m_reader.open(page.fileName());
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_reader.document().state() == pdf::Document::State::Failed; }, 30'000));
    bool said = false;
    for (const QLabel* label : m_reader.findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains(u"is a web page, not a PDF"_s));
    EXPECT_TRUE(said);
    m_reader.open(m_path);
    EXPECT_TRUE(ready());
}

TEST_F(Reader, ALongMessageIsReadWhole)
{
    ASSERT_TRUE(ready());
    const QString broken = m_folder.filePath(u"a report with a rather long name that was not fetched whole.pdf"_s);
    QFile whole(m_path);
    ASSERT_TRUE(whole.open(QIODevice::ReadOnly));
    QFile part(broken);
    ASSERT_TRUE(part.open(QIODevice::WriteOnly));
    part.write("%PDF-1.4\n");
    part.close();
    m_reader.open(broken);
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_reader.document().state() == pdf::Document::State::Failed; }, 30'000));
    const QLabel* message = nullptr;
    for (const QLabel* label : m_reader.findChildren<QLabel*>())
        if (label->isVisible() && label->wordWrap() && label->text().contains(u"report"_s))
            message = label;
    ASSERT_NE(message, nullptr);
    ASSERT_TRUE(QTest::qWaitFor([&] { return message->height() >= message->heightForWidth(message->width()); }));
}

TEST_F(Reader, AsksForThePasswordInItsPlace)
{
    WINNOW_NEEDS_SHARED();
    m_reader.open(test::sharedFolder() + u"/data/pdf/damaged/encrypted-aes256-userpw-user.pdf"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return m_reader.document().state() == pdf::Document::State::Locked; }, 30'000));
    auto* password = child<QLineEdit>(u"Password of the PDF"_s);
    ASSERT_TRUE(password->isVisible());
    EXPECT_EQ(password->echoMode(), QLineEdit::Password);
    QTest::keyClicks(password, u"user"_s);
    QTest::keyClick(password, Qt::Key_Return);
    ASSERT_TRUE(ready());
    EXPECT_EQ(m_reader.document().pageCount(), 10);
    EXPECT_EQ(password->text(), QString{});
}

} // namespace
} // namespace winnow::ui
