#include "ui/widgets/reasonsbar.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inlineeditor.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace winnow::ui {

ReasonsBar::ReasonsBar(QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit)
    , m_flow(new FlowLayout(theme::Grid))
    , m_none(new QPushButton(tr("Without a reason")))
    , m_new(new QPushButton)
{
    m_field->setPlaceholderText(tr("Reason: its number, some of its letters, or a new one"));
    m_field->setAccessibleName(tr("Exclusion reason"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    for (QPushButton* button : {m_none, m_new}) {
        button->setFocusPolicy(Qt::TabFocus);
        m_flow->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, 0);
    column->setSpacing(theme::Grid);
    column->addWidget(m_field);
    column->addLayout(m_flow);
    connect(m_field, &QLineEdit::textChanged, this, &ReasonsBar::narrow);
    connect(m_none, &QPushButton::clicked, this, [this] { choose({}); });
    connect(m_new, &QPushButton::clicked, this, &ReasonsBar::add);
    hide();
}

void ReasonsBar::setReasons(const std::vector<Reason>& reasons)
{
    if (reasons == m_reasons && !m_buttons.empty())
        return;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_reasons = reasons;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        auto* button = new QPushButton(this);
        button->setMinimumWidth(1); // a reason may be longer than the bar is wide
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(toQString(reasons[i].label));
        connect(button, &QPushButton::clicked, this, [this, id = reasons[i].id] { choose(id); });
        m_flow->addWidget(button);
        m_buttons.push_back(button);
    }
    keepKeys(this);
    writeReasons();
    narrow();
}

void ReasonsBar::writeReasons()
{
    const int room = width() - 4 * theme::Grid - 3 * theme::Grid; // the bar's margins, and a button's
    for (std::size_t i = 0; i < m_reasons.size(); ++i) {
        const QString label = inOneLine(m_reasons[i].label);
        const QString whole = i < 9 ? tr("%1  %2", "number and reason").arg(i + 1).arg(label) : label;
        QString shown = fontMetrics().elidedText(whole, Qt::ElideRight, room);
        m_buttons[i]->setToolTip(shown == whole ? QString() : asToolTip(whole));
        m_buttons[i]->setText(shown.replace(u'&', QStringLiteral("&&")));
    }
}

void ReasonsBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    writeReasons();
}

void ReasonsBar::setNeeded(bool needed)
{
    m_needed = needed;
    narrow();
}

void ReasonsBar::begin()
{
    m_field->clear();
    narrow();
    Q_EMIT begun();
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void ReasonsBar::narrow()
{
    const std::string wanted = folded(m_field->text().toStdString());
    bool exact = false;
    for (std::size_t i = 0; i < m_reasons.size(); ++i) {
        const std::string label = folded(m_reasons[i].label);
        m_buttons[i]->setVisible(label.find(wanted) != std::string::npos);
        exact = exact || label == wanted;
    }
    const QString typed = m_field->text().simplified();
    m_none->setVisible(typed.isEmpty() && (!m_needed || m_reasons.empty()));
    m_new->setVisible(!typed.isEmpty() && !exact);
    QString shown = fontMetrics().elidedText(typed, Qt::ElideRight, std::max(100, width() / 2));
    m_new->setText(tr("Add “%1”").arg(shown.replace(QStringLiteral("&"), QStringLiteral("&&"))));
}

void ReasonsBar::accept()
{
    if (m_field->text().trimmed().isEmpty()) {
        if (!m_needed || m_reasons.empty())
            choose({});
        return;
    }
    for (std::size_t i = 0; i < m_reasons.size(); ++i) {
        if (!m_buttons[i]->isHidden()) {
            choose(m_reasons[i].id);
            return;
        }
    }
    add();
}

void ReasonsBar::choose(ReasonId reason)
{
    end();
    Q_EMIT chosen(reason);
}

void ReasonsBar::add()
{
    const QString typed = m_field->text().simplified();
    end();
    Q_EMIT added(typed);
}

void ReasonsBar::end()
{
    hide();
    Q_EMIT ended();
}

bool ReasonsBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        accept();
        return true;
    case Qt::Key_Escape:
        end();
        return true;
    default:
        break;
    }
    const int number = key->key() - Qt::Key_0;
    if (!m_field->text().isEmpty() || number < 1 || number > 9
        || (key->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) != 0)
        return false;
    if (number > static_cast<int>(m_reasons.size()))
        return false; // a reason may begin with it
    choose(m_reasons[static_cast<std::size_t>(number) - 1].id);
    return true;
}

} // namespace winnow::ui
