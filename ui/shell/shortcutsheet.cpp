#include "ui/shell/shortcutsheet.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {
namespace {

/// One group as two columns of labels; nothing if none of its actions has a shortcut.
QWidget* groupOf(const ActionList& actions, const QString& group, bool ofPage)
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 2 * theme::Grid);
    grid->setHorizontalSpacing(3 * theme::Grid);
    grid->setVerticalSpacing(6);
    grid->addWidget(new TextLabel(TextLabel::Voice::Strong, group), 0, 0, 1, 2);
    int row = 1;
    for (const ActionList::Entry& entry : actions.entries()) {
        if (entry.group != group || entry.page.has_value() != ofPage || entry.action->shortcut().isEmpty()
            || !entry.action->isVisible()) // such as a reason's digit without the reason
            continue;
        grid->addWidget(new TextLabel(TextLabel::Voice::Body, plainText(*entry.action)), row, 0);
        QStringList keys;
        for (const QKeySequence& sequence : entry.action->shortcuts())
            keys.append(sequence.toString(QKeySequence::NativeText));
        auto* label = new TextLabel(TextLabel::Voice::Muted, keys.join(QStringLiteral("  ")));
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(label, row, 1);
        ++row;
    }
    grid->setColumnStretch(0, 1);
    if (row > 1)
        return box;
    delete box;
    return nullptr;
}

} // namespace

ShortcutSheet::ShortcutSheet(const ActionList& actions, std::optional<PageId> page, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Shortcuts"));
    setObjectName(QStringLiteral("shortcutSheet"));
    auto* body = new QWidget;
    auto* columns = new QHBoxLayout(body);
    columns->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, 0);
    columns->setSpacing(6 * theme::Grid);
    QStringList seen;
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    int leftHeight = 0;
    int rightHeight = 0;
    std::vector<ActionList::Entry> entries = actions.entries();
    std::stable_partition(
        entries.begin(), entries.end(), [](const ActionList::Entry& entry) { return entry.page.has_value(); });
    for (const ActionList::Entry& entry : entries) {
        const bool ofPage = entry.page.has_value();
        if (seen.contains(entry.group) || (ofPage && entry.page != page))
            continue;
        seen.append(entry.group);
        auto* group = groupOf(actions, entry.group, ofPage);
        if (group == nullptr)
            continue;
        const bool first = ofPage || leftHeight <= rightHeight;
        (first ? left : right)->addWidget(group);
        (first ? leftHeight : rightHeight) += group->sizeHint().height();
    }
    left->addStretch(1);
    right->addStretch(1);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(body);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Shortcuts"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 2 * theme::Grid, 2 * theme::Grid);
    all->addWidget(scroll);
    all->addWidget(buttons);
    // With large letters both columns do not stand beside each other: what is at their right are the keys.
    const int widest = qMin(1100, parent != nullptr ? parent->width() : 1100);
    if (body->sizeHint().width() + 32 > widest)
        columns->setDirection(QBoxLayout::TopToBottom);
    const QSize wanted = body->sizeHint();
    resize(qMin(wanted.width() + 32, widest), qMin(wanted.height() + 80, 720));
}

} // namespace winnow::ui
