#include "ui/shell/windowdialogs.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace winnow::ui {
namespace {

QString& lastFolder()
{
    static QString folder;
    return folder;
}

/// The suffix a filter asks for ("Review (*.winnow)" → "winnow").
QString suffixOf(const QString& filter)
{
    const QString pattern = filter.section(QLatin1Char('('), 1).section(QLatin1Char(')'), 0, 0);
    const QString first = pattern.section(QLatin1Char(' '), 0, 0, QString::SectionSkipEmpty);
    return first.startsWith(QLatin1String("*.")) ? first.mid(2) : QString();
}

/// A name that ends in none of the filters' endings gets the chosen one's: a table is no PDF because it is called so.
QString withSuffix(const QString& file, const QString& filters, const QString& chosen)
{
    static const QRegularExpression pattern(QStringLiteral("\\*(\\.[^ );]+)?[ )]"));
    for (const QRegularExpressionMatch& match : pattern.globalMatch(filters))
        if (file.endsWith(match.captured(1), Qt::CaseInsensitive)) // "*" alone takes any
            return file;
    const QString suffix = suffixOf(chosen);
    return suffix.isEmpty() ? file : file + QLatin1Char('.') + suffix;
}

/// Puts the ending right before it asks whether a file of that name shall be replaced.
class SaveDialog final : public QFileDialog {
public:
    using QFileDialog::QFileDialog;
    void accept() override
    {
        const QString file = selectedFiles().value(0);
        if (!file.isEmpty() && !QFileInfo(file).isDir())
            if (const QString named = withSuffix(file, nameFilters().join(QLatin1Char(';')), selectedNameFilter());
                named != file)
                selectFile(named);
        QFileDialog::accept();
    }
};

} // namespace

void WindowDialogs::error(QWidget* parent, const Error& error)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, QCoreApplication::applicationName(), error.message,
        QMessageBox::Close, parent ? parent->window() : nullptr);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    if (!error.detail.isEmpty())
        box->setDetailedText(error.detail);
    box->setObjectName(QStringLiteral("error"));
    box->setAccessibleName(QCoreApplication::translate("WindowDialogs", "Error"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void WindowDialogs::openFiles(
    QWidget* parent, const QString& title, const QString& filter, std::function<void(QStringList)> then)
{
    auto* dialog = new QFileDialog(parent ? parent->window() : nullptr, title, lastFolder(), filter);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, then = std::move(then)](int result) {
        const QStringList files = result == QDialog::Accepted ? dialog->selectedFiles() : QStringList();
        if (!files.isEmpty())
            lastFolder() = QFileInfo(files.first()).absolutePath();
        then(files);
    });
    dialog->open();
}

void WindowDialogs::saveFile(QWidget* parent, const QString& title, const QString& proposal, const QString& filter,
    std::function<void(QString)> then)
{
    auto* dialog = new SaveDialog(parent ? parent->window() : nullptr, title, lastFolder(), filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(filter));
    dialog->selectFile(proposal);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString& chosen) { dialog->setDefaultSuffix(suffixOf(chosen)); });
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, filter, then = std::move(then)](int result) {
        QString file = result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString();
        if (!file.isEmpty()) // the system's own dialog takes no name from here
            file = withSuffix(file, filter, dialog->selectedNameFilter());
        if (!file.isEmpty())
            lastFolder() = QFileInfo(file).absolutePath();
        then(file);
    });
    dialog->open();
}

void WindowDialogs::text(QWidget* parent, const QString& title, const QString& label, const QString& value,
    const QStringList& choices, std::function<void(std::optional<QString>)> then)
{
    auto* dialog = new QDialog(parent ? parent->window() : nullptr);
    dialog->setWindowTitle(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(dialog);
    auto* caption = new QLabel(label);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);
    column->addWidget(caption);
    std::function<QString()> entered;
    if (value.contains(QLatin1Char('\n'))) {
        auto* edit = new QPlainTextEdit(value);
        edit->setTabChangesFocus(true);
        caption->setBuddy(edit);
        edit->setAccessibleName(label);
        column->addWidget(edit);
        entered = [edit] { return edit->toPlainText(); };
    } else {
        auto* edit = new QLineEdit(value);
        edit->selectAll();
        caption->setBuddy(edit);
        edit->setAccessibleName(label);
        if (!choices.isEmpty()) {
            auto* completer = new QCompleter(choices, edit);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            edit->setCompleter(completer);
        }
        column->addWidget(edit);
        entered = [edit] { return edit->text(); };
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    column->addWidget(buttons);
    dialog->setMinimumWidth(420);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, dialog, [entered, then = std::move(then)](int result) {
        then(result == QDialog::Accepted ? std::optional(entered()) : std::nullopt);
    });
    dialog->open();
}

void WindowDialogs::show(QWidget* dialog)
{
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace winnow::ui
