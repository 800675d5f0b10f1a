// What can be said about the part of a form that is selected in the designer.
#pragma once

#include "ui/extraction/designcontroller.h"

#include <QScrollArea>

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace winnow::ui {

class FieldForm;
class TextLabel;

/// Name and properties of the form, a section, a field, an outcome or a time; above them what is to be mended, below
/// them what the review has there. Each change goes into the draft as it is typed.
class PartForm final : public QScrollArea {
    Q_OBJECT
public:
    explicit PartForm(DesignController& controller, QWidget* parent = nullptr);
    void focusName(); ///< with all of it selected
    [[nodiscard]] FieldForm& fieldForm() { return *m_field; }

Q_SIGNALS:
    void focusLost(); ///< what had it is out of sight, and there is nothing to go to

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showPage(int page);
    void fitWidth();
    QWidget* makeWhole();
    QWidget* makeSection();
    QWidget* makeOutcome();
    QWidget* makeTime();
    void follow();
    void followFormer();
    void storeSection();
    void storeOutcome();
    void storeTime();
    [[nodiscard]] QLineEdit* name() const; ///< of the part that is shown; none: it has no name of its own

    DesignController& m_controller;
    TextLabel* m_heading;
    TextLabel* m_faults;
    TextLabel* m_used;
    std::vector<QWidget*> m_pages; ///< one of them in sight; not stacked: each is as tall as it needs
    int m_page = 0;
    FieldForm* m_field;
    QLineEdit* m_title = nullptr;
    QWidget* m_former = nullptr;
    QVBoxLayout* m_formerRows = nullptr;
    std::vector<extraction::FormerField> m_formerShown;
    QLineEdit* m_section = nullptr;
    QCheckBox* m_repeat = nullptr;
    TextLabel* m_repeatMeans = nullptr;
    TextLabel* m_group = nullptr;
    QLineEdit* m_outcome = nullptr;
    QComboBox* m_domain = nullptr;
    QComboBox* m_outcomeType = nullptr;
    QLineEdit* m_outcomeUnit = nullptr;
    QComboBox* m_better = nullptr;
    QLineEdit* m_outcomeLeast = nullptr;
    QLineEdit* m_outcomeMost = nullptr;
    QLineEdit* m_outcomeGroup = nullptr;
    QLineEdit* m_time = nullptr;
    QLineEdit* m_days = nullptr;
    bool m_showing = false;
};

} // namespace winnow::ui
