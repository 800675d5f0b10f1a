#include "core/pdf/wire.h"

#include <gtest/gtest.h>

#include <QRandomGenerator>

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

TEST(Wire, TakesNoLinkThatIsNoWebPage)
{
    Answer answer;
    answer.what = Ask::Links;
    answer.links = {{QRectF(1, 1, 2, 2), -1, 0, u"file:///etc/passwd"_s}};
    EXPECT_FALSE(decodeAnswer(body(answer)));
}

} // namespace
} // namespace winnow::pdf
