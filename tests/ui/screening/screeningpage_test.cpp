#include "ui/screening/screeningpage.h"

#include "tests/support/scripteddialogs.h"
#include "tests/ui/screening/openreview.h"
#include "ui/screening/filterpopup.h"
#include "ui/screening/queuepanel.h"
#include "ui/screening/recordspage.h"
#include "ui/screening/termpopup.h"
#include "ui/screening/termspanel.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/labelspopup.h"
#include "ui/widgets/reasonsbar.h"
#include "ui/widgets/recordcard.h"
#include "ui/widgets/theme.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>

namespace winnow::ui {
namespace {

void setLook(Appearance look)
{
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), look);
}

/// The page in a window, driven by keys alone.
class ScreeningPageTest : public test::OpenReview {
protected:
    void SetUp() override
    {
        OpenReview::SetUp();
        if (HasFatalFailure())
            return;
        page.resize(1280, 800);
        page.setSession(session);
        page.show();
        QApplication::setActiveWindow(&page);
        page.entered();
        ASSERT_TRUE(until([this] { return page.controller().current() && page.controller().progress(); }));
    }
    void TearDown() override
    {
        page.setSession({});
        OpenReview::TearDown();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* const focused = QApplication::focusWidget();
        QTest::keyClick(focused != nullptr ? focused : &page, key, modifiers);
    }
    [[nodiscard]] std::string shown() const { return page.findChild<RecordCard*>()->toPlainText().toStdString(); }
    [[nodiscard]] bool shows(const char* text)
    {
        return until([&] { return shown().find(text) != std::string::npos; });
    }

    test::ScriptedDialogs dialogs;
    ScreeningPage page{dialogs};
};

TEST_F(ScreeningPageTest, IsDrivenByKeysAlone)
{
    press(Qt::Key_I);
    ASSERT_TRUE(shows("Bravo trial"));
    press(Qt::Key_M);
    ASSERT_TRUE(shows("Charlie trial"));
    press(Qt::Key_E);
    EXPECT_TRUE(page.findChild<ReasonsBar*>()->isVisible());
    press(Qt::Key_Return);
    ASSERT_TRUE(shows("Delta trial"));
    press(Qt::Key_J);
    ASSERT_TRUE(shows("Echo trial"));
    press(Qt::Key_K);
    ASSERT_TRUE(shows("Delta trial"));
    press(Qt::Key_Backspace);
    ASSERT_TRUE(shows("Charlie trial"));
    press(Qt::Key_Z);
    ASSERT_TRUE(until([&] { return !stored("Charlie"); }));
    EXPECT_EQ(stored("Alpha"), Verdict::Include);
    EXPECT_EQ(stored("Bravo"), Verdict::Maybe);
}

TEST_F(ScreeningPageTest, AReasonTypedNewIsAddedAndItsNumberWorksFromThenOn)
{
    press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Animal study"));
    press(Qt::Key_Return);
    ASSERT_TRUE(shows("Bravo trial"));
    ASSERT_TRUE(until([&] { return page.controller().reasons().size() == 1; }));
    press(Qt::Key_1);
    ASSERT_TRUE(shows("Charlie trial"));
    EXPECT_EQ(stored("Bravo"), Verdict::Exclude);
}

TEST_F(ScreeningPageTest, KeysTypedIntoAFieldDecideNothing)
{
    press(Qt::Key_Slash);
    ASSERT_TRUE(qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("meiu1"));
    press(Qt::Key_Backspace);
    press(Qt::Key_Escape);
    page.entered();
    press(Qt::Key_N);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("ieum 1"));
    press(Qt::Key_Up);
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(until([&] { return page.controller().current() && page.controller().current()->note == "ieum 1"; }));
    EXPECT_EQ(stored("Alpha"), std::nullopt);
}

