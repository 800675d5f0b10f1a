// A review of an older Winnow can be looked at at once: it is brought up to date first.
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace winnow {
namespace {

TEST(OlderReview, IsBroughtUpToDateBeforeItIsShown)
{
    const QTemporaryDir folder;
    const QString review = folder.filePath(QStringLiteral("old.winnow"));
    ASSERT_TRUE(QFile::copy(QStringLiteral(WINNOW_FIXTURES "/schema/v1.winnow"), review));
    ASSERT_TRUE(QFile::setPermissions(review, QFile::ReadOwner | QFile::WriteOwner));
    QProcess process;
    process.start(QStringLiteral(WINNOW_BIN "/winnow-cli"), {QStringLiteral("prisma"), review});
    ASSERT_TRUE(process.waitForFinished(60'000));
    EXPECT_EQ(process.exitCode(), 0) << process.readAllStandardError().toStdString();
    EXPECT_TRUE(process.readAllStandardOutput().contains("Records identified from:"));
}

} // namespace
} // namespace winnow
