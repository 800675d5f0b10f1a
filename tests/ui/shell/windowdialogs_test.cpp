// The dialogs a person sees.
#include "ui/shell/windowdialogs.h"

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include <gtest/gtest.h>

namespace winnow::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

/// The name that comes of what is typed.
QString savedAs(const QString& typed, const QString& filter)
{
    QWidget window;
    window.show();
    WindowDialogs dialogs;
    QString saved;
    dialogs.saveFile(&window, u"Save"_s, u"proposed"_s, filter, [&](const QString& path) { saved = path; });
    auto* const dialog = window.findChild<QFileDialog*>();
    if (dialog == nullptr)
        return u"no dialog"_s;
    dialog->setOption(QFileDialog::DontUseNativeDialog);
    dialog->selectFile(typed);
    static_cast<QDialog*>(dialog)->accept();
    return saved;
}

TEST(WindowDialogs, NamesEndAsOneOfTheirFilters)
{
    const QTemporaryDir folder;
    const auto in = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
    EXPECT_EQ(savedAs(in("pr.pdf"), u"Table (*.csv)"_s), in("pr.pdf.csv")) << "a table is no PDF";
    EXPECT_EQ(savedAs(in("pr"), u"Table (*.csv)"_s), in("pr.csv"));
    EXPECT_EQ(savedAs(in("pr.CSV"), u"Table (*.csv)"_s), in("pr.CSV"));
    const QString figures = u"SVG, scalable (*.svg);;PDF (*.pdf);;PNG, 300 dots per inch (*.png)"_s;
    EXPECT_EQ(savedAs(in("flow.png"), figures), in("flow.png"));
    EXPECT_EQ(savedAs(in("flow.gif"), figures), in("flow.gif.svg"));
    EXPECT_EQ(savedAs(in("any.txt"), u"Table (*.csv);;All files (*)"_s), in("any.txt"));
}

} // namespace
} // namespace winnow::ui
