// From which likeness on pairs are joined or shown.
#pragma once

#include "core/model/views.h"

#include <QDialog>
#include <QTimer>

class QPushButton;
class QSpinBox;

namespace winnow::ui {

class TextLabel;

/// Two numbers in percent and, whenever they change, what they would come to. Asks its owner for that, and to use them.
class ThresholdsDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ThresholdsDialog(const DuplicateThresholds& now, QWidget* parent = nullptr);
    [[nodiscard]] DuplicateThresholds thresholds() const;
    void showPreview(const QString& words);

Q_SIGNALS:
    void previewWanted(const winnow::DuplicateThresholds& thresholds);
    void applied(const winnow::DuplicateThresholds& thresholds);

private:
    void changed();

    const DuplicateThresholds m_now;
    QSpinBox* m_join;
    QSpinBox* m_show;
    TextLabel* m_preview;
    QPushButton* m_apply;
    QTimer m_pause;
};

} // namespace winnow::ui
