#include "ui/widgets/theme.h"

#include "ui/widgets/flatstyle.h"
#include "ui/widgets/iconengine.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QHeaderView>
#include <QPalette>
#include <QTableView>

#include <optional>
#include <utility>
#include <vector>

namespace winnow::ui::theme {
namespace {

const Colors Light{QColor(0xF6F7F7), QColor(0xFFFFFF), QColor(0x1B1F24), QColor(0x57606A), QColor(0xD5D9DD),
    QColor(0xE1F0F0), QColor(0x0B6E75), QColor(0x1A7F37), QColor(0xB42318), QColor(0x8A5A00),
    {QColor(0xD7F0DD), QColor(0xFBDDD9), QColor(0xDCE9FB), QColor(0xFFF0BF), QColor(0xEADFFB)}};
const Colors Dark{QColor(0x15181C), QColor(0x1D2126), QColor(0xE6EAEE), QColor(0x9DA7B1), QColor(0x353B43),
    QColor(0x17383B), QColor(0x5CC8CC), QColor(0x56C271), QColor(0xFF8A80), QColor(0xE3B341),
    {QColor(0x1F4A2B), QColor(0x5A2320), QColor(0x1F3B63), QColor(0x544410), QColor(0x43306A)}};

/// What the application had before its first look: the system's palette and font.
struct System {
    bool dark = false;
    QFont font;
    int textSize = 100;
};

// In the order of Ink.
const PaperColors WhitePaper{QColor(0xFFFFFF), QColor(0, 0, 0), QColor(0xA85400),
    {QColor(0xB5D5FF), QColor(0xFFEB99), QColor(0xFFC266), QColor(0xDDE0E3), QColor(0xFFC9C0), QColor(0xC2ECC6),
        QColor(0xBDEBEE), QColor(0xE5E99A), QColor(0xE3D0FB)},
    {QColor(0x1D63C4), QColor(0x8A6100), QColor(0xA85400), QColor(0x57606A), QColor(0xC4321F), QColor(0x1A7F37),
        QColor(0x0B6E75), QColor(0x6B7000), QColor(0x7A45C9)}};
const PaperColors DarkPaper{QColor(0x14171A), QColor(0xEEEEEE), QColor(0xFFC266),
    {QColor(0x1A4278), QColor(0x5C4A00), QColor(0x8A5400), QColor(0x3A4148), QColor(0x6E211A), QColor(0x17512A),
        QColor(0x0E4A54), QColor(0x4A4D0E), QColor(0x46307A)},
    {QColor(0x7FB4FF), QColor(0xE3B341), QColor(0xFFC266), QColor(0x9DA7B1), QColor(0xFF8A80), QColor(0x56C271),
        QColor(0x5CC8CC), QColor(0xD0D468), QColor(0xC3A3FF)}};

bool isDark = false;
std::optional<System> systemLook;

System& system()
{
    if (!systemLook) {
        const QPalette palette = QApplication::palette();
        // Qt 6.4 does not say which scheme the desktop uses: its palette does, and GTK's variable.
        const bool darkPalette =
            palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
        const QString gtk = qEnvironmentVariable("GTK_THEME");
        systemLook =
            System{darkPalette || gtk.endsWith(QLatin1String("dark"), Qt::CaseInsensitive), QApplication::font(), 100};
    }
    return *systemLook;
}

QPalette paletteOf(const Colors& colors)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color, const QColor& disabled) {
        palette.setColor(QPalette::Active, role, color);
        palette.setColor(QPalette::Inactive, role, color);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    const QColor faint = blend(colors.muted, colors.surface, 0.65);
    set(QPalette::Window, colors.window, colors.window);
    set(QPalette::WindowText, colors.text, faint);
    set(QPalette::Base, colors.surface, colors.window);
    set(QPalette::AlternateBase, blend(colors.window, colors.surface, 0.6), colors.window);
    set(QPalette::Text, colors.text, faint);
    set(QPalette::Button, colors.surface, colors.window);
    set(QPalette::ButtonText, colors.text, faint);
    set(QPalette::BrightText, colors.surface, colors.surface);
    set(QPalette::Highlight, colors.selected, colors.border);
    set(QPalette::HighlightedText, colors.text, faint);
    set(QPalette::Link, colors.accent, faint);
    set(QPalette::LinkVisited, colors.accent, faint);
    set(QPalette::PlaceholderText, colors.muted, faint);
    set(QPalette::ToolTipBase, colors.surface, colors.surface);
    set(QPalette::ToolTipText, colors.text, colors.text);
    set(QPalette::Light, colors.surface, colors.surface);
    set(QPalette::Midlight, blend(colors.border, colors.surface, 0.5), colors.border);
    set(QPalette::Mid, colors.border, colors.border);
    set(QPalette::Dark, control(), colors.border);
    set(QPalette::Shadow, colors.border, colors.border);
    return palette;
}

QFont scaled(double factor, QFont::Weight weight = QFont::Normal)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    font.setWeight(weight);
    return font;
}

