// The rows of a list of citations, read only when a view looks at them.
#pragma once

#include "core/model/views.h"
#include "ui/widgets/statusmark.h"

#include <QAbstractTableModel>
#include <QCache>

#include <functional>
#include <vector>

namespace winnow::ui {

/// Shows any number of citations, in the order of the ids it is given.
///
/// Ids are the whole result of a query, eight bytes each, so the row count is exact from the start and nothing is ever
/// counted or skipped over in SQL. What a row shows is read a page at a time, by key, when a view asks for it; pages
/// least recently looked at are forgotten. Rows are kept by id, so taking one out of the list costs no reading.
class CitationTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Status, Title, Authors, Year, Journal, Records, Labels, ColumnCount };
    /// Reads the rows with these ids, at most PageSize, in any order; an id that no longer exists is left out.
    using ReadRows = std::function<std::vector<CitationRow>(const std::vector<CitationId>&)>;
    static constexpr int PageSize = 128;
    static constexpr int PagesKept = 64;

    explicit CitationTableModel(QObject* parent = nullptr);

    void setReader(ReadRows read); ///< forgets what was read; none: rows are blank
    void setStanding(Standing standing); ///< which sign the status column shows
    [[nodiscard]] Standing standing() const { return m_standing; }

    void setIds(std::vector<CitationId> ids);
    [[nodiscard]] const std::vector<CitationId>& ids() const { return m_ids; }
    /// These have changed: reads them again.
    void refresh(const std::vector<CitationId>& ids);
    void refreshAll();
    /// Takes one out of the list without asking for the list again.
    void remove(CitationId id);

    [[nodiscard]] int rowOf(CitationId id) const; ///< −1: not in the list
    [[nodiscard]] CitationId idAt(int row) const; ///< none outside the list
    [[nodiscard]] CitationRow citation(int row) const; ///< with no records if it no longer exists

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const CitationRow& read(int row) const;
    [[nodiscard]] QString text(const CitationRow& row, int column) const;

    ReadRows m_read;
    Standing m_standing = Standing::Screening;
    std::vector<CitationId> m_ids;
    mutable QCache<std::int64_t, CitationRow> m_rows{qsizetype{PageSize} * PagesKept};
};

} // namespace winnow::ui
