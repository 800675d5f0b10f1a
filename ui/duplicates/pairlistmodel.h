// Pairs of records as a list.
#pragma once

#include "core/model/views.h"
#include "ui/widgets/statusmark.h"

#include <QAbstractListModel>

#include <functional>
#include <map>
#include <vector>

namespace winnow::ui {

/// One row a pair: the title of its first record, and the rule below. Titles are read a page at a time, when a view
/// asks for them.
class PairListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        RuleRole = Qt::UserRole, ///< "Title 99 % alike, same first page"
        MarkRole, ///< a Mark: how the pair was answered
    };
    /// At most Reader::PageSize ids at once, in any order.
    using ReadRows = std::function<std::vector<CitationRow>(const std::vector<CitationId>&)>;

    explicit PairListModel(QObject* parent = nullptr);
    void setReader(ReadRows read); ///< forgets what was read
    void setPairs(std::vector<DoubtfulPair> pairs, Mark unanswered);
    void remove(int row);
    [[nodiscard]] const std::vector<DoubtfulPair>& pairs() const { return m_pairs; }
    [[nodiscard]] int rowOf(RecordId first, RecordId second) const; ///< −1: not listed

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    [[nodiscard]] QString title(int row) const;
    std::vector<DoubtfulPair> m_pairs;
    Mark m_unanswered = Mark::Maybe;
    ReadRows m_read;
    mutable std::map<CitationId, QString> m_titles;
};

} // namespace winnow::ui
