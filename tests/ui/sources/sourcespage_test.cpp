#include "ui/sources/sourcespage.h"

#include "tests/support/opensession.h"
#include "tests/support/scripteddialogs.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUrl>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::eventually;

class SourcesPageTest : public test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        page.resize(1100, 700);
        page.setSession(session);
        page.show();
        page.entered();
    }
    QPushButton* button(const QString& text)
    {
        for (QPushButton* found : page.findChildren<QPushButton*>())
            if (found->text() == text && found->isVisible())
                return found;
        ADD_FAILURE() << "no button " << text.toStdString();
        return nullptr;
    }
    bool listed(int rows)
    {
        return eventually([this, rows] { return page.controller().model().rowCount() == rows; });
    }
    QString cell(int row, int column) { return page.controller().model().index(row, column).data().toString(); }

    test::ScriptedDialogs dialogs;
    SourcesPage page{dialogs};
};

TEST_F(SourcesPageTest, ImportsFromTheButtonToTheReceipt)
{
    dialogs.answerOpenFiles({write(u"a.nbib"_s, test::ThreeFromPubMed)});
    button(u"Import…"_s)->click();
    ImportBatch& batch = page.controller().batch();
    ASSERT_TRUE(eventually([&batch] { return batch.canImport(); }));
    EXPECT_TRUE(button(u"Import"_s)->hasFocus()); // Enter imports, and does not give up
    QTest::keyClick(button(u"Import"_s), Qt::Key_Space);
    ASSERT_TRUE(eventually([&batch] { return batch.state() == ImportBatch::State::Done; }));
    ASSERT_EQ(batch.files().front().state, ImportBatch::File::State::Imported);
    button(u"Back to the sources"_s)->click();
    ASSERT_TRUE(listed(1));
    EXPECT_EQ(cell(0, SourceTableModel::Name), u"PubMed"_s);
    EXPECT_EQ(cell(0, SourceTableModel::Records), u"3"_s);
    EXPECT_EQ(page.controller().summary(), u"1 import · 3 records · 0 duplicates"_s);
}

TEST_F(SourcesPageTest, TakesDroppedFiles)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write(u"a.nbib"_s, test::ThreeFromPubMed))});
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page, &enter);
    EXPECT_TRUE(enter.isAccepted());
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page, &drop);
    ASSERT_TRUE(eventually([this] { return page.controller().batch().canImport(); }));
}

TEST_F(SourcesPageTest, TakesAnImportBackAndBringsItBackWhateverCameAfter)
{
    import(u"a.nbib"_s, test::ThreeFromPubMed);
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    ASSERT_TRUE(listed(2));
    page.controller().toggleUndone(0);
    ASSERT_TRUE(eventually([this] { return page.controller().totals().imports == 1; }));
    EXPECT_EQ(page.controller().totals(), (SourcesController::Totals{1, 2, 0, 0}));
    EXPECT_EQ(citations().size(), 2U);
    EXPECT_EQ(cell(0, SourceTableModel::Name), u"PubMed (undone)"_s);

    page.controller().toggleUndone(0);
    ASSERT_TRUE(eventually([this] { return page.controller().totals().imports == 2; }));
    EXPECT_EQ(page.controller().totals(), (SourcesController::Totals{2, 5, 0, 1}));
    EXPECT_EQ(citations().size(), 4U);
}

TEST_F(SourcesPageTest, ShowsTheReceiptOfAFormerImport)
{
    import(u"a.nbib"_s, "PMID- 1\nTI  - One\nnot a tag\n\nPMID- 2\nTI  - Two\n");
    ASSERT_TRUE(listed(1));
    QSignalSpy ready(&page.controller(), &SourcesController::reportReady);
    page.controller().askReport(0);
    ASSERT_TRUE(eventually([&ready] { return ready.count() == 1; }));
    const auto report = ready.front().front().value<ImportReport>();
    EXPECT_EQ(report.receipt.records, 2U);
    EXPECT_EQ(report.receipt.recordBytes + report.receipt.rejectedBytes + report.receipt.separatorBytes,
        report.receipt.bytes);
    EXPECT_EQ(report.receipt.problems.size(), report.receipt.problemCount);
    EXPECT_TRUE(button(u"Back to the sources"_s));
}

TEST_F(SourcesPageTest, LeadsFromANumberToItsRecords)
{
    import(u"a.nbib"_s, test::ThreeFromPubMed);
    import(u"b.txt"_s, test::TwoFromWebOfScience);
    ASSERT_TRUE(listed(2));
    Door opened;
    QObject::connect(&page, &Page::doorOpened, &page, [&opened](const Door& door) { opened = door; });
    auto* table = page.findChild<QTableView*>(u"sources.table"_s);
    const QModelIndex duplicates = page.controller().model().index(1, SourceTableModel::Duplicates);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(duplicates).center());
    EXPECT_EQ(opened.page, PageId::Duplicates);
    EXPECT_EQ(opened.filter.source, "Web of Science");
    EXPECT_TRUE(opened.filter.withDuplicates);
}

} // namespace
} // namespace winnow::ui
