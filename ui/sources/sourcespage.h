// The first step of the flow: where the records come from.
#pragma once

#include "ui/sources/sourcescontroller.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;
class QTableView;

namespace winnow::ui {

class EmptyState;
class ImportPanel;
class PageHeader;

/// The files that can be imported, for a file dialog.
[[nodiscard]] QString exportFilesFilter();

/// One row an import, with its receipt and its undoing; files dropped anywhere on it are previewed and imported.
class SourcesPage final : public Page {
    Q_OBJECT
public:
    explicit SourcesPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~SourcesPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void takeFiles(const QStringList& paths) override; ///< previews them, to be imported

    [[nodiscard]] SourcesController& controller() { return m_controller; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeTable();
    void makeActions();
    void chooseFiles();
    void follow();
    void followSelection();
    void clicked(const QModelIndex& index);
    void openDoor(PageId page);
    [[nodiscard]] int currentRow() const;

    SourcesController m_controller;
    QStackedWidget* m_stack;
    PageHeader* m_header;
    EmptyState* m_empty;
    QTableView* m_table = nullptr;
    ImportPanel* m_panel;
    QPushButton* m_importButton;
    QPushButton* m_receiptButton;
    QPushButton* m_recordsButton;
    QPushButton* m_undoButton;
    QAction* m_import;
    QAction* m_receipt;
    QAction* m_records;
    QAction* m_undo;
    QWidget* m_dropFrame;
};

} // namespace winnow::ui
