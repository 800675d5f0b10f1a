// What report is in sight, and how it stands: above its PDF.
#pragma once

#include "ui/fulltext/fulltextcontroller.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace winnow::ui {

class TextLabel;

/// Title, source, retrieval in words with its sign, the reviewer's decision with its reason, and which file is read.
class ReportHead final : public QWidget {
    Q_OBJECT
public:
    explicit ReportHead(FullTextController& controller, QWidget* parent = nullptr);
    void update(); ///< to the controller's state

private:
    [[nodiscard]] QString retrievalText() const;
    [[nodiscard]] QString decisionText() const;

    FullTextController& m_controller;
    TextLabel* m_title;
    TextLabel* m_source;
    QWidget* m_sign;
    TextLabel* m_state;
    TextLabel* m_warning;
    QComboBox* m_files;
};

} // namespace winnow::ui
