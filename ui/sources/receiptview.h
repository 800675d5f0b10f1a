// What came of an import, as a card.
#pragma once

#include "ui/sources/receipttext.h"

#include <QWidget>

class QVBoxLayout;

namespace winnow::ui {

/// Headline, lines of the receipt, what changed in citations that were there, and the problems by line with a button
/// that copies all of it.
class ReceiptView final : public QWidget {
    Q_OBJECT
public:
    explicit ReceiptView(const ImportReport& report, QWidget* parent = nullptr);

Q_SIGNALS:
    void changedWanted(winnow::ImportId import); ///< the citations it changed

private:
    void addChanged(QVBoxLayout& column, const ImportReport& report);
    void addLines(QVBoxLayout& column, const ImportReport& report);
    void addProblems(QVBoxLayout& column, const ImportReport& report);
};

/// A table of problems: line, record, how grave, what. As high as its rows, up to a third of a screen.
[[nodiscard]] QWidget* problemTable(const Receipt& receipt, QWidget* parent = nullptr);

} // namespace winnow::ui
