// The bar under a record or report: the keys that decide on it, and the reasons of an exclusion.
#pragma once

#include "core/model/screening.h"

#include <QAction>
#include <QWidget>

#include <array>
#include <optional>
#include <vector>

namespace winnow::ui {

class FlowLayout;
class KeyButton;
class Page;
class ReasonsBar;

/// I, E, X, M, U and the digits, as actions of the page ("screening.include"), and as buttons; others are added behind.
class DecisionBar final : public QWidget {
    Q_OBJECT
public:
    /// Whether an exclusion may do without a reason.
    enum class Reasons { Optional, Needed };
    /// `step` begins the actions' names; `takeBack` says in a tooltip what taking back does here.
    DecisionBar(Page& page, const QString& step, const QString& takeBack, Reasons reasons);

    KeyButton* addButton(QAction* action);
    void setReasons(const std::vector<Reason>& reasons);
    void setDecidable(bool decidable); ///< there is something to decide on
    void setVerdict(std::optional<Verdict> verdict); ///< what has been decided on it
    void hideReasons(); ///< if they were being asked for, that is given up

Q_SIGNALS:
    void decided(winnow::Verdict verdict, winnow::ReasonId reason);
    void excludedFor(int number); ///< the reason of this number, from 1
    void excludedForNew(const QString& reason);
    void takenBack();
    void ended(); ///< the reasons were asked for and are hidden again

private:
    void makeActions(Page& page, const QString& step, const QString& takeBack, Reasons reasons);

    bool m_decidable = false;
    std::optional<Verdict> m_verdict;
    QAction *m_include, *m_exclude, *m_maybe, *m_takeBack;
    QAction* m_excludeNow = nullptr; ///< without a reason, where none is needed
    std::array<QAction*, 9> m_numbers{};
    ReasonsBar* m_reasons;
    QWidget* m_keys; ///< makes way for the reasons
    FlowLayout* m_buttons;
    KeyButton *m_includeButton, *m_excludeButton, *m_maybeButton;
};

} // namespace winnow::ui
