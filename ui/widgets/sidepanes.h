// What is read, and what stands beside it as long as there is room.
#pragma once

#include "ui/widgets/theme.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QSplitter;

namespace winnow::ui {

class Page;

/// Panes side by side, of which one is for reading: it keeps the width of a readable line. Of the
/// others those stand beside it that there is room for, the one asked for last first; a line above names those that
/// are out of sight, each a button that brings it back. A pane that does not fit beside what is read stands in its
/// place while it is looked at.
///
/// The page's action `step`.pane (F6) goes from pane to pane. Panes are shown and hidden by `setWanted`, never by
/// themselves.
class SidePanes final : public QWidget {
    Q_OBJECT
public:
    SidePanes(Page& page, const QString& step, QWidget* parent = nullptr);
    /// Once. `letters`: the fewest in a line that it is of use with.
    void addMain(QWidget* pane, const QString& name, int letters = theme::ReadableLetters);
    void addSide(QWidget* pane, const QString& name, int width); ///< `width`: as long as there is plenty
    void setWanted(QWidget* pane, bool wanted); ///< asks for a pane; asked for last, it stays longest
    void showPane(QWidget* pane); ///< brings a wanted pane into sight, whatever gives way
    [[nodiscard]] bool isShown(const QWidget* pane) const; ///< wanted, and there is room for it
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void focusLost(); ///< what had the focus is out of sight now

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Pane {
        QWidget* widget = nullptr;
        QString name;
        int width = 0;
        int asked = 0; ///< grows with each asking
        bool wanted = true;
        bool shown = true;
    };
    Pane& paneOf(const QWidget* widget);
    [[nodiscard]] int least(const Pane& pane) const;
    void add(QWidget* pane, const QString& name, int width, int stretch);
    void arrange();
    void share(); ///< the width among what is shown
    void nameAbsent();
    void focusNext();
    static bool focusIn(QWidget* pane); ///< the first thing that takes it; false if nothing does
    void remember(); ///< widths that were dragged

    std::vector<Pane> m_panes;
    QWidget* m_main = nullptr;
    int m_letters = 0;
    QWidget* m_instead = nullptr; ///< looked at in place of the main one, if there is no room for both
    std::vector<const QWidget*> m_absentNow;
    QWidget* m_absent;
    QHBoxLayout* m_absentRow;
    QSplitter* m_splitter;
    int m_askings = 0;
    bool m_arranging = false;
};

} // namespace winnow::ui
