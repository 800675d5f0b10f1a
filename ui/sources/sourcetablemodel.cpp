#include "ui/sources/sourcetablemodel.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/formats/formats.h"
#include "ui/sources/receipttext.h"

#include <QDateTime>
#include <QLocale>

namespace winnow::ui {

namespace {

bool isNumber(int column)
{
    return column == SourceTableModel::Records || column == SourceTableModel::Problems
        || column == SourceTableModel::Duplicates;
}

std::int64_t numberIn(const Source& source, int column)
{
    switch (column) {
    case SourceTableModel::Records:
        return static_cast<std::int64_t>(source.receipt.records);
    case SourceTableModel::Problems:
        return static_cast<std::int64_t>(source.receipt.problemCount);
    case SourceTableModel::Duplicates:
        return source.duplicates;
    default:
        return 0;
    }
}

} // namespace

SourceTableModel::SourceTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void SourceTableModel::setSources(std::vector<Source> sources)
{
    beginResetModel();
    m_sources = std::move(sources);
    endResetModel();
}

int SourceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sources.size());
}

int SourceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SourceTableModel::text(const Source& source, int column)
{
    switch (column) {
    case Name:
        return source.undone ? tr("%1 (undone)").arg(toQString(source.name)) : toQString(source.name);
    case Kind:
        return wordOf(source.kind);
    case File:
        return toQString(source.file);
    case Format:
        return toQString(formats::name(source.receipt.format));
    case Date:
        return toQString(source.date);
    case Query:
        return toQString(source.query).simplified();
    default:
        return source.undone ? QString() : QLocale().toString(static_cast<qlonglong>(numberIn(source, column)));
    }
}

QVariant SourceTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Source& source = m_sources[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(source, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Query && !source.query.empty())
            return asToolTip(toQString(source.query));
        return {};
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case DoorRole:
        return isNumber(index.column()) && !source.undone && numberIn(source, index.column()) > 0;
    case UndoneRole:
        return source.undone;
    default:
        return {};
    }
}

QVariant SourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Source");
    case Kind:
        return tr("Kind");
    case File:
        return tr("File");
    case Format:
        return tr("Format");
    case Date:
        return tr("Searched on");
    case Query:
        return tr("Query");
    case Records:
        return tr("Records");
    case Problems:
        return tr("Problems");
    case Duplicates:
        return tr("Duplicates");
    default:
        return {};
    }
}

} // namespace winnow::ui
