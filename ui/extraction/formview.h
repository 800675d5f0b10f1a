// The form of a study, section by section.
#pragma once

#include "core/model/form.h"

#include <QScrollArea>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace winnow::ui {

class ExtractionController;
class FieldEditor;

/// Stores each answer when its field is left; Enter goes to the next field, after the last one to the next study.
class FormView final : public QWidget {
    Q_OBJECT
public:
    explicit FormView(ExtractionController& controller, QWidget* parent = nullptr);

    void commit(); ///< stores what is being typed
    void setAnswer(Answer answer); ///< of the field that has the focus
    void focusFirst(); ///< the first field without an answer, else the first
    void focusField(const std::string& field);
    [[nodiscard]] FieldEditor* editor(const std::string& field) const; ///< none: not in the form

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void fitWidth();
    void showStudy();
    void showValues();
    void store(FieldEditor& editor);
    void doubtAll();
    void doubt(FieldEditor& editor);
    void next(FieldEditor& from);
    void scrollTo(QWidget* widget);
    QWidget* makeSectionLinks(const std::vector<std::pair<QString, QWidget*>>& sections);

    ExtractionController& m_controller;
    QScrollArea* m_area;
    QWidget* m_links = nullptr;
    std::vector<FieldEditor*> m_editors;
    StudyId m_study; ///< whose answers are shown
    /// Places that were typed before their answers: only the two together can be stored.
    std::map<std::pair<StudyId, std::string>, std::string> m_sources;
};

} // namespace winnow::ui
