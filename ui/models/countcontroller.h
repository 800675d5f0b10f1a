// What a page that shows counts of the whole review knows about when to count again.
#pragma once

#include "core/review/reader.h"
#include "ui/models/session.h"

#include <QObject>

#include <functional>
#include <memory>

namespace winnow::ui {

/// Counts in a job while it is active; until the answer is there, what was counted before stays. An inactive one counts
/// when it becomes active, if anything that moves a record in the flow has changed.
class CountController : public QObject {
    Q_OBJECT
public:
    explicit CountController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    /// A name for a file beside the review, without ending: "liver-phase".
    [[nodiscard]] QString exportName(QString what) const;

Q_SIGNALS:
    void changed();
    void failed(const winnow::Error& error);

protected:
    virtual void clear() = 0; ///< the review is another
    virtual void ask() = 0; ///< calls `count`
    [[nodiscard]] Session* session() const { return m_session.get(); }
    template <typename T>
    void count(std::function<Result<T>(review::Reader&)> ask, std::function<void(const T&)> counted)
    {
        m_session->query<T>(this, 0, std::move(ask), [this, counted = std::move(counted)](const Result<T>& answer) {
            if (answer)
                counted(*answer);
            else
                notCounted(answer.error());
        });
    }

private:
    void follow(const Changes& changes);
    void askNow();
    void notCounted(const Error& error);

    std::shared_ptr<Session> m_session;
    bool m_active = false;
    bool m_stale = true;
};

} // namespace winnow::ui
