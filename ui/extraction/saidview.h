// What each extractor said of one address, side by side with its quotes, and what was settled.
#pragma once

#include "core/model/form.h"

#include <QScrollArea>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QAction;
class QLineEdit;
class QVBoxLayout;

namespace winnow::ui {

class FieldEditor;
class ReconciliationController;

/// A block an extractor, each with the key that accepts it and links to where it read it; below them what was settled,
/// or while one writes it, one's own value with its reason.
class SaidView final : public QScrollArea {
    Q_OBJECT
public:
    /// `accept`: the actions of the keys 1 to 9; `takeBack` and `own` are offered below.
    SaidView(ReconciliationController& controller, const std::array<QAction*, 9>& accept, QAction* own,
        QAction* takeBack, QWidget* parent = nullptr);
    void follow(); ///< another one is in sight, or what is known of it
    void beginOwn(); ///< one's own value is written
    /// Into the own value, if it is being written: it then rests on these places, too. What was typed stays.
    void takeWords(const QString& text, const std::vector<Evidence>& places);
    /// Asked when Enter is pressed in the own value: whether words that are selected in the PDF were put into it.
    void setTaker(std::function<bool()> taker) { m_taker = std::move(taker); }
    [[nodiscard]] bool isWriting() const { return m_editor != nullptr; }
    [[nodiscard]] FieldEditor* editor() const { return m_editor; }
    [[nodiscard]] QLineEdit* reason() const { return m_reason; }
    /// Of everybody, in the order of the blocks; the settled value's own come last.
    [[nodiscard]] const std::vector<Evidence>& places() const { return m_places; }

Q_SIGNALS:
    void placeWanted(const winnow::Evidence& place);
    void ended(); ///< the own value was stored or given up

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addSaid(int number);
    void addSettled();
    void addButtons(bool settled);
    void addPlaces(const std::vector<Evidence>& places);
    void addWriting(const std::optional<Value>& draft, const QString& reason);
    void showWriting();
    void save();
    void giveUp();

    ReconciliationController& m_controller;
    std::array<QAction*, 9> m_accept;
    QAction* m_own;
    QAction* m_takeBack;
    std::function<bool()> m_taker;
    QWidget* m_body = nullptr;
    QVBoxLayout* m_column = nullptr;
    QWidget* m_buttons = nullptr;
    FieldEditor* m_editor = nullptr;
    QLineEdit* m_reason = nullptr;
    std::pair<StudyId, std::string> m_about; ///< whose own value is written
    std::vector<Evidence> m_places;
};

} // namespace winnow::ui
