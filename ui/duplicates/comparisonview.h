// Records side by side, as a table one can read and copy from.
#pragma once

#include "ui/duplicates/comparison.h"

#include <QScrollArea>

namespace winnow::ui {

/// A row a field, a column a record; words that differ are underlaid and underlined, the value in use has a tick.
class ComparisonView final : public QScrollArea {
    Q_OBJECT
public:
    explicit ComparisonView(QWidget* parent = nullptr);
    void show(const QString& title, const Comparison& comparison);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QString m_title;
    Comparison m_comparison;
};

} // namespace winnow::ui
