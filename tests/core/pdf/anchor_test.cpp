#include "core/pdf/anchor.h"

#include "core/pdf/blocking.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>

#include <iostream>

namespace winnow::pdf {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Lines of words, five points a character and twelve a line.
PageText laidOut(const QStringList& lines)
{
    std::vector<RawWord> words;
    for (qsizetype row = 0; row < lines.size(); ++row) {
        double x = 0;
        for (const QString& part : lines[row].split(u' ')) {
            RawWord word;
            word.text = part;
            word.box = QRectF(x, 14.0 * static_cast<double>(row), 5.0 * static_cast<double>(part.size()), 10);
            for (qsizetype c = 0; c <= part.size(); ++c)
                word.edges.push_back(static_cast<float>(x + 5.0 * static_cast<double>(c)));
            word.spaceAfter = true;
            x += 5.0 * static_cast<double>(part.size() + 1);
            words.push_back(word);
        }
    }
    return PageText(words);
}

QStringList quoted(const std::vector<PageText>& pages, const std::optional<Anchored>& found)
{
    QStringList out;
    if (found)
        for (const AnchorPart& part : found->parts)
            out += QString::number(part.page) + u": "_s + pages[static_cast<std::size_t>(part.page)].quote(part.range);
    return out;
}

const std::vector<PageText>& paper()
{
    static const std::vector<PageText> pages{
        laidOut({u"Journal of Examples 1"_s, u"The cells were given by the por-"_s, u"tal vein. Efficacy was"_s}),
        laidOut({u"Journal of Examples 2"_s, u"measured as survival. Table 1 shows"_s, u"Group n"_s,
            u"more of the same."_s}),
        laidOut({u"Journal of Examples 3"_s, u"The cells were given twice."_s}),
    };
    return pages;
}

Anchor quote(const QString& words, int page = 0)
{
    return {page, words, {}, {}};
}

TEST(Anchor, KeepsTheQuotationAndItsSurroundings)
{
    const PageText page = laidOut({u"one two three four"_s, u"five six sev-"_s, u"en eight"_s});
    const Anchor anchor = anchorOf(page, 4, {page.text().indexOf(u"three"_s), page.text().indexOf(u"eight"_s) - 1});
    EXPECT_EQ(anchor, (Anchor{4, u"three four five six seven"_s, u"one two"_s, u"eight"_s}));
}

TEST(Anchor, IsFoundWhateverSpacesHyphensLigaturesAndCaseAre)
{
    const AnchorFinder finder(paper());
    EXPECT_EQ(quoted(paper(), finder.find(quote(u"cells weregiven by the portal vein"_s))),
        QStringList{u"0: cells were given by the portal vein"_s});
    EXPECT_EQ(quoted(paper(), finder.find(quote(u"E\uFB03cacy \u2014 was"_s))), QStringList{u"0: Efficacy was"_s});
}

TEST(Anchor, GoesOnOverAPageAndPassesRunningHeads)
{
    const AnchorFinder finder(paper());
    const auto found = finder.find(quote(u"Efficacy was measured as survival."_s));
    EXPECT_EQ(quoted(paper(), found), (QStringList{u"0: Efficacy was"_s, u"1: measured as survival"_s}));
    EXPECT_EQ(found->state, AnchorState::Exact);
}

TEST(Anchor, StepsOverWhatStandsBetweenItsLines)
{
    const AnchorFinder finder(paper());
    EXPECT_EQ(quoted(paper(), finder.find(quote(u"as survival. Table 1 shows more of the same"_s))),
        (QStringList{u"1: as survival. Table 1 shows"_s, u"1: more of the same"_s}));
}

TEST(Anchor, ChoosesByTheSurroundingsAndThenByThePage)
{
    const AnchorFinder finder(paper());
    Anchor anchor = quote(u"The cells were given"_s, 0);
    anchor.suffix = u" twice."_s;
    EXPECT_EQ(finder.find(anchor)->parts.front().page, 2) << "the words behind it say which";
    EXPECT_EQ(finder.find(quote(u"The cells were given"_s, 2))->parts.front().page, 2);
    EXPECT_EQ(finder.find(quote(u"The cells were given"_s, 0))->parts.front().page, 0);
    EXPECT_EQ(finder.findAll(u"the cells were given"_s).size(), 2U);
}

TEST(Anchor, SaysWhereItIsOnlyNearlyTheSame)
{
    const AnchorFinder finder(paper());
    const auto found = finder.find(quote(u"cells were glven by the portal vein"_s));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->state, AnchorState::Near);
    EXPECT_LT(found->score, 1);
    EXPECT_EQ(found->parts.front().page, 0);
}

TEST(Anchor, IsLostRatherThanWrong)
{
    const AnchorFinder finder(paper());
    EXPECT_FALSE(finder.find(quote(u"nothing of the kind was ever written here"_s)));
    EXPECT_FALSE(finder.find(quote(u"..."_s)));
    EXPECT_FALSE(AnchorFinder({}).find(quote(u"cells"_s)));
    EXPECT_FALSE(AnchorFinder({PageText(), PageText()}).find(quote(u"cells were given by the portal vein"_s)));
}

