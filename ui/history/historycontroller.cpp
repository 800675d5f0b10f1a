#include "ui/history/historycontroller.h"

#include "core/base/text.h"

#include <QDateTime>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <initializer_list>

namespace winnow::ui {
namespace {

enum Slot { Read };

/// What one look into the journal found.
struct Found {
    std::vector<HistoryRow> rows;
    OpId last;
    bool complete = false;
};

bool fits(const HistoryRow& row, const std::string& text, HistoryController::Kind kind)
{
    if (!isOf(row.kind, kind))
        return false;
    if (text.empty())
        return true;
    return folded(row.what.toStdString() + ' ' + row.about + ' ' + row.reviewer).find(text) != std::string::npos;
}

Result<Found> look(
    review::Reader& reader, OpId before, int wanted, const std::string& text, HistoryController::Kind kind)
{
    constexpr int AtOnce = 500;
    Found found;
    found.last = before;
    while (!found.complete && static_cast<int>(found.rows.size()) < wanted) {
        std::vector<HistoryRow> rows = TRY(reader.history(AtOnce, found.last));
        found.complete = static_cast<int>(rows.size()) < AtOnce;
        if (!rows.empty())
            found.last = rows.back().op;
        for (HistoryRow& row : rows)
            if (fits(row, text, kind))
                found.rows.push_back(std::move(row));
    }
    return found;
}

QString timeOf(std::int64_t at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat);
}

} // namespace

bool isOf(const std::string& act, HistoryController::Kind kind)
{
    using Kind = HistoryController::Kind;
    const auto any = [&](std::initializer_list<const char*> names) {
        return std::any_of(names.begin(), names.end(), [&](const char* name) { return act == name; });
    };
    switch (kind) {
    case Kind::All:
        return true;
    case Kind::Imports:
        return any({"create", "import"});
    case Kind::Screening:
        return any({"decide"});
    case Kind::Notes:
        return any({"label", "unlabel", "note"});
    case Kind::FullText:
        return any({"retrieval", "attach", "detach"});
    case Kind::Extraction:
        return any({"study", "value", "unvalue", "agree", "disagree", "form", "appraisal"});
    case Kind::Settings:
        return any({"title", "criteria", "terms", "reasons", "notice"});
    }
    return true;
}

HistoryController::HistoryController(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void HistoryController::setSession(const std::shared_ptr<Session>& session)
{
    m_session = session;
    beginResetModel();
    m_rows.clear();
    m_last = {};
    m_complete = session == nullptr;
    m_loading = false;
    endResetModel();
}

void HistoryController::setFilter(const QString& text, Kind kind)
{
    if (text == m_text && kind == m_kind)
        return;
    m_text = text;
    m_kind = kind;
    refresh();
}

void HistoryController::refresh()
{
    constexpr std::size_t Most = 1000; // what was read before is kept in sight, within reason
    read({}, static_cast<int>(std::clamp<std::size_t>(m_rows.size(), Piece, Most)));
}

void HistoryController::read(OpId before, int wanted)
{
    const auto session = m_session.lock();
    if (!session)
        return;
    m_loading = true;
    session->query<Found>(
        this, Read,
        [before, wanted, text = folded(m_text.toStdString()), kind = m_kind](
            review::Reader& reader) { return look(reader, before, wanted, text, kind); },
        [this, before](Result<Found> found) {
            m_loading = false;
            if (!found) {
                if (found.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(found.error());
                return;
            }
            m_last = found->last;
            m_complete = found->complete;
            if (!before) {
                beginResetModel();
                m_rows = std::move(found->rows);
                endResetModel();
            } else if (!found->rows.empty()) {
                const int first = rowCount();
                beginInsertRows({}, first, first + static_cast<int>(found->rows.size()) - 1);
                std::move(found->rows.begin(), found->rows.end(), std::back_inserter(m_rows));
                endInsertRows();
            }
            Q_EMIT loaded();
        });
}

const HistoryRow* HistoryController::act(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

QString HistoryController::obstacle(int row) const
{
    const auto session = m_session.lock();
    const HistoryRow* chosen = act(row);
    if (!session || chosen == nullptr)
        return tr("Choose an act to undo it.");
    if (session->info().readOnly)
        return tr("The review is open for reading only.");
    if (chosen->undone)
        return tr("This act is undone already.");
    if (chosen->kind == "undo" || chosen->kind == "redo")
        return tr("Undo and redo are taken back by their counterpart.");
    if (!chosen->canUndo)
        return tr("The beginning of the review cannot be undone.");
    return {};
}

void HistoryController::undo(int row)
{
    const auto session = m_session.lock();
    if (!session || !obstacle(row).isEmpty())
        return;
    const HistoryRow chosen = *act(row);
    session->act(
        this, [op = chosen.op](review::Review& review) { return review.undo(op); },
        [this, what = chosen.what](const Result<Changes>& result) {
            if (result)
                Q_EMIT undone(what);
            else
                Q_EMIT failed(result.error());
        });
}

int HistoryController::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HistoryController::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant HistoryController::data(const QModelIndex& index, int role) const
{
    const HistoryRow* row = act(index.row());
    if (row == nullptr)
        return {};
    if (role == UndoneRole)
        return row->undone;
    if (role == Qt::AccessibleTextRole && index.column() == What)
        return row->undone ? tr("%1, undone").arg(row->what) : row->what;
    if (role == Qt::ToolTipRole && index.column() == When)
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(row->at), QLocale::LongFormat);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case When:
        return timeOf(row->at);
    case Who:
        return toQString(row->reviewer);
    case What:
        return row->what;
    case About:
        return toQString(withoutMarkup(row->about));
    default:
        return {};
    }
}

QVariant HistoryController::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case Who:
        return tr("Who");
    case What:
        return tr("What");
    case About:
        return tr("About");
    default:
        return {};
    }
}

bool HistoryController::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_loading;
}

void HistoryController::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        read(m_last, Piece);
}

} // namespace winnow::ui
