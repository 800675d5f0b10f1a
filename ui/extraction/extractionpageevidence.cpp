// What values of the page of extraction rest on: words of the PDF beside it.
#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/extraction/extractionpage.h"
#include "ui/extraction/formview.h"
#include "ui/extraction/reconciliationpanel.h"
#include "ui/extraction/resultsview.h"
#include "ui/extraction/saidview.h"
#include "ui/models/reportpane.h"
#include "ui/models/session.h"
#include "ui/widgets/pdfreader.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QMenu>

#include <algorithm>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

void ExtractionPage::markEvidence()
{
    std::vector<ReportPane::Marked> marked;
    const Study* const at = m_controller.study();
    if (isReconciling() && at != nullptr) {
        for (const review::Compared* compared : m_reconciliation.comparedOf(at->id)) {
            const auto mark = [&](const auto& value, const std::vector<Evidence>& places) {
                for (const Evidence& place : places)
                    marked.push_back({place, value.field,
                        tr("%1: %2").arg(inOneLine(compared->label),
                            inOneLine(m_reconciliation.words(value.answer, value.text, value.field).toStdString()))});
            };
            for (const Value& value : compared->value.said)
                mark(value, value.evidence);
            mark(compared->value, compared->value.agreedEvidence);
        }
    } else if (at != nullptr) {
        for (const Value& value : m_controller.values(at->id))
            for (const Evidence& place : value.evidence)
                marked.push_back({place, value.field,
                    tr("%1: %2").arg(m_results->model().described(value.field), inOneLine(value.text))});
    }
    m_report->setEvidence(std::move(marked));
}

bool ExtractionPage::takeSelection()
{
    const std::vector<Evidence> places = m_report->selected();
    const std::string address = m_controller.place();
    const Study* const study = m_controller.study();
    if (isReconciling())
        return takeForOwn(places);
    if (places.empty() || address.empty() || study == nullptr || !m_controller.canWrite())
        return false;
    QStringList quotes;
    for (const Evidence& place : places)
        quotes.append(toQString(place.quote));
    m_report->reader().view().clearSelection();
    std::optional<Value> said = m_form->said(address);
    if (!said)
        said = m_controller.value(study->id, address);
    if (said && (said->answer != Answer::Stated || !said->text.empty())) {
        m_controller.take(*said, places); // what was typed rests on these words, too
        return true;
    }
    const std::vector<Proposal> proposals = m_controller.proposals(address, quotes.join(u' '));
    const auto take = [this, address, places, of = study->id](const std::string& text) {
        m_controller.take({of, address, {}, Answer::Stated, text, {}}, places);
    };
    if (proposals.size() > 1) {
        chooseAmong(proposals, take);
    } else {
        take(proposals.empty() ? std::string() : proposals.front().text);
        if (proposals.empty())
            Q_EMIT notice(tr("The words are kept for this field and are stored with its answer"), false);
    }
    return true;
}

bool ExtractionPage::takeForOwn(const std::vector<Evidence>& places)
{
    const review::Compared* const compared = m_reconciliation.current();
    if (places.empty() || compared == nullptr || !m_reconcile->said().isWriting())
        return false;
    QStringList quotes;
    for (const Evidence& place : places)
        quotes.append(toQString(place.quote));
    const std::vector<Proposal> proposals = m_controller.proposals(compared->value.field, quotes.join(u' '));
    m_report->reader().view().clearSelection();
    m_reconcile->said().takeWords(proposals.empty() ? quotes.join(u' ') : toQString(proposals.front().text), places);
    return true;
}

void ExtractionPage::chooseAmong(
    const std::vector<Proposal>& proposals, const std::function<void(const std::string&)>& take)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("What the words mean"));
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        QString says = inOneLine(proposals[i].says.toStdString());
        const QAction* each = menu->addAction(u"&%1   "_s.arg(i + 1) + says.replace(u'&', u"&&"_s));
        connect(each, &QAction::triggered, this, [take, text = proposals[i].text] { take(text); });
    }
    menu->setActiveAction(menu->actions().front());
    const QWidget* const under =
        QApplication::focusWidget() != nullptr && m_form->isAncestorOf(QApplication::focusWidget())
        ? QApplication::focusWidget()
        : static_cast<QWidget*>(m_report);
    menu->popup(under->mapToGlobal(QPoint(0, std::min(under->height(), 12 * theme::Grid))));
}

void ExtractionPage::showPlace(const Evidence& place)
{
    if (!m_report->showPlace(place))
        Q_EMIT notice(tr("The PDF of this quote is not attached to the study any more"), false);
}

void ExtractionPage::showNextPlace()
{
    if (isReconciling()) {
        m_reconcile->showNextPlace();
        return;
    }
    const std::string address = m_controller.place();
    const Study* const study = m_controller.study();
    const std::optional<Value> value = study == nullptr ? std::nullopt : m_controller.value(study->id, address);
    if (!value || value->evidence.empty())
        return;
    if (m_shownPlace.first != address)
        m_shownPlace = {address, 0};
    const std::size_t at = m_shownPlace.second % value->evidence.size();
    m_shownPlace.second = at + 1;
    showPlace(value->evidence[at]);
}

} // namespace winnow::ui
