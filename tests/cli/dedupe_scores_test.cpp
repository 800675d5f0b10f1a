// The labelled duplicate sets through the real program, scored as the field does (Rathbone 2015): no record that should
// stay is lost, no citation mixes two works, and so many of the removable duplicates are found without asking.
#include "core/formats/formats.h"
#include "tests/support/shared.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <ostream>

namespace {

using namespace winnow;

struct Bar {
    const char* set;
    const char* recall; ///< of the removable duplicates
};
void PrintTo(const Bar& bar, std::ostream* out)
{
    *out << bar.set;
}

class DedupeScores : public testing::TestWithParam<Bar> {
protected:
    /// What the program writes; fails the test unless it ends well.
    QByteArray run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(program, arguments);
        EXPECT_TRUE(process.waitForFinished(250'000)) << program.toStdString();
        EXPECT_EQ(process.exitCode(), 0) << process.readAllStandardError().toStdString();
        return process.readAllStandardOutput();
    }
    QTemporaryDir folder;
};

TEST_P(DedupeScores, LoseNothingAndMixNothing)
{
    WINNOW_NEEDS_SHARED();
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        GTEST_SKIP() << "SKIPPED: the scorer needs python3, which is not here";
    if (!formats::formatOf("table"))
        GTEST_SKIP() << "SKIPPED: this build reads no tables";
    const QString set = test::sharedFolder() + QStringLiteral("/data/dedup/") + QString::fromLatin1(GetParam().set);
    const QString cli = test::program(QStringLiteral("winnow-cli"));
    const QString review = folder.filePath(QStringLiteral("set.winnow"));
    run(cli, {QStringLiteral("new"), review, QStringLiteral("--title"), QStringLiteral("Set"), QStringLiteral("-q")});
    run(cli, {QStringLiteral("import"), review, set + QStringLiteral("/records.csv"), QStringLiteral("-q")});
    run(cli, {QStringLiteral("dedupe"), review, QStringLiteral("-q")});
    const QByteArray list = run(cli,
        {QStringLiteral("dedupe"), review, QStringLiteral("--list"), QStringLiteral("--key"), QStringLiteral("ID")});

    QFile predicted(folder.filePath(QStringLiteral("predicted.csv")));
    ASSERT_TRUE(predicted.open(QIODevice::WriteOnly));
    predicted.write("record_id,cluster_id\n" + list.mid(list.indexOf('\n') + 1));
    predicted.close();
    const QByteArray score = run(python,
        {test::sharedFolder() + QStringLiteral("/tools/score_dedup.py"), predicted.fileName(),
            set + QStringLiteral("/truth.csv"), QStringLiteral("--json"), QStringLiteral("--max-lost"),
            QStringLiteral("0"), QStringLiteral("--max-fp-pairs"), QStringLiteral("0"), QStringLiteral("--min-recall"),
            QString::fromLatin1(GetParam().recall)});
    EXPECT_FALSE(score.isEmpty());
}

INSTANTIATE_TEST_SUITE_P(Labelled, DedupeScores,
    testing::Values(Bar{"cytology_screening", "0.992"}, Bar{"respiratory", "0.97"}, Bar{"diabetes", "0.999"},
        Bar{"tafenoquine", "1"}));

} // namespace
