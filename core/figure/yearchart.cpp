#include "core/figure/chartframe.h"

#include "core/prisma/prisma.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace winnow::figure {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("figure", text);
}

/// A place on the time axis; `year` 0: not stated, or what lies before the axis.
struct Slot {
    int year = 0;
    Category category;
    int index = -1;
    double middle = 0;
};

/// How the counts stand over the bars: as there is room.
enum class Counts { None, Lying, Upright };

class YearChart {
public:
    YearChart(const Chart& chart, const Look& look)
        : m_chart(chart)
        , m_sheet(look)
    {
    }

    Drawing run()
    {
        fill();
        measure();
        place();
        const double top = m_sheet.heading(m_chart) + countRoom();
        const double bottom = top + m_sheet.width() * PlotHeight;
        axis(top, bottom);
        for (const Slot& slot : m_slots)
            bar(slot, top, bottom);
        double y = bottom + m_sheet.size(4);
        labels(y);
        y += Lettering::height(m_sheet.size(TickSize)) * 2 + m_sheet.size(2);
        return m_sheet.finish(m_chart.title, spoken(m_chart), y + Sheet::Margin);
    }

private:
    static constexpr double TickSize = 8;
    static constexpr double CountSize = 8;
    static constexpr double UprightSize = 6.5;
    static constexpr double PlotHeight = 0.4; ///< of the width
    static constexpr int MostYears = 80; ///< on the axis; older ones become one bar "before"

    /// One slot a year from the first to the last, so that a year without any shows as a gap.
    void fill()
    {
        std::map<int, int> byYear;
        for (std::size_t i = 0; i < m_chart.categories.size(); ++i) {
            const Category& category = m_chart.categories[i];
            const int year = category.notStated ? 0 : category.label.toInt();
            if (year <= 0)
                m_apart.push_back({0, category, static_cast<int>(i), 0});
            else
                byYear[year] = static_cast<int>(i);
            m_maximum = std::max(m_maximum, category.count);
        }
        if (byYear.empty()) {
            m_slots = m_apart;
            return;
        }
        const int last = byYear.rbegin()->first;
        const int first = std::max(byYear.begin()->first, last - MostYears + 1);
        Slot before;
        int older = 0;
        for (auto it = byYear.begin(); it != byYear.end() && it->first < first; ++it, ++older)
            before.category.count += m_chart.categories[static_cast<std::size_t>(it->second)].count;
        if (older > 0) {
            before.category.label = tr("before %1").arg(first);
            m_maximum = std::max(m_maximum, before.category.count);
            m_slots.push_back(before);
        }
        for (int year = first; year <= last; ++year) {
            const auto found = byYear.find(year);
            Slot slot{year, {QString::number(year), 0, false}, -1, 0};
            if (found != byYear.end()) {
                slot.category = m_chart.categories[static_cast<std::size_t>(found->second)];
                slot.index = found->second;
            }
            m_slots.push_back(slot);
        }
        m_slots.insert(m_slots.end(), m_apart.begin(), m_apart.end());
    }

    /// The plot lies between the axis' numbers and the right margin.
    void measure()
    {
        m_ticks = countTicks(m_maximum, 5);
        double widest = 0;
        for (const double tick : m_ticks)
            widest = std::max(widest, m_sheet.lettering().width(tickText(tick), m_sheet.size(TickSize)));
        m_left = Sheet::Margin + Lettering::height(m_sheet.size(Sheet::TextSize)) + widest + m_sheet.size(8);
        m_right = m_sheet.width() - Sheet::Margin;
    }

    void axis(double top, double bottom)
    {
        const Palette& palette = m_sheet.look().palette;
        const double line = Lettering::height(m_sheet.size(TickSize));
        for (const double tick : m_ticks) {
            const double y = bottom - (bottom - top) * tick / m_ticks.back();
            m_sheet.line({m_left, y}, {m_right, y}, palette.grid);
            m_sheet.text(
                tickText(tick), m_left - m_sheet.size(4), y - line / 2, TickSize, palette.muted, Qt::AlignRight);
        }
        m_sheet.line({m_left, bottom}, {m_right, bottom}, palette.axis);
        m_sheet.uprightText(m_chart.countLabel,
            {Sheet::Margin + Lettering::height(m_sheet.size(Sheet::TextSize)) / 2, (top + bottom) / 2}, Sheet::TextSize,
            palette.muted);
    }

    [[nodiscard]] bool isApart(const Slot& slot) const { return slot.year == 0; }

    /// What is no year stands apart, in a slot wide enough for its words.
    void place()
    {
        double words = 0;
        int years = 0;
        for (const Slot& slot : m_slots) {
            if (isApart(slot))
                words += wordWidth(slot);
            else
                ++years;
        }
        m_step = years > 0 ? std::min((m_right - m_left - words) / years, m_sheet.size(64)) : 0;
        double x = m_left;
        for (Slot& slot : m_slots) {
            const double width = isApart(slot) ? wordWidth(slot) : m_step;
            slot.middle = x + width / 2;
            x += width;
        }
        m_right = std::min(m_right, x); // few years do not need the whole width
        if (widestCount(CountSize) + m_sheet.size(1.5) <= m_step || years == 0)
            m_counts = Counts::Lying;
        else if (Lettering::height(m_sheet.size(UprightSize)) <= m_step)
            m_counts = Counts::Upright;
    }

