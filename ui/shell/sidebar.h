// The flow of the review, as the way through the window.
#pragma once

#include "ui/widgets/page.h"

#include <QAbstractButton>

#include <map>
#include <optional>

class QVBoxLayout;

namespace winnow::ui {

class TextLabel;

/// One step: number, icon, name, and how many are left there.
class SidebarButton final : public QAbstractButton {
    Q_OBJECT
public:
    SidebarButton(PageId page, int number, const QString& name, const QString& icon, QWidget* parent = nullptr);
    [[nodiscard]] PageId page() const { return m_page; }
    /// `words` is what the number means: "12 citations left to screen". None: no number.
    void setCount(std::optional<std::int64_t> count, const QString& words);
    void setCompact(bool compact); ///< sign and number alone, the name as a tooltip
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    PageId m_page;
    int m_number; ///< 0: not a step of the flow
    std::optional<std::int64_t> m_count;
    QString m_countWords;
    bool m_compact = false;
};

/// Title and notice of the review, its steps, then history and settings. Compact, it is the steps' signs alone.
class Sidebar final : public QWidget {
    Q_OBJECT
public:
    explicit Sidebar(QWidget* parent = nullptr);
    void addStep(PageId page, int number, const QString& name, const QString& icon);
    void addSeparator();
    void finish(); ///< no more steps: the rest is space
    void setCompact(bool compact);
    [[nodiscard]] bool isCompact() const { return m_compact; }
    [[nodiscard]] int wholeWidth() const; ///< when it is not compact
    void setReview(const QString& title, const QString& notice);
    void setCurrent(std::optional<PageId> page);
    void setCount(PageId page, std::optional<std::int64_t> count, const QString& words);
    [[nodiscard]] SidebarButton* button(PageId page) const;

Q_SIGNALS:
    void chosen(winnow::ui::PageId page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TextLabel* m_title;
    TextLabel* m_notice;
    QVBoxLayout* m_column;
    bool m_compact = false;
    std::map<PageId, SidebarButton*> m_buttons;
};

} // namespace winnow::ui
