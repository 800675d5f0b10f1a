// Items of a list as a name and a smaller line below it.
#pragma once

#include "ui/widgets/statusmark.h"

#include <QColor>
#include <QStyledItemDelegate>

#include <optional>

namespace winnow::ui {

/// The name is the item's display text; what stands below and before it is the owner's.
class TwoLineDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    struct Rest {
        QString lower; ///< the line below
        QColor color; ///< of it; invalid: muted
        std::optional<Mark> mark; ///< before the name
        QColor stripe{}; ///< at the left edge, if valid
    };
    [[nodiscard]] virtual Rest rest(const QModelIndex& index) const = 0;
};

} // namespace winnow::ui
