#include "ui/extraction/formdesigner.h"

#include "core/base/shown.h"
#include "core/base/text.h"
#include "core/extraction/templates.h"
#include "ui/extraction/formoutline.h"
#include "ui/extraction/formview.h"
#include "ui/extraction/partform.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/sidepanes.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>

namespace winnow::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PreviewDelay = 150; // milliseconds; a large form takes some 100 to be laid out

QPushButton* buttonOf(QAction* action, const QString& text)
{
    auto* button = new QPushButton(text);
    button->setAccessibleName(action->text());
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    button->setToolTip(key.isEmpty() ? action->text() : u"%1 (%2)"_s.arg(action->text(), key));
    button->setEnabled(action->isEnabled());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    return button;
}

QString fileFilter()
{
    return FormDesigner::tr("Form (*.json)");
}

} // namespace

FormDesigner::FormDesigner(DesignController& controller, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_page(page)
    , m_header(new PageHeader(tr("Form")))
    , m_panes(new SidePanes(page, u"extraction"_s))
    , m_outline(new FormOutline(controller))
    , m_part(new PartForm(controller))
    , m_preview(new FormView(m_trial))
    , m_told(new TextLabel(TextLabel::Voice::Body))
    , m_saveButton(new PrimaryButton(tr("Save")))
{
    makeActions(page);
    connect(m_saveButton, &QPushButton::clicked, m_save, &QAction::trigger);
    m_discardButton = buttonOf(m_discard, tr("Discard draft"));
    QAction* const close = new QAction(tr("Back to extraction"), this);
    connect(close, &QAction::triggered, this, &FormDesigner::closeWanted);
    auto* back = buttonOf(close, tr("Back"));
    back->setToolTip(u"%1 (%2)"_s.arg(close->text(), QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText)));
    for (QWidget* control :
        {static_cast<QWidget*>(back), static_cast<QWidget*>(m_discardButton), static_cast<QWidget*>(m_saveButton)})
        m_header->addControl(control);

    constexpr int Letters = 34;
    m_panes->addSide(makeOutline(), tr("Parts"), 42 * theme::Grid);
    m_partPane = m_part;
    m_panes->addMain(m_part, tr("Part"), Letters);
    m_panes->addSide(makePreview(), tr("Preview"), 52 * theme::Grid);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_panes, 1);

    m_previewSoon.setSingleShot(true);
    m_previewSoon.setInterval(PreviewDelay);
    connect(&m_previewSoon, &QTimer::timeout, this, &FormDesigner::showPreview);
    connect(&m_controller, &DesignController::ready, this, &FormDesigner::showPreview);
    connect(&m_controller, &DesignController::changed, this, &FormDesigner::follow);
    connect(m_part, &PartForm::focusLost, this, &FormDesigner::takeFocus);
    connect(&m_controller, &DesignController::selectedChanged, this, [this] {
        m_told->hide(); // it was about something else
        revealSelected();
    });
    connect(&m_controller, &DesignController::labelWanted, this, &FormDesigner::focusName);
    connect(&m_controller, &DesignController::told, this, [this](const QString& what) {
        m_told->setText(what);
        m_told->setVisible(true);
    });
    connect(m_outline, &FormOutline::nameWanted, this, &FormDesigner::focusName);
    setActionsEnabled(false);
}

FormDesigner::~FormDesigner()
{
    // What looks at the trial goes before it.
    delete m_panes;
}

QWidget* FormDesigner::makeOutline()
{
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(theme::Grid, buttons);
    flow->setContentsMargins(theme::Grid, theme::Grid, theme::Grid, theme::Grid);
    const auto actions = m_changing;
    for (QAction* action : actions) {
        const QString text = action->data().toString();
        if (text.isEmpty())
            continue;
        QPushButton* const button = buttonOf(action, text);
        if (action->objectName() == u"extraction.design.addSection")
            m_sectionButton = button;
        else if (action->objectName() == u"extraction.design.add")
            m_addButton = button;
        flow->addWidget(button);
    }
    m_told->setWordWrap(true);
    m_told->setContentsMargins(theme::Grid, theme::Grid / 2, theme::Grid, 0);
    m_told->hide();
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_outline, 1);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_told);
    column->addWidget(buttons);
    side->setMinimumWidth(26 * theme::Grid);
    return side;
}

