#include "ui/models/countcontroller.h"

#include <QFileInfo>

namespace winnow::ui {

CountController::CountController(QObject* parent)
    : QObject(parent)
{
}

void CountController::setSession(const std::shared_ptr<Session>& session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    clear();
    m_stale = true;
    Q_EMIT changed();
    if (!session)
        return;
    connect(session.get(), &Session::changed, this, &CountController::follow);
    if (m_active)
        askNow();
}

void CountController::setActive(bool active)
{
    m_active = active;
    if (active && m_stale && m_session)
        askNow();
}

void CountController::follow(const Changes& changes)
{
    // Labels, notes and the index move no record to another box.
    constexpr unsigned Moving =
        Changes::Citations | Changes::Decisions | Changes::Reports | Changes::Studies | Changes::Settings;
    if (!changes.everything && (changes.flags & Moving) == 0)
        return;
    m_stale = true;
    if (m_active)
        askNow();
}

void CountController::askNow()
{
    m_stale = false;
    ask();
}

void CountController::notCounted(const Error& error)
{
    m_stale = true;
    if (error.kind != ErrorKind::Cancelled)
        Q_EMIT failed(error);
}

QString CountController::exportName(QString what) const
{
    what.replace(u'.', u'-'); // what follows one would be taken for an ending
    if (session() == nullptr)
        return what;
    const QFileInfo review(session()->path());
    return review.absolutePath() + u'/' + review.completeBaseName() + u'-' + what;
}

} // namespace winnow::ui
