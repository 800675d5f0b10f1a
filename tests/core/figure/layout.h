// Laws that every drawing keeps, checked on its items.
#pragma once

#include "core/figure/drawing.h"

#include <QTransform>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace winnow::test {

/// What a text covers on the page. A little less than its line, whose top and bottom are empty for any letter.
inline QRectF covered(const figure::Text& text)
{
    QTransform turn;
    turn.translate(text.place.center().x(), text.place.center().y());
    turn.rotate(text.rotation);
    turn.translate(-text.place.center().x(), -text.place.center().y());
    const double slack = 0.05 * text.size;
    return turn.mapRect(text.place.adjusted(0, slack, 0, -slack));
}

inline std::vector<figure::Text> texts(const figure::Drawing& drawing)
{
    std::vector<figure::Text> found;
    for (const figure::Item& item : drawing.items)
        if (const auto* text = std::get_if<figure::Text>(&item))
            found.push_back(*text);
    return found;
}

inline QStringList words(const figure::Drawing& drawing)
{
    QStringList found;
    for (const figure::Text& text : texts(drawing))
        found += text.text;
    return found;
}

/// No two texts overlap, and nothing leaves the page.
inline void expectLegible(const figure::Drawing& drawing, const std::string& which)
{
    const QRectF page(QPointF(0, 0), drawing.size);
    const std::vector<figure::Text> all = texts(drawing);
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_TRUE(page.contains(covered(all[i]))) << which << ": leaves the page: " << all[i].text.toStdString();
        for (std::size_t j = i + 1; j < all.size(); ++j)
            EXPECT_FALSE(covered(all[i]).intersects(covered(all[j])))
                << which << ": overlap: " << all[i].text.toStdString() << " | " << all[j].text.toStdString();
    }
    for (const figure::Item& item : drawing.items)
        if (const auto* shape = std::get_if<figure::Shape>(&item)) {
            // Lines have no area, which QRectF::contains would take for nothing.
            const QRectF place = shape->path.boundingRect();
            EXPECT_TRUE(place.left() >= 0 && place.top() >= 0 && place.right() <= page.right() + 1e-9
                && place.bottom() <= page.bottom() + 1e-9)
                << which;
        }
    for (const figure::Mark& mark : drawing.marks)
        EXPECT_TRUE(page.contains(mark.place)) << which << ": " << mark.label.toStdString();
    EXPECT_EQ(drawing.size, QSizeF(drawing.size.toSize())) << which << ": a page has whole points";
}

} // namespace winnow::test
