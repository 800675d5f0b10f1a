// Writing a text where it stands.
#pragma once

#include <QPlainTextEdit>
#include <QWidget>

#include <map>

namespace winnow::ui {

class TextLabel;

/// A small editor with Save and Cancel: Ctrl+Enter saves; Esc closes it, and what was typed is there again when the
/// same is edited next. Hidden until begun.
class InlineEditor final : public QWidget {
    Q_OBJECT
public:
    explicit InlineEditor(const QString& label, QWidget* parent = nullptr);
    /// `subject` tells what is edited apart from others; a draft of it that was not saved goes on, if `text` is as
    /// then. What is being written already stays as it is.
    void begin(const QString& text, const QString& subject = {});
    void setAside(); ///< as Esc does
    /// What was typed and saved nowhere, by subject, also what is being written; forgotten here.
    [[nodiscard]] std::map<QString, QString> takeDrafts();
    [[nodiscard]] const QString& subject() const { return m_subject; }
    [[nodiscard]] QPlainTextEdit& editor() { return *m_editor; }

Q_SIGNALS:
    void saved(const QString& text);
    void draftKept(); ///< given up, with what was typed kept for the next time
    void ended(); ///< saved or given up; hidden again

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Draft {
        QString before; ///< what it was to replace
        QString text;
    };
    void save();
    bool keepDraft();
    void end();

    QString m_name;
    TextLabel* m_label;
    QPlainTextEdit* m_editor;
    QString m_subject;
    QString m_before;
    std::map<QString, Draft> m_drafts; ///< by subject
};

/// Keeps a page's single keys from acting while this widget, or one in it, has the focus.
void keepKeys(QWidget* widget);

} // namespace winnow::ui