QWidget* FormDesigner::makePreview()
{
    auto* caption = new TextLabel(
        TextLabel::Voice::Caption, tr("As extractors see it. Try it out: what is typed here is kept nowhere."));
    caption->setWordWrap(true);
    caption->setContentsMargins(theme::CardMargin, theme::Grid, theme::CardMargin, theme::Grid);
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(hairline(Qt::Horizontal));
    column->addWidget(m_preview, 1);
    return side;
}

void FormDesigner::makeActions(Page& page)
{
    const auto changing = [this, &page](const QString& id, const QString& text, const QString& onButton,
                              const QList<QKeySequence>& keys, std::function<void()> run) {
        QAction* const made = page.makeAction(u"extraction.design."_s + id, text, keys, std::move(run));
        made->setData(onButton);
        m_changing.append(made);
        return made;
    };
    changing(u"add"_s, tr("Form: add a field"), tr("Add field"), {Qt::ALT | Qt::Key_I}, [this] { m_controller.add(); });
    changing(u"addSection"_s, tr("Form: add a section…"), tr("Add section…"), {Qt::ALT | Qt::SHIFT | Qt::Key_I},
        [this] { offerSections(); });
    changing(u"up"_s, tr("Form: move the part up"), tr("Up"), {Qt::CTRL | Qt::SHIFT | Qt::Key_Up},
        [this] { m_controller.move(-1); });
    changing(u"down"_s, tr("Form: move the part down"), tr("Down"), {Qt::CTRL | Qt::SHIFT | Qt::Key_Down},
        [this] { m_controller.move(1); });
    changing(u"remove"_s, tr("Form: remove the part"), tr("Remove"), {Qt::ALT | Qt::SHIFT | Qt::Key_Delete},
        [this] { m_controller.remove(); });
    m_undo = changing(
        u"undo"_s, tr("Form: take back the last change of the draft"), tr("Undo"), {}, [this] { m_controller.undo(); });
    m_redo = changing(u"redo"_s, tr("Form: change the draft again"), {}, {}, [this] { m_controller.redo(); });
    changing(u"name"_s, tr("Form: write the name of the part"), {}, {}, [this] { focusName(); });
    // These are for the draft as a whole, and seldom.
    QAction* const another =
        changing(u"another"_s, tr("Form: take a template instead…"), {}, {}, [this] { Q_EMIT anotherFormWanted(); });
    QAction* const import = changing(u"import"_s, tr("Form: read from a file…"), {}, {}, [this] { importForm(); });
    m_export =
        page.makeAction(u"extraction.design.export"_s, tr("Form: write to a file…"), {}, [this] { exportForm(); });
    auto* more = new QPushButton(tr("More…"));
    more->setToolTip(tr("Templates and files"));
    connect(more, &QPushButton::clicked, this, [this, more, of = QList<QAction*>{another, import, m_export}] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(of);
        menu->setActiveAction(of.front());
        menu->popup(more->mapToGlobal(QPoint(0, more->height())));
    });
    m_header->addControl(more);
    m_save = page.makeAction(u"extraction.design.save"_s, tr("Form: save as a new version"), {Qt::CTRL | Qt::Key_S},
        [this] { m_controller.save(); });
    m_discard = page.makeAction(u"extraction.design.discard"_s, tr("Form: discard the draft"), {}, [this] {
        m_controller.discard();
        Q_EMIT discarded();
    });
}

void FormDesigner::setActionsEnabled(bool enabled)
{
    m_enabled = enabled;
    const bool writes = enabled && m_controller.canWrite();
    for (QAction* action : m_changing)
        action->setEnabled(writes);
    m_export->setEnabled(enabled);
    m_undo->setEnabled(writes && m_controller.draft().canUndo());
    m_redo->setEnabled(writes && m_controller.draft().canRedo());
    const bool draft = m_controller.hasDraft();
    m_save->setEnabled(writes && draft);
    m_discard->setEnabled(writes && draft && !m_controller.isNew());
    m_saveButton->setEnabled(m_save->isEnabled());
    m_discardButton->setVisible(m_discard->isEnabled());
}

