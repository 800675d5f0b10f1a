#include "ui/widgets/inlineeditor.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace winnow::ui {

namespace {

/// Takes plain keys for the widget itself before a shortcut gets them.
class KeyKeeper final : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride)
            return false;
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0)
            return false;
        event->accept();
        return true;
    }
};

} // namespace

void keepKeys(QWidget* widget)
{
    auto* keeper = new KeyKeeper(widget);
    widget->installEventFilter(keeper);
    for (QWidget* child : widget->findChildren<QWidget*>())
        child->installEventFilter(keeper);
}

InlineEditor::InlineEditor(const QString& label, QWidget* parent)
    : QWidget(parent)
    , m_name(label)
    , m_label(new TextLabel(TextLabel::Voice::Caption, label))
    , m_editor(new QPlainTextEdit)
{
    m_editor->setPlaceholderText(tr("%1 saves, %2 keeps a draft")
            .arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText),
                QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText)));
    auto* save = new QPushButton(tr("Save"));
    save->setToolTip(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText));
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setToolTip(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_editor->setTabChangesFocus(true);
    m_editor->setAccessibleName(label);
    m_editor->setSizeAdjustPolicy(QAbstractScrollArea::AdjustIgnored);
    m_editor->setMinimumHeight(4 * QFontMetrics(font()).lineSpacing() + 2 * theme::Grid);
    auto* row = new QHBoxLayout;
    row->addWidget(m_label, 1);
    row->addWidget(cancel);
    row->addWidget(save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::Grid, theme::Grid, 2 * theme::Grid, theme::Grid);
    column->setSpacing(theme::Grid);
    column->addLayout(row);
    column->addWidget(m_editor, 1);
    connect(save, &QPushButton::clicked, this, &InlineEditor::save);
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_editor->setPlainText(m_before); // said so by a button, it is meant: no draft
        setAside();
    });
    setTabOrder(m_editor, save);
    setTabOrder(save, cancel);
    keepKeys(this);
    m_editor->installEventFilter(this);
    hide();
}

void InlineEditor::begin(const QString& text, const QString& subject)
{
    if (!isHidden() && subject == m_subject) { // it is being written
        m_editor->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    if (!isHidden())
        keepDraft();
    m_subject = subject;
    m_before = text;
    const auto draft = m_drafts.find(subject);
    const bool goesOn = draft != m_drafts.end() && draft->second.before == text;
    m_editor->setPlainText(goesOn ? draft->second.text : text);
    m_label->setText(goesOn ? tr("%1 – a draft, not saved yet").arg(m_name) : m_name);
    m_editor->moveCursor(QTextCursor::End);
    show();
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void InlineEditor::save()
{
    m_drafts.erase(m_subject);
    Q_EMIT saved(m_editor->toPlainText());
    end();
}

void InlineEditor::setAside()
{
    const bool kept = keepDraft();
    end();
    if (kept)
        Q_EMIT draftKept();
}

/// False if there is nothing to keep.
bool InlineEditor::keepDraft()
{
    const bool differs = m_editor->toPlainText() != m_before;
    if (differs)
        m_drafts[m_subject] = {m_before, m_editor->toPlainText()};
    else
        m_drafts.erase(m_subject);
    return differs;
}

std::map<QString, QString> InlineEditor::takeDrafts()
{
    if (!isHidden()) {
        keepDraft();
        hide();
    }
    std::map<QString, QString> texts;
    for (const auto& [subject, draft] : m_drafts)
        texts.emplace(subject, draft.text);
    m_drafts.clear();
    return texts;
}

void InlineEditor::end()
{
    hide();
    Q_EMIT ended();
}

bool InlineEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_editor || event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && (key->modifiers() & Qt::ControlModifier) != 0) {
        save();
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        setAside();
        return true;
    }
    return false;
}

} // namespace winnow::ui
