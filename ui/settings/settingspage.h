// The review's own settings, and the program's.
#pragma once

#include "ui/settings/shortcuteditor.h"
#include "ui/widgets/page.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTabWidget;

namespace winnow::ui {

class Preferences;
class ReasonEditor;
class SettingsController;
class TermEditor;
class TextLabel;

/// There is no OK: what is entered holds when the field is left, and can be undone.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    SettingsPage(Dialogs& dialogs, Preferences& preferences, QWidget* parent = nullptr);
    ~SettingsPage() override;
    void setSession(const std::shared_ptr<Session>& session) override;
    void entered() override;
    void setShortcuts(std::vector<Shortcut> shortcuts);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeReview();
    [[nodiscard]] QWidget* makeScreening();
    [[nodiscard]] QWidget* makeExtraction();
    [[nodiscard]] QWidget* makeProgram();
    void fill();

    Preferences& m_preferences;
    SettingsController* m_controller;
    QTabWidget* m_tabs;
    std::vector<QWidget*> m_ofReview; ///< disabled while the review is read-only
    TextLabel* m_readOnly;
    QLineEdit* m_title = nullptr;
    QLineEdit* m_reviewer = nullptr;
    QPlainTextEdit* m_criteria = nullptr;
    ReasonEditor* m_reasons[2] = {};
    TermEditor* m_terms = nullptr;
    QComboBox* m_form = nullptr;
    TextLabel* m_formWords = nullptr;
    QComboBox* m_appearance = nullptr;
    QSpinBox* m_textSize = nullptr;
    QSpinBox* m_figureWidth = nullptr;
    QSpinBox* m_figureLetters = nullptr;
    ShortcutEditor* m_shortcuts = nullptr;
};

} // namespace winnow::ui
