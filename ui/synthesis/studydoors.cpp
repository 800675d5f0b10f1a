#include "ui/synthesis/studydoors.h"

namespace winnow::ui {

Result<StudyDoors> StudyDoors::of(review::Reader& reader)
{
    StudyDoors doors;
    const std::vector<Study> studies = TRY(reader.studies());
    for (const Study& study : studies)
        if (!study.reports.empty())
            doors.m_reports.emplace(study.id, study.reports.front());
    return doors;
}

std::optional<Door> StudyDoors::to(StudyId study) const
{
    const auto report = m_reports.find(study);
    if (report == m_reports.end())
        return std::nullopt;
    return Door{PageId::Extraction, {}, {}, report->second};
}

} // namespace winnow::ui
