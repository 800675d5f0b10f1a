// The risk of bias as two assessors see it: blind, opened, and settled where they differ.
#include "tests/ui/appraisal/openappraisal.h"
#include "ui/appraisal/judgedstudies.h"
#include "ui/appraisal/otherssaid.h"
#include "ui/appraisal/quotelist.h"
#include "ui/widgets/buttons.h"

#include <QListView>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

/// The first study is at hand, and Beatrix has judged it: D1 Low with her reasons, D2 High, overall High.
class Assessors : public test::OpenAppraisal {
protected:
    void SetUp() override
    {
        OpenAppraisal::SetUp();
        useRob2();
        const StudyId study = controller().study()->id;
        act([study](review::Review& review) -> Result<Changes> {
            const std::string own = TRY(review.reader().info()).reviewerName;
            TRY(review.useReviewer("Beatrix"));
            const auto value = [study](const std::string& field, const std::string& text) {
                return Value{study, field, {}, Answer::Stated, text, {}};
            };
            Value first = value("rob2.D1.judgement@mortality", "Low");
            first.evidence = {{std::string(32, 's'), 3, {}, "opaque envelopes", {}, {}}};
            Changes changes = TRY(review.setValues(
                {value("rob2.1.1@mortality", "N"), first, value("rob2.D1.support@mortality", "Sealed by the pharmacy"),
                    value("rob2.D2_assignment.judgement@mortality", "High"),
                    value("rob2.overall.judgement@mortality", "High")}));
            TRY(review.useReviewer(own));
            TRY(review.setExtractors(2));
            return changes;
        });
        ASSERT_TRUE(eventually([this] { return controller().whose().startsWith(u"Your judgements alone"_s); }));
    }
    void open()
    {
        act([](review::Review& review) { return review.openExtraction(true); });
        ASSERT_TRUE(eventually([this] { return !controller().others(first()).empty(); }));
    }
    const AppraisalStep& step(const std::string& address)
    {
        controller().goTo(address);
        return current();
    }
    const AppraisalStep& first() { return step("rob2.D1.judgement@mortality"); }
    /// The study's judgements, as figures and tables have them.
    QString review()
    {
        const QStringList lines = QString::fromStdString(controller().robvisCsv()).split(u"\r\n"_s);
        return lines[1].section(u',', 1);
    }
    std::vector<LinkButton*> links(const QString& text)
    {
        std::vector<LinkButton*> found;
        for (OthersSaid* said : page.view().findChildren<OthersSaid*>())
            for (LinkButton* link : said->findChildren<LinkButton*>())
                if (link->isVisible() && link->text() == text)
                    found.push_back(link);
        return found;
    }
    /// Texts of what is settled, by address.
    std::vector<std::string> settled()
    {
        std::vector<std::string> found;
        const std::vector<ReviewValue> values = session->reader().reviewValues(controller().study()->id).value();
        for (const ReviewValue& value : values)
            if (value.standing == Standing::Agreed)
                found.push_back(value.text);
        return found;
    }
};

TEST_F(Assessors, SeeTheirOwnJudgementsWhileTheyAreBlind)
{
    EXPECT_TRUE(controller().others(first()).empty());
    EXPECT_FALSE(controller().hasFigure());
    EXPECT_EQ(controller().summary(), u"RoB 2 · 0 of 2 studies judged"_s);
}

TEST_F(Assessors, SeeTheReviewsOnceItIsOpen)
{
    open();
    EXPECT_EQ(review(), u"Low,High,NA,NA,NA,High"_s);
    EXPECT_TRUE(controller().whose().startsWith(u"The review's judgements"_s));
    const auto* list = page.findChild<QListView*>();
    const QString progress = list->model()->index(0, 0).data(JudgedStudies::ProgressRole).toString();
    EXPECT_TRUE(progress.startsWith(u"3 of 12 judged · you 0"_s)) << progress.toStdString();
    EXPECT_EQ(controller().said(first()), "") << "one's own stays one's own";
}

TEST_F(Assessors, SeeTheOthersReasons)
{
    open();
    const std::vector<AppraisalController::Other> others = controller().others(first());
    ASSERT_EQ(others.size(), 1U);
    EXPECT_EQ(others[0].name, u"Beatrix"_s);
    EXPECT_EQ(others[0].text, "Low");
    EXPECT_EQ(others[0].support, u"Sealed by the pharmacy"_s);
    ASSERT_EQ(others[0].quotes.size(), 1U);
    EXPECT_EQ(others[0].quotes[0].quote, "opaque envelopes");
    EXPECT_TRUE(eventually([this] { return links(u"p. 4"_s).size() == 1; }));
    EXPECT_TRUE(links(u"accept"_s).empty()) << "nobody differs";
}

TEST_F(Assessors, AcceptOneOfTheirJudgementsWhereTheyDiffer)
{
    open();
    first();
    press("2"); // Some concerns
    const AppraisalStep judgement = first();
    EXPECT_TRUE(controller().isDiffering(judgement));
    EXPECT_TRUE(controller().summary().contains(u"· 1 differ"_s)) << controller().summary().toStdString();
    EXPECT_EQ(review(), u"NA,High,NA,NA,NA,High"_s) << "left out";
    EXPECT_TRUE(controller().whose().endsWith(u"differ: 1."_s));
    ASSERT_TRUE(eventually([this] { return links(u"accept"_s).size() == 2; })) << "one's own, and hers";
    links(u"accept"_s)[1]->click();
    EXPECT_EQ(review(), u"Low,High,NA,NA,NA,High"_s);
    EXPECT_TRUE(eventually([this] { return settled() == std::vector<std::string>{"Low", "Sealed by the pharmacy"}; }));
    EXPECT_EQ(controller().said(judgement), "Some concerns") << "what one said stays";
    ASSERT_TRUE(eventually([this] { return links(u"take back"_s).size() == 1; }));
    links(u"take back"_s)[0]->click();
    EXPECT_TRUE(eventually([this] { return settled().empty(); }));
    EXPECT_TRUE(controller().isDiffering(judgement));
}

TEST_F(Assessors, SettleByKeysAlone)
{
    open();
    first();
    press("2");
    controller().moveBy(1);
    press("d");
    EXPECT_EQ(controller().row(), 0);
    EXPECT_EQ(current(), AppraisalStep(first()));
    press("a");
    EXPECT_EQ(controller().settled(first()), "Low");
    press("a");
    EXPECT_EQ(controller().settled(first()), "Some concerns") << "one's own";
    EXPECT_TRUE(eventually([this] { return settled() == std::vector<std::string>{"Some concerns", ""}; }));
    QString told;
    QObject::connect(&page, &Page::notice, &page, [&told](const QString& text) { told = text; });
    press("d");
    EXPECT_EQ(told, u"Assessors differ on no judgement."_s);
}

TEST_F(Assessors, NeedNotSettleAnswersToSignallingQuestions)
{
    open();
    step("rob2.1.1@mortality");
    press("1");
    EXPECT_FALSE(controller().isDiffering(step("rob2.1.1@mortality")));
    EXPECT_EQ(controller().differing(*controller().study()), 0);
    EXPECT_TRUE(links(u"accept"_s).empty());
}

} // namespace
} // namespace winnow::ui
