// The form of a study, section by section.
#pragma once

#include "core/model/form.h"

#include <QScrollArea>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow::ui {

class ExtractionController;
class FieldEditor;
class FormerValues;
class ItemBar;

/// Stores each answer when its field is left; Enter goes to the next field, after the last one to the next study. A
/// repeated section shows one of its items. Fields that are not asked are hidden, unless they have an answer; answers
/// that the form has no place for stand below it.
class FormView final : public QWidget {
    Q_OBJECT
public:
    explicit FormView(ExtractionController& controller, QWidget* parent = nullptr);

    /// What Enter does before it goes on: takes selected words, if there are any (true then).
    void setTaker(std::function<bool()> take) { m_take = std::move(take); }
    void commit(); ///< stores what is being typed
    void setAnswer(Answer answer); ///< of the field that has the focus
    void focusFirst(); ///< the first field without an answer, else the first
    void focusField(const std::string& address);
    /// Brings a field or section into sight, the focus stays; that of the field is marked, and shown though it may not
    /// be asked. None: no mark.
    void reveal(const std::string& fieldId, const std::string& sectionId);
    [[nodiscard]] FieldEditor* editor(const std::string& address) const; ///< none: not in sight
    /// What is typed or stored there; none: the address is not in sight.
    [[nodiscard]] std::optional<Value> said(const std::string& address) const;
    /// The repeated section that has the focus, else the first one; empty: the form has none.
    [[nodiscard]] std::string repeatedSection() const;
    void addItem(); ///< to it, and goes there
    void moveItem(int step); ///< of it
    void moveItemUp(); ///< the one it shows, before the one before it
    void removeItem(); ///< the one it shows

Q_SIGNALS:
    /// With so many answers; can be undone.
    void itemRemoved(const QString& section, int answers);
    void placeWanted(const winnow::Evidence& place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// A section whose items are shown one at a time.
    struct Repeated {
        std::string id;
        QString title;
        ItemBar* bar = nullptr;
        std::vector<FieldEditor*> editors;
    };
    void build();
    FieldEditor* makeEditor(const Field& field);
    void followItems();
    void followAsked();
    [[nodiscard]] const Repeated* repeatedOf(const FieldEditor& editor) const;
    [[nodiscard]] const Repeated* repeatedAtHand() const;
    void removeItem(const Repeated& section);
    void moveItemUp(const Repeated& section);
    void showItem(const Repeated& section, int item);
    void fitWidth();
    void showStudy();
    void showValues();
    void showFormer();
    void showAnswer(FieldEditor& editor);
    void store(FieldEditor& editor);
    void doubtAll();
    void doubt(FieldEditor& editor);
    void next(FieldEditor& from);
    void scrollTo(QWidget* widget);
    QWidget* makeSectionLinks(const std::vector<std::pair<QString, QWidget*>>& sections);

    ExtractionController& m_controller;
    QScrollArea* m_area;
    QWidget* m_links = nullptr;
    FormerValues* m_former = nullptr;
    QWidget* m_formerLink = nullptr; ///< leads there; none: there are no links
    std::map<std::string, QWidget*> m_headings; ///< by section
    std::vector<FieldEditor*> m_editors;
    std::vector<Repeated> m_repeated;
    std::function<bool()> m_take;
    bool m_following = false;
    std::string m_revealed; ///< the field that is shown whatever was answered
    StudyId m_study; ///< whose answers are shown
    /// Places that were typed before their answers: only the two together can be stored.
    std::map<std::pair<StudyId, std::string>, std::string> m_sources;
};

} // namespace winnow::ui
