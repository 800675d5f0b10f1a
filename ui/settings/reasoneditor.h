// An ordered list of exclusion reasons to be edited.
#pragma once

#include "core/model/screening.h"

#include <QWidget>

#include <vector>

class QListWidget;
class QToolButton;

namespace winnow::ui {

/// Names are changed in place; buttons add, remove and move. The first nine are the keys 1–9 while screening.
class ReasonEditor final : public QWidget {
    Q_OBJECT
public:
    explicit ReasonEditor(Stage stage, const QString& name, QWidget* parent = nullptr);
    void setReasons(const std::vector<Reason>& reasons);
    [[nodiscard]] std::vector<Reason> reasons() const; ///< those with a name, in order

Q_SIGNALS:
    void edited();

private:
    void add();
    void remove();
    void move(int by);
    void refresh();
    [[nodiscard]] QToolButton* button(const QString& icon, const QString& name);

    Stage m_stage;
    QListWidget* m_list;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    bool m_filling = false;
};

} // namespace winnow::ui
