// The parts of a form in their order, as a tree.
#pragma once

#include "ui/extraction/designcontroller.h"

#include <QTreeWidget>

namespace winnow::ui {

/// The form, its sections with their fields, outcomes and times. Insert adds, Delete removes, Alt+Up and Alt+Down move,
/// Enter and F2 go to the name.
class FormOutline final : public QTreeWidget {
    Q_OBJECT
public:
    explicit FormOutline(DesignController& controller, QWidget* parent = nullptr);
    [[nodiscard]] static DesignController::Place placeOf(const QTreeWidgetItem& item);

Q_SIGNALS:
    void nameWanted(); ///< of the selected part, to be written

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void shareWidth();
    void followSelection();
    void fill(QTreeWidgetItem* item, const DesignController::Place& place, const QString& name, const QString& kind);
    [[nodiscard]] QTreeWidgetItem* itemOf(const DesignController::Place& place) const;

    DesignController& m_controller;
    bool m_following = false;
};

} // namespace winnow::ui
