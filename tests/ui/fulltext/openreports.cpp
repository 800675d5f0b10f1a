#include "tests/ui/fulltext/openreports.h"

#include "tests/support/samplepdf.h"

#include <QFile>

namespace winnow::ui::test {

namespace {

QByteArray fourRecords()
{
    QByteArray text;
    int number = 0;
    for (const char* title : {"Alpha", "Bravo", "Charlie", "Delta"}) {
        ++number;
        text += "PMID- " + QByteArray::number(90'000'000 + number) + "\nTI  - " + title
            + " trial of stem cells in cirrhosis\nAB  - Words about " + title + ".\nFAU - Author, " + title + "\nDP  - "
            + QByteArray::number(2010 + number) + "\nJT  - Journal of Examples\nLID - 10.1000/ex."
            + QByteArray::number(number) + " [doi]\nPT  - Journal Article\n\n";
    }
    return text;
}

} // namespace

void OpenReports::SetUp()
{
    ASSERT_TRUE(folder.isValid());
    path = folder.filePath(QStringLiteral("Liver.winnow"));
    QFile file(folder.filePath(QStringLiteral("four.nbib")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(fourRecords());
    file.close();
    {
        auto made = review::Review::create(path, "Liver", {nullptr, "Reviewer"});
        ASSERT_TRUE(made) << made.error().message.toStdString();
        NoProgress progress;
        ASSERT_TRUE(made->importFile({file.fileName(), "PubMed", SourceKind::Database, {}, {}}, progress));
        const auto ids = made->reader().citations({}, Order::AsImported, Direction::Ascending);
        ASSERT_TRUE(ids);
        ASSERT_EQ(ids->size(), 4U);
        std::vector<DecisionRequest> decisions;
        for (const CitationId id : *ids)
            decisions.push_back(
                {id, Stage::TitleAbstract, id == ids->back() ? Verdict::Exclude : Verdict::Include, {}, {}});
        ASSERT_TRUE(made->decide(decisions));
    }
    std::optional<Error> error;
    QObject context;
    Session::open(&context, path, {nullptr, "Reviewer"}, [&](Result<std::shared_ptr<Session>> opened) {
        if (opened)
            session = *std::move(opened);
        else
            error = opened.error();
    });
    ASSERT_TRUE(until([&] { return session || error; }));
    ASSERT_TRUE(session) << error->message.toStdString();
}

CitationId OpenReports::idOf(const std::string& title)
{
    const auto ids = session->reader().citations({}, Order::AsImported, Direction::Ascending);
    const auto rows = session->reader().rows(*ids);
    for (const CitationRow& row : *rows)
        if (row.title.starts_with(title))
            return row.id;
    return {};
}

CitationDetail OpenReports::stored(const std::string& title)
{
    return *session->reader().citation(idOf(title));
}

QString OpenReports::pdf(const QString& name, const QString& text)
{
    const QString file = folder.filePath(name);
    winnow::test::writePdf(file, {text});
    return file;
}

void OpenReports::addReasons(const std::vector<std::string>& labels)
{
    std::vector<Reason> reasons;
    for (const std::string& label : labels)
        reasons.push_back({ReasonId{}, Stage::FullText, label, static_cast<int>(reasons.size()) + 1});
    bool done = false;
    session->act(
        session.get(), [reasons](review::Review& review) { return review.setReasons(Stage::FullText, reasons); },
        [&](const Result<Changes>& changes) { done = changes.has_value(); });
    ASSERT_TRUE(until([&] { return done; }));
}

} // namespace winnow::ui::test
