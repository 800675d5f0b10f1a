// A button that shows the key it stands for.
#pragma once

#include "ui/widgets/statusmark.h"

#include <QPushButton>

#include <optional>

class QAction;

namespace winnow::ui {

/// Does what its action does: [sign] Include [I]. Shown as on where the action is checked. Never takes the focus from
/// the text by a click.
class KeyButton final : public QPushButton {
    Q_OBJECT
public:
    explicit KeyButton(QAction* action, std::optional<Mark> mark = {}, QWidget* parent = nullptr);
    /// With words of its own, for what the action does at a place that changes: it does what is connected to it, and
    /// shows the action's key.
    KeyButton(const QString& text, QAction* action, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    void setOn(bool on); ///< what it stands for is the case

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void adopt();
    [[nodiscard]] QString key() const;
    [[nodiscard]] int margin() const;
    [[nodiscard]] int keyWidth() const;

    QAction* m_action;
    std::optional<Mark> m_mark;
    bool m_ownWords = false;
    bool m_on = false;
};

} // namespace winnow::ui
