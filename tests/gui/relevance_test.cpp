// The order by relevance in the real window: by keys, remembered, and gone with the review.
#include "tests/gui/driver.h"
#include "ui/screening/screeningpage.h"
#include "ui/widgets/recordcard.h"

#include <gtest/gtest.h>

#include <map>

namespace winnow::test {

namespace {

constexpr int Records = 300;

/// Every fifth record is about stem cells.
QByteArray exported()
{
    QByteArray text;
    for (int i = 1; i <= Records; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "PMID- " + QByteArray::number(92'000'000 + i) + "\nTI  - ";
        text += (i % 5 == 0 ? "Stem cells in cirrhosis, part " : "Statins and lipids, part ") + number;
        text += i % 5 == 0 ? "\nAB  - Autologous marrow was infused in batch " : "\nAB  - Cholesterol in batch ";
        text += number + ".\nDP  - 2011\nJT  - Journal of Examples\n\n";
    }
    return text;
}

class RelevanceInTheWindow : public testing::Test {
protected:
    void SetUp() override
    {
        path = driver.folder.filePath(QStringLiteral("cells.winnow"));
        const QString file = driver.write(QStringLiteral("cells.nbib"), exported());
        {
            auto review = review::Review::create(path, "Cells", {nullptr, "tester"});
            ASSERT_TRUE(review);
            NoProgress quiet;
            ASSERT_TRUE(review->importFile({.path = file, .source = "PubMed"}, quiet));
        }
        open();
    }
    void open()
    {
        driver.window->openReview(path);
        ASSERT_TRUE(Driver::until([this] { return driver.window->session() != nullptr; }));
        driver.settle();
        driver.window->goTo(ui::PageId::Screening);
        page = qobject_cast<ui::ScreeningPage*>(driver.window->currentPage());
        ASSERT_NE(page, nullptr);
        ASSERT_TRUE(Driver::until([this] { return page->controller().current() && page->controller().progress(); }));
    }
    [[nodiscard]] const ui::RelevanceOrder& order() const { return page->controller().relevance(); }
    [[nodiscard]] CitationId shown() const { return page->controller().current()->id; }
    [[nodiscard]] bool aboutCells() const { return page->controller().current()->best.title.starts_with("Stem"); }
    [[nodiscard]] bool learned() const
    {
        return Driver::until([this] {
            return order().state() == ui::RelevanceOrder::State::There && !order().working()
                && !page->controller().list().asking();
        });
    }
    void decide(Qt::Key key)
    {
        const CitationId before = shown();
        driver.press(key);
        ASSERT_TRUE(Driver::until([&] { return shown() != before; }));
        EXPECT_EQ(page->findChild<ui::RecordCard*>()->citation()->id, shown());
    }

    Driver driver;
    QString path;
    ui::ScreeningPage* page = nullptr;
};

} // namespace

TEST_F(RelevanceInTheWindow, TheRelevantRecordsComeFirstOnceTwoWereDecided)
{
    driver.press(Qt::Key_O);
    while (!aboutCells())
        decide(Qt::Key_X);
    decide(Qt::Key_I);
    ASSERT_TRUE(learned());
    // Chosen before this was learned: it may be any. From then on the order leads.
    decide(aboutCells() ? Qt::Key_I : Qt::Key_X);
    int found = 0;
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE(learned());
        found += aboutCells() ? 1 : 0;
        decide(aboutCells() ? Qt::Key_I : Qt::Key_X);
    }
    EXPECT_EQ(found, 50) << "of 60 in all";
}

TEST_F(RelevanceInTheWindow, QuickHandsAreNeverKeptWaitingAndEndInTheOrderOfAllTheyDecided)
{
    driver.press(Qt::Key_O);
    for (int i = 0; i < 60; ++i)
        decide(i % 3 == 0 ? Qt::Key_I : Qt::Key_X);
    ASSERT_TRUE(learned());
    EXPECT_EQ(order().basis().trainedOn, 60);
    review::Reader reader = driver.look();
    NoProgress quiet;
    auto ranker = review::Ranker::build(reader, {}, quiet).value();
    ranker.learn(review::Ranker::training(reader, Stage::TitleAbstract).value());
    // Learned step by step, scores are the same to a thousandth: records that are as good as equal may change places.
    std::map<CitationId, double> scores;
    const auto ranked = ranker.order();
    for (const review::Ranked& one : ranked)
        scores[one.citation] = one.score;
    const std::vector<CitationId> listed = page->controller().list().model().ids();
    ASSERT_EQ(listed.size(), scores.size());
    ASSERT_EQ(listed.front(), shown());
    for (std::size_t i = 2; i < listed.size(); ++i)
        EXPECT_GT(scores.at(listed[i - 1]), scores.at(listed[i]) - 1e-3) << i;
}

TEST_F(RelevanceInTheWindow, IsThereAgainWhenTheReviewIsOpenedAgainAndNothingIsLeftOfItBetween)
{
    driver.press(Qt::Key_O);
    ASSERT_TRUE(learned());
    driver.window->closeReview();
    ASSERT_TRUE(Driver::until([this] { return driver.window->empty(); }));
    EXPECT_EQ(order().ranks(), nullptr);
    open();
    EXPECT_TRUE(order().wanted());
    ASSERT_TRUE(learned());
}

TEST_F(RelevanceInTheWindow, TheReviewCanBeClosedWhileItIsLearned)
{
    driver.press(Qt::Key_O);
    driver.press(Qt::Key_X);
    driver.window->closeReview();
    ASSERT_TRUE(Driver::until([this] { return driver.window->empty(); }));
    driver.settle();
    open();
    EXPECT_TRUE(learned());
}

} // namespace winnow::test
