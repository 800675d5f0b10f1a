// What a Reader and a Review share behind their doors.
#pragma once

#include "core/base/clock.h"
#include "core/review/reader.h"
#include "core/review/review.h"
#include "core/store/database.h"

#include <optional>

namespace winnow::review {

struct Reader::Private {
    std::optional<store::Connection> own; ///< of a reader that stands alone
    store::Connection* connection = nullptr;
    ReviewerId reviewer;
    QString path;
    bool readOnly = false;
    QString readOnlyReason;
};

} // namespace winnow::review
