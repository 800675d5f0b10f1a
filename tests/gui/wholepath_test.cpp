// From an export file to PRISMA counts with the keyboard, checked against the store at each step.
#include "tests/gui/driver.h"

#include "ui/screening/recordspage.h"
#include "ui/shell/actionlist.h"
#include "ui/widgets/figureview.h"

#include <gtest/gtest.h>

#include <QTest>

namespace winnow::test {

namespace {

const QByteArray Medline = "PMID- 1001\nTI  - Umbilical cells in cirrhosis\nDP  - 2011\nAB  - Twelve patients.\n\n"
                           "PMID- 1002\nTI  - A second trial\nDP  - 2012\n\n"
                           "PMID- 1003\nTI  - A trial in mice\nDP  - 2013\n";
const QByteArray Wos =
    "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Umbilical cells in cirrhosis\nPM 1001\nER\n\n"
    "PT J\nTI A fourth trial\nUT WOS:000000000000004\nER\n\nEF\n";

class WholePath : public testing::Test {
protected:
    void importByPreview(const QString& file)
    {
        const auto before = driver.look().sources().value().size();
        driver.window->takeFiles({file});
        ASSERT_TRUE(Driver::until([&] { return driver.click(QStringLiteral("Import")); })) << "no Import button came";
        ASSERT_TRUE(Driver::until([&] { return driver.look().sources().value().size() > before; }));
        driver.settle();
    }

    std::int64_t decided() { return driver.look().progress(Stage::TitleAbstract).value().decided; }

    Box boxOf(CitationId id) { return driver.look().rows({id}).value().front().box; }

    Driver driver;
};

} // namespace

TEST_F(WholePath, FromExportFilesByKeysToThePrismaDiagram)
{
    driver.create(QStringLiteral("Whole path"));
    importByPreview(driver.write(QStringLiteral("a.nbib"), Medline));
    importByPreview(driver.write(QStringLiteral("b.txt"), Wos));
    const auto ids = driver.look().citations({}, Order::AsImported, Direction::Ascending).value();
    ASSERT_EQ(ids.size(), 4U);

    driver.window->goTo(ui::PageId::Screening);
    driver.settle();
    driver.press(Qt::Key_I);
    ASSERT_TRUE(Driver::until([&] { return decided() == 1; }));
    driver.settle();
    EXPECT_EQ(boxOf(ids[0]), Box::AwaitingRetrieval);
    driver.press(Qt::Key_M);
    ASSERT_TRUE(Driver::until([&] { return decided() == 2; }));
    driver.settle();
    EXPECT_EQ(boxOf(ids[1]), Box::ScreeningOpen);
    driver.press(Qt::Key_I);
    ASSERT_TRUE(Driver::until([&] { return decided() == 3; }));
    driver.settle();

    driver.press(Qt::Key_Z, Qt::ControlModifier);
    ASSERT_TRUE(Driver::until([&] { return decided() == 2; }));
    driver.settle();
    EXPECT_EQ(boxOf(ids[2]), Box::Unscreened);
    driver.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(Driver::until([&] { return decided() == 3; }));
    driver.settle();
    EXPECT_EQ(boxOf(ids[2]), Box::AwaitingRetrieval);

    driver.window->goTo(ui::PageId::Prisma);
    driver.settle();
    const FlowCounts counts = driver.look().counts().value();
    EXPECT_EQ(counts.identified(SourceKind::Database), 5);
    EXPECT_EQ(counts.duplicates, 1);
    EXPECT_EQ(counts.databases.sought, 2);
    EXPECT_EQ(counts.databases.screeningOpen, 1);
    EXPECT_TRUE(counts.interim());

    // What the diagram shows is what the store counts, and a box opens just those records.
    const auto views = driver.window->currentPage()->findChildren<ui::FigureView*>();
    ASSERT_EQ(views.size(), 1);
    ASSERT_TRUE(Driver::until([&] { return !views.front()->drawing().marks.empty(); }));
    int sought = -1;
    for (const figure::Mark& mark : views.front()->drawing().marks)
        if (mark.label.startsWith(QStringLiteral("Reports sought for retrieval")))
            sought = mark.index;
    ASSERT_GE(sought, 0);
    Q_EMIT views.front()->markActivated(sought);
    driver.settle();
    ASSERT_EQ(driver.window->currentPage()->id(), ui::PageId::Records);
    auto* records = qobject_cast<ui::RecordsPage*>(driver.window->currentPage());
    ASSERT_TRUE(Driver::until([&] { return records->list().model().rowCount() == 2; }));
}

TEST_F(WholePath, UndoGoesOnAfterTheWindowWasClosed)
{
    driver.create(QStringLiteral("Reopened"));
    importByPreview(driver.write(QStringLiteral("a.nbib"), Medline));
    driver.window->goTo(ui::PageId::Screening);
    driver.settle();
    driver.press(Qt::Key_I);
    ASSERT_TRUE(Driver::until([&] { return decided() == 1; }));
    const QString path = driver.window->session()->path();
    driver.window->closeReview();
    ASSERT_TRUE(Driver::until([&] { return driver.window->empty(); }));
    driver.window->openReview(path);
    ASSERT_TRUE(Driver::until([&] { return driver.window->session() != nullptr; }));
    driver.settle();
    ASSERT_TRUE(driver.act(QStringLiteral("edit.undo")));
    ASSERT_TRUE(Driver::until([&] { return decided() == 0; }));
    driver.settle();
    ASSERT_TRUE(driver.act(QStringLiteral("edit.undo"))); // the search for duplicates among the records
    driver.settle();
    ASSERT_TRUE(driver.act(QStringLiteral("edit.undo")));
    ASSERT_TRUE(Driver::until(
        [&] { return driver.look().citations({}, Order::AsImported, Direction::Ascending).value().empty(); }));
}

TEST_F(WholePath, SingleKeysWriteInTextFieldsAndDecideNothing)
{
    driver.create(QStringLiteral("Fields"));
    importByPreview(driver.write(QStringLiteral("a.nbib"), Medline));
    driver.window->goTo(ui::PageId::Screening);
    driver.settle();
    ASSERT_TRUE(driver.act(QStringLiteral("go.search")));
    driver.type(QStringLiteral("imekl1"));
    driver.settle();
    EXPECT_EQ(decided(), 0);
}

} // namespace winnow::test
