// What extractors said beside one another, and settling where they differ, without its window.
#pragma once

#include "core/model/views.h"
#include "core/review/reconciliation.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;

/// A list of addresses, the one in sight, and what each extractor said of it. Settles it, and then shows the next that
/// is open. While extraction is blind nothing of others is read at all.
///
/// What was settled stays in the list of open ones until another list is chosen, so that one can go back to it. A
/// change made elsewhere to one address, as by undo, shows it.
class ReconciliationController final : public QObject {
    Q_OBJECT
public:
    using List = review::ComparedList;

    explicit ReconciliationController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active); ///< follows changes only while it is
    void read(); ///< what is not read yet or has changed since, once

    [[nodiscard]] bool isRead() const { return m_read; }
    [[nodiscard]] const StageRule& rule() const { return m_found.rule; }
    [[nodiscard]] bool isBlind() const { return m_found.rule.blind(); }
    [[nodiscard]] bool canOpen() const; ///< extraction is blind and this is who began the review
    [[nodiscard]] const QString& whyNotOwner() const { return m_whyNotOwner; }
    void openToAll();

    // The list --------------------------------------------------------------------------------------------------------
    [[nodiscard]] List shows() const { return m_shows; }
    void setShows(List shows);
    [[nodiscard]] std::int64_t count(List list) const;
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const review::Compared& at(int row) const;
    [[nodiscard]] int row() const; ///< of the one in sight; −1: there is none
    void setRow(int row);
    void show(StudyId study, const std::string& address); ///< if it is listed
    void next();
    void previous();
    [[nodiscard]] const review::Compared* current() const;
    /// "12 open · 40 the same · 3 settled".
    [[nodiscard]] QString summary() const;

    // What they said --------------------------------------------------------------------------------------------------
    /// The value that is taken by a number, from 1, of the one in sight: numbers are those of extractors, the same for
    /// every address. None if they gave none.
    [[nodiscard]] const Value* said(int number) const;
    [[nodiscard]] int extractors() const { return static_cast<int>(m_found.names.size()); }
    [[nodiscard]] QString nameOf(int number) const;
    /// As a person reads it: the text with its unit, or "not reported".
    [[nodiscard]] QString words(Answer answer, const std::string& text, const std::string& address) const;
    /// What is asked at an address; of a result a line of text.
    [[nodiscard]] Field fieldOf(const std::string& address) const;
    /// All that anybody said of a study, as far as it is compared.
    [[nodiscard]] std::vector<const review::Compared*> comparedOf(StudyId study) const;

    // Settling --------------------------------------------------------------------------------------------------------
    [[nodiscard]] bool canSettle() const;
    [[nodiscard]] bool canTakeBack() const;
    void accept(int number); ///< the value of the extractor of this number, with where it stands
    /// One's own value for the one in sight, with its reason and what it rests on; whose value it is, is known here.
    /// Stated without text: nothing.
    void settle(AgreedValue said);
    void takeBack(); ///< what the extractors said counts again
    [[nodiscard]] bool canUndo() const;
    void undo();

    // How far they agree ----------------------------------------------------------------------------------------------
    [[nodiscard]] const csv::Table& agreement() const { return m_agreement; } ///< one row a field, for programs
    [[nodiscard]] csv::Table agreementShown() const; ///< the same for people
    [[nodiscard]] const QString& methods() const { return m_found.methods; }

Q_SIGNALS:
    void changed(); ///< the list, the rule, the figures
    void currentChanged(); ///< another one is in sight, or what is known of it
    void failed(const winnow::Error& error);

private:
    struct Found;
    using Key = std::pair<StudyId, std::string>;
    [[nodiscard]] static Key keyOf(const review::Compared& compared);
    void follow(const Changes& changes);
    void reload();
    void take(Found answer);
    void list();
    void choose(std::optional<std::size_t> at);
    void write(const AgreedValue& value);
    void run(std::function<Result<Changes>(review::Review&)> act);
    [[nodiscard]] std::optional<std::size_t> nextOpen() const;

    std::shared_ptr<Session> m_session;
    review::Reconciliation m_found;
    csv::Table m_agreement;
    std::optional<Form> m_form;
    QString m_whyNotOwner;
    List m_shows = List::Open;
    std::vector<std::size_t> m_rows; ///< of m_found.compared
    std::optional<std::size_t> m_current; ///< of m_found.compared
    std::set<Key> m_kept; ///< settled since the list was chosen
    int m_writing = 0; ///< acts on their way; what was read before they are done is old
    bool m_read = false;
    bool m_active = false;
    bool m_stale = true;
};

} // namespace winnow::ui
