// Every command that looks says the same, whatever another reviewer said, while the stage is blind.
#include "core/review/review.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace winnow::test {
namespace {

using namespace Qt::Literals::StringLiterals;

class FixedClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now() const override { return 1'795'000'000'000; }
};
const FixedClock fixedClock;

/// What each command prints and writes about a review in which the other reviewer said this.
QString everything(Verdict verdict, const std::string& words)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"review.winnow"_s);
    {
        review::Review review = review::Review::create(path, "Blind", {&fixedClock, "Ada"}).value();
        NoProgress quiet;
        ImportRequest request;
        request.path = fixture(u"cli/files/first.nbib"_s);
        EXPECT_TRUE(review.importFile(request, quiet));
        EXPECT_TRUE(review.setReviewers(Stage::TitleAbstract, 2));
        EXPECT_TRUE(review.addReviewer("Ben"));
        const auto ids = review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
        EXPECT_TRUE(review.decide({ids[0], Stage::TitleAbstract, Verdict::Include, {}, "mine"}));
        EXPECT_TRUE(review.useReviewer("Ben"));
        EXPECT_TRUE(review.decide({ids[0], Stage::TitleAbstract, verdict, {}, words}));
        EXPECT_TRUE(review.decide({ids[1], Stage::TitleAbstract, verdict, {}, words}));
        EXPECT_TRUE(review.setNote(ids[1], words));
        EXPECT_TRUE(review.setLabel({ids[2]}, words, true));
        EXPECT_TRUE(review.useReviewer("Ada"));
        EXPECT_TRUE(review.setNote(ids[2], "my note"));
    }
    const QString stage = u"--stage title-abstract"_s;
    QString said;
    for (const QString& command : {u"history review.winnow"_s, u"history review.winnow --json"_s,
             u"records review.winnow"_s, u"records review.winnow --json"_s, u"dedupe review.winnow --list"_s,
             u"reasons review.winnow "_s + stage, u"studies review.winnow"_s, u"values review.winnow"_s,
             u"prisma review.winnow"_s, u"prisma review.winnow --json"_s, u"prisma review.winnow -o p.svg"_s,
             u"prisma review.winnow -o p.csv"_s, u"chart review.winnow verdict"_s, u"chart review.winnow year"_s,
             u"export review.winnow --to csv -o e.csv"_s, u"export review.winnow --to json -o e.json"_s,
             u"export review.winnow --to ris -o e.ris"_s, u"export review.winnow --to csv -o u.csv --where undecided"_s,
             u"check review.winnow"_s, u"set review.winnow "_s + stage, u"set review.winnow --json "_s + stage,
             u"conflicts review.winnow "_s + stage, u"conflicts review.winnow --json "_s + stage,
             u"conflicts review.winnow --list settled "_s + stage, u"agreement review.winnow "_s + stage,
             u"agreement review.winnow --json "_s + stage, u"text review.winnow"_s}) {
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(program(u"winnow-cli"_s), command.split(u' '));
        EXPECT_TRUE(process.waitForFinished(60'000)) << command.toStdString();
        said += command + u": "_s + QString::number(process.exitCode()) + u'\n'
            + QString::fromUtf8(process.readAllStandardOutput()) + QString::fromUtf8(process.readAllStandardError());
    }
    const QStringList written = QDir(folder.path()).entryList({u"p.*"_s, u"e.*"_s, u"u.*"_s}, QDir::Files, QDir::Name);
    EXPECT_EQ(written.size(), 6);
    for (const QString& name : written) {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        said += name + u'\n' + QString::fromUtf8(file.readAll());
    }
    return said;
}

TEST(BlindCommands, SayTheSameWhateverTheOtherSaid)
{
    const QString one = everything(Verdict::Include, "surely");
    EXPECT_EQ(one.toStdString(), everything(Verdict::Exclude, "never").toStdString());
    EXPECT_FALSE(one.contains(u"surely"_s));
    EXPECT_TRUE(one.contains(u"mine"_s));
}

} // namespace
} // namespace winnow::test
