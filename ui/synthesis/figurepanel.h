// A part of the synthesis page that shows a figure and what belongs to it.
#pragma once

#include "ui/widgets/page.h"

#include <QWidget>

namespace winnow::ui {

class FigureView;

class FigurePanel : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    [[nodiscard]] virtual FigureView& view() = 0;
    virtual void exportFigure() = 0;
    virtual void exportData() = 0;

Q_SIGNALS:
    void doorOpened(const winnow::ui::Door& door);
    void said(const QString& notice);
};

} // namespace winnow::ui
