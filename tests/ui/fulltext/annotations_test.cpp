#include "core/review/annotatedcopies.h"
#include "tests/support/scripteddialogs.h"
#include "tests/ui/fulltext/openreports.h"
#include "ui/fulltext/fulltextpage.h"
#include "ui/models/annotationspanel.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/meaningpopup.h"
#include "ui/widgets/pdffinder.h"
#include "ui/widgets/pdfreader.h"

#include <gmock/gmock.h>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString Words = u"Serum creatinine rose in two patients\nNobody died of the infusion\nAlbumin rose"_s;

class Annotations : public test::OpenReports {
protected:
    void SetUp() override
    {
        OpenReports::SetUp();
        if (HasFatalFailure())
            return;
        page.resize(1200, 850);
        page.show();
        page.setSession(session);
        page.entered();
        ASSERT_TRUE(until([this] { return page.controller().current() && page.controller().progress(); }));
        attach(u"alpha.pdf"_s, Words);
    }
    void TearDown() override
    {
        page.setSession({});
        OpenReports::TearDown();
    }
    void attach(const QString& name, const QString& words)
    {
        page.controller().attach({pdf(name, words)});
        ASSERT_TRUE(until([&] {
            return page.controller().file() != nullptr && page.controller().file()->name == name.toStdString()
                && page.reader().document().text(0) != nullptr;
        }));
        view().setFocus();
    }
    PdfView& view() { return page.reader().view(); }
    AnnotationList& list() { return page.annotations().list(); }
    void select(const QString& words) { view().select(0, page.reader().document().text(0)->find(words).front()); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view(), key, modifiers); }
    /// Instead of a key after a popup: without a desktop, nobody gives the window back what the popup had.
    void trigger(const QString& name)
    {
        for (QAction* action : page.reader().actions())
            if (action->objectName() == name)
                action->trigger();
    }
    [[nodiscard]] bool listed(int count)
    {
        return until([&] { return list().rowCount() == count; });
    }
    [[nodiscard]] std::vector<Annotation> stored() { return *session->reader().annotations(idOf("Alpha")); }
    MeaningPopup& popup() { return *page.annotations().findChild<MeaningPopup*>(); }
    [[nodiscard]] QString row(int row, int role = Qt::DisplayRole) { return list().index(row).data(role).toString(); }

    winnow::test::ScriptedDialogs dialogs;
    FullTextPage page{dialogs};
};

TEST_F(Annotations, MarkTheSelectedWordsWithOneKey)
{
    QSignalSpy notices(&page, &Page::notice);
    select(u"creatinine rose"_s);
    press(Qt::Key_H);
    ASSERT_TRUE(listed(1));
    EXPECT_FALSE(view().hasSelection());
    const Annotation made = stored().front();
    EXPECT_EQ(made.kind, AnnotationKind::Highlight);
    EXPECT_EQ(made.quote, "creatinine rose");
    EXPECT_EQ(made.prefix, "Serum");
    EXPECT_EQ(made.meaning, "Safety");
    EXPECT_EQ(made.sha256, page.controller().file()->sha256);
    EXPECT_EQ(row(0), u"creatinine rose"_s);
    EXPECT_EQ(row(0, AnnotationList::LowerRole), u"Safety · Highlight · p. 1"_s);
    ASSERT_EQ(notices.count(), 1);
    EXPECT_EQ(notices[0], (QList<QVariant>{u"Highlight: Safety"_s, true}));
    session->undo();
    EXPECT_TRUE(listed(0));
    session->redo();
    EXPECT_TRUE(listed(1));
}

TEST_F(Annotations, HaveAMeaningThatTheNextOneTakesToo)
{
    select(u"Nobody died"_s);
    press(Qt::Key_H, Qt::ShiftModifier);
    ASSERT_TRUE(popup().isVisible());
    QTest::keyClick(&popup().field(), Qt::Key_Down);
    QTest::keyClicks(&popup().field(), u"good news"_s);
    QTest::keyClick(&popup().field(), Qt::Key_Return);
    ASSERT_TRUE(listed(1));
    select(u"Albumin"_s);
    trigger(u"reader.underline"_s);
    ASSERT_TRUE(listed(2));
    EXPECT_EQ(stored()[0].meaning, "Efficacy");
    EXPECT_EQ(stored()[0].comment, "good news");
    EXPECT_EQ(stored()[1].meaning, "Efficacy");
    EXPECT_EQ(stored()[1].kind, AnnotationKind::Underline);
}

