#include "ui/sources/importqueue.h"

#include "tests/support/opensession.h"

#include <QFile>
#include <QSignalSpy>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using State = ImportQueue::State;
using test::eventually;

class ImportQueueTest : public test::OpenSession {
protected:
    void SetUp() override
    {
        OpenSession::SetUp();
        queue.setSession(session);
    }
    bool reaches(State state)
    {
        return eventually([this, state] { return queue.state() == state; });
    }
    std::size_t records() { return citations().size(); }

    ImportQueue queue;
};

TEST_F(ImportQueueTest, WritesNothingBeforeThePreviewIsAccepted)
{
    queue.add({write(u"a.nbib"_s, test::ThreeFromPubMed)});
    ASSERT_TRUE(reaches(State::Ready));
    EXPECT_EQ(queue.preview().receipt.records, 3U);
    EXPECT_EQ(queue.preview().first.size(), 3U);
    EXPECT_EQ(queue.proposal().source, "PubMed");
    EXPECT_EQ(records(), 0U);

    queue.cancel();
    EXPECT_EQ(queue.state(), State::Idle);
    EXPECT_EQ(records(), 0U);
}

TEST_F(ImportQueueTest, ImportsWithWhatTheReviewerEntered)
{
    queue.add({write(u"a.nbib"_s, test::ThreeFromPubMed)});
    ASSERT_TRUE(reaches(State::Ready));
    ImportRequest request = queue.proposal();
    request.source = "MEDLINE";
    request.kind = SourceKind::Register;
    request.query = "cells AND liver";
    request.date = "2025-03-31";
    queue.accept(request);
    ASSERT_TRUE(reaches(State::Done));

    ASSERT_EQ(queue.outcomes().size(), 1U);
    ASSERT_TRUE(queue.outcomes()[0].result);
    EXPECT_EQ(queue.outcomes()[0].result->receipt.records, 3U);
    const std::vector<Source> sources = session->reader().sources().value();
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_EQ(sources[0].name, "MEDLINE");
    EXPECT_EQ(sources[0].kind, SourceKind::Register);
    EXPECT_EQ(sources[0].query, "cells AND liver");
    EXPECT_EQ(sources[0].date, "2025-03-31");
    queue.close();
    EXPECT_EQ(queue.state(), State::Idle);
}

TEST_F(ImportQueueTest, TakesFilesOneAfterTheOther)
{
    queue.add({write(u"a.nbib"_s, test::ThreeFromPubMed), write(u"b.txt"_s, test::TwoFromWebOfScience)});
    ASSERT_TRUE(reaches(State::Ready));
    EXPECT_EQ(queue.file(), u"a.nbib"_s);
    EXPECT_EQ(queue.position(), 1);
    EXPECT_EQ(queue.count(), 2);
    queue.accept(queue.proposal());
    ASSERT_TRUE(eventually([this] { return queue.state() == State::Ready && queue.file() == u"b.txt"_s; }));
    EXPECT_EQ(queue.position(), 2);
    EXPECT_EQ(queue.preview().known, 1);
    queue.accept(queue.proposal());
    ASSERT_TRUE(reaches(State::Done));
    ASSERT_EQ(queue.outcomes().size(), 2U);
    EXPECT_EQ(queue.outcomes()[1].result->joined, 1);
    EXPECT_EQ(records(), 4U);
}

TEST_F(ImportQueueTest, AsksAgainForAnotherSourceOnly)
{
    QByteArray more = test::ThreeFromPubMed;
    more.replace("PMID- 100", "PMID- 200");
    queue.add({write(u"a.nbib"_s, test::ThreeFromPubMed), write(u"c.nbib"_s, more),
        write(u"b.txt"_s, test::TwoFromWebOfScience)});
    ASSERT_TRUE(reaches(State::Ready));
    ImportRequest request = queue.proposal();
    request.query = "cells";
    queue.accept(request, ImportQueue::Reach::AllOfThisSource);
    ASSERT_TRUE(eventually([this] { return queue.state() == State::Ready && queue.file() == u"b.txt"_s; }));
    const std::vector<Source> sources = session->reader().sources().value();
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[1].file, "c.nbib");
    EXPECT_EQ(sources[1].query, "cells");
}

TEST_F(ImportQueueTest, GoesOnAfterAFileThatCannotBeRead)
{
    queue.add({write(u"a.nbib"_s, "%PDF-1.7\n%âãÏÓ\n"), folder.filePath(u"gone.ris"_s),
        write(u"b.nbib"_s, test::ThreeFromPubMed)});
    ASSERT_TRUE(reaches(State::Ready));
    EXPECT_EQ(queue.file(), u"b.nbib"_s);
    queue.skip();
    ASSERT_TRUE(reaches(State::Done));
    ASSERT_EQ(queue.outcomes().size(), 2U);
    EXPECT_EQ(queue.outcomes()[0].result.error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(queue.outcomes()[1].result.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(records(), 0U);
}

TEST_F(ImportQueueTest, SaysThatAFileWasImportedAlready)
{
    const QString path = write(u"a.nbib"_s, test::ThreeFromPubMed);
    for (const bool again : {false, true}) {
        queue.add({path});
        ASSERT_TRUE(reaches(State::Ready));
        EXPECT_EQ(queue.preview().alreadyImported, again);
        queue.accept(queue.proposal());
        ASSERT_TRUE(reaches(State::Done));
        ASSERT_TRUE(queue.outcomes()[0].result);
        EXPECT_EQ(queue.outcomes()[0].result->alreadyImported, again);
        queue.close();
    }
    EXPECT_EQ(records(), 3U);
}

TEST_F(ImportQueueTest, LeavesNothingBehindWhenCancelledInTheMidst)
{
    QByteArray many;
    for (int i = 0; i < 5'000; ++i)
        many += "PMID- " + QByteArray::number(5'000'000 + i) + "\nTI  - A trial of many\nDP  - 2010\n\n";
    QSignalSpy cancelled(&queue, &ImportQueue::cancelled);
    queue.add({write(u"many.nbib"_s, many)});
    ASSERT_TRUE(reaches(State::Ready));
    queue.accept(queue.proposal());
    ASSERT_EQ(queue.state(), State::Importing);
    queue.cancel();
    ASSERT_TRUE(reaches(State::Idle));
    EXPECT_EQ(cancelled.count(), 1);
    EXPECT_EQ(records(), 0U);
    EXPECT_TRUE(session->reader().sources().value().empty());
}

} // namespace
} // namespace winnow::ui
