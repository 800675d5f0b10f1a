#include "ui/appraisal/quotelist.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>

namespace winnow::ui {

QuoteList::QuoteList(const QString& of, QWidget* parent)
    : QWidget(parent)
    , m_of(of)
    , m_lines(new QVBoxLayout)
    , m_waiting(new TextLabel(TextLabel::Voice::Caption, tr("Stored once this is answered")))
{
    m_waiting->setWordWrap(true);
    m_lines->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_lines);
    column->addWidget(m_waiting);
    hide();
}

void QuoteList::setQuotes(const std::vector<Evidence>& quotes, bool waiting, bool mayChange)
{
    setVisible(!quotes.empty());
    m_waiting->setVisible(waiting);
    if (quotes == m_quotes && mayChange == m_mayChange)
        return;
    m_quotes = quotes;
    m_mayChange = mayChange;
    while (m_lines->count() > 0) { // later: one of them may be what was clicked
        const std::unique_ptr<QLayoutItem> item(m_lines->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    for (const Evidence& place : quotes)
        m_lines->addWidget(makeLine(place));
}

QWidget* QuoteList::makeLine(const Evidence& place)
{
    constexpr int LeastLetters = 12;
    const QString words = inOneLine(place.quote);
    const QString page = tr("p. %1").arg(place.page + 1);
    auto* link = new LinkButton(page);
    link->setFocusPolicy(Qt::TabFocus);
    link->setToolTip(tr("Show the words in the report"));
    link->setAccessibleName(tr("%1: show the words on %2: %3").arg(m_of, page, words));
    connect(link, &QPushButton::clicked, this, [this, place] { Q_EMIT wanted(place); });
    auto* quote = new TextLabel(TextLabel::Voice::Body, tr("“%1”").arg(words));
    quote->setElided(LeastLetters);
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Grid / 2);
    row->addWidget(link);
    row->addWidget(quote, 1);
    if (!m_mayChange)
        return line;
    auto* drop = new QToolButton;
    drop->setIcon(theme::icon(QStringLiteral("close")));
    drop->setAutoRaise(true);
    drop->setFocusPolicy(Qt::TabFocus);
    drop->setToolTip(tr("Remove the quote"));
    drop->setAccessibleName(tr("%1: remove the quote of %2: %3").arg(m_of, page, words));
    connect(drop, &QToolButton::clicked, this, [this, place] { Q_EMIT dropped(place); });
    row->addWidget(drop);
    return line;
}

} // namespace winnow::ui