    [[nodiscard]] double widestCount(double size) const
    {
        double widest = 0;
        for (const Slot& slot : m_slots)
            widest =
                std::max(widest, m_sheet.lettering().width(prisma::number(slot.category.count), m_sheet.size(size)));
        return widest;
    }

    /// What counts take above the highest bar.
    [[nodiscard]] double countRoom() const
    {
        if (m_counts == Counts::Upright)
            return widestCount(UprightSize) + m_sheet.size(4);
        return Lettering::height(m_sheet.size(CountSize));
    }

    /// Room for the words in two lines.
    [[nodiscard]] double wordWidth(const Slot& slot) const
    {
        double widest = 0;
        for (const QString& word : shownLabel(slot.category).split(u' '))
            widest = std::max(widest, m_sheet.lettering().width(word, m_sheet.size(TickSize)));
        return std::min(widest, m_sheet.width() * 0.2) + m_sheet.size(12);
    }

    [[nodiscard]] double barWidth(const Slot& slot) const
    {
        const double most = m_sheet.size(24);
        return isApart(slot) ? std::clamp(m_step * 0.76, m_sheet.size(6), most) : std::min(m_step * 0.76, most);
    }

    void bar(const Slot& slot, double top, double bottom)
    {
        if (slot.category.count <= 0)
            return;
        const Palette& palette = m_sheet.look().palette;
        const double height = (bottom - top) * static_cast<double>(slot.category.count) / m_ticks.back();
        const QRectF place(slot.middle - barWidth(slot) / 2, bottom - height, barWidth(slot), height);
        if (slot.category.notStated)
            m_sheet.hatched(place, palette.unknown);
        else
            m_sheet.rectangle(place, slot.index < 0 ? palette.unknown : palette.bar);
        count(slot, place.top());
        const double reach = isApart(slot) ? wordWidth(slot) : m_step;
        m_sheet.mark(QRectF(slot.middle - reach / 2, top, reach, bottom - top), spoken(slot.category), slot.index);
    }

    /// Over the bar, on a ground of its own, so that no line of the grid runs through the number.
    void count(const Slot& slot, double barTop)
    {
        const Palette& palette = m_sheet.look().palette;
        const QString number = prisma::number(slot.category.count);
        const bool upright = m_counts == Counts::Upright;
        const double size = upright ? UprightSize : CountSize;
        const double along = m_sheet.lettering().width(number, m_sheet.size(size));
        const double across = Lettering::height(m_sheet.size(size));
        if (m_counts == Counts::None)
            return;
        QRectF ground(0, 0, upright ? across : along, upright ? along + m_sheet.size(2) : across);
        ground.moveCenter({slot.middle, 0});
        ground.moveBottom(barTop - 0.5);
        m_sheet.rectangle(ground, palette.background);
        if (upright)
            m_sheet.uprightText(number, ground.center(), size, palette.text);
        else
            m_sheet.text(number, slot.middle, ground.top(), size, palette.text, Qt::AlignHCenter);
    }

    /// False if a year's number would reach under what stands apart from the years.
    [[nodiscard]] bool hasRoom(const Slot& slot) const
    {
        const double half = m_sheet.lettering().width(QString::number(slot.year), m_sheet.size(TickSize)) / 2;
        return std::none_of(m_slots.begin(), m_slots.end(), [&](const Slot& other) {
            return isApart(other)
                && std::abs(other.middle - slot.middle) < wordWidth(other) / 2 - m_sheet.size(2) + half;
        });
    }

    /// Every year, or every second, fifth, tenth, as there is room; always at round years.
    void labels(double top)
    {
        const Palette& palette = m_sheet.look().palette;
        const Lettering& lettering = m_sheet.lettering();
        const double room = lettering.width(QStringLiteral("0000"), m_sheet.size(TickSize)) + m_sheet.size(4);
        int every = 1;
        for (const int step : {1, 2, 5, 10, 20, 50, 100}) {
            every = step;
            if (step * m_step >= room)
                break;
        }
        for (const Slot& slot : m_slots) {
            if (isApart(slot)) {
                double y = top;
                for (const QString& text : lettering.wrapped(shownLabel(slot.category), m_sheet.size(TickSize),
                         wordWidth(slot) - m_sheet.size(4), Weight::Regular, 2)) {
                    m_sheet.text(text, slot.middle, y, TickSize, palette.muted, Qt::AlignHCenter);
                    y += Lettering::height(m_sheet.size(TickSize));
                }
            } else if (slot.year % every == 0 && hasRoom(slot)) {
                m_sheet.text(QString::number(slot.year), slot.middle, top, TickSize, palette.muted, Qt::AlignHCenter);
            }
        }
    }

    const Chart& m_chart;
    Sheet m_sheet;
    std::vector<Slot> m_slots;
    std::vector<Slot> m_apart;
    std::int64_t m_maximum = 0;
    double m_left = 0;
    double m_right = 0;
    std::vector<double> m_ticks;
    double m_step = 0;
    Counts m_counts = Counts::None;
};

} // namespace

Drawing yearChart(const Chart& chart, const Look& look)
{
    return YearChart(chart, look).run();
}

} // namespace winnow::figure
