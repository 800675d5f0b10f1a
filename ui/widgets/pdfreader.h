// A PDF and all one needs to read it: pages, page field, zoom, table of contents, find.
#pragma once

#include "ui/widgets/pdfview.h"

#include <QTimer>
#include <QVariantMap>
#include <QWidget>

#include <utility>

class QAction;
class QBoxLayout;
class QLineEdit;
class QListView;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QToolButton;
class QTreeWidget;

namespace winnow::ui {

class PdfFinder;
class PdfPages;
class TextLabel;

/// Opens a file, or says in its place why it cannot; asks for a password where one is needed and keeps none.
class PdfReader final : public QWidget {
    Q_OBJECT
public:
    explicit PdfReader(QWidget* parent = nullptr);
    PdfReader(pdf::DocumentOptions options, QWidget* parent = nullptr);

    /// The same file again does nothing, so that pages may call it as often as they like. `name`: what the person
    /// calls the file, where its path says nothing.
    void open(const QString& path, const QString& name = {});
    void close();
    /// Where this person stopped in each file, the newest few hundred; a file that is opened again goes on there.
    void setReader(const QString& name) { m_readBy = name; }
    void setPlaces(const QVariantMap& places) { m_places = places; }
    [[nodiscard]] const QVariantMap& places() const { return m_places; }
    [[nodiscard]] QString path() const { return m_document.path(); }
    [[nodiscard]] pdf::Document& document() { return m_document; }
    [[nodiscard]] PdfView& view() { return *m_view; }
    [[nodiscard]] PdfFinder& finder() { return *m_finder; }

    /// Goes to the first box and marks all for a moment: where a value came from, what a row of a list stands for.
    void showPlace(int page, const std::vector<QRectF>& boxes);

    /// Zoom, turn, find, contents, copy: for menus, palette and the list of shortcuts. They act while the reader or a
    /// widget in it has the focus.
    [[nodiscard]] QList<QAction*> actions() const { return m_actions; }
    /// One more; its keys act as theirs do.
    QAction* addAction(const char* name, const QString& text, const QString& icon, const QKeySequence& key);
    /// A tab beside the pages, and the action that shows and hides it, with a button on the bar.
    QAction* addSide(QWidget* tab, const char* name, const QString& text, const QString& icon);
    void addButton(QAction* action); ///< on the bar
    void showSide(QWidget* tab); ///< null: hides all
    void startFind();
    void findNext(int step); ///< 1 or −1
    /// What is said instead of pages while no file is open.
    void setEmptyText(const QString& text);

Q_SIGNALS:
    void selectionChanged();
    void linkActivated(const QString& url); ///< http or https
    void placesChanged(); ///< a file was left

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    QWidget* makeBar();
    void fitBar();
    QWidget* makeSide();
    QWidget* makeMessage();
    QToolButton* button(QAction* action);
    void documentChanged();
    void keepPlace();
    void goOn();
    [[nodiscard]] QString placeKey() const;
    void fillOutline();
    void showPageNumber();
    void goToTypedPage();
    void showZoom();
    void hitsChanged();
    void showHit(int row);
    void markHits();
    void closeFind();
    [[nodiscard]] QAction* ours(const QKeyEvent& key) const; ///< one whose keys the window has as well
    void checkSides();
    void bindSide(QWidget* tab, QAction* action);

    pdf::Document m_document;
    PdfView* m_view;
    PdfFinder* m_finder;
    QList<QAction*> m_actions;
    std::vector<std::pair<QWidget*, QAction*>> m_sides; ///< tabs beside the pages, and what shows them
    QAction* m_contents = nullptr;
    QAction* m_small = nullptr;
    QAction* m_find = nullptr;
    QAction* m_fitWidth = nullptr;
    QAction* m_fitPage = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QLineEdit* m_page = nullptr;
    TextLabel* m_pages = nullptr;
    TextLabel* m_zoom = nullptr;
    TextLabel* m_repaired = nullptr;
    QWidget* m_bar = nullptr;
    QBoxLayout* m_added = nullptr; ///< buttons that owners add
    std::vector<QWidget*> m_spared; ///< what leaves the bar where it is too narrow for all, the first first
    QSplitter* m_splitter = nullptr;
    QTabWidget* m_side = nullptr;
    QTreeWidget* m_outline = nullptr;
    PdfPages* m_thumbnails = nullptr;
    QWidget* m_findPanel = nullptr;
    QLineEdit* m_query = nullptr;
    TextLabel* m_found = nullptr;
    QListView* m_hits = nullptr;
    int m_hit = -1;
    bool m_hitChosen = false; ///< by the person: then new hits don't move it
    QStackedWidget* m_stack = nullptr;
    TextLabel* m_message = nullptr;
    QLineEdit* m_password = nullptr;
    QString m_name;
    QString m_readBy;
    QVariantMap m_places; ///< page and fraction of it, by reader and file
    QString m_emptyText;
    QTimer m_flash;
};

} // namespace winnow::ui
