// Where the review's form is made: its parts at the left, the selected part in the middle, at the right the form as
// extractors will see it, to be tried out.
#pragma once

#include "ui/extraction/designcontroller.h"
#include "ui/extraction/extractioncontroller.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace winnow::ui {

class FormOutline;
class FormView;
class LinkButton;
class Page;
class PageHeader;
class PartForm;
class PrimaryButton;
class SidePanes;
class TextLabel;

/// All is done by keyboard: the page's actions (extraction.design…), the outline's own keys, Ctrl+Z for the draft, and
/// Esc to leave it, which keeps the draft.
class FormDesigner final : public QWidget {
    Q_OBJECT
public:
    FormDesigner(DesignController& controller, Page& page, QWidget* parent = nullptr);
    ~FormDesigner() override;
    void takeFocus(); ///< to the outline
    void setActionsEnabled(bool enabled); ///< those that act on the draft
    [[nodiscard]] FormView& preview() { return *m_preview; }
    [[nodiscard]] PartForm& part() { return *m_part; }
    [[nodiscard]] FormOutline& outline() { return *m_outline; }

Q_SIGNALS:
    void closeWanted();
    void anotherFormWanted(); ///< one of the templates
    void discarded();

protected:
    bool event(QEvent* event) override;

private:
    void makeActions(Page& page);
    QWidget* makeOutline();
    QWidget* makePreview();
    void follow();
    void showPreview();
    void revealSelected();
    void offerSections();
    void importForm();
    void exportForm();
    void focusName();

    DesignController& m_controller;
    Page& m_page;
    ExtractionController m_trial; ///< of the preview
    PageHeader* m_header;
    SidePanes* m_panes;
    FormOutline* m_outline;
    PartForm* m_part;
    FormView* m_preview;
    TextLabel* m_told;
    PrimaryButton* m_saveButton;
    QPushButton* m_discardButton;
    QPushButton* m_addButton = nullptr;
    QPushButton* m_sectionButton = nullptr;
    QWidget* m_partPane = nullptr;
    QAction* m_save = nullptr;
    QAction* m_discard = nullptr;
    QAction* m_export = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QList<QAction*> m_changing; ///< need a review that can be written
    QTimer m_previewSoon; ///< while one types, the preview waits
    bool m_enabled = false;
};

} // namespace winnow::ui
