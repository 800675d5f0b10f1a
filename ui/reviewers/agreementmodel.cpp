#include "ui/reviewers/agreementmodel.h"

#include <QLocale>

namespace winnow::ui {

namespace {

QString shown(const std::optional<double>& value)
{
    return value ? QLocale().toString(*value, 'f', 2).replace(u'-', QChar{0x2212}) : QStringLiteral("–");
}

QString shown(const std::optional<screening::Estimate>& estimate)
{
    if (!estimate)
        return QStringLiteral("–");
    if (!estimate->error)
        return shown(std::optional(estimate->value));
    return AgreementModel::tr("%1 (%2 to %3)")
        .arg(shown(std::optional(estimate->value)), shown(std::optional(estimate->lower)),
            shown(std::optional(estimate->upper)));
}

} // namespace

AgreementModel::AgreementModel(const QString& who, QObject* parent)
    : QAbstractTableModel(parent)
    , m_who(who)
{
}

void AgreementModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int AgreementModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AgreementModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AgreementModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == Who ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const screening::Agreement& found = row.agreement;
    switch (index.column()) {
    case Who:
        return row.who;
    case Records:
        return QLocale().toString(static_cast<qlonglong>(found.table.count()));
    case Percent:
        return found.observed ? tr("%1 %").arg(QLocale().toString(100 * *found.observed, 'f', 1)) : QStringLiteral("–");
    case Kappa:
        return shown(found.kappa);
    case Pabak:
        return shown(found.pabak);
    case Ac1:
        return shown(found.ac1);
    default:
        return shown(found.alpha);
    }
}

QVariant AgreementModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Who ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Records:
            return tr("Records that both judged");
        case Kappa:
            return tr("Cohen's kappa with its 95 % confidence interval");
        case Pabak:
            return tr("Kappa adjusted for prevalence and bias");
        case Ac1:
            return tr("Gwet's AC1 with its 95 % confidence interval");
        case Alpha:
            return tr("Krippendorff's alpha for nominal data");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {
        m_who, tr("Records"), tr("Agreement"), tr("Kappa (95 % CI)"), tr("PABAK"), tr("AC1 (95 % CI)"), tr("Alpha")};
    return section >= 0 && section < ColumnCount ? QVariant(names[section]) : QVariant();
}

} // namespace winnow::ui
