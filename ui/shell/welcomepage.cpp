#include "ui/shell/welcomepage.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QDir>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace winnow::ui {
namespace {

/// A large choice: icon, what it does, and a line about it.
class Choice final : public QAbstractButton {
public:
    Choice(const QString& icon, const QString& name, const QString& line)
        : m_line(line)
    {
        setText(name);
        setIcon(theme::icon(icon));
        setAccessibleName(name);
        setAccessibleDescription(line);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics caption(theme::caption());
        const int words = qMax(fontMetrics().horizontalAdvance(text()), caption.horizontalAdvance(m_line));
        return {words + 96, fontMetrics().height() + caption.height() + 28};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Colors& colors = theme::colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool near = underMouse() && isEnabled();
        painter.setBrush(isDown() ? theme::blend(colors.text, colors.surface, 0.08)
                : near            ? theme::blend(colors.text, colors.surface, 0.04)
                                  : colors.surface);
        painter.setPen(QPen(hasFocus() ? colors.accent : colors.border, hasFocus() ? 2 : 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
        const QRect inner = rect().adjusted(18, 12, -14, -12);
        constexpr int Side = 24;
        icon().paint(&painter, QRect(inner.left(), inner.center().y() - Side / 2, Side, Side), Qt::AlignCenter,
            isEnabled() ? QIcon::Normal : QIcon::Disabled);
        const QRect words = inner.adjusted(Side + 18, 0, 0, 0);
        QFont strong = font();
        strong.setWeight(QFont::DemiBold);
        painter.setFont(strong);
        painter.setPen(isEnabled() ? colors.text : colors.muted);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignTop, text());
        painter.setFont(theme::caption());
        painter.setPen(colors.muted);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
            painter.fontMetrics().elidedText(m_line, Qt::ElideRight, words.width()));
    }

private:
    QString m_line;
};

QString shortened(const QString& path)
{
    const QString home = QDir::homePath();
    const QString folder = QDir::toNativeSeparators(QFileInfo(path).absolutePath());
    return folder == home || folder.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + folder.mid(home.size())
                                                                        : folder;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_choices(new QWidget)
    , m_recent(new QVBoxLayout)
    , m_recentHead(new TextLabel(TextLabel::Voice::Caption, tr("Recent reviews")))
    , m_foot(new TextLabel(TextLabel::Voice::Caption))
{
    auto* mark = new QLabel;
    mark->setPixmap(QIcon(QStringLiteral(":/icons/winnow.svg")).pixmap(QSize(56, 56)));
    mark->setAccessibleName(tr("Winnow"));
    auto* name = new TextLabel(TextLabel::Voice::Title, tr("Winnow"));
    auto* line = new TextLabel(
        TextLabel::Voice::Muted, tr("From the search results to the PRISMA diagram, on your own computer."));
    line->setWordWrap(true);

    auto* sample = new Choice(QStringLiteral("sample"), tr("Open the sample review"),
        tr("Stem cells in chronic liver disease, with records to screen"));
    auto* fresh = new Choice(
        QStringLiteral("new"), tr("Start a review"), tr("From export files of PubMed, Web of Science, or RIS"));
    auto* open = new Choice(QStringLiteral("open"), tr("Open a review"), tr("A .winnow file on this computer"));
    sample->setObjectName(QStringLiteral("welcome.sample"));
    fresh->setObjectName(QStringLiteral("welcome.new"));
    open->setObjectName(QStringLiteral("welcome.open"));
    connect(sample, &QAbstractButton::clicked, this, &WelcomePage::sampleChosen);
    connect(fresh, &QAbstractButton::clicked, this, &WelcomePage::newChosen);
    connect(open, &QAbstractButton::clicked, this, &WelcomePage::openChosen);
    auto* choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(theme::Grid);
    choices->addWidget(sample);
    choices->addWidget(fresh);
    choices->addWidget(open);
    m_recent->setSpacing(0);
    m_recent->setContentsMargins(0, 0, 0, 0);

    auto* body = new QWidget;
    body->setMaximumWidth(60 * theme::Grid);
    auto* column = new QVBoxLayout(body);
    column->setSpacing(theme::Grid);
    column->addStretch(2);
    column->addWidget(mark);
    column->addSpacing(theme::Grid);
    column->addWidget(name);
    column->addWidget(line);
    column->addSpacing(2 * theme::Grid);
    column->addWidget(m_choices);
    column->addSpacing(2 * theme::Grid);
    column->addWidget(m_recentHead);
    column->addLayout(m_recent);
    column->addSpacing(theme::Grid);
    column->addWidget(m_foot);
    column->addStretch(3);

    auto* middle = new QWidget;
    auto* row = new QHBoxLayout(middle);
    row->addStretch(1);
    row->addWidget(body, 8);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(middle);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Welcome"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    setBusy({});
    setRecent({});
}

void WelcomePage::setRecent(const QStringList& paths)
{
    while (const QLayoutItem* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    constexpr int Most = 5;
    for (const QString& path : paths.mid(0, Most)) {
        auto* button = new Choice(QStringLiteral("records"), QFileInfo(path).completeBaseName(), shortened(path));
        connect(button, &QAbstractButton::clicked, this, [this, path] { Q_EMIT recentChosen(path); });
        m_recent->addWidget(button);
        m_recent->addSpacing(theme::Grid);
    }
    m_recentHead->setVisible(!paths.isEmpty());
}

void WelcomePage::setBusy(const QString& what)
{
    m_choices->setEnabled(what.isEmpty());
    m_foot->setText(what.isEmpty() ? tr("You can also drop export files or a review on this window.") : what);
}

void WelcomePage::takeFocus()
{
    if (auto* first = m_choices->findChild<QWidget*>(QStringLiteral("welcome.sample")))
        first->setFocus();
}

} // namespace winnow::ui
