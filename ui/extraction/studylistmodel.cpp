#include "ui/extraction/studylistmodel.h"

#include "core/base/text.h"
#include "ui/extraction/extractioncontroller.h"

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

StudyListModel::StudyListModel(const ExtractionController& controller, QObject* parent)
    : QAbstractListModel(parent)
    , m_controller(controller)
{
}

void StudyListModel::refresh()
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

int StudyListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant StudyListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_controller.studies().size()))
        return {};
    const Study& study = m_controller.studies()[static_cast<std::size_t>(index.row())];
    QString progress = m_controller.progressOf(study);
    if (study.reports.size() > 1)
        progress += u" · "_s + tr("%1 reports").arg(study.reports.size());
    switch (role) {
    case Qt::DisplayRole:
        return toQString(study.name);
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(toQString(study.name), progress);
    case ProgressRole:
        return progress;
    case CompleteRole:
        return m_controller.isComplete(study.id);
    default:
        return {};
    }
}

} // namespace winnow::ui
