#include "core/figure/prismafigure.h"
#include "tests/core/figure/layout.h"
#include "tests/core/prisma/flows.h"

#include <gmock/gmock.h>

namespace {

using namespace winnow;
using namespace winnow::figure;

FlowCounts openFlow()
{
    FlowCounts counts = test::flowWithOtherMethods();
    counts.databases.unscreened = 1200;
    counts.databases.screeningOpen = 17;
    counts.databases.awaitingRetrieval = 4;
    counts.databases.awaitingAssessment = 8;
    counts.databases.assessmentOpen = 1;
    counts.others.unscreened = 2;
    counts.others.awaitingRetrieval = 3;
    return counts;
}

FlowCounts wordyFlow()
{
    FlowCounts counts = openFlow();
    for (int i = 0; i < 30; ++i)
        counts.databases.excludedFullText.push_back(
            {ReasonId(10 + i), "A reason that somebody wrote as a whole sentence " + std::to_string(i), 1});
    counts.sources.push_back({std::string(300, 'W'), SourceKind::Database, 1'234'567'890});
    counts.others.excludedFullText.push_back({ReasonId(99), "سبب الاستبعاد", 2});
    return counts;
}

std::vector<std::pair<std::string, FlowCounts>> flows()
{
    return {{"empty", FlowCounts{}}, {"finished", test::finishedFlow()}, {"others", test::flowWithOtherMethods()},
        {"open", openFlow()}, {"wordy", wordyFlow()}};
}

TEST(PrismaFigure, KeepsTextsApartAndOnThePage)
{
    for (const auto& [name, counts] : flows())
        for (const double letters : {1.0, 2.0}) {
            Look look;
            look.letters = letters;
            test::expectLegible(prismaFigure(prisma::diagram(counts), look, QStringLiteral("A demonstration")).drawing,
                name + " × " + std::to_string(letters));
        }
}

/// The boxes of a drawing: filled rounded rectangles with an outline.
std::vector<QRectF> boxes(const Drawing& drawing)
{
    std::vector<QRectF> found;
    for (const Item& item : drawing.items)
        if (const auto* shape = std::get_if<Shape>(&item); shape && shape->fill.isValid() && shape->stroke.isValid())
            found.push_back(shape->path.boundingRect());
    return found;
}

TEST(PrismaFigure, KeepsEachTextWithinItsBox)
{
    for (const auto& [name, counts] : flows()) {
        const Drawing drawing = prismaFigure(prisma::diagram(counts)).drawing;
        for (const Text& text : test::texts(drawing))
            for (const QRectF& box : boxes(drawing))
                if (box.intersects(test::covered(text))) {
                    EXPECT_TRUE(box.contains(test::covered(text))) << name << ": " << text.text.toStdString();
                }
    }
}

TEST(PrismaFigure, LetsBoxesStandApart)
{
    for (const auto& [name, counts] : flows()) {
        const std::vector<QRectF> all = boxes(prismaFigure(prisma::diagram(counts)).drawing);
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t j = i + 1; j < all.size(); ++j)
                EXPECT_FALSE(all[i].intersects(all[j])) << name;
    }
}

TEST(PrismaFigure, EndsArrowsAtTheEdgesOfBoxes)
{
    for (const auto& [name, counts] : flows()) {
        const prisma::Diagram diagram = prisma::diagram(counts);
        const Drawing drawing = prismaFigure(diagram).drawing;
        const std::vector<QRectF> all = boxes(drawing);
        std::size_t heads = 0;
        for (const Item& item : drawing.items) {
            const auto* shape = std::get_if<Shape>(&item);
            if (!shape || shape->stroke.isValid() || !shape->fill.isValid())
                continue;
            ++heads;
            const QPointF tip = shape->path.elementAt(0);
            EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&tip](const QRectF& box) {
                const QRectF reach = box.adjusted(-0.01, -0.01, 0.01, 0.01);
                const QRectF inside = box.adjusted(0.01, 0.01, -0.01, -0.01);
                return reach.contains(tip) && !inside.contains(tip);
            })) << name;
        }
        EXPECT_EQ(heads, diagram.arrows.size()) << name;
    }
}

TEST(PrismaFigure, OpensEveryCount)
{
    const prisma::Diagram diagram = prisma::diagram(openFlow());
    const PrismaFigure figure = prismaFigure(diagram);
    std::size_t counts = diagram.open.size();
    std::size_t doors = diagram.open.size();
    for (const prisma::DiagramBox& box : diagram.boxes)
        for (const prisma::Line& line : box.lines) {
            counts += line.count || line.records ? 1U : 0U;
            doors += line.records ? 1U : 0U;
        }
    EXPECT_EQ(figure.drawing.marks.size(), counts);
    EXPECT_EQ(figure.targets.size(), doors);
    int next = 0;
    for (const Mark& mark : figure.drawing.marks)
        if (mark.index >= 0) {
            EXPECT_EQ(mark.index, next++);
        }

    const auto reason = std::find_if(figure.drawing.marks.begin(), figure.drawing.marks.end(),
        [](const Mark& mark) { return mark.label == QStringLiteral("Reports excluded: Wrong intervention (n = 24)"); });
    ASSERT_NE(reason, figure.drawing.marks.end());
    EXPECT_EQ(figure.targets[static_cast<std::size_t>(reason->index)].records.reason, ReasonId(2));
}

TEST(PrismaFigure, IsStampedWhileWorkIsOpen)
{
    EXPECT_TRUE(
        test::words(prismaFigure(prisma::diagram(openFlow())).drawing).contains(QStringLiteral("Interim, not final:")));
    EXPECT_FALSE(test::words(prismaFigure(prisma::diagram(test::finishedFlow())).drawing)
            .contains(QStringLiteral("Interim, not final:")));
}

TEST(PrismaFigure, FitsAPage)
{
    EXPECT_LE(prismaFigure(prisma::diagram(test::finishedFlow())).drawing.size.width(), 595); // A4, portrait
    EXPECT_LE(prismaFigure(prisma::diagram(openFlow())).drawing.size.width(), 842); // A4, landscape
}

} // namespace
