// What the page of extraction knows: the form, the included studies, and what is answered of each.
#pragma once

#include "core/base/csv.h"
#include "core/base/result.h"
#include "core/model/views.h"
#include "ui/extraction/proposals.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;

/// One thing that is asked: a field, of an item where its section repeats.
struct Asked {
    const Field* field = nullptr;
    int item = 0; ///< 0: the section does not repeat
    [[nodiscard]] std::string address() const;
    bool operator==(const Asked&) const = default;
};

/// What speaks against values of a study.
struct Objection {
    std::vector<std::string> addresses; ///< of those it is about, the first first
    QString says; ///< one plain sentence
    bool operator==(const Objection&) const = default;
};

/// A study of former rows stays chosen while the list changes round it. Answers are shown at once and taken back if
/// they could not be written.
class ExtractionController : public QObject {
    Q_OBJECT
public:
    explicit ExtractionController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    /// Instead of a session: a form to be tried out, on a study of no review. What is answered is kept nowhere, but for
    /// the next form that is tried.
    void tryOut(const Form& form);
    void setActive(bool active);
    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] bool loaded() const { return m_loaded; } ///< the first answer of the review is there

    // The form ------------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::optional<Form>& form() const { return m_form; }
    [[nodiscard]] std::vector<Form> templates() const; ///< to choose from
    void useForm(const Form& form);
    /// What the form asks of a study, given its answers, in order.
    [[nodiscard]] std::vector<Asked> asked(StudyId study) const;
    /// The same for a table of all studies, whatever their answers. Adverse events have a table of their own.
    [[nodiscard]] std::vector<Asked> columns() const;

    // The studies ---------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::vector<Study>& studies() const { return m_studies; }
    [[nodiscard]] const Study* study() const; ///< the one at hand; none if there is none
    [[nodiscard]] int row() const; ///< of it; −1: none
    void setRow(int row);
    void moveBy(int step); ///< to a study before or after, as far as there are any
    void showStudyOf(CitationId citation); ///< also before it is loaded
    [[nodiscard]] int answered(StudyId study) const; ///< of what is asked of it
    [[nodiscard]] bool isComplete(StudyId study) const; ///< all that is asked of it is answered
    [[nodiscard]] QString progressOf(const Study& study) const; ///< "12 of 52 answered"
    [[nodiscard]] QString summary() const; ///< "9 studies · 120 of 468 answered"
    void join(const std::vector<StudyId>& studies); ///< their reports become reports of the first one
    void attach(CitationId report, const QString& file); ///< a PDF
    void separate(CitationId report); ///< it becomes a study of its own
    [[nodiscard]] std::vector<CitationRow> reports() const; ///< of the study at hand
    [[nodiscard]] std::vector<AttachedFile> files() const; ///< of all reports of the study at hand

    // Items of the repeated sections, of the study at hand ------------------------------------------------------------
    [[nodiscard]] std::vector<int> items(const std::string& section) const; ///< with values, or just added; in order
    [[nodiscard]] int item(const std::string& section) const; ///< the one that is shown; 0: there is none
    void setItem(const std::string& section, int item);
    [[nodiscard]] QString itemLabel(const std::string& section, int item) const; ///< "2 Standard care"
    void addItem(const std::string& section); ///< and shows it; it is stored with its first answer
    /// With all its values, an arm with its results too; one act. How many values that were.
    int removeItem(const std::string& section, int item);
    /// Changes places with the item before it, with all their values; one act, and it stays the one shown.
    void moveItemUp(const std::string& section, int item);

    // The answers ---------------------------------------------------------------------------------------------------
    [[nodiscard]] std::optional<Value> value(StudyId study, const std::string& address) const;
    [[nodiscard]] std::vector<Value> values(StudyId study) const; ///< by address
    /// A value that the form has no place for any more, as it was called then.
    struct Former {
        Value value;
        QString label;
        bool operator==(const Former&) const = default;
    };
    [[nodiscard]] std::vector<Former> formerValues(StudyId study) const; ///< by address
    /// Of all studies: addresses, with what they were called.
    [[nodiscard]] const std::map<std::string, QString>& formerColumns() const { return m_former; }
    /// As a table shows what is at an address.
    [[nodiscard]] QString cell(StudyId study, const std::string& address) const;
    /// One act, if they differ from what is stored. Stated without text takes the answer back.
    bool store(const std::vector<Value>& values); ///< false: they are so already, and nothing is written
    void store(const Value& value) { store(std::vector{value}); }
    /// Whether the form asks it of the study, if `draft` were stored.
    [[nodiscard]] bool isAsked(const Asked& asked, StudyId study, const std::optional<Value>& draft) const;
    [[nodiscard]] QString doubt(const Value& draft) const; ///< empty: nothing speaks against it
    /// As a table shows it: the text, or the answer in words; with the field's unit left to the heading.
    [[nodiscard]] QString cell(StudyId study, const Asked& asked) const;
    /// Studies × columns, and what is no longer in the form; numbers with a decimal point, so that a spreadsheet takes
    /// them as such.
    [[nodiscard]] std::string csv() const;
    [[nodiscard]] Result<> write(const QString& path, const std::string& table) const;

    // The review's tables ---------------------------------------------------------------------------------------------
    struct Tables {
        csv::Table efficacy;
        csv::Table safety;
    };
    [[nodiscard]] const Tables& tables() const { return m_tables; }
    void makeTables(); ///< anew, beside the window: tablesChanged

    /// The words that this reviewer gave for the field in any study, in order.
    [[nodiscard]] QStringList wordsOf(const std::string& field) const;
    /// What an adjudicator settled; none while extraction is blind.
    [[nodiscard]] std::optional<Value> settled(StudyId study, const std::string& address) const;

    // Where answers stand ---------------------------------------------------------------------------------------------
    /// The address that selected words are put into: the field or cell that had the focus last; empty: none.
    [[nodiscard]] const std::string& place() const { return m_place; }
    void setPlace(const std::string& address) { m_place = address; }
    /// What words of a report can mean there, in the study at hand.
    [[nodiscard]] std::vector<Proposal> proposals(const std::string& address, const QString& quote) const;
    /// One act: the answer, which rests on these places, too. Without an answer (stated, no text) they wait for one.
    void take(const Value& answer, const std::vector<Evidence>& places);
    /// That wait for an answer.
    [[nodiscard]] std::vector<Evidence> waiting(StudyId study, const std::string& address) const;
    void dropEvidence(const std::string& address); ///< of the study at hand; the answer stays

    // What to look at -------------------------------------------------------------------------------------------------
    /// Of the study at hand, as it would be with what is being typed; worked out beside the window.
    [[nodiscard]] const std::vector<Objection>& objections() const { return m_objections; }
    [[nodiscard]] QStringList objectionsTo(const std::string& address) const;
    void check(const std::optional<Value>& draft);

