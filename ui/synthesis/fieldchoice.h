// Several fields of the form to choose, behind one button.
#pragma once

#include <QStringList>
#include <QToolButton>

#include <string>
#include <utility>
#include <vector>

namespace winnow::ui {

/// Its menu has a tick a field; the button says how many are chosen.
class FieldChoice final : public QToolButton {
    Q_OBJECT
public:
    explicit FieldChoice(const QString& none, QWidget* parent = nullptr);
    /// All there are (id, label), and those chosen; ids that are not among them stay chosen.
    void setFields(const std::vector<std::pair<std::string, QString>>& fields, const std::vector<std::string>& chosen);
    [[nodiscard]] const std::vector<std::string>& chosen() const { return m_chosen; }

Q_SIGNALS:
    void chosenChanged(); ///< by the person

private:
    void follow();

    QString m_none;
    std::vector<std::pair<std::string, QString>> m_fields;
    std::vector<std::string> m_chosen;
};

} // namespace winnow::ui
