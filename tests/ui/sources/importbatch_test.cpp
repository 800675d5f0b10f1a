#include "ui/sources/importbatch.h"

#include "tests/support/opensession.h"

#include <QFile>
#include <QSignalSpy>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using State = ImportBatch::State;
using FileState = ImportBatch::File::State;
using test::eventually;

class ImportBatchTest : public test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        batch.setSession(session);
    }
    void TearDown() override
    {
        batch.setSession(nullptr);
        OpenSession::TearDown();
    }
    bool reaches(State state)
    {
        return eventually([this, state] { return batch.state() == state; });
    }
    bool isRead()
    {
        return eventually([this] { return batch.state() == State::Preview && !batch.reading(); });
    }
    bool importsAll()
    {
        batch.import();
        return reaches(State::Done) && eventually([this] { return !batch.findingDuplicates(); });
    }
    std::size_t records() { return citations().size(); }
    const ImportBatch::File& file(std::size_t at) { return batch.files()[at]; }

    ImportBatch batch;
};

TEST_F(ImportBatchTest, WritesNothingBeforeItIsToldTo)
{
    QSignalSpy cancelled(&batch, &ImportBatch::cancelled);
    batch.add({write(u"a.nbib"_s, test::ThreeFromPubMed)});
    EXPECT_FALSE(batch.canImport());
    ASSERT_TRUE(isRead());
    EXPECT_EQ(file(0).preview.receipt.records, 3U);
    EXPECT_EQ(file(0).preview.first.size(), 3U);
    EXPECT_EQ(file(0).request.source, "PubMed");
    EXPECT_EQ(records(), 0U);

    batch.cancel();
    EXPECT_EQ(batch.state(), State::Idle);
    EXPECT_EQ(cancelled.count(), 1);
    EXPECT_EQ(records(), 0U);
    EXPECT_TRUE(session->reader().sources().value().empty());
}

TEST_F(ImportBatchTest, ImportsWithWhatTheReviewerEntered)
{
    batch.add({write(u"a.nbib"_s, test::ThreeFromPubMed)});
    ASSERT_TRUE(isRead());
    batch.setSearch("MEDLINE", SourceKind::Register, "cells AND liver", "2025-03-31");
    ASSERT_TRUE(isRead());
    ASSERT_TRUE(importsAll());
    ASSERT_EQ(batch.files().size(), 1U);
    EXPECT_EQ(file(0).state, FileState::Imported);
    EXPECT_EQ(file(0).result.receipt.records, 3U);
    const std::vector<Source> sources = session->reader().sources().value();
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_EQ(sources[0].name, "MEDLINE");
    EXPECT_EQ(sources[0].kind, SourceKind::Register);
    EXPECT_EQ(sources[0].query, "cells AND liver");
    EXPECT_EQ(sources[0].date, "2025-03-31");
    batch.close();
    EXPECT_EQ(batch.state(), State::Idle);
}

TEST_F(ImportBatchTest, ShowsEveryFileAndImportsThoseThatAreWanted)
{
    QByteArray more = test::ThreeFromPubMed;
    more.replace("PMID- 100", "PMID- 200");
    batch.add({write(u"a.nbib"_s, test::ThreeFromPubMed), write(u"c.nbib"_s, more),
        write(u"b.txt"_s, test::TwoFromWebOfScience)});
    ASSERT_TRUE(isRead());
    EXPECT_EQ(batch.wantedCount(), 3);
    batch.setWanted(1, false);
    EXPECT_EQ(batch.wantedCount(), 2);
    ASSERT_TRUE(importsAll());
    ASSERT_EQ(batch.files().size(), 2U);
    EXPECT_EQ(file(0).name, u"a.nbib"_s);
    EXPECT_EQ(file(1).name, u"b.txt"_s);
    EXPECT_EQ(file(1).result.joined, 1);
    EXPECT_EQ(records(), 4U);
}

TEST_F(ImportBatchTest, TakesASearchForAllFilesOfItsSource)
{
    QByteArray more = test::ThreeFromPubMed;
    more.replace("PMID- 100", "PMID- 200");
    batch.add({write(u"a.nbib"_s, test::ThreeFromPubMed), write(u"c.nbib"_s, more),
        write(u"b.txt"_s, test::TwoFromWebOfScience)});
    ASSERT_TRUE(isRead());
    batch.setSearch("PubMed", SourceKind::Database, "cells", "");
    EXPECT_EQ(file(1).request.query, "cells");
    EXPECT_EQ(file(2).request.query, "");
    batch.setCurrent(1);
    batch.setSearch("PubMed", SourceKind::Database, "cells AND liver", "");
    EXPECT_EQ(file(0).request.query, "cells"); // it has its own
    EXPECT_EQ(file(1).request.query, "cells AND liver");
}

