#include "core/figure/prismafigure.h"
#include "tests/core/prisma/flows.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <gmock/gmock.h>

#include <csignal>

#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace winnow;

figure::Drawing flow()
{
    return figure::prismaFigure(prisma::diagram(test::flowWithOtherMethods())).drawing;
}

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// No file of this process may grow beyond `bytes`: writing fails as it does on a full disk or at a quota.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, SIG_DFL);
    }

private:
    rlimit m_before{};
};

class Save : public testing::Test {
protected:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); }
    QTemporaryDir m_folder;
};

TEST_F(Save, KeepsTextAsTextInSvg)
{
    ASSERT_TRUE(figure::save(flow(), path("flow.svg")));
    QXmlStreamReader xml(content(path("flow.svg")));
    QStringList texts;
    QString title;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("text")) {
            EXPECT_TRUE(xml.attributes().value(QLatin1String("font-family")).endsWith(QLatin1String("sans-serif")));
            texts += xml.readElementText().simplified();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("title")) {
            title = xml.readElementText();
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    EXPECT_EQ(title, QStringLiteral("PRISMA 2020 flow diagram"));
    EXPECT_TRUE(texts.contains(QStringLiteral("PubMed (n = 1,203)"))) << texts.join(u'\n').toStdString();
    EXPECT_TRUE(texts.contains(QStringLiteral("Identification")));
}

TEST_F(Save, EmbedsFontsInPdfOfTheFiguresSize)
{
    const figure::Drawing drawing = flow();
    ASSERT_TRUE(figure::save(drawing, path("flow.pdf")));
    const QByteArray bytes = content(path("flow.pdf"));
    EXPECT_TRUE(bytes.startsWith("%PDF-"));
    EXPECT_TRUE(bytes.contains("/FontFile2")) << "no font is embedded";
    EXPECT_TRUE(bytes.contains("/MediaBox [0 0 " + QByteArray::number(drawing.size.width()) + ".000000 "
        + QByteArray::number(drawing.size.height()) + ".000000]"));
    const QString pdffonts = QStandardPaths::findExecutable(QStringLiteral("pdffonts"));
    if (pdffonts.isEmpty())
        GTEST_SKIP() << "SKIPPED: pdffonts is not installed";
    QProcess process;
    process.start(pdffonts, {path("flow.pdf")});
    ASSERT_TRUE(process.waitForFinished());
    const QList<QByteArray> lines = process.readAllStandardOutput().trimmed().split('\n').mid(2);
    ASSERT_FALSE(lines.isEmpty());
    for (const QByteArray& line : lines)
        EXPECT_TRUE(line.contains(" yes ")) << line.toStdString();
}

TEST_F(Save, MakesPngOf300DotsPerInch)
{
    const figure::Drawing drawing = flow();
    ASSERT_TRUE(figure::save(drawing, path("flow.png")));
    const QImage image(path("flow.png"));
    EXPECT_EQ(image.size(), (drawing.size * 300 / 72).toSize());
    EXPECT_EQ(image.dotsPerMeterX(), 11811);
    EXPECT_EQ(image.pixelColor(2, 2), QColor(Qt::white));
}

TEST_F(Save, ReplacesAnOlderFileWhole)
{
    ASSERT_TRUE(figure::write("old", path("flow.SVG")));
    ASSERT_TRUE(figure::save(flow(), path("flow.SVG")));
    EXPECT_TRUE(content(path("flow.SVG")).contains("</svg>"));
    EXPECT_EQ(files(), QStringList{QStringLiteral("flow.SVG")});
}

TEST_F(Save, LeavesNothingBehindOnAFullDisk)
{
    ASSERT_TRUE(figure::write("old", path("kept.png")));
    for (const char* name : {"kept.png", "new.svg", "new.pdf"}) {
        Result<> saved;
        {
            const FullDisk full(4096);
            saved = figure::save(flow(), path(name));
        }
        ASSERT_FALSE(saved) << name;
        EXPECT_EQ(saved.error().kind, ErrorKind::Full) << name;
        EXPECT_THAT(saved.error().message.toStdString(), testing::HasSubstr("the disk is full"));
    }
    EXPECT_EQ(files(), QStringList{QStringLiteral("kept.png")});
    EXPECT_EQ(content(path("kept.png")), QByteArray("old"));
}

TEST_F(Save, RefusesOtherEndings)
{
    const Result<> saved = figure::save(flow(), path("flow.docx"));
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(files().isEmpty());
}

TEST_F(Save, SaysWhereItCouldNotWrite)
{
    const Result<> saved = figure::save(flow(), path("missing/flow.svg"));
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::Io);
    EXPECT_THAT(saved.error().message.toStdString(), testing::HasSubstr("missing/flow.svg"));
}

TEST_F(Save, RefusesAPictureThatIsTooLarge)
{
    figure::Drawing drawing;
    drawing.size = QSizeF(5000, 100);
    const Result<> saved = figure::save(drawing, path("wide.png"));
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(figure::save(drawing, path("wide.svg")));
}

} // namespace
