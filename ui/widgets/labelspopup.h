// Labels put on or taken off by a few letters.
#pragma once

#include "ui/widgets/choicepopup.h"

#include <string>
#include <vector>

namespace winnow::ui {

/// Lists the labels in use; those on the citation are ticked. Letters narrow, Enter switches the first or adds what is
/// typed, Esc closes.
class LabelsPopup final : public ChoicePopup {
    Q_OBJECT
public:
    explicit LabelsPopup(QWidget* parent = nullptr);
    void begin(const std::vector<std::string>& inUse, const std::vector<std::string>& on, const QPoint& foot);

Q_SIGNALS:
    void switched(const QString& label, bool on);

protected:
    void accept() override;

private:
    void narrow();

    QListWidgetItem* m_new = nullptr; ///< the last row: what is typed, as a new label
};

} // namespace winnow::ui
