#include "ui/duplicates/duplicatespage.h"

#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"

#include <QComboBox>
#include <QLabel>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

class DuplicatesPageTest : public test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        import(u"a.nbib"_s, test::ThreeFromPubMed);
        page.resize(1100, 700);
        page.setSession(session);
        page.show();
        page.entered();
    }
    bool lists(int rows)
    {
        return eventually([this, rows] {
            return !page.controller().list().asking() && page.controller().list().model().rowCount() == rows;
        });
    }
    test::ScriptedDialogs dialogs;
    DuplicatesPage page{dialogs};
};

TEST_F(DuplicatesPageTest, SaysHowItIsFilledWhileThereAreNone)
{
    ASSERT_TRUE(lists(0));
    bool said = false;
    for (const QLabel* label : page.findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().startsWith(u"No duplicates yet."_s));
    EXPECT_TRUE(said);
}

TEST_F(DuplicatesPageTest, ShowsTheRecordsOfTheFirstCitationSideBySide)
{
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    ASSERT_TRUE(lists(1));
    ASSERT_TRUE(eventually([this] { return page.controller().sources().size() == 2; }));
    EXPECT_EQ(page.controller().summary(), u"1 citation has more than one record · 1 duplicate in all"_s);
    EXPECT_EQ(page.controller().sources(),
        (std::vector<DuplicatesController::SourceCount>{{"PubMed", 3, 0}, {"Web of Science", 2, 1}}));
    const Comparison& comparison = page.controller().comparison();
    EXPECT_EQ(comparison.records, (QStringList{u"PubMed"_s, u"Web of Science"_s}));
    EXPECT_EQ(comparison.reasons, QStringList{u"Same PMID 1001"_s});
    ASSERT_FALSE(comparison.fields.empty());
    EXPECT_EQ(comparison.fields[0].name, u"Title"_s);
    EXPECT_EQ(comparison.fields[0].values[0].used, true);
}

TEST_F(DuplicatesPageTest, IsEmptyAgainOnceTheSecondImportIsUndone)
{
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    ASSERT_TRUE(lists(1));
    session->undo();
    ASSERT_TRUE(lists(0));
    EXPECT_TRUE(page.controller().comparison().records.isEmpty());
}

TEST_F(DuplicatesPageTest, NarrowsToASource)
{
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    ASSERT_TRUE(lists(1));
    Door door;
    door.filter.source = "Nowhere";
    page.open(door);
    ASSERT_TRUE(lists(0));
    page.open({});
    ASSERT_TRUE(lists(1));
}

} // namespace
} // namespace winnow::ui
