// What the synthesis page knows of the review's meta-analyses.
#pragma once

#include "core/synthesis/figures.h"
#include "core/synthesis/synthesis.h"
#include "ui/models/countcontroller.h"
#include "ui/widgets/page.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winnow::ui {

/// The meta-analyses that the review keeps, computed again beside the window whenever a value changes. Every change of
/// one is an act: on disk at once, and undone as any other.
class AnalysesController final : public CountController {
    Q_OBJECT
public:
    /// A meta-analysis, or why there is none.
    struct Computed {
        std::shared_ptr<const synthesis::Synthesis> synthesis;
        QString problem;
    };
    /// A field of the form that can make subgroups or be a moderator.
    struct Moderator {
        std::string id;
        QString label;
    };

    explicit AnalysesController(QObject* parent = nullptr);

    [[nodiscard]] const Form& form() const { return m_form; }
    [[nodiscard]] const std::vector<AnalysisPlan>& plans() const { return m_plans; }
    /// None: another part of the page is shown.
    [[nodiscard]] const AnalysisPlan* current() const;
    [[nodiscard]] Computed computed() const; ///< of the current one; nothing of either while it is being computed
    void select(const std::string& id); ///< empty: none

    /// The times at which any study has a result of the outcome, in order.
    [[nodiscard]] QStringList timesOf(const std::string& outcome) const;
    [[nodiscard]] std::vector<Moderator> moderators() const;
    /// Why none can be made; empty if one can.
    [[nodiscard]] QString obstacle() const;

    /// Keeps a new one, of the outcome that most studies have results of, and selects it.
    void add();
    void change(const AnalysisPlan& plan);
    void remove(); ///< the current one

    /// Where the values of a study are.
    [[nodiscard]] std::optional<Door> door(StudyId study) const;
    [[nodiscard]] QString exportName(const QString& what) const; ///< without ending, beside the review

Q_SIGNALS:
    void selectionChanged();

private:
    struct Answer {
        Form form;
        std::vector<AnalysisPlan> plans;
        std::map<std::string, Computed> computed;
        std::map<std::string, QStringList> times;
        std::map<std::string, int> studiesWith; ///< by outcome
        std::map<StudyId, CitationId> reports;
    };
    void clear() override;
    void ask() override;
    [[nodiscard]] static Result<Answer> answer(review::Reader& reader);

    Form m_form;
    std::vector<AnalysisPlan> m_plans;
    Answer m_answer;
    std::string m_selected;
};

} // namespace winnow::ui
