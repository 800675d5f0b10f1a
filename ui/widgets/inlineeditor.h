// Writing a text where it stands.
#pragma once

#include <QPlainTextEdit>
#include <QWidget>

namespace winnow::ui {

class TextLabel;

/// A small editor with Save and Cancel: Ctrl+Enter saves, Esc gives up. Hidden until begun.
class InlineEditor final : public QWidget {
    Q_OBJECT
public:
    explicit InlineEditor(const QString& label, QWidget* parent = nullptr);
    void begin(const QString& text);
    [[nodiscard]] QPlainTextEdit& editor() { return *m_editor; }

Q_SIGNALS:
    void saved(const QString& text);
    void ended(); ///< saved or given up; hidden again

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void save();
    void end();

    TextLabel* m_label;
    QPlainTextEdit* m_editor;
};

/// Keeps a page's single keys from acting while this widget, or one in it, has the focus.
void keepKeys(QWidget* widget);

} // namespace winnow::ui
