// Step 6: what could have biased the results of each included study, and how likely.
#pragma once

#include "ui/appraisal/appraisalcontroller.h"
#include "ui/widgets/page.h"

class QComboBox;
class QListView;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace winnow::ui {

class AppraisalView;
class EmptyState;
class FigureView;
class InstrumentChooser;
class JudgedStudies;
class PageHeader;
class ReportPane;
class TextLabel;

/// Studies left, report in the middle, the instrument's questions right; on a second tab the judgements as figures.
class AppraisalPage final : public Page {
    Q_OBJECT
public:
    explicit AppraisalPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~AppraisalPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void open(const Door& door) override;
    [[nodiscard]] QList<QAction*> pageActions() const override;
    [[nodiscard]] QString stateName() const override;
    [[nodiscard]] QVariantMap state() const override;
    void setState(const QVariantMap& state) override;

    [[nodiscard]] AppraisalController& controller() { return m_controller; }
    [[nodiscard]] AppraisalView& view() { return *m_view; }
    [[nodiscard]] ReportPane& report() { return *m_report; }
    [[nodiscard]] FigureView& figure() { return *m_figure; }

protected:
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QWidget* makeAssessment();
    QWidget* makeFigures();
    void makeActions();
    void follow();
    void followPlan();
    void followStudy();
    void draw();
    void moveBy(int step);
    void chooseInstrument();
    bool quote(); ///< the selected words, for the current step; false if there are none
    void showPlace(const Evidence& place);
    void showNextQuote();
    [[nodiscard]] bool needsReturn(const QWidget* focused) const; ///< for itself, so that no shortcut may have it
    void markQuotes();
    void attach();
    void exportFigures();
    void exportTable();
    void importTable();
    [[nodiscard]] AppraisalController::Kind kind() const;

    AppraisalController m_controller;
    QAction* m_change = nullptr;
    QAction* m_exportFigure = nullptr;
    QAction* m_exportTable = nullptr;
    QAction* m_importTable = nullptr;
    PageHeader* m_header;
    QPushButton* m_changeButton = nullptr;
    QComboBox* m_outcome;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    InstrumentChooser* m_chooser;
    QTabWidget* m_tabs;
    JudgedStudies* m_studyModel;
    QListView* m_studies = nullptr;
    ReportPane* m_report;
    AppraisalView* m_view;
    TextLabel* m_whose = nullptr;
    QStackedWidget* m_drawn = nullptr;
    QComboBox* m_kind = nullptr;
    FigureView* m_figure;
    std::size_t m_nextQuote = 0; ///< of the current step's, to be shown
    bool m_choosing = false; ///< the instrument is being changed for another one
    bool m_following = false;
};

} // namespace winnow::ui
