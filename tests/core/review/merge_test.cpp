// Copies of a review that go their own ways are one again, whoever brings in whom, in whatever order, however often.
#include "tests/core/review/player.h"

namespace winnow::review {

namespace {

Digests stateOf(Player& player)
{
    store::Connection connection = store::openReader(player.review.path()).value();
    return store::projectionDigests(connection).value();
}

/// What is computed on reading: reasons of one name are one, and counted as one.
std::string readingOf(Player& player)
{
    Reader& reader = player.review.reader();
    std::string said;
    for (const Stage stage : {Stage::TitleAbstract, Stage::FullText}) {
        const auto reasons = reader.reasons(stage).value();
        for (const Reason& reason : reasons)
            said += reason.label + '|';
        if (const auto counts = reader.teamCounts(stage).value())
            said += std::to_string(counts->differentReasons) + '|' + std::to_string(counts->conflicts) + '|';
    }
    const FlowCounts counts = reader.counts().value();
    for (const FlowArm* arm : {&counts.databases, &counts.others})
        for (const ReasonCount& reason : arm->excludedFullText)
            said += reason.reason + ' ' + std::to_string(reason.reports) + '|';
    return said;
}

void bringIn(Player& into, const Player& from)
{
    NoProgress progress;
    const auto result = into.review.bringIn(from.review.path(), progress);
    if (!result)
        RC_FAIL(result.error().message.toStdString() + " | " + result.error().detail.toStdString());
}

void mustBeSound(Player& player)
{
    NoProgress progress;
    const auto findings = player.review.check(true, progress);
    RC_ASSERT(findings.has_value());
    for (const Finding& finding : *findings)
        RC_FAIL(finding.text.toStdString());
}

using Numbers = std::vector<unsigned>;

Numbers numbers(int size)
{
    return *rc::gen::resize(size, rc::gen::arbitrary<Numbers>());
}

void play(Player& player)
{
    while (!player.done())
        player.step();
}

} // namespace

RC_GTEST_PROP(Merge, IsTheSameWhoeverBringsInWhom, ())
{
    const Numbers before = numbers(25);
    const Numbers mine = numbers(25);
    const Numbers theirs = numbers(25);
    Player original(before);
    play(original);
    Player one(mine, original.review.path(), "one", 100);
    Player other(theirs, original.review.path(), "two", 200);
    play(one);
    play(other);
    Player oneBefore({}, one.review.path(), "one", 0);
    bringIn(one, other);
    bringIn(other, oneBefore);
    mustBeSound(one);
    mustBeSound(other);
    RC_ASSERT(stateOf(one) == stateOf(other));
    RC_ASSERT(readingOf(one) == readingOf(other));
}

RC_GTEST_PROP(Merge, IsTheSameInWhateverOrder, ())
{
    const Numbers before = numbers(20);
    const Numbers first = numbers(20);
    const Numbers second = numbers(20);
    const Numbers third = numbers(20);
    Player original(before);
    play(original);
    Player a(first, original.review.path(), "one", 100);
    Player b(second, original.review.path(), "two", 200);
    Player c(third, original.review.path(), "one", 300);
    play(a);
    play(b);
    play(c);
    Player left({}, a.review.path(), "one", 0); // (a + b) + c
    bringIn(left, b);
    bringIn(left, c);
    Player inner({}, c.review.path(), "one", 0); // a + (c + b)
    bringIn(inner, b);
    Player right({}, a.review.path(), "one", 0);
    bringIn(right, inner);
    RC_ASSERT(stateOf(left) == stateOf(right));
    RC_ASSERT(readingOf(left) == readingOf(right));
    mustBeSound(left);
    mustBeSound(right);
}

RC_GTEST_PROP(Merge, ChangesNothingWhenRepeated, ())
{
    const Numbers before = numbers(25);
    const Numbers mine = numbers(20);
    const Numbers theirs = numbers(20);
    Player original(before);
    play(original);
    Player one(mine, original.review.path(), "one", 100);
    Player other(theirs, original.review.path(), "two", 200);
    play(one);
    play(other);
    bringIn(one, other);
    const Digests once = stateOf(one);
    NoProgress progress;
    const auto again = one.review.bringIn(other.review.path(), progress);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->actsNew == 0);
    RC_ASSERT(stateOf(one) == once);
    bringIn(one, original);
    RC_ASSERT(stateOf(one) == once);
}

RC_GTEST_PROP(Merge, GoesOnAfterwards, ())
{
    const Numbers before = numbers(20);
    const Numbers mine = numbers(20);
    const Numbers theirs = numbers(20);
    const Numbers later = numbers(20);
    const Numbers much = numbers(20);
    Player original(before);
    play(original);
    Player one(mine, original.review.path(), "one", 100);
    Player other(theirs, original.review.path(), "two", 200);
    play(one);
    play(other);
    bringIn(one, other);
    one.goOn(later);
    other.goOn(much);
    play(one);
    play(other);
    Player oneBefore({}, one.review.path(), "one", 0);
    bringIn(one, other);
    bringIn(other, oneBefore);
    mustBeSound(one);
    mustBeSound(other);
    RC_ASSERT(stateOf(one) == stateOf(other));
}

RC_GTEST_PROP(Merge, OfAPackageIsThatOfAWholeCopy, ())
{
    const Numbers before = numbers(25);
    const Numbers theirs = numbers(20);
    const Numbers mine = numbers(20);
    Player original(before);
    play(original);
    NoProgress progress;
    RC_ASSERT(original.review.useReviewer("one").has_value());
    const ReviewerId two = original.review.addReviewer("two").value();
    const QString path = original.folder.filePath(QStringLiteral("package.winnow"));
    const auto written = original.review.writePackage(path, two, Stage::TitleAbstract, progress);
    if (!written)
        RC_FAIL(written.error().message.toStdString() + written.error().detail.toStdString());
    Player other(theirs, path, "two", 200);
    mustBeSound(other);
    play(other);
    mustBeSound(other);
    original.goOn(mine);
    play(original);
    Player originalBefore({}, original.review.path(), "one", 0);
    bringIn(original, other);
    bringIn(other, originalBefore); // fills in what was withheld
    mustBeSound(original);
    mustBeSound(other);
    RC_ASSERT(stateOf(original) == stateOf(other));
}

} // namespace winnow::review
