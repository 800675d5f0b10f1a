// The designer of forms, in the place of the page of extraction while it is open.
#include "ui/extraction/extractionpage.h"
#include "ui/extraction/formdesigner.h"
#include "ui/models/session.h"
#include "ui/widgets/dialogs.h"

#include <QAction>
#include <QStackedWidget>

#include <utility>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

void ExtractionPage::openDesigner()
{
    if (m_stack->currentIndex() == Designer)
        return closeDesigner();
    commit();
    m_choosing = false;
    m_designing = true;
    m_opening = true;
    m_design.setActive(true);
    m_design.begin();
}

void ExtractionPage::closeDesigner()
{
    if (!std::exchange(m_designing, false))
        return;
    m_opening = false;
    m_design.setActive(false);
    m_choosing = false;
    keepDraft();
    if (m_design.hasDraft())
        Q_EMIT did(tr("The draft of the form is kept"));
    follow();
    if (isVisible())
        entered();
}

void ExtractionPage::connectDesigner()
{
    connect(&m_design, &DesignController::ready, this, [this] {
        const bool came = std::exchange(m_opening, false);
        follow();
        if (came && m_stack->currentIndex() == Designer)
            m_designer->takeFocus();
    });
    connect(&m_design, &DesignController::failed, this, [this](const Error& error) {
        if (std::exchange(m_opening, false))
            m_designing = false;
        this->dialogs().error(this, error);
        follow();
    });
    connect(&m_design, &DesignController::saved, this, [this](int version) {
        closeDesigner();
        Q_EMIT notice(tr("The form was saved as version %1").arg(version), true);
    });
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(1000);
    connect(&m_keepSoon, &QTimer::timeout, this, &ExtractionPage::keepDraft);
    connect(&m_design, &DesignController::changed, &m_keepSoon, qOverload<>(&QTimer::start));
    connect(m_designer, &FormDesigner::closeWanted, this, &ExtractionPage::closeDesigner);
    connect(m_designer, &FormDesigner::discarded, this, [this] {
        closeDesigner();
        Q_EMIT did(tr("The draft of the form was discarded"));
    });
    connect(m_designer, &FormDesigner::anotherFormWanted, this, [this] {
        m_choosing = true;
        follow();
    });
}

/// With what is remembered of the page, so that leaving the program loses no work.
void ExtractionPage::keepDraft()
{
    m_keepSoon.stop();
    const QByteArray kept = m_design.keptDraft();
    if (m_draftsPath.isEmpty() || m_drafts.value(m_draftsPath).toByteArray() == kept)
        return;
    if (kept.isEmpty())
        m_drafts.remove(m_draftsPath);
    else
        m_drafts.insert(m_draftsPath, kept);
    Q_EMIT stateChanged();
}

/// What acts on studies has no place while none is in sight.
void ExtractionPage::restActions(bool rest)
{
    if (rest == !m_resting.isEmpty())
        return;
    m_designer->setActionsEnabled(rest);
    const QList<QAction*> resting = std::exchange(m_resting, {});
    for (QAction* action : resting)
        action->setEnabled(true);
    for (QAction* action : rest ? pageActions() : QList<QAction*>()) {
        const QString id = action->objectName();
        if (!action->isEnabled() || id.startsWith(m_designForm->objectName()) || id.endsWith(u".pane"_s))
            continue;
        action->setEnabled(false);
        m_resting.append(action);
    }
}

} // namespace winnow::ui
