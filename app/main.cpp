// winnow: the desktop program.
#include "ui/settings/preferences.h"
#include "ui/shell/desktop.h"
#include "ui/shell/log.h"
#include "ui/shell/windowdialogs.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace {

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "A workbench for systematic reviews: from export files to the PRISMA 2020 flow diagram."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("sample"), QCoreApplication::translate("main", "Open the sample review.")});
    parser.addPositionalArgument(QStringLiteral("files"),
        QCoreApplication::translate("main",
            "A review (.winnow) to open, export files to import into it or into a new one, and PDFs to attach."),
        QCoreApplication::translate("main", "[FILE…]"));
}

/// These need no display, so no QApplication either.
bool asksForWords(int argc, char** argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char* argument) {
        return std::strcmp(argument, "--help") == 0 || std::strcmp(argument, "-h") == 0
            || std::strcmp(argument, "--version") == 0 || std::strcmp(argument, "-v") == 0
            || std::strcmp(argument, "--help-all") == 0;
    });
}

void name(QCoreApplication& application)
{
    application.setOrganizationName(QStringLiteral("Winnow"));
    application.setApplicationName(QStringLiteral("Winnow"));
    application.setApplicationVersion(QStringLiteral(WINNOW_VERSION));
}

void translate(QCoreApplication& application)
{
    const auto load = [&application](const QString& file, const QString& folder) {
        auto* translator = new QTranslator(&application);
        if (translator->load(QLocale(), file, QStringLiteral("_"), folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    load(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has its plurals from a file too; it stands under every other language.
    auto* english = new QTranslator(&application);
    if (english->load(QStringLiteral(":/translations/winnow_en.qm")))
        QCoreApplication::installTranslator(english);
    load(QStringLiteral("winnow"), QStringLiteral(":/translations"));
}

} // namespace

int main(int argc, char** argv)
{
    if (asksForWords(argc, argv)) {
        QCoreApplication application(argc, argv);
        name(application);
        translate(application);
        QCommandLineParser parser;
        describe(parser);
        parser.process(application);
        return 0;
    }
    std::signal(SIGXFSZ, SIG_IGN); // a limit on the size of files fails the write, not the program
    QApplication application(argc, argv);
    name(application);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/winnow.svg")));
    QApplication::setDesktopFileName(QStringLiteral("winnow"));
    winnow::ui::startLog();
    translate(application);
    QCommandLineParser parser;
    describe(parser);
    parser.process(application);

    QStringList files;
    for (const QString& file : parser.positionalArguments())
        files.append(QFileInfo(file).absoluteFilePath());
    winnow::ui::Preferences preferences;
    winnow::ui::WindowDialogs dialogs;
    winnow::ui::Desktop desktop(preferences, dialogs);
    desktop.start(files,
        parser.isSet(QStringLiteral("sample")) ? winnow::ui::Desktop::Sample::Open : winnow::ui::Desktop::Sample::No);
    return QApplication::exec();
}
