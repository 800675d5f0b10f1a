// The way from a study in a figure to its values.
#pragma once

#include "core/review/reader.h"
#include "ui/widgets/page.h"

#include <map>
#include <optional>

namespace winnow::ui {

class StudyDoors {
public:
    [[nodiscard]] static Result<StudyDoors> of(review::Reader& reader);
    /// Its values on the extraction page; none of a study without reports.
    [[nodiscard]] std::optional<Door> to(StudyId study) const;

private:
    std::map<StudyId, CitationId> m_reports;
};

} // namespace winnow::ui
