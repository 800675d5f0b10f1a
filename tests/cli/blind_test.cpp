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

/// A form that asks a little of everything.
Form phaseAndDeaths()
{
    Form form{"small", "Small", 1, {{"study", "Study", {Field{}, Field{}}}}, {}, {{"3 months", 91}}};
    form.sections[0].fields[0].id = "study.phase";
    form.sections[0].fields[0].label = "Phase";
    form.sections[0].fields[1].id = "study.country";
    form.sections[0].fields[1].label = "Country";
    form.outcomes = {Outcome{}};
    form.outcomes[0].id = "mortality";
    form.outcomes[0].label = "Death";
    return form;
}

/// What was extracted of a study, by address.
std::vector<Value> extracted(StudyId study, const std::vector<std::pair<std::string, std::string>>& said)
{
    std::vector<Value> values;
    for (const auto& [address, text] : said)
        values.push_back({study, address, {}, Answer::Stated, text, text + " (source)"});
    return values;
}

/// What each command prints and writes about a review in which the other reviewer said this, and extracted `phase`.
enum class BlindAt { Screening, Extraction };

QString everything(BlindAt where, Verdict verdict, const std::string& words, const std::string& phase)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"review.winnow"_s);
    {
        review::Review review = review::Review::create(path, "Blind", {&fixedClock, "Ada"}).value();
        NoProgress quiet;
        ImportRequest request;
        request.path = fixture(u"cli/files/first.nbib"_s);
        EXPECT_TRUE(review.importFile(request, quiet));
        EXPECT_TRUE(review.addReviewer("Ben"));
        const auto ids = review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
        const CitationId included = ids.back();
        for (const Stage stage : {Stage::TitleAbstract, Stage::FullText})
            EXPECT_TRUE(review.decide({included, stage, Verdict::Include, {}, {}}));
        EXPECT_TRUE(review.decide({ids[0], Stage::TitleAbstract, Verdict::Include, {}, "mine"}));
        EXPECT_TRUE(review.setForm(phaseAndDeaths()));
        EXPECT_TRUE(review.setExtractors(2));
        if (where == BlindAt::Screening) {
            EXPECT_TRUE(review.setReviewers(Stage::TitleAbstract, 2)); // what is included then waits again
        }
        const StudyId study{included.value};
        EXPECT_TRUE(
            review.setValues(extracted(study, {{"study.phase", "1"}, {"result@mortality@1@3 months", "2/20"}})));
        EXPECT_TRUE(review.useReviewer("Ben"));
        EXPECT_TRUE(review.setValues(extracted(study,
            {{"study.phase", phase}, {"study.country", words}, {"result@mortality@1@3 months", phase + "/21"},
                {"rob2.1.1@mortality", verdict == Verdict::Include ? "Y" : "N"}})));
        Value judged = extracted(study, {{"rob2.D1.judgement@mortality", "Low"}}).front();
        judged.evidence = {{std::string(32, 's'), 0, {}, words, {}, {}}};
        EXPECT_TRUE(review.setValue(judged));
        if (where == BlindAt::Screening) {
            EXPECT_TRUE(review.decide({ids[0], Stage::TitleAbstract, verdict, {}, words}));
            EXPECT_TRUE(review.decide({ids[1], Stage::TitleAbstract, verdict, {}, words}));
            EXPECT_TRUE(review.setNote(ids[1], words));
            EXPECT_TRUE(review.setLabel({ids[2]}, words, true));
        }
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
             u"agreement review.winnow --json "_s + stage, u"text review.winnow"_s, u"values review.winnow --json"_s,
             u"values review.winnow --layout studies"_s, u"values review.winnow --layout results"_s,
             u"values review.winnow --layout efficacy"_s, u"values review.winnow --layout safety"_s,
             u"values review.winnow --findings"_s, u"reconcile review.winnow"_s, u"reconcile review.winnow --json"_s,
             u"reconcile review.winnow --list all"_s, u"reconcile review.winnow --agreement"_s,
             u"appraise review.winnow --instrument rob2 --outcome mortality"_s,
             u"appraise review.winnow --outcome mortality --support"_s, u"chart review.winnow study.phase"_s,
             u"chart review.winnow study.country"_s}) {
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
    const QString one = everything(BlindAt::Screening, Verdict::Include, "surely", "2");
    EXPECT_EQ(one.toStdString(), everything(BlindAt::Screening, Verdict::Exclude, "never", "3").toStdString());
    EXPECT_FALSE(one.contains(u"surely"_s));
    EXPECT_TRUE(one.contains(u"mine"_s));
}

TEST(BlindCommands, SayTheSameWhateverTheOtherExtracted)
{
    const QString one = everything(BlindAt::Extraction, Verdict::Include, "surely", "2");
    EXPECT_EQ(one.toStdString(), everything(BlindAt::Extraction, Verdict::Exclude, "never", "3").toStdString());
    EXPECT_FALSE(one.contains(u"surely"_s));
    EXPECT_TRUE(one.contains(u"2/20"_s)) << "one's own values are read, so another's would be";
}

} // namespace
} // namespace winnow::test
