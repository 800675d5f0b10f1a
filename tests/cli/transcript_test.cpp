// Runs every transcript of tests/fixtures/cli with the real program.
#include "tests/cli/transcript.h"

#include "core/review/review.h"
#include "tests/support/shared.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <ostream>

namespace {

using namespace winnow;
using namespace winnow::test;

QStringList lines(const QByteArray& text)
{
    return QString::fromUtf8(text).remove(QLatin1Char('\r')).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

std::string shown(const QStringList& text)
{
    return text.isEmpty() ? "(nothing)" : text.join(QLatin1Char('\n')).toStdString();
}

std::vector<std::string> caseNames()
{
    std::vector<std::string> names;
    for (const QFileInfo& file : QDir{fixture(QStringLiteral("cli"))}.entryInfoList({QStringLiteral("*.case")}))
        names.push_back(file.completeBaseName().toStdString());
    return names;
}

class Transcript : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_folder.isValid());
        const QDir files{fixture(QStringLiteral("cli/files"))};
        for (const QString& name : files.entryList(QDir::Files))
            ASSERT_TRUE(QFile::copy(files.filePath(name), m_folder.filePath(name)));
    }

    void run(const Command& command)
    {
        QProcess shell;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(
            QStringLiteral("PATH"), QStringLiteral(WINNOW_BIN ":") + environment.value(QStringLiteral("PATH")));
        environment.remove(QStringLiteral("DISPLAY")); // everything works without one
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        shell.setProcessEnvironment(environment);
        shell.setWorkingDirectory(m_folder.path());
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command.text});
        ASSERT_TRUE(shell.waitForFinished(240'000)) << shell.errorString().toStdString();
        const QStringList output = lines(shell.readAllStandardOutput());
        const QStringList errors = lines(shell.readAllStandardError());
        EXPECT_TRUE(matches(command.output, output)) << "standard output was\n" << shown(output);
        EXPECT_TRUE(matches(command.errors, errors)) << "standard error was\n" << shown(errors);
        EXPECT_EQ(shell.exitCode(), command.status);
    }

    void hold(const Command& command)
    {
        QCoreApplication::setApplicationName(QStringLiteral("cli_test")); // the lock says who holds it
        auto review = review::Review::open(m_folder.filePath(command.text), review::OpenMode::ReadWrite, {});
        ASSERT_TRUE(review) << review.error().message.toStdString();
        m_held.emplace(*std::move(review));
    }

    QTemporaryDir m_folder;
    std::optional<review::Review> m_held;
};

TEST_P(Transcript, IsAsWritten)
{
    const auto path = fixture(QStringLiteral("cli/%1.case").arg(QString::fromStdString(GetParam())));
    const auto commands = readTranscript(path);
    ASSERT_FALSE(commands.empty()) << "no commands in " << path.toStdString();
    for (const Command& command : commands) {
        SCOPED_TRACE(QStringLiteral("%1:%2: %3").arg(path).arg(command.line).arg(command.text).toStdString());
        if (command.kind == Command::Kind::Hold)
            hold(command);
        else if (command.kind == Command::Kind::Release)
            m_held.reset();
        else
            run(command);
        if (HasFatalFailure())
            return;
    }
}

std::string testName(const testing::TestParamInfo<std::string>& parameter)
{
    std::string name = parameter.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Transcript, testing::ValuesIn(caseNames()), testName);

TEST(TranscriptLines, StandForAnythingOnlyWhereTheySaySo)
{
    const auto list = [](const char* text) { return QString::fromUtf8(text).split(QLatin1Char('\n')); };
    EXPECT_TRUE(matches(list("a\nb <*> d\n...\nz"), list("a\nb (c) d\nx\ny\nz")));
    EXPECT_TRUE(matches(list("..."), {}));
    EXPECT_FALSE(matches(list("a.c"), list("abc")));
    EXPECT_FALSE(matches(list("a"), list("a\nb")));
    EXPECT_FALSE(matches(list("a\n...\nc"), list("a\nb")));
}

} // namespace
