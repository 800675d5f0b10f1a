// The program is killed at any moment while someone screens: no decision that was shown as made is lost.
//
// WINNOW_KILLS says how many moments are tried; without it as many as take some twenty seconds.
#include "tests/gui/manyrecords.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <random>

namespace winnow::test {

namespace {

constexpr int Records = 2'000;
constexpr int Patience = 60'000; // ms; only a failing test waits so long

using Verdicts = std::map<CitationId, std::optional<Verdict>>;

/// What a victim said.
struct Heard {
    Verdicts shown; ///< as made, the last of each citation
    std::optional<std::pair<CitationId, std::optional<Verdict>>> underway; ///< a key was pressed, nothing shown yet
    int acts = 0;
};

Heard hear(const QByteArray& output)
{
    Heard heard;
    const qsizetype end = output.lastIndexOf('\n') + 1;
    for (const QByteArray& line : output.left(end).split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() != 3)
            continue;
        const CitationId citation{words[1].toLongLong()};
        const auto verdict = words[2] == "-" ? std::nullopt : std::optional(static_cast<Verdict>(words[2].toInt()));
        if (words[0] == "do") {
            heard.underway = {citation, verdict};
        } else {
            heard.shown[citation] = verdict;
            heard.underway.reset();
            ++heard.acts;
        }
    }
    return heard;
}

/// Lets it screen and kills it so long after its first decision; what it said until then.
Heard screenAndKill(const QString& review, int seed, int after)
{
    QProcess victim;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    victim.setProcessEnvironment(environment);
    victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    victim.start(QStringLiteral(WINNOW_VICTIM), {review, QString::number(seed)});
    QByteArray output;
    while (!output.contains("ok ") && victim.waitForReadyRead(Patience))
        output += victim.readAllStandardOutput();
    QElapsedTimer timer; // the moment is to be any one: the test does not depend on which
    timer.start();
    while (timer.elapsed() < after && victim.state() == QProcess::Running)
        if (victim.waitForReadyRead(static_cast<int>(std::max<qint64>(1, after - timer.elapsed()))))
            output += victim.readAllStandardOutput();
    victim.kill();
    EXPECT_TRUE(victim.waitForFinished(Patience));
    output += victim.readAllStandardOutput();
    EXPECT_TRUE(victim.exitStatus() == QProcess::CrashExit || victim.exitCode() == 0) << victim.exitCode();
    return hear(output);
}

} // namespace

TEST(Killed, WhileScreeningLosesNoDecisionThatWasShown)
{
    const int kills = qEnvironmentVariableIsSet("WINNOW_KILLS") ? qEnvironmentVariableIntValue("WINNOW_KILLS") : 40;
    std::mt19937 random(11);
    int acts = 0;
    int underway = 0;
    int written = 0; // of those underway, how many were on disk
    auto folder = std::make_unique<QTemporaryDir>();
    QString path = makeManyRecords(folder->path(), Records);
    for (int kill = 0; kill < kills; ++kill) {
        Decided before;
        {
            auto reader = review::Reader::open(path, ReviewerId{1});
            ASSERT_TRUE(reader);
            before = decidedIn(*reader);
        }
        if (before.size() > Records / 2) {
            folder = std::make_unique<QTemporaryDir>();
            path = makeManyRecords(folder->path(), Records);
            before.clear();
        }
        const Heard heard = screenAndKill(path, kill, static_cast<int>(random() % 250));
        ASSERT_GT(heard.acts, 0);
        acts += heard.acts;

        auto opened = review::Review::open(path, review::OpenMode::ReadWrite, {nullptr, "tester"});
        ASSERT_TRUE(opened) << opened.error().message.toStdString();
        NoProgress progress;
        const auto findings = opened->check(false, progress);
        ASSERT_TRUE(findings);
        for (const Finding& finding : *findings)
            EXPECT_FALSE(finding.bad) << finding.text.toStdString();
        Verdicts expected;
        for (const auto& [citation, decision] : before)
            expected[citation] = decision.first;
        for (const auto& [citation, verdict] : heard.shown)
            expected[citation] = verdict;
        const Decided kept = decidedIn(opened->reader());
        const auto verdictOf = [&kept](CitationId citation) {
            const auto found = kept.find(citation);
            return found == kept.end() ? std::nullopt : std::optional(found->second.first);
        };
        for (const auto& [citation, verdict] : expected) {
            if (heard.underway && heard.underway->first == citation) // may have been written, or not
                continue;
            EXPECT_EQ(verdictOf(citation), verdict) << "citation " << citation.value << ", kill " << kill;
        }
        if (heard.underway) {
            ++underway;
            written += verdictOf(heard.underway->first) == heard.underway->second ? 1 : 0;
        }
    }
    std::printf("%d kills, %d acts shown as made; %d kills between key and picture, %d of those acts on disk\n", kills,
        acts, underway, written);
}

} // namespace winnow::test
