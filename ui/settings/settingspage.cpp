#include "ui/settings/settingspage.h"

#include "ui/settings/preferences.h"
#include "ui/settings/reasoneditor.h"
#include "ui/settings/settingscontroller.h"
#include "ui/settings/termeditor.h"

#include "core/base/text.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace winnow::ui {
namespace {

/// A page of a tab: scrolls, no wider than one reads well.
QWidget* scrolled(QWidget* body, const QString& name)
{
    body->setMaximumWidth(100 * theme::Grid);
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(2 * theme::Grid, theme::CardMargin, theme::CardMargin, theme::CardMargin);
    row->addWidget(body, 1, Qt::AlignTop);
    row->addStretch(0);
    auto* scroll = new QScrollArea;
    scroll->setWidget(holder);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(name);
    return scroll;
}

TextLabel* help(const QString& text)
{
    auto* label = new TextLabel(TextLabel::Voice::Caption, text);
    label->setWordWrap(true);
    return label;
}

QVBoxLayout* columnOf(QWidget* body)
{
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Grid);
    return column;
}

/// A heading, the control under it, and a line of help.
void put(QVBoxLayout* column, const QString& heading, QWidget* control, const QString& words = {})
{
    if (column->count() > 0)
        column->addSpacing(2 * theme::Grid);
    auto* label = new TextLabel(TextLabel::Voice::Strong, heading);
    label->setBuddy(control);
    column->addWidget(label);
    if (!words.isEmpty())
        column->addWidget(help(words));
    column->addWidget(control);
}

} // namespace

SettingsPage::SettingsPage(Dialogs& dialogs, Preferences& preferences, QWidget* parent)
    : Page(PageId::Settings, dialogs, parent)
    , m_preferences(preferences)
    , m_controller(new SettingsController(this))
    , m_tabs(new QTabWidget)
    , m_readOnly(new TextLabel(TextLabel::Voice::Warning))
{
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Settings"));
    m_tabs->addTab(scrolled(makeReview(), tr("Review")), tr("Review"));
    m_tabs->addTab(scrolled(makeScreening(), tr("Screening")), tr("Screening"));
    m_tabs->addTab(scrolled(makeExtraction(), tr("Extraction")), tr("Extraction"));
    m_tabs->addTab(scrolled(makeProgram(), tr("Appearance")), tr("Appearance"));
    m_shortcuts = new ShortcutEditor(preferences);
    m_tabs->addTab(scrolled(m_shortcuts, tr("Shortcuts")), tr("Shortcuts"));
    m_readOnly->setContentsMargins(theme::CardMargin, theme::Grid, theme::CardMargin, theme::Grid);
    m_readOnly->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PageHeader(tr("Settings")));
    column->addWidget(m_readOnly);
    auto* inset = new QHBoxLayout; // the words of the first tab stand under the heading
    inset->setContentsMargins(theme::Grid, 0, 0, 0);
    inset->addWidget(m_tabs);
    column->addLayout(inset, 1);
    connect(m_controller, &SettingsController::changed, this, &SettingsPage::fill);
    connect(m_controller, &SettingsController::failed, this,
        [this](const Error& error) { this->dialogs().error(this, error); });
    fill();
}

SettingsPage::~SettingsPage()
{
    removeWidgets();
}

QWidget* SettingsPage::makeReview()
{
    m_title = new QLineEdit;
    m_title->setAccessibleName(tr("Title of the review"));
    m_reviewer = new QLineEdit;
    m_reviewer->setAccessibleName(tr("Your name"));
    m_criteria = new QPlainTextEdit;
    m_criteria->setAccessibleName(tr("Eligibility criteria"));
    m_criteria->setTabChangesFocus(true);
    m_criteria->setMinimumHeight(fontMetrics().height() * 12);
    m_criteria->installEventFilter(this);
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(body);
    put(column, tr("Title"), m_title);
    put(column, tr("Your name"), m_reviewer,
        tr("Decisions, notes and values are kept under this name. Another name is another reviewer."));
    put(column, tr("Eligibility criteria"), m_criteria, tr("Shown beside the record while you screen."));
    m_ofReview.insert(m_ofReview.end(), {m_title, m_reviewer, m_criteria});
    connect(m_title, &QLineEdit::editingFinished, this, [this] { m_controller->setTitle(m_title->text()); });
    connect(m_reviewer, &QLineEdit::editingFinished, this, [this] {
        m_controller->setReviewer(m_reviewer->text());
        if (!m_reviewer->text().simplified().isEmpty())
            m_preferences.setReviewer(m_reviewer->text());
    });
    return body;
}

QWidget* SettingsPage::makeScreening()
{
    m_reasons[0] = new ReasonEditor(Stage::TitleAbstract, tr("Exclusion reasons on title and abstract"));
    m_reasons[1] = new ReasonEditor(Stage::FullText, tr("Exclusion reasons on the full text"));
    m_terms = new TermEditor;
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(body);
    put(column, tr("Exclusion reasons on title and abstract"), m_reasons[0],
        tr("In this order they are the keys 1 to 9. A double click changes the name."));
    put(column, tr("Exclusion reasons on the full text"), m_reasons[1],
        tr("These stand in the PRISMA diagram with their counts."));
    put(column, tr("Highlighted terms"), m_terms,
        tr("Marked in titles and abstracts while you screen, in any case and with or without accents."));
    for (int stage = 0; stage < 2; ++stage)
        connect(m_reasons[stage], &ReasonEditor::edited, this,
            [this, stage] { m_controller->setReasons(static_cast<Stage>(stage + 1), m_reasons[stage]->reasons()); });
    connect(m_terms, &TermEditor::edited, this, [this] { m_controller->setTerms(m_terms->terms()); });
    m_ofReview.insert(m_ofReview.end(), {m_reasons[0], m_reasons[1], m_terms});
    return body;
}

