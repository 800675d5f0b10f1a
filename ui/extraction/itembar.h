// The items of a repeated section: arms, adverse events.
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QButtonGroup;
class QPushButton;

namespace winnow::ui {

class FlowLayout;
class LinkButton;

/// A button an item, the shown one pressed (arrows move among them), and some that add, move and remove one.
class ItemBar final : public QWidget {
    Q_OBJECT
public:
    using Item = std::pair<int, QString>; ///< number, label
    /// `title`: of the section.
    explicit ItemBar(const QString& title, QWidget* parent = nullptr);
    /// `shown` 0: there is none.
    void setItems(const std::vector<Item>& items, int shown, bool writes);
    void focusShown(); ///< the shown item, or the button that adds the first

Q_SIGNALS:
    void chosen(int item);
    void addWanted();
    void upWanted(); ///< the shown item before the one before it
    void removeWanted();

private:
    void makeButtons(const std::vector<Item>& items);

    QString m_title;
    std::vector<Item> m_items;
    FlowLayout* m_row;
    QButtonGroup* m_group;
    LinkButton* m_add;
    LinkButton* m_up;
    LinkButton* m_remove;
};

} // namespace winnow::ui
