// What the page of extraction knows: the form, the included studies, and what is answered of each.
#pragma once

#include "core/base/result.h"
#include "core/model/views.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;

/// A study of former rows stays chosen while the list changes round it. Answers are shown at once and taken back if
/// they could not be written.
class ExtractionController : public QObject {
    Q_OBJECT
public:
    explicit ExtractionController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] bool loaded() const { return m_loaded; } ///< the first answer of the review is there

    // The form ------------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::optional<Form>& form() const { return m_form; }
    [[nodiscard]] std::vector<Form> templates() const; ///< to choose from
    void useForm(const Form& form);
    [[nodiscard]] std::vector<const Field*> fields() const; ///< of all sections, in order

    // The studies ---------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::vector<Study>& studies() const { return m_studies; }
    [[nodiscard]] const Study* study() const; ///< the one at hand; none if there is none
    [[nodiscard]] int row() const; ///< of it; −1: none
    void setRow(int row);
    void moveBy(int step); ///< to a study before or after, as far as there are any
    void showStudyOf(CitationId citation); ///< also before it is loaded
    [[nodiscard]] int answered(StudyId study) const; ///< fields of the form that have an answer
    [[nodiscard]] QString progressOf(const Study& study) const; ///< "12 of 52 answered"
    [[nodiscard]] QString summary() const; ///< "9 studies · 120 of 468 answered"
    void join(const std::vector<StudyId>& studies); ///< their reports become reports of the first one
    void separate(CitationId report); ///< it becomes a study of its own
    [[nodiscard]] std::vector<CitationRow> reports() const; ///< of the study at hand
    [[nodiscard]] std::vector<AttachedFile> files() const; ///< of all reports of the study at hand

    // The answers ---------------------------------------------------------------------------------------------------
    [[nodiscard]] std::optional<Value> value(StudyId study, const std::string& field) const;
    /// One act, if it differs from what is stored. Stated without text takes the answer back.
    void store(const Value& value);
    [[nodiscard]] QString doubt(const Value& draft) const; ///< empty: nothing speaks against it
    /// As a table shows it: the text, or the answer in words; with the field's unit left to the heading.
    [[nodiscard]] QString cell(StudyId study, const Field& field) const;
    /// Studies × fields; numbers with a decimal point, so that a spreadsheet takes them as such.
    [[nodiscard]] std::string csv() const;
    [[nodiscard]] Result<> exportCsv(const QString& path) const;

Q_SIGNALS:
    void formChanged();
    void studiesChanged(); ///< the list, or how much is answered
    void studyChanged(); ///< another study is at hand
    void valuesChanged(); ///< of any study
    void failed(const winnow::Error& error);

private:
    struct Loaded;
    void changed(const Changes& changes);
    void reload();
    void take(Loaded loaded);
    void choose(StudyId study);
    void run(std::function<Result<Changes>(review::Review&)> act);

    std::shared_ptr<Session> m_session;
    std::optional<Form> m_form;
    std::vector<Study> m_studies;
    StudyId m_study;
    CitationId m_wanted; ///< whose study shall be shown once it is listed
    std::map<StudyId, std::map<std::string, Value>> m_values; ///< this reviewer's
    int m_writing = 0; ///< acts on their way; what was read before they are done is old
    bool m_loaded = false;
    bool m_active = false;
    bool m_stale = false;
};

/// "Not reported" …; empty for stated.
[[nodiscard]] QString wordOf(Answer answer);

} // namespace winnow::ui