TEST_F(ScreeningPageTest, EscClosesANoteAndKeepsItsDraftForThatRecord)
{
    const auto note = [] { return qobject_cast<QPlainTextEdit*>(QApplication::focusWidget()); };
    press(Qt::Key_N);
    ASSERT_NE(note(), nullptr);
    QTest::keyClicks(note(), QStringLiteral("half a tho"));
    press(Qt::Key_Escape);
    EXPECT_EQ(note(), nullptr);
    press(Qt::Key_J);
    press(Qt::Key_N);
    ASSERT_NE(note(), nullptr);
    EXPECT_EQ(note()->toPlainText(), QString());
    press(Qt::Key_Escape);
    press(Qt::Key_K);
    press(Qt::Key_N);
    ASSERT_NE(note(), nullptr);
    EXPECT_EQ(note()->toPlainText(), QStringLiteral("half a tho"));
    QTest::keyClicks(note(), QStringLiteral("ught"));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(until([&] { return page.controller().current()->note == "half a thought"; }));
}

TEST_F(ScreeningPageTest, SaysWhatWasDecidedOnWhichRecordAndHowToUndoIt)
{
    QSignalSpy said(&page, &Page::did);
    press(Qt::Key_I);
    ASSERT_TRUE(shows("Bravo trial"));
    ASSERT_EQ(said.size(), 1);
    const QString first = said.takeFirst().first().toString();
    EXPECT_TRUE(first.startsWith(QStringLiteral("Included – Alpha trial"))) << first.toStdString();
    EXPECT_TRUE(first.endsWith(QStringLiteral("(Z: undo)"))) << first.toStdString();
    press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Animal study"));
    press(Qt::Key_Return);
    ASSERT_TRUE(shows("Charlie trial"));
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said.takeFirst().first().toString().startsWith(QStringLiteral("Excluded: Animal study – Bravo trial")));
    press(Qt::Key_Z);
    ASSERT_TRUE(shows("Bravo trial"));
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said.takeFirst().first().toString(), QStringLiteral("Undone: Excluded: Animal study"));
}

TEST_F(ScreeningPageTest, ANoteThatIsGivenUpSaysThatADraftIsKept)
{
    QSignalSpy said(&page, &Page::did);
    press(Qt::Key_N);
    press(Qt::Key_Escape); // nothing was typed: nothing to say
    EXPECT_EQ(said.size(), 0);
    press(Qt::Key_N);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("half"));
    press(Qt::Key_Escape);
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(said.first().first().toString().contains(QStringLiteral("The note is a draft")));
    press(Qt::Key_N);
    bool named = false;
    for (const QLabel* label : page.findChildren<QLabel*>())
        named = named || (label->isVisible() && label->text() == QStringLiteral("Note – a draft, not saved yet"));
    EXPECT_TRUE(named);
}

TEST_F(ScreeningPageTest, WhatWasTypedOfANoteIsNeverWiped)
{
    press(Qt::Key_N);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("a long thought"));
    page.findChild<RecordCard*>()->setFocus(); // as by a click on the record
    press(Qt::Key_N);
    auto* const editor = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
    ASSERT_NE(editor, nullptr);
    EXPECT_EQ(editor->toPlainText(), QStringLiteral("a long thought"));
    const CitationId record = page.controller().current()->id;
    page.setSession({}); // the review is closed while it is written
    ASSERT_TRUE(until([&] {
        const auto detail = session->reader().citation(record);
        return detail && detail->note == "a long thought";
    }));
}

TEST_F(ScreeningPageTest, TabLeadsFromTheNoteToSave)
{
    press(Qt::Key_N);
    press(Qt::Key_Tab);
    const auto* const button = qobject_cast<QPushButton*>(QApplication::focusWidget());
    ASSERT_NE(button, nullptr);
    EXPECT_EQ(button->text(), QStringLiteral("Save"));
}

TEST_F(ScreeningPageTest, UndoneTermsStayUndone)
{
    press(Qt::Key_T);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Design"));
    press(Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("trial"));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(until([&] { return page.controller().terms().size() == 1; }));
    const std::vector<TermCategory> before{{"Design", 0, {}}};
    session->undo();
    auto* const panel = page.findChild<TermsPanel*>();
    ASSERT_TRUE(until([&] { return page.controller().terms() == before && panel->terms() == before; }));
    page.findChild<RecordCard*>()->setFocus();
    EXPECT_EQ(panel->terms(), before);
    ASSERT_TRUE(until([&] { return session->reader().terms().value() == before; }));
}

