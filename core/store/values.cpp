#include "core/store/values.h"

#include "core/store/annotations.h"

#include <algorithm>
#include <tuple>

namespace winnow::store {

namespace {

auto keyOf(const Value& value)
{
    return std::tuple(value.study.value, std::string_view(value.field), value.reviewer.value);
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
        "WHERE (?1 IS NULL OR study = ?1) AND (?2 IS NULL OR reviewer = ?2) ORDER BY 1, 2, 3, number"));
    TRY(places->bind(study, reviewer));
    while (TRY(places->step())) {
        Value key;
        key.study = StudyId{places->integer(0)};
        key.field = places->text(1);
        key.reviewer = ReviewerId{places->integer(2)};
        const auto value = std::ranges::lower_bound(found, keyOf(key), {}, keyOf);
        if (value != found.end() && keyOf(*value) == keyOf(key))
            value->evidence.push_back({places->text(3), static_cast<int>(places->integer(4)),
                rectsFrom(places->text(5)), places->text(6), places->text(7), places->text(8)});
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
    return found;
}

} // namespace winnow::store
