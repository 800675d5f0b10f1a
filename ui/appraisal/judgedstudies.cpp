#include "ui/appraisal/judgedstudies.h"

#include "core/base/text.h"
#include "ui/appraisal/appraisalcontroller.h"

namespace winnow::ui {

JudgedStudies::JudgedStudies(const AppraisalController& controller, QObject* parent)
    : QAbstractListModel(parent)
    , m_controller(controller)
{
}

void JudgedStudies::refresh()
{
    const int rows = static_cast<int>(m_controller.studies().size());
    if (rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0), index(rows - 1));
    }
}

int JudgedStudies::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant JudgedStudies::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_controller.studies().size()))
        return {};
    const Study& study = m_controller.studies()[static_cast<std::size_t>(index.row())];
    const extraction::AppraisalProgress own = m_controller.progressOf(study);
    const bool together = m_controller.isJudgedByOthers(study);
    const extraction::AppraisalProgress progress =
        together ? m_controller.progressOf(study, AppraisalController::Whose::Review) : own;
    QString words = tr("%1 of %2 judged").arg(progress.done).arg(progress.all);
    if (together)
        words = tr("%1 · you %2").arg(words).arg(own.done);
    if (const int differ = m_controller.differing(study); differ > 0)
        words = tr("%1 · %n differ(s)", nullptr, differ).arg(words);
    const int resting = m_controller.restingOnOpen(study);
    if (resting > 0)
        words = tr("%1 · %n rest(s) on an open question", nullptr, resting).arg(words);
    switch (role) {
    case Qt::DisplayRole:
        return toQString(study.name);
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(toQString(study.name), words);
    case ProgressRole:
        return words;
    case CompleteRole:
        return progress.all > 0 && progress.done == progress.all && resting == 0;
    default:
        return {};
    }
}

} // namespace winnow::ui
