// What answers and judgements of the risk of bias rest on in the reports.
#include "tests/support/samplepdf.h"
#include "tests/ui/appraisal/openappraisal.h"
#include "ui/appraisal/quotelist.h"
#include "ui/models/reportpane.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/pdfreader.h"

#include <QAction>
#include <QPlainTextEdit>
#include <QToolButton>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

/// A report of two pages, attached to the first study, and the first question of RoB 2 at hand.
class AppraisalQuotes : public test::OpenAppraisal {
protected:
    void SetUp() override
    {
        OpenAppraisal::SetUp();
        const QString pdf = folder.filePath(u"paper.pdf"_s);
        winnow::test::writePdf(
            pdf, {u"A computer drew the list of treatments"_s, u"sealed opaque envelopes\nkept by the pharmacy"_s});
        const CitationId first = citations()[0];
        act([&](review::Review& review) { return review.attach(first, pdf); });
        useRob2();
        controller().showStudyOf(first);
        page.entered();
        ASSERT_TRUE(eventually([this] { return document().state() == pdf::Document::State::Ready; }));
        document().wantTexts({0, 1});
        ASSERT_TRUE(eventually([this] { return document().text(0) && document().text(1); }));
    }
    pdf::Document& document() { return page.report().reader().document(); }
    PdfView& pdfView() { return page.report().reader().view(); }
    /// As with the mouse.
    void select(int onPage, const QString& words)
    {
        const qsizetype at = document().text(onPage)->text().indexOf(words);
        ASSERT_GE(at, 0);
        pdfView().select(onPage, {at, at + words.size()});
        ASSERT_EQ(pdfView().selectedText(), words);
    }
    std::vector<std::string> quotesOf(const std::string& address)
    {
        std::vector<std::string> quotes;
        for (const Evidence& place : stored(address).evidence)
            quotes.push_back(place.quote);
        return quotes;
    }
    bool rests(const std::string& address, const std::vector<std::string>& quotes)
    {
        return eventually([&] { return quotesOf(address) == quotes; });
    }
    /// Lists in sight.
    std::vector<QuoteList*> lists()
    {
        std::vector<QuoteList*> shown;
        for (QuoteList* list : page.view().findChildren<QuoteList*>())
            if (!list->isHidden())
                shown.push_back(list);
        return shown;
    }
};

TEST_F(AppraisalQuotes, WaitForTheirAnswerAndAreStoredWithItInOneAct)
{
    select(0, u"A computer drew the list"_s);
    QTest::keyClick(&pdfView(), Qt::Key_Return);
    EXPECT_FALSE(pdfView().hasSelection());
    EXPECT_EQ(lists().size(), 1U);
    EXPECT_TRUE(controller().isWaiting(current()));
    EXPECT_EQ(stored("rob2.1.1@mortality"), Value{}) << "there is no answer yet";
    const std::string sha256 = controller().files().front().sha256;
    page.view().setFocus();
    press("1");
    ASSERT_TRUE(stores("rob2.1.1@mortality", "Y"));
    const Value answer = stored("rob2.1.1@mortality");
    ASSERT_EQ(answer.evidence.size(), 1U);
    EXPECT_EQ(answer.evidence[0].quote, "A computer drew the list");
    EXPECT_EQ(answer.evidence[0].page, 0);
    EXPECT_EQ(answer.evidence[0].rects.size(), 1U);
    EXPECT_EQ(answer.evidence[0].suffix, "of treatments");
    EXPECT_EQ(answer.evidence[0].sha256, sha256);
    session->undo();
    EXPECT_TRUE(stores("rob2.1.1@mortality", ""));
    EXPECT_TRUE(eventually([this] { return lists().empty(); })) << "the quote went with the answer";
}

TEST_F(AppraisalQuotes, AreAddedToAnAnswerThatIsThereAndStayWithAnotherOne)
{
    press("1k");
    for (const QString& words : {u"sealed opaque envelopes"_s, u"kept by the pharmacy"_s}) {
        select(1, words);
        enter();
    }
    ASSERT_TRUE(rests("rob2.1.1@mortality", {"sealed opaque envelopes", "kept by the pharmacy"}));
    EXPECT_EQ(current().item->id, "1.1") << "Enter took the words and went nowhere";
    press("2k");
    ASSERT_TRUE(stores("rob2.1.1@mortality", "PY"));
    EXPECT_EQ(quotesOf("rob2.1.1@mortality").size(), 2U);
    press("2"); // taken back: the words wait for another answer
    ASSERT_TRUE(stores("rob2.1.1@mortality", ""));
    EXPECT_TRUE(controller().isWaiting(current()));
    press("4");
    ASSERT_TRUE(stores("rob2.1.1@mortality", "N"));
    EXPECT_EQ(quotesOf("rob2.1.1@mortality").size(), 2U);
    for (int act = 0; act < 4; ++act)
        session->undo();
    EXPECT_TRUE(rests("rob2.1.1@mortality", {"sealed opaque envelopes"}));
}