Q_SIGNALS:
    void objectionsChanged();
    void tablesChanged();
    void formChanged();
    void studiesChanged(); ///< the list, or how much is answered
    void studyChanged(); ///< another study is at hand
    void itemsChanged(); ///< added, removed, or another one is shown
    void valuesChanged(); ///< of any study
    void wrote(); ///< an act is on the disk
    void failed(const winnow::Error& error);

private:
    struct Loaded;
    struct Items { ///< of a repeated section of a study
        int shown = 0;
        std::set<int> added; ///< without a value yet
    };
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
    std::map<StudyId, std::map<std::string, Value>> m_settled;
    std::map<std::pair<StudyId, std::string>, Items> m_items;
    std::map<std::pair<StudyId, std::string>, std::vector<Evidence>> m_waiting;
    std::string m_place;
    std::vector<Objection> m_objections;
    Tables m_tables;
    int m_writing = 0; ///< acts on their way; what was read before they are done is old
    bool m_loaded = false;
    bool m_active = false;
    bool m_stale = false;
    bool m_tryingOut = false;
    std::map<std::string, QString> m_former; ///< addresses that the form has no place for, as they were called
};

[[nodiscard]] bool isNumeric(const Field& field);

/// "Not reported" …; empty for stated.
[[nodiscard]] QString wordOf(Answer answer);

} // namespace winnow::ui
