// Screens by keys through the real window until it is killed, and says on its output what it showed as done.
//
// screening-victim REVIEW SEED: for each key a line "do CITATION VERDICT" before it is pressed, and "ok CITATION
// VERDICT" once the record that follows is painted. VERDICT is 0, 1, 2 as the journal numbers them, or "-".
#include "ui/screening/screeningpage.h"
#include "ui/settings/preferences.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/recordcard.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <random>

#include <unistd.h>

namespace {

using namespace winnow;
using namespace winnow::ui;

[[noreturn]] void giveUp(const char* why)
{
    std::fprintf(stderr, "%s\n", why);
    std::_Exit(3);
}

class NoDialogs final : public Dialogs {
public:
    void error(QWidget*, const Error& error) override { giveUp(qUtf8Printable(error.message)); }
    void openFiles(QWidget*, const QString&, const QString&, std::function<void(QStringList)>) override { }
    void saveFile(QWidget*, const QString&, const QString&, const QString&, std::function<void(QString)>) override { }
    void text(QWidget*, const QString&, const QString&, const QString&, const QStringList&,
        std::function<void(std::optional<QString>)>) override
    {
    }
    void show(QWidget*) override { }
};

/// Waits with no clock of its own: the test that started us kills us if it takes too long.
template <typename Condition> void until(Condition condition)
{
    while (!condition())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

/// One write, so a line is there whole or not at all.
void say(const char* what, CitationId citation, std::optional<Verdict> verdict)
{
    const QByteArray line = QByteArray(what) + ' ' + QByteArray::number(static_cast<qlonglong>(citation.value)) + ' '
        + (verdict ? QByteArray::number(static_cast<int>(*verdict)) : QByteArray("-")) + '\n';
    if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
        giveUp("nobody listens");
}

/// Knows which record was painted last.
class Painted final : public QObject {
public:
    explicit Painted(RecordCard& card)
        : m_card(card)
    {
        card.viewport()->installEventFilter(this);
    }
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            m_shown = m_card.citation() ? m_card.citation()->id : CitationId{};
        return false;
    }
    [[nodiscard]] CitationId shown() const { return m_shown; }

private:
    RecordCard& m_card;
    CitationId m_shown;
};

void screen(MainWindow& window, unsigned seed)
{
    auto& page = *qobject_cast<ScreeningPage*>(window.currentPage());
    ScreeningController& controller = page.controller();
    until([&] { return controller.current() && controller.progress(); });
    const Painted painted(*page.findChild<RecordCard*>());
    std::mt19937 random(seed);
    std::vector<std::pair<CitationId, std::optional<Verdict>>> made; // and the verdict before
    constexpr std::array Keys{std::pair(Qt::Key_I, Verdict::Include), std::pair(Qt::Key_X, Verdict::Exclude),
        std::pair(Qt::Key_1, Verdict::Exclude), std::pair(Qt::Key_M, Verdict::Maybe)};
    while (controller.current()) {
        const CitationId id = controller.current()->id;
        if (!made.empty() && random() % 6 == 0) { // taken back by Undo: the record concerned shows
            const auto [last, before] = made.back();
            made.pop_back();
            say("do", last, before);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z);
            until([&, last = last] { return painted.shown() == last && controller.verdict() == std::nullopt; });
            say("ok", last, before);
            continue;
        }
        const auto& [key, verdict] = Keys.at(random() % Keys.size());
        made.emplace_back(id, controller.verdict());
        say("do", id, verdict);
        QTest::keyClick(QApplication::focusWidget(), key);
        until([&] { return !controller.current() || (controller.current()->id != id && painted.shown() != id); });
        say("ok", id, verdict);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        giveUp("screening-victim REVIEW SEED");
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    Preferences preferences(folder.filePath(QStringLiteral("settings.ini")));
    NoDialogs dialogs;
    MainWindow window(preferences, dialogs);
    window.resize(1000, 700);
    window.show();
    window.openReview(QString::fromLocal8Bit(argv[1]));
    until([&] { return window.session() != nullptr; });
    QApplication::setActiveWindow(&window);
    window.goTo(PageId::Screening);
    screen(window, static_cast<unsigned>(std::atoi(argv[2])));
    return 0;
}
