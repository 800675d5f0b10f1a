// What the designer of the review's form knows, and what a key does there.
//
// The form is changed as a draft (core/extraction/formdraft.h) that no act and no other page sees; saving it is one act
// of the review, undone like any other. Leaving the designer keeps the draft, and so does leaving the program, as it
// last was without a fault. What the review has in each field is counted beside the window and said wherever a field
// would be changed or removed; a save never touches values.
#pragma once

#include "core/extraction/formdraft.h"
#include "core/model/views.h"
#include "core/review/forms.h"

#include <QObject>

#include <memory>
#include <vector>

namespace winnow::ui {

class Session;

class DesignController : public QObject {
    Q_OBJECT
public:
    explicit DesignController(QObject* parent = nullptr);
    void setSession(const std::shared_ptr<Session>& session);

    /// Reads the review's form and what is in it; `ready` when that is done. A draft that was begun goes on.
    void begin();
    void setActive(bool active) { m_active = active; } ///< else it does not follow the review: begin does
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] bool hasDraft() const; ///< that is not saved
    /// As JSON, as it last was without a fault; empty: there is none.
    [[nodiscard]] const QByteArray& keptDraft() const { return m_kept; }
    void resume(const QByteArray& draft); ///< one that was kept; before begin
    [[nodiscard]] bool isNew() const { return m_draft.saved().sections.empty(); } ///< the review has no form yet
    /// The review got another form since the draft was begun.
    [[nodiscard]] bool isOvertaken() const { return m_overtaken; }

    using Place = extraction::FormPlace;
    using Kind = Place::Kind;
    [[nodiscard]] const extraction::FormDraft& draft() const { return m_draft; }
    [[nodiscard]] const Form& form() const { return m_draft.form(); }
    [[nodiscard]] const review::FormUse& use() const { return m_use; }
    [[nodiscard]] const std::vector<extraction::FormFault>& faults() const { return m_faults; }
    [[nodiscard]] QStringList faultsAt(const Place& place) const;
    [[nodiscard]] std::vector<extraction::FormerField> formerFields() const;
    /// Studies with answers in a part, in words; empty: none has.
    [[nodiscard]] QString usedIn(const Place& place) const;
    [[nodiscard]] QString usedIn(const extraction::FormerField& former) const;
    /// What the change of a field means for the answers it has; empty: nothing.
    [[nodiscard]] QString changeMeans(const Place& place) const;
    [[nodiscard]] QString title() const; ///< "Stem cells in liver disease"
    [[nodiscard]] QString status() const; ///< "version 2 · changed, not saved · 1 thing to mend"
    [[nodiscard]] int nextVersion() const;

    /// The part that is looked at. An index of −1 of outcomes or times: all of them.
    [[nodiscard]] const Place& selected() const { return m_selected; }
    void select(const Place& place);

    // What a key does ------------------------------------------------------------------------------------------------
    void add(); ///< a part like the selected one, after it: a field, an outcome, a time
    void addSection(bool repeat);
    void addFrom(const Form& other, const Section& section); ///< one of a template
    void bringBack(const extraction::FormerField& former);
    void move(int step);
    void remove();
    template <typename Part> void change(const Part& part)
    {
        m_draft.change(m_selected, part);
        draftChanged();
    }
    void setTitle(const std::string& title);
    void undo();
    void redo();
    void discard(); ///< the draft; the review's form is what it was
    /// False if something is to be mended first: the first of it is selected then.
    bool save();
    void startFrom(const Form& form); ///< a template, in place of the draft
    [[nodiscard]] Result<> importFrom(const QString& path); ///< a form as JSON, in place of the draft
    [[nodiscard]] Result<> exportTo(const QString& path) const;

Q_SIGNALS:
    void ready(); ///< another draft, or the same with its use counted anew
    void changed(); ///< the draft
    void selectedChanged();
    void labelWanted(); ///< something was added that is to be named
    void told(const QString& what); ///< what a key did
    void saved(int version);
    void failed(const winnow::Error& error);

private:
    struct Read;
    void reviewChanged(const Changes& changes);
    void take(Read read);
    void startDraft(Form saved);
    void draftChanged();
    void added(const Place& place);

    std::shared_ptr<Session> m_session;
    extraction::FormDraft m_draft;
    review::FormUse m_use;
    std::vector<extraction::FormFault> m_faults;
    QByteArray m_kept;
    Place m_selected;
    bool m_active = false;
    bool m_ready = false;
    bool m_overtaken = false;
    bool m_saving = false;
};

/// "Number", "One option of several" …
[[nodiscard]] QString wordOf(FieldType type);
[[nodiscard]] QString wordOf(OutcomeType type);

} // namespace winnow::ui
