// Answers of a study that its form has no place for any more.
#pragma once

#include "ui/extraction/extractioncontroller.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace winnow::ui {

/// "No longer in the form": what each was asked, the answer, and where it stands. Out of sight if there are none.
class FormerValues final : public QWidget {
    Q_OBJECT
public:
    explicit FormerValues(QWidget* parent = nullptr);
    void show(const std::vector<ExtractionController::Former>& values);

Q_SIGNALS:
    void placeWanted(const winnow::Evidence& place);

private:
    std::vector<ExtractionController::Former> m_shown;
    QVBoxLayout* m_rows;
};

} // namespace winnow::ui
