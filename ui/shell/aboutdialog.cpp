#include "ui/shell/aboutdialog.h"

#include "ui/shell/log.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QIcon>
#include <QVBoxLayout>

namespace winnow::ui {

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
    using Voice = TextLabel::Voice;
    setWindowTitle(tr("About Winnow"));
    setObjectName(QStringLiteral("about"));
    auto* mark = new QLabel;
    mark->setPixmap(QIcon(QStringLiteral(":/icons/winnow.svg")).pixmap(QSize(64, 64)));
    mark->setAccessibleName(tr("Winnow"));
    auto* name = new TextLabel(Voice::Title, tr("Winnow %1").arg(QCoreApplication::applicationVersion()));
    auto* line = new TextLabel(Voice::Body,
        tr("A literature-review workbench. Everything is done on this computer; nothing is sent anywhere."));
    auto* licence = new TextLabel(Voice::Muted,
        tr("Free software under the GNU General Public License, version 3 or later. Built with Qt %1, SQLite and "
           "Poppler.")
            .arg(QLatin1String(qVersion())));
    auto* log = new TextLabel(Voice::Caption, tr("Log: %1").arg(QDir::toNativeSeparators(logFile())));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::CardMargin, theme::CardMargin, theme::CardMargin, 2 * theme::Grid);
    column->setSpacing(theme::Grid);
    column->addWidget(mark);
    column->addWidget(name);
    for (auto* label : {line, licence, log}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    column->addSpacing(theme::Grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    setMinimumWidth(56 * theme::Grid);
}

} // namespace winnow::ui
