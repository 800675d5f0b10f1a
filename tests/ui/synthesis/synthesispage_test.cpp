#include "tests/support/scripteddialogs.h"
#include "tests/support/smallreview.h"
#include "ui/synthesis/chartcard.h"
#include "ui/synthesis/synthesispage.h"
#include "ui/widgets/figureview.h"

#include <QFile>
#include <QListWidget>
#include <QTest>

#include <gmock/gmock.h>

namespace {

using namespace winnow;

class SynthesisPageTest : public testing::Test {
protected:
    void SetUp() override
    {
        review.open();
        ASSERT_TRUE(review.session());
        page.resize(1100, 800);
        QObject::connect(&page, &ui::Page::doorOpened, &page, [this](const ui::Door& door) { doors.push_back(door); });
        page.setSession(review.session());
        page.show();
        page.entered();
        ASSERT_TRUE(QTest::qWaitFor([this] { return page.controller().hasRecords(); }));
    }

    [[nodiscard]] std::vector<std::string> titles()
    {
        std::vector<std::string> found;
        for (const auto& summary : page.controller().summaries())
            found.push_back(summary.chart.title.toStdString());
        return found;
    }

    test::SmallReview review;
    test::ScriptedDialogs dialogs;
    ui::SynthesisPage page{dialogs};
    std::vector<ui::Door> doors;
};

Form phaseForm()
{
    Form form;
    form.id = "f";
    form.title = "Form";
    form.sections = {{"design", "Design", {}}};
    Field phase;
    phase.id = "phase";
    phase.label = "Phase";
    phase.type = FieldType::Choice;
    phase.choices = {"1", "2"};
    phase.chart = true;
    form.sections[0].fields.push_back(phase);
    return form;
}

TEST_F(SynthesisPageTest, ChartsRecordsByYearSourceAndStanding)
{
    EXPECT_THAT(
        titles(), testing::ElementsAre("Records by year of publication", "Records by source", "Where records stand"));
    EXPECT_EQ(page.controller().status(), QStringLiteral("3 records · 0 included studies"));
    const auto& years = page.controller().summaries()[0].chart;
    ASSERT_EQ(years.categories.size(), 2U);
    EXPECT_EQ(years.categories[1].label, QStringLiteral("2021"));
    EXPECT_EQ(years.categories[1].count, 2);
    EXPECT_EQ(page.findChildren<ui::ChartCard*>().size(), 3);
}

TEST_F(SynthesisPageTest, AddsTheChartFieldsOfTheForm)
{
    review.act([](review::Review& open) { return open.setForm(phaseForm()); });
    ASSERT_TRUE(QTest::qWaitFor([this] { return page.controller().summaries().size() == 4; }));
    EXPECT_EQ(titles().back(), "Included studies by phase");
    EXPECT_EQ(page.findChildren<ui::ChartCard*>().size(), 4);
}

TEST_F(SynthesisPageTest, OpensTheRecordsOfABar)
{
    const auto door = page.controller().door(0, 1);
    ASSERT_TRUE(door);
    EXPECT_EQ(door->heading, QStringLiteral("Year of publication: 2021"));
    EXPECT_EQ(review.session()->reader().citations(door->filter, Order::AsImported, Direction::Ascending)->size(), 2U);
    EXPECT_FALSE(page.controller().door(0, 2));
    EXPECT_FALSE(page.controller().door(0, -1));
    EXPECT_FALSE(page.controller().door(9, 0));

    Q_EMIT page.findChildren<ui::ChartCard*>()[0]->view()->markActivated(1);
    ASSERT_EQ(doors.size(), 1U);
    EXPECT_EQ(doors[0].filter.year, 2021);
}

TEST_F(SynthesisPageTest, EnlargesOneAndExportsIt)
{
    page.controller().select(1);
    EXPECT_EQ(page.findChild<QListWidget*>(QStringLiteral("charts"))->currentItem()->text(), QStringLiteral("Source"));
    const QString path = review.file(QStringLiteral("source.csv"));
    dialogs.answerSaveFile(path);
    page.pageActions()[2]->trigger();
    QFile file(path);
    ASSERT_TRUE(QTest::qWaitFor([&] { return file.exists(); }));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), QByteArray("Source,Records\r\nPubMed,3\r\n"));
    page.pageActions()[0]->trigger();
    EXPECT_FALSE(page.controller().selected());
}

TEST_F(SynthesisPageTest, KeepsTheChosenChartWhenCountsChange)
{
    page.controller().select(2);
    review.act([this](review::Review& open) {
        const auto all = open.reader().citations({}, Order::AsImported, Direction::Ascending);
        return open.decide(DecisionRequest{all->front(), Stage::TitleAbstract, Verdict::Exclude, {}, {}});
    });
    ASSERT_TRUE(QTest::qWaitFor([this] { return page.controller().summaries()[2].tallies.size() == 2; }));
    EXPECT_EQ(page.controller().selected(), 2U);
}

} // namespace