TEST_F(ScreeningPageTest, ANoteStaysWithTheRecordItWasBegunFor)
{
    press(Qt::Key_N);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("about Alpha"));
    page.controller().next(); // as by a click on the list
    ASSERT_TRUE(shows("Bravo trial"));
    for (const InlineEditor* editor : page.findChildren<InlineEditor*>())
        EXPECT_FALSE(editor->isVisible());
    page.controller().previous();
    press(Qt::Key_N);
    EXPECT_EQ(qobject_cast<QPlainTextEdit*>(QApplication::focusWidget())->toPlainText(), QStringLiteral("about Alpha"));
}

TEST_F(ScreeningPageTest, TheRecordKeepsAReadableLineAndWhatGaveWayIsOneKeyAway)
{
    const auto readable = [this] {
        const RecordCard* const card = page.findChild<RecordCard*>();
        return card->isVisible() && card->width() >= theme::readableWidth(card->font());
    };
    QWidget* const queue = page.findChild<QueuePanel*>();
    page.resize(1400, 700);
    press(Qt::Key_C);
    EXPECT_TRUE(readable());
    EXPECT_TRUE(queue->isVisible());
    page.resize(theme::readableWidth(page.font()) + 300, 700);
    EXPECT_TRUE(readable());
    EXPECT_FALSE(queue->isVisible()); // the criteria were asked for last
    press(Qt::Key_F6); // from the record to the criteria, and on to the queue
    press(Qt::Key_F6);
    EXPECT_TRUE(queue->isVisible());
    EXPECT_TRUE(queue->isAncestorOf(QApplication::focusWidget()));
    EXPECT_TRUE(readable());
    // Too narrow for two: each part stands alone, and the record comes back by Enter.
    page.resize(theme::readableWidth(page.font()) + 20, 700);
    EXPECT_EQ(page.findChild<RecordCard*>()->isVisible(), !queue->isVisible());
    page.controller().next();
    press(Qt::Key_C);
    press(Qt::Key_C);
    page.entered();
    EXPECT_TRUE(readable());
}

TEST_F(ScreeningPageTest, LabelsAreSetByKeyboard)
{
    press(Qt::Key_L);
    auto* popup = page.findChild<LabelsPopup*>();
    ASSERT_TRUE(popup->isVisible());
    QTest::keyClicks(&popup->field(), QStringLiteral("pilot"));
    QTest::keyClick(&popup->field(), Qt::Key_Return);
    ASSERT_TRUE(until([&] { return page.controller().current()->labels == std::vector<std::string>{"pilot"}; }));
    EXPECT_EQ(stored("Alpha"), std::nullopt);
}

TEST_F(ScreeningPageTest, OneKeyExcludesWithoutAReason)
{
    press(Qt::Key_X);
    ASSERT_TRUE(shows("Bravo trial"));
    EXPECT_EQ(stored("Alpha"), Verdict::Exclude);
}

TEST_F(ScreeningPageTest, WordsBecomeATermByKeyboard)
{
    page.controller().setTerms({{"Design", 3, {"trial"}}, {"Cells", 2, {"stem"}}});
    ASSERT_TRUE(until([&] { return page.controller().terms().size() == 2; }));
    press(Qt::Key_W);
    auto* popup = page.findChild<TermPopup*>();
    ASSERT_TRUE(popup->isVisible());
    QTest::keyClicks(&popup->field(), QStringLiteral("stem cell*"));
    QTest::keyClick(&popup->field(), Qt::Key_Down);
    QTest::keyClick(&popup->field(), Qt::Key_Return);
    ASSERT_TRUE(until([&] {
        return page.controller().terms().size() == 2
            && page.controller().terms()[1].terms == std::vector<std::string>{"stem", "stem cell*"};
    }));
    EXPECT_FALSE(popup->isVisible());
}

