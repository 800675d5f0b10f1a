// A field of the form, found by some of its letters.
#pragma once

#include "ui/widgets/choicepopup.h"

#include <QString>

#include <string>
#include <vector>

namespace winnow::ui {

/// A field to choose, as a person knows it.
struct FieldOffer {
    std::string id;
    QString label;
    int studies = 0; ///< that have a value
    bool operator==(const FieldOffer&) const = default;
};

/// Lists fields with the number of studies that have a value. Letters narrow: a field stays if it has all words that
/// are typed. Enter takes one, Esc closes.
class FieldPopup final : public ChoicePopup {
    Q_OBJECT
public:
    explicit FieldPopup(QWidget* parent = nullptr);
    void begin(const std::vector<FieldOffer>& fields, const QPoint& foot); ///< in their order

Q_SIGNALS:
    void taken(const QString& id);

protected:
    void accept() override;

private:
    void narrow();
};

} // namespace winnow::ui