TEST_F(ImportBatchTest, GoesOnAfterAFileThatCannotBeRead)
{
    batch.add({write(u"a.nbib"_s, "%PDF-1.7\n%âãÏÓ\n"), folder.filePath(u"gone.ris"_s),
        write(u"b.nbib"_s, test::ThreeFromPubMed)});
    ASSERT_TRUE(isRead());
    ASSERT_EQ(file(0).state, FileState::Failed);
    EXPECT_EQ(file(0).error->kind, ErrorKind::Unsupported);
    ASSERT_EQ(file(1).state, FileState::Failed);
    EXPECT_EQ(file(1).error->kind, ErrorKind::NotFound);
    EXPECT_EQ(batch.wantedCount(), 1);
    ASSERT_TRUE(importsAll());
    EXPECT_EQ(batch.files().size(), 3U); // the receipts say what failed
    EXPECT_EQ(records(), 3U);
}

TEST_F(ImportBatchTest, LeavesOutWhatWasImportedAlready)
{
    const QString path = write(u"a.nbib"_s, test::ThreeFromPubMed);
    batch.add({path});
    ASSERT_TRUE(isRead());
    ASSERT_TRUE(importsAll());
    batch.add({path});
    ASSERT_TRUE(isRead());
    EXPECT_TRUE(file(0).preview.alreadyImported);
    EXPECT_FALSE(batch.canImport());
    batch.cancel();
    EXPECT_EQ(records(), 3U);
}

TEST_F(ImportBatchTest, LeavesNothingBehindWhenCancelledInTheMidst)
{
    QByteArray many;
    for (int i = 0; i < 5'000; ++i)
        many += "PMID- " + QByteArray::number(5'000'000 + i) + "\nTI  - A trial of many\nDP  - 2010\n\n";
    QSignalSpy cancelled(&batch, &ImportBatch::cancelled);
    batch.add({write(u"many.nbib"_s, many)});
    ASSERT_TRUE(isRead());
    batch.import();
    ASSERT_EQ(batch.state(), State::Importing);
    batch.cancel();
    ASSERT_TRUE(reaches(State::Idle));
    EXPECT_EQ(cancelled.count(), 1);
    EXPECT_EQ(records(), 0U);
    EXPECT_TRUE(session->reader().sources().value().empty());
}

TEST_F(ImportBatchTest, LooksForDuplicatesAmongWhatIsNew)
{
    batch.add({write(u"a.nbib"_s, test::ThreeFromPubMed), write(u"b.txt"_s, test::TwoFromWebOfScience)});
    ASSERT_TRUE(isRead());
    ASSERT_TRUE(importsAll());
    ASSERT_TRUE(batch.duplicates());
    ASSERT_TRUE(*batch.duplicates()) << batch.duplicates()->error().message.toStdString();
    EXPECT_EQ(session->reader().duplicateCounts().value().unchecked, 0);
}

TEST_F(ImportBatchTest, ReadsATableAgainByTheColumnsThatArePointedOut)
{
    batch.add({write(u"t.csv"_s, "Erster,Zweiter,Jahr\nCells in cirrhosis,Suk K,2016\nCells in mice,Yoon J,2017\n")});
    ASSERT_TRUE(isRead());
    ASSERT_EQ(file(0).state, FileState::Ready) << file(0).error->message.toStdString();
    ASSERT_EQ(file(0).preview.receipt.columns.size(), 3U);
    batch.setField("Erster", "title");
    ASSERT_TRUE(isRead());
    ASSERT_EQ(file(0).preview.first.size(), 2U);
    EXPECT_EQ(file(0).preview.first[0].title, "Cells in cirrhosis");
    EXPECT_EQ(file(0).preview.receipt.columns[0].field, "title");
    ASSERT_TRUE(importsAll());
    EXPECT_EQ(session->reader().citation(citations().front()).value().best.title, "Cells in cirrhosis");
}

} // namespace
} // namespace winnow::ui
