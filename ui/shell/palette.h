// The command palette: every action by its name, with the keyboard alone.
#pragma once

#include "ui/shell/actionlist.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace winnow::ui {

/// Opens over the top of the window, takes letters, and runs what is chosen. An action of a page that is not in sight
/// is run after `goTo` has brought that page up.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const ActionList& actions, std::function<void(PageId)> goTo, QWidget* window);
    void popUp();
    [[nodiscard]] QStringList shown() const; ///< the names listed, best first

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill(const QString& typed);
    void run();
    void place();

    const ActionList& m_actions;
    std::function<void(PageId)> m_goTo;
    QLineEdit* m_input;
    QListView* m_list;
    QStandardItemModel* m_model;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace winnow::ui
