// How far reviewers agree: per pair, over time, and as a sentence.
#pragma once

#include "ui/reviewers/agreementcontroller.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QPlainTextEdit;
class QStackedWidget;

namespace winnow::ui {

class EmptyState;
class FigureView;
class ShortTable;
class TextLabel;

class AgreementPanel final : public QWidget {
    Q_OBJECT
public:
    AgreementPanel(AgreementController& controller, const QList<QAction*>& exports, QWidget* parent = nullptr);
    void takeFocus();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeBody(const QList<QAction*>& exports);
    void follow();
    void draw();

    AgreementController& m_controller;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    TextLabel* m_summary;
    QCheckBox* m_maybes;
    ShortTable* m_pairs;
    ShortTable* m_stretches;
    FigureView* m_chart;
    TextLabel* m_methods;
};

} // namespace winnow::ui
