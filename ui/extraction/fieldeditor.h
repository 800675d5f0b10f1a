// One field of the form: its answer, and where it stands in the report.
#pragma once

#include "core/model/form.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace winnow::ui {

class PlaceLinks;
class TextLabel;

/// Of a repeated section it shows one item at a time. A line, a choice or a list of ticks, beside it the state (stated,
/// not reported …) and the source.
///
/// Escape takes back what was typed since it was stored. Says `left` when the focus leaves it or Enter is pressed; the
/// owner stores the draft then. What is shown is not replaced while it differs from what was set last.
class FieldEditor final : public QWidget {
    Q_OBJECT
public:
    explicit FieldEditor(const Field& field, QWidget* parent = nullptr);

    [[nodiscard]] const Field& field() const { return m_field; }
    void setItem(int item) { m_item = item; } ///< of a repeated section; then reset
    [[nodiscard]] int item() const { return m_item; }
    [[nodiscard]] std::string address() const;
    void setValue(const std::optional<Value>& value); ///< a draft stays if it has the focus, or the value is as before
    void reset(const std::optional<Value>& value); ///< the draft goes too
    [[nodiscard]] Value draft() const; ///< without study and reviewer
    void setAnswer(Answer answer); ///< as if chosen by hand
    void setSource(const QString& source); ///< as if typed: where the answer stands
    /// Places that are to be stored with the answer.
    void setWaiting(const std::vector<Evidence>& places);
    /// What a line of text completes, as words that the review uses already; anything else can be typed all the same.
    void offer(const QStringList& words);
    void setDoubt(const QString& doubt);
    [[nodiscard]] QString doubt() const;
    void setReadOnly(bool readOnly);
    void focusAnswer(); ///< where the answer is typed or ticked
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void drafted(); ///< the draft has changed
    void left(); ///< the focus went elsewhere
    void entered(); ///< Enter: on to the next field
    void focused();
    void placeWanted(const winnow::Evidence& place); ///< one where the value stands was clicked

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeAnswer();
    QWidget* makeTicks();
    void arrangeTicks(int columns);
    [[nodiscard]] int widestTick() const;
    void show(const std::optional<Value>& value);
    void watch(QWidget* widget);
    void followState();
    void showPlaces();
    bool giveUp();
    [[nodiscard]] QString answerText() const;
    void setAnswerText(const QString& text);
    [[nodiscard]] bool owns(const QWidget* widget) const;

    const Field m_field;
    int m_item = 0;
    std::vector<Evidence> m_waiting;
    std::optional<Value> m_set;
    bool m_readOnly = false;
    bool m_showing = false;
    TextLabel* m_label;
    TextLabel* m_doubt;
    PlaceLinks* m_places;
    QWidget* m_answer;
    QBoxLayout* m_row = nullptr; ///< the answer, and where it stands
    QLineEdit* m_line = nullptr;
    QComboBox* m_choice = nullptr;
    std::vector<QCheckBox*> m_ticks;
    QGridLayout* m_tickGrid = nullptr;
    int m_tickColumns = 0;
    std::vector<std::string> m_unknown; ///< ticks of a former form, kept
    QComboBox* m_state;
    QLineEdit* m_source;
};

} // namespace winnow::ui
