// The list of what is marked in a PDF, beside its pages, and the keys that mark.
#pragma once

#include "ui/models/annotationlist.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListView;
class QToolButton;

namespace winnow::ui {

class InlineEditor;
class MeaningPopup;
class Page;
class PdfReader;
class TextLabel;

/// A tab of the reader. Paints the marks, takes clicks on them, and gives the reader the actions that make and change
/// annotations; notices, errors and questions go through the page.
class AnnotationsPanel final : public QWidget {
    Q_OBJECT
public:
    /// Becomes the reader's.
    AnnotationsPanel(PdfReader& reader, Page& page);

    void setSession(const std::shared_ptr<Session>& session) { m_list.setSession(session); }
    /// The file that the reader shows, or none.
    void setFile(const std::optional<AttachedFile>& file) { m_list.setFile(file); }
    [[nodiscard]] AnnotationList& list() { return m_list; }
    [[nodiscard]] QListView& view() { return *m_view; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void makeFilter();
    void listen();
    void follow();
    void fillFilter();
    void narrow();
    void mark(AnnotationKind kind, const std::string& meaning, const QString& comment);
    void choose(AnnotationKind kind);
    void chosen(int meaning, const QString& comment);
    void clicked(int key);
    void select(int row);
    void jump(int row);
    void edit();
    void remove();
    void offer(const QPoint& where);
    void copy();
    void exportList();
    void saveCopy();
    [[nodiscard]] const PlacedAnnotation* current() const;

    PdfReader& m_reader;
    Page& m_page;
    AnnotationList m_list;
    MeaningPopup* m_popup;
    QLineEdit* m_words;
    QComboBox* m_meaning;
    QComboBox* m_kind;
    QComboBox* m_reviewer;
    TextLabel* m_count;
    QListView* m_view;
    InlineEditor* m_editor;
    QAction* m_tab = nullptr;
    std::vector<QAction*> m_marking; ///< need a review that can be written
    QAction* m_edit = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_export = nullptr;
    QAction* m_takeOver = nullptr;
    QAction* m_saveCopy = nullptr;
    std::string m_current; ///< id of the one that is selected
    AnnotationKind m_choosing = AnnotationKind::Highlight; ///< what the popup marks
    struct Place {
        int page = 0;
        QRectF box;
    };
    std::optional<Place> m_place; ///< what the popup marks, if not the selection
};

} // namespace winnow::ui
