// The last step of the flow: the PRISMA 2020 diagram, drawn from the records themselves.
#pragma once

#include "ui/prisma/prismacontroller.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace winnow::ui {

class EmptyState;
class FigureView;
class FlowLayout;
class PageHeader;
class TextLabel;

/// The diagram, whose boxes open their records; under it a line that says whether the numbers add up and what is open.
class PrismaPage final : public Page {
    Q_OBJECT
public:
    explicit PrismaPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~PrismaPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    [[nodiscard]] QList<QAction*> pageActions() const override;

    [[nodiscard]] PrismaController& controller() { return m_controller; }

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    [[nodiscard]] QWidget* makeFoot();
    void follow();
    void followOpenWork();

    PrismaController m_controller;
    std::vector<figure::FlowTarget> m_targets;
    PageHeader* m_header;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    FigureView* m_view;
    TextLabel* m_verdict = nullptr;
    FlowLayout* m_open = nullptr;
    QAction* m_exportFigure = nullptr;
    QAction* m_exportData = nullptr;
    QList<QPushButton*> m_buttons;
};

} // namespace winnow::ui
