#include "ui/shell/palette.h"

#include "ui/shell/fuzzymatch.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {
namespace {

enum Role { Entry = Qt::UserRole, Keys, Group, Positions, Enabled };

/// The name with the letters that fit in bold; its group and its shortcut at the right.
class ActionDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return {0, option.fontMetrics.height() + 14};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colors& colors = theme::colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.selected);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), 5, 5);
        }
        const bool enabled = index.data(Enabled).toBool();
        QRect rect = option.rect.adjusted(16, 0, -16, 0);
        const QString keys = index.data(Keys).toString();
        painter->setFont(theme::caption());
        painter->setPen(colors.muted);
        const int keysWidth = keys.isEmpty() ? 0 : QFontMetrics(theme::caption()).horizontalAdvance(keys) + 16;
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, keys);
        const QString group = index.data(Group).toString();
        const int groupWidth = QFontMetrics(theme::caption()).horizontalAdvance(group) + 16;
        painter->drawText(rect.adjusted(0, 0, -qMax(keysWidth, 96), 0), Qt::AlignVCenter | Qt::AlignRight, group);
        rect.setRight(rect.right() - qMax(keysWidth, 96) - groupWidth);
        drawName(*painter, rect, index, enabled ? colors.text : colors.muted, option.font);
        painter->restore();
    }

private:
    static void drawName(
        QPainter& painter, const QRect& rect, const QModelIndex& index, const QColor& color, const QFont& font)
    {
        const QString name = index.data().toString();
        const QList<QVariant> fits = index.data(Positions).toList();
        QFont bold = font;
        bold.setWeight(QFont::Bold);
        painter.setPen(color);
        int x = rect.left();
        for (qsizetype at = 0; at < name.size();) {
            const bool strong = fits.contains(QVariant::fromValue(at));
            qsizetype end = at + 1;
            while (end < name.size() && fits.contains(QVariant::fromValue(end)) == strong)
                ++end;
            const QString piece = name.mid(at, end - at);
            painter.setFont(strong ? bold : font);
            painter.drawText(QRect(x, rect.top(), rect.right() - x, rect.height()), Qt::AlignVCenter, piece);
            x += painter.fontMetrics().horizontalAdvance(piece);
            at = end;
        }
    }
};

} // namespace

CommandPalette::CommandPalette(const ActionList& actions, std::function<void(PageId)> goTo, QWidget* window)
    : QFrame(window)
    , m_actions(actions)
    , m_goTo(std::move(goTo))
    , m_input(new QLineEdit)
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Command palette"));
    m_input->setPlaceholderText(tr("Type a command"));
    m_input->setAccessibleName(tr("Command"));
    m_input->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ActionDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    column->addWidget(m_input);
    column->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::popUp()
{
    m_before = QApplication::focusWidget();
    m_input->clear();
    fill({});
    place();
    show();
    raise();
    m_input->setFocus(Qt::PopupFocusReason);
}

QStringList CommandPalette::shown() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names.append(m_model->item(row)->text());
    return names;
}

void CommandPalette::fill(const QString& typed)
{
    struct Fit {
        std::size_t entry;
        FuzzyMatch match;
    };
    std::vector<Fit> fits;
    const auto& entries = m_actions.entries();
    for (std::size_t at = 0; at < entries.size(); ++at) {
        if (!entries[at].action->isVisible())
            continue;
        if (auto match = fuzzyMatch(typed, plainText(*entries[at].action)))
            fits.push_back({at, std::move(*match)});
    }
    std::stable_sort(fits.begin(), fits.end(), [&](const Fit& a, const Fit& b) {
        const bool aEnabled = entries[a.entry].action->isEnabled();
        const bool bEnabled = entries[b.entry].action->isEnabled();
        return aEnabled != bEnabled ? aEnabled : a.match.score > b.match.score;
    });
    m_model->clear();
    for (const Fit& fit : fits) {
        const ActionList::Entry& entry = entries[fit.entry];
        auto* item = new QStandardItem(plainText(*entry.action));
        item->setData(static_cast<int>(fit.entry), Entry);
        item->setData(entry.action->shortcut().toString(QKeySequence::NativeText), Keys);
        item->setData(entry.group, Group);
        QList<QVariant> positions;
        for (const qsizetype position : fit.match.positions)
            positions.append(QVariant::fromValue(position));
        item->setData(positions, Positions);
        item->setData(entry.action->isEnabled(), Enabled);
        item->setAccessibleText(item->text() + QStringLiteral(", ") + entry.group);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::run()
{
    const QModelIndex index = m_list->currentIndex();
    hide();
    if (m_before != nullptr)
        m_before->setFocus();
    if (!index.isValid() || !index.data(Enabled).toBool())
        return;
    const ActionList::Entry entry = m_actions.entries().at(static_cast<std::size_t>(index.data(Entry).toInt()));
    if (entry.page)
        m_goTo(*entry.page);
    entry.action->trigger();
}

void CommandPalette::place()
{
    const QWidget* window = parentWidget();
    const int width = qMin(fontMetrics().averageCharWidth() * 88, window->width() - 4 * theme::Grid);
    const int height = qMin(fontMetrics().height() * 22, window->height() - 12 * theme::Grid);
    setGeometry((window->width() - width) / 2, 6 * theme::Grid, width, height);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_input && event->type() == QEvent::FocusOut && isVisible()
        && QApplication::focusWidget() != m_input)
        hide();
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (const auto* key = static_cast<QKeyEvent*>(event); key->key()) {
    case Qt::Key_Escape:
        hide();
        if (m_before != nullptr)
            m_before->setFocus();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(m_list, event);
        return true;
    default:
        return false;
    }
}

void CommandPalette::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::colors().surface);
    painter.setPen(theme::control());
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace winnow::ui
