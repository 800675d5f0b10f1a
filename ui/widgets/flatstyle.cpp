#include "ui/widgets/flatstyle.h"

#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QTextEdit>
#include <QToolButton>

namespace winnow::ui {
namespace {

constexpr qreal Radius = 5;

bool has(const QStyleOption* option, QStyle::StateFlag flag)
{
    return (option->state & flag) != 0;
}

/// Antialiased painting for as long as it lives.
class Smooth {
public:
    explicit Smooth(QPainter* painter)
        : m_painter(painter)
    {
        m_painter->save();
        m_painter->setRenderHint(QPainter::Antialiasing);
    }
    Smooth(const Smooth&) = delete;
    Smooth& operator=(const Smooth&) = delete;
    ~Smooth() { m_painter->restore(); }

private:
    QPainter* m_painter;
};

void box(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& outline, qreal width = 1,
    qreal radius = Radius)
{
    const Smooth smooth(painter);
    painter->setPen(outline.isValid() ? QPen(outline, width) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = outline.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
}

/// What a scroll bar and the corner between two lie on: the ground of the area that they scroll.
QColor groundOf(const QWidget* widget)
{
    for (; widget != nullptr; widget = widget->parentWidget())
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(widget)) {
            const QWidget* viewport = area->viewport();
            return viewport->palette().color(viewport->backgroundRole());
        }
    return theme::colors().surface;
}

enum class Way { Up, Down, Left, Right };

/// As large as letters are.
qreal withLetters(qreal size)
{
    constexpr qreal Usual = 14; // ascent
    return size * qMax(1.0, QFontMetrics(QApplication::font()).ascent() / Usual);
}

void chevron(QPainter* painter, const QRect& rect, Way way, const QColor& color, qreal usual = 3.5)
{
    const qreal reach = qMin(withLetters(usual), qMax(usual, rect.width() / 2.0 - 1));
    const Smooth smooth(painter);
    painter->setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(QRectF(rect).center());
    painter->rotate(way == Way::Down ? 0 : way == Way::Left ? 90 : way == Way::Up ? 180 : 270);
    painter->drawPolyline(QPolygonF({QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2)}));
}

QColor hoverFill(const QColor& under)
{
    return theme::blend(theme::colors().text, under, 0.06);
}

QColor pressedFill(const QColor& under)
{
    return theme::blend(theme::colors().text, under, 0.12);
}

bool isPrimary(const QWidget* widget)
{
    return widget != nullptr && widget->property("primary").toBool();
}

void drawPushButton(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const Colors& colors = theme::colors();
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool down = has(option, QStyle::State_Sunken);
    const bool hover = enabled && has(option, QStyle::State_MouseOver);
    const bool focus = has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
    const bool flat = button != nullptr && (button->features & QStyleOptionButton::Flat) != 0;
    QColor fill = colors.surface;
    QColor outline = enabled ? theme::control() : colors.border;
    if (isPrimary(widget) && enabled) {
        fill = theme::blend(colors.text, colors.accent, down ? 0.25 : hover ? 0.12 : 0);
        outline = QColor();
    } else if (flat) {
        fill = down ? pressedFill(colors.window) : hover ? hoverFill(colors.window) : QColor();
        outline = QColor();
    } else if (has(option, QStyle::State_On)) {
        fill = colors.selected;
        outline = colors.accent;
    } else if (down || hover) {
        fill = down ? pressedFill(colors.surface) : hoverFill(colors.surface);
    } else if (!enabled) {
        fill = colors.window;
    }
    box(painter, option->rect, fill, outline);
    if (!focus)
        return;
    if (isPrimary(widget))
        box(painter, option->rect.adjusted(2, 2, -2, -2), QColor(), theme::onAccent(), 1.5, Radius - 2);
    else
        box(painter, option->rect, QColor(), colors.accent, 2);
}

void drawToolButton(const QStyleOption* option, QPainter* painter)
{
    const Colors& colors = theme::colors();
    const bool enabled = has(option, QStyle::State_Enabled);
    QColor fill;
    if (has(option, QStyle::State_Sunken))
        fill = pressedFill(colors.window);
    else if (has(option, QStyle::State_On))
        fill = colors.selected;
    else if (enabled && has(option, QStyle::State_MouseOver))
        fill = hoverFill(colors.window);
    const bool focus = has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
    if (fill.isValid() || focus)
        box(painter, option->rect, fill, focus ? colors.accent : QColor(), 2);
}

void drawField(const QStyleOption* option, QPainter* painter, bool focused)
{
    const Colors& colors = theme::colors();
    const bool enabled = has(option, QStyle::State_Enabled);
    box(painter, option->rect, enabled ? colors.surface : colors.window,
        focused       ? colors.accent
            : enabled ? theme::control()
                      : colors.border,
        focused ? 2 : 1);
}

/// A text of several lines that can be edited.
bool isTextField(const QWidget* widget)
{
    if (const auto* plain = qobject_cast<const QPlainTextEdit*>(widget))
        return !plain->isReadOnly() && plain->frameShape() == QFrame::StyledPanel;
    const auto* text = qobject_cast<const QTextEdit*>(widget);
    return text != nullptr && !text->isReadOnly() && text->frameShape() == QFrame::StyledPanel;
}

void drawCheck(const QStyleOption* option, QPainter* painter, bool round)
{
    const Colors& colors = theme::colors();
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const int side = qMin(option->rect.width(), option->rect.height());
    QRect rect(0, 0, side, side);
    rect.moveCenter(option->rect.center());
    const QColor strong = enabled ? colors.accent : theme::blend(colors.muted, colors.surface, 0.5);
    const qreal radius = round ? side / 2.0 : 3.5;
    if (!on && !partly) {
        const QColor fill = has(option, QStyle::State_MouseOver) ? hoverFill(colors.surface) : colors.surface;
        box(painter, rect, fill, enabled ? theme::control() : colors.border, 1.25, radius);
        return;
    }
    box(painter, rect, strong, QColor(), 0, radius);
    const Smooth smooth(painter);
    const QRectF inner(rect);
    if (round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::onAccent());
        painter->drawEllipse(inner.center(), side * 0.19, side * 0.19);
        return;
    }
    painter->setPen(QPen(theme::onAccent(), side / 9.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) { return QPointF(inner.x() + x * side, inner.y() + y * side); };
    if (partly)
        painter->drawLine(at(0.28, 0.5), at(0.72, 0.5));
    else
        painter->drawPolyline(QPolygonF({at(0.25, 0.53), at(0.43, 0.70), at(0.76, 0.32)}));
}

void drawItem(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    if (item != nullptr && item->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, item->backgroundBrush);
    const Colors& colors = theme::colors();
    if (has(option, QStyle::State_Selected))
        painter->fillRect(option->rect, colors.selected);
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled)
        && qobject_cast<const QHeaderView*>(widget) == nullptr)
        painter->fillRect(option->rect, theme::blend(colors.text, colors.surface, 0.035));
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void FlatStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QScrollBar*>(widget) != nullptr || qobject_cast<QTabBar*>(widget) != nullptr
        || qobject_cast<QComboBox*>(widget) != nullptr || qobject_cast<QHeaderView*>(widget) != nullptr)
        widget->setAttribute(Qt::WA_Hover);
    // Enter presses the button that has the focus, as Space does; in a dialog Qt sees to that itself.
    if (auto* button = qobject_cast<QPushButton*>(widget);
        button != nullptr && qobject_cast<QDialog*>(button->window()) == nullptr)
        button->setAutoDefault(true);
}

void FlatStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Colors& colors = theme::colors();
    switch (element) {
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, groundOf(widget));
        return;
    case PE_PanelButtonCommand:
        drawPushButton(option, painter, widget);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameButtonBevel:
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
    case PE_FrameDockWidget:
        return;
    case PE_PanelButtonTool:
        drawToolButton(option, painter);
        return;
    case PE_FrameFocusRect:
        if (has(option, State_KeyboardFocusChange) || qobject_cast<const QAbstractItemView*>(widget) != nullptr)
            box(painter, option->rect, QColor(), colors.accent, 1.5, 3);
        return;
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawField(option, painter, has(option, State_HasFocus));
        return;
    case PE_FrameLineEdit:
        drawField(option, painter, has(option, State_HasFocus));
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
        painter->save();
        painter->setPen(colors.border);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_FrameMenu:
        painter->save();
        painter->setPen(theme::blend(colors.muted, colors.border, 0.2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, colors.surface);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, colors.surface);
        painter->save();
        painter->setPen(theme::control());
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheck(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return;
    case PE_PanelItemViewItem:
        drawItem(option, painter, widget);
        return;
    case PE_PanelItemViewRow:
        if (has(option, State_Selected))
            painter->fillRect(option->rect, colors.selected);
        return;
    case PE_IndicatorArrowDown:
        chevron(painter, option->rect, Way::Down, colors.muted);
        return;
    case PE_IndicatorArrowUp:
        chevron(painter, option->rect, Way::Up, colors.muted);
        return;
    case PE_IndicatorArrowLeft:
        chevron(painter, option->rect, Way::Left, colors.muted);
        return;
    case PE_IndicatorArrowRight:
        chevron(painter, option->rect, Way::Right, colors.muted);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            chevron(painter, option->rect, header->sortIndicator == QStyleOptionHeader::SortDown ? Way::Down : Way::Up,
                colors.muted, 3);
        return;
    case PE_IndicatorBranch:
        if (has(option, State_Children))
            chevron(painter, option->rect, has(option, State_Open) ? Way::Down : Way::Right, colors.muted);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Colors& colors = theme::colors();
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton label = *button;
            if (isPrimary(widget) && has(option, State_Enabled))
                label.palette.setColor(QPalette::ButtonText, theme::onAccent());
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_MenuItem:
        drawMenuItem(option, painter, widget);
        return;
    case CE_MenuBarItem: {
        painter->fillRect(option->rect, colors.window);
        if (has(option, State_Selected) || has(option, State_Sunken))
            box(painter, option->rect.adjusted(1, 6, -1, -6),
                has(option, State_Sunken) ? pressedFill(colors.window) : hoverFill(colors.window), QColor());
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            proxy()->drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                item->palette, has(option, State_Enabled), item->text, QPalette::WindowText);
        return;
    }
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colors.window);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        drawHeader(option, painter, widget);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeaderV2 label;
            label.QStyleOptionHeader::operator=(*header);
            label.state &= ~State_On;
            label.palette.setColor(QPalette::ButtonText, colors.muted);
            QProxyStyle::drawControl(element, &label, painter, widget);
        }
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_ProgressBar:
        drawProgress(option, painter);
        return;
    case CE_Splitter: {
        const bool upright = has(option, State_Horizontal);
        const QPoint middle = option->rect.center();
        if (upright)
            painter->fillRect(QRect(middle.x(), option->rect.top(), 1, option->rect.height()), colors.border);
        else
            painter->fillRect(QRect(option->rect.left(), middle.y(), option->rect.width(), 1), colors.border);
        return;
    }
    case CE_ShapedFrame:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option)) {
            const QPoint middle = option->rect.center();
            if (frame->frameShape == QFrame::HLine)
                painter->fillRect(QRect(option->rect.left(), middle.y(), option->rect.width(), 1), colors.border);
            else if (frame->frameShape == QFrame::VLine)
                painter->fillRect(QRect(middle.x(), option->rect.top(), 1, option->rect.height()), colors.border);
            else if (isTextField(widget))
                drawField(option, painter, widget->hasFocus());
            else if (frame->frameShape != QFrame::NoFrame)
                proxy()->drawPrimitive(PE_Frame, option, painter, widget);
        }
        return;
    case CE_ToolBar:
    case CE_SizeGrip:
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void FlatStyle::drawMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (item == nullptr)
        return;
    const Colors& colors = theme::colors();
    if (item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) {
        painter->fillRect(
            QRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1), colors.border);
        return;
    }
    QStyleOptionMenuItem plain = *item;
    if (has(option, State_Selected) && has(option, State_Enabled)
        && item->menuItemType != QStyleOptionMenuItem::Separator)
        box(painter, option->rect.adjusted(3, 1, -3, -1), colors.selected, QColor(), 0, 4);
    plain.state &= ~State_Selected;
    QProxyStyle::drawControl(CE_MenuItem, &plain, painter, widget);
}

