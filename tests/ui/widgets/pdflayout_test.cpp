#include "ui/widgets/pdflayout.h"

#include <gtest/gtest.h>

namespace winnow::ui {
namespace {

using pdf::Rotation;

constexpr int Gap = PdfLayout::Gap;

TEST(PdfLayout, LaysPagesUnderOneAnotherInTheMiddle)
{
    PdfLayout layout;
    layout.lay({QSizeF(100, 200), QSizeF(50, 100)}, 2, Rotation::None, 600);
    EXPECT_EQ(layout.page(0), QRect(200, Gap, 200, 400));
    EXPECT_EQ(layout.page(1), QRect(250, Gap + 400 + Gap, 100, 200));
    EXPECT_EQ(layout.size(), QSize(600, 3 * Gap + 600));
}

TEST(PdfLayout, KnowsWhichPagesAreInSight)
{
    PdfLayout layout;
    layout.lay({QSizeF(100, 100), QSizeF(100, 100), QSizeF(100, 100)}, 1, Rotation::None, 200);
    EXPECT_EQ(layout.pagesIn(QRect(0, 0, 200, 50)), std::pair(0, 1));
    EXPECT_EQ(layout.pagesIn(QRect(0, Gap + 90, 200, 50)), std::pair(0, 2));
    EXPECT_EQ(layout.pagesIn(QRect(0, Gap + 101, 200, 5)), std::pair(1, 1)) << "nothing but the gap";
    EXPECT_EQ(layout.pageAt(Gap + 105), 0);
    EXPECT_EQ(layout.pageAt(0), 0);
}

TEST(PdfLayout, TurnsPagesAndTheBoxesOnThem)
{
    PdfLayout layout;
    layout.lay({QSizeF(100, 200)}, 1, Rotation::Right, 100);
    EXPECT_EQ(layout.page(0).size(), QSize(200, 100));
    const QRectF box(10, 20, 30, 40);
    for (const Rotation rotation : {Rotation::None, Rotation::Right, Rotation::Half, Rotation::Left}) {
        const QRectF turned = pdf::turned(box, {100, 200}, rotation);
        EXPECT_EQ(pdf::turnedBack(turned.center(), {100, 200}, rotation), box.center());
    }
    EXPECT_EQ(pdf::turned(box, {100, 200}, Rotation::Right), QRectF(140, 10, 40, 30));
}

TEST(PdfLayout, KeepsTheSheetOfAnyDocumentWithinAnInt)
{
    PdfLayout layout;
    layout.lay(std::vector<QSizeF>(50'000, QSizeF(20'000, 20'000)), PdfLayout::MaxScale, Rotation::None, 800);
    EXPECT_GT(layout.size().height(), 0);
    EXPECT_EQ(layout.pageAt(layout.size().height()), 49'999);
}

TEST(PdfLayout, CoversAPageWithTilesExactlyOnce)
{
    const QSizeF page(600, 800);
    for (const double scale : {0.5, 2.0, 6.0, 12.0}) {
        const QSize whole = pdf::pixelSize(page, scale, Rotation::Left);
        const auto tiles = PdfLayout::tiles(3, page, scale, Rotation::Left, 1, QRectF(QPointF(0, 0), QSizeF(whole)));
        qint64 covered = 0;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const QRect area = tiles[i].area;
            EXPECT_LE(qint64{area.width()} * area.height(), pdf::MaxTilePixels);
            covered += qint64{area.width()} * area.height();
            for (std::size_t k = 0; k < i; ++k)
                EXPECT_FALSE(tiles[k].area.intersects(area));
        }
        EXPECT_EQ(covered, qint64{whole.width()} * whole.height());
    }
}

TEST(PdfLayout, AsksOnlyForTheTilesInSightOfALargePage)
{
    const auto tiles = PdfLayout::tiles(0, QSizeF(600, 800), 12, Rotation::None, 1, QRectF(10, 10, 100, 100));
    ASSERT_EQ(tiles.size(), 1U);
    EXPECT_TRUE(tiles[0].area.contains(QRect(10, 10, 100, 100)));
}

} // namespace
} // namespace winnow::ui