QWidget* SettingsPage::makeExtraction()
{
    m_form = new QComboBox;
    m_form->setAccessibleName(tr("Extraction form"));
    m_form->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    for (const Form& form : m_controller->forms())
        m_form->addItem(toQString(form.title), toQString(form.id));
    m_form->setPlaceholderText(tr("None chosen"));
    m_formWords = help({});
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(body);
    put(column, tr("Extraction form"), m_form,
        tr("What is asked of each included study. Values that were entered stay with the review when the form is "
           "another."));
    column->addWidget(m_formWords);
    connect(m_form, &QComboBox::activated, this,
        [this] { m_controller->setForm(m_form->currentData().toString().toStdString()); });
    m_ofReview.push_back(m_form);
    return body;
}

QWidget* SettingsPage::makeProgram()
{
    m_appearance = new QComboBox;
    m_appearance->setAccessibleName(tr("Appearance"));
    m_appearance->addItems({tr("As the system"), tr("Light"), tr("Dark")}); // in the order of Appearance
    m_appearance->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    const auto number = [](const QString& name, int least, int most, int step, const QString& unit) {
        auto* made = new QSpinBox;
        made->setAccessibleName(name);
        made->setRange(least, most);
        made->setSingleStep(step);
        made->setSuffix(unit);
        made->setKeyboardTracking(false);
        made->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        return made;
    };
    m_textSize = number(tr("Size of text"), 80, 200, 10, tr(" %"));
    m_figureWidth = number(tr("Width of figures"), 60, 400, 1, tr(" mm"));
    m_figureLetters = number(tr("Letters of figures"), 60, 200, 10, tr(" %"));
    auto* body = new QWidget;
    QVBoxLayout* column = columnOf(body);
    put(column, tr("Appearance"), m_appearance);
    put(column, tr("Size of text"), m_textSize, tr("Of the system's text."));
    put(column, tr("Width of figures"), m_figureWidth,
        tr("Of those that are exported. Journals often want 85 mm (one column) or 174 mm (two); one that needs more "
           "room "
           "is wider."));
    put(column, tr("Letters of figures"), m_figureLetters, tr("At 100 % they are 8 to 12 points."));
    const auto show = [this] {
        m_appearance->setCurrentIndex(static_cast<int>(m_preferences.appearance()));
        m_textSize->setValue(m_preferences.textSize());
        m_figureWidth->setValue(m_preferences.figureWidth());
        m_figureLetters->setValue(m_preferences.figureLetters());
    };
    show();
    connect(&m_preferences, &Preferences::lookChanged, this, show);
    connect(m_appearance, &QComboBox::activated, this,
        [this](int index) { m_preferences.setAppearance(static_cast<Appearance>(index)); });
    connect(m_textSize, &QSpinBox::valueChanged, this, [this](int percent) {
        if (percent != m_preferences.textSize())
            m_preferences.setTextSize(percent);
    });
    connect(m_figureWidth, &QSpinBox::valueChanged, this, [this](int millimetres) {
        if (millimetres != m_preferences.figureWidth())
            m_preferences.setFigureWidth(millimetres);
    });
    connect(m_figureLetters, &QSpinBox::valueChanged, this, [this](int percent) {
        if (percent != m_preferences.figureLetters())
            m_preferences.setFigureLetters(percent);
    });
    return body;
}

void SettingsPage::setShortcuts(std::vector<Shortcut> shortcuts)
{
    m_shortcuts->setShortcuts(std::move(shortcuts));
}

void SettingsPage::setSession(const std::shared_ptr<Session>& session)
{
    m_controller->setSession(session);
}

void SettingsPage::entered()
{
    m_tabs->currentWidget()->setFocus();
    m_tabs->setFocus();
}

void SettingsPage::fill()
{
    const Info info = m_controller->info();
    const bool writable = m_controller->writable();
    for (QWidget* widget : m_ofReview)
        widget->setEnabled(writable);
    m_readOnly->setText(info.readOnlyReason);
    m_readOnly->setVisible(info.readOnly);
    if (!m_title->hasFocus())
        m_title->setText(toQString(info.title));
    if (!m_reviewer->hasFocus())
        m_reviewer->setText(toQString(info.reviewerName));
    if (!m_criteria->hasFocus() && m_criteria->toPlainText() != toQString(info.criteria))
        m_criteria->setPlainText(toQString(info.criteria));
    m_reasons[0]->setReasons(m_controller->reasons(Stage::TitleAbstract));
    m_reasons[1]->setReasons(m_controller->reasons(Stage::FullText));
    m_terms->setTerms(m_controller->terms());
    const std::optional<Form>& form = m_controller->form();
    m_form->setCurrentIndex(form ? m_form->findData(toQString(form->id)) : -1);
    QStringList words;
    if (form)
        for (const Section& section : form->sections)
            words.append(
                tr("%1: %n field(s)", nullptr, static_cast<int>(section.fields.size())).arg(toQString(section.title)));
    m_formWords->setText(words.join(QLatin1Char('\n')));
}

bool SettingsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_criteria && event->type() == QEvent::FocusOut && m_controller->writable())
        m_controller->setCriteria(m_criteria->toPlainText());
    return Page::eventFilter(watched, event);
}

} // namespace winnow::ui