TEST_F(AppraisalQuotes, OfAJudgementAreTakenByEnterInItsSupport)
{
    press("1143"); // High, where Low is proposed: the support is asked for
    auto* support = page.view().support(current());
    ASSERT_EQ(QApplication::focusWidget(), support);
    QTest::keyClicks(support, u"The list hung on the door."_s);
    select(1, u"kept by the pharmacy"_s);
    QTest::keyClick(support, Qt::Key_Return);
    ASSERT_TRUE(rests("rob2.D1.judgement@mortality", {"kept by the pharmacy"}));
    EXPECT_TRUE(stores("rob2.D1.support@mortality", "The list hung on the door."));
    EXPECT_EQ(stored("rob2.D1.judgement@mortality").text, "High");
    EXPECT_EQ(QApplication::focusWidget(), support);
    QTest::keyClick(support, Qt::Key_Return);
    EXPECT_EQ(support->toPlainText(), u"The list hung on the door.\n"_s) << "nothing is selected: a line ends";
    session->undo();
    EXPECT_TRUE(rests("rob2.D1.judgement@mortality", {}));
    EXPECT_EQ(stored("rob2.D1.judgement@mortality").text, "High");
}

TEST_F(AppraisalQuotes, AreTakenByEnterInTheReportAndElseTheProposalIs)
{
    press("115");
    const AppraisalStep judgement = current();
    select(1, u"sealed"_s);
    pdfView().setFocus();
    QTest::keyClick(&pdfView(), Qt::Key_Return);
    EXPECT_EQ(controller().said(judgement), "");
    EXPECT_EQ(controller().quotes(judgement).size(), 1U);
    QTest::keyClick(&pdfView(), Qt::Key_Return);
    EXPECT_EQ(controller().said(judgement), "Low") << "nothing is selected any more";
    EXPECT_TRUE(rests("rob2.D1.judgement@mortality", {"sealed"}));
}

TEST_F(AppraisalQuotes, LeadToTheirPageByAClickAndByAKey)
{
    press("1k");
    select(1, u"sealed opaque envelopes"_s);
    enter();
    ASSERT_TRUE(rests("rob2.1.1@mortality", {"sealed opaque envelopes"}));
    pdfView().goToPage(0);
    press("w");
    EXPECT_EQ(pdfView().currentPage(), 1);
    pdfView().goToPage(0);
    ASSERT_EQ(lists().size(), 1U);
    auto* link = lists().front()->findChild<LinkButton*>();
    EXPECT_EQ(link->text(), u"p. 2"_s);
    link->click();
    EXPECT_EQ(pdfView().currentPage(), 1);
    // And back from the words to their answer.
    controller().moveStep(1);
    const auto text = document().text(1);
    const QRectF box = text->boxes({0, 6}).front();
    QTest::mouseClick(pdfView().viewport(), Qt::LeftButton, {}, pdfView().inSight(1, box).center());
    EXPECT_EQ(current().item->id, "1.1");
}

TEST_F(AppraisalQuotes, AreRemovedOneByOne)
{
    press("1k");
    for (const QString& words : {u"sealed"_s, u"opaque"_s}) {
        select(1, words);
        enter();
    }
    ASSERT_TRUE(rests("rob2.1.1@mortality", {"sealed", "opaque"}));
    lists().front()->findChild<QToolButton*>()->click();
    EXPECT_TRUE(rests("rob2.1.1@mortality", {"opaque"}));
    EXPECT_EQ(stored("rob2.1.1@mortality").text, "Y");
}

TEST_F(AppraisalQuotes, AreOfTheirOutcomeAndStudyAlone)
{
    select(0, u"A computer drew the list"_s);
    enter();
    ASSERT_TRUE(controller().isWaiting(current()));
    controller().setOutcome(1);
    EXPECT_TRUE(lists().empty());
    EXPECT_TRUE(controller().quoted().empty());
    controller().setOutcome(0);
    controller().moveBy(1);
    EXPECT_TRUE(lists().empty());
    controller().moveBy(-1);
    EXPECT_EQ(lists().size(), 1U);
}

TEST_F(AppraisalQuotes, NeedWordsThatAreSelected)
{
    QString told;
    QObject::connect(&page, &Page::notice, &page, [&told](const QString& text) { told = text; });
    press("q");
    EXPECT_EQ(told, u"Select the words in the report first."_s);
    EXPECT_TRUE(lists().empty());
}

TEST_F(AppraisalQuotes, StandBesideButtonsThatShowTheirKeys)
{
    const QList<KeyButton*> buttons = page.view().findChildren<KeyButton*>();
    ASSERT_FALSE(buttons.isEmpty());
    EXPECT_EQ(buttons[1]->text(), u"Probably yes"_s);
    EXPECT_EQ(buttons[1]->accessibleDescription(), u"Key 2"_s);
    for (QAction* action : page.pageActions())
        if (action->objectName() == u"appraisal.choice2")
            action->setShortcut(Qt::Key_P); // as chosen in the settings
    EXPECT_EQ(buttons[1]->accessibleDescription(), u"Key P"_s);
    EXPECT_EQ(buttons[1]->text(), u"Probably yes"_s);
}

} // namespace
} // namespace winnow::ui
