#include "core/store/reviewers.h"

#include "core/base/text.h"
#include "core/store/journal.h"

#include <QCoreApplication>

namespace winnow::store {

Result<std::vector<Reviewer>> reviewers(Connection& connection, const LocalNames& names)
{
    const StatementInUse query = TRY(connection.cached("SELECT id, uuid, name FROM reviewer ORDER BY id"));
    std::vector<Reviewer> found;
    while (TRY(query->step())) {
        Reviewer reviewer{ReviewerId{query->integer(0)}, query->text(1), query->text(2)};
        if (const std::string* here = names.of(reviewer.uuid))
            reviewer.name = *here;
        found.push_back(std::move(reviewer));
    }
    return found;
}

Result<std::string> reviewerName(Connection& connection, const LocalNames& names, ReviewerId reviewer)
{
    const StatementInUse query = TRY(connection.cached("SELECT uuid, name FROM reviewer WHERE id = ?1"));
    TRY(query->bind(reviewer));
    std::string name;
    if (TRY(query->step())) {
        const std::string* here = names.of(query->text(0));
        name = here != nullptr ? *here : query->text(1);
    }
    return name;
}

Result<std::optional<ReviewerId>> findReviewer(Connection& connection, const LocalNames& names, const std::string& name)
{
    std::optional<ReviewerId> found;
    for (const std::vector<Reviewer> all = TRY(reviewers(connection, names)); const Reviewer& reviewer : all)
        if (reviewer.name == name && !found)
            found = reviewer.id;
    return found;
}

Result<std::string> neutralName(Connection& connection)
{
    const StatementInUse taken =
        TRY(connection.cached("SELECT EXISTS (SELECT 1 FROM reviewer WHERE name = 'Reviewer ' || ?1)"));
    for (int number = 1;; ++number) {
        taken->reset();
        TRY(taken->bind(number));
        TRY(taken->step());
        if (taken->integer(0) == 0)
            return "Reviewer " + std::to_string(number); // in the file, so the same in every language
    }
}

Result<ReviewerId> reviewerNamed(Connection& connection, LocalNames& names, const std::string& name)
{
    if (const auto known = TRY(findReviewer(connection, names, name)))
        return *known;
    const std::string uuid = newUuid();
    std::string inFile = TRY(neutralName(connection));
    // A person must be found again: where the computer cannot keep the name, the file has to.
    if (name != inFile && !names.set(uuid, name))
        inFile = name;
    const StatementInUse add = TRY(connection.cached("INSERT INTO reviewer (uuid, name) VALUES (?1, ?2)"));
    TRY(add->bind(Blob{uuid}, inFile));
    TRY(add->run());
    return ReviewerId{connection.lastInsertId()};
}

Result<> nameReviewer(Connection& connection, LocalNames& names, ReviewerId reviewer, const std::string& name)
{
    if (const auto known = TRY(findReviewer(connection, names, name)); known && *known != reviewer)
        return fail(ErrorKind::Conflict,
            QCoreApplication::translate("store", "Another reviewer of this review is called %1. Nothing was changed.")
                .arg(toQString(name)));
    for (const std::vector<Reviewer> all = TRY(reviewers(connection, names)); const Reviewer& one : all)
        if (one.id == reviewer)
            return names.set(one.uuid, name);
    return fail(ErrorKind::NotFound, QCoreApplication::translate("store", "There is no such reviewer in this review."));
}

Result<> removeReviewer(Connection& connection, ReviewerId reviewer)
{
    const StatementInUse named = TRY(connection.cached(
        "SELECT EXISTS (SELECT 1 FROM op WHERE reviewer = ?1) OR EXISTS (SELECT 1 FROM package WHERE reviewer = ?1) "
        "OR EXISTS (SELECT 1 FROM assignment_event WHERE reviewer = ?1) "
        "OR EXISTS (SELECT 1 FROM decision_event WHERE reviewer = ?1) "
        "OR EXISTS (SELECT 1 FROM note_event WHERE reviewer = ?1)")); // of others an import may bring these two
    TRY(named->bind(reviewer));
    TRY(named->step());
    if (named->integer(0) != 0)
        return fail(ErrorKind::Conflict,
            QCoreApplication::translate("store",
                "Something in the review's history is of this reviewer, or was assigned to them: they stay a part of "
                "it. Nothing was changed."));
    named->reset();
    const StatementInUse remove = TRY(connection.cached("DELETE FROM reviewer WHERE id = ?1"));
    TRY(remove->bind(reviewer));
    return remove->run();
}

Result<ReviewerId> lastReviewer(Connection& connection, std::optional<std::int64_t> device)
{
    const StatementInUse find = TRY(
        connection.cached("SELECT coalesce((SELECT reviewer FROM op WHERE device = ?1 ORDER BY number DESC LIMIT 1), "
                          "(SELECT reviewer FROM package), (SELECT reviewer FROM op ORDER BY id DESC LIMIT 1))"));
    TRY(find->bind(device));
    ReviewerId reviewer;
    if (TRY(find->step()))
        reviewer = ReviewerId{find->integer(0)};
    return reviewer;
}

Result<ReviewerId> owner(Connection& connection)
{
    const StatementInUse find =
        TRY(connection.cached("SELECT reviewer FROM op WHERE kind = 'create' ORDER BY stamp LIMIT 1"));
    ReviewerId reviewer;
    if (TRY(find->step()))
        reviewer = ReviewerId{find->integer(0)};
    return reviewer;
}

Result<std::optional<PackageFor>> packageFor(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached("SELECT reviewer, stage FROM package"));
    std::optional<PackageFor> found;
    if (TRY(query->step()))
        found = PackageFor{ReviewerId{query->integer(0)}, static_cast<Stage>(query->integer(1))};
    return found;
}

} // namespace winnow::store
