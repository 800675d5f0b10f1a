// The grid of a study's results: outcomes at times, by arm; and effects between arms.
#pragma once

#include "core/extraction/address.h"
#include "core/extraction/grid.h"
#include "ui/extraction/extractioncontroller.h"

#include <QAbstractTableModel>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace winnow::ui {

/// A row an outcome and time, a column an arm or a contrast; a cell takes what the paper prints.
class ResultsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        StatedRole = Qt::UserRole, ///< false where the cell says why there is no value
        DoubtRole, ///< what speaks against it, or nothing
        PlacesRole, ///< how many places in PDFs it rests on; none: there is no value that should
        FirstRole, ///< the first row of its outcome
    };
    enum Column { OutcomeColumn, TimeColumn, FirstArm };

    explicit ResultsModel(ExtractionController& controller, QObject* parent = nullptr);

    void setFilter(const QString& words); ///< rows of outcomes (or groups) with these
    void setFilledOnly(bool only); ///< rows with values
    void addTime(const QString& time); ///< beside those of the form, in this study

    /// Of a cell; empty: there is none.
    [[nodiscard]] std::string address(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const std::string& address) const; ///< invalid: not in sight
    [[nodiscard]] const std::vector<extraction::Arm>& arms() const { return m_arms; }
    [[nodiscard]] QString described(const std::string& address) const; ///< "MELD, Cells, 3 months"
    /// What a text says there: "mean 3.1, SD 0.4 mg/dL = 53 µmol/L · SD or SE is not said"; empty: nothing that can be
    /// read.
    [[nodiscard]] QString understood(const std::string& address, const QString& text) const;
    /// As typed or pasted there: "NR" is no text but the answer "not reported".
    [[nodiscard]] Value valueOf(const std::string& address, const QString& text) const;

    struct Pasted {
        int filled = 0;
        bool writes = false; ///< not where all of it stood there already
        int between = 0; ///< of these, between arms though the block was put into an arm
        int inOthers = 0; ///< of these, of other outcomes than the one it was put into
        int beyond = 0; ///< cells of the block for which the grid has no place
    };
    /// A block of a spreadsheet (cells between tabs) from a cell on; one act. Empty cells change nothing.
    Pasted paste(const QModelIndex& from, const QString& block);
    void setAnswer(const QModelIndexList& cells, Answer answer, const std::string& text = {}); ///< one act
    void clear(const QModelIndexList& cells); ///< one act
    [[nodiscard]] QString block(const QModelIndexList& cells) const; ///< as `paste` takes it

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::string outcome; ///< its id
        std::string time;
        bool operator==(const Row&) const = default;
    };
    struct Across { ///< a column of values
        int arm = 0;
        int other = 0; ///< 0: no contrast
        QString heading;
        bool operator==(const Across&) const = default;
    };
    void refresh();
    [[nodiscard]] bool isContrast(const QModelIndex& index) const;
    [[nodiscard]] const Row& rowOf(const QModelIndex& index) const;
    [[nodiscard]] std::vector<Row> rows() const;
    [[nodiscard]] std::vector<Across> across() const;
    [[nodiscard]] StudyId study() const;
    [[nodiscard]] std::vector<std::string> armLabels() const;

    ExtractionController& m_controller;
    std::vector<extraction::Arm> m_arms;
    std::vector<Row> m_rows;
    std::vector<Across> m_across;
    std::map<StudyId, std::set<std::string>> m_times; ///< typed
    std::string m_filter; ///< folded
    bool m_filledOnly = false;
};

} // namespace winnow::ui