void FormDesigner::follow()
{
    m_header->setHeading(inOneLine(m_controller.title().toStdString()));
    m_header->setStatus(m_controller.status());
    m_saveButton->setText(tr("Save as version %1").arg(m_controller.nextVersion()));
    m_saveButton->setToolTip(m_save->shortcut().toString(QKeySequence::NativeText));
    setActionsEnabled(m_enabled);
    if (m_trial.form() != m_controller.form())
        m_previewSoon.start();
}

void FormDesigner::showPreview()
{
    if (m_trial.form() != m_controller.form())
        m_trial.tryOut(m_controller.form());
    revealSelected();
}

void FormDesigner::revealSelected()
{
    const Section* const section = m_controller.draft().section(m_controller.selected());
    const Field* const field = m_controller.draft().field(m_controller.selected());
    m_preview->reveal(field == nullptr ? std::string() : field->id, section == nullptr ? std::string() : section->id);
    using Kind = DesignController::Kind;
    const Kind kind = m_controller.selected().kind;
    m_addButton->setText(kind == Kind::Outcome ? tr("Add outcome")
            : kind == Kind::Time               ? tr("Add time")
                                               : tr("Add field"));
}

void FormDesigner::takeFocus()
{
    m_outline->setFocus(Qt::ShortcutFocusReason);
}

void FormDesigner::focusName()
{
    if (!m_panes->isShown(m_partPane))
        m_panes->showPane(m_partPane);
    m_part->focusName();
}

/// An empty one, or one that a template has made.
void FormDesigner::offerSections()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Sections to add"));
    const auto plain = [](const std::string& text) { return inOneLine(text).replace(u'&', u"&&"_s); };
    connect(menu->addAction(tr("&Asked once of a study")), &QAction::triggered, this,
        [this] { m_controller.addSection(false); });
    connect(menu->addAction(tr("Asked &several times, as of each arm")), &QAction::triggered, this,
        [this] { m_controller.addSection(true); });
    // What the program knows the meaning of: results are by arm, the table of safety has the events.
    if (const Result<Form> known = extraction::templateForm("intervention-review"))
        for (const std::string_view id : {ArmSection, EventSection})
            if (const Section* const section = known->section(id);
                section != nullptr && !m_controller.form().section(id))
                connect(menu->addAction(plain(section->title)), &QAction::triggered, this,
                    [this, form = *known, section = *section] { m_controller.addFrom(form, section); });
    menu->addSeparator();
    for (const Form& form : extraction::templates()) {
        QMenu* const sections = menu->addMenu(tr("From “%1”").arg(plain(form.title)));
        for (const Section& section : form.sections)
            connect(sections->addAction(plain(section.title)), &QAction::triggered, this,
                [this, form, section] { m_controller.addFrom(form, section); });
    }
    menu->setActiveAction(menu->actions().front());
    const QWidget* const at = m_sectionButton->isVisible() ? static_cast<QWidget*>(m_sectionButton) : this;
    menu->popup(at->mapToGlobal(QPoint(0, at == m_sectionButton ? at->height() : 0)));
}

void FormDesigner::importForm()
{
    m_page.dialogs().openFiles(this, tr("Read a form"), fileFilter(), [this](const QStringList& files) {
        if (files.isEmpty())
            return;
        if (const Result<> read = m_controller.importFrom(files.front()); !read)
            m_page.dialogs().error(this, read.error());
    });
}

void FormDesigner::exportForm()
{
    const QString name = toQString(m_controller.draft().toSave().id) + u".json"_s;
    m_page.dialogs().saveFile(this, tr("Write the form"), name, fileFilter(), [this](const QString& path) {
        if (path.isEmpty())
            return;
        if (const Result<> written = m_controller.exportTo(path); !written)
            m_page.dialogs().error(this, written.error());
        else
            Q_EMIT m_page.notice(tr("The form was written to %1").arg(path), false);
    });
}

/// Undo here is the draft's: the review's acts are not what one looks at. A text field takes its own first.
bool FormDesigner::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool undo = key->matches(QKeySequence::Undo);
        const bool redo = key->matches(QKeySequence::Redo);
        const bool leave = key->key() == Qt::Key_Escape;
        if (undo || redo || leave) {
            event->accept();
            if (event->type() == QEvent::ShortcutOverride)
                return true;
            if (undo)
                m_controller.undo();
            else if (redo)
                m_controller.redo();
            else
                Q_EMIT closeWanted();
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace winnow::ui
