// Dropped PDFs that do not say surely which report they are: asked about, one after the other.
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QPushButton;

namespace winnow::ui {

class FlowLayout;
class FullTextController;
class TextLabel;

/// Hidden while there is none. A button for each report that it may be, for the one in sight, and for not attaching it.
class DoubtfulBar final : public QWidget {
    Q_OBJECT
public:
    explicit DoubtfulBar(FullTextController& controller, QWidget* parent = nullptr);
    void takeFocus(); ///< the likeliest
    void follow();

private:
    void add(const QString& text, const QString& more, const std::function<void()>& run);

    FullTextController& m_controller;
    TextLabel* m_question;
    FlowLayout* m_choices;
    std::vector<QPushButton*> m_buttons;
};

} // namespace winnow::ui
