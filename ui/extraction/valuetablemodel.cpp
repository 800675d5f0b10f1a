#include "ui/extraction/valuetablemodel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/extraction/extractioncontroller.h"

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

ValueTableModel::ValueTableModel(const ExtractionController& controller, QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
{
}

void ValueTableModel::refresh()
{
    const std::vector<const Field*> fields = m_controller.fields();
    const int rows = static_cast<int>(m_controller.studies().size());
    if (rows != m_rows || fields != m_fields) {
        beginResetModel();
        m_rows = rows;
        m_fields = fields;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, columnCount() - 1));
    }
}

const Field* ValueTableModel::field(int column) const
{
    return column < 1 || column > static_cast<int>(m_fields.size()) ? nullptr
                                                                    : m_fields[static_cast<std::size_t>(column - 1)];
}

int ValueTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ValueTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size()) + 1;
}

QVariant ValueTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_controller.studies().size()))
        return {};
    const Study& study = m_controller.studies()[static_cast<std::size_t>(index.row())];
    const Field* column = field(index.column());
    if (column == nullptr)
        return role == Qt::DisplayRole ? QVariant(toQString(study.name)) : QVariant();
    const std::optional<Value> value = m_controller.value(study.id, column->id);
    switch (role) {
    case Qt::DisplayRole:
        return m_controller.cell(study.id, *column);
    case Qt::TextAlignmentRole:
        return static_cast<int>(
            (column->type == FieldType::Number || column->type == FieldType::Integer ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
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
    const Field* column = field(section);
    if (role == Qt::TextAlignmentRole && column != nullptr
        && (column->type == FieldType::Number || column->type == FieldType::Integer))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (column == nullptr)
        return tr("Study");
    const QString label = toQString(column->label);
    const QString heading = column->unit.empty() ? label : tr("%1 (%2)").arg(label, toQString(column->unit));
    return role == Qt::ToolTipRole ? asToolTip(heading) : heading;
}

} // namespace winnow::ui