TEST(Anchor, IsBoundedOnAPageThatRepeatsItself)
{
    QStringList lines;
    for (int i = 0; i < 3000; ++i)
        lines += QString(40, u'a');
    const AnchorFinder finder({laidOut(lines)});
    EXPECT_FALSE(finder.find(quote(QString(2000, u'a') + u'b' + QString(500, u'a') + u'c')))
        << "lost, and said so in a moment";
}

/// Sentences of an article's running text, of the publisher's XML; tables, figures and formulas left out.
QStringList sentencesOf(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    static const QStringList bodies{u"bdy"_s, u"body"_s};
    static const QStringList leftOut{u"tbl"_s, u"table"_s, u"fig"_s, u"table-wrap"_s, u"disp-formula"_s, u"suppl"_s,
        u"graphic"_s, u"display-formula"_s, u"boxed-text"_s, u"inline-formula"_s, u"supplementary-material"_s};
    int body = 0;
    int depth = 0; // of paragraphs
    QString paragraph;
    QStringList sentences;
    while (!xml.atEnd()) {
        xml.readNext();
        const QString name = xml.name().toString();
        if (xml.isStartElement() && bodies.contains(name))
            ++body;
        else if (xml.isEndElement() && bodies.contains(name))
            --body;
        if (body == 0)
            continue;
        if (xml.isStartElement() && leftOut.contains(name)) {
            xml.skipCurrentElement();
            paragraph += u' ';
        } else if (xml.isStartElement() && name == u"p"_s) {
            ++depth;
        } else if (xml.isEndElement() && name == u"p"_s && --depth == 0) {
            static const QRegularExpression end(u"(?<=[a-z0-9)\\]][.!?])\\s+(?=[A-Z])"_s);
            for (const QString& sentence : paragraph.simplified().split(end))
                if (sentence.size() >= 40)
                    sentences += sentence;
            paragraph.clear();
        } else if (xml.isCharacters() && depth > 0) {
            paragraph += xml.text();
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return sentences;
}

std::vector<PageText> textsOf(const QString& path)
{
    DocumentOptions options;
    options.helper = test::program(u"winnow-pdf"_s);
    auto document = BlockingDocument::open(path, {}, options);
    EXPECT_TRUE(document);
    std::vector<PageText> pages;
    for (int page = 0; document && page < static_cast<int>(document->pages().size()); ++page) {
        auto text = document->text(page);
        pages.push_back(text ? *std::move(text) : PageText());
    }
    return pages;
}

TEST(Anchor, FindsPublishedSentencesExactlyAndNoneOnAWrongPage)
{
    WINNOW_NEEDS_SHARED();
    const QString folder = test::sharedFolder() + u"/data/pdf/"_s;
    int all = 0;
    int exact = 0;
    int near = 0;
    int wrong = 0;
    for (const QString& name :
        {u"chiarotto-2014-trials"_s, u"legare-2015-trials"_s, u"frontiers-2014-fpsyg"_s, u"frazier-2015-f1000"_s}) {
        const std::vector<PageText> texts = textsOf(folder + u"papers/"_s + name + u".pdf"_s);
        const AnchorFinder finder(texts);
        int ofPaper = 0;
        int found = 0;
        int last = 0; // an article's sentences follow one another, and so do their pages
        for (const QString& sentence : sentencesOf(folder + u"groundtruth/"_s + name + u".xml"_s)) {
            ++ofPaper;
            const auto place = finder.find(quote(sentence, last));
            if (!place) {
                if (qEnvironmentVariableIsSet("WINNOW_SHOW_LOST"))
                    std::cout << "lost: " << sentence.toStdString() << '\n';
                continue;
            }
            if (qEnvironmentVariableIsSet("WINNOW_SHOW_LOST") && place->state == AnchorState::Near)
                std::cout << "near " << place->score << ": " << sentence.toStdString() << '\n';
            const int page = place->parts.front().page;
            // A sentence whose letters stand together in one place alone is there. Of others the order tells: boxes and
            // statements at the end stand where the typesetter put them, but none goes back two pages.
            const bool certain = place->parts.size() == 1 && finder.findAll(sentence).size() == 1;
            if (!certain && (page < last - 1 || page > last + 2)) {
                ++wrong;
                std::cout << "page " << page << " after " << last << ": " << sentence.toStdString() << '\n';
            }
            for (const AnchorPart& part : place->parts) {
                const QString words = texts[static_cast<std::size_t>(part.page)].quote(part.range);
                EXPECT_FALSE(words.contains(u"Frontiers in Psychology"_s) && !sentence.contains(u"Frontiers in"_s))
                    << words.toStdString();
                EXPECT_FALSE(words.contains(QRegularExpression(u"[\uFB00-\uFB06]"_s))) << words.toStdString();
            }
            for (std::size_t i = 1; i < place->parts.size(); ++i)
                wrong += place->parts[i].page < page || place->parts[i].page > page + 1 ? 1 : 0;
            last = page;
            found += place->state == AnchorState::Exact ? 1 : 0;
            near += place->state == AnchorState::Near ? 1 : 0;
        }
        std::cout << name.toStdString() << ": " << found << " of " << ofPaper << " exactly\n";
        all += ofPaper;
        exact += found;
    }
    std::cout << exact << " of " << all << " exactly, " << near << " nearly, " << wrong << " out of order\n";
    EXPECT_GT(all, 400);
    EXPECT_GE(100 * exact, 96 * all);
    EXPECT_EQ(wrong, 0);
}

} // namespace
} // namespace winnow::pdf
