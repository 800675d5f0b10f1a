#include "tests/support/scripteddialogs.h"

#include <gtest/gtest.h>

#include <QWidget>

namespace winnow::test {
namespace {

/// The next answer, if there is one.
template <typename T> std::optional<T> taken(std::deque<T>& answers, const QString& question)
{
    if (answers.empty()) {
        ADD_FAILURE() << "unexpected question: " << question.toStdString();
        return std::nullopt;
    }
    T first = std::move(answers.front());
    answers.pop_front();
    return first;
}

} // namespace

ScriptedDialogs::~ScriptedDialogs()
{
    const auto left = m_expected.size() + m_open.size() + m_save.size() + m_text.size() + m_dialogs.size();
    EXPECT_EQ(left, 0U) << "questions that were expected and not asked";
}

void ScriptedDialogs::expectError(ErrorKind kind)
{
    m_expected.push_back(kind);
}

void ScriptedDialogs::answerOpenFiles(const QStringList& files)
{
    m_open.push_back(files);
}

void ScriptedDialogs::answerSaveFile(const QString& file)
{
    m_save.push_back(file);
}

void ScriptedDialogs::answerText(const std::optional<QString>& text)
{
    m_text.push_back(text);
}

void ScriptedDialogs::expectDialog(std::function<void(QWidget*)> use)
{
    m_dialogs.push_back(std::move(use));
}

void ScriptedDialogs::error(QWidget* /*parent*/, const Error& error)
{
    m_errors.push_back(error);
    if (const auto kind = taken(m_expected, error.message)) {
        EXPECT_EQ(*kind, error.kind) << error.message.toStdString();
    }
}

void ScriptedDialogs::openFiles(
    QWidget* /*parent*/, const QString& title, const QString& /*filter*/, std::function<void(QStringList)> then)
{
    then(taken(m_open, title).value_or(QStringList{}));
}

void ScriptedDialogs::saveFile(QWidget* /*parent*/, const QString& title, const QString& /*proposal*/,
    const QString& /*filter*/, std::function<void(QString)> then)
{
    then(taken(m_save, title).value_or(QString{}));
}

void ScriptedDialogs::text(QWidget* /*parent*/, const QString& title, const QString& /*label*/,
    const QString& /*value*/, const QStringList& /*choices*/, std::function<void(std::optional<QString>)> then)
{
    then(taken(m_text, title).value_or(std::nullopt));
}

void ScriptedDialogs::show(QWidget* dialog)
{
    if (const auto use = taken(m_dialogs, dialog->windowTitle()))
        (*use)(dialog);
    delete dialog;
}

} // namespace winnow::test
