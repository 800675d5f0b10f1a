// The repository and its programs keep the rules.
#include "tests/layers/rules.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace winnow::layers {
namespace {

using namespace Qt::Literals::StringLiterals;

QString top()
{
    return QStringLiteral(WINNOW_SOURCE);
}

/// Text files of ours; fixtures and the sample are data.
bool isOurs(const QString& path)
{
    static const QStringList endings{u".cpp"_s, u".h"_s, u".sql"_s, u".md"_s, u".txt"_s, u".cmake"_s, u".json"_s,
        u".1"_s, u".xml"_s, u".desktop"_s, u".sh"_s, u".in"_s};
    if (path.startsWith(u"tests/fixtures/"_s) || path.startsWith(u"resources/sample/"_s))
        return false;
    const QString name = QFileInfo(path).fileName();
    return !name.contains(u'.') || std::ranges::any_of(endings, [&](const QString& end) { return name.endsWith(end); });
}

std::vector<QString> files()
{
    std::vector<QString> paths;
    for (const QString& room : {u"app"_s, u"core"_s, u"ui"_s, u"resources"_s, u"tests"_s, u"packaging"_s}) {
        QDirIterator walk(top() + u'/' + room, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = QDir(top()).relativeFilePath(walk.next());
            if (isOurs(path))
                paths.push_back(path);
        }
    }
    for (const QString& name : {u"CMakeLists.txt"_s, u"CMakePresets.json"_s, u"README.md"_s})
        paths.push_back(name);
    std::ranges::sort(paths);
    return paths;
}

std::string read(const QString& path)
{
    QFile file(top() + u'/' + path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll().toStdString();
}

TEST(House, EveryFileKeepsTheRules)
{
    ASSERT_GT(files().size(), 100U);
    for (const QString& path : files()) {
        for (const Violation& violation : violations({path.toStdString(), read(path)}))
            ADD_FAILURE() << violation.where << ": " << violation.what << "\n  " << violation.reason;
    }
}

TEST(House, EveryNumberOfThingsHasItsEnglishForms)
{
    // Without them "3 annotation(s)" would be read. Texts in parts are put together as the compiler does.
    const QString plurals = QString::fromStdString(read(u"resources/translations/winnow_en.ts"_s));
    static const QRegularExpression counted(u"\"((?:[^\"\\\\]|\\\\.)*%L?n(?:[^\"\\\\]|\\\\.)*)\""_s);
    int found = 0;
    for (const QString& path : files()) {
        if (!path.endsWith(u".cpp"_s) || path.startsWith(u"tests/"_s))
            continue;
        QString text = QString::fromStdString(read(path));
        static const QRegularExpression seam(u"\"\\s*\\n\\s*\""_s);
        text.remove(seam);
        for (auto match = counted.globalMatch(text); match.hasNext();) {
            const QString source = match.next().captured(1).toHtmlEscaped();
            if (!source.contains(u"(s)"_s) && !source.contains(u"(ies)"_s))
                continue; // written for several alone
            ++found;
            EXPECT_TRUE(plurals.contains(u"<source>"_s + source + u"</source>"_s))
                << path.toStdString() << ": " << source.toStdString();
        }
    }
    EXPECT_GT(found, 25);
}

TEST(House, NothingElseStandsAtTheTop)
{
    const QStringList known{u"CMakeLists.txt"_s, u"CMakePresets.json"_s, u"LICENSE"_s, u"README.md"_s, u"app"_s,
        u"core"_s, u"packaging"_s, u"resources"_s, u"tests"_s, u"ui"_s};
    for (const QString& name : QDir(top()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
        EXPECT_TRUE(known.contains(name)) << name.toStdString() << " has a place in one of the rooms";
    for (const QString& name : known)
        EXPECT_TRUE(QFile::exists(top() + u'/' + name)) << name.toStdString();
}

TEST(House, EachOfItsPartsSaysWhatItIs)
{
    for (const QString& part : {u"core"_s, u"core/model"_s, u"ui"_s, u"tests"_s})
        EXPECT_TRUE(QFile::exists(top() + u'/' + part + u"/README.md"_s)) << part.toStdString();
}

TEST(House, IsFormatted)
{
    const QString formatter = QStandardPaths::findExecutable(u"clang-format-19"_s);
    if (formatter.isEmpty())
        GTEST_SKIP() << "SKIPPED: clang-format-19 is not installed, so the formatting was not checked";
    QStringList arguments{u"--dry-run"_s, u"-Werror"_s};
    for (const QString& path : files()) {
        if (path.endsWith(u".cpp"_s) || path.endsWith(u".h"_s))
            arguments.append(path);
    }
    QProcess process;
    process.setWorkingDirectory(top());
    process.start(formatter, arguments);
    ASSERT_TRUE(process.waitForFinished(240'000));
    EXPECT_EQ(process.exitCode(), 0) << process.readAllStandardError().left(4000).toStdString();
}

/// The shared libraries a program names, from its dynamic section.
QString librariesOf(const QString& program)
{
    QProcess process;
    process.start(u"readelf"_s, {u"-d"_s, u"-W"_s, winnow::test::program(program)});
    EXPECT_TRUE(process.waitForFinished());
    EXPECT_EQ(process.exitCode(), 0) << program.toStdString();
    return QString::fromUtf8(process.readAllStandardOutput());
}

TEST(Programs, LinkOnlyWhatTheyMay)
{
    if (QStandardPaths::findExecutable(u"readelf"_s).isEmpty())
        GTEST_SKIP() << "SKIPPED: readelf is not installed, so the programs' libraries were not checked";
    const QString commandLine = librariesOf(u"winnow-cli"_s);
    EXPECT_TRUE(commandLine.contains(u"libsqlite3"_s)) << "the command line works on review files";
    EXPECT_FALSE(commandLine.contains(u"Qt6Widgets"_s)) << "scripts need no window";
    EXPECT_FALSE(commandLine.contains(u"poppler"_s) || commandLine.contains(u"qpdf"_s))
        << "PDFs are read in the helper process";
    const QString window = librariesOf(u"winnow"_s);
    EXPECT_TRUE(window.contains(u"Qt6Widgets"_s));
    EXPECT_FALSE(window.contains(u"poppler"_s) || window.contains(u"qpdf"_s)) << "PDFs are read in the helper process";
    EXPECT_FALSE(window.contains(u"Qt6Sql"_s)) << "one way to the database";
    const QString helper = librariesOf(u"winnow-pdf"_s);
    EXPECT_TRUE(helper.contains(u"poppler"_s));
    EXPECT_FALSE(helper.contains(u"libsqlite3"_s)) << "what reads hostile files holds no review";
}

} // namespace
} // namespace winnow::layers