TEST_F(Annotations, NoteAPlaceAndFrameAnArea)
{
    press(Qt::Key_N);
    EXPECT_EQ(view().tool(), PdfView::Tool::Place);
    const QRect there = view().inSight(0, QRectF(200, 300, 120, 60));
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, there.topLeft());
    ASSERT_TRUE(popup().isVisible());
    QTest::keyClicks(&popup().field(), u"Ask the authors"_s);
    QTest::keyClick(&popup().field(), Qt::Key_Return);
    ASSERT_TRUE(listed(1));
    EXPECT_EQ(stored()[0].kind, AnnotationKind::Note);
    EXPECT_EQ(stored()[0].comment, "Ask the authors");
    trigger(u"reader.area"_s);
    QTest::mousePress(view().viewport(), Qt::LeftButton, {}, there.topLeft());
    QTest::mouseMove(view().viewport(), there.center());
    QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, there.bottomRight());
    ASSERT_TRUE(listed(2));
    const QSizeF size = page.reader().document().page(0).size;
    const auto area =
        std::ranges::find(list().all(), AnnotationKind::Area, [](const auto& one) { return one.is().kind; });
    ASSERT_NE(area, list().all().end());
    EXPECT_NEAR(area->is().rects.front().width * size.width(), 120, 2);
    EXPECT_EQ(area->is().quote, "");
}

TEST_F(Annotations, AreMadeWithoutTheMouse)
{
    press(Qt::Key_F, Qt::ControlModifier);
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    ASSERT_NE(field, nullptr);
    QTest::keyClicks(field, u"the infusion"_s);
    ASSERT_TRUE(until([&] { return page.reader().finder().hits().size() == 1; }));
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_EQ(view().selectedText(), u"the infusion"_s);
    press(Qt::Key_H);
    ASSERT_TRUE(listed(1));
    EXPECT_EQ(stored().front().quote, "the infusion");
}

TEST_F(Annotations, AreFilteredCommentedChangedAndDeletedInTheList)
{
    select(u"Serum creatinine"_s);
    press(Qt::Key_H);
    select(u"Albumin"_s);
    press(Qt::Key_L);
    ASSERT_TRUE(listed(2));
    page.reader().showSide(&page.annotations());
    auto* search = page.annotations().findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
    ASSERT_NE(search, nullptr);
    QTest::keyClicks(search, u"albu"_s);
    EXPECT_EQ(list().rowCount(), 1);
    EXPECT_EQ(row(0), u"Albumin"_s);
    search->clear();
    EXPECT_EQ(list().rowCount(), 2);

    const QRectF words =
        page.reader().document().text(0)->boxes(page.reader().document().text(0)->find(u"Albumin"_s).front())[0];
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().inSight(0, words).center());
    QListView& rows = page.annotations().view();
    EXPECT_EQ(rows.currentIndex().data().toString(), u"Albumin"_s) << "a click on the mark selects it";

    press(Qt::Key_F2);
    auto* editor = page.annotations().findChild<InlineEditor*>();
    ASSERT_TRUE(editor->isVisible());
    QTest::keyClicks(&editor->editor(), u"at week 24"_s);
    QTest::keyClick(&editor->editor(), Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(until([&] { return stored()[1].comment == "at week 24"; }));
    EXPECT_TRUE(
        until([&] { return row(1, AnnotationList::LowerRole) == u"at week 24 · Safety · Underline · p. 1"_s; }));
    list().setMeaning(stored()[1].id, "Efficacy");
    ASSERT_TRUE(until([&] { return stored()[1].meaning == "Efficacy"; }));
    ASSERT_TRUE(until([&] { return row(1, AnnotationList::LowerRole).contains(u"Efficacy"_s); }));
    EXPECT_EQ(rows.currentIndex().row(), 1) << "what is selected stays so";
    QTest::keyClick(&rows, Qt::Key_Delete);
    ASSERT_TRUE(listed(1));
    EXPECT_EQ(stored().size(), 1U);
    session->undo();
    EXPECT_TRUE(listed(2));
}

