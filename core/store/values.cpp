#include "core/store/values.h"

#include "core/store/annotations.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace winnow::store {

namespace {

auto keyOf(const Value& value)
{
    return std::tuple(value.study.value, std::string_view(value.field), value.reviewer.value);
}

auto addressOf(const AgreedValue& value)
{
    return std::pair(value.study.value, std::string_view(value.field));
}

/// From the fourth column of a row of value_evidence on.
Evidence placeIn(const Statement& row)
{
    return {
        row.text(3), static_cast<int>(row.integer(4)), rectsFrom(row.text(5)), row.text(6), row.text(7), row.text(8)};
}

} // namespace

Result<std::vector<Value>> values(Connection& connection, ReviewerId reviewer, StudyId study)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT study, field, reviewer, answer, text, source FROM study_value "
                              "WHERE (?1 IS NULL OR study = ?1) AND (?2 IS NULL OR reviewer = ?2) ORDER BY 1, 2, 3"));
    TRY(query->bind(study, reviewer));
    std::vector<Value> found;
    while (TRY(query->step()))
        found.push_back({StudyId{query->integer(0)}, query->text(1), ReviewerId{query->integer(2)},
            static_cast<Answer>(query->integer(3)), query->text(4), query->text(5)});
    const StatementInUse places = TRY(connection.cached(
        "SELECT study, field, reviewer, sha256, page, rects, quote, prefix, suffix FROM value_evidence "
        "WHERE (?1 IS NULL OR study = ?1) AND (?2 IS NULL OR reviewer = ?2) AND reviewer <> 0 "
        "ORDER BY 1, 2, 3, number"));
    TRY(places->bind(study, reviewer));
    while (TRY(places->step())) {
        Value key;
        key.study = StudyId{places->integer(0)};
        key.field = places->text(1);
        key.reviewer = ReviewerId{places->integer(2)};
        const auto value = std::ranges::lower_bound(found, keyOf(key), {}, keyOf);
        if (value != found.end() && keyOf(*value) == keyOf(key))
            value->evidence.push_back(placeIn(*places));
    }
    return found;
}

Result<std::vector<AgreedValue>> agreedValues(Connection& connection, StudyId study)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT study, field, answer, text, source, reason, reviewer FROM agreed_value "
                              "WHERE (?1 IS NULL OR study = ?1) ORDER BY 1, 2"));
    TRY(query->bind(study));
    std::vector<AgreedValue> found;
    while (TRY(query->step()))
        found.push_back({StudyId{query->integer(0)}, query->text(1), static_cast<Answer>(query->integer(2)),
            query->text(3), query->text(4), query->text(5), ReviewerId{query->integer(6)}});
    const StatementInUse places = TRY(connection.cached(
        "SELECT study, field, reviewer, sha256, page, rects, quote, prefix, suffix FROM value_evidence "
        "WHERE (?1 IS NULL OR study = ?1) AND reviewer = 0 ORDER BY study, field, number"));
    TRY(places->bind(study));
    while (TRY(places->step())) {
        AgreedValue key;
        key.study = StudyId{places->integer(0)};
        key.field = places->text(1);
        const auto value = std::ranges::lower_bound(found, addressOf(key), {}, addressOf);
        if (value != found.end() && addressOf(*value) == addressOf(key))
            value->evidence.push_back(placeIn(*places));
    }
    return found;
}

} // namespace winnow::store