/// Of the rows, then of each column.
std::vector<int> sizesOf(const QTableView& table)
{
    std::vector<int> sizes{table.verticalHeader()->defaultSectionSize()};
    for (int column = 0; column < table.horizontalHeader()->count(); ++column)
        sizes.push_back(table.columnWidth(column));
    return sizes;
}

/// Rows and columns with the letters, but for those that their table has fitted by itself.
void grow(QTableView& table, const std::vector<int>& before, double by)
{
    const std::vector<int> now = sizesOf(table);
    if (now.size() != before.size())
        return;
    if (now[0] == before[0])
        table.verticalHeader()->setDefaultSectionSize(qRound(before[0] * by));
    for (std::size_t i = 1; i < now.size(); ++i)
        if (const int column = static_cast<int>(i) - 1; now[i] == before[i] && !table.isColumnHidden(column)
            && table.horizontalHeader()->sectionResizeMode(column) == QHeaderView::Interactive)
            table.setColumnWidth(column, qRound(before[i] * by));
}

} // namespace

void apply(QApplication& application, Appearance appearance)
{
    const bool darkSystem = system().dark;
    isDark = appearance == Appearance::System ? darkSystem : appearance == Appearance::Dark;
    if (qobject_cast<FlatStyle*>(QApplication::style()) == nullptr)
        QApplication::setStyle(new FlatStyle);
    application.setPalette(paletteOf(colors()));
}

void setTextSize(int percent)
{
    if (system().textSize == percent)
        return;
    system().textSize = percent;
    QFont font = system().font;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * percent / 100);
    else
        font.setPixelSize(font.pixelSize() * percent / 100);
    const double growth = font.pointSizeF() > 0
        ? font.pointSizeF() / QApplication::font().pointSizeF()
        : font.pixelSize() / static_cast<double>(QApplication::font().pixelSize());
    std::vector<std::pair<QTableView*, std::vector<int>>> tables;
    for (QWidget* widget : QApplication::allWidgets())
        if (auto* const table = qobject_cast<QTableView*>(widget))
            tables.emplace_back(table, sizesOf(*table));
    QApplication::setFont(font);
    for (QWidget* widget : QApplication::allWidgets())
        if (auto* const label = qobject_cast<TextLabel*>(widget))
            label->followLetters();
    for (const auto& [table, sizes] : tables)
        grow(*table, sizes, growth);
}

const PaperColors& paper(Paper paper)
{
    return paper == Paper::White ? WhitePaper : DarkPaper;
}

const Colors& colors()
{
    return isDark ? Dark : Light;
}

bool dark()
{
    return isDark;
}

QColor onAccent()
{
    return isDark ? QColor(0x0C1B1C) : QColor(0xFFFFFF);
}

QColor control()
{
    return blend(colors().muted, colors().surface, isDark ? 0.62 : 0.72);
}

QColor blend(const QColor& over, const QColor& under, double part)
{
    const auto mix = [part](float a, float b) { return static_cast<float>(a * part + b * (1 - part)); };
    return QColor::fromRgbF(
        mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()), mix(over.blueF(), under.blueF()));
}

QIcon icon(const QString& name)
{
    return QIcon(new IconEngine(name));
}

int readableWidth(const QFont& font, int letters)
{
    return letters * QFontMetrics(font).averageCharWidth() + 2 * CardMargin;
}

QFont title()
{
    return scaled(1.35, QFont::DemiBold);
}

QFont heading()
{
    return scaled(1.15, QFont::DemiBold);
}

QFont caption()
{
    return scaled(0.9);
}

QFont tabular()
{
    // The figures of most system fonts have one width already; a monospaced font would shout. Those that have
    // old-style or proportional ones are few, and Qt 6.4 cannot ask for OpenType's "tnum".
    return scaled(1.0);
}

} // namespace winnow::ui::theme

winnow::ui::Ink winnow::ui::meaningInk(int meaning)
{
    return meaning < 0 || meaning > 4 ? Ink::Former : static_cast<Ink>(static_cast<int>(Ink::Meaning1) + meaning);
}
