// Which instrument the studies are judged by, for which effect and of which outcomes.
#pragma once

#include "core/model/appraisal.h"

#include <QScrollArea>

#include <string>
#include <vector>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace winnow::ui {

class TextLabel;

class InstrumentChooser final : public QScrollArea {
    Q_OBJECT
public:
    explicit InstrumentChooser(QWidget* parent = nullptr);
    void show(const AppraisalPlan& present, bool mayChoose);

Q_SIGNALS:
    void chosen(const winnow::AppraisalPlan& plan);
    void kept(); ///< the present one

private:
    void follow();
    [[nodiscard]] AppraisalPlan plan() const;
    QComboBox* m_instrument;
    TextLabel* m_about;
    QComboBox* m_effect;
    TextLabel* m_effectLabel;
    QPlainTextEdit* m_outcomes;
    QPushButton* m_use;
    QPushButton* m_keep;
};

} // namespace winnow::ui
