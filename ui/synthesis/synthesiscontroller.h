// What the synthesis page knows: a chart for each thing that can be counted.
#pragma once

#include "core/figure/charts.h"
#include "ui/models/countcontroller.h"
#include "ui/widgets/page.h"

#include <optional>
#include <vector>

namespace winnow::ui {

class SynthesisController final : public CountController {
    Q_OBJECT
public:
    struct Summary {
        TallyField field;
        std::vector<Tally> tallies; ///< one for each category of the chart
        figure::Chart chart;
    };

    explicit SynthesisController(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Summary>& summaries() const { return m_summaries; }
    [[nodiscard]] bool hasRecords() const { return m_records > 0; }
    [[nodiscard]] QString status() const; ///< "1,630 records · 25 included studies"

    /// The chart that is enlarged; none: the gallery of all.
    [[nodiscard]] std::optional<std::size_t> selected() const;
    void select(std::optional<std::size_t> summary);

    [[nodiscard]] std::optional<Door> door(std::size_t summary, int category) const;

Q_SIGNALS:
    void selectionChanged();

private:
    struct Answer {
        std::vector<Summary> summaries;
        FlowCounts counts;
    };
    void clear() override;
    void ask() override;

    std::vector<Summary> m_summaries;
    std::string m_selected; ///< a field's id, which stays when fields come and go; empty: none
    std::int64_t m_records = 0;
    std::int64_t m_studies = 0;
};

} // namespace winnow::ui
