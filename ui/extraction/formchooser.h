// Which form the studies are extracted with.
#pragma once

#include "core/model/form.h"

#include <QScrollArea>

#include <string>
#include <vector>

class QVBoxLayout;

namespace winnow::ui {

/// The templates, each with its title, sections and number of fields, and a button that takes it.
class FormChooser final : public QScrollArea {
    Q_OBJECT
public:
    explicit FormChooser(QWidget* parent = nullptr);
    /// `present`: the id of the form in use, which can be kept; empty: none.
    void show(const std::vector<Form>& forms, const std::string& present, bool mayChoose);

Q_SIGNALS:
    void chosen(const winnow::Form& form);
    void kept();

private:
    QWidget* card(const Form& form, bool present, bool mayChoose);
};

} // namespace winnow::ui
