// The screening page's order by relevance, why a record stands where it does, and when to stop.
#include "core/base/shown.h"
#include "ui/models/session.h"
#include "ui/screening/queuepanel.h"
#include "ui/screening/relevancepopup.h"
#include "ui/screening/screeningpage.h"
#include "ui/screening/stoppingpanel.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/figureexport.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// So many reviews' orders are remembered; the one opened longest ago goes.
constexpr qsizetype MostOrders = 50;

} // namespace

void ScreeningPage::makeOrderActions()
{
    m_byRelevance = makeAction(u"screening.byRelevance"_s, tr("Order by relevance, and back"), {Qt::Key_O},
        [this] { m_controller.setByRelevance(m_byRelevance->isChecked()); });
    m_byRelevance->setCheckable(true);
    m_relevance = makeAction(u"screening.relevance"_s, tr("Choose the order by relevance…"),
        {QKeySequence(Qt::SHIFT | Qt::Key_O)}, [this] { chooseRelevance(); });
    m_relevance->setIcon(theme::icon(u"settings"_s));
    m_relevance->setToolTip(tr("What is sought, and records by chance"));
    m_why = makeAction(u"screening.why"_s, tr("Why it stands here"), {Qt::Key_Y}, [this] {
        m_controller.setWhyShown(m_why->isChecked());
        showWhy();
        Q_EMIT stateChanged();
    });
    m_why->setCheckable(true);
    m_stopping = makeAction(u"screening.stopping"_s, tr("When to stop"), {Qt::Key_P}, [this] {
        showBeside(m_stopping->isChecked() ? Beside::Stopping : Beside::Nothing);
        focusRecord();
    });
    m_stopping->setCheckable(true);
    m_stopping->setToolTip(tr("How much of what is relevant was found, and what the stopping rules say"));
    makeAction(u"screening.copyStatement"_s, tr("Copy the statement on stopping"), {}, [this] {
        if (m_stopping->isChecked())
            Q_EMIT m_stoppingPanel->copyWanted();
        else
            m_stopping->trigger(); // to be read before it is cited
    });
    makeAction(u"screening.exportCurve"_s, tr("Export the curve of relevant records found…"), {},
        [this] { exportCurve(false); });
    makeAction(u"screening.exportCurveData"_s, tr("Export the data of the curve of relevant records found…"), {},
        [this] { exportCurve(true); });
}

void ScreeningPage::listenToOrder()
{
    connect(&m_controller, &ScreeningController::orderChanged, this, &ScreeningPage::showOrder);
    connect(&m_controller, &ScreeningController::whyChanged, this, &ScreeningPage::showWhy);
    connect(&m_controller, &ScreeningController::stoppingChanged, this, &ScreeningPage::showStopping);
    connect(m_relevancePopup, &RelevancePopup::switched, &m_controller, &ScreeningController::setByRelevance);
    connect(m_relevancePopup, &RelevancePopup::wished, &m_controller, &ScreeningController::setWish);
    connect(m_stoppingPanel, &StoppingPanel::closed, m_stopping, &QAction::trigger);
    connect(m_stoppingPanel, &StoppingPanel::left, this, &ScreeningPage::focusRecord);
    connect(m_stoppingPanel, &StoppingPanel::figureExported, this, [this] { exportCurve(false); });
    connect(m_stoppingPanel, &StoppingPanel::dataExported, this, [this] { exportCurve(true); });
    connect(m_stoppingPanel, &StoppingPanel::copyWanted, this, [this] {
        if (m_stoppingPanel->statement().isEmpty())
            return;
        QGuiApplication::clipboard()->setText(m_stoppingPanel->statement());
        Q_EMIT notice(tr("Copied the statement for the methods section"), false);
    });
    showOrder();
    showWhy();
}

void ScreeningPage::showOrder()
{
    m_byRelevance->setChecked(m_controller.relevance().wanted());
    m_byRelevance->setEnabled(m_controller.session() != nullptr);
    m_relevance->setEnabled(m_controller.session() != nullptr);
    m_relevancePopup->showOrder(m_controller.relevance());
    showStopping();
}

void ScreeningPage::showWhy()
{
    m_whyLine->setVisible(m_why->isChecked() && m_controller.current());
    m_whyLine->setText(m_controller.whyInWords());
    m_whyLine->setAccessibleName(m_whyLine->text());
}

void ScreeningPage::showStopping()
{
    if (m_stoppingPanel->isHidden())
        return;
    m_stoppingPanel->setStopping(
        m_controller.stopping(), {m_controller.relevance().wanted(), m_controller.decidedInOrder()});
}

void ScreeningPage::chooseRelevance()
{
    if (m_controller.session() == nullptr)
        return;
    m_panes->showPane(m_queue);
    m_relevancePopup->begin(m_controller.relevance(), m_queue->orderRow());
}

/// A review is known by its path, as among the recent ones; what is remembered holds on this computer alone.
void ScreeningPage::rememberOrder()
{
    if (m_review.isEmpty() || m_controller.session() == nullptr)
        return;
    const RelevanceOrder& order = m_controller.relevance();
    const QVariantMap now{{u"on"_s, order.wanted()}, {u"words"_s, order.wish().words},
        {u"byChance"_s, order.wish().randomShare}, {u"decided"_s, qlonglong{m_controller.decidedInOrder()}}};
    QVariantMap known = m_orders.value(m_review).toMap();
    const qlonglong lastUsed = known.take(u"used"_s).toLongLong();
    const bool asMade =
        !now.value(u"on"_s).toBool() && order.wish() == RelevanceOrder::Wish{} && m_controller.decidedInOrder() == 0;
    if (known == now || (known.isEmpty() && asMade))
        return;
    qlonglong newest = lastUsed;
    QString oldest;
    for (auto one = m_orders.cbegin(); one != m_orders.cend(); ++one) {
        const qlonglong used = one->toMap().value(u"used"_s).toLongLong();
        newest = std::max(newest, used);
        if (oldest.isEmpty() || used < m_orders.value(oldest).toMap().value(u"used"_s).toLongLong())
            oldest = one.key();
    }
    QVariantMap remembered = now;
    remembered[u"used"_s] = newest + 1;
    m_orders[m_review] = remembered;
    if (m_orders.size() > MostOrders)
        m_orders.remove(oldest);
    Q_EMIT stateChanged();
}

void ScreeningPage::recallOrder()
{
    if (m_review.isEmpty())
        return;
    const QVariantMap known = m_orders.value(m_review).toMap();
    m_controller.setDecidedInOrder(known.value(u"decided"_s).toLongLong());
    m_controller.setWish({known.value(u"words"_s).toString(), known.value(u"byChance"_s).toDouble()});
    m_controller.setByRelevance(known.value(u"on"_s).toBool());
}

void ScreeningPage::exportCurve(bool asTable)
{
    if (!m_controller.stopping()) {
        if (!m_stopping->isChecked())
            m_stopping->trigger(); // it is made there
        return;
    }
    const figure::RecallCurve curve = curveOf(*m_controller.stopping());
    const QFileInfo review(m_review);
    const QString name = review.absolutePath() + u'/' + review.completeBaseName() + u"-found"_s;
    const auto saved = [this](const QString& text) { Q_EMIT notice(text, false); };
    if (asTable)
        exportCsv(this, dialogs(), figure::recallCsv(curve), name, saved);
    else
        exportFigure(this, dialogs(), figure::recallFigure(curve, exportLook()), name, saved);
}

} // namespace winnow::ui
