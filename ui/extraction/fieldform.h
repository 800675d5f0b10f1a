// The properties of a field, to be changed.
#pragma once

#include "ui/extraction/designcontroller.h"

#include <QWidget>

#include <optional>
#include <string>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QVBoxLayout;

namespace winnow::ui {

class TextLabel;

/// Of the selected field. What its type has no use for is out of sight, and comes back with the type as long as the
/// field is looked at.
class FieldForm final : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(DesignController& controller, QWidget* parent = nullptr);
    void show(bool another); ///< the selected field; `another` than before: nothing typed is kept
    [[nodiscard]] QLineEdit& name() { return *m_label; }

private:
    void store();
    void fillPartners(const Field& field);
    void showCondition(const Field& field, bool another);
    void showParts(FieldType type);
    [[nodiscard]] std::optional<AskedWhen> condition(const Field& before) const;

    DesignController& m_controller;
    QLineEdit* m_label;
    QPlainTextEdit* m_help;
    QComboBox* m_type;
    QWidget* m_optionsPart;
    QPlainTextEdit* m_options;
    QWidget* m_numberPart;
    QLineEdit* m_unit;
    QLineEdit* m_least;
    QLineEdit* m_most;
    QComboBox* m_atMost;
    QComboBox* m_when;
    QWidget* m_answersPart;
    QListWidget* m_answers; ///< of a partner with options
    QLineEdit* m_answerWords; ///< of any other
    QCheckBox* m_chart;
    TextLabel* m_means;
    TextLabel* m_id;
    std::string m_partner; ///< whose answers are listed
    bool m_showing = false;
};

/// A control below its name, as one widget; the name is what is read of it, too.
[[nodiscard]] QWidget* named(const QString& name, QWidget* control);
/// A line for a number as people write it, or none.
[[nodiscard]] QLineEdit* numberLine();
[[nodiscard]] std::optional<double> numberIn(const QLineEdit& line);
/// Shows the number; a text that says the same stays as it was typed.
void showNumber(QLineEdit& line, const std::optional<double>& value);
/// Sets the text unless it says so already: the cursor stays.
void showText(QLineEdit& line, const std::string& text);
/// As wide as there is room, however long its choices are; the wheel scrolls the form and chooses nothing.
void fitIntoForm(QComboBox& box);

} // namespace winnow::ui
