// What the arms of the studies had: adverse events, or an outcome over time.
#pragma once

#include "ui/synthesis/analysescontroller.h"
#include "ui/synthesis/figurepanel.h"

class QListWidget;
class QSplitter;

namespace winnow::ui {

class Dialogs;
class TextLabel;

/// The figure, and beneath it what cannot be drawn. A row or a point opens the study's values.
class ArmsPanel final : public FigurePanel {
    Q_OBJECT
public:
    ArmsPanel(AnalysesController& controller, Dialogs& dialogs, QWidget* parent = nullptr);

    /// By AnalysesController::OfArms::id; false, and what was shown stays, if there is none.
    bool showFigure(const std::string& id);
    [[nodiscard]] FigureView& view() override { return *m_view; }
    void exportFigure() override;
    void exportData() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] const AnalysesController::OfArms* shown() const;
    [[nodiscard]] figure::Drawing drawing(const figure::Look& look) const;
    void follow();

    AnalysesController& m_controller;
    Dialogs& m_dialogs;
    std::string m_id;
    FigureView* m_view;
    QWidget* m_beneath;
    TextLabel* m_heading;
    QListWidget* m_leftOut;
};

} // namespace winnow::ui
