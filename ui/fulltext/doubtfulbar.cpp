#include "ui/fulltext/doubtfulbar.h"

#include "core/base/shown.h"
#include "ui/fulltext/fulltextcontroller.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace winnow::ui {

DoubtfulBar::DoubtfulBar(FullTextController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_question(new TextLabel(TextLabel::Voice::Strong))
    , m_choices(new FlowLayout(theme::Grid))
{
    m_question->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid);
    column->addWidget(m_question);
    column->addLayout(m_choices);
    setAccessibleName(tr("PDFs that wait for their report"));
    connect(&m_controller, &FullTextController::doubtfulChanged, this, &DoubtfulBar::follow);
    follow();
}

void DoubtfulBar::add(const QString& text, const QString& more, const std::function<void()>& run)
{
    constexpr int Letters = 70; // of a title: several are to stand beside each other
    auto* button = new QPushButton(fontMetrics()
            .elidedText(text, Qt::ElideRight, Letters * fontMetrics().averageCharWidth())
            .replace(u'&', QStringLiteral("&&")));
    button->setToolTip(asToolTip(more.isEmpty() ? text : text + QStringLiteral(" – ") + more));
    button->setAccessibleName(text);
    button->setAccessibleDescription(more);
    connect(button, &QPushButton::clicked, this, run);
    m_choices->addWidget(button);
    m_buttons.push_back(button);
}

void DoubtfulBar::follow()
{
    const auto& waiting = m_controller.doubtful();
    const bool had = isAncestorOf(focusWidget());
    for (QPushButton* const button : m_buttons)
        button->deleteLater();
    m_buttons.clear();
    setVisible(!waiting.empty());
    if (waiting.empty())
        return;
    const FullTextController::Doubtful& first = waiting.front();
    const QString name = QFileInfo(first.file).fileName();
    QString question =
        first.candidates.empty() ? tr("%1 names none of the reports.").arg(name) : tr("Which report is %1?").arg(name);
    if (waiting.size() > 1)
        question += u' ' + tr("%n PDF(s) wait.", nullptr, static_cast<int>(waiting.size()));
    m_question->setText(question);
    for (const auto& candidate : first.candidates)
        add(tr("%1 (%2)").arg(candidate.title, candidate.why), candidate.why,
            [this, report = candidate.report] { m_controller.place(report); });
    add(tr("The report in sight"), {}, [this] {
        if (m_controller.current())
            m_controller.place(m_controller.current()->id);
    });
    add(tr("Do not attach it"), {}, [this] { m_controller.setAside(); });
    if (had)
        takeFocus();
}

void DoubtfulBar::takeFocus()
{
    if (!m_buttons.empty())
        m_buttons.front()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace winnow::ui
