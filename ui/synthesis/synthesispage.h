// The step that looks at the whole: summary charts, what the arms had, meta-analyses.
#pragma once

#include "ui/synthesis/analysescontroller.h"
#include "ui/synthesis/crosspanel.h"
#include "ui/synthesis/synthesiscontroller.h"
#include "ui/widgets/figurepage.h"

class QGridLayout;
class QListWidget;
class QScrollArea;
class QStackedWidget;

namespace winnow::ui {

class AnalysisPanel;
class ArmsPanel;
class ChartCard;
class FigurePanel;
class FigureView;
class SidePanes;

/// A list to choose from at the left; at the right all charts as cards, the chosen one, large, or a panel for another
/// kind of figure. Bars open their records, studies their values.
class SynthesisPage final : public FigurePage {
    Q_OBJECT
public:
    explicit SynthesisPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~SynthesisPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    [[nodiscard]] QList<QAction*> pageActions() const override;

    [[nodiscard]] SynthesisController& controller() { return m_controller; }
    [[nodiscard]] AnalysesController& analyses() { return m_analyses; }
    [[nodiscard]] CrossController& cross() { return m_cross; }
    [[nodiscard]] AnalysisPanel& analysis() { return *m_analysis; }

protected:
    void changeEvent(QEvent* event) override;
    void setActive(bool active) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    [[nodiscard]] QWidget* makeList();
    void choose(const class QListWidgetItem* item);
    void showPlace(const QString& place);
    [[nodiscard]] QString place() const; ///< as the list's items have it
    [[nodiscard]] FigurePanel* panel() const; ///< that is shown; none: charts
    void writeReport();
    void follow();
    void followSelection();
    void fillList();
    void fillGallery();
    void arrangeCards();
    void openDoor(std::size_t summary, int category);
    void saveFigure(std::size_t summary);
    void saveData(std::size_t summary);

    SynthesisController m_controller;
    AnalysesController m_analyses;
    CrossController m_cross;
    std::shared_ptr<Session> m_session;
    QListWidget* m_list;
    SidePanes* m_panes = nullptr;
    QStackedWidget* m_charts;
    QScrollArea* m_gallery;
    QGridLayout* m_grid;
    std::vector<ChartCard*> m_cards;
    int m_columns = 0;
    FigureView* m_large;
    AnalysisPanel* m_analysis;
    CrossPanel* m_crossed;
    ArmsPanel* m_arms;
    QString m_other; ///< the place of what is neither a chart nor a meta-analysis; empty: one of these is shown
    QAction* m_all = nullptr;
    QAction* m_forR = nullptr;
    QAction* m_remove = nullptr;
};

} // namespace winnow::ui
