// Which form the studies are extracted with.
#pragma once

#include "core/model/form.h"

#include <QScrollArea>

#include <optional>
#include <vector>

class QVBoxLayout;

namespace winnow::ui {

/// The templates, each with its title, sections and number of fields, and a button that takes it; or one of one's own.
class FormChooser final : public QScrollArea {
    Q_OBJECT
public:
    explicit FormChooser(QWidget* parent = nullptr);
    /// `present`: the form in use, which can be kept; none: there is none yet.
    void show(const std::vector<Form>& forms, const std::optional<Form>& present, bool mayChoose);

Q_SIGNALS:
    void chosen(const winnow::Form& form);
    void kept();
    void ownWanted(); ///< a form made by oneself

private:
    QWidget* card(const Form& form, const std::optional<Form>& present, bool mayChoose);
};

} // namespace winnow::ui
