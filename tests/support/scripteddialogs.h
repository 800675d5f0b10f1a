// Dialogs that answer from a script.
#pragma once

#include "ui/widgets/dialogs.h"

#include <deque>
#include <vector>

namespace winnow::test {

/// Answers each question at once with what the test has put down for it; a question nobody expected fails the test and
/// is given up. What was not asked fails the test at the end.
class ScriptedDialogs final : public ui::Dialogs {
public:
    ~ScriptedDialogs() override;

    void expectError(ErrorKind kind); ///< an error of this kind will be shown
    void answerOpenFiles(const QStringList& files);
    void answerSaveFile(const QString& file);
    void answerText(const std::optional<QString>& text);
    void expectDialog(std::function<void(QWidget*)> use); ///< for the next show(); deleted after `use`

    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; } ///< all that were shown

    void error(QWidget* parent, const Error& error) override;
    void openFiles(
        QWidget* parent, const QString& title, const QString& filter, std::function<void(QStringList)> then) override;
    void saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter,
        std::function<void(QString)> then) override;
    void text(QWidget* parent, const QString& title, const QString& label, const QString& value,
        const QStringList& choices, std::function<void(std::optional<QString>)> then) override;
    void show(QWidget* dialog) override;

private:
    std::vector<Error> m_errors;
    std::deque<ErrorKind> m_expected;
    std::deque<QStringList> m_open;
    std::deque<QString> m_save;
    std::deque<std::optional<QString>> m_text;
    std::deque<std::function<void(QWidget*)>> m_dialogs;
};

} // namespace winnow::test
