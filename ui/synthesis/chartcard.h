// One chart of the gallery.
#pragma once

#include "core/figure/charts.h"

#include <QWidget>

class QToolButton;

namespace winnow::ui {

class FigureView;
class LinkButton;

/// A title that enlarges the chart, a button to export it, and the chart laid out to the card's width.
class ChartCard final : public QWidget {
    Q_OBJECT
public:
    explicit ChartCard(QWidget* parent = nullptr);
    void setChart(const figure::Chart& chart);
    [[nodiscard]] FigureView* view() const { return m_view; }

Q_SIGNALS:
    void enlarged();
    void figureExported();
    void dataExported();
    void markActivated(int category);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();

    figure::Chart m_chart;
    LinkButton* m_title;
    QToolButton* m_export;
    FigureView* m_view;
};

} // namespace winnow::ui
