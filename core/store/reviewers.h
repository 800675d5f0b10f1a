// The reviewers of a review: their rows in the file, and what they are called on this computer.
#pragma once

#include "core/model/ids.h"
#include "core/model/screening.h"
#include "core/store/localnames.h"
#include "core/store/sqlite.h"

#include <optional>
#include <string>
#include <vector>

namespace winnow::store {

struct Reviewer {
    ReviewerId id;
    std::string uuid;
    std::string name; ///< as this computer knows them, else as the file does
};

[[nodiscard]] Result<std::vector<Reviewer>> reviewers(Connection& connection, const LocalNames& names);
/// Empty for a reviewer of none.
[[nodiscard]] Result<std::string> reviewerName(Connection& connection, const LocalNames& names, ReviewerId reviewer);
/// By that name, here or in the file; none if there is nobody.
[[nodiscard]] Result<std::optional<ReviewerId>> findReviewer(
    Connection& connection, const LocalNames& names, const std::string& name);
/// The reviewer of this name; made if new: with a neutral name in the file, and this one on the computer; where it
/// cannot be kept there, the file has it.
[[nodiscard]] Result<ReviewerId> reviewerNamed(Connection& connection, LocalNames& names, const std::string& name);
/// What this computer shall call somebody. Conflict if another reviewer of the review is called so.
[[nodiscard]] Result<> nameReviewer(
    Connection& connection, LocalNames& names, ReviewerId reviewer, const std::string& name);
/// Takes out somebody who has done nothing in the review and is assigned nothing, nor was. Conflict otherwise.
[[nodiscard]] Result<> removeReviewer(Connection& connection, ReviewerId reviewer);
/// The first neutral name that is free in the file: "Reviewer 1" …
[[nodiscard]] Result<std::string> neutralName(Connection& connection);

/// The reviewer of the newest act of this device; if there is none, for whom the copy is, else of the newest act of
/// all. None in a file without acts. A colleague's acts that came by a merge make nobody that colleague.
[[nodiscard]] Result<ReviewerId> lastReviewer(Connection& connection, std::optional<std::int64_t> device);
/// Who began the review, and so opens conflicts and splits the work.
[[nodiscard]] Result<ReviewerId> owner(Connection& connection);

/// For whom a work package is; none if the file is not one.
struct PackageFor {
    ReviewerId reviewer;
    Stage stage = Stage::TitleAbstract;
};
[[nodiscard]] Result<std::optional<PackageFor>> packageFor(Connection& connection);

} // namespace winnow::store
