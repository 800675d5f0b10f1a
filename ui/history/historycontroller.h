// The journal as a list, newest first, and what can be done from it.
#pragma once

#include "ui/models/session.h"

#include <QAbstractTableModel>

#include <vector>

namespace winnow::ui {

/// Reads the journal a piece at a time, beside the window: more when the list is scrolled to its end, and, while a
/// filter is set, on until enough acts fit it.
class HistoryController final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Who, What, About, Columns };
    enum Role { UndoneRole = Qt::UserRole };
    /// Which acts are listed.
    enum class Kind { All, Imports, Screening, Notes, FullText, Extraction, Settings };
    static constexpr int Piece = 200;

    explicit HistoryController(QObject* parent = nullptr);
    void setSession(const std::shared_ptr<Session>& session);
    void setFilter(const QString& text, Kind kind);
    void refresh(); ///< from the newest on

    [[nodiscard]] const HistoryRow* act(int row) const;
    /// In words why this act cannot be undone here; empty: it can.
    [[nodiscard]] QString obstacle(int row) const;
    void undo(int row);
    [[nodiscard]] bool complete() const { return m_complete; }
    [[nodiscard]] bool loading() const { return m_loading; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void loaded(); ///< rows have come, or there are none
    void failed(const winnow::Error& error);
    void undone(const QString& what);

private:
    void read(OpId before, int wanted);

    std::weak_ptr<Session> m_session;
    std::vector<HistoryRow> m_rows;
    QString m_text;
    Kind m_kind = Kind::All;
    OpId m_last; ///< the oldest act looked at
    bool m_complete = true;
    bool m_loading = false;
};

/// Whether an act is of the kind. Undos and redos have none.
[[nodiscard]] bool isOf(const std::string& act, HistoryController::Kind kind);

} // namespace winnow::ui