void FlatStyle::drawHeader(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const Colors& colors = theme::colors();
    painter->fillRect(option->rect,
        has(option, State_MouseOver) && has(option, State_Enabled) ? hoverFill(colors.surface) : colors.surface);
    const auto* view = qobject_cast<const QHeaderView*>(widget);
    const QRect& rect = option->rect;
    if (view == nullptr || view->orientation() == Qt::Horizontal)
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.border);
    else
        painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colors.border);
}

void FlatStyle::drawTab(const QStyleOption* option, QPainter* painter) const
{
    const Colors& colors = theme::colors();
    const QRect rect = option->rect;
    if (has(option, State_MouseOver) && has(option, State_Enabled))
        box(painter, rect.adjusted(2, 3, -2, -5), hoverFill(colors.window), QColor());
    if (has(option, State_Selected))
        painter->fillRect(QRect(rect.left() + 8, rect.bottom() - 1, rect.width() - 16, 2), colors.accent);
    if (has(option, State_HasFocus) && has(option, State_KeyboardFocusChange))
        box(painter, rect.adjusted(2, 3, -2, -5), QColor(), colors.accent, 1.5);
}

void FlatStyle::drawProgress(const QStyleOption* option, QPainter* painter) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
    if (bar == nullptr)
        return;
    const Colors& colors = theme::colors();
    QRect track(option->rect);
    track.setHeight(qMin(6, track.height()));
    track.moveCenter(option->rect.center());
    box(painter, track, theme::blend(colors.muted, colors.window, 0.28), QColor(), 0, 3);
    QRect part = track;
    if (bar->maximum <= bar->minimum) {
        part.setWidth(track.width() / 3);
        part.moveCenter(track.center());
    } else {
        const double share = double(bar->progress - bar->minimum) / double(bar->maximum - bar->minimum);
        part.setWidth(qRound(track.width() * qBound(0.0, share, 1.0)));
    }
    if (part.width() > 0)
        box(painter, part, colors.accent, QColor(), 0, 3);
}

void FlatStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    case CC_ComboBox:
        drawComboBox(option, painter, widget);
        return;
    case CC_SpinBox:
        drawSpinBox(option, painter, widget);
        return;
    case CC_Slider:
        drawSlider(option, painter, widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void FlatStyle::drawScrollBar(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    const Colors& colors = theme::colors();
    painter->fillRect(option->rect, groundOf(widget));
    if (bar == nullptr || bar->maximum <= bar->minimum)
        return;
    const bool near = has(option, State_MouseOver) || has(option, State_Sunken);
    QRect slider = proxy()->subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const int inset = near ? 2 : 3;
    slider = bar->orientation == Qt::Vertical ? slider.adjusted(inset, 2, -inset, -2)
                                              : slider.adjusted(2, inset, -2, -inset);
    const double strength = has(option, State_Sunken) ? 0.9 : near ? 0.75 : 0.5;
    const qreal round = qMin(slider.width(), slider.height()) / 2.0;
    box(painter, slider, theme::blend(colors.muted, colors.surface, strength), QColor(), 0, round);
}

void FlatStyle::drawComboBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    if (combo == nullptr)
        return;
    const Colors& colors = theme::colors();
    const bool enabled = has(option, State_Enabled);
    if (combo->frame) {
        const bool focus = has(option, State_HasFocus) || (widget != nullptr && widget->hasFocus());
        const QColor fill = !enabled                           ? colors.window
            : combo->editable || !has(option, State_MouseOver) ? colors.surface
                                                               : hoverFill(colors.surface);
        box(painter, option->rect, fill,
            focus         ? colors.accent
                : enabled ? theme::control()
                          : colors.border,
            focus ? 2 : 1);
    }
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    chevron(painter, arrow, Way::Down, enabled ? colors.muted : colors.border);
}

void FlatStyle::drawSpinBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (spin == nullptr)
        return;
    const Colors& colors = theme::colors();
    if (spin->frame)
        drawField(option, painter, has(option, State_HasFocus) || (widget != nullptr && widget->hasFocus()));
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](SubControl part, Way way, bool possible) {
        chevron(painter, proxy()->subControlRect(CC_SpinBox, option, part, widget), way,
            possible && has(option, State_Enabled) ? colors.muted : colors.border, 2.8);
    };
    arrow(SC_SpinBoxUp, Way::Up, (spin->stepEnabled & QAbstractSpinBox::StepUpEnabled) != 0);
    arrow(SC_SpinBoxDown, Way::Down, (spin->stepEnabled & QAbstractSpinBox::StepDownEnabled) != 0);
}

