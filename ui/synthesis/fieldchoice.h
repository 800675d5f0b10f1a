// Several fields of the form, chosen one by one.
#pragma once

#include "ui/synthesis/fieldpopup.h"

#include <QWidget>

#include <string>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace winnow::ui {

/// A line for each chosen field, with a button that removes it, above a button that adds another by its letters.
class FieldChoice final : public QWidget {
    Q_OBJECT
public:
    explicit FieldChoice(const QString& add, QWidget* parent = nullptr);
    /// Those that can be added, and those chosen, in order; only the id and label of these count.
    void setFields(const std::vector<FieldOffer>& offered, const std::vector<FieldOffer>& chosen);
    [[nodiscard]] std::vector<std::string> chosen() const; ///< ids

Q_SIGNALS:
    void chosenChanged(); ///< by the person

private:
    void makeRows();
    void choose();

    std::vector<FieldOffer> m_offered;
    std::vector<FieldOffer> m_chosen;
    QVBoxLayout* m_rows;
    QPushButton* m_add;
    FieldPopup* m_popup;
};

} // namespace winnow::ui