TEST_F(ScreeningPageTest, TermsAreEditedBesideTheRecord)
{
    press(Qt::Key_T);
    auto* panel = page.findChild<TermsPanel*>();
    ASSERT_TRUE(panel->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Design"));
    press(Qt::Key_Tab);
    EXPECT_EQ(QApplication::focusWidget()->accessibleName(), QStringLiteral("Terms, one a line"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("trial"));
    press(Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(
        until([&] { return page.controller().terms() == std::vector<TermCategory>{{"Design", 0, {"trial"}}}; }));
    press(Qt::Key_Escape);
    press(Qt::Key_T);
    EXPECT_FALSE(panel->isVisible());
    EXPECT_EQ(stored("Alpha"), std::nullopt);
}

TEST_F(ScreeningPageTest, HiddenAuthorsStayHiddenTheNextTime)
{
    const QSignalSpy remembered(&page, &Page::stateChanged);
    press(Qt::Key_A, Qt::ShiftModifier);
    EXPECT_EQ(shown().find("Author"), std::string::npos);
    ASSERT_EQ(remembered.size(), 1);
    ScreeningPage another(dialogs);
    another.setState(page.state());
    EXPECT_TRUE(another.findChild<RecordCard*>()->sourceHidden());
}

TEST_F(ScreeningPageTest, ASummaryOfTheSittingIsThereOnRequestAndOnLeaving)
{
    for (const char* next : {"Bravo trial", "Charlie trial", "Delta trial", "Echo trial"}) {
        press(Qt::Key_X);
        ASSERT_TRUE(shows(next));
    }
    QStringList words;
    dialogs.expectDialog([&words](QWidget* dialog) {
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            words.append(label->text());
    });
    press(Qt::Key_S);
    ASSERT_TRUE(until([&] { return !words.isEmpty(); }));
    EXPECT_TRUE(words.contains(QStringLiteral("4 (100 %)"))) << words.join(u'|').toStdString();
    press(Qt::Key_I);
    ASSERT_TRUE(until([&] { return page.controller().sitting().records() == 5; }));
    const QSignalSpy said(&page, &Page::notice);
    page.hide();
    ASSERT_EQ(said.size(), 1);
    EXPECT_TRUE(
        said[0][0].toString().startsWith(QStringLiteral("This sitting: 5 decided (1 included, 4 excluded, 0 maybe)")));
    page.show();
    page.hide();
    EXPECT_EQ(said.size(), 1) << "said once";
}

TEST_F(ScreeningPageTest, TheFilterIsChosenByKeyboardAndSaved)
{
    press(Qt::Key_F);
    auto* popup = page.findChild<FilterPopup*>();
    ASSERT_TRUE(popup->isVisible());
    for (QLineEdit* field : popup->findChildren<QLineEdit*>()) {
        if (field->accessibleName() == QStringLiteral("From the year"))
            QTest::keyClicks(field, QStringLiteral("2014"));
    }
    ASSERT_TRUE(until([&] { return page.controller().list().model().rowCount() == 2; }));
    for (QLineEdit* field : popup->findChildren<QLineEdit*>()) {
        if (field->accessibleName().startsWith(QStringLiteral("Name"))) {
            QTest::keyClicks(field, QStringLiteral("Latest"));
            QTest::keyClick(field, Qt::Key_Return);
        }
    }
    ASSERT_TRUE(until([&] { return page.controller().savedFilters().size() == 1; }));
    popup->hide();
    EXPECT_EQ(page.controller().savedFilters()[0].filter.yearFrom, 2014);
    EXPECT_EQ(stored("Alpha"), std::nullopt);
}

TEST_F(ScreeningPageTest, SaysHowToGoOnWhenNothingIsLeft)
{
    for (int i = 0; i < 5; ++i) {
        const CitationId before = page.controller().current()->id;
        press(Qt::Key_I);
        ASSERT_TRUE(until([&] { return !page.controller().current() || page.controller().current()->id != before; }));
    }
    EXPECT_EQ(page.controller().state(), QueueState::NothingLeft);
    QTest::qWait(1);
    EXPECT_FALSE(page.findChild<RecordCard*>()->isVisible());
}

/// Written where WINNOW_SCREENSHOTS says, to be looked at.
TEST_F(ScreeningPageTest, LooksAreTakenWhereAskedFor)
{
    const QString shots = qEnvironmentVariable("WINNOW_SCREENSHOTS");
    if (shots.isEmpty())
        GTEST_SKIP() << "WINNOW_SCREENSHOTS is not set";
    page.controller().setTerms({{"Intervention", 2, {"stem cell*"}}, {"Design", 3, {"trial"}}});
    page.controller().setCriteria(QStringLiteral("Include: trials of stem cells in adults.\nExclude: animal studies."));
    press(Qt::Key_E);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Animal study"));
    press(Qt::Key_Return);
    ASSERT_TRUE(shows("Bravo trial"));
    press(Qt::Key_C);
    press(Qt::Key_E);
    RecordsPage records(dialogs);
    records.resize(1280, 800);
    records.setSession(session);
    records.show();
    records.open({});
    ASSERT_TRUE(until([&] { return records.list().model().rowCount() == 5; }));
    for (const Appearance look : {Appearance::Light, Appearance::Dark}) {
        setLook(look);
        QTest::qWait(20);
        const QString name = look == Appearance::Light ? QStringLiteral("-light.png") : QStringLiteral("-dark.png");
        EXPECT_TRUE(page.grab().save(shots + QStringLiteral("/screening") + name));
        EXPECT_TRUE(records.grab().save(shots + QStringLiteral("/records") + name));
    }
    setLook(Appearance::Light);
    records.setSession({});
}

/// The page of records that a number stood for.
class RecordsPageTest : public test::OpenReview {
protected:
    void SetUp() override
    {
        OpenReview::SetUp();
        page.setSession(session);
        page.resize(1000, 700);
        page.show();
    }
    void TearDown() override
    {
        page.setSession({});
        OpenReview::TearDown();
    }
    test::ScriptedDialogs dialogs;
    RecordsPage page{dialogs};
};

TEST_F(RecordsPageTest, ShowsWhatADoorStandsForAndTheCitationAskedFor)
{
    Filter filter;
    filter.year = 2013;
    page.open({PageId::Records, QStringLiteral("Of 2013"), filter, {}});
    ASSERT_TRUE(until([&] { return page.list().model().rowCount() == 1; }));
    EXPECT_EQ(page.list().model().idAt(0), idOf("Charlie"));
    page.open({PageId::Records, {}, {}, idOf("Delta")});
    auto* card = page.findChild<RecordCard*>();
    ASSERT_TRUE(until([&] { return card->citation() && card->citation()->id == idOf("Delta"); }));
    EXPECT_EQ(page.list().model().rowCount(), 5);
}

TEST_F(RecordsPageTest, SearchesFromTheThirdLetterAndOpensARecordInItsStep)
{
    auto* field = page.findChild<QLineEdit*>();
    ASSERT_TRUE(until([&] { return page.list().model().rowCount() == 5; }));
    field->setText(QStringLiteral("ec"));
    QTest::qWait(100);
    EXPECT_EQ(page.list().model().rowCount(), 5);
    field->setText(QStringLiteral("echo"));
    ASSERT_TRUE(until([&] { return page.list().model().rowCount() == 1; }));
    auto* card = page.findChild<RecordCard*>();
    ASSERT_TRUE(until([&] { return card->citation() && card->citation()->id == idOf("Echo"); }));
    const QSignalSpy opened(&page, &Page::doorOpened);
    page.findChild<QAction*>(QStringLiteral("records.openStep"))->trigger();
    ASSERT_EQ(opened.size(), 1);
    EXPECT_EQ(opened.at(0).at(0).value<Door>().page, PageId::Screening);
}

TEST_F(RecordsPageTest, AllThatAreListedAreDecidedFromTheMenuInOneAct)
{
    ASSERT_TRUE(until([&] { return page.list().model().rowCount() == 5; }));
    page.findChild<QLineEdit*>()->setText(QStringLiteral("charlie"));
    ASSERT_TRUE(until([&] { return page.list().model().rowCount() == 1; }));
    page.findChild<QAction*>(QStringLiteral("records.bulk"))->trigger();
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    EXPECT_EQ(menu->actions().first()->text(), QStringLiteral("&Include all 1"));
    menu->actions().first()->trigger();
    menu->close();
    ASSERT_TRUE(until([&] { return stored("Charlie") == Verdict::Include; }));
    EXPECT_EQ(stored("Delta"), std::nullopt);
}

} // namespace
} // namespace winnow::ui