void FlatStyle::drawSlider(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (slider == nullptr)
        return;
    const Colors& colors = theme::colors();
    const QRect handle = proxy()->subControlRect(CC_Slider, option, SC_SliderHandle, widget);
    const QPoint middle = option->rect.center();
    const bool level = slider->orientation == Qt::Horizontal;
    const QRect groove = level ? QRect(option->rect.left() + 4, middle.y() - 1, option->rect.width() - 8, 3)
                               : QRect(middle.x() - 1, option->rect.top() + 4, 3, option->rect.height() - 8);
    box(painter, groove, theme::blend(colors.muted, colors.window, 0.35), QColor(), 0, 1.5);
    QRect knob(0, 0, 14, 14);
    knob.moveCenter(handle.center());
    box(painter, knob, has(option, State_Enabled) ? colors.accent : colors.border, QColor(), 0, 7);
    if (has(option, State_HasFocus))
        box(painter, knob.adjusted(-3, -3, 3, 3), QColor(), colors.accent, 1.5, 10);
}

QRect FlatStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // A scroll bar is its slider: no arrows at the ends.
    const bool upright = bar->orientation == Qt::Vertical;
    const QRect& all = bar->rect;
    const int length = upright ? all.height() : all.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int least = qMin(28, length);
    const int size = range <= 0
        ? length
        : qBound(least, static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep)), length);
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - size, bar->upsideDown);
    const auto piece = [&](int from, int extent) {
        const QRect rect = upright ? QRect(all.x(), all.y() + from, all.width(), extent)
                                   : QRect(all.x() + from, all.y(), extent, all.height());
        return visualRect(bar->direction, all, rect);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return piece(start, size);
    case SC_ScrollBarSubPage:
        return piece(0, start);
    case SC_ScrollBarAddPage:
        return piece(start + size, length - start - size);
    case SC_ScrollBarGroove:
        return all;
    default:
        return {};
    }
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // A field's words do not lean on its outline.
    if (element == SE_LineEditContents)
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            return rect.adjusted(5, 0, -5, 0);
    return rect;
}

QSize FlatStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize fit = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int line = option != nullptr ? option->fontMetrics.height() : 16;
    switch (type) {
    case CT_PushButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        const bool bare = button != nullptr && button->text.isEmpty();
        return {bare ? qMax(fit.width(), line + 14) : size.width() + 28, qMax(size.height() + 10, line + 14)};
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        return {fit.width() + (type == CT_ComboBox ? 12 : 4), qMax(fit.height(), line + 14)};
    case CT_ToolButton:
        return {qMax(fit.width() + 4, line + 12), qMax(fit.height(), line + 12)};
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
            item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty())
            return {fit.width(), 9};
        return {fit.width() + 16, qMax(fit.height(), line + 10)};
    case CT_MenuBarItem:
        return {fit.width() + 6, line + 24}; // as tall as a search box beside them
    case CT_HeaderSection:
        return {fit.width() + 8, qMax(fit.height(), line + 12)};
    case CT_ItemViewItem:
        return {fit.width(), qMax(fit.height(), line + 10)};
    case CT_TabBarTab:
        return {fit.width(), qMax(fit.height(), line + 16)};
    default:
        return fit;
    }
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
        return 5;
    case PM_DefaultFrameWidth:
        if (isTextField(widget))
            return 3;
        return qobject_cast<const QAbstractSpinBox*>(widget) != nullptr
                || qobject_cast<const QComboBox*>(widget) != nullptr
            ? 4
            : 1;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuBarHMargin:
        return 6;
    case PM_MenuBarVMargin:
    case PM_MenuBarPanelWidth:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_TabBarTabHSpace:
        return 28;
    case PM_HeaderMargin:
        return 8;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return option != nullptr ? qMax(16, option->fontMetrics.height() - 2) : 16;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_LineEditIconSize:
    case PM_ListViewIconSize:
        return qRound(withLetters(16));
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return theme::Grid;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 2 * theme::Grid;
    case PM_FocusFrameHMargin:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup:
    case SH_Widget_Animation_Duration:
    case SH_ScrollBar_MiddleClickAbsolutePosition:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_MenuBar_MouseTracking:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

} // namespace winnow::ui
