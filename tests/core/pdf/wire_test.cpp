#include "core/pdf/wire.h"

#include <gtest/gtest.h>

#include <QRandomGenerator>

#include <cmath>

namespace winnow::pdf {
namespace {

using namespace Qt::Literals::StringLiterals;

template <typename Message> QByteArray body(const Message& message)
{
    return encode(message).mid(LengthBytes);
}

Answer wordsAnswer()
{
    Answer answer;
    answer.number = 7;
    answer.what = Ask::Text;
    answer.words = {
        {u"ab"_s, QRectF(1, 2, 3, 4), {1, 2, 4}, true, true}, {u"c"_s, QRectF(5, 6, 7, 8), {5, 12}, false, false}};
    return answer;
}

TEST(Wire, GivesBackWhatWasSent)
{
    Request request;
    request.number = 3;
    request.what = Ask::Render;
    request.path = u"/tmp/\u00E4.pdf"_s;
    request.password = u"secret"_s;
    request.page = 5;
    request.tile = {5, 1.5, Rotation::Left, QRect(1, 2, 3, 4)};
    const auto back = decodeRequest(body(request));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->path, request.path);
    EXPECT_EQ(back->password, request.password);
    EXPECT_EQ(back->tile, request.tile);

    const auto words = decodeAnswer(body(wordsAnswer()));
    ASSERT_TRUE(words);
    EXPECT_EQ(words->words, wordsAnswer().words);

    Answer image;
    image.what = Ask::Render;
    image.image = QImage(3, 2, QImage::Format_RGB32);
    image.image.fill(Qt::red);
    EXPECT_EQ(decodeAnswer(body(image)).value().image, image.image);

    Mark mark;
    mark.kind = AnnotationKind::Underline;
    mark.form = MarkForm::Squiggly;
    mark.page = 4;
    mark.rects = {{0.1, 0.2, 0.3, 0.04}, {0.1, 0.25, 0.2, 0.04}};
    mark.name = u"winnow:00"_s;
    mark.comment = u"p = 0.03 \u2192"_s;
    mark.author = u"Ada"_s;
    mark.subject = u"Safety"_s;
    mark.colour = 0xa1b2c3;
    mark.made = 1;
    mark.changed = 2;
    Request copy;
    copy.what = Ask::Copy;
    copy.marks = {mark, mark};
    EXPECT_EQ(decodeRequest(body(copy)).value().marks, copy.marks);
    Answer marks;
    marks.what = Ask::Marks;
    marks.marks = {{mark}, true, false};
    EXPECT_EQ(decodeAnswer(body(marks)).value().marks, marks.marks);
    Answer piece;
    piece.what = Ask::Copy;
    piece.piece = "%PDF";
    EXPECT_EQ(decodeAnswer(body(piece)).value().piece, piece.piece);

    Answer opened;
    opened.opened = {{{QSizeF(595, 842), u"iv"_s}}, u"Title"_s, u"A subject\n10.1000/ex.1"_s, true};
    EXPECT_EQ(decodeAnswer(body(opened)).value().opened, opened.opened);
}

TEST(Wire, RefusesEveryMessageThatIsCutShortOrTooLong)
{
    const QByteArray whole = body(wordsAnswer());
    for (qsizetype length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(decodeAnswer(whole.left(length))) << length;
    EXPECT_FALSE(decodeAnswer(whole + 'x'));
}

TEST(Wire, NeverTrustsACount)
{
    // A word count of four thousand million in a message of a few bytes.
    QByteArray lie = body(wordsAnswer()).left(6);
    lie += QByteArray(4, '\xff');
    EXPECT_FALSE(decodeAnswer(lie));
}

TEST(Wire, SurvivesNoise)
{
    QRandomGenerator noise(1);
    const QByteArray whole = body(wordsAnswer());
    for (int round = 0; round < 20'000; ++round) {
        QByteArray message = whole;
        for (int i = 0; i < 3; ++i)
            message[static_cast<qsizetype>(noise.bounded(static_cast<int>(message.size())))] =
                static_cast<char>(noise.bounded(256));
        if (const auto answer = decodeAnswer(message)) {
            EXPECT_LE(answer->words.size(), 2U);
        }
        static_cast<void>(decodeRequest(message));
    }
}

TEST(Wire, TakesNoMarkBesideThePage)
{
    Answer answer;
    answer.what = Ask::Marks;
    Mark mark;
    mark.rects = {{0.1, 0.2, 0.3, 0.04}};
    answer.marks.marks = {mark};
    ASSERT_TRUE(decodeAnswer(body(answer)));
    for (auto* spoil : {+[](Mark& one) { one.rects.clear(); }, +[](Mark& one) { one.page = -1; },
             +[](Mark& one) { one.rects[0].left = std::nan(""); }, +[](Mark& one) { one.rects[0].width = 1.5; },
             +[](Mark& one) { one.form = static_cast<MarkForm>(9); },
             +[](Mark& one) { one.comment = QString(MaxMarkText + 1, u'x'); }}) {
        answer.marks.marks = {mark};
        spoil(answer.marks.marks.front());
        EXPECT_FALSE(decodeAnswer(body(answer)));
    }
}

TEST(Wire, TakesNoLinkThatIsNoWebPage)
{
    Answer answer;
    answer.what = Ask::Links;
    answer.links = {{QRectF(1, 1, 2, 2), -1, 0, u"file:///etc/passwd"_s}};
    EXPECT_FALSE(decodeAnswer(body(answer)));
}

} // namespace
} // namespace winnow::pdf
