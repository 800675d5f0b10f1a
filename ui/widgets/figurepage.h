// A page that shows figures made of the review's records.
#pragma once

#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace winnow::ui {

class EmptyState;
class PageHeader;

/// Until there are records, a line that leads to the sources; then its content, with actions as buttons in the head.
class FigurePage : public Page {
    Q_OBJECT
public:
    void entered() override;

protected:
    FigurePage(PageId id, const QString& heading, const QString& emptyLine, Dialogs& dialogs, QWidget* parent);
    void layOut(QWidget* content, QWidget* firstFocus); ///< once, when the content is made
    /// An action of the page with a button in the head.
    QAction* makeButton(const QString& id, const QString& text, std::function<void()> run);
    void showButtons(bool shown); ///< those made above; their actions are enabled along with it
    void showContent(bool any); ///< whether there are records
    [[nodiscard]] PageHeader& header() { return *m_header; }
    void say(const QString& text) { Q_EMIT notice(text, false); }
    void hideEvent(QHideEvent* event) override;

    virtual void setActive(bool active) = 0; ///< in sight or not

private:
    PageHeader* m_header;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_firstFocus = nullptr;
    std::vector<std::pair<QAction*, QPushButton*>> m_buttons;
};

} // namespace winnow::ui
