#include "tests/ui/screening/openreview.h"

#include <QFile>

namespace winnow::test {

namespace {

QByteArray fiveRecords()
{
    QByteArray text;
    int number = 0;
    for (const char* title : {"Alpha", "Bravo", "Charlie", "Delta", "Echo"}) {
        ++number;
        text += "PMID- " + QByteArray::number(90'000'000 + number) + "\nTI  - " + title
            + " trial of stem cells\nAB  - BACKGROUND: Words about " + title
            + ". RESULTS: More of them.\nFAU - Author, " + title + "\nDP  - " + QByteArray::number(2010 + number)
            + "\nJT  - Journal of Examples\nLID - 10.1000/ex." + QByteArray::number(number)
            + " [doi]\nPT  - Journal Article\n\n";
    }
    return text;
}

} // namespace

void OpenReview::SetUp()
{
    ASSERT_TRUE(folder.isValid());
    path = folder.filePath(QStringLiteral("Liver.winnow"));
    {
        auto made = review::Review::create(path, "Liver", {nullptr, "Reviewer"});
        ASSERT_TRUE(made) << made.error().message.toStdString();
    }
    import(QStringLiteral("five.nbib"), fiveRecords());
    reopen();
}

void OpenReview::import(const QString& name, const QByteArray& text)
{
    session.reset();
    QFile file(folder.filePath(name));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    auto opened = review::Review::open(path, review::OpenMode::ReadWrite, {nullptr, "Reviewer"});
    ASSERT_TRUE(opened) << opened.error().message.toStdString();
    NoProgress progress;
    const auto imported = opened->importFile({file.fileName(), "PubMed", SourceKind::Database, {}, {}}, progress);
    ASSERT_TRUE(imported) << imported.error().message.toStdString();
    for (auto missing = opened->indexSlice(); missing && *missing > 0;)
        missing = opened->indexSlice();
}

void OpenReview::reopen()
{
    session.reset();
    std::optional<Error> error;
    QObject context;
    ui::Session::open(&context, path, {nullptr, "Reviewer"}, [&](Result<std::shared_ptr<ui::Session>> opened) {
        if (opened)
            session = *std::move(opened);
        else
            error = opened.error();
    });
    ASSERT_TRUE(until([&] { return session || error; }));
    ASSERT_TRUE(session) << error->message.toStdString();
}

CitationId OpenReview::idOf(const std::string& title)
{
    const auto ids = session->reader().citations({}, Order::AsImported, Direction::Ascending);
    if (!ids)
        return {};
    const auto rows = session->reader().rows(*ids);
    if (rows)
        for (const CitationRow& row : *rows)
            if (row.title.starts_with(title))
                return row.id;
    return {};
}

std::optional<Verdict> OpenReview::stored(const std::string& title)
{
    const auto detail = session->reader().citation(idOf(title));
    if (detail)
        for (const Decision& decision : detail->decisions)
            if (decision.stage == Stage::TitleAbstract)
                return decision.verdict;
    return std::nullopt;
}

} // namespace winnow::test
