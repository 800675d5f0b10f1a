// The list of reports beside the reader, and which of them it shows.
#pragma once

#include "ui/fulltext/fulltextcontroller.h"
#include "ui/models/citationpanel.h"

namespace winnow::ui {

class ReportsPanel final : public CitationPanel {
    Q_OBJECT
public:
    explicit ReportsPanel(FullTextController& controller, QWidget* parent = nullptr);
    void update(); ///< to the controller's state

protected:
    [[nodiscard]] QString countText(int rows) const override;

private:
    FullTextController& m_controller;
};

} // namespace winnow::ui
