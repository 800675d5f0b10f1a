// A window on one review.
#pragma once

#include "ui/shell/actionlist.h"

#include "ui/models/session.h"
#include "ui/widgets/page.h"

#include <QMainWindow>

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QLineEdit;
class QMenu;
class QStackedWidget;

namespace winnow::review {
struct ExportRequest;
}

namespace winnow::ui {

class CommandPalette;
class FlowCounter;
class NoticeBar;
class Preferences;
class Sidebar;
class StatusLine;
class WelcomePage;

/// The flow at the left, a page at the right, what runs at the foot; the welcome page while no review is open.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Preferences& preferences, Dialogs& dialogs, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openReview(const QString& path);
    void createReview(const QString& path, const QString& title, const QString& reviewer, const QStringList& files);
    void openSample();
    void startReview(const QStringList& files); ///< asks for title and place, then imports the files
    void closeReview();
    /// Reviews are opened, export files imported, PDFs attached.
    void takeFiles(const QStringList& files);
    void goTo(PageId id);
    void openDoor(const Door& door);
    void back();

    [[nodiscard]] const std::shared_ptr<Session>& session() const { return m_session; }
    [[nodiscard]] bool empty() const { return !m_session && !m_opening; }
    [[nodiscard]] ActionList& actionList() const { return *m_actions; }
    [[nodiscard]] CommandPalette& palette() const { return *m_palette; }
    [[nodiscard]] Page* page(PageId id) const;
    [[nodiscard]] Page* currentPage() const;

Q_SIGNALS:
    void windowRequested(); ///< an empty one beside this
    void reviewElsewhere(const QString& path); ///< to be opened in another window
    void opening(const QString& path, bool& isOpen); ///< here, unless another window has it open and says so
    void quitRequested();
    void sessionChanged();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Where one was, for Back.
    struct Place {
        PageId page = PageId::Sources;
        std::optional<Door> door;
    };

    void layOut();
    void takeReview(const QString& file, int slot);
    void makeFileActions();
    void makeEditActions();
    void makeViewActions();
    void makeHelpActions();
    void makeMenus();
    void showPageActions(); ///< in the Review menu
    void fillRecent();
    QAction* add(const QString& id, const QString& group, const QString& text, const QKeySequence& keys,
        std::function<void()> run, const QString& icon = {});

    void opened(Result<std::shared_ptr<Session>> session, const QStringList& files);
    void setSession(const std::shared_ptr<Session>& session);
    void makePages();
    void keepDailyCopy();
    void showPlace(const Place& place);
    void search(const QString& text);
    void onChanged(const Changes& changes);
    void refreshState();
    void refreshTitle();
    void makeRoom(); ///< the steps' names give way to what is read
    void travel(bool forward); ///< undo or redo, and say what
    void saveCopy();
    void exportCitations();
    void writeExport(review::ExportRequest request, const QString& path);
    void showShortcuts();
    void showAbout();
    [[nodiscard]] QString folderForReviews() const;

    Preferences& m_preferences;
    Dialogs& m_dialogs;
    ActionList* m_actions;
    CommandPalette* m_palette = nullptr;
    FlowCounter* m_counter;
    Sidebar* m_sidebar = nullptr;
    StatusLine* m_status = nullptr;
    WelcomePage* m_welcome = nullptr;
    QStackedWidget* m_stack = nullptr; ///< welcome, or the review
    QStackedWidget* m_pages = nullptr;
    NoticeBar* m_notice = nullptr;
    QLineEdit* m_search = nullptr;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_reviewMenu = nullptr;
    std::map<PageId, Page*> m_made;
    std::shared_ptr<Session> m_session;
    std::shared_ptr<std::atomic<bool>> m_stopCopy; ///< of the daily copy that is being made
    std::vector<Place> m_past;
    Place m_place;
    int m_travelling = 0; ///< undos and redos under way: their notice is their own
    QString m_reviewName; ///< with what it is, for the line of state
    QStringList m_waiting; ///< PDFs that came while the review was being opened
    bool m_opening = false;
    bool m_searching = false; ///< the place shown came from the search box
    bool m_closeWhenDone = false;
};

} // namespace winnow::ui