TEST_F(Annotations, AreCopiedAndExportedAsTheCommandLineWritesThem)
{
    select(u"Nobody died"_s);
    press(Qt::Key_H);
    ASSERT_TRUE(listed(1));
    trigger(u"reader.copyAnnotations"_s);
    const auto expected = review::listedAnnotations(session->reader(), idOf("Alpha"));
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), review::annotationsAsMarkdown(*expected));
    dialogs.answerSaveFile(folder.filePath(u"out.csv"_s));
    trigger(u"reader.exportAnnotations"_s);
    QFile out(folder.filePath(u"out.csv"_s));
    ASSERT_TRUE(out.open(QIODevice::ReadOnly));
    EXPECT_EQ(out.readAll().toStdString(), review::annotationsAsCsv(*expected));
}

TEST_F(Annotations, AreWrittenIntoACopyOfThePdf)
{
    QSignalSpy notices(&page, &Page::notice);
    select(u"Nobody died"_s);
    press(Qt::Key_H);
    ASSERT_TRUE(listed(1));
    const QString original = page.controller().file()->path;
    QFile before(original);
    ASSERT_TRUE(before.open(QIODevice::ReadOnly));
    const QByteArray bytes = before.readAll();
    const QString copy = folder.filePath(u"annotated.pdf"_s);
    dialogs.answerSaveFile(copy);
    trigger(u"reader.saveAnnotatedCopy"_s);
    ASSERT_TRUE(until([&] { return !notices.isEmpty() && notices.back()[0].toString().contains(u"annotated.pdf"_s); }));
    const auto inCopy = review::annotationsInFile(copy);
    ASSERT_TRUE(inCopy);
    ASSERT_EQ(inCopy->size(), 1U);
    EXPECT_EQ(inCopy->front().annotation.kind, AnnotationKind::Highlight);
    QFile after(original);
    ASSERT_TRUE(after.open(QIODevice::ReadOnly));
    EXPECT_EQ(after.readAll(), bytes);
}

TEST_F(Annotations, ThatAPdfHoldsAreTakenOverOnce)
{
    QSignalSpy notices(&page, &Page::notice);
    const auto said = [&](const QString& words) {
        return until([&] { return !notices.isEmpty() && notices.back()[0].toString() == words; });
    };
    trigger(u"reader.takeOverAnnotations"_s);
    EXPECT_TRUE(said(u"Nothing is marked in the PDF itself."_s));
    // What another review wrote into a copy of its own.
    select(u"Nobody died"_s);
    press(Qt::Key_H);
    ASSERT_TRUE(listed(1));
    const QString copy = folder.filePath(u"annotated.pdf"_s);
    ASSERT_TRUE(review::writeAnnotatedCopy(session->reader(), *page.controller().file(), copy));
    page.controller().detach();
    ASSERT_TRUE(until([&] { return page.controller().file() == nullptr; }));
    page.controller().attach({copy});
    ASSERT_TRUE(
        until([&] { return page.controller().file() != nullptr && page.reader().document().text(0) != nullptr; }));
    trigger(u"reader.takeOverAnnotations"_s);
    EXPECT_TRUE(said(u"All that is marked in the PDF itself is here already."_s));
}

TEST_F(Annotations, FindTheirPlaceByTheirWordsInAnotherCopyOfTheReport)
{
    select(u"Nobody died of the infusion"_s);
    press(Qt::Key_H);
    select(u"Albumin rose"_s);
    press(Qt::Key_H);
    ASSERT_TRUE(listed(2));
    page.controller().detach();
    ASSERT_TRUE(until([&] { return page.controller().file() == nullptr; }));
    attach(u"again.pdf"_s, u"Downloaded again\nSerum creatinine rose in two patients\nNobody died of the infusion"_s);
    ASSERT_TRUE(until([&] {
        return list().all().size() == 2
            && std::ranges::none_of(list().all(), [](const auto& one) { return one.placing == Placing::Sought; });
    }));
    EXPECT_EQ(row(0, AnnotationList::LowerRole), u"Safety · Highlight · p. 1 · found by its words"_s);
    EXPECT_EQ(row(1, AnnotationList::LowerRole), u"Safety · Highlight · not found in this file"_s);
    const auto text = page.reader().document().text(0);
    const QRectF there = text->boxes(text->find(u"Nobody died of the infusion"_s).front())[0];
    const std::vector<PdfMark> marks = list().marks();
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_NEAR(marks[0].boxes[0].top(), there.top(), 0.01);
    EXPECT_NEAR(marks[0].boxes[0].right(), there.right(), 0.01);
}

} // namespace
} // namespace winnow::ui
