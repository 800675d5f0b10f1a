// A form while a person changes it.
//
// Ids are stable: a field that was ever in the review's form, or has values, keeps its id for good, and no other field
// gets it again. So nothing done here can touch a value: one whose field is gone, or asked of other things than before,
// stays at its address and is shown as no longer in the form (formhistory.h). Only a field that is in no saved form yet
// is named after its label, until the form is saved.
#pragma once

#include "core/base/result.h"
#include "core/extraction/formhistory.h"
#include "core/model/form.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

/// A part of a form.
struct FormPlace {
    enum class Kind : std::uint8_t { Whole, Section, Field, Outcome, Time };
    Kind kind = Kind::Whole;
    int section = -1; ///< of a section or field
    int index = -1; ///< of a field in its section, of an outcome, of a time
    bool operator==(const FormPlace&) const = default;
};

/// Why a form cannot be saved.
struct FormFault {
    FormPlace place;
    QString says; ///< a plain sentence that names the part and says what to do
    bool operator==(const FormFault&) const = default;
};
/// All that speaks against saving, in the order of the form. Without any, parseForm takes what toJson gives.
[[nodiscard]] std::vector<FormFault> faultsOf(const Form& form);

/// A form with its former states: each change is one step back, but that changing one part several times on end is one.
class FormDraft {
public:
    /// `saved`: the review's form, or an empty one; `former`: every form the review has had; `used`: ids of fields that
    /// have values.
    explicit FormDraft(Form saved = {}, std::vector<Form> former = {}, std::set<std::string> used = {});

    [[nodiscard]] const Form& form() const { return m_form; }
    [[nodiscard]] const Form& saved() const { return m_saved; }
    [[nodiscard]] bool isChanged() const { return m_form != m_saved; }
    /// In no saved form, and without values.
    [[nodiscard]] bool isNew(std::string_view fieldId) const;
    /// As it is to be saved: with a version that no form of this id has had.
    [[nodiscard]] Form toSave() const;

    // Its parts; null where there is none --------------------------------------------------------------------------
    [[nodiscard]] const Section* section(const FormPlace& place) const; ///< also the one that a field stands in
    [[nodiscard]] const Field* field(const FormPlace& place) const;
    [[nodiscard]] const Outcome* outcome(const FormPlace& place) const;
    [[nodiscard]] const TimePoint* time(const FormPlace& place) const;
    [[nodiscard]] FormPlace placeOf(std::string_view fieldId) const; ///< the whole, if it has none
    /// The fields that a field can be made to hang on: those of the same items, and those that do not repeat.
    [[nodiscard]] std::vector<const Field*> partnersOf(const FormPlace& field) const;

    // Changes ------------------------------------------------------------------------------------------------------
    void setTitle(const std::string& title);
    /// Title and whether it repeats; its fields stay.
    void change(const FormPlace& place, const Section& section);
    /// All but the id. An option that is renamed is so in the conditions that name it, too.
    void change(const FormPlace& place, const Field& field);
    void change(const FormPlace& place, const Outcome& outcome);
    void change(const FormPlace& place, const TimePoint& time);
    /// After the section or the field's section at `after`, else at the end.
    FormPlace addSection(const FormPlace& after, const std::string& title, bool repeat);
    /// After the field at `after`, or as the last of the section there, or of the last section.
    FormPlace addField(const FormPlace& after, const std::string& label);
    FormPlace addOutcome(const FormPlace& after, const std::string& label);
    FormPlace addTime(const FormPlace& after, const std::string& label);
    /// A section of another form, with its ids: those of its fields that are not there yet. Where there is a section of
    /// that id they are added to it.
    FormPlace addFrom(const Form& other, const Section& section);
    /// A field that was removed, with its id, so that its values are asked for again. Where a field of that id is in
    /// the form, asked of other things, nothing is done.
    FormPlace bringBack(const FormerField& former);
    /// The other form as a whole, as if written here: its ids are its own. Its version counts on from this one's.
    void replace(const Form& other);
    /// How many other fields lose their condition or their limit, as they hung on what is removed.
    int remove(const FormPlace& place);
    /// One up (−1) or down (1), a field also to the section before or after; where it is then. InvalidInput if it is
    /// the first or last, or if values would not follow it.
    [[nodiscard]] Result<FormPlace> move(const FormPlace& place, int step);

    [[nodiscard]] bool canUndo() const { return !m_past.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_future.empty(); }
    void undo();
    void redo();

private:
    void step(const FormPlace& place, bool goesOn = false);
    [[nodiscard]] Field* fieldAt(const FormPlace& place);
    [[nodiscard]] Section* sectionAt(const FormPlace& place);
    [[nodiscard]] std::string freeFieldId(const Section& section, const std::string& label, std::string_view but) const;
    [[nodiscard]] std::string freeSectionId(const std::string& title, std::string_view but) const;
    void renameField(const std::string& from, const std::string& to);
    Section& sectionLike(const Section& section);
    void adopt(Section& to, const Section& from, const Form& other);

    Form m_saved;
    Form m_form;
    std::vector<Form> m_former;
    std::set<std::string> m_taken; ///< ids of fields that are never given to another one
    std::set<std::string> m_fixed; ///< of fields that came with their ids: from a template, a file
    std::vector<Form> m_past;
    std::vector<Form> m_future;
    FormPlace m_changing; ///< the part that the last step changed
    bool m_goesOn = false; ///< a further change of it is the same step
};

} // namespace winnow::extraction
