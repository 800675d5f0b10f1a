// A sitting in numbers.
#pragma once

#include "core/model/views.h"
#include "ui/screening/sitting.h"

#include <QDialog>

#include <optional>

namespace winnow::ui {

/// In one line, for a notice: "This sitting: 42 decided …".
[[nodiscard]] QString wordsOf(const Sitting& sitting);

class SittingDialog final : public QDialog {
    Q_OBJECT
public:
    /// `progress` of this reviewer; none while it is not known. Of a blind stage nothing is told that others did.
    SittingDialog(const Sitting& sitting, const std::optional<StageProgress>& progress, const StageRule& rule,
        QWidget* parent = nullptr);
};

} // namespace winnow::ui
