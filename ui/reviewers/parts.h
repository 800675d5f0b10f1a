// What the page's tabs have in common.
#pragma once

#include <QTableView>
#include <QWidget>

class QVBoxLayout;

namespace winnow::ui {

/// A tab's body: scrolls, no wider than one reads well.
[[nodiscard]] QWidget* scrolledBody(QWidget* body, const QString& name);
[[nodiscard]] QVBoxLayout* bodyColumn(QWidget* body);
void addHeading(QVBoxLayout* column, const QString& heading);

/// A table that is as high as its rows, up to some, whose Tab key leaves it.
class ShortTable final : public QTableView {
    Q_OBJECT
public:
    explicit ShortTable(const QString& name, QAbstractItemModel* model, QWidget* parent = nullptr);
    [[nodiscard]] int row() const { return currentIndex().row(); }

Q_SIGNALS:
    void rowChanged(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void spread();
};

} // namespace winnow::ui
