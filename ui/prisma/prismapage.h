// The last step of the flow: the PRISMA 2020 diagram, drawn from the records themselves.
#pragma once

#include "ui/prisma/prismacontroller.h"
#include "ui/widgets/figurepage.h"

namespace winnow::ui {

class FigureView;
class FlowLayout;
class TextLabel;

/// The diagram, whose boxes open their records; under it a line that says whether the numbers add up and what is open.
class PrismaPage final : public FigurePage {
    Q_OBJECT
public:
    explicit PrismaPage(Dialogs& dialogs, QWidget* parent = nullptr);
    ~PrismaPage() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    [[nodiscard]] QList<QAction*> pageActions() const override;

    [[nodiscard]] PrismaController& controller() { return m_controller; }

protected:
    void changeEvent(QEvent* event) override;
    void setActive(bool active) override { m_controller.setActive(active); }

private:
    void makeActions();
    [[nodiscard]] QWidget* makeFoot();
    void follow();
    void followOpenWork();

    PrismaController m_controller;
    std::vector<figure::FlowTarget> m_targets;
    FigureView* m_view;
    TextLabel* m_verdict = nullptr;
    TextLabel* m_blind = nullptr;
    FlowLayout* m_open = nullptr;
};

} // namespace winnow::ui
