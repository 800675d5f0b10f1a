#include "ui/screening/relevancepopup.h"

#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace winnow::ui {

namespace {

/// Every so many records one by chance; 0: never.
constexpr std::array<int, 4> Offered{0, 20, 10, 5};

TextLabel* wrapped(TextLabel::Voice voice, const QString& text)
{
    auto* label = new TextLabel(voice, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

RelevancePopup::RelevancePopup(QWidget* parent)
    : PopupFrame(parent)
    , m_on(new QCheckBox(tr("Most relevant records first")))
    , m_words(new QLineEdit)
    , m_chance(new QComboBox)
    , m_basis(wrapped(TextLabel::Voice::Caption, {}))
{
    setAccessibleName(tr("Order by relevance"));
    m_words->setPlaceholderText(tr("Title and criteria of the review"));
    m_words->setAccessibleName(tr("Words that say what is sought"));
    m_chance->setAccessibleName(tr("Records by chance"));
    for (const int nth : Offered)
        m_chance->addItem(nth == 0 ? tr("Never") : tr("About every %1th").arg(nth), nth == 0 ? 0.0 : 1.0 / nth);
    auto* done = new QPushButton(tr("Done"));
    auto* column = new QVBoxLayout(&body());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    column->addWidget(m_on);
    column->addWidget(m_basis);
    column->addWidget(wrapped(TextLabel::Voice::Body, tr("Sought, until a record is included and one excluded:")));
    column->addWidget(m_words);
    column->addWidget(wrapped(TextLabel::Voice::Body, tr("A record by chance, to meet what is thought little of:")));
    column->addWidget(m_chance);
    foot().addStretch(1);
    foot().addWidget(done);
    setMinimumWidth(46 * theme::Grid);
    connect(m_on, &QCheckBox::toggled, this, &RelevancePopup::switched);
    connect(m_chance, &QComboBox::activated, this, &RelevancePopup::tell);
    connect(m_words, &QLineEdit::editingFinished, this, &RelevancePopup::tell);
    connect(done, &QPushButton::clicked, this, &QWidget::hide);
    keepKeys(this);
    for (QWidget* child : findChildren<QWidget*>())
        child->installEventFilter(this);
}

void RelevancePopup::showOrder(const RelevanceOrder& order)
{
    const QSignalBlocker quiet(m_on);
    m_on->setChecked(order.wanted());
    m_basis->setText(
        order.wanted() ? order.inWords() : tr("The order is learned again after each decision, beside the window."));
}

void RelevancePopup::begin(const RelevanceOrder& order, const QWidget& below)
{
    m_wish = order.wish();
    m_words->setText(m_wish.words);
    int chosen = 0;
    for (int index = 0; index < m_chance->count(); ++index)
        if (std::abs(m_chance->itemData(index).toDouble() - m_wish.randomShare) < 1e-6)
            chosen = index;
    m_chance->setCurrentIndex(chosen);
    showOrder(order);
    popUpBelow(below);
    m_on->setFocus(Qt::PopupFocusReason);
}

void RelevancePopup::tell()
{
    const RelevanceOrder::Wish wish{m_words->text().simplified(), m_chance->currentData().toDouble()};
    if (wish == m_wish)
        return;
    m_wish = wish;
    Q_EMIT wished(wish);
}

void RelevancePopup::hideEvent(QHideEvent* event)
{
    PopupFrame::hideEvent(event);
    tell();
}

bool RelevancePopup::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || ((key == Qt::Key_Return || key == Qt::Key_Enter) && watched == m_words)) {
            hide();
            return true;
        }
    }
    return PopupFrame::eventFilter(watched, event);
}

} // namespace winnow::ui
