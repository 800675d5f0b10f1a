#include "ui/extraction/valuetablemodel.h"

#include "core/base/shown.h"
#include "core/base/text.h"

#include <utility>

namespace winnow::ui {

ValueTableModel::ValueTableModel(const ExtractionController& controller, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
{
}

void ValueTableModel::refresh()
{
    std::vector<Asked> columns = m_controller.columns();
    const std::map<std::string, QString>& gone = m_controller.formerColumns();
    std::vector<std::pair<std::string, QString>> former(gone.begin(), gone.end());
    const int rows = static_cast<int>(m_controller.studies().size());
    if (rows != m_rows || columns != m_columns || former != m_former) {
        beginResetModel();
        m_former = std::move(former);
        m_rows = rows;
        m_columns = std::move(columns);
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, columnCount() - 1));
    }
}

const Asked* ValueTableModel::asked(int column) const
{
    return column < 1 || column > static_cast<int>(m_columns.size()) ? nullptr
                                                                     : &m_columns[static_cast<std::size_t>(column - 1)];
}

/// Of a column of what is no longer in the form; null: it is none.
const std::pair<std::string, QString>* ValueTableModel::former(int column) const
{
    const int at = column - 1 - static_cast<int>(m_columns.size());
    return at < 0 || at >= static_cast<int>(m_former.size()) ? nullptr : &m_former[static_cast<std::size_t>(at)];
}

std::string ValueTableModel::address(int column) const
{
    const Asked* const of = asked(column);
    return of == nullptr ? std::string() : of->address();
}

int ValueTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ValueTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size() + m_former.size()) + 1;
}

QVariant ValueTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_controller.studies().size()))
        return {};
    const Study& study = m_controller.studies()[static_cast<std::size_t>(index.row())];
    const Asked* const of = asked(index.column());
    if (const auto* const gone = former(index.column())) {
        const QString cell = m_controller.cell(study.id, gone->first);
        if (role == StatedRole)
            return false; // muted
        return role == Qt::DisplayRole || (role == Qt::ToolTipRole && !cell.isEmpty())
            ? QVariant(role == Qt::DisplayRole ? cell : asToolTip(cell))
            : QVariant();
    }
    if (of == nullptr)
        return role == Qt::DisplayRole ? QVariant(toQString(study.name)) : QVariant();
    const std::optional<Value> value = m_controller.value(study.id, of->address());
    switch (role) {
    case Qt::DisplayRole:
        return m_controller.cell(study.id, *of);
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumeric(*of->field) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case StatedRole:
        return !value || value->answer == Answer::Stated;
    case DoubtRole:
        return value ? m_controller.doubt(*value) : QString();
    case Qt::ToolTipRole: {
        QStringList lines;
        if (value && !value->source.empty())
            lines.append(toQString(value->source));
        if (value)
            if (const QString doubt = m_controller.doubt(*value); !doubt.isEmpty())
                lines.append(doubt);
        return lines.isEmpty() ? QVariant() : QVariant(asToolTip(lines.join(u'\n')));
    }
    default:
        return {};
    }
}

QVariant ValueTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const Asked* const of = asked(section);
    if (role == Qt::TextAlignmentRole && of != nullptr && isNumeric(*of->field))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (const auto* const gone = former(section))
        return role == Qt::ToolTipRole ? asToolTip(tr("%1: no longer in the form").arg(gone->second))
                                       : tr("%1 (no longer in the form)").arg(gone->second);
    if (of == nullptr)
        return tr("Study");
    QString label = toQString(of->field->label);
    if (of->item > 0)
        label = tr("%1, %2").arg(label, QString::number(of->item));
    const QString heading = of->field->unit.empty() ? label : tr("%1 (%2)").arg(label, toQString(of->field->unit));
    return role == Qt::ToolTipRole ? asToolTip(heading) : heading;
}

} // namespace winnow::ui
