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
    /// Whether a record may be taken out of its citation: a button under each says so.
    enum class Taking { Offered, No };
    void show(const QString& title, const Comparison& comparison, Taking taking);
    void scrollPages(int pages); ///< 1: on, −1: back

Q_SIGNALS:
    void takeOutWanted(winnow::RecordId record);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QWidget* makeHead(int record);
    QString m_title;
    Comparison m_comparison;
    Taking m_taking = Taking::No;
};

} // namespace winnow::ui
