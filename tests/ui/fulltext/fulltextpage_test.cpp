#include "ui/fulltext/fulltextpage.h"

#include "tests/support/scripteddialogs.h"
#include "tests/ui/fulltext/openreports.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/reasonsbar.h"

#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class FullTextPageTest : public test::OpenReports {
protected:
    void SetUp() override
    {
        OpenReports::SetUp();
        if (HasFatalFailure())
            return;
        page.resize(1100, 800);
        page.show();
        page.setSession(session);
        page.entered();
        ASSERT_TRUE(until([this] { return page.controller().current() && page.controller().progress(); }));
    }
    void TearDown() override
    {
        page.setSession({});
        OpenReports::TearDown();
    }
    void press(Qt::Key key) { QTest::keyClick(&page, key); }
    [[nodiscard]] bool says(const QString& words)
    {
        return until([&] {
            const auto labels = page.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
        });
    }
    [[nodiscard]] std::string title() { return page.controller().current()->best.title; }

    winnow::test::ScriptedDialogs dialogs;
    FullTextPage page{dialogs};
};

TEST_F(FullTextPageTest, AttachesReadsAndDecidesByKeys)
{
    dialogs.answerOpenFiles({pdf(u"alpha.pdf"_s, u"Words of the report"_s)});
    press(Qt::Key_A);
    ASSERT_TRUE(until([&] { return page.reader().document().state() == pdf::Document::State::Ready; }));
    EXPECT_TRUE(page.reader().isVisible());
    EXPECT_TRUE(says(u"Retrieved: alpha.pdf"_s));
    press(Qt::Key_I);
    ASSERT_TRUE(until([&] { return title().starts_with("Bravo"); }));
    EXPECT_EQ(stored("Alpha").box, Box::Included);
    EXPECT_TRUE(says(u"Drop the report's PDF here"_s));
    EXPECT_EQ(page.reader().document().state(), pdf::Document::State::Empty);
}

TEST_F(FullTextPageTest, ExcludesWithAReasonThatIsTyped)
{
    press(Qt::Key_E);
    auto* bar = page.findChild<ReasonsBar*>();
    ASSERT_TRUE(bar->isVisible());
    QTest::keyClicks(&bar->field(), u"Wrong population"_s);
    QTest::keyClick(&bar->field(), Qt::Key_Return);
    ASSERT_TRUE(until([&] { return title().starts_with("Bravo"); }));
    press(Qt::Key_E);
    QTest::keyClick(&bar->field(), Qt::Key_1);
    ASSERT_TRUE(until([&] { return title().starts_with("Charlie"); }));
    EXPECT_EQ(stored("Bravo").box, Box::ExcludedFullText);
    page.controller().goTo(idOf("Bravo"));
    EXPECT_TRUE(says(u"Excluded: Wrong population"_s));
}

TEST_F(FullTextPageTest, AsksWhyAReportWasNotRetrieved)
{
    dialogs.answerText(u"Author did not reply"_s);
    press(Qt::Key_R);
    EXPECT_TRUE(says(u"Not retrieved: Author did not reply"_s));
    dialogs.answerText(std::nullopt);
    press(Qt::Key_R);
    EXPECT_EQ(stored("Alpha").notRetrievedWhy, "Author did not reply");
}

TEST_F(FullTextPageTest, ShowsTheRecordInsteadOfThePdfWhenAsked)
{
    press(Qt::Key_V);
    EXPECT_FALSE(page.reader().isVisible());
    press(Qt::Key_V);
    EXPECT_TRUE(says(u"Drop the report's PDF here"_s));
}

TEST_F(FullTextPageTest, SaysWhatToDoWhenNothingIsLeft)
{
    for (const char* next : {"Bravo", "Charlie"}) {
        press(Qt::Key_I);
        ASSERT_TRUE(until([&] { return title().starts_with(next); }));
    }
    press(Qt::Key_I);
    ASSERT_TRUE(until([&] { return stored("Charlie").box == Box::Included; }));
    EXPECT_TRUE(says(u"Every report is decided"_s));
    page.setSession({});
    EXPECT_TRUE(says(u"Open a review"_s));
}

} // namespace
} // namespace winnow::ui
