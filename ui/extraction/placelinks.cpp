#include "ui/extraction/placelinks.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>

#include <algorithm>

namespace winnow::ui {

namespace {

constexpr std::size_t MostLinks = 6; ///< as many as have room beside a label

} // namespace

PlaceLinks::PlaceLinks(QWidget* parent)
    : QWidget(parent)
    , m_none(new TextLabel(TextLabel::Voice::Caption, tr("no quote")))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Grid);
    m_none->setToolTip(tr("The value is not tied to words of a PDF: select them, then press Enter in the field"));
    row->addWidget(m_none);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    setPlaces({}, false);
}

void PlaceLinks::setPlaces(const std::vector<Evidence>& places, bool expected)
{
    m_none->setVisible(expected && places.empty());
    setVisible(expected || !places.empty());
    if (places == m_places)
        return;
    m_places = places;
    for (QWidget* link : m_links) { // later: one of them may be what was clicked
        link->hide();
        link->deleteLater();
    }
    m_links.clear();
    for (std::size_t i = 0; i < std::min(places.size(), MostLinks); ++i) {
        auto* link = new LinkButton(tr("p. %1").arg(places[i].page + 1));
        link->setFocusPolicy(Qt::ClickFocus); // Tab goes through the fields
        const QString quote = toQString(places[i].quote);
        link->setToolTip(asToolTip(quote));
        link->setAccessibleName(tr("Show the words on page %1: %2").arg(QString::number(places[i].page + 1), quote));
        connect(link, &QPushButton::clicked, this, [this, i] { Q_EMIT wanted(m_places[i]); });
        layout()->addWidget(link);
        m_links.push_back(link);
    }
}

} // namespace winnow::ui
