#include "ui/extraction/comparedmodel.h"

#include "core/base/shown.h"
#include "ui/extraction/reconciliationcontroller.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/twolinedelegate.h"

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Open ones with a question mark, settled ones with a tick; where all said the same there is nothing to mark.
class ComparedDelegate final : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    [[nodiscard]] Rest rest(const QModelIndex& index) const override
    {
        const QString says = index.data(ComparedModel::SaysRole).toString();
        switch (static_cast<winnow::Standing>(index.data(ComparedModel::StandingRole).toInt())) {
        case winnow::Standing::Open:
            return {says, {}, Mark::Maybe};
        case winnow::Standing::Agreed:
            return {says, theme::colors().include, Mark::Include};
        default:
            return {says, {}, Mark::Undecided};
        }
    }
};

} // namespace

ComparedModel::ComparedModel(const ReconciliationController& controller, QObject* parent)
    : QAbstractListModel(parent)
    , m_controller(controller)
{
}

void ComparedModel::refresh()
{
    const int rows = m_controller.rowCount();
    if (rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0), index(rows - 1));
    }
}

int ComparedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QString ComparedModel::says(int row) const
{
    const review::Compared& compared = m_controller.at(row);
    const ReviewValue& value = compared.value;
    QString words;
    if (value.standing == winnow::Standing::Agreed) {
        words = tr("settled: %1").arg(m_controller.words(value.answer, value.text, value.field));
    } else {
        QStringList said;
        for (const Value& one : value.said)
            if (const QString text = m_controller.words(one.answer, one.text, one.field); !said.contains(text))
                said.append(text);
        words = said.join(compared.same ? u" = "_s : u" ≠ "_s);
    }
    return inOneLine(tr("%1 · %2").arg(QString::fromStdString(compared.study), words).toStdString());
}

QVariant ComparedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_controller.rowCount())
        return {};
    const review::Compared& compared = m_controller.at(index.row());
    const QString label = inOneLine(compared.label);
    switch (role) {
    case Qt::DisplayRole:
        return label;
    case Qt::ToolTipRole:
        return asToolTip(u"%1\n%2"_s.arg(label, says(index.row())));
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(label, says(index.row()));
    case SaysRole:
        return says(index.row());
    case StandingRole:
        return static_cast<int>(compared.value.standing);
    default:
        return {};
    }
}

QStyledItemDelegate* comparedDelegate(QObject* parent)
{
    return new ComparedDelegate(parent);
}

} // namespace winnow::ui
