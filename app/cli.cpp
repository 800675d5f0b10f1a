// winnow-cli: what the window does to a review, for scripts. See app/cli/commands.h for the commands.
#include "app/cli/commands.h"

#include <QCoreApplication>
#include <QGuiApplication>

#include <csignal>
#include <cstdio>

namespace {

using namespace winnow;

/// Qt's own chatter (fonts, locales) is not a result; only what ends the program is said.
void sayOnlyFatal(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fputs((message.toStdString() + "\n").c_str(), stderr);
}

std::unique_ptr<QCoreApplication> application(bool draws, int& argc, char** argv)
{
    if (!draws)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen"); // figures are files here: no display is needed or touched
    return std::make_unique<QGuiApplication>(argc, argv);
}

int run(cli::Call& call)
{
    cli::Output output{call.output};
    cli::TerminalProgress::catchInterrupts();
    std::signal(SIGXFSZ, SIG_IGN); // a limit on the size of files fails the write, not the program
    auto outcome = call.work(output);
    if (const auto written = output.finish(); outcome && !written)
        outcome = tl::unexpected<Error>(written.error());
    if (outcome)
        return static_cast<int>(*outcome);
    output.warn(QStringLiteral("winnow-cli: ") + outcome.error().message);
    if (!outcome.error().detail.isEmpty() && !output.quiet())
        output.warn(QStringLiteral("  ") + outcome.error().detail);
    return static_cast<int>(cli::Outcome::Failed);
}

void describe(CLI::App& app)
{
    app.name("winnow-cli");
    app.set_version_flag("--version", "winnow-cli " WINNOW_VERSION);
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::simple);
    app.footer("Exit status: 0 done; 1 the work failed; 2 the call was wrong; 3 done, with problems reported.\n"
               "winnow-cli COMMAND --help says more of a command.");
}

/// CLI11 says of a word it does not know only that a command is missing.
int sayWrongCall(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv)
{
    const int status = app.exit(error);
    if (status == 0)
        return 0; // --help, --version
    if (argc > 1 && argv[1][0] != '-' && app.get_subcommands().empty())
        std::fprintf(stderr, "There is no such command; winnow-cli --help lists those there are.\n");
    return static_cast<int>(cli::Outcome::WrongCall);
}

} // namespace

int main(int argc, char** argv)
{
    qInstallMessageHandler(sayOnlyFatal);
    CLI::App app{"Winnow on the command line: winnow-cli COMMAND REVIEW [arguments]"};
    cli::Call call;
    describe(app);
    cli::addReviewCommands(app, call);
    cli::addSourceCommands(app, call);
    cli::addDuplicateCommands(app, call);
    cli::addScreeningCommands(app, call);
    cli::addTeamCommands(app, call);
    cli::addRankingCommands(app, call);
    cli::addReportCommands(app, call);
    cli::addExtractionCommands(app, call);
    cli::addAppraisalCommands(app, call);
    cli::addAnnotationCommands(app, call);
    cli::addFigureCommands(app, call);
    cli::addMetaCommands(app, call);
    cli::addWritingCommands(app, call);
    cli::addExportCommands(app, call);
    cli::addJournalCommands(app, call);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return sayWrongCall(app, error, argc, argv);
    }
    const auto qt = application(call.draws, argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("winnow-cli"));
    return run(call);
}
