#include "tests/support/opensession.h"

#include <QFile>
#include <QTest>

namespace winnow::test {

const QByteArray ThreeFromPubMed = "PMID- 1001\nTI  - Cells in cirrhosis: a first trial\nFAU - Adam, Berta\nDP  - 2011 "
                                   "May\nJT  - Journal of Trials\nVI  - 3\nAB  - About cells.\n\n"
                                   "PMID- 1002\nTI  - A second trial\nFAU - Berg, Carl\nDP  - 2012\n\n"
                                   "PMID- 1003\nTI  - A third trial\nFAU - Cole, Dora\nDP  - 2013\n";
const QByteArray TwoFromWebOfScience =
    "FN Clarivate Analytics Web of Science\nVR 1.0\n"
    "PT J\nAU Adam, B\nTI Cells in cirrhosis: the first trial\nSO JOURNAL OF TRIALS\nPY 2011\nVL 3\nPM 1001\nUT "
    "WOS:000000000000001\nER\n\n"
    "PT J\nAU Dahl, E\nTI A fourth trial\nPY 2014\nUT WOS:000000000000004\nER\n\nEF\n";

bool eventually(const std::function<bool()>& holds)
{
    return QTest::qWaitFor(holds, 10'000);
}

void OpenSession::SetUp()
{
    bool answered = false;
    ui::Session::create(&context, folder.filePath(QStringLiteral("r.winnow")), "Trial review",
        {nullptr, "first reviewer"}, [this, &answered](Result<std::shared_ptr<ui::Session>> made) {
            answered = true;
            ASSERT_TRUE(made) << made.error().message.toStdString();
            session = *std::move(made);
        });
    ASSERT_TRUE(eventually([&answered] { return answered; }));
    ASSERT_NE(session, nullptr);
}

void OpenSession::TearDown()
{
    session.reset();
}

QString OpenSession::write(const QString& name, const QByteArray& bytes)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    EXPECT_EQ(file.write(bytes), bytes.size());
    return path;
}

void OpenSession::import(const QString& name, const QByteArray& bytes)
{
    ImportRequest request;
    request.path = write(name, bytes);
    act([request](review::Review& review) -> Result<Changes> {
        NoProgress progress;
        return TRY(review.importFile(request, progress)).changes;
    });
}

void OpenSession::act(const std::function<Result<Changes>(review::Review&)>& act)
{
    bool answered = false;
    session->act(&context, act, [&answered](const Result<Changes>& result) {
        answered = true;
        EXPECT_TRUE(result) << result.error().message.toStdString() << result.error().detail.toStdString();
    });
    EXPECT_TRUE(eventually([&answered] { return answered; }));
}

void OpenSession::include(CitationId citation)
{
    act([citation](review::Review& review) {
        return review.decide({{citation, Stage::TitleAbstract, Verdict::Include, {}, {}},
            {citation, Stage::FullText, Verdict::Include, {}, {}}});
    });
}

std::vector<CitationId> OpenSession::citations(const Filter& filter)
{
    return session->reader().citations(filter, Order::AsImported, Direction::Ascending).value();
}

} // namespace winnow::test
