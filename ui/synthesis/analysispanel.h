// One meta-analysis: its figures, what it says in words, who is left out, and what it is asked.
#pragma once

#include "ui/synthesis/analysescontroller.h"
#include "ui/synthesis/figurepanel.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QTabWidget;

namespace winnow::ui {

class Dialogs;
class FieldChoice;
class FigureView;
class TextLabel;

/// The figure with a tab a kind, words beneath; the question stands beside it. A mark of the figure and a
/// study that is left out open the study's values. Changes of the question are kept at once.
class AnalysisPanel final : public FigurePanel {
    Q_OBJECT
public:
    AnalysisPanel(AnalysesController& controller, Dialogs& dialogs, QWidget* parent = nullptr);

    /// What it is asked, to stand beside it: the page places it.
    [[nodiscard]] QScrollArea* question() const { return m_question; }
    [[nodiscard]] FigureView& view() override { return *m_view; }
    [[nodiscard]] synthesis::FigureKind kind() const;
    void showKind(synthesis::FigureKind kind);
    void exportFigure() override;
    void exportData() override;
    void exportForR();
    void focusFirst();

protected:
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeFigure();
    [[nodiscard]] QWidget* makeWords();
    [[nodiscard]] QScrollArea* makeQuestion();
    void follow();
    void followQuestion(const AnalysisPlan& plan);
    void followModerators(const AnalysisPlan& plan);
    void followFigure();
    void followWords();
    void followLeftOut(const synthesis::Synthesis& shown);
    void take(); ///< what the fields say
    [[nodiscard]] synthesis::FigureRules rules() const;
    [[nodiscard]] QString fileName(const QString& ending) const;

    AnalysesController& m_controller;
    Dialogs& m_dialogs;
    QScrollArea* m_question = nullptr;
    QTabBar* m_kinds;
    QStackedWidget* m_figure;
    FigureView* m_view;
    TextLabel* m_problem;
    QTabWidget* m_words;
    QPlainTextEdit* m_result;
    QListWidget* m_leftOut;
    QPlainTextEdit* m_remarks;
    QPlainTextEdit* m_methods;
    QLineEdit* m_title;
    QComboBox* m_outcome;
    QComboBox* m_time;
    QComboBox* m_measure;
    QComboBox* m_method;
    QComboBox* m_test;
    QCheckBox* m_dropDoubleZero;
    QComboBox* m_subgroup;
    FieldChoice* m_moderators;
    QComboBox* m_sort;
    QLineEdit* m_lower;
    QLineEdit* m_higher;
    QCheckBox* m_fillsIn;
    QCheckBox* m_hasRisk;
    bool m_following = false;
};

} // namespace winnow::ui
