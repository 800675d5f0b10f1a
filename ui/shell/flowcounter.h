// What is left at each step of the flow, for the sidebar.
#pragma once

#include "ui/models/session.h"
#include "ui/widgets/page.h"

#include <QTimer>

namespace winnow::ui {

/// Counts beside the window after each change; several changes in a row are counted once.
class FlowCounter final : public QObject {
    Q_OBJECT
public:
    explicit FlowCounter(QObject* parent = nullptr);
    void setSession(const std::shared_ptr<Session>& session);

Q_SIGNALS:
    /// None where there is nothing to count; `words` says what the number is.
    void counted(winnow::ui::PageId page, std::optional<std::int64_t> count, const QString& words);

private:
    void count();
    void countAppraisals();
    void countConflicts();
    void tell(const StageProgress& progress);
    std::weak_ptr<Session> m_session;
    QTimer m_soon;
};

} // namespace winnow::ui
