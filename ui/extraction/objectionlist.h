// What speaks against the values of the study at hand.
#pragma once

#include "ui/extraction/extractioncontroller.h"

#include <QWidget>

#include <functional>

class QListWidget;
class QStackedWidget;

namespace winnow::ui {

/// A line each, in the order of the form; Enter goes to the value it is about.
class ObjectionList final : public QWidget {
    Q_OBJECT
public:
    /// `described`: what a person calls an address.
    ObjectionList(ExtractionController& controller, std::function<QString(const std::string&)> described);

Q_SIGNALS:
    void wanted(const std::string& address);

private:
    void follow();

    ExtractionController& m_controller;
    std::function<QString(const std::string&)> m_described;
    QStackedWidget* m_stack;
    QListWidget* m_list;
};

} // namespace winnow::ui
